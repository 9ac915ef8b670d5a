"""What defined names and parts of Excel tables stand for."""

import re

from se7_excel.inspection.parser import parsed
from se7_excel.inspection.sheet import Table
from se7_excel.inspection.syntax import Node, Reference, within
from se7_excel.inspection.values import REF, VALUE, Failed, NotRecomputed
from se7_excel.inspection.workbook import Workbook
from se7_excel.sheets.addresses import Area

RELATIVE = "names that mean another cell in each cell"
TABLES = "references to parts of tables we do not know"
ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
ESCAPE = re.compile(r"'(.)")
COLUMNS = re.compile(r"\[((?:[^\[\]']|'.)*)\]:\[((?:[^\[\]']|'.)*)\]")


def named_node(workbook: Workbook, name: str, tab: str) -> Node | None:
    """What a name stands for, asked from this tab; None where there is no such name."""
    held = workbook.names
    known = held.get((name.casefold(), tab.casefold())) or held.get((name.casefold(), ""))
    if known is None:
        return None
    node = parsed(known.refers_to.removeprefix("="), 1, 1)
    if any(isinstance(each, Reference) and not (all(each.fixed) and each.tab) for each in within(node)):
        raise NotRecomputed(RELATIVE)
    return node


def area_of_table(table: Table, inside: str, row: int) -> Area:
    """The cells of a table that brackets such as `[[#This Row],[Amount]]` name, asked from this row."""
    items, names = _items(inside)
    left, right = _columns(table, names)
    area = table.area
    first, last = area.top + table.headings, area.bottom - table.totals
    if items == ["#this row"]:
        if not first <= row <= last:
            raise Failed(VALUE)
        return Area(row, left, row, right)
    rows = {
        (): (first, last),
        ("#data",): (first, last),
        ("#all",): (area.top, area.bottom),
        ("#headers",): (area.top, area.top + table.headings - 1),
        ("#totals",): (area.bottom - table.totals + 1, area.bottom),
    }.get(tuple(items))
    if rows is None:
        raise NotRecomputed(TABLES)
    if rows[0] > rows[1]:
        raise Failed(REF)
    return Area(rows[0], left, rows[1], right)


def _items(inside: str) -> tuple[list[str], list[str]]:
    """What begins with a number sign, and the columns named, of which there are none, one, or two for a span."""
    text = inside.strip()
    items = []
    if text.startswith("@"):
        items, text = ["#this row"], text[1:].strip()
    span = COLUMNS.search(text)
    found = ITEM.findall(text) if "[" in text else [text] if text else []
    items += [each.strip().casefold() for each in found if each.strip().startswith("#")]
    names = [ESCAPE.sub(r"\1", each) for each in found if not each.strip().startswith("#")]
    if len(names) > 2 or (len(names) == 2 and not span):
        raise NotRecomputed(TABLES)
    return items, names


def _columns(table: Table, names: list[str]) -> tuple[int, int]:
    known = {name.casefold(): table.area.left + number for number, name in enumerate(table.columns)}
    try:
        found = [known[name.casefold()] for name in names]
    except KeyError:
        raise NotRecomputed(TABLES) from None
    return (min(found), max(found)) if found else (table.area.left, table.area.right)
