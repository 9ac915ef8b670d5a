"""Setting a page down in a book: clear what is gone, style, then write, in rectangles."""

from collections.abc import Callable, Iterator
from itertools import groupby

from se7_excel.books.book import Book
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.page import Cell, Page

Positions = list[tuple[int, int]]
Kind = Callable[[tuple[int, int]], object]


def render(page: Page, book: Book) -> None:
    """Set the page down on its tab; cells outside the page and its former area are not touched."""
    grid = book.read(page.tab)
    former = page.former(grid)
    if former:
        for area in rectangles([cell for cell in former.cells if cell not in page.cells], lambda cell: None):
            book.clear(page.tab, area)
    for area in rectangles(_to_style(page, grid), lambda cell: page.cells[cell].style):
        style = page.cells[area.top, area.left].style
        if style:
            book.apply_style(page.tab, area, style)
    for area in rectangles(list(page.cells), lambda cell: None):
        book.write(page.tab, area.top, area.left, _contents(page, area))
    for mark in page.marks:
        book.mark_table(page.tab, mark.name, mark.area)


def _to_style(page: Page, grid: Grid) -> Positions:
    """The cells that take the page's style: all of a page that owns its tab, else only those that were empty."""
    return [cell for cell in page.cells if page.restyles or grid.is_empty(*cell)]


def _contents(page: Page, area: Area) -> list[list[Cell]]:
    columns = range(area.left, area.right + 1)
    return [[page.cells[row, column] for column in columns] for row in range(area.top, area.bottom + 1)]


def rectangles(cells: Positions, kind: Kind) -> Iterator[Area]:
    """The cells as few rectangles of one kind each: runs along rows, joined with equal runs straight below."""
    open_runs: dict[tuple[int, int, object], Area] = {}
    for row, positions in groupby(sorted(cells), key=lambda cell: cell[0]):
        runs = {}
        for left, right, what in _runs(list(positions), kind):
            above = open_runs.pop((left, right, what), None)
            joins = above is not None and above.bottom == row - 1
            if above and not joins:
                yield above
            runs[left, right, what] = Area(above.top if above and joins else row, left, row, right)
        yield from open_runs.values()
        open_runs = runs
    yield from open_runs.values()


def _runs(cells: Positions, kind: Kind) -> Iterator[tuple[int, int, object]]:
    """The runs of neighbouring cells of one row that are of one kind: first column, last column, kind."""
    start = 0
    for index in range(1, len(cells) + 1):
        ended = index == len(cells) or cells[index][1] != cells[index - 1][1] + 1
        if ended or kind(cells[index]) != kind(cells[start]):
            yield cells[start][1], cells[index - 1][1], kind(cells[start])
            start = index
