"""A worksheet part: its rows and cells as bytes, and what they say."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from se7_excel.books.markup import LONGEST_NUMBER, attributes, elements, first, number_in, prefix_of
from se7_excel.errors import DamagedWorkbook
from se7_excel.sheets.addresses import LAST_COLUMN, LAST_ROW, Area, cell_position, column_number
from se7_excel.sheets.heights import DEFAULT_WIDTH, WIDEST

PLAIN_CELL = re.compile(rb'\s*r="([A-Z]{1,3})(\d{1,7})"(?:\s+s="(\d{1,20})")?(?:\s+t="(\w+)")?\s*')
PLAIN_ROW = re.compile(rb'\s*r="(\d{1,7})"')


class Row(NamedTuple):
    """A row as it stands in the part: its number, its start tag's attributes, its cells, and where it lies."""

    number: int
    attributes: bytes
    cells: bytes
    start: int
    end: int


class RawCell(NamedTuple):
    """A cell as it stands in its row: its address, style index and type, its content, and where it starts and ends."""

    row: int
    column: int
    style: int
    kind: bytes
    content: bytes
    start: int
    end: int


@contextmanager
def naming(tab: str) -> Iterator[None]:
    """Name the tab in whatever turns out to be wrong with its part."""
    try:
        yield
    except DamagedWorkbook as error:
        raise type(error)(f"{tab}: {error}") from None


class SheetPart:
    """The part cut at its rows; what stands before and behind them is kept as it is."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.prefix = prefix_of(data, "worksheet")
        found = re.search(rb"<%ssheetData(?:\s[^<>]*?)?(/?)>" % self.prefix, data)
        if not found:
            raise DamagedWorkbook("the tab has no cells part; go back to the last version that opened")
        self.data_start, self.body_start = found.start(), found.end()
        self.self_closed = bool(found[1])
        self.body_end = found.end() if self.self_closed else data.find(b"</%ssheetData>" % self.prefix, found.end())
        if self.body_end < 0 or data.find(b"<!", self.body_start, self.body_end) >= 0:
            raise DamagedWorkbook("the tab is not written as workbooks are; open the file in Excel and save it as a new file")
        self.frame = data[: self.data_start] + data[self.body_end :]

    def rows(self) -> Iterator[Row]:
        """The rows in the order they stand."""
        number, position, closing = 0, self.body_start, b"</%srow>" % self.prefix
        while found := _row_pattern(self.prefix).search(self.data, position, self.body_end):
            number = _row_number(found[1], number)
            if not 0 < number <= LAST_ROW:
                raise DamagedWorkbook(f"the tab has a row {number}, beyond the last Excel knows; do not use this file")
            content_end = found.end() if found[2] else self.data.find(closing, found.end(), self.body_end)
            if content_end < 0:
                raise DamagedWorkbook(f"row {number} never ends; go back to the last version that opened")
            position = content_end + (0 if found[2] else len(closing))
            yield Row(number, found[1], self.data[found.end() : content_end], found.start(), position)

    def cells(self, row: Row) -> Iterator[RawCell]:
        """The cells of a row in the order they stand."""
        column = 0
        for found in _cell_pattern(self.prefix).finditer(row.cells):
            if found[3] is not None:
                raise DamagedWorkbook(f"a cell of row {row.number} never ends; go back to the last version that opened")
            plain = PLAIN_CELL.fullmatch(found[1])
            if plain:
                letters, _, style, kind = plain.groups()
                column = column_number(letters.decode())
                where = (found.start(), found.end())
                raw = RawCell(row.number, column, int(style or 0), kind or b"n", found[2] or b"", *where)
            else:
                raw = _unusual_cell(row.number, column, found)
            column = raw.column
            if column > LAST_COLUMN:
                raise DamagedWorkbook(f"the tab has a cell in column {column}, beyond the last Excel knows; do not use this file")
            yield raw

    def hidden_columns(self) -> frozenset[int]:
        """The columns that are hidden."""
        hidden = bytearray(LAST_COLUMN + 1)
        for each in elements(self.data[: self.data_start], "col"):
            if each.attributes.get("hidden") in ("1", "true"):
                start, last = number_in(each.attributes, "min", 1), min(number_in(each.attributes, "max"), LAST_COLUMN)
                hidden[start : last + 1] = b"\1" * (last + 1 - start)
        return frozenset(column for column, is_hidden in enumerate(hidden) if is_hidden) if 1 in hidden else frozenset()

    def column_widths(self) -> Callable[[int], float]:
        """The width of a column in characters, by its number."""
        spans = [
            (number_in(each.attributes, "min"), number_in(each.attributes, "max"), _width(each.attributes["width"]))
            for each in elements(self.data[: self.data_start], "col")
            if "width" in each.attributes
        ]
        return lambda column: next((width for first, last, width in spans if first <= column <= last), DEFAULT_WIDTH)

    def is_filtered(self) -> bool:
        """Whether an AutoFilter of the tab itself hides rows now."""
        found = first(self.frame, "autoFilter")
        return found is not None and first(self.frame[found.tag_end : found.end], "filterColumn") is not None

    def is_protected(self) -> bool:
        """Whether the tab is protected against editing."""
        found = first(self.frame, "sheetProtection")
        return found is not None and found.attributes.get("sheet") in ("1", "true")

    def merged(self) -> tuple[Area, ...]:
        """The merged areas of the tab."""
        areas = (Area.parse(each.attributes.get("ref", "")) for each in elements(self.frame, "mergeCell"))
        return tuple(area for area in areas if area)


def _width(written: str) -> float:
    """The width stated, that of other columns where it is none Excel would take."""
    plain = len(written) <= LONGEST_NUMBER and written.replace(".", "", 1).isdecimal()
    return min(float(written), WIDEST) if plain else DEFAULT_WIDTH


def _row_number(written: bytes, before: int) -> int:
    plain = PLAIN_ROW.match(written)
    if plain:
        return int(plain[1])
    number = attributes(written).get("r", "")
    return number_in({"r": number}, "r") if number.isdigit() else before + 1


@cache
def _row_pattern(prefix: bytes) -> "re.Pattern[bytes]":
    return re.compile(rb"<%srow\b([^<>]*?)(/?)>" % prefix)


@cache
def _cell_pattern(prefix: bytes) -> "re.Pattern[bytes]":
    # What a cell holds is taken up to its end or the row's, never tried twice: else cells that never end cost their square.
    return re.compile(rb"<%sc\b([^<>]*?)(?:/>|>([^<]*+(?:<(?!/%sc>)[^<]*+)*+)(?:</%sc>|()\Z))" % (prefix, prefix, prefix))


def _unusual_cell(row: int, column: int, found: "re.Match[bytes]") -> RawCell:
    """A cell with its attributes in another order, further ones, or no address of its own."""
    written = attributes(found[1])
    position = cell_position(written["r"]) if "r" in written else (row, column + 1)
    style = written.get("s", "0")
    if position is None or not (style.isascii() and style.isdigit() and len(style) <= LONGEST_NUMBER):
        raise DamagedWorkbook(
            f"a cell of row {row} claims the address “{written.get('r', '')}” or a style it cannot have; do not use this file"
        )
    kind = written.get("t", "n").encode()
    return RawCell(row, position[1], int(style), kind, found[2] or b"", found.start(), found.end())
