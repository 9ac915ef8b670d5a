"""A workstream's tab is read as it stands: facts, lines, years, and what its computed cells claim."""

from datetime import date
from decimal import Decimal

import pytest

from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Basis, Class, Programme, Status, Workstream
from se7_excel.savings.stated import LineClaims
from se7_excel.savings.years import FinancialYear, span
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.changes import differing
from se7_excel.sheets.claims import line_claims
from se7_excel.sheets.cumulative import cumulative_page
from se7_excel.sheets.grid import CellError, Grid
from se7_excel.sheets.lines import read_workstream
from se7_excel.sheets.workstream_tab import WorkstreamTab, find_workstream_tab
from tests.notation import EAST_SUSSEX, KENT, PARTIES, SE7
from tests.sheets.papers import inserted, retyped, sheet

YEARS = span(FinancialYear(2011), 2)
WASTE = sheet(
    """
    Waste
    Lead | Kent
    Purpose | Share the plants.
    Update | Under way.
    Status | on course
    Brackets mean

    Line | Party | Class | Basis | Fund | Status | 2011/12 | 2012/13 | Cumulative 2011/12 | Cumulative 2012/13 | Total | Note
    Plants | SE7 | baseline saving | additional | General Fund | forecast | 100 | 50 | 100 | 150 | 150 | agreed
    Plants | kcc | avoided cost | level | | ACTUAL | 40 | TBC | 40 | 40 | 40
    """,
    "Waste",
)


def read(grid: Grid) -> Workstream:
    return read_workstream(find_workstream_tab(grid, YEARS), "Waste", YEARS, PARTIES)


def claims_of(found: WorkstreamTab, workstream: Workstream) -> tuple[LineClaims, ...]:
    programme = Programme(SE7, PARTIES[1:], EAST_SUSSEX, YEARS, (workstream,))
    return line_claims(found, workstream, differing(cumulative_page(found, workstream, programme), found.grid), YEARS)


def test_the_facts_above_the_table_are_read() -> None:
    told = read(WASTE)
    assert (told.name, told.tab) == ("Waste", "Waste")
    assert (told.lead, told.purpose, told.update, told.status) == ("Kent", "Share the plants.", "Under way.", "on course")


def test_a_line_is_read_with_everything_it_declares() -> None:
    first, second = read(WASTE).lines
    assert (first.title, first.party.name, first.amounts) == ("Plants", "SE7", (Decimal(100), Decimal(50)))
    assert (first.saving_class, first.basis, first.status) == (Class.BASELINE, Basis.ADDITIONAL, Status.FORECAST)
    assert (first.fund, first.note) == ("General Fund", "agreed")
    assert (second.saving_class, second.basis, second.status) == (Class.AVOIDED, Basis.LEVEL, Status.ACTUAL)


def test_a_party_answers_to_its_short_form_in_any_case() -> None:
    assert read(WASTE).lines[1].party == KENT


def test_each_amount_knows_its_cell() -> None:
    assert [str(read(WASTE).lines[0].place(year)) for year in (0, 1)] == ["Waste!G9", "Waste!H9"]


def test_a_gap_is_read_as_typed_and_not_as_nothing() -> None:
    assert read(WASTE).lines[1].amounts == (Decimal(40), Gap.TO_BE_CONFIRMED)


def test_inserted_rows_and_columns_change_nothing_that_is_read() -> None:
    moved = read(inserted(WASTE, 3, 2, 5, 3))
    assert [line.amounts for line in moved.lines] == [line.amounts for line in read(WASTE).lines]
    assert (moved.lead, moved.purpose) == ("Kent", "Share the plants.")


def test_a_tab_may_lack_facts_and_notes() -> None:
    bare = read(retyped(WASTE, {"A2": None, "B2": None, "L8": None}))
    assert bare.lead == ""
    assert bare.lines[0].note == ""


def test_a_tab_may_have_no_lines() -> None:
    assert read(retyped(WASTE, dict.fromkeys([f"{letter}{row}" for letter in "ABCDEFGHIJKL" for row in (9, 10)]))).lines == ()


def test_an_officers_own_row_without_party_and_figures_is_no_line() -> None:
    grid = retyped(WASTE, {"A11": "Checked by Ann", "A12": "Depots", "B12": "Kent", "G12": 7})
    assert find_workstream_tab(grid, YEARS).lines == (9, 10, 12)


@pytest.mark.parametrize("headings", [("2011-12", "2012-13"), ("11/12", "12/13"), ("2011/2012", "2012/2013")])
def test_years_may_be_headed_in_any_of_their_spellings(headings: tuple[str, str]) -> None:
    assert read(retyped(WASTE, dict(zip(("G8", "H8"), headings, strict=True)))).lines[0].amounts == (Decimal(100), Decimal(50))


@pytest.mark.parametrize("day", [date(2011, 12, 1), date(2012, 12, 11), date(2012, 11, 12)])
def test_a_year_may_be_headed_by_the_date_excel_made_of_it(day: date) -> None:
    assert read(retyped(WASTE, {"G8": day})).lines[0].amounts[0] == Decimal(100)


def test_a_cumulative_column_may_be_headed_in_another_spelling() -> None:
    found = find_workstream_tab(retyped(WASTE, {"I8": "CUMULATIVE 2011-12"}), YEARS)
    assert found.cumulative[YEARS[0]] == 9


def test_a_year_the_tab_lacks_is_blank_and_one_it_has_besides_is_told() -> None:
    found = find_workstream_tab(retyped(WASTE, {"H8": "2013/14", "J8": "Cumulative 2013/14"}), YEARS)
    assert read_workstream(found, "Waste", YEARS, PARTIES).lines[0].amounts == (Decimal(100), Gap.BLANK)
    assert found.tab_years.years == (FinancialYear(2011), FinancialYear(2013))
    assert found.tab_years.cells == ("G8", "H8")


def test_an_error_value_is_an_unreadable_gap_and_not_a_zero() -> None:
    assert read(retyped(WASTE, {"G9": CellError("#REF!")})).lines[0].amounts[0] is Gap.UNREADABLE


def test_a_formula_with_a_value_is_an_amount() -> None:
    assert read(retyped(WASTE, {"G9": ("=20*5", 100.0)})).lines[0].amounts[0] == Decimal(100)


def test_a_figure_computed_in_floating_point_is_read_to_the_penny() -> None:
    assert read(retyped(WASTE, {"G9": ("=0.1+0.2", 0.1 + 0.2)})).lines[0].amounts[0] == Decimal("0.30")


@pytest.mark.parametrize(("meaning", "amount"), [("negative", Decimal("-0.4")), ("cumulative", Gap.BLANK)])
def test_brackets_mean_what_the_tab_declares(meaning: str, amount: object) -> None:
    grid = retyped(WASTE, {"B6": meaning.upper(), "G9": "(0.4)"})
    assert read(grid).lines[0].amounts[0] == amount


def test_a_printed_cell_typed_as_text_gives_the_years_own_and_claims_the_bracket() -> None:
    found = find_workstream_tab(retyped(WASTE, {"B6": "cumulative", "H9": "£50 (£150)"}), YEARS)
    told = read_workstream(found, "Waste", YEARS, PARTIES)
    claims = claims_of(found, told)[0]
    assert told.lines[0].amounts[1] == Decimal(50)
    assert claims.bracketed[1] is not None
    assert claims.bracketed[1].amount == Decimal(150)


def test_the_computed_cells_claim_what_they_say() -> None:
    found = find_workstream_tab(retyped(WASTE, {"I9": "not quantified", "K9": CellError("#NAME?"), "I10": None}), YEARS)
    first, second = claims_of(found, read(WASTE))
    assert [claim.amount for claim in (*first.cumulative, first.total) if claim] == [Gap.BLANK, Decimal(150), Gap.UNREADABLE]
    assert second.cumulative[0] is not None
    assert second.cumulative[0].amount is None


def test_a_computed_formula_without_a_value_claims_nothing() -> None:
    found = find_workstream_tab(retyped(WASTE, {"I9": "=G9"}), YEARS)
    assert claims_of(found, read(WASTE))[0].cumulative[0] is None


def test_a_fund_or_note_typed_as_a_number_is_read_as_its_digits() -> None:
    line = read(retyped(WASTE, {"E9": 2012, "L9": 7.5})).lines[0]
    assert (line.fund, line.note) == ("2012", "7.5")


def test_a_year_typed_outside_the_excel_table_is_kept_with_its_cell() -> None:
    cells = {"N8": "2013/14", "O8": "Cumulative 2013/14", "P8": "Checked"}
    known = {"areas": {"SE7_Lines_1": Area(8, 1, 10, 12)}, "totals_rows": {"SE7_Lines_1": 0}}
    found = find_workstream_tab(retyped(WASTE, cells, **known), YEARS).tab_years
    assert (found.years, found.beside) == (YEARS, ((FinancialYear(2013), "N8"),))


def test_in_a_plain_range_every_year_is_inside_the_table() -> None:
    found = find_workstream_tab(retyped(WASTE, {"N8": "2013/14"}), YEARS).tab_years
    assert (found.years, found.beside) == ((*YEARS, FinancialYear(2013)), ())
