"""Own and cumulative amounts on every basis, positions, totals by party and composition."""

from decimal import Decimal

import pytest

from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Class
from se7_excel.savings.totals import (
    composition,
    cumulative,
    own,
    party_total,
    position,
    positions,
    together,
)
from tests.notation import EAST_SUSSEX, KENT, SE7, SURREY, amount, line, programme


def figures(text: str) -> tuple[Amount, ...]:
    """The amounts of a row of text, in the tests' notation."""
    return tuple(amount(each) for each in text.split())


@pytest.mark.parametrize(
    ("typed", "owned", "running"),
    [
        ("SE7  6m  1m  –  2m", "6m 1m – 2m", "6m 7m 7m 9m"),
        ("SE7  6m  1m  –  2m  | additional", "6m 1m – 2m", "6m 7m 7m 9m"),
        ("SE7  6m  1m  –  2m  | one-off", "6m 1m – 2m", "6m 7m 7m 9m"),
        ("SE7  6m  12m  18m  18m  | level", "6m 6m 6m 0", "6m 12m 18m 18m"),
        ("SE7  6m  4m  0  1m  | level", "6m −2m −4m 1m", "6m 4m 0 1m"),
        ("SE7  6m  TBC  _  9m  | level", "6m TBC _ 3m", "6m 6m 6m 9m"),
        ("SE7  –  6m  –  9m  | level", "– 6m – 3m", "– 6m 6m 9m"),
        ("SE7  6m  −2m  −5m  1m", "6m −2m −5m 1m", "6m 4m −1m 0"),
        ("SE7  −6m  −2m  –  −1m  | level", "−6m 4m – 1m", "−6m −2m −2m −1m"),
        ("SE7  0.10  0.20  0.01  −0.31", "0.10 0.20 0.01 −0.31", "0.10 0.30 0.31 0"),
        ("SE7  1.6m  _  _  _", "1.6m _ _ _", "1.6m 1.6m 1.6m 1.6m"),
        ("SE7  0  0  0  0", "0 0 0 0", "0 0 0 0"),
        ("SE7  5m", "5m", "5m"),
        ("SE7  5m  | level", "5m", "5m"),
    ],
)
def test_each_basis_has_its_own_and_its_cumulative_amounts(typed: str, owned: str, running: str) -> None:
    assert own(line(typed)) == figures(owned)
    assert cumulative(line(typed)) == figures(running)


@pytest.mark.parametrize("basis", ["", "| additional", "| level", "| one-off"])
def test_before_the_first_amount_the_cumulative_is_the_most_telling_gap_so_far(basis: str) -> None:
    assert cumulative(line(f"SE7  _  –  see  TBC  –  5k  {basis}")) == figures("_ – see TBC TBC 5k")


@pytest.mark.parametrize("gap", [gap for gap in Gap if gap is not Gap.UNREADABLE])
def test_a_gap_is_never_a_nought(gap: Gap) -> None:
    assert together((gap, gap)) is gap
    assert together((gap, Decimal(0))) == Decimal(0)


def test_nothing_together_is_not_stated() -> None:
    assert together(()) is Gap.BLANK


def test_an_unreadable_cell_outranks_every_other_gap() -> None:
    assert together(tuple(reversed(Gap))) is Gap.UNREADABLE


def test_the_partnerships_own_lines_are_its_position() -> None:
    made = programme("Waste\n  SE7  6m  1m\n  SE7  250k  –\n  Kent  9m  9m")
    held = position(made, made.workstreams[0], SE7)
    assert (held.own, held.cumulative, held.total) == (figures("6.25m 1m"), figures("6.25m 7.25m"), Decimal(7_250_000))


def test_without_a_line_of_its_own_the_partnership_is_the_sum_of_its_authorities() -> None:
    made = programme("Waste\n  Kent  1m  2m  | level\n  Surrey  250k  TBC\n  Kent  –  −50k")
    held = position(made, made.workstreams[0], SE7)
    assert (held.own, held.cumulative) == (figures("1.25m 0.95m"), figures("1.25m 2.2m"))


def test_an_authority_without_a_line_is_not_stated_even_where_others_have_figures() -> None:
    made = programme("Waste\n  Kent  1m  2m")
    assert position(made, made.workstreams[0], SURREY).own == figures("_ _")


def test_a_workstream_with_no_lines_is_not_stated() -> None:
    made = programme("Waste\nHighways\n  SE7  1m  1m")
    held = position(made, made.workstreams[0], SE7)
    assert (held.own, held.total, held.quantified) == (figures("_ _"), Gap.BLANK, False)


COST_ALONE = "Waste\n  SE7  _  _\n  SE7  −40k  –  | cost of achieving\n  Kent  100k  200k\n  Surrey  300k  TBC"


def test_a_partnership_that_states_only_costs_of_achieving_is_the_sum_of_its_authorities_less_these() -> None:
    made = programme(COST_ALONE)
    held = position(made, made.workstreams[0], SE7)
    assert (held.own, held.cumulative) == (figures("360k 200k"), figures("360k 560k"))
    assert party_total(made, SE7).total.pounds == 560_000
    assert composition(made, SE7) == {None: Decimal(600_000), Class.COST: Decimal(-40_000)}


def test_a_cost_beside_a_figure_of_the_partnerships_own_leaves_that_figure_the_whole() -> None:
    made = programme(COST_ALONE.replace("_  _", "–  –", 1))
    assert position(made, made.workstreams[0], SE7).total == -40_000


def test_a_cost_is_the_whole_position_where_no_authority_has_a_line() -> None:
    made = programme("Waste\n  SE7  _\n  SE7  −40k  | cost of achieving")
    held = position(made, made.workstreams[0], SE7)
    assert (held.total, len(held.lines)) == (Decimal(-40_000), 2)


def test_the_partnership_has_a_position_everywhere_and_an_authority_where_it_has_a_line() -> None:
    made = programme("Waste\n  SE7  1m\nHighways\n  Kent  1m\nICT")
    assert [held.workstream.name for held in positions(made, SE7)] == ["Waste", "Highways", "ICT"]
    assert [held.workstream.name for held in positions(made, KENT)] == ["Highways"]


@pytest.mark.parametrize(
    ("typed", "contributed"),
    [
        ("6m  1m  –", [False, True, True]),
        ("–  50k  50k", [False, False, True]),
        ("0  0  1k", [False, False, False]),
        ("5k  −5k  1k", [False, True, True]),
        ("TBC  _  1k", [False, False, False]),
    ],
)
def test_an_earlier_year_has_contributed_once_it_moved_the_cumulative(typed: str, contributed: list[bool]) -> None:
    made = programme(f"Waste\n  SE7  {typed}")
    held = position(made, made.workstreams[0], SE7)
    assert [held.contributed_before(year) for year in range(3)] == contributed


def test_a_party_total_adds_up_workstreams_and_counts_those_without_an_amount() -> None:
    total = party_total(programme("Waste\n  SE7  6m  1m\nICT\n  SE7  250k  –\nProperty\n  SE7  see  –\nSEN"), SE7)
    assert [each.pounds for each in total.annual] == list(figures("6.25m 1m"))
    assert [each.pounds for each in total.cumulative] == list(figures("6.25m 7.25m"))
    assert (total.total.pounds, total.total.quantified, total.total.unquantified) == (Decimal(7_250_000), 2, 2)


def test_a_years_total_leaves_out_what_is_pending_but_not_what_is_nil() -> None:
    total = party_total(programme("Waste\n  SE7  6m  –\nICT\n  SE7  TBC  –\nProperty\n  SE7  see  1m"), SE7)
    assert [each.unquantified for each in total.annual] == [2, 0]


def test_a_sum_over_nothing_is_no_amount_and_a_sum_of_noughts_is() -> None:
    made = programme("Waste\n  SE7  TBC  –\n  Kent  0  0")
    assert party_total(made, SE7).total.amount is None
    assert party_total(made, KENT).total.amount == 0


def test_a_total_says_what_it_leaves_out_within_a_workstream_too() -> None:
    made = programme("Waste\n  Kent  1m  1m\n  Surrey  TBC  TBC")
    assert party_total(made, SE7).total.pounds == 2_000_000
    assert party_total(made, SE7).total.in_part == 1


def test_a_programme_without_workstreams_totals_nothing() -> None:
    assert party_total(programme(""), SE7).total.amount is None


def test_the_total_of_mixed_bases_is_the_sum_of_the_last_cumulatives() -> None:
    made = programme("A\n  SE7  1m  2m  | level\nB\n  SE7  1m  2m  | additional\nC\n  SE7  1m  –  | one-off\nD\n  SE7  –  −1m")
    assert party_total(made, SE7).total.pounds == 2_000_000 + 3_000_000 + 1_000_000 - 1_000_000


def test_composition_tells_the_classes_apart_and_leaves_out_what_is_not_quantified() -> None:
    made = programme(
        "A\n  SE7  1m  1m  | baseline saving\n  SE7  200k  –  | avoided cost\nB\n  SE7  5k  _\nC\n  SE7  TBC  –  | avoided cost"
    )
    assert composition(made, SE7) == {Class.BASELINE: 2_000_000, Class.AVOIDED: 200_000, None: 5_000}


def test_composition_of_a_partnership_without_lines_is_that_of_its_authorities() -> None:
    made = programme("A\n  Kent  1m  3m  | level, baseline saving\n  Surrey  1m  1m  | avoided cost")
    assert composition(made, SE7) == {Class.BASELINE: 3_000_000, Class.AVOIDED: 2_000_000}
    assert composition(made, EAST_SUSSEX) == {}
