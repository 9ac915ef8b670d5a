"""Carrying out orders on a live workbook: looked at first, hushed, written, and put back where Excel refuses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from se7_excel.books.former import Content, Former, FormerTab, Position
from se7_excel.books.live_cells import as_typed, put_back, uniform
from se7_excel.books.live_orders import Clear, Mark, Order, Style, Write
from se7_excel.books.remote_host import RemoteHost
from se7_excel.books.render import rectangles
from se7_excel.errors import CannotWrite, ProtectedWorkbook, SavingsError
from se7_excel.sheets.addresses import Area, quoted
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import TEXT

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
        self._done = 0

    def carry_out(self, orders: Sequence[Order]) -> Former:
        """Do what the orders say, and return what stood there before; raises with everything as it was."""
        orders = [order for order in orders if self._changes_anything(order)]
        if not orders:
            return ()
        tabs = tuple(dict.fromkeys(order.tab for order in orders))
        former: Former = ()
        try:
            self._refuse(orders, tabs)
            former = tuple(self._former(tab, [order for order in orders if order.tab == tab]) for tab in tabs)
            with self._host.quiet(self._book):
                self._safely(lambda: self._carry_out(orders), former)
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
            return order.before != order.area or grid.filtered or self._hides_rows(order)
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
            except Exception:
                if self._done:
                    raise CannotWrite(HALF_WRITTEN) from error
            raise

    def _carry_out(self, orders: Sequence[Order]) -> None:
        """Tables that shrink do so first, so that nothing is cleared inside them; those that grow do so last."""
        marks = [order for order in orders if isinstance(order, Mark)]
        shrinking = [mark for mark in marks if mark.before and _within(mark.area, mark.before)]
        for order in (*shrinking, *(order for order in orders if not isinstance(order, Mark))):
            self._do(order)
        for mark in marks:
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
            self._write(cells, order)
        else:
            self._mark(cells, order)
        self._done += 1

    def _write(self, cells: "xlwings.Range", order: Write) -> None:
        if any(cell.formula for row in order.rows for cell in row):
            self._let_calculate(order)
        cells.formula = [[as_typed(cell) for cell in row] for row in order.rows]

    def _let_calculate(self, order: Write) -> None:
        """A formula set down in a cell of text format would stay a text."""
        for piece, shown in uniform(order.area, lambda piece: self._host.number_format(self._cells(order.tab, piece))):
            if shown == TEXT and any(_cell(order, position).formula for position in piece.cells):
                self._cells(order.tab, piece).number_format = "General"

    def _mark(self, cells: "xlwings.Range", order: Mark) -> None:
        if self._grids[folded(order.tab)].filtered or self._hides_rows(order):
            self._host.show_all(cells)
        if order.before == order.area:
            return
        if order.is_table:
            self._resize(cells, order)
        else:
            self._rename(order)
        if order.before:
            self._host.follow(self._book, order.tab, order.before, order.area)

    def _resize(self, cells: "xlwings.Range", order: Mark) -> None:
        table = self._book.sheets[order.tab].tables[order.name]
        if table.show_totals:
            table.show_totals = False
        table.resize(cells)

    def _rename(self, order: Mark) -> None:
        """Let the name stand for the area, and with it what else stood for just the area before."""
        refers_to = f"={quoted(order.tab)}!{order.area.absolute}"
        names = {name.name: name for name in self._book.names}
        if order.name not in names:
            self._book.names.add(order.name, refers_to)
        grid = self._grids[folded(order.tab)]
        for name in (order.name, *(name for name, area in grid.areas.items() if area == order.before and name != order.name)):
            if name in names:
                names[name].refers_to = refers_to
        setup = self._book.sheets[order.tab].page_setup
        if order.before and Area.parse(setup.print_area or "") == order.before:
            setup.print_area = order.area.absolute

    def _write_headings_again(self, mark: Mark, orders: Sequence[Order]) -> None:
        """Excel tells apart headings that are alike for a moment while a table's heading row is written; so once more."""
        for order in orders:
            if (
                mark.is_table
                and isinstance(order, Write)
                and order.tab == mark.tab
                and order.area.top <= mark.area.top <= order.area.bottom
            ):
                row = order.rows[mark.area.top - order.area.top]
                area = Area(mark.area.top, order.area.left, mark.area.top, order.area.right)
                self._cells(mark.tab, area).formula = [[as_typed(cell) for cell in row]]

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
            for area in rectangles(list(each.before), lambda position: None):
                self._cells(each.tab, area).formula = _former_rows(each, area)
            for name, area in each.marks.items():
                self._put_mark_back(each.tab, name, area)

    def _put_mark_back(self, tab: str, name: str, area: Area) -> None:
        tables = {table.name: table for table in self._book.sheets[tab].tables}
        now = Area.parse(tables[name].range.address) if name in tables else None
        self._mark(self._cells(tab, area), Mark(tab, area, name, name in tables, now))

    def _hides_rows(self, order: Mark) -> bool:
        hidden = self._grids[folded(order.tab)].hidden_rows
        return any(order.area.top <= row <= order.area.bottom for row in hidden)

    def _cells(self, tab: str, area: Area) -> "xlwings.Range":
        return self._book.sheets[tab].range((area.top, area.left), (area.bottom, area.right))


def _cell(order: Write, position: Position) -> Cell:
    return order.rows[position[0] - order.area.top][position[1] - order.area.left]


def _content(cell: Cell) -> Content:
    value = cell.value if isinstance(cell.value, str) or cell.value is None else float(cell.value)
    return Content(value or (None if value == "" else value), cell.formula)


def _former_rows(former: FormerTab, area: Area) -> list[list[Any]]:
    columns = range(area.left, area.right + 1)
    contents = [[former.before[row, column] for column in columns] for row in range(area.top, area.bottom + 1)]
    return [[put_back(each.value, each.formula) for each in row] for row in contents]


def _within(inner: Area, outer: Area) -> bool:
    return (inner.top, inner.left) in outer and (inner.bottom, inner.right) in outer
