"""What every check of a workbook looks at, and how many cases of one kind become one finding."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.inspection.evaluator import Evaluator
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.sheet import Sheet
from se7_excel.inspection.values import Scalar
from se7_excel.inspection.workbook import Workbook
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import trimmed
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.grid import CellError

MOST_NAMED, MOST_LETTERS = 5, 80
LARGEST_SHOWN = 1e15


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A workbook with its formulas understood and recomputed."""

    workbook: Workbook
    formulas: Formulas
    evaluator: Evaluator
    sheets: tuple[Sheet, ...]

    def keys(self, sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
        """The cells of a tab that have a formula, each with what makes it the same as others."""
        return ((cell, self.formulas.key(sheet, *cell)) for cell in sheet.formulas)


@dataclass(frozen=True, slots=True)
class Case:
    """One cell a finding is about: what is the matter with it, and what was expected there."""

    place: Place
    what: str
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | None = None


def summed_up(code: str, severity: Severity, cases: Sequence[Case], remedy: str) -> Iterator[Finding]:
    """One finding for all cases of a kind on a tab, told by the first; none where there is no case."""
    if cases:
        first = cases[0]
        message = f"{first.place}: {first.what}{_others(cases[1:])}; {remedy}."
        figures = (first.expected, first.found, first.difference)
        others = tuple(figure for each in cases[1:] for figure in (str(each.place), each.expected, each.found))
        yield Finding(code, severity, message, "", "", "", first.place, *figures, rests_on=others)


def amount(value: Scalar) -> Decimal | str | None:
    """The value as findings carry it: numbers exactly, all else in words."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) >= LARGEST_SHOWN:
        return None if value is None else said(value)
    return Decimal(f"{value:.15g}")


def said(value: Scalar) -> str:
    """The value as a sentence says it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return f"{value:g}" if abs(value) >= LARGEST_SHOWN else trimmed(Decimal(f"{value:.15g}")).replace("-", "−")
    return str(value) if isinstance(value, CellError) else f"“{short(value)}”"


def difference(found: Scalar, expected: Scalar) -> Decimal | None:
    """Found less expected, where both are numbers."""
    one, other = amount(found), amount(expected)
    return one - other if isinstance(one, Decimal) and isinstance(other, Decimal) else None


def short(text: str) -> str:
    """The text, cut where it would fill the sentence."""
    folded = " ".join(text.split())
    return folded if len(folded) <= MOST_LETTERS else f"{folded[:MOST_LETTERS].rstrip()}…"


def named(cells: Iterable[tuple[int, int]]) -> str:
    """The addresses of the cells, the first few of them."""
    return listed([cell_name(*each) for each in cells])


def listed(words: Sequence[str]) -> str:
    """The words in a row, the first few of them."""
    more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return ", ".join(words[:MOST_NAMED]) + more


def _others(cases: Sequence[Case]) -> str:
    if not cases:
        return ""
    counted = "1 more cell" if len(cases) == 1 else f"{len(cases)} more cells"
    return f" (likewise in {counted}: {listed([each.place.cell for each in cases])})"
