"""Excel opens what we make and what we change: the Open XML SDK, the schemas and our own lint find nothing wrong."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from se7_excel.entrances.new_tracker import blank_programme
from se7_excel.sample import sample_programme
from tests.entrances.officer import AWKWARD_NAMES, type_into
from tests.rendering.lint import faults
from tests.rendering.made import after_actions, awkward, named_in_full, tracker, widest
from tests.rendering.schemas import violations

Make = Callable[[], bytes]


def blank(workstreams: list[str], years: int = 4) -> bytes:
    return tracker(blank_programme("", ["O'Neill's & Sons", "C<D", '"E"'], workstreams, "2026/27", years, ""))


def seen_from_kent() -> bytes:
    programme = sample_programme()
    kent = programme.party("Kent")
    assert kent
    return tracker(programme.reported_by(kent))


MADE: dict[str, Make] = {
    "the 2012 tracker": lambda: tracker(sample_programme()),
    "a blank tracker": lambda: blank([]),
    "one year": lambda: blank(["Waste"], 1),
    "ten years and thirty authorities": lambda: tracker(widest()),
    "awkward names": lambda: blank(list(AWKWARD_NAMES)),
    "awkward amounts": lambda: tracker(awkward()),
    "long names": lambda: tracker(named_in_full()),
    "Kent's point of view": seen_from_kent,
    "no workstreams": lambda: tracker(replace(sample_programme(), workstreams=(), longer_term=())),
}


@cache
def made(name: str) -> bytes:
    return MADE[name]()


@pytest.fixture(scope="module")
def refreshed(tracker_2012: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The 2012 tracker after an officer's day: texts for amounts, a new line, a shorter Longer term, all actions."""
    path = tmp_path_factory.mktemp("refreshed") / "tracker.xlsx"
    path.write_bytes(tracker_2012)
    type_into(
        path, "Highways", {"G12": "£6m", "H12": "TBC", "D13": "level", "M12": 3, "A14": "A & B <C>", "B14": "Kent", "G14": 0.07}
    )
    type_into(path, "Longer term", {"B5": 5, "F5": "yes", **dict.fromkeys(("A7", "B7", "C7", "D7", "E7"))})
    return after_actions(path.read_bytes())


@pytest.mark.parametrize("name", MADE)
def test_the_open_xml_sdk_finds_nothing_in_a_made_workbook(name: str, ooxml_validator: str, tmp_path: Path) -> None:
    assert sdk_errors(ooxml_validator, made(name), tmp_path) == []


@pytest.mark.parametrize("name", MADE)
def test_the_schemas_find_nothing_in_a_made_workbook(name: str, schemas: Path) -> None:
    assert violations(made(name), schemas) == []


@pytest.mark.parametrize("name", MADE)
def test_the_lint_finds_nothing_in_a_made_workbook(name: str) -> None:
    assert faults(made(name)) == []


def test_the_open_xml_sdk_finds_nothing_in_a_refreshed_workbook(refreshed: bytes, ooxml_validator: str, tmp_path: Path) -> None:
    assert sdk_errors(ooxml_validator, refreshed, tmp_path) == []


def test_the_schemas_find_nothing_in_a_refreshed_workbook(refreshed: bytes, schemas: Path) -> None:
    assert violations(refreshed, schemas) == []


def test_the_lint_finds_nothing_in_a_refreshed_workbook(refreshed: bytes) -> None:
    assert faults(refreshed) == []


def sdk_errors(program: str, data: bytes, folder: Path) -> list[object]:
    """What the Open XML SDK says against the workbook."""
    path = folder / "workbook.xlsx"
    path.write_bytes(data)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert told["ok"] is (done.returncode == 0)
    errors: list[object] = told["errors"]
    return errors
