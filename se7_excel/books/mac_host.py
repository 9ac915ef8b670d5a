"""Excel on a Mac, over AppleScript."""

from contextlib import suppress
from getpass import getuser
from typing import TYPE_CHECKING

from se7_excel.books.desktop_host import DesktopHost, timed_out
from se7_excel.books.live_cells import ERRORS, rows_of

if TYPE_CHECKING:
    import xlwings


class MacHost(DesktopHost):
    """Excel on a Mac, over AppleScript."""

    def values(self, cells: "xlwings.Range") -> object:
        """What the cells show; a Mac hands out errors as nothing, so the texts shown are asked for as well."""
        values, texts = rows_of(cells.options(ndim=2).value), rows_of(cells.api.string_value.get())
        pairs = zip(values, texts, strict=True)
        return [[text if text in ERRORS else value for value, text in zip(*rows, strict=True)] for rows in pairs]

    def alert(self, book: "xlwings.Book", text: str, title: str, buttons: str, mode: str) -> str:
        """Show a message box and return the button pressed; `late` where nobody pressed one within the minute a Mac waits."""
        try:
            return super().alert(book, text, title, buttons, mode)
        except Exception as error:
            if timed_out(error):
                return "late"
            raise

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
