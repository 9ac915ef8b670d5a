"""What the sheets now claim, to be held against what the programme comes to."""

from dataclasses import dataclass, replace

from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Party, Place, SavingsLine, Workstream
from se7_excel.savings.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Claim:
    """What a computed cell says now: an amount, or nothing yet (None)."""

    place: Place
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class LineClaims:
    """What the computed cells of one line say: a cumulative for each year, its brackets as typed, and the total."""

    workstream: Workstream
    line: SavingsLine
    cumulative: tuple[Claim | None, ...]
    bracketed: tuple[Claim | None, ...]
    total: Claim | None


@dataclass(frozen=True, slots=True)
class TotalClaims:
    """What the total rows say of one party: a figure of its own for each year, and the total."""

    party: Party
    annual: tuple[Claim | None, ...]
    cumulative: tuple[Claim | None, ...]
    total: Claim | None


@dataclass(frozen=True, slots=True)
class TabYears:
    """The financial years a workstream's tab has columns for, in the order they stand.

    `beside` holds each year whose heading stands in the same row outside the table, with its cell.
    """

    tab: str
    years: tuple[FinancialYear, ...]
    cells: tuple[str, ...]
    beside: tuple[tuple[FinancialYear, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What the sheets now claim, to be held against what the programme comes to.

    `lines` may leave out lines whose calculated cells all say what they should.
    """

    lines: tuple[LineClaims, ...] = ()
    totals: tuple[TotalClaims, ...] = ()
    years: tuple[TabYears, ...] = ()

    def with_lines_recomputed(self) -> "Stated":
        """The same once the calculated cells of all lines are set down anew: they claim nothing of their own any more."""
        bare = (replace(line, cumulative=(None,) * len(line.cumulative), total=None) for line in self.lines)
        return replace(self, lines=tuple(bare))

    def with_totals_recomputed(self) -> "Stated":
        """The same once the total rows are set down anew."""
        return replace(self, totals=())
