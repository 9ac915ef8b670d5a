"""A tracker's structure taken apart and put together otherwise: rows, columns, tables, names and tabs, without our code."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from tests.entrances.officer import MAIN, Typed
from tests.foreign import unpacked
from tests.hostile.halves import delist, tables_of
from tests.hostile.returned import WORKBOOK, packed, part_of

ADDRESS = re.compile(r"(?<![A-Za-z_.!'])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\d(A-Za-z_])")
QUOTED = re.compile(r'("[^"]*")')
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
AFTER_CELLS = ("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate")
Position = tuple[int, int]
Move = Callable[[int], int | None]
Box = tuple[int, int, int, int]


@dataclass
class Table:
    """An Excel table of a tab: its part, its XML, and its area as top, left, bottom and right."""

    part: str
    xml: etree._Element
    area: Box


@dataclass
class Tab:
    """A tab's cells by row and column, the attributes of its rows, its merged areas and its tables."""

    part: str
    xml: etree._Element
    cells: dict[Position, etree._Element]
    rows: dict[int, dict[str, str]]
    tables: list[Table]
    merged: list[Box] = field(default_factory=list)

    def rearrange(self, down: Move, right: Move) -> None:
        """Let every row and column go where the moves say, formulas and tables following as they do in Excel."""
        for cell in self.cells.values():
            for formula in cell.iter(f"{MAIN}f"):
                formula.text = _following(formula.text or "", down, right)
        placed = {(down(row), right(column)): cell for (row, column), cell in self.cells.items()}
        self.cells = {(at[0], at[1]): cell for at, cell in placed.items() if at[0] and at[1] and _is_on_a_sheet(at[0], at[1])}
        rows = {down(row): written for row, written in self.rows.items()}
        self.rows = {row: written for row, written in rows.items() if row}
        self.merged = [box for each in self.merged if (box := _moved_box(each, down, right))]
        for table in self.tables:
            table.area = _moved_box(table.area, down, right) or (0, 0, 0, 0)
        self.tables = [each for each in self.tables if each.area[0]]

    def put(self, row: int, column: int, value: Typed, kind: str = "") -> None:
        """Set a cell to this value; `kind` writes it as the type of that letter: b, e, d or str."""
        old = self.cells.get((row, column))
        cell = etree.Element(f"{MAIN}c")
        if old is not None and old.get("s"):
            cell.set("s", old.get("s"))
        _write(cell, value, kind)
        self.cells[row, column] = cell

    def text(self, row: int, column: int) -> str:
        """What the cell holds, as it is written."""
        cell = self.cells.get((row, column))
        return "" if cell is None else "".join(cell.itertext())

    @property
    def last_row(self) -> int:
        """The last row that holds a cell."""
        return max((row for row, _ in self.cells), default=1)

    @property
    def last_column(self) -> int:
        """The last column that holds a cell."""
        return max((column for _, column in self.cells), default=1)


class Book:
    """The package of a tracker with those tabs opened that are to be changed."""

    def __init__(self, data: bytes) -> None:
        self.data, self.parts = data, unpacked(data)
        self.xml = etree.fromstring(self.parts[WORKBOOK])
        self.opened: dict[str, Tab] = {}

    @property
    def names(self) -> list[str]:
        """The names of the tabs, in their order."""
        return [each.get("name") for each in self.xml.iter(f"{MAIN}sheet")]

    def tab(self, name: str) -> Tab:
        """The tab of this name as it was sent."""
        if name not in self.opened:
            self.opened[name] = _opened(self.parts, part_of(self.data, name))
        return self.opened[name]

    def drop(self, name: str) -> None:
        """Take the tab off the list, with the names that speak of it."""
        if name in self.names and len(self.names) > 1:
            delist(self.xml, name)

    def saved(self) -> bytes:
        """The whole file."""
        gone = {name for tab in self.opened.values() for name in tables_of(self.parts, tab.part)}
        gone -= {table.part for tab in self.opened.values() for table in tab.tables}
        parts = {name: content for name, content in self.parts.items() if name not in gone}
        for tab in self.opened.values():
            parts |= dict(_written(tab))
            _unlink(parts, tab, gone)
        return packed(parts | {WORKBOOK: etree.tostring(self.xml)})


def box(ref: str) -> Box:
    """Top, left, bottom and right of an address such as A11:P13."""
    first, _, last = ref.partition(":")
    (left, top), (right, bottom) = coordinate_from_string(first), coordinate_from_string(last or first)
    return top, column_index_from_string(left), bottom, column_index_from_string(right)


def ref(area: Box) -> str:
    """The address of an area."""
    return f"{get_column_letter(area[1])}{area[0]}:{get_column_letter(area[3])}{area[2]}"


def _opened(parts: dict[str, bytes], part: str) -> Tab:
    sheet = etree.fromstring(parts[part])
    cells, rows = {}, {}
    for row in sheet.iter(f"{MAIN}row"):
        rows[int(row.get("r"))] = {name: value for name, value in row.attrib.items() if name not in ("r", "spans")}
        for cell in row:
            column, number = coordinate_from_string(cell.get("r"))
            cells[number, column_index_from_string(column)] = cell
    tables = [Table(name, (xml := etree.fromstring(parts[name])), box(xml.get("ref"))) for name in tables_of(parts, part)]
    return Tab(part, sheet, cells, rows, tables)


def _written(tab: Tab) -> Iterator[tuple[str, bytes]]:
    data = tab.xml.find(f"{MAIN}sheetData")
    data[:] = []
    for number in sorted({row for row, _ in tab.cells} | tab.rows.keys()):
        row = etree.SubElement(data, f"{MAIN}row", r=str(number), **tab.rows.get(number, {}))
        for column in sorted(column for at, column in tab.cells if at == number):
            cell = tab.cells[number, column]
            cell.set("r", f"{get_column_letter(column)}{number}")
            row.append(cell)
    for each in tab.xml.findall(f"{MAIN}dimension"):
        tab.xml.remove(each)
    _merge(tab)
    yield tab.part, etree.tostring(tab.xml)
    for table in tab.tables:
        yield table.part, _table_xml(tab, table)


def _merge(tab: Tab) -> None:
    if tab.merged:
        before = [each for each in tab.xml if etree.QName(each).localname in ("sheetData", *AFTER_CELLS)]
        merged = etree.Element(f"{MAIN}mergeCells")
        for area in tab.merged:
            etree.SubElement(merged, f"{MAIN}mergeCell", ref=ref(area))
        before[-1].addnext(merged)


def _table_xml(tab: Tab, table: Table) -> bytes:
    """The table over its area, its columns named by what stands in its first row."""
    top, left, _, right = table.area
    table.xml.set("ref", ref(table.area))
    for own in table.xml.iter(f"{MAIN}autoFilter"):
        own.set("ref", ref(table.area))
    columns = table.xml.find(f"{MAIN}tableColumns")
    columns[:] = []
    for number, column in enumerate(range(left, right + 1), 1):
        etree.SubElement(columns, f"{MAIN}tableColumn", id=str(number), name=tab.text(top, column) or f"Column{number}")
    columns.set("count", str(len(columns)))
    return etree.tostring(table.xml)


def _unlink(parts: dict[str, bytes], tab: Tab, gone: set[str]) -> None:
    """Take the links to tables that are no more out of the tab and its relationships."""
    folder, _, name = tab.part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    for table in gone:
        found = re.search(rb'<Relationship [^>]*%s"[^>]*/>' % table[2:].encode(), parts.get(rels, b""))
        if found:
            key = re.search(rb'Id="(\w+)"', found[0])
            assert key
            parts[rels] = parts[rels].replace(found[0], b"")
            parts[tab.part] = re.sub(rb'<(\w+:)?tablePart [^>]*"%s"[^>]*/>' % key[1], b"", parts[tab.part])
        declared = re.compile(rb'<Override [^>]*"/%s"[^>]*/>' % table.encode())
        parts["[Content_Types].xml"] = declared.sub(b"", parts["[Content_Types].xml"])


def _following(formula: str, down: Move, right: Move) -> str:
    def moved(found: "re.Match[str]") -> str:
        row, column = down(int(found[4])), right(column_index_from_string(found[2]))
        return f"{found[1]}{get_column_letter(column)}{found[3]}{row}" if row and column else "#REF!"

    pieces = QUOTED.split(formula)
    return "".join(piece if piece.startswith('"') else ADDRESS.sub(moved, piece) for piece in pieces)


def _moved_box(area: Box, down: Move, right: Move) -> Box | None:
    """Where the area lies then; None where its first row is gone, as a table goes with its headings."""
    rows = [at for row in range(area[0], min(area[2], area[0] + 200) + 1) if (at := down(row))]
    columns = [at for column in range(area[1], area[3] + 1) if (at := right(column))]
    if not (rows and columns and down(area[0])):
        return None
    return min(rows), min(columns), min(max(*rows, min(rows) + 1), LAST_ROW), min(max(columns), LAST_COLUMN)


def _is_on_a_sheet(row: int, column: int) -> bool:
    return row <= LAST_ROW and column <= LAST_COLUMN


def _write(cell: etree._Element, value: Typed, kind: str) -> None:
    if isinstance(value, str) and value.startswith("=") and not kind:
        etree.SubElement(cell, f"{MAIN}f").text = value[1:]
    elif isinstance(value, str) and not kind:
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = value
    elif value is not None:
        if kind:
            cell.set("t", kind)
        etree.SubElement(cell, f"{MAIN}v").text = str(value)
