"""A workbook file handed to xlwings' remote engine as its client would hand over an open one, and the actions it takes down."""

import os
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.books.live_book import LiveBook
from se7_excel.books.markup import elements, text_of
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid, Value

NONCOMMERCIAL = "noncommercial"


def require_remote_engine() -> None:
    """Skip out loud, or fail in CI, where xlwings' remote engine has no licence key to run under."""
    if os.environ.get("XLWINGS_LICENSE_KEY"):
        return
    if os.environ.get("CI"):
        pytest.fail("XLWINGS_LICENSE_KEY is not set, and CI must have it")
    pytest.skip("xlwings' remote engine needs XLWINGS_LICENSE_KEY (noncommercial will do for tests)")


def remote_book(data: bytes) -> LiveBook:
    """The workbook as a live book on xlwings' remote engine."""
    require_remote_engine()
    import xlwings

    return LiveBook(xlwings.Book(json=payload(data)))


def actions_of(book: LiveBook) -> list[dict[str, Any]]:
    """The actions the engine has taken down, in order."""
    taken: list[dict[str, Any]] = book.book.json()["actions"]
    return taken


def unseen(grid: Grid) -> Grid:
    """The tab as a host knows it that can see values only."""
    nothing: frozenset[int] = frozenset()
    return replace(grid, formulas={}, filtered=False, hidden_rows=nothing, hidden_columns=nothing, values_only=True)


def payload(data: bytes) -> dict[str, Any]:
    """What the client sends of this workbook: values, tables and names, and no formulas."""
    import xlwings

    book = FileBook(data)
    order = {tab: index for index, tab in enumerate(book.tabs())}
    return {
        "client": "Office.js",
        "version": xlwings.__version__,
        "book": {"name": "tracker.xlsx", "active_sheet_index": 0, "selection": "A1", "calculation": "Automatic"},
        "names": _names(book, order),
        "sheets": [_sheet(book, tab) for tab in book.tabs()],
    }


def _sheet(book: FileBook, tab: str) -> dict[str, Any]:
    grid = book.read(tab)
    values = _values(grid)
    return {
        "name": tab,
        "visibility": "Hidden" if grid.hidden else "Visible",
        "show_gridlines": False,
        "print_area": _print_area(book, tab),
        "notes": [],
        "notes_supported": True,
        "used_range_address": str(Area(1, 1, len(values), len(values[0]))),
        "used_range_row_count": len(values),
        "used_range_column_count": len(values[0]),
        "values": values,
        "pictures": [],
        "shapes": [],
        "charts": [],
        "tables": [_table(grid, name) for name in grid.totals_rows],
        "pivot_tables": [],
    }


def _values(grid: Grid) -> list[list[Any]]:
    height = max(grid.values, default=1)
    width = max((column for row in grid.values.values() for column in row), default=1)
    return [[_sent(grid.value(row, column)) for column in range(1, width + 1)] for row in range(1, height + 1)]


def _sent(value: Value) -> object:
    if value is None:
        return ""
    return f"{value.isoformat()}T00:00:00.000Z" if isinstance(value, date) else value


def _table(grid: Grid, name: str) -> dict[str, Any]:
    area, totals = grid.areas[name], grid.totals_rows[name]
    return {
        "name": name,
        "range_address": str(area),
        "row_count": area.bottom - area.top + 1,
        "column_count": area.right - area.left + 1,
        "columns": [str(grid.value(area.top, column)) for column in range(area.left, area.right + 1)],
        "header_row_range_address": str(Area(area.top, area.left, area.top, area.right)),
        "data_body_range_address": str(Area(area.top + 1, area.left, area.bottom - totals, area.right)),
        "total_row_range_address": str(Area(area.bottom, area.left, area.bottom, area.right)) if totals else None,
        "show_headers": True,
        "show_totals": bool(totals),
        "table_style": "TableStyleMedium2",
        "show_autofilter": True,
        "show_table_style_first_column": False,
        "show_table_style_last_column": False,
        "show_table_style_row_stripes": False,
        "show_table_style_column_stripes": False,
    }


def _names(book: FileBook, order: dict[str, int]) -> list[dict[str, Any]]:
    named = []
    for each in elements(book.package.read(book.package.workbook), "definedName"):
        reference = text_of(each_content(book, each.tag_end, each.content_end))
        local = each.attributes.get("localSheetId")
        if each.attributes["name"].startswith("_xlnm."):
            continue
        tab, _, address = reference.rpartition("!")
        plain = tab.strip("'").replace("''", "'")
        named.append(
            {
                "name": each.attributes["name"],
                "sheet_index": order.get(plain),
                "address": address.replace("$", "") if Area.parse(address) else None,
                "refers_to": f"={reference}",
                "book_scope": local is None,
                "scope_sheet_name": None if local is None else list(order)[int(local)],
                "scope_sheet_index": None if local is None else int(local),
            }
        )
    return named


def each_content(book: FileBook, start: int, end: int) -> bytes:
    return book.package.read(book.package.workbook)[start:end]


def _print_area(book: FileBook, tab: str) -> str | None:
    for each in elements(book.package.read(book.package.workbook), "definedName"):
        if each.attributes["name"] == "_xlnm.Print_Area" and book.tabs()[int(each.attributes["localSheetId"])] == tab:
            return text_of(each_content(book, each.tag_end, each.content_end)).rpartition("!")[2].replace("$", "")
    return None
