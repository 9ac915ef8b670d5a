"""The tabs of the stand-in for Excel: their ranges, tables and print areas."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, Value
from se7_excel.sheets.styles import BY_NAME, GENERAL
from tests.desktop_cells import DeskCell, ExcelRefuses, Pen, Written, alike, handed_out, in_the_bar, kept, taken
from tests.replayer import PLAIN

if TYPE_CHECKING:
    from tests.desktop import DeskBook

Position = tuple[int, int]
Looks = Mapping[Position, tuple[str, str]]
Found = TypeVar("Found")
UNKNOWN = "not worked out"


class DeskSheet:
    """A tab."""

    def __init__(self, book: "DeskBook", grid: Grid, looks: Looks, print_area: str) -> None:
        self.book, self.name, self.visible = book, grid.tab, not grid.hidden
        self.protected, self.filtered, self.merged = False, grid.filtered, list[Area]()
        self.hidden_rows, self.hidden_columns = set(grid.hidden_rows), set(grid.hidden_columns)
        filled = {(row, at): value for row, cells in grid.values.items() for at, value in cells.items()}
        places = sorted({*filled, *grid.formulas, *looks})
        self.cells = {at: DeskCell(kept(filled.get(at)), grid.formulas.get(at, ""), *looks.get(at, ())) for at in places}
        self.known = {(at, cell.formula): cell.value for at, cell in self.cells.items()}
        tables = grid.totals_rows.items()
        self.tables = Named(DeskTable(self, name, grid.areas[name], bool(totals)) for name, totals in tables)
        self.page_setup = DeskPageSetup(book.pen, print_area.rpartition("!")[2] or None)

    @property
    def charts(self) -> list[SimpleNamespace]:
        """The workbook's charts, as if they were one and on its tab of charts."""
        return [SimpleNamespace(series=self.book.charts)] if self.name == "Charts" else []

    def range(self, first: Position, last: Position) -> "DeskRange":
        """The cells between these two."""
        if self.book.busy:
            raise self.book.busy
        return DeskRange(self, Area(*first, *last))

    @property
    def used_range(self) -> "DeskRange":
        """The cells that hold anything or look like anything."""
        rows, columns = [row for row, _ in self.cells], [column for _, column in self.cells]
        return self.range((1, 1), (max(rows, default=1), max(columns, default=1)))

    @property
    def state(self) -> object:
        """Everything about the tab that a press may change."""
        cells = {position: cell for position, cell in self.cells.items() if cell != DeskCell()}
        tables = {table.name: (table.area, table.show_totals) for table in self.tables}
        return cells, tables, frozenset(self.hidden_rows), self.filtered, self.page_setup.print_area

    def at(self, position: Position) -> DeskCell:
        """The cell there."""
        return self.cells.get(position, DeskCell())

    def worth(self, at: Position, cell: DeskCell) -> Value:
        """What the cell comes to: the answer to its formula, or what it showed when it last held this formula."""
        before = self.known.get((at, cell.formula), UNKNOWN)
        return kept(self.book.answers.get((self.name, at, cell.formula), before)) if cell.formula else cell.value

    def type(self, at: Position, given: object) -> None:
        """Take what is typed; the headings of a table are kept apart."""
        if self.protected:
            raise ExcelRefuses("the cell is protected")
        cell = taken(given, self.at(at))
        self.cells[at] = cell._replace(value=self.worth(at, cell))
        for table in self.tables:
            table.tell_apart(at)


class DeskRange:
    """Cells of a tab."""

    def __init__(self, sheet: DeskSheet, area: Area) -> None:
        self.sheet, self.area, self.pen = sheet, area, sheet.book.pen
        self.address, self.last_cell = area.absolute, SimpleNamespace(row=area.bottom, column=area.right)
        self.rows = SimpleNamespace(hidden=alike(row in sheet.hidden_rows for row in range(area.top, area.bottom + 1)))
        self.columns = SimpleNamespace(hidden=alike(at in sheet.hidden_columns for at in range(area.left, area.right + 1)))

    @property
    def inner(self) -> list[DeskCell]:
        """Every cell."""
        return [self.sheet.at(position) for position in self.area.cells]

    def options(self, ndim: int, err_to_str: bool) -> SimpleNamespace:
        """The values as rows, errors as texts, dates as dates where the cell shows one."""
        return SimpleNamespace(value=self.in_rows([handed_out(cell) for cell in self.inner]))

    @property
    def number_format(self) -> str | None:
        """The number format all cells share, or None."""
        return alike(cell.number_format for cell in self.inner)

    @number_format.setter
    def number_format(self, shown: str) -> None:
        self.pen.stroke()
        self.sheet.cells |= {at: self.sheet.at(at)._replace(number_format=shown) for at in self.area.cells}

    @property
    def formula(self) -> object:
        """What the formula bar shows: a lone cell's as it is, of several in rows."""
        shown = [in_the_bar(cell) for cell in self.inner]
        return shown[0] if len(shown) == 1 else tuple(map(tuple, self.in_rows(shown)))

    @formula.setter
    def formula(self, rows: list[list[object]]) -> None:
        typed = list(zip(self.area.cells, (each for row in rows for each in row), strict=True))
        middle = len(typed) // 2  # where Excel refuses, it may have taken part of it
        for position, given in typed[:middle]:
            self.sheet.type(position, given)
        self.pen.stroke()
        for position, given in typed[middle:]:
            self.sheet.type(position, given)

    def clear_contents(self) -> None:
        """Empty the cells."""
        self.formula = [[None] * (self.area.right - self.area.left + 1)] * (self.area.bottom - self.area.top + 1)

    def clear_formats(self) -> None:
        """Take every look off the cells."""
        self.wear(PLAIN)

    def wear(self, style: str) -> None:
        """Give the cells the style, and with it its number format."""
        self.pen.stroke()
        shown = BY_NAME[style].number_format if style in BY_NAME else GENERAL
        self.sheet.cells |= {at: self.sheet.at(at)._replace(style=style, number_format=shown) for at in self.area.cells}

    def in_rows(self, each: list[object]) -> list[list[object]]:
        """So many things as rows of cells."""
        width = self.area.right - self.area.left + 1
        return [each[start : start + width] for start in range(0, len(each), width)]


class DeskTable:
    """An Excel table."""

    def __init__(self, sheet: DeskSheet, name: str, area: Area, show_totals: bool) -> None:
        self.sheet, self.name, self.area, self.filtered, self._show_totals = sheet, name, area, False, show_totals

    @property
    def range(self) -> DeskRange:
        """All of its cells."""
        return DeskRange(self.sheet, self.area)

    @property
    def show_totals(self) -> bool:
        """Whether its last row is a row of totals."""
        return self._show_totals

    @show_totals.setter
    def show_totals(self, shown: bool) -> None:
        self.sheet.book.pen.stroke()
        top, left, bottom, right = self.area.top, self.area.left, self.area.bottom, self.area.right
        if self._show_totals and not shown:
            self.sheet.cells |= {(bottom, column): DeskCell() for column in range(left, right + 1)}
        self._show_totals, self.area = shown, Area(top, left, bottom + shown - self._show_totals, right)

    def resize(self, cells: DeskRange) -> None:
        """Cover these cells; the headings stay where they are, and where one is lacking Excel makes one up."""
        self.sheet.book.pen.stroke()
        if (cells.area.top, cells.area.bottom > cells.area.top) != (self.area.top, True) or self.show_totals:
            raise ExcelRefuses("the range is not valid for the table")
        self.area = cells.area
        for column in range(self.area.left, self.area.right + 1):
            self.tell_apart((self.area.top, column))

    def tell_apart(self, at: Position) -> None:
        """Let the heading there be a text unlike the others."""
        if at in self.area and at[0] == self.area.top:
            others = {str(self.sheet.at((at[0], column)).value).casefold() for column in self.columns if column != at[1]}
            heading = wanted = str(self.sheet.at(at).value or "Column")
            number = 1
            while heading.casefold() in others:
                heading, number = f"{wanted}{number + 1}", number + 1
            self.sheet.cells[at] = self.sheet.at(at)._replace(value=heading, formula="")

    @property
    def columns(self) -> range:
        """The numbers of its columns."""
        return range(self.area.left, self.area.right + 1)


class DeskPageSetup:
    """What of a tab is printed."""

    print_area = Written()

    def __init__(self, pen: Pen, print_area: str | None) -> None:
        self.pen, self._print_area = pen, print_area


class Named(list[Found]):
    """Things found by number or by name."""

    def __getitem__(self, key: int | str) -> Found:
        return next(each for each in self if each.name == key) if isinstance(key, str) else super().__getitem__(key)
