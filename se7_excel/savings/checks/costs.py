"""C15: whether the cost of achieving the savings is recorded, so that totals are net, or not, so that they are gross."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from se7_excel.savings.checks.declarations import called
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import ZERO, exact, printed
from se7_excel.savings.programme import Class, Party, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import composition, cumulative, party_total, positions

MOST_NAMED = 5


def cost_of_achieving(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C15: each party's total said to be net of the cost of achieving it or gross; a cost that adds to it is warned of."""
    lines = [(workstream, line) for workstream, line in programme.lines if line.saving_class is Class.COST]
    for workstream, line in lines:
        yield from _counted_as_saved(programme, workstream, line)
    if not lines:
        yield from _gross_throughout(programme)
        return
    for party in programme.parties:
        yield from _net(programme, party)


def _gross_throughout(programme: Programme) -> Iterator[Finding]:
    total = party_total(programme, programme.partnership).total.amount
    if total is not None:
        yield _c15(
            f"No line is a cost of achieving, so the {printed(total)} of {programme.partnership.name} is gross throughout; "
            "add such a line with a negative amount where achieving a saving costs money.",
            programme.partnership,
            "net of the cost of achieving",
            total,
        )


def _net(programme: Programme, party: Party) -> Iterator[Finding]:
    """What the party's total is net of, and the workstreams in which no cost is recorded."""
    total = party_total(programme, party).total.amount
    if total is None:
        return
    cost = composition(programme, party).get(Class.COST, ZERO)
    quantified = [held for held in positions(programme, party) if held.quantified]
    silent = [held.workstream.name for held in quantified if not any(line.saving_class is Class.COST for line in held.lines)]
    named = ", ".join(silent[:MOST_NAMED]) + (f" and {len(silent) - MOST_NAMED} more" if len(silent) > MOST_NAMED else "")
    if len(silent) == len(quantified):
        what = f"no cost of achieving is recorded, so the total of {printed(total)} is gross"
    elif cost > 0:
        what = f"{printed(total)} counts {printed(cost)} cost of achieving as saved, so it is neither net nor gross"
    else:
        what = f"{printed(total)} is net of {printed(-cost)} cost of achieving ({printed(total - cost)} gross)"
        what += f"; no cost is recorded for {named}" if silent else ""
    yield _c15(f"{party.name}: {what}.", party, total - cost, total)


def _counted_as_saved(programme: Programme, workstream: Workstream, line: SavingsLine) -> Iterator[Finding]:
    """A cost typed without its minus sign in any year, which adds to the total what it should take off."""
    slipped = [(year, amount) for year, amount in enumerate(line.amounts) if isinstance(amount, Decimal) and amount > 0]
    if not slipped:
        return
    (year, amount), *more = slipped
    too_high = _sum(line) - _sum(_with_minus_signs(line))
    half = too_high / 2 or amount
    yield Finding(
        "C15",
        Severity.WARN,
        f"{called(workstream, line)}, {programme.years[year]}: {exact(amount)} is a cost of achieving without a minus sign"
        f"{_and_others(len(more))}, so it counts as saved{_too_high(too_high)}; "
        f"type {exact(-amount)}{' and put a minus sign before the others' if more else ''}.",
        workstream.name,
        line.party.name,
        "" if more else str(programme.years[year]),
        line.place(year),
        -half,
        half,
        2 * half,
        rests_on=line.amounts,
    )


def _with_minus_signs(line: SavingsLine) -> SavingsLine:
    return replace(line, amounts=tuple(-abs(each) if isinstance(each, Decimal) else each for each in line.amounts))


def _sum(line: SavingsLine) -> Decimal:
    """What the line comes to over all its years, which is the latest of a level line."""
    last = cumulative(line)[-1]
    return last if isinstance(last, Decimal) else ZERO


def _too_high(amount: Decimal) -> str:
    """By how much; a level line whose latest figure has its minus sign ends right."""
    return f" and the total stands {exact(amount)} too high" if amount else " until a later year"


def _and_others(count: int) -> str:
    return "" if not count else ", as in 1 other year" if count == 1 else f", as in {count} other years"


def _c15(message: str, party: Party, expected: Decimal | str, found: Decimal | str) -> Finding:
    return Finding("C15", Severity.INFO, message, party=party.name, expected=expected, found=found)


COSTS = (Check("C15", "the cost of achieving is recorded, or the totals are called gross", cost_of_achieving),)
