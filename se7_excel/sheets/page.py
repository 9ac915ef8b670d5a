"""A page: which cell of a tab holds what, and which areas it names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.styles import Style

Content = str | Decimal | None


class Cell(NamedTuple):
    """What a cell shows, how it looks and, for a computed cell, the formula that comes to the value.

    A named tuple, because a large tracker has tens of thousands of them.
    """

    value: Content
    style: Style | None = None
    formula: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a text, or nothing at all."""
        return not self.formula and (self.value is None or isinstance(self.value, str))


@dataclass(frozen=True, slots=True)
class Mark:
    """A name for an area of the page: the Excel table of that name, or a defined name where there is no such table."""

    name: str
    area: Area


@dataclass(frozen=True, slots=True)
class Page:
    """What we set down on one tab.

    A page with marks owns its tab from A1 to the end of the first mark: what stood in that area before and is not on
    the page is cleared. A page without marks owns just its cells, and leaves the look of filled ones alone.
    """

    tab: str
    cells: Mapping[tuple[int, int], Cell]
    marks: tuple[Mark, ...] = ()

    @property
    def restyles(self) -> bool:
        """Whether filled cells take the page's style too."""
        return bool(self.marks)

    def former(self, grid: Grid) -> Area | None:
        """The area the page took up when it was last set down here, from A1 on; None where it never was.

        A table of ours that somebody turned into a range, as some programs do, is known by its title and headings.
        """
        known = grid.areas.get(self.marks[0].name) if self.marks else None
        if known is None and self.marks and self._is_headed_alike(grid):
            known = self._down_to_a_blank_row(grid)
        return None if known is None else Area(1, 1, known.bottom, known.right)

    def _is_headed_alike(self, grid: Grid) -> bool:
        """Whether the tab has this page's title, and most of its headings in their row below it.

        Some name an authority, a workstream or a year, which need not be the ones the page was last set down for.
        """
        area = self.marks[0].area
        headings = [(area.top, column) for column in range(area.left, area.right + 1)]
        alike = sum(_says(grid, each, self.cells.get(each)) for each in headings)
        return area.top > 1 and _says(grid, (1, 1), self.cells.get((1, 1))) and alike * 2 > len(headings)

    def _down_to_a_blank_row(self, grid: Grid) -> Area:
        area = self.marks[0].area
        bottom = area.top
        while any(not grid.is_blank(bottom + 1, column) for column in range(area.left, area.right + 1)):
            bottom += 1
        return replace(area, bottom=bottom)


def _says(grid: Grid, position: tuple[int, int], cell: Cell | None) -> bool:
    """Whether the tab's cell holds just this text."""
    return cell is not None and isinstance(cell.value, str) and grid.value(*position) == cell.value
