"""The summary beside the reports of all authorities: what each claims, what is shared out, and how the ratio compares."""

from collections.abc import Iterator, Sequence

from se7_excel.savings.checks.sharing import in_force, per_cent
from se7_excel.savings.programme import Programme
from se7_excel.savings.shares import WHOLE, Part, parts_by_ratio, set_in_force
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_name, column_letters, quoted
from se7_excel.sheets.formulas import column_sum, text_literal
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.shared_out import (
    Figure,
    SharedOut,
    difference,
    difference_formula,
    remainder,
    remainder_formula,
    shared_out,
    shown,
    summed,
)
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

SUMMARY, SUMMARY_TABLE = "Summary", "SE7_Summary"
RATIO, RATIO_TABLE = "By ratio", "SE7_By_ratio"
SHARED_OUT, BEYOND, NOT_YET = "Shared out", "Beyond the quantified whole", "Not yet shared out"
FIGURE, CLAIMED, DIFFERENCE, WHOLE_ROW = "Figure", "Claimed", "Difference", "Whole"
PARTY_WIDTH, SHARE_WIDTH, FIGURE_WIDTH, YEAR_WIDTH, TOTAL_WIDTH = 34.0, 18.0, 14.0, 18.0, 20.0
FIRST_ROW, FIRST_RATIO_ROW, FIRST_RATIO_COLUMN = 7, 8, 4
NO_SHARE = "not applicable"
DATA, SUM = (styles.DATA_TEXT, styles.DATA_AMOUNT), (styles.TOTAL_TEXT, styles.TOTAL_AMOUNT)
EXPLAINED = (
    "Each authority's quantified share in pounds and pence, from its own report in this folder.",
    "What is beyond the whole is claimed where the whole itself has no figure, so that it is no part of it.",
    "Shared out, less what is beyond the whole, plus what is not yet shared out, is the whole. "
    "A minus under Not yet shared out: more is claimed than there is.",
)
RATIO_EXPLAINED = (
    "Shared out to the penny, the pennies left over by the largest remainder; the years of an authority come to its total.",
    "Difference is what is claimed less what the ratio gives: a minus means that less is claimed.",
    "Who claims nothing has no difference; together, what nobody claims counts as not claimed.",
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
    """The page: a row for each authority, what they come to together, what of it is beyond the whole, the rest, the whole."""
    columns = shared_out(programme)
    heading = (
        (Cell(f"Summary: {_name(programme)} savings by authority", styles.TITLE),),
        *((Cell(sentence, styles.SUBTITLE),) for sentence in EXPLAINED),
    )
    boxhead = (Cell(schema.PARTY, styles.HEADING), *_amount_headings(programme))
    authorities = tuple(
        _row(party.name, [(column.claims[index], "") for column in columns], DATA)
        for index, party in enumerate(programme.authorities)
    )
    summary = _sums(columns, FIRST_ROW + len(authorities), programme.partnership.name)
    return lay_out(Table(SUMMARY, SUMMARY_TABLE, heading, boxhead, (RowGroup(authorities),), summary))


def _name(programme: Programme) -> str:
    return programme.partnership.full_name or programme.partnership.name


def _amount_headings(programme: Programme) -> tuple[Cell, ...]:
    return tuple(Cell(each, styles.AMOUNT_HEADING) for each in (*(str(year) for year in programme.years), schema.TOTAL))


def _sums(columns: tuple[SharedOut, ...], first: int, partnership: str) -> tuple[TableRow, ...]:
    """What is shared out, beyond the whole and not yet shared out, and the whole, from this row on."""
    claimed, left = [], []
    for at, column in enumerate(columns, 2):
        claimed.append((column.claimed, column_sum(column_letters(at), FIRST_ROW, first - 1)))
        cells = cell_name(first + 3, at), cell_name(first, at), cell_name(first + 1, at)
        left.append((column.left, remainder_formula(*cells)))
    return (
        _row(SHARED_OUT, claimed, SUM),
        _row(BEYOND, [(column.beyond, "") for column in columns], SUM),
        _row(NOT_YET, left, SUM),
        _row(partnership, [(column.whole, "") for column in columns], SUM),
    )


def _row(name: str, figures: list[tuple[Figure, str]], look: tuple[Style, Style]) -> TableRow:
    text, amount = look
    return (Cell(name, text), *(Cell(value, amount, formula) for value, formula in figures))


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
    columns = shared_out(programme)
    rows = tuple(row for index, part in enumerate(parts) for row in _compared(columns, part, index))
    summary = tuple(_ratio_sums(columns, parts, programme.partnership.name))
    return lay_out(Table(RATIO, RATIO_TABLE, heading, boxhead, (RowGroup(rows),), summary))


def _compared(columns: tuple[SharedOut, ...], part: Part, index: int) -> Iterator[TableRow]:
    """An authority's rows; what it claims is taken from the summary."""
    claims, due = [column.claims[index] for column in columns], _due(part)
    names, first = (part.authority.name, per_cent(part.share)), FIRST_RATIO_ROW + 3 * index
    yield _figures(names, CLAIMED, _linked(claims, FIRST_ROW + index), DATA)
    yield _figures(names, RATIO, [(figure, "") for figure in due], DATA)
    yield _figures(names, DIFFERENCE, _differences(claims, due, first), DATA)


def _ratio_sums(columns: tuple[SharedOut, ...], parts: tuple[Part, ...], partnership: str) -> Iterator[TableRow]:
    """Shared out by claims and by ratio with the difference; beyond the whole; not yet by each; and the whole."""
    first, above = FIRST_RATIO_ROW + 3 * len(parts), FIRST_ROW + len(parts)
    claimed, whole = [column.claimed for column in columns], [column.whole for column in columns]
    due = [summed(each) for each in zip(*map(_due, parts), strict=True)]
    by_claims, by_ratio = [], []
    for at, column in enumerate(columns):
        cells = [cell_name(first + row, FIRST_RATIO_COLUMN + at) for row in range(7)]
        by_claims.append((column.left, remainder_formula(cells[6], cells[0], cells[3])))
        by_ratio.append((remainder(column.whole, due[at]), remainder_formula(cells[6], cells[1])))
    every = per_cent(WHOLE)
    yield _figures((SHARED_OUT, every), CLAIMED, _linked(claimed, above), SUM)
    yield _figures((SHARED_OUT, every), RATIO, _sums_of(due, first - 1), SUM)
    yield _figures((SHARED_OUT, every), DIFFERENCE, _differences(claimed, due, first), SUM)
    yield _figures((BEYOND, NO_SHARE), CLAIMED, _linked([column.beyond for column in columns], above + 1), SUM)
    yield _figures((NOT_YET, NO_SHARE), CLAIMED, by_claims, SUM)
    yield _figures((NOT_YET, NO_SHARE), RATIO, by_ratio, SUM)
    yield _figures((partnership, every), WHOLE_ROW, _linked(whole, above + 3), SUM)


def _due(part: Part) -> tuple[Figure, ...]:
    return tuple(shown(amount) for amount in (*part.annual, part.total))


def _figures(names: tuple[str, str], figure: str, cells: list[tuple[Figure, str]], look: tuple[Style, Style]) -> TableRow:
    text, amount = look
    return (*(Cell(each, text) for each in (*names, figure)), *(Cell(value, amount, formula) for value, formula in cells))


def _linked(figures: Sequence[Figure], row: int) -> list[tuple[Figure, str]]:
    """The figures as they stand in this row of the summary."""
    return [(figure, f"{quoted(SUMMARY)}!{cell_name(row, column)}") for column, figure in enumerate(figures, 2)]


def _differences(claims: Sequence[Figure], due: Sequence[Figure], first: int) -> list[tuple[Figure, str]]:
    """What is claimed, in this row of the page, less what the ratio gives, in the next."""
    pairs = enumerate(zip(claims, due, strict=True), FIRST_RATIO_COLUMN)
    return [
        (difference(one, other), difference_formula(cell_name(first, at), cell_name(first + 1, at))) for at, (one, other) in pairs
    ]


def _sums_of(due: Sequence[Figure], last: int) -> list[tuple[Figure, str]]:
    """What the rows by ratio come to; their cells are told from the others by the column before the years."""
    which = Area(FIRST_RATIO_ROW, FIRST_RATIO_COLUMN - 1, last, FIRST_RATIO_COLUMN - 1).absolute
    words, wanted = text_literal(schema.NOT_QUANTIFIED), text_literal(RATIO)
    sums = []
    for column, figure in enumerate(due, FIRST_RATIO_COLUMN):
        cells = str(Area(FIRST_RATIO_ROW, column, last, column))
        count = f"SUMPRODUCT(({which}={wanted})*ISNUMBER({cells}))"
        sums.append((figure, f"IF({count}=0,{words},ROUND(SUMIF({which},{wanted},{cells}),2))"))
    return sums
