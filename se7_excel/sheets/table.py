"""A table in the trade's terms, laid out once into a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.page import Cell, Mark, Page

TableRow = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together; a named group becomes a named area, which charts follow."""

    rows: tuple[TableRow, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heading lines, a boxhead, groups of rows, summary rows and notes.

    An `excel_table` is known in the workbook from boxhead to last row, any other table as its whole page.
    """

    tab: str
    name: str
    heading: tuple[TableRow, ...]
    boxhead: TableRow
    groups: tuple[RowGroup, ...]
    summary: tuple[TableRow, ...] = ()
    notes: tuple[TableRow, ...] = ()
    excel_table: bool = True

    @property
    def boxhead_row(self) -> int:
        """The row of the boxhead: below the heading lines and one blank row."""
        return len(self.heading) + 2


def lay_out(table: Table) -> Page:
    """The page of the table: headings from A1 down, boxhead, groups, summary, a blank row, notes."""
    body = [row for group in table.groups for row in group.rows]
    rows = [*table.heading, (), table.boxhead, *body, *table.summary]
    last = len(rows)
    rows += [(), *table.notes] if table.notes else []
    cells = {(number, column): cell for number, row in enumerate(rows, 1) for column, cell in enumerate(row, 1)}
    width = max(len(row) for row in rows)
    if table.excel_table:
        own = Mark(table.name, Area(table.boxhead_row, 1, last, len(table.boxhead)))
    else:
        own = Mark(table.name, Area(1, 1, len(rows), width))
    return Page(table.tab, cells, (own, *_group_marks(table)))


def _group_marks(table: Table) -> Iterator[Mark]:
    first = table.boxhead_row + 1
    for group in table.groups:
        if group.name and group.rows:
            yield Mark(group.name, Area(first, 1, first + len(group.rows) - 1, len(table.boxhead)))
        first += len(group.rows)
