"""The host for workbooks on disk: reads tabs from the package, gathers edits, and hands back the changed parts."""

from collections.abc import Sequence
from functools import cache, cached_property, partial
from pathlib import Path

from se7_excel.books import workbook_part
from se7_excel.books.cell_edits import Edit, loses_formula
from se7_excel.books.chart_part import following, named_anew
from se7_excel.books.looks_part import LooksPart
from se7_excel.books.markup import refuse_malformed
from se7_excel.books.package import Package
from se7_excel.books.sheet_edit import edited
from se7_excel.books.sheet_part import SheetPart, naming
from se7_excel.books.sheet_reader import Reader, Values
from se7_excel.books.strings import shared_strings
from se7_excel.books.styles_part import StylesPart
from se7_excel.books.table_part import TableInfo, resized, table_info
from se7_excel.errors import DamagedWorkbook, MissingTab, TableElsewhere
from se7_excel.sheets.addresses import Area, absolute
from se7_excel.sheets.changes import holds
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.heights import row_height
from se7_excel.sheets.looks import Looks
from se7_excel.sheets.page import Cell
from se7_excel.sheets.reaching import reaching
from se7_excel.sheets.styles import Style

CHART = "drawingml.chart+xml"
OTHER_SHEETS = {
    "chartsheet": "chart sheet",
    "dialogsheet": "dialog sheet",
    "xlMacrosheet": "macro sheet",
    "xlIntlMacrosheet": "macro sheet",
}


class FileBook:
    """A workbook file opened from its bytes; nothing is written to disk here."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._workbook = self.package.read(self.package.workbook)
        workbook_part.refuse_locked_structure(self._workbook)
        self._sheets = {folded(sheet.name): sheet for sheet in workbook_part.sheets(self._workbook)}
        self._parts = {relation.key: relation for relation in self.package.relations(self.package.workbook)}
        self._names = workbook_part.named_references(self._workbook)
        self._grids: dict[str, Grid] = {}
        self._edits: dict[str, dict[tuple[int, int], Edit]] = {}
        self._marks: dict[tuple[str, str], Area] = {}
        self._table_infos: dict[str, TableInfo] = {}
        self._table_names = self._refuse_twins()

    @classmethod
    def open(cls, path: Path) -> "FileBook":
        """The workbook in this file, read once and whole."""
        return cls(path.read_bytes())

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs in their order."""
        return tuple(sheet.name for sheet in self._sheets.values())

    def read(self, tab: str) -> Grid:
        """The tab as it stood when the file was opened."""
        key = folded(tab)
        if key not in self._sheets:
            raise MissingTab(tab)
        if key not in self._grids:
            self._grids[key] = self._grid(key)
        return self._grids[key]

    def clear(self, tab: str, area: Area) -> None:
        """Empty every cell of the area and take its style off."""
        edits = self._edits.setdefault(self.read(tab).tab, {})
        edits.update((position, Edit(bare=True)) for position in area.cells)

    def apply_style(self, tab: str, area: Area, style: Style) -> None:
        """Give every cell of the area the named style."""
        edits = self._edits.setdefault(self.read(tab).tab, {})
        for position in area.cells:
            edits.setdefault(position, Edit()).style = style

    def write(self, tab: str, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> None:
        """Set down a rectangle of formulas and values, leaving alone what a cell already holds."""
        grid = self.read(tab)
        edits = self._edits.setdefault(grid.tab, {})
        for down, cells in enumerate(rows):
            for right, cell in enumerate(cells):
                position = (row + down, column + right)
                held = holds(grid, position, cell)
                if position in edits or not held:
                    edit = edits.setdefault(position, Edit())
                    edit.content = cell if edit.bare or not held else None

    def mark_table(self, tab: str, name: str, area: Area) -> None:
        """Let the Excel table of this name cover the area, or the defined name where there is no such table.

        Raises `TableElsewhere` where the table of this name is on another tab: a name stands for one thing only.
        """
        grid = self.read(tab)
        if name.casefold() in self._table_names and name not in grid.totals_rows:
            raise TableElsewhere(name, grid.tab)
        self._marks[grid.tab, name] = area

    def finish(self) -> Package:
        """The package with every part replaced that the edits change, and no other."""
        for tab in dict.fromkeys((*self._edits, *(tab for tab, _ in self._marks))):
            self._finish_tab(tab, self._edits.get(tab, {}))
        for (tab, name), area in self._marks.items():
            self._finish_mark(tab, name, area)
        if self.package.changed:
            self.package.refuse_signed()
            part = self.package.workbook
            self.package.replace(part, workbook_part.recalculating_on_load(self.package.read(part)))
        for name, content in self.package.replaced.items():
            if content is not None and name.endswith((".xml", ".rels")):
                refuse_malformed(name, content)
        return self.package

    def _grid(self, key: str) -> Grid:
        sheet, values = self._sheets[key], self._values
        name = self._part(key)
        with naming(sheet.name):
            part = SheetPart(self.package.read(name))
            reader = Reader(part, values)
        tables = self._tables(key)
        areas = workbook_part.named_areas(self._names, sheet.name) | {table.name: table.area for table in tables}
        return Grid(
            sheet.name,
            reader.values,
            reader.formulas,
            reaching(areas, reader.values, reader.formulas),
            {table.name: table.totals_rows for table in tables},
            sheet.hidden,
            part.is_filtered() or any(table.filtered for table in tables),
            frozenset(reader.hidden_rows),
            part.hidden_columns(),
            looks=cache(partial(self._looks, key)),
        )

    def _looks(self, key: str) -> Looks | None:
        """How the tab's cells looked when the file was opened, whatever has been replaced since; None where that is damaged."""
        name = self._part(key)
        tables = [self.package.archive.read(part) for part in self.package.related(name, "/table")]
        try:
            return self._formats.looks(SheetPart(self.package.archive.read(name)), tables)
        except DamagedWorkbook:
            return None  # looks are judged and never needed: for their sake nobody is to be stopped

    @cached_property
    def _formats(self) -> LooksPart:
        themes = self.package.related(self.package.workbook, "/theme")
        return LooksPart(self._styles, self.package.read(themes[0]) if themes else b"")

    @cached_property
    def _values(self) -> Values:
        strings = self.package.related(self.package.workbook, "/sharedStrings")
        known = shared_strings(self.package.read(strings[0])) if strings else ()
        return Values(known, self._styles.date_styles(), workbook_part.dates_from_1904(self._workbook))

    @cached_property
    def _styles(self) -> StylesPart:
        return StylesPart(self.package.read(self._styles_part))

    @property
    def _styles_part(self) -> str:
        parts = self.package.related(self.package.workbook, "/styles")
        if not parts:
            raise DamagedWorkbook("the workbook has no styles; open the file in Excel and save it")
        return parts[0]

    def _part(self, key: str) -> str:
        name, relation = self._sheets[key].name, self._parts.get(self._sheets[key].key)
        if relation is None:
            raise DamagedWorkbook(f"the tab {name} has lost its cells; go back to the last version that opened")
        kind = OTHER_SHEETS.get(relation.kind.rpartition("/")[2])
        if kind:
            raise DamagedWorkbook(
                f"the tab “{name}” is a {kind}, which holds no cells; rename it, and put a worksheet named “{name}” there"
            )
        return relation.target

    def _tables(self, key: str) -> tuple[TableInfo, ...]:
        return tuple(self._table(part) for part in self.package.related(self._part(key), "/table"))

    def _table(self, part: str) -> TableInfo:
        """What the part says of its table now; told once as long as nobody replaces it."""
        if part in self.package.replaced:
            return table_info(part, self.package.read(part))
        if part not in self._table_infos:
            self._table_infos[part] = table_info(part, self.package.read(part))
        return self._table_infos[part]

    def _refuse_twins(self) -> frozenset[str]:
        """The names of all tables, folded; raises `DamagedWorkbook` where two tables have the same."""
        names: set[str] = set()
        for part in self.package.parts_of_type("spreadsheetml.table+xml"):
            name = self._table(part).name
            if name.casefold() in names:
                raise DamagedWorkbook(f"two tables are named “{name}”; give one of them another name under Table Design")
            names.add(name.casefold())
        return frozenset(names)

    def _finish_tab(self, tab: str, edits: dict[tuple[int, int], Edit]) -> None:
        name = self._part(folded(tab))
        part = SheetPart(self.package.read(name))
        shown = self._rows_to_show(tab)
        heights = self._heights(tab, part, edits)
        data = edited(part, tab, edits, self._styles.index_for, heights, shown) if edits or shown else part.data
        if data == part.data:
            return
        self.package.replace(name, data)
        self.package.replace(self._styles_part, self._styles.data)
        chain = self.package.related(self.package.workbook, "/calcChain")
        if chain and loses_formula(part, edits):
            self.package.remove(chain[0])

    def _rows_to_show(self, tab: str) -> frozenset[int]:
        """Hidden rows inside an area set down anew: what is written there must be seen."""
        areas = [area for (marked, _), area in self._marks.items() if marked == tab]
        hidden = self.read(tab).hidden_rows if areas else frozenset()
        return frozenset(row for row in hidden if any(row <= area.bottom for area in areas))

    def _heights(self, tab: str, part: SheetPart, edits: dict[tuple[int, int], Edit]) -> dict[int, float]:
        """The heights the rows of a page need; cells without a style of ours have no say."""
        grid, widths = self.read(tab), part.column_widths()
        rows: dict[int, list[tuple[str, Style, float]]] = {}
        for (row, column), edit in edits.items():
            if edit.style:
                text = edit.content.value if edit.content else grid.value(row, column)
                rows.setdefault(row, []).append((text if isinstance(text, str) else "", edit.style, widths(column)))
        return {row: row_height(cells) for row, cells in rows.items()}

    def _finish_mark(self, tab: str, name: str, area: Area) -> None:
        grid = self.read(tab)
        before = grid.areas.get(name)
        table = next((each for each in self._tables(folded(tab)) if each.name == name), None)
        if table:
            if before != area or table.filtered or self._headings_changed(grid.tab, area):
                headings = [self._heading(grid, area.top, column) for column in range(area.left, area.right + 1)]
                self.package.replace(table.part, resized(self.package.read(table.part), area, headings))
                self._name_in_charts(grid.tab, area)
        elif before == area:
            return
        else:
            part = self.package.workbook
            self.package.replace(part, workbook_part.with_named_area(self.package.read(part), name, grid.tab, area))
        if before and before != area:
            for chart in self.package.parts_of_type(CHART):
                self.package.replace(chart, following(self.package.read(chart), grid.tab, before, area))

    def _name_in_charts(self, tab: str, area: Area) -> None:
        """Let charts name what they draw under headings written anew."""
        headings = [absolute(area.top, column) for column in self._headings_changed(tab, area)]
        for chart in self.package.parts_of_type(CHART) if headings else ():
            self.package.replace(chart, named_anew(self.package.read(chart), tab, headings))

    def _headings_changed(self, tab: str, area: Area) -> list[int]:
        """The columns whose heading is written anew: the table has to know it by that name."""
        edits = self._edits.get(tab, {})
        columns = range(area.left, area.right + 1)
        return [column for column in columns if (edit := edits.get((area.top, column))) and edit.content]

    def _heading(self, grid: Grid, row: int, column: int) -> str:
        edit = self._edits.get(grid.tab, {}).get((row, column))
        if edit and edit.content:
            return str(edit.content.value)
        return str(grid.value(row, column))
