"""Files from strangers are read in a worker: however it ends, the command ends with one sentence and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from se7_excel.books.limits import BOUNDS, Limit
from se7_excel.books.stopping import STOPPED as ON_REQUEST
from se7_excel.entrances import bounds, command, worker
from se7_excel.entrances.cli import DONE, DONE_WITH_FAILS, STOPPED, main
from se7_excel.errors import BeyondLimit
from tests.foreign import foreign_tracker

RUN = (sys.executable, "-m", "se7_excel")
PATIENCE = 60
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these signals nor pipes with a name")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file nobody ever finishes reading."""
    path = tmp_path / "theirs.xlsx"
    os.mkfifo(path)
    return path


def ended(*arguments: object, **settings: str) -> "subprocess.CompletedProcess[str]":
    """A command run as from a shell."""
    known = {**os.environ, **settings}
    given = [*RUN, *map(str, arguments)]
    return subprocess.run(given, capture_output=True, text=True, env=known, check=False, timeout=PATIENCE)


def one_sentence(ran: "subprocess.CompletedProcess[str]") -> str:
    """What a command said that could not go on."""
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (STOPPED, "", 1)
    assert ran.stderr.startswith("se7: ") and "Traceback" not in ran.stderr
    return ran.stderr


@pytest.mark.parametrize("given", ["import a.csv b.xlsx", "--debug inspect a", "compare a b", "verify a b"])
def test_commands_on_what_others_made_have_a_worker(given: str) -> None:
    assert command._reads_strangers(given.split())


@pytest.mark.parametrize("option", ["--issued", "--issued=old.xlsx", "--iss"])
def test_so_has_a_check_against_an_issued_file_however_the_option_is_written(option: str) -> None:
    assert command._reads_strangers(["check-totals", "tracker.xlsx", option, "old.xlsx"])


@pytest.mark.parametrize("given", [("check-totals", "inspect"), ("refresh-totals", "a", "--json"), (), ("--help",)])
def test_work_on_a_tracker_of_ones_own_has_none(given: tuple[str, ...]) -> None:
    assert not command._reads_strangers(list(given))


@pytest.mark.parametrize(("given", "status"), [("inspect FILE", 1), ("compare FILE FILE", 0), ("inspect NONE", 2)])
def test_a_worker_says_what_the_command_says_and_ends_as_it_ends(
    given: str, status: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(foreign_tracker())
    arguments = [{"FILE": str(path), "NONE": str(tmp_path / "none.xlsx")}.get(each, each) for each in given.split()]
    alone = (main(arguments), *capfd.readouterr())
    ran = ended(*arguments)
    assert (ran.returncode, ran.stdout, ran.stderr) == alone and ran.returncode == status


def test_a_worker_reads_what_is_put_to_it(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(foreign_tracker())
    assert json.loads(ended("inspect", path, "--json").stdout)["action"] == "inspect"


def test_a_folder_of_strangers_puts_no_module_of_its_own_in_the_way(tmp_path: Path) -> None:
    for name in ("struct.py", "signal.py", "argparse.py", "zlib.py"):
        (tmp_path / name).write_text("raise SystemExit(66)\n")
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(foreign_tracker())
    code = f"import sys; from se7_excel.entrances.command import main; sys.argv = ['se7', 'inspect', {str(path)!r}]; main()"
    ran = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1 and "Inspect: theirs.xlsx" in ran.stdout


@posix
@pytest.mark.parametrize("given", [("inspect", "FILE"), ("import", "FILE", "made.xlsx"), ("compare", "FILE", "FILE")])
def test_a_file_that_takes_too_long_is_given_up(given: tuple[str, ...], endless: Path) -> None:
    made = endless.parent / "made.xlsx"
    places = {"FILE": endless, "made.xlsx": made}
    said = one_sentence(ended(*(places.get(each, each) for each in given), SE7_LIMIT_SECONDS="1"))
    assert f"{endless}" in said and "more than the 1 s we give it" in said and "SE7_LIMIT_SECONDS" in said
    assert not made.exists()


@linux
@pytest.mark.parametrize("given", [("inspect", "FILE"), ("compare", "FILE", "FILE"), ("verify", "FILE", "FILE")])
def test_a_file_that_takes_too_much_memory_is_given_up(given: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(os.urandom(100 << 20))
    said = one_sentence(ended(*(path if each == "FILE" else each for each in given), SE7_LIMIT_MEMORY="90"))
    assert f"{path}: reading takes more than the 90 MiB of memory we give it" in said and "SE7_LIMIT_MEMORY" in said


@linux
def test_with_whatever_memory_is_set_a_small_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(foreign_tracker())
    assert ended("inspect", path, SE7_LIMIT_MEMORY="1").returncode in (DONE, DONE_WITH_FAILS)


@pytest.mark.parametrize("limit", BOUNDS, ids=lambda each: each.name)
def test_a_bound_that_is_no_number_is_refused_before_anything_is_read(limit: Limit, tmp_path: Path) -> None:
    said = one_sentence(ended("inspect", tmp_path / "theirs.xlsx", **{limit.setting: "much"}))
    assert f"{limit.setting} is “much”" in said


@pytest.fixture
def started(endless: Path) -> "Iterator[tuple[subprocess.Popen[str], int]]":
    """A command that reads a file that never ends, and the id of its worker."""
    ran = subprocess.Popen([*RUN, "inspect", str(endless)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    writing, until = None, time.monotonic() + PATIENCE
    while writing is None and time.monotonic() < until:
        time.sleep(0.02)
        with suppress(OSError):  # nobody reads yet
            writing = os.open(endless, os.O_WRONLY | os.O_NONBLOCK)
    assert writing is not None
    yield ran, int(Path(f"/proc/{ran.pid}/task/{ran.pid}/children").read_text())
    os.close(writing)
    ran.kill()


@linux
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_worker_that_dies_of_a_file_is_told_in_a_sentence(
    number: signal.Signals, endless: Path, started: "tuple[subprocess.Popen[str], int]"
) -> None:
    ran, pid = started
    os.kill(pid, number)
    out, err = ran.communicate(timeout=PATIENCE)
    assert (ran.returncode, out, err.count("\n")) == (STOPPED, "", 1)
    assert (
        err.startswith(f"se7: {endless}: reading ended the process that read it ({number.name})") and "nothing was written" in err
    )


@linux
def test_being_asked_to_stop_is_passed_on(started: "tuple[subprocess.Popen[str], int]") -> None:
    ran, pid = started
    os.kill(ran.pid, signal.SIGINT)
    assert (*ran.communicate(timeout=PATIENCE), ran.returncode) == (
        "",
        f"se7: {ON_REQUEST}\n",
        STOPPED,
    )
    assert not Path(f"/proc/{pid}").exists()


@linux
def test_a_terminal_that_asks_both_to_stop_is_answered_once(started: "tuple[subprocess.Popen[str], int]") -> None:
    ran, pid = started
    for each in (ran.pid, pid):
        os.kill(each, signal.SIGINT)
    assert (*ran.communicate(timeout=PATIENCE), ran.returncode) == (
        "",
        f"se7: {ON_REQUEST}\n",
        STOPPED,
    )


@linux
def test_no_worker_outlives_a_command_that_is_ended(started: "tuple[subprocess.Popen[str], int]") -> None:
    ran, pid = started
    os.kill(ran.pid, signal.SIGTERM)
    ran.communicate(timeout=PATIENCE)
    assert ran.returncode == 128 + signal.SIGTERM and not Path(f"/proc/{pid}").exists()


@linux
def test_a_worker_holds_itself_to_its_bounds() -> None:
    code = """
from resource import RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, getrlimit, setrlimit
from se7_excel.entrances.bounds import bound_this_process
setrlimit(RLIMIT_CPU, (300, 300))
bound_this_process()
print(getrlimit(RLIMIT_AS)[0] >> 20, getrlimit(RLIMIT_CPU)[0], getrlimit(RLIMIT_CORE)[0])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(BOUNDS[1].default), "300", "0"]  # never more than the system has set


def test_only_a_person_who_may_be_asked_has_all_the_time_in_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert worker._may_ask(["import", "a.csv", "b.xlsx"])
    assert not worker._may_ask(["import", "a.csv", "b.xlsx", "--quiet"]) and not worker._may_ask(["inspect", "a.xlsx"])


@pytest.mark.parametrize(
    ("is_bound", "sentence"),
    [(True, "more than the 4,096 MiB of memory we give it"), (False, "more memory than this computer has left")],
)
def test_what_memory_does_not_reach_for_is_worded(is_bound: bool, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(options: object) -> int:
        raise MemoryError

    monkeypatch.setattr(bounds, "_is_bound", lambda: is_bound)
    with pytest.raises(BeyondLimit, match=f"^reading takes {sentence}"):
        bounds.within_memory(greedy, Namespace(file=Path("a.xlsx")))


def test_a_command_on_a_tracker_of_ones_own_is_not_bound() -> None:
    code = "from se7_excel.entrances import bounds as b; print(b._is_bound()); b.bound_this_process(); print(b._is_bound())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert said == ["False", "True" if sys.platform == "linux" else said[1]]
