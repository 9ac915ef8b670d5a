"""C01 to C03: cumulative amounts, totals of lines and grand totals are what their years come to."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import ZERO, Amount, exact
from se7_excel.savings.programme import Basis, Claim, LineClaims, Programme, SavingsLine, Stated
from se7_excel.savings.totals import Total, cumulative, own, party_total


def cumulative_adds_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C01: each year's cumulative amount is the year before's plus the year's own."""
    for claims in stated.lines:
        running = cumulative(claims.line)
        for year, amount in enumerate(running):
            due = _due(claims, year, running)
            for claim in (claims.cumulative[year], claims.bracketed[year]):
                yield from _held("C01", claims, claim, due if claim is claims.cumulative[year] else amount, programme, year)


def line_total_adds_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C02: a line's total is its last cumulative amount and the sum of its years."""
    for claims in stated.lines:
        yield from _held("C02", claims, claims.total, cumulative(claims.line)[-1], programme, None)


def grand_totals_add_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C03: the grand total of a party, in all and per year, is the sum of its quantified lines."""
    for claims in stated.totals:
        due = party_total(programme, claims.party)
        rows = (
            zip(programme.years, claims.annual, due.annual, strict=True),
            zip(programme.years, claims.cumulative, due.cumulative, strict=True),
            (("", claims.total, due.total),),
        )
        for year, claim, total in chain(*rows):
            yield from _grand_total(claims.party.name, str(year), claim, total)


def _due(claims: LineClaims, year: int, running: tuple[Amount, ...]) -> Amount:
    """What the cumulative cell should say, going on from what the cell of the year before says."""
    line, before = claims.line, claims.cumulative[year - 1] if year else None
    said = before.amount if before and isinstance(before.amount, Decimal) else None
    if said is None or (line.basis is Basis.LEVEL and isinstance(line.amounts[year], Decimal)):
        return running[year]
    return said + _rise(line, year)


def _rise(line: SavingsLine, year: int) -> Decimal:
    amount = own(line)[year]
    return amount if isinstance(amount, Decimal) else ZERO


def _held(
    code: str, claims: LineClaims, claim: Claim | None, due: Amount, programme: Programme, year: int | None
) -> Iterator[Finding]:
    if claim is None or claim.amount == due or (claim.amount is not None and not _figures(claim.amount, due)):
        return
    what = "total" if year is None else f"cumulative amount for {programme.years[year]}"
    expected, found = _said(due), "nothing" if claim.amount is None else _said(claim.amount)
    difference = _difference(claim.amount, due)
    remedy = (
        "press Refresh totals" if claim.amount is None else f"{_direction(difference)}press Refresh totals, then look at the line"
    )
    yield Finding(
        code,
        Severity.FAIL,
        f"{claims.line.title or claims.workstream.name}, {claims.line.party.name}: the {what} says {found} where the "
        f"years come to {expected}; {remedy}.",
        claims.workstream.name,
        claims.line.party.name,
        "" if year is None else str(programme.years[year]),
        claim.place,
        due if isinstance(due, Decimal) else due.value,
        claim.amount if isinstance(claim.amount, Decimal) else found,
        difference,
    )


def _grand_total(party: str, year: str, claim: Claim | None, due: Total) -> Iterator[Finding]:
    said = claim.amount if claim and isinstance(claim.amount, Decimal) else None
    if claim is None or said == due.amount:
        return
    what = f"total for {year}" if year else "grand total"
    expected = "not quantified" if due.amount is None else exact(due.amount)
    found = "no amount" if said is None else exact(said)
    difference = None if said is None or due.amount is None else said - due.amount
    yield Finding(
        "C03",
        Severity.FAIL,
        f"{party}: the {what} in Appendix 1 data says {found} where the quantified lines come to {expected}; "
        f"{_direction(difference)}press Regenerate Appendix 1.",
        "",
        party,
        year,
        claim.place,
        due.amount,
        said,
        difference,
    )


def _figures(*amounts: Amount) -> bool:
    return any(isinstance(amount, Decimal) for amount in amounts)


def _said(amount: Amount) -> str:
    return exact(amount) if isinstance(amount, Decimal) else "no amount"


def _difference(said: Amount | None, due: Amount) -> Decimal | None:
    return said - due if isinstance(said, Decimal) and isinstance(due, Decimal) else None


def _direction(difference: Decimal | None) -> str:
    if difference is None:
        return ""
    return f"{exact(abs(difference))} too {'much' if difference > 0 else 'little'}; "
