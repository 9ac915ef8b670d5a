"""What Excel on Windows and on a Mac have in common, beyond what the two do alike through xlwings itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from se7_excel.books.chart_part import formula_following
from se7_excel.books.remote_host import PLAIN_STYLE, RemoteHost
from se7_excel.errors import CannotWrite, ProtectedWorkbook, SavingsError
from se7_excel.sheets.addresses import Area

if TYPE_CHECKING:
    import xlwings

BUSY = (-2147418111, -2147417846, -2146777998)  # what COM says
BUSY_ON_A_MAC = (-1712, -609, -600)  # an Apple event that timed out, a connection that is not there
WINDOWS_ATTRIBUTE = re.compile(r"[\w<>. ]+\.\w+")  # pywin32 takes a call that was turned down for an attribute that is not there
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

    def clear_style(self, cells: "xlwings.Range") -> None:
        """Give the cells Excel's plain style: clearing their formats would take conditional formatting away too."""
        self.apply_style(cells, PLAIN_STYLE)

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


def busy(error: BaseException) -> bool:
    """Whether Excel turned the call down because a cell is being edited or a dialogue is open."""
    codes = [getattr(error, "hresult", None), *(each for each in error.args if isinstance(each, int))]
    if isinstance(error, AttributeError) and WINDOWS_ATTRIBUTE.fullmatch(str(error)):
        return True
    return any(code in BUSY for code in codes) or timed_out(error) or type(error).__name__ == "ExcelBusyError"


def timed_out(error: BaseException) -> bool:
    """Whether Excel on a Mac did not answer in time."""
    return getattr(error, "errornumber", None) in BUSY_ON_A_MAC


def refusal(error: BaseException) -> str:
    """What Excel said, without the numbers around it."""
    details = getattr(error, "excepinfo", None)
    said = details[2] if details and len(details) > 2 and details[2] else getattr(error, "errormessage", None)
    return " ".join(str(said or error).split()).rstrip(".")
