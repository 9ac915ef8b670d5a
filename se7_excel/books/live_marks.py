"""Moving the tables and defined names of a live workbook, and what follows them: rows shown, print areas, charts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from se7_excel.books.live_areas import cells_at, references
from se7_excel.books.live_orders import Mark
from se7_excel.books.remote_host import RemoteHost
from se7_excel.books.workbook_part import named_areas
from se7_excel.sheets.addresses import Area, quoted
from se7_excel.sheets.grid import Grid, folded

if TYPE_CHECKING:
    import xlwings


class LiveMarks:
    """The tables and defined names of one workbook, whose tabs were read before."""

    def __init__(self, book: "xlwings.Book", host: RemoteHost, grids: Mapping[str, Grid]) -> None:
        self._book, self._host, self._grids = book, host, grids
        self._added: list[xlwings.Name] = []

    def would_change(self, mark: Mark) -> bool:
        """Whether the mark is not yet where it has to be, or some of its page’s rows are hidden."""
        return mark.before != mark.area or self._hides_rows(mark)

    def move(self, mark: Mark) -> None:
        """Let the table or name cover its area, every row of its page shown; what stood for just the area before follows."""
        if self._hides_rows(mark):
            self._host.show_all(cells_at(self._book, mark.tab, Area(1, mark.area.left, mark.area.bottom, mark.area.right)))
        if mark.before == mark.area:
            return
        if mark.is_table:
            self._book.sheets[mark.tab].tables[mark.name].resize(cells_at(self._book, mark.tab, mark.area))
        else:
            self._rename(mark)
        if mark.before:
            self._host.follow(self._book, mark.tab, mark.before, mark.area)

    def put_back(self, tab: str, name: str, area: Area) -> None:
        """Let the table or name cover its former area again, wherever it is now."""
        tables = {table.name: table for table in self._book.sheets[tab].tables}
        now = Area.parse(tables[name].range.address) if name in tables else self._named(tab).get(name)
        self.move(Mark(tab, area, name, name in tables, now))

    def retract(self) -> None:
        """Take out the names that were not there before."""
        for name in self._added:
            name.delete()

    def _rename(self, mark: Mark) -> None:
        """Let the name stand for the area, and with it what else stood for just the area before."""
        refers_to = f"={quoted(mark.tab)}!{mark.area.absolute}"
        names = {name.name: name for name in self._book.names}
        if mark.name not in names:
            self._added.append(self._book.names.add(mark.name, refers_to))
        followers = (name for name, area in self._named(mark.tab).items() if area == mark.before and name != mark.name)
        for name in (mark.name, *followers):
            if name in names:
                names[name].refers_to = refers_to
        setup = self._book.sheets[mark.tab].page_setup
        if mark.before and Area.parse((setup.print_area or "").rpartition("!")[2]) == mark.before:
            setup.print_area = mark.area.absolute

    def _named(self, tab: str) -> dict[str, Area]:
        """The areas of this tab that the workbook's names stand for by now."""
        return named_areas(references(self._book), tab)

    def _hides_rows(self, mark: Mark) -> bool:
        grid = self._grids[folded(mark.tab)]
        return grid.filtered or any(row <= mark.area.bottom for row in grid.hidden_rows)
