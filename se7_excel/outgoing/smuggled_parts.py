"""C32 for the parts of a copy: none but those on the list, none that nothing leads to, and no way out of the file."""

from collections.abc import Iterator

from se7_excel.outgoing.allow_list import OF_A_SHEET, OF_THE_WORKBOOK, PARTS
from se7_excel.outgoing.held_back import held_back, short
from se7_excel.outgoing.label import parts_of_label
from se7_excel.outgoing.opened_copy import OpenedCopy, local, named
from se7_excel.savings.checks.finding import Finding

# What a part is, by what its name or its content type says.
KINDS = (
    ("macrosheet", "a sheet of old macros"),
    ("vba", "macros"),
    ("macroenabled", "macros, or leave for them"),
    ("customui", "a ribbon of its own"),
    ("threadedcomment", "comments in threads"),
    ("person", "the names of persons who commented"),
    ("comment", "comments"),
    ("vmldrawing", "boxes of comments or controls"),
    ("pivotcache", "a pivot cache, with the data it was made from"),
    ("pivottable", "a pivot table"),
    ("externallink", "a link to another file, with what was read from it"),
    ("querytable", "a query"),
    ("connections", "a connection to a source of data"),
    ("customxml", "custom XML"),
    ("docmetadata/labelinfo", "a sensitivity label that says more than which it is"),
    ("docprops/custom", "document properties of somebody’s own"),
    ("printersettings", "printer settings"),
    ("embeddings", "an embedded object"),
    ("oleobject", "an embedded object"),
    ("activex", "a control"),
    ("ctrlprop", "a control"),
    ("slicer", "a slicer"),
    ("media/", "a picture"),
    ("image/", "a picture"),
)
ELEMENTS = {
    "externalReferences": "links to other files",
    "pivotCaches": "pivot caches",
    "fileSharing": "the name of whoever reserved the file",
    "customWorkbookViews": "views of single persons",
    "customSheetViews": "views of single persons",
    "legacyDrawing": "comments or controls",
    "oleObjects": "embedded objects",
    "controls": "controls",
    "dataValidations": "lists to choose from or prompts",
    "conditionalFormatting": "looks that depend on a rule",
    "scenarios": "scenarios, with the names of who made them",
    "customProperties": "properties of somebody’s own",
    "protectedRanges": "ranges opened to single persons",
    "dataConsolidate": "sources of a consolidation",
    "extLst": "extensions nobody has looked into",
}
DRAWN = ("sp", "pic", "grpSp", "cxnSp", "contentPart")


def parts_are_listed(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: each part is of a kind that is sent, or holds the sensitivity label alone, and something leads to it."""
    of_label = parts_of_label(copy.package)
    for part, kind in copy.types.items():
        if not kind.endswith(PARTS) and part not in of_label:
            yield held_back(f"{_kind(part, kind)} ({part})")
    reached = _reached(copy)
    for part in copy.types:
        if part not in reached and not part.endswith(".rels"):
            yield held_back(f"a part that nothing leads to ({part})")
    if copy.package.archive.comment:
        yield held_back("a remark on the archive")


def links_stay_inside(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: no relationship leads out of the file."""
    for part in copy.types:
        if part.endswith(".rels"):
            for each in named(copy.tree(part), "Relationship"):
                if each.get("TargetMode") == "External":
                    yield held_back(f"a link to {short(each.get('Target', ''))} ({part})")


def elements_are_listed(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: the workbook and its sheets hold no element but those on the list, and drawings nothing but charts."""
    lists = [(copy.package.workbook, OF_THE_WORKBOOK), *((sheet.part, OF_A_SHEET) for sheet, _ in copy.worksheets)]
    for part, known in lists:
        for name in dict.fromkeys(local(each) for each in copy.tree(part)):
            if name not in known:
                yield held_back(f"{ELEMENTS.get(name, f'an element “{name}”')} ({copy.where(part)})")
    for part in copy.of_type("drawing+xml"):
        drawing = copy.tree(part)
        if next(named(drawing, *DRAWN), None) is not None:
            yield held_back(f"a shape, text box or picture ({part})")
        if any(each.get("macro") or each.get("textlink") for each in drawing.iter()):
            yield held_back(f"a macro behind a drawing ({part})")


def _reached(copy: OpenedCopy) -> set[str]:
    """Every part that relationships lead to, beginning with those of the package."""
    reached, waiting = set[str](), [""]
    while waiting:
        targets = {relation.target for relation in copy.package.relations(waiting.pop())} - reached
        reached |= targets
        waiting += targets
    return reached


def _kind(part: str, content_type: str) -> str:
    told = f"{part} {content_type}".casefold()
    return next((words for sign, words in KINDS if sign in told), "a part of a kind that is never sent")
