"""Workbooks broken in thousands of ways, byte by byte and element by element: every command reads them or refuses them."""

import os
import time
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest

from tests.entrances.officer import type_into
from tests.foreign import foreign_tracker
from tests.hostile.commands import COMMANDS, misbehaviour
from tests.hostile.mutations import broken

SECONDS = 20 if os.environ.get("CI") else 6
A_FILE_EACH = 6  # commands tried on one broken file
SLOW = 10.0


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@pytest.fixture(scope="module")
def corpus(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Trackers of several hands: ours, one with work waiting in it, one of openpyxl's, one of XlsxWriter's, and no tracker."""
    stale = tmp_path_factory.mktemp("stale") / "stale.xlsx"
    stale.write_bytes(sound.read_bytes())
    type_into(stale, "Highways", {"J12": 20_000_000, "M12": 3, "A14": "A & B <C>", "B14": "Kent", "G14": "TBC", "H14": "£6m"})
    saved = BytesIO()
    openpyxl.load_workbook(sound).save(saved)
    made = {"ours": sound.read_bytes(), "stale": stale.read_bytes(), "openpyxl": saved.getvalue()}
    return made | {"XlsxWriter": foreign_tracker(), "no tracker": stranger()}


@cache
def stranger() -> bytes:
    """A budget of somebody's that has nothing to do with savings."""
    book, held = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    for row in (("Budget", 2011, 2012), ("Roads", 10.5, 12), ("Schools", 100, "=C2*2"), ("Total", "=SUM(B2:B3)", "=SUM(C2:C2)")):
        sheet.append(row)
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["ours", "stale", "openpyxl", "XlsxWriter", "no tracker"])
def test_no_command_crashes_on_a_broken_file(kind: str, corpus: dict[str, bytes], sound: Path, tmp_path: Path) -> None:
    number, end = 0, time.monotonic() + SECONDS / len(corpus)
    while time.monotonic() < end:
        dice = Random(f"{kind} {number}")
        data = broken(corpus[kind], dice)
        for command in dice.sample(COMMANDS, A_FILE_EACH):
            started = time.monotonic()
            wrong = misbehaviour(command, data, tmp_path / "file.xlsx", sound)
            assert not wrong, f"{kind} {number}: {wrong}"
            assert time.monotonic() - started < SLOW, f"{kind} {number}: {' '.join(command)} takes too long"
        number += 1
    assert number
