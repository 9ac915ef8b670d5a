"""What a comparison comes to, as values: changed workstreams, lines, figures and totals, and what totals are measured by."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from se7_excel.savings.entries import Entry
from se7_excel.savings.matching import Match, folded_name
from se7_excel.savings.money import ZERO, Amount
from se7_excel.savings.programme import Basis, Party, Place, Programme, Workstream
from se7_excel.savings.years import FinancialYear


class Of(Enum):
    """What a total or a denominator is of; the value is its word in reports."""

    ANNUAL = "annual"
    CUMULATIVE = "cumulative"
    TOTAL = "total"
    TARGET = "target"
    LONGER_TERM = "longer term"
    QUANTIFIED = "workstreams quantified"
    SHARE = "share"
    CLASS = "class"


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
        return bool(self.match.old and self.match.new and folded_name(self.match.old.name) != folded_name(self.match.new.name))


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
    """What a total is measured by or made of, where it differs: a target, a longer-term figure, what is quantified, a share in
    per cent, a class of saving; `place` is its cell in the new programme.
    """

    of: Of
    name: str
    old: Decimal | str | None
    new: Decimal | str | None
    place: Place | None = field(default=None, compare=False)


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
