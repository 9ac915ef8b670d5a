"""Edits to cells, and what stands in their way: protection, merged cells, array formulas, formulas shared by cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from se7_excel.books.markup import attributes, text_of
from se7_excel.books.sheet_part import RawCell, SheetPart
from se7_excel.errors import ProtectedWorkbook
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.formulas import moved
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import Style

Position = tuple[int, int]


@dataclass(slots=True)
class Edit:
    """What is to become of a cell: another style, another content, or both; `bare` takes the style off."""

    style: Style | None = None
    content: Cell | None = None
    bare: bool = False


Edits = Mapping[Position, Edit]


def loses_formula(part: SheetPart, edits: Edits) -> bool:
    """Whether a cell that had a formula ends up without one."""
    return any(
        _changes_content(edit) and not (edit.content and edit.content.formula)
        for cell, _, _ in _formulas(part)
        for edit in [edits.get((cell.row, cell.column))]
        if edit
    )


def freed_children(part: SheetPart, edits: Edits) -> dict[Position, str]:
    """Formulas that would lose their first cell to an edit, spelt out for each cell they were filled down to."""
    if b"shared" not in part.data:
        return {}
    masters: dict[str, tuple[int, int, str]] = {}
    freed: dict[Position, str] = {}
    for cell, tag, text in _formulas(part):
        key = tag.get("si", "")
        if tag.get("t") != "shared":
            continue
        if text and _changes_content(edits.get((cell.row, cell.column))):
            masters[key] = (cell.row, cell.column, text)
        elif not text and key in masters and not _changes_content(edits.get((cell.row, cell.column))):
            row, column, master = masters[key]
            freed[cell.row, cell.column] = moved(master, cell.row - row, cell.column - column)
    return freed


def _formulas(part: SheetPart) -> Iterator[tuple[RawCell, dict[str, str], str]]:
    """Every formula cell with the attributes and text of its formula element."""
    pattern = re.compile(rb"<%sf\b([^>]*?)(?:/>|>([^<]*)</%sf>)" % (part.prefix, part.prefix))
    for row in part.rows():
        if b"<%sf" % part.prefix in row.cells:
            for cell in part.cells(row):
                found = pattern.search(cell.content)
                if found:
                    yield cell, attributes(found[1]), text_of(found[2] or b"")


def refuse_blocked(part: SheetPart, tab: str, edits: Edits) -> None:
    """Refuse what Excel would refuse: protected tabs, cells inside merged areas, parts of array formulas."""
    if part.is_protected():
        raise ProtectedWorkbook(f"the tab {tab} is protected; lift it in Excel under Review, Unprotect Sheet")
    for area in part.merged():
        hidden = [position for position in edits if position in area and position != (area.top, area.left)]
        if hidden:
            raise ProtectedWorkbook(f"{tab}!{cell_name(*hidden[0])} lies inside the merged cells {area}; unmerge them")
    if b"array" in part.data or b"dataTable" in part.data:
        _refuse_arrays(part, tab, edits)


def _refuse_arrays(part: SheetPart, tab: str, edits: Edits) -> None:
    for _, tag, _ in _formulas(part):
        area = Area.parse(tag.get("ref", "")) if tag.get("t") in ("array", "dataTable") else None
        inside = [position for position in edits if area and position in area and _changes_content(edits[position])]
        if area and inside and (area.top, area.left) != (area.bottom, area.right):
            raise ProtectedWorkbook(f"{tab}!{cell_name(*inside[0])} is part of the array formula in {area}; clear that formula")


def _changes_content(edit: Edit | None) -> bool:
    return edit is not None and (edit.content is not None or edit.bare)
