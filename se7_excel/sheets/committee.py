"""The committee's way of printing a year: `£6m (£6.25m)`, the year's own with the cumulative amount in brackets.

Printing and parsing are each other's inverse at the printed precision, gaps included (domain: how the printed table
speaks). A bracket is cumulative, never negative.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.money import Amount, Gap, pounds, printed

PRINTED_GAPS = {
    Gap.NIL: "–",
    Gap.TO_BE_CONFIRMED: "To be confirmed",
    Gap.SEE_DETAILS: "See details below",
    Gap.UNREADABLE: "Not readable",
    Gap.BLANK: "",
}
ENTRY = re.compile(r"(?P<annual>[^()]*?)\s*(?:\((?P<cumulative>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one printed cell says: the year's own and, where a bracket is printed, the cumulative amount."""

    annual: Amount
    cumulative: Decimal | None = None


def print_entry(entry: Entry) -> str:
    """The cell's text: `£250k`, `£6m (£6.25m)`, `(£1.6m)`, `–`, or an empty text where nothing is stated."""
    bracket = "" if entry.cumulative is None else f"({printed(entry.cumulative)})"
    return " ".join(part for part in (print_amount(entry.annual), bracket) if part)


def print_amount(amount: Amount) -> str:
    """The amount as printed, or the printed words of its gap."""
    return printed(amount) if isinstance(amount, Decimal) else PRINTED_GAPS[amount]


def parse_entry(text: str) -> Entry:
    """What a printed cell says; raises `UnreadableAmount` for text that is no such cell."""
    words = " ".join(text.split())
    found = ENTRY.fullmatch(words)
    if not found:
        return Entry(pounds(words))
    if found["cumulative"] is None:
        return Entry(parse_amount(found["annual"]))
    bracket = pounds(found["cumulative"])
    if not isinstance(bracket, Decimal):
        raise UnreadableAmount(f"“{words}” holds no amount between its brackets; type one such as £6m (£6.25m)")
    return Entry(parse_amount(found["annual"]), bracket)


def parse_amount(text: str) -> Amount:
    """The amount or gap a printed text stands for."""
    return Gap.UNREADABLE if text == PRINTED_GAPS[Gap.UNREADABLE] else pounds(text)
