"""A stand-in for a workbook open in Excel: the part of xlwings' Book a live book uses, in memory, refusing on demand.

It takes what is typed as Excel does. It does not calculate: what formulas come to is told beforehand, as a file says it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from se7_excel.books import workbook_part
from se7_excel.books.desktop_host import DesktopHost
from se7_excel.books.file_book import CHART, FileBook
from se7_excel.books.live_book import LiveBook
from se7_excel.sheets.grid import Grid, Value
from se7_excel.sheets.styles import GENERAL
from tests.desktop_cells import Pen, Written, alike
from tests.desktop_sheet import DeskRange, DeskSheet, Named, Position
from tests.replayer import PLAIN, ending

Answers = Mapping[tuple[str, Position, str], Value]
SERIES = re.compile(rb"<(?:c:)?ser>.*?</(?:c:)?ser>", re.DOTALL)
REFERENCE = re.compile(rb"<(?:c:)?f>([^<]*)</(?:c:)?f>")


class OnFile(NamedTuple):
    """What a workbook file holds: its tabs, its names with what they refer to, the series of its charts."""

    grids: tuple[Grid, ...]
    names: tuple[tuple[str, str], ...]
    series: tuple[str, ...]


class DeskApp:
    """Excel itself: what it shows and does while a workbook is worked on."""

    screen_updating, calculation, enable_events = Written(), Written(), Written()

    def __init__(self, book: "DeskBook") -> None:
        self.book, self.pen = book, Pen()
        self._screen_updating, self._calculation, self._enable_events, self.worked_out = True, "automatic", True, 0

    @property
    def settings(self) -> tuple[object, ...]:
        """What a press must leave as it was."""
        return self.screen_updating, self.calculation, self.enable_events

    def calculate(self) -> None:
        """Work the workbook out: formulas were worked out as they were typed, so it is only counted."""
        self.worked_out += 1


class DeskBook:
    """A workbook file as if it were open in Excel; the `answers` are what formulas set down in it come to."""

    def __init__(self, data: bytes, answers: Answers | None = None) -> None:
        file, known = opened(data), ending(data)
        self.name, self.read_only, self.pen, self.answers = "tracker.xlsx", False, Pen(), answers or {}
        self.busy: Exception | None = None
        self.app = DeskApp(self)
        self.sheets = Named(DeskSheet(self, grid, known.looks_of(grid.tab), known.print_areas[grid.tab]) for grid in file.grids)
        self.names = DeskNames(DeskName(self, name, f"={refers_to}") for name, refers_to in file.names)
        self.names.append(DeskName(self, "'Appendix 1'!Print_Area", f"={known.print_areas['Appendix 1']}"))
        self.charts = [DeskSeries(self.pen, formula) for formula in file.series]

    @property
    def state(self) -> dict[str, object]:
        """Everything a press may change, to be compared."""
        tabs = {sheet.name: sheet.state for sheet in self.sheets}
        return {**tabs, "names": {name.name: name.refers_to for name in self.names}, "charts": self.shown}

    @property
    def shown(self) -> list[str]:
        """What each series of the charts shows."""
        return [series.formula for series in self.charts]

    @property
    def looks(self) -> dict[tuple[str, Position], tuple[str, str]]:
        """The style and number format of each cell that is not plain."""
        cells = ((sheet.name, at, (cell.style, cell.number_format)) for sheet in self.sheets for at, cell in sheet.cells.items())
        return {(tab, at): look for tab, at, look in cells if look != (PLAIN, GENERAL)}


class DeskName:
    """A defined name."""

    refers_to = Written()

    def __init__(self, book: DeskBook, name: str, refers_to: str) -> None:
        self.book, self.pen, self.name, self._refers_to = book, book.pen, name, refers_to

    def delete(self) -> None:
        """Take the name out of the workbook."""
        self.pen.stroke()
        self.book.names.remove(self)


class DeskNames(list[DeskName]):
    """The workbook's defined names."""

    def add(self, name: str, refers_to: str) -> DeskName:
        """A new one."""
        self[0].pen.stroke()
        self.append(DeskName(self[0].book, name, refers_to))
        return self[-1]


class DeskSeries:
    """A series of a chart."""

    formula = Written()

    def __init__(self, pen: Pen, formula: str) -> None:
        self.pen, self._formula = pen, formula


class DeskHost(DesktopHost):
    """Answers for the stand-in what Windows and Mac answer each in their own way."""

    def filtered(self, sheet: DeskSheet) -> bool:
        return sheet.filtered or any(table.filtered for table in sheet.tables)

    def show_all(self, cells: DeskRange) -> None:
        cells.pen.stroke()
        cells.sheet.filtered = False
        cells.sheet.hidden_rows -= {row for row, _ in cells.area.cells}
        for table in cells.sheet.tables:
            table.filtered = False

    def style(self, cells: DeskRange) -> str | None:
        return alike(cell.style for cell in cells.inner)

    def apply_style(self, cells: DeskRange, name: str) -> None:
        cells.wear(name)

    def user(self, book: DeskBook) -> str:
        return "A. Officer"

    def _merged(self, cells: DeskRange) -> bool | None:
        inside = [area for area in cells.sheet.merged if any(position in area for position in cells.area.cells)]
        return None if inside else False

    def _series_formula(self, series: DeskSeries) -> str:
        return series.formula

    def _set_series_formula(self, series: DeskSeries, formula: str) -> None:
        series.formula = formula

    def _full_name(self, book: DeskBook) -> str:
        return f"C:\\trackers\\{book.name}"

    def _read_only(self, book: DeskBook) -> bool:
        return book.read_only

    def _protected(self, sheet: DeskSheet) -> bool:
        return sheet.protected


def live(desk: DeskBook) -> LiveBook:
    """The workbook as the product knows it, read anew."""
    return LiveBook(desk, DeskHost())


def answers_of(data: bytes) -> Answers:
    """What the formulas of a workbook file come to."""
    return {(grid.tab, at, formula): grid.value(*at) for grid in opened(data).grids for at, formula in grid.formulas.items()}


def series_of(data: bytes) -> list[str]:
    """What each series of the file's charts shows, as Excel words it."""
    return list(opened(data).series)


@lru_cache(maxsize=64)
def opened(data: bytes) -> OnFile:
    """What a workbook file holds, read once."""
    book = FileBook(data)
    package = book.package
    found = [each for part in package.parts_of_type(CHART) for each in SERIES.findall(package.read(part))]
    series = (f"=SERIES({','.join(each.decode() for each in REFERENCE.findall(one))},1)" for one in found)
    names = workbook_part.named_references(package.read(package.workbook))
    return OnFile(tuple(book.read(tab) for tab in book.tabs()), names, tuple(series))
