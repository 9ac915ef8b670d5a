"""A table as it was issued: cells as text, each knowing where it stands, and the words around the table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from se7_excel.errors import MissingConvention, UnreadableTable
from se7_excel.issued.headings import Heading, Kind, headings_of, joined_headings, names_no_year
from se7_excel.savings.programme import Place

PAGE_NUMBER = re.compile(r"\bpage\s+\d+(?:\s+of\s+\d+)?\s*$", re.IGNORECASE)
FEW_CELLS, SECTION_CELLS = 3, 2
SECTION = re.compile(
    r"(?:key|legend|notes?|footnotes?|sources?|explanation|how to read|beyond the years|longer[- ]term)\b", re.IGNORECASE
)
FIGURE = re.compile(
    r"[^\w£]*(?:[-−–+]?\s*£?\s*[-−–+]?\s*\.?\d[\d,.]*\s*(?:k|m|bn|thousand|million|billion|%|per cent)?"
    r"|[-–—−]{1,3}|nil|none|n/a|tbc|to be confirmed|see (?:details )?below|not (?:readable|stated|quantified)|nothing new)"
    r"(?:[^\w£]*|\s*\(.*|\s*\[.*|\s*[-–—−].*|\s+to\b.*)",
    re.IGNORECASE,
)
ROUGHLY = re.compile(r"(?:[a-z~≈<>≤≥. ]{1,20})£?\s*\d.{0,25}", re.IGNORECASE)


class PrintedCell(NamedTuple):
    """A cell's text and its spot: `line 4, column 3`, `table 1, row 3, cell 2`, or `B7` of a tab."""

    text: str
    spot: str
    tab: str = ""

    @property
    def where(self) -> str:
        """Where the cell stands, in words: its spot, with its tab where it stands on one."""
        return f"{self.tab}!{self.spot}" if self.tab else self.spot

    @property
    def place(self) -> Place | None:
        """The cell as a place of a workbook, where it stands in one."""
        return Place(self.tab, self.spot) if self.tab else None


PrintedRow = Mapping[int, PrintedCell]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything somebody sent, row by row; cells without text are left out.

    `words` are more of them that are no row of its table; `page` is the same table as it is printed, where it stands beside
    that of the exact figures.
    """

    rows: tuple[PrintedRow, ...]
    words: tuple[PrintedRow, ...] = ()
    page: "Paper | None" = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """The table found on a paper: what each column is headed, its rows, and every row of words outside it."""

    headings: tuple[Heading, ...]
    rows: tuple[PrintedRow, ...]
    outside: tuple[PrintedRow, ...]

    def columns(self, kind: Kind) -> tuple[Heading, ...]:
        """The columns of this kind, in the order they stand."""
        return tuple(each for each in self.headings if each.kind is kind)

    def column(self, kind: Kind) -> int | None:
        """The first column of this kind, if any."""
        return next((each.column for each in self.headings if each.kind is kind), None)


def table_on(paper: Paper, first_year: str = "") -> PrintedTable:
    """The first table of savings on the paper; raises `UnreadableTable` where there is none.

    A table that names no years is found only where `first_year` says the first of them.
    """
    at, headings = _boxhead(paper, first_year)
    rows = list(paper.rows[at + 1 :])
    headings, used = joined_headings(headings, rows)
    above, body = paper.rows[:at], rows[used:]
    columns = frozenset(each.column for each in headings if each.is_figure)
    again = _texts(paper.rows[at])
    body = [row for row in body if _texts(row) != again and not _is_page_number(row)]
    end = _end(body, columns, first_year)
    if not any(has_figures(row, columns) for row in body[:end]):
        raise UnreadableTable("the table has headings and no row of figures below them; send the whole table")
    return PrintedTable(headings, tuple(body[:end]), (*above, *body[end:], *paper.words))


def has_figures(row: PrintedRow, columns: frozenset[int]) -> bool:
    """Whether any of these columns holds a figure, or the words for one that is missing."""
    return any(column in columns and is_figure(cell.text) for column, cell in row.items())


def is_figure(text: str) -> bool:
    """Whether the text looks like an amount of money or the words for a missing one, to be understood or not."""
    return bool(FIGURE.fullmatch(text) or ROUGHLY.fullmatch(text))


def begins_section(text: str, cells: int) -> bool:
    """Whether a row of so many cells begins the notes or the key under a table."""
    return 0 < cells <= SECTION_CELLS and bool(SECTION.match(text))


def row_text(row: PrintedRow) -> str:
    """All the words of the row, in one line."""
    return " ".join(row[column].text for column in sorted(row))


def row_place(row: PrintedRow) -> str:
    """Where the row stands: the place of its first cell."""
    return row[min(row)].where


def _boxhead(paper: Paper, first_year: str) -> tuple[int, tuple[Heading, ...]]:
    for at, row in enumerate(paper.rows):
        headings = headings_of(row)
        if headings:
            return at, headings
    yearless = next((at for at, row in enumerate(paper.rows) if names_no_year(row)), None)
    if yearless is None:
        raise UnreadableTable(
            "there is no table of savings here: no row of headings names financial years such as 2011/12; give the table itself"
        )
    if not first_year:
        said = f"{row_place(paper.rows[yearless])}: the headings name no financial year such as 2011/12"
        raise MissingConvention(said, "--first-year", "2011/12")
    return yearless, headings_of(paper.rows[yearless], first_year)


def _end(body: list[PrintedRow], columns: frozenset[int], first_year: str) -> int:
    """How many rows the table has: up to its last row of figures before another boxhead or a section of notes."""
    last = 0
    for at, row in enumerate(body):
        if headings_of(row) or begins_section(row_text(row), len(row)):
            break
        if has_figures(row, columns):
            last = at + 1
    return last


def _texts(row: PrintedRow) -> tuple[str, ...]:
    return tuple(row[column].text for column in sorted(row))


def _is_page_number(row: PrintedRow) -> bool:
    return len(row) <= FEW_CELLS and bool(PAGE_NUMBER.search(row_text(row)))
