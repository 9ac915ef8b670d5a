"""The yearly figures behind the charts: a row for each financial year, in columns that stay where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.amounts import together
from se7_excel.savings.delivery import status_in
from se7_excel.savings.money import ZERO, Amount, Gap
from se7_excel.savings.programme import Programme, Status
from se7_excel.savings.totals import Position, own, party_total, positions
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.cumulative import in_words
from se7_excel.sheets.formulas import text_literal
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

WORKSTREAMS = 6
YEAR, FIRST_WORKSTREAM = 1, 2
CUMULATIVE_TOTAL, TARGET = FIRST_WORKSTREAM + WORKSTREAMS, FIRST_WORKSTREAM + WORKSTREAMS + 1
FIRST_STATUS = TARGET + 1
STATUSES = (Status.ACTUAL, Status.FORECAST, None)
IN_THE_YEAR = FIRST_STATUS + len(STATUSES)
HEADING_ROW, FIRST_ROW = 4, 5
WIDTHS = (18.0, *[24.0] * WORKSTREAMS, 20.0, 22.0, *[18.0] * len(STATUSES), 18.0)
TOTAL_HEADING, STATUS_HEADINGS, OWN_HEADING = "Cumulative total", ("Actual", "Forecast", "Status not declared"), "In the year"
OTHERS, NO_TARGET = "Other workstreams", "No target"
NO_WORKSTREAM, NOTHING = "no workstream", "none"
EXPLAINED = (
    "Cumulative amounts by workstream, then each year's own by the status of its lines, which add up over the years. "
    "A year that has not ended by the report date is a forecast, whatever its lines say. "
    "A gap has no status and stands in no sum."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of cumulative amounts: its heading, and the positions it adds up."""

    heading: str
    positions: tuple[Position, ...]


def yearly_page(programme: Programme) -> Page:
    """The page: each year's cumulative amounts by workstream and in all, the first target, and its own by status."""
    name = programme.partnership.full_name or programme.partnership.name
    heading = (Cell(f"Yearly data: {name} savings year by year", styles.TITLE),), (Cell(EXPLAINED, styles.SUBTITLE),)
    columns = columns_shown(programme)
    rows = tuple(_year_row(programme, columns, year) for year in range(len(programme.years)))
    boxhead = tuple(
        Cell(text, styles.AMOUNT_HEADING if number > YEAR else styles.HEADING)
        for number, text in enumerate(yearly_headings(programme), 1)
    )
    return lay_out(Table(schema.YEARLY, schema.YEARLY_TABLE, heading, boxhead, (RowGroup(rows, schema.YEARLY_YEARS),)))


def yearly_headings(programme: Programme) -> tuple[str, ...]:
    """The headings of the table in order, each of its own."""
    target = f"Target: {programme.targets[0].horizon}" if programme.targets else NO_TARGET
    own_headings = (TOTAL_HEADING, target, *STATUS_HEADINGS, OWN_HEADING)
    taken = {each.casefold() for each in ("Financial year", *own_headings)}
    named = []
    for column in columns_shown(programme):
        named.append(_untaken(column.heading, taken))
        taken.add(named[-1].casefold())
    return ("Financial year", *named, *own_headings)


def columns_shown(programme: Programme) -> tuple[Shown, ...]:
    """The columns of workstreams, always as many: the largest in the order of the workbook, and the others together."""
    held = positions(programme, programme.partnership)
    alone = _largest(held, WORKSTREAMS - 1) if len(held) > WORKSTREAMS else held
    columns = [Shown(each.workstream.name, (each,)) for each in alone]
    if len(held) > WORKSTREAMS:
        columns.append(Shown(OTHERS, tuple(each for each in held if each not in alone)))
    columns += [Shown(f"No workstream {number}", ()) for number in range(len(columns) + 1, WORKSTREAMS + 1)]
    return tuple(columns)


def _untaken(heading: str, taken: set[str]) -> str:
    """The heading, told apart from those before it: an Excel table has each only once, in any case of its letters."""
    told, number = heading, 2
    while told.casefold() in taken:
        told, number = f"{heading} ({number})", number + 1
    return told


def _largest(held: tuple[Position, ...], count: int) -> tuple[Position, ...]:
    """The positions with the largest totals, in their own order; those not quantified come last."""
    ranked = sorted(range(len(held)), key=lambda index: -_size(held[index].total))
    return tuple(held[index] for index in sorted(ranked[:count]))


def _size(total: Amount) -> Decimal:
    return total if isinstance(total, Decimal) else -Decimal("Infinity")


def _year_row(programme: Programme, columns: tuple[Shown, ...], year: int) -> TableRow:
    row = FIRST_ROW + year
    total = party_total(programme, programme.partnership).cumulative[year].amount
    target = Cell(programme.targets[0].amount if programme.targets else Gap.BLANK.value, styles.DATA_AMOUNT)
    return (
        Cell(str(programme.years[year]), styles.DATA_TEXT),
        *(Cell(_cumulative(column, year), styles.DATA_AMOUNT) for column in columns),
        _sum(total, row, FIRST_WORKSTREAM, CUMULATIVE_TOTAL - 1),
        target,
        *_by_status(programme, year, row),
    )


def _cumulative(column: Shown, year: int) -> Decimal | str:
    if not column.positions:
        return NO_WORKSTREAM
    return in_words(together(each.cumulative[year] for each in column.positions))


def _by_status(programme: Programme, year: int, row: int) -> Iterator[Cell]:
    """The year's own amounts by the status of their lines, all forecast until the year has ended, then in all.

    Own amounts, because a status is that of a line's figures: a cumulative amount mixes what years of different lines say.
    """
    sums: dict[Status | None, Decimal] = {}
    for held in positions(programme, programme.partnership):
        for line in held.lines:
            amount = own(line)[year]
            if isinstance(amount, Decimal):
                status = status_in(programme, line, year)
                sums[status] = sums.get(status, ZERO) + amount
    for status in STATUSES:
        yield Cell(sums.get(status, NOTHING), styles.DATA_AMOUNT)
    yield _sum(sum(sums.values(), ZERO) if sums else None, row, FIRST_STATUS, IN_THE_YEAR - 1)


def _sum(amount: Decimal | None, row: int, first: int, last: int) -> Cell:
    cells = f"{cell_name(row, first)}:{cell_name(row, last)}"
    formula = f"IF(COUNT({cells})=0,{text_literal(schema.NOT_QUANTIFIED)},ROUND(SUM({cells}),2))"
    return Cell(schema.NOT_QUANTIFIED if amount is None else amount, styles.TOTAL_AMOUNT, formula)
