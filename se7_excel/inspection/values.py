"""What values count as in Excel: blanks as nought, truth values as 1 and 0, and which comes first when compared."""

import math
import re
from typing import TypeAlias

from se7_excel.sheets.grid import CellError

Scalar: TypeAlias = int | float | str | bool | CellError | None

DIV_0, NOT_AVAILABLE, NAME = CellError("#DIV/0!"), CellError("#N/A"), CellError("#NAME?")
NUM, REF, VALUE = CellError("#NUM!"), CellError("#REF!"), CellError("#VALUE!")
PLAIN = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)([eE][+-]?\d+)?(%?)", re.ASCII)
ORDERED = re.compile(r"[a-z0-9 ]*")
TOLERANCE = 1e-9
ALIKE = 2.0**-48  # what floating point leaves of a difference between equal numbers
TEXTS = "numbers we are not sure how Excel writes or reads as text"


class Failed(Exception):
    """An error value that a formula comes to unless something in it catches it."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error)
        self.error = error


class NotRecomputed(Exception):
    """Why a formula is not recomputed: a function or a thing we do not know, never guessed at."""


def number(value: Scalar) -> int | float:
    """The value as arithmetic takes it; an error, or a text that is no number, fails as in Excel."""
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, bool) else value
    if value is None:
        return 0
    if isinstance(value, CellError):
        raise Failed(value)
    return number_in_text(value)


def number_in_text(text: str) -> float:
    """The number a text stands for in arithmetic."""
    bare = text.strip()
    found = PLAIN.fullmatch(bare)
    if found is None:
        if any(letter.isdigit() for letter in bare):
            raise NotRecomputed(TEXTS)
        raise Failed(VALUE)
    read = float(found[1] + found[2].replace(",", "") + (found[3] or ""))
    return read / 100 if found[4] else read


def truth(value: Scalar) -> bool:
    """The value as a condition."""
    if isinstance(value, CellError):
        raise Failed(value)
    if isinstance(value, str):
        known = {"TRUE": True, "FALSE": False}.get(value.strip().upper())
        if known is None:
            raise Failed(VALUE)
        return known
    return bool(value)


def text(value: Scalar) -> str:
    """The value as a text, numbers as Excel's General format writes them."""
    if isinstance(value, CellError):
        raise Failed(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _general(value)
    return value or ""


def compared(left: Scalar, right: Scalar) -> int:
    """Below 0 where the left value comes first, above 0 where the right one does, 0 where Excel holds them equal."""
    for each in (left, right):
        if isinstance(each, CellError):
            raise Failed(each)
    left, right = _beside(left, right), _beside(right, left)
    if isinstance(left, str) and isinstance(right, str):
        return _texts_compared(left.casefold(), right.casefold())
    ranks = _rank(left), _rank(right)
    if ranks[0] != ranks[1]:
        return ranks[0] - ranks[1]
    one, other = number(left), number(right)
    return 0 if equal(one, other) else -1 if one < other else 1


def same(left: Scalar, right: Scalar) -> bool:
    """Whether Excel holds the two values equal."""
    if type(left) is str and type(right) is str:
        return left.casefold() == right.casefold()
    return compared(left, right) == 0


def equal(one: float, other: float) -> bool:
    """Whether two numbers are the same but for what floating point leaves."""
    return one == other or abs(one - other) <= ALIKE * max(abs(one), abs(other))


def same_value(one: Scalar, other: Scalar) -> bool:
    """Whether two values are the same but for the last digits of numbers; one error is as good as another."""
    if isinstance(one, (str, bool)) or isinstance(other, (str, bool)):
        return type(one) is type(other) and (one == other or isinstance(one, CellError))
    left, right = one or 0, other or 0
    return abs(left - right) <= TOLERANCE * max(abs(left), abs(right))


def checked(value: float) -> int | float:
    """The number, or the error of one that is none or beyond Excel's largest."""
    if isinstance(value, complex) or not math.isfinite(value):
        raise Failed(NUM)
    return value


def trimmed(value: float) -> float:
    """The number to the fifteen digits Excel knows, so that 0.285 is not a hair less."""
    return float(f"{value:.15g}")


def _general(value: float) -> str:
    size = abs(value)
    if size and not 1e-4 <= size < 1e15:
        raise NotRecomputed(TEXTS)
    digits = f"{value:.15g}"
    if "e" in digits or ("." in digits and len(digits.strip("-0.").replace(".", "")) > 14):
        raise NotRecomputed(TEXTS)
    return "0" if digits == "-0" else digits


def _beside(value: Scalar, other: Scalar) -> Scalar:
    """A blank as what it is compared with: an empty text beside texts, FALSE beside truth values, else nought."""
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0


def _rank(value: Scalar) -> int:
    """Numbers come before texts, texts before truth values."""
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _texts_compared(left: str, right: str) -> int:
    if left == right:
        return 0
    if not (ORDERED.fullmatch(left) and ORDERED.fullmatch(right)):
        raise NotRecomputed("texts ordered by a language's rules")
    return -1 if left < right else 1
