"""The figures of one row of an issued table: what its cells say, each with where it stands."""

from dataclasses import dataclass, field

from se7_excel.errors import MissingConvention, UnreadableTable
from se7_excel.issued.cells import EMPTY, Entry, read_entry
from se7_excel.issued.conventions import Conventions, unit_named
from se7_excel.issued.headings import Heading, Kind, sorted_years
from se7_excel.issued.legend import Legend
from se7_excel.issued.printed_table import PrintedCell, PrintedRow, PrintedTable, row_place
from se7_excel.savings.money import Brackets, Gap
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets.addresses import cell_name, cell_position

EXAMPLES = {"--unit": "£, £000 or £m", "--brackets": "cumulative or negative"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of an amount: what it says, where it stands, and whether the table declares a unit for it."""

    entry: Entry
    cell: PrintedCell
    unit_declared: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of a row: one for each year, those of cumulative columns, and the total's; None where there is no column.

    `all` are those that have a column.
    """

    years: tuple[Figure, ...]
    cumulative: tuple[Figure | None, ...]
    total: Figure | None
    all: tuple[Figure, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all", tuple(each for each in (*self.years, *self.cumulative, self.total) if each))


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """How the figures of a table are to be read: its columns, the unit of each, and the meaning of its brackets."""

    years: tuple[Heading, ...]
    cumulative: tuple[Heading | None, ...]
    total: Heading | None
    units: dict[int, tuple[str, bool]]
    brackets: Brackets

    @property
    def span(self) -> tuple[FinancialYear, ...]:
        """The financial years of the columns."""
        return tuple(each.year for each in self.years if each.year)

    def figures(self, row: PrintedRow, strict: bool = True) -> Figures:
        """The figures of a row; raises `UnreadableTable` for a cell that would have to be guessed, unless not `strict`."""
        return Figures(
            tuple(self._figure(row, heading, strict) for heading in self.years),
            tuple(self._figure(row, heading, strict) if heading else None for heading in self.cumulative),
            self._figure(row, self.total, strict) if self.total else None,
        )

    def _figure(self, row: PrintedRow, heading: Heading, strict: bool) -> Figure:
        unit, declared = self.units[heading.column]
        cell = row.get(heading.column)
        if cell is None:
            return Figure(EMPTY, _empty_cell(row, heading), declared)
        entry = read_entry(cell.text, unit, self.brackets)
        if entry.problem and strict:
            _refuse(entry, cell)
        seen = Entry(Gap.UNREADABLE, entry.cumulative, bracket=entry.bracket) if entry.problem else entry
        return Figure(seen, cell, declared)


def figure_columns(table: PrintedTable, legend: Legend, conventions: Conventions) -> FigureColumns:
    """How the table's figures are to be read; raises `UnreadableTable` where its words and the options contradict each other."""
    years = sorted_years(table.columns(Kind.YEAR))
    _refuse_other_first_year(years, conventions)
    totals = table.columns(Kind.TOTAL)
    if len(totals) > 1:
        raise UnreadableTable(f"{totals[1].where}: “{totals[0].text}” and “{totals[1].text}” both head totals; leave one out")
    cumulative = {each.year: each for each in table.columns(Kind.CUMULATIVE)}
    headings = (*years, *cumulative.values(), *totals)
    return FigureColumns(
        years,
        tuple(cumulative.get(each.year) for each in years),
        totals[0] if totals else None,
        {each.column: _unit(each, legend, conventions) for each in headings},
        _brackets(legend, conventions),
    )


def _empty_cell(row: PrintedRow, heading: Heading) -> PrintedCell:
    """The cell below the heading that says nothing: its address on a sheet, else its row and heading."""
    first = row[min(row)]
    at = cell_position(first.spot) if first.tab else None
    if at is None:
        return PrintedCell("", f"{row_place(row)}, under {heading.text}")
    return PrintedCell("", cell_name(at[0], heading.column), first.tab)


def _refuse(entry: Entry, cell: PrintedCell) -> None:
    if entry.lacks:
        raise MissingConvention(f"{cell.where}: {entry.problem}", entry.lacks, EXAMPLES[entry.lacks])
    raise UnreadableTable(f"{cell.where}: {entry.problem}")


def _refuse_other_first_year(years: tuple[Heading, ...], conventions: Conventions) -> None:
    if conventions.first_year and years and years[0].year != FinancialYear.parse(conventions.first_year):
        raise UnreadableTable(
            f"{years[0].where}: the table begins with {years[0].year} and --first-year says {conventions.first_year}; "
            "correct one of the two"
        )


def _unit(heading: Heading, legend: Legend, conventions: Conventions) -> tuple[str, bool]:
    """The unit of plain numbers in this column, and whether the table itself declares it."""
    named = tuple(dict.fromkeys(unit_named(each) for each in heading.units))
    own = named[0] if named else legend.unit
    option = unit_named(conventions.unit) if conventions.unit else ""
    if own and option and own != option:
        raise UnreadableTable(f"{heading.where}: the table is in {own} and --unit says {option}; correct one of the two")
    return own or option, bool(own)


def _brackets(legend: Legend, conventions: Conventions) -> Brackets:
    own, option = legend.brackets, conventions.brackets
    undeclared = Brackets.UNDECLARED
    if own is not option and undeclared not in (own, option):
        raise UnreadableTable(
            f"the table's own words call its brackets {own.value} and --brackets says {option.value}; correct one of the two"
        )
    return option if own is undeclared else own
