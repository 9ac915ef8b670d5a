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
from se7_excel.books.new_charts import DESCRIPTIONS, add_charts
from se7_excel.books.new_looks import add_styles, add_table, fit_rows, print_setup, put, set_widths, spread_if_wide
from se7_excel.books.new_settings import NAMED_FACTS, fill_settings
from se7_excel.books.new_share_tab import fill_shares
from se7_excel.books.new_tabs import fill_accepted, fill_longer_term, fill_milestones, fill_start, fill_workstream
from se7_excel.savings.programme import Programme
from se7_excel.sheets import appendix, appendix_2, check_report, last_issue, log, schema
from se7_excel.sheets.addresses import quoted
from se7_excel.sheets.appendix import appendix_page, appendix_table
from se7_excel.sheets.appendix_2 import appendix_2_page
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.check_report import check_page
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.ladder_page import WIDTHS as LADDER_WIDTHS
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.last_issue import empty_issue_page
from se7_excel.sheets.log import log_page
from se7_excel.sheets.page import Page
from se7_excel.sheets.yearly_page import WIDTHS as YEARLY_WIDTHS
from se7_excel.sheets.yearly_page import yearly_page

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
    _officers_tabs(book, programme)
    _calculated_tabs(book, programme)
    _record(book, empty_issue_page(), last_issue.WIDTHS)
    _record(book, log_page(Grid(schema.LOG)), log.WIDTHS)
    version = f"Version {guide.version}, {guide.made_on.day} {guide.made_on:%B %Y}"
    fill_start(start, book.sheetnames, programme, guide.buttons, version)
    for sheet in book.worksheets:
        fit_rows(sheet)
    _describe(book, programme)
    saved = BytesIO()
    book.save(saved)
    return canonical(saved.getvalue(), guide.made_on, DESCRIPTIONS)


def appendix_widths(programme: Programme) -> tuple[float, ...]:
    """The widths in characters of the columns of Appendix 1."""
    years = len(programme.years)
    return (appendix.WORKSTREAM_WIDTH, appendix.PARTY_WIDTH, *[appendix.year_width(years)] * years, appendix.TOTAL_WIDTH)


def data_widths(programme: Programme) -> tuple[float, ...]:
    """The widths in characters of the columns of Appendix 1 data."""
    return (*DATA_WIDTHS, *[DATA_YEAR_WIDTH] * (2 * len(programme.years)), *DATA_LAST_WIDTHS)


def prepare(book: Workbook, page: Page, widths: Sequence[float], boxhead: int) -> None:
    """Add a tab for a page: widths, print set-up, and the areas the page names, still empty but for the boxhead."""
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
        spread_if_wide(sheet, widths, boxhead)
    for mark in others:
        _name_area(book, sheet, mark.name, mark.area.absolute)


def _officers_tabs(book: Workbook, programme: Programme) -> None:
    """Settings, a tab for each workstream, and the tables beside them."""
    settings = book.create_sheet(schema.SETTINGS)
    fill_settings(settings, programme)
    for name, address in NAMED_FACTS.items():
        _name_area(book, settings, name, address)
    for number, workstream in enumerate(programme.workstreams, 1):
        fill_workstream(book.create_sheet(workstream.tab), workstream, programme, number)
    fill_longer_term(book.create_sheet(schema.LONGER_TERM), programme)
    fill_shares(book.create_sheet(schema.SHARES), programme)
    fill_milestones(book.create_sheet(schema.MILESTONES), programme)


def _calculated_tabs(book: Workbook, programme: Programme) -> None:
    """The pages the actions set down, made ready, and the charts drawn from them."""
    prepare(book, appendix_page(programme), appendix_widths(programme), appendix_table(programme).boxhead_row)
    data = data_page(programme)
    prepare(book, data, data_widths(programme), data.marks[0].area.top)
    appendix_2_due = appendix_2_page(programme)
    prepare(book, appendix_2_due, appendix_2.WIDTHS, appendix_2_due.marks[0].area.top)
    ladder, yearly = ladder_page(programme), yearly_page(programme)
    prepare(book, ladder, LADDER_WIDTHS, ladder.marks[0].area.top)
    prepare(book, yearly, YEARLY_WIDTHS, yearly.marks[0].area.top)
    checks = check_page(programme, ())
    prepare(book, checks, check_report.WIDTHS, checks.marks[0].area.top)
    fill_accepted(book.create_sheet(schema.ACCEPTED))
    add_charts(book.create_sheet(schema.CHARTS), programme, ladder, yearly)


def _record(book: Workbook, page: Page, widths: Sequence[float]) -> None:
    """A page on which the actions keep a record, still empty."""
    prepare(book, page, widths, page.marks[0].area.top)
    for (row, column), cell in page.cells.items():
        put(book[page.tab], row, column, cell.value, cell.style)


def _name_area(book: Workbook, sheet: Worksheet, name: str, address: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"{quoted(sheet.title)}!{address}")


def _describe(book: Workbook, programme: Programme) -> None:
    name = programme.partnership.full_name or programme.partnership.name
    book.properties.title = f"{name} savings tracker"
    book.properties.subject = "Savings by workstream, authority and financial year"
    book.properties.creator = "se7_excel"
    book.properties.language = "en-GB"
    book.active = 0
