"""What searches through strange files found, each as a test of its own."""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.changes import refuse_to_cover
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.page import Cell, Mark, Page
from tests.entrances.officer import MAIN, type_into
from tests.foreign import unpacked
from tests.hostile.changed import PutIn, done
from tests.hostile.commands import misbehaviour, said
from tests.hostile.halves import OTHER_KINDS, of_another_kind
from tests.hostile.returned import Return, in_workbook, replaced, rows_swapped, tables_converted
from tests.hostile.structure import Book

ACTIONS = ("refresh-totals", "check-totals", "regenerate-appendix-1", "regenerate-appendix-2")
UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither such devices nor such pipes")
AT_ONCE = 2.0


@pytest.fixture
def path(tracker_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", "")
    return tracker_file


@UNIX
@pytest.mark.parametrize("command", [*ACTIONS, "inspect", "export"])
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_instead_of_read_without_end(command: str, device: str) -> None:
    began = time.monotonic()
    ended = said(command, device)
    assert (ended.status, ended.out) == (2, "") and "this is a device, not a file" in ended.err
    assert time.monotonic() - began < AT_ONCE


@UNIX
def test_a_tracker_is_read_from_a_pipe_too(path: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_bytes, args=(path.read_bytes(),), daemon=True).start()
    assert "£83.85m quantified" in said("check-totals", pipe, "--preview").out


@UNIX
def test_a_pipe_without_end_is_refused_at_the_limit_of_a_file() -> None:
    endless = subprocess.Popen(
        [sys.executable, "-c", "while True: print('y' * 9999)"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    command = [sys.executable, "-m", "se7_excel", "check-totals", "/dev/stdin", "--preview"]
    try:
        limit = {**os.environ, "SE7_LIMIT_FILE_SIZE": "4"}
        done = subprocess.run(command, stdin=endless.stdout, capture_output=True, text=True, timeout=60, env=limit, check=False)
    finally:
        endless.kill()
        endless.communicate()
    assert done.returncode == 2 and "more than the 4 MiB we open" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", OTHER_KINDS)
@pytest.mark.parametrize("tab", ["Settings", "Waste", "Longer term", "Appendix 1 data", "Appendix 1", "Checks", "Log"])
def test_a_sheet_without_cells_that_bears_the_name_of_a_tab_of_ours_stops_no_command_with_a_trace(
    tab: str, kind: str, path: Path, tmp_path: Path
) -> None:
    sound = tmp_path / "sound.xlsx"
    sound.write_bytes(path.read_bytes())
    made = of_another_kind(tab, kind)(path.read_bytes())
    commands = [(each, "FILE") for each in ACTIONS] + [("inspect", "FILE"), ("compare", "FILE", "SOUND")]
    assert [wrong for each in commands if (wrong := misbehaviour(each, made, path, sound))] == []
    path.write_bytes(made)
    ended = said("check-totals", path)
    assert ended.status == (1 if tab == "Log" else 2)
    assert tab == "Log" or f"the tab “{tab}” is {kind}, which holds no cells; rename it" in ended.err


def with_name(name: str, refers_to: str) -> Return:
    """The tracker with a defined name of ours led elsewhere."""

    def change(book: object) -> None:
        for each in book.iter(f"{MAIN}definedName"):  # type: ignore[attr-defined]
            if each.get("name") == name:
                each.text = refers_to

    return in_workbook(change)


def with_table(name: str, area: str) -> Return:
    """The tracker with a table of ours drawn over this area."""

    def change(data: bytes) -> bytes:
        parts = unpacked(data)
        part = next(each for each in parts if re.search(rb'displayName="%s"' % name.encode(), parts[each]))
        return replaced(part, rb' ref="[^"]*"', b' ref="%s"' % area.encode())(data)

    return change


VAST: dict[str, tuple[str, Return]] = {
    "a page's name over the whole sheet": (
        "regenerate-appendix-1",
        with_name("SE7_Appendix_1", "'Appendix 1'!$A$1:$XFD$1048576"),
    ),
    "a page's name over rows as wide as the sheet": (
        "regenerate-appendix-1",
        with_name("SE7_Appendix_1", "'Appendix 1'!$A$1:$XFD$30"),
    ),
    "a page's name far down": ("regenerate-appendix-1", with_name("SE7_Appendix_1", "'Appendix 1'!$A$1:$E$99999")),
    "a part's name over the whole sheet": (
        "regenerate-appendix-1",
        with_name("SE7_Data_authority", "'Appendix 1 data'!$A$1:$XFD$1048576"),
    ),
    "the table of Checks to the end": ("check-totals", with_table("SE7_Checks", "A8:XFD1048576")),
    "the table of lines to the end": ("refresh-totals", with_table("SE7_Lines_2", "A11:XFD1048576")),
    "the table of the Log to the end": ("refresh-totals", with_table("SE7_Log", "A4:XFD1048576")),
    "the table of parties to the end": ("refresh-totals", with_table("SE7_Parties", "A13:C1048576")),
    "the table of acceptances to the end": ("check-totals", with_table("SE7_Accepted", "A4:XFD1048576")),
}


@pytest.mark.parametrize("kind", VAST)
def test_an_area_of_ours_drawn_to_the_end_of_its_sheet_is_not_gone_through_cell_by_cell(kind: str, path: Path) -> None:
    action, change = VAST[kind]
    made = change(path.read_bytes())
    path.write_bytes(made)
    began = time.monotonic()
    ended = said(action, path)
    assert time.monotonic() - began < AT_ONCE
    assert "£83.85m quantified" in ended.out or (ended.status == 2 and "far beyond what we set down" in ended.err), ended
    assert ended.status < 2 or path.read_bytes() == made


def test_pages_that_lost_their_tables_are_known_again_from_another_point_of_view(path: Path) -> None:
    path.write_bytes(tables_converted(path.read_bytes()))
    assert "Target ladder" in said("regenerate-appendix-1", path, "--for", "Kent").out
    assert "Nothing to change" in said("regenerate-appendix-1", path, "--for", "Kent").out


def test_a_page_of_the_officers_own_under_a_title_of_ours_is_left_alone(path: Path) -> None:
    path.write_bytes(tables_converted(path.read_bytes()))
    type_into(path, "Target ladder", dict.fromkeys([f"{column}4" for column in "ABCDEFGHIJ"], "our own heading"))
    made = path.read_bytes()
    ended = said("regenerate-appendix-1", path)
    assert ended.status == 2 and "Target ladder!A4 holds “our own heading”, which we did not write" in ended.err
    assert path.read_bytes() == made


def test_a_page_as_long_as_its_findings_is_never_refused_for_its_length() -> None:
    rows, area = 60_000, Area(8, 1, 60_007, 12)
    grid = Grid("Checks", {row: dict.fromkeys(range(1, 13), "x") for row in range(8, rows + 8)}, areas={"SE7_Checks": area})
    refuse_to_cover(Page("Checks", {(8, 1): Cell("x")}, (Mark("SE7_Checks", Area(8, 1, 9, 12)),)), grid)


def test_a_line_above_its_headings_is_told_as_one_that_no_total_covers(path: Path) -> None:
    path.write_bytes(rows_swapped("Waste", 11, 12)(path.read_bytes()))
    assert "C26 fail: Waste!B11: row 11 looks like a line but stands above its headings" in said("check-totals", path).out


@pytest.mark.parametrize(
    ("tab", "row", "told"),
    [
        (
            "Longer term",
            6,
            ("Longer term!A7: rows 7 and 8 read like rows of the table headed “Workstream” but stand outside it",),
        ),
        ("Settings", 19, ("Settings!E20: row 20 reads like a row of the table headed “Workstream” but stands outside it",)),
    ],
)
def test_rows_parted_from_their_table_by_a_blank_row_are_told_once_it_is_no_excel_table(
    tab: str, row: int, told: tuple[str, ...], path: Path
) -> None:
    tracker = path.read_bytes()
    for data, is_told in ((tracker, False), (tables_converted(tracker), True)):
        path.write_bytes(done(Book(data), [PutIn(tab, "row", row, 1)]))
        ended = said("check-totals", path, "--preview")
        assert all((f"C26 fail: {each}" in ended.out) == is_told for each in told), ended
