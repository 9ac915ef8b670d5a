"""C24 and C29: falls nobody typed, and savings entered twice."""

import re
from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.declarations import called
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.checks.sizes import apart
from se7_excel.savings.money import ZERO, Amount, exact
from se7_excel.savings.programme import Basis, Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Claim, LineClaims, Stated
from se7_excel.savings.totals import cumulative, own

Here = tuple[Workstream, SavingsLine]
Title = tuple[str, ...]
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’`]")
JOINING = frozenset(("and", "for", "of", "the"))


def falls_are_typed(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C24: a cumulative amount falls only where the year's own is negative.

    The cumulative of a `level` line is the figure typed, so a lower one takes savings back although no minus sign says
    so: it is a real fall, or a year's own amount on a line of the wrong basis, and somebody must say which.
    """
    for workstream, line in programme.lines:
        if line.basis is Basis.LEVEL:
            yield from _lower_levels(programme, workstream, line)
    for claims in stated.lines:
        yield from _fall_on_the_line(programme, claims)
    for each in stated.totals:
        annual = tuple(claim.amount if claim else None for claim in each.annual)
        fallen = _first_fall(each.cumulative, annual)
        if fallen:
            yield _claimed_fall(programme, f"{each.party.name}, all workstreams", "", each.party, *fallen)


def entered_once(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C29: no saving is entered twice: same party, same pounds in every year, and the same or nearly the same title.

    Titles are the same whatever their case, punctuation, plurals, word order and joining words, and nearly the same where
    all words of the one are among the other's; a line without one goes by its workstream. Years without pounds are the
    same whatever they say, and a line without any is left aside.
    """
    alike: dict[tuple[Party, tuple[Decimal | None, ...]], Here] = {}
    titled: dict[tuple[Party, tuple[Decimal | None, ...]], dict[Title, Here]] = {}
    for workstream, line in programme.lines:
        amounts = tuple([amount if isinstance(amount, Decimal) and amount else None for amount in line.amounts])
        if not any(amounts):
            continue
        here, key = (workstream, line), (line.party, amounts)
        other = alike.setdefault(key, here)
        if other is not here:  # titles are looked at only where the amounts are the same
            known = titled.setdefault(key, {_title(*other): other})
            first = _nearly(known, _title(*here))
            if first:
                yield _twice(*here, *first)
            known.setdefault(_title(*here), here)


def _nearly(known: dict[Title, Here], title: Title) -> Here | None:
    """The first line of the same title or, if there is none, the first of nearly the same."""
    words = set(title)
    near = (line for other, line in known.items() if words and other and (words <= set(other) or words >= set(other)))
    return known.get(title) or next(near, None)


def _lower_levels(programme: Programme, workstream: Workstream, line: SavingsLine) -> Iterator[Finding]:
    """Each year whose figure is lower than the level before; one with a minus sign says itself that it is a cost."""
    levels = zip(programme.years[1:], line.amounts[1:], cumulative(line), strict=False)
    for at, (year, amount, before) in enumerate(levels, 1):
        if isinstance(amount, Decimal) and isinstance(before, Decimal) and ZERO <= amount < before:
            message = (
                f"{called(workstream, line)}, {year}: the level falls from {exact(before)} to {exact(amount)}, "
                f"{apart(amount - before)}, without a minus sign; say in its note what was given up, or choose another basis "
                "if this is the year's own saving."
            )
            yield _c24(message, workstream.name, line.party, str(year), line.place(at), before, amount)


def _fall_on_the_line(programme: Programme, claims: LineClaims) -> Iterator[Finding]:
    owns = own(claims.line)
    fallen = _first_fall(claims.cumulative, owns) or _first_fall(claims.bracketed, owns)
    if fallen:
        name = called(claims.workstream, claims.line)
        yield _claimed_fall(programme, name, claims.workstream.name, claims.line.party, *fallen)


def _first_fall(claims: tuple[Claim | None, ...], owns: tuple[Amount | None, ...]) -> tuple[int, Place, Decimal, Decimal] | None:
    """The first year whose cell says less than the one before although the year's own amount is not negative."""
    said = [claim.amount if claim else None for claim in claims]
    for year, (claim, before, amount) in enumerate(zip(claims[1:], said, owns[1:], strict=False), 1):
        negative = amount is None or (isinstance(amount, Decimal) and amount < 0)
        if claim and isinstance(claim.amount, Decimal) and isinstance(before, Decimal) and claim.amount < before and not negative:
            return year, claim.place, before, claim.amount
    return None


def _claimed_fall(
    programme: Programme, name: str, workstream: str, party: Party, year: int, place: Place, before: Decimal, now: Decimal
) -> Finding:
    remedy = "correct the bracket if it was typed, otherwise refresh totals and regenerate Appendix 1"
    message = (
        f"{name}, {programme.years[year]}: the cumulative amount falls from {exact(before)} to {exact(now)}, "
        f"{apart(now - before)}, though the year's own amount is not negative; {remedy}."
    )
    return _c24(message, workstream, party, str(programme.years[year]), place, before, now)


def _c24(message: str, workstream: str, party: Party, year: str, place: Place | None, before: Decimal, now: Decimal) -> Finding:
    return Finding("C24", Severity.WARN, message, workstream, party.name, year, place, before, now, now - before)


def _title(workstream: Workstream, line: SavingsLine) -> Title:
    return _words(line.title) or _words(workstream.name)


def _words(text: str) -> Title:
    words = WORD.findall(APOSTROPHES.sub("", text.casefold()))
    return tuple(sorted(_singular(word) for word in words if word not in JOINING))


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    for plural, single in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if word.endswith(plural):
            return word.removesuffix(plural) + single
    return word


def _twice(workstream: Workstream, line: SavingsLine, where: Workstream, first: SavingsLine) -> Finding:
    total = cumulative(line)[-1]
    pounds = total if isinstance(total, Decimal) else ZERO
    at = first.place(0)
    alike = "title" if _title(workstream, line) == _title(where, first) else "nearly the same title"
    return Finding(
        "C29",
        Severity.WARN,
        f"{called(workstream, line)}: the same amounts and {alike} as {called(where, first)}{f' ({at})' if at else ''}, so "
        f"{exact(pounds)} may be counted twice; delete one of the two lines, or tell them apart in the Line column.",
        workstream.name,
        line.party.name,
        place=line.place(0),
        expected="entered once",
        found="entered twice",
        difference=pounds,
        rests_on=line.amounts,
    )


PLAUSIBILITY = (
    Check("C24", "a cumulative amount falls only where the year's own is negative", falls_are_typed),
    Check("C29", "no saving is entered twice", entered_once),
)
