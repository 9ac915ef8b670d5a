"""C01 to C03: what the sheets claim is held against what the years come to, to the penny."""

from decimal import Decimal

import pytest

from se7_excel.savings.checks.arithmetic import cumulative_adds_up, grand_totals_add_up, line_total_adds_up
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Place, Programme
from se7_excel.savings.stated import Claim, LineClaims, Stated, TotalClaims
from tests.notation import SE7, amount, programme

EMPTY, NO_CELL = "empty", "none"
WASTE = programme("Waste\n  SE7  6m  1m  –  | additional")


def claim(text: str, cell: str) -> Claim | None:
    """What a computed cell says: an amount, `empty`, or `none` where there is no cell to read."""
    if text == NO_CELL:
        return None
    return Claim(Place("Waste", cell), None if text == EMPTY else amount(text))


def lines_stating(described: Programme, cumulative: str, total: str = NO_CELL, bracketed: str = "") -> Stated:
    """The only line of the programme with these words in its computed cells."""
    (workstream, line), *_ = described.lines
    running = tuple(claim(text, f"{letter}12") for text, letter in zip(cumulative.split(), "KLMN", strict=False))
    brackets = tuple(claim(text, f"{letter}12") for text, letter in zip(bracketed.split(), "GHIJ", strict=False))
    return Stated((LineClaims(workstream, line, running, brackets or (None,) * len(running), claim(total, "O12")),))


def totals_stating(annual: str, cumulative: str, total: str) -> Stated:
    """The partnership's total rows with these words in their cells."""
    rows = (
        tuple(claim(text, f"{letter}5") for text, letter in zip(row.split(), "CDEFGH", strict=False))
        for row in (annual, cumulative)
    )
    return Stated(totals=(TotalClaims(SE7, *rows, claim(total, "I5")),))


def c01(described: Programme, cumulative: str, bracketed: str = "") -> list[Finding]:
    return list(cumulative_adds_up(described, lines_stating(described, cumulative, bracketed=bracketed)))


def c02(described: Programme, total: str) -> list[Finding]:
    return list(line_total_adds_up(described, lines_stating(described, "none none none", total)))


def c03(described: Programme, annual: str, cumulative: str, total: str) -> list[Finding]:
    return list(grand_totals_add_up(described, totals_stating(annual, cumulative, total)))


def test_a_cumulative_that_goes_on_from_the_year_before_passes() -> None:
    assert c01(WASTE, "6m 7m 7m") == []


def test_a_cumulative_a_penny_off_fails_and_says_by_how_much_and_which_way() -> None:
    (found,) = c01(WASTE, "6m 7m 7000000.01")
    assert (found.code, found.severity, found.year, str(found.place)) == ("C01", Severity.FAIL, "2013/14", "Waste!M12")
    assert (found.workstream, found.party) == ("Waste", "SE7")
    assert (found.expected, found.found, found.difference) == (7_000_000, Decimal("7000000.01"), Decimal("0.01"))
    assert "£7,000,000.01" in found.message
    assert "come to £7,000,000;" in found.message
    assert "£0.01 too much" in found.message


def test_a_cumulative_below_what_is_due_is_too_little() -> None:
    (found,) = c01(WASTE, "6m 7m 6.5m")
    assert found.difference == -500_000
    assert "£500,000 too little" in found.message


def test_a_wrong_year_is_found_once_where_the_later_years_go_on_from_it() -> None:
    assert [found.year for found in c01(WASTE, "6.5m 7.5m 7.5m")] == ["2011/12"]


def test_a_year_that_does_not_go_on_from_the_year_before_is_found() -> None:
    assert [(found.year, found.expected) for found in c01(WASTE, "6m 6.5m 7m")] == [("2012/13", 7_000_000)]


@pytest.mark.parametrize(
    ("typed", "cumulative"),
    [
        ("6m  12m  9m  | level", "6m 12m 9m"),
        ("6m  TBC  9m  | level", "6m 6m 9m"),
        ("6m  −2m  −5m", "6m 4m −1m"),
        ("1.6m  _  _  | one-off", "1.6m 1.6m 1.6m"),
        ("–  TBC  5k", "_ _ 5k"),
    ],
)
def test_every_basis_passes_with_its_own_cumulative(typed: str, cumulative: str) -> None:
    assert c01(programme(f"Waste\n  SE7  {typed}"), cumulative) == []


def test_a_level_line_whose_years_were_added_up_fails() -> None:
    assert [found.year for found in c01(programme("Waste\n  SE7  6m  12m  18m  | level"), "6m 18m 36m")] == ["2012/13", "2013/14"]


def test_a_nought_where_nothing_is_quantified_fails() -> None:
    (found,) = c01(programme("Waste\n  SE7  TBC  5k  –"), "0 5k 5k")
    assert (found.expected, found.found, found.difference) == (Gap.TO_BE_CONFIRMED.value, 0, None)


def test_words_where_an_amount_is_due_fail() -> None:
    (found,) = c01(programme("Waste\n  SE7  5k  –  –"), "_ 5k 5k")
    assert (found.expected, found.difference) == (5_000, None)
    assert "£5,000" in found.message


def test_an_empty_cumulative_cell_fails_and_says_what_to_press() -> None:
    (found,) = c01(WASTE, "6m 7m empty")
    assert (found.expected, found.found) == (7_000_000, "nothing")
    assert "Refresh totals mends it" in found.message


def test_a_cell_that_cannot_be_read_yet_is_not_held_against_anybody() -> None:
    assert c01(WASTE, "none none none") == []


def test_a_bracket_typed_beside_an_amount_is_held_against_the_cumulative_too() -> None:
    assert c01(WASTE, "6m 7m 7m", "none 7m none") == []
    assert [(found.year, str(found.place)) for found in c01(WASTE, "6m 7m 7m", "none 7.5m none")] == [("2012/13", "Waste!H12")]


def test_a_total_that_is_the_last_cumulative_passes() -> None:
    assert c02(WASTE, "7m") == []
    assert c02(programme("Waste\n  SE7  6m  12m  9m  | level"), "9m") == []
    assert c02(programme("Waste\n  SE7  TBC  –  –"), "_") == []


def test_a_total_a_penny_off_fails_with_its_cell_difference_and_direction() -> None:
    (found,) = c02(WASTE, "6999999.99")
    assert (found.code, found.severity, found.year, str(found.place)) == ("C02", Severity.FAIL, "", "Waste!O12")
    assert (found.expected, found.found, found.difference) == (7_000_000, Decimal("6999999.99"), Decimal("-0.01"))
    assert all(words in found.message for words in ("£6,999,999.99", "£7,000,000", "£0.01 too little"))


def test_a_level_lines_total_is_not_the_sum_of_its_figures() -> None:
    (found,) = c02(programme("Waste\n  SE7  6m  12m  18m  | level"), "36m")
    assert (found.expected, found.difference) == (18_000_000, 18_000_000)


@pytest.mark.parametrize("said", ["_", "empty"])
def test_a_total_without_its_amount_fails(said: str) -> None:
    (found,) = c02(WASTE, said)
    assert (found.expected, found.difference) == (7_000_000, None)


def test_grand_totals_of_the_quantified_lines_pass() -> None:
    described = programme("Waste\n  SE7  6m  1m\nICT\n  SE7  250k  –\nProperty\n  SE7  TBC  –")
    assert c03(described, "6.25m 1m", "6.25m 7.25m", "7.25m") == []


@pytest.mark.parametrize(
    ("annual", "cumulative", "total", "year", "difference"),
    [
        ("6.25m 1000000.01", "6.25m 7.25m", "7.25m", "2012/13", "0.01"),
        ("6.25m 1m", "6m 7.25m", "7.25m", "2011/12", "-250000"),
        ("6.25m 1m", "6.25m 7.25m", "7249999.99", "", "-0.01"),
    ],
)
def test_a_grand_total_off_by_a_penny_fails_for_its_year(
    annual: str, cumulative: str, total: str, year: str, difference: str
) -> None:
    (found,) = c03(programme("Waste\n  SE7  6m  1m\nICT\n  SE7  250k  –"), annual, cumulative, total)
    assert (found.code, found.severity, found.party, found.year) == ("C03", Severity.FAIL, "SE7", year)
    assert found.difference == Decimal(difference)
    assert ("too much" if found.difference > 0 else "too little") in found.message


def test_a_grand_total_over_nothing_is_not_nought() -> None:
    nothing = programme("Waste\n  SE7  TBC  –")
    assert c03(nothing, "_ _", "_ _", "_") == []
    assert [(found.expected, found.found) for found in c03(nothing, "_ _", "_ _", "0")] == [(None, Decimal(0))]


def test_a_missing_grand_total_is_found() -> None:
    (found,) = c03(programme("Waste\n  SE7  6m  1m"), "6m 1m", "6m 7m", "empty")
    assert (found.expected, found.found, found.difference) == (7_000_000, None, None)


def test_with_nothing_stated_there_is_nothing_to_hold_to_account() -> None:
    assert [
        *cumulative_adds_up(WASTE, Stated()),
        *line_total_adds_up(WASTE, Stated()),
        *grand_totals_add_up(WASTE, Stated()),
    ] == []


def test_an_unreadable_claim_never_passes_for_an_amount() -> None:
    unreadable: Amount = Gap.UNREADABLE
    (workstream, line), *_ = WASTE.lines
    claims = LineClaims(workstream, line, (None,) * 3, (None,) * 3, Claim(Place("Waste", "O12"), unreadable))
    assert [found.code for found in line_total_adds_up(WASTE, Stated((claims,)))] == ["C02"]
