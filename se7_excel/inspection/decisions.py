"""Conditions, what catches errors, and questions about what a cell holds."""

from collections.abc import Callable
from typing import NoReturn

from se7_excel.inspection.arguments import Function, counted
from se7_excel.inspection.frame import Frame, Range, Result
from se7_excel.inspection.syntax import Node
from se7_excel.inspection.totals import MOST_ARGUMENTS
from se7_excel.inspection.values import NOT_AVAILABLE, VALUE, Failed, NotRecomputed, Scalar, number, truth
from se7_excel.sheets.grid import CellError


def _if(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 2, 3)
    if truth(frame.scalar(nodes[0])):
        return frame.result(nodes[1])
    return frame.result(nodes[2]) if len(nodes) > 2 else False


def _if_error(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    return _caught(frame, nodes, lambda error: True)


def _if_not_available(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    return _caught(frame, nodes, lambda error: error == NOT_AVAILABLE)


def _caught(frame: Frame, nodes: tuple[Node, ...], catches: Callable[[CellError], bool]) -> Result:
    counted(nodes, 2, 2)
    value = _held(frame, nodes[0])
    if not isinstance(value, CellError):
        return value
    if not catches(value):
        raise Failed(value)
    return frame.result(nodes[1])


def _held(frame: Frame, node: Node) -> Scalar:
    """What the part comes to, an error as a value."""
    try:
        return frame.scalar(node)
    except Failed as failed:
        return failed.error


def _choose(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 2, MOST_ARGUMENTS)
    chosen = int(frame.number(nodes[0]))
    if not 1 <= chosen < len(nodes):
        raise Failed(VALUE)
    return frame.result(nodes[chosen])


def _all_of(join: Callable[[list[bool]], bool]) -> Function:
    def function(frame: Frame, nodes: tuple[Node, ...]) -> Result:
        counted(nodes, 1, MOST_ARGUMENTS)
        held = [each for node in nodes for each in _conditions(frame, node)]
        if not held:
            raise Failed(VALUE)
        return join(held)

    return function


def _conditions(frame: Frame, node: Node) -> list[bool]:
    """The conditions in one argument: of cells those that hold a number or a truth value."""
    result = frame.result(node)
    if not isinstance(result, Range):
        return [truth(result)]
    found = [value for _, _, value in frame.cells.filled(result)]
    return [truth(value) for value in found if value is not None and (isinstance(value, CellError) or not isinstance(value, str))]


def _not(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 1, 1)
    return not truth(frame.scalar(nodes[0]))


def _asks(answer: Callable[[Scalar], bool]) -> Function:
    def function(frame: Frame, nodes: tuple[Node, ...]) -> Result:
        counted(nodes, 1, 1)
        return answer(_held(frame, nodes[0]))

    return function


def _is_number(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_text(value: Scalar) -> bool:
    return isinstance(value, str) and not isinstance(value, CellError)


def _number_or_nought(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    """N: the number or truth value as a number, nought for a text; of several cells the first one counts."""
    counted(nodes, 1, 1)
    result = frame.result(nodes[0])
    if isinstance(result, Range):
        result = frame.cells.value(result.sheet, result.area.top, result.area.left)
    return 0 if _is_text(result) else number(result)


def _not_available(_: Frame, nodes: tuple[Node, ...]) -> NoReturn:
    counted(nodes, 0, 0)
    raise Failed(NOT_AVAILABLE)


def _constant(value: bool) -> Function:
    def function(_: Frame, nodes: tuple[Node, ...]) -> Result:
        if nodes:
            raise NotRecomputed("TRUE and FALSE with arguments")
        return value

    return function


DECISIONS: dict[str, Function] = {
    "IF": _if,
    "IFERROR": _if_error,
    "IFNA": _if_not_available,
    "CHOOSE": _choose,
    "AND": _all_of(all),
    "OR": _all_of(any),
    "NOT": _not,
    "ISNUMBER": _asks(_is_number),
    "ISTEXT": _asks(_is_text),
    "ISNONTEXT": _asks(lambda value: not _is_text(value)),
    "ISLOGICAL": _asks(lambda value: isinstance(value, bool)),
    "ISBLANK": _asks(lambda value: value is None),
    "ISERROR": _asks(lambda value: isinstance(value, CellError)),
    "ISERR": _asks(lambda value: isinstance(value, CellError) and value != NOT_AVAILABLE),
    "ISNA": _asks(lambda value: isinstance(value, CellError) and value == NOT_AVAILABLE),
    "N": _number_or_nought,
    "NA": _not_available,
    "TRUE": _constant(True),
    "FALSE": _constant(False),
}
