"""Carrying out orders on a live workbook: looked at first, hushed, written, and put back where Excel refuses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from se7_excel.books.former import Content, Former, FormerTab, Position
from se7_excel.books.live_cells import as_typed, put_back, uniform
from se7_excel.books.live_marks import LiveMarks
from se7_excel.books.live_orders import Clear, Mark, Order, Style, Write
from se7_excel.books.remote_host import RemoteHost
from se7_excel.books.render import rectangles
from se7_excel.errors import CannotWrite, ProtectedWorkbook, SavingsError
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import GENERAL, TEXT

if TYPE_CHECKING:
    import xlwings

PLAIN = "Normal"
HALF_WRITTEN = (
    "Excel refused half-way and would not let us put back what was written; "
    "close the workbook without saving it, open it again and press the button once more"
)


class LiveWriter:
    """Writes to one workbook, whose tabs were read before."""

    def __init__(self, book: "xlwings.Book", host: RemoteHost, grids: Mapping[str, Grid]) -> None:
        self._book, self._host, self._grids = book, host, grids
        self._marks = LiveMarks(book, host, grids)
        self._done = 0
        self._retractions: list[Callable[[], None]] = []

    def carry_out(self, orders: Sequence[Order]) -> Former:
        """Do what the orders say, and return what stood there before; raises with everything as it was."""
        marks = [order for order in orders if isinstance(order, Mark)]
        orders = [order for order in orders if self._changes_anything(order)]
        if not orders:
            return ()
        tabs = tuple(dict.fromkeys(order.tab for order in orders))
        former: Former = ()
        try:
            self._refuse(orders, tabs)
            former = tuple(self._former(tab, [order for order in orders if order.tab == tab]) for tab in tabs)
            with self._host.quiet(self._book):
                self._safely(lambda: self._carry_out(orders, marks), former)
        except SavingsError:
            raise
        except Exception as error:
            raise self._host.worded(error) from error
        return former

    def restore(self, former: Former) -> tuple[int, int]:
        """Put back every cell that still holds what was written to it: how many were, and how many were left alone."""
        kept = [self._untouched_since(each) for each in former]
        try:
            self._host.refuse(self._book, [self._book.sheets[each.tab] for each in former])
            with self._host.quiet(self._book):
                self._put_back(tuple(kept))
        except SavingsError:
            raise
        except Exception as error:
            raise self._host.worded(error) from error
        back = sum(len(each.before) for each in kept)
        return back, sum(len(each.before) for each in former) - back

    def _changes_anything(self, order: Order) -> bool:
        grid = self._grids[folded(order.tab)]
        if isinstance(order, Clear) and all(grid.is_empty(*position) for position in order.area.cells):
            return self._host.style(self._cells(order.tab, order.area)) != PLAIN
        if isinstance(order, Style):
            return self._host.style(self._cells(order.tab, order.area)) != order.name
        if isinstance(order, Mark):
            return self._marks.would_change(order)
        return True

    def _refuse(self, orders: Sequence[Order], tabs: Iterable[str]) -> None:
        self._host.refuse(self._book, [self._book.sheets[tab] for tab in tabs])
        for order in orders:
            if isinstance(order, Write | Clear) and self._host.merged(self._cells(order.tab, order.area)):
                raise ProtectedWorkbook(f"{order.tab}!{order.area} holds merged cells; unmerge them and press the button again")

    def _safely(self, act: Callable[[], None], former: Former) -> None:
        try:
            act()
        except Exception as error:
            try:
                self._put_back(former)
                self._marks.retract()
                for retract in reversed(self._retractions):
                    retract()
            except Exception:
                if self._done:
                    raise CannotWrite(HALF_WRITTEN) from error
            raise

    def _carry_out(self, orders: Sequence[Order], marks: Sequence[Mark]) -> None:
        """Tables that shrink do so first, so that nothing is cleared inside them; those that grow do so last."""
        moving = [order for order in orders if isinstance(order, Mark)]
        for mark in moving:
            self._marks.prepare(mark)
        shrinking = [mark for mark in moving if mark.before and _within(mark.area, mark.before)]
        for order in (*shrinking, *(order for order in orders if not isinstance(order, Mark))):
            self._do(order)
        for mark in moving:
            if mark not in shrinking:
                self._do(mark)
        for mark in marks:
            self._write_headings_again(mark, orders)

    def _do(self, order: Order) -> None:
        cells = self._cells(order.tab, order.area)
        if isinstance(order, Clear):
            cells.clear_contents()
            cells.clear_formats()
        elif isinstance(order, Style):
            self._host.apply_style(cells, order.name)
        elif isinstance(order, Write):
            self._write(order)
        else:
            self._marks.move(order)
        self._done += 1

    def _write(self, order: Write) -> None:
        text = self._text_cells(order.tab, order.area)
        figures = [position for position in sorted(text or ()) if not _is_text(_cell(order, position))]
        self._retractions.append(partial(self._give_format, order.tab, figures, TEXT))
        self._give_format(order.tab, figures, GENERAL)
        known = None if text is None else text.difference(figures)
        self._cells(order.tab, order.area).formula = [
            [as_typed(cell, None if known is None else (row, at) in known) for at, cell in enumerate(cells, order.area.left)]
            for row, cells in enumerate(order.rows, order.area.top)
        ]

    def _text_cells(self, tab: str, area: Area) -> set[Position] | None:
        """The cells of text format, which make a text of everything typed into them; None where the host cannot see."""
        if not self._host.sees_formulas:
            return None
        formats = uniform(area, lambda piece: self._host.number_format(self._cells(tab, piece)))
        return {position for piece, shown in formats if shown == TEXT for position in piece.cells}

    def _give_format(self, tab: str, positions: list[Position], number_format: str) -> None:
        for area in rectangles(positions, lambda position: None):
            self._cells(tab, area).number_format = number_format

    def _write_headings_again(self, mark: Mark, orders: Sequence[Order]) -> None:
        """Excel tells apart headings that are alike for a moment while a table's heading row is written; so once more."""
        top = mark.area.top
        for order in orders:
            if (
                mark.is_table
                and isinstance(order, Write)
                and order.tab == mark.tab
                and order.area.top <= top <= order.area.bottom
            ):
                area = Area(top, order.area.left, top, order.area.right)
                self._write(Write(mark.tab, area, (order.rows[top - order.area.top],)))

    def _former(self, tab: str, orders: Sequence[Order]) -> FormerTab:
        grid = self._grids[folded(tab)]
        after: dict[Position, Content] = {}
        for order in orders:
            if isinstance(order, Clear):
                after |= {position: Content() for position in order.area.cells}
            elif isinstance(order, Write):
                after |= {position: _content(_cell(order, position)) for position in order.area.cells}
        before = {position: Content(grid.value(*position), grid.formula(*position)) for position in after}
        changed = {position for position in after if not before[position].is_still(after[position])}
        looks = [order.area for order in orders if isinstance(order, Clear | Style)]
        marks = {order.name: order.before for order in orders if isinstance(order, Mark) and order.before}
        return FormerTab(
            grid.tab,
            {position: before[position] for position in sorted(changed)},
            {position: after[position] for position in sorted(changed)},
            tuple(piece for area in looks for piece in uniform(area, lambda piece: self._host.style(self._cells(tab, piece)))),
            marks,
        )

    def _untouched_since(self, former: FormerTab) -> FormerTab:
        grid = self._grids[folded(former.tab)]
        same = [
            position
            for position, content in former.after.items()
            if Content(grid.value(*position), grid.formula(*position)).is_still(content)
        ]
        return FormerTab(former.tab, {position: former.before[position] for position in same}, {}, former.styles, former.marks)

    def _put_back(self, former: Former) -> None:
        for each in former:
            for area, name in each.styles:
                self._host.apply_style(self._cells(each.tab, area), name)
            self._put_contents_back(each, list(each.before))
            for name, area in each.marks.items():
                self._marks.put_back(each.tab, name, area)
            tables = [Area.parse(table.range.address) for table in self._book.sheets[each.tab].tables]
            headings = {area.top for area in tables if area}
            self._put_contents_back(each, [position for position in each.before if position[0] in headings])

    def _put_contents_back(self, former: FormerTab, positions: list[Position]) -> None:
        """Numbers and formulas may have been typed before their cells were given text format, so it is lifted meanwhile."""
        for area in rectangles(positions, lambda position: None):
            text = sorted(self._text_cells(former.tab, area) or ())
            figures = [position for position in text if not _is_text(former.before[position])]
            self._give_format(former.tab, figures, GENERAL)
            self._cells(former.tab, area).formula = _former_rows(former, area)
            self._give_format(former.tab, figures, TEXT)

    def _cells(self, tab: str, area: Area) -> "xlwings.Range":
        return self._book.sheets[tab].range((area.top, area.left), (area.bottom, area.right))


def _cell(order: Write, position: Position) -> Cell:
    return order.rows[position[0] - order.area.top][position[1] - order.area.left]


def _is_text(held: Cell | Content) -> bool:
    return not held.formula and (held.value is None or isinstance(held.value, str))


def _content(cell: Cell) -> Content:
    value = cell.value if isinstance(cell.value, str) or cell.value is None else float(cell.value)
    return Content(value or (None if value == "" else value), cell.formula)


def _former_rows(former: FormerTab, area: Area) -> list[list[Any]]:
    columns = range(area.left, area.right + 1)
    contents = [[former.before[row, column] for column in columns] for row in range(area.top, area.bottom + 1)]
    return [[put_back(each.value, each.formula) for each in row] for row in contents]


def _within(inner: Area, outer: Area) -> bool:
    return (inner.top, inner.left) in outer and (inner.bottom, inner.right) in outer
