"""The Log's page: every row the tab holds, as it is, and below them what was done just now."""

from dataclasses import replace
from decimal import Decimal

import pytest

from se7_excel import __version__
from se7_excel.errors import MissingHeading
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Grid, Value
from se7_excel.sheets.log import HEADINGS, NONE, Entry, Stamp, log_page
from se7_excel.sheets.page import Content, Page
from se7_excel.sheets.styles import FINDING, FINDING_AMOUNT, LOGGED_COUNT
from tests.conftest import NOW
from tests.notation import programme

TOLD = programme("Waste\n  SE7  1.5m  2m\n  Kent  TBC  5k")
FIRST_ROW = 5
FOUND = (Finding("C05", Severity.FAIL, "too much"), Finding("C13", Severity.INFO, "so it is"))


def entry(told: Programme = TOLD, cells_changed: int = 12) -> Entry:
    return Entry(Stamp(NOW, "A. Officer"), "Refresh totals", told, cells_changed, FOUND)


def holding(*rows: tuple[Value, ...], headings: tuple[str, ...] = HEADINGS, **known: object) -> Grid:
    """A Log tab with these rows in its table."""
    written = {4: dict(enumerate(headings, 1)), **{FIRST_ROW + at: dict(enumerate(row, 1)) for at, row in enumerate(rows)}}
    values = {row: {at: value for at, value in cells.items() if value is not None} for row, cells in written.items()}
    area = Area(4, 1, 4 + max(len(rows), 1), 9)
    return replace(Grid(schema.LOG, values, {}, {schema.LOG_TABLE: area}, {schema.LOG_TABLE: 0}), **known)


def row(page: Page, number: int) -> tuple[Content, ...]:
    return tuple(page.cells[number, column].value for column in range(1, len(HEADINGS) + 1))


def test_a_row_says_when_who_what_and_what_the_tracker_came_to() -> None:
    page = log_page(Grid(schema.LOG), entry())
    said = ("2012-01-26 09:30", "A. Officer", "Refresh totals", __version__, "East Sussex", Decimal(12), Decimal(3_500_000))
    assert row(page, FIRST_ROW) == (*said, "1 fail, 0 warn, 1 info", fingerprint(TOLD))
    assert [page.cells[4, column].value for column in range(1, 10)] == list(HEADINGS)


def test_a_programme_without_any_amount_is_logged_in_words() -> None:
    page = log_page(Grid(schema.LOG), entry(programme("Waste\n  SE7  TBC  _")))
    assert row(page, FIRST_ROW)[6] == NONE


def test_figures_are_counted_and_shown_in_pounds_and_all_else_is_text() -> None:
    page = log_page(Grid(schema.LOG), entry())
    looks = [page.cells[FIRST_ROW, column].style for column in range(1, 10)]
    assert [look for look in looks if look != FINDING] == [LOGGED_COUNT, FINDING_AMOUNT]


def test_an_empty_log_has_one_blank_row_which_the_first_entry_takes() -> None:
    assert set(row(log_page(Grid(schema.LOG)), FIRST_ROW)) == {""}
    page = log_page(holding((None,) * 9), entry())
    assert page.marks[0].area == Area(4, 1, 5, 9)


def test_rows_stay_as_they_are_whatever_officers_put_there() -> None:
    mine = ("last week", "me", None, 2, CellError("#N/A"), -1.5, "none", "2011/12", True)
    page = log_page(holding(mine, mine), entry())
    kept = ("last week", "me", "", Decimal(2), "#N/A", Decimal("-1.5"), "none", "2011/12", "True")
    assert (row(page, 5), row(page, 6)) == (kept, kept)
    assert row(page, 7)[1] == "A. Officer"
    assert page.marks[0].area == Area(4, 1, 7, 9)


def test_rows_typed_below_the_table_belong_to_it() -> None:
    page = log_page(holding(("a",) * 9, ("b",) * 9, areas={schema.LOG_TABLE: Area(4, 1, 5, 9)}), entry())
    assert [row(page, number)[0] for number in (5, 6, 7)] == ["a", "b", "2012-01-26 09:30"]


def test_columns_are_found_by_their_headings() -> None:
    swapped = ("Who", "When", *HEADINGS[2:])
    page = log_page(holding(("me", "today", *"cdefghi"), headings=swapped), entry())
    assert row(page, 5)[:2] == ("today", "me")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_was_renamed_stops_before_a_row_is_lost(heading: str) -> None:
    renamed = tuple("mine" if each == heading else each for each in HEADINGS)
    with pytest.raises(MissingHeading, match=f"Log, row 4: the heading “{heading}” is missing; put it back above its column"):
        log_page(holding(("a",) * 9, headings=renamed), entry())


def test_a_table_without_any_of_its_headings_stops_too() -> None:
    with pytest.raises(MissingHeading, match="Log: no row holds the headings"):
        log_page(holding(("a",) * 9, headings=tuple("123456789")), entry())


def test_a_tab_on_which_no_table_stands_yet_gets_one() -> None:
    page = log_page(Grid(schema.LOG, {1: {20: "mine"}}), entry())
    assert (page.marks[0].name, page.marks[0].area) == (schema.LOG_TABLE, Area(4, 1, 5, 9))
