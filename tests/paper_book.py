"""The reference host of the tests: a book in memory that does what the six verbs say and nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from se7_excel.books.book import Book
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, Value
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import Style

Position = tuple[int, int]


class PaperBook:
    """Tabs in memory; reading gives them as they were when the book was opened, `as_now` as they have become."""

    def __init__(self, grids: Sequence[Grid], styled: dict[tuple[str, Position], str] | None = None) -> None:
        self._opened = {grid.tab: grid for grid in grids}
        self._values = {grid.tab: {row: dict(cells) for row, cells in grid.values.items()} for grid in grids}
        self._formulas = {grid.tab: dict(grid.formulas) for grid in grids}
        self._areas = {grid.tab: dict(grid.areas) for grid in grids}
        self.styled = dict(styled or {})
        self.touched: set[tuple[str, Position]] = set()

    @classmethod
    def copy_of(cls, book: Book) -> "PaperBook":
        """The same tabs on paper."""
        return cls([book.read(tab) for tab in book.tabs()])

    def tabs(self) -> tuple[str, ...]:
        return tuple(self._opened)

    def read(self, tab: str) -> Grid:
        return self._opened[tab]

    def clear(self, tab: str, area: Area) -> None:
        for position in area.cells:
            self._put(tab, position, None, "")
            self.styled.pop((tab, position), None)

    def apply_style(self, tab: str, area: Area, style: Style) -> None:
        for position in area.cells:
            self.styled[tab, position] = style.name
            self.touched.add((tab, position))

    def write(self, tab: str, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> None:
        for down, cells in enumerate(rows):
            for right, cell in enumerate(cells):
                value = cell.value if isinstance(cell.value, str) or cell.value is None else float(cell.value)
                self._put(tab, (row + down, column + right), value or (value if value == 0 else None), cell.formula)

    def mark_table(self, tab: str, name: str, area: Area) -> None:
        self._areas[tab][name] = area

    def as_now(self) -> "PaperBook":
        """The book opened anew after what was done to it."""
        grids = [
            replace(
                grid,
                values={row: cells for row, cells in sorted(self._values[tab].items()) if cells},
                formulas=self._formulas[tab],
                areas=self._areas[tab],
            )
            for tab, grid in self._opened.items()
        ]
        return PaperBook(grids, self.styled)

    def _put(self, tab: str, position: Position, value: Value, formula: str) -> None:
        self.touched.add((tab, position))
        cells = self._values[tab].setdefault(position[0], {})
        cells.pop(position[1], None)
        self._formulas[tab].pop(position, None)
        if value is not None:
            cells[position[1]] = value
        if formula:
            self._formulas[tab][position] = formula
