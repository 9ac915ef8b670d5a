"""The plain part of the e-mail: readable in 78 columns by any mail program and any screen reader."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap

from se7_excel.outgoing.letter import Letter, Section, sections_after_the_table, sections_before_the_table
from se7_excel.outgoing.letter_table import LetterTable, ShownRow, letter_table
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.sheets.appendix_data import SOURCE

WIDTH = 78
MARGIN, GUTTER = 2, 3


def letter_text(letter: Letter) -> str:
    """The letter as plain text, its lines at most 78 characters long."""
    lines = [*_marking(letter), *_top(letter)]
    for section in sections_before_the_table(letter):
        lines += _section(section)
    lines += _table(_without_sources(letter_table(letter.table)))
    for section in sections_after_the_table(letter):
        lines += _section(section)
    lines += ["", *_signature(letter), *_marking(letter)]
    return "\n".join(lines).strip("\n") + "\n"


def _marking(letter: Letter) -> list[str]:
    return [*_wrapped(letter.marking), ""] if letter.marking else []


def _top(letter: Letter) -> Iterator[str]:
    yield from _wrapped(letter.heading)
    yield from _wrapped(letter.opening)


def _section(section: Section) -> Iterator[str]:
    yield from _headed(section.heading)
    for sentence in section.sentences:
        yield from _wrapped(sentence)
    for item in section.items:
        yield from _wrapped(item, "- ", "  ")


def _headed(heading: str) -> Iterator[str]:
    yield ""
    lines = _wrapped(heading)
    yield from lines
    yield "-" * max(map(len, lines), default=0)


def _table(table: LetterTable) -> Iterator[str]:
    yield from _headed(table.title)
    for sentence in table.said:
        yield from _wrapped(sentence)
    named = _by_first_name(table)
    abreast = [_abreast(table, name, rows) for name, rows in named.items()]
    for each in abreast if all(abreast) else (_one_after_another(table, rows) for rows in named.values()):
        yield from ("", *each)
    yield from ("", *(line for note in table.notes for line in _wrapped(note))) if table.notes else ()


def _without_sources(table: LetterTable) -> LetterTable:
    """The table without the cells its figures come from, which are in the copy and make the rows too wide to stand abreast."""
    kept = [at for at, heading in enumerate(table.headings) if heading.words != SOURCE]
    headings, *rows = (tuple(row[at] for at in kept) for row in (table.headings, *table.rows))
    return replace(table, headings=headings, rows=tuple(rows))


def _by_first_name(table: LetterTable) -> dict[str, list[ShownRow]]:
    """The rows of each workstream together, in the order of their first one."""
    found: dict[str, list[ShownRow]] = {}
    for row in table.rows:
        found.setdefault(row[0].words, []).append(row)
    return found


def _abreast(table: LetterTable, name: str, rows: list[ShownRow]) -> list[str]:
    """A workstream's rows as columns side by side, headed by the party; nothing where that is too wide or unclear."""
    parties = [row[1].words for row in rows] if table.naming == 2 else []
    if not parties or len(set(parties)) < len(parties):
        return []
    labels = [heading.words for heading in table.headings[2:]]
    columns = [[row[1].words, *(each.words for each in row[2:])] for row in rows]
    widths = [max(map(len, column)) for column in columns]
    label_width = max(map(len, labels), default=0)
    if MARGIN + label_width + sum(GUTTER + width for width in widths) > WIDTH:
        return []
    lines = zip(("", *labels), *columns, strict=True)
    return [*_wrapped(name), *(_aligned(line, label_width, widths) for line in lines)]


def _aligned(line: tuple[str, ...], label_width: int, widths: list[int]) -> str:
    figures = "".join(" " * GUTTER + words.rjust(width) for words, width in zip(line[1:], widths, strict=True))
    return " " * MARGIN + line[0].ljust(label_width) + figures


def _one_after_another(table: LetterTable, rows: list[ShownRow]) -> Iterator[str]:
    for row in rows:
        yield from _wrapped(", ".join(each.words for each in row[: table.naming]))
        for heading, each in zip(table.headings[table.naming :], row[table.naming :], strict=True):
            yield from _wrapped(f"{heading.words}: {each.words}", " " * MARGIN, " " * 2 * MARGIN)


def _signature(letter: Letter) -> Iterator[str]:
    for line in letter.signature:
        yield from _wrapped(line)
    if letter.signature:
        yield ""


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return wrap(in_one_line(text), WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
