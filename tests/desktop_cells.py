"""The cells of the stand-in for Excel: what it makes of what is typed, what it hands out, and how it refuses."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from openpyxl.styles.numbers import is_date_format

from se7_excel.books.live_cells import ERRORS
from se7_excel.sheets.grid import CellError, Value
from se7_excel.sheets.styles import GENERAL, TEXT
from tests.replayer import PLAIN, may_be_taken_otherwise

EPOCH = datetime(1899, 12, 30)
BUSY = -2147418111
SOME_DAY = 40878.0
Answer = TypeVar("Answer")


class ExcelRefuses(Exception):
    """What Excel raises, with the number COM gives it."""

    def __init__(self, said: str = "it is not your day", hresult: int = -2147352567) -> None:
        super().__init__(hresult, said)
        self.hresult, self.excepinfo = hresult, (0, "Microsoft Excel", said, None, 0, 0)


class Pen:
    """Counts what is written, and refuses the strokes it is told to."""

    def __init__(self) -> None:
        self.strokes = 0
        self.refuses: Callable[[int], Exception | None] = lambda stroke: None

    def stroke(self) -> None:
        """One more call that writes; raises where it is to be refused."""
        self.strokes += 1
        error = self.refuses(self.strokes)
        if error:
            raise error


class HasPen(Protocol):
    """Something in Excel that can be written to."""

    pen: Pen


class Written:
    """An attribute of something in Excel that costs a stroke of its pen to set."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_{name}"

    def __get__(self, thing: HasPen, owner: type) -> object:
        return getattr(thing, self.name)

    def __set__(self, thing: HasPen, value: object) -> None:
        thing.pen.stroke()
        setattr(thing, self.name, value)


class DeskCell(NamedTuple):
    """A cell as Excel keeps it: numbers as floats, dates as numbers of days."""

    value: Value = None
    formula: str = ""
    style: str = PLAIN
    number_format: str = GENERAL


def taken(given: object, cell: DeskCell) -> DeskCell:
    """The cell once this is typed into it: in one of text format everything is a text, elsewhere what it can be taken for."""
    cell = cell._replace(value=None, formula="")
    text = cell.number_format == TEXT
    if given is None or given == "":
        return cell
    if not isinstance(given, str):
        assert isinstance(given, (bool, int, float)), f"Excel is handed {given!r}"
        value = given if isinstance(given, bool) else float(given)
        return cell._replace(value=bar_text(value) if text else value)
    if given.startswith("'"):
        return cell._replace(value=given[1:] or None)
    if text or not may_be_taken_otherwise(given):
        return cell._replace(value=given)
    if given.startswith("=") and len(given) > 1:
        return cell._replace(formula=given[1:])
    return _taken_otherwise(given, cell)


def _taken_otherwise(given: str, cell: DeskCell) -> DeskCell:
    if given.upper() in ERRORS:
        return cell._replace(value=CellError(given.upper()))
    if given.strip().casefold() in ("true", "false"):
        return cell._replace(value=given.strip().casefold() == "true")
    if given[0] in "=+-@" and not re.search(r"\d", given):
        raise ExcelRefuses("there is a problem with this formula")
    if re.fullmatch(r"\s*-?\d+(\.\d*)?\s*", given):
        return cell._replace(value=float(given))
    return cell._replace(value=SOME_DAY, number_format="mmm-yy" if cell.number_format == GENERAL else cell.number_format)


def handed_out(cell: DeskCell) -> object:
    """The cell's value as xlwings hands it out, errors as texts."""
    if isinstance(cell.value, float) and is_date_format(cell.number_format):
        return EPOCH + timedelta(days=cell.value)
    return str(cell.value) if isinstance(cell.value, CellError) else cell.value


def in_the_bar(cell: DeskCell) -> str:
    """What Excel gives for the cell's formula: for a constant, what one would type."""
    return f"={cell.formula}" if cell.formula else bar_text(cell.value)


def bar_text(value: Value) -> str:
    """A constant as the formula bar shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def kept(value: Value) -> Value:
    """A value read from a file as Excel keeps it."""
    if isinstance(value, date):
        return float((value - EPOCH.date()).days)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def alike(answers: Iterable[Answer]) -> Answer | None:
    """What all answer, or None where they differ."""
    told = set(answers)
    return told.pop() if len(told) == 1 else None
