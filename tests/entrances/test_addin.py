"""A button pressed in Excel: one message box, whatever happens; asked first, logged, undone."""

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from se7_excel.actions import ACTIONS, REFRESH_TOTALS, Action, plan, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.addin import Desk, pressed
from se7_excel.entrances.last_press import last_press
from se7_excel.errors import SavingsError
from se7_excel.sheets.grid import Value
from se7_excel.sheets.log import Stamp
from se7_excel.sheets.page import Cell
from tests.desktop import Answers, DeskBook, DeskHost, answers_of
from tests.desktop_cells import ExcelRefuses

NOW = datetime(2012, 1, 26, 9, 30)
BUSY = -2147418111


class Officer:
    """Somebody at an open workbook: presses buttons, reads message boxes, answers questions."""

    def __init__(self, data: bytes, memory: Path, wrong: Answers | None = None) -> None:
        self.wrong = wrong or {}
        self.excel = DeskBook(data, {**answers_of(data), **self.wrong})
        self.desk = Desk(self.excel, DeskHost(), NOW, memory)  # type: ignore[arg-type]
        self.boxes: list[tuple[str, str, str]] = []
        self.says, self.shown = "yes", ""
        self.excel.app.alert = self._box  # type: ignore[attr-defined]
        for sheet in self.excel.sheets:
            sheet.activate = lambda name=sheet.name: setattr(self, "shown", name)  # type: ignore[attr-defined]

    def press(self, name: str) -> str:
        """The text of the last box after the button was pressed, in an Excel that calculates as it should."""
        with suppress(StopIteration, SavingsError, ZeroDivisionError):
            action = next(action for action in ACTIONS if action.name == name)
            planned = plan(action, self.desk.open(), stamp=Stamp(NOW, ""), tell_fails=True)
            for page in planned.pages:
                coming = {(page.tab, at, cell.formula): shown(cell) for at, cell in page.cells.items() if cell.formula}
                self.excel.answers = {**coming, **self.excel.answers, **self.wrong}  # type: ignore[dict-item]
        pressed(name, self.desk)
        return self.boxes[-1][0] if self.boxes else ""

    def type(self, tab: str, row: int, column: int, content: str | int) -> None:
        self.excel.sheets[tab].range((row, column), (row, column)).formula = [[content]]

    def sees(self, tab: str, row: int, column: int) -> Value:
        return self.desk.open().read(tab).value(row, column)

    @property
    def logged(self) -> list[list[Value]]:
        grid = self.desk.open().read("Log")
        return [[grid.value(row, column) for column in range(1, 10)] for row, _ in grid.rows(5)]

    def _box(self, text: str, title: str, buttons: str, mode: str) -> str:
        self.boxes.append((text, buttons, mode))
        assert title.startswith("Savings tracker: ")
        return self.says if buttons == "yes_no" else "ok"


def shown(cell: Cell) -> Value:
    """What Excel shows of a calculated cell."""
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value


@pytest.fixture
def officer(tracker_2012: bytes, tmp_path: Path) -> Officer:
    return Officer(tracker_2012, tmp_path / "memory")


@pytest.mark.parametrize("action", ACTIONS, ids=[action.name for action in ACTIONS])
def test_a_press_that_changes_nothing_says_so_and_logs_nothing(action: Action, officer: Officer) -> None:
    before = officer.excel.state
    said = officer.press(action.name)
    assert len(officer.boxes) == 1
    assert said.startswith("£83.85m quantified, 2 of 6 workstreams not;")
    assert "Nothing had to be changed." in said
    assert officer.excel.state == before
    assert officer.logged == []


def test_checks_comes_to_the_front_where_something_fails(officer: Officer) -> None:
    said = officer.press("refresh_totals")
    assert "C05" in said
    assert "the tab Checks lists every finding" in said
    assert officer.shown == "Checks"


def test_what_was_typed_over_is_shown_and_asked_about_before_anything_is_written(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    before, officer.says = officer.excel.state, "no"
    said = officer.press("refresh_totals")
    assert "Highways!L12: £7,000,000 → £6,250,000" in said
    assert officer.boxes[-1][1] == "yes_no"
    assert len(officer.boxes) == 1
    assert officer.excel.state == before


def test_with_a_yes_the_formula_comes_back_and_the_press_is_logged(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.press("refresh_totals")
    assert [buttons for _, buttons, _ in officer.boxes] == ["yes_no", "ok"]
    assert officer.sees("Highways", 12, 12) == 6_250_000
    assert officer.logged[0][:7] == ["2012-01-26 09:30", "A. Officer", "Refresh totals", "0.1.0", "East Sussex", 1, 83_850_000]
    assert len(officer.logged) == 1


def test_nothing_is_asked_where_nothing_was_typed_over(officer: Officer) -> None:
    officer.type("Settings", 5, 2, "Kent")
    officer.press("regenerate_appendix_1")
    assert [buttons for _, buttons, _ in officer.boxes] == ["ok"]


def test_undo_puts_back_the_cells_and_logs_itself(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    before = {tab: state for tab, state in officer.excel.state.items() if tab not in ("Log", "Checks")}
    officer.press("refresh_totals")
    said = officer.press("undo_last_refresh")
    assert "as before “Refresh totals” of 26 January 2012, 09:30" in said
    assert officer.sees("Highways", 12, 12) == 7_000_000
    assert {tab: state for tab, state in officer.excel.state.items() if tab in before} == before
    assert [row[2] for row in officer.logged] == ["Refresh totals", "Undo: Refresh totals"]


def test_undo_leaves_alone_what_was_changed_since(officer: Officer) -> None:
    officer.type("Settings", 5, 2, "Kent")
    officer.press("regenerate_appendix_1")
    officer.type("Appendix 1", 7, 2, "mine")
    said = officer.press("undo_last_refresh")
    assert said.startswith("Nothing was put back")
    assert officer.sees("Appendix 1", 7, 2) == "mine"
    assert officer.sees("Appendix 1 data", 6, 2) == "Kent"
    assert [row[2] for row in officer.logged] == ["Regenerate Appendix 1"]


def test_there_is_nothing_to_undo_twice(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.press("refresh_totals")
    officer.press("undo_last_refresh")
    assert officer.press("undo_last_refresh").startswith("There is nothing to undo")


def test_a_press_that_changes_nothing_leaves_the_one_before_undoable(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.press("refresh_totals")
    officer.press("refresh_totals")
    officer.press("undo_last_refresh")
    assert officer.sees("Highways", 12, 12) == 7_000_000


def test_the_log_is_never_undone(officer: Officer, tmp_path: Path) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.press("refresh_totals")
    known = last_press(tmp_path / "memory", officer.desk.workbook)
    assert known
    assert "Log" not in {each.tab for each in known.former}


def test_a_refusal_is_one_sentence_and_nothing_is_changed(officer: Officer) -> None:
    officer.type("Waste", 12, 2, "Essex")
    before = officer.excel.state
    said = officer.press("refresh_totals")
    assert said.startswith("Nothing was changed: Waste!B12: “Essex” is no party of this partnership")
    assert officer.boxes[-1][2] == "critical"
    assert officer.excel.state == before


def test_an_excel_that_is_busy_gives_a_sentence(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.excel.pen.refuses = lambda stroke: ExcelRefuses("call was rejected", BUSY)
    said = officer.press("refresh_totals")
    assert "finish the cell you are editing with Enter or Esc" in said


def test_an_error_we_did_not_foresee_is_told_and_written_down(officer: Officer, tmp_path: Path) -> None:
    officer.desk.host.user = lambda book: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    said = officer.press("check_totals")
    assert said.startswith("Something we did not foresee (division by zero); nothing was changed. The details are in")
    assert "ZeroDivisionError" in (tmp_path / "memory" / "last-error.txt").read_text(encoding="utf-8")


def test_a_button_of_another_version_says_what_to_do(officer: Officer) -> None:
    assert officer.press("make_tea").startswith("This button is of another version than the Python package.")


def test_set_up_is_looked_at_in_one_box(officer: Officer) -> None:
    said = officer.press("look_at_set_up")
    assert "Python" in said
    assert len(officer.boxes) == 1


def test_where_excel_comes_to_other_figures_the_box_says_not_to_rely_on_them(tracker_2012: bytes, tmp_path: Path) -> None:
    formula = FileBook(tracker_2012).read("Highways").formula(12, 12)
    officer = Officer(tracker_2012, tmp_path, {("Highways", (12, 12), formula): 1.0})
    officer.type("Highways", 12, 12, 7_000_000)
    said = officer.press("refresh_totals")
    assert "DO NOT RELY ON 1 CELL YET" in said
    assert "Highways!L12: we £6,250,000, Excel £1" in said
    assert officer.boxes[-1][2] == "critical"


def test_a_press_leaves_what_the_command_leaves_on_the_file(tracker_2012: bytes, tmp_path: Path) -> None:
    book = FileBook(tracker_2012)
    run(REFRESH_TOTALS, book, stamp=Stamp(NOW, "A. Officer"))
    officer = Officer(tracker_2012, tmp_path)
    officer.press("refresh_totals")
    after = officer.desk.open()
    for tab in book.tabs():
        assert after.read(tab).values == book.read(tab).values, tab


def test_an_undo_that_cannot_be_logged_says_so_and_is_done_all_the_same(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.press("refresh_totals")
    officer.excel.sheets["Log"].protected = True
    said = officer.press("undo_last_refresh")
    assert "The Log does not say so: the tab Log is protected" in said
    assert officer.sees("Highways", 12, 12) == 7_000_000


def test_what_goes_wrong_after_writing_is_not_told_as_if_nothing_was_changed(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    officer.excel.sheets["Checks"].activate = lambda: 1 / 0  # type: ignore[attr-defined]
    said = officer.press("refresh_totals")
    assert said.startswith("The button has done its work, but what it came to could not be told (division by zero).")
    assert officer.sees("Highways", 12, 12) == 6_250_000


def test_a_question_answered_too_late_changes_nothing(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    before, officer.says = officer.excel.state, "late"
    assert officer.press("refresh_totals").startswith("The question was answered too late, so nothing was changed.")
    assert officer.excel.state == before


def test_the_box_counts_what_still_holds_as_checks_does(officer: Officer) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    said = officer.press("refresh_totals")
    assert "Found: 1 fail, 21 warn, 12 info." in said
    assert "C26" not in said
