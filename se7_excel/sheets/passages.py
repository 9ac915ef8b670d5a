"""The words of a tracker in which pounds are spoken of: purposes, updates, status, notes, milestones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from se7_excel.savings.programme import Place, Workstream
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_position
from se7_excel.sheets.grid import CellError, Grid
from se7_excel.sheets.locate import find_fact, find_table
from se7_excel.sheets.pound_figures import speaks_of_pounds
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.workstream_tab import WorkstreamTab

FACTS = (schema.PURPOSE, schema.UPDATE, schema.STATUS)
LONGER_TERM_WORDS = (schema.BASIS, schema.NOTE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a cell, what they are called there, and whose tab they are on."""

    grid: Grid
    place: Place
    called: str
    text: str
    workstream: str


def passages(reading: Reading) -> Iterator[Passage]:
    """The words on the tabs that speak of pounds."""
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
            if speaks_of_pounds(text) and milestone.place:
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
    for at, called in cells:
        value = grid.value(*at)
        if isinstance(value, str) and not isinstance(value, CellError) and speaks_of_pounds(value):
            yield Passage(grid, grid.place(*at), called, value, workstream)
