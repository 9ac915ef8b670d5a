"""What the calculated cells claim, to be held against what the lines come to."""

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.money import Brackets, Gap, pounds
from se7_excel.savings.programme import Workstream
from se7_excel.savings.stated import Claim, LineClaims
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema
from se7_excel.sheets.changes import Positions
from se7_excel.sheets.committee import parse_entry
from se7_excel.sheets.grid import CellError, Grid, words
from se7_excel.sheets.workstream_tab import WorkstreamTab


def line_claims(
    found: WorkstreamTab, workstream: Workstream, differing: Positions, years: tuple[FinancialYear, ...]
) -> tuple[LineClaims, ...]:
    """What the calculated cells of each line say now, for lines where any of them differs from what it should hold.

    Brackets typed with an amount are claims too, so where they are declared every line is here.
    """
    rows = {row for row, _ in differing}
    claims = []
    for row, line in zip(found.lines, workstream.lines, strict=True):
        if row in rows or found.brackets is Brackets.CUMULATIVE:
            cumulative = tuple(claim_at(found.grid, row, found.cumulative.get(year)) for year in years)
            bracketed = tuple(_bracketed(found, row, found.years.get(year)) for year in years)
            claims.append(LineClaims(workstream, line, cumulative, bracketed, claim_at(found.grid, row, found.total)))
    return tuple(claims)


def claim_at(grid: Grid, row: int, column: int | None) -> Claim | None:
    """What a calculated cell says, or None where there is no cell or its formula carries no value."""
    if column is None:
        return None
    value = grid.value(row, column)
    if value is None:
        return None if grid.formula(row, column) else Claim(grid.place(row, column), None)
    if isinstance(value, CellError):
        return Claim(grid.place(row, column), Gap.UNREADABLE)
    if words(value) == schema.NOT_QUANTIFIED:
        return Claim(grid.place(row, column), Gap.BLANK)
    try:
        return Claim(grid.place(row, column), pounds(value))
    except UnreadableAmount:
        return Claim(grid.place(row, column), Gap.UNREADABLE)


def _bracketed(found: WorkstreamTab, row: int, column: int | None) -> Claim | None:
    value = None if column is None else found.grid.value(row, column)
    if column is None or found.brackets is not Brackets.CUMULATIVE or not isinstance(value, str) or "(" not in value:
        return None
    stated = parse_entry(value).cumulative
    return None if stated is None else Claim(found.grid.place(row, column), stated)
