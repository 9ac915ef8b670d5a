"""What differs between two programmes: workstreams, lines, figures, every total with what it comes from, and its denominators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from se7_excel.savings.matching import Both, Entry, Match, both_of, held, moved
from se7_excel.savings.money import ZERO, Amount, Gap, per_cent
from se7_excel.savings.programme import Basis, LongerTerm, Party, Programme, Workstream
from se7_excel.savings.totals import positions, stated_lines
from se7_excel.savings.years import FinancialYear

LINE_FACTS = (("class", "saving_class"), ("basis", "basis"), ("fund", "fund"), ("status", "status"))
INCLUDES = {True: "including what the table holds", False: "not including it", None: "including it or not: not declared"}


class Of(Enum):
    """What a total or a denominator is of; the value is its word in reports."""

    ANNUAL = "annual"
    CUMULATIVE = "cumulative"
    TOTAL = "total"
    TARGET = "target"
    LONGER_TERM = "longer term"
    QUANTIFIED = "workstreams quantified"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class FactChange:
    """Something in words that differs: what it is, and how it was and is called."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One year's amount that differs; None where the programme has no such year, or no such line."""

    year: FinancialYear
    old: Amount | None
    new: Amount | None

    @property
    def difference(self) -> Decimal | None:
        """New less old where both are amounts; between an amount and a gap there is none."""
        both = isinstance(self.old, Decimal) and isinstance(self.new, Decimal)
        return Decimal(self.new) - Decimal(self.old) if both else None  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class WorkstreamChange:
    """A workstream that is new, gone, renamed, moved in the order, or of another lead or status."""

    match: Match[Workstream]
    moved: bool = False
    facts: tuple[FactChange, ...] = ()

    @property
    def name(self) -> str:
        """Its name now or, where it is gone, as it was."""
        workstream = self.match.new or self.match.old
        return workstream.name if workstream else ""

    @property
    def renamed(self) -> bool:
        """Whether both programmes have it, by names that differ."""
        return bool(self.match.old and self.match.new and _folded(self.match.old.name) != _folded(self.match.new.name))


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that is new, gone, renamed, or says something else; `effect` is what that does to its party's own total.

    `by_position` says that a printed table's one figure was held against several lines or the sum over authorities.
    """

    match: Match[Entry]
    figures: tuple[FigureChange, ...]
    facts: tuple[FactChange, ...]
    effect: Decimal
    by_position: bool = False

    @property
    def entry(self) -> Entry:
        """The line as it is now or, where it is gone, as it was."""
        return self.match.new or self.match.old  # type: ignore[return-value]

    @property
    def renamed(self) -> bool:
        """Whether both programmes have it, by titles that differ; a printed table has none of its own."""
        return any(fact.what == "title" for fact in self.facts)

    @property
    def changes_figures(self) -> bool:
        """Whether it is new or gone, or differs in a year both programmes have, or counts otherwise."""
        one_sided = not (self.match.old and self.match.new)
        counts_otherwise = any(fact.what == "basis" and Basis.LEVEL.value in (fact.old, fact.new) for fact in self.facts)
        return one_sided or counts_otherwise or any(None not in (each.old, each.new) for each in self.figures)


@dataclass(frozen=True, slots=True)
class Source:
    """How much of a total's difference comes from one line or position, which may itself be unchanged."""

    match: Match[Entry]
    difference: Decimal


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A party's total that differs, and what the difference comes from; None where nothing is quantified, or no such year."""

    party: Party
    of: Of
    year: FinancialYear | None
    old: Decimal | None
    new: Decimal | None
    sources: tuple[Source, ...] = ()

    @property
    def difference(self) -> Decimal:
        """New less old: exactly what the sources come to."""
        return (self.new or ZERO) - (self.old or ZERO)


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a total is measured by, where it differs: a target, a longer-term figure, what is quantified, a share in per cent."""

    of: Of
    name: str
    old: Decimal | str | None
    new: Decimal | str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two programmes differ; `rounded` counts figures that differ by the printing of a table only."""

    old: Programme
    new: Programme
    workstreams: tuple[WorkstreamChange, ...]
    lines: tuple[LineChange, ...]
    totals: tuple[TotalChange, ...]
    headings: tuple[FactChange, ...]
    denominators: tuple[Denominator, ...]
    rounded: int = 0

    @property
    def differs(self) -> bool:
        """Whether anything at all differs."""
        return any((self.workstreams, self.lines, self.totals, self.headings, self.denominators))


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
    denominators = (*_targets(both), *_longer_term(both), *_quantified(both), *_shares(both, every))
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
    """What else differs between two lines; a basis not stated before differs where it makes the years count otherwise."""
    if not (match.old and match.new):
        return
    was, now = match.old.lines[0], match.new.lines[0]
    if _folded(was.title) != _folded(now.title):
        yield FactChange("title", was.title, now.title)
    for what, field in LINE_FACTS:
        before, after = getattr(was, field), getattr(now, field)
        counts_otherwise = what == "basis" and (before is Basis.LEVEL) != (after is Basis.LEVEL)
        if before != after and (before or counts_otherwise):
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
    return frozenset(each.name for each in programme.workstreams if stated_lines(each, programme.partnership))


def _ranks(entry: Entry | None, rank: Mapping[Party | None, int], stating: frozenset[str] | None) -> tuple[int, ...]:
    """Which parties' totals the entry adds to: its own and, where the partnership states nothing itself, the first one's."""
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
    """Another lead, whatever the authority is called now, or another status, where the old programme states one."""
    old, new = match.old, match.new
    if not (old and new) or both.tables[1]:
        return
    was, now = both.old.party(old.lead), both.new.party(new.lead)
    same = _folded(old.lead) == _folded(new.lead) or any(was and (each.old, each.new) == (was, now) for each in both.parties)
    if old.lead and not same:
        yield FactChange("lead", old.lead, new.lead)
    if old.status and _folded(old.status) != _folded(new.status):
        yield FactChange("status", old.status, new.status)


def _headings(both: Both) -> Iterator[FactChange]:
    for match in both.parties:
        what = "partnership" if match.new == both.new.partnership else "authority"
        was, now = (each.name if each else "" for each in (match.old, match.new))
        known = match.old and match.new and any(both.tables) and (match.new.answers_to(was) or match.old.answers_to(now))
        if _folded(was) != _folded(now) and not known:
            yield FactChange(what, was, now)
    ends = (("first year", 0), ("last year", -1))
    for what, end in ends if both.old.years and both.new.years else ():
        if both.old.years[end] != both.new.years[end]:
            yield FactChange(what, str(both.old.years[end]), str(both.new.years[end]))


def _targets(both: Both) -> Iterator[Denominator]:
    was, now = ({_folded(each.horizon): each for each in side.targets} for side in (both.old, both.new))
    if any(table and not known for table, known in zip(both.tables, (was, now), strict=True)):
        return
    for horizon in dict.fromkeys((*was, *now)):
        old, new = was.get(horizon), now.get(horizon)
        named = new or old
        if named and not (old and new and old.amount == new.amount):
            yield Denominator(Of.TARGET, named.horizon, old.amount if old else None, new.amount if new else None)


def _longer_term(both: Both) -> Iterator[Denominator]:
    sides = (both.old, both.new)
    if any(table and not side.longer_term for table, side in zip(both.tables, sides, strict=True)):
        return
    renamed = {each.old.name: each.new.name for each in both.workstreams if each.old and each.new}
    was, now = (_figures_beyond(side, renamed if side is both.old else {}, any(both.tables)) for side in sides)
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if not (old and new and old.amount == new.amount):
            yield Denominator(Of.LONGER_TERM, key[0], old.amount if old else None, new.amount if new else None)
        if old and new and not any(both.tables) and old.includes_table is not new.includes_table:
            yield Denominator(Of.LONGER_TERM, key[0], INCLUDES[old.includes_table], INCLUDES[new.includes_table])


def _figures_beyond(side: Programme, renamed: dict[str, str], by_workstream: bool) -> dict[tuple[str, str, int], LongerTerm]:
    """The longer-term figures by workstream and horizon; where there are several, by their order."""
    found: dict[tuple[str, str, int], LongerTerm] = {}
    for figure in side.longer_term:
        name, horizon = renamed.get(figure.workstream, figure.workstream), "" if by_workstream else _folded(figure.horizon)
        number = sum(key[:2] == (name, horizon) for key in found)
        found[name, horizon, number] = figure
    return found


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


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
