"""Finding things on a tab by their words: labelled facts and tables, wherever officers have moved them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from se7_excel.errors import MissingHeading, UnreadableCell
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.grid import NOTHING, Grid, Row, Value, as_text, words


@dataclass(frozen=True, slots=True)
class Found:
    """A table on a tab: its heading row, the column of each heading asked for, and the rows below that hold anything."""

    grid: Grid
    heading_row: int
    columns: Mapping[str, int]
    rows: tuple[int, ...]

    def value(self, row: int, heading: str) -> Value:
        """What the row holds under the heading."""
        return self.grid.values.get(row, NOTHING).get(self.columns.get(heading, 0))

    def text(self, row: int, heading: str) -> str:
        """The row's text under the heading, white space folded; numbers as their digits."""
        return as_text(self.value(row, heading))

    def place(self, row: int, heading: str) -> Place:
        """The cell where row and heading meet."""
        return self.grid.place(row, self.columns[heading])

    def unreadable(self, row: int, heading: str, why: str) -> UnreadableCell:
        """The error that names the cell where row and heading meet."""
        return UnreadableCell(self.grid.tab, self.place(row, heading).cell, why)


def find_fact(grid: Grid, label: str, above: int | None = None) -> tuple[Value, str] | None:
    """The value right of a label and the address it has or would have; None where the tab lacks the label."""
    wanted = label.casefold()
    found = [
        (cells.get(column + 1), cell_name(row, column + 1))
        for row, cells in grid.rows(above=above)
        for column in sorted(cells)
        if words(cells[column]).rstrip(": ").casefold() == wanted
    ]
    # A title may read like a label: one with a value beside it is meant before one without.
    return next((fact for fact in found if fact[0] is not None), found[-1] if found else None)


def find_table(grid: Grid, headings: tuple[str, ...]) -> Found:
    """The one table on the tab with these headings, in any order and among others, with its rows.

    Raises `MissingHeading` naming what is missing, or what stands twice.
    """
    found = find_headings(grid, headings)
    return replace(found, rows=table_rows(grid, found.heading_row, found.columns.values()))


def find_headings(grid: Grid, headings: tuple[str, ...], optional: tuple[str, ...] = ()) -> Found:
    """The one table on the tab with these headings, its rows not looked for yet; raises as `find_table` does."""
    heading_row = _heading_row(grid, headings)
    columns = _columns(grid, heading_row, (*headings, *optional))
    missing = [heading for heading in headings if heading not in columns]
    if missing:
        raise MissingHeading(
            f"{grid.tab}, row {heading_row}: the heading “{missing[0]}” is missing; put it back above its column"
        )
    return Found(grid, heading_row, columns, ())


def table_rows(grid: Grid, heading_row: int, columns: Iterable[int]) -> tuple[int, ...]:
    """The rows of the table below its headings that hold anything in these columns.

    An Excel table tells where it ends; rows typed straight below belong to it too. Without one, a blank row ends it.
    """
    known = tuple(columns)
    last, totals = _body_end(grid, heading_row, known)
    rows, row = [], heading_row + 1
    while row <= last or any(not grid.is_empty(row, column) for column in known):
        if row in totals:
            break
        if any(not grid.is_blank(row, column) for column in known):
            rows.append(row)
        row += 1
    return tuple(rows)


def _body_end(grid: Grid, heading_row: int, columns: tuple[int, ...]) -> tuple[int, range]:
    """The last body row of the Excel table with these headings, and its totals rows."""
    name = _excel_table(grid, heading_row, columns)
    if not name:
        return heading_row, range(0)
    last = grid.areas[name].bottom - grid.totals_rows[name]
    return last, range(last + 1, grid.areas[name].bottom + 1)


def excel_area(grid: Grid, heading_row: int, columns: Iterable[int]) -> Area | None:
    """The Excel table whose headings these are, or None for a plain range."""
    name = _excel_table(grid, heading_row, columns)
    return grid.areas[name] if name else None


def _excel_table(grid: Grid, heading_row: int, columns: Iterable[int]) -> str:
    known = tuple(columns)
    tables = ((name, grid.areas[name]) for name in grid.totals_rows)
    found = (name for name, area in tables if area.top == heading_row and any((heading_row, column) in area for column in known))
    return next(found, "")


def _heading_row(grid: Grid, headings: tuple[str, ...]) -> int:
    wanted = {heading.casefold() for heading in headings}
    scores = {row: _score(cells, wanted) for row, cells in grid.rows()}
    best = max(scores.values(), default=0)
    if best < min(2, len(wanted)):
        raise MissingHeading(f"{grid.tab}: no row holds the headings {', '.join(headings)}; put them back above the table")
    rows = [row for row, score in scores.items() if score == best]
    if len(rows) > 1:
        raise MissingHeading(
            f"{grid.tab}, row {rows[1]}: a second row of the same headings as row {rows[0]}; "
            "leave one table of this kind on the tab"
        )
    return rows[0]


def _score(cells: Row, wanted: set[str]) -> int:
    """How many of the headings the row holds; rows without a single one as written are not looked at twice."""
    if wanted.isdisjoint([value.casefold() for value in cells.values() if isinstance(value, str)]):
        return 0
    return len(wanted & {words(value).casefold() for value in cells.values()})


def _columns(grid: Grid, row: int, headings: tuple[str, ...]) -> dict[str, int]:
    known = {heading.casefold(): heading for heading in headings}
    columns: dict[str, int] = {}
    for column, value in sorted(grid.values[row].items()):
        heading = known.get(words(value).casefold())
        if heading in columns:
            raise MissingHeading(
                f"{grid.tab}!{cell_name(row, column)}: a second column headed “{heading}”; rename one of the two"
            )
        if heading:
            columns[heading] = column
    return columns
