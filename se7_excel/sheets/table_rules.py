"""What an issued table must be like for a screen reader to find its way: one real table to a sheet, and a fact in every cell."""

import re
from collections.abc import Iterator

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, Value, words
from se7_excel.sheets.rule import Breach, Rule, Sheet

NUMBERED = re.compile(r"(?:table|tabelle|tableau|tabla|tabella)?_?\d*", re.IGNORECASE)


def excel_tables(grid: Grid) -> tuple[str, ...]:
    """The names of the Excel tables of the tab, the uppermost first."""
    return tuple(sorted(grid.totals_rows, key=lambda name: (grid.areas[name].top, grid.areas[name].left)))


def is_excel_table(sheet: Sheet) -> Iterator[Breach]:
    """The first cell of what should be an Excel table and is none."""
    if not sheet.area:
        yield Breach(*_first_of_table(sheet.grid), "the rows here are no Excel table")


def table_is_named(sheet: Sheet) -> Iterator[Breach]:
    """The first cell of a table that goes by a number."""
    if sheet.area and NUMBERED.fullmatch(sheet.table):
        yield Breach(sheet.area.top, sheet.area.left, f"the name of the table, {sheet.table}, says nothing of it")


def starts_in_column_a(sheet: Sheet) -> Iterator[Breach]:
    """The first cell of a table that starts further right."""
    if sheet.area and sheet.area.left > 1:
        yield Breach(sheet.area.top, sheet.area.left, "the table does not start in column A")


def one_to_a_sheet(sheet: Sheet) -> Iterator[Breach]:
    """The first cell of every further table."""
    for name in excel_tables(sheet.grid):
        area = sheet.grid.areas[name]
        if name != sheet.table:
            yield Breach(area.top, area.left, f"{name} is a further table on the sheet")


def nothing_around(sheet: Sheet) -> Iterator[Breach]:
    """The filled cells beside the table or below it, those of further tables left out."""
    own = sheet.area
    areas = [sheet.grid.areas[name] for name in excel_tables(sheet.grid)]
    for row, column in sheet.filled if own else ():
        if own and row >= own.top and not any((row, column) in area for area in areas):
            yield Breach(row, column, f"something stands {'below' if row > own.bottom else 'beside'} the table")


def one_heading_row(sheet: Sheet) -> Iterator[Breach]:
    """Headings that are switched off, blank or said twice, and headings above headings."""
    area, grid = sheet.area, sheet.grid
    if area is None:
        return
    if sheet.looks and sheet.table in sheet.looks.unheaded:
        yield Breach(area.top, area.left, "the table has no heading row")
        return
    yield from _headings_above(grid, area)
    said: set[str] = set()
    for column in range(area.left, area.right + 1):
        heading = words(grid.value(area.top, column)).casefold()
        if not heading or heading in said:
            yield Breach(area.top, column, "the heading is also another column’s" if heading else "the heading is blank")
        said.add(heading)


def no_gaps(sheet: Sheet) -> Iterator[Breach]:
    """The first cells of blank rows and columns."""
    if sheet.area:
        rows, columns = _gaps(sheet.grid, sheet.area)
        yield from (Breach(row, sheet.area.left, f"row {row} of the table is blank") for row in rows)
        yield from (Breach(sheet.area.top, column, "the column is blank below its heading") for column in columns)


def every_cell_speaks(sheet: Sheet) -> Iterator[Breach]:
    """The empty cells of rows and columns that are not blank as a whole."""
    area = sheet.area
    if area:
        rows, columns = _gaps(sheet.grid, area)
        for row, column in area.cells:
            if row > area.top and row not in rows and column not in columns and sheet.grid.is_blank(row, column):
                yield Breach(row, column, "the cell is empty and nothing says why")


def words_not_symbols(sheet: Sheet) -> Iterator[Breach]:
    """The cells of the table that hold nothing but a symbol."""
    for row, column in sheet.filled if sheet.area else ():
        value = sheet.grid.value(row, column)
        if sheet.area and (row, column) in sheet.area and _is_symbol(value):
            yield Breach(row, column, f"the cell holds only the symbol “{words(value)}”")


ONE_HEADING_ROW = Rule("one heading row, every heading different", "give each column one heading of its own", one_heading_row)
NO_GAPS = Rule("no blank rows or columns inside", "delete what is blank, or write in words why there is nothing", no_gaps)
EVERY_CELL_SPEAKS = Rule(
    "every empty cell explained", "write in words why there is nothing, such as “not stated”", every_cell_speaks
)
WORDS_NOT_SYMBOLS = Rule("words in every cell", "say it in words, for screen readers pass over symbols", words_not_symbols)
TABLE_RULES = (
    Rule("an Excel table", "mark them and press Ctrl+T, then name the table under Table Design", is_excel_table),
    Rule("a name that says what the table holds", "give it one under Table Design", table_is_named),
    ONE_HEADING_ROW,
    Rule("a table that starts in column A", "delete the columns in front of it", starts_in_column_a),
    Rule("one table to a sheet", "move it to a sheet of its own", one_to_a_sheet),
    Rule("nothing beside or below the table", "move it above the table or to a sheet of its own", nothing_around),
    NO_GAPS,
    EVERY_CELL_SPEAKS,
    WORDS_NOT_SYMBOLS,
)


def _first_of_table(grid: Grid) -> tuple[int, int]:
    """The first cell of the first row with two filled cells, where headings usually are; else A1."""
    for row, cells in grid.rows():
        filled = sorted(column for column in cells if not grid.is_blank(row, column))
        if len(filled) > 1:
            return row, filled[0]
    return 1, 1


def _headings_above(grid: Grid, area: Area) -> Iterator[Breach]:
    for column in sorted(grid.values.get(area.top - 1, {})):
        if column > 1 and column <= area.right and not grid.is_blank(area.top - 1, column):
            yield Breach(area.top - 1, column, "a second row of headings stands above the table’s own")


def _gaps(grid: Grid, area: Area) -> tuple[frozenset[int], frozenset[int]]:
    """The rows below the headings, and then the columns, that are blank as a whole."""
    across = range(area.left, area.right + 1)
    down = range(area.top + 1, area.bottom + 1)
    rows = frozenset(row for row in down if all(grid.is_blank(row, column) for column in across))
    left = [row for row in down if row not in rows]
    columns = frozenset(column for column in across if left and all(grid.is_blank(row, column) for row in left))
    return rows, columns


def _is_symbol(value: Value) -> bool:
    return bool(words(value)) and not any(letter.isalnum() for letter in words(value))
