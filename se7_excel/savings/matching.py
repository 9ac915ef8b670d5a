"""Which workstream, party and line of one programme is which of another, by grounds that can be named and never by a guess."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Generic, TypeVar

from se7_excel.savings.amounts import running
from se7_excel.savings.money import Amount, Gap, pounds, printed
from se7_excel.savings.programme import Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.totals import own, position
from se7_excel.savings.years import FinancialYear

WORD = re.compile(r"[^\W_]+")
JOINING = frozenset(("and", "for", "of", "the"))
Thing = TypeVar("Thing")


class Ground(Enum):
    """Why two things are taken for the same; the value is the words of a report."""

    NAME = "the same name"
    TAB = "the same tab"
    AMOUNTS = "the same amounts"
    WORDS = "words alike"
    ROLE = "the same role"


@dataclass(frozen=True, slots=True)
class Match(Generic[Thing]):
    """A thing as the old programme has it and as the new one has it, None where one has it not, and on what grounds."""

    old: Thing | None
    new: Thing | None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Known(Generic[Thing]):
    """A thing with what it can be told by; `amounts` count only where one of them is money at all."""

    thing: Thing
    name: str
    tab: str = ""
    amounts: tuple[Amount, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The name as it is looked up: neither case nor the amount of white space matters."""
        return " ".join(self.name.split()).casefold()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the name in the singular, without those that only join, and their initials."""
        found = [word for word in WORD.findall(self.folded.replace("'", "").replace("’", "")) if word not in JOINING]
        return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found)

    @cached_property
    def initials(self) -> str:
        """The first letters of the words, where there are at least two words."""
        found = [word for word in WORD.findall(self.folded) if word not in JOINING]
        return "".join(word[0] for word in found) if len(found) > 1 else ""

    @cached_property
    def has_money(self) -> bool:
        """Whether any amount is one other than nothing."""
        return any(isinstance(amount, Decimal) and amount for amount in self.amounts)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one programme says of a party in one place: a line or, where a printed table is compared, a position.

    `amounts` are what is compared, as typed for a line; `own` and `cumulative` are what it adds to totals.
    """

    workstream: Workstream
    party: Party
    lines: tuple[SavingsLine, ...]
    amounts: tuple[Amount, ...]
    own: tuple[Amount, ...]
    cumulative: tuple[Amount, ...]

    @property
    def title(self) -> str:
        """The title of its line; nothing where several lines are taken together."""
        return self.lines[0].title if len(self.lines) == 1 else ""

    def place(self, year: int) -> Place | None:
        """The cell of the year at this index on the first line with an amount for it, else on the first line."""
        figures = [line for line in self.lines if isinstance(line.amounts[year], Decimal)]
        return next((line.place(year) for line in (*figures, *self.lines)), None)


@dataclass(frozen=True, slots=True)
class Both:
    """Two programmes with what is which: parties and workstreams compared, and every year of either.

    `at` says where a year stands among those of the old and of the new programme.
    """

    old: Programme
    new: Programme
    tables: tuple[bool, bool]
    parties: tuple[Match[Party], ...]
    workstreams: tuple[Match[Workstream], ...]
    years: tuple[FinancialYear, ...]
    at: Mapping[FinancialYear, tuple[int | None, int | None]]


def both_of(old: Programme, new: Programme, tables: tuple[bool, bool]) -> Both:
    """Both programmes with their parties and workstreams matched; `tables` says which of the two are printed tables."""
    parties = tuple(each for each in matched_parties(old, new) if _is_stated(each, old, new, tables))
    years = tuple(sorted({*old.years, *new.years}))
    at = {year: (_index(old, year), _index(new, year)) for year in years}
    return Both(old, new, tables, parties, matched_workstreams(old, new), years, at)


def held(both: Both) -> tuple[tuple[Match[Entry], ...], int]:
    """What is compared, line by line or position by position, and how many figures differ by a table's printing only."""
    pairs = ((stream, party) for stream in both.workstreams for party in both.parties)
    if not any(both.tables):
        lines = (each for pair in pairs for each in _lines(*pair))
        return tuple(each for each in lines if _says_anything(each)), 0
    whole = tuple(_positions(both, *pair) for pair in pairs)
    said = tuple(each for each in whole if (each.old or each.new) and _says_anything(each))
    table = both.old if both.tables[0] else both.new
    if both.tables == (True, True) or not _speaks_in_thousands(table):
        return said, 0
    exact = tuple(_as_exact(both, each) for each in said)
    return exact, sum(_apart(one, other) for one, other in zip(said, exact, strict=True))


def matched(olds: Iterable[Known[Thing]], news: Iterable[Known[Thing]]) -> tuple[Match[Thing], ...]:
    """Each new thing with the old one it is, in the order of the new; then the old ones that are gone.

    The same name comes first. What is left is matched where more grounds speak for a pair than for any other with one of
    the two; where two candidates are equally good, neither is taken.
    """
    left_old, left_new, found = _by_name(list(olds), sequence := list(news))
    found |= _by_grounds(left_old, left_new)
    taken = {id(old) for old, _ in found.values()}
    pairs = ((each, found.get(id(each))) for each in sequence)
    kept = (Match(pair[0].thing, each.thing, pair[1]) if pair else Match(None, each.thing) for each, pair in pairs)
    return (*kept, *(Match(old.thing, None) for old in left_old if id(old) not in taken))


def matched_parties(old: Programme, new: Programme) -> tuple[Match[Party], ...]:
    """The partnership, whatever it is called, then the authorities; full names and short forms are names too."""
    pairs = [(one, other) for one in old.authorities for other in new.authorities if _same_party(one, other)]
    olds, news = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    same = tuple(Match(one, other, (Ground.NAME,)) for one, other in pairs if olds[one] == news[other] == 1)
    met = {party for each in same for party in (each.old, each.new)}
    rest = matched(*([Known(each, each.name) for each in side.authorities if each not in met] for side in (old, new)))
    return Match(old.partnership, new.partnership, (Ground.ROLE,)), *same, *rest


def matched_workstreams(old: Programme, new: Programme) -> tuple[Match[Workstream], ...]:
    """The workstreams of both programmes, those renamed told by their tab, their words and the partnership's amounts."""
    return matched(_known_workstreams(old), _known_workstreams(new))


def matched_lines(olds: Iterable[SavingsLine], news: Iterable[SavingsLine]) -> tuple[Match[SavingsLine], ...]:
    """The lines one party has in one workstream, those renamed told by their words and amounts."""
    return matched(*([Known(each, each.title, amounts=each.amounts) for each in lines] for lines in (olds, news)))


def moved(workstreams: Sequence[Match[Workstream]], old: Programme) -> frozenset[str]:
    """The new names of the fewest workstreams that would have to be put elsewhere to have the old order again."""
    places = {each.name: place for place, each in enumerate(old.workstreams)}
    pairs = [(places[each.old.name], each.new.name) for each in workstreams if each.old and each.new]
    staying = _longest_rise([place for place, _ in pairs])
    return frozenset(name for place, name in pairs if place not in staying)


def as_printed(amount: Decimal) -> Amount:
    """The amount to the precision the printed table speaks at: the nearest £1,000, below £1,000 the nearest pound."""
    return pounds(printed(amount))


def _is_stated(match: Match[Party], old: Programme, new: Programme, tables: tuple[bool, bool]) -> bool:
    """Whether each printed table has rows for the party at all: it is silent about those it does not show."""
    sides = zip(tables, (old, new), (match.old, match.new), strict=True)
    return all(
        not table or party == programme.partnership or any(line.party == party for _, line in programme.lines)
        for table, programme, party in sides
    )


def _index(programme: Programme, year: FinancialYear) -> int | None:
    return programme.years.index(year) if year in programme.years else None


def _lines(stream: Match[Workstream], party: Match[Party]) -> Iterator[Match[Entry]]:
    sides = ((stream.old, party.old), (stream.new, party.new))
    lines = (each.lines_of(whose) if each and whose else () for each, whose in sides)
    for match in matched_lines(*lines):
        yield Match(_line_entry(stream.old, match.old), _line_entry(stream.new, match.new), match.grounds)


def _line_entry(workstream: Workstream | None, line: SavingsLine | None) -> Entry | None:
    return Entry(workstream, line.party, (line,), line.amounts, own(line), line.cumulative) if workstream and line else None


def _positions(both: Both, stream: Match[Workstream], party: Match[Party]) -> Match[Entry]:
    return Match(_position(both.old, stream.old, party.old), _position(both.new, stream.new, party.new), stream.grounds)


def _position(programme: Programme, workstream: Workstream | None, party: Party | None) -> Entry | None:
    """What the party expects of the workstream; None where no line says anything of it."""
    held_there = position(programme, workstream, party) if workstream and party else None
    if held_there is None or not held_there.lines:
        return None
    owns = held_there.own
    return Entry(held_there.workstream, held_there.party, held_there.lines, owns, owns, held_there.cumulative)


def _says_anything(match: Match[Entry]) -> bool:
    """Whether it is more than a line left blank in every year which the other programme does not have."""
    return bool(match.old and match.new) or any(
        amount is not Gap.BLANK for each in (match.old, match.new) if each for amount in each.amounts
    )


def _speaks_in_thousands(table: Programme) -> bool:
    """Whether every amount of a table is as it would be printed: one that is finer shows that the others are exact too."""
    amounts = (amount for _, line in table.lines for amount in line.amounts if isinstance(amount, Decimal))
    return all(amount == as_printed(amount) for amount in amounts)


def _as_exact(both: Both, match: Match[Entry]) -> Match[Entry]:
    """The match with a table's printed figures as exact as the other programme has them, where they print alike."""
    if not (match.old and match.new):
        return match
    if both.tables[0]:
        return replace(match, old=_made_exact(match.old, both.old.years, match.new, both.new.years))
    return replace(match, new=_made_exact(match.new, both.new.years, match.old, both.old.years))


def _made_exact(table: Entry, years: tuple[FinancialYear, ...], other: Entry, known: tuple[FinancialYear, ...]) -> Entry:
    exact = dict(zip(known, other.own, strict=True))
    owns = tuple(_exact(amount, exact.get(year)) for year, amount in zip(years, table.own, strict=True))
    return table if owns == table.own else replace(table, amounts=owns, own=owns, cumulative=running(owns, level=False))


def _exact(printed: Amount, exact: Amount | None) -> Amount:
    alike = isinstance(printed, Decimal) and isinstance(exact, Decimal) and printed != exact and printed == as_printed(exact)
    return exact if alike and exact is not None else printed


def _apart(one: Match[Entry], other: Match[Entry]) -> int:
    sides = ((one.old, other.old), (one.new, other.new))
    pairs = ((before, after) for before, after in sides if before and after and before is not after)
    return sum(a != b for before, after in pairs for a, b in zip(before.own, after.own, strict=True))


def _by_name(
    olds: list[Known[Thing]], news: list[Known[Thing]]
) -> tuple[list[Known[Thing]], list[Known[Thing]], dict[int, tuple[Known[Thing], tuple[Ground, ...]]]]:
    """Those named alike; of several by one name those with the same amounts, then the rest in order if as many are left."""
    groups: dict[str, tuple[list[Known[Thing]], list[Known[Thing]]]] = {}
    for side, things in enumerate((olds, news)):
        for each in things:
            groups.setdefault(each.folded, ([], []))[side].append(each)
    found: dict[int, tuple[Known[Thing], tuple[Ground, ...]]] = {}
    left: tuple[list[Known[Thing]], list[Known[Thing]]] = ([], [])
    for ours, theirs in groups.values():
        for old in tuple(ours) if len(ours) > 1 or len(theirs) > 1 else ():
            same = next((each for each in theirs if each.amounts == old.amounts), None)
            if same:
                found[id(same)] = (old, (Ground.NAME, Ground.AMOUNTS))
                ours.remove(old)
                theirs.remove(same)
        if len(ours) == len(theirs):
            found |= {id(new): (old, (Ground.NAME,)) for old, new in zip(ours, theirs, strict=True)}
        else:
            left[0].extend(ours)
            left[1].extend(theirs)
    return *left, found


def _by_grounds(olds: list[Known[Thing]], news: list[Known[Thing]]) -> dict[int, tuple[Known[Thing], tuple[Ground, ...]]]:
    scores = {
        (one, other): given for one, old in enumerate(olds) for other, new in enumerate(news) if (given := _grounds(old, new))
    }
    best_old, best_new = _single_best(scores, 0), _single_best(scores, 1)
    return {
        id(news[other]): (olds[one], given)
        for (one, other), given in scores.items()
        if best_old.get(one) == (one, other) == best_new.get(other)
    }


def _grounds(old: Known[Thing], new: Known[Thing]) -> tuple[Ground, ...]:
    """What speaks for the two being one: tab, amounts, and all words of the one among those of the other."""
    found = [Ground.TAB] if old.tab and old.tab == new.tab else []
    if old.amounts == new.amounts and old.has_money:
        found.append(Ground.AMOUNTS)
    shared = old.words and new.words and (old.words <= new.words or new.words <= old.words)
    if shared or (old.initials and old.initials in new.words) or (new.initials and new.initials in old.words):
        found.append(Ground.WORDS)
    return tuple(found)


def _single_best(scores: dict[tuple[int, int], tuple[Ground, ...]], side: int) -> dict[int, tuple[int, int]]:
    """For each thing of this side the one pair that most grounds speak for; none where two are equally good."""
    most = Counter[int]()
    for pair, given in scores.items():
        most[pair[side]] = max(most[pair[side]], len(given))
    best: dict[int, list[tuple[int, int]]] = {}
    for pair, given in scores.items():
        if len(given) == most[pair[side]]:
            best.setdefault(pair[side], []).append(pair)
    return {thing: pairs[0] for thing, pairs in best.items() if len(pairs) == 1}


def _same_party(one: Party, other: Party) -> bool:
    return other.answers_to(one.name) or one.answers_to(other.name) or other.answers_to(one.full_name)


def _known_workstreams(programme: Programme) -> list[Known[Workstream]]:
    return [
        Known(each, each.name, each.tab.casefold(), _rounded(position(programme, each, programme.partnership).own))
        for each in programme.workstreams
    ]


def _rounded(amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    return tuple(as_printed(amount) if isinstance(amount, Decimal) else amount for amount in amounts)


def _longest_rise(places: list[int]) -> frozenset[int]:
    """The places that make up a longest sequence in rising order."""
    ends: list[int] = []
    runs: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(ends, place)
        run = (*(runs[at - 1] if at else ()), place)
        ends[at : at + 1], runs[at : at + 1] = [place], [run]
    return frozenset(runs[-1]) if runs else frozenset()
