"""C14: which budgets the savings fall on, and whether those are known to be ring-fenced or not."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.amounts import together
from se7_excel.savings.checks.ambition import in_sight
from se7_excel.savings.checks.declarations import called, same_words
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import PENDING, Position, cumulative, positions


def ring_fenced(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C14: what falls on a ring-fenced fund, for each party, workstream and fund, and each fund that Settings does not list.

    Nil, blank and £0 are no savings, and a line that names no fund falls on none.
    """
    for party in programme.parties:
        for held in positions(programme, party):
            for fund in programme.funds:
                lines = [line for line in held.lines if fund.ring_fenced and same_words(line.fund, fund.name)]
                amount = together(cumulative(line)[-1] for line in lines)
                if _is_saved(amount):
                    yield _c14(held, fund.name, lines[0], amount)
    listed = [fund.name for fund in programme.funds]
    for workstream, line in programme.lines:
        named = line.fund.strip()
        if named and not any(same_words(named, each) for each in listed) and _is_saved(cumulative(line)[-1]):
            yield _unlisted(workstream, line, listed)


def _is_saved(amount: Amount) -> bool:
    return amount in PENDING or (isinstance(amount, Decimal) and bool(amount))


def _c14(held: Position, fund: str, line: SavingsLine, amount: Amount) -> Finding:
    if isinstance(amount, Gap):
        what = f"a saving of {held.party.name} that is {amount.value} falls"
    else:
        whole = f" of {in_sight(held.total)}" if isinstance(held.total, Decimal) else ""
        what = f"{in_sight(amount)}{whole} for {held.party.name} falls"
    return Finding(
        "C14",
        Severity.INFO,
        f"{held.workstream.name}: {what} on the ring-fenced fund “{fund}” and relieves no other budget; "
        "say so wherever it is quoted.",
        held.workstream.name,
        held.party.name,
        place=line.place(0),
        expected="a fund that is not ring-fenced",
        found=amount.value if isinstance(amount, Gap) else amount,
        difference=None if isinstance(amount, Gap) else amount,
        rests_on=(held.total,),
    )


def _unlisted(workstream: Workstream, line: SavingsLine, listed: list[str]) -> Finding:
    at, total = line.place(0), cumulative(line)[-1]
    row = f" ({at.tab}, row {line.cells.row})" if at and line.cells else ""
    known = ", ".join(f"“{each}”" for each in listed) or "none"
    return Finding(
        "C14",
        Severity.WARN,
        f"{called(workstream, line)}{row}: the fund “{line.fund.strip()}” is not listed in Settings, so nobody can tell whether "
        f"it is ring-fenced; choose one of those listed ({known}), or add it to them.",
        workstream.name,
        line.party.name,
        place=at,
        expected=known,
        found=line.fund.strip(),
        rests_on=(total,),
    )


FUNDS = (Check("C14", "what falls on a ring-fenced fund is named", ring_fenced),)
