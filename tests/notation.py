"""Programmes written as text, so that a test's sums can be checked by eye.

    Highways
      SE7          250k  6m   12m  18m
      East Sussex  –     50k  50k  50k   | level, avoided cost

An unindented line names a workstream, an indented one a line: the party, two spaces or more, an amount for each year,
and after a bar its basis or class. `_` is a blank, `TBC` to be confirmed, `see` see details below, `–` nil.
"""

import re
from decimal import Decimal

from se7_excel.savings.money import Amount, Gap, pounds
from se7_excel.savings.programme import Basis, Class, LongerTerm, Party, Programme, SavingsLine, Target, Workstream
from se7_excel.savings.years import FinancialYear, span

SE7 = Party("SE7", "South East Seven")
EAST_SUSSEX = Party("East Sussex", "East Sussex County Council", "ESCC")
KENT = Party("Kent", "Kent County Council", "KCC")
SURREY = Party("Surrey", "Surrey County Council", "SCC")
PARTIES = (SE7, EAST_SUSSEX, KENT, SURREY)
SHORTHAND = {"_": Gap.BLANK, "see": Gap.SEE_DETAILS}


def programme(text: str, targets: str = "", longer_term: tuple[LongerTerm, ...] = ()) -> Programme:
    """The programme the notation describes; `targets` such as `Short term 100m, Medium term 500m`."""
    workstreams: list[Workstream] = []
    for row in filter(str.strip, text.splitlines()):
        if not row.startswith(" "):
            workstreams.append(Workstream(row.strip(), row.strip()[:31]))
        else:
            last = workstreams[-1]
            workstreams[-1] = Workstream(last.name, last.tab, (*last.lines, line(row)))
    years = {len(each.amounts) for workstream in workstreams for each in workstream.lines}
    assert len(years) <= 1, "every line of a notation has the same number of years"
    return Programme(
        SE7,
        PARTIES[1:],
        EAST_SUSSEX,
        span(FinancialYear(2011), max(years, default=4)),
        tuple(workstreams),
        tuple(_target(each) for each in targets.split(",") if each.strip()),
        longer_term,
    )


def line(text: str, title: str = "") -> SavingsLine:
    """The line a row of the notation describes."""
    figures, _, words = text.partition("|")
    name, *amounts = re.split(r"\s{2,}", figures.strip())
    party = next(each for each in PARTIES if each.name == name)
    told = [word.strip() for word in words.split(",")]
    basis = next((each for each in Basis if each.value in told), None)
    saving_class = next((each for each in Class if each.value in told), None)
    return SavingsLine(title or f"{name} line", party, tuple(amount(each) for each in amounts), saving_class, basis)


def amount(text: str) -> Amount:
    """One amount of the notation."""
    return SHORTHAND.get(text) or pounds(text)


def _target(text: str) -> Target:
    horizon, figure = text.strip().rsplit(" ", 1)
    value = pounds(figure)
    assert isinstance(value, Decimal)
    return Target(horizon, value)
