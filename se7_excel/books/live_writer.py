"""Carrying out orders on a live workbook: looked at first, hushed, written, and put back where Excel refuses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from se7_excel.books.former import Former
from se7_excel.books.live_areas import cells_at, give_format, text_cells
from se7_excel.books.live_cells import as_typed
from se7_excel.books.live_marks import LiveMarks
from se7_excel.books.live_memory import LiveMemory
from se7_excel.books.live_orders import Clear, Mark, Order, Style, Write, cell_in
from se7_excel.books.remote_host import PLAIN_STYLE, RemoteHost
from se7_excel.errors import HalfWritten, ProtectedWorkbook, SavingsError
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.styles import GENERAL, TEXT

if TYPE_CHECKING:
    import xlwings


class LiveWriter:
    """Writes to one workbook, whose tabs were read before."""

    def __init__(self, book: "xlwings.Book", host: RemoteHost, grids: Mapping[str, Grid]) -> None:
        self._book, self._host, self._grids = book, host, grids
        self._marks, self._memory = LiveMarks(book, host, grids), LiveMemory(book, host, grids)
        self._started = False
        self._retractions: list[Callable[[], None]] = []

    def carry_out(self, orders: Sequence[Order]) -> Former:
        """Do what the orders say, and return what stood there before; raises with everything as it was."""
        marks = [order for order in orders if isinstance(order, Mark)]
        orders = [order for order in orders if self._changes_anything(order)]
        tabs = tuple(dict.fromkeys(order.tab for order in orders))
        with self._worded():
            self._refuse(orders, tabs)
            former = tuple(self._memory.former(tab, _on(tab, orders), _marks_on(tab, marks)) for tab in tabs)
            if orders:
                with self._host.quiet(self._book):
                    self._safely(lambda: self._carry_out(orders, marks), former)
        return former

    def restore(self, former: Former) -> tuple[int, int]:
        """Put back what nobody has changed since: how many cells were, and how many were left alone."""
        kept = self._memory.untouched(former)
        with self._worded():
            self._host.refuse(self._book, [self._book.sheets[each.tab] for each in kept])
            forward = self._memory.reversed(kept)
            with self._host.quiet(self._book):
                self._safely(lambda: self._put_back(kept), forward)
        back = sum(len(each.before) for each in kept)
        return back, sum(len(each.before) for each in former) - back

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """Everything Excel says against us as a sentence."""
        try:
            yield
        except SavingsError:
            raise
        except Exception as error:
            raise self._host.worded(error) from error

    def _changes_anything(self, order: Order) -> bool:
        grid = self._grids[folded(order.tab)]
        if isinstance(order, Clear) and all(grid.is_empty(*position) for position in order.area.cells):
            return self._host.style(self._cells(order)) != PLAIN_STYLE
        if isinstance(order, Style):
            return self._host.style(self._cells(order)) != order.name
        if isinstance(order, Mark):
            return self._marks.would_change(order)
        return True

    def _refuse(self, orders: Sequence[Order], tabs: Iterable[str]) -> None:
        self._host.refuse(self._book, [self._book.sheets[tab] for tab in tabs])
        for order in orders:
            if isinstance(order, Write | Clear) and self._host.merged(self._cells(order)):
                raise ProtectedWorkbook(f"{order.tab}!{order.area} holds merged cells; unmerge them and press the button again")

    def _safely(self, act: Callable[[], None], former: Former) -> None:
        try:
            act()
        except Exception as error:
            try:
                self._memory.put_back(former, self._marks)
                self._marks.retract()
                for retract in reversed(self._retractions):
                    retract()
            except Exception:
                if self._started:
                    raise HalfWritten(tuple(each.tab for each in former)) from error
            raise

    def _carry_out(self, orders: Sequence[Order], marks: Sequence[Mark]) -> None:
        """Tables that shrink do so first, so that nothing is cleared inside them; those that grow do so last."""
        moving = [order for order in orders if isinstance(order, Mark)]
        shrinking = [mark for mark in moving if mark.before and _within(mark.area, mark.before)]
        for order in (*shrinking, *(order for order in orders if not isinstance(order, Mark))):
            self._do(order)
        for mark in moving:
            if mark not in shrinking:
                self._do(mark)
        for mark in marks:
            self._write_headings_again(mark, orders)

    def _put_back(self, former: Former) -> None:
        self._started = True
        self._memory.put_back(former, self._marks)

    def _do(self, order: Order) -> None:
        if isinstance(order, Clear):
            self._cells(order).clear_contents()
            self._host.clear_style(self._cells(order))
        elif isinstance(order, Style):
            self._host.apply_style(self._cells(order), order.name)
        elif isinstance(order, Write):
            self._write(order)
        else:
            self._marks.move(order)
        self._started = True

    def _write(self, order: Write) -> None:
        text = text_cells(self._book, self._host, order.tab, order.area)
        figures = [position for position in sorted(text or ()) if not cell_in(order, position).is_text]
        self._retractions.append(partial(give_format, self._book, order.tab, figures, TEXT))
        give_format(self._book, order.tab, figures, GENERAL)
        known = None if text is None else text.difference(figures)
        self._cells(order).formula = [
            [as_typed(cell, None if known is None else (row, at) in known) for at, cell in enumerate(cells, order.area.left)]
            for row, cells in enumerate(order.rows, order.area.top)
        ]

    def _write_headings_again(self, mark: Mark, orders: Sequence[Order]) -> None:
        """Excel tells apart headings that are alike for a moment while a table's heading row is written; so once more."""
        top = mark.area.top
        for order in _on(mark.tab, orders):
            if mark.is_table and isinstance(order, Write) and order.area.top <= top <= order.area.bottom:
                area = Area(top, order.area.left, top, order.area.right)
                self._write(Write(mark.tab, area, (order.rows[top - order.area.top],)))

    def _cells(self, order: Order) -> "xlwings.Range":
        return cells_at(self._book, order.tab, order.area)


def _on(tab: str, orders: Sequence[Order]) -> list[Order]:
    return [order for order in orders if order.tab == tab]


def _marks_on(tab: str, marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.tab == tab]


def _within(inner: Area, outer: Area) -> bool:
    return (inner.top, inner.left) in outer and (inner.bottom, inner.right) in outer
