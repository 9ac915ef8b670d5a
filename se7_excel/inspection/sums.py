"""The sums of a workbook: what each adds up on its own tab, and along which line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.sheet import Position, Sheet
from se7_excel.inspection.syntax import Binary, Call, Literal, Node, Reference, within
from se7_excel.sheets.addresses import Area

SUMMING = ("SUM", "AVERAGE", "SUBTOTAL", "COUNT", "MAX", "MIN")
TOTALLING = ("SUM", "SUBTOTAL")
MOST_REFERENCES = 2_000


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell whose formula adds up these areas of its own tab.

    One that is `shared`, halved say, or has some of it taken off again, does not count its cells just once.
    """

    cell: Position
    function: str
    areas: tuple[Area, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """What all formulas of a key have in common: what they refer to on their tab, and what of it they add up by what."""

    used: tuple[Reference, ...]
    function: str
    added: tuple[Reference, ...]
    shared: bool


class Sums:
    """The sums of a tab, and what its formulas refer to."""

    def __init__(self, formulas: Formulas, sheet: Sheet) -> None:
        self._shapes: dict[str, Shape] = {}
        self._cells = {cell: formulas.key(sheet, *cell) for cell in sheet.formulas}
        for key in set(self._cells.values()):
            self._shapes[key] = _shape(formulas.of_key(key))

    @cached_property
    def found(self) -> list[Sum]:
        """The sums, row by row."""
        adding = {key: shape for key, shape in self._shapes.items() if shape.function}
        cells = sorted((cell, key) for cell, key in self._cells.items() if key in adding)
        return [
            Sum(cell, adding[key].function, tuple(_areas(adding[key].added, *cell)), adding[key].shared) for cell, key in cells
        ]

    def is_taken_with(self, total: Sum, cell: Position, down: bool) -> bool:
        """Whether a formula of the cell's column (down), or of its row, takes the cell together with what the sum comes to.

        One that takes the cell among those the sum adds up does not: a check on the sum says that the cell belongs to them.
        """
        line = 1 if down else 0
        return any(
            at != total.cell and _takes_both(list(_areas(self._shapes[key].used, *at)), total, cell)
            for at, key in self._cells.items()
            if at[line] == cell[line]
        )


def _takes_both(used: list[Area], total: Sum, cell: Position) -> bool:
    apart = any(cell in area and not any(_meet(area, added) for added in total.areas) for area in used)
    return apart and any(total.cell in area for area in used)


def _meet(one: Area, other: Area) -> bool:
    rows = one.top <= other.bottom and other.top <= one.bottom
    return rows and one.left <= other.right and other.left <= one.right


def _shape(node: Node) -> Shape:
    own = tuple(each for each in within(node) if isinstance(each, Reference) and not each.tab)[:MOST_REFERENCES]
    calls = [each for each in within(node) if isinstance(each, Call) and each.name in SUMMING]
    if calls:
        added = tuple(each for each in calls[0].arguments if isinstance(each, Reference) and not each.tab)
        return Shape(own, calls[0].name, added, _is_shared(node, calls[0]))
    chain = tuple(_plus_chain(node))
    return Shape(own, "+", chain, False) if len(chain) > 2 else Shape(own, "", (), False)


def _is_shared(node: Node, call: Call) -> bool:
    """Whether what is added up is divided, or other things are taken with it."""
    plain = [each for each in within(node) if isinstance(each, Binary) and each.sign in "+-*/^"]
    return bool(plain) or sum(isinstance(each, Call) and each == call for each in within(node)) > 1


def _plus_chain(node: Node) -> Iterator[Reference]:
    """The cells of a formula that does nothing but add single cells of its tab; none for any other."""
    waiting, found = [node], []
    while waiting:
        each = waiting.pop()
        if isinstance(each, Binary) and each.sign == "+":
            waiting.extend((each.right, each.left))
        elif isinstance(each, Call) and each.name == "ROUND" and isinstance(each.arguments[-1], Literal):
            waiting.append(each.arguments[0])
        elif isinstance(each, Reference) and each.single and not each.tab:
            found.append(each)
        else:
            return iter(())
    return iter(found)


def _areas(references: tuple[Reference, ...], row: int, column: int) -> Iterator[Area]:
    return (area for each in references if (area := each.area(row, column)) is not None)
