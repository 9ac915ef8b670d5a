"""Finding values: VLOOKUP, HLOOKUP, MATCH and INDEX, and where cells are."""

import re

from se7_excel.inspection.arguments import Function, counted
from se7_excel.inspection.criteria import pattern
from se7_excel.inspection.frame import Filled, Frame, Range, Result
from se7_excel.inspection.syntax import Literal, Node
from se7_excel.inspection.values import NOT_AVAILABLE, REF, VALUE, Failed, NotRecomputed, Scalar, equal, truth
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError

WILD = re.compile(r"[*?~]")
UNSORTED = "approximate look-ups in what is not sorted numbers"


def _v_lookup(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 3, 4)
    table, index = frame.range(nodes[1]), int(frame.number(nodes[2]))
    area = table.area
    _refuse_index(index, area.right - area.left + 1)
    found = _found(frame, nodes, Range(table.sheet, Area(area.top, area.left, area.bottom, area.left)))
    return frame.cells.value(table.sheet, found[0], area.left + index - 1)


def _h_lookup(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 3, 4)
    table, index = frame.range(nodes[1]), int(frame.number(nodes[2]))
    area = table.area
    _refuse_index(index, area.bottom - area.top + 1)
    found = _found(frame, nodes, Range(table.sheet, Area(area.top, area.left, area.top, area.right)))
    return frame.cells.value(table.sheet, area.top + index - 1, found[1])


def _refuse_index(index: int, most: int) -> None:
    if index < 1:
        raise Failed(VALUE)
    if index > most:
        raise Failed(REF)


def _found(frame: Frame, nodes: tuple[Node, ...], line: Range) -> Filled:
    wanted = frame.scalar(nodes[0])
    roughly = len(nodes) < 4 or (nodes[3] != Literal(None) and truth(frame.scalar(nodes[3])))
    return _roughly(frame, wanted, line) if roughly else _exactly(frame, wanted, line)


def _match(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 2, 3)
    line, kind = frame.range(nodes[1]), frame.number(nodes[2]) if len(nodes) > 2 else 1
    area = line.area
    if area.top != area.bottom and area.left != area.right:
        raise Failed(NOT_AVAILABLE)
    if kind < 0:
        raise NotRecomputed("MATCH in descending order")
    wanted = frame.scalar(nodes[0])
    row, column, _ = _roughly(frame, wanted, line) if kind else _exactly(frame, wanted, line)
    return row - area.top + column - area.left + 1


def _exactly(frame: Frame, wanted: Scalar, line: Range) -> Filled:
    if isinstance(wanted, CellError):
        raise Failed(wanted)
    looked_for = 0 if wanted is None else wanted
    fits = pattern(looked_for) if isinstance(looked_for, str) and WILD.search(looked_for) else None
    for each in frame.cells.filled(line):
        if _same(each[2], looked_for, fits):
            return each
    raise Failed(NOT_AVAILABLE)


def _same(value: Scalar, wanted: Scalar, fits: "re.Pattern[str] | None") -> bool:
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value is wanted
    if isinstance(value, str):
        if isinstance(value, CellError) or not isinstance(wanted, str):
            return False
        return bool(fits.fullmatch(value)) if fits else value.casefold() == wanted.casefold()
    return isinstance(value, (int, float)) and isinstance(wanted, (int, float)) and equal(value, wanted)


def _roughly(frame: Frame, wanted: Scalar, line: Range) -> Filled:
    """The last number not above the one wanted; the numbers must be in order, or Excel itself finds anything."""
    found = [each for each in frame.cells.filled(line) if isinstance(each[2], (int, float)) and not isinstance(each[2], bool)]
    numbers = [value for _, _, value in found if isinstance(value, (int, float))]
    if isinstance(wanted, (str, bool)) or wanted is None or numbers != sorted(numbers):
        raise NotRecomputed(UNSORTED)
    below = [each for each, value in zip(found, numbers, strict=True) if value <= wanted or equal(value, wanted)]
    if not below:
        raise Failed(NOT_AVAILABLE)
    return below[-1]


def _index(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    """A cell of a range, or a whole row or column of it for 0."""
    counted(nodes, 2, 3)
    cells = frame.range(nodes[0])
    area = cells.area
    row = int(frame.number(nodes[1]))
    column = int(frame.number(nodes[2])) if len(nodes) > 2 else None
    if column is None:
        row, column = (1, row) if area.top == area.bottom else (row, 1 if area.left == area.right else 0)
    if row < 0 or column < 0:
        raise Failed(VALUE)
    if area.top + row - 1 > area.bottom or area.left + column - 1 > area.right:
        raise Failed(REF)
    top, bottom = (area.top + row - 1,) * 2 if row else (area.top, area.bottom)
    left, right = (area.left + column - 1,) * 2 if column else (area.left, area.right)
    return Range(cells.sheet, Area(top, left, bottom, right))


def _row(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 0, 1)
    return frame.range(nodes[0]).area.top if nodes else frame.row


def _column(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 0, 1)
    return frame.range(nodes[0]).area.left if nodes else frame.column


def _rows(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, 1)
    area = frame.range(nodes[0]).area
    return area.bottom - area.top + 1


def _columns(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, 1)
    area = frame.range(nodes[0]).area
    return area.right - area.left + 1


LOOKUPS: dict[str, Function] = {
    "VLOOKUP": _v_lookup,
    "HLOOKUP": _h_lookup,
    "MATCH": _match,
    "INDEX": _index,
    "ROW": _row,
    "COLUMN": _column,
    "ROWS": _rows,
    "COLUMNS": _columns,
}
