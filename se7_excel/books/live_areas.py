"""Cells and names of a live workbook, asked for the same way everywhere."""

from typing import TYPE_CHECKING

from se7_excel.books.live_cells import uniform
from se7_excel.books.remote_host import RemoteHost
from se7_excel.books.render import rectangles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.styles import TEXT

if TYPE_CHECKING:
    import xlwings

Position = tuple[int, int]


def cells_at(book: "xlwings.Book", tab: str, area: Area) -> "xlwings.Range":
    """The cells of the area."""
    return book.sheets[tab].range((area.top, area.left), (area.bottom, area.right))


def references(book: "xlwings.Book") -> tuple[tuple[str, str], ...]:
    """The workbook's defined names, those of single tabs left out, each with what it refers to now."""
    names = ((name.name, name.refers_to) for name in book.names)
    return tuple((name, refers_to.removeprefix("=")) for name, refers_to in names if refers_to and "!" not in name)


def text_cells(book: "xlwings.Book", host: RemoteHost, tab: str, area: Area) -> set[Position] | None:
    """The cells of text format, which make a text of everything typed into them; None where the host cannot see."""
    if not host.sees_formulas:
        return None
    formats = uniform(area, lambda piece: host.number_format(cells_at(book, tab, piece)))
    return {position for piece, shown in formats if shown == TEXT for position in piece.cells}


def give_format(book: "xlwings.Book", tab: str, positions: list[Position], number_format: str) -> None:
    """Give these cells the number format."""
    for area in rectangles(positions, lambda position: None):
        cells_at(book, tab, area).number_format = number_format
