"""C16 and C17: how far the totals reach towards the targets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from se7_excel.savings.checks.ambition import overlap_declared, target_reached
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import LongerTerm, Place, Programme
from se7_excel.savings.stated import Stated
from tests.notation import programme

NOTHING = Stated()
TARGETS = "Short term 100k, Medium term 500k"


def waste(declared: bool | None, table: str = "14k", horizon: str = "Medium term") -> Programme:
    """A Waste line with a longer-term figure of £310k that declares, or not, to include the line."""
    figure = LongerTerm("Waste", Decimal(310_000), horizon, includes_table=declared, place=Place("Longer term", "B5"))
    return programme(f"Waste\n  SE7  {table}", TARGETS, (figure,))


def c16(table: str, targets: str) -> list[Finding]:
    return list(target_reached(programme(f"Waste\n  SE7  {table}", targets), NOTHING))


def test_a_target_a_thousand_short_is_a_warning_with_what_is_left_to_find() -> None:
    (found,) = c16("99k", "Short term 100k")
    assert (found.code, found.severity, found.party) == ("C16", Severity.WARN, "SE7")
    assert (found.expected, found.found, found.difference) == (100_000, 99_000, -1_000)
    assert "“Short term”: £99k of £100k (99 %), £1k to find" in found.message


def test_a_target_just_reached_is_no_warning() -> None:
    (found,) = c16("100k", "Short term 100k")
    assert found.severity is not Severity.WARN
    assert found.difference == 0
    assert "to find" not in found.message


def test_a_target_a_penny_short_is_still_a_warning() -> None:
    (found,) = c16("99999.99", "Short term 100k")
    assert (found.severity, found.difference) == (Severity.WARN, Decimal("-0.01"))


def test_a_target_a_penny_short_is_not_said_to_be_wholly_found() -> None:
    (found,) = c16("99999.99", "Short term 100k")
    assert "£0 to find" not in found.message
    assert "(100 %)" not in found.message


def test_a_target_surpassed_says_by_how_much() -> None:
    (found,) = c16("150k", "Short term 100k")
    assert "(150 %), £50k more than the target" in found.message


def test_a_target_of_nought_has_no_percentage() -> None:
    (found,) = c16("5k", "Short term 0")
    assert "%" not in found.message


def test_costs_leave_more_to_find_than_the_target() -> None:
    (found,) = c16("−50k", "Short term 100k")
    assert (found.found, found.difference) == (-50_000, -150_000)
    assert "£150k to find" in found.message


def test_a_negative_share_prints_the_minus_sign_of_its_amount() -> None:
    (found,) = c16("−50k", "Short term 100k")
    assert "−£50k of £100k (−50 %)" in found.message


def test_nothing_quantified_leaves_the_whole_target_to_find() -> None:
    assert [(found.found, found.difference) for found in c16("TBC", "Short term 100k")] == [(0, -100_000)]


def test_there_is_a_finding_for_each_target_in_order_and_none_without() -> None:
    assert [found.expected for found in c16("5k", "Short term 100k, Medium term 500k, Long term 1m")] == [
        100_000,
        500_000,
        1_000_000,
    ]
    assert c16("5k", "") == []


def test_an_undeclared_overlap_is_shown_with_both_readings() -> None:
    (found,) = overlap_declared(waste(None), NOTHING)
    assert (found.code, found.severity, found.workstream, str(found.place)) == ("C17", Severity.WARN, "Waste", "Longer term!B5")
    assert (found.found, found.difference) == ("not declared", 14_000)
    assert all(words in found.message for words in ("£310k", "£14k", "“Medium term” comes to £324k or £310k"))
    assert "Short term" not in found.message


@pytest.mark.parametrize("declared", [True, False])
def test_a_declared_overlap_passes_either_way(declared: bool) -> None:
    assert list(overlap_declared(waste(declared), NOTHING)) == []


def test_a_figure_smaller_than_the_table_cannot_include_it() -> None:
    (found,) = overlap_declared(waste(True, "450k"), NOTHING)
    assert (found.code, found.severity, str(found.place)) == ("C17", Severity.WARN, "Longer term!B5")
    assert (found.found, found.difference) == (310_000, -140_000)
    assert found.message == (
        "Waste: £310k cannot include the £450k of the table, which is £140k more; "
        "correct the figure on the Longer term tab, or answer no."
    )


def test_a_penny_more_in_the_table_than_in_the_figure_is_not_said_to_be_the_same() -> None:
    (found,) = overlap_declared(waste(True, "310000.01"), NOTHING)
    assert "£310,000 cannot include the £310,000.01 of the table, which is £0.01 more" in found.message


@pytest.mark.parametrize(("declared", "table"), [(True, "310k"), (True, "−400k"), (False, "450k")])
def test_a_figure_that_may_include_the_table_or_does_not_passes(declared: bool, table: str) -> None:
    assert list(overlap_declared(waste(declared, table), NOTHING)) == []


@pytest.mark.parametrize("table", ["TBC", "–", "0"])
def test_nothing_in_the_table_is_nothing_to_overlap_with(table: str) -> None:
    assert list(overlap_declared(waste(None, table), NOTHING)) == []


def test_a_cost_in_the_table_overlaps_as_well() -> None:
    (found,) = overlap_declared(waste(None, "−14k"), NOTHING)
    assert found.difference == -14_000


def test_a_figure_of_a_horizon_without_a_target_is_reported_and_raises_nothing() -> None:
    (found,) = overlap_declared(waste(None, horizon="Some day"), NOTHING)
    assert found.difference == 14_000


def test_a_figure_of_an_unknown_workstream_overlaps_with_nothing() -> None:
    stray = replace(waste(None), longer_term=(LongerTerm("Nowhere", Decimal(5), "Medium term"),))
    assert list(overlap_declared(stray, NOTHING)) == []


def test_a_target_of_nothing_is_no_target() -> None:
    (found,) = c16("14k", "Short term 0")
    assert (found.severity, found.expected, found.found, found.difference) == (Severity.WARN, 0, 14_000, 14_000)
    assert "“Short term” is £0, so it is no measure of the £14k found, £14k more; type the target in Settings" in found.message


def test_a_later_target_smaller_than_one_before_it_is_told() -> None:
    found = [each for each in c16("14k", "Short term 100k, Medium term 50k, Long term 80k") if "before it" in each.message]
    assert [(each.severity, each.found, each.difference) for each in found] == [
        (Severity.WARN, 50_000, -50_000),
        (Severity.WARN, 80_000, -20_000),
    ]
    assert "“Medium term” of £50k is £50k less than the £100k of “Short term” before it" in found[0].message


@pytest.mark.parametrize("targets", ["Short term 100k, Medium term 100k", "Short term 100k, Medium term 500k"])
def test_targets_that_rise_or_stand_nest(targets: str) -> None:
    assert not [each for each in c16("14k", targets) if "before it" in each.message]


def test_a_target_of_nothing_after_another_is_told_once() -> None:
    _, second = c16("14k", "Short term 100k, Medium term 0")
    assert "no measure" in second.message
