"""Ctrl-C at any moment of a real run: a sentence, exit status 2, and nothing half-written."""

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.books.stopping import STOPPED, STOPPED_LATE
from se7_excel.sheets.reading import read_tracker

ROOT = Path(__file__).parents[2]
CALLS = ("open", "write", "fsync", "link", "replace", "unlink", "mkdir")
TIMED = """
import os, signal, sys, threading
from se7_excel.entrances.command import main

alarm = threading.Timer(float(sys.argv.pop(1)), os.kill, (os.getpid(), signal.SIGINT))
alarm.daemon = True
alarm.start()
raise SystemExit(main())
"""
READING = """
import os, signal, sys
from se7_excel.books import saving
from se7_excel.entrances.command import work

opened, sys.argv[1:] = saving.opened, sys.argv[2:]
saving.opened = lambda path: os.kill(os.getpid(), signal.SIGINT) or opened(path)
raise SystemExit(work())
"""
COUNTED = f"""
import os, signal, sys
from se7_excel.entrances.command import main
from se7_excel.entrances import all_authorities, cli, file_actions

fatal, count = int(sys.argv.pop(1)), 0

def stopping(call):
    def counted(*arguments, **named):
        global count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGINT)
        return call(*arguments, **named)
    return counted

for name in {CALLS!r}:
    setattr(os, name, stopping(getattr(os, name)))
status = cli.main()
if fatal == 0:
    print(count, file=sys.stderr)
raise SystemExit(status)
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console, not to one process")


def stopped(code: str, moment: float, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """The run of a command that is asked to stop after so many seconds, or before the call of this number."""
    command = [sys.executable, "-c", code, str(moment), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)


def is_whole(path: Path) -> bool:
    """Whether the tracker can be opened and read."""
    data = path.read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.testzip() is None and bool(read_tracker(FileBook(data)).programme.workstreams)


def judge(ran: "subprocess.CompletedProcess[str]", path: Path, old: bytes) -> bool:
    """Hold the run to the promise, and return whether it stopped before anything was written."""
    beside = [each for each in path.parent.iterdir() if each != path]
    if STOPPED in ran.stderr:
        assert (ran.returncode, ran.stdout, beside) == (2, "", [])
        assert ran.stderr == f"se7: {STOPPED}\n" and path.read_bytes() == old
        return True
    late = ran.returncode == 2 and ran.stderr == f"se7: {STOPPED_LATE}\n"
    assert late or (ran.returncode in (0, 1) and ran.stdout), ran.stderr
    assert [each.read_bytes() for each in beside] == [old]
    assert path.read_bytes() != old and is_whole(path)
    return False


def test_stopped_at_any_moment_a_tracker_is_the_old_one_or_the_new_one(tracker_file: Path) -> None:
    old, outcomes = tracker_file.read_bytes(), []
    for tenths in (0.2, 0.5, 1, 1.5, 2, 4, 600):
        tracker_file.write_bytes(old)
        ran = stopped(TIMED, tenths / 10, "regenerate-appendix-1", tracker_file, "--for", "Kent")
        outcomes.append(judge(ran, tracker_file, old))
        for each in tracker_file.parent.glob("*backup*"):
            each.unlink()
    assert outcomes[0] and not outcomes[-1]


def test_stopped_at_any_step_of_saving_a_tracker_is_the_old_one_or_the_new_one(tracker_file: Path) -> None:
    old, outcomes = tracker_file.read_bytes(), []
    given = ("regenerate-appendix-1", tracker_file, "--for", "Kent")
    steps = int(stopped(COUNTED, 0, *given).stderr)
    assert steps >= 6
    for step in (*range(1, steps - 6, max(steps // 6, 1)), *range(max(steps - 6, 1), steps + 1)):
        for each in tracker_file.parent.glob("*backup*"):
            each.unlink()
        tracker_file.write_bytes(old)
        outcomes.append(judge(stopped(COUNTED, step, *given), tracker_file, old))
    assert outcomes == sorted(outcomes, reverse=True) and not outcomes[-1]


def test_stopped_while_it_writes_a_workbook_for_each_authority_all_are_there_or_none(tracker_file: Path) -> None:
    old, folder = tracker_file.read_bytes(), tracker_file.parent / "new" / "all"
    given = ("check-totals", tracker_file, "--for", "all", "--output", folder)
    steps = int(stopped(COUNTED, 0, *given).stderr)
    assert len(list(folder.iterdir())) == 8
    for step in range(2, steps + 1, max(steps // 5, 1)):
        for each in folder.glob("*"):
            each.unlink()
        for each in (folder, folder.parent):
            each.rmdir() if each.exists() else None
        ran = stopped(COUNTED, step, *given)
        assert tracker_file.read_bytes() == old
        if STOPPED in ran.stderr:
            assert ran.returncode == 2 and not folder.parent.exists()
        else:
            assert ran.returncode in (0, 1, 2) and len(list(folder.iterdir())) == 8


@pytest.mark.parametrize("command", ["compare", "inspect", "check-totals"])
def test_stopped_while_it_only_reads_a_command_says_so(command: str, tracker_file: Path) -> None:
    given = (command, tracker_file, *([tracker_file] if command == "compare" else []))
    ran = stopped(READING, 0, *given, *(["--preview"] if command == "check-totals" else []))
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"se7: {STOPPED}\n")


def test_a_process_that_ignores_the_request_goes_on_ignoring_it(tracker_file: Path) -> None:
    code = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{TIMED}"
    ran = stopped(code, 0.2, "regenerate-appendix-1", tracker_file, "--for", "Kent")
    assert ran.returncode in (0, 1) and "Saved" in ran.stdout
