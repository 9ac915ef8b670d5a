"""Appendix 1 as the committee knows it: two rows a workstream, a key, and notes on figures beyond the table."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.ladder import table_holds
from se7_excel.savings.money import Amount, Gap, printed
from se7_excel.savings.programme import LongerTerm, Party, Programme, Workstream
from se7_excel.savings.totals import Position, party_total, position
from se7_excel.sheets import schema, styles
from se7_excel.sheets.committee import PRINTED_GAPS, Entry, print_amount, print_entry
from se7_excel.sheets.headline import headline
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

WORKSTREAM_WIDTH, PARTY_WIDTH, TOTAL_WIDTH = 40.0, 20.0, 16.0
TABLE_WIDTH = 166.0


def year_width(years: int) -> float:
    """The width in characters of a year's column; few years get wider ones, so that the notes have room."""
    return max(19.0, (TABLE_WIDTH - WORKSTREAM_WIDTH - PARTY_WIDTH - TOTAL_WIDTH) / years)


def appendix_page(programme: Programme) -> Page:
    """The page of Appendix 1 from the reporting authority's point of view."""
    return lay_out(appendix_table(programme))


def appendix_table(programme: Programme) -> Table:
    """Appendix 1 as a table: the whole partnership's row and the reporting authority's for each workstream."""
    return Table(
        schema.APPENDIX,
        schema.APPENDIX_AREA,
        _heading(programme),
        _boxhead(programme),
        tuple(RowGroup(tuple(_rows(programme, workstream))) for workstream in programme.workstreams),
        tuple(_total_row(programme, party) for party in (programme.partnership, programme.reporting)),
        (*_key(programme), (), *_notes(programme)),
        excel_table=False,
    )


def longer_term_said(programme: Programme, figure: LongerTerm) -> str:
    """A figure beyond the years of the table as the notes have it: its workstream, its amount, and what it says of itself."""
    return f"{figure.workstream}: {printed(figure.amount)}. {_note(programme, figure)}".strip()


def position_texts(held: Position) -> tuple[str, ...]:
    """The printed cells of a position: one for each year, then the total."""
    entries = (_entry(held, year) for year in range(len(held.own)))
    return (*(print_entry(entry) for entry in entries), print_total(held.total))


def print_total(total: Amount) -> str:
    """A line's total as printed: a dash for one that is not quantified, nothing for one that is not stated."""
    if isinstance(total, Decimal):
        return printed(total)
    return PRINTED_GAPS[total if total in (Gap.BLANK, Gap.UNREADABLE) else Gap.NIL]


def _entry(held: Position, year: int) -> Entry:
    amount = held.cumulative[year]
    bracket = amount if held.contributed_before(year) and isinstance(amount, Decimal) else None
    return Entry(held.own[year], bracket)


def _heading(programme: Programme) -> tuple[TableRow, ...]:
    name = programme.partnership.full_name or programme.partnership.name
    dated = f"Report of {_date(programme)}. " if programme.report_date else ""
    view = f"{dated}The whole partnership and, under each line, the part that falls to {programme.reporting.name}."
    said = headline(programme)
    return (
        (Cell(f"Appendix 1: {name} savings by workstream", styles.TITLE),),
        (Cell(view, styles.SUBTITLE),),
        (Cell(said[0].upper() + said[1:] + ".", styles.SUBTITLE),),
    )


def _date(programme: Programme) -> str:
    day = programme.report_date
    return f"{day.day} {day:%B %Y}" if day else ""


def _boxhead(programme: Programme) -> TableRow:
    first, *rest = (str(year) for year in programme.years)
    texts = (Cell(schema.WORKSTREAM, styles.HEADING), Cell(schema.PARTY, styles.HEADING))
    figures = (f"{first} year end", *rest, schema.TOTAL)
    return (*texts, *(Cell(figure, styles.AMOUNT_HEADING) for figure in figures))


def _rows(programme: Programme, workstream: Workstream) -> Iterator[TableRow]:
    looks = (
        (programme.partnership, styles.WHOLE, styles.WHOLE_AMOUNT),
        (programme.reporting, styles.PART, styles.PART_AMOUNT),
    )
    for party, text, figure in looks:
        held = position(programme, workstream, party)
        yield _row((workstream.name, party.name), text, position_texts(held), figure)


def _total_row(programme: Programme, party: Party) -> TableRow:
    whole = party == programme.partnership
    text, figure = (styles.WHOLE_TOTAL, styles.WHOLE_TOTAL_AMOUNT) if whole else (styles.PART_TOTAL, styles.PART_TOTAL_AMOUNT)
    total = party_total(programme, party).total.amount
    said = "Not quantified" if total is None else printed(total)
    names = (f"Total potential {party.initials} savings", party.name)
    return _row(names, text, (*("" for _ in programme.years), said), figure)


def _row(names: tuple[str, ...], text: Style, figures: tuple[str, ...], figure: Style) -> TableRow:
    return (*(Cell(name, text) for name in names), *(Cell(each, figure) for each in figures))


def _key(programme: Programme) -> Iterator[TableRow]:
    whole, part = programme.partnership.name, programme.reporting.name
    yield (Cell("How to read the table", styles.SECTION),)
    yield Cell("Light grey row", styles.WHOLE), Cell(f"{whole}: the whole partnership", styles.NOTE)
    yield Cell("Dark grey row", styles.PART), Cell(f"{part}: the part that falls to the reporting authority", styles.NOTE)
    meanings = (
        ("£6m (£6.25m)", "£6m saved in the year; the bracket is the cumulative saving so far, and never means a negative"),
        ("(£1.6m)", "nothing new in the year; the cumulative saving is carried forward"),
        ("−£50k", "a cost, not a saving"),
        (print_amount(Gap.NIL), "nothing identified for that year, or no total to give"),
        (print_amount(Gap.TO_BE_CONFIRMED), "to be quantified later and in no total"),
        (print_amount(Gap.SEE_DETAILS), "quantified only in the notes, if at all, and in no total"),
        ("An empty cell", "not stated"),
    )
    for sign, meaning in meanings:
        yield Cell(sign, styles.NOTE), Cell(meaning, styles.NOTE)


def _notes(programme: Programme) -> Iterator[TableRow]:
    if programme.longer_term:
        yield (Cell("Beyond the years of the table, and in none of its totals", styles.SECTION),)
    room = int(year_width(len(programme.years)) * len(programme.years) + TOTAL_WIDTH)
    for figure in programme.longer_term:
        first, *rest = textwrap.wrap(_note(programme, figure), room) or [""]
        yield Cell(figure.workstream, styles.NOTE), Cell(printed(figure.amount), styles.NOTE_FIGURE), Cell(first, styles.NOTE)
        yield from ((Cell("", styles.NOTE), Cell("", styles.NOTE), Cell(line, styles.NOTE)) for line in rest)


def _note(programme: Programme, figure: LongerTerm) -> str:
    held = table_holds(programme, figure.workstream)
    included = {True: "including", False: "not including", None: "it is not declared whether this includes"}
    overlap = f"{included[figure.includes_table]} the {printed(held)} of the table" if held else ""
    parts = (figure.by_when, figure.basis, figure.note.rstrip("."), overlap)
    text = "; ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
