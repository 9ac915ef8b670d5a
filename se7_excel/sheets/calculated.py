"""C26: the calculated cells still calculate, and take in everything they should."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import exact
from se7_excel.savings.programme import Place
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.appendix_data import data_page, shown_parties
from se7_excel.sheets.changes import Positions, differing
from se7_excel.sheets.formulas import cells_used, covered, is_link
from se7_excel.sheets.grid import Grid, Value, is_amount, words
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.rows_apart import rows_apart
from se7_excel.sheets.workstream_tab import WorkstreamTab

FORMULA_BACK = "Refresh totals, or Regenerate Appendix 1 on its own tabs, puts the formula back"
PUT_BACK = "the formula has been put back"
NOT_SEEN = (
    "Formulas, hidden rows and filters cannot be seen over this connection, so nothing typed over or hidden was looked for; "
    "press the button in Excel itself, or check the file with `se7 check-totals`."
)


def nothing_typed_over(reading: Reading) -> Iterator[Finding]:
    """C26: no number typed over a calculated cell, and every total covers all its rows."""
    if reading.settings.values_only:
        yield Finding("C26", Severity.INFO, NOT_SEEN)
    tabs = zip(reading.workstream_tabs, reading.calculated, reading.differing, reading.programme.workstreams, strict=True)
    for tab, page, cells, workstream in tabs:
        yield from _typed_over(tab.grid, page, cells, workstream.name)
        yield from _years_left_out(tab, page, cells, reading, workstream.name)
        yield from _counted_twice(tab, workstream.name)
        yield from _rows_outside(tab, reading, workstream.name)
    yield from rows_apart(reading)
    yield from _in_the_accessible_table(reading)


def is_typed_over(grid: Grid, position: tuple[int, int], cell: Cell) -> bool:
    """Whether a figure or a text stands where this calculated cell of ours should calculate, as far as the host can see."""
    filled = grid.value(*position) is not None and position not in grid.formulas and not grid.values_only
    return filled and bool(cell.formula) and not is_link(cell.formula)


def _in_the_accessible_table(reading: Reading) -> Iterator[Finding]:
    """The same of the accessible table, as long as it has the shape the programme now gives it."""
    if schema.DATA_TABLE in reading.data.areas:
        page = _page_shown(reading)
        if all(reading.data.areas.get(mark.name) == mark.area for mark in page.marks):
            yield from _typed_over(reading.data, page, differing(page, reading.data), "")
            yield from _rows_left_out(reading.data, page)


def _typed_over(grid: Grid, page: Page, cells: Positions, workstream: str) -> Iterator[Finding]:
    """Calculated cells that hold a figure or a text of their own."""
    for position in cells:
        cell, there = page.cells[position], grid.value(*position)
        if is_typed_over(grid, position, cell):
            what = f"{_said(_figure(there))} is typed over a calculated cell that comes to {_said(cell.value)}"
            yield _c26(grid.place(*position), what, FORMULA_BACK, workstream, cell.value, _figure(there))


def _years_left_out(tab: WorkstreamTab, page: Page, cells: Positions, reading: Reading, workstream: str) -> Iterator[Finding]:
    """Formulas somebody changed so that a cumulative amount or total leaves out a year."""
    years = [year for year in reading.programme.years if year in tab.years]
    needed = {tab.cumulative[year]: years[:count] for count, year in enumerate(years, 1)} | {tab.total: years}
    for row, column in cells:
        if tab.grid.formula(row, column) != page.cells[row, column].formula:
            yield from _left_out(tab, row, column, needed[column], workstream)


def _left_out(tab: WorkstreamTab, row: int, column: int, needed: list[FinancialYear], workstream: str) -> Iterator[Finding]:
    """Whether the formula takes in every year: by its own cell, or by the cumulative of that year or a later one."""
    there = tab.grid.formula(row, column)
    areas = cells_used(there)
    taken_in = not there
    for year in reversed(needed):
        taken_in = taken_in or (tab.cumulative[year] != column and covered(areas, row, tab.cumulative[year]))
        cell = (row, tab.years[year])
        if not taken_in and not covered(areas, *cell):
            what = f"the formula ={there} leaves out {cell_name(*cell)}"
            yield _c26(tab.grid.place(row, column), what, FORMULA_BACK, workstream, cell_name(*cell), f"={there}")
            return


def _rows_left_out(grid: Grid, page: Page) -> Iterator[Finding]:
    """Totals of the accessible table whose formulas no longer reach over all their rows."""
    for position, cell in page.cells.items():
        there = grid.formula(*position)
        if there == cell.formula:
            continue
        corners = [corner for top, left, bottom, right in cells_used(cell.formula) for corner in ((top, left), (bottom, right))]
        areas = cells_used(there)
        missed = [corner for corner in corners if there and not covered(areas, *corner)]
        if missed:
            what = f"the formula ={there} leaves out {cell_name(*missed[0])}"
            yield _c26(grid.place(*position), what, FORMULA_BACK, "", f"={cell.formula}", f"={there}")


def _counted_twice(tab: WorkstreamTab, workstream: str) -> Iterator[Finding]:
    """Amounts that are formulas over the amounts of other lines: a sum among the lines it sums."""
    for row in tab.lines:
        for column in tab.years.values():
            there = tab.grid.formulas.get((row, column))
            areas = cells_used(there) if there else []
            if any(left <= column <= right and _others(tab.lines, row, top, bottom) for top, left, bottom, right in areas):
                what = f"the amount ={there} takes in other lines, so they are counted twice"
                remedy = "move sums of your own below the table, with a blank row between"
                found = _c26(tab.grid.place(row, column), what, remedy, workstream, "an amount of its own", f"={there}")
                yield replace(found, rests_on=(_figure(tab.grid.value(row, column)),))


def _others(lines: tuple[int, ...], row: int, top: int, bottom: int) -> int:
    """How many of the lines, which stand in order, lie between these rows, one row left aside."""
    return bisect_right(lines, bottom) - bisect_left(lines, top) - (top <= row <= bottom)


def _rows_outside(tab: WorkstreamTab, reading: Reading, workstream: str) -> Iterator[Finding]:
    """Rows above the headings or below the table that name a party and hold figures."""
    heading, party = tab.table.heading_row, tab.table.columns[schema.PARTY]
    above = [row for row in range(1, heading) if row in tab.grid.values]
    below = [row for row, _ in tab.grid.rows(max(tab.table.rows, default=heading) + 1)]
    for row in (*above, *below):
        figures = [column for column in tab.years.values() if is_amount(tab.grid.value(row, column))]
        if figures and reading.programme.party(words(tab.grid.value(row, party))):
            side, remedy = ("above its headings", "down") if row < heading else ("below the table", "up")
            what = f"row {row} looks like a line but stands {side}, so no total covers it"
            found = _c26(
                tab.grid.place(row, party),
                what,
                f"move it {remedy} to the table",
                workstream,
                "a row of the table",
                f"a row {side}",
            )
            yield replace(found, rests_on=tuple(_figure(tab.grid.value(row, column)) for column in figures))


def _page_shown(reading: Reading) -> Page:
    """The accessible table as it would be for the authority it shows now, which need not be the one asked for."""
    shown = shown_parties(reading.data, reading.programme)
    authority = next((party for _, party in shown if party in reading.programme.authorities), None)
    return data_page(reading.programme.reported_by(authority) if authority else reading.programme)


def _c26(
    place: Place, what: str, remedy: str, workstream: str, expected: Decimal | str | None, found: Decimal | str | None
) -> Finding:
    difference = found - expected if isinstance(expected, Decimal) and isinstance(found, Decimal) else None
    message = f"{place}: {what}; {remedy}."
    return Finding("C26", Severity.FAIL, message, workstream, "", "", place, expected, found, difference)


def _figure(value: Value) -> Decimal | str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(repr(value))
    return str(value)


def _said(value: Decimal | str | None) -> str:
    return exact(value) if isinstance(value, Decimal) else f"“{value}”"
