"""Which workstream, party and line of one programme is which of another, by grounds that can be named and never by a guess."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Generic, TypeVar

from se7_excel.savings.money import Amount, as_printed
from se7_excel.savings.programme import Party, Programme, SavingsLine, Workstream
from se7_excel.savings.totals import position

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
        return folded_name(self.name)

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


def folded_name(text: str) -> str:
    """A name as names are compared: neither case nor the amount of white space matters."""
    return " ".join(text.split()).casefold()


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
