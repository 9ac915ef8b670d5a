"""The Log on every host: a row for each press that changed something, none lost, and everything beside it left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from se7_excel import __version__
from se7_excel.actions import Action, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.render import render
from se7_excel.entrances import file_actions
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.errors import MissingHeading, OccupiedCell
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, Value
from se7_excel.sheets.log import HEADINGS, Entry, log_page
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.schema import LOG, LOG_TABLE, SETTINGS
from se7_excel.sheets.sent import NOTHING_SENT, SENT_HEADINGS, Sent, sent_rows
from tests.conftest import NOW
from tests.contracts.test_hosts_agree import CHECK, EACH_ACTION, REFRESH, REGENERATE, STAMP, on_file, on_remote, typed_into
from tests.desktop import DeskBook, live
from tests.entrances.officer import rename_tab, se7
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, inserted, typed

FIRST_ROW = 5
WIDTH = len(HEADINGS) + len(SENT_HEADINGS)
ROW = ("2012-01-26 09:30", "A. Officer", "Regenerate Appendix 1", __version__, "Kent", 128, 83_850_000)


@pytest.fixture(scope="module")
def paper(tracker_2012: bytes) -> PaperBook:
    """The tracker of 2012 on paper."""
    return PaperBook.copy_of(FileBook(tracker_2012))


def rows(grid: Grid) -> list[tuple[Value, ...]]:
    """The Log's rows, its nine columns."""
    table = grid.areas[LOG_TABLE]
    filled = [row for row in range(table.top + 1, table.bottom + 1) if row in grid.values]
    return [tuple(grid.value(row, column) for column in range(1, len(HEADINGS) + 1)) for row in filled]


def kents(book: PaperBook) -> PaperBook:
    """The book once Appendix 1 was regenerated for Kent, and opened anew."""
    run(REGENERATE, book, "Kent", STAMP)
    return book.as_now()


def with_rows(book: PaperBook, count: int) -> PaperBook:
    """The book with so many rows in its Log."""
    grid = book.read(LOG)
    written = {row: {1: f"day {row}", 2: "me", 6: row} for row in range(FIRST_ROW, FIRST_ROW + count)}
    log = replace(grid, values={**grid.values, **written}, areas={LOG_TABLE: Area(4, 1, FIRST_ROW + count - 1, WIDTH)})
    return PaperBook([log if tab == LOG else book.read(tab) for tab in book.tabs()])


def test_a_press_that_changes_something_adds_a_row_on_every_host(tracker_2012: bytes) -> None:
    file = FileBook(on_file(REGENERATE, tracker_2012, "Kent", STAMP)[1]).read(LOG)
    remote = FileBook(on_remote(REGENERATE, tracker_2012, "Kent", STAMP)[1]).read(LOG)
    desk = DeskBook(tracker_2012)
    book = live(desk)
    run(REGENERATE, book, "Kent", STAMP)
    book.finish()
    for grid in (file, live(desk).read(LOG)):
        assert [row[:7] for row in rows(grid)] == [ROW]
    assert [row[:5] for row in rows(remote)] == [ROW[:5]]
    assert len({rows(grid)[0][8] for grid in (file, remote, live(desk).read(LOG))}) == 1


@EACH_ACTION
def test_a_press_that_changes_nothing_adds_no_row(action: Action, tracker_2012: bytes) -> None:
    assert on_file(action, tracker_2012, "", STAMP)[1] == tracker_2012
    worked = on_file(REGENERATE, tracker_2012, "Kent", STAMP)[1]
    assert on_file(REGENERATE, worked, "Kent", STAMP)[1] == worked


def test_without_a_stamp_nothing_is_logged(paper: PaperBook) -> None:
    book = PaperBook.copy_of(paper)
    run(REGENERATE, book, "Kent")
    assert rows(book.as_now().read(LOG)) == []


def test_rows_are_only_ever_appended(paper: PaperBook) -> None:
    book = kents(PaperBook.copy_of(paper))
    first = rows(book.read(LOG))
    for action, reporting in ((REGENERATE, ""), (CHECK, "Kent"), (REGENERATE, "Surrey")):
        before = rows(book.read(LOG))
        run(action, book, reporting, STAMP)
        book = book.as_now()
        assert rows(book.read(LOG))[:-1] == before
    assert rows(book.read(LOG))[:1] == first
    assert [row[2] for row in rows(book.read(LOG))] == [REGENERATE.label, REGENERATE.label, CHECK.label, REGENERATE.label]


def test_the_cells_changed_are_those_of_the_press_and_not_the_logs_own(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"L12": 7})
    outcome = run(REFRESH, book, "", STAMP)
    assert [row[5] for row in rows(book.as_now().read(LOG))] == [len(outcome.changes)] == [1]


@pytest.mark.parametrize(
    "mine",
    [
        {"N4": "Comment", "N5": "mine", "P9": "=1/7"},
        {"A30": "my list", "A31": "2011/12", "B31": 5},
        {"N1": "mine", "L20": "mine", "A40": "mine"},
    ],
)
def test_what_officers_keep_beside_and_below_the_log_stays(mine: dict[str, str], tracker_2012: bytes) -> None:
    data = typed_into(tracker_2012, (LOG, mine))
    for reporting in ("Kent", "Surrey"):
        data = on_file(REGENERATE, data, reporting, STAMP)[1]
    before, after = FileBook(typed_into(tracker_2012, (LOG, mine))).read(LOG), FileBook(data).read(LOG)
    own = [(row, column) for row, cells in before.values.items() for column in cells if column > WIDTH or row > 19]
    assert [after.value(*cell) for cell in own] == [before.value(*cell) for cell in own]
    assert after.formulas == before.formulas
    assert len(rows(after)) == 2


def test_rows_officers_typed_into_the_log_stay_where_they_are(paper: PaperBook) -> None:
    book = typed(kents(PaperBook.copy_of(paper)), LOG, {"A6": "in May", "B6": "me", "C6": "by hand", "F6": 3, "I6": "none"})
    before = book.read(LOG).values[6]
    after = kents(typed(book, "Waste", {"G12": 6_450_000})).read(LOG)
    assert after.values[6] == before
    assert rows(after)[2][2] == REGENERATE.label


def in_use(data: bytes) -> bytes:
    """The tracker as it was before its Log said what was sent."""
    book = FileBook(data)
    book.clear(LOG, Area(4, 10, FIRST_ROW, WIDTH))
    book.mark_table(LOG, LOG_TABLE, Area(4, 1, FIRST_ROW, 9))
    return b"".join(book.finish().rewritten())


def sent_columns(grid: Grid) -> list[tuple[Value, ...]]:
    """The Log's last three columns, the headings first."""
    table = grid.areas[LOG_TABLE]
    return [tuple(grid.value(row, column) for column in (10, 11, 12)) for row in range(table.top, table.bottom + 1)]


def with_a_column(paper: PaperBook, column: int, cells: dict[str, Typed], known: Area) -> PaperBook:
    """The book with a column put into its Log there, as Excel leaves it."""
    book = kents(PaperBook.copy_of(paper))
    wider = inserted(book.read(LOG), column=column, columns=1)
    book = PaperBook([wider if tab == LOG else book.read(tab) for tab in book.tabs()])
    return typed(book, LOG, cells, areas={LOG_TABLE: known})


@pytest.mark.parametrize(("column", "heading", "note"), [(13, "M4", "M5"), (10, "J4", "J5"), (3, "C4", "C5")])
def test_a_column_officers_put_beside_or_into_the_logs_table_stays(
    column: int, heading: str, note: str, paper: PaperBook
) -> None:
    before = rows(kents(PaperBook.copy_of(paper)).read(LOG))
    book = with_a_column(paper, column, {heading: "Comment", note: "agreed"}, Area(4, 1, 5, WIDTH + 1))
    run(REGENERATE, book, "", STAMP)
    after = book.as_now().read(LOG)
    assert [cells for cells in after.values.values() if "Comment" in cells.values()]
    assert [cells for cells in after.values.values() if "agreed" in cells.values()]
    assert rows(after)[:1] == before


def test_a_column_officers_put_before_the_logs_table_stops_before_anything_is_written(paper: PaperBook) -> None:
    book = with_a_column(paper, 1, {"A4": "Comment", "A5": "agreed"}, Area(4, 2, 5, WIDTH + 1))
    with pytest.raises(OccupiedCell, match="Log: the area SE7_Log starts at B4 and has to start at A4; take out the"):
        run(REGENERATE, book, "", STAMP)
    assert not book.touched


@pytest.mark.parametrize("cells", [{"B4": "By whom"}, {"A4": None}, {"B4": "When"}])
def test_a_heading_that_is_gone_stops_before_anything_is_written(cells: dict[str, Typed], paper: PaperBook) -> None:
    book = typed(kents(PaperBook.copy_of(paper)), LOG, cells)
    with pytest.raises(MissingHeading, match=r"Log, row 4: the heading .* is missing|Log!B4: a second column headed"):
        run(REGENERATE, book, "", STAMP)
    assert not book.touched


def test_a_note_in_the_way_of_the_next_row_stays_where_it_is(paper: PaperBook) -> None:
    book = typed(kents(PaperBook.copy_of(paper)), LOG, {"B7": "my note"})
    for reporting in ("", "Kent", "Surrey"):
        run(REGENERATE, book, reporting, STAMP)
        book = book.as_now()
    assert [row[1] for row in rows(book.read(LOG))] == ["A. Officer", "A. Officer", "my note", "A. Officer", "A. Officer"]


def test_a_tab_of_that_name_with_something_else_on_it_stops_before_anything_is_written(paper: PaperBook) -> None:
    diary = Grid(LOG, {1: {1: "my diary"}})
    book = PaperBook([diary if tab == LOG else paper.read(tab) for tab in paper.tabs()])
    with pytest.raises(OccupiedCell, match="Log!A1 holds “my diary”, which we did not write"):
        run(REGENERATE, book, "Kent", STAMP)
    assert not book.touched


def test_a_workbook_without_the_tab_is_worked_without_a_log(paper: PaperBook) -> None:
    book = PaperBook([paper.read(tab) for tab in paper.tabs() if tab != LOG])
    outcome = run(REGENERATE, book, "Kent", STAMP)
    assert outcome.changes
    assert book.tabs() == tuple(tab for tab in paper.tabs() if tab != LOG)


def test_an_empty_tab_of_that_name_gets_its_table(paper: PaperBook) -> None:
    book = PaperBook([Grid(LOG) if tab == LOG else paper.read(tab) for tab in paper.tabs()])
    run(REGENERATE, book, "Kent", STAMP)
    assert [row[:7] for row in rows(book.as_now().read(LOG))] == [ROW]


def test_the_tab_is_found_in_any_case(tracker_file: Path) -> None:
    rename_tab(tracker_file, LOG, "LOG")
    run_on_file(REGENERATE, tracker_file, NOW, "Kent", who="A. Officer")
    assert [row[:7] for row in rows(FileBook.open(tracker_file).read("LOG"))] == [ROW]


def test_a_log_of_three_hundred_rows_gets_its_next(tracker_2012: bytes, paper: PaperBook) -> None:
    book = with_rows(paper, 300)
    before = rows(book.read(LOG))
    run(REGENERATE, book, "Kent", STAMP)
    after = rows(book.as_now().read(LOG))
    assert (len(after), after[:300]) == (301, before)
    assert after[300][:7] == ROW


def test_the_mark_of_the_inputs_changes_with_a_figure_and_not_with_its_place(paper: PaperBook) -> None:
    def mark(book: PaperBook, reporting: str) -> Value:
        run(REGENERATE, book, reporting, STAMP)
        return rows(book.as_now().read(LOG))[-1][8]

    same, other = mark(PaperBook.copy_of(paper), "Kent"), mark(typed(paper, "Waste", {"G12": 6_450_000}), "Kent")
    assert mark(PaperBook.copy_of(paper), "Surrey") == same != other
    assert mark(typed(paper, SETTINGS, {"N20": "mine"}), "Kent") == same


def test_the_command_line_logs_who_and_when(tracker_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_actions, "getuser", lambda: "A. Officer")
    assert se7("regenerate-appendix-1", tracker_file, "--for", "Kent") == 1
    (row,) = rows(FileBook.open(tracker_file).read(LOG))
    assert row[1:7] == ROW[1:7]
    assert str(row[0])[:2] == "20"


def test_a_file_action_logs_the_moment_it_was_given(tracker_file: Path) -> None:
    run_on_file(REGENERATE, tracker_file, NOW, "Kent", who="A. Officer")
    assert [row[:7] for row in rows(FileBook.open(tracker_file).read(LOG))] == [ROW]


def test_a_preview_logs_nothing(tracker_file: Path) -> None:
    before = tracker_file.read_bytes()
    run_on_file(REGENERATE, tracker_file, NOW, "Kent", preview=True, who="A. Officer")
    assert tracker_file.read_bytes() == before


def test_a_tracker_in_use_gets_the_columns_of_what_was_sent_with_its_next_row_on_every_host(tracker_2012: bytes) -> None:
    old = in_use(on_file(REGENERATE, tracker_2012, "Kent", STAMP)[1])
    before = FileBook(old).read(LOG)
    assert before.areas[LOG_TABLE] == Area(4, 1, 5, 9)
    desk = DeskBook(old)
    book = live(desk)
    run(REGENERATE, book, "Surrey", STAMP)
    book.finish()
    for grid in (FileBook(on_file(REGENERATE, old, "Surrey", STAMP)[1]).read(LOG), live(desk).read(LOG)):
        assert rows(grid)[:1] == rows(before)
        assert sent_columns(grid) == [SENT_HEADINGS, NOTHING_SENT, NOTHING_SENT]
        assert grid.areas[LOG_TABLE] == Area(4, 1, 6, WIDTH)


def test_a_tracker_in_use_with_words_beside_its_log_goes_on_as_it_was(tracker_2012: bytes) -> None:
    old = typed_into(in_use(tracker_2012), (LOG, {"K4": "Comment", "K5": "mine", "M9": "=1/7"}))
    after = FileBook(on_file(REGENERATE, old, "Kent", STAMP)[1]).read(LOG)
    assert [row[:7] for row in rows(after)] == [ROW]
    assert after.areas[LOG_TABLE] == Area(4, 1, 5, 9)
    assert (after.value(4, 11), after.value(5, 11), after.formula(9, 13)) == ("Comment", "mine", "1/7")


def test_what_was_sent_reads_back_from_every_host(tracker_2012: bytes) -> None:
    everybody = ("anna.smith@kent.gov.uk", '"Smith, Anna; Finance" <a@surrey.gov.uk>', "=cmd@x.gov.uk")
    accepted = (("C05", "a: b, c\nd", "O’Neill: A"),)
    sent = Sent(everybody, (("=SE7 – v2 (SHA-256 x).xlsx", "0f" * 32),), accepted, 2, "perhaps sent")
    file, desk = FileBook(tracker_2012), DeskBook(tracker_2012)
    for book in (file, live(desk)):
        programme = read_tracker(book).programme
        render(log_page(book.read(LOG), Entry(STAMP, "Prepare e-mail", programme, 1, (), sent)), book)
        book.finish()
    for grid in (FileBook(b"".join(file.package.rewritten())).read(LOG), live(desk).read(LOG)):
        (row,) = sent_rows(grid)
        assert (row.recipients, row.attachments, row.accepted) == (sent.recipients, sent.attachments, sent.accepted)
        assert (row.version, row.how, row.who) == (2, "perhaps sent", "A. Officer")
