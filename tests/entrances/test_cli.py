"""The command line as its users meet it: exit status, what is written where, and the list of its commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from se7_excel import __version__
from se7_excel.actions import ACTIONS
from se7_excel.sample import AUTHORITIES
from tests.entrances.officer import files_beside, rename_tab, se7, shown, type_into

COMMANDS = tuple(action.command for action in ACTIONS)
KENT = ("--for", "Kent")


@pytest.fixture
def blank_file(tmp_path: Path) -> Path:
    path = tmp_path / "blank" / "blank.xlsx"
    path.parent.mkdir()
    assert se7("new", path) == 0
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_finding_of_severity_fail_ends_with_status_1(command: str, tracker_file: Path) -> None:
    assert se7(command, tracker_file) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_no_finding_of_severity_fail_ends_with_status_0(command: str, blank_file: Path) -> None:
    assert se7(command, blank_file) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_go_on_ends_with_status_2(command: str, tmp_path: Path) -> None:
    assert se7(command, tmp_path / "none.xlsx") == 2


def test_every_action_is_a_command_and_help_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        se7("--help")
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(action.command in said and action.label in said for action in ACTIONS)


@pytest.mark.parametrize("arguments", [(), ("refresh",), ("refresh-totals",), ("check-totals", "a.xlsx", "--nonsense")])
def test_a_command_line_that_makes_no_sense_ends_with_status_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        se7(*arguments)
    assert ended.value.code == 2


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "se7_excel", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"se7_excel {__version__}"


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_to_change_writes_nothing_and_makes_no_backup(
    command: str, tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, changed_at = files_beside(tracker_file), tracker_file.stat().st_mtime_ns
    se7(command, tracker_file)
    assert files_beside(tracker_file) == before
    assert tracker_file.stat().st_mtime_ns == changed_at
    assert "Nothing to change" in capsys.readouterr().out


def test_a_change_keeps_the_version_before_and_prints_its_name(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tracker_file.read_bytes()
    assert se7("regenerate-appendix-1", tracker_file, *KENT) == 1
    (backup,) = (name for name in files_beside(tracker_file) if name != tracker_file.name)
    said = capsys.readouterr().out
    assert (tracker_file.parent / backup).read_bytes() == before
    assert backup in said
    assert tracker_file.read_bytes() != before


def test_an_output_leaves_the_original_alone(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, output = tracker_file.read_bytes(), tracker_file.parent / "kent.xlsx"
    se7("regenerate-appendix-1", tracker_file, *KENT, "--output", output)
    assert files_beside(tracker_file) == {tracker_file.name: before, output.name: output.read_bytes()}
    assert "Kent" in str(shown(output, "Appendix 1", "A2"))
    assert str(output) in capsys.readouterr().out


def test_an_output_is_written_even_where_nothing_has_to_change(tracker_file: Path) -> None:
    output = tracker_file.parent / "copy.xlsx"
    se7("refresh-totals", tracker_file, "--output", output)
    assert output.read_bytes() == tracker_file.read_bytes()


def test_an_output_that_replaces_a_file_keeps_that_file_as_a_backup(tracker_file: Path) -> None:
    output = tracker_file.parent / "kent.xlsx"
    output.write_bytes(b"something else")
    se7("regenerate-appendix-1", tracker_file, *KENT, "--output", output)
    assert b"something else" in files_beside(tracker_file).values()


def test_an_output_of_another_ending_is_refused(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_beside(tracker_file)
    assert se7("refresh-totals", tracker_file, "--output", tracker_file.parent / "copy.xlsm") == 2
    assert files_beside(tracker_file) == before
    assert ".xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--output", "elsewhere.xlsx"), ("--json",)])
def test_a_preview_says_what_would_change_and_writes_nothing(
    more: tuple[str, ...], tracker_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tracker_file.parent)
    before = files_beside(tracker_file)
    assert se7("regenerate-appendix-1", tracker_file, *KENT, "--preview", *more) == 1
    assert files_beside(tracker_file) == before
    said = capsys.readouterr().out
    assert "Appendix 1" in said
    assert "would change" in said or "--json" in more


@pytest.mark.parametrize("authority", AUTHORITIES, ids=lambda party: party.name)
def test_the_appendix_comes_from_any_authoritys_point_of_view(authority: object, tracker_file: Path) -> None:
    name = authority.name  # type: ignore[attr-defined]
    assert se7("regenerate-appendix-1", tracker_file, "--for", name) == 1
    assert f"the part that falls to {name}." in str(shown(tracker_file, "Appendix 1", "A2"))
    assert shown(tracker_file, "Appendix 1", "B7") == name
    assert shown(tracker_file, "Appendix 1 data", "B6") == name


def test_the_point_of_view_of_settings_comes_back_without_for(tracker_file: Path) -> None:
    issued = tracker_file.parent / "issued.xlsx"
    se7("regenerate-appendix-1", tracker_file, "--for", "Surrey")
    se7("regenerate-appendix-1", tracker_file, "--output", issued)
    assert shown(issued, "Appendix 1", "B7") == "East Sussex"


@pytest.mark.parametrize("form", ["KCC", "kent county council", " Kent "])
def test_an_authority_answers_to_each_of_its_names(form: str, tracker_file: Path) -> None:
    se7("regenerate-appendix-1", tracker_file, "--for", form)
    assert shown(tracker_file, "Appendix 1", "B7") == "Kent"


@pytest.mark.parametrize("name", ["Essex", "SE7"])
def test_one_who_is_no_authority_is_refused_with_the_list_of_those_who_are(
    name: str, tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_beside(tracker_file)
    assert se7("regenerate-appendix-1", tracker_file, "--for", name) == 2
    said = capsys.readouterr().err
    assert f"“{name}”" in said
    assert all(party.name in said for party in AUTHORITIES)
    assert files_beside(tracker_file) == before


def test_the_report_carries_the_headline_and_the_number_of_findings(
    tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    se7("check-totals", tracker_file)
    said = capsys.readouterr().out
    assert (
        "£83.85m quantified, 2 of 6 workstreams not; £1.6m of it avoided cost; "
        "83.85 % of the short-term target of £100m, £16.15m to find"
    ) in said
    assert "1 fail, 21 warn, 12 info" in said
    assert "SEN!H13" in said


def test_cells_of_checks_are_counted_but_not_told_one_by_one(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_into(tracker_file, "Settings", {"I14": 90_000_000})
    assert se7("check-totals", tracker_file, "--preview") == 1
    said = capsys.readouterr().out
    assert "would change: Checks " in said
    assert "    Checks!" not in said


def test_without_a_log_an_officer_is_told_that_nothing_is_written_down(
    tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rename_tab(tracker_file, "Log", "Our log")
    type_into(tracker_file, "Waste", {"G12": 9_000_000})
    se7("refresh-totals", tracker_file)
    assert "There is no tab named Log, so this is not written down" in capsys.readouterr().out
    se7("refresh-totals", tracker_file)
    assert "no tab named Log" not in capsys.readouterr().out
