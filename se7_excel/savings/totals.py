"""Sums that say what they leave out: cumulative amounts, totals by year, workstream and party."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from se7_excel.savings.amounts import together
from se7_excel.savings.money import ZERO, Amount, Gap
from se7_excel.savings.programme import Basis, Class, Party, Programme, SavingsLine, Workstream

PENDING = frozenset((Gap.TO_BE_CONFIRMED, Gap.SEE_DETAILS, Gap.UNREADABLE))
EVERY_GAP = frozenset(Gap)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum in pounds, of how many items, and how many items stand outside it because they have no amount.

    `in_part` counts the items whose amount is itself only what is quantified so far.
    """

    pounds: Decimal
    quantified: int
    unquantified: int
    in_part: int = 0

    @property
    def amount(self) -> Decimal | None:
        """The pounds, or None where nothing at all is quantified: a sum over nothing is not £0."""
        return self.pounds if self.quantified else None


@dataclass(frozen=True, slots=True)
class Position:
    """What one party expects of one workstream: the year's own and the cumulative amount for each year."""

    workstream: Workstream
    party: Party
    lines: tuple[SavingsLine, ...]
    own: tuple[Amount, ...]
    cumulative: tuple[Amount, ...]

    @property
    def total(self) -> Amount:
        """The last cumulative amount, or the gap that keeps the whole position unquantified."""
        return self.cumulative[-1]

    @property
    def quantified(self) -> bool:
        """Whether any year has an amount."""
        return isinstance(self.total, Decimal)

    @property
    def in_part(self) -> bool:
        """Whether it has an amount, yet some line is still to be quantified for some year."""
        return self.quantified and any(awaits_figures(line) for line in self.lines)

    def contributed_before(self, year: int) -> bool:
        """Whether some year before the one at this index has added to, or taken from, the cumulative amount."""
        return any(isinstance(amount, Decimal) and amount != 0 for amount in self.own[:year])


@dataclass(frozen=True, slots=True)
class PartyTotal:
    """One party's totals over all workstreams: per year its own and cumulative, and in all."""

    party: Party
    annual: tuple[Total, ...]
    cumulative: tuple[Total, ...]
    total: Total


def own(line: SavingsLine) -> tuple[Amount, ...]:
    """Each year's own saving: the amount as typed or, on a `level` line, its rise since the latest figure before."""
    if line.basis is not Basis.LEVEL:
        return line.amounts
    before = (ZERO, *(amount if isinstance(amount, Decimal) else ZERO for amount in cumulative(line)))
    return tuple(
        amount - earlier if isinstance(amount, Decimal) else amount for amount, earlier in zip(line.amounts, before, strict=False)
    )


def cumulative(line: SavingsLine) -> tuple[Amount, ...]:
    """The cumulative amount up to each year; before the first amount it is the most telling gap so far."""
    return line.cumulative


def line_gap(line: SavingsLine) -> Gap | None:
    """Why the line stands outside every total, or None where any of its years has an amount."""
    last = line.cumulative[-1]
    return last if isinstance(last, Gap) else None


def awaits_figures(line: SavingsLine) -> bool:
    """Whether some year of the line is still to be quantified."""
    return any(amount in PENDING for amount in line.amounts)


def position(programme: Programme, workstream: Workstream, party: Party) -> Position:
    """The party's position in the workstream.

    The partnership's is its own lines or, where it states no figure of its own, the sum over its authorities and its costs.
    """
    return _position(workstream, party, party == programme.partnership, len(programme.years))


@lru_cache(maxsize=8192)
def _position(workstream: Workstream, party: Party, whole: bool, years: int) -> Position:
    lines = workstream.lines_of(party)
    if whole and not states_whole(workstream, party) and len(lines) < len(workstream.lines):
        costs = stated_lines(workstream, party)
        lines = tuple(line for line in workstream.lines if line.party != party or line in costs)
    return combined(workstream, party, lines, years)


def states_whole(workstream: Workstream, partnership: Party) -> bool:
    """Whether the partnership states a figure of its own: costs of achieving are none, they come off its authorities' sum."""
    return any(line.saving_class is not Class.COST for line in stated_lines(workstream, partnership))


def stated_lines(workstream: Workstream, party: Party) -> tuple[SavingsLine, ...]:
    """The party's lines that state anything at all: a row left blank in every year says no more than no row."""
    return tuple(line for line in workstream.lines_of(party) if line_gap(line) is not Gap.BLANK)


def combined(workstream: Workstream, party: Party, lines: tuple[SavingsLine, ...], years: int) -> Position:
    """The position these lines make up together, over so many years."""
    owns, cumulatives = [own(line) for line in lines], [cumulative(line) for line in lines]
    return Position(
        workstream,
        party,
        lines,
        tuple([together([amounts[year] for amounts in owns]) for year in range(years)]),
        tuple([together([amounts[year] for amounts in cumulatives]) for year in range(years)]),
    )


def positions(programme: Programme, party: Party) -> tuple[Position, ...]:
    """The party's positions: the partnership's in every workstream, an authority's wherever it has a line."""
    return tuple(
        position(programme, workstream, party)
        for workstream in programme.workstreams
        if party == programme.partnership or workstream.lines_of(party)
    )


def party_total(programme: Programme, party: Party) -> PartyTotal:
    """The party's totals over all workstreams."""
    held = positions(programme, party)
    years = range(len(programme.years))
    return PartyTotal(
        party,
        tuple(_total([each.own[year] for each in held], PENDING) for year in years),
        tuple(_total([each.cumulative[year] for each in held], EVERY_GAP) for year in years),
        replace(_total([each.total for each in held], EVERY_GAP), in_part=sum(each.in_part for each in held)),
    )


def composition(programme: Programme, party: Party) -> dict[Class | None, Decimal]:
    """The party's total in pounds by class of saving; None stands for lines whose class is not declared."""
    return by_class(line for workstream in programme.workstreams for line in position(programme, workstream, party).lines)


def by_class(lines: Iterable[SavingsLine]) -> dict[Class | None, Decimal]:
    """What the lines come to in pounds by class of saving; None stands for those whose class is not declared."""
    sums: dict[Class | None, Decimal] = {}
    for line in lines:
        total = cumulative(line)[-1]
        if isinstance(total, Decimal):
            sums[line.saving_class] = sums.get(line.saving_class, ZERO) + total
    return sums


def _total(amounts: list[Amount], left_out: frozenset[Gap]) -> Total:
    figures = [amount for amount in amounts if isinstance(amount, Decimal)]
    return Total(sum(figures, ZERO), len(figures), sum(amount in left_out for amount in amounts))
