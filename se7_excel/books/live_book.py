"""The host for a workbook open in Excel, or handed over by xlwings' remote engine: read whole, then written in rectangles.

Nothing is written before `finish`, and what was written is put back where Excel refuses half-way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from se7_excel.books.former import Former, Position
from se7_excel.books.live_areas import references
from se7_excel.books.live_cells import cell_value, formula_in, rows_of, uniform
from se7_excel.books.live_orders import Clear, Mark, Order, Style, Write
from se7_excel.books.live_writer import LiveWriter
from se7_excel.books.remote_host import RemoteHost, host_of
from se7_excel.books.workbook_part import named_areas
from se7_excel.errors import MissingTab, OccupiedCell, TableElsewhere, UnreadableCell
from se7_excel.savings.programme import Place
from se7_excel.sheets import styles
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.changes import holds
from se7_excel.sheets.grid import Grid, Value, folded
from se7_excel.sheets.page import Cell

if TYPE_CHECKING:
    import xlwings

HALF_A_PENNY = 0.005
MOST_CELLS = 1_000_000
TOO_FAR = (
    "the tab is formatted as far as this cell, too far to be read whole; "
    "delete the empty rows and columns behind your figures, save the workbook and press the button again"
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A calculated cell of which Excel makes something else than we do."""

    place: Place
    ours: Value
    excels: Value


class LiveBook:
    """A workbook as Excel has it now, unsaved edits included."""

    def __init__(self, book: "xlwings.Book", host: RemoteHost | None = None) -> None:
        self.book = book
        self.host = host or host_of(book)
        with self.host.reading():
            self._sheets = {folded(sheet.name): sheet for sheet in book.sheets}
        self._grids: dict[str, Grid] = {}
        self._orders: list[Order] = []

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs in their order."""
        return tuple(sheet.name for sheet in self._sheets.values())

    def read(self, tab: str) -> Grid:
        """The tab as it stood when it was first read."""
        key = folded(tab)
        if key not in self._sheets:
            raise MissingTab(tab)
        if key not in self._grids:
            with self.host.reading():
                self._grids[key] = self._grid(self._sheets[key])
        return self._grids[key]

    def clear(self, tab: str, area: Area) -> None:
        """Empty every cell of the area and take its style off; notes and drop-down lists stay."""
        self._orders.append(Clear(self.read(tab).tab, area))

    def apply_style(self, tab: str, area: Area, style: styles.Style) -> None:
        """Give every cell of the area the named style."""
        self._orders.append(Style(self.read(tab).tab, area, style.name))

    def write(self, tab: str, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> None:
        """Set down a rectangle of formulas and values: as little of it as takes in every cell that does not hold them yet.

        Where formulas cannot be seen, cells that are to have one are written whatever they show.
        """
        grid = self.read(tab)
        wanted = [
            (down, right)
            for down, cells in enumerate(rows)
            for right, cell in enumerate(cells)
            if not holds(grid, (row + down, column + right), cell) or (grid.values_only and cell.formula)
        ]
        if wanted:
            top, bottom = wanted[0][0], wanted[-1][0]
            left, right = min(right for _, right in wanted), max(right for _, right in wanted)
            area = Area(row + top, column + left, row + bottom, column + right)
            inner = [cells[left : right + 1] for cells in rows[top : bottom + 1]]
            self._orders.append(Write(grid.tab, area, tuple(tuple(cells) for cells in inner)))

    def mark_table(self, tab: str, name: str, area: Area) -> None:
        """Let the Excel table of this name cover the area, or the defined name where there is no such table.

        Raises `TableElsewhere` where the table of this name is on another tab, for a name stands for one thing only, and
        `OccupiedCell` where a total row of the table is in the way.
        """
        grid = self.read(tab)
        known = grid.areas.get(name)
        if known is None and any(table.name.casefold() == name.casefold() for table in self._tables_elsewhere(grid.tab)):
            raise TableElsewhere(name, grid.tab)
        if grid.totals_rows.get(name) and known != area:
            raise OccupiedCell(
                f"the table {name} on the tab {grid.tab} has a total row, which stands in the way; "
                "take it off under Table Design, Total Row, and press the button again"
            )
        self._orders.append(Mark(grid.tab, area, name, name in grid.totals_rows, known))

    def finish(self) -> Former:
        """Write what was asked for, and return what stood there before.

        Raises a `SavingsError` with the workbook as it was: where it is read-only, a tab is protected, a cell being edited.
        """
        orders, self._orders = self._orders, []
        return LiveWriter(self.book, self.host, self._grids).carry_out(orders)

    def restore(self, former: Former) -> tuple[int, int]:
        """Put back what stood there before, but for cells somebody has changed since: how many of each."""
        return LiveWriter(self.book, self.host, {folded(each.tab): self.read(each.tab) for each in former}).restore(former)

    def disagreements(self, former: Former) -> tuple[Disagreement, ...]:
        """The formulas just written that Excel has worked out to something else than we did: usually none.

        Read back from Excel itself; a host whose formulas cannot be seen is not asked.
        """
        found: list[Disagreement] = []
        for each in former if self.host.sees_formulas else ():
            calculated = {cell: content.value for cell, content in each.after.items() if content.formula}
            found += self._disagreements(self._sheets[folded(each.tab)], calculated) if calculated else []
        return tuple(found)

    def _disagreements(self, sheet: "xlwings.Sheet", calculated: Mapping[Position, Value]) -> list[Disagreement]:
        corner = max(row for row, _ in calculated), max(column for _, column in calculated)
        now = self._values(sheet.range((1, 1), corner))
        return [
            Disagreement(Place(sheet.name, cell_name(row, column)), wanted, now[row].get(column))
            for (row, column), wanted in calculated.items()
            if not _agree(wanted, now[row].get(column))
        ]

    def _grid(self, sheet: "xlwings.Sheet") -> Grid:
        last = sheet.used_range.last_cell
        whole = Area(1, 1, last.row, last.column)
        if last.row * last.column > MOST_CELLS:
            raise UnreadableCell(sheet.name, cell_name(last.row, last.column), TOO_FAR)
        cells = sheet.range((1, 1), (last.row, last.column))
        values = self._values(cells)
        tables = {table.name: table for table in sheet.tables}
        areas = {name: Area.parse(table.range.address) for name, table in tables.items()}
        return Grid(
            sheet.name,
            {row: known for row, known in values.items() if known},
            self._formulas(cells, values),
            named_areas(self._references, sheet.name) | {name: area for name, area in areas.items() if area},
            {name: int(bool(table.show_totals)) for name, table in tables.items()},
            not self.host.is_shown(sheet),
            self.host.filtered(sheet),
            self._hidden(sheet, Area(1, 1, whole.bottom, 1), rows=True),
            self._hidden(sheet, Area(1, 1, 1, whole.right), rows=False),
            not self.host.sees_formulas,
        )

    def _values(self, cells: "xlwings.Range") -> dict[int, dict[int, Value]]:
        rows = rows_of(self.host.values(cells))
        read = {row: {column: cell_value(raw) for column, raw in enumerate(raws, 1)} for row, raws in enumerate(rows, 1)}
        return {row: {column: value for column, value in known.items() if value is not None} for row, known in read.items()}

    def _formulas(self, cells: "xlwings.Range", values: dict[int, dict[int, Value]]) -> dict[tuple[int, int], str]:
        answers = rows_of(self.host.formulas(cells))
        found = {
            (row, column): formula_in(answer, values[row].get(column))
            for row, given in enumerate(answers, 1)
            for column, answer in enumerate(given, 1)
        }
        return {position: formula for position, formula in found.items() if formula}

    def _hidden(self, sheet: "xlwings.Sheet", area: Area, rows: bool) -> frozenset[int]:
        def ask(piece: Area) -> bool | None:
            return self.host.hidden(sheet.range((piece.top, piece.left), (piece.bottom, piece.right)), rows)

        pieces = (piece for piece, hidden in uniform(area, ask) if hidden)
        return frozenset(row if rows else column for piece in pieces for row, column in piece.cells)

    @cached_property
    def _references(self) -> tuple[tuple[str, str], ...]:
        return references(self.book)

    def _tables_elsewhere(self, tab: str) -> list["xlwings.main.Table"]:
        return [table for sheet in self._sheets.values() if sheet.name != tab for table in sheet.tables]


def _agree(ours: Value, excels: Value) -> bool:
    if isinstance(ours, int | float) and isinstance(excels, int | float):
        return abs(ours - excels) < HALF_A_PENNY
    return (ours or "") == (excels or "")
