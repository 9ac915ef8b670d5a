"""What a formula says, as a tree: references are kept relative to the cell, so that filled-down formulas share one tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from se7_excel.sheets.addresses import LAST_COLUMN, LAST_ROW, Area
from se7_excel.sheets.grid import CellError


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, truth value or error written in the formula; None for an argument left out."""

    value: int | float | str | bool | CellError | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A rectangle of cells: each edge is counted from the formula's cell, or from the sheet's where it is fixed.

    The edges are top, left, bottom and right; an empty tab is the formula's own.
    """

    tab: str
    edges: tuple[int, int, int, int]
    fixed: tuple[bool, bool, bool, bool]
    single: bool

    def area(self, row: int, column: int) -> Area | None:
        """The cells it means in a formula that stands here, or None beyond the edge of the sheet."""
        top, left, bottom, right = self.edges
        top, left = top if self.fixed[0] else top + row, left if self.fixed[1] else left + column
        if self.single:
            return Area(top, left, top, left) if 1 <= top <= LAST_ROW and 1 <= left <= LAST_COLUMN else None
        bottom, right = bottom if self.fixed[2] else bottom + row, right if self.fixed[3] else right + column
        if min(top, left, bottom, right) < 1 or max(top, bottom) > LAST_ROW or max(left, right) > LAST_COLUMN:
            return None
        return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


@dataclass(frozen=True, slots=True)
class TableReference:
    """A part of an Excel table, told by its name and what stands in its brackets."""

    table: str
    inside: str


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name; `tab` where it is asked of one tab."""

    name: str
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign before an operand, or the per cent sign behind it."""

    sign: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what is done with them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals without Excel's prefixes, and its arguments."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A formula we do not understand, and what in it."""

    what: str


Node: TypeAlias = Literal | Reference | TableReference | Name | Unary | Binary | Call | Unread


def within(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each, Call):
            waiting.extend(reversed(each.arguments))
        elif isinstance(each, Unary):
            waiting.append(each.operand)
        elif isinstance(each, Binary):
            waiting.extend((each.right, each.left))
