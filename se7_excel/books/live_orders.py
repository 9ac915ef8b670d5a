"""What is to be done to a live workbook, gathered before any of it is done."""

from dataclasses import dataclass

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.page import Cell


@dataclass(frozen=True, slots=True)
class Clear:
    """Empty the cells and take their style off."""

    tab: str
    area: Area


@dataclass(frozen=True, slots=True)
class Style:
    """Give the cells the style of this name."""

    tab: str
    area: Area
    name: str


@dataclass(frozen=True, slots=True)
class Write:
    """Set these cells down."""

    tab: str
    area: Area
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Let the table or defined name of this name cover the area; `before` is the one it covered so far."""

    tab: str
    area: Area
    name: str
    is_table: bool
    before: Area | None


Order = Clear | Style | Write | Mark


def cell_in(order: Write, position: tuple[int, int]) -> Cell:
    """The cell the order sets down there."""
    return order.rows[position[0] - order.area.top][position[1] - order.area.left]
