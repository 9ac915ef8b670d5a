"""What the command line says when it cannot go on: one sentence with file, tab, cell and remedy, and no traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.entrances.officer import files_beside, rename_tab, replace_in, se7, type_into

Spoil = Callable[[Path], None]
REMEDIES = (
    "put it back", "give it", "correct", "choose", "type", "check the name", "open a", "save it", "take the password", "name one",
    "close it", "allow writing", "lift it", "go back", "leave one", "start a tracker", "put the years in order", "write it as",
)  # fmt: skip


def _to_text(path: Path) -> None:
    path.write_text("Highways;250000")


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


SPOILT: tuple[tuple[str, Spoil, tuple[str, ...]], ...] = (
    ("a text file", _to_text, ("not a workbook",)),
    ("an empty file", _emptied, ("empty",)),
    ("a truncated file", _cut_short, ()),
    ("no Settings tab", lambda path: rename_tab(path, "Settings", "Setings"), ("“Settings”",)),
    ("no Longer term tab", lambda path: rename_tab(path, "Longer term", "Later"), ("“Longer term”",)),
    ("a renamed workstream tab", lambda path: rename_tab(path, "Waste", "Rubbish"), ("Settings!F15", "“Waste”")),
    ("a missing heading", lambda path: type_into(path, "Waste", {"B11": "Who"}), ("Waste, row 11", "“Party”")),
    ("a heading twice", lambda path: type_into(path, "Waste", {"Q11": "Total"}), ("Waste!Q11", "“Total”")),
    ("a missing cumulative", lambda path: type_into(path, "ICT", {"L11": "So far"}), ("ICT, row 11", "“Cumulative 2012/13”")),
    ("years out of order", lambda path: type_into(path, "ICT", {"I11": "2010/11"}), ("ICT!I11", "2010/11")),
    ("an unreadable amount", lambda path: type_into(path, "SEN", {"H13": "lots"}), ("SEN!H13", "lots")),
    ("undeclared brackets", lambda path: type_into(path, "SEN", {"H13": "(0.4)"}), ("SEN!H13", "(0.4)")),
    ("an unknown party", lambda path: type_into(path, "SEN", {"B13": "Essex"}), ("SEN!B13", "“Essex”")),
    ("an unknown class", lambda path: type_into(path, "SEN", {"C13": "gift"}), ("SEN!C13", "“gift”")),
    ("too many years", lambda path: type_into(path, "Settings", {"B7": 11}), ("Settings!B7", "11")),
    ("an unknown reporter", lambda path: type_into(path, "Settings", {"B5": "Essex"}), ("Settings!B5", "Essex")),
    ("an unreadable first year", lambda path: type_into(path, "Settings", {"B6": "soon"}), ("Settings!B6", "soon")),
    (
        "a locked structure",
        lambda path: replace_in(path, "xl/workbook.xml", b"<workbookProtection/>", b'<workbookProtection lockStructure="1"/>'),
        ("structure", "protected"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), [each[1:] for each in SPOILT], ids=[each[0] for each in SPOILT])
def test_bad_input_is_one_sentence_with_its_remedy_and_changes_nothing(
    spoil: Spoil, said: tuple[str, ...], tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(tracker_file)
    before = files_beside(tracker_file)
    assert se7("refresh-totals", tracker_file) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("se7: ")
    assert printed.err.count("\n") == 1
    assert all(each in printed.err for each in (tracker_file.name, *said))
    assert any(remedy in printed.err for remedy in REMEDIES)
    assert files_beside(tracker_file) == before


@pytest.mark.parametrize("ending", [".xls", ".xlsb"])
def test_an_old_or_binary_ending_is_refused(ending: str, tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    renamed = tracker_file.rename(tracker_file.with_suffix(ending))
    assert se7("check-totals", renamed) == 2
    assert ".xlsx" in capsys.readouterr().err


def test_a_folder_in_place_of_a_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert se7("check-totals", tmp_path) == 2
    assert "folder" in capsys.readouterr().err


def test_a_file_open_in_excel_is_left_alone_and_its_user_named(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tracker_file.parent / f"~${tracker_file.name}").write_bytes(b"\x0aJean Smith" + b" " * 44)
    before = files_beside(tracker_file)
    assert se7("regenerate-appendix-1", tracker_file, "--for", "Kent") == 2
    said = capsys.readouterr().err
    assert "open in Excel (Jean Smith)" in said
    assert "close it" in said
    assert files_beside(tracker_file) == before


def test_a_file_open_in_excel_can_still_be_previewed(tracker_file: Path) -> None:
    (tracker_file.parent / f"~${tracker_file.name}").write_bytes(b"\x04Jean")
    assert se7("regenerate-appendix-1", tracker_file, "--for", "Kent", "--preview") == 1


def test_a_read_only_file_is_left_alone(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_beside(tracker_file)
    os.chmod(tracker_file, 0o444)  # noqa: PTH101
    assert se7("regenerate-appendix-1", tracker_file, "--for", "Kent") == 2
    assert "read-only" in capsys.readouterr().err
    assert files_beside(tracker_file) == before


def test_an_output_in_a_folder_that_is_not_there_is_refused(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tracker_file.parent / "nowhere" / "copy.xlsx"
    assert se7("refresh-totals", tracker_file, "--output", output) == 2
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert "make it first" in said


def test_an_error_about_the_output_names_the_output(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tracker_file.parent / "kent.xlsx"
    (tracker_file.parent / f"~${output.name}").write_bytes(b"\x04Jean")
    output.write_bytes(tracker_file.read_bytes())
    assert se7("regenerate-appendix-1", tracker_file, "--for", "Kent", "--output", output) == 2
    assert f"{output}:" in capsys.readouterr().err


def test_an_error_keeps_json_off_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert se7("check-totals", tmp_path / "none.xlsx", "--json") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "none.xlsx" in printed.err


@pytest.mark.parametrize("arguments", [("--debug", "check-totals", "none.xlsx"), ("check-totals", "none.xlsx", "--debug")])
def test_debug_prints_the_traceback_and_still_ends_with_status_2(arguments: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", "se7_excel", *arguments], capture_output=True, text=True, check=False)
    assert "Traceback" in done.stderr
    assert done.returncode == 2


def test_a_report_meant_for_a_narrow_terminal_does_not_stop_the_work(tracker_file: Path) -> None:
    command = [sys.executable, "-m", "se7_excel", "check-totals", str(tracker_file)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 1
    assert b"83.85m quantified" in done.stdout
