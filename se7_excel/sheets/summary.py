"""The summary beside the reports of all authorities: what each claims, what is shared out, and what is not yet."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.money import ZERO
from se7_excel.savings.programme import Party, Programme
from se7_excel.savings.totals import Total, party_total
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.formulas import column_sum
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

SUMMARY, SUMMARY_TABLE = "Summary", "SE7_Summary"
SHARED_OUT, NOT_YET = "Shared out", "Not yet shared out"
WIDTHS = (34.0, 18.0, 20.0)
FIRST_ROW = 6
EXPLAINED = (
    "Each authority's quantified share in pounds and pence, from its own report in this folder.",
    "The whole is what is shared out and what is not yet; a negative remainder means that more is claimed than there is.",
)


def summary_page(programme: Programme) -> Page:
    """The page: a row for each authority, what they come to together, what is not yet shared out, and the whole."""
    name = programme.partnership.full_name or programme.partnership.name
    heading = (
        (Cell(f"Summary: {name} savings by authority", styles.TITLE),),
        *((Cell(sentence, styles.SUBTITLE),) for sentence in EXPLAINED),
    )
    years = tuple(str(year) for year in programme.years)
    boxhead = (Cell(schema.PARTY, styles.HEADING), *(Cell(each, styles.AMOUNT_HEADING) for each in (*years, schema.TOTAL)))
    authorities = tuple(_party_row(programme, party, styles.DATA_TEXT, styles.DATA_AMOUNT) for party in programme.authorities)
    last = FIRST_ROW + len(authorities) - 1
    summary = (
        _sums(programme, last),
        _remainder(programme, last),
        _party_row(programme, programme.partnership, styles.TOTAL_TEXT, styles.TOTAL_AMOUNT),
    )
    return lay_out(Table(SUMMARY, SUMMARY_TABLE, heading, boxhead, (RowGroup(authorities),), summary))


def _party_row(programme: Programme, party: Party, text: Style, figure: Style) -> TableRow:
    return (Cell(party.name, text), *(Cell(_shown(total), figure) for total in _totals(programme, party)))


def _sums(programme: Programme, last: int) -> TableRow:
    columns = _by_column(programme)
    cells = (
        Cell(_shown_sum(parts), styles.TOTAL_AMOUNT, column_sum(column_letters(column), FIRST_ROW, last))
        for column, (parts, _) in enumerate(columns, 2)
    )
    return (Cell(SHARED_OUT, styles.TOTAL_TEXT), *cells)


def _remainder(programme: Programme, last: int) -> TableRow:
    """The whole less what is shared out, nothing counting as £0 only where the other is quantified."""
    cells = []
    for column, (parts, whole) in enumerate(_by_column(programme), 2):
        shared, total = cell_name(last + 1, column), cell_name(last + 3, column)
        formula = f'IF(COUNT({shared},{total})=0,"{schema.NOT_QUANTIFIED}",ROUND(N({total})-N({shared}),2))'
        known = [each.amount for each in (*parts, whole) if each.amount is not None]
        value: Decimal | str = schema.NOT_QUANTIFIED
        if known:
            value = (whole.amount or ZERO) - sum((each.amount or ZERO for each in parts), ZERO)
        cells.append(Cell(value, styles.TOTAL_AMOUNT, formula))
    return (Cell(NOT_YET, styles.TOTAL_TEXT), *cells)


def _by_column(programme: Programme) -> Iterator[tuple[tuple[Total, ...], Total]]:
    """For each year, and in all: the authorities' totals and the whole's."""
    parts = [_totals(programme, party) for party in programme.authorities]
    wholes = _totals(programme, programme.partnership)
    for index, whole in enumerate(wholes):
        yield tuple(part[index] for part in parts), whole


def _totals(programme: Programme, party: Party) -> tuple[Total, ...]:
    totals = party_total(programme, party)
    return (*totals.annual, totals.total)


def _shown(total: Total) -> Decimal | str:
    return schema.NOT_QUANTIFIED if total.amount is None else total.amount


def _shown_sum(parts: tuple[Total, ...]) -> Decimal | str:
    known = [part.amount for part in parts if part.amount is not None]
    return sum(known, ZERO) if known else schema.NOT_QUANTIFIED
