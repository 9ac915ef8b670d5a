"""The ladder of targets: horizons that nest, what is found towards each, and what each workstream contributes."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.amounts import together
from se7_excel.savings.money import ZERO, Amount
from se7_excel.savings.programme import LongerTerm, Programme, Target
from se7_excel.savings.totals import position


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a workstream brings to a rung: in the table, beyond it, and what may have been counted in both.

    The declared overlap is what the table holds of a figure declared to include it, and is taken off; the undeclared
    overlap is what it holds of a figure of which nobody has said so, and is left in.
    """

    workstream: str
    in_table: Amount
    beyond: Decimal
    declared_overlap: Decimal
    undeclared_overlap: Decimal

    @property
    def found(self) -> Decimal:
        """What the workstream finds, in pounds, the undeclared overlap counted as not included."""
        return _pounds(self.in_table) + self.beyond - self.declared_overlap

    @property
    def found_if_included(self) -> Decimal:
        """What the workstream finds, in pounds, should the undeclared overlap be included."""
        return self.found - self.undeclared_overlap


@dataclass(frozen=True, slots=True)
class Rung:
    """A target with what each workstream contributes towards it, and the rung before, which it takes in."""

    target: Target
    contributions: tuple[Contribution, ...]
    before: "Rung | None" = None

    @property
    def quantified(self) -> bool:
        """Whether anything at all is quantified towards it: a sum over nothing is not £0."""
        return bool(self.contributions)

    @property
    def found(self) -> Decimal:
        """What is found, in pounds; undeclared longer-term figures count as excluding what the table holds."""
        return sum((each.found for each in self.contributions), ZERO)

    @property
    def found_if_included(self) -> Decimal:
        """What is found, in pounds, should undeclared longer-term figures include what the table holds."""
        return sum((each.found_if_included for each in self.contributions), ZERO)

    @property
    def undeclared_overlap(self) -> Decimal:
        """What may be counted twice because nobody has declared whether it is."""
        return sum((each.undeclared_overlap for each in self.contributions), ZERO)

    @property
    def variance(self) -> Decimal:
        """Found less target: negative while there is still something to find."""
        return self.found - self.target.amount

    @property
    def to_find(self) -> Decimal:
        """What is still to find, in pounds; nothing once the target is reached."""
        return max(-self.variance, ZERO)

    @property
    def to_find_if_included(self) -> Decimal:
        """What is still to find, in pounds, should the undeclared overlap be included."""
        return max(self.target.amount - self.found_if_included, ZERO)

    @property
    def target_added(self) -> Decimal:
        """By how much its target is higher than that of the rung before."""
        return self.target.amount - (self.before.target.amount if self.before else ZERO)

    @property
    def found_added(self) -> Decimal:
        """What it finds that the rung before does not have."""
        return self.found - (self.before.found if self.before else ZERO)

    @property
    def added(self) -> tuple[tuple[str, Decimal], ...]:
        """What each workstream adds to the rung before, where it adds or takes anything."""
        former = {each.workstream: each.found for each in self.before.contributions} if self.before else {}
        differences = ((each.workstream, each.found - former.get(each.workstream, ZERO)) for each in self.contributions)
        return tuple((workstream, pounds) for workstream, pounds in differences if pounds)


def ladder(programme: Programme) -> tuple[Rung, ...]:
    """The targets in their nesting order, each with what the table and the longer-term figures up to it find."""
    reached: list[LongerTerm] = []
    rungs: list[Rung] = []
    for target in programme.targets:
        reached += [figure for figure in programme.longer_term if figure.horizon == target.horizon]
        rungs.append(Rung(target, tuple(_contributions(programme, reached)), rungs[-1] if rungs else None))
    return tuple(rungs)


def table_holds(programme: Programme, workstream: str) -> Decimal:
    """What the years of the table already hold for the partnership in the named workstream, in pounds."""
    return _pounds(_in_table(programme, workstream))


def _contributions(programme: Programme, reached: list[LongerTerm]) -> Iterator[Contribution]:
    """Of each workstream that has an amount in the table, or a figure beyond it up to here."""
    for name in _names(programme):
        in_table = _in_table(programme, name)
        figures = [figure for figure in reached if figure.workstream == name]
        if figures or isinstance(in_table, Decimal):
            yield _contribution(name, in_table, figures)


def _names(programme: Programme) -> tuple[str, ...]:
    """The workstreams, each once, those that only a longer-term figure names at the end."""
    named = (*(each.name for each in programme.workstreams), *(figure.workstream for figure in programme.longer_term))
    return tuple(dict.fromkeys(named))


def _contribution(name: str, in_table: Amount, figures: list[LongerTerm]) -> Contribution:
    """What the table holds overlaps once, however many figures say so, and for certain once any figure declares it."""
    held = _pounds(in_table)
    said = {figure.includes_table for figure in figures}
    declared = held if True in said else ZERO
    undeclared = held if None in said and True not in said else ZERO
    return Contribution(name, in_table, sum((figure.amount for figure in figures), ZERO), declared, undeclared)


def _in_table(programme: Programme, name: str) -> Amount:
    named = tuple(each for each in programme.workstreams if each.name == name)
    return together(position(programme, each, programme.partnership).total for each in named)


def _pounds(amount: Amount) -> Decimal:
    return amount if isinstance(amount, Decimal) else ZERO
