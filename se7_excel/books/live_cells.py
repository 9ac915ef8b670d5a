"""What a live workbook's cells hold, as a grid knows it, and what has to be handed to Excel so that it holds what we mean."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Value
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import TEXT

ERRORS = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#DATA!",
)
ERROR_CODES = range(-2146826288, -2146826199)  # what Excel on Windows gives for an error xlwings has no name for
UNNAMED_ERROR = "#ERROR!"
STARTS_A_FORMULA = ("=", "+", "-", "@", "'")
PERHAPS_A_VALUE = re.compile(r"\d|^\s*(?:true|false)\s*$|^#", re.IGNORECASE)
EXACT = 1 << 53
EXCEL_EPOCH = date(1899, 12, 30)
Answer = TypeVar("Answer")


def cell_value(raw: object) -> Value:
    """A cell's value as a grid holds it: whole numbers as whole, dates without a time of day, errors as errors."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, int) and not isinstance(raw, bool) and raw in ERROR_CODES:
        return CellError(UNNAMED_ERROR)
    if isinstance(raw, bool | date | int):
        return raw
    if isinstance(raw, str):
        return CellError(raw) if raw in ERRORS else raw
    number = float(str(raw))
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def rows_of(answer: object) -> list[list[object]]:
    """A host's answer for an area as rows: a lone cell comes without brackets, a lone row or column with one pair."""
    if not isinstance(answer, (list, tuple)):
        return [[answer]]
    if answer and not isinstance(answer[0], (list, tuple)):
        return [list(answer)]
    return [list(row) for row in answer]


def formula_in(answer: object, value: Value) -> str:
    """The formula in what a host gives for a cell, without its equals sign; empty for a constant."""
    if isinstance(answer, str) and answer.startswith("=") and len(answer) > 1 and answer != value:
        return answer[1:]
    return ""


def as_typed(cell: Cell, into_text_cell: bool | None = None) -> str | float | None:
    """What to hand to Excel so that the cell holds just this formula, number or text.

    How a text has to be typed depends on whether Excel's cell is of text format; where that cannot be seen, on our style.
    """
    if cell.formula:
        return f"={cell.formula}"
    if isinstance(cell.value, Decimal):
        return float(cell.value)
    if into_text_cell is None:
        into_text_cell = cell.style is not None and cell.style.number_format == TEXT
    return typed_text(cell.value, into_text_cell) if cell.value else None


def typed_text(text: str, into_text_cell: bool = False) -> str:
    """The text behind an apostrophe where Excel would make something else of it."""
    taken_otherwise = text.startswith(STARTS_A_FORMULA) or (PERHAPS_A_VALUE.search(text) and not into_text_cell)
    return f"'{text}" if taken_otherwise else text


def put_back(value: Value, formula: str) -> str | float | bool | None:
    """What to hand to Excel so that a cell holds again what a grid says it held."""
    if formula:
        return f"={formula}"
    if isinstance(value, date):
        return float((value - EXCEL_EPOCH).days)
    if isinstance(value, str) and not isinstance(value, CellError):
        return typed_text(value)
    return value


def uniform(area: Area, ask: Callable[[Area], Answer | None]) -> Iterator[tuple[Area, Answer]]:
    """The area cut into pieces with one answer each: a host says None where cells differ, so halves are asked in turn."""
    answer = ask(area)
    if answer is not None:
        yield area, answer
    elif area.bottom > area.top:
        middle = (area.top + area.bottom) // 2
        yield from uniform(Area(area.top, area.left, middle, area.right), ask)
        yield from uniform(Area(middle + 1, area.left, area.bottom, area.right), ask)
    elif area.right > area.left:
        middle = (area.left + area.right) // 2
        yield from uniform(Area(area.top, area.left, area.bottom, middle), ask)
        yield from uniform(Area(area.top, middle + 1, area.bottom, area.right), ask)
