"""C32 for the sheets of a copy: those on the list, all of them visible, and nothing on them out of sight."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from se7_excel.outgoing.allow_list import SHEETS
from se7_excel.outgoing.held_back import held_back, short
from se7_excel.outgoing.opened_copy import OpenedCopy, named, switched_on
from se7_excel.savings.checks.finding import Finding

SIZES = {"row": "ht", "col": "width"}
WORDS = {"row": "rows", "col": "columns"}


def sheets_are_listed(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: each sheet is on the list, once, and each part with cells is a sheet."""
    names = [each.name for each in copy.sheets]
    for name in dict.fromkeys(names):
        if name not in SHEETS:
            yield held_back(f"a sheet {short(name)}, which is not on the list of what is sent")
        elif names.count(name) > 1:
            yield held_back(f"the sheet {name} twice")
    known = {each.part for each in copy.sheets}
    for part in copy.of_type("worksheet+xml"):
        if part not in known:
            yield held_back(f"cells of a sheet that is not listed ({part})")


def nothing_is_hidden(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: no sheet, row, column, window or drawing is out of sight."""
    yield from _hidden_sheets(copy)
    for sheet, tree in copy.worksheets:
        yield from (held_back(f"{what} on the sheet {sheet.name}") for what in _hidden_on(tree))
    for part in copy.of_type("table+xml"):
        if next(named(copy.tree(part), "filterColumn"), None) is not None:
            yield held_back(f"an active filter ({part})")
    for part in copy.of_type("drawing+xml"):
        if any(switched_on(each, "hidden") for each in named(copy.tree(part), "cNvPr")):
            yield held_back(f"a hidden drawing ({part})")


def _hidden_sheets(copy: OpenedCopy) -> Iterator[Finding]:
    for each in copy.sheets:
        if each.state != "visible":
            yield held_back(f"the {'very ' if each.state == 'veryHidden' else ''}hidden sheet {short(each.name)}")
    views = named(copy.tree(copy.package.workbook), "workbookView")
    if any(each.get("visibility", "visible") != "visible" or switched_on(each, "minimized") for each in views):
        yield held_back("a window that is hidden or minimised")


def _hidden_on(tree: Element) -> Iterator[str]:
    for kind, size in SIZES.items():
        lines = list(named(tree, kind))
        if any(switched_on(each, "hidden") or _is_nothing(each.get(size)) for each in lines):
            yield f"hidden {WORDS[kind]}"
        if any(each.get("outlineLevel", "0") != "0" or switched_on(each, "collapsed") for each in lines):
            yield f"grouped {WORDS[kind]}, which can be folded away"
    if any(switched_on(each, "zeroHeight") for each in named(tree, "sheetFormatPr")):
        yield "rows that are hidden unless they say otherwise"
    if next(named(tree, "filterColumn"), None) is not None:
        yield "an active filter"


def _is_nothing(size: str | None) -> bool:
    """Whether the height or width is stated and is so small that nothing can be seen."""
    try:
        return size is not None and float(size) < 1
    except ValueError:
        return True
