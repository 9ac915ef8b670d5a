"""Where a formula stands while it is recomputed, and what its parts come to there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from se7_excel.inspection.sheet import Sheet
from se7_excel.inspection.syntax import Node, Reference
from se7_excel.inspection.values import REF, VALUE, Failed, NotRecomputed, Scalar, number
from se7_excel.sheets.addresses import Area

Filled = tuple[int, int, Scalar]


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of a tab that a formula refers to."""

    sheet: Sheet
    area: Area


Result: TypeAlias = Scalar | Range


class Cells(Protocol):
    """What cells come to, wherever they are."""

    @property
    def last_row(self) -> int:
        """The last row any tab has anything in."""

    def sheet(self, name: str) -> Sheet | None:
        """The tab of this name, or None."""

    def value(self, sheet: Sheet, row: int, column: int) -> Scalar:
        """What a cell comes to."""

    def filled(self, cells: Range) -> list[Filled]:
        """The cells that hold anything, with what they come to."""

    def formula(self, sheet: Sheet, row: int, column: int) -> Node | None:
        """The cell's formula, or None."""

    def named(self, name: str, tab: str, frame: "Frame") -> Result:
        """What a defined name stands for."""

    def of_table(self, name: str, inside: str, frame: "Frame") -> Result:
        """The part of an Excel table."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A formula's place, the cells around it, and the way its parts are evaluated."""

    cells: Cells
    sheet: Sheet
    row: int
    column: int
    evaluated: Callable[[Node, "Frame"], Result]

    def result(self, node: Node) -> Result:
        """What a part of the formula comes to: a value, or cells."""
        return self.evaluated(node, self)

    def scalar(self, node: Node) -> Scalar:
        """What a part of the formula comes to where one value is wanted."""
        if isinstance(node, Reference) and node.single:
            row, column = node.edges[0], node.edges[1]
            row = row if node.fixed[0] else row + self.row
            column = column if node.fixed[1] else column + self.column
            tab = self.cells.sheet(node.tab) if node.tab else self.sheet
            if row < 1 or column < 1 or tab is None:
                raise Failed(REF)
            return self.cells.value(tab, row, column)
        return self.one(self.evaluated(node, self))

    def one(self, result: Result) -> Scalar:
        """One value: of several cells the one in the formula's own row or column, as Excel takes it."""
        if not isinstance(result, Range):
            return result
        area = result.area
        row = area.top if area.top == area.bottom else self.row if area.left == area.right else 0
        column = area.left if area.left == area.right else self.column if area.top == area.bottom else 0
        if (row, column) not in area:
            raise Failed(VALUE)
        return self.cells.value(result.sheet, row, column)

    def number(self, node: Node) -> int | float:
        """What a part of the formula comes to as a number."""
        return number(self.scalar(node))

    def range(self, node: Node) -> Range:
        """The cells a part of the formula means, where nothing else will do."""
        result = self.result(node)
        if not isinstance(result, Range):
            if isinstance(result, str) and type(result) is not str:
                raise Failed(result)  # type: ignore[arg-type]
            raise NotRecomputed("functions on lists that are no cells")
        return result

    def listed(self, nodes: tuple[Node, ...]) -> Iterator[tuple[Scalar, bool]]:
        """Every value of these arguments, and whether it stands in a cell."""
        for node in nodes:
            result = self.result(node)
            if isinstance(result, Range):
                yield from ((value, True) for _, _, value in self.cells.filled(result))
            else:
                yield result, False
