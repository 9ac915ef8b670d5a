"""The clean copy: the workbook that leaves, built afresh from allow-listed pages, never a tracker with parts taken out."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from se7_excel.books.file_book import FileBook
from se7_excel.books.render import render
from se7_excel.outgoing import about as about_sheet
from se7_excel.outgoing import notes as notes_sheet
from se7_excel.outgoing.about import About, about_page, maker_of, meeting_of
from se7_excel.outgoing.allow_list import SUBJECT, header_of
from se7_excel.outgoing.draft import NOT_IN_NAMES
from se7_excel.outgoing.notes import IN_PRINT, notes_page, read_with
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_position
from se7_excel.sheets.appendix import appendix_page, appendix_table
from se7_excel.sheets.appendix_2 import appendix_2_page
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.formulas import is_link, moved
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.page import Cell, Mark, Page
from se7_excel.sheets.yearly_page import yearly_page

LONGEST_NAME = 60
DRAWN_FROM = f"Drawn from {schema.LADDER} and {schema.YEARLY}, which hold the figures."


def clean_copy(programme: Programme, about: About) -> bytes:
    """The bytes of an .xlsx workbook that may be sent; the same inputs give the same bytes."""
    from se7_excel.books.new_copy import Described, Sheet, new_copy

    title_page, notes = _marked(about_page(programme, about), about, ""), _marked(notes_page(programme), about, IN_PRINT)
    sheets = (
        Sheet(title_page, title_page.marks[0].area.top, about_sheet.WIDTHS),
        *(Sheet(page, boxhead) for page, boxhead in _appendices(programme, about)),
        Sheet(notes, notes.marks[0].area.top, notes_sheet.WIDTHS),
    )
    described = Described(
        _title(programme, about), SUBJECT, maker_of(programme), about.made_at.date(), about.marked, header_of(about.marked)
    )
    said = tuple(_lines(about, f"{DRAWN_FROM} {read_with(programme, schema.CHARTS)}"))
    book = FileBook(new_copy(programme, sheets, said, described))
    for sheet in sheets:
        render(sheet.page, book)
    return b"".join(book.finish().rewritten())


def file_name(programme: Programme, issue: int) -> str:
    """The copy's file name with partnership, meeting and version, fit for any system."""
    kept = "".join(each if each.isprintable() and each not in NOT_IN_NAMES else " " for each in programme.partnership.initials)
    name = " ".join(unicodedata.normalize("NFC", kept).split())[:LONGEST_NAME].strip(" .") or "Partnership"
    day = meeting_of(programme)
    dated = f" – {day.day} {day:%B %Y}" if day else ""
    return f"{name} savings{dated} – v{issue}.xlsx"


def _title(programme: Programme, about: About) -> str:
    day, authority = meeting_of(programme), in_one_line(programme.reporting.name)
    dated = f", {day.day} {day:%B %Y}" if day else ""
    return f"{maker_of(programme)} savings: Appendix 1 and Appendix 2 for {authority}, version {about.issue}{dated}"


def _appendices(programme: Programme, about: About) -> Iterator[tuple[Page, int]]:
    """The pages of the tracker that are sent, each with the row of its headings."""
    faithful = appendix_page(programme)
    said = read_with(programme, faithful.tab)
    yield _marked(faithful, about, said), appendix_table(programme).boxhead_row + len(tuple(_lines(about, said)))
    for page in (unlinked(data_page(programme)), *(of(programme) for of in (appendix_2_page, ladder_page, yearly_page))):
        marked = _marked(page, about, read_with(programme, page.tab))
        yield marked, marked.marks[0].area.top


def _lines(about: About, said: str) -> Iterator[str]:
    """The lines below a title: the protective marking where there is one, and where to read on."""
    return (line for line in (about.marked, said) if line)


def _marked(page: Page, about: About, said: str) -> Page:
    """The page with these lines put in below its title, and everything further down moved out of their way."""
    lines = tuple(_lines(about, said))
    down = len(lines)
    cells = {(row if row == 1 else row + down, column): _moved_down(cell, down) for (row, column), cell in page.cells.items()}
    for row, line in enumerate(lines, 2):
        cells[row, 1] = Cell(line, styles.NOTE_FIGURE if line == about.marked else styles.NOTE)
    return Page(page.tab, cells, tuple(Mark(mark.name, _lower(mark.area, down)) for mark in page.marks))


def _moved_down(cell: Cell, down: int) -> Cell:
    return cell._replace(formula=moved(cell.formula, down, 0)) if cell.formula else cell


def _lower(area: Area, down: int) -> Area:
    """The area so many rows further down; that of a whole page grows."""
    return replace(area, top=area.top if area.top == 1 else area.top + down, bottom=area.bottom + down)


def unlinked(page: Page) -> Page:
    """The accessible table without links into a tracker its readers do not have: each source in plain words."""
    cells = {
        position: Cell(_in_words(str(cell.value)), styles.DATA_TEXT) if is_link(cell.formula) else cell
        for position, cell in page.cells.items()
    }
    return replace(page, cells=cells)


def _in_words(place: str) -> str:
    """A place such as `Highways!G12` in words: the tab and the row."""
    tab, _, address = place.rpartition("!")
    position = cell_position(address)
    return f"{tab}, row {position[0]} of the tracker" if position else place
