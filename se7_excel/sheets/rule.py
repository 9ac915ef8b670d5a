"""A rule of accessibility: what a tab must be like, where it is not, and what to do about it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.looks import Looks, Position

CODE = "C31"


class Breach(NamedTuple):
    """A cell that breaks a rule, and what is wrong there."""

    row: int
    column: int
    what: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab as the rules look at it: its cells, its looks where they can be seen, and the Excel table it is there for."""

    grid: Grid
    looks: Looks | None = None
    table: str = ""

    @property
    def area(self) -> Area | None:
        """The area of the table; None where the tab has none, or is a page that need not have one."""
        return self.grid.areas.get(self.table)

    @property
    def filled(self) -> Iterator[Position]:
        """The cells that show anything, row by row."""
        return (
            (row, column) for row, cells in self.grid.rows() for column in sorted(cells) if not self.grid.is_blank(row, column)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """What is due on a tab, what to do where it is not so, and the function that finds the cells."""

    due: str
    remedy: str
    breaches: Callable[[Sheet], Iterable[Breach]]


def findings(sheet: Sheet, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """One C31 for each rule the tab breaks, naming the first cell and how many there are."""
    for rule in rules:
        broken = tuple(rule.breaches(sheet))
        if broken:
            yield _finding(sheet.grid, rule, broken)


def _finding(grid: Grid, rule: Rule, broken: tuple[Breach, ...]) -> Finding:
    first, count = broken[0], len(broken)
    found = first.what if count == 1 else f"{first.what} (the first of {count})"
    place = grid.place(first.row, first.column)
    message = f"{place}: {found}; {rule.remedy}."
    return Finding(CODE, Severity.WARN, message, place=place, expected=rule.due, found=found)
