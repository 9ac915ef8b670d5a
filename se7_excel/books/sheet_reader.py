"""What the cells of a worksheet part say: values, formulas and hidden rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from se7_excel.books.limits import FORMULA, FORMULAS, REFERRED
from se7_excel.books.markup import attributes, from_cell_text, resolved, text_of
from se7_excel.books.sheet_part import RawCell, Row, SheetPart
from se7_excel.books.strings import string_text
from se7_excel.errors import DamagedWorkbook
from se7_excel.sheets.addresses import cell_name, column_number
from se7_excel.sheets.formulas import moved
from se7_excel.sheets.grid import CellError, Value

PLAIN_CELL = re.compile(
    r'<c r="([A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])\d+"(?: s="(\d+)")?(?: t="(n|s|str|b|e|inlineStr)")?>'
    r'(?=<)(?!</c>)(?:<f(?: aca="false")?>([^<]*)</f>)?(?:<v>(?:([0-9]{1,15})|([0-9]{1,15}\.[0-9]{1,20})|([^<]*))</v>)?'
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>'
)
SHOWN = re.compile(rb'\shidden="(?:false|0)"')  # as LibreOffice says of every row
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
NUMERIC = ("", "n")
LARGEST_DAY = 2_958_465


@dataclass(frozen=True, slots=True)
class Values:
    """What is needed to understand the numbers of cells: the shared strings and which styles show dates."""

    strings: tuple[str, ...]
    date_styles: frozenset[int]
    from_1904: bool


class Reader:
    """Values, formulas and hidden rows of a tab, read row by row; filled-down formulas are spelt out."""

    def __init__(self, part: SheetPart, values: Values) -> None:
        self.values: dict[int, dict[int, Value]] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.hidden_rows: set[int] = set()
        self._known, self._part = values, part
        self._date_styles = {str(style) for style in values.date_styles}
        prefix = part.prefix
        self._value = re.compile(rb"<%sv(?:\s[^<>]*?)?(?:/>|>([^<]*)</%sv>)" % (prefix, prefix))
        self._formula = re.compile(rb"<%sf(\s[^<>]*?)?(?:/>|>([^<]*)</%sf>)" % (prefix, prefix))
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._texts: dict[str, str] = {}  # a tab says the same few words again and again
        self._spelt_out_so_far = 0
        self._referred = 0  # long texts take no room here however often they are referred to, but what we do with them takes time
        for row in part.rows():
            self._read(row)
        REFERRED.hold(self._referred, "the tab")
        FORMULA.hold(max(map(len, self.formulas.values()), default=0), "the tab")

    def _read(self, row: Row) -> None:
        plain = None if self._part.prefix else _plain_cells(row)
        values = self._of_plain(row.number, plain) if plain is not None else self._of_any(self._part.cells(row))
        if values:
            self.values[row.number] = values
        if b"hidden" in row.attributes and _is_hidden(row.attributes):
            self.hidden_rows.add(row.number)

    def _of_plain(self, number: int, cells: list[tuple[str, ...]]) -> dict[int, Value]:
        """The values of a row whose cells are all written in the plain way, as nearly all are."""
        values: dict[int, Value] = {}
        texts, dates = self._texts, self._date_styles
        for letters, style, kind, formula, whole, broken, other, inline in cells:
            column = column_number(letters)
            if formula:
                self.formulas[number, column] = resolved(formula) if "&" in formula else formula
            raw = whole or broken or other
            if not raw:
                if inline or kind == "str":
                    values[column] = texts.get(inline) or texts.setdefault(inline, from_cell_text(resolved(inline)))
            elif not other and kind in NUMERIC and style not in dates:
                values[column] = int(whole) if whole else float(broken)
            else:
                values[column] = self._understood(number, column, kind or "n", int(style or 0), raw)
        return values

    def _of_any(self, cells: Iterator[RawCell]) -> dict[int, Value]:
        values: dict[int, Value] = {}
        for cell in cells:
            formula = self._formula.search(cell.content)
            if formula and (text := self._spelt_out(cell, formula)):
                self.formulas[cell.row, cell.column] = text
            raw = self._value.search(cell.content)
            if cell.kind == b"inlineStr":
                values[cell.column] = string_text(cell.content, self._part.prefix)
            elif raw and (raw[1] or cell.kind == b"str"):
                content = (raw[1] or b"").decode()
                values[cell.column] = self._understood(cell.row, cell.column, cell.kind.decode(), cell.style, content)
        return values

    def _spelt_out(self, cell: RawCell, found: "re.Match[bytes]") -> str:
        written, text = attributes(found[1] or b""), text_of(found[2] or b"")
        if written.get("t") != "shared":
            return text
        key = written.get("si", "")
        if text:
            self._shared[key] = (cell.row, cell.column, text)
            return text
        if key not in self._shared:
            raise DamagedWorkbook("a filled-down formula has lost its first cell; open the file in Excel and save it")
        row, column, master = self._shared[key]
        self._spelt_out_so_far += len(master)
        FORMULAS.hold(self._spelt_out_so_far, "the tab")
        return moved(master, cell.row - row, cell.column - column)

    def _understood(self, row: int, column: int, kind: str, style: int, raw: str) -> Value:
        try:
            if kind == "s":
                text = self._known.strings[_whole_number(raw)]
                self._referred += len(text)
                return text
            if kind == "n":
                return self._number(style, raw.strip())
        except (ValueError, IndexError, OverflowError):
            raise DamagedWorkbook(
                f"the cell {cell_name(row, column)} cannot be read; open the file in Excel and save it"
            ) from None
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "e":
            return CellError(resolved(raw))
        return _date_or_text(resolved(raw)) if kind == "d" else from_cell_text(resolved(raw))

    def _number(self, style: int, raw: str) -> Value:
        if not raw.replace(".", "", 1).isdecimal() and not NUMBER.fullmatch(raw):
            raise ValueError
        number: int | float = int(raw) if raw.isdecimal() else float(raw)
        if style not in self._known.date_styles or not 1 <= number <= LARGEST_DAY:
            return number
        if self._known.from_1904:
            return date(1904, 1, 1) + timedelta(days=int(number))
        # Excel believes there was a 29 February 1900, so days before it are one further on.
        return date(1899, 12, 30) + timedelta(days=int(number) + (number < 60))


def _plain_cells(row: Row) -> list[tuple[str, ...]] | None:
    """The filled cells of the row cut up at once, or None where any of them is written in another way."""
    cells = PLAIN_CELL.findall(row.cells.decode())
    filled = row.cells.count(b"</c>") - row.cells.count(b'"></c>')
    return cells if len(cells) == filled else None


def _is_hidden(written: bytes) -> bool:
    return not SHOWN.search(written) and attributes(written).get("hidden") in ("1", "true")


def _whole_number(raw: str) -> int:
    if not raw.strip().isdecimal():
        raise ValueError
    return int(raw)


def _date_or_text(text: str) -> Value:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text
