"""The port every host of a workbook implements: six verbs, and no opinion about content."""

from collections.abc import Sequence
from typing import Protocol

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import Style


class Book(Protocol):
    """An open workbook."""

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs in their order."""
        ...

    def read(self, tab: str) -> Grid:
        """The tab as it stood when the book was opened."""
        ...

    def clear(self, tab: str, area: Area) -> None:
        """Empty every cell of the area and take its style off."""
        ...

    def apply_style(self, tab: str, area: Area, style: Style) -> None:
        """Give every cell of the area the named style."""
        ...

    def write(self, tab: str, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> None:
        """Set down a rectangle of formulas and values whose first cell is this one, leaving styles as they are."""
        ...

    def mark_table(self, tab: str, name: str, area: Area) -> None:
        """Let the Excel table of this name cover the area, or the defined name where there is no such table."""
        ...
