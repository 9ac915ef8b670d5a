"""What the printed parts of a table come to, beside what it prints as their whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.issued.cells import Part
from se7_excel.issued.conventions import TotalKind
from se7_excel.issued.figures import Figure
from se7_excel.issued.interpretation import Interpretation
from se7_excel.issued.rows import Printed, PrintedLine, PrintedTotal
from se7_excel.savings.money import ZERO, Brackets

OUR_STEP = Decimal(1000)
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Held:
    """What parts come to, and the sum of the steps they are printed in."""

    pounds: Decimal = ZERO
    slack: Decimal = ZERO

    def with_part(self, part: Part | None, step: Decimal) -> "Held":
        """The same with one part more, printed in its own step or in the table's where that is finer."""
        return Held(self.pounds + part.amount, self.slack + min(part.step, step)) if part else self


NOTHING = Held()


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed whole and what its printed parts come to; `code` is of the check that holds such a whole."""

    code: str
    what: str
    figure: Figure
    expected: Decimal
    found: Decimal | None
    tolerance: Decimal
    workstream: str = ""
    party: str = ""
    year: str = ""

    @property
    def difference(self) -> Decimal:
        """What is printed less what the parts come to."""
        return (self.found or ZERO) - self.expected

    @property
    def holds(self) -> bool:
        """Whether the whole is exactly what its parts come to."""
        return self.found == self.expected

    @property
    def rounding(self) -> bool:
        """Whether the two differ by no more than the figures' rounding explains."""
        return self.found is not None and abs(self.difference) <= self.tolerance


def printed_sums(told: Interpretation) -> Iterator[Sum]:
    """Every whole the table prints: cumulative amounts, totals of lines, sub-totals and grand totals."""
    step = _finest_step(told)
    for line in told.lines:
        yield from _line_sums(told, line, step)
    for total in told.totals:
        if total.party:
            yield from _total_sums(told, total, step)


def _line_sums(told: Interpretation, line: PrintedLine, step: Decimal) -> Iterator[Sum]:
    title, party = line.title or line.workstream, line.party.name if line.party else ""
    held = NOTHING
    for figure, column, year in zip(line.figures.years, line.figures.cumulative, told.years, strict=True):
        if figure.entry.words:  # nobody can tell what the years from here on come to
            return
        held = held.with_part(figure.entry.own, step)
        names = (title, party, str(year))
        for at, whole in _cumulative_wholes(told, figure, column):
            yield _sum("C01", f"cumulative amount for {year}", at, whole, held, step, names)
    total = line.figures.total
    if total and _states_a_total(total, held):
        yield _sum("C02", "total", total, total.entry.own, held, step, (title, party, ""))


def _total_sums(told: Interpretation, total: PrintedTotal, step: Decimal) -> Iterator[Sum]:
    covered = frozenset(total.covers or ())
    lines = [line for at, line in enumerate(told.lines) if at in covered and line.party == total.party]
    if any(figure.entry.words for line in lines for figure in line.figures.all):
        return
    party, kind = total.party.name if total.party else "", total.kind.value
    so_far = NOTHING
    for at, year in enumerate(told.years):
        of_year = _together([line.figures.years[at].entry.own for line in lines], step)
        so_far = Held(so_far.pounds + of_year.pounds, so_far.slack + of_year.slack)
        figure, names = total.figures.years[at], ("", party, str(year))
        if figure.entry.own:
            due = so_far if total.kind is TotalKind.CUMULATIVE else of_year
            yield _sum("C03", f"{kind} for {year}", figure, figure.entry.own, due, step, names)
        for cell, whole in _cumulative_wholes(told, figure, total.figures.cumulative[at]):
            yield _sum("C03", f"cumulative {kind} for {year}", cell, whole, so_far, step, names)
    stated = _together([line.figures.total.entry.own for line in lines if line.figures.total], step)
    held = stated if told.columns.total else so_far
    if total.figures.total and _states_a_total(total.figures.total, held):
        stating = total.figures.total
        by_line, by_year = (_sum("C03", kind, stating, stating.entry.own, each, step, ("", party, "")) for each in (held, so_far))
        yield by_year if by_year.rounding and not by_line.rounding else by_line  # the slip is in a line's total: C02 tells it


def _cumulative_wholes(told: Interpretation, figure: Figure, column: Figure | None) -> Iterator[tuple[Figure, Part]]:
    """The cumulative amounts printed for a year: in brackets, where these are cumulative, and in a column of their own."""
    if figure.entry.bracket and told.columns.brackets is Brackets.CUMULATIVE:
        yield figure, figure.entry.bracket
    if column and column.entry.own:
        yield column, column.entry.own


def _states_a_total(figure: Figure, held: Held) -> bool:
    """Whether the cell of a total states a whole: one that gives no amount does where its parts come to something."""
    return bool(figure.entry.own or (figure.cell.text and held.pounds and not figure.entry.words))


def _together(parts: Iterable[Part | None], step: Decimal) -> Held:
    held = NOTHING
    for part in parts:
        held = held.with_part(part, step)
    return held


def _sum(code: str, what: str, figure: Figure, whole: Part | None, held: Held, step: Decimal, names: tuple[str, str, str]) -> Sum:
    slack = held.with_part(whole, step).slack / 2
    return Sum(code, what, figure, held.pounds, whole.amount if whole else None, slack, *names)


def _finest_step(told: Interpretation) -> Decimal:
    """The step the table speaks to: the finest one any figure from £1,000 up shows.

    A whole number of millions shows none: the print rule leaves noughts after the point out. Tables of ours, and those that
    show none at all, speak to the nearest £1,000.
    """
    printed: tuple[Printed, ...] = (*told.lines, *told.totals)
    parts = [part for row in printed for figure in row.figures.all for part in figure.entry.parts]
    steps = [part.step for part in parts if abs(part.amount) >= OUR_STEP and not (part.unit and part.step >= MILLION)]
    finest = min(steps, default=OUR_STEP)
    return min(finest, OUR_STEP) if told.legend.ours else finest
