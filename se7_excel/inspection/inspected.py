"""A workbook inspected: every finding about it, and how much of it was recomputed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from se7_excel.inspection.evaluator import Evaluator
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.hidden import nothing_hidden_counts
from se7_excel.inspection.links import no_links
from se7_excel.inspection.look import Look
from se7_excel.inspection.patterns import formulas_hold
from se7_excel.inspection.stale import no_circles, said_how_calculated, values_are_current
from se7_excel.inspection.unsound import no_errors, no_numbers_as_text
from se7_excel.inspection.workbook import Workbook
from se7_excel.savings.checks.finding import Finding, Severity

INSPECTIONS: tuple[Callable[[Look], Iterable[Finding]], ...] = (
    formulas_hold,
    nothing_hidden_counts,
    no_errors,
    no_numbers_as_text,
    no_links,
    values_are_current,
    no_circles,
    said_how_calculated,
)
ORDER = {Severity.FAIL: 0, Severity.WARN: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What inspecting a workbook came to: its tabs, its findings, the gravest first, and how many formulas it has."""

    tabs: tuple[str, ...]
    findings: tuple[Finding, ...]
    formulas: int
    recomputed: int

    @property
    def failed(self) -> bool:
        """Whether any finding is of severity fail."""
        return any(finding.fails for finding in self.findings)


def inspected(data: bytes) -> Inspection:
    """The findings about the workbook of these bytes; raises a `SavingsError` where it cannot be read."""
    workbook, formulas = Workbook(data), Formulas()
    sheets = tuple(workbook.sheets)
    evaluator = Evaluator(workbook, formulas)
    look = Look(workbook, formulas, evaluator, sheets)
    cells = [(sheet, row, column) for sheet in sheets for row, column in sheet.formulas]
    for cell in cells:
        evaluator.comes_to(cell)
    found = [finding for each in INSPECTIONS for finding in each(look)]
    known = sum(evaluator.recomputed.is_known(cell) for cell in cells)
    return Inspection(workbook.tabs, tuple(sorted(found, key=lambda each: (ORDER[each.severity], each.code))), len(cells), known)
