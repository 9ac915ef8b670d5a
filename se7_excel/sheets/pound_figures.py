"""Pound figures in running text: as written, what they come to, and how precisely."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.money import UNITS, ZERO, pounds
from se7_excel.sheets.grid import words

NUMBER = (
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?![,.]?\d)"
    r"(?:\s?(?P<unit>thousand|million|billion|bn|k|m))?(?![^\W_])"
)
FIGURE = re.compile(rf"(?:£|\bGBP)\s?[-−–]?\s?{NUMBER}", re.IGNORECASE)
NAMED_BEHIND = re.compile(rf"(?<![\w£.,]){NUMBER}\s?(?:pounds\b|GBP\b)", re.IGNORECASE)
SPOKEN = re.compile(r"£|\bGBP\b|\bGBP\d|\dGBP|\bpounds\b", re.IGNORECASE)
RANGE_END = re.compile(rf"\s?(?:[-–—]|to\b|(?P<both>and\b))\s?(?P<pound>£?)\s?{NUMBER}", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
HEDGE = re.compile(
    r"(?:~|\b(?:about|almost|approximately|around|at least|at most|below|c\.?|ca\.?|circa|just|less than|more than|nearly|over"
    r"|roughly|some|under|up to))\s*$",
    re.IGNORECASE,
)
LONGEST_HEDGE = 20
HEDGED = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Figure:
    """A pound figure in running text: as written, what it comes to, and how far from it the figure meant may lie."""

    text: str
    amount: Decimal
    tolerance: Decimal

    def means(self, amount: Decimal) -> bool:
        """Whether the words can mean this amount: in words a cost is a figure like any other."""
        return amount != ZERO and self.off(amount) <= self.tolerance

    def off(self, amount: Decimal) -> Decimal:
        """How far the amount lies from what the words say."""
        return abs(abs(amount) - self.amount)


def figures_in(text: str) -> tuple[Figure, ...]:
    """The pound figures in running text, ranges as two figures, each once; what cannot be read for sure is left out.

    A figure is known as precisely as it is written, `£310m` to the nearest million; one that is hedged, such as “nearly
    £200m”, to one part in twenty.
    """
    found: dict[str, Figure] = {}
    folded = words(text)
    named_behind = (match for match in NAMED_BEHIND.finditer(folded) if match["unit"] or "," in match["digits"])
    for match in chain(FIGURE.finditer(folded), named_behind):
        for figure in _figures_at(folded, match):
            found.setdefault(figure.text, figure)
    return tuple(found.values())


def speaks_of_pounds(text: str) -> bool:
    """Whether there can be a pound figure in the text at all."""
    return bool(SPOKEN.search(text))


def _figures_at(text: str, match: "re.Match[str]") -> Iterator[Figure]:
    """The figure of this match and, where it starts a range such as £2–3m, the end of the range."""
    before = text[max(match.start() - LONGEST_HEDGE, 0) : match.start()]
    end = RANGE_END.match(text, match.end())
    if end and end["both"] and not BETWEEN.search(before):
        end = None
    hedged = bool(HEDGE.search(before))
    shared = end["unit"] if end and not match["unit"] and _bare(match) <= _bare(end) else None
    named = "" if "£" in match[0] or shared else match[0]
    yield from _figure(match["digits"], match["unit"] or shared or "", hedged, named)
    if end and end["unit"] and not end["pound"] and (match["unit"] or shared):
        yield from _figure(end["digits"], end["unit"], hedged)


def _bare(match: "re.Match[str]") -> Decimal:
    return Decimal(match["digits"].replace(",", ""))


def _figure(digits: str, unit: str, hedged: bool, named: str = "") -> Iterator[Figure]:
    """The figure of these digits and unit, called as written where pounds are `named` in it rather than signed."""
    text = f"£{digits}{' ' if len(unit) > 2 else ''}{unit}"
    with suppress(UnreadableAmount, ArithmeticError):
        amount = pounds(text)
        if isinstance(amount, Decimal) and amount:
            step = Decimal(1).scaleb(UNITS[unit.lower()] - len(digits.partition(".")[2]))
            yield Figure(named or text, amount, max(step / 2, amount * HEDGED if hedged else step / 2))
