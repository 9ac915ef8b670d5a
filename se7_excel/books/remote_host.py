"""What xlwings' remote engine can answer of an open workbook: values, and little else. The desktop hosts know more.

The engine hands over a snapshot of values and takes down what is to be done; nothing is read back.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from se7_excel.errors import CannotWrite, SavingsError
from se7_excel.sheets.addresses import Area

if TYPE_CHECKING:
    import xlwings

APPLY_STYLE = "se7ApplyStyle"
PLAIN_STYLE = "Normal"


def host_of(book: "xlwings.Book") -> "RemoteHost":
    """What answers for the host this book is open in; a desktop host is loaded only where there is one."""
    if book.app.engine.type == "remote":
        return RemoteHost()
    if sys.platform == "darwin":
        from se7_excel.books.mac_host import MacHost

        return MacHost()
    from se7_excel.books.windows_host import WindowsHost

    return WindowsHost()


class RemoteHost:
    """xlwings' remote engine: reads a snapshot of values, emits actions, and sees nothing else."""

    sees_formulas = False

    def formulas(self, cells: "xlwings.Range") -> object:
        """None: formulas are not part of what the client sends."""
        return None

    def values(self, cells: "xlwings.Range") -> object:
        """What the cells show, in one call; errors by their names."""
        return cells.options(ndim=2, err_to_str=True).value

    def is_shown(self, sheet: "xlwings.Sheet") -> bool:
        """Whether the tab is neither hidden nor very hidden."""
        return bool(sheet.visible)

    def clear_style(self, cells: "xlwings.Range") -> None:
        """Take the style off the cells."""
        cells.clear_formats()

    def alert(self, book: "xlwings.Book", text: str, title: str, buttons: str, mode: str) -> str:
        """Show a message box and return the button pressed; the client answers later, if at all."""
        return str(book.app.alert(text, title, buttons, mode))

    def hidden(self, cells: "xlwings.Range", rows: bool) -> bool | None:
        """False: the client does not say."""
        return False

    def filtered(self, sheet: "xlwings.Sheet") -> bool:
        """False: the client does not say."""
        return False

    def show_all(self, cells: "xlwings.Range") -> None:
        """Show the rows of these cells."""
        cells.rows.hidden = False

    def style(self, cells: "xlwings.Range") -> str | None:
        """None: the client does not say."""
        return None

    def apply_style(self, cells: "xlwings.Range", name: str) -> None:
        """Have the client's own callback set the style (macros/se7-remote.js): no action of the engine's does."""
        # Through the book itself: an app's macro is taken down for whichever book was handed over last.
        arguments = [APPLY_STYLE, cells.sheet.name, cells.address, name]
        cells.sheet.book.impl.append_json_action(func="runMacro", args=arguments)

    def number_format(self, cells: "xlwings.Range") -> str | None:
        """An empty text: the client does not say."""
        return ""

    def follow(self, book: "xlwings.Book", tab: str, before: Area, after: Area) -> None:
        """Nothing: charts cannot be read through the client, so they keep showing the rows they showed."""

    def refuse(self, book: "xlwings.Book", sheets: list["xlwings.Sheet"]) -> None:
        """Nothing: the client finds out, and stops at the action Excel refuses."""

    def merged(self, cells: "xlwings.Range") -> bool:
        """False: the client does not say."""
        return False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing to fear: everything was handed over beforehand."""
        yield

    @contextmanager
    def quiet(self, book: "xlwings.Book") -> Iterator[None]:
        """Nothing to hush: actions are applied after we are done."""
        yield

    def worded(self, error: Exception) -> SavingsError:
        """The error in its own words."""
        return CannotWrite(f"the workbook could not be changed ({error}); close any dialogue in Excel and try again")

    def user(self, book: "xlwings.Book") -> str:
        """Unknown to the engine: whoever runs the server answers for it."""
        return "remote"

    def identity(self, book: "xlwings.Book") -> str:
        """The workbook's name; the client gives no folder."""
        return str(book.name)
