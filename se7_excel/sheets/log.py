"""The Log tab: one row for each action that changed something, the latest last."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from se7_excel import __version__
from se7_excel.errors import MissingHeading, OccupiedCell
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Programme
from se7_excel.savings.totals import party_total
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, column_letters
from se7_excel.sheets.check_report import counted
from se7_excel.sheets.grid import Grid, Value, shown
from se7_excel.sheets.locate import Found, find_headings, table_rows
from se7_excel.sheets.page import Cell, Content, Page
from se7_excel.sheets.sent import MOMENT, NOTHING_SENT, SENT_HEADINGS, Sent
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

HEADINGS = schema.LOG_HEADINGS
WIDTHS = (18.0, 24.0, 26.0, 10.0, 18.0, 10.0, 20.0, 26.0, 20.0, 40.0, 72.0, 50.0)
LOOKS = {"Cells changed": styles.LOGGED_COUNT, "Quantified in all": styles.FINDING_AMOUNT}
EXPLAINED = (
    "One row for each button or command that changed something. Inputs is a mark of every figure typed in: alike means the same."
)
NONE = "nothing quantified"
NO_LOG = "There is no tab named Log, so this is not written down; add an empty tab by that name."
NOT_SENT = dict(zip(SENT_HEADINGS, NOTHING_SENT, strict=True))


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an action is run, and by whom; the clock and the user are asked at the door, never further in."""

    when: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the Log says of one action: when, who, what, and what the tracker came to."""

    stamp: Stamp
    what: str
    programme: Programme
    cells_changed: int
    findings: tuple[Finding, ...]
    sent: Sent | None = None


def log_page(grid: Grid, entry: Entry | None = None) -> Page:
    """The page of the Log tab: the rows it holds now and, below them, the entry.

    A Log without the columns of what was sent gets them, unless officers keep something in their place: then it goes on
    without them, and where there is something to say in them `OccupiedCell` is raised. Raises `MissingHeading` where the
    table is there without its headings, so that no row is ever lost.
    """
    held = _held(grid)
    whole = _page(grid, held, entry, (*HEADINGS, *SENT_HEADINGS))
    occupied = _occupied(grid, held, whole.marks[0].area) if held else None
    if held is None or occupied is None:
        return whole
    if entry and entry.sent:
        raise OccupiedCell(
            f"{grid.place(*occupied)} holds something of yours where the Log has to say what was sent; move it to the right of "
            f"column {column_letters(whole.marks[0].area.right)}, or clear it"
        )
    return _page(grid, held, entry, (*HEADINGS, *(each for each in SENT_HEADINGS if each in held.columns)))


def _held(grid: Grid) -> Found | None:
    """The table the tab holds; None on a tab where it has still to be set down."""
    try:
        found = find_headings(grid, HEADINGS, SENT_HEADINGS)
    except MissingHeading:
        if schema.LOG_TABLE in grid.areas:
            raise
        return None
    return replace(found, rows=table_rows(grid, found.heading_row, found.columns.values()))


def _occupied(grid: Grid, held: Found, area: Area) -> tuple[int, int] | None:
    """The first cell of the officers' in the way of a Log that takes up this area and grows wider than it was."""
    known = grid.areas.get(schema.LOG_TABLE)
    last = known.right if known else max(held.columns.values())
    filled = sorted({*grid.formulas, *((row, column) for row, cells in grid.rows() for column in cells)})
    return next(((row, column) for row, column in filled if row <= area.bottom and last < column <= area.right), None)


def _page(grid: Grid, held: Found | None, entry: Entry | None, headings: tuple[str, ...]) -> Page:
    theirs = _columns_of_officers(grid, held) if held else ()
    rows = _rows(held, headings, theirs)
    if entry:
        rows.append((*_row(entry, headings), *[_styled("", "")] * len(theirs)))
    heading = ((Cell("Log", styles.TITLE),), (Cell(EXPLAINED, styles.SUBTITLE),))
    own = tuple(Cell(each, styles.AMOUNT_HEADING if each in LOOKS else styles.HEADING) for each in headings)
    boxhead = (*own, *(_kept("", grid.value(held.heading_row, column), styles.HEADING) for column in theirs if held))
    body = RowGroup(tuple(rows) or (tuple(_styled(each, "") for each in headings),))
    return lay_out(Table(schema.LOG, schema.LOG_TABLE, heading, boxhead, (body,)))


def _columns_of_officers(grid: Grid, held: Found) -> tuple[int, ...]:
    """Columns of the table that are not ours: what is typed right beside a table, Excel takes into it."""
    area = grid.areas.get(schema.LOG_TABLE)
    ours = set(held.columns.values())
    return tuple(column for column in range(area.left, area.right + 1) if column not in ours) if area else ()


def _rows(held: Found | None, headings: tuple[str, ...], theirs: tuple[int, ...]) -> list[TableRow]:
    """The rows the tab holds, as they are, the officers' own columns behind ours."""
    if held is None:
        return []
    return [
        (
            *(_kept(heading, _value(held, row, heading)) for heading in headings),
            *(_theirs(held.grid, row, column, at) for at, column in enumerate(theirs, len(headings) + 1)),
        )
        for row in held.rows
    ]


def _value(held: Found, row: int, heading: str) -> Value:
    """What the row holds; under a heading the Log did not have, that nothing was sent, for nothing could be."""
    return held.value(row, heading) if heading in held.columns else NOT_SENT[heading]


def _row(entry: Entry, headings: tuple[str, ...]) -> TableRow:
    programme, total = entry.programme, party_total(entry.programme, entry.programme.partnership).total.amount
    said: tuple[Content, ...] = (
        f"{entry.stamp.when:{MOMENT}}",
        entry.stamp.who,
        entry.what,
        __version__,
        programme.reporting.name,
        Decimal(entry.cells_changed),
        NONE if total is None else total,
        counted(entry.findings),
        fingerprint(programme),
        *(entry.sent.cells if entry.sent else NOTHING_SENT),
    )
    told = dict(zip((*HEADINGS, *SENT_HEADINGS), said, strict=True))
    return tuple(_styled(heading, told[heading]) for heading in headings)


def _kept(heading: str, value: Value, style: Style | None = None) -> Cell:
    """A cell written earlier, as it is."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    cell = _styled(heading, Decimal(repr(value)) if number else shown(value))
    return cell._replace(style=style) if style else cell


def _theirs(grid: Grid, row: int, column: int, at: int) -> Cell:
    """An officer's own cell; its formula goes with it only where it stays, because elsewhere it would mean other cells."""
    cell = _kept("", grid.value(row, column))
    return cell._replace(formula=grid.formula(row, column)) if at == column else cell


def _styled(heading: str, content: Content) -> Cell:
    return Cell(content, LOOKS.get(heading, styles.FINDING))
