"""A tab as it stands: values, formulas, named areas and what is hidden, free of any host."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.money import pounds
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.looks import Looks, not_seen


class CellError(str):
    """An error value in a cell, such as `#REF!`."""

    __slots__ = ()


Value = str | int | float | bool | date | CellError | None
Row = Mapping[int, Value]

NOTHING: Row = {}


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one tab by row and column, and what else a check of the tab needs to know.

    `values` and `formulas` hold only cells that have one; a formula is kept without its equals sign. Where the host
    can see `values_only`, formulas, hidden rows and filters are not known. `looks` reads how the cells look when it is called,
    because hardly anybody asks; it gives None where the host cannot see that.
    """

    tab: str
    values: Mapping[int, Row] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    totals_rows: Mapping[str, int] = field(default_factory=dict)
    hidden: bool = False
    filtered: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    values_only: bool = False
    looks: Callable[[], Looks | None] = field(default=not_seen, compare=False, repr=False)

    def value(self, row: int, column: int) -> Value:
        """What the cell shows, or None for an empty cell."""
        return self.values.get(row, NOTHING).get(column)

    def formula(self, row: int, column: int) -> str:
        """The cell's formula without its equals sign, or an empty text."""
        return self.formulas.get((row, column), "")

    def is_empty(self, row: int, column: int) -> bool:
        """Whether the cell has neither value nor formula."""
        return self.value(row, column) is None and not self.formula(row, column)

    def is_blank(self, row: int, column: int) -> bool:
        """Whether the cell shows nothing: empty, or cleared with the space bar."""
        value = self.values.get(row, NOTHING).get(column)
        if value is None:
            return (row, column) not in self.formulas
        return isinstance(value, str) and not value.strip()

    def rows(self, first: int = 1, above: int | None = None) -> Iterator[tuple[int, Row]]:
        """The rows that hold anything, from the first one asked for downwards, as far as they stand above the other."""
        wanted = [row for row in self.values if row >= first and (above is None or row < above)]
        return ((row, self.values[row]) for row in sorted(wanted))

    def place(self, row: int, column: int) -> Place:
        """The cell as a place of the workbook."""
        return Place(self.tab, cell_name(row, column))


NO_VALUE = "the formula carries no value; open the file in Excel and save it once"


def shown(value: Value) -> str:
    """What a cell holds, as a sentence quotes it: nothing at all for an empty one."""
    return "" if value is None else str(value)


def quoted_or_blank(text: str) -> str:
    """The text in quotation marks, or that the cell is blank."""
    return f"“{text}”" if text else "a blank cell"


def as_text(value: Value) -> str:
    """What a cell says as a text, white space folded; numbers as their digits."""
    if isinstance(value, str):
        return words(value)
    return shown(int(value) if isinstance(value, float) and value.is_integer() else value)


def folded(tab: str) -> str:
    """A tab's name as it is looked up: case and the amount of white space do not matter."""
    return words(tab).casefold()


def tab_named(tabs: Iterable[str], name: str) -> str | None:
    """The tab of this name as the workbook spells it, or None."""
    return next((tab for tab in tabs if folded(tab) == folded(name)), None)


def is_amount(value: Value) -> bool:
    """Whether the cell holds an amount of money, and neither an error nor a gap."""
    try:
        return not isinstance(value, CellError) and isinstance(pounds(value), Decimal)
    except UnreadableAmount:
        return False


def words(value: Value) -> str:
    """A cell's text with its white space folded; an empty text for anything that is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""
