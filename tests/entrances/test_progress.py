"""What a command says while it works: a line on a terminal, nothing elsewhere or with --quiet."""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from se7_excel.entrances import progress as module
from se7_excel.entrances.cli import main
from se7_excel.entrances.progress import hushed, progress, silent
from tests.conftest import NOW
from tests.entrances.officer import files_beside, se7


class Terminal(StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("no size")

    def shown(self) -> list[str]:
        """What the line held each time it was written."""
        return [each.strip() for each in self.getvalue().split("\r") if each.strip()]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=made))  # whoever captures the output puts the real one back
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    monkeypatch.setattr(module, "EVERY", 0.01)
    return made


def wait_until(told: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not told() and time.monotonic() < until:
        time.sleep(0.005)
    assert told()


def test_a_terminal_shows_each_step_on_one_line_that_is_gone_at_the_end(terminal: Terminal) -> None:
    with progress("reading a.xlsx") as tell:
        wait_until(lambda: "se7: reading a.xlsx, 0 s" in terminal.shown())
        tell("saving a.xlsx")
        wait_until(lambda: "se7: saving a.xlsx, 0 s" in terminal.shown())
    assert "\n" not in terminal.getvalue()
    last, erased, nothing = terminal.getvalue().split("\r")[-3:]
    assert last.startswith("se7: ") and nothing == ""
    assert set(erased) == {" "} and len(erased) >= len(last.strip())


def test_a_shorter_step_leaves_nothing_of_a_longer_one(terminal: Terminal) -> None:
    with progress("reading a file of a long name") as tell:
        wait_until(lambda: bool(terminal.shown()))
        tell("b")
        wait_until(lambda: "se7: b, 0 s" in terminal.shown())
    first = next(each for each in terminal.getvalue().split("\r") if each.startswith("se7: b,"))
    assert len(first) >= len("se7: reading a file of a long name, 0 s")


def test_work_that_is_done_at_once_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 60)
    with progress("reading a.xlsx"):
        pass
    assert terminal.getvalue() == ""


def test_the_line_is_plain_ascii_and_never_longer_than_the_terminal(terminal: Terminal) -> None:
    with progress("reading Straße\x1b[31m\n–" + "x" * 200):
        wait_until(lambda: bool(terminal.shown()))
    assert all(each == "\r" or " " <= each <= "~" for each in terminal.getvalue())
    assert terminal.shown()[0].startswith("se7: reading Stra?e?[31m??xxx") and terminal.shown()[0].endswith("x, 0 s")
    assert max(len(each) for each in terminal.getvalue().split("\r")) <= module.NARROW


def test_an_error_finds_the_line_taken_away(terminal: Terminal) -> None:
    with suppress(ValueError), progress("reading a.xlsx"):
        wait_until(lambda: bool(terminal.shown()))
        raise ValueError
    assert terminal.getvalue().endswith("\r") and set(terminal.getvalue().split("\r")[-2]) == {" "}


def test_a_terminal_that_has_gone_stops_no_work(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def gone(text: str) -> int:
        tried.append(text)
        raise OSError("the terminal has gone")

    monkeypatch.setattr(terminal, "write", gone)
    with progress("reading a.xlsx"):
        wait_until(lambda: len(tried) > 1)


@pytest.mark.parametrize(("stream", "quiet"), [(StringIO(), False), (Terminal(), True), (None, False)])
def test_nothing_is_shown_off_a_terminal_or_when_quiet(
    stream: StringIO | None, quiet: bool, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stream))
    with progress("reading a.xlsx", quiet) as tell:
        tell("saving a.xlsx")
        time.sleep(0.03)
    assert tell is silent
    assert stream is None or stream.getvalue() == ""


def test_the_steps_of_real_commands_are_shown_in_their_order(tracker_file: Path, tmp_path: Path) -> None:
    from se7_excel.actions import CHECK_TOTALS
    from se7_excel.entrances.all_authorities import for_all
    from se7_excel.entrances.compare import compare_files
    from se7_excel.entrances.file_actions import run_on_file

    steps: list[str] = []
    run_on_file(CHECK_TOTALS, tracker_file, NOW, "Kent", tell=steps.append)
    assert steps == ["reading tracker.xlsx", "computing tracker.xlsx", "saving tracker.xlsx"]
    steps.clear()
    compare_files(tracker_file, tracker_file, tell=steps.append)
    assert steps[-1] == "comparing tracker.xlsx with tracker.xlsx"
    steps.clear()
    for_all(CHECK_TOTALS, tracker_file, tmp_path / "all", NOW, "", steps.append)
    assert "making the workbook of Kent (4 of 7)" in steps and "saving tracker – summary.xlsx (8 of 8)" in steps


def test_every_command_takes_quiet() -> None:
    from se7_excel.entrances.cli import _parser

    commands = next(each.choices for each in _parser([])._actions if each.choices)
    assert len(commands) > 10
    assert [name for name, each in commands.items() if "--quiet" not in each._option_string_actions] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("refresh-totals", "{tracker}", "--for", "Kent"),
        ("check-totals", "{tracker}", "--preview"),
        ("regenerate-appendix-1", "{tracker}", "--for", "all", "--output", "{folder}/all"),
        ("new", "{folder}/new.xlsx"),
        ("compare", "{tracker}", "{tracker}"),
        ("inspect", "{tracker}"),
        ("verify", "{tracker}", "{tracker}"),
        ("bind", "{tracker}"),
        ("unbind", "{tracker}", "--output", "{folder}/plain.xlsx"),
        ("export", "{tracker}", "{folder}/register.csv"),
        ("checks",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_quiet_command_says_nothing_on_either_stream(
    arguments: tuple[str, ...], tracker_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given = [each.format(tracker=tracker_file, folder=tracker_file.parent) for each in arguments]
    assert se7(*given, "--quiet") in (0, 1)
    assert capfd.readouterr() == ("", "")


def test_quiet_before_the_command_counts_too(tracker_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert se7("--quiet", "inspect", tracker_file) in (0, 1)
    assert capfd.readouterr() == ("", "")


def test_a_quiet_command_tells_its_error_and_its_exit_status(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert se7("refresh-totals", tmp_path / "none.xlsx", "--quiet") == 2
    told = capfd.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and "there is no such file" in told.err


@pytest.mark.parametrize("command", ["check-totals", "inspect"])
def test_quiet_leaves_the_json_that_was_asked_for(command: str, tracker_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert se7(command, tracker_file, "--json", "--quiet") in (0, 1)
    assert json.loads(capfd.readouterr().out)["file"] == str(tracker_file)


def test_quiet_leaves_the_register_that_was_asked_for(tracker_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert se7("export", tracker_file, "--quiet") == 0
    assert capfd.readouterr().out.startswith("workstream,")


def test_a_quiet_command_asks_nobody_anything_and_gives_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Terminal("yes\n")
    monkeypatch.setattr(sys, "stdin", asked)
    with hushed(quiet=True, asked_for=True):
        assert not sys.stdin.isatty() and sys.stdin.read() == ""
    assert sys.stdin is asked


def test_an_import_that_would_ask_stops_when_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Workstream,2011/12\nWaste,£1m\n", encoding="utf-8")
    monkeypatch.setattr("builtins.input", lambda _prompt: pytest.fail("it asked"))
    monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
    assert main(["import", str(table), str(tmp_path / "made.xlsx"), "--quiet"]) == 2
    assert capfd.readouterr().out == ""
    assert list(files_beside(table)) == [table.name]
