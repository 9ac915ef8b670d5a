"""The ladder of targets: what each horizon finds, from which workstreams, and what it adds to the one before."""

from decimal import Decimal

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.ladder import Contribution, Rung, ladder, table_holds
from se7_excel.savings.money import Gap, percentage, printed
from se7_excel.savings.programme import LongerTerm, Programme
from tests.notation import programme

NESTED = "Short term 100k, Medium term 500k, Long term 1m"
SEN = "Special Educational Needs (SEN)"


def rungs(described: Programme) -> list[tuple[int, int]]:
    """What each target finds, without and with undeclared overlap."""
    return [(int(rung.found), int(rung.found_if_included)) for rung in ladder(described)]


def parts_of(rung: Rung) -> dict[str, Contribution]:
    """What each workstream contributes."""
    return {each.workstream: each for each in rung.contributions}


def test_the_table_holds_the_partnerships_figure_of_the_named_workstream() -> None:
    made = programme("Waste\n  SE7  1m  2m\n  Kent  9m  9m\nICT\n  SE7  TBC  –")
    assert [table_holds(made, name) for name in ("Waste", "ICT", "nowhere")] == [3_000_000, 0, 0]


def test_targets_nest_so_that_each_finds_what_those_before_it_find() -> None:
    beyond = (LongerTerm("B", Decimal(300_000), "Medium term"), LongerTerm("C", Decimal(600_000), "Long term"))
    assert rungs(programme("A\n  SE7  50k  40k\nB\nC", NESTED, beyond)) == [(90_000,) * 2, (390_000,) * 2, (990_000,) * 2]


@pytest.mark.parametrize(
    ("declared", "medium"), [(None, (390_000, 300_000)), (True, (300_000, 300_000)), (False, (390_000, 390_000))]
)
def test_only_what_is_declared_decides_whether_the_table_counts_twice(declared: bool | None, medium: tuple[int, int]) -> None:
    beyond = (LongerTerm("A", Decimal(300_000), "Medium term", includes_table=declared),)
    assert rungs(programme("A\n  SE7  50k  40k", NESTED, beyond))[:2] == [(90_000, 90_000), medium]


def test_two_longer_term_figures_of_one_workstream_take_out_what_the_table_holds_once() -> None:
    beyond = tuple(LongerTerm("A", Decimal(300_000), horizon, includes_table=True) for horizon in ("Medium term", "Long term"))
    assert [found for found, _ in rungs(programme("A\n  SE7  50k  40k", NESTED, beyond))] == [90_000, 300_000, 600_000]


def test_a_variance_is_found_less_target() -> None:
    ladder_of = ladder(programme("A\n  SE7  50k  40k", "Short term 100k, Next 80k"))
    assert [rung.variance for rung in ladder_of] == [-10_000, 10_000]


def test_without_targets_there_is_no_ladder() -> None:
    assert ladder(programme("A\n  SE7  50k")) == ()


def test_the_ladder_of_2012_is_the_published_one() -> None:
    said = [
        (printed(each.found), printed(each.target.amount), percentage(each.found, each.target.amount), printed(each.to_find))
        for each in ladder(sample_programme())
    ]
    assert said == [
        ("£83.85m", "£100m", "83.85 %", "£16.15m"),
        ("£493.85m", "£500m", "98.77 %", "£6.15m"),
        ("£1,493.85m", "£1.5bn", "99.59 %", "£6.15m"),
    ]


def test_the_other_reading_of_2012_has_its_own_gap() -> None:
    said = [(printed(each.found_if_included), printed(each.to_find_if_included)) for each in ladder(sample_programme())]
    assert said == [("£83.85m", "£16.15m"), ("£478.25m", "£21.75m"), ("£1,478.25m", "£21.75m")]


def test_each_horizon_of_2012_adds_to_the_one_before() -> None:
    short, medium, long = ladder(sample_programme())
    assert [int(each.target_added) for each in (short, medium, long)] == [100_000_000, 400_000_000, 1_000_000_000]
    assert [int(each.found_added) for each in (short, medium, long)] == [83_850_000, 410_000_000, 1_000_000_000]
    assert medium.added == (("Waste", Decimal(310_000_000)), (SEN, Decimal(100_000_000)))
    assert long.added == (("Property", Decimal(1_000_000_000)),)


def test_a_workstream_contributes_in_the_table_beyond_it_and_in_doubt() -> None:
    _, medium, long = ladder(sample_programme())
    assert parts_of(medium)["Waste"] == Contribution(
        "Waste", Decimal(14_000_000), Decimal(310_000_000), Decimal(0), Decimal(14_000_000)
    )
    assert "Property" not in parts_of(medium)
    assert parts_of(long)["Property"].in_table is Gap.SEE_DETAILS
    assert parts_of(long)["Property"].found == 1_000_000_000


def test_a_declared_overlap_is_taken_off_its_workstream() -> None:
    beyond = (LongerTerm("A", Decimal(300_000), "Medium term", includes_table=True),)
    medium = ladder(programme("A\n  SE7  50k  40k\nB\n  SE7  1k  1k", NESTED, beyond))[1]
    assert (parts_of(medium)["A"].declared_overlap, parts_of(medium)["A"].found) == (90_000, 300_000)
    assert medium.found == 302_000


def test_an_overlap_that_one_figure_declares_is_no_longer_in_doubt() -> None:
    beyond = tuple(LongerTerm("A", Decimal(300_000), "Medium term", includes_table=said) for said in (True, None))
    part = parts_of(ladder(programme("A\n  SE7  50k  40k", NESTED, beyond))[1])["A"]
    assert (part.declared_overlap, part.undeclared_overlap) == (90_000, 0)


def test_a_target_passed_leaves_nothing_to_find() -> None:
    (rung,) = ladder(programme("A\n  SE7  50k  40k", "Short term 80k"))
    assert (rung.to_find, rung.variance) == (0, 10_000)


def test_a_figure_of_a_workstream_without_a_tab_still_counts() -> None:
    (rung,) = ladder(programme("A\n  SE7  1k", "Short term 80k", (LongerTerm("Elsewhere", Decimal(500), "Short term"),)))
    assert rung.found == 1_500


def test_nothing_quantified_is_told_from_nothing_found() -> None:
    (nothing,) = ladder(programme("A\n  SE7  TBC", "Short term 80k"))
    (nought,) = ladder(programme("A\n  SE7  0", "Short term 80k"))
    assert (nothing.quantified, nothing.found) == (False, 0)
    assert (nought.quantified, nought.found) == (True, 0)
