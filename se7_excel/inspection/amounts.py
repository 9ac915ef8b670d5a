"""C28 on a tracker's own amounts: those typed as formulas carry the value the formula comes to."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from se7_excel.inspection.evaluator import Evaluator
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.look import amount, short
from se7_excel.inspection.sheet import BEFORE_FIRST_DAY, Sheet, Table
from se7_excel.inspection.syntax import Binary, Node, Reference, Unary, within
from se7_excel.inspection.values import NotRecomputed, Scalar, same_value
from se7_excel.inspection.workbook import DefinedName, Workbook
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import exact
from se7_excel.sheets.grid import Grid, Value, folded
from se7_excel.sheets.reading import AmountCell, Tabs

HALF_A_PENNY = Decimal("0.005")
NAMES = "names and parts of tables"


class TabsAsWorkbook(Workbook):
    """The tabs of any host as formulas see them, each read when one asks for it; names are not known there."""

    def __init__(self, book: Tabs) -> None:
        self._book, self._known = book, {folded(tab): tab for tab in book.tabs()}
        self._read: dict[str, Sheet] = {}

    @property
    def sheets(self) -> Iterator[Sheet]:
        """Every tab, each read when its turn comes."""
        return (sheet for key in self._known if (sheet := self.sheet(key)))

    def sheet(self, name: str) -> Sheet | None:
        """The tab of this name, whatever its capitals; None where there is none."""
        key = folded(name)
        if key in self._known and key not in self._read:
            self._read[key] = _sheet(self._book.read(self._known[key]))
        return self._read.get(key)

    @property
    def names(self) -> dict[tuple[str, str], DefinedName]:
        """Raises `NotRecomputed`: a host's tabs do not tell what names stand for."""
        raise NotRecomputed(NAMES)

    @property
    def tables(self) -> dict[str, tuple[Sheet, Table]]:
        """Raises `NotRecomputed` likewise."""
        raise NotRecomputed(NAMES)


def amounts_are_current(book: Tabs, cells: tuple[AmountCell, ...]) -> Iterator[Finding]:
    """C28: each of these amounts is what its formula comes to, as far as we recompute it; errors are told by others."""
    evaluator = Evaluator(TabsAsWorkbook(book), Formulas())
    for cell in cells:
        due, carried = _due(evaluator, cell), amount(_plain(cell.grid.value(cell.row, cell.column)))
        if due is not None and isinstance(carried, Decimal) and not _same(carried, due):
            yield _c28(cell, short(cell.grid.formula(cell.row, cell.column)), due, carried)


def _due(evaluator: Evaluator, cell: AmountCell) -> Decimal | None:
    """What the cell's formula comes to; None where that is no number, or nothing we recompute."""
    sheet = evaluator.sheet(cell.grid.tab)
    node = evaluator.formula(sheet, cell.row, cell.column) if sheet else None
    if sheet is None or node is None or _spreads(node):
        return None
    at = (sheet, cell.row, cell.column)
    due = amount(evaluator.comes_to(at))
    return due if isinstance(due, Decimal) and evaluator.recomputed.is_known(at) else None


def _same(carried: Decimal, due: Decimal) -> bool:
    return abs(carried - due) <= HALF_A_PENNY or same_value(float(carried), float(due))


def _sheet(grid: Grid) -> Sheet:
    cells: dict[int, dict[int, Scalar]] = {
        row: {column: _plain(value) for column, value in there.items()} for row, there in grid.values.items()
    }
    for row, column in grid.formulas:
        cells.setdefault(row, {}).setdefault(column, None)
    seen = frozenset[int]()
    return Sheet(grid.tab, "", cells, grid.formulas, (), (), seen, seen, (), b"", "")


def _plain(value: Value) -> Scalar:
    return (value - BEFORE_FIRST_DAY).days if isinstance(value, date) else value


def _spreads(node: Node) -> bool:
    """Whether it reckons with whole ranges, which comes to something else where it is an array formula."""
    parts = (each for one in within(node) for each in _operands(one))
    return any(isinstance(each, Reference) and not each.single for each in parts)


def _operands(node: Node) -> tuple[Node, ...]:
    return (node.left, node.right) if isinstance(node, Binary) else (node.operand,) if isinstance(node, Unary) else ()


def _c28(cell: AmountCell, formula: str, due: Decimal, carried: Decimal) -> Finding:
    place, apart = cell.grid.place(cell.row, cell.column), carried - due
    much = f"{exact(abs(apart))} too {'much' if apart > 0 else 'little'}"
    return Finding(
        "C28",
        Severity.FAIL,
        f"{place}: {exact(carried)} stands where the formula ={formula} comes to {exact(due)}, {much}; open the file in Excel, "
        "press F9 and save it, or type the figure itself.",
        cell.workstream,
        cell.party,
        cell.year,
        place,
        due,
        carried,
        apart,
    )
