"""A new tracker workbook made with openpyxl from the schema: its inputs, tables, styles, print set-up and charts.

Calculated cells are left empty; the actions fill them in as in any officer's file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.canonical import canonical
from se7_excel.books.new_charts import add_charts
from se7_excel.books.new_looks import add_styles, add_table, fit_rows, print_setup, put, set_widths
from se7_excel.books.new_tabs import NAMED_FACTS, fill_accepted, fill_longer_term, fill_settings, fill_start, fill_workstream
from se7_excel.savings.programme import Programme
from se7_excel.sheets import appendix, check_report, log, schema
from se7_excel.sheets.addresses import quoted
from se7_excel.sheets.appendix import appendix_page, appendix_table
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.check_report import check_page
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.log import log_page
from se7_excel.sheets.page import Page

DATA_WIDTHS = (36.0, 16.0)
DATA_YEAR_WIDTH, DATA_LAST_WIDTHS = 20.0, (20.0, 18.0, 24.0)


@dataclass(frozen=True, slots=True)
class Guide:
    """What the Start tab says: each button with its command and what it does, the product's version, the day."""

    buttons: Sequence[tuple[str, str, str]]
    version: str
    made_on: date


def new_workbook(programme: Programme, guide: Guide) -> bytes:
    """The bytes of an .xlsx workbook holding the programme's inputs; the same inputs give the same bytes."""
    book = Workbook()
    book.remove(book.active)
    add_styles(book)
    start = book.create_sheet(schema.START)
    settings = book.create_sheet(schema.SETTINGS)
    fill_settings(settings, programme)
    for name, address in NAMED_FACTS.items():
        _name_area(book, settings, name, address)
    for number, workstream in enumerate(programme.workstreams, 1):
        fill_workstream(book.create_sheet(workstream.tab), workstream, programme, number)
    fill_longer_term(book.create_sheet(schema.LONGER_TERM), programme)
    years = len(programme.years)
    appendix_widths = (
        appendix.WORKSTREAM_WIDTH,
        appendix.PARTY_WIDTH,
        *[appendix.year_width(years)] * years,
        appendix.TOTAL_WIDTH,
    )
    _prepare(book, appendix_page(programme), appendix_widths, appendix_table(programme).boxhead_row)
    data = data_page(programme)
    _prepare(book, data, (*DATA_WIDTHS, *[DATA_YEAR_WIDTH] * (2 * years), *DATA_LAST_WIDTHS), data.marks[0].area.top)
    checks = check_page(programme, ())
    _prepare(book, checks, check_report.WIDTHS, checks.marks[0].area.top)
    fill_accepted(book.create_sheet(schema.ACCEPTED))
    add_charts(book.create_sheet(schema.CHARTS), programme, data)
    history = log_page(Grid(schema.LOG))
    _prepare(book, history, log.WIDTHS, history.marks[0].area.top)
    for (row, column), cell in history.cells.items():
        put(book[schema.LOG], row, column, cell.value, cell.style)
    version = f"Version {guide.version}, {guide.made_on.day} {guide.made_on:%B %Y}"
    fill_start(start, book.sheetnames, programme, guide.buttons, version)
    for sheet in book.worksheets:
        fit_rows(sheet)
    _describe(book, programme)
    saved = BytesIO()
    book.save(saved)
    return canonical(saved.getvalue(), guide.made_on)


def _prepare(book: Workbook, page: Page, widths: Sequence[float], boxhead: int) -> None:
    """A tab for a page: widths, print set-up, and the areas the page names, still empty but for the boxhead."""
    sheet = book.create_sheet(page.tab)
    set_widths(sheet, widths)
    print_setup(sheet, boxhead)
    main, *others = page.marks
    if main.area.top == 1:
        _name_area(book, sheet, main.name, main.area.absolute)
        sheet.print_area = str(main.area)
    else:
        for column in range(main.area.left, main.area.right + 1):
            cell = page.cells[main.area.top, column]
            put(sheet, main.area.top, column, cell.value, cell.style)
        add_table(sheet, main.name, main.area)
    for mark in others:
        _name_area(book, sheet, mark.name, mark.area.absolute)


def _name_area(book: Workbook, sheet: Worksheet, name: str, address: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"{quoted(sheet.title)}!{address}")


def _describe(book: Workbook, programme: Programme) -> None:
    name = programme.partnership.full_name or programme.partnership.name
    book.properties.title = f"{name} savings tracker"
    book.properties.subject = "Savings by workstream, authority and financial year"
    book.properties.creator = "se7_excel"
    book.properties.language = "en-GB"
    book.active = 0
