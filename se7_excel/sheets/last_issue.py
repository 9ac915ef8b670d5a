"""The Issued tab: the figures of the last issue from each point of view, so that the next one can say what has changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from se7_excel.errors import MissingHeading, UnreadableYear
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Party, Programme, SavingsLine, Workstream
from se7_excel.savings.totals import position
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema, styles
from se7_excel.sheets.grid import Grid, Value, folded, shown
from se7_excel.sheets.locate import Found, find_table
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.sent import MOMENT, SentRow
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

ISSUE, WHEN, VIEW, YEAR = "Issue", "When", "Point of view", "Year"
HEADINGS = (ISSUE, WHEN, VIEW, schema.WORKSTREAM, schema.PARTY, YEAR, schema.AMOUNT)
FIGURES = (ISSUE, schema.AMOUNT)
WIDTHS = (8.0, 20.0, 20.0, 40.0, 20.0, 12.0, 22.0)
EXPLAINED = (
    "The figures last issued from each point of view, each year's own amount or why there is none. Written when a draft is "
    "prepared or an e-mail sent; the next one says what has changed since."
)
DRAFT = "draft"
REMEDY = "put back what was there, or delete the rows of this issue to start anew"
GAPS = {gap.value: gap for gap in Gap}


@dataclass(frozen=True, slots=True)
class LastIssue:
    """The last issue from one point of view: its number, when it was made, and what it said, as a printed table says it."""

    number: int
    when: str
    programme: Programme

    @property
    def named(self) -> str:
        """The issue as a letter names it: `version 2, prepared on 26 January 2012`, without the day where it cannot be read."""
        try:
            day = datetime.strptime(self.when.strip()[:16], MOMENT)
        except ValueError:
            return f"version {self.number}"
        return f"version {self.number}, prepared on {day.day} {day:%B %Y}"


def last_issue(grid: Grid | None, programme: Programme) -> LastIssue | None:
    """The last issue from the programme's point of view; None where nothing was issued yet, or the tab is missing.

    Raises `UnreadableCell` for a figure, year or party somebody has made unreadable.
    """
    table = _table(grid)
    rows = [row for row in table.rows if programme.reporting.answers_to(table.text(row, VIEW))] if table else []
    if not table or not rows:
        return None
    years = tuple(sorted({_year(table, row) for row in rows}))
    names = dict.fromkeys(table.text(row, schema.WORKSTREAM) for row in rows)
    held = tuple(Workstream(name, name, tuple(_lines(table, rows, name, programme, years))) for name in names)
    said = replace(programme, years=years, workstreams=held, targets=(), longer_term=(), share_sets=())
    return LastIssue(_number(table, rows[0]), table.text(rows[0], WHEN), said)


def only_drafted(last: LastIssue, rows: Iterable[SentRow]) -> bool:
    """Whether these rows of the Log record the issue as a draft, and none that its files went out, or perhaps did."""
    logged = tuple(rows)
    gone_out = {row.attachments for row in logged if row.how != DRAFT}
    drafts = [row for row in logged if (row.how, row.version, row.when) == (DRAFT, last.number, last.when)]
    return bool(drafts) and not any(row.attachments in gone_out for row in drafts)


def issue_page(grid: Grid, programme: Programme, number: int, when: str) -> Page:
    """The page of the Issued tab: what it holds of other points of view, then this issue's figures."""
    table = _table(grid)
    others = [row for row in table.rows if not programme.reporting.answers_to(table.text(row, VIEW))] if table else []
    kept = tuple(_row(tuple(_content(table.value(row, each)) for each in HEADINGS)) for row in others if table)
    own = tuple(_row((Decimal(number), when, *figure)) for figure in _figures(programme))
    return _laid_out((*kept, *own))


def empty_issue_page() -> Page:
    """The page of the Issued tab of a new tracker."""
    return _laid_out(())


def _table(grid: Grid | None) -> Found | None:
    """The table the tab holds; None where there is no such tab, or nothing of ours on it yet."""
    if grid is None:
        return None
    try:
        return find_table(grid, HEADINGS)
    except MissingHeading:
        if schema.ISSUED_TABLE in grid.areas:
            raise
        return None


def _figures(programme: Programme) -> Iterator[tuple[str | Decimal, ...]]:
    """Each year's own amount of the partnership and the reporting authority, workstream by workstream."""
    for workstream in programme.workstreams:
        for party in (programme.partnership, programme.reporting):
            own = position(programme, workstream, party).own
            for year, amount in zip(programme.years, own, strict=True):
                said = amount.value if isinstance(amount, Gap) else amount
                yield programme.reporting.name, workstream.name, party.name, str(year), said


def _lines(
    table: Found, rows: list[int], name: str, programme: Programme, years: tuple[FinancialYear, ...]
) -> Iterator[SavingsLine]:
    """One line for each party, as a printed table has them."""
    held: dict[Party, dict[FinancialYear, Amount]] = {}
    for row in rows:
        if table.text(row, schema.WORKSTREAM) == name:
            held.setdefault(_party(table, row, programme), {})[_year(table, row)] = _amount(table, row)
    for party, amounts in held.items():
        yield SavingsLine(name, party, tuple(amounts.get(year, Gap.BLANK) for year in years))


def _party(table: Found, row: int, programme: Programme) -> Party:
    text = table.text(row, schema.PARTY)
    return programme.party(text) or Party(text)


def _year(table: Found, row: int) -> FinancialYear:
    try:
        return FinancialYear.parse(table.text(row, YEAR))
    except UnreadableYear as error:
        raise table.unreadable(row, YEAR, f"{error}; {REMEDY}") from None


def _amount(table: Found, row: int) -> Amount:
    value = table.value(row, schema.AMOUNT)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(repr(value))
    gap = GAPS.get(folded(shown(value)))
    if gap is None:
        raise table.unreadable(row, schema.AMOUNT, f"“{shown(value)}” is no issued figure; {REMEDY}")
    return gap


def _number(table: Found, row: int) -> int:
    value = table.value(row, ISSUE)
    if not isinstance(value, (int, float)) or value != int(value):
        raise table.unreadable(row, ISSUE, f"“{shown(value)}” is no number of an issue; {REMEDY}")
    return int(value)


def _laid_out(rows: tuple[TableRow, ...]) -> Page:
    heading = ((Cell(schema.ISSUED, styles.TITLE),), (Cell(EXPLAINED, styles.SUBTITLE),))
    boxhead = tuple(Cell(each, styles.AMOUNT_HEADING if each in FIGURES else styles.HEADING) for each in HEADINGS)
    nothing_yet = (_row(("",) * len(HEADINGS)),)
    return lay_out(Table(schema.ISSUED, schema.ISSUED_TABLE, heading, boxhead, (RowGroup(rows or nothing_yet),)))


def _row(contents: tuple[str | Decimal, ...]) -> TableRow:
    return tuple(
        Cell(content, styles.LOGGED_COUNT if heading == ISSUE else styles.DATA_AMOUNT if heading in FIGURES else styles.DATA_TEXT)
        for heading, content in zip(HEADINGS, contents, strict=True)
    )


def _content(value: Value) -> str | Decimal:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Decimal(repr(value)) if number else shown(value)
