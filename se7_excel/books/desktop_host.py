"""Excel on Windows and on a Mac: what the two have in common, and where they differ.

Everything the two do alike through xlwings itself is in `live_book.py`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from typing import TYPE_CHECKING

from se7_excel.books.chart_part import formula_following
from se7_excel.books.remote_host import RemoteHost
from se7_excel.errors import CannotWrite, ProtectedWorkbook, SavingsError
from se7_excel.sheets.addresses import Area

if TYPE_CHECKING:
    import xlwings

BUSY = (-2147418111, -2147417846, -2146777998)
ATTEMPTS = 500  # Excel turns calls down while a cell is being edited; asked without end, it would hang
FINISH_EDITING = (
    "Excel is busy: finish the cell you are editing with Enter or Esc, close any open dialogue, and press the button again"
)


class DesktopHost(RemoteHost):
    """What Excel on Windows and on a Mac have in common."""

    sees_formulas = True

    def formulas(self, cells: "xlwings.Range") -> object:
        """The formulas in one call."""
        return cells.formula

    def hidden(self, cells: "xlwings.Range", rows: bool) -> bool | None:
        """Whether the rows or columns are hidden, None where some are."""
        return cells.rows.hidden if rows else cells.columns.hidden

    def number_format(self, cells: "xlwings.Range") -> str | None:
        """The number format, None where the cells have several."""
        return cells.number_format

    def follow(self, book: "xlwings.Book", tab: str, before: Area, after: Area) -> None:
        """Let every chart that shows just the rows before show the rows after."""
        for sheet in book.sheets:
            for chart in sheet.charts:
                for series in chart.series:
                    old = self._series_formula(series)
                    new = formula_following(old, tab, before, after)
                    if new != old:
                        self._set_series_formula(series, new)

    def merged(self, cells: "xlwings.Range") -> bool:
        """Whether any of the cells is merged: Excel says None where some are."""
        return self._merged(cells) is not False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Word the refusal of an Excel that is busy."""
        try:
            yield
        except Exception as error:
            if busy(error):
                raise self.worded(error) from error
            raise

    @contextmanager
    def quiet(self, book: "xlwings.Book") -> Iterator[None]:
        """No redrawing, no recalculation and no events of other macros until all is written."""
        app = book.app
        before = {"enable_events": app.enable_events, "calculation": app.calculation, "screen_updating": app.screen_updating}
        try:
            app.screen_updating, app.calculation, app.enable_events = False, "manual", False
            yield
        finally:
            for name, value in before.items():
                with suppress(Exception):  # one that fails must not keep the others from being put back
                    setattr(app, name, value)
            if before["calculation"] != "automatic":
                with suppress(Exception):
                    app.calculate()

    def identity(self, book: "xlwings.Book") -> str:
        """The workbook's full name; its bare name where Excel gives no path for it."""
        with suppress(Exception):
            return str(self._full_name(book))
        return str(book.name)

    def refuse(self, book: "xlwings.Book", sheets: list["xlwings.Sheet"]) -> None:
        """Look at the workbook and each sheet before anything is written."""
        if self._read_only(book):
            raise ProtectedWorkbook(
                "the workbook is open read-only, perhaps because somebody else has it; "
                "save it under another name (File, Save As) and press the button again"
            )
        locked = next((sheet.name for sheet in sheets if self._protected(sheet)), None)
        if locked:
            raise ProtectedWorkbook(
                f"the tab {locked} is protected; lift it under Review, Unprotect Sheet, and press the button again"
            )

    def worded(self, error: Exception) -> SavingsError:
        """Excel's refusal as a sentence."""
        if busy(error):
            return CannotWrite(FINISH_EDITING)
        return CannotWrite(
            f"Excel refused ({refusal(error)}); what was written has been put back, so mend that and press the button again"
        )

    def _merged(self, cells: "xlwings.Range") -> object:
        raise NotImplementedError

    def _series_formula(self, series: "xlwings.main.ChartSeries") -> str:
        raise NotImplementedError

    def _set_series_formula(self, series: "xlwings.main.ChartSeries", formula: str) -> None:
        raise NotImplementedError

    def _full_name(self, book: "xlwings.Book") -> object:
        raise NotImplementedError

    def _read_only(self, book: "xlwings.Book") -> bool:
        raise NotImplementedError

    def _protected(self, sheet: "xlwings.Sheet") -> bool:
        raise NotImplementedError


class WindowsHost(DesktopHost):
    """Excel on Windows, over COM."""

    def hidden(self, cells: "xlwings.Range", rows: bool) -> bool | None:
        """One call for all of them, where xlwings asks row by row."""
        whole = cells.api.EntireRow if rows else cells.api.EntireColumn
        answer = whole.Hidden
        return None if answer is None else bool(answer)

    def filtered(self, sheet: "xlwings.Sheet") -> bool:
        """Whether the sheet or one of its tables shows only some rows."""
        tables = (table.api for table in sheet.tables)
        return bool(sheet.api.FilterMode) or any(table.ShowAutoFilter and table.AutoFilter.FilterMode for table in tables)

    def show_all(self, cells: "xlwings.Range") -> None:
        """Lift the sheet's filter and that of any table here, and show the rows."""
        sheet = cells.sheet
        for table in sheet.tables:
            if table.api.ShowAutoFilter and table.api.AutoFilter.FilterMode:
                table.api.AutoFilter.ShowAllData()
        if sheet.api.FilterMode:
            sheet.api.ShowAllData()
        cells.api.EntireRow.Hidden = False

    def style(self, cells: "xlwings.Range") -> str | None:
        """The style's name, which Excel gives only where all cells share it."""
        found = cells.api.Style
        return None if found is None else str(found.Name)

    def apply_style(self, cells: "xlwings.Range", name: str) -> None:
        """Set the style, where the workbook has it."""
        if self._has_style(cells.sheet.book, name):
            cells.api.Style = name

    def user(self, book: "xlwings.Book") -> str:
        """The name Excel knows the user by."""
        return str(book.app.api.UserName or getuser())

    def _has_style(self, book: "xlwings.Book", name: str) -> bool:
        try:
            return bool(book.api.Styles(name).Name)
        except Exception:
            return False

    def _merged(self, cells: "xlwings.Range") -> object:
        return cells.api.MergeCells

    def _series_formula(self, series: "xlwings.main.ChartSeries") -> str:
        return str(series.api.Formula)

    def _set_series_formula(self, series: "xlwings.main.ChartSeries", formula: str) -> None:
        series.api.Formula = formula

    def _full_name(self, book: "xlwings.Book") -> object:
        return book.api.FullName

    def _read_only(self, book: "xlwings.Book") -> bool:
        return bool(book.api.ReadOnly)

    def _protected(self, sheet: "xlwings.Sheet") -> bool:
        return bool(sheet.api.ProtectContents)


class MacHost(DesktopHost):
    """Excel on a Mac, over AppleScript."""

    def filtered(self, sheet: "xlwings.Sheet") -> bool:
        """Whether the sheet shows only some rows."""
        return bool(sheet.api.filter_mode.get())

    def show_all(self, cells: "xlwings.Range") -> None:
        """Lift the sheet's filter and show the rows."""
        if self.filtered(cells.sheet):
            cells.sheet.api.show_all_data()
        cells.rows.hidden = False

    def style(self, cells: "xlwings.Range") -> str | None:
        """The style's name, where all cells share it."""
        with suppress(Exception):
            name = cells.api.style_object.name.get()
            return name if isinstance(name, str) else None
        return None

    def apply_style(self, cells: "xlwings.Range", name: str) -> None:
        """Set the style, where the workbook has it."""
        style = cells.sheet.book.api.styles[name]
        if style.exists():
            cells.api.style_object.set(style)

    def user(self, book: "xlwings.Book") -> str:
        """The name of the Mac's user."""
        return getuser()

    def _merged(self, cells: "xlwings.Range") -> object:
        return cells.merge_cells

    def _series_formula(self, series: "xlwings.main.ChartSeries") -> str:
        return str(series.api.formula.get())

    def _set_series_formula(self, series: "xlwings.main.ChartSeries", formula: str) -> None:
        series.api.formula.set(formula)

    def _full_name(self, book: "xlwings.Book") -> object:
        return book.api.full_name.get()

    def _read_only(self, book: "xlwings.Book") -> bool:
        return bool(book.api.read_only.get())

    def _protected(self, sheet: "xlwings.Sheet") -> bool:
        return bool(sheet.api.protect_contents.get())


def limit_patience() -> None:
    """Have xlwings on Windows give up on an Excel that turns every call down, instead of asking for ever."""
    engine = sys.modules.get("xlwings._xlwindows")
    if engine is not None:
        setattr(engine, "N_COM_ATTEMPTS", ATTEMPTS)  # noqa: B010


def busy(error: BaseException) -> bool:
    """Whether Excel turned the call down because a cell is being edited or a dialogue is open."""
    codes = [getattr(error, "hresult", None), *(each for each in error.args if isinstance(each, int))]
    return any(code in BUSY for code in codes) or type(error).__name__ == "ExcelBusyError"


def refusal(error: BaseException) -> str:
    """What Excel said, without the numbers around it."""
    details = getattr(error, "excepinfo", None)
    said = details[2] if details and len(details) > 2 and details[2] else None
    return " ".join(str(said or error).split()).rstrip(".")
