"""C09: amounts, lines and tabs of another size than those around them, where a nought or a unit may have slipped."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.checks.declarations import called
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.checks.yardsticks import (
    A_TENTH,
    far_apart,
    may_be_apart,
    median,
    middle,
    slip_against_the_rest,
    slip_among_like,
    slip_on_the_line,
    times_apart,
)
from se7_excel.savings.money import exact
from se7_excel.savings.programme import Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Stated

Sizes = list[Decimal]
Lines = list[tuple[Workstream, SavingsLine, Sizes]]
FEWEST_LINES, FEWEST_AMOUNTS = 2, 4
TIMES_THE_LARGEST, PART_OF_THE_SMALLEST = 10, 100


@dataclass(frozen=True, slots=True)
class Held:
    """All a party has typed: its lines that hold amounts, each with their sizes in rising order, and the sizes of all."""

    party: Party
    lines: Lines
    sizes: Sizes

    def stands_alone(self, size: Decimal) -> bool:
        """Whether no other amount of the party comes anywhere near: this one is far above or far below them all."""
        if len(self.lines) <= FEWEST_LINES or len(self.sizes) <= FEWEST_AMOUNTS:
            return False
        if size == self.sizes[-1]:
            return size > TIMES_THE_LARGEST * self.sizes[-2]
        return size == self.sizes[0] and size * PART_OF_THE_SMALLEST < self.sizes[1]

    def besides(self, lines: Lines) -> Sizes:
        """The sizes of its other lines' amounts in rising order, or none where too few are left to measure by."""
        if len(self.lines) - len(lines) < FEWEST_LINES:
            return []
        left = list(self.sizes)
        for _, _, sizes in lines:
            for size in sizes:
                del left[bisect_left(left, size)]
        return left if len(left) >= FEWEST_AMOUNTS else []


def of_the_usual_size(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C09: no amount is 10, 100 or 1,000 times, or such a part of, those around it; no line or tab so of the party's others.

    Nils and noughts are left aside. An amount is held against the line's other amounts of its sign: where these are all
    within 2 to 1 of each other for all three powers, give or take 10, 20 and 50 %, and however unlike they are for 1,000
    times. A tenth in the first or the last of the line's years does not stand out, because savings start and end slowly.
    An amount more than 10 times the largest, or less than a hundredth of the smallest, of all others its party has is
    told too, and so is a line, or a whole tab, of about 1,000 times or a thousandth of what its party has elsewhere.
    """
    for held in _held(programme):
        if far_apart(held.sizes):
            yield from _of_party(programme, held)


def apart(difference: Decimal) -> str:
    """How far a figure is from what it is held against, and in which direction: `£50,000 less`."""
    return f"{exact(abs(difference))} {'more' if difference > 0 else 'less'}"


def _held(programme: Programme) -> Iterator[Held]:
    by_party: dict[Party, list[tuple[Workstream, SavingsLine]]] = {}
    for workstream, line in programme.lines:
        by_party.setdefault(line.party, []).append((workstream, line))
    for party, held in by_party.items():
        lines = [(workstream, line, sizes) for workstream, line in held if (sizes := _sizes(line))]
        yield Held(party, lines, sorted([size for _, _, sizes in lines for size in sizes]))


def _sizes(line: SavingsLine) -> Sizes:
    return sorted([abs(amount) for amount in line.amounts if isinstance(amount, Decimal) and amount])


def _of_party(programme: Programme, held: Held) -> Iterator[Finding]:
    """What is amiss with a whole tab, else with a line, else with an amount: the same slip is told once."""
    for lines in _by_tab(held):
        together = _odd_lines(held, lines) if len(lines) > 1 else None
        if together:
            yield together
            continue
        for here in lines:
            alone = _odd_lines(held, [here])
            yield from (alone,) if alone else _odd_years(programme, held, here)


def _by_tab(held: Held) -> Iterable[Lines]:
    tabs: dict[int, Lines] = {}
    for here in held.lines:
        tabs.setdefault(id(here[0]), []).append(here)
    return tabs.values()


def _odd_lines(held: Held, lines: Lines) -> Finding | None:
    """One line, or all the party's lines of a tab, about a thousand times or a thousandth of all else it has."""
    sizes = sorted([size for _, _, each in lines for size in each])
    if not may_be_apart(sizes, held.sizes):
        return None
    rest = held.besides(lines)
    slip = slip_against_the_rest(sizes, rest)
    if not slip:
        return None
    workstream, line, _ = lines[0]
    name = called(workstream, line) if len(lines) == 1 else f"{workstream.name}, {held.party.name}, {len(lines)} lines"
    size, usual = median(sizes), median(rest)
    what = f"{name}: a usual year of {exact(size)} is {slip} that of the party's other lines"
    return _c09(what, workstream, line, "", line.place(0), size, usual)


def _odd_years(programme: Programme, held: Held, here: tuple[Workstream, SavingsLine, Sizes]) -> Iterator[Finding]:
    workstream, line, sizes = here
    if not far_apart(sizes) and not held.stands_alone(sizes[0]) and not held.stands_alone(sizes[-1]):
        return
    amounts = [(year, amount) for year, amount in enumerate(line.amounts) if isinstance(amount, Decimal) and amount]
    for at, (year, amount) in enumerate(amounts):
        alike = {other: abs(size) for other, (_, size) in enumerate(amounts) if other != at and (size > 0) == (amount > 0)}
        beside = [alike[other] for other in (at - 1, at + 1) if other in alike]
        others = sorted(alike.values())
        slip = slip_among_like(abs(amount), others) or _thousandfold(held, here, abs(amount), others, beside)
        if slip and not (slip == A_TENTH and at in (0, len(amounts) - 1)):
            said, usual = f"{slip} the line's other years", median(others)
        elif held.stands_alone(abs(amount)):
            said, usual = _of_all(held, abs(amount))
        else:
            continue
        what = f"{called(workstream, line)}, {programme.years[year]}: {exact(amount)} is {said}"
        signed = usual if amount > 0 else -usual
        yield _c09(what, workstream, line, str(programme.years[year]), line.place(year), amount, signed)


def _thousandfold(held: Held, here: tuple[Workstream, SavingsLine, Sizes], size: Decimal, others: Sizes, beside: Sizes) -> str:
    """The slip among unlike years; of two years alone it is the one that is further from all else the party has."""
    slip = slip_on_the_line(size, others, beside)
    if slip and len(others) == 1:
        rest = held.besides([here])
        usual = middle(rest) if rest else size
        return slip if times_apart(size, usual) > times_apart(others[0], usual) else ""
    return slip


def _of_all(held: Held, size: Decimal) -> tuple[str, Decimal]:
    if size == held.sizes[-1]:
        return f"more than {TIMES_THE_LARGEST} times any other amount of the party", held.sizes[-2]
    return "less than a hundredth of any other amount of the party", held.sizes[1]


def _c09(
    what: str, workstream: Workstream, line: SavingsLine, year: str, place: Place | None, found: Decimal, usual: Decimal
) -> Finding:
    return Finding(
        "C09",
        Severity.WARN,
        f"{what}, around {exact(usual)}: {apart(found - usual)}; correct it if a nought or a unit slipped, or say why in its "
        "note.",
        workstream.name,
        line.party.name,
        year,
        place,
        usual,
        found,
        found - usual,
    )


SIZES = (Check("C09", "no amount is ten, a hundred or a thousand times those around it", of_the_usual_size),)
