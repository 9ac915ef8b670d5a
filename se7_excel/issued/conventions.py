"""What a table leaves unsaid and somebody has to declare: its unit, its brackets, its parties, the kind of its totals."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from se7_excel.errors import UnfitOption
from se7_excel.savings.money import Brackets

POUNDS, THOUSANDS, MILLIONS, BILLIONS = "£", "£000", "£m", "£bn"
POWERS = {POUNDS: 0, THOUSANDS: 3, MILLIONS: 6, BILLIONS: 9}
SUFFIXES = {POUNDS: "", THOUSANDS: "k", MILLIONS: "m", BILLIONS: "bn"}
UNIT_NAMES = {
    POUNDS: ("", "1", "pound", "pounds"),
    THOUSANDS: ("000", "000s", "k", "thousand", "thousands"),
    MILLIONS: ("m", "mn", "million", "millions"),
    BILLIONS: ("bn", "billion", "billions"),
}
KIND_OF_PARTY = re.compile(r"(?P<kind>.+?)\s+of\s+(?P<party>.+)")


class TotalKind(Enum):
    """What a row of totals comes to; `LINE` is a workstream that only sounds like a total."""

    GRAND = "grand total"
    YEARLY = "total per year"
    SUB = "sub-total"
    CUMULATIVE = "cumulative"
    LINE = "no total"


@dataclass(frozen=True, slots=True)
class Conventions:
    """What is declared of a table beside its own words; empty where nothing is.

    `parties` names the partnership first, in the order in which rows without a name speak; `totals` are pairs of a row
    (its words, or its place) and its kind.
    """

    unit: str = ""
    brackets: Brackets = Brackets.UNDECLARED
    parties: tuple[str, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    first_year: str = ""


def unit_named(text: str) -> str:
    """The unit an option or a heading names: `£000` for thousands, £000, k; raises `UnfitOption` for anything else."""
    bare = re.sub(r"[£'’()\s]", "", text).casefold()
    found = next((unit for unit, names in UNIT_NAMES.items() if bare in names), None)
    if found is None or not text.strip():
        raise UnfitOption(f"“{text}” is no unit; give --unit £, £000 or £m")
    return found


def brackets_named(text: str) -> Brackets:
    """The meaning of brackets an option names; raises `UnfitOption` for anything but cumulative or negative."""
    found = next((each for each in Brackets if text and each.value == text.strip().casefold()), None)
    if found is None:
        raise UnfitOption(f"“{text}” is no meaning of brackets; give --brackets cumulative or --brackets negative")
    return found


def total_named(text: str) -> tuple[TotalKind, str]:
    """The kind of total an option names, and the party it names after `of`, if any; raises `UnfitOption` for no such kind."""
    of_party = KIND_OF_PARTY.fullmatch(text.strip())
    kind, party = (of_party["kind"], of_party["party"]) if of_party else (text.strip(), "")
    folded = " ".join(kind.casefold().replace("-", " ").split())
    found = next((each for each in TotalKind if each.value.replace("-", " ") == folded), None)
    if found is None:
        kinds = ", ".join(each.value for each in TotalKind)
        raise UnfitOption(f'“{text}” is no kind of total; give --total "ROW=KIND", the kind one of {kinds}')
    return found, party


def step_of(digits: str, power: int) -> Decimal:
    """The smallest step figures written like this one can tell apart: £1,000 for 6.250 in millions."""
    decimals = len(digits.partition(".")[2])
    return Decimal(1).scaleb(power - decimals)
