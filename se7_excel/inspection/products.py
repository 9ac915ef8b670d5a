"""SUMPRODUCT: lists of cells multiplied one by one, with signs and comparisons inside taken cell by cell too."""

import math
from collections.abc import Callable

from se7_excel.inspection.arguments import Function, counted
from se7_excel.inspection.frame import Frame, Range, Result
from se7_excel.inspection.signs import applied, with_sign
from se7_excel.inspection.syntax import Binary, Call, Node, Unary
from se7_excel.inspection.totals import MOST_ARGUMENTS
from se7_excel.inspection.values import VALUE, Failed, NotRecomputed, Scalar, checked
from se7_excel.sheets.addresses import LAST_COLUMN, LAST_ROW, Area
from se7_excel.sheets.grid import CellError

MOST_CELLS = 200_000
List = tuple[tuple[Scalar, ...], ...]


def _sum_product(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, MOST_ARGUMENTS)
    lists = [_list(frame, node) for node in nodes]
    if len({_size(each) for each in lists}) > 1:
        raise Failed(VALUE)
    columns = [[_factor(value) for row in each for value in row] for each in lists]
    return checked(math.fsum(math.prod(factors) for factors in zip(*columns, strict=True)))


def _factor(value: Scalar) -> int | float:
    """What an entry of a list counts as: whatever is no number as nought."""
    if isinstance(value, CellError):
        raise Failed(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0


def _list(frame: Frame, node: Node) -> List:
    if isinstance(node, Unary):
        return _mapped(lambda each: with_sign(node.sign, each), _list(frame, node.operand))
    if isinstance(node, Binary):
        return _joined(node.sign, _list(frame, node.left), _list(frame, node.right))
    if isinstance(node, Call):
        return ((_plain_call(frame, node),),)
    result = frame.result(node)
    return _cells(frame, result) if isinstance(result, Range) else ((result,),)


def _plain_call(frame: Frame, node: Call) -> Scalar:
    """A function inside, where it comes to one value whatever the list."""
    if node.name not in ("SUM", "COUNT", "MAX", "MIN", "AVERAGE"):
        raise NotRecomputed(f"SUMPRODUCT with {node.name} in it")
    return frame.scalar(node)


def _cells(frame: Frame, cells: Range) -> List:
    """The cells of a range, one with its blanks; what lies beyond the last row in use holds nothing."""
    area = cells.area
    if area.bottom == LAST_ROW:
        area = Area(area.top, area.left, max(area.top, min(area.bottom, frame.cells.last_row)), area.right)
    if area.right == LAST_COLUMN or (area.bottom - area.top + 1) * (area.right - area.left + 1) > MOST_CELLS:
        raise NotRecomputed("SUMPRODUCT over too many cells")
    held = {(row, column): value for row, column, value in frame.cells.filled(Range(cells.sheet, area))}
    columns = range(area.left, area.right + 1)
    return tuple(tuple(held.get((row, column)) for column in columns) for row in range(area.top, area.bottom + 1))


def _mapped(change: Callable[[Scalar], Scalar], cells: List) -> List:
    return tuple(tuple(change(value) for value in row) for row in cells)


def _joined(sign: str, left: List, right: List) -> List:
    height, width = (max(one, other) for one, other in zip(_size(left), _size(right), strict=True))
    for size in (_size(left), _size(right)):
        if size[0] not in (1, height) or size[1] not in (1, width):
            raise NotRecomputed("SUMPRODUCT over lists of different sizes")
    if height * width > MOST_CELLS:
        raise NotRecomputed("SUMPRODUCT over too many cells")
    return tuple(
        tuple(applied(sign, _at(left, row, column), _at(right, row, column)) for column in range(width)) for row in range(height)
    )


def _at(cells: List, row: int, column: int) -> Scalar:
    line = cells[row if len(cells) > 1 else 0]
    return line[column if len(line) > 1 else 0]


def _size(cells: List) -> tuple[int, int]:
    return len(cells), len(cells[0])


PRODUCTS: dict[str, Function] = {"SUMPRODUCT": _sum_product}
