"""C31: what is issued can be read by everybody, with a screen reader, in large print or in black and white."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets import schema
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.legibility import LEGIBILITY, PARTY_IN_WORDS, TITLE
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.rule import CODE, Rule, Sheet, findings
from se7_excel.sheets.table_rules import (
    EVERY_CELL_SPEAKS,
    NO_GAPS,
    ONE_HEADING_ROW,
    TABLE_RULES,
    WORDS_NOT_SYMBOLS,
    excel_tables,
)

TABLE = (*TABLE_RULES, *LEGIBILITY)
FAITHFUL = (*LEGIBILITY, PARTY_IN_WORDS)
CONTENT = frozenset(rule.due for rule in (ONE_HEADING_ROW, NO_GAPS, EVERY_CELL_SPEAKS, WORDS_NOT_SYMBOLS, TITLE, PARTY_IN_WORDS))


@dataclass(frozen=True, slots=True)
class Issued:
    """A tab that is issued: the name of its table or page, where a reading holds it, and the rules it is under."""

    name: str
    grid: Callable[[Reading], Grid | None]
    rules: tuple[Rule, ...] = TABLE


ISSUED = (
    Issued(schema.APPENDIX_AREA, lambda reading: reading.appendix, FAITHFUL),
    Issued(schema.DATA_TABLE, lambda reading: reading.data),
    Issued(schema.APPENDIX_2_TABLE, lambda reading: reading.appendix_2),
    Issued(schema.LADDER_TABLE, lambda reading: reading.ladder),
    Issued(schema.YEARLY_TABLE, lambda reading: reading.yearly),
)


def issued_sheets_are_accessible(reading: Reading) -> Iterator[Finding]:
    """C31: each issued tab that is set down can be read by everybody; what its host cannot see is not judged."""
    for issued in ISSUED:
        grid = issued.grid(reading)
        if grid and _is_set_down(grid, issued.name):
            yield from _findings(grid, issued.name, issued.rules)


def table_findings(grid: Grid) -> Iterator[Finding]:
    """C31 for a tab with an Excel table on it, whoever made it."""
    yield from _findings(grid, "", TABLE)


def page_findings(grid: Grid) -> Iterator[Finding]:
    """C31 for a tab that is laid out as the committee knows Appendix 1."""
    yield from _findings(grid, "", FAITHFUL)


def is_settled_anew(finding: Finding) -> bool:
    """Whether setting the page down anew settles the finding, being about what its cells say and not about their looks."""
    return finding.code == CODE and finding.expected in CONTENT


def _findings(grid: Grid, name: str, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    tables = excel_tables(grid) if rules is TABLE else ()
    table = name if name in tables else next(iter(tables), "")
    yield from findings(Sheet(grid, grid.looks(), table), rules)


def _is_set_down(grid: Grid, name: str) -> bool:
    """Whether the tab has more than the headings of a new tracker; without its table, whether it has rows at all."""
    area = grid.areas.get(name)
    filled = [(row, column) for row, cells in grid.rows() for column in cells if not grid.is_blank(row, column)]
    if area:
        return any(cell in area and cell[0] > area.top for cell in filled)
    return sum(cells > 1 for cells in Counter(row for row, _ in filled).values()) > 1
