"""One workstream's tab: its facts, its lines, and what its computed cells claim."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from se7_excel.errors import MissingHeading, UnreadableAmount, UnreadableCell, UnreadableYear
from se7_excel.savings.money import Amount, Brackets, Gap, pounds
from se7_excel.savings.programme import (
    Basis,
    Class,
    LineCells,
    Party,
    SavingsLine,
    Status,
    TabYears,
    Workstream,
)
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.committee import parse_entry
from se7_excel.sheets.grid import NO_VALUE, CellError, Grid, shown, words
from se7_excel.sheets.locate import Found, excel_area, find_fact, find_table, table_rows

NEGATIVE_AMONG_BRACKETS = (
    "a negative number where brackets mean cumulative: Excel makes one of a typed (7,900,000); "
    "type (£7.9m) for a cumulative amount, or −£7.9m for a cost"
)
Word = TypeVar("Word", bound=Enum)


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
        return TabYears(self.grid.tab, tuple(self.years), cells)


def find_workstream_tab(grid: Grid, years: tuple[FinancialYear, ...]) -> WorkstreamTab:
    """The tab with its headings found; raises `MissingHeading` or `UnreadableYear` where they are not in order."""
    required = (*schema.headings(schema.LINE_COLUMNS), schema.TOTAL)
    table = find_table(grid, required, (schema.NOTE,))
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


def read_workstream(found: WorkstreamTab, name: str, years: tuple[FinancialYear, ...], parties: tuple[Party, ...]) -> Workstream:
    """The workstream this tab describes, its amounts one for each of these years."""
    facts = {
        label: _fact_text(found.grid, label, found.table.heading_row)
        for label in (schema.LEAD, schema.PURPOSE, schema.UPDATE, schema.STATUS)
    }
    named: dict[str, Party] = {}
    party_column = found.table.columns[schema.PARTY]
    letters = tuple(column_letters(found.years.get(year, party_column)) for year in years)
    lines = tuple(
        _line(found, years, _party(found.table, row, parties, named), LineCells(found.grid.tab, row, letters))
        for row in found.lines
    )
    return Workstream(name, found.grid.tab, lines, *facts.values())


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
        what = f"the figure in {cell_name(row, figures[0])} belongs to no party; choose the party here"
        if any((row, column) in grid.formulas for column in figures):
            what = f"the formula in {cell_name(row, figures[0])} belongs to no party and looks like a sum of your own"
        remedy = "move rows of your own below the table, with a blank row between"
        raise UnreadableCell(grid.tab, cell_name(row, party), f"{what}{'; ' if 'looks' in what else ', or '}{remedy}")
    return False


def _line(found: WorkstreamTab, years: tuple[FinancialYear, ...], party: Party, cells: LineCells) -> SavingsLine:
    table, row = found.table, cells.row
    return SavingsLine(
        table.text(row, schema.LINE),
        party,
        tuple([_amount(found, row, found.years.get(year)) for year in years]),
        _choice(table, row, schema.CLASS, Class),
        _choice(table, row, schema.BASIS, Basis),
        table.text(row, schema.FUND),
        _choice(table, row, schema.STATUS, Status),
        table.text(row, schema.NOTE),
        cells,
    )


def _amount(found: WorkstreamTab, row: int, column: int | None) -> Amount:
    if column is None:
        return Gap.BLANK
    value = found.grid.values[row].get(column)
    if isinstance(value, str):
        return _amount_of_text(found, row, column, value)
    if value is None and (row, column) in found.grid.formulas:
        raise UnreadableCell(found.grid.tab, cell_name(row, column), NO_VALUE)
    if found.brackets is Brackets.CUMULATIVE and isinstance(value, (int, float)) and value < 0:
        raise UnreadableCell(found.grid.tab, cell_name(row, column), NEGATIVE_AMONG_BRACKETS)
    try:
        return pounds(value)
    except UnreadableAmount as error:
        raise UnreadableCell(found.grid.tab, cell_name(row, column), str(error)) from None


def _amount_of_text(found: WorkstreamTab, row: int, column: int, text: str) -> Amount:
    if isinstance(text, CellError):
        return Gap.UNREADABLE
    try:
        return parse_entry(text).annual if found.brackets is Brackets.CUMULATIVE else pounds(text, found.brackets)
    except UnreadableAmount as error:
        raise UnreadableCell(found.grid.tab, cell_name(row, column), str(error)) from None


def _party(table: Found, row: int, parties: tuple[Party, ...], named: dict[str, Party]) -> Party:
    """The party the row names; `named` remembers those already looked up."""
    text = table.text(row, schema.PARTY)
    party = named.get(text) or next((each for each in parties if each.answers_to(text)), None)
    if party is None:
        place = table.place(row, schema.PARTY)
        raise UnreadableCell(
            place.tab, place.cell, f"“{text}” is no party of this partnership; choose one listed on {schema.SETTINGS}"
        )
    named[text] = party
    return party


def _choice(table: Found, row: int, heading: str, kind: type[Word]) -> Word | None:
    value = table.value(row, heading)
    if value is None:
        return None
    text = value.strip(" ").casefold() if isinstance(value, str) else shown(value)
    for word in kind:
        if text == word.value:
            return word
    if not text.strip():
        return None
    place = table.place(row, heading)
    listed = ", ".join(str(word.value) for word in kind)
    raise UnreadableCell(place.tab, place.cell, f"“{shown(value)}” is no {heading.lower()} we know; choose one of {listed}")


def _brackets(grid: Grid, heading_row: int) -> Brackets:
    fact = find_fact(grid, schema.BRACKETS, heading_row)
    if fact is None or fact[0] is None:
        return Brackets.UNDECLARED
    for meaning in Brackets:
        if words(fact[0]).casefold() == meaning.value:
            return meaning
    raise UnreadableCell(grid.tab, fact[1], f"“{fact[0]}” is no meaning of brackets; write cumulative or negative")


def _fact_text(grid: Grid, label: str, above: int) -> str:
    fact = find_fact(grid, label, above)
    return "" if fact is None or fact[0] is None else str(fact[0]).strip()
