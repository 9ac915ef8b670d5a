"""Functions of single numbers; rounding takes halves away from zero, on the fifteen digits Excel knows."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from se7_excel.inspection.arguments import Function, of_numbers
from se7_excel.inspection.signs import power
from se7_excel.inspection.values import DIV_0, NUM, Failed, trimmed

MOST_PLACES = 300


def _rounded(value: float, places: float, how: str) -> float:
    """The number to so many places; places are cut off, not rounded, as Excel takes them."""
    whole = int(places)
    if abs(whole) > MOST_PLACES:
        return value if whole > 0 else 0.0
    exact = Decimal(f"{value:.15g}")
    size = exact.adjusted() + whole
    if size > 20:
        return value
    return float(exact.scaleb(whole).quantize(Decimal(1), rounding=how).scaleb(-whole))


def _rest(value: float, divisor: float) -> float:
    """What is left of a division, with the divisor's sign."""
    if divisor == 0:
        raise Failed(DIV_0)
    rest = value - divisor * math.floor(trimmed(value / divisor))
    return 0.0 if abs(rest) < 1e-15 * abs(value) else rest


def _root(value: float) -> float:
    if value < 0:
        raise Failed(NUM)
    return math.sqrt(value)


ROUNDING: dict[str, Function] = {
    "ROUND": of_numbers(lambda value, places: _rounded(value, places, ROUND_HALF_UP), 2, 2),
    "ROUNDUP": of_numbers(lambda value, places: _rounded(value, places, ROUND_UP), 2, 2),
    "ROUNDDOWN": of_numbers(lambda value, places: _rounded(value, places, ROUND_DOWN), 2, 2),
    "TRUNC": of_numbers(lambda value, places=0: _rounded(value, places, ROUND_DOWN), 1, 2),
    "INT": of_numbers(lambda value: math.floor(trimmed(value)), 1, 1),
    "ABS": of_numbers(abs, 1, 1),
    "SIGN": of_numbers(lambda value: (value > 0) - (value < 0), 1, 1),
    "MOD": of_numbers(_rest, 2, 2),
    "POWER": of_numbers(power, 2, 2),
    "SQRT": of_numbers(_root, 1, 1),
}
