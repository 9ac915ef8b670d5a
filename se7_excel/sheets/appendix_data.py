"""The accessible rendering of Appendix 1: one fact a cell, exact figures, gaps in words; the source of the charts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Party, Place, Programme
from se7_excel.savings.stated import TotalClaims
from se7_excel.savings.totals import PartyTotal, Position, Total, party_total, position
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.claims import claim_at
from se7_excel.sheets.cumulative import in_words
from se7_excel.sheets.formulas import column_sum, cumulative_formula, link, share
from se7_excel.sheets.grid import Grid, words
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

ALL_WORKSTREAMS = "All workstreams"
SHARE = "Share of partnership"
SOURCE = "Source"
NOTHING_NEW = "nothing new"
NOT_APPLICABLE = "not applicable"
FIRST_TOTAL_ROW, TARGET_ROW, FIRST_WHOLE_ROW = 5, 7, 8
TOTAL_ROWS, PARTY_COLUMN = 2, 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the table stand for a programme of so many years."""

    years: int

    def annual(self, year: int) -> int:
        """The column of a year's own amount."""
        return 3 + year

    def cumulative(self, year: int) -> int:
        """The column of a year's cumulative amount."""
        return 3 + self.years + year

    @property
    def total(self) -> int:
        """The column of the total."""
        return 3 + 2 * self.years


def data_headings(programme: Programme) -> tuple[str, ...]:
    """The headings of the accessible table in order."""
    years = tuple(str(year) for year in programme.years)
    cumulative = tuple(schema.cumulative_heading(year) for year in programme.years)
    return (schema.WORKSTREAM, schema.PARTY, *years, *cumulative, schema.TOTAL, SHARE, SOURCE)


def data_page(programme: Programme) -> Page:
    """The page of the accessible table: totals and the first target, then the partnership, then the authority."""
    count = len(programme.workstreams)
    whole_rows = range(FIRST_WHOLE_ROW, FIRST_WHOLE_ROW + count)
    part_rows = range(whole_rows.stop, whole_rows.stop + count)
    totals = (
        _total_row(programme, programme.partnership, FIRST_TOTAL_ROW, whole_rows),
        _total_row(programme, programme.reporting, FIRST_TOTAL_ROW + 1, part_rows),
        _target_row(programme),
    )
    whole = tuple(_rows(programme, programme.partnership, whole_rows))
    part = tuple(_rows(programme, programme.reporting, part_rows))
    return lay_out(
        Table(
            schema.APPENDIX_DATA,
            schema.DATA_TABLE,
            _heading(programme),
            _boxhead(programme),
            (RowGroup(totals), RowGroup(whole, schema.DATA_WHOLE), RowGroup(part, schema.DATA_PART)),
        )
    )


def gap_words(held: Position, year: int) -> str:
    """The words for a year without an amount of its own: the gap, or that the cumulative amount is carried forward."""
    gap = held.own[year]
    if gap is Gap.BLANK and held.contributed_before(year):
        return NOTHING_NEW
    return gap.value if isinstance(gap, Gap) else ""


def shown_parties(data: Grid, programme: Programme) -> tuple[tuple[int, Party], ...]:
    """The total rows of the accessible table as it stands, each with its party; none where it was never set down."""
    table = data.areas.get(schema.DATA_TABLE)
    if table is None or data.value(table.top, 1) != schema.WORKSTREAM:
        return ()
    rows = range(table.top + 1, table.top + 1 + TOTAL_ROWS)
    named = (
        (row, programme.party(words(data.value(row, PARTY_COLUMN)))) for row in rows if data.value(row, 1) == ALL_WORKSTREAMS
    )
    return tuple((row, party) for row, party in named if party)


def total_claims(data: Grid, programme: Programme) -> tuple[TotalClaims, ...]:
    """What the total rows of the accessible table say now; nothing where it was never set down."""
    columns = Columns(len(programme.years))
    years = range(len(programme.years))
    return tuple(
        TotalClaims(
            party,
            tuple(claim_at(data, row, columns.annual(year)) for year in years),
            tuple(claim_at(data, row, columns.cumulative(year)) for year in years),
            claim_at(data, row, columns.total),
        )
        for row, party in shown_parties(data, programme)
        if data.areas[schema.DATA_TABLE].right == columns.total + 2
    )


def _heading(programme: Programme) -> tuple[TableRow, ...]:
    name = programme.partnership.full_name or programme.partnership.name
    said = (
        "Exact figures in pounds and pence behind Appendix 1. Each year's column holds what is new in that year; "
        "gaps are given in words and stand in no total."
    )
    return (Cell(f"Appendix 1 data: {name} savings by workstream", styles.TITLE),), (Cell(said, styles.SUBTITLE),)


def _boxhead(programme: Programme) -> TableRow:
    texts = (schema.WORKSTREAM, schema.PARTY, SOURCE)
    return tuple(
        Cell(heading, styles.HEADING if heading in texts else styles.AMOUNT_HEADING) for heading in data_headings(programme)
    )


def _rows(programme: Programme, party: Party, rows: range) -> Iterator[TableRow]:
    for row, workstream in zip(rows, programme.workstreams, strict=True):
        held = position(programme, workstream, party)
        years = range(len(programme.years))
        yield (
            Cell(workstream.name, styles.DATA_TEXT),
            Cell(party.name, styles.DATA_TEXT),
            *(Cell(_own(held, year), styles.DATA_AMOUNT) for year in years),
            *(_cumulative(held, year, row) for year in years),
            Cell(in_words(held.total), styles.DATA_AMOUNT, _last_cumulative(programme, row)),
            _share(programme, held, row),
            _source(held),
        )


def _own(held: Position, year: int) -> Decimal | str:
    amount = held.own[year]
    return amount if isinstance(amount, Decimal) else gap_words(held, year)


def _cumulative(held: Position, year: int, row: int) -> Cell:
    columns = Columns(len(held.own))
    before = cell_name(row, columns.cumulative(year - 1)) if year else ""
    formula = cumulative_formula(cell_name(row, columns.annual(year)), before)
    return Cell(in_words(held.cumulative[year]), styles.DATA_AMOUNT, formula)


def _share(programme: Programme, held: Position, row: int) -> Cell:
    if held.party == programme.partnership:
        return Cell(NOT_APPLICABLE, styles.DATA_SHARE)
    whole = position(programme, held.workstream, programme.partnership).total
    return _share_cell(programme, held.total, whole, row, row - len(programme.workstreams), bold=False)


def _share_cell(programme: Programme, part: Amount | None, whole: Amount | None, row: int, whole_row: int, bold: bool) -> Cell:
    column = Columns(len(programme.years)).total
    formula = share(cell_name(row, column), cell_name(whole_row, column), NOT_APPLICABLE)
    value: Decimal | str = schema.NOT_QUANTIFIED
    if isinstance(part, Decimal) and isinstance(whole, Decimal):
        value = Decimal(repr(float(part) / float(whole))) if whole else NOT_APPLICABLE
    return Cell(value, styles.TOTAL_SHARE if bold else styles.DATA_SHARE, formula)


def _source(held: Position) -> Cell:
    place = next((line.place(0) for line in held.lines), None)
    return _link(place) if place else Cell("no line", styles.DATA_TEXT)


def _link(place: Place) -> Cell:
    return Cell(str(place), styles.LINK, link(place))


def _total_row(programme: Programme, party: Party, row: int, rows: range) -> TableRow:
    total = party_total(programme, party)
    columns = Columns(len(programme.years))
    sums = zip((*total.annual, *total.cumulative), range(columns.annual(0), columns.total), strict=True)
    return (
        Cell(ALL_WORKSTREAMS, styles.TOTAL_TEXT),
        Cell(party.name, styles.TOTAL_TEXT),
        *(_sum_cell(each, column, rows) for each, column in sums),
        _sum_cell(total.total, columns.total, rows),
        _total_share(programme, total, row),
        Cell("the rows below", styles.TOTAL_TEXT),
    )


def _sum_cell(total: Total, column: int, rows: range) -> Cell:
    value = schema.NOT_QUANTIFIED if total.amount is None else total.amount
    formula = column_sum(column_letters(column), rows.start, rows.stop - 1) if rows else ""
    return Cell(value, styles.TOTAL_AMOUNT, formula)


def _total_share(programme: Programme, total: PartyTotal, row: int) -> Cell:
    if total.party == programme.partnership:
        return Cell(NOT_APPLICABLE, styles.TOTAL_SHARE)
    whole = party_total(programme, programme.partnership).total.amount
    return _share_cell(programme, total.total.amount, whole, row, FIRST_TOTAL_ROW, bold=True)


def _target_row(programme: Programme) -> TableRow:
    target = programme.targets[0] if programme.targets else None
    figure: Decimal | str = target.amount if target else Gap.BLANK.value
    years = len(programme.years)
    return (
        Cell(f"Target, {target.horizon}" if target else "Target", styles.TOTAL_TEXT),
        Cell(programme.partnership.name, styles.TOTAL_TEXT),
        *(Cell(NOT_APPLICABLE, styles.TOTAL_AMOUNT) for _ in range(years)),
        *(Cell(figure, styles.TOTAL_AMOUNT) for _ in range(years + 1)),
        Cell(NOT_APPLICABLE, styles.TOTAL_SHARE),
        _link(target.place) if target and target.place else Cell(schema.SETTINGS, styles.TOTAL_TEXT),
    )


def _last_cumulative(programme: Programme, row: int) -> str:
    return cell_name(row, Columns(len(programme.years)).cumulative(len(programme.years) - 1))
