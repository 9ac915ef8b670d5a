"""C27 and C28, and the list of the checks on sheets: whether the workbook itself can be relied on where its totals come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.checks.catalogue import PRINTED_TABLES
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import exact
from se7_excel.savings.programme import Place, SavingsLine, Workstream
from se7_excel.sheets import schema
from se7_excel.sheets.accessibility import issued_sheets_are_accessible
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.agreement import workstreams_agree
from se7_excel.sheets.calculated import nothing_typed_over
from se7_excel.sheets.drift import appendices_are_current
from se7_excel.sheets.formulas import links_to_other_file
from se7_excel.sheets.grid import CellError, Grid
from se7_excel.sheets.locate import find_table
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.typed_as_printed import pound_signs_stand
from se7_excel.sheets.words_traced import words_are_traced
from se7_excel.sheets.workstream_tab import WorkstreamTab

Years = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A cell that feeds a total: where it stands, what it counts as, and whose figure it is."""

    grid: Grid
    row: int
    column: int
    counts_as: Decimal | None = None
    workstream: str = ""
    party: str = ""
    year: str = ""


def nothing_hidden(reading: Reading) -> Iterator[Finding]:
    """C27: no hidden sheet, row or column and no active filter feeds a total."""
    for tab in reading.workstream_tabs:
        columns = (*tab.years.values(), *tab.cumulative.values(), *tab.table.columns.values())
        yield from _hidden(tab.grid, tab.lines, columns)
    yield from _hidden(reading.settings, (), ())
    longer_term = find_table(reading.longer_term, schema.headings(schema.LONGER_TERM_COLUMNS))
    yield from _hidden(reading.longer_term, longer_term.rows, longer_term.columns.values())
    table = reading.data.areas.get(schema.DATA_TABLE)
    if table:
        yield from _hidden(reading.data, range(table.top, table.bottom + 1), range(table.left, table.right + 1))


def values_are_sound(reading: Reading) -> Iterator[Finding]:
    """C28: no error value, no number stored as text and no link to another file in what feeds a total."""
    for feed in _feeds(reading):
        yield from _unsound(feed)


INTEGRITY = (
    Check("C07", PRINTED_TABLES["C07"], pound_signs_stand),
    Check("C19", "each pound figure in the words is a figure of the workbook", words_are_traced),
    Check("C20", "workstreams agree in number, name, order and lead wherever they are named", workstreams_agree),
    Check("C25", "the appendices and their data stand as they would be set down now", appendices_are_current),
    Check("C26", "nothing is typed over a calculated cell and totals cover all their rows", nothing_typed_over),
    Check("C27", "nothing hidden or filtered feeds a total", nothing_hidden),
    Check("C28", "what feeds a total holds no error, no number as text, no link to another file", values_are_sound),
    Check("C31", "what is issued can be read by everybody", issued_sheets_are_accessible),
)


def inspect(reading: Reading) -> tuple[Finding, ...]:
    """Every finding about the workbook itself, in the order of the catalogue."""
    return tuple(finding for each in INTEGRITY for finding in each.find(reading))


def _hidden(grid: Grid, rows: Iterable[int], columns: Iterable[int]) -> Iterator[Finding]:
    if grid.hidden:
        yield _c27(Place(grid.tab, "A1"), "the tab is hidden")
    if grid.filtered:
        yield _c27(Place(grid.tab, "A1"), "a filter is active")
    hidden_rows = sorted(grid.hidden_rows.intersection(rows))
    if hidden_rows:
        named = ", ".join(str(row) for row in hidden_rows)
        yield _c27(Place(grid.tab, cell_name(hidden_rows[0], 1)), f"hidden: row {named}")
    hidden_columns = sorted(grid.hidden_columns.intersection(columns))
    if hidden_columns:
        named = ", ".join(column_letters(column) for column in hidden_columns)
        yield _c27(Place(grid.tab, cell_name(1, hidden_columns[0])), f"hidden: column {named}")


def _c27(place: Place, what: str) -> Finding:
    message = f"{place.tab}: {what}, yet it feeds totals; show it again, so that what is counted can be seen."
    return Finding("C27", Severity.FAIL, message, place=place, expected="visible", found=what)


def _feeds(reading: Reading) -> Iterator[Feed]:
    """Every cell that feeds a total: amounts and calculated cells of the lines, longer-term figures, targets."""
    tabs = zip(reading.workstream_tabs, reading.differing, reading.programme.workstreams, strict=True)
    for tab, cells, workstream in tabs:
        years = tuple((str(year), tab.years.get(year)) for year in reading.programme.years)
        for row, line in zip(tab.lines, workstream.lines, strict=True):
            yield from _line_feeds(tab, years, workstream, row, line)
        yield from (Feed(tab.grid, *position, None, workstream.name) for position in cells)
    columns = (
        (reading.longer_term, schema.LONGER_TERM_COLUMNS, schema.AMOUNT),
        (reading.settings, schema.TARGET_COLUMNS, schema.TARGET),
    )
    for grid, headings, heading in columns:
        table = find_table(grid, schema.headings(headings))
        yield from (Feed(grid, row, table.columns[heading], Decimal(0)) for row in table.rows)


def _line_feeds(tab: WorkstreamTab, years: Years, workstream: Workstream, row: int, line: SavingsLine) -> Iterator[Feed]:
    """The line's amounts, but for those that are plain numbers, as nearly all are."""
    values, formulas = tab.grid.values[row], tab.grid.formulas
    for (year, column), amount in zip(years, line.amounts, strict=True):
        if column and (isinstance(values.get(column), str) or (row, column) in formulas):
            counts_as = amount if isinstance(amount, Decimal) else None
            yield Feed(tab.grid, row, column, counts_as, workstream.name, line.party.name, year)


def _unsound(feed: Feed) -> Iterator[Finding]:
    value, formula = feed.grid.value(feed.row, feed.column), feed.grid.formula(feed.row, feed.column)
    if isinstance(value, CellError):
        yield _c28(feed, f"the error {value} stands where an amount should", "correct its formula", value)
    elif isinstance(value, str) and feed.counts_as is not None:
        counted = f", counted as {exact(feed.counts_as)}" if feed.workstream else ""
        yield _c28(feed, f"“{value}” is a text{counted}", "type it as a number", value)
    if links_to_other_file(formula):
        yield _c28(feed, f"the formula ={formula} reads from another file", "put the figure itself here", f"={formula}")


def _c28(feed: Feed, what: str, remedy: str, found: str) -> Finding:
    place = feed.grid.place(feed.row, feed.column)
    return Finding(
        "C28",
        Severity.FAIL,
        f"{place}: {what}; {remedy}.",
        feed.workstream,
        feed.party,
        feed.year,
        place,
        feed.counts_as if feed.workstream and feed.counts_as is not None else "a number",
        str(found),
        rests_on=(str(feed.grid.value(feed.row, feed.column)),),
    )
