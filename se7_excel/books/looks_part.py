"""How the cells of a worksheet part look: read only for a tab whose looks somebody asks for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from se7_excel.books.colours import BLACK, WHITE, Colours
from se7_excel.books.markup import Element, attributes, elements, first, number_in, text_of
from se7_excel.books.sheet_part import SheetPart
from se7_excel.books.styles_part import StylesPart
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.looks import Look, Looks, Span

ON = ("1", "true")
NO_STYLE = ("", "None", "TableStyleNone")


class Format(NamedTuple):
    """A cell format: the look it gives, and whether it has a font and a fill of its own or leaves them to others."""

    look: Look
    own_font: bool
    own_fill: bool


class LooksPart:
    """The cell formats of a workbook, and what they make of each tab."""

    def __init__(self, styles: StylesPart, theme: bytes = b"") -> None:
        self._colours = Colours(styles.data, theme)
        fonts = [self._font(each) for each in styles.written("fonts", "font")]
        fills = [self._fill(each) for each in styles.written("fills", "fill")]
        self._formats = tuple(_format(each, fonts, fills) for each in styles.written("cellXfs", "xf"))

    def looks(self, part: SheetPart, tables: Sequence[bytes]) -> Looks:
        """What can be seen of the tab with this part and these table parts."""
        known = [each for each in (first(data, "table") for data in tables) if each]
        unheaded = frozenset(_name(each) for each in known if each.attributes.get("headerRowCount", "1") == "0")
        styled = tuple(area for data in tables if (area := _styled_area(data)))
        conditional = tuple(_conditional(part))
        cells = {
            (cell.row, cell.column): self._look(cell.style, (cell.row, cell.column), styled, conditional)
            for row in part.rows()
            for cell in part.cells(row)
        }
        return Looks(cells, part.merged(), tuple(_widths(part)), unheaded)

    def _look(self, style: int, position: tuple[int, int], styled: tuple[Area, ...], conditional: tuple[Area, ...]) -> Look:
        """The look of a cell; its colours are not known where a conditional format or the table's style may overrule them."""
        if style >= len(self._formats):
            return Look()
        known = self._formats[style]
        if not styled and not conditional:
            return known.look
        overruled = any(position in area for area in conditional)
        in_style = any(position in area for area in styled) and not (known.own_font and known.own_fill)
        return known.look._replace(ink="", fill="") if overruled or in_style else known.look

    def _font(self, font: bytes) -> Look:
        def stated(name: str) -> dict[str, str]:
            found = first(font, name)
            return found.attributes if found else {}

        size = stated("sz").get("val", "")
        points = float(size) if size.replace(".", "", 1).isdecimal() else 0.0
        ink = self._colour(font, "color", BLACK)
        return Look(stated("name").get("val", ""), number_in(stated("family"), "val"), points, ink)

    def _fill(self, fill: bytes) -> str:
        pattern = first(fill, "patternFill")
        if pattern is None:
            return ""
        kind = pattern.attributes.get("patternType", "none")
        return {"none": WHITE, "solid": self._colour(fill, "fgColor", "")}.get(kind, "")

    def _colour(self, data: bytes, name: str, otherwise: str) -> str:
        found = first(data, name)
        return self._colours.resolved(data[found.start : found.tag_end], otherwise) if found else otherwise


def _format(xf: bytes, fonts: list[Look], fills: list[str]) -> Format:
    written = attributes(xf[: xf.index(b">") + 1])
    alignment = first(xf, "alignment")
    wrap = alignment is not None and alignment.attributes.get("wrapText") in ON
    font, fill = number_in(written, "fontId"), number_in(written, "fillId")
    look = fonts[font] if font < len(fonts) else Look()
    shade = fills[fill] if fill < len(fills) else ""
    return Format(look._replace(fill=shade, wrap=wrap), font > 0, fill > 0)


def _name(table: Element) -> str:
    return table.attributes.get("displayName") or table.attributes.get("name", "")


def _styled_area(data: bytes) -> Area | None:
    """The area of a table that has a style, which colours the cells without colours of their own; None for other tables."""
    table, style = first(data, "table"), first(data, "tableStyleInfo")
    if table is None or style is None or style.attributes.get("name", "") in NO_STYLE:
        return None
    return Area.parse(table.attributes.get("ref", ""))


def _conditional(part: SheetPart) -> Iterator[Area]:
    """The areas of conditional formats, in the notation of 2007 and in that of 2010."""
    older = (each.attributes.get("sqref", "") for each in elements(part.frame, "conditionalFormatting"))
    newer = (text_of(part.frame[each.tag_end : each.content_end]) for each in elements(part.frame, "sqref"))
    areas = (Area.parse(written) for listed in (*older, *newer) for written in listed.split())
    return (area for area in areas if area)


def _widths(part: SheetPart) -> Iterator[Span]:
    for each in elements(part.frame, "col"):
        stated, width = each.attributes, each.attributes.get("width", "")
        if stated.get("hidden") not in ON and width.replace(".", "", 1).isdecimal():
            yield number_in(stated, "min", 1), number_in(stated, "max"), float(width)
