"""C19: each pound figure in the words on a tab is a figure of the workbook, as precisely as the words say it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.ladder import ladder
from se7_excel.savings.money import UNITS, exact, pounds
from se7_excel.savings.programme import Place, Programme, Workstream
from se7_excel.savings.totals import composition, party_total, positions
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_position
from se7_excel.sheets.figures_before import Before, figures_before
from se7_excel.sheets.grid import CellError, Grid, words
from se7_excel.sheets.locate import find_fact, find_table
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.workstream_tab import WorkstreamTab

FACTS = (schema.PURPOSE, schema.UPDATE, schema.STATUS)
LONGER_TERM_WORDS = (schema.BASIS, schema.NOTE)
NUMBER = (
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?![,.]?\d)"
    r"(?:\s?(?P<unit>thousand|million|billion|bn|k|m))?(?![^\W_])"
)
FIGURE = re.compile(rf"£\s?[-−–]?\s?{NUMBER}", re.IGNORECASE)
RANGE_END = re.compile(rf"\s?(?:[-–—]|to\b|(?P<both>and\b))\s?(?P<pound>£?)\s?{NUMBER}", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
HEDGE = re.compile(
    r"(?:~|\b(?:about|almost|approximately|around|at least|at most|below|c\.?|ca\.?|circa|just|less than|more than|nearly|over"
    r"|roughly|some|under|up to))\s*$",
    re.IGNORECASE,
)
LONGEST_HEDGE = 20
HEDGED = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Figure:
    """A pound figure in running text: as written, what it comes to, and how far from it the figure meant may lie."""

    text: str
    amount: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a cell, what they are called there, and whose tab they are on."""

    grid: Grid
    place: Place
    called: str
    text: str
    workstream: str


def words_are_traced(reading: Reading) -> Iterator[Finding]:
    """C19: pound figures in purpose, update, status and notes are figures of the workbook."""
    spoken = [(passage, figure) for passage in passages(reading) for figure in figures_in(passage.text)]
    if not spoken:
        return
    known = _in_order(_figures_known(reading.programme))
    grids = {passage.grid.tab: passage.grid for passage, _ in spoken}
    on_tab = {tab: _in_order(_numbers(grid)) for tab, grid in grids.items()}
    for passage, figure in spoken:
        near = (*_beside(known, figure.amount), *_beside(on_tab[passage.grid.tab], figure.amount))
        nearest = min(near, key=lambda each: abs(each - figure.amount), default=None)
        if nearest is None or abs(nearest - figure.amount) > figure.tolerance:
            outlived = _outlived(reading, figure)
            yield _quotes_former(passage, figure, outlived) if outlived else _c19(passage, figure, nearest)


def figures_in(text: str) -> tuple[Figure, ...]:
    """The pound figures in running text, ranges as two figures, each once; what cannot be read for sure is left out.

    A figure is known as precisely as it is written, `£310m` to the nearest million; one that is hedged, such as “nearly
    £200m”, to one part in twenty.
    """
    found: dict[str, Figure] = {}
    folded = words(text)
    for match in FIGURE.finditer(folded):
        for figure in _figures_at(folded, match):
            found.setdefault(figure.text, figure)
    return tuple(found.values())


def _figures_at(text: str, match: "re.Match[str]") -> Iterator[Figure]:
    """The figure of this match and, where it starts a range such as £2–3m, the end of the range."""
    before = text[max(match.start() - LONGEST_HEDGE, 0) : match.start()]
    end = RANGE_END.match(text, match.end())
    if end and end["both"] and not BETWEEN.search(before):
        end = None
    hedged = bool(HEDGE.search(before))
    shared = end["unit"] if end and not match["unit"] and _bare(match) <= _bare(end) else None
    yield from _figure(match["digits"], match["unit"] or shared or "", hedged)
    if end and end["unit"] and not end["pound"] and (match["unit"] or shared):
        yield from _figure(end["digits"], end["unit"], hedged)


def _bare(match: "re.Match[str]") -> Decimal:
    return Decimal(match["digits"].replace(",", ""))


def _figure(digits: str, unit: str, hedged: bool) -> Iterator[Figure]:
    text = f"£{digits}{' ' if len(unit) > 2 else ''}{unit}"
    with suppress(UnreadableAmount, ArithmeticError):
        amount = pounds(text)
        if isinstance(amount, Decimal) and amount:
            step = Decimal(1).scaleb(UNITS[unit.lower()] - len(digits.partition(".")[2]))
            yield Figure(text, amount, max(step / 2, amount * HEDGED if hedged else step / 2))


def passages(reading: Reading) -> Iterator[Passage]:
    """The words on the tabs in which a pound sign stands."""
    for tab, workstream in zip(reading.workstream_tabs, reading.programme.workstreams, strict=True):
        yield from _spoken(tab.grid, _cells_of_words(tab), workstream.name)
    table = find_table(reading.longer_term, schema.headings(schema.LONGER_TERM_COLUMNS))
    for row, figure in zip(table.rows, reading.programme.longer_term, strict=True):
        cells = (((row, table.columns[heading]), heading) for heading in LONGER_TERM_WORDS)
        yield from _spoken(reading.longer_term, cells, figure.workstream)
    for workstream in reading.programme.workstreams:
        yield from _spoken_in_milestones(workstream)


def _spoken_in_milestones(workstream: Workstream) -> Iterator[Passage]:
    for milestone in workstream.milestones:
        for called, text in ((schema.MILESTONE, milestone.what), (schema.NOTE, milestone.note)):
            if "£" in text and milestone.place:
                yield Passage(Grid(milestone.place.tab), milestone.place, called, text, workstream.name)


def _cells_of_words(tab: WorkstreamTab) -> Iterator[tuple[tuple[int, int], str]]:
    for label in FACTS:
        fact = find_fact(tab.grid, label, tab.table.heading_row)
        position = cell_position(fact[1]) if fact else None
        if position:
            yield position, label
    note = tab.table.columns.get(schema.NOTE)
    if note:
        yield from (((row, note), schema.NOTE) for row in tab.lines)


def _spoken(grid: Grid, cells: Iterable[tuple[tuple[int, int], str]], workstream: str) -> Iterator[Passage]:
    for position, called in cells:
        value = grid.value(*position)
        if isinstance(value, str) and not isinstance(value, CellError) and "£" in value:
            yield Passage(grid, grid.place(*position), called, value, workstream)


def _figures_known(programme: Programme) -> Iterator[object]:
    """Every figure of the workbook: lines, positions, totals, targets and what reaches them, longer-term figures."""
    for party in programme.parties:
        total = party_total(programme, party)
        yield from (each.amount for each in (*total.annual, *total.cumulative, total.total))
        yield from composition(programme, party).values()
        yield from chain.from_iterable((*held.own, *held.cumulative) for held in positions(programme, party))
    yield from chain.from_iterable((*line.amounts, *line.cumulative) for _, line in programme.lines)
    yield from (target.amount for target in programme.targets)
    yield from (figure.amount for figure in programme.longer_term)
    for rung in ladder(programme):
        yield from (rung.found, rung.found_if_included, rung.variance)


def _numbers(grid: Grid) -> Iterator[object]:
    """The numbers on the tab, officers' own among them: a figure the words need can be kept in a cell."""
    for _, cells in grid.rows():
        for value in cells.values():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield Decimal(repr(value))


def _in_order(amounts: Iterable[object]) -> list[Decimal]:
    """The sizes of what is an amount at all: in words a cost is a figure like any other."""
    return sorted({abs(amount) for amount in amounts if isinstance(amount, Decimal) and amount})


def _beside(known: list[Decimal], amount: Decimal) -> list[Decimal]:
    at = bisect_left(known, amount)
    return known[max(at - 1, 0) : at + 1]


def _outlived(reading: Reading, figure: Figure) -> Before | None:
    """The figure the words quote as it was when Appendix 1 was last set down, totals first."""
    quoted = (
        each for each in figures_before(reading.data, reading.programme) if abs(abs(each.was) - figure.amount) <= figure.tolerance
    )
    return next(quoted, None)


def _quotes_former(passage: Passage, figure: Figure, before: Before) -> Finding:
    """The finding of words that have been outlived by the figure they quote."""
    now = before.now if isinstance(before.now, Decimal) else before.now.value if before.now else schema.NOT_QUANTIFIED
    apart = now - before.was if isinstance(now, Decimal) else None
    said = (
        f"{exact(now)} now, {exact(abs(apart))} {'more' if apart > 0 else 'less'}"
        if isinstance(now, Decimal) and apart
        else f"{now} now"
    )
    return Finding(
        "C19",
        Severity.WARN,
        f"{passage.place}: “{figure.text}” in the words of {passage.called} was {before.called} when Appendix 1 was last "
        f"set down; it is {said}; correct the words.",
        passage.workstream,
        place=passage.place,
        expected=now,
        found=figure.amount,
        difference=figure.amount - now if isinstance(now, Decimal) else None,
    )


def _c19(passage: Passage, figure: Figure, nearest: Decimal | None) -> Finding:
    near = "it has none yet" if nearest is None else f"the nearest is {exact(nearest)}"
    return Finding(
        "C19",
        Severity.WARN,
        f"{passage.place}: “{figure.text}” in the words of {passage.called} is no figure of this workbook, {near}; "
        "correct the words or the figure, or keep it in a cell of this tab.",
        passage.workstream,
        place=passage.place,
        expected="a figure of the workbook" if nearest is None else nearest,
        found=figure.amount,
        difference=None if nearest is None else figure.amount - nearest,
    )
