"""`se7 prepare-email` as an officer types it: the report, the draft, and what is refused in words."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from se7_excel.books import libreoffice
from se7_excel.books.file_book import FileBook
from se7_excel.entrances import email_files
from se7_excel.entrances.new_tracker import blank_programme, make_tracker
from se7_excel.sheets.schema import ACCEPTED
from tests.conftest import NOW
from tests.entrances.emails import ANNA, ARGUMENTS, SENDER, WHY, Draft, about, addressed, sent, sheet
from tests.entrances.officer import AWKWARD_NAMES, files_beside, rename_tab, se7, type_into

DRAFT = "SE7 East Sussex savings – 28 March 2012 – v1.eml"
NOT_FOR_A_DRAFT = ("pandas", "xlwings", "polars", "sqlite3", "asyncio", "ssl", "smtplib", "keyring")


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)
    for name in ("SE7_SMTP_HOST", "SE7_SMTP_FROM", "SE7_SMTP_USER", "SE7_SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def test_the_report_says_what_it_came_to_and_where_all_lies(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert se7("prepare-email", tracker_file, *ARGUMENTS) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Accepted for this e-mail: C05, 1 finding: {WHY}\n  Special Educational Needs")
    for told in (
        "\nPrepare e-mail: tracker.xlsx\n  £83.85m quantified, 2 of 6 workstreams not;",
        "No cell had to be changed",
        f"Version 1 from the point of view of East Sussex\n  From: {SENDER}\n  To: {ANNA}\n",
        "The tracker records no issue before this one.",
        "Found: 1 fail, 21 warn, 12 info\n    C05 fail: ",
        "No protective marking is set on Settings",
        "No PDF is attached, because LibreOffice is not installed",
        f"Written: {tracker_file.parent / DRAFT}",
        f"Saved: {tracker_file}",
        "The version before is kept as ",
        "Nothing was sent; open the draft in your mail program.",
    ):
        assert told in said
    assert se7("prepare-email", tracker_file, *ARGUMENTS) == 0
    said = capsys.readouterr().out
    assert "Version 2 from" in said
    assert "No year’s saving has changed since version 1, prepared on " in said
    assert "Version 1 was only prepared as a draft, as far as the Log tells" in said
    assert "Copy to: " not in said


def test_whoever_gets_a_copy_is_named_apart(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert se7("prepare-email", tracker_file, *ARGUMENTS, "--cc", "c@medway.gov.uk") == 0
    assert f"  To: {ANNA}\n  Copy to: c@medway.gov.uk\n" in capsys.readouterr().out


def test_what_is_accepted_is_told_before_anything_is_written(
    tracker_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(email_files, "put_in_place", lambda *given, **how: told.append(capsys.readouterr().out))
    se7("prepare-email", tracker_file, *ARGUMENTS)
    assert told[0].startswith(f"Accepted for this e-mail: C05, 1 finding: {WHY}\n  Special Educational Needs")


def test_what_was_typed_over_and_is_put_back_is_told(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_into(tracker_file, "Highways", {"L12": 7_000_000})
    type_into(tracker_file, "Appendix 1", {"B8": "my own figure"})
    assert se7("prepare-email", tracker_file, *ARGUMENTS) == 0
    said = capsys.readouterr().out
    assert (
        "2 cells changed: Highways 1, Appendix 1 1\n    Highways!L12: 7000000 → 6250000\n    Appendix 1!B8: my own figure → "
        in said
    )
    assert "C26" not in said


def test_everything_can_come_from_settings_and_the_tab_accepted(
    tracker_2012: bytes, tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracker_file.write_bytes(addressed(tracker_2012))
    assert se7("prepare-email", tracker_file) == 2
    assert "the e-mail is held back, because 1 finding fails. C05" in capsys.readouterr().err
    marks = [row for row in sheet(checked(tracker_file), "Checks") if row[0] == "C05"]
    row = FileBook(tracker_file.read_bytes()).read(ACCEPTED).areas["SE7_Accepted"].top + 1
    said = dict(zip((f"{each}{row}" for each in "ABCD"), (marks[0][10], "B. Lead", "1 March 2012", "A slip"), strict=True))
    type_into(tracker_file, ACCEPTED, dict(said))
    assert se7("prepare-email", tracker_file) == 0
    assert Draft.of((tracker_file.parent / DRAFT).read_bytes()).message["From"] == f"Finance <{SENDER}>"


def checked(path: Path) -> bytes:
    """The tracker with what the checks find."""
    se7("check-totals", path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "Anna <anna@kent.gov.uk", "--from", SENDER), "cannot be sent to: it holds a space"),
        (("--to", ANNA), "nobody is named to send the e-mail; type the sender beside “E-mail from” on Settings"),
        ((), "nobody is named to receive the e-mail; type them beside “E-mail to” on Settings"),
        (("--to", ANNA, "--from", SENDER), 'answer for their codes with se7 prepare-email --accept "CODE=WHY"'),
        ((*ARGUMENTS, "--accept", "C99=x"), "“C99” is the code of no check"),
        ((*ARGUMENTS, "--accept", "C05=another"), "C05 is accepted twice"),
        ((*ARGUMENTS, "--accept", "C32=mine"), "C32 cannot be accepted: what it finds must not leave"),
        ((*ARGUMENTS, "--for", "All"), "an e-mail is from one authority’s point of view; name that one with --for"),
        ((*ARGUMENTS, "--output", "nowhere"), "there is no folder “nowhere” for the draft"),
        ((*ARGUMENTS, "--for", "Essex"), "“Essex” is no authority of SE7"),
        ((*ARGUMENTS, "--again"), "--again is for sending"),
        ((*ARGUMENTS, "--send", "--open"), "--open is for a draft you send yourself"),
        ((*ARGUMENTS, "--send"), "SE7_SMTP_HOST and SE7_SMTP_FROM must be set to send an e-mail"),
    ],
)
def test_what_does_not_do_is_one_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = files_beside(tracker_file)
    assert se7("prepare-email", tracker_file, *arguments) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.err.startswith(f"se7: {tracker_file}: ")
    assert "Traceback" not in said.err
    assert said.out == ""
    assert files_beside(tracker_file) == there


def test_an_error_about_the_draft_names_the_draft(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tracker_file.parent / DRAFT
    draft.mkdir()
    assert se7("prepare-email", tracker_file, *ARGUMENTS) == 2
    assert capsys.readouterr().err.startswith(f"se7: {draft}: ")
    assert [each.name for each in tracker_file.parent.iterdir() if each != draft] == [tracker_file.name]


def test_a_draft_can_be_opened_at_once(
    tracker_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("se7_excel.outgoing.draft_opening.open_draft", lambda path: f"Opened {path.name}")
    assert se7("prepare-email", tracker_file, *ARGUMENTS, "--open") == 0
    assert capsys.readouterr().out.endswith(f"  Opened {DRAFT}\n")


@pytest.mark.parametrize("name", ["=cmd|'calc'!A1.xlsx", "a & b <c> “d”.xlsx", "-v.xlsx", "Übersicht 'neu' [1].xlsx"])
def test_a_tracker_of_any_name_is_named_in_its_copy_as_it_is(name: str, tracker_file: Path) -> None:
    odd = tracker_file.rename(tracker_file.with_name(name))
    assert se7("prepare-email", odd, *ARGUMENTS) == 0
    assert f"Made from the tracker | {name} | " in about((odd.parent / DRAFT.replace(".eml", ".xlsx")).read_bytes())


def test_names_like_formulas_and_files_leave_as_text(tmp_path: Path) -> None:
    told = blank_programme("1 May", ["'quoted", "2011/12", "-x"], list(AWKWARD_NAMES), "2026/27", 2, "2011/12")
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(make_tracker(told, NOW.date()))
    assert se7("prepare-email", path, "--to", ANNA, "--from", SENDER) == 0
    ((name, _),) = sent(path)[0].attachments
    assert name == "1 May 2011 12 savings – v1.xlsx"
    data = FileBook((tmp_path / name).read_bytes()).read("Appendix 1 data")
    typed = {(row, column): cell for row, cells in data.rows() for column, cell in cells.items() if cell in AWKWARD_NAMES}
    assert set(typed.values()) == set(AWKWARD_NAMES)
    assert not set(typed) & set(data.formulas)
    assert "=1+1" in Draft.of((tmp_path / name.replace(".xlsx", ".eml")).read_bytes()).text


def test_a_workbook_that_is_no_tracker_says_which_tab_it_lacks(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename_tab(tracker_file, "Settings", "Other")
    assert se7("prepare-email", tracker_file, *ARGUMENTS) == 2
    assert "there is no tab named “Settings”" in capsys.readouterr().err


def test_a_draft_is_prepared_without_a_network_and_without_what_only_other_commands_need(tracker_file: Path) -> None:
    code = (
        "import sys; from se7_excel.books import libreoffice; libreoffice.soffice = lambda: None;"
        f"from se7_excel.entrances.cli import main; main(['prepare-email', {str(tracker_file)!r}, *{ARGUMENTS!r}]);"
        f"print([name for name in {NOT_FOR_A_DRAFT!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_other_commands_load_nothing_of_what_leaves(tracker_file: Path) -> None:
    code = (
        "import sys; from se7_excel.entrances.cli import main;"
        f"main(['refresh-totals', {str(tracker_file)!r}, '--preview']);"
        "print([name for name in sys.modules if name.startswith(('se7_excel.outgoing.', 'email', 'ssl'))], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_nobody_at_the_terminal_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    from se7_excel.entrances.email_commands import _says_yes

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for typed, wanted in (("yes\n", True), ("Y\n", True), ("no\n", False), ("", False)):
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        assert _says_yes("Again? ") is wanted
    for nobody in (None, io.StringIO("yes\n")):
        monkeypatch.setattr(sys, "stdin", nobody)
        assert not _says_yes("Again? ")
