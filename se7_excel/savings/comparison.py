"""What differs between two programmes: workstreams, lines, figures, every total with what it comes from, and its denominators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from se7_excel.savings.differences import (
    Comparison,
    FactChange,
    FigureChange,
    LineChange,
    Of,
    Source,
    TotalChange,
    WorkstreamChange,
)
from se7_excel.savings.entries import Both, Entry, both_of, held
from se7_excel.savings.matching import Match, folded_name, moved
from se7_excel.savings.measures import denominators_apart
from se7_excel.savings.money import ZERO, Gap
from se7_excel.savings.programme import Party, Programme, Workstream
from se7_excel.savings.totals import states_whole
from se7_excel.savings.years import FinancialYear

LINE_FACTS = (("class", "saving_class"), ("basis", "basis"), ("fund", "fund"), ("status", "status"))


def compared(old: Programme, new: Programme, tables: tuple[bool, bool] | None = None) -> Comparison:
    """What differs between the old programme and the new one; what either does not state at all is no difference.

    `tables` says which of the two are printed tables, told by what they state where it is left out: these state one
    figure for each workstream and party, and are compared by position.
    """
    both = both_of(old, new, tables or (is_table(old), is_table(new)))
    entries, rounded = held(both)
    every = tuple(_totals(both, entries))
    totals = tuple(each for each in every if each.old != each.new)
    lines = tuple(change for each in entries if (change := _line_change(both, each)))
    denominators = tuple(denominators_apart(both, entries, every))
    return Comparison(old, new, tuple(_workstreams(both)), lines, totals, tuple(_headings(both)), denominators, rounded)


def is_table(programme: Programme) -> bool:
    """Whether it states no more than a printed table: no lead, class or basis, one line for a workstream and party."""
    if any(each.lead or each.purpose or each.update or each.status for each in programme.workstreams):
        return False
    if any(getattr(line, field) for _, line in programme.lines for _, field in LINE_FACTS):
        return False
    return all(len({line.party for line in each.lines}) == len(each.lines) for each in programme.workstreams)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A match with its sides as far as they add to one party's totals."""

    match: Match[Entry]
    old: Entry | None
    new: Entry | None


def _line_change(both: Both, match: Match[Entry]) -> LineChange | None:
    figures = tuple(_figures(both, match))
    facts = () if any(both.tables) else tuple(_line_facts(match))
    if not (figures or facts) and match.old and match.new:
        return None
    last = [each.cumulative[-1] if each else ZERO for each in (match.old, match.new)]
    before, after = (amount if isinstance(amount, Decimal) else ZERO for amount in last)
    return LineChange(match, figures, facts, after - before, any(_is_several(each) for each in (match.old, match.new)))


def _is_several(entry: Entry | None) -> bool:
    return entry is not None and (len(entry.lines) != 1 or entry.lines[0].party != entry.party)


def _figures(both: Both, match: Match[Entry]) -> Iterator[FigureChange]:
    if match.old and match.new and both.old.years == both.new.years and match.old.amounts == match.new.amounts:
        return
    for year in both.years:
        was, now = (
            entry.amounts[at] if entry and at is not None else None
            for entry, at in zip((match.old, match.new), both.at[year], strict=True)
        )
        if was != now and {was, now} != {None, Gap.BLANK}:
            yield FigureChange(year, was, now)


def _line_facts(match: Match[Entry]) -> Iterator[FactChange]:
    """What else differs between two lines, declared only now or no longer declared included."""
    if not (match.old and match.new):
        return
    was, now = match.old.lines[0], match.new.lines[0]
    if folded_name(was.title) != folded_name(now.title):
        yield FactChange("title", was.title, now.title)
    for what, field in LINE_FACTS:
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            yield FactChange(what, _word(before), _word(after))


def _word(value: Enum | str | None) -> str:
    return str(value.value) if isinstance(value, Enum) else value or ""


def _totals(both: Both, entries: tuple[Match[Entry], ...]) -> Iterator[TotalChange]:
    """Every total of every party compared, those that are the same included."""
    for match, counted in zip(both.parties, _counted(both, entries), strict=True):
        party = match.new or match.old
        if party:
            yield from (_total(party, Of.ANNUAL, year, counted, both.at[year]) for year in both.years)
            shared = (year for year in both.years if None not in both.at[year])
            yield from (_total(party, Of.CUMULATIVE, year, counted, both.at[year]) for year in shared)
            yield _total(party, Of.TOTAL, None, counted, (-1, -1))


def _counted(both: Both, entries: tuple[Match[Entry], ...]) -> list[list[_Counted]]:
    """For each party compared the entries with those of their sides that add to its totals."""
    counted: list[list[_Counted]] = [[] for _ in both.parties]
    old_rank = {each.old: at for at, each in enumerate(both.parties)}
    new_rank = {each.new: at for at, each in enumerate(both.parties)}
    stating = tuple(_stating(side) for side in (both.old, both.new))
    for match in entries:
        olds = _ranks(match.old, old_rank, None if any(both.tables) else stating[0])
        news = _ranks(match.new, new_rank, None if any(both.tables) else stating[1])
        for rank in {*olds, *news}:
            counted[rank].append(_Counted(match, match.old if rank in olds else None, match.new if rank in news else None))
    return counted


def _stating(programme: Programme) -> frozenset[str]:
    return frozenset(each.name for each in programme.workstreams if states_whole(each, programme.partnership))


def _ranks(entry: Entry | None, rank: Mapping[Party | None, int], stating: frozenset[str] | None) -> tuple[int, ...]:
    """Which parties' totals the entry adds to: its own and, where the partnership states no figure itself, the first one's."""
    if entry is None:
        return ()
    own_rank = rank[entry.party]
    stands_in = stating is not None and own_rank and entry.workstream.name not in stating
    return (0, own_rank) if stands_in else (own_rank,)


def _total(
    party: Party, of: Of, year: FinancialYear | None, counted: list[_Counted], at: tuple[int | None, int | None]
) -> TotalChange:
    was, now = ([_amount(each.old, of, at[0]) for each in counted], [_amount(each.new, of, at[1]) for each in counted])
    sources = (
        Source(each.match, (after or ZERO) - (before or ZERO))
        for each, before, after in zip(counted, was, now, strict=True)
        if (before or ZERO) != (after or ZERO)
    )
    return TotalChange(party, of, year, _sum(was), _sum(now), tuple(sources))


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    figures = [amount for amount in amounts if amount is not None]
    return sum(figures, ZERO) if figures else None


def _amount(entry: Entry | None, of: Of, at: int | None) -> Decimal | None:
    if entry is None or at is None:
        return None
    amount = (entry.own if of is Of.ANNUAL else entry.cumulative)[at]
    return amount if isinstance(amount, Decimal) else None


def _workstreams(both: Both) -> Iterator[WorkstreamChange]:
    elsewhere = moved(both.workstreams, both.old)
    for match in both.workstreams:
        change = WorkstreamChange(
            match, match.new is not None and match.new.name in elsewhere, tuple(_workstream_facts(both, match))
        )
        if not (match.old and match.new) or change.renamed or change.moved or change.facts:
            yield change


def _workstream_facts(both: Both, match: Match[Workstream]) -> Iterator[FactChange]:
    """Another lead, whatever the authority is called now, or another status; what a printed table leaves out is none."""
    old, new = match.old, match.new
    if not (old and new) or both.tables[1]:
        return
    silent = both.tables[0]
    was, now = both.old.party(old.lead), both.new.party(new.lead)
    same = folded_name(old.lead) == folded_name(new.lead) or any(
        was and (each.old, each.new) == (was, now) for each in both.parties
    )
    if not same and (old.lead or not silent):
        yield FactChange("lead", old.lead, new.lead)
    if folded_name(old.status) != folded_name(new.status) and (old.status or not silent):
        yield FactChange("status", old.status, new.status)


def _headings(both: Both) -> Iterator[FactChange]:
    for match in both.parties:
        what = "partnership" if match.new == both.new.partnership else "authority"
        was, now = (each.name if each else "" for each in (match.old, match.new))
        known = match.old and match.new and any(both.tables) and (match.new.answers_to(was) or match.old.answers_to(now))
        if folded_name(was) != folded_name(now) and not known:
            yield FactChange(what, was, now)
    ends = (("first year", 0), ("last year", -1))
    for what, end in ends if both.old.years and both.new.years else ():
        if both.old.years[end] != both.new.years[end]:
            yield FactChange(what, str(both.old.years[end]), str(both.new.years[end]))
