"""Whenever the process is killed while it saves, the file is the old version or the new one, whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD, PIECES = b"old" * 5000, (b"new" * 3000, b"and" * 20, b"the rest")
NEW = b"".join(PIECES)
CALLS = ("open", "write", "fsync", "fchmod", "link", "replace", "unlink", "close")
CHILD = f"""
import os, sys
from datetime import datetime
from pathlib import Path
from se7_excel.books.saving import put_in_place, version_of

path, fatal, moment, links = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4] == "links"
count = 0

def deadly(name, call):
    def counted(*arguments, **named):
        global count
        count += 1
        if count == fatal and moment == "half" and name == "write":
            call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        if count == fatal and moment != "after":
            os._exit(9)
        try:
            return call(*arguments, **named)
        finally:
            if count == fatal:
                os._exit(9)
    return counted

def refused(*arguments):
    raise OSError(1, "no links here")

if not links:
    os.link = refused
for name in {CALLS!r}:
    setattr(os, name, deadly(name, getattr(os, name)))
put_in_place(path, {PIECES!r}, datetime(2012, 1, 26, 9, 30), version_of(path))
print(count)
"""


def run(path: Path, fatal: int, moment: str, links: str) -> "subprocess.CompletedProcess[str]":
    arguments = [sys.executable, "-S", "-c", CHILD, str(path), str(fatal), moment, links]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(arguments, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)


@pytest.mark.parametrize("moment", ["before", "half", "after"])
@pytest.mark.parametrize("links", ["links", "no links"])
def test_killed_at_any_step_the_file_is_the_old_version_or_the_new_one(tmp_path: Path, moment: str, links: str) -> None:
    whole = tmp_path / "whole.xlsx"
    whole.write_bytes(OLD)
    steps = int(run(whole, 0, moment, links).stdout)
    assert whole.read_bytes() == NEW and steps >= 8
    outcomes = []
    for fatal in range(1, steps + 1):
        path = tmp_path / str(fatal) / "tracker.xlsx"
        path.parent.mkdir()
        path.write_bytes(OLD)
        assert run(path, fatal, moment, links).returncode == 9
        outcomes.append(path.read_bytes())
        assert outcomes[-1] in (OLD, NEW), f"killed {moment} step {fatal} of {steps}"
        backups = [each.read_bytes() for each in path.parent.glob("tracker.backup-*.xlsx")]
        assert outcomes[-1] == OLD or backups == [OLD], f"killed {moment} step {fatal} of {steps}"
        assert all(backup == OLD for backup in backups), f"killed {moment} step {fatal}: half a backup under a backup's name"
    assert outcomes == sorted(outcomes, key=lambda each: each == NEW)
    assert {OLD, NEW} == set(outcomes)


@pytest.mark.parametrize("fatal", [3, 5])
def test_the_run_after_a_kill_does_its_work(tmp_path: Path, fatal: int) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(OLD)
    assert run(path, fatal, "before", "links").returncode == 9
    assert run(path, 0, "before", "links").returncode == 0
    assert path.read_bytes() == NEW
