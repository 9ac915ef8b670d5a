"""Trackers as they come back from others: each works with the same figures, or says what to mend and stays as it was.

LibreOffice and openpyxl are run. Excel, Google Sheets and Numbers could not be had: `exported` imitates what is known of their
files. Not known, and so not held, is what Google Sheets makes of Excel's tables since it has tables itself, how Numbers names
tabs whose table has a name of its own, and what either leaves of protection, print set-up and charts.
"""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.entrances.officer import MAIN, se7
from tests.foreign import unpacked
from tests.hostile import exported, returned
from tests.hostile.commands import COMMANDS, misbehaviour, said
from tests.hostile.returned import Return

HEADLINE = "£83.85m quantified, 2 of 6 workstreams not"
ACTIONS = ("refresh-totals", "regenerate-appendix-1", "regenerate-appendix-2", "check-totals")
PROTECTED = b'</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>'
FILTER = b'<filterColumn colId="1"><filters><filter val="SE7"/></filters></filterColumn>'
FILTERED = b'</sheetData><autoFilter ref="A11:P13">' + FILTER + b"</autoFilter>"
GROUPED = rb'<row outlineLevel="1" hidden="1" \1'
OUTLINED = rb'<row outlineLevel="1" \1'
FOLDED = b'<col width="15" min="8" max="9" outlineLevel="1" hidden="1" collapsed="1"/></cols>'
TABLE_FILTERED = b'<autoFilter ref="A11:P13">' + FILTER + b"</autoFilter>"


def with_tab(tab: str, name: str, value: str) -> Return:
    """The tracker with an attribute of a tab's entry in the list of tabs set."""
    return returned.in_workbook(lambda book: [e.set(name, value) for e in book.iter(f"{MAIN}sheet") if e.get("name") == tab])


def renamed(old: str, new: str) -> Return:
    return with_tab(old, "name", new)


def views_grouped(data: bytes) -> bytes:
    """All tabs selected at once, so that whatever is typed on one goes to all."""
    for tab in ("Highways", "Waste", "ICT"):
        data = returned.replaced(tab, rb"<sheetView ", b'<sheetView tabSelected="1" ')(data)
    return data


def saved_by_openpyxl(data: bytes) -> bytes:
    held = BytesIO()
    openpyxl.load_workbook(BytesIO(data)).save(held)
    return held.getvalue()


def dated_from_1904(data: bytes) -> bytes:
    """Every day counted from 1904, as a workbook begun on an old Mac counts them."""
    days = re.compile(rb'(<c r="B(?:8|9|10)"[^>]*><v>)(\d+)(</v>)')
    part = returned.part_of(data, "Settings")
    shifted = days.sub(lambda day: day[1] + b"%d" % (int(day[2]) - 1462) + day[3], unpacked(data)[part])
    assert shifted != unpacked(data)[part]
    changed = returned.replaced("xl/workbook.xml", rb"<workbookPr/>", b'<workbookPr date1904="1"/>')(data)
    return returned.packed(unpacked(changed) | {part: shifted})


def copied_in_front(data: bytes) -> bytes:
    """The copy of a tab dragged before the tab it was made of."""
    return returned.reordered(returned.copied(data))


WORKS: dict[str, Return] = {
    "as it was sent": lambda data: data,
    "a column of the officers' own put in": returned.column_inserted("Waste", "D", "Contact"),
    "a column of the officers' own between the years": returned.column_inserted("Waste", "I", "Contract ref"),
    "columns moved": returned.column_moved("Waste", "F", "B"),
    "the note moved to the front": returned.column_moved("Waste", "P", "A"),
    "tabs in another order": returned.reordered,
    "a tab copied": returned.copied,
    "a tab copied, the copy in front": copied_in_front,
    "a tab that nothing is written to protected": returned.replaced("Settings", rb"</sheetData>", PROTECTED),
    "to be opened for reading only": returned.replaced(
        "xl/workbook.xml", rb"<workbookPr/>", b'<fileSharing readOnlyRecommended="1"/><workbookPr/>'
    ),
    "days counted from 1904": dated_from_1904,
    "rows grouped and not folded": returned.replaced("Waste", rb'<row (r="13")', OUTLINED),
    "a filter that hides nothing": returned.replaced("Waste", rb"</sheetData>", b'</sheetData><autoFilter ref="A11:P13"/>'),
    "a tab of ours renamed that need not be there": renamed("Charts", "Pictures"),
    "a tab renamed in another case and spacing": renamed("Longer term", "LONGER  term"),
    "tabs selected together": views_grouped,
    "lines sorted": returned.rows_swapped("Waste", 12, 13),
    "tables turned into ranges": returned.tables_converted,
    "values stripped": returned.without_values,
    "opened and saved by openpyxl": saved_by_openpyxl,
    "as Excel writes it, so far as known": exported.as_excel_saves,
    "as Google Sheets writes it, so far as known": exported.as_google_saves,
    "as Numbers writes it, so far as known": exported.as_numbers_saves,
    "as older versions of Numbers write it, so far as known": exported.as_numbers_saves_values,
    "by Google Sheets and then by openpyxl": lambda data: saved_by_openpyxl(exported.as_google_saves(data)),
}
FOUND: dict[str, tuple[Return, str]] = {
    "a filter set": (returned.replaced("Waste", rb"</sheetData>", FILTERED), "C27 fail: Waste: a filter is active"),
    "rows grouped and folded away": (returned.replaced("Waste", rb'<row (r="13")', GROUPED), "C27 fail: Waste: hidden: row 13"),
    "columns grouped and folded away": (returned.replaced("Waste", rb"</cols>", FOLDED), "C27 fail: Waste: hidden: column"),
    "a filter set in a table": (
        returned.replaced("xl/tables/table6.xml", rb"<autoFilter [^>]*/>", TABLE_FILTERED),
        "C27 fail: Waste: a filter is active",
    ),
    "a tab hidden": (with_tab("Waste", "state", "hidden"), "C27 fail: Waste: the tab is hidden"),
    "a tab hidden from the menu too": (with_tab("Waste", "state", "veryHidden"), "C27 fail: Waste: the tab is hidden"),
    "two tabs that exchanged names": (
        lambda data: renamed("§", "SEN")(renamed("SEN", "Waste")(renamed("Waste", "§")(data))),
        "C20 warn: Waste!A1 says “Special Educational Needs (SEN)” where Settings!E15 says “Waste”",
    ),
}
REFUSED: dict[str, tuple[Return, str]] = {
    "a workstream's tab renamed": (renamed("Waste", "Rubbish"), "Settings!F15: there is no tab named “Waste”"),
    "Settings named with its table, as Numbers may": (renamed("Settings", "Settings - Table 1"), "no tab named “Settings”"),
    "Settings renamed": (renamed("Settings", "Set-up"), "there is no tab named “Settings”"),
    "Longer term renamed": (renamed("Longer term", "Later"), "there is no tab named “Longer term”"),
    "a tab that is to be written protected": (
        lambda data: returned.replaced("Waste", rb"</sheetData>", PROTECTED)(returned.without_values(data)),
        "the tab Waste is protected; lift it in Excel under Review, Unprotect Sheet",
    ),
    "the structure protected": (
        returned.replaced("xl/workbook.xml", rb"<workbookProtection/>", b'<workbookProtection lockStructure="1"/>'),
        "the structure of the workbook is protected; lift it",
    ),
}


EVERY = [*WORKS, *FOUND, *REFUSED]
ONE_IN = 4


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sent") / "tracker.xlsx"
    assert se7("new", path, "--sample") == 0
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.xlsx"


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "soffice" not in request.fixturenames:
        monkeypatch.setenv("PATH", "")


def works(data: bytes, path: Path) -> None:
    """Every action says the same figures, a second one has nothing to do, and the register is the one that was sent."""
    path.write_bytes(data)
    for action in ACTIONS:
        ended = said(action, path)
        assert ended.status in (0, 1) and HEADLINE in ended.out, ended.err
        assert "C01 fail" not in ended.out and "C03 fail" not in ended.out and "C28 fail" not in ended.out, ended.out
    for action in ACTIONS:
        assert "Nothing to change" in said(action, path).out, action


@pytest.mark.parametrize("way", WORKS)
def test_a_tracker_that_comes_back_so_works_with_the_same_figures(way: str, sent: bytes, path: Path) -> None:
    works(WORKS[way](sent), path)


@pytest.mark.parametrize("way", WORKS)
def test_a_tracker_that_comes_back_so_differs_in_no_figure_from_the_one_sent(way: str, sent: bytes, path: Path) -> None:
    sound = path.with_name("sound.xlsx")
    sound.write_bytes(sent)
    path.write_bytes(WORKS[way](sent))
    ended = said("compare", sound, path)
    assert ended.status == 0 and "Nothing differs" in ended.out, ended.out + ended.err


@pytest.mark.parametrize("way", FOUND)
def test_a_tracker_that_comes_back_so_is_told_of(way: str, sent: bytes, path: Path) -> None:
    change, sentence = FOUND[way]
    path.write_bytes(change(sent))
    ended = said("check-totals", path)
    assert ended.status == 1 and sentence in ended.out and HEADLINE in ended.out


@pytest.mark.parametrize("way", REFUSED)
def test_a_tracker_that_comes_back_so_says_what_to_mend_and_stays_as_it_was(way: str, sent: bytes, path: Path) -> None:
    change, sentence = REFUSED[way]
    path.write_bytes(change(sent))
    before = path.read_bytes()
    ended = said("refresh-totals", path)
    assert (ended.status, ended.out) == (2, "") and sentence in ended.err
    assert path.read_bytes() == before and [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("way", EVERY)
def test_no_command_misbehaves_on_a_tracker_that_comes_back_so(way: str, sent: bytes, path: Path) -> None:
    sound = path.with_name("sound.xlsx")
    sound.write_bytes(sent)
    made = (WORKS.get(way) or (FOUND | REFUSED)[way][0])(sent)
    commands = COMMANDS[EVERY.index(way) % ONE_IN :: ONE_IN]  # a part of them each, all of them in turn
    assert [wrong for each in commands if (wrong := misbehaviour(each, made, path, sound))] == []


@pytest.mark.parametrize("way", [each for each in WORKS if each.startswith("as ") or "by " in each])
def test_a_tracker_another_program_saved_can_be_seen_from_another_point_of_view(way: str, sent: bytes, path: Path) -> None:
    path.write_bytes(WORKS[way](sent))
    for action in ("regenerate-appendix-2", "regenerate-appendix-1"):
        ended = said(action, path, "--for", "Kent")
        if "Numbers" in way and action == "regenerate-appendix-1":
            # Numbers leaves no name by which to know how far down Appendix 1 reaches.
            assert ended.status == 2 and "Appendix 1!A2 holds “Report of 26 January 2012." in ended.err
        else:
            assert ended.status == 1 and HEADLINE in ended.out, ended.err
            assert "Nothing to change" in said(action, path, "--for", "Kent").out


@pytest.mark.parametrize("by_way_of", [("xlsx",), ("ods", "xlsx")], ids=" ".join)
def test_a_tracker_saved_by_libreoffice_works_with_the_same_figures(
    by_way_of: tuple[str, ...], sent: bytes, path: Path, soffice: str, tmp_path: Path
) -> None:
    saved = tmp_path / "sent" / "tracker.xlsx"
    saved.parent.mkdir()
    saved.write_bytes(sent)
    for kind in by_way_of:
        folder = tmp_path / kind
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(saved)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        saved = folder / f"tracker.{kind}"
    works(saved.read_bytes(), path)


def test_a_spreadsheet_of_libreoffice_itself_is_told_apart(sent: bytes, path: Path) -> None:
    path.write_bytes(returned.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}))
    ended = said("check-totals", path)
    assert ended.status == 2 and "OpenDocument file (.ods)" in ended.err
