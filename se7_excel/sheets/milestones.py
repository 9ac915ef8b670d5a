"""The Milestones tab: what each workstream has promised, who answers for it, by when, and how far it has come."""

from dataclasses import replace
from datetime import date

from se7_excel.errors import MissingHeading, UnreadableDay
from se7_excel.savings.programme import Milestone, Progress, Workstream
from se7_excel.sheets import schema
from se7_excel.sheets.dates import day_in
from se7_excel.sheets.grid import NO_VALUE, Grid, quoted_or_blank, shown
from se7_excel.sheets.locate import Found, find_table

WRITTEN = {each.value: each for each in Progress}


def read_milestones(grid: Grid | None, workstreams: tuple[Workstream, ...]) -> tuple[Workstream, ...]:
    """The workstreams with their milestones in the order of the tab; without any where there is no such tab.

    A tab of the officers' own that is named like ours and lacks our headings is left alone. Raises `UnreadableCell` for an
    unknown workstream or status, an unreadable date, and a row without words.
    """
    table = milestones_table(grid)
    if table is None:
        return workstreams
    told = [(_workstream(table, row, workstreams), _milestone(table, row)) for row in table.rows]
    return tuple(replace(each, milestones=tuple(step for name, step in told if name == each.name)) for each in workstreams)


def milestones_table(grid: Grid | None) -> Found | None:
    """The table of milestones, or None where the tab is not there or is one of the officers' own."""
    if grid is None:
        return None
    try:
        return find_table(grid, schema.headings(schema.MILESTONE_COLUMNS))
    except MissingHeading:
        if schema.MILESTONES_TABLE in grid.areas:
            raise
        return None


def _workstream(table: Found, row: int, workstreams: tuple[Workstream, ...]) -> str:
    text = table.text(row, schema.WORKSTREAM)
    wanted = text.casefold()
    known = next((each.name for each in workstreams if wanted in (each.name.casefold(), each.tab.casefold())), None)
    if known is None:
        why = f"{quoted_or_blank(text)} is no workstream listed on {schema.SETTINGS}; correct one of the two"
        raise table.unreadable(row, schema.WORKSTREAM, why)
    return known


def _milestone(table: Found, row: int) -> Milestone:
    what = table.text(row, schema.MILESTONE)
    if not what:
        raise table.unreadable(row, schema.MILESTONE, "this milestone has no words; say what is to be reached or clear the row")
    return Milestone(
        what,
        table.text(row, schema.OWNER),
        _due(table, row),
        _status(table, row),
        table.text(row, schema.NOTE),
        table.place(row, schema.DUE),
    )


def _due(table: Found, row: int) -> date | None:
    value = table.value(row, schema.DUE)
    if value is None and table.grid.formula(row, table.columns[schema.DUE]):
        raise table.unreadable(row, schema.DUE, NO_VALUE)
    if not shown(value).strip():
        return None
    try:
        return day_in(value)
    except UnreadableDay as error:
        why = f"{error}, or leave the cell blank and say in the note what it waits for"
        raise table.unreadable(row, schema.DUE, why) from None


def _status(table: Found, row: int) -> Progress | None:
    text = table.text(row, schema.STATUS)
    if text and text.casefold() not in WRITTEN:
        why = f"“{text}” is no status we know; choose one of {', '.join(WRITTEN)}"
        raise table.unreadable(row, schema.STATUS, why)
    return WRITTEN.get(text.casefold())
