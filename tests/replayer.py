"""What Excel would make of the actions xlwings' remote engine took down: applied to the workbook's file with openpyxl.

It knows the actions we emit and no others, and refuses what Excel would take otherwise than we mean it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.file_book import FileBook
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid

Action = dict[str, Any]
PLAIN = "Normal"
MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november"
)
WORDS_OF_VALUES = frozenset(f"{MONTHS} december sept am pm a p e".split())
NOT_IN_VALUES = re.compile(r"[^\w\s/.:,+\-−()%£$€¥#'\"]")
NEVER_TEXTS = re.compile(r"\s*(true|false)\s*|#.*|[=+\-@].*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Ending:
    """What a workbook file comes to: each tab's contents, each cell's style and number format, what is printed, each table."""

    tabs: dict[str, dict[str, object]]
    looks: dict[tuple[str, tuple[int, int]], tuple[str, str]]
    print_areas: dict[str, str]
    tables: dict[str, tuple[object, ...]]

    @property
    def styles(self) -> dict[tuple[str, tuple[int, int]], str]:
        """The named style of each cell that has one."""
        return {place: style for place, (style, _) in self.looks.items() if style != PLAIN}

    def looks_of(self, tab: str) -> dict[tuple[int, int], tuple[str, str]]:
        """The style and number format of each cell of the tab that has one."""
        return {position: look for (name, position), look in self.looks.items() if name == tab}

    def on(self, *tabs: str) -> "Ending":
        """The same of these tabs only."""
        return Ending(
            {name: there for name, there in self.tabs.items() if name in tabs},
            {place: look for place, look in self.looks.items() if place[0] in tabs},
            {name: area for name, area in self.print_areas.items() if name in tabs},
            {name: table for name, table in self.tables.items() if table[0] in tabs},
        )

    def without(self, tab: str) -> "Ending":
        """The same, one tab left out."""
        return self.on(*(name for name in self.tabs if name != tab))


class TakenOtherwise(AssertionError):
    """A text handed over in such a way that Excel would make something else of it."""


def may_be_taken_otherwise(text: str) -> bool:
    """Whether Excel, in some language or other, makes a formula, number, date, truth or error of a text typed like this.

    Rather once too often than once too seldom: 2012/13 is spared only for want of a thirteenth month.
    """
    if NEVER_TEXTS.fullmatch(text):
        return True
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return bool(re.search(r"\d", text)) and not NOT_IN_VALUES.search(text) and WORDS_OF_VALUES.issuperset(words)


def replayed(data: bytes, actions: list[Action]) -> bytes:
    """The workbook file once every action was carried out on it, in order."""
    replay = _Replay(data)
    for action in actions:
        replay.apply(action)
    return replay.saved()


@lru_cache(maxsize=64)
def ending(data: bytes) -> Ending:
    """What the workbook file comes to; the looks are as openpyxl reads them, and formulas are not worked out."""
    book, sheets = FileBook(data), load_workbook(BytesIO(data)).worksheets
    cells = [(sheet.title, cell) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.has_style]
    looks = {(tab, (cell.row, cell.column)): (cell.style, cell.number_format) for tab, cell in cells}
    tables = [(sheet.title, table) for sheet in sheets for table in sheet.tables.values()]
    return Ending(
        {tab: uncalculated(book.read(tab)) for tab in book.tabs()},
        {place: look for place, look in looks.items() if look != (PLAIN, "General")},
        {sheet.title: sheet.print_area for sheet in sheets},
        {each.name: (tab, each.ref, each.autoFilter.ref, [at.name for at in each.tableColumns]) for tab, each in tables},
    )


def contents(grid: Grid) -> dict[str, object]:
    """What a tab holds, free of how a host keeps it: empty texts are empty cells."""
    cells = {(row, column): value for row, there in grid.values.items() for column, value in there.items()}
    filled = {position: value for position, value in cells.items() if value not in (None, "")}
    return {"values": filled, "formulas": dict(grid.formulas), "areas": dict(grid.areas), "totals": dict(grid.totals_rows)}


def uncalculated(grid: Grid) -> dict[str, object]:
    """What a tab holds, but for what its formulas come to."""
    typed = {
        row: {at: each for at, each in there.items() if (row, at) not in grid.formulas} for row, there in grid.values.items()
    }
    return contents(replace(grid, values=typed))


class _Replay:
    """A workbook file, and what each action does to it."""

    def __init__(self, data: bytes) -> None:
        known = FileBook(data)
        self.book = load_workbook(BytesIO(data))
        self.tables = [tuple(known.read(tab).totals_rows) for tab in known.tabs()]
        self.does = {
            "setFormula": self.set_formulas,
            "rangeClearContents": self.clear_contents,
            "rangeClearFormats": self.clear_formats,
            "runMacro": self.run_callback,
            "resizeTable": self.resize_table,
            "setNameRefersTo": self.repoint_name,
            "namesAdd": self.add_name,
            "setPrintArea": self.set_print_area,
            "setRowHidden": self.hide_rows,
        }

    def apply(self, action: Action) -> None:
        """Carry out one action; anything we are not known to emit is an error."""
        if action["func"] not in self.does:
            raise AssertionError(f"an action we do not emit: {action['func']}")
        self.does[action["func"]](action)

    def saved(self) -> bytes:
        """The file, each table's columns named by its heading row as Excel keeps them."""
        for sheet in self.book.worksheets:
            for table in sheet.tables.values():
                _name_columns(sheet, table)
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def set_formulas(self, action: Action) -> None:
        values = action["values"]
        assert (len(values), {len(row) for row in values}) == (action["row_count"], {action["column_count"]})
        for cells, row in zip(self.rows(action), values, strict=True):
            for cell, given in zip(cells, row, strict=True):
                _fill(cell, given)

    def clear_contents(self, action: Action) -> None:
        for cells in self.rows(action):
            for cell in cells:
                cell.value = None

    def clear_formats(self, action: Action) -> None:
        for cells in self.rows(action):
            for cell in cells:
                cell.style = PLAIN

    def run_callback(self, action: Action) -> None:
        name, tab, address, style = action["args"]
        assert name == "se7ApplyStyle"
        area = Area.parse(address)
        assert area and style in self.book.named_styles
        for row, column in area.cells:
            self.book[tab].cell(row, column).style = style

    def resize_table(self, action: Action) -> None:
        index, address = action["args"]
        table = self.sheet(action).tables[self.tables[action["sheet_position"]][index]]
        before, after = Area.parse(table.ref), Area.parse(address)
        assert before and after and before.top == after.top, "Excel keeps a table's heading row where it is"
        assert after.bottom > after.top, "Excel keeps at least one row below a table's headings"
        table.ref = str(after)
        if table.autoFilter:
            table.autoFilter.ref = str(after)

    def repoint_name(self, action: Action) -> None:
        name, of_book, _, refers_to = action["args"]
        assert of_book and refers_to.startswith("=")
        self.book.defined_names[name].attr_text = refers_to.removeprefix("=")

    def add_name(self, action: Action) -> None:
        name, refers_to = action["args"]
        assert action["sheet_position"] is None and name not in self.book.defined_names
        self.book.defined_names[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))

    def set_print_area(self, action: Action) -> None:
        self.sheet(action).print_area = action["args"][0]

    def hide_rows(self, action: Action) -> None:
        for cells in self.rows(action):
            self.sheet(action).row_dimensions[cells[0].row].hidden = action["args"][0]

    def sheet(self, action: Action) -> Worksheet:
        return self.book.worksheets[action["sheet_position"]]

    def rows(self, action: Action) -> Iterator[list[Cell]]:
        sheet, top, left = self.sheet(action), action["start_row"] + 1, action["start_column"] + 1
        for row in range(top, top + action["row_count"]):
            yield [sheet.cell(row, column) for column in range(left, left + action["column_count"])]


def _fill(cell: Cell, given: object) -> None:
    """Set the cell as Excel does when this is typed into it; raise where that is not what was meant."""
    text_cell = cell.number_format == "@"
    if given is None or given == "":
        cell.value = None
    elif isinstance(given, str):
        _fill_with_text(cell, given, text_cell)
    elif text_cell:
        raise TakenOtherwise(f"{cell.parent.title}!{cell.coordinate} is of text format and would make a text of {given!r}")
    else:
        cell.value = given


def _fill_with_text(cell: Cell, given: str, text_cell: bool) -> None:
    where = f"{cell.parent.title}!{cell.coordinate}"
    if given.startswith("="):
        if text_cell:
            raise TakenOtherwise(f"{where} is of text format and would show the formula {given}")
        cell.value = given
        return
    text = given.removeprefix("'")
    if text == given and not text_cell and may_be_taken_otherwise(given):
        raise TakenOtherwise(f"{where} would make something else of “{given}”")
    cell.value = text
    cell.data_type = "s"


def _name_columns(sheet: Worksheet, table: Table) -> None:
    area = Area.parse(table.ref)
    assert area
    headings = [str(sheet.cell(area.top, column).value) for column in range(area.left, area.right + 1)]
    assert len({heading.casefold() for heading in headings}) == len(headings), "Excel would rename headings that are alike"
    if [column.name for column in table.tableColumns] != headings:
        table.tableColumns = [TableColumn(id=number, name=heading) for number, heading in enumerate(headings, 1)]
