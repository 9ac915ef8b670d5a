"""The styles part: which cell formats show dates, which follow a named style, and named styles added where they lack."""

import re
from functools import cached_property

from se7_excel.books.markup import Element, attributes, elements, escaped, first, number_in, prefix_of, with_attribute
from se7_excel.errors import DamagedWorkbook
from se7_excel.sheets import styles
from se7_excel.sheets.styles import Style

DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
NOT_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
BUILT_IN = {styles.GENERAL: 0, "0": 1, "0.00%": 10, styles.TEXT: 49}
FIRST_CUSTOM_FORMAT = 164
LONGEST_CODE = 255
CONTAINERS = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)


class StylesPart:
    """The styles of a workbook; what is there is never changed, only added to."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.prefix = prefix_of(data, "styleSheet")
        self._chosen: dict[str, int] = {}

    @cached_property
    def formats(self) -> list[dict[str, str]]:
        """The attributes of each cell format, by index."""
        return [attributes(tag) for tag in self._items("cellXfs", "xf")]

    @cached_property
    def named(self) -> dict[str, int]:
        """The index of the named style's own format, by name."""
        found = elements(self.data, "cellStyle")
        return {each.attributes.get("name", ""): number_in(each.attributes, "xfId") for each in found}

    def written(self, container: str, name: str) -> list[bytes]:
        """The whole elements of this name in the container, by index."""
        return [self._whole(each) for each in self._children(container, name)]

    def date_styles(self) -> frozenset[int]:
        """The indexes of the cell formats that show a number as a date."""
        codes = {
            each.attributes.get("numFmtId"): each.attributes.get("formatCode", "") for each in self._children("numFmts", "numFmt")
        }
        dates = DATE_FORMATS | {int(key) for key, code in codes.items() if key and _shows_date(code)}
        return frozenset(index for index, each in enumerate(self.formats) if number_in(each, "numFmtId") in dates)

    def index_for(self, style: Style, current: int) -> int:
        """The cell format that gives a cell this named style; the one it has, where that already follows the style."""
        base = self.named.get(style.name)
        if base is not None and current < len(self.formats) and number_in(self.formats[current], "xfId") == base and base:
            return current
        if style.name not in self._chosen:
            self._chosen[style.name] = self._index(style, base)
        return self._chosen[style.name]

    def _index(self, style: Style, base: int | None) -> int:
        """The cell format that follows the named style and adds nothing of its own."""
        if base is None:
            base = self._add_named(style)
        known = list(self._children("cellStyleXfs", "xf"))
        if base >= len(known):
            raise DamagedWorkbook(f"the style {style.name} has lost its format; open the file in Excel and save it")
        own = self._whole(known[base])
        for index, each in enumerate(self._children("cellXfs", "xf")):
            if number_in(each.attributes, "xfId") == base and _look(self._whole(each)) == _look(own):
                return index
        end = own.index(b">") + 1
        index = self._append("cellXfs", "xf", with_attribute(own[:end], "xfId", str(base)) + own[end:])
        self.__dict__.pop("formats", None)
        return index

    def _whole(self, element: Element) -> bytes:
        return self.data[element.start : element.end]

    def _add_named(self, style: Style) -> int:
        p = self.prefix.decode()
        font = self._append("fonts", "font", _font(style, p))
        fill = self._append("fills", "fill", _fill(style, p)) if style.fill else 0
        border = self._append("borders", "border", _border(style, p)) if style.border else 0
        xf = (
            f'<{p}xf numFmtId="{self._number_format(style)}" fontId="{font}" fillId="{fill}" borderId="{border}" '
            f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{_alignment(style, p)}</{p}xf>'
        )
        base = self._append("cellStyleXfs", "xf", xf.encode())
        self._append("cellStyles", "cellStyle", f'<{p}cellStyle name="{escaped(style.name)}" xfId="{base}"/>'.encode())
        self.__dict__.pop("named", None)
        return base

    def _number_format(self, style: Style) -> int:
        if style.number_format in BUILT_IN:
            return BUILT_IN[style.number_format]
        formats = [each.attributes for each in self._children("numFmts", "numFmt")]
        same = next((each for each in formats if each.get("formatCode") == style.number_format), None)
        if same:
            return number_in(same, "numFmtId")
        key = max((FIRST_CUSTOM_FORMAT - 1, *(number_in(each, "numFmtId") for each in formats))) + 1
        p = self.prefix.decode()
        self._append("numFmts", "numFmt", f'<{p}numFmt numFmtId="{key}" formatCode="{escaped(style.number_format)}"/>'.encode())
        return key

    def _append(self, container: str, name: str, element: bytes) -> int:
        """Add the element as the container's last and return its index."""
        found = first(self.data, container) or self._add_container(container)
        count = len(list(self._children(container, name)))
        tag = with_attribute(self.data[found.start : found.tag_end], "count", str(count + 1))
        inner = self.data[found.tag_end : found.content_end]
        if tag.endswith(b"/>"):
            tag = tag[:-2].rstrip() + b">"
        closing = b"</%s%s>" % (self.prefix, container.encode())
        self.data = self.data[: found.start] + tag + inner + element + closing + self.data[found.end :]
        return count

    def _add_container(self, container: str) -> Element:
        """An empty container that a small writer left out, in the order the schema wants them."""
        root = next(elements(self.data, "styleSheet"))
        successors = CONTAINERS[CONTAINERS.index(container) + 1 :]
        at = min((each.start for each in elements(self.data, *successors)), default=root.content_end)
        # The first format of all is what formats without a style of their own follow: Normal.
        plain = b"<%sxf/>" % self.prefix if container == "cellStyleXfs" else b""
        inner = b"<%s%s>%s</%s%s>" % (self.prefix, container.encode(), plain, self.prefix, container.encode())
        self.data = self.data[:at] + inner + self.data[at:]
        return next(elements(self.data, container))

    def _children(self, container: str, name: str) -> list[Element]:
        found = first(self.data, container)
        if found is None:
            return []
        return [each for each in elements(self.data, name) if found.tag_end <= each.start < found.content_end]

    def _items(self, container: str, name: str) -> list[bytes]:
        return [self.data[each.start : each.tag_end] for each in self._children(container, name)]


def _shows_date(code: str) -> bool:
    return any(letter in "dmyhs" for letter in NOT_A_DATE.sub("", code[:LONGEST_CODE]).lower())


def _look(xf: bytes) -> tuple[object, ...]:
    """What makes a format look as it does: its number format, font, fill and border, its alignment and protection."""
    written = attributes(xf[: xf.index(b">") + 1])
    looks = tuple(written.get(key, "0") for key in ("numFmtId", "fontId", "fillId", "borderId"))
    return (*looks, *((each.name, tuple(sorted(each.attributes.items()))) for each in elements(xf, "alignment", "protection")))


def _font(style: Style, p: str) -> bytes:
    marks = "".join(f"<{p}{mark}/>" for mark, on in (("b", style.bold), ("i", style.italic), ("u", style.underline)) if on)
    return (
        f'<{p}font>{marks}<{p}sz val="{style.size}"/><{p}color rgb="FF{style.ink}"/><{p}name val="{styles.FONT}"/>'
        f'<{p}family val="2"/></{p}font>'
    ).encode()


def _fill(style: Style, p: str) -> bytes:
    return f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{style.fill}"/></{p}patternFill></{p}fill>'.encode()


def _border(style: Style, p: str) -> bytes:
    sides = "".join(
        f'<{p}{side} style="thin"><{p}color rgb="FF{style.border}"/></{p}{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<{p}border>{sides}<{p}diagonal/></{p}border>".encode()


def _alignment(style: Style, p: str) -> str:
    parts = {"horizontal": style.horizontal, "vertical": style.vertical, "wrapText": "1" if style.wrap else ""}
    parts["indent"] = str(style.indent) if style.indent else ""
    written = " ".join(f'{name}="{value}"' for name, value in parts.items() if value)
    return f"<{p}alignment {written}/>"
