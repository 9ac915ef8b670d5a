"""What totals are measured by, where two programmes differ in it: targets, longer-term figures, completeness, shares."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.differences import Denominator, Of, TotalChange
from se7_excel.savings.entries import Both, Entry
from se7_excel.savings.matching import Match, folded_name
from se7_excel.savings.money import ZERO, per_cent
from se7_excel.savings.programme import Class, LongerTerm, Party, Programme
from se7_excel.savings.totals import composition, positions, stated_lines

Entries = tuple[Match[Entry], ...]
INCLUDES = {True: "including what the table holds", False: "not including it", None: "including it or not: not declared"}


def denominators_apart(both: Both, entries: Entries, totals: tuple[TotalChange, ...]) -> Iterator[Denominator]:
    """Each target, longer-term figure, class of saving, count of what is quantified and share of the whole that differs."""
    yield from _targets(both)
    yield from _longer_term(both)
    yield from _classes(both, entries)
    yield from _quantified(both)
    yield from _shares(both, totals)


def _targets(both: Both) -> Iterator[Denominator]:
    was, now = ({folded_name(each.horizon): each for each in side.targets} for side in (both.old, both.new))
    if any(table and not known for table, known in zip(both.tables, (was, now), strict=True)):
        return
    for horizon in dict.fromkeys((*was, *now)):
        old, new = was.get(horizon), now.get(horizon)
        named = new or old
        if named and not (old and new and old.amount == new.amount):
            place = new.place if new else None
            yield Denominator(Of.TARGET, named.horizon, old.amount if old else None, new.amount if new else None, place)


def _longer_term(both: Both) -> Iterator[Denominator]:
    sides = (both.old, both.new)
    if any(table and not side.longer_term for table, side in zip(both.tables, sides, strict=True)):
        return
    renamed = {each.old.name: each.new.name for each in both.workstreams if each.old and each.new}
    was, now = (_figures_beyond(side, renamed if side is both.old else {}, any(both.tables)) for side in sides)
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        place = new.place if new else None
        if not (old and new and old.amount == new.amount):
            yield Denominator(Of.LONGER_TERM, key[0], old.amount if old else None, new.amount if new else None, place)
        if old and new and not any(both.tables) and old.includes_table is not new.includes_table:
            yield Denominator(Of.LONGER_TERM, key[0], INCLUDES[old.includes_table], INCLUDES[new.includes_table], place)


def _figures_beyond(side: Programme, renamed: dict[str, str], by_workstream: bool) -> dict[tuple[str, str, int], LongerTerm]:
    """The longer-term figures by workstream and horizon; where there are several, by their order."""
    found: dict[tuple[str, str, int], LongerTerm] = {}
    for figure in side.longer_term:
        name, horizon = renamed.get(figure.workstream, figure.workstream), "" if by_workstream else folded_name(figure.horizon)
        number = sum(key[:2] == (name, horizon) for key in found)
        found[name, horizon, number] = figure
    return found


def _classes(both: Both, entries: Entries) -> Iterator[Denominator]:
    """What a party's total is made of, before and after, where a line it counts is of another class now."""
    if any(both.tables):
        return
    moved = [new for old, new in ((each.old, each.new) for each in entries) if old and new and _class(old) is not _class(new)]
    for match in both.parties if moved else ():
        if match.old and match.new:
            counted = {id(line) for held in positions(both.new, match.new) for line in held.lines}
            first = next((each for each in moved if id(each.lines[0]) in counted), None)
            was, now = composition(both.old, match.old), composition(both.new, match.new)
            for each in (*Class, None) if first else ():
                if first and was.get(each) != now.get(each):
                    name = f"{match.new.name}, {each.value if each else 'no declared class'}"
                    yield Denominator(Of.CLASS, name, was.get(each, ZERO), now.get(each, ZERO), first.place(0))


def _class(entry: Entry) -> Class | None:
    return entry.lines[0].saving_class


def _quantified(both: Both) -> Iterator[Denominator]:
    """Of how many workstreams a total speaks; for a table only the partnership's, as blank rows need not be printed."""
    for match in both.parties[:1] if any(both.tables) else both.parties:
        if match.old and match.new:
            was, now = (_completeness(side, party) for side, party in ((both.old, match.old), (both.new, match.new)))
            if was != now:
                yield Denominator(Of.QUANTIFIED, match.new.name, was, now)


def _completeness(programme: Programme, party: Party) -> str:
    whole = party == programme.partnership
    stated = [each for each in positions(programme, party) if whole or stated_lines(each.workstream, party)]
    return f"{sum(each.quantified for each in stated)} of {len(stated)}"


def _shares(both: Both, totals: tuple[TotalChange, ...]) -> Iterator[Denominator]:
    """Each authority's share of the partnership's total, in per cent, where it differs."""
    whole, *parts = (each for each in totals if each.of is Of.TOTAL)
    for part in parts:
        was, now = _share(part.old, whole.old), _share(part.new, whole.new)
        if was != now and None not in (part.old, part.new):
            yield Denominator(Of.SHARE, part.party.name, was, now)


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return per_cent(part, whole) if whole and part is not None else None
