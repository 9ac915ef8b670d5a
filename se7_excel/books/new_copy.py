"""The workbook of a copy that is to be sent, made with openpyxl: a prepared sheet for each page, and the charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from se7_excel.books.canonical import canonical
from se7_excel.books.new_charts import DESCRIPTIONS, add_charts
from se7_excel.books.new_looks import add_styles, fit_rows, put
from se7_excel.books.new_workbook import appendix_widths, data_widths, prepare
from se7_excel.savings.programme import Programme
from se7_excel.sheets import appendix_2, ladder_page, schema, styles, yearly_page
from se7_excel.sheets.page import Page

SOURCE_WIDTH = 40.0  # a source in words takes more room than a link


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page for the copy: the row of its headings and, where its tab is none of the tracker's, its columns' widths."""

    page: Page
    boxhead: int
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """What the copy says of itself as a document, at the head of each page too; the maker is the partnership, never a person."""

    title: str
    subject: str
    maker: str
    made_on: date
    marking: str = ""
    header: str = ""


def new_copy(programme: Programme, sheets: Sequence[Sheet], said_of_charts: tuple[str, ...], described: Described) -> bytes:
    """The bytes of an .xlsx workbook with a sheet for each page, still empty, and the charts before the last one.

    The same inputs give the same bytes.
    """
    book = Workbook()
    book.remove(book.active)
    add_styles(book)
    for sheet in sheets:
        prepare(book, sheet.page, sheet.widths or _widths(programme, sheet.page.tab), sheet.boxhead)
    pages = {sheet.page.tab: sheet.page for sheet in sheets}
    charts = book.create_sheet(schema.CHARTS, len(sheets) - 1)
    add_charts(charts, programme, pages[schema.LADDER], pages[schema.YEARLY], said_of_charts)
    if described.marking:
        put(charts, 2, 1, described.marking, styles.NOTE_FIGURE)
    for each in book.worksheets:
        fit_rows(each)
    _describe(book, described)
    saved = BytesIO()
    book.save(saved)
    return canonical(saved.getvalue(), described.made_on, DESCRIPTIONS)


def _widths(programme: Programme, tab: str) -> tuple[float, ...]:
    known = {
        schema.APPENDIX: appendix_widths(programme),
        schema.APPENDIX_DATA: (*data_widths(programme)[:-1], SOURCE_WIDTH),
        schema.APPENDIX_2: appendix_2.WIDTHS,
        schema.LADDER: ladder_page.WIDTHS,
        schema.YEARLY: yearly_page.WIDTHS,
    }
    return known[tab]


def _describe(book: Workbook, described: Described) -> None:
    for sheet in book.worksheets:
        sheet.oddHeader.center.text = described.header or None
    book.properties.title, book.properties.creator = described.title, described.maker
    book.properties.subject = described.subject
    book.properties.language = "en-GB"
    book.active = 0
