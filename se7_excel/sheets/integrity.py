"""C27 and C28, and the list of C26 to C28: whether the workbook itself can be relied on where its totals come from."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import Gap, exact
from se7_excel.savings.programme import Place, SavingsLine
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_name, cell_position, column_letters
from se7_excel.sheets.calculated import nothing_typed_over
from se7_excel.sheets.formulas import links_to_other_file
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.locate import find_table
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.workstream_tab import line_rows


def nothing_hidden(reading: Reading) -> Iterator[Finding]:
    """C27: no hidden sheet, row or column and no active filter feeds a total."""
    for tab in reading.workstream_tabs:
        columns = (*tab.years.values(), *tab.cumulative.values(), *tab.table.columns.values())
        yield from _hidden(tab.grid, line_rows(tab), columns)
    yield from _hidden(reading.settings, (), ())
    yield from _hidden(reading.longer_term, find_table(reading.longer_term, (schema.WORKSTREAM, schema.AMOUNT)).rows, ())


def values_are_sound(reading: Reading) -> Iterator[Finding]:
    """C28: no error value, no number stored as text and no link to another file in what feeds a total."""
    for tab, workstream in zip(reading.workstream_tabs, reading.programme.workstreams, strict=True):
        for line in workstream.lines:
            for year, label in enumerate(reading.programme.years):
                if label in tab.years:
                    yield from _unsound_amount(tab.grid, line, year, workstream.name, str(label))
    yield from _unsound_column(reading.longer_term, schema.headings(schema.LONGER_TERM_COLUMNS), schema.AMOUNT)
    yield from _unsound_column(reading.settings, schema.headings(schema.TARGET_COLUMNS), schema.TARGET)


INTEGRITY = (
    Check("C26", "nothing is typed over a calculated cell and totals cover all their rows", nothing_typed_over),
    Check("C27", "nothing hidden or filtered feeds a total", nothing_hidden),
    Check("C28", "what feeds a total holds no error, no number as text, no link to another file", values_are_sound),
)


def inspect(reading: Reading) -> tuple[Finding, ...]:
    """Every finding about the workbook itself, in the order of the catalogue."""
    return tuple(finding for each in INTEGRITY for finding in each.find(reading))


def _hidden(grid: Grid, rows: tuple[int, ...], columns: tuple[int, ...]) -> Iterator[Finding]:
    if grid.hidden:
        yield _c27(Place(grid.tab, "A1"), "the tab is hidden", "unhide the tab")
    if grid.filtered:
        yield _c27(Place(grid.tab, "A1"), "a filter is active", "clear the filter")
    hidden_rows = sorted(grid.hidden_rows.intersection(rows))
    if hidden_rows:
        named = ", ".join(str(row) for row in hidden_rows)
        yield _c27(Place(grid.tab, cell_name(hidden_rows[0], 1)), f"row {named} is hidden", "unhide it")
    hidden_columns = sorted(grid.hidden_columns.intersection(columns))
    if hidden_columns:
        named = ", ".join(column_letters(column) for column in hidden_columns)
        yield _c27(Place(grid.tab, cell_name(1, hidden_columns[0])), f"column {named} is hidden", "unhide it")


def _c27(place: Place, what: str, remedy: str) -> Finding:
    return Finding(
        "C27",
        Severity.FAIL,
        f"{place.tab}: {what}, yet it feeds totals; {remedy} so that what is counted can be seen.",
        place=place,
        expected="visible",
        found=what,
    )


def _unsound_amount(grid: Grid, line: SavingsLine, year: int, workstream: str, label: str) -> Iterator[Finding]:
    place = line.place(year)
    position = cell_position(place.cell) if place else None
    if place is None or position is None:
        return
    value, formula = grid.value(*position), grid.formula(*position)
    amount = line.amounts[year]
    if amount is Gap.UNREADABLE:
        yield _c28(
            place, f"the error {value} stands where an amount should", "correct its formula", value, workstream, line, label
        )
    if isinstance(value, str) and isinstance(amount, Decimal):
        what = f"“{value}” is a text, counted as {exact(amount)}"
        yield _c28(place, what, "type it as a number", value, workstream, line, label, amount)
    if links_to_other_file(formula):
        yield _c28(
            place,
            f"the formula ={formula} reads from another file",
            "put the figure itself here",
            f"={formula}",
            workstream,
            line,
            label,
        )


def _unsound_column(grid: Grid, headings: tuple[str, ...], heading: str) -> Iterator[Finding]:
    table = find_table(grid, headings)
    for row in table.rows:
        place, value = table.place(row, heading), table.value(row, heading)
        formula = grid.formula(row, table.columns[heading])
        if isinstance(value, str):
            yield _c28(place, f"“{value}” is a text where an amount should be a number", "type it as a number", value)
        if links_to_other_file(formula):
            yield _c28(place, f"the formula ={formula} reads from another file", "put the figure itself here", f"={formula}")


def _c28(
    place: Place,
    what: str,
    remedy: str,
    found: object,
    workstream: str = "",
    line: SavingsLine | None = None,
    year: str = "",
    expected: Decimal | None = None,
) -> Finding:
    return Finding(
        "C28",
        Severity.FAIL,
        f"{place}: {what}; {remedy}.",
        workstream,
        line.party.name if line else "",
        year,
        place,
        expected if expected is not None else "a number",
        None if found is None else str(found),
    )
