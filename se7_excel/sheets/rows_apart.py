"""C26 for the officers' tables of Settings, Longer term and Milestones: rows apart from their table, so that nothing counts them.

A blank row ends a table that is no Excel table any more, as after a way through Google Sheets or an OpenDocument file.
"""

from collections.abc import Callable, Iterator

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets import schema
from se7_excel.sheets.grid import folded, is_amount
from se7_excel.sheets.locate import Found, excel_area, find_table
from se7_excel.sheets.milestones import milestones_table
from se7_excel.sheets.reading import Reading

LooksLike = Callable[[Found, int], bool]
MOST_NAMED = 10


def rows_apart(reading: Reading) -> Iterator[Finding]:
    """C26: rows that read like a workstream, target, longer-term figure or milestone and stand outside the table of these."""
    tabs = {folded(tab) for tab in reading.tabs}
    known = {folded(name) for each in reading.programme.workstreams for name in (each.name, each.tab)}

    def is_workstream(table: Found, row: int) -> bool:
        return bool(table.text(row, schema.WORKSTREAM)) and folded(table.text(row, schema.TAB)) in tabs

    def is_target(table: Found, row: int) -> bool:
        return bool(table.text(row, schema.HORIZON)) and is_amount(table.value(row, schema.TARGET))

    def is_longer_term(table: Found, row: int) -> bool:
        return folded(table.text(row, schema.WORKSTREAM)) in known and is_amount(table.value(row, schema.AMOUNT))

    def is_milestone(table: Found, row: int) -> bool:
        return folded(table.text(row, schema.WORKSTREAM)) in known and bool(table.text(row, schema.MILESTONE))

    settings, longer_term, milestones = reading.settings, reading.longer_term, milestones_table(reading.milestones)
    yield from _apart(find_table(settings, schema.headings(schema.WORKSTREAM_COLUMNS)), is_workstream)
    yield from _apart(find_table(settings, schema.headings(schema.TARGET_COLUMNS)), is_target)
    yield from _apart(find_table(longer_term, schema.headings(schema.LONGER_TERM_COLUMNS)), is_longer_term)
    yield from _apart(milestones, is_milestone) if milestones else ()


def _apart(table: Found, looks_like: LooksLike) -> Iterator[Finding]:
    area = excel_area(table.grid, table.heading_row, table.columns.values())
    last = max((*table.rows, area.bottom if area else table.heading_row))
    apart = [row for row, _ in table.grid.rows() if not table.heading_row <= row <= last and looks_like(table, row)]
    if apart:
        yield _said(table, apart)


def _said(table: Found, rows: list[int]) -> Finding:
    """One finding of all the rows, as whoever sorts or converts a table parts many from it at once."""
    heading = next(iter(table.columns))
    place, many = table.place(rows[0], heading), len(rows) > 1
    message = (
        f"{place}: {_named(rows)} {'read' if many else 'reads'} like {'rows' if many else 'a row'} of the table headed "
        f"“{heading}” but {'stand' if many else 'stands'} outside it, so nothing counts {'them' if many else 'it'}; move "
        f"{'them' if many else 'it'} to the table, with no blank row between."
    )
    says = tuple(table.text(row, each) for row in rows for each in table.columns)
    return Finding("C26", Severity.FAIL, message, place=place, expected="in the table", found="outside it", rests_on=says)


def _named(rows: list[int]) -> str:
    told = [str(row) for row in rows[:MOST_NAMED]]
    if len(rows) == 1:
        return f"row {told[0]}"
    last = f"{len(rows) - MOST_NAMED} more" if len(rows) > MOST_NAMED else told.pop()
    return f"rows {', '.join(told)} and {last}"
