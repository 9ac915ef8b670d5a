"""Amounts of money: what a cell's content means in pounds, and how pounds are printed.

An `Amount` is a `Decimal` of pounds, exact to the penny, or a `Gap`. A blank, a nil, "To be confirmed",
"See details below" and 0 are five different things.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from se7_excel.errors import UnreadableAmount

ZERO = Decimal(0)
PENNY = Decimal("0.01")
LARGEST = Decimal(10) ** 13  # up to here every penny has a floating-point number of its own


class Gap(Enum):
    """Why there is no amount; the value is the words of the accessible table."""

    UNREADABLE = "not readable"
    TO_BE_CONFIRMED = "to be confirmed"
    SEE_DETAILS = "see details below"
    NIL = "nil"
    BLANK = "not stated"


Amount = Decimal | Gap


class Brackets(Enum):
    """What a table declares its brackets to mean; undeclared brackets are refused."""

    UNDECLARED = ""
    CUMULATIVE = "cumulative"
    NEGATIVE = "negative"


GAP_WORDS = {
    "": Gap.BLANK,
    "-": Gap.NIL,
    "–": Gap.NIL,
    "—": Gap.NIL,
    "−": Gap.NIL,
    "nil": Gap.NIL,
    "none": Gap.NIL,
    "n/a": Gap.NIL,
    "tbc": Gap.TO_BE_CONFIRMED,
    "to be confirmed": Gap.TO_BE_CONFIRMED,
    "see below": Gap.SEE_DETAILS,
    "see details below": Gap.SEE_DETAILS,
}
UNITS = {"": 0, "k": 3, "m": 6, "bn": 9, "thousand": 3, "million": 6, "billion": 9}
MONEY = re.compile(
    r"(?P<sign>[-−–+]?)\s*£?\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<unit>k|m|bn|thousand|million|billion|)",
    re.IGNORECASE,
)
FLOAT_PENNIES = float(LARGEST)
SIGN_AFTER_POUND = re.compile(r"£\s*([-−–+])")


def pounds(value: object, brackets: Brackets = Brackets.UNDECLARED) -> Amount:
    """The amount a cell's content stands for: exact pounds and pence, or the kind of gap.

    Numbers finer than a penny are rounded to it, halves away from zero. Raises `UnreadableAmount` for anything
    that would have to be guessed, brackets without a declared meaning included.
    """
    if value is None:
        return Gap.BLANK
    if isinstance(value, str):
        return _from_text(value, brackets)
    if type(value) is int and -LARGEST < value < LARGEST:
        return Decimal(value)
    if type(value) is float and abs(value) < FLOAT_PENNIES and "." in repr(value)[-3:-1]:  # pence at most
        return Decimal(f"{value:.2f}") + ZERO
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise UnreadableAmount(f"{value!s} is not an amount of money; type a number such as 250000 or a text such as £250k")
    return _to_the_penny(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), str(value))


def printed(amount: Decimal) -> str:
    """The amount as the printed table says it, to the nearest £1,000 (domain: print rule): `£1.169m`, `−£50k`."""
    size = abs(amount)
    whole = _rounded(size, Decimal(1))
    text = f"£{whole}" if whole < 1000 else _in_thousands(int(_rounded(size / 1000, Decimal(1))))
    return f"−{text}" if amount < 0 and whole else text


def as_printed(amount: Decimal) -> Amount:
    """The amount to the precision the printed table speaks at: the nearest £1,000, below £1,000 the nearest pound."""
    return pounds(printed(amount))


def exact(amount: Decimal) -> str:
    """The amount in full pounds, with pence where there are any: `£2,056,430` or `−£0.40`."""
    size = abs(amount)
    text = f"£{size:,.0f}" if size == size.to_integral_value() else f"£{size:,.2f}"
    return f"−{text}" if amount < 0 else text


def percentage(part: Decimal, whole: Decimal) -> str:
    """Part of whole in per cent, at most two decimals, halves away from zero: `83.85 %`; whole must not be 0."""
    share = per_cent(part, whole)
    return f"{'−' if share < 0 else ''}{trimmed(abs(share))} %"


def per_cent(part: Decimal, whole: Decimal) -> Decimal:
    """Part of whole in per cent, to two decimals; whole must not be 0."""
    return _rounded(part * 100 / whole, PENNY) + ZERO


def trimmed(number: Decimal) -> str:
    """The number with thousands separated and no trailing zeros after the point."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _from_text(text: str, brackets: Brackets) -> Amount:
    words = " ".join(text.split())
    gap = GAP_WORDS.get(words.casefold())
    if gap is not None:
        return gap
    if words.startswith("(") and words.endswith(")"):
        return _from_brackets(words, brackets)
    found = MONEY.fullmatch(SIGN_AFTER_POUND.sub(r"\1£", words))
    if not found:
        raise UnreadableAmount(
            f"“{words}” is not an amount of money; type a number, a text such as £6m or 250k, TBC, or – for nothing"
        )
    size = Decimal(found["digits"].replace(",", "")).scaleb(UNITS[found["unit"].lower()])
    amount = _to_the_penny(size, words)
    if amount != size:
        raise UnreadableAmount(f"“{words}” is finer than a penny; type it to the penny")
    return -amount if found["sign"] in tuple("-−–") else amount


def _from_brackets(words: str, brackets: Brackets) -> Amount:
    if brackets is not Brackets.NEGATIVE:
        raise UnreadableAmount(
            f"“{words}” stands in brackets and this table does not declare what they mean; type −£50k for a cost, "
            "or say cumulative or negative beside “Brackets mean” at the top of the tab"
        )
    amount = _from_text(words[1:-1], Brackets.UNDECLARED)
    if not isinstance(amount, Decimal) or amount < 0:
        raise UnreadableAmount(f"“{words}” holds no plain amount between its brackets; type −£50k for a cost")
    return -amount


def _to_the_penny(number: Decimal, shown: str) -> Decimal:
    if not number.is_finite() or abs(number) >= LARGEST:
        raise UnreadableAmount(f"{shown} is not an amount of money or too large for one; correct the figure")
    return _rounded(number, PENNY) + ZERO  # no negative nothing


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    return number.quantize(step, ROUND_HALF_UP)


def _in_thousands(thousands: int) -> str:
    if thousands < 1000:
        return f"£{thousands}k"
    if thousands >= 1_000_000 and thousands % 1000 == 0:
        return f"£{trimmed(Decimal(thousands).scaleb(-6))}bn"
    return f"£{trimmed(Decimal(thousands).scaleb(-3))}m"
