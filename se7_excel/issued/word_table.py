"""A table in a Word document, by way of python-docx, which only this module knows."""

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from se7_excel.books.archive import Archive
from se7_excel.errors import SavingsError, UnfitOption, UnreadableTable
from se7_excel.issued.headings import headings_of
from se7_excel.issued.printed_table import Paper, PrintedCell, PrintedRow

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row

WITHOUT_DOCX = "reading Word documents needs python-docx; pip install 'se7_excel[word]', or save the table as text"
DAMAGED = "the Word document is damaged; open it in Word and save it anew as .docx, or save the table as text"
LARGEST_DOCUMENT = 64 << 20


def word_paper(data: bytes) -> Paper:
    """The words of a Word document and its table of savings; raises `UnreadableTable` where it cannot be read."""
    if find_spec("docx") is None:
        raise UnfitOption(WITHOUT_DOCX)
    document = _opened(data)
    tables = [tuple(_rows(table, number)) for number, table in enumerate(document.tables, 1)]
    found = next((rows for rows in tables if any(headings_of(row) for row in rows)), ())
    first, last = _words_around(document, tables.index(found) if found else 0)
    return Paper((*first, *(row for row in found if row), *last))


def _opened(data: bytes) -> "Document":
    import docx

    try:
        if sum(member.size for member in Archive(data).members.values()) > LARGEST_DOCUMENT:
            raise UnreadableTable(f"the document is larger than the {LARGEST_DOCUMENT >> 20} MiB we open; give the table alone")
        return docx.Document(BytesIO(data))
    except UnreadableTable:
        raise
    except SavingsError:
        raise UnreadableTable(DAMAGED) from None
    except Exception:  # the library raises whatever its own libraries raise
        raise UnreadableTable(DAMAGED) from None


def _rows(table: "Table", number: int) -> Iterator[PrintedRow]:
    seen: set[object] = set()
    for row_number, row in enumerate(table.rows, 1):
        yield {
            column: PrintedCell(text, f"table {number}, row {row_number}, cell {column}")
            for column, text in _cells(row, seen)
            if text
        }


def _cells(row: "_Row", seen: set[object]) -> Iterator[tuple[int, str]]:
    """The text of each cell; one that is merged over several says it in the first."""
    before = row.grid_cols_before
    for column, cell in enumerate(row.cells, 1 + before):
        if cell._tc not in seen:
            seen.add(cell._tc)
            yield column, " ".join(cell.text.split())


def _words_around(document: "Document", table: int) -> tuple[list[PrintedRow], list[PrintedRow]]:
    """The paragraphs before and after the table of this number."""
    from docx.table import Table

    before: list[PrintedRow] = []
    after: list[PrintedRow] = []
    tables, paragraph = 0, 0
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            tables += 1
            continue
        paragraph += 1
        text = " ".join(item.text.split())
        if text:
            (before if tables <= table else after).append({1: PrintedCell(text, f"paragraph {paragraph}")})
    return before, after
