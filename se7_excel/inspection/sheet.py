"""A tab of any workbook as it stands: what its cells carry, its formulas, its tables, and what of it is hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from se7_excel.books.markup import attributes, elements, first, number_in
from se7_excel.books.package import Package
from se7_excel.books.sheet_part import SheetPart, naming
from se7_excel.books.sheet_reader import Reader, Values
from se7_excel.books.table_part import table_info
from se7_excel.errors import DamagedWorkbook
from se7_excel.inspection.values import Scalar
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.grid import Value

Position = tuple[int, int]
NOTHING: Mapping[int, Scalar] = {}
SPREAD = re.compile(rb"""<(?:[\w.-]+:)?f\s[^>]*\bt\s*=\s*["'](?:array|dataTable)["'][^>]*>""")
BEFORE_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: its name, where it lies, its heading and totals rows, and its columns' names."""

    name: str
    area: Area
    headings: int
    totals: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A tab. `cells` has every cell with a value or a formula, a formula without a value as None.

    `spread` are the areas of array formulas and data tables, `filters` those whose filter is active, and `frame` is the
    part without its cells.
    """

    name: str
    hidden: str
    cells: Mapping[int, Mapping[int, Scalar]]
    formulas: Mapping[Position, str]
    spread: tuple[Area, ...]
    tables: tuple[Table, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    filters: tuple[Area, ...]
    frame: bytes
    part: str

    def value(self, row: int, column: int) -> Scalar:
        """What the cell carries; None where it is empty, or its formula carries no value."""
        return self.cells.get(row, NOTHING).get(column)

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell has a value or a formula."""
        return column in self.cells.get(row, NOTHING)

    def is_spread(self, row: int, column: int) -> bool:
        """Whether the cell belongs to an array formula or a data table."""
        return any((row, column) in area for area in self.spread)

    def is_constant(self, row: int, column: int) -> bool:
        """Whether a number stands here that somebody typed."""
        value = self.cells.get(row, NOTHING).get(column)
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        return plain and (row, column) not in self.formulas and not self.is_spread(row, column)

    def filled(self, area: Area) -> Iterator[tuple[int, int, Scalar]]:
        """The cells of the area that hold anything: row, column, and value."""
        for row in self._rows(area.top, area.bottom):
            cells = self.cells[row]
            if area.right - area.left < len(cells):
                yield from ((row, column, cells[column]) for column in range(area.left, area.right + 1) if column in cells)
            else:
                within = sorted(column for column in cells if area.left <= column <= area.right)
                yield from ((row, column, cells[column]) for column in within)

    def place(self, row: int, column: int) -> Place:
        """The cell as a place of the workbook."""
        return Place(self.name, cell_name(row, column))

    def _rows(self, top: int, bottom: int) -> Iterator[int]:
        if bottom - top < len(self.cells):
            return (row for row in range(top, bottom + 1) if row in self.cells)
        return (row for row in self.cells if top <= row <= bottom)


def sheet(package: Package, name: str, hidden: str, part: str, values: Values) -> Sheet:
    """The tab in this part; raises `DamagedWorkbook` where it cannot be read."""
    try:
        with naming(name):
            cut = SheetPart(package.read(part))
            reader = Reader(cut, values)
    except (ValueError, OverflowError, RecursionError):
        raise DamagedWorkbook(f"the tab {name} holds what no tab can; open the file in Excel and save it") from None
    return Sheet(
        name,
        hidden,
        _cells(reader),
        reader.formulas,
        tuple(_spread(cut.data)),
        tuple(_table(part, package.read(part)) for part in package.related(part, "/table")),
        frozenset(reader.hidden_rows),
        cut.hidden_columns(),
        tuple(_filters(package, part, cut)),
        cut.frame,
        part,
    )


def _cells(reader: Reader) -> dict[int, dict[int, Scalar]]:
    """Values and formulas together, row by row downwards; dates as Excel counts them."""
    cells: dict[int, dict[int, Scalar]] = {}
    for row in sorted({*reader.values, *(row for row, _ in reader.formulas)}):
        known = reader.values.get(row, {})
        cells[row] = {column: _plain(value) for column, value in known.items()} if _has_dates(known) else dict(known)  # type: ignore[arg-type]
    for row, column in reader.formulas:
        cells[row].setdefault(column, None)
    return cells


def _has_dates(row: Mapping[int, Value]) -> bool:
    return any(isinstance(value, date) for value in row.values())


def _plain(value: Value) -> Scalar:
    return (value - BEFORE_FIRST_DAY).days if isinstance(value, date) else value


def _spread(data: bytes) -> Iterator[Area]:
    for found in SPREAD.finditer(data):
        area = Area.parse(attributes(found[0]).get("ref", ""))
        if area:
            yield area


def _filters(package: Package, part: str, cut: SheetPart) -> Iterator[Area]:
    own = first(cut.frame, "autoFilter")
    if own and cut.is_filtered():
        area = Area.parse(own.attributes.get("ref", ""))
        if area:
            yield area
    for each in package.related(part, "/table"):
        table = table_info(each, package.read(each))
        if table.filtered:
            yield table.area


def _table(part: str, data: bytes) -> Table:
    known, written = table_info(part, data), first(data, "table")
    headings = number_in(written.attributes, "headerRowCount", 1) if written else 1
    columns = tuple(each.attributes.get("name", "") for each in elements(data, "tableColumn"))
    return Table(known.name, known.area, headings, known.totals_rows, columns)
