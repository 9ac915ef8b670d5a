"""Arithmetic, joining and comparing as Excel does them."""

from collections.abc import Callable

from se7_excel.inspection.values import (
    ALIKE,
    DIV_0,
    NUM,
    Failed,
    NotRecomputed,
    Scalar,
    checked,
    compared,
    number,
    same,
    text,
)
from se7_excel.sheets.grid import CellError

COMPARISONS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def with_sign(sign: str, value: Scalar) -> Scalar:
    """The value with a sign before it or per cent behind it; a plus sign leaves even a text as it is."""
    if sign == "+":
        if isinstance(value, CellError):
            raise Failed(value)
        return value
    return -number(value) if sign == "-" else number(value) / 100


def applied(sign: str, left: Scalar, right: Scalar) -> Scalar:
    """What the two come to; the left one's error goes before the right one's."""
    if sign in ("=", "<>"):
        return same(left, right) == (sign == "=")
    if sign in COMPARISONS:
        return COMPARISONS[sign](compared(left, right))
    if sign == "&":
        return text(left) + text(right)
    one, other = number(left), number(right)
    try:
        return checked(_calculated(sign, one, other))
    except OverflowError:
        raise Failed(NUM) from None


def power(base: float, exponent: float) -> float:
    """The base to this power."""
    if base == 0 and exponent <= 0:
        raise Failed(NUM if exponent == 0 else DIV_0)
    if base < 0 and exponent != int(exponent):
        raise NotRecomputed("roots of negative numbers")
    return float(float(base) ** exponent)


def _calculated(sign: str, one: float, other: float) -> float:
    if sign in "+-":
        return _sum(one, other if sign == "+" else -other)
    if sign == "*":
        return one * other
    if sign == "/":
        if other == 0:
            raise Failed(DIV_0)
        return one / other
    return power(one, other)


def _sum(one: float, other: float) -> float:
    """The sum, nothing at all where only the last binary digits of two numbers differ."""
    total = one + other
    return 0 if abs(total) < ALIKE * abs(one) else total
