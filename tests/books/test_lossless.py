"""On workbooks our code did not make, an action changes the parts it must and nothing else in them but its own cells."""

import io
import re
import warnings

import openpyxl
import pytest
from lxml import etree

from se7_excel.actions import ACTIONS, Action, Outcome, run
from se7_excel.books.file_book import FileBook
from se7_excel.errors import OccupiedCell
from se7_excel.sheets.addresses import cell_position
from tests.foreign import HEADINGS, LINES, foreign_tracker, raw_members, sheet_part, unpacked, with_parts

REFRESH, CHECK, REGENERATE, REGENERATE_2 = ACTIONS
EVERY_ACTION = pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.name)
EVERY_KIND = pytest.mark.parametrize("macros", [False, True], ids=[".xlsx", ".xlsm"])
LINE_PARTS = {sheet_part(tab) for tab in LINES}
STYLES, WORKBOOK = "xl/styles.xml", "xl/workbook.xml"
CHAIN = {"xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
MUST_CHANGE = {
    REFRESH.name: LINE_PARTS | {STYLES},
    CHECK.name: {sheet_part("Checks"), STYLES, "xl/tables/table2.xml"},
    REGENERATE.name: {sheet_part("Appendix 1"), sheet_part("Appendix 1 data"), STYLES, WORKBOOK, "xl/tables/table1.xml"}
    | {"xl/charts/chart1.xml"}
    | CHAIN,
    REGENERATE_2.name: {sheet_part("Appendix 2"), STYLES, WORKBOOK},
}
CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
OWNED = {"Appendix 1": 7, "Appendix 1 data": 13, "Checks": 12}
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter", "mergeCells"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("drawing", "legacyDrawing", "tableParts", "extLst"),
)
STYLE_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
)


def pressed(action: Action, data: bytes) -> tuple[Outcome, bytes]:
    book = FileBook(data)
    outcome = run(action, book)
    return outcome, b"".join(book.finish().rewritten())


def defects(data: bytes) -> list[str]:
    """What Excel would complain of: parts that are no XML, rows or cells out of order or twice, elements out of order."""
    found = []
    for name, content in unpacked(data).items():
        if name.endswith((".xml", ".rels", ".vml")):
            root = etree.fromstring(content)
            if name.startswith("xl/worksheets/sheet"):
                found += [f"{name}: {each}" for each in (*_cell_defects(root), *_order_defects(root, SHEET_ORDER))]
            if name == STYLES:
                found += [f"{name}: {each}" for each in (*_order_defects(root, STYLE_ORDER), *_count_defects(root))]
    return found


def _cell_defects(root: etree._Element) -> list[str]:
    found, last_row = [], 0
    for row in root.iter(f"{NAMESPACE}row"):
        number, last_column = int(row.get("r")), 0
        if number <= last_row:
            found.append(f"row {number} stands after row {last_row}")
        last_row = number
        for cell in row:
            position = cell_position(cell.get("r"))
            if position is None or position[0] != number or position[1] <= last_column:
                found.append(f"cell {cell.get('r')} is out of place")
            last_column = position[1] if position else last_column
    return found


def _order_defects(root: etree._Element, order: tuple[str, ...]) -> list[str]:
    places = [order.index(etree.QName(child).localname) for child in root]
    return [] if places == sorted(places) else [f"elements out of order: {[order[place] for place in places]}"]


def _count_defects(root: etree._Element) -> list[str]:
    return [f"{child.tag} states a false count" for child in root if child.get("count") not in (None, str(len(child)))]


def _cells(part: bytes) -> dict[bytes, bytes]:
    return {found[1]: found[0] for found in CELL.finditer(part)}


def _outside(part: bytes, width: int) -> dict[bytes, bytes]:
    """The cells right of a page this wide, which owns its tab from the first column on."""
    return {name: cell for name, cell in _cells(part).items() if cell_position(name.decode())[1] > width}


def _frame(part: bytes) -> bytes:
    """All of a tab but its cells and its stated dimension."""
    frame = part[: part.index(b"<sheetData")] + part[part.index(b"</sheetData>") :]
    return re.sub(rb"<dimension [^>]*/>", b"", frame)


@EVERY_KIND
@EVERY_ACTION
def test_an_action_changes_the_parts_it_must_and_no_other(action: Action, macros: bool) -> None:
    before = foreign_tracker(macros)
    after = unpacked(pressed(action, before)[1])
    changed = {name for name, content in unpacked(before).items() if after.get(name) != content}
    assert changed - {WORKBOOK} == MUST_CHANGE[action.name] - {WORKBOOK}
    assert after.keys() <= unpacked(before).keys()


@EVERY_KIND
@EVERY_ACTION
def test_every_other_part_keeps_its_compressed_bytes_and_all_keep_their_order(action: Action, macros: bool) -> None:
    before = foreign_tracker(macros)
    after = raw_members(pressed(action, before)[1])
    untouched = {name: raw for name, raw in raw_members(before).items() if name not in MUST_CHANGE[action.name] | {WORKBOOK}}
    assert {name: after[name] for name in untouched} == untouched
    assert list(after) == [name for name in raw_members(before) if name in after]


@EVERY_ACTION
def test_the_parts_of_other_programs_are_all_still_there(action: Action) -> None:
    after = unpacked(pressed(action, foreign_tracker(macros=True))[1])
    kinds = ("vbaProject", "customUI14", "slicer1", "slicerCache1", "threadedComment1", "person", "item1", "printerSettings1")
    kinds += ("drawing1", "comments1", "vmlDrawing1", "image1", "featurePropertyBag")
    assert [kind for kind in kinds if not any(kind in name for name in after)] == []


def test_refreshing_leaves_every_cell_but_the_calculated_ones_as_it_was() -> None:
    before = foreign_tracker()
    after = unpacked(pressed(REFRESH, before)[1])
    first = HEADINGS.index("Cumulative 2011/12") + 1
    calculated = {(row, column) for row in (8, 9) for column in range(first, first + 5)}
    for part in sorted(LINE_PARTS):
        old, new = _cells(unpacked(before)[part]), _cells(after[part])
        changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        assert changed and {cell_position(name.decode()) for name in changed} <= calculated


@EVERY_ACTION
def test_everything_round_the_cells_of_a_touched_tab_stays_to_the_byte(action: Action) -> None:
    before, after = unpacked(foreign_tracker()), unpacked(pressed(action, foreign_tracker())[1])
    touched = [name for name in MUST_CHANGE[action.name] if "worksheets" in name]
    assert [name for name in touched if _frame(before[name]) != _frame(after[name])] == []


@pytest.mark.parametrize(("action", "tab"), [(REGENERATE, "Appendix 1"), (REGENERATE, "Appendix 1 data"), (CHECK, "Checks")])
def test_an_officers_cells_beside_a_page_stay_to_the_byte(action: Action, tab: str) -> None:
    before, after = unpacked(foreign_tracker())[sheet_part(tab)], unpacked(pressed(action, foreign_tracker())[1])[sheet_part(tab)]
    assert _outside(after, OWNED[tab]) == _outside(before, OWNED[tab])


def test_the_rows_of_a_refreshed_tab_keep_their_heights_and_looks() -> None:
    before, after = foreign_tracker(), pressed(REFRESH, foreign_tracker())[1]
    for part in sorted(LINE_PARTS):
        old, new = (re.findall(rb"<row [^>]*>", unpacked(data)[part]) for data in (before, after))
        assert new == old


def test_a_coloured_calculated_cell_keeps_its_colour() -> None:
    before, after = (openpyxl_book(data)["Waste"]["M8"] for data in (foreign_tracker(), pressed(REFRESH, foreign_tracker())[1]))
    assert (before.value, after.value) == (1, after.value) and str(after.value).startswith("=")
    assert after.fill.fgColor.rgb == before.fill.fgColor.rgb == "FFFFC000"


@EVERY_KIND
@EVERY_ACTION
def test_pressing_twice_changes_nothing_the_second_time(action: Action, macros: bool) -> None:
    _, once = pressed(action, foreign_tracker(macros))
    again = FileBook(once)
    assert run(action, again).changes == ()
    assert again.finish().replaced == {}


@EVERY_KIND
def test_all_actions_in_turn_leave_no_defect_of_order(macros: bool) -> None:
    data = foreign_tracker(macros)
    assert defects(data) == []
    for action in (*ACTIONS, *reversed(ACTIONS)):
        data = pressed(action, data)[1]
        assert defects(data) == []


@EVERY_ACTION
def test_openpyxl_reads_the_figures_we_stored(action: Action) -> None:
    outcome, data = pressed(action, foreign_tracker())
    book = openpyxl_book(data, values=True)
    for change in outcome.changes:
        value = book[change.place.tab][change.place.cell].value
        if change.after is None:
            assert value is None
        elif not change.after.startswith("="):
            assert str(value) == change.after or float(value) == float(change.after)


def test_the_calculation_chain_goes_once_a_cell_it_names_has_no_formula() -> None:
    after = unpacked(pressed(REGENERATE, foreign_tracker())[1])
    assert "xl/calcChain.xml" not in after
    assert not any(b"calcChain" in after[name] for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"))


def test_names_and_charts_follow_the_table_and_others_stay() -> None:
    after = unpacked(pressed(REGENERATE, foreign_tracker())[1])
    assert b"'Appendix 1 data'!$J$8:$J$10" in after["xl/charts/chart1.xml"]
    assert b"'Our notes'!$B$1:$B$1" in after["xl/charts/chart1.xml"]
    assert b"'Appendix 1 data'!$A$11:$M$13" in after[WORKBOOK]


def test_a_table_kept_on_a_renamed_tab_is_not_named_a_second_time() -> None:
    parts = unpacked(foreign_tracker())
    renamed = parts[WORKBOOK].replace(b'name="Checks"', b'name="Checks in March"').replace(b'name="Pictures"', b'name="Checks"')
    with pytest.raises(OccupiedCell, match="the table SE7_Checks is not on the tab Checks"):
        pressed(CHECK, with_parts(foreign_tracker(), {WORKBOOK: renamed}))


def openpyxl_book(data: bytes, values: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
