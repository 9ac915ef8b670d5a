"""The Log's page: every row the tab holds, as it is, and below them what was done just now."""

from dataclasses import replace
from decimal import Decimal

import pytest

from se7_excel import __version__
from se7_excel.errors import MissingHeading, OccupiedCell
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.changes import refuse_to_cover
from se7_excel.sheets.grid import CellError, Grid, Value
from se7_excel.sheets.log import HEADINGS, NONE, WIDTHS, Entry, Stamp, log_page
from se7_excel.sheets.page import Content, Page
from se7_excel.sheets.sent import NOTHING_SENT, SENT_HEADINGS, Sent
from se7_excel.sheets.styles import FINDING, FINDING_AMOUNT, LOGGED_COUNT
from tests.conftest import NOW
from tests.notation import programme

TOLD = programme("Waste\n  SE7  1.5m  2m\n  Kent  TBC  5k")
FIRST_ROW = 5
ALL = (*HEADINGS, *SENT_HEADINGS)
SENT = Sent(("a@kent.gov.uk",), (("SE7 savings – v1.xlsx", "ab" * 32),), (("C05", "asked", "A. Officer"),), 1, "sent")
FOUND = (Finding("C05", Severity.FAIL, "too much"), Finding("C13", Severity.INFO, "so it is"))


def entry(told: Programme = TOLD, cells_changed: int = 12, sent: Sent | None = None) -> Entry:
    return Entry(Stamp(NOW, "A. Officer"), "Refresh totals", told, cells_changed, FOUND, sent)


def holding(*rows: tuple[Value, ...], headings: tuple[str, ...] = HEADINGS, **known: object) -> Grid:
    """A Log tab with these rows in its table."""
    written = {4: dict(enumerate(headings, 1)), **{FIRST_ROW + at: dict(enumerate(row, 1)) for at, row in enumerate(rows)}}
    values = {row: {at: value for at, value in cells.items() if value is not None} for row, cells in written.items()}
    area = Area(4, 1, 4 + max(len(rows), 1), len(headings))
    return replace(Grid(schema.LOG, values, {}, {schema.LOG_TABLE: area}, {schema.LOG_TABLE: 0}), **known)


def row(page: Page, number: int, width: int = len(HEADINGS)) -> tuple[Content, ...]:
    return tuple(page.cells[number, column].value for column in range(1, width + 1))


def test_a_row_says_when_who_what_and_what_the_tracker_came_to() -> None:
    page = log_page(Grid(schema.LOG), entry())
    said = ("2012-01-26 09:30", "A. Officer", "Refresh totals", __version__, "East Sussex", Decimal(12), Decimal(3_500_000))
    assert row(page, FIRST_ROW) == (*said, "1 fail, 0 warn, 1 info", fingerprint(TOLD))
    assert row(page, 4, 12) == ALL
    assert len(WIDTHS) == len(ALL)


def test_a_programme_without_any_amount_is_logged_in_words() -> None:
    page = log_page(Grid(schema.LOG), entry(programme("Waste\n  SE7  TBC  _")))
    assert row(page, FIRST_ROW)[6] == NONE


def test_figures_are_counted_and_shown_in_pounds_and_all_else_is_text() -> None:
    page = log_page(Grid(schema.LOG), entry())
    looks = [page.cells[FIRST_ROW, column].style for column in range(1, 13)]
    assert [look for look in looks if look != FINDING] == [LOGGED_COUNT, FINDING_AMOUNT]


def test_an_empty_log_has_one_blank_row_which_the_first_entry_takes() -> None:
    assert set(row(log_page(Grid(schema.LOG)), FIRST_ROW, 12)) == {""}
    page = log_page(holding((None,) * 12, headings=ALL), entry())
    assert page.marks[0].area == Area(4, 1, 5, 12)


def test_rows_stay_as_they_are_whatever_officers_put_there() -> None:
    mine = ("last week", "me", None, 2, CellError("#N/A"), -1.5, "none", "2011/12", True)
    page = log_page(holding(mine, mine), entry())
    kept = ("last week", "me", "", Decimal(2), "#N/A", Decimal("-1.5"), "none", "2011/12", "True")
    assert (row(page, 5), row(page, 6)) == (kept, kept)
    assert row(page, 7)[1] == "A. Officer"
    assert page.marks[0].area == Area(4, 1, 7, 12)


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
    assert (page.marks[0].name, page.marks[0].area) == (schema.LOG_TABLE, Area(4, 1, 5, 12))


def test_what_was_sent_stands_behind_the_inputs_and_a_row_of_anything_else_says_that_nothing_was() -> None:
    page = log_page(Grid(schema.LOG), entry(sent=SENT))
    assert row(page, FIRST_ROW, 12)[9:] == SENT.cells
    assert row(log_page(Grid(schema.LOG), entry()), FIRST_ROW, 12)[9:] == NOTHING_SENT


def test_a_log_without_these_columns_gets_them_with_its_next_row() -> None:
    page = log_page(holding(("a",) * 9), entry(sent=SENT))
    assert row(page, 4, 12) == ALL
    assert row(page, 5, 12) == (*"a" * 9, *NOTHING_SENT)
    assert row(page, 6, 12)[9:] == SENT.cells


def test_what_rows_say_under_these_headings_stays_as_it_is() -> None:
    mine = (*"abcdefghi", "Version 1, sent to:\na@x.gov.uk", None, "mine")
    page = log_page(holding(mine, headings=ALL), entry())
    assert row(page, 5, 12) == (*mine[:10], "", "mine")


def test_a_column_of_the_officers_stays_behind_ours() -> None:
    page = log_page(holding((*"abcdefghi", "agreed"), headings=(*HEADINGS, "Comment")), entry())
    assert row(page, 4, 13) == (*ALL, "Comment")
    assert row(page, 5, 13) == (*"abcdefghi", *NOTHING_SENT, "agreed")
    assert page.marks[0].area == Area(4, 1, 6, 13)


def test_a_formula_of_the_officers_stays_in_a_column_that_stays() -> None:
    held = holding((*"abcdefghi", *NOTHING_SENT, 7), headings=(*ALL, "Comment"))
    page = log_page(replace(held, formulas={(5, 13): "LEN(A5)"}), entry())
    assert page.cells[5, 13].formula == "LEN(A5)"


@pytest.mark.parametrize("place", [(1, 11), (4, 10), (5, 11), (6, 12)])
def test_a_log_without_room_for_these_columns_goes_on_without_them(place: tuple[int, int]) -> None:
    held = holding(("a",) * 9)
    beside = {**held.values, place[0]: {**held.values.get(place[0], {}), place[1]: "mine"}}
    crowded = replace(held, values=beside)
    page = log_page(crowded, entry())
    assert page.marks[0].area == Area(4, 1, 6, 9)
    refuse_to_cover(page, crowded)


def test_where_something_was_sent_and_there_is_no_room_to_say_so_it_stops_before_a_word_is_covered() -> None:
    held = holding(("a",) * 9)
    crowded = replace(held, values={**held.values, 4: {**held.values[4], 11: "mine"}})
    with pytest.raises(OccupiedCell, match=r"Log!K4 holds something of yours .* move it to the right of column L, or clear it"):
        log_page(crowded, entry(sent=SENT))
