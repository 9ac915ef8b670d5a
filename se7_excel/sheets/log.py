"""The Log tab: one row for each action that changed something, the latest last."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from se7_excel import __version__
from se7_excel.errors import MissingHeading
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Programme
from se7_excel.savings.totals import party_total
from se7_excel.sheets import schema, styles
from se7_excel.sheets.check_report import counted
from se7_excel.sheets.grid import Grid, Value, shown
from se7_excel.sheets.locate import Found, find_table
from se7_excel.sheets.page import Cell, Content, Page
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

HEADINGS = ("When", "Who", "Action", "Version", "Point of view", "Cells changed", "Quantified in all", "Findings", "Inputs")
WIDTHS = (18.0, 24.0, 26.0, 10.0, 18.0, 10.0, 20.0, 26.0, 20.0)
LOOKS = {"Cells changed": styles.LOGGED_COUNT, "Quantified in all": styles.FINDING_AMOUNT}
EXPLAINED = (
    "One row for each button or command that changed something. Inputs is a mark of every figure typed in: alike means the same."
)
NONE = "nothing quantified"


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


def log_page(grid: Grid, entry: Entry | None = None) -> Page:
    """The page of the Log tab: the rows it holds now and, below them, the entry.

    Raises `MissingHeading` where the table is there without its headings, so that no row is ever lost.
    """
    held = _held(grid)
    theirs = _columns_of_officers(grid, held) if held else ()
    rows = (*_rows(held, theirs), *((_row(entry, len(theirs)),) if entry else ()))
    heading = ((Cell("Log", styles.TITLE),), (Cell(EXPLAINED, styles.SUBTITLE),))
    own = tuple(Cell(each, styles.AMOUNT_HEADING if each in LOOKS else styles.HEADING) for each in HEADINGS)
    boxhead = (*own, *(_kept("", grid.value(held.heading_row, column), styles.HEADING) for column in theirs if held))
    return lay_out(Table(schema.LOG, schema.LOG_TABLE, heading, boxhead, (RowGroup(rows or (_blank(),)),)))


def _held(grid: Grid) -> Found | None:
    """The table the tab holds; None on a tab where it has still to be set down."""
    try:
        return find_table(grid, HEADINGS)
    except MissingHeading:
        if schema.LOG_TABLE in grid.areas:
            raise
        return None


def _columns_of_officers(grid: Grid, held: Found) -> tuple[int, ...]:
    """Columns of the table that are not ours: what is typed right beside a table, Excel takes into it."""
    area = grid.areas.get(schema.LOG_TABLE)
    ours = set(held.columns.values())
    return tuple(column for column in range(area.left, area.right + 1) if column not in ours) if area else ()


def _rows(held: Found | None, theirs: tuple[int, ...]) -> list[TableRow]:
    """The rows the tab holds, as they are, the officers' own columns behind ours."""
    if held is None:
        return []
    return [
        (
            *(_kept(heading, held.value(row, heading)) for heading in HEADINGS),
            *(_kept("", held.grid.value(row, column)) for column in theirs),
        )
        for row in held.rows
    ]


def _row(entry: Entry, more: int) -> TableRow:
    programme, total = entry.programme, party_total(entry.programme, entry.programme.partnership).total.amount
    said: tuple[Content, ...] = (
        f"{entry.stamp.when:%Y-%m-%d %H:%M}",
        entry.stamp.who,
        entry.what,
        __version__,
        programme.reporting.name,
        Decimal(entry.cells_changed),
        NONE if total is None else total,
        counted(entry.findings),
        fingerprint(programme),
    )
    return (*(_styled(heading, content) for heading, content in zip(HEADINGS, said, strict=True)), *[_styled("", "")] * more)


def _blank() -> TableRow:
    return tuple(_styled(heading, "") for heading in HEADINGS)


def _kept(heading: str, value: Value, style: Style | None = None) -> Cell:
    """A cell written earlier, as it is."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    cell = _styled(heading, Decimal(repr(value)) if number else shown(value))
    return cell._replace(style=style) if style else cell


def _styled(heading: str, content: Content) -> Cell:
    return Cell(content, LOOKS.get(heading, styles.FINDING))
