"""Killed at any moment, on a full disk, in a locked folder, run twice at once: each file is the old one or the new one, whole."""

import os
import shutil
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from tests.entrances.officer import se7, type_into
from tests.hostile.commands import said
from tests.hostile.killed import KILLED, Ended, begun, ended, run

RUNS = 200 if os.environ.get("CI") else 40
REFRESH = ("refresh-totals", "FILE")
DRAFT = ("prepare-email", "FILE", "--to", "jo@kent.gov.uk", "--from", "al@kent.gov.uk", "--accept", "C05=as issued")
BOTH = pytest.mark.parametrize("command", [REFRESH, DRAFT], ids=lambda each: each[0])
UNFINISHED = ".se7-unfinished"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split in two on Windows")


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A tracker whose totals are behind its amounts, so that every command has something to write."""
    path = tmp_path_factory.mktemp("stale") / "tracker.xlsx"
    assert se7("new", path, "--sample") == 0
    type_into(path, "Highways", {"J12": 20_000_000, "M12": 3})
    data = path.read_bytes()
    for command in (REFRESH, DRAFT):  # what they load is loaded once, and not by each process anew
        said(*arguments(path.parent, command))
    return data


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


def folder_of(tmp_path: Path, number: object, content: bytes) -> Path:
    """A new folder with the tracker in it."""
    folder = tmp_path / str(number)
    folder.mkdir()
    (folder / "tracker.xlsx").write_bytes(content)
    return folder


def arguments(folder: Path, command: tuple[str, ...]) -> list[str]:
    return [str(folder / "tracker.xlsx") if each == "FILE" else each for each in command]


def run_in(folder: Path, command: tuple[str, ...], fatal: float = 0, how: str = "before") -> Ended:
    return run(arguments(folder, command), folder.with_suffix(".said"), fatal, how)


def is_whole(path: Path) -> bool:
    with ZipFile(path) as archive:
        return archive.testzip() is None


def is_new(folder: Path, old: bytes) -> bool:
    """Whether the tracker is the new one; whatever else lies in the folder under a name of its own must be whole."""
    assert all(is_whole(each) for each in folder.glob("*.xlsx"))
    assert all(each.read_bytes() == old for each in folder.glob("tracker.backup-*.xlsx"))
    assert all(each.read_bytes().rstrip().endswith(b"--") for each in folder.glob("*.eml")), "half a draft under a draft's name"
    return (folder / "tracker.xlsx").read_bytes() != old


def telling(calls: tuple[str, ...]) -> list[int]:
    """The calls worth dying at: all but most of the many writes, of which the first and last in a row and some between."""
    beside = ((calls[max(at - 1, 0)], calls[min(at + 1, len(calls) - 1)]) for at in range(len(calls)))
    kinds = [{name, *near} for name, near in zip(calls, beside, strict=True)]
    found = [at + 1 for at, kind in enumerate(kinds) if kind != {"write"} or at % 25 == 0]
    return found if os.environ.get("CI") else [*found[:-12:4], *found[-12:]]


@BOTH
@pytest.mark.parametrize("how", ["before", "half", "after"])
def test_killed_at_any_call_the_tracker_is_the_old_one_or_the_new_one(
    command: tuple[str, ...], how: str, stale: bytes, tmp_path: Path
) -> None:
    whole = folder_of(tmp_path, "whole", stale)
    done = run_in(whole, command)
    assert done.status in (0, 1) and is_new(whole, stale), done.said
    outcomes: list[bool] = []
    for fatal in telling(done.calls):
        folder = folder_of(tmp_path, fatal, stale)
        assert run_in(folder, command, fatal, how).status == KILLED
        outcomes.append(is_new(folder, stale))
        assert not outcomes[-1] or list(folder.glob("tracker.backup-*.xlsx")), "the version before is not kept"
        shutil.rmtree(folder)
    assert len(outcomes) >= 8 and not outcomes[0] and outcomes == sorted(outcomes)


def test_killed_at_random_times_the_tracker_is_the_old_one_or_the_new_one(stale: bytes, tmp_path: Path) -> None:
    dice, outcomes = Random(2012), set()
    for number in range(RUNS):
        folder = folder_of(tmp_path, number, stale)
        command = dice.choice((REFRESH, DRAFT))
        done = run_in(folder, command, dice.uniform(0, 0.15), "time")
        outcomes.add((done.status, is_new(folder, stale)))
        shutil.rmtree(folder)
    assert {status for status, _ in outcomes} <= {KILLED, 0, 1} and (KILLED, False) in outcomes


@BOTH
def test_a_disk_full_from_any_call_on_leaves_everything_as_it_was(command: tuple[str, ...], stale: bytes, tmp_path: Path) -> None:
    calls = run_in(folder_of(tmp_path, "whole", stale), command).calls
    told = 0
    for fatal in telling(calls):
        folder = folder_of(tmp_path, fatal, stale)
        done = run_in(folder, command, fatal, "full")
        if done.status != 2:  # nothing more had to be written by then
            assert done.status in (0, 1) and is_new(folder, stale), done.said
            continue
        told += 1
        assert "the disk is full; make room" in done.said and "Traceback" not in done.said, done.said
        assert [each.name for each in folder.iterdir()] == ["tracker.xlsx"] and not is_new(folder, stale)
        shutil.rmtree(folder)
    assert told >= 3


@BOTH
def test_the_run_after_a_kill_does_its_work_and_clears_up_what_is_surely_dead(
    command: tuple[str, ...], stale: bytes, tmp_path: Path
) -> None:
    left: list[Path] = []
    for fatal in range(2, 40):
        folder = folder_of(tmp_path, fatal, stale)
        assert run_in(folder, command, fatal, "half").status == KILLED
        left = [each for each in folder.iterdir() if each.name.endswith(UNFINISHED)]
        if left:
            break
    assert len(left) == 1 and not is_new(folder, stale)
    os.utime(left[0], (0, 0))
    assert run_in(folder, command).status in (0, 1)
    assert not left[0].exists() and is_new(folder, stale)


def test_of_runs_at_once_one_wins_and_the_others_say_so(stale: bytes, tmp_path: Path) -> None:
    for number in range(5):
        folder = folder_of(tmp_path, number, stale)
        notes = [tmp_path / f"{number}-{each}.said" for each in "abc"]
        children = [begun(arguments(folder, REFRESH), each) for each in notes]
        done = [ended(*each) for each in zip(children, notes, strict=True)]
        assert any(each.status == 1 for each in done) and {each.status for each in done} <= {1, 2}
        assert all("somebody changed the file" in each.said for each in done if each.status == 2), done
        assert is_new(folder, stale) and not [each for each in folder.iterdir() if each.name.endswith(UNFINISHED)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to the administrator")
@BOTH
def test_a_folder_nobody_may_write_to_leaves_the_tracker_alone(command: tuple[str, ...], stale: bytes, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "locked", stale)
    folder.chmod(0o555)
    try:
        done = run_in(folder, command)
        assert done.status == 2 and "not yours to change" in done.said and not is_new(folder, stale)
    finally:
        folder.chmod(0o755)
