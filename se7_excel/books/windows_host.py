"""Excel on Windows, over COM."""

import atexit
import sys
from getpass import getuser
from typing import TYPE_CHECKING

from se7_excel.books.desktop_host import DesktopHost

if TYPE_CHECKING:
    import xlwings

SHOWN = -1
ATTEMPTS = 500  # Excel turns calls down while a cell is being edited; asked without end, it would hang


class WindowsHost(DesktopHost):
    """Excel on Windows, over COM."""

    def is_shown(self, sheet: "xlwings.Sheet") -> bool:
        """Whether the tab is neither hidden nor very hidden, which Excel tells apart by a number."""
        return bool(sheet.api.Visible == SHOWN)

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


def limit_patience() -> None:
    """Have xlwings on Windows give up on an Excel that turns every call down, instead of asking for ever.

    And have it leave other programs' hidden Excels alone, which it would end by force when Python ends.
    """
    engine = sys.modules.get("xlwings._xlwindows")
    if engine is not None:
        atexit.unregister(getattr(engine, "cleanup", limit_patience))
        setattr(engine, "N_COM_ATTEMPTS", ATTEMPTS)  # noqa: B010
