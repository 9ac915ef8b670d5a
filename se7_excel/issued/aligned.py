"""Tables whose columns stand below each other, two or more spaces apart, as a printed page gives them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from se7_excel.errors import UnreadableTable
from se7_excel.issued.headings import Heading, Kind, headings_of
from se7_excel.issued.printed_table import Paper, PrintedCell, PrintedRow, begins_section, is_figure

WORD = re.compile(r"\S+(?: \S+)*")
UNTIDY = str.maketrans({"\t": "    ", "\f": " ", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Token:
    """Words without a gap of two spaces between them, and from where to where they stand in their line."""

    text: str
    start: int
    end: int


Line = tuple[Token, ...]
Columns = tuple[tuple[int, int], ...]


def aligned_paper(text: str) -> Paper:
    """The text read as columns below each other.

    Raises `UnreadableTable` for a line of figures whose columns cannot be told.
    """
    lines = [_tokens(line.translate(UNTIDY)) for line in text.splitlines()]
    at = next((number for number, line in enumerate(lines) if headings_of(_counted(line, number + 1))), None)
    if at is None:
        return Paper(tuple(_counted(line, number) for number, line in enumerate(lines, 1) if line))
    rows = [_counted(line, number) for number, line in enumerate(lines[:at], 1)]
    for first, last in pairwise([*_boxheads(lines, at), len(lines)]):
        rows += _table_rows(lines[first:last], first + 1)
    return Paper(tuple(row for row in rows if row))


def _boxheads(lines: list[Line], at: int) -> list[int]:
    """The lines that head a page of the table: columns stand elsewhere on each page."""
    said = [token.text for token in lines[at]]
    return [number for number in range(at, len(lines)) if [token.text for token in lines[number]] == said]


def _table_rows(lines: list[Line], first: int) -> list[PrintedRow]:
    """The rows of one page, from its boxhead down."""
    head = headings_of(_counted(lines[0], first))
    end = next(
        (at for at, line in enumerate(lines) if begins_section(" ".join(token.text for token in line), len(line))), len(lines)
    )
    figures = frozenset(at for at in range(1, end) if _has_figures(lines[at], head))
    seen = [lines[0], *(lines[at] for at in sorted(figures))]
    columns = _headed(_columns(seen), lines[0], head)
    even = len(columns) >= len(lines[0])
    if not even:
        columns = _uneven_columns(seen)
    return [_placed(line, first + at, columns, at in figures, even) for at, line in enumerate(lines)]


def _tokens(line: str) -> Line:
    return tuple(Token(found[0], found.start(), found.end()) for found in WORD.finditer(line))


def _counted(line: Line, number: int) -> PrintedRow:
    return {column: PrintedCell(token.text, f"line {number}, column {column}") for column, token in enumerate(line, 1)}


def _has_figures(line: Line, head: tuple[Heading, ...]) -> bool:
    """Whether the line belongs to the table by its looks: words, then figures up to the last column of figures."""
    if len(line) < 2 or not any(is_figure(token.text) for token in line[1:]):
        return False
    figures_last = head[-1].kind in (Kind.YEAR, Kind.CUMULATIVE, Kind.TOTAL, Kind.PER_CENT)
    return not figures_last or is_figure(line[-1].text)


def _columns(lines: list[Line]) -> Columns:
    """The columns with a gap between them that no line of the table fills."""
    spans = sorted((token.start, token.end) for line in lines for token in line)
    joined = [spans[0]]
    for start, end in spans[1:]:
        if start > joined[-1][1]:
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
    return tuple(joined)


def _headed(columns: Columns, boxhead: Line, head: tuple[Heading, ...]) -> Columns:
    """The columns once those among the figures that stand below no heading belong to the nearest that does."""
    first = next(
        token.start for token, heading in zip(boxhead, (each for each in head if each.text), strict=False) if heading.year
    )
    named = [span for span in columns if any(token.start < span[1] and token.end > span[0] for token in boxhead)]
    merged = {span: span for span in columns if span in named or span[1] <= first}
    for start, end in columns:
        if (start, end) not in merged:
            nearest = min(named, key=lambda span: max(span[0] - end, start - span[1]))
            before = merged[nearest]
            merged[nearest] = (min(before[0], start), max(before[1], end))
    return tuple(sorted(merged.values()))


def _uneven_columns(seen: list[Line]) -> Columns:
    """Where the columns stand, by the lines that fill every one, though they are set unevenly and may overlap."""
    most = max(len(line) for line in seen)
    full = [line for line in seen if len(line) == most]
    return tuple((min(line[at].start for line in full), max(line[at].end for line in full)) for at in range(most))


def _placed(line: Line, number: int, columns: Columns, figures: bool, even: bool) -> PrintedRow:
    """The line's words in their columns; a line that fills every column once is counted off."""
    if len(line) == len(columns):
        return _counted(line, number)
    placed: dict[int, PrintedCell] = {}
    for token in line:
        column = _column(token, columns)
        twice = column in placed and is_figure(placed[column].text) and not token.text.startswith("(")
        if figures and (twice or not (even or _below_one(token, columns))):
            raise UnreadableTable(
                f"line {number}: it cannot be told in which column “{token.text}” stands; put | between the columns of the table"
            )
        text = f"{placed[column].text} {token.text}" if column in placed else token.text
        placed[column] = PrintedCell(text, f"line {number}, column {column}")
    return placed


def _below_one(token: Token, columns: Columns) -> bool:
    return sum(token.start < end and token.end > start for start, end in columns) == 1


def _column(token: Token, columns: Columns) -> int:
    """The column most of the token stands in, or the nearest one."""

    def nearness(column: tuple[int, tuple[int, int]]) -> tuple[int, int]:
        start, end = column[1]
        shared = min(end, token.end) - max(start, token.start)
        return shared, -abs(start - token.start)

    return max(enumerate(columns, 1), key=nearness)[0]
