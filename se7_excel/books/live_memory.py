"""Remembering what stands in a live workbook before it is written to, and putting it back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from se7_excel.books.former import Content, Former, FormerTab, Position
from se7_excel.books.live_areas import cells_at, give_format, text_cells
from se7_excel.books.live_cells import put_back, uniform
from se7_excel.books.live_marks import LiveMarks
from se7_excel.books.live_orders import Clear, Mark, Order, Style, Write, cell_in
from se7_excel.books.remote_host import RemoteHost
from se7_excel.books.render import rectangles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import GENERAL, TEXT

if TYPE_CHECKING:
    import xlwings

Typed = list[list[str | float | bool | None]]


class LiveMemory:
    """What one workbook's tabs held when they were read, and the way back to it."""

    def __init__(self, book: "xlwings.Book", host: RemoteHost, grids: Mapping[str, Grid]) -> None:
        self._book, self._host, self._grids = book, host, grids

    def former(self, tab: str, orders: Sequence[Order], marks: Sequence[Mark]) -> FormerTab:
        """What the orders will change on this tab; `marks` are all of its page, moved or not."""
        grid, after = self._grids[folded(tab)], _contents_after(orders)
        before = {position: self._content(grid, position) for position in after}
        changed = sorted(position for position in after if not before[position].is_still(after[position]))
        looks = [order.area for order in orders if isinstance(order, Clear | Style)]
        moved = [order for order in orders if isinstance(order, Mark) and order.before]
        return FormerTab(
            grid.tab,
            {position: before[position] for position in changed},
            {position: after[position] for position in changed},
            self._styles(tab, looks),
            {mark.name: mark.before for mark in moved if mark.before},
            {mark.name: mark.area for mark in marks},
        )

    def untouched(self, former: Former) -> Former:
        """What can be put back: cells that hold what was written, and the pages of ours, all of them or none.

        A page on which anything was changed since would come out mixed of two states.
        """
        pages = [each for each in former if each.areas]
        whole = all(self._is_untouched(page) for page in pages)
        return tuple(self._part_untouched(each) for each in former if not each.areas or whole)

    def reversed(self, former: Former) -> Former:
        """The way forward again, should putting back be refused half-way."""
        return tuple(
            FormerTab(
                each.tab,
                {position: each.after[position] for position in each.before},
                {},
                self._styles(each.tab, [area for area, _ in each.styles]),
                {name: area for name, area in each.areas.items() if name in each.marks},
            )
            for each in former
        )

    def put_back(self, former: Former, marks: LiveMarks) -> None:
        """Put back styles, contents and areas; headings once more, for Excel tells apart those alike for a moment."""
        for each in former:
            for area, name in each.styles:
                self._host.apply_style(cells_at(self._book, each.tab, area), name)
            self._put_contents_back(each, list(each.before))
            for name, area in each.marks.items():
                marks.put_back(each.tab, name, area)
            tables = {table.name: table for table in self._book.sheets[each.tab].tables}
            headings = {area.top for area in (Area.parse(table.range.address) for table in tables.values()) if area}
            self._put_contents_back(each, [position for position in each.before if position[0] in headings])

    def _put_contents_back(self, former: FormerTab, positions: list[Position]) -> None:
        """Numbers and formulas may have been typed before their cells were given text format, so it is lifted meanwhile."""
        for area in rectangles(positions, lambda position: None):
            text = sorted(text_cells(self._book, self._host, former.tab, area) or ())
            figures = [position for position in text if not former.before[position].is_text]
            give_format(self._book, former.tab, figures, GENERAL)
            cells_at(self._book, former.tab, area).formula = _typed(former, area)
            give_format(self._book, former.tab, figures, TEXT)

    def _is_untouched(self, page: FormerTab) -> bool:
        grid = self._grids[folded(page.tab)]
        cells = all(self._content(grid, position).is_still(content) for position, content in page.after.items())
        return cells and all(grid.areas.get(name) == area for name, area in page.areas.items())

    def _part_untouched(self, former: FormerTab) -> FormerTab:
        grid = self._grids[folded(former.tab)]
        same = [position for position, content in former.after.items() if self._content(grid, position).is_still(content)]
        before = {position: former.before[position] for position in same}
        after = {position: former.after[position] for position in same}
        return FormerTab(former.tab, before, after, former.styles, former.marks, former.areas)

    def _styles(self, tab: str, areas: Sequence[Area]) -> tuple[tuple[Area, str], ...]:
        return tuple(
            piece for area in areas for piece in uniform(area, lambda piece: self._host.style(cells_at(self._book, tab, piece)))
        )

    def _content(self, grid: Grid, position: Position) -> Content:
        return Content(grid.value(*position), grid.formula(*position))


def _contents_after(orders: Sequence[Order]) -> dict[Position, Content]:
    """What each cell will hold once the orders are carried out."""
    after: dict[Position, Content] = {}
    for order in orders:
        if isinstance(order, Clear):
            after |= {position: Content() for position in order.area.cells}
        elif isinstance(order, Write):
            after |= {position: _content(cell_in(order, position)) for position in order.area.cells}
    return after


def _content(cell: Cell) -> Content:
    value = cell.value if isinstance(cell.value, str) or cell.value is None else float(cell.value)
    return Content(value or (None if value == "" else value), cell.formula)


def _typed(former: FormerTab, area: Area) -> Typed:
    columns = range(area.left, area.right + 1)
    contents = [[former.before[row, column] for column in columns] for row in range(area.top, area.bottom + 1)]
    return [[put_back(each.value, each.formula) for each in row] for row in contents]
