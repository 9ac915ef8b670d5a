"""A workbook open in Excel reads and ends like its file, a second press writes nothing, and a press can be undone."""

from contextlib import suppress

import pytest

from se7_excel.actions import Action, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.former import Former
from se7_excel.errors import CannotWrite, OccupiedCell
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.schema import APPENDIX, APPENDIX_DATA, CHECKS
from tests.contracts.test_hosts_agree import (
    ACTIONS,
    CHECK,
    EACH_ACTION,
    REFRESH,
    REGENERATE,
    STAMP,
    STARTS,
    on_file,
    start,
    typed_into,
)
from tests.desktop import DeskBook, answers_of, live, series_of
from tests.desktop_cells import ExcelRefuses
from tests.remote import actions_of, remote_book, unseen
from tests.replayer import contents, ending

EACH_START = pytest.mark.parametrize("name", STARTS)


def pressed(action: Action, desk: DeskBook, reporting: str = "") -> Former:
    """What stood in the open workbook before the action was run in it."""
    book = live(desk)
    run(action, book, reporting, STAMP)
    return book.finish()


def opened_after(action: Action, data: bytes, reporting: str = "") -> tuple[DeskBook, bytes]:
    """The workbook open in Excel once the action was run in it, and the file the action leaves."""
    left = on_file(action, data, reporting, STAMP)[1]
    desk = DeskBook(data, answers_of(left))
    pressed(action, desk, reporting)
    return desk, left


def visible(grid: Grid) -> tuple[object, ...]:
    """What of the tab is hidden, and whether that can be seen at all."""
    return grid.hidden, grid.filtered, grid.hidden_rows, grid.hidden_columns, grid.values_only


def assert_holds(desk: DeskBook, data: bytes) -> None:
    """The open workbook holds what the file does, values of formulas, looks, print areas and charts included."""
    book, file = live(desk), FileBook(data)
    for tab in file.tabs():
        assert contents(book.read(tab)) == contents(file.read(tab)), tab
    assert desk.looks == ending(data).looks
    printed = {tab: area.rpartition("!")[2] or None for tab, area in ending(data).print_areas.items()}
    assert {sheet.name: sheet.page_setup.print_area for sheet in desk.sheets} == printed
    assert desk.shown == series_of(data)


@EACH_START
def test_a_workbook_open_on_the_desktop_reads_as_its_file(name: str, tracker_2012: bytes) -> None:
    data = start(name, tracker_2012)
    file, desktop = FileBook(data), live(DeskBook(data))
    assert desktop.tabs() == file.tabs()
    for tab in file.tabs():
        assert contents(desktop.read(tab)) == contents(file.read(tab))
        assert visible(desktop.read(tab)) == visible(file.read(tab))


def test_a_workbook_on_the_remote_engine_reads_as_the_values_of_its_file(tracker_2012: bytes) -> None:
    file, remote = FileBook(tracker_2012), remote_book(tracker_2012)
    assert remote.tabs() == file.tabs()
    for tab in file.tabs():
        assert contents(remote.read(tab)) == contents(unseen(file.read(tab)))
        assert visible(remote.read(tab)) == visible(unseen(file.read(tab)))


def test_hidden_tabs_rows_and_columns_and_filters_are_seen(tracker_2012: bytes) -> None:
    desk = DeskBook(tracker_2012)
    sheet = desk.sheets["Highways"]
    sheet.visible, sheet.filtered, sheet.hidden_rows, sheet.hidden_columns = False, True, {3, 12, 13}, {2, 9}
    assert visible(live(desk).read("Highways")) == (True, True, {3, 12, 13}, {2, 9}, False)


@EACH_START
def test_a_press_on_the_desktop_ends_like_the_file_and_a_second_one_writes_nothing(name: str, tracker_2012: bytes) -> None:
    data, reporting = start(name, tracker_2012), "Kent" if name == "finished" else ""
    for action in ACTIONS:
        desk, data = opened_after(action, data, reporting)
        assert_holds(desk, data)
        strokes = desk.pen.strokes, desk.app.pen.strokes
        assert pressed(action, desk, reporting) == ()
        assert (desk.pen.strokes, desk.app.pen.strokes) == strokes


@EACH_ACTION
def test_a_press_on_a_finished_tracker_writes_nothing_at_all(action: Action, tracker_2012: bytes) -> None:
    desk = DeskBook(tracker_2012)
    before = desk.state
    assert pressed(action, desk) == ()
    assert (desk.pen.strokes, desk.app.pen.strokes, desk.state) == (0, 0, before)


def test_a_calculated_cell_typed_over_with_its_own_value_is_found_and_put_back(tracker_2012: bytes) -> None:
    desk = DeskBook(tracker_2012)
    desk.sheets["Highways"].type((12, 12), 6_250_000.0)
    book = live(desk)
    outcome = run(REFRESH, book)
    book.finish()
    assert [str(finding.place) for finding in outcome.findings if finding.code == "C26"] == ["Highways!L12"]
    assert_holds(desk, tracker_2012)


def test_a_calculated_cell_of_text_format_calculates_again(tracker_2012: bytes) -> None:
    desk = DeskBook(typed_into(tracker_2012, ("Highways", {"L12": 7, "G13": 5})), answers_of(tracker_2012))
    desk.sheets["Highways"].range((12, 11), (13, 15)).number_format = "@"
    pressed(REFRESH, desk)
    cell = desk.sheets["Highways"].at((12, 12))
    assert (cell.formula[:12], cell.value, cell.number_format) == ("IF(ISNUMBER(", 6_250_000.0, "General")


def test_years_and_amounts_stay_what_they_are_where_officers_changed_the_format_of_their_cells(tracker_2012: bytes) -> None:
    data = start("later years", tracker_2012)
    left = on_file(REGENERATE, data)[1]
    desk = DeskBook(data, answers_of(left))
    desk.sheets[APPENDIX_DATA].range((4, 1), (4, 13)).number_format = "General"
    desk.sheets[APPENDIX_DATA].range((5, 3), (19, 12)).number_format = "@"
    pressed(REGENERATE, desk)
    book, wanted = live(desk).read(APPENDIX_DATA), FileBook(left).read(APPENDIX_DATA)
    assert contents(book) == contents(wanted)


def test_excel_is_hushed_while_anything_is_written(tracker_2012: bytes) -> None:
    desk, seen = DeskBook(start("fewer workstreams", tracker_2012)), set()
    desk.pen.refuses = lambda stroke: seen.add(desk.app.settings)
    pressed(REGENERATE, desk)
    assert (seen, desk.app.settings) == ({(False, "manual", False)}, (True, "automatic", True))


def test_calculation_by_hand_stays_by_hand_and_the_tracker_is_worked_out_once(tracker_2012: bytes) -> None:
    left = on_file(REGENERATE, tracker_2012, "Kent", STAMP)[1]
    desk = DeskBook(tracker_2012, answers_of(left))
    desk.app._calculation = "manual"
    pressed(REGENERATE, desk, "Kent")
    assert desk.app.settings == (True, "manual", True)
    assert desk.app.worked_out == 1
    assert_holds(desk, left)


def test_what_a_page_says_is_shown_though_officers_hid_or_filtered_it(tracker_2012: bytes) -> None:
    desk = DeskBook(tracker_2012)
    desk.sheets[CHECKS].hidden_rows, desk.sheets[CHECKS].tables[0].filtered = {2, 7, 99}, True
    pressed(CHECK, desk, "Kent")
    assert (desk.sheets[CHECKS].hidden_rows, desk.sheets[CHECKS].tables[0].filtered) == ({99}, False)


def test_a_row_of_totals_in_the_way_is_refused_before_anything_is_written(tracker_2012: bytes) -> None:
    desk = DeskBook(tracker_2012)
    table = desk.sheets[CHECKS].tables[0]
    table.area, table._show_totals = Area(8, 1, 45, 12), True
    desk.sheets[CHECKS].type((40, 1), "Total")
    before = desk.state
    with pytest.raises(OccupiedCell, match="the table SE7_Checks on the tab Checks has a total row"):
        pressed(CHECK, desk, "Kent")
    assert desk.state == before


@EACH_START
def test_an_undone_press_leaves_every_cell_style_and_area_as_it_was(name: str, tracker_2012: bytes) -> None:
    for action in ACTIONS:
        desk = DeskBook(start(name, tracker_2012))
        before = desk.state
        former = pressed(action, desk)
        back, left = live(desk).restore(former)
        assert (back, left) == (sum(len(each.before) for each in former), 0)
        assert desk.state == before


def test_pages_go_back_together_or_not_at_all(tracker_2012: bytes) -> None:
    left = on_file(REGENERATE, tracker_2012, "Kent", STAMP)[1]
    desk = DeskBook(tracker_2012, {**answers_of(left), **answers_of(tracker_2012)})
    former = pressed(REGENERATE, desk, "Kent")
    (changed,) = (each for each in former if each.tab == APPENDIX)
    desk.sheets[APPENDIX].type(next(iter(changed.before)), "mine")
    before = desk.state
    assert live(desk).restore(former) == (0, sum(len(each.before) for each in former))
    assert desk.state == before


def test_a_page_whose_area_has_moved_since_is_left_alone(tracker_2012: bytes) -> None:
    shorter = start("fewer workstreams", tracker_2012)
    desk = DeskBook(shorter, {**answers_of(on_file(REGENERATE, shorter, "", STAMP)[1]), **answers_of(shorter)})
    former = pressed(REGENERATE, desk)
    name = next(name for each in former for name in each.marks if name in {table.name for table in desk.sheets[each.tab].tables})
    (tab,) = (each.tab for each in former if name in each.marks)
    area = next(each.areas[name] for each in former if name in each.areas)
    desk.sheets[tab].tables[name].resize(desk.sheets[tab].range((area.top, area.left), (area.bottom + 1, area.right)))
    before = desk.state
    assert live(desk).restore(former)[0] == 0
    assert desk.state == before


def test_calculated_cells_go_back_cell_by_cell(tracker_2012: bytes) -> None:
    desk = DeskBook(tracker_2012, answers_of(tracker_2012))
    desk.sheets["Highways"].type((12, 12), 7_000_000)
    desk.sheets["Highways"].type((12, 13), 8_000_000)
    former = pressed(REFRESH, desk)
    desk.sheets["Highways"].type((12, 13), 9)
    assert live(desk).restore(tuple(each for each in former if each.tab == "Highways")) == (1, 1)
    assert [live(desk).read("Highways").value(12, column) for column in (12, 13)] == [7_000_000, 9]


def test_an_undo_refused_at_any_write_leaves_everything_as_it_was(tracker_2012: bytes) -> None:
    left = on_file(REGENERATE, tracker_2012, "Kent", STAMP)[1]
    answers = {**answers_of(left), **answers_of(tracker_2012)}
    desk = DeskBook(tracker_2012, answers)
    former = pressed(REGENERATE, desk, "Kent")
    before, refused = desk.state, 0
    for stroke in range(1, 200):
        at = desk.pen.strokes + stroke
        desk.pen.refuses = lambda now, at=at: ExcelRefuses() if now == at else None  # type: ignore[misc]
        with suppress(CannotWrite):
            live(desk).restore(former)
            break
        assert desk.state == before
        refused += 1
    assert refused > 10


def test_two_workbooks_on_one_server_keep_their_styles_apart(tracker_2012: bytes) -> None:
    first, second = remote_book(tracker_2012), remote_book(tracker_2012)
    run(REGENERATE, first)
    first.finish()
    assert any(action["func"] == "runMacro" for action in actions_of(first))
    assert actions_of(second) == []


@pytest.mark.parametrize("written", ["{}", "'Appendix 1'!{}"])
def test_the_print_area_follows_however_the_client_writes_it(written: str, tracker_2012: bytes) -> None:
    book = remote_book(start("fewer workstreams", tracker_2012))
    sheet = next(sheet for sheet in book.book.impl.api["sheets"] if sheet["name"] == APPENDIX)
    sheet["print_area"] = written.format(sheet["print_area"])
    run(REGENERATE, book)
    book.finish()
    assert [action["args"] for action in actions_of(book) if action["func"] == "setPrintArea"] == [["$A$1:$G$32"]]
