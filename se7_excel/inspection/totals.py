"""Sums, counts and averages: over cells they take numbers only, of arguments written out they take texts and truths too."""

import math
from collections.abc import Callable, Iterator

from se7_excel.inspection.arguments import Function, counted
from se7_excel.inspection.frame import Frame, Range, Result
from se7_excel.inspection.syntax import Call, Node, within
from se7_excel.inspection.values import DIV_0, NUM, Failed, NotRecomputed, Scalar, checked, number
from se7_excel.sheets.grid import CellError

MOST_ARGUMENTS = 255
IGNORING_HIDDEN = 100
IGNORED = ("SUBTOTAL", "AGGREGATE")


def numbers(frame: Frame, nodes: tuple[Node, ...]) -> list[int | float]:
    """The numbers among these arguments; an error among them fails."""
    return [each for value, in_cell in frame.listed(nodes) if (each := _counted(value, in_cell)) is not None]


def _counted(value: Scalar, in_cell: bool) -> int | float | None:
    if isinstance(value, CellError):
        raise Failed(value)
    if not in_cell:
        return number(value)
    return None if isinstance(value, (bool, str)) or value is None else value


def _over(calculated: Callable[[list[int | float]], float]) -> Function:
    def function(frame: Frame, nodes: tuple[Node, ...]) -> Result:
        counted(nodes, 1, MOST_ARGUMENTS)
        return checked(calculated(numbers(frame, nodes)))

    return function


def _average(found: list[int | float]) -> float:
    if not found:
        raise Failed(DIV_0)
    return math.fsum(found) / len(found)


def _median(found: list[int | float]) -> float:
    if not found:
        raise Failed(NUM)
    ordered, half = sorted(found), len(found) // 2
    return ordered[half] if len(found) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _count(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    return sum(1 for value, in_cell in frame.listed(nodes) if _is_number(value, in_cell))


def _is_number(value: Scalar, in_cell: bool) -> bool:
    if isinstance(value, bool) or value is None:
        return not in_cell
    if isinstance(value, str) and not isinstance(value, CellError) and not in_cell:
        raise NotRecomputed("COUNT of texts written out")
    return isinstance(value, (int, float))


def _count_all(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    return sum(1 for value, in_cell in frame.listed(nodes) if not in_cell or value is not None)


def _count_blank(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, 1)
    cells = frame.range(nodes[0])
    area = cells.area
    size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
    return size - sum(1 for _, _, value in frame.cells.filled(cells) if value is not None and value != "")


def _subtotal(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    """A total that leaves out other subtotals, rows a filter hides and, from 100 on, rows hidden by hand."""
    counted(nodes, 2, MOST_ARGUMENTS)
    kind = int(frame.number(nodes[0]))
    calculated = SUBTOTALS.get(kind % IGNORING_HIDDEN)
    if calculated is None or kind // IGNORING_HIDDEN > 1:
        raise NotRecomputed(f"SUBTOTAL of kind {kind}")
    found = [value for node in nodes[1:] for value in _seen(frame, frame.range(node), kind > IGNORING_HIDDEN)]
    return checked(calculated(found))


def _seen(frame: Frame, cells: Range, by_hand_too: bool) -> Iterator[Scalar]:
    sheet = cells.sheet
    for row, column, value in frame.cells.filled(cells):
        hidden = row in sheet.hidden_rows and (by_hand_too or any((row, area.left) in area for area in sheet.filters))
        if not hidden and not _is_subtotal(frame.cells.formula(sheet, row, column)):
            yield value


def _is_subtotal(formula: Node | None) -> bool:
    return formula is not None and any(isinstance(each, Call) and each.name in IGNORED for each in within(formula))


def _numbers_of(values: list[Scalar]) -> list[int | float]:
    return [each for value in values if (each := _counted(value, True)) is not None]


SUBTOTALS: dict[int, Callable[[list[Scalar]], float]] = {
    1: lambda values: _average(_numbers_of(values)),
    2: lambda values: sum(_is_number(value, True) for value in values),
    3: lambda values: sum(value is not None for value in values),
    4: lambda values: max(_numbers_of(values), default=0),
    5: lambda values: min(_numbers_of(values), default=0),
    9: lambda values: math.fsum(_numbers_of(values)),
}
TOTALS: dict[str, Function] = {
    "SUM": _over(math.fsum),
    "PRODUCT": _over(lambda found: math.prod(found) if found else 0),
    "MIN": _over(lambda found: min(found, default=0)),
    "MAX": _over(lambda found: max(found, default=0)),
    "AVERAGE": _over(_average),
    "MEDIAN": _over(_median),
    "COUNT": _count,
    "COUNTA": _count_all,
    "COUNTBLANK": _count_blank,
    "SUBTOTAL": _subtotal,
}
