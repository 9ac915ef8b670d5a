"""C28: formulas that carry another value than they come to, or none, and circles; and what was not recomputed."""

from collections import Counter
from collections.abc import Iterator

from se7_excel.inspection.look import Case, Look, amount, difference, listed, said, short, summed_up
from se7_excel.inspection.sheet import Sheet
from se7_excel.inspection.syntax import Reference, within
from se7_excel.inspection.values import Scalar, same_value
from se7_excel.savings.checks.finding import Finding, Severity

LEFT_BY_ROUNDING = 1e-12


def values_are_current(look: Look) -> Iterator[Finding]:
    """C28: every formula carries the value it comes to."""
    for sheet in look.sheets:
        stale, bare = [], []
        for cell in sorted(sheet.formulas):
            computed = look.evaluator.comes_to((sheet, *cell))
            if sheet.value(*cell) is None:
                if computed != "":  # some writers leave the value of an empty text out
                    bare.append(_bare(sheet, cell))
            elif look.evaluator.recomputed.is_known((sheet, *cell)) and not _current(look, sheet, cell, computed):
                stale.append(_stale(sheet, cell, computed))
        yield from summed_up("C28", Severity.FAIL, stale, "open the file in Excel, press F9 and save it")
        yield from summed_up("C28", Severity.WARN, bare, "open the file in Excel and save it, or other readers see nothing there")


def no_circles(look: Look) -> Iterator[Finding]:
    """C28: no formula leads back to itself."""
    iterative = look.workbook.calculation.iterative
    for circle in look.evaluator.recomputed.circles:
        sheet, row, column = circle[0]
        path = " → ".join(str(each[0].place(*each[1:])) for each in (*circle[:6], circle[0]))
        case = Case(sheet.place(row, column), f"the formula leads back to itself ({path})")
        severity = Severity.WARN if iterative else Severity.FAIL
        yield from summed_up("C28", severity, [case], "correct it so that no total feeds itself")


def said_how_calculated(look: Look) -> Iterator[Finding]:
    """C28: what is not recomputed, and whether Excel recalculates only when told to."""
    if look.workbook.calculation.manual:
        message = "It recalculates only when told to, so figures may be old; choose Automatic under Calculation Options."
        yield Finding("C28", Severity.INFO, message)
    reasons = Counter(reason for reason in look.evaluator.recomputed.left_alone.values() if reason)
    functions = [reason for reason, _ in reasons.most_common() if reason.isupper()]
    others = [reason for reason, _ in reasons.most_common() if not reason.isupper()]
    if functions:
        yield _not_recomputed(sum(reasons[each] for each in functions), "functions we do not recompute", functions)
    if others:
        yield _not_recomputed(sum(reasons[each] for each in others), "what we do not recompute", others)


def _current(look: Look, sheet: Sheet, cell: tuple[int, int], computed: Scalar) -> bool:
    carried = sheet.value(*cell)
    if same_value(carried, computed):
        return True
    if isinstance(carried, (str, bool)) or isinstance(computed, (str, bool)) or carried is None or computed is None:
        return False
    return abs(carried - computed) <= LEFT_BY_ROUNDING * _size(look, sheet, cell)


def _size(look: Look, sheet: Sheet, cell: tuple[int, int]) -> float:
    """The largest number the formula draws on: what is left of the difference of such numbers is rounding."""
    node, largest = look.formulas.node(sheet, *cell), 0.0
    for each in within(node) if node else ():
        tab = sheet if not isinstance(each, Reference) or not each.tab else look.workbook.sheet(each.tab)
        area = each.area(*cell) if isinstance(each, Reference) else None
        if tab and area:
            known = (value for _, _, value in tab.filled(area) if isinstance(value, (int, float)))
            largest = max(largest, max(map(abs, known), default=0.0))
    return largest


def _stale(sheet: Sheet, cell: tuple[int, int], computed: Scalar) -> Case:
    carried = sheet.value(*cell)
    formula = short(sheet.formulas[cell])
    what = f"the cell carries {said(carried)}, but its formula ={formula} comes to {said(computed)}"
    apart = difference(carried, computed)
    if apart:
        what += f" ({said(float(abs(apart)))} too {'much' if apart > 0 else 'little'})"
    return Case(sheet.place(*cell), what, amount(computed), amount(carried), apart)


def _bare(sheet: Sheet, cell: tuple[int, int]) -> Case:
    return Case(sheet.place(*cell), f"the formula ={short(sheet.formulas[cell])} carries no value", "a value", "nothing")


def _not_recomputed(count: int, what: str, reasons: list[str]) -> Finding:
    formulas = "1 formula uses" if count == 1 else f"{count} formulas use"
    message = f"{formulas} {what}: {listed(reasons)}; LibreOffice was not asked, so press F9 in Excel to be sure of them."
    return Finding("C28", Severity.INFO, message)
