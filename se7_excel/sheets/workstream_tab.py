"""One workstream's tab: where its table, its lines and the columns of its years are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from se7_excel.errors import MissingHeading, UnreadableCell, UnreadableYear
from se7_excel.savings.money import Brackets
from se7_excel.savings.stated import TabYears
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.grid import Grid, words
from se7_excel.sheets.locate import Found, excel_area, find_fact, find_headings, table_rows


@dataclass(frozen=True, slots=True)
class WorkstreamTab:
    """A workstream's tab as found: its table, the rows that are lines, and the columns of its years by financial year.

    Rows of the table with neither party nor figures are the officers' own.
    """

    grid: Grid
    table: Found
    lines: tuple[int, ...]
    brackets: Brackets
    years: Mapping[FinancialYear, int]
    cumulative: Mapping[FinancialYear, int]

    @property
    def total(self) -> int:
        """The column of the lines' totals."""
        return self.table.columns[schema.TOTAL]

    @property
    def tab_years(self) -> TabYears:
        """The years this tab has columns for, as the checks want them."""
        cells = tuple(cell_name(self.table.heading_row, column) for column in self.years.values())
        return TabYears(self.grid.tab, tuple(self.years), cells, tuple(_years_beside(self.grid, self.table)))


def find_workstream_tab(grid: Grid, years: tuple[FinancialYear, ...]) -> WorkstreamTab:
    """The tab with its headings found; raises `MissingHeading` or `UnreadableYear` where they are not in order."""
    required = (*schema.headings(schema.LINE_COLUMNS), schema.TOTAL)
    table = find_headings(grid, required, (schema.NOTE,))
    annual = _year_columns(grid, table, "")
    table = replace(table, rows=table_rows(grid, table.heading_row, (*table.columns.values(), *annual.values())))
    cumulative = _year_columns(grid, table, schema.CUMULATIVE)
    for year in years:
        if year in annual and year not in cumulative:
            raise MissingHeading(
                f"{grid.tab}, row {table.heading_row}: the heading “{schema.cumulative_heading(year)}” "
                "is missing; put it back above its column"
            )
    rows = tuple(row for row in table.rows if _is_line(grid, row, table.columns[schema.PARTY], annual))
    return WorkstreamTab(grid, table, rows, _brackets(grid, table.heading_row), annual, cumulative)


def _years_beside(grid: Grid, table: Found) -> Iterator[tuple[FinancialYear, str]]:
    """Each year that heads a column to the left or right of the Excel table, with its cell."""
    area = excel_area(grid, table.heading_row, table.columns.values())
    for column, value in sorted(grid.values[table.heading_row].items()) if area else ():
        if area and not area.left <= column <= area.right:
            try:
                yield FinancialYear.parse(words(value) if isinstance(value, str) else value), cell_name(table.heading_row, column)
            except UnreadableYear:
                continue


def _year_columns(grid: Grid, table: Found, prefix: str) -> dict[FinancialYear, int]:
    """The columns headed by a year, after the prefix where there is one; the years must rise from left to right."""
    columns: dict[FinancialYear, int] = {}
    area = excel_area(grid, table.heading_row, table.columns.values())
    for column, value in sorted(grid.values[table.heading_row].items()):
        if area and not area.left <= column <= area.right:
            continue  # a column of the officers' own beside the table
        heading = words(value) if isinstance(value, str) else value
        if isinstance(heading, str):
            if not heading.casefold().startswith(prefix.casefold()):
                continue
            heading = heading[len(prefix) :].strip()
        elif prefix:
            continue
        try:
            year = FinancialYear.parse(heading)
        except UnreadableYear:
            continue
        if columns and year <= max(columns):
            raise UnreadableYear(
                f"{grid.tab}!{cell_name(table.heading_row, column)}: {prefix or 'the year'} {year} stands after "
                f"{max(columns)}; put the years in order from left to right, each once"
            )
        columns[year] = column
    return columns


def _is_line(grid: Grid, row: int, party: int, years: Mapping[FinancialYear, int]) -> bool:
    if not grid.is_blank(row, party):
        return True
    figures = [column for column in years.values() if not grid.is_blank(row, column)]
    if figures:
        first = cell_name(row, figures[0])
        remedy = "move rows of your own below the table, with a blank row between"
        if any((row, column) in grid.formulas for column in figures):
            why = f"the formula in {first} belongs to no party and looks like a sum of your own; {remedy}"
        else:
            why = f"the figure in {first} belongs to no party; choose the party here, or {remedy}"
        raise UnreadableCell(grid.tab, cell_name(row, party), why)
    return False


def _brackets(grid: Grid, heading_row: int) -> Brackets:
    fact = find_fact(grid, schema.BRACKETS, heading_row)
    if fact is None or fact[0] is None:
        return Brackets.UNDECLARED
    for meaning in Brackets:
        if words(fact[0]).casefold() == meaning.value:
            return meaning
    raise UnreadableCell(grid.tab, fact[1], f"“{fact[0]}” is no meaning of brackets; write cumulative or negative")
