"""A workbook recomputed: each formula once, what it draws on before it, circles and unknown functions told apart.

What we do not recompute counts with the value it carries, so that one function we do not know costs one cell only.
"""

from dataclasses import dataclass, field

from se7_excel.inspection.expressions import evaluated
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.frame import Filled, Frame, Range, Result
from se7_excel.inspection.functions import FUNCTIONS
from se7_excel.inspection.names import area_of_table, named_node
from se7_excel.inspection.sheet import Sheet
from se7_excel.inspection.syntax import Call, Node, within
from se7_excel.inspection.values import NAME, NUM, Failed, NotRecomputed, Scalar
from se7_excel.inspection.workbook import Workbook
from se7_excel.sheets.addresses import Area

Cell = tuple[Sheet, int, int]
MOST_VISITS, MOST_KEPT, WORTH_KEEPING = 10_000_000, 100, 50
TOO_MUCH = "more cells than we recompute in one go"
ARRAYS = "array formulas and data tables"
TOO_DEEP = "formulas nested too deeply"


class _Needed(Exception):
    """Cells that must be recomputed first."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self.cells = cells


@dataclass(slots=True)
class Recomputed:
    """What came of recomputing: each formula's value, why some were left alone, and the circles."""

    values: dict[Cell, Scalar] = field(default_factory=dict)
    left_alone: dict[Cell, str] = field(default_factory=dict)
    volatile: set[Cell] = field(default_factory=set)
    circles: list[tuple[Cell, ...]] = field(default_factory=list)

    def is_known(self, cell: Cell) -> bool:
        """Whether the formula's value is one we computed."""
        return cell not in self.left_alone and cell not in self.volatile


class Evaluator:
    """Recomputes the formulas of a workbook."""

    def __init__(self, workbook: Workbook, formulas: Formulas) -> None:
        self.workbook, self.formulas, self.recomputed = workbook, formulas, Recomputed()
        self.visits = 0
        self._ranges: dict[tuple[Sheet, Area], list[Filled]] = {}
        self.last_row = max((max(sheet.cells, default=1) for sheet in workbook.sheets), default=1)

    def comes_to(self, cell: Cell) -> Scalar:
        """What the formula in the cell comes to, recomputed with all it draws on."""
        waiting, begun = [cell], dict[Cell, None]()
        while waiting:
            last = waiting[-1]
            if last in self.recomputed.values:
                begun.pop(waiting.pop(), None)
                continue
            begun[last] = None
            try:
                self.recomputed.values[last] = self._recomputed(last)
            except _Needed as needed:
                if not self._break_circles(begun, needed.cells):
                    waiting.extend(reversed(needed.cells))
        return self.recomputed.values[cell]

    def applied(self, node: Node, cell: Cell) -> Scalar:
        """What another cell's formula would come to if it stood here; raises `NotRecomputed` where we do not know."""
        while True:
            try:
                return self._value(node, cell)
            except _Needed as needed:
                for each in needed.cells:
                    self.comes_to(each)

    def sheet(self, name: str) -> Sheet | None:
        """The tab of this name, or None."""
        return self.workbook.sheet(name)

    def value(self, sheet: Sheet, row: int, column: int) -> Scalar:
        """What a cell comes to."""
        if (row, column) not in sheet.formulas:
            return sheet.value(row, column)
        cell = (sheet, row, column)
        if cell not in self.recomputed.values:
            raise _Needed((cell,))
        return self._known(cell)

    def filled(self, cells: Range) -> list[Filled]:
        """The cells of a range that hold anything, with what they come to."""
        key = (cells.sheet, cells.area)
        if key not in self._ranges:
            found = self._filled(cells)
            if max(len(found), _rows_looked_at(cells)) < WORTH_KEEPING:
                return found
            if len(self._ranges) >= MOST_KEPT:
                self._ranges.clear()
            self._ranges[key] = found
        else:
            self._visit(len(self._ranges[key]))
        return self._ranges[key]

    def formula(self, sheet: Sheet, row: int, column: int) -> Node | None:
        """The cell's formula, or None."""
        return self.formulas.node(sheet, row, column)

    def named(self, name: str, tab: str, frame: Frame) -> Result:
        """What a defined name stands for; a table's name stands for its data."""
        node = named_node(self.workbook, name, tab or frame.sheet.name)
        if node is not None:
            return frame.result(node)
        if name.casefold() in self.workbook.tables:
            return self.of_table(name, "", frame)
        raise Failed(NAME)

    def of_table(self, name: str, inside: str, frame: Frame) -> Result:
        """The part of an Excel table."""
        if name.casefold() not in self.workbook.tables:
            raise NotRecomputed("references to tables that are not there")
        sheet, table = self.workbook.tables[name.casefold()]
        return Range(sheet, area_of_table(table, inside, frame.row))

    def _filled(self, cells: Range) -> list[Filled]:
        sheet, formulas = cells.sheet, cells.sheet.formulas
        self._visit(_rows_looked_at(cells))  # before they are: what is too much already is not even listed
        found = list(sheet.filled(cells.area))
        self._visit(len(found) + 1)
        calculated = {(row, column) for row, column, _ in found if (row, column) in formulas} if formulas else ()
        if not calculated:
            return found
        needed = tuple(each for row, column in sorted(calculated) if (each := (sheet, row, column)) not in self.recomputed.values)
        if needed:
            raise _Needed(needed)
        return [
            (row, column, self._known((sheet, row, column)) if (row, column) in calculated else value)
            for row, column, value in found
        ]

    def _recomputed(self, cell: Cell) -> Scalar:
        sheet, row, column = cell
        key = self.formulas.key(sheet, row, column)
        try:
            if sheet.spread and sheet.is_spread(row, column):
                raise NotRecomputed(_unknown(self.formulas.of_key(key)))
            if self.formulas.is_volatile(key):
                self.recomputed.volatile.add(cell)
                return sheet.value(row, column)
            return self._value(self.formulas.of_key(key), cell)
        except NotRecomputed as why:
            self.recomputed.left_alone[cell] = str(why)
            return sheet.value(row, column)

    def _value(self, node: Node, cell: Cell) -> Scalar:
        frame = Frame(self, *cell, evaluated)
        try:
            value = frame.one(evaluated(node, frame))
        except Failed as failed:
            return failed.error
        except OverflowError:
            return NUM
        except RecursionError:
            raise NotRecomputed(TOO_DEEP) from None
        return 0 if value is None else value

    def _known(self, cell: Cell) -> Scalar:
        value = self.recomputed.values[cell]
        if value is None:
            raise NotRecomputed(self.recomputed.left_alone.get(cell, "formulas that follow the clock and carry no value"))
        return value

    def _visit(self, count: int) -> None:
        self.visits += count
        if self.visits > MOST_VISITS:
            raise NotRecomputed(TOO_MUCH)

    def _break_circles(self, begun: dict[Cell, None], needed: tuple[Cell, ...]) -> bool:
        """Note the circles that close here and let their cells count with what they carry."""
        closing = [each for each in needed if each in begun]
        for each in closing:
            path = list(begun)
            circle = tuple(path[path.index(each) :])
            self.recomputed.circles.append(circle)
            for member in circle:
                self.recomputed.left_alone[member] = ""
                self.recomputed.values[member] = member[0].value(member[1], member[2])
        return bool(closing)


def _rows_looked_at(cells: Range) -> int:
    return min(cells.area.bottom - cells.area.top + 1, len(cells.sheet.cells))


def _unknown(node: Node) -> str:
    """What in an array formula we do not know: a function, or else that it is one."""
    calls = (each.name for each in within(node) if isinstance(each, Call))
    return next((name for name in calls if name not in FUNCTIONS), ARRAYS)
