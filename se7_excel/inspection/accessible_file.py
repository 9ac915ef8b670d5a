"""C31 for a whole file: whether a workbook that is to be sent can be read by everybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from se7_excel.books.file_book import FileBook
from se7_excel.books.markup import Element, attributes, elements, first, number_in, text_of
from se7_excel.books.package import Package
from se7_excel.books.workbook_part import sheets
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place
from se7_excel.sheets import schema
from se7_excel.sheets.accessibility import page_findings, table_findings
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.grid import Grid, folded, words
from se7_excel.sheets.rule import CODE

NOTES = "Notes"
NOTE_MARK = re.compile(r"\[\s*(note\s+\d+)\s*\]", re.IGNORECASE)
NUMBERED = re.compile(r"(?:sheet|tabelle|feuil|hoja|foglio|blad)\s*\d+(?:\s*\(\d+\))?", re.IGNORECASE)
PROPERTIES = (
    ("title", "The workbook has no title", "give it one in Excel under File, Info, Title"),
    ("language", "The workbook does not say its language", "set it in the file’s Properties in Windows Explorer, under Details"),
)
DRAWN = ("graphicFrame", "pic")
ANCHORS = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")


@dataclass(frozen=True, slots=True)
class Shown:
    """A visible worksheet: where it stands among all tabs, the part it is in, and what it says."""

    index: int
    part: str
    grid: Grid


def accessible_file(package: Package) -> Iterator[Finding]:
    """C31: the workbook has title and language, opens at the top, and every visible sheet can be read by everybody.

    Raises a `SavingsError` for a workbook that cannot be read.
    """
    shown = tuple(_shown(package))
    yield from _described(package)
    yield from _opens_at_the_top(package, shown)
    yield from _noted(shown)
    for sheet in shown:
        yield from _named(sheet.grid)
        yield from _readable(sheet.grid)
        yield from _told_in_words(package, sheet)


def _shown(package: Package) -> Iterator[Shown]:
    book = FileBook(b"".join(package.rewritten()))
    parts = {each.key: each for each in package.relations(package.workbook) if each.kind.endswith("/worksheet")}
    for index, sheet in enumerate(sheets(package.read(package.workbook))):
        if not sheet.hidden and sheet.key in parts:
            yield Shown(index, parts[sheet.key].target, book.read(sheet.name))


def _described(package: Package) -> Iterator[Finding]:
    held = package.related("", "/core-properties")
    data = package.read(held[0]) if held and package.holds(held[0]) else b""
    for name, lack, remedy in PROPERTIES:
        found = first(data, name)
        if found is None or not text_of(data[found.tag_end : found.content_end]).strip():
            yield _finding(None, lack, remedy, f"a {name} of the document", "none")


def _opens_at_the_top(package: Package, shown: tuple[Shown, ...]) -> Iterator[Finding]:
    if not shown:
        return
    top, workbook = shown[0], first(package.read(package.workbook), "workbookView")
    active = number_in(workbook.attributes, "activeTab") if workbook else 0
    remedy = "go to cell A1 of the first sheet and save"
    if active != top.index:
        opened = next((each.grid.tab for each in shown if each.index == active), "another sheet")
        yield _at(top.grid, 1, 1, f"the workbook opens at {opened}", remedy, "the first sheet open")
    cell = _cursor(package.read(top.part))
    if cell != "A1":
        yield _at(top.grid, 1, 1, f"the cursor is in {cell}", remedy, "the cursor in A1")


def _cursor(data: bytes) -> str:
    """The cell the cursor is in: that of the pane in use, where the sheet is frozen or split."""
    view = first(data, "sheetView")
    inner = data[view.tag_end : view.content_end] if view else b""
    pane = first(inner, "pane")
    used = pane.attributes.get("activePane", "topLeft") if pane else "topLeft"
    selections = (each.attributes for each in elements(inner, "selection"))
    return next((each.get("activeCell", "A1") for each in selections if each.get("pane", "topLeft") == used), "A1")


def _noted(shown: tuple[Shown, ...]) -> Iterator[Finding]:
    """Notes the text refers to and the sheet Notes does not have."""
    notes = next((each.grid for each in shown if folded(each.grid.tab) == folded(NOTES)), None)
    known = _notes_on(notes) if notes else set()
    told: set[str] = set()
    for grid in (each.grid for each in shown if each.grid is not notes):
        for row, column, note in _note_marks(grid):
            if note not in known | told:
                told.add(note)
                lack = f"the sheet {NOTES} does not have it" if notes else f"there is no sheet {NOTES}"
                yield _at(grid, row, column, f"the text refers to {note} and {lack}", f"write it on a sheet named {NOTES}", note)


def _notes_on(grid: Grid) -> set[str]:
    """The notes a row of the sheet begins with: `note 1`, in brackets or not, or the bare number."""
    starts = (cells[min(cells)] for _, cells in grid.rows() if cells)
    texts = (f"note {each:g}" if isinstance(each, (int, float)) else words(each).casefold() for each in starts)
    return {found[1] for text in texts if (found := re.match(r"\[?\s*(note \d+)\b", text))}


def _note_marks(grid: Grid) -> Iterator[tuple[int, int, str]]:
    for row, cells in grid.rows():
        for column, value in sorted(cells.items()):
            yield from ((row, column, words(mark).casefold()) for mark in NOTE_MARK.findall(words(value)))


def _named(grid: Grid) -> Iterator[Finding]:
    if NUMBERED.fullmatch(grid.tab.strip()):
        yield _at(grid, 1, 1, "the sheet’s name says nothing of it", "name it after what it shows", "a name that says something")


def _readable(grid: Grid) -> Iterator[Finding]:
    if grid.totals_rows:
        yield from table_findings(grid)
    elif schema.APPENDIX_AREA in grid.areas:
        yield from page_findings(grid)


def _told_in_words(package: Package, sheet: Shown) -> Iterator[Finding]:
    """The first chart or picture of the sheet without a text for those who cannot see it."""
    places = [place for part in package.related(sheet.part, "/drawing") for place in _silent(package.read(part))]
    if places:
        (row, column), count = places[0], len(places)
        what = "a chart or picture has no alternative text" + (f" (the first of {count})" if count > 1 else "")
        remedy = "right-click it, choose View Alt Text, and say what it shows"
        yield _at(sheet.grid, row, column, what, remedy, "a text for each chart and picture")


def _silent(drawing: bytes) -> Iterator[tuple[int, int]]:
    """The cells at which charts and pictures without alternative text stand."""
    for anchor in elements(drawing, *ANCHORS):
        inner = drawing[anchor.tag_end : anchor.content_end]
        for drawn in elements(inner, *DRAWN):
            own = inner[drawn.start : drawn.end]
            named = first(own, "cNvPr")
            if named and not named.attributes.get("descr", "").strip() and not _is_decoration(own, named):
                yield _corner(inner)


def _is_decoration(drawn: bytes, named: Element) -> bool:
    """Whether its maker has marked it as decoration, which screen readers pass over."""
    mark = first(drawn[named.tag_end : named.content_end], "decorative")
    return mark is not None and attributes(drawn[named.tag_end : named.content_end][mark.start : mark.tag_end]).get("val") == "1"


def _corner(anchor: bytes) -> tuple[int, int]:
    start = first(anchor, "from")
    inner = anchor[start.tag_end : start.content_end] if start else b""
    return _whole(inner, "row"), _whole(inner, "col")


def _whole(data: bytes, name: str) -> int:
    """The number in this element counted from 1, as cells are."""
    found = first(data, name)
    written = data[found.tag_end : found.content_end].strip() if found else b""
    return int(written) + 1 if written.isdigit() else 1


def _at(grid: Grid, row: int, column: int, found: str, remedy: str, expected: str) -> Finding:
    place = Place(grid.tab, cell_name(row, column))
    return _finding(place, f"{place}: {found}", remedy, expected, found)


def _finding(place: Place | None, said: str, remedy: str, expected: str, found: str) -> Finding:
    return Finding(CODE, Severity.WARN, f"{said}; {remedy}.", place=place, expected=expected, found=found)
