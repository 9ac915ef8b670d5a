"""The e-mail's files and the tracker: all of them are written or none, and what stood there comes back."""

import errno
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from se7_excel.binding.bound import bound
from se7_excel.books import libreoffice, saving
from se7_excel.books.file_book import FileBook
from se7_excel.entrances import email_files
from se7_excel.entrances.email_files import EmailFiles, write_email
from se7_excel.entrances.email_warnings import NO_MARKING
from se7_excel.entrances.email_words import email_in_words
from se7_excel.entrances.prepare_email import Prepared, prepared
from se7_excel.errors import CannotWrite, NotATracker, SavingsError
from se7_excel.sheets.schema import APPENDIX_2, CHECKS, ISSUED, LOG
from tests.entrances.emails import STAMP, WISHES, Draft, sent
from tests.entrances.officer import files_beside, rename_tab, replace_in, type_into
from tests.outgoing.test_label import HELD, LABEL

FILES = ["SE7 East Sussex savings – 28 March 2012 – v1.eml", "SE7 East Sussex savings – 28 March 2012 – v1.xlsx"]


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)


def write(path: Path) -> EmailFiles:
    return write_email(path, path.parent, WISHES, STAMP)


def test_draft_and_copy_lie_beside_the_tracker_which_remembers_them(tracker_file: Path, tracker_2012: bytes) -> None:
    email = write(tracker_file)
    assert sorted(each.name for each in email.files) == FILES
    draft = Draft.of(email.draft.read_bytes())
    assert draft.message["X-Unsent"] == "1"
    assert draft.attachments == {FILES[1]: (tracker_file.parent / FILES[1]).read_bytes()}
    assert [(row.version, row.how) for row in sent(tracker_file)] == [(1, "draft")]
    assert email.saved.backup
    assert email.saved.backup.read_bytes() == tracker_2012
    assert sorted(files_beside(tracker_file)) == sorted([*FILES, tracker_file.name, email.saved.backup.name])


def test_a_tracker_with_buttons_stays_one_and_its_copy_has_none(tracker_2012: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsm"
    path.write_bytes(b"".join(bound(tracker_2012).rewritten()))
    email = write(path)
    assert FileBook(path.read_bytes()).package.extension == ".xlsm"
    assert b"vbaProject" not in (tmp_path / email.made.attachments[0].name).read_bytes()
    assert [row.version for row in sent(path)] == [1]


def test_a_pdf_goes_with_it_where_libreoffice_is_installed(
    tracker_file: Path, soffice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: soffice)
    email = write(tracker_file)
    assert [each.suffix for each in email.files] == [".xlsx", ".pdf", ".eml"]
    assert len({each.stem for each in email.files}) == 1
    enclosed = Draft.of(email.draft.read_bytes()).attachments
    assert enclosed[email.files[1].name] == email.files[1].read_bytes()
    assert enclosed[email.files[1].name].startswith(b"%PDF-")
    assert email.made.warnings == (NO_MARKING,)
    assert [name for name, _ in sent(tracker_file)[0].attachments] == [each.name for each in email.files[:2]]


def test_the_label_of_the_file_is_in_the_copy(tracker_file: Path) -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package = FileBook(tracker_file.read_bytes()).package
    package.add("docProps/custom.xml", HELD.encode(), kind)
    package.relate("", relation, "docProps/custom.xml")
    tracker_file.write_bytes(b"".join(package.rewritten()))
    copy = FileBook(write(tracker_file).files[0].read_bytes()).package.read("docProps/custom.xml")
    assert f"MSIP_Label_{LABEL}_Name".encode() in copy
    assert b"Anna" not in copy


@cache
def made_2012(data: bytes) -> Prepared:
    return prepared(FileBook(data), "tracker.xlsx", WISHES, STAMP)


NO_ROOM, NOT_YOURS = OSError(errno.ENOSPC, "No space left on device"), PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("before", ["nothing", "an earlier draft"])
@pytest.mark.parametrize("error", [NO_ROOM, NOT_YOURS, KeyboardInterrupt()], ids=["disk full", "folder locked", "stopped"])
@pytest.mark.parametrize("at", [1, 2, 3], ids=["copy", "draft", "tracker"])
def test_nothing_is_left_of_an_e_mail_that_could_not_be_written_whole(
    at: int, error: BaseException, before: str, tracker_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before == "an earlier draft":
        for name in FILES:
            (tracker_file.parent / name).write_bytes(b"an earlier one")
    ready, there = made_2012(tracker_file.read_bytes()), files_beside(tracker_file)
    write_synced, calls = saving._write_synced, list[object]()
    monkeypatch.setattr(email_files, "prepared", lambda *given: ready)

    def failing(*given: object) -> None:
        calls.append(given)
        if len(calls) == at:
            raise error
        write_synced(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "_write_synced", failing)
    with pytest.raises((CannotWrite, KeyboardInterrupt)):
        write(tracker_file)
    assert len(calls) == at
    assert files_beside(tracker_file) == there


def excel_has_it_open(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"\x05Anna ")


def libreoffice_has_it_open(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").write_text(",anna,pc,;", encoding="utf-8")


def is_read_only(path: Path) -> None:
    path.chmod(0o444)


def excel_has_an_earlier_copy_open(path: Path) -> None:
    excel_has_it_open(path.parent / FILES[1])


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (excel_has_it_open, "the file is open in Excel"),
        (libreoffice_has_it_open, "the file is open in LibreOffice"),
        (is_read_only, "the file is read-only"),
        (excel_has_an_earlier_copy_open, "the file is open in Excel"),
    ],
)
def test_a_file_in_use_stops_it_with_nothing_written(happens: Callable[[Path], None], told: str, tracker_file: Path) -> None:
    happens(tracker_file)
    there = files_beside(tracker_file)
    with pytest.raises(CannotWrite, match=told):
        write(tracker_file)
    assert files_beside(tracker_file) == there


def test_a_tracker_changed_meanwhile_is_left_alone_and_so_is_its_folder(
    tracker_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_ready = email_files.prepared

    def slowly(*given: object) -> Prepared:
        type_into(tracker_file, "Waste", {"G12": 1})
        return made_ready(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(email_files, "prepared", slowly)
    with pytest.raises(CannotWrite, match="somebody changed the file while we were working"):
        write(tracker_file)
    assert list(files_beside(tracker_file)) == [tracker_file.name]


def test_the_files_can_go_to_a_folder_of_their_own_which_must_be_there(tracker_file: Path) -> None:
    folder = tracker_file.parent / "out"
    with pytest.raises(CannotWrite, match=r"there is no folder “.*out” for the draft; make it, or name another with --output"):
        write_email(tracker_file, folder, WISHES, STAMP)
    folder.mkdir()
    write_email(tracker_file, folder, WISHES, STAMP)
    assert sorted(each.name for each in folder.iterdir()) == FILES


def test_a_file_with_the_wrong_ending_stops_it(tracker_file: Path) -> None:
    wrong = tracker_file.rename(tracker_file.with_suffix(".xlsm"))
    with pytest.raises(NotATracker, match=r"that of a \.xlsx workbook"):
        write(wrong)


@pytest.mark.parametrize("tab", [APPENDIX_2, CHECKS, ISSUED, LOG])
def test_a_tracker_without_a_tab_of_ours_does_and_says_what_it_costs(tab: str, tracker_file: Path) -> None:
    rename_tab(tracker_file, tab, "Old one")
    email = write(tracker_file)
    told = [each for each in email.made.warnings if "no tab" in each]
    assert len(told) == 1
    assert told[0].startswith(f"The tracker has no tab {tab}, so ")
    assert told[0].endswith("; add an empty tab of that name")
    assert email.made.issue == 1


def test_a_tracker_in_which_there_is_nothing_to_write_is_left_as_it_is(tracker_file: Path) -> None:
    write(tracker_file)
    for tab in (ISSUED, LOG):
        rename_tab(tracker_file, tab, f"Old {tab}")
    there = tracker_file.read_bytes()
    email = write(tracker_file)
    assert (email.saved.path, tracker_file.read_bytes()) == (None, there)
    assert email.draft.exists()


def test_an_earlier_log_gets_the_columns_of_what_was_sent(tracker_2012: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(tracker_2012)
    type_into(path, LOG, {"J4": None, "K4": None, "L4": None})
    replace_in(path, table_part(path), b'ref="A4:L5"', b'ref="A4:I5"')
    replace_in(path, table_part(path), *columns_gone(path))
    write(path)
    assert [row.how for row in sent(path)] == ["draft"]


def table_part(path: Path) -> str:
    """The part of the Log's table."""
    package = FileBook(path.read_bytes()).package
    return next(part for part in package.parts_of_type("spreadsheetml.table+xml") if b"SE7_Log" in package.read(part))


def columns_gone(path: Path) -> tuple[bytes, bytes]:
    """The columns of the Log's table, and those of them an older tracker has."""
    data = FileBook(path.read_bytes()).package.read(table_part(path))
    start, end = data.index(b"<tableColumns"), data.index(b"</tableColumns>")
    whole = data[start:end]
    kept = whole[: whole.index(b'<tableColumn id="10"')].replace(b'count="12"', b'count="9"')
    return whole, kept


def test_a_log_that_has_no_room_for_what_was_sent_stops_it_before_anything_is_written(
    tracker_2012: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(tracker_2012)
    type_into(path, LOG, {"A6": "my own remark"})
    there = files_beside(path)
    with pytest.raises(SavingsError, match="Log!A6"):
        write(path)
    assert files_beside(path) == there


def test_what_another_run_has_put_in_place_meanwhile_is_not_taken_away(tracker_file: Path) -> None:
    made = made_2012(tracker_file.read_bytes())
    with pytest.raises(KeyboardInterrupt), email_files.written(made, tracker_file.parent, STAMP.when):
        email = write(tracker_file)
        raise KeyboardInterrupt
    assert sorted(each.name for each in email.files if each.exists()) == FILES


def test_files_of_the_same_names_are_kept_and_named(tracker_file: Path, tracker_2012: bytes) -> None:
    first = write(tracker_file)
    tracker_file.write_bytes(tracker_2012)
    again = write(tracker_file)
    assert (first.kept, len(again.kept)) == ((), len(again.files))
    assert all(f"it is kept as {each}" in email_in_words(again) for each in again.kept)
