"""C27: hidden tabs, rows and columns and active filters, and whether anything that is seen draws on them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from se7_excel.inspection.look import Look, listed
from se7_excel.inspection.names import area_of_table, named_node
from se7_excel.inspection.sheet import Sheet
from se7_excel.inspection.syntax import Name, Node, Reference, TableReference, within
from se7_excel.inspection.values import Failed, NotRecomputed
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import Area, column_letters


@dataclass(frozen=True, slots=True)
class Hiding:
    """Something of a tab that is not seen: in words, which cells with content it takes in, and how to show it."""

    sheet: Sheet
    what: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    place: Place

    def takes_in(self, area: Area) -> bool:
        """Whether any of the hidden cells lies in the area."""
        by_row = self.rows and _any_within(self.rows, area.top, area.bottom)
        by_column = self.columns and _any_within(self.columns, area.left, area.right)
        return bool(by_row or by_column or self.sheet.hidden) and any(True for _ in self._cells(area))

    def _cells(self, area: Area) -> Iterator[tuple[int, int]]:
        rows, columns = set(self.rows), set(self.columns)
        for row, column, _ in self.sheet.filled(area):
            if not (rows or columns) or row in rows or column in columns:
                yield row, column


def nothing_hidden_counts(look: Look) -> Iterator[Finding]:
    """C27: nothing that can be seen draws on a hidden tab, row or column, or on rows a filter hides."""
    hiding = [each for sheet in look.sheets for each in _hidden_in(sheet)]
    drawn = _drawn_on(look, hiding) if hiding else {}
    for number, each in enumerate(hiding):
        yield _finding(each, drawn.get(number))


def _hidden_in(sheet: Sheet) -> Iterator[Hiding]:
    start = sheet.place(1, 1)
    if sheet.hidden and sheet.cells:
        yield Hiding(sheet, f"the tab is {sheet.hidden}", (), (), start)
        return
    rows = tuple(sorted(row for row in sheet.hidden_rows if sheet.cells.get(row)))
    filtered = tuple(row for row in rows if any((row, area.left) in area for area in sheet.filters))
    by_hand = tuple(row for row in rows if row not in set(filtered))
    if sheet.filters:
        hides = (
            f"a filter is active and hides {_counted('row', [str(row) for row in filtered])}"
            if filtered
            else "a filter is active"
        )
        yield Hiding(sheet, hides, filtered, (), sheet.place(sheet.filters[0].top, sheet.filters[0].left))
    if by_hand:
        yield Hiding(sheet, f"hidden: {_counted('row', [str(row) for row in by_hand])}", by_hand, (), sheet.place(by_hand[0], 1))
    used = {column for cells in sheet.cells.values() for column in cells} if sheet.hidden_columns else set()
    columns = tuple(sorted(sheet.hidden_columns & used))
    if columns:
        letters = [column_letters(column) for column in columns]
        yield Hiding(sheet, f"hidden: {_counted('column', letters)}", (), columns, sheet.place(1, columns[0]))


def _counted(kind: str, names: list[str]) -> str:
    return f"{kind} {names[0]}" if len(names) == 1 else f"{kind}s {listed(names)}"


def _drawn_on(look: Look, hiding: list[Hiding]) -> dict[int, Place]:
    """For each hidden thing the first formula in sight that draws on it."""
    found: dict[int, Place] = {}
    concerned = {each.sheet.name.casefold() for each in hiding}
    shapes: dict[tuple[str, str], tuple[Node, ...]] = {}
    for sheet in look.sheets:
        if sheet.hidden or len(found) == len(hiding):
            continue
        for (row, column), key in sorted(look.keys(sheet)):
            if (sheet.name, key) not in shapes:
                shapes[sheet.name, key] = _references(look, sheet, look.formulas.of_key(key), concerned)
            for node in shapes[sheet.name, key]:
                for number, each in enumerate(hiding):
                    if (
                        number not in found
                        and not _is_hidden(sheet, row, column)
                        and _draws(look, sheet, (row, column), node, each)
                    ):
                        found[number] = sheet.place(row, column)
    return found


def _references(look: Look, sheet: Sheet, node: Node, concerned: set[str]) -> tuple[Node, ...]:
    """What of the formula refers to a tab with something hidden, names followed."""
    return tuple(each for each in _followed(look, sheet, node, 0) if _tab(look, sheet, each) in concerned)


def _followed(look: Look, sheet: Sheet, node: Node, depth: int) -> Iterator[Node]:
    for each in within(node):
        if isinstance(each, Name) and depth < 5:
            try:
                named = named_node(look.workbook, each.name, each.tab or sheet.name)
            except NotRecomputed:
                named = None
            yield from _followed(look, sheet, named, depth + 1) if named else ()
        elif isinstance(each, (Reference, TableReference)):
            yield each


def _tab(look: Look, sheet: Sheet, node: Node) -> str:
    if isinstance(node, TableReference):
        known = look.workbook.tables.get(node.table.casefold())
        return known[0].name.casefold() if known else ""
    return (node.tab or sheet.name).casefold() if isinstance(node, Reference) else ""


def _draws(look: Look, sheet: Sheet, cell: tuple[int, int], node: Node, hiding: Hiding) -> bool:
    if _tab(look, sheet, node) != hiding.sheet.name.casefold():
        return False
    area = _area(look, cell, node)
    return area is not None and hiding.takes_in(area)


def _area(look: Look, cell: tuple[int, int], node: Node) -> Area | None:
    if isinstance(node, Reference):
        return node.area(*cell)
    if isinstance(node, TableReference):
        try:
            return area_of_table(look.workbook.tables[node.table.casefold()][1], node.inside, cell[0])
        except (Failed, NotRecomputed):
            return None
    return None


def _is_hidden(sheet: Sheet, row: int, column: int) -> bool:
    return row in sheet.hidden_rows or column in sheet.hidden_columns


def _any_within(places: tuple[int, ...], first: int, last: int) -> bool:
    at = bisect_left(places, first)
    return at < len(places) and places[at] <= last


def _finding(hiding: Hiding, drawn: Place | None) -> Finding:
    what = f"{hiding.sheet.name}: {hiding.what}"
    if drawn is None:
        message = f"{what}, and no formula in sight draws on it; show it, to be sure that nothing in it matters."
        return Finding("C27", Severity.INFO, message, place=hiding.place, expected="visible", found=hiding.what)
    message = f"{what}, yet {drawn} draws on it; show it again, so that what is counted can be seen."
    return Finding("C27", Severity.FAIL, message, place=hiding.place, expected="visible", found=hiding.what)
