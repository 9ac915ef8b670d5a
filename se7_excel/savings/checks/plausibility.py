"""C09, C24 and C29: amounts of another size than those around them, falls nobody typed, and savings entered twice."""

import re
from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.declarations import called
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import ZERO, Amount, exact
from se7_excel.savings.programme import Basis, Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Claim, LineClaims, Stated
from se7_excel.savings.totals import cumulative, own

Slip = tuple[int, Decimal, str, str]
Title = tuple[str, ...]
SLIPS: tuple[Slip, ...] = (
    (10, Decimal("0.1"), "ten times", "a tenth of"),
    (100, Decimal("0.2"), "a hundred times", "a hundredth of"),
    (1_000, Decimal("0.5"), "a thousand times", "a thousandth of"),
)
THOUSANDS = SLIPS[-1:]
A_TENTH = "a tenth of"
MOST_APART = 2
FEWEST_OTHERS = 2
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’`]")
JOINING = frozenset(("and", "for", "of", "the"))


def of_the_usual_size(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C09: no amount is 10, 100 or 1,000 times, or such a part of, the line's other years; no line so of its siblings.

    An amount is held against the median of the line's other amounts of its sign, nils and noughts left aside, where
    there are at least two and the largest is at most twice the smallest. It stands out where the one is 10 times the
    other give or take 10 %, 100 times give or take 20 %, or 1,000 times give or take 50 %; a tenth in the first or the
    last of the line's years does not, because savings start and end slowly. A line's median is likewise held against
    those of the same party's other lines of the workstream, for 1,000 times only: lines differ by more than years.
    """
    for workstream in programme.workstreams:
        for line in workstream.lines:
            yield from _odd_years(programme, workstream, line)
        for party in dict.fromkeys(line.party for line in workstream.lines):
            yield from _odd_lines(workstream, party)


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

    Titles are the same whatever their case, punctuation, plurals, word order and joining words; a line without one goes
    by its workstream. Years without pounds are the same whatever they say, and a line without any is left aside.
    """
    alike: dict[tuple[Party, tuple[Decimal | None, ...]], tuple[Workstream, SavingsLine]] = {}
    titled: dict[tuple[tuple[Party, tuple[Decimal | None, ...]], Title], tuple[Workstream, SavingsLine]] = {}
    for workstream, line in programme.lines:
        amounts = tuple([amount if isinstance(amount, Decimal) and amount else None for amount in line.amounts])
        if not any(amounts):
            continue
        here, key = (workstream, line), (line.party, amounts)
        other = alike.setdefault(key, here)
        if other is not here:  # titles are looked at only where the amounts are the same
            titled.setdefault((key, _title(*other)), other)
            first = titled.setdefault((key, _title(*here)), here)
            if first is not here:
                yield _twice(*here, *first)


def _odd_years(programme: Programme, workstream: Workstream, line: SavingsLine) -> Iterator[Finding]:
    amounts = [(year, amount) for year, amount in enumerate(line.amounts) if isinstance(amount, Decimal) and amount]
    if not _far_apart([abs(amount) for _, amount in amounts], SLIPS):
        return
    for place, (year, amount) in enumerate(amounts):
        others = [abs(other) for at, other in amounts if at != year and (other > 0) == (amount > 0)]
        slip = _slip(abs(amount), others, SLIPS)
        if slip and not (slip == A_TENTH and place in (0, len(amounts) - 1)):
            what = f"{called(workstream, line)}, {programme.years[year]}: {exact(amount)} is about {slip} the line's other years"
            usual = _median(others) if amount > 0 else -_median(others)
            yield _c09(what, workstream, line, str(programme.years[year]), line.place(year), amount, usual)


def _odd_lines(workstream: Workstream, party: Party) -> Iterator[Finding]:
    lines = workstream.lines_of(party)
    sized = [(size, at) for at, line in enumerate(lines) if (size := _size(line))]
    if not _far_apart([size for size, _ in sized], THOUSANDS):
        return
    for size, at in (min(sized), max(sized)):  # where all others are of one size, no line between them stands out
        others = [other for other, place in sized if place != at]
        slip = _slip(size, others, THOUSANDS)
        line = lines[at]
        if slip:
            what = f"{called(workstream, line)}: a usual year of {exact(size)} is about {slip} that of the party's other lines"
            yield _c09(what, workstream, line, "", line.place(0), size, _median(others))


def _far_apart(sizes: list[Decimal], slips: tuple[Slip, ...]) -> bool:
    """Whether the largest is so much more than the smallest that any of these slips may lie between two of them."""
    factor, tolerance, *_ = slips[0]
    return bool(sizes) and max(sizes) >= factor * (1 - tolerance) * min(sizes)


def _size(line: SavingsLine) -> Decimal | None:
    sizes = [abs(amount) for amount in line.amounts if isinstance(amount, Decimal) and amount]
    return _median(sizes) if sizes else None


def _slip(size: Decimal, others: list[Decimal], slips: tuple[Slip, ...]) -> str:
    """In words, which power of ten lies between the size and the others, or nothing."""
    if len(others) < FEWEST_OTHERS or max(others) > MOST_APART * min(others):
        return ""
    usual = _median(others)
    for factor, tolerance, more, less in slips:
        if abs(size - factor * usual) <= tolerance * factor * usual:
            return more
        if abs(usual - factor * size) <= tolerance * factor * size:
            return less
    return ""


def _median(sizes: list[Decimal]) -> Decimal:
    ordered, middle = sorted(sizes), len(sizes) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _c09(
    what: str, workstream: Workstream, line: SavingsLine, year: str, place: Place | None, found: Decimal, usual: Decimal
) -> Finding:
    apart = found - usual
    return Finding(
        "C09",
        Severity.WARN,
        f"{what}, around {exact(usual)}: {_apart(apart)}; correct it if a nought or a unit slipped, or say why in its note.",
        workstream.name,
        line.party.name,
        year,
        place,
        usual,
        found,
        apart,
    )


def _apart(difference: Decimal) -> str:
    return f"{exact(abs(difference))} {'more' if difference > 0 else 'less'}"


def _lower_levels(programme: Programme, workstream: Workstream, line: SavingsLine) -> Iterator[Finding]:
    """Each year whose figure is lower than the level before; one with a minus sign says itself that it is a cost."""
    levels = zip(programme.years[1:], line.amounts[1:], cumulative(line), strict=False)
    for at, (year, amount, before) in enumerate(levels, 1):
        if isinstance(amount, Decimal) and isinstance(before, Decimal) and ZERO <= amount < before:
            message = (
                f"{called(workstream, line)}, {year}: the level falls from {exact(before)} to {exact(amount)}, "
                f"{_apart(amount - before)}, without a minus sign; say in its note what was given up, or choose another basis "
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
        f"{_apart(now - before)}, though the year's own amount is not negative; {remedy}."
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
    return Finding(
        "C29",
        Severity.WARN,
        f"{called(workstream, line)}: the same amounts and title as {called(where, first)}{f' ({at})' if at else ''}, so "
        f"{exact(pounds)} may be counted twice; delete one of the two lines, or tell them apart in the Line column.",
        workstream.name,
        line.party.name,
        place=line.place(0),
        expected="entered once",
        found="entered twice",
        difference=pounds,
    )


PLAUSIBILITY = (
    Check("C09", "no amount is ten, a hundred or a thousand times those around it", of_the_usual_size),
    Check("C24", "a cumulative amount falls only where the year's own is negative", falls_are_typed),
    Check("C29", "no saving is entered twice", entered_once),
)
