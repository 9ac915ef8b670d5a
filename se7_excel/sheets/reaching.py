"""Areas that reach as far as anything stands in them: a table may be drawn down to the last row of its sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Row

LONG = 100_000  # rows; shorter areas are gone through as they are


def reaching(areas: Mapping[str, Area], values: Mapping[int, Row], formulas: Iterable[tuple[int, int]]) -> Mapping[str, Area]:
    """The areas as they are, but for long ones, which end with the last row of the tab that holds anything."""
    if all(area.bottom - area.top < LONG for area in areas.values()):
        return areas
    last = max((*values, *(row for row, _ in formulas)), default=1)
    return {name: _ending(area, last) for name, area in areas.items()}


def _ending(area: Area, last: int) -> Area:
    long = area.bottom - area.top >= LONG
    return replace(area, bottom=max(area.top + 1, min(area.bottom, last))) if long else area
