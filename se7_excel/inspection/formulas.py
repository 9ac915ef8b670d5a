"""The formulas of a workbook, understood once for all cells they were filled into."""

from se7_excel.inspection.parser import parsed
from se7_excel.inspection.sheet import Sheet
from se7_excel.inspection.syntax import Call, Node, within
from se7_excel.inspection.tokens import relative

# They come to something else each time, so no value they carry is ever stale.
VOLATILE = frozenset(("NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY"))


class Formulas:
    """What each formula says, and which formulas are the same but for where they stand."""

    def __init__(self) -> None:
        self._keys: dict[tuple[Sheet, int, int], str] = {}
        self._nodes: dict[str, Node] = {}
        self._volatile: dict[str, bool] = {}

    def key(self, sheet: Sheet, row: int, column: int) -> str:
        """The formula with its references counted from its cell; empty where the cell has none."""
        cell = (sheet, row, column)
        key = self._keys.get(cell)
        if key is None:
            formula = sheet.formulas.get((row, column), "")
            key = self._keys[cell] = relative(formula, row, column) if formula else ""
            if key and key not in self._nodes:
                self._nodes[key] = parsed(formula, row, column)
        return key

    def node(self, sheet: Sheet, row: int, column: int) -> Node | None:
        """What the cell's formula says; None where it has none."""
        key = self.key(sheet, row, column)
        return self._nodes[key] if key else None

    def is_volatile(self, key: str) -> bool:
        """Whether formulas of this key come to something else each time."""
        if key not in self._volatile:
            self._volatile[key] = any(isinstance(each, Call) and each.name in VOLATILE for each in within(self._nodes[key]))
        return self._volatile[key]

    def of_key(self, key: str) -> Node:
        """What the formulas of this key say."""
        return self._nodes[key]
