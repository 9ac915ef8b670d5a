"""C13: what the totals are made of, and whether the classes of a part are those of its whole."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.completeness import all_parts, parts_of_wholes, verb
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import ZERO, exact, printed
from se7_excel.savings.programme import Class, Programme
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import Position, by_class, composition

Sums = dict[Class | None, Decimal]


def composed_of(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C13: baseline saving and avoided cost apart, for each party; then each part that exceeds its whole within a class."""
    for party in programme.parties:
        sums = composition(programme, party)
        if sums:
            yield _c13(party.name, f"{party.name}: {_in_words(sums)}.", sums)
    for whole, parts in parts_of_wholes(programme):
        if whole.quantified and not whole.in_part:
            singly = [each for part in parts for each in _beyond(whole, part)]
            jointly = _beyond(whole, all_parts(parts)) if len(parts) > 1 else ()
            told = {each for _, each in singly}
            for part, kind in (*singly, *(each for each in jointly if each[1] not in told)):
                yield _of_another_class(whole, part, kind)


def _in_words(sums: Sums) -> str:
    """The sums one after the other, each with its sign: `£2m baseline saving − £50k cost of achieving`."""
    said = ""
    for kind in (*(each for each in Class if each in sums), *([None] if None in sums else [])):
        amount, name = sums[kind], kind.value if kind else "of no declared class"
        joined = printed(amount) if not said else f" {'−' if amount < 0 else '+'} {printed(abs(amount))}"
        said += f"{joined} {name}"
    return said


def _beyond(whole: Position, part: Position) -> Iterator[tuple[Position, Class]]:
    """The classes in which the part is more than the whole; nothing where it is so altogether, which C05 tells."""
    held, claimed = by_class(whole.lines), by_class(part.lines)
    if None in held or sum(claimed.values(), ZERO) > sum(held.values(), ZERO):
        return
    for kind in Class:
        sign = -1 if kind is Class.COST else 1
        if claimed.get(kind, ZERO) * sign > max(held.get(kind, ZERO) * sign, ZERO):
            yield part, kind


def _of_another_class(whole: Position, part: Position, kind: Class) -> Finding:
    most, found = (by_class(each.lines).get(kind, ZERO) for each in (whole, part))
    said = f"{exact(most)} of it" if most else "none of it"
    return Finding(
        "C13",
        Severity.INFO,
        f"{whole.workstream.name}: {part.party.name} {verb(part.party, 'has', 'have')} {exact(found)} {kind.value} where "
        f"{whole.party.name} has {said}, {exact(abs(found - most))} more than the whole; give whole and part the same classes, "
        "or say why they differ.",
        whole.workstream.name,
        part.party.name,
        place=part.lines[0].place(0),
        expected=most,
        found=found,
        difference=found - most,
    )


def _c13(party: str, message: str, sums: dict[Class | None, Decimal]) -> Finding:
    """The total expected to be baseline saving, how much of it is, and what the other classes take from or add to it."""
    total, baseline = sum(sums.values(), ZERO), sums.get(Class.BASELINE, ZERO)
    amounts = (total, baseline, baseline - total)
    return Finding("C13", Severity.INFO, message, "", party, "", None, *amounts, rests_on=tuple(sums.values()))


COMPOSITION = (Check("C13", "baseline saving and avoided cost are told apart", composed_of),)
