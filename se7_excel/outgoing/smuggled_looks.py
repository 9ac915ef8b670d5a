"""C32 for how a copy looks: nothing stands off its page, none of it is out of sight, and heads and feet are ours."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from se7_excel.books.markup import number_in
from se7_excel.inspection.sheet import Sheet
from se7_excel.outgoing.allow_list import ABOUT, FOOTER, header_of
from se7_excel.outgoing.held_back import held_back, short
from se7_excel.outgoing.opened_copy import OpenedCopy, local, named
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.programme import Place
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_name

OF_CHARTS = Area(1, 1, 3, 1)  # the title, the protective marking, and where the charts are drawn from
FORMATS = frozenset(style.number_format for style in styles.STYLES)
INKS = frozenset((style.ink, style.fill) for style in styles.STYLES)
RUNS = ("r", "rPh")


def cells_stay_on_their_pages(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: no cell lies below or beside the table or page of its sheet, where nobody looks."""
    for sheet in copy.workbook.sheets:
        areas = tuple(_pages(copy, sheet)) or (OF_CHARTS,)
        bottom, right = max(each.bottom for each in areas), max(each.right for each in areas)
        for row, cells in sheet.cells.items():
            for column in cells:
                if row > bottom or column > right:
                    yield held_back("a cell outside its page", sheet.place(row, column))


def looks_are_ours(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: numbers are shown in our formats and words in our inks, each on the ground it can be read on."""
    for code in (each.get("formatCode", "") for part in _styles(copy) for each in named(copy.tree(part), "numFmt")):
        if code not in FORMATS:
            yield held_back(f"a number format that is none of ours, {short(code)}")
    inks = [ink for part in _styles(copy) for ink in _inks(copy.tree(part))]
    filled = [(sheet.name, cell) for sheet, tree in copy.worksheets for cell in named(tree, "c") if len(cell)]
    strange = [each for each in filled if not _is_ours(number_in(each[1].attrib, "s"), inks)]
    yield from _told_once("words in ink that is none of ours for its ground", strange)
    yield from _told_once(
        "a text with looks of its own", [each for each in filled if next(named(each[1], *RUNS), None) is not None]
    )


def headers_are_ours(copy: OpenedCopy) -> Iterator[Finding]:
    """C32: the head of each printed page holds the protective marking, its foot sheet and page, and neither a name or path."""
    known = {"oddHeader": f"&C{header_of(_marking(copy))}", "oddFooter": FOOTER}
    for sheet, tree in copy.worksheets:
        for each in (each for held in named(tree, "headerFooter") for each in held):
            if (each.text or "") not in ("", known.get(local(each), "")):
                yield held_back(f"a footer or header that is none of ours, {short(each.text or '')}, on the sheet {sheet.name}")


def _pages(copy: OpenedCopy, sheet: Sheet) -> Iterator[Area]:
    """Where the sheet's tables lie, and Appendix 1 as a whole."""
    yield from (each.area for each in sheet.tables)
    name = copy.workbook.names.get((schema.APPENDIX_AREA.casefold(), ""))
    page = Area.parse(name.refers_to.rpartition("!")[2]) if name and sheet.name == schema.APPENDIX else None
    if page:
        yield page


def _told_once(what: str, cells: list[tuple[str, Element]]) -> Iterator[Finding]:
    """The first of the cells, and how many more there are."""
    if cells:
        (sheet, cell), more = cells[0], len(cells) - 1
        yield held_back(what + (f" and {more} more" if more else ""), Place(sheet, cell.get("r") or cell_name(1, 1)))


def _styles(copy: OpenedCopy) -> tuple[str, ...]:
    return copy.of_type("styles+xml")


def _inks(tree: Element) -> Iterator[tuple[str, str]]:
    """The ink and the ground of each cell format, as six digits; the ground empty where there is none."""
    fonts, fills = _list(tree, "fonts"), _list(tree, "fills")
    for each in _list(tree, "cellXfs"):
        yield _ink(fonts, number_in(each.attrib, "fontId")), _ground(fills, number_in(each.attrib, "fillId"))


def _list(tree: Element, name: str) -> list[Element]:
    return [each for held in named(tree, name) for each in held]


def _ink(fonts: list[Element], index: int) -> str:
    colour = next(named(fonts[index], "color"), None) if index < len(fonts) else None
    return _six_digits(colour)


def _ground(fills: list[Element], index: int) -> str:
    pattern = next(named(fills[index], "patternFill"), None) if index < len(fills) else None
    if pattern is not None and pattern.get("patternType", "none") == "none":
        return ""
    return _six_digits(next(named(fills[index], "fgColor"), None) if pattern is not None else None)


def _six_digits(colour: Element | None) -> str:
    """The colour where it is stated outright, as ours are; a sign that is none otherwise."""
    return colour.get("rgb", "?")[-6:] if colour is not None and set(colour.attrib) == {"rgb"} else "?"


def _is_ours(index: int, inks: list[tuple[str, str]]) -> bool:
    return index < len(inks) and inks[index] in INKS


def _marking(copy: OpenedCopy) -> str:
    """The protective marking as the sheet About gives it, or its words that there is none."""
    about = copy.workbook.sheet(ABOUT)
    rows = about.cells.values() if about else ()
    return next((str(row.get(2)) for row in rows if row.get(1) == schema.MARKING), "")
