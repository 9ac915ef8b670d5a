"""The workbook of the summary, made with openpyxl: a styled sheet for each page, its cells set down afterwards."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.canonical import canonical
from se7_excel.books.new_looks import add_styles, add_table, print_setup, put, set_widths
from se7_excel.sheets.page import Page


def new_summary(pages: Sequence[tuple[Page, Sequence[float]]], made_on: date) -> bytes:
    """The bytes of an .xlsx workbook with a sheet for each page and its columns' widths; the first page names it."""
    book = Workbook()
    book.remove(book.active)
    add_styles(book)
    for page, widths in pages:
        _prepare(book.create_sheet(page.tab), page, widths)
    title = pages[0][0].tab
    book.properties.title, book.properties.creator, book.properties.language = title, "se7_excel", "en-GB"
    saved = BytesIO()
    book.save(saved)
    return canonical(saved.getvalue(), made_on)


def _prepare(sheet: Worksheet, page: Page, widths: Sequence[float]) -> None:
    """The sheet's widths, print set-up and table, still empty but for the boxhead."""
    area = page.marks[0].area
    set_widths(sheet, widths)
    print_setup(sheet, area.top)
    for column in range(area.left, area.right + 1):
        cell = page.cells[area.top, column]
        put(sheet, area.top, column, cell.value, cell.style)
    add_table(sheet, page.marks[0].name, area)
