"""What a press costs, counted rather than timed: modules loaded, parts unpacked, parts packed, and growth with lines."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.trackers import change_one_amount, make
from se7_excel.actions import CHECK_TOTALS, REFRESH_TOTALS, run
from se7_excel.books import archive
from se7_excel.books.archive import Archive
from se7_excel.books.file_book import FileBook
from se7_excel.books.sheet_part import SheetPart
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.sheets.reading import read_tracker

NOW = datetime(2012, 1, 26, 9, 30)
MOST_MODULES = 120
UNNEEDED = (
    *("se7_excel.issued", "se7_excel.binding", "se7_excel.inspection", "se7_excel.outgoing"),
    *("se7_excel.entrances.verify", "se7_excel.entrances.email_commands", "traceback", "zipfile", "tempfile"),
)


@pytest.fixture(scope="module")
def trackers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trackers of the benchmark, of three tabs."""
    folder = tmp_path_factory.mktemp("trackers")
    make(folder, 3, 12)
    return folder


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each part is unpacked whole."""
    counted: Counter[str] = Counter()
    original = Archive.read

    def read(self: Archive, name: str) -> bytes:
        counted[name] += 1
        return original(self, name)

    monkeypatch.setattr(Archive, "read", read)
    return counted


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are packed anew."""
    names: list[str] = []
    original = archive._packed

    def pack(member: archive.Member, content: bytes) -> tuple[bytes, bytes, bytes]:
        names.append(member.name)
        return original(member, content)

    monkeypatch.setattr(archive, "_packed", pack)
    return names


def loaded_by(command: str, tracker: Path) -> set[str]:
    code = (
        "import sys; from se7_excel.entrances.cli import main;"
        f"main([{command!r}, {str(tracker)!r}, '--preview']); print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stderr.split())


def test_refreshing_loads_nothing_that_other_commands_need(trackers: Path) -> None:
    loaded = loaded_by("refresh-totals", trackers / "changed.xlsx")
    assert [name for name in UNNEEDED if name in loaded] == []
    assert len([name for name in loaded if name.startswith("se7_excel")]) <= MOST_MODULES


def test_what_reads_printed_tables_is_loaded_once_appendix_1_is_set_down(tracker_file: Path) -> None:
    assert "se7_excel.issued.checks" in loaded_by("refresh-totals", tracker_file)


def test_one_amount_changed_packs_its_tab_and_the_log_anew(trackers: Path, packed: list[str], tmp_path: Path) -> None:
    outcome, saved = run_on_file(REFRESH_TOTALS, trackers / "changed.xlsx", NOW, output=tmp_path / "out.xlsx", who="An officer")
    assert len(outcome.changes) == 5
    assert saved.path
    assert len(packed) == 2
    assert all(name.startswith("xl/worksheets/") for name in packed)


def test_a_second_press_packs_nothing_and_writes_nothing(trackers: Path, packed: list[str]) -> None:
    tracker = trackers / "unchanged.xlsx"
    before = tracker.stat().st_mtime_ns
    _, saved = run_on_file(REFRESH_TOTALS, tracker, NOW, who="An officer")
    assert (packed, saved.path, tracker.stat().st_mtime_ns) == ([], None, before)


def test_a_second_press_unpacks_each_tab_once(trackers: Path, unpacked: Counter[str]) -> None:
    run_on_file(REFRESH_TOTALS, trackers / "unchanged.xlsx", NOW)
    tabs = {name: times for name, times in unpacked.items() if name.startswith(("xl/worksheets/sheet", "xl/tables/"))}
    assert tabs
    assert set(tabs.values()) == {1}


def test_only_the_tab_that_changes_is_unpacked_again(trackers: Path, unpacked: Counter[str], tmp_path: Path) -> None:
    run_on_file(REFRESH_TOTALS, trackers / "changed.xlsx", NOW, output=tmp_path / "out.xlsx")
    again = [name for name, times in unpacked.items() if times > 1 and name.startswith("xl/worksheets/sheet")]
    assert len(again) == 1


def test_the_rows_of_each_tab_are_gone_through_once(trackers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: Counter[bytes] = Counter()
    original = SheetPart.rows
    monkeypatch.setattr(SheetPart, "rows", lambda self: counted.update([self.data]) or original(self))
    run(REFRESH_TOTALS, FileBook.open(trackers / "unchanged.xlsx"))
    assert set(counted.values()) == {1}


def test_nothing_is_kept_of_calculated_cells_that_all_say_what_they_should(trackers: Path) -> None:
    unchanged, changed = (read_tracker(FileBook.open(trackers / f"{name}.xlsx")) for name in ("unchanged", "changed"))
    assert [len(page.cells) for page in unchanged.calculated] == [0, 0, 0]
    assert [len(page.cells) for page in changed.calculated] == [60, 0, 0]


@pytest.mark.parametrize("action", [REFRESH_TOTALS, CHECK_TOTALS], ids=lambda action: action.name)
def test_twice_the_lines_take_at_most_twice_the_steps(action: object, tmp_path: Path) -> None:
    small, large = (_calls(tmp_path, lines, action) for lines in (100, 200))
    assert large < 2.1 * small


def _calls(folder: Path, lines: int, action: object) -> int:
    """How many functions are called to run the action on a tracker of one tab with so many lines."""
    place = folder / str(lines)
    place.mkdir()
    make(place, 1, lines)
    change_one_amount(place / "unchanged.xlsx", place / "changed.xlsx")
    book, count = FileBook.open(place / "changed.xlsx"), 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counting)
    try:
        run(action, book)  # type: ignore[arg-type]
    finally:
        sys.setprofile(None)
    return count
