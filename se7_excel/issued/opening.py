"""Opening what somebody sent: text, CSV, a Word document or a workbook, and what its table comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from se7_excel.errors import SavingsError, UnreadableTable
from se7_excel.issued.aligned import aligned_paper
from se7_excel.issued.checks import table_findings
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.delimited import barred_paper, delimited_paper
from se7_excel.issued.headings import Kind, headings_of
from se7_excel.issued.interpretation import interpreted, kept_words, programme_of
from se7_excel.issued.kept import Kept
from se7_excel.issued.printed_table import Paper, table_on
from se7_excel.issued.sheet_table import workbook_paper
from se7_excel.issued.two_pages import page_findings
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.programme import Programme

Way = Callable[[str], Paper]
LARGEST_TEXT = 4 << 20
MOST_LINES = 50_000
MARKS_OF_OTHERS = (
    (b"%PDF", "this is a PDF; save its table as text with pdftotext -layout, or copy it into a text file"),
    (b"\xd0\xcf\x11\xe0", "this is an old or encrypted Office file; save it anew as .docx or .xlsx without a password"),
    (b"{\\rtf", "this is a rich text document; save it in Word as .docx or as plain text"),
    (b"\x89PNG", "this is a picture; type the table into a text file"),
    (b"\xff\xd8\xff", "this is a picture; type the table into a text file"),
    (b"<!DOCTYPE", "this is a web page; copy its table into a text file"),
    (b"<html", "this is a web page; copy its table into a text file"),
)
WORD, WORKBOOK = "word/document.xml", "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Issued:
    """What an issued table comes to: the programme of its lines, what is wrong with it, and what was kept as words."""

    programme: Programme
    findings: tuple[Finding, ...]
    kept: tuple[Kept, ...]


def read_issued(path: Path, conventions: Conventions, known: Programme | None = None) -> Issued:
    """The table in this file under these conventions; a programme that is `known` helps to recognise names.

    Raises a `SavingsError` that names the cell, and the option that would settle it, where something would have to be guessed.
    """
    return issued_on(paper_in(path, conventions.first_year), conventions, known)


def issued_on(paper: Paper, conventions: Conventions, known: Programme | None = None) -> Issued:
    """What the table on this paper comes to under these conventions, held against the page it is printed on, if any."""
    told = interpreted(table_on(paper, conventions.first_year), conventions, known)
    apart = page_findings(told, paper.page, conventions, known) if paper.page else ()
    return Issued(programme_of(told, known), (*table_findings(told), *apart), tuple(kept_words(told)))


def paper_in(path: Path, first_year: str = "") -> Paper:
    """Everything a file says, row by row; raises a `SavingsError` for one that cannot be read as a table."""
    from se7_excel.books.saving import opened

    data, _ = opened(path)
    remedy = next((remedy for mark, remedy in MARKS_OF_OTHERS if data[:16].lstrip().startswith(mark)), "")
    if remedy or not data.strip():
        raise UnreadableTable(remedy or "the file is empty; fetch it again")
    return _package_paper(data) if data.startswith(b"PK") else text_paper(_decoded(data), first_year)


def text_paper(text: str, first_year: str = "") -> Paper:
    """The text in whichever way of setting columns apart shows most of them; raises what the likeliest way raises."""
    bars: tuple[Way, ...] = (barred_paper,) if "|" in text else ()
    ways: tuple[Way, ...] = (*bars, *(partial(delimited_paper, sign=sign) for sign in ",;\t"), aligned_paper)
    best: tuple[tuple[int, int], Paper] | None = None
    failure: SavingsError | None = None
    for way in ways:
        try:
            paper = way(text)
        except SavingsError as error:
            failure = error
            continue
        score = _headed(paper, first_year)
        best = (score, paper) if best is None or score > best[0] else best
    if best is None or (failure and best[0] <= (1, 2)):
        raise failure or UnreadableTable("the text has no table; give the table itself")
    return best[1]


def _headed(paper: Paper, first_year: str) -> tuple[int, int]:
    """How many years and columns the first row of headings shows, read this way."""
    for row in paper.rows:
        headings = headings_of(row, first_year)
        if headings:
            return sum(each.kind in (Kind.YEAR, Kind.CUMULATIVE) for each in headings), len(row)
    return 0, max((len(row) for row in paper.rows), default=0)


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST_TEXT:
        raise UnreadableTable(f"the text has more than the {LARGEST_TEXT >> 20} MiB a table can have; give the table alone")
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16", errors="replace") if wide else _from_bytes(data)
    if "\x00" in text or sum(not (each.isprintable() or each.isspace()) for each in text[:4096]) > len(text[:4096]) // 20:
        raise UnreadableTable("this is no text, workbook or Word document; give the table as one of these")
    if text.count("\n") > MOST_LINES:
        raise UnreadableTable(f"the file has more than {MOST_LINES:,} lines; give the table alone")
    return text


def _from_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _package_paper(data: bytes) -> Paper:
    from se7_excel.books.archive import Archive

    members = Archive(data).members
    if WORD in members:
        from se7_excel.issued.word_table import word_paper

        return word_paper(data)
    if WORKBOOK not in members:
        raise UnreadableTable("this is an archive and no workbook or Word document; take the table out of it")
    from se7_excel.books.file_book import FileBook

    book = FileBook(data)
    return workbook_paper(book.tabs(), book.read)
