"""The summary beside the reports of all authorities: what each claims, what is shared out, and how the ratio compares."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.sharing import in_force, per_cent
from se7_excel.savings.money import ZERO
from se7_excel.savings.programme import Party, Programme
from se7_excel.savings.shares import WHOLE, Part, parts_by_ratio, set_in_force
from se7_excel.savings.totals import Total, party_total
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_name, column_letters, quoted
from se7_excel.sheets.formulas import column_sum, text_literal
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

SUMMARY, SUMMARY_TABLE = "Summary", "SE7_Summary"
RATIO, RATIO_TABLE = "By ratio", "SE7_By_ratio"
SHARED_OUT, NOT_YET = "Shared out", "Not yet shared out"
FIGURE, CLAIMED, DIFFERENCE = "Figure", "Claimed", "Difference"
PARTY_WIDTH, SHARE_WIDTH, FIGURE_WIDTH, YEAR_WIDTH, TOTAL_WIDTH = 34.0, 18.0, 14.0, 18.0, 20.0
FIRST_ROW = 6
FIRST_RATIO_ROW = 7
FIRST_RATIO_COLUMN = 4
NO_SHARE = "not applicable"
Figure = Decimal | str
EXPLAINED = (
    "Each authority's quantified share in pounds and pence, from its own report in this folder.",
    "The whole is what is shared out and what is not yet; a negative remainder means that more is claimed than there is.",
)
RATIO_EXPLAINED = (
    "Shared out to the penny, the pennies left over by the largest remainder; the years of an authority come to its total.",
    "Difference is what is claimed less what the ratio gives: a minus means that less is claimed.",
)


def summary_pages(programme: Programme) -> tuple[Page, ...]:
    """The pages of the summary: the claims and, where a complete set of shares is in force, claims beside the ratio."""
    parts = parts_by_ratio(programme)
    claims = summary_page(programme)
    return (claims, _ratio_page(programme, parts)) if parts else (claims,)


def widths(page: Page) -> tuple[float, ...]:
    """The widths of the page's columns, in characters."""
    first = (PARTY_WIDTH, SHARE_WIDTH, FIGURE_WIDTH) if page.tab == RATIO else (PARTY_WIDTH,)
    years = page.marks[0].area.right - len(first) - 1
    return (*first, *[YEAR_WIDTH] * years, TOTAL_WIDTH)


def summary_page(programme: Programme) -> Page:
    """The page: a row for each authority, what they come to together, what is not yet shared out, and the whole."""
    heading = (
        (Cell(f"Summary: {_name(programme)} savings by authority", styles.TITLE),),
        *((Cell(sentence, styles.SUBTITLE),) for sentence in EXPLAINED),
    )
    boxhead = (Cell(schema.PARTY, styles.HEADING), *_amount_headings(programme))
    authorities = tuple(_party_row(programme, party, styles.DATA_TEXT, styles.DATA_AMOUNT) for party in programme.authorities)
    last = FIRST_ROW + len(authorities) - 1
    summary = (
        _sums(programme, last),
        _remainder(programme, last),
        _party_row(programme, programme.partnership, styles.TOTAL_TEXT, styles.TOTAL_AMOUNT),
    )
    return lay_out(Table(SUMMARY, SUMMARY_TABLE, heading, boxhead, (RowGroup(authorities),), summary))


def _name(programme: Programme) -> str:
    return programme.partnership.full_name or programme.partnership.name


def _amount_headings(programme: Programme) -> tuple[Cell, ...]:
    return tuple(Cell(each, styles.AMOUNT_HEADING) for each in (*(str(year) for year in programme.years), schema.TOTAL))


def _party_row(programme: Programme, party: Party, text: Style, figure: Style) -> TableRow:
    return (Cell(party.name, text), *(Cell(_shown(total.amount), figure) for total in _totals(programme, party)))


def _sums(programme: Programme, last: int) -> TableRow:
    columns = _by_column(programme)
    cells = (
        Cell(_sum([part.amount for part in parts]), styles.TOTAL_AMOUNT, column_sum(column_letters(column), FIRST_ROW, last))
        for column, (parts, _) in enumerate(columns, 2)
    )
    return (Cell(SHARED_OUT, styles.TOTAL_TEXT), *cells)


def _remainder(programme: Programme, last: int) -> TableRow:
    """The whole less what is shared out, nothing counting as £0 only where the other is quantified."""
    cells = []
    for column, (parts, whole) in enumerate(_by_column(programme), 2):
        shared = _sum([each.amount for each in parts])
        value, formula = _less(_shown(whole.amount), shared, cell_name(last + 3, column), cell_name(last + 1, column))
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


def _shown(amount: Decimal | None) -> Figure:
    return schema.NOT_QUANTIFIED if amount is None else amount


def _sum(amounts: list[Decimal | None]) -> Figure:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else schema.NOT_QUANTIFIED


def _less(one: Figure, other: Figure, one_cell: str, other_cell: str) -> tuple[Figure, str]:
    """One figure less another and its formula, nothing counting as £0 only where the other is quantified."""
    words = text_literal(schema.NOT_QUANTIFIED)
    formula = f"IF(COUNT({other_cell},{one_cell})=0,{words},ROUND(N({one_cell})-N({other_cell}),2))"
    known = [each for each in (one, other) if isinstance(each, Decimal)]
    if not known:
        return schema.NOT_QUANTIFIED, formula
    first, second = (each if isinstance(each, Decimal) else ZERO for each in (one, other))
    return first - second, formula


def _ratio_page(programme: Programme, parts: tuple[Part, ...]) -> Page:
    """The page: three rows for each authority, claimed, by ratio and the difference; then the same together, and the whole."""
    share_set = set_in_force(programme)
    which = in_force(programme, share_set) if share_set else ""
    heading = (
        (Cell(f"By ratio: {_name(programme)} savings by authority", styles.TITLE),),
        (Cell(f"What each authority claims beside what it is to have by {which}.", styles.SUBTITLE),),
        *((Cell(sentence, styles.SUBTITLE),) for sentence in RATIO_EXPLAINED),
    )
    boxhead = (
        *(Cell(each, styles.HEADING) for each in (schema.AUTHORITY, "Share", FIGURE)),
        *_amount_headings(programme),
    )
    rows = tuple(row for index, part in enumerate(parts) for row in _compared(programme, part, index))
    return lay_out(Table(RATIO, RATIO_TABLE, heading, boxhead, (RowGroup(rows),), _ratio_sums(programme, parts, len(rows))))


def _compared(programme: Programme, part: Part, index: int) -> Iterator[TableRow]:
    """An authority's rows; what it claims is taken from the summary."""
    claims = [_shown(total.amount) for total in _totals(programme, part.authority)]
    due = [_shown(amount) for amount in (*part.annual, part.total)]
    first = FIRST_RATIO_ROW + 3 * index
    look = styles.DATA_TEXT, styles.DATA_AMOUNT
    names = part.authority.name, per_cent(part.share)
    yield _figures(names, CLAIMED, _linked(claims, FIRST_ROW + index), look)
    yield _figures(names, RATIO, [(figure, "") for figure in due], look)
    yield _figures(names, DIFFERENCE, _differences(claims, due, first), look)


def _ratio_sums(programme: Programme, parts: tuple[Part, ...], rows: int) -> tuple[TableRow, ...]:
    """What is shared out by claims and by ratio with the difference, what is not yet by each, and the whole."""
    above = FIRST_ROW + len(parts)
    columns = list(_by_column(programme))
    wholes = [_shown(whole.amount) for _, whole in columns]
    claimed = [_sum([part.amount for part in claims]) for claims, _ in columns]
    due = [_sum([(*part.annual, part.total)[index] for part in parts]) for index in range(len(columns))]
    first, whole_row = FIRST_RATIO_ROW + rows, FIRST_RATIO_ROW + rows + 5
    look = styles.TOTAL_TEXT, styles.TOTAL_AMOUNT
    shared, left = (SHARED_OUT, per_cent(WHOLE)), (NOT_YET, NO_SHARE)
    return (
        _figures(shared, CLAIMED, _linked(claimed, above), look),
        _figures(shared, RATIO, _sums_of(due, FIRST_RATIO_ROW + rows - 1), look),
        _figures(shared, DIFFERENCE, _differences(claimed, due, first), look),
        _figures(left, CLAIMED, _left(wholes, claimed, whole_row, first), look),
        _figures(left, RATIO, _left(wholes, due, whole_row, first + 1), look),
        _figures((programme.partnership.name, per_cent(WHOLE)), "Whole", _linked(wholes, above + 2), look),
    )


def _figures(names: tuple[str, str], figure: str, cells: list[tuple[Figure, str]], look: tuple[Style, Style]) -> TableRow:
    text, amount = look
    return (*(Cell(each, text) for each in (*names, figure)), *(Cell(value, amount, formula) for value, formula in cells))


def _linked(figures: list[Figure], row: int) -> list[tuple[Figure, str]]:
    """The figures as they stand in this row of the summary."""
    return [(figure, f"{quoted(SUMMARY)}!{cell_name(row, column)}") for column, figure in enumerate(figures, 2)]


def _differences(claims: list[Figure], due: list[Figure], first: int) -> list[tuple[Figure, str]]:
    return _left(claims, due, first, first + 1)


def _left(ones: list[Figure], others: list[Figure], one_row: int, other_row: int) -> list[tuple[Figure, str]]:
    """The figures of one row of the page less those of another."""
    pairs = enumerate(zip(ones, others, strict=True), FIRST_RATIO_COLUMN)
    return [_less(one, other, cell_name(one_row, column), cell_name(other_row, column)) for column, (one, other) in pairs]


def _sums_of(due: list[Figure], last: int) -> list[tuple[Figure, str]]:
    """What the rows by ratio come to; their cells are told from the others by the column before the years."""
    which = Area(FIRST_RATIO_ROW, FIRST_RATIO_COLUMN - 1, last, FIRST_RATIO_COLUMN - 1).absolute
    words, wanted = text_literal(schema.NOT_QUANTIFIED), text_literal(RATIO)
    sums = []
    for column, figure in enumerate(due, FIRST_RATIO_COLUMN):
        cells = str(Area(FIRST_RATIO_ROW, column, last, column))
        count = f"SUMPRODUCT(({which}={wanted})*ISNUMBER({cells}))"
        sums.append((figure, f"IF({count}=0,{words},ROUND(SUMIF({which},{wanted},{cells}),2))"))
    return sums
