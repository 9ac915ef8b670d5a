"""What setting a page down would change on a tab, cell by cell."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from se7_excel.errors import OccupiedCell
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.formulas import same_formula
from se7_excel.sheets.grid import NOTHING, CellError, Grid, Value
from se7_excel.sheets.page import Cell, Content, Page

Positions = tuple[tuple[int, int], ...]
MOST_EMPTY = 50_000  # cells of an area of ours that hold nothing; a table drawn to the end of its sheet has millions


@dataclass(frozen=True, slots=True)
class Change:
    """A cell with what it says before and after, amounts in plain decimal pounds, None for nothing.

    Where only the formula changes, both sides are formulas.
    """

    place: Place
    before: str | None
    after: str | None


def changes(page: Page, grid: Grid) -> tuple[Change, ...]:
    """Every cell the page would change on this tab; raises `OccupiedCell` rather than cover what an officer typed."""
    former = page.former(grid)
    found = [_change(page, grid, position, page.cells[position]) for position in sorted(differing(page, grid))]
    if page.marks:
        refuse_to_cover(page, grid)
    if former:
        gone = [position for position in former.cells if position not in page.cells and not grid.is_empty(*position)]
        found += [Change(grid.place(*position), _shown(grid.value(*position)), None) for position in gone]
    return tuple(found)


def differing(page: Page, grid: Grid) -> Positions:
    """The cells of the page that the tab does not hold yet."""
    return tuple([position for position, cell in page.cells.items() if not holds(grid, position, cell)])


def holds(grid: Grid, position: tuple[int, int], cell: Cell) -> bool:
    """Whether the tab's cell already says what the page's says, formula and value, as far as the host can see."""
    row, column = position
    formula = grid.formulas.get(position, "")
    if formula != cell.formula and not grid.values_only and not (formula and same_formula(formula, cell.formula)):
        return False
    return same_value(grid.values.get(row, NOTHING).get(column), cell.value)


def same_value(there: Value, wanted: Content) -> bool:
    """Whether a cell's value is the wanted one; amounts are compared as the numbers a workbook can hold."""
    if isinstance(wanted, Decimal):
        if type(there) is int:
            return wanted == there
        return isinstance(there, (int, float)) and not isinstance(there, bool) and _same_digits(float(wanted), float(there))
    if (isinstance(there, str) and not isinstance(there, CellError)) or there is None:
        return (there or "") == (wanted or "")
    return False


def _same_digits(one: float, other: float) -> bool:
    """Whether two numbers are the same in the 15 digits that Excel keeps; others write one digit fewer or more."""
    return one == other or f"{one:.15g}" == f"{other:.15g}"


def refuse_to_cover(page: Page, grid: Grid) -> None:
    """Raise `OccupiedCell` where the page would cover what an officer typed, or was moved by rows or columns put in."""
    _refuse_moved(page, grid)
    former = page.former(grid)
    for position, cell in page.cells.items():
        if former and position in former:
            continue
        if not grid.is_empty(*position) and not holds(grid, position, cell):
            place = grid.place(*position)
            raise OccupiedCell(
                f"{place} holds “{_shown(grid.value(*position)) or '=' + grid.formula(*position)}”, which we did not write, "
                "where this page has to go; move it to the right of the page, or clear it"
            )


def _change(page: Page, grid: Grid, position: tuple[int, int], cell: Cell) -> Change:
    before, after = _shown(grid.value(*position)), _shown(cell.value)
    if before == after:
        before, after = _formula(grid.formula(*position)) or before, _formula(cell.formula) or after
    return Change(Place(page.tab, cell_name(*position)), before, after)


def _refuse_moved(page: Page, grid: Grid) -> None:
    """Rows or columns put in above or before a page of ours would be taken for ours."""
    mark, known = page.marks[0], grid.areas.get(page.marks[0].name)
    if known and (known.top, known.left) != (mark.area.top, mark.area.left):
        raise OccupiedCell(
            f"{grid.tab}: the area {mark.name} starts at {cell_name(known.top, known.left)} and has to start at "
            f"{cell_name(mark.area.top, mark.area.left)}; take out the rows or columns put in above or before it"
        )
    former = page.former(grid)
    if former and former.bottom * former.right - sum(map(len, grid.values.values())) > MOST_EMPTY:
        raise OccupiedCell(
            f"{grid.tab}: the area {mark.name} reaches to {cell_name(former.bottom, former.right)}, far beyond what we set "
            "down; make it end with its last filled row, under Table Design, Resize Table, or in the Name Manager"
        )


def _formula(formula: str) -> str | None:
    return f"={formula}" if formula else None


def _shown(value: Value | Decimal) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (bool, str)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{Decimal(repr(value)).normalize():f}"


def count_by_tab(found: tuple[Change, ...]) -> Iterator[tuple[str, int]]:
    """Each changed tab with the number of its cells that change, in the order of the tabs."""
    return iter(Counter(change.place.tab for change in found).items())
