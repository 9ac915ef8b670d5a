"""Files that are no workbooks, workbooks that are no trackers, half trackers: each is refused in a sentence, or served right."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from se7_excel.actions import ACTIONS
from tests.hostile import halves
from tests.hostile.commands import COMMANDS, LEAVING, PREVIEWS, READING, misbehaviour, run_on, said
from tests.hostile.returned import Return
from tests.hostile.strangers import STRANGERS, stranger

HEADLINE = "  £83.85m quantified, 2 of 6 workstreams not;"
OTHERS = (*PREVIEWS, *READING, *LEAVING)
ONE_IN = 2 if os.environ.get("CI") else 8  # elsewhere a part of the half trackers is tried, another one with each kind
SETTLED = tuple(each.command for each in ACTIONS)
TOLD_AS_YEARS = [("Waste", f"{column}11") for column in "GHIJ"]
WORKSTREAM_ROW = 19  # of the last workstream of Settings, which no longer-term figure speaks of
Half = tuple[str, Return]


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("name", STRANGERS)
def test_no_command_misbehaves_on_a_file_that_is_no_tracker(name: str, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    assert [wrong for each in COMMANDS if (wrong := misbehaviour(each, stranger(name), path, sound))] == []


@pytest.mark.parametrize("name", STRANGERS)
def test_an_action_on_a_file_that_is_no_tracker_says_so_and_ends_with_status_2(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    for action in SETTLED:
        path.write_bytes(stranger(name))
        ended = said(action, path)
        assert (ended.status, ended.out) == (2, "") and ended.err.startswith(f"se7: {path}: "), ended
        assert path.read_bytes() == stranger(name) and [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_folder_in_the_place_of_a_file_is_told_as_one(command: tuple[str, ...], sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "written" / "in" / "folder.xlsx"
    folder.mkdir(parents=True)
    (tmp_path / "written" / "written").mkdir()
    (folder.parent / "written").mkdir()
    ended = run_on(command, folder, sound)
    assert ended.status == 2 and "folder" in ended.err and ended.err.count("\n") == 1, ended
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_not_there_is_told_as_missing(command: tuple[str, ...], sound: Path, tmp_path: Path) -> None:
    (tmp_path / "written").mkdir()
    ended = run_on(command, tmp_path / "none.xlsx", sound)
    assert ended.status == 2 and "no such file" in ended.err and not (tmp_path / "none.xlsx").exists(), ended


def tabs_missing(data: bytes) -> Iterator[Half]:
    yield from ((f"no tab {tab}", halves.without_tab(tab)) for tab in halves.TABS)
    yield from ((f"nothing on {tab}", halves.emptied(tab)) for tab in halves.TABS)


def tabs_of_another_kind(data: bytes) -> Iterator[Half]:
    kinds = tuple(halves.OTHER_KINDS)
    for number, tab in enumerate(halves.TABS):
        kind = kinds[number % len(kinds)]
        yield f"{tab} is {kind}", halves.of_another_kind(tab, kind)


def names_missing(data: bytes) -> Iterator[Half]:
    yield from ((f"no name {name}", halves.without_name(name)) for name in halves.names(data))
    yield from ((f"no table {part}", halves.without_table(part)) for part in halves.tables(data))


def settings_missing(data: bytes) -> Iterator[Half]:
    yield from ((f"no row {row} of Settings", halves.without_row("Settings", row)) for row in halves.SETTINGS_ROWS)


def headings_missing(data: bytes) -> Iterator[Half]:
    yield from ((f"nothing in {tab}!{cell}", halves.without_cell(tab, cell)) for tab, cell in halves.headings(data))


KINDS = (tabs_missing, tabs_of_another_kind, names_missing, settings_missing, headings_missing)


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_half_a_tracker_is_served_with_the_same_figures_or_refused_in_a_sentence(
    kind: Callable[[bytes], Iterator[Half]], sound: Path, tmp_path: Path
) -> None:
    data, path = sound.read_bytes(), tmp_path / "file.xlsx"
    for number, (name, change) in enumerate(kind(data)):
        if number % ONE_IN == 0:
            made = change(data)
            assert not (wrong := misbehaviour(OTHERS[number // ONE_IN % len(OTHERS)], made, path, sound)), f"{name}: {wrong}"
            path.write_bytes(made)
            ended = said(SETTLED[number // ONE_IN % len(SETTLED)], path)
            assert ended.status == 2 or HEADLINE in ended.out or is_told(name, ended.out), f"{name}: {ended}"
            assert ended.status < 2 or (path.read_bytes() == made and ended.err.count("\n") == 1), f"{name}: {ended}"
            for backup in tmp_path.glob("*.backup-*"):
                backup.unlink()


def is_told(name: str, out: str) -> bool:
    """Whether other figures are what is missing, and the findings say so."""
    if any(f"{tab}!{cell}" in name for tab, cell in TOLD_AS_YEARS):
        return "C22 fail: Waste has no column for " in out
    return name == f"no row {WORKSTREAM_ROW} of Settings" and ("C25 fail: " in out or "C20 warn: " in out)


@pytest.mark.parametrize("tab", ["Settings", "SEN", "Longer term", "Appendix 1 data"])
def test_a_tab_that_is_needed_and_missing_is_named(tab: str, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(halves.without_tab(tab)(sound.read_bytes()))
    ended = said("check-totals", path)
    assert ended.status == 2 and f"there is no tab named “{tab}”" in ended.err


@pytest.mark.parametrize("column", "ABCDEFKLMNO")
def test_a_heading_that_is_needed_and_missing_is_named_with_its_tab_and_row(column: str, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(halves.without_cell("SEN", f"{column}11")(sound.read_bytes()))
    ended = said("refresh-totals", path)
    assert (
        ended.status == 2
        and "SEN, row 11: the heading “" in ended.err
        and "” is missing; put it back above its column" in ended.err
    )
