"""What the parts of a formula come to, function by function and sign by sign."""

from collections.abc import Callable

from se7_excel.inspection.frame import Frame, Range, Result
from se7_excel.inspection.functions import FUNCTIONS
from se7_excel.inspection.signs import applied, with_sign
from se7_excel.inspection.syntax import Binary, Call, Literal, Name, Node, Reference, TableReference, Unary, Unread
from se7_excel.inspection.values import REF, Failed, NotRecomputed
from se7_excel.sheets.grid import CellError


def evaluated(node: Node, frame: Frame) -> Result:
    """What the part of a formula comes to; raises `Failed` for an error value and `NotRecomputed` for what we do not know."""
    return EVALUATED[type(node)](node, frame)


def _literal(node: Literal, _: Frame) -> Result:
    if isinstance(node.value, CellError):
        raise Failed(node.value)
    return node.value


def _reference(node: Reference, frame: Frame) -> Result:
    sheet = frame.cells.sheet(node.tab) if node.tab else frame.sheet
    area = node.area(frame.row, frame.column)
    if sheet is None or area is None:
        raise Failed(REF)
    return Range(sheet, area)


def _table(node: TableReference, frame: Frame) -> Result:
    return frame.cells.of_table(node.table, node.inside, frame)


def _name(node: Name, frame: Frame) -> Result:
    return frame.cells.named(node.name, node.tab, frame)


def _unary(node: Unary, frame: Frame) -> Result:
    return with_sign(node.sign, frame.scalar(node.operand))


def _binary(node: Binary, frame: Frame) -> Result:
    return applied(node.sign, frame.scalar(node.left), frame.scalar(node.right))


def _call(node: Call, frame: Frame) -> Result:
    function = FUNCTIONS.get(node.name)
    if function is None:
        raise NotRecomputed(node.name)
    return function(frame, node.arguments)


def _unread(node: Unread, _: Frame) -> Result:
    raise NotRecomputed(node.what)


EVALUATED: dict[type, Callable[..., Result]] = {
    Literal: _literal,
    Reference: _reference,
    TableReference: _table,
    Name: _name,
    Unary: _unary,
    Binary: _binary,
    Call: _call,
    Unread: _unread,
}
