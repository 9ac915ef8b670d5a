"""An action writes where it says it writes, and nowhere else: what officers keep beside it stays as it was."""

import pytest
from hypothesis import HealthCheck, given, settings

from se7_excel.actions import ACTIONS, Action, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.new_workbook import new_workbook
from se7_excel.errors import OccupiedCell
from se7_excel.savings.programme import Programme
from se7_excel.sheets.addresses import Area, cell_position
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.schema import (
    APPENDIX,
    APPENDIX_2,
    APPENDIX_2_TABLE,
    APPENDIX_AREA,
    APPENDIX_DATA,
    CHECKS,
    CHECKS_TABLE,
    DATA_TABLE,
    LADDER,
    LADDER_TABLE,
    YEARLY,
    YEARLY_TABLE,
)
from tests.contracts.test_hosts_agree import EACH_ACTION, GUIDE, contents, on_file
from tests.paper_book import PaperBook
from tests.properties.strategies import programmes
from tests.sheets.papers import inserted, typed

NAMED = {
    CHECKS: CHECKS_TABLE,
    APPENDIX: APPENDIX_AREA,
    APPENDIX_DATA: DATA_TABLE,
    APPENDIX_2: APPENDIX_2_TABLE,
    LADDER: LADDER_TABLE,
    YEARLY: YEARLY_TABLE,
}
PAGES = {
    "check_totals": (CHECKS,),
    "regenerate_appendix_1": (APPENDIX, APPENDIX_DATA, LADDER, YEARLY),
    "regenerate_appendix_2": (APPENDIX_2,),
}
OWN = {"Z1": "mine", "Z90": 5, "A90": "my row", "AA12": ("=Z90*2", 10)}


def declared(action: Action, before: PaperBook, after: PaperBook) -> set[tuple[str, tuple[int, int]]]:
    """The cells the action may write: computed cells of lines, or its pages from A1 to the end of their named areas."""
    if action.name == "refresh_totals":
        return {
            (tab.grid.tab, (row, column))
            for tab in read_tracker(before).workstream_tabs
            for row in tab.lines
            for column in (*tab.cumulative.values(), tab.total)
        }
    areas = [
        (tab, book.read(tab).areas[NAMED[tab]])
        for tab in PAGES[action.name]
        for book in (before, after)
        if NAMED[tab] in book.read(tab).areas
    ]
    return {(tab, cell) for tab, area in areas for cell in Area(1, 1, area.bottom, area.right).cells}


def pressed(action: Action, book: PaperBook) -> PaperBook:
    """The book after the action, still knowing what was touched."""
    run(action, book)
    return book


@EACH_ACTION
def test_an_action_touches_only_its_declared_cells(action: Action, tracker_2012: bytes) -> None:
    book = pressed(action, PaperBook.copy_of(FileBook(tracker_2012)))
    assert book.touched or action.name == "refresh_totals"
    assert book.touched <= declared(action, book, book.as_now())


@given(programmes(max_authorities=3, max_workstreams=3, max_years=3, max_lines=4))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_on_any_programme_an_action_touches_only_its_declared_cells(told: Programme) -> None:
    fresh = PaperBook.copy_of(FileBook(new_workbook(told, GUIDE)))
    for action in ACTIONS:
        book = pressed(action, PaperBook.copy_of(fresh))
        assert book.touched <= declared(action, book, book.as_now())


@EACH_ACTION
def test_on_file_no_other_tab_changes(action: Action, tracker_2012: bytes) -> None:
    kents = kents_file(tracker_2012)
    outcome, left = on_file(action, kents)
    before, after = FileBook(kents), FileBook(left)
    may_change = {tab for tab, _ in declared(action, PaperBook.copy_of(before), PaperBook.copy_of(after))}
    assert {change.place.tab for change in outcome.changes} <= may_change
    for tab in set(before.tabs()) - may_change:
        assert contents(before.read(tab)) == contents(after.read(tab)), tab


@EACH_ACTION
@pytest.mark.parametrize("tab", ["Highways", CHECKS, APPENDIX, APPENDIX_DATA])
def test_what_officers_keep_beside_and_below_stays(action: Action, tab: str, tracker_2012: bytes) -> None:
    book = typed(FileBook(tracker_2012), tab, OWN)
    after = pressed(action, book).as_now()
    for address in OWN:
        position = cell_position(address)
        assert position
        assert after.read(tab).value(*position) == book.read(tab).value(*position)
        assert after.read(tab).formula(*position) == book.read(tab).formula(*position)


def test_a_page_that_grows_into_an_officers_note_is_refused_before_anything_is_written(tracker_2012: bytes) -> None:
    book = typed(FileBook(tracker_2012), CHECKS, {"A43": "my note", "B43": "more"})
    worse = typed(book, "Highways", {"L12": 7, "M12": 8, "N12": 9})
    with pytest.raises(OccupiedCell, match="Checks!A43 holds “my note”"):
        run(ACTIONS[1], worse)
    assert not worse.touched


@pytest.mark.parametrize(
    ("row", "rows", "column", "columns"), [(3, 2, 1, 0), (12, 1, 1, 0), (1, 0, 7, 2), (1, 0, 11, 1), (4, 3, 1, 4)]
)
def test_refresh_follows_a_table_that_officers_moved(row: int, rows: int, column: int, columns: int, tracker_2012: bytes) -> None:
    file = FileBook(tracker_2012)
    grids = [inserted(file.read(tab), row, rows, column, columns) if tab == "Waste" else file.read(tab) for tab in file.tabs()]
    book = PaperBook(grids)
    total = read_tracker(book).workstream_tabs[1].total
    after = pressed(ACTIONS[0], book).as_now()
    assert book.touched <= declared(ACTIONS[0], book, after)
    assert [after.read("Waste").value(at, total) for at in read_tracker(after).workstream_tabs[1].lines] == [14e6, 1.169e6]


def kents_file(data: bytes) -> bytes:
    """The tracker of 2012 as Kent's appendix left it, so that every page has something to change."""
    return on_file(ACTIONS[2], data, "Kent")[1]
