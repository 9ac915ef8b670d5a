"""The ladder of targets as an accessible table: each horizon in all, the years of the table, each workstream's part."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.checks.ambition import distance
from se7_excel.savings.ladder import Contribution, Rung, ladder
from se7_excel.savings.money import ZERO, Amount, printed
from se7_excel.savings.programme import Programme, Workstream
from se7_excel.savings.totals import party_total, position
from se7_excel.savings.years import in_words as years_in_words
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.appendix_data import ALL_WORKSTREAMS, NOT_APPLICABLE
from se7_excel.sheets.cumulative import in_words
from se7_excel.sheets.formulas import column_sum, share
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

HORIZON, WORKSTREAM, IN_TABLE, BEYOND, DECLARED, FOUND, ADDED, UNDECLARED, IF_INCLUDED = range(1, 10)
TARGET, TO_FIND, TO_FIND_IF_INCLUDED, REACHED, REACHED_IF_INCLUDED, BEYOND_ALONE, PART, SHARE, ON_THE_CHART = range(10, 19)
WIDTHS = (24.0, 36.0, *[20.0] * 15, 60.0)
FIRST_ROW = 5
NO_TARGET = "No target is listed on Settings"
NOTHING_CLAIMED = "no quantified saving is claimed"
EXPLAINED = (
    "Horizons nest: each takes in the one before. Found = in the table + beyond the table − declared overlap; "
    "the undeclared overlap is left in, and taken off under Found if included."
)
OF_FOUND = (FOUND, ADDED, IF_INCLUDED)
OF_TARGET = (TARGET, TO_FIND, TO_FIND_IF_INCLUDED, REACHED, REACHED_IF_INCLUDED)
SHARES = (REACHED, REACHED_IF_INCLUDED, SHARE)

Row = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of the table stand: a row for each rung, the years of the table, then the parts of each rung."""

    rungs: tuple[Rung, ...]
    workstreams: int

    @property
    def base(self) -> int:
        """The row of the years of the table in all; their workstreams follow below."""
        return FIRST_ROW + max(len(self.rungs), 1)

    def parts(self, rung: int) -> range:
        """The rows of the workstreams that contribute to the rung at this index."""
        first = self.base + 1 + self.workstreams + sum(len(each.contributions) for each in self.rungs[:rung])
        return range(first, first + len(self.rungs[rung].contributions))

    def before(self, rung: int, workstream: str) -> int | None:
        """The row of the same workstream in the rung before, where it contributes to that too."""
        named = self.rungs[rung - 1].contributions if rung else ()
        return next((self.parts(rung - 1)[index] for index, each in enumerate(named) if each.workstream == workstream), None)


def ladder_page(programme: Programme) -> Page:
    """The page of the ladder: what each horizon comes to, from which workstreams, and the reporting authority's share."""
    rows = Rows(ladder(programme), len(programme.workstreams))
    horizons = tuple(_rung_row(rows, index) for index in range(len(rows.rungs))) or (_no_target_row(),)
    base = (_base_total_row(programme, rows), *(_base_row(programme, each, rows) for each in enumerate(programme.workstreams, 1)))
    parts = tuple(row for index in range(len(rows.rungs)) for row in _part_rows(rows, index))
    groups = (RowGroup(horizons, schema.LADDER_TARGETS), RowGroup(base, schema.LADDER_BASE), RowGroup(parts))
    return lay_out(Table(schema.LADDER, schema.LADDER_TABLE, _heading(programme), _boxhead(programme), groups))


def ladder_headings(programme: Programme) -> tuple[str, ...]:
    """The headings of the table in order."""
    amounts = ("In the table", "Beyond the table", "Declared overlap", "Found", "Added by this horizon", "Undeclared overlap")
    aims = (schema.TARGET, "To find", "To find if included", "Reached", "Reached if included", "Beyond without overlap")
    name = programme.reporting.name
    claims = party_total(programme, programme.reporting).total.quantified
    named = (f"Part of {name}", f"Share of {name}" if claims else f"Share of {name}: {NOTHING_CLAIMED}", "On the chart")
    return (schema.HORIZON, schema.WORKSTREAM, *amounts, "Found if included", *aims, *named)


def _heading(programme: Programme) -> tuple[TableRow, ...]:
    name = programme.partnership.full_name or programme.partnership.name
    return (Cell(f"Target ladder: {name} savings by horizon", styles.TITLE),), (Cell(EXPLAINED, styles.SUBTITLE),)


def _boxhead(programme: Programme) -> TableRow:
    texts = (HORIZON, WORKSTREAM, ON_THE_CHART)
    headings = enumerate(ladder_headings(programme), 1)
    return tuple(Cell(text, styles.HEADING if column in texts else styles.AMOUNT_HEADING) for column, text in headings)


def _row(cells: Row, bold: bool) -> TableRow:
    """The row with these cells, saying of every other column that it does not apply."""
    return tuple(
        Cell(cell.value, _style(column, bold), cell.formula)
        for column in range(HORIZON, ON_THE_CHART + 1)
        for cell in (cells.get(column, Cell(NOT_APPLICABLE)),)
    )


def _style(column: int, bold: bool) -> Style:
    if column in (HORIZON, WORKSTREAM, ON_THE_CHART):
        return styles.TOTAL_TEXT if bold else styles.DATA_TEXT
    if column in SHARES:
        return styles.TOTAL_SHARE if bold else styles.DATA_SHARE
    return styles.TOTAL_AMOUNT if bold else styles.DATA_AMOUNT


def _rung_row(rows: Rows, index: int) -> TableRow:
    """A horizon in all, as the sum of its workstreams and against its target."""
    rung, row, parts = rows.rungs[index], FIRST_ROW + index, rows.parts(index)
    held = [each.in_table for each in rung.contributions if isinstance(each.in_table, Decimal)]
    sums: tuple[tuple[int, Decimal | None], ...] = (
        (IN_TABLE, sum(held, ZERO) if held else None),
        (BEYOND, sum((each.beyond for each in rung.contributions), ZERO)),
        (DECLARED, sum((each.declared_overlap for each in rung.contributions), ZERO)),
        (UNDECLARED, rung.undeclared_overlap),
    )
    cells = {HORIZON: Cell(rung.target.horizon), WORKSTREAM: Cell(ALL_WORKSTREAMS), ON_THE_CHART: Cell(_said(rung))}
    if parts:
        cells |= {column: _sum(amount, column, parts) for column, amount in sums}
        cells |= _of_found(row, rung.found, rung.found_added, rung.found_if_included, row - 1 if index else None)
        cells[BEYOND_ALONE] = _beyond_alone(row, rung.contributions)
    else:
        cells |= dict.fromkeys((IN_TABLE, *OF_FOUND), Cell(schema.NOT_QUANTIFIED))
    return _row(cells | _of_target(row, rung), bold=True)


def _said(rung: Rung) -> str:
    """The rung in few words, for the axis of the chart."""
    found = printed(rung.found) if rung.quantified else "nothing quantified"
    doubt = f"; {printed(rung.undeclared_overlap)} undeclared overlap" if rung.undeclared_overlap else ""
    return f"{rung.target.horizon}: {found} of {printed(rung.target.amount)}{doubt}; {distance(rung)}"


def _sum(amount: Decimal | None, column: int, parts: range) -> Cell:
    value = schema.NOT_QUANTIFIED if amount is None else amount
    return Cell(value, None, column_sum(column_letters(column), parts.start, parts.stop - 1))


def _of_found(row: int, found: Decimal, added: Decimal, if_included: Decimal, before: int | None) -> Row:
    """What is found, what of it the horizon before has not, and what is left should the undeclared overlap be included."""
    cells = {column: cell_name(row, column) for column in (IN_TABLE, BEYOND, DECLARED, FOUND, UNDECLARED)}
    whole = f"ROUND(N({cells[IN_TABLE]})+N({cells[BEYOND]})-N({cells[DECLARED]}),2)"
    less = f"ROUND({cells[FOUND]}-N({cell_name(before, FOUND)}),2)" if before else cells[FOUND]
    return {
        FOUND: Cell(found, None, whole),
        ADDED: Cell(added, None, less),
        IF_INCLUDED: Cell(if_included, None, f"ROUND({cells[FOUND]}-N({cells[UNDECLARED]}),2)"),
    }


def _beyond_alone(row: int, contributions: tuple[Contribution, ...]) -> Cell:
    """What only the figures beyond the table bring, whatever the undeclared overlap turns out to be."""
    amount = sum((each.beyond - each.declared_overlap - each.undeclared_overlap for each in contributions), ZERO)
    beyond, *overlaps = (cell_name(row, column) for column in (BEYOND, DECLARED, UNDECLARED))
    return Cell(amount, None, f"ROUND(N({beyond})-N({overlaps[0]})-N({overlaps[1]}),2)")


def _of_target(row: int, rung: Rung) -> Row:
    target = cell_name(row, TARGET)
    cells: Row = {TARGET: Cell(rung.target.amount)}
    readings = (
        (FOUND, TO_FIND, REACHED, rung.found, rung.to_find),
        (IF_INCLUDED, TO_FIND_IF_INCLUDED, REACHED_IF_INCLUDED, rung.found_if_included, rung.to_find_if_included),
    )
    for column, gap, reached, found, to_find in readings:
        there = cell_name(row, column)
        cells[gap] = Cell(to_find, None, f"ROUND(MAX(0,{target}-N({there})),2)")
        amount = found if rung.quantified else None
        cells[reached] = Cell(_share(amount, rung.target.amount), None, share(there, target, NOT_APPLICABLE))
    return cells


def _share(part: Amount | None, whole: Amount | None) -> Decimal | str:
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal):
        return schema.NOT_QUANTIFIED
    return Decimal(repr(float(part) / float(whole))) if whole else NOT_APPLICABLE


def _no_target_row() -> TableRow:
    return _row({WORKSTREAM: Cell(ALL_WORKSTREAMS), ON_THE_CHART: Cell(NO_TARGET)}, bold=True)


def _base_total_row(programme: Programme, rows: Rows) -> TableRow:
    """The years of the table in all: what the partnership holds, and the reporting authority's share of it."""
    whole, part = (party_total(programme, each).total.amount for each in (programme.partnership, programme.reporting))
    cells = _base_cells(programme, ALL_WORKSTREAMS, whole, part, rows.base)
    if rows.workstreams:
        below = range(rows.base + 1, rows.base + 1 + rows.workstreams)
        cells |= {IN_TABLE: _sum(whole, IN_TABLE, below), PART: _sum(part, PART, below)}
    return _row(cells, bold=True)


def _base_row(programme: Programme, numbered: tuple[int, Workstream], rows: Rows) -> TableRow:
    number, workstream = numbered
    whole, part = (position(programme, workstream, each).total for each in (programme.partnership, programme.reporting))
    return _row(_base_cells(programme, workstream.name, whole, part, rows.base + number), bold=False)


def _base_cells(programme: Programme, name: str, whole: Amount | None, part: Amount | None, row: int) -> Row:
    formula = share(cell_name(row, PART), cell_name(row, IN_TABLE), NOT_APPLICABLE)
    return {
        HORIZON: Cell(years_in_words(programme.years)),
        WORKSTREAM: Cell(name),
        IN_TABLE: Cell(schema.NOT_QUANTIFIED if whole is None else in_words(whole)),
        PART: Cell(schema.NOT_QUANTIFIED if part is None else in_words(part)),
        SHARE: Cell(_share(part, whole), None, formula),
    }


def _part_rows(rows: Rows, index: int) -> Iterator[TableRow]:
    """What each workstream brings to the rung at this index."""
    rung = rows.rungs[index]
    added = dict(rung.added)
    for row, each in zip(rows.parts(index), rung.contributions, strict=True):
        amounts = {BEYOND: each.beyond, DECLARED: each.declared_overlap, UNDECLARED: each.undeclared_overlap}
        before = rows.before(index, each.workstream)
        yield _row(
            {HORIZON: Cell(rung.target.horizon), WORKSTREAM: Cell(each.workstream), IN_TABLE: Cell(in_words(each.in_table))}
            | {column: Cell(amount) for column, amount in amounts.items()}
            | _of_found(row, each.found, added.get(each.workstream, ZERO), each.found_if_included, before)
            | {BEYOND_ALONE: _beyond_alone(row, (each,))},
            bold=False,
        )
