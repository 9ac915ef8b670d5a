"""The workbook of the summary, made with openpyxl: one sheet with the house's styles, its cells set down afterwards."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from se7_excel.books.canonical import canonical
from se7_excel.books.new_looks import add_styles, add_table, print_setup, put, set_widths
from se7_excel.sheets.page import Page


def new_summary(page: Page, widths: tuple[float, float, float], made_on: date) -> bytes:
    """The bytes of an .xlsx workbook with a sheet for this page; the widths are of names, amounts, and the last amounts."""
    book = Workbook()
    sheet = book.active
    sheet.title = page.tab
    add_styles(book)
    area = page.marks[0].area
    set_widths(sheet, (widths[0], *[widths[1]] * (area.right - 2), widths[2]))
    print_setup(sheet, area.top)
    for column in range(area.left, area.right + 1):
        cell = page.cells[area.top, column]
        put(sheet, area.top, column, cell.value, cell.style)
    add_table(sheet, page.marks[0].name, area)
    book.properties.title, book.properties.creator, book.properties.language = page.tab, "se7_excel", "en-GB"
    saved = BytesIO()
    book.save(saved)
    return canonical(saved.getvalue(), made_on)
