"""The button that prepares the e-mail, pressed in Excel: draft beside the workbook, one message box, undone, refused."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from se7_excel.books import libreoffice, saving
from se7_excel.entrances.addin import pressed
from se7_excel.entrances.prepare_email import Prepared, Wishes, prepared
from se7_excel.errors import SavingsError
from se7_excel.outgoing import draft_opening
from se7_excel.sheets.sent import sent_rows
from tests.desktop import DeskBook, DeskHost
from tests.desktop_cells import ExcelRefuses
from tests.entrances.emails import ANNA, Draft, accepting, addressed
from tests.entrances.officer import files_beside
from tests.entrances.test_addin import BUSY, Officer, shown

DRAFT = "SE7 East Sussex savings – 28 March 2012 – v1.eml"
COPY = DRAFT.replace(".eml", ".xlsx")
PREPARE, UNDO = "prepare_email", "undo_last_refresh"


class LocalHost(DeskHost):
    """Excel with the workbook saved in a folder of this computer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _full_name(self, book: DeskBook) -> str:
        return str(self.path)


class Sender(Officer):
    """An officer whose workbook is saved in a folder, and who prepares e-mails."""

    def __init__(self, data: bytes, folder: Path) -> None:
        super().__init__(data, folder.parent / "memory")
        self.path = folder / "tracker.xlsx"
        self.path.write_bytes(data)
        self.desk = replace(self.desk, host=LocalHost(self.path))

    def press(self, name: str) -> str:
        if name != PREPARE:
            return super().press(name)
        with suppress(SavingsError):
            for page in self.coming().plan.pages:
                for at, cell in page.cells.items():
                    if cell.formula:
                        self.excel.answers = {(page.tab, at, cell.formula): shown(cell), **self.excel.answers}
        pressed(name, self.desk)
        return self.boxes[-1][0] if self.boxes else ""

    def coming(self) -> Prepared:
        """What pressing the button would come to."""
        return prepared(self.desk.open(), self.path.name, Wishes(), self.desk.stamp)


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The drafts that were opened in the mail program."""
    drafts: list[Path] = []
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)
    monkeypatch.setattr(draft_opening, "_opened", lambda path, *given: not drafts.append(path))  # type: ignore[func-returns-value]
    return drafts


@pytest.fixture
def ready(tracker_2012: bytes) -> bytes:
    """A tracker whose e-mail needs nothing but the button."""
    return accepting(addressed(tracker_2012))


@pytest.fixture
def officer(ready: bytes, tmp_path: Path) -> Sender:
    (tmp_path / "trackers").mkdir()
    return Sender(ready, tmp_path / "trackers")


def test_a_press_leaves_draft_and_copy_beside_the_workbook_and_opens_the_draft(officer: Sender, opened: list[Path]) -> None:
    before = officer.path.read_bytes()
    said = officer.press(PREPARE)
    assert [buttons for _, buttons, _ in officer.boxes] == ["ok"]
    for told in (
        "£83.85m quantified, 2 of 6 workstreams not;",
        "Version 1, for East Sussex:\n  The tracker records no issue before this one.",
        "No PDF is attached",
        draft_opening.OPENED,
        "Save this workbook, so that it remembers the issue.",
    ):
        assert told in said
    assert "DO NOT RELY" not in said
    assert opened == [officer.path.parent / DRAFT]
    assert sorted(files_beside(officer.path)) == [DRAFT, COPY, officer.path.name]
    assert officer.path.read_bytes() == before
    draft = Draft.of(opened[0].read_bytes())
    assert draft.subject.startswith("[OFFICIAL] SE7 savings: Appendices 1 and 2 for East Sussex, version 1")
    assert draft.attachments[COPY] == (officer.path.parent / COPY).read_bytes()


def test_the_open_workbook_remembers_the_issue_and_the_draft(officer: Sender) -> None:
    officer.press(PREPARE)
    (row,) = sent_rows(officer.desk.open().read("Log"))
    assert (row.who, row.how, row.version, row.recipients) == ("A. Officer", "draft", 1, (ANNA,))
    officer.type("Waste", 12, 7, 1_250_000)
    said = officer.press(PREPARE)
    since = "Changed since version 1, prepared on 26 January 2012:"
    assert f"Version 2, for East Sussex:\n  {since}\n  SE7 in all: £83.85m became £" in said
    assert "Version 1 was only prepared as a draft" in said
    assert "  Waste: SE7 2011/12 " in said


def test_undo_puts_every_cell_back_but_for_the_log(officer: Sender) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    before = {tab: state for tab, state in officer.excel.state.items() if tab != "Log"}
    officer.press(PREPARE)
    assert officer.sees("Issued", 5, 1) == 1
    said = officer.press(UNDO)
    assert "as before “Prepare e-mail” of 26 January 2012, 09:30" in said
    assert {tab: state for tab, state in officer.excel.state.items() if tab in before} == before
    assert [row[2] for row in officer.logged] == ["Prepare e-mail", "Undo: Prepare e-mail"]


@pytest.mark.parametrize("answer", ["no", "late"])
def test_without_a_yes_to_what_was_typed_over_nothing_is_written_at_all(answer: str, officer: Sender, opened: list[Path]) -> None:
    officer.type("Highways", 12, 12, 7_000_000)
    before, officer.says = officer.excel.state, answer
    officer.press(PREPARE)
    assert "Highways!L12: £7,000,000 → £6,250,000" in officer.boxes[0][0]
    assert officer.excel.state == before
    assert (list(files_beside(officer.path)), opened) == ([officer.path.name], [])


@pytest.mark.parametrize("where", ["Book1", "https://council.sharepoint.com/trackers/tracker.xlsx"])
def test_a_workbook_in_no_folder_here_is_told_where_to_go(where: str, officer: Sender) -> None:
    officer.desk.host._full_name = lambda book: where  # type: ignore[attr-defined]
    before = officer.excel.state
    said = officer.press(PREPARE)
    assert said.startswith("Nothing was changed: the workbook has not been saved in a folder of this computer")
    assert (officer.excel.state, officer.boxes[-1][2]) == (before, "critical")


def test_what_fails_is_told_with_what_to_do_and_nothing_is_written(tracker_2012: bytes, tmp_path: Path) -> None:
    officer = Sender(addressed(tracker_2012), tmp_path)
    before = officer.excel.state
    said = officer.press(PREPARE)
    assert said.startswith("Nothing was changed: the e-mail is held back, because 1 finding fails. C05: ")
    assert "accept them on the tab Accepted" in said
    assert (officer.excel.state, list(files_beside(officer.path))) == (before, [officer.path.name])


def test_where_settings_name_nobody_it_says_where_to_name_them(tracker_2012: bytes, tmp_path: Path) -> None:
    said = Sender(tracker_2012, tmp_path).press(PREPARE)
    assert "type them beside “E-mail to” on Settings" in said


def busy(officer: Sender) -> None:
    officer.excel.pen.refuses = lambda stroke: ExcelRefuses("call was rejected", BUSY)


def protected(officer: Sender) -> None:
    officer.excel.sheets["Issued"].protected = True


def read_only(officer: Sender) -> None:
    officer.excel.read_only = True


@pytest.mark.parametrize("happens", [busy, protected, read_only])
def test_where_excel_refuses_no_file_is_left(happens: Callable[[Sender], None], officer: Sender, opened: list[Path]) -> None:
    (officer.path.parent / DRAFT).write_bytes(b"an earlier one")
    there, before = files_beside(officer.path), officer.excel.state
    happens(officer)
    said = officer.press(PREPARE)
    officer.excel.pen.refuses = lambda stroke: None
    assert said.startswith("Nothing was changed: ")
    assert (files_beside(officer.path), officer.excel.state, opened) == (there, before, [])


def test_a_folder_that_cannot_be_written_to_leaves_the_workbook_alone_and_names_the_file(
    officer: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(saving, "_write_synced", refused)
    before = officer.excel.state
    said = officer.press(PREPARE)
    assert said.startswith(f"Nothing was changed: {COPY}: the file was not written and is as it was: ")
    assert (officer.excel.state, list(files_beside(officer.path))) == (before, [officer.path.name])


def test_where_no_mail_program_opens_the_box_says_where_the_draft_lies(officer: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_opening, "_opened", lambda *given: False)
    assert f"The draft lies at {officer.path.parent / DRAFT}; open it in your mail program" in officer.press(PREPARE)
