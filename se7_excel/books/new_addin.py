"""The workbook our add-in is made from: one sheet that says what it is; ribbon and macros are put in afterwards."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from se7_excel.books.canonical import canonical

TITLE = "Savings tracker"
WHAT_IT_IS = "The buttons of the savings tracker, for any tracker that is open."


def new_addin(version: str, made_on: date) -> bytes:
    """The bytes of the .xlsx workbook to make the add-in from; the same version gives the same bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "About"
    for row, text in enumerate((TITLE, WHAT_IT_IS, f"se7_excel {version}"), 1):
        sheet.cell(row, 1, text)
    sheet.column_dimensions["A"].width = 70
    book.properties.title, book.properties.description, book.properties.creator = TITLE, WHAT_IT_IS, "se7_excel"
    book.properties.language = "en-GB"
    saved = BytesIO()
    book.save(saved)
    return canonical(saved.getvalue(), made_on)
