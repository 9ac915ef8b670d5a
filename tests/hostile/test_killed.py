"""Killed at any moment, on a full disk, in a locked folder, run twice at once: each file is the old one or the new one, whole."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from tests.entrances.officer import se7, type_into
from tests.hostile.commands import said
from tests.hostile.killed import KILLED, Ended, Fate, at_every_call, begun, ended, run

IN_CI = bool(os.environ.get("CI"))
RUNS, FEW = 200 if IN_CI else 40, 25
BESIDE = "copies/tracker – summary.xlsx"
UNFINISHED = ".se7-unfinished"
ADDRESSES = ("--to", "jo@kent.gov.uk", "--from", "al@kent.gov.uk", "--accept", "C05=as issued")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split in two on Windows")


class Work(NamedTuple):
    """A command, the file it is done with when that is new, and of how many writes in a row one is met by its fate."""

    command: tuple[str, ...]
    made: str = "tracker.xlsx"
    step: int = 1

    @property
    def name(self) -> str:
        return " ".join(self.command[:1] + self.command[2:4])


REFRESH, DRAFT = Work(("refresh-totals", "tracker.xlsx")), Work(("prepare-email", "tracker.xlsx", *ADDRESSES))
BIND, UNBIND = Work(("bind", "tracker.xlsx"), "tracker.xlsm"), Work(("unbind", "bound.xlsm"), "bound.xlsx")
FOR_ALL = Work(("regenerate-appendix-1", "tracker.xlsx", "--for", "all", "--output", "copies"), BESIDE, step=FEW)
SETTING_DOWN = tuple(Work((each, "tracker.xlsx")) for each in ("check-totals", "regenerate-appendix-1", "regenerate-appendix-2"))
WORKS = (REFRESH, *SETTING_DOWN, FOR_ALL, DRAFT, BIND, UNBIND, Work(("new", "new.xlsm", "--sample"), "new.xlsm"))
EVERY_WORK = pytest.mark.parametrize("work", WORKS, ids=[each.name for each in WORKS])
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A tracker whose every page is behind what was typed, so that each command has something to write; and it bound."""
    folder = tmp_path_factory.mktemp("stale")
    path = folder / "tracker.xlsx"
    assert se7("new", path, "--sample") == 0
    type_into(path, "Highways", {"J12": 20_000_000, "M12": 3})
    type_into(path, "Appendix 2", {"C6": "older words"})
    assert se7("bind", path, "--output", folder / "bound.xlsm") == 0
    held = {name: (folder / name).read_bytes() for name in ("tracker.xlsx", "bound.xlsm")}
    for work in WORKS:  # what they load is loaded once, and not by each process anew
        said(*arguments(folder, work))
    return held


@pytest.fixture(autouse=True)
def no_programs_and_a_temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def folder_of(tmp_path: Path, name: object, files: Files) -> Path:
    """A new folder with the files in it, in a folder of its own."""
    folder = tmp_path / f"of {name}" / "work"
    folder.mkdir(parents=True)
    for each, content in files.items():
        (folder / each).write_bytes(content)
    return folder


def arguments(folder: Path, work: Work) -> list[str]:
    named = ("tracker.xlsx", "bound.xlsm", "new.xlsm", "copies")
    return [str(folder / each) if each in named else each for each in work.command]


def run_in(folder: Path, work: Work, fatal: float = 0, how: str = "before") -> Ended:
    return run(arguments(folder, work), folder, fatal, how)


def is_whole(path: Path) -> bool:
    if path.suffix == ".eml":
        return path.read_bytes().rstrip().endswith(b"--")
    with ZipFile(path) as archive:
        return archive.testzip() is None


def all_in(folder: Path) -> Files:
    return {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def unfinished(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.name.endswith(UNFINISHED)]


def is_done(folder: Path, work: Work, before: Files) -> bool:
    """Whether the work is done; whatever lies in the folder under a name of its own must be whole, and the rest as it was."""
    shown = [each for each in folder.rglob("*") if each.is_file() and not each.name.endswith(UNFINISHED)]
    assert [each.name for each in shown if not is_whole(each)] == [] and before.keys() <= {each.name for each in shown}
    now = all_in(folder)
    assert [name for name in before if now[name] != before[name] and name != work.made] == []
    backups = [content for name, content in now.items() if "tracker.backup-" in name and name.endswith(".xlsx")]
    assert all(each == before["tracker.xlsx"] for each in backups)
    done = (folder / work.made).exists() and now[Path(work.made).name] != before.get(work.made)
    assert not done or backups or work.made not in before, "the version before is not kept"
    return done


def telling(calls: tuple[str, ...], step: int) -> list[int]:
    """The calls worth a fate; of many writes in a row, the first and the last and each so many between."""
    step = step if IN_CI else FEW
    beside = ((calls[max(at - 1, 0)], calls[min(at + 1, len(calls) - 1)]) for at in range(len(calls)))
    kinds = [{name, *near} for name, near in zip(calls, beside, strict=True)]
    found = [at + 1 for at, kind in enumerate(kinds) if kind != {"write"} or at % step == 0]
    return found if IN_CI or len(found) < 40 else [*found[:-20:5], *found[-20:]]


@EVERY_WORK
@pytest.mark.parametrize("how", ["before", "half"])
def test_killed_at_any_call_every_file_is_the_old_one_or_the_new_one(work: Work, how: str, stale: Files, tmp_path: Path) -> None:
    whole = folder_of(tmp_path, "whole", stale)
    done = run_in(whole, work)
    assert done.status in (0, 1) and is_done(whole, work, stale), done.said
    outcomes = []
    folder = folder_of(tmp_path, "killed", stale)
    for left, end in at_every_call(arguments(folder, work), folder, how, telling(done.calls, work.step)):
        assert end.status == KILLED
        outcomes.append(is_done(left, work, stale))
    assert len(outcomes) >= 8 and not outcomes[0] and outcomes == sorted(outcomes)
    assert outcomes[-1] or how == "before"


def test_killed_at_random_times_every_file_is_the_old_one_or_the_new_one(stale: Files, tmp_path: Path) -> None:
    dice, outcomes, lives = Random(2012), set(), {work: life_of(work, stale, tmp_path) for work in WORKS}
    for number in range(RUNS):
        folder, work = folder_of(tmp_path, number, stale), dice.choice(WORKS)
        done = run_in(folder, work, dice.uniform(0, lives[work]), "time")
        outcomes.add((done.status, is_done(folder, work, stale)))
        shutil.rmtree(folder.parent)
    assert {status for status, _ in outcomes} <= {KILLED, 0, 1} and (KILLED, False) in outcomes


def life_of(work: Work, files: Files, tmp_path: Path) -> float:
    """How many seconds the work takes."""
    folder, began = folder_of(tmp_path, f"the life of {work.name}", files), time.monotonic()
    run_in(folder, work)
    return time.monotonic() - began


@EVERY_WORK
def test_a_disk_full_from_any_call_on_leaves_everything_as_it_was(work: Work, stale: Files, tmp_path: Path) -> None:
    calls = run_in(folder_of(tmp_path, "whole", stale), work).calls
    told, folder = 0, folder_of(tmp_path, "full", stale)
    for left, end in at_every_call(arguments(folder, work), folder, "full", telling(calls, FEW)):
        if end.status != 2:  # nothing more had to be written by then
            assert end.status in (0, 1) and is_done(left, work, stale), end.said
            continue
        told += 1
        assert "the disk is full; make room" in end.said or "cannot be made" in end.said, end.said
        assert "Traceback" not in end.said and all_in(left) == stale
    assert told >= 3


@EVERY_WORK
def test_the_run_after_a_kill_does_its_work_and_clears_up_what_is_surely_dead(work: Work, stale: Files, tmp_path: Path) -> None:
    folder, seen = folder_of(tmp_path, "killed", stale), 0
    for left, end in at_every_call(arguments(folder, work), folder, "half", range(2, 10, 2)):
        assert end.status == KILLED and not is_done(left, work, stale)
        dead = unfinished(left)
        for each in dead:
            os.utime(each, (0, 0))
        if dead:
            seen += 1
            assert run_in(left, work).status in (0, 1) and is_done(left, work, stale) and unfinished(left) == []
    assert seen


@pytest.mark.parametrize("work", [REFRESH, DRAFT], ids=["refresh", "draft"])
def test_of_runs_at_once_one_wins_and_the_others_say_so(work: Work, stale: Files, tmp_path: Path) -> None:
    for number in range(5):
        folder = folder_of(tmp_path, number, stale)
        done = at_once(folder, work, 3)
        assert any(each.status in (0, 1) for each in done) and {each.status for each in done} <= {0, 1, 2}
        assert all("somebody changed the file" in each.said for each in done if each.status == 2), done
        assert is_done(folder, work, stale) and unfinished(folder) == []


@pytest.mark.parametrize("work", [BIND, UNBIND], ids=["bind", "unbind"])
def test_runs_at_once_that_make_the_same_file_leave_it_whole(work: Work, stale: Files, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "busy", stale)
    done = at_once(folder, work, 4)
    assert any(each.status == 0 for each in done)
    assert [each.said for each in done if each.status and "already; name another with --output" not in each.said] == []
    assert is_done(folder, work, stale) and unfinished(folder) == []


def at_once(folder: Path, work: Work, count: int) -> list[Ended]:
    notes = [folder.with_name(f"{each}.said") for each in range(count)]
    children = [begun(arguments(folder, work), each, Fate(0, "before", folder)) for each in notes]
    return [ended(*each) for each in zip(children, notes, strict=True)]


@EVERY_WORK
def test_a_folder_nobody_may_write_to_stays_as_it_is(work: Work, stale: Files, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "locked", stale)
    folder.chmod(0o555)
    try:
        done = run_in(folder, work, how="locked")
        assert done.status == 2 and all_in(folder) == stale
        assert "not yours to change" in done.said or "cannot be made" in done.said, done.said
    finally:
        folder.chmod(0o755)
