"""C01 to C03: cumulative amounts, totals of lines and grand totals are what their years come to."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import ZERO, Amount, exact
from se7_excel.savings.programme import Basis, Programme, SavingsLine
from se7_excel.savings.stated import Claim, LineClaims, Stated
from se7_excel.savings.totals import Total, cumulative, own, party_total


def cumulative_adds_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C01: each year's cumulative amount is the year before's plus the year's own."""
    for claims in stated.lines:
        running = cumulative(claims.line)
        if _never_calculated(claims) and isinstance(running[-1], Decimal):
            yield _not_calculated(claims, running[-1])
            continue
        for year, due in enumerate(running):
            if not _goes_on(claims, year):
                yield from _held("C01", claims, claims.cumulative[year], due, programme, year)
            yield from _held("C01", claims, claims.bracketed[year], due, programme, year)


def line_total_adds_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C02: a line's total is its last cumulative amount and the sum of its years."""
    for claims in stated.lines:
        yield from _held("C02", claims, claims.total, cumulative(claims.line)[-1], programme, None)


def grand_totals_add_up(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C03: the grand total of a party, in all and per year, is the sum of its quantified lines."""
    for claims in stated.totals:
        due = party_total(programme, claims.party)
        rows = (
            (("", "grand total", claims.total, due.total),),
            _years(programme, "year's own total for", claims.annual, due.annual),
            _years(programme, "cumulative total for", claims.cumulative, due.cumulative),
        )
        wrong = [row for row in chain(*rows) if row[2] and _pounds(row[2]) != row[3].amount]
        if wrong:
            found = _grand_total(claims.party.name, *wrong[0], others=len(wrong) - 1)
            figures = ((claim.amount, held.amount) for _, _, claim, held in wrong if claim)
            yield replace(found, rests_on=tuple(chain(*figures)))


def _years(
    programme: Programme, what: str, claims: tuple[Claim | None, ...], totals: tuple[Total, ...]
) -> Iterator[tuple[str, str, Claim | None, Total]]:
    for year, claim, total in zip(programme.years, claims, totals, strict=True):
        yield str(year), f"{what} {year}", claim, total


def _never_calculated(claims: LineClaims) -> bool:
    calculated = (*claims.cumulative, claims.total)
    return all(claim is not None and claim.amount is None for claim in calculated)


def _not_calculated(claims: LineClaims, due: Decimal) -> Finding:
    return Finding(
        "C01",
        Severity.FAIL,
        f"{_name(claims)}: nothing is calculated on this line yet; Refresh totals does it.",
        claims.workstream.name,
        claims.line.party.name,
        "",
        claims.total.place if claims.total else None,
        due,
        "nothing",
    )


def _name(claims: LineClaims) -> str:
    return f"{claims.line.title or claims.workstream.name}, {claims.line.party.name}"


def _goes_on(claims: LineClaims, year: int) -> bool:
    """Whether the cell goes on rightly from what the cell of the year before says, right or wrong."""
    before, claim = claims.cumulative[year - 1] if year else None, claims.cumulative[year]
    said, now = (_pounds(each) if each else None for each in (before, claim))
    if said is None or now is None or (claims.line.basis is Basis.LEVEL and isinstance(claims.line.amounts[year], Decimal)):
        return False
    return now == said + _rise(claims.line, year)


def _pounds(claim: Claim) -> Decimal | None:
    return claim.amount if isinstance(claim.amount, Decimal) else None


def _rise(line: SavingsLine, year: int) -> Decimal:
    amount = own(line)[year]
    return amount if isinstance(amount, Decimal) else ZERO


def _held(
    code: str, claims: LineClaims, claim: Claim | None, due: Amount, programme: Programme, year: int | None
) -> Iterator[Finding]:
    if claim is None or claim.amount == due or not _figures(claim.amount, due):
        return
    what = "total" if year is None else f"cumulative amount for {programme.years[year]}"
    expected, found = _said(due), "nothing" if claim.amount is None else _said(claim.amount)
    difference = _difference(claim.amount, due)
    remedy = f"{_direction(difference)}Refresh totals mends it"
    yield Finding(
        code,
        Severity.FAIL,
        f"{_name(claims)}: the {what} says {found} where the years come to {expected}; {remedy}.",
        claims.workstream.name,
        claims.line.party.name,
        "" if year is None else str(programme.years[year]),
        claim.place,
        due if isinstance(due, Decimal) else due.value,
        claim.amount if isinstance(claim.amount, Decimal) else found,
        difference,
    )


def _grand_total(party: str, year: str, what: str, claim: Claim | None, due: Total, others: int) -> Finding:
    said = _pounds(claim) if claim else None
    expected = "not quantified" if due.amount is None else exact(due.amount)
    found = "no amount" if said is None else exact(said)
    difference = _difference(said, due.amount)
    more = f"{others} more of its totals differ too; " if others else ""
    return Finding(
        "C03",
        Severity.FAIL,
        f"{party}: the {what} in Appendix 1 data says {found} where the quantified lines come to {expected}; "
        f"{_direction(difference)}{more}Regenerate Appendix 1 mends it.",
        "",
        party,
        year,
        claim.place if claim else None,
        due.amount,
        said,
        difference,
    )


def _figures(*amounts: Amount | None) -> bool:
    return any(isinstance(amount, Decimal) for amount in amounts)


def _said(amount: Amount) -> str:
    return exact(amount) if isinstance(amount, Decimal) else "no amount"


def _difference(said: Amount | None, due: Amount | None) -> Decimal | None:
    return said - due if isinstance(said, Decimal) and isinstance(due, Decimal) else None


def _direction(difference: Decimal | None) -> str:
    if difference is None:
        return ""
    return f"{exact(abs(difference))} too {'much' if difference > 0 else 'little'}; "
