"""C04 to C06: what stands outside the totals, and parts against the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import ZERO, Amount, Gap, exact, printed
from se7_excel.savings.programme import Class, Party, Place, Programme
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import PENDING, Position, awaits_figures, combined, line_gap, position, positions, states_whole

MOST_NAMED = 10
TOGETHER = Party("all authorities together")


@dataclass(frozen=True, slots=True)
class Excess:
    """What a part claims beyond the whole for the year at this index, `new` in it or `cumulative`."""

    whole: Position
    part: Position
    year: int
    kind: str
    limit: Decimal
    found: Decimal

    @property
    def at(self) -> tuple[int, str]:
        """The year and kind, for which an excess is told once."""
        return self.year, self.kind


def outside_the_total(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C04: how many lines stand outside each party's total, by kind of gap."""
    for party in programme.parties:
        held = positions(programme, party)
        lines = [(each, line) for each in held for line in each.lines]
        outside = [(each, line_gap(line)) for each, line in lines if line_gap(line)]
        outside += [(each, Gap.BLANK) for each in held if not each.lines]
        partly = [each for each, line in lines if not line_gap(line) and awaits_figures(line)]
        if not held and party == programme.reporting:
            yield _c04(party, "no workstream has a line for it, so nothing can be said of its part", None)
        if outside:
            count = len(lines) + sum(not each.lines for each in held)
            what = f"{len(outside)} of {count} lines not in the total: {_by_gap(outside)}"
            kinds = tuple(f"{each.workstream.name}: {gap.value}" for each, gap in outside if gap)
            yield _c04(party, what, outside[0][0], count, len(outside), kinds)
        if partly:
            what = f"the total holds only what is quantified so far of {len(partly)} of {len(lines)} lines ({_named(partly)})"
            names = tuple(each.workstream.name for each in partly)
            yield _c04(party, what, partly[0], len(lines), len(partly), names, "quantified in full")


def part_exceeds_whole(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C05: an authority's part, and all parts together, never exceed the whole, per year and cumulative.

    All together are told only of a year, new or cumulative, in which no authority exceeds the whole alone. What else a
    party claims beyond the whole of a workstream is named in its one finding.
    """
    years = tuple(str(year) for year in programme.years)
    for whole, parts in map(_on_one_footing, parts_of_wholes(programme)):
        if whole.quantified:
            singly = [tuple(_excesses(whole, part)) for part in parts]
            told = {each.at for each in chain(*singly)}
            jointly = _excesses(whole, all_parts(parts)) if len(parts) > 1 else ()
            for excesses in (*singly, tuple(each for each in jointly if each.at not in told)):
                if excesses:
                    yield _beyond_whole(excesses, years)


def part_without_whole(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C06: no part is quantified while the whole is not."""
    for whole, parts in parts_of_wholes(programme):
        for part in parts:
            if whole.quantified:
                yield from _parts_of_pending_years(programme, whole, part)
            elif part.quantified:
                first = next(year for year, amount in enumerate(part.own) if isinstance(amount, Decimal))
                yield _c06(whole, part, part.total, _gap_words(whole.total), first, "")


def parts_of_wholes(programme: Programme) -> Iterator[tuple[Position, list[Position]]]:
    """Each workstream's whole, where the partnership has a figure of its own, with each authority's part of it."""
    for workstream in programme.workstreams:
        if states_whole(workstream, programme.partnership):
            parts = [position(programme, workstream, each) for each in programme.authorities if workstream.lines_of(each)]
            yield position(programme, workstream, programme.partnership), parts


def all_parts(parts: list[Position]) -> Position:
    """The parts of a workstream taken together."""
    lines = tuple(line for part in parts for line in part.lines)
    return combined(parts[0].workstream, TOGETHER, lines, len(parts[0].own))


def verb(party: Party, one: str, many: str) -> str:
    """The form of the verb that goes with the party: all authorities together are many."""
    return many if party == TOGETHER else one


def _on_one_footing(held: tuple[Position, list[Position]]) -> tuple[Position, list[Position]]:
    """The whole and its parts all gross where the whole records its cost of achieving; else it may be net like its parts."""
    whole, parts = held
    gross = _gross(whole)
    return held if gross is whole else (gross, [_gross(part) for part in parts])


def _gross(held: Position) -> Position:
    lines = tuple(line for line in held.lines if line.saving_class is not Class.COST)
    return held if len(lines) == len(held.lines) else combined(held.workstream, held.party, lines, len(held.own))


def _parts_of_pending_years(programme: Programme, whole: Position, part: Position) -> Iterator[Finding]:
    for year, label in enumerate(programme.years):
        amount = part.own[year]
        if whole.own[year] in PENDING and isinstance(amount, Decimal) and amount != 0:
            yield _c06(whole, part, amount, _gap_words(whole.own[year]), year, str(label))


def _excesses(whole: Position, part: Position) -> Iterator[Excess]:
    """Where the part exceeds the whole; a year of the whole that is still to come measures nothing, nor do sums over it."""
    for year, new in enumerate(whole.own):
        if new not in PENDING:
            yield from _excess(whole, part, year, "new", new, part.own[year])
        if not any(amount in PENDING for amount in whole.own[: year + 1]):
            yield from _excess(whole, part, year, "cumulative", whole.cumulative[year], part.cumulative[year])


def _excess(whole: Position, part: Position, year: int, kind: str, most: Amount, found: Amount) -> Iterator[Excess]:
    limit = most if isinstance(most, Decimal) else ZERO
    if isinstance(found, Decimal) and found > max(limit, ZERO):
        yield Excess(whole, part, year, kind, limit, found)


def _beyond_whole(excesses: Sequence[Excess], years: tuple[str, ...]) -> Finding:
    """The first excess with its figures, and the years of the others in brackets."""
    first, *others = excesses
    found = _c05(first, years[first.year], _likewise(others, years))
    figures = tuple(figure for each in others for figure in (each.limit, each.found))
    return replace(found, year="" if any(each.year != first.year for each in others) else found.year, rests_on=figures)


def _likewise(others: list[Excess], years: tuple[str, ...]) -> str:
    kinds: dict[str, list[str]] = {}
    for each in others:
        kinds.setdefault(years[each.year], []).append(each.kind)
    named = ", ".join(f"{year} {' and '.join(kind)}" for year, kind in kinds.items())
    return f" (and so in {named})" if named else ""


def _c05(excess: Excess, label: str, likewise: str) -> Finding:
    whole, part, more = excess.whole, excess.part, excess.found - excess.limit
    said = f"{exact(excess.limit)} {excess.kind}" if excess.limit else f"no {excess.kind} saving"
    return Finding(
        "C05",
        Severity.FAIL,
        f"{whole.workstream.name}, {label}: {part.party.name} {verb(part.party, 'claims', 'claim')} {exact(excess.found)} "
        f"{excess.kind} where {whole.party.name} claims {said}, {exact(more)} more than the whole{likewise}; "
        "correct one of the two.",
        whole.workstream.name,
        part.party.name,
        label,
        _place(part, excess.year),
        excess.limit,
        excess.found,
        more,
    )


def _c04(
    party: Party,
    what: str,
    at: Position | None,
    count: int = 0,
    outside: int = 0,
    rests_on: tuple[str, ...] = (),
    how: str = "quantified",
) -> Finding:
    return Finding(
        "C04",
        Severity.WARN,
        f"{party.name}: {what}; say so wherever the total is quoted.",
        at.workstream.name if at else "",
        party.name,
        place=_place(at, 0) if at else None,
        expected=f"{_lines(count)} {how}" if at else "a line",
        found=f"{_lines(count - outside)} {how}" if at else "none",
        difference=f"{_lines(outside)} not {how}" if at else None,
        rests_on=rests_on,
    )


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"


def _c06(whole: Position, part: Position, amount: Amount, gap: str, year: int, label: str) -> Finding:
    said = printed(amount) if isinstance(amount, Decimal) else ""
    when = f", {label}" if label else ""
    return Finding(
        "C06",
        Severity.WARN,
        f"{whole.workstream.name}{when}: {part.party.name} has {said} where the {whole.party.name} figure is {gap}, so the "
        f"{whole.party.name} total omits it; quantify the whole or explain the part.",
        whole.workstream.name,
        part.party.name,
        label,
        _place(part, year),
        gap,
        amount if isinstance(amount, Decimal) else None,
        amount if isinstance(amount, Decimal) else None,
    )


def _place(at: Position, year: int) -> Place | None:
    """The cell of the first line with an amount for the year, else of the first line."""
    figures = [line for line in at.lines if isinstance(line.amounts[year], Decimal)]
    return next((line.place(year) for line in (*figures, *at.lines)), None)


def _by_gap(outside: list[tuple[Position, Gap | None]]) -> str:
    kinds = [(gap, [each for each, kind in outside if kind is gap]) for gap in Gap]
    return ", ".join(f"{len(held)} “{gap.value}” ({_named(held)})" for gap, held in kinds if held)


def _named(held: list[Position]) -> str:
    names = list(dict.fromkeys(each.workstream.name for each in held))
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _gap_words(amount: Amount) -> str:
    return "" if isinstance(amount, Decimal) else amount.value
