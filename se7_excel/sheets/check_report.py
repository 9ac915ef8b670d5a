"""The Checks tab: one row a finding, each with a link to its cell."""

from dataclasses import replace
from decimal import Decimal

from se7_excel.savings.checks.catalogue import AT_THE_GATE, CHECKS, PRINTED_TABLES
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place, Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.acceptance import mark_of, unmatched_said
from se7_excel.sheets.formulas import link
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.headline import LADDER_LINES, headline, ladder_sentences
from se7_excel.sheets.integrity import INTEGRITY
from se7_excel.sheets.page import Cell, Mark, Page
from se7_excel.sheets.styles import Style
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

HOLDS = {each.code: each.holds for each in (*CHECKS, *INTEGRITY)} | PRINTED_TABLES | AT_THE_GATE
CATALOGUE = tuple(sorted(HOLDS.items()))
ABOUT = ("Code", "Severity", "Finding", "Workstream", "Party", "Year", "Cell")
AMOUNTS = ("Expected", "Found", "Difference")
HEADINGS = (*ABOUT, *AMOUNTS, "Mark", "Accepted")
WIDTHS = (8.0, 10.0, 70.0, 24.0, 16.0, 10.0, 20.0, 19.0, 19.0, 19.0, 12.0, 32.0)
NOT_ACCEPTED = "no"
HEADLINE_ROW = 2
SEVERITY_STYLES = {Severity.FAIL: styles.FAIL, Severity.WARN: styles.WARN, Severity.INFO: styles.INFO}
NONE = "not applicable"


def check_page(programme: Programme, findings: tuple[Finding, ...], unmatched: tuple[Place, ...] = ()) -> Page:
    """The page of the Checks tab, which also tells of acceptances that match no finding."""
    said, lapsed = headline(programme), unmatched_said(unmatched)
    heading = (
        (Cell("Checks", styles.TITLE),),
        (Cell(said[0].upper() + said[1:] + ".", styles.SUBTITLE),),
        *((Cell(sentence, styles.SUBTITLE),) for sentence in ladder_sentences(programme)),
        (Cell(f"{counted(findings)}. {lapsed}{'. ' if lapsed else ''}{passed(findings)}", styles.SUBTITLE),),
    )
    boxhead = tuple(Cell(each, styles.AMOUNT_HEADING if each in AMOUNTS else styles.HEADING) for each in HEADINGS)
    rows = tuple(_row(finding) for finding in findings) or (_nothing_found(),)
    return lay_out(Table(schema.CHECKS, schema.CHECKS_TABLE, heading, boxhead, (RowGroup(rows),)))


def standing(page: Page, grid: Grid) -> Page:
    """The page as its tab has room for it: older trackers have no lines for the ladder above their table of findings.

    The table stays where it is, because Excel moves no table by its first row.
    """
    known = grid.areas.get(schema.CHECKS_TABLE)
    if page.tab != schema.CHECKS or known is None or known.top != page.marks[0].area.top - LADDER_LINES:
        return page
    last = HEADLINE_ROW + LADDER_LINES
    kept = {row: row - LADDER_LINES if row > last else row for row, _ in page.cells if not HEADLINE_ROW < row <= last}
    cells = {(kept[row], column): cell for (row, column), cell in page.cells.items() if row in kept}
    area = page.marks[0].area
    mark = Mark(page.marks[0].name, replace(area, top=area.top - LADDER_LINES, bottom=area.bottom - LADDER_LINES))
    return Page(page.tab, cells, (mark,))


def counted(findings: tuple[Finding, ...]) -> str:
    """How many findings of each severity: `1 fail, 9 warn, 2 info`; those accepted are counted apart."""
    open_ones = [finding for finding in findings if not finding.accepted]
    numbers = [(sum(finding.severity is each for finding in open_ones), each.value) for each in Severity]
    accepted = len(findings) - len(open_ones)
    return ", ".join(f"{number} {word}" for number, word in (*numbers, *([(accepted, "accepted")] if accepted else [])))


def told(finding: Finding) -> str:
    """The finding on one line: code, severity, sentence, its cell where the sentence does not name it, who accepted it."""
    where = f" [{finding.place}]" if finding.place and str(finding.place) not in finding.message else ""
    accepted = f" (accepted by {finding.accepted})" if finding.accepted else ""
    return " ".join(f"{finding.code} {finding.severity.value}: {finding.message}{where}{accepted}".splitlines())


def passed(findings: tuple[Finding, ...]) -> str:
    """The checks that found nothing, by code."""
    found = {finding.code for finding in findings}
    codes = [code for code, _ in CATALOGUE if code not in found and code not in AT_THE_GATE]
    return f"Nothing found by {', '.join(codes)}." if codes else ""


def _row(finding: Finding) -> TableRow:
    place = finding.place
    cell = Cell(str(place), styles.LINK, link(place)) if place else Cell("whole workbook", styles.FINDING)
    words = (finding.message, finding.workstream or "all", finding.party or NONE, finding.year or "all")
    return (
        Cell(finding.code, styles.FINDING),
        Cell(finding.severity.value, SEVERITY_STYLES[finding.severity]),
        *(Cell(text, styles.FINDING) for text in words),
        cell,
        *(_figure(each) for each in (finding.expected, finding.found, finding.difference)),
        Cell(mark_of(finding), styles.FINDING),
        Cell(finding.accepted or NOT_ACCEPTED, styles.FINDING),
    )


def _figure(value: Decimal | str | None) -> Cell:
    style: Style = styles.FINDING_AMOUNT
    return Cell(NONE if value is None or value == "" else value, style)


def _nothing_found() -> TableRow:
    texts = ("none", "info", "Every check passed.", *(NONE for _ in range(len(HEADINGS) - 3)))
    return tuple(Cell(text, styles.FINDING) for text in texts)
