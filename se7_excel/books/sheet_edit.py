"""Changing cells of a worksheet part in place: rows and cells that are not touched keep their very bytes."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from se7_excel.books.cell_edits import Edit, Position, freed_children, refuse_blocked
from se7_excel.books.markup import attributes, cell_text, escaped_text, first, with_attribute
from se7_excel.books.sheet_part import RawCell, Row, SheetPart
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import Style

SPANS = re.compile(r"(\d{1,5}):(\d{1,5})", re.ASCII)
IndexFor = Callable[[Style, int], int]


def edited(
    part: SheetPart,
    tab: str,
    edits: Mapping[Position, Edit],
    index_for: IndexFor,
    heights: Mapping[int, float],
    shown: frozenset[int] = frozenset(),
) -> bytes:
    """The part with the cells changed, rows to be shown no longer hidden, and rows as high as changed texts need.

    Raises `ProtectedWorkbook` where a cell cannot be changed by itself.
    """
    refuse_blocked(part, tab, edits)
    by_row: dict[int, dict[int, Edit]] = {}
    for (row, column), edit in edits.items():
        by_row.setdefault(row, {})[column] = edit
    freed = freed_children(part, edits)
    for row in (*(row for row, _ in freed), *shown):
        by_row.setdefault(row, {})
    body = _Body(part, by_row, freed, index_for, heights, shown).written()
    return _with_dimension(_framed(part, body), edits)


class _Body:
    """The rows of a part written anew, those without edits copied."""

    def __init__(
        self,
        part: SheetPart,
        edits: dict[int, dict[int, Edit]],
        freed: Mapping[Position, str],
        index_for: IndexFor,
        heights: Mapping[int, float],
        shown: frozenset[int],
    ) -> None:
        self.part, self.edits, self.freed, self.index_for = part, edits, freed, index_for
        self.heights, self.shown = heights, shown
        self.p = part.prefix
        self.addressed = b'<%sc r="' % part.prefix

    def written(self) -> bytes:
        pieces, position = [], self.part.body_start
        waiting = sorted(self.edits)
        for row in self.part.rows():
            while waiting and waiting[0] < row.number:
                pieces += [self.part.data[position : row.start], self._new_row(waiting.pop(0))]
                position = row.start
            if waiting and waiting[0] == row.number:
                pieces += [self.part.data[position : row.start], self._row(row, self.edits[waiting.pop(0)])]
                position = row.end
        pieces.append(self.part.data[position : self.part.body_end])
        pieces += [self._new_row(number) for number in waiting]
        return b"".join(pieces)

    def _new_row(self, number: int) -> bytes:
        row = Row(number, b"", b"", 0, 0)
        inner = b"".join(self._cell(row, column, edit, None) for column, edit in sorted(self.edits[number].items()))
        height = _height_attribute(self.heights.get(number))
        return b'<%srow r="%d"%s>%s</%srow>' % (self.p, number, height, inner, self.p) if inner else b""

    def _row(self, row: Row, edits: dict[int, Edit]) -> bytes:
        cells = list(self.part.cells(row))
        old = {cell.column: cell for cell in cells}
        written = [(cell, self._written(row, cell, edits)) for cell in cells]
        added = [(column, self._cell(row, column, edits[column], None)) for column in sorted(edits) if column not in old]
        inner = _spliced(row, written, [each for each in added if each[1]])
        if inner == row.cells and row.number not in self.shown:
            return self.part.data[row.start : row.end]
        named = _row_attributes(row, edits, self.heights.get(row.number), row.number in self.shown)
        start = b"<%srow%s>" % (self.p, named)
        return start + inner + b"</%srow>" % self.p

    def _written(self, row: Row, cell: RawCell, edits: dict[int, Edit]) -> bytes:
        edit = edits.get(cell.column)
        return self._cell(row, cell.column, edit, cell) if edit else self._kept(row, cell)

    def _kept(self, row: Row, cell: RawCell) -> bytes:
        """A cell as it was, but with an address, and with the formula it shared with a cell that is being changed."""
        formula = self.freed.get((cell.row, cell.column))
        whole = row.cells[cell.start : cell.end]
        if formula is None and whole.startswith(self.addressed):
            return whole
        if formula is not None:
            written = b"<%sf>%s</%sf>" % (self.p, escaped_text(formula).encode(), self.p)
            whole = re.sub(rb"<%sf\b[^>]*?(?:/>|>[^<]*</%sf>)" % (self.p, self.p), lambda _: written, whole, count=1)
        end = whole.index(b">") + 1
        if "r" in attributes(whole[:end]):
            return whole
        return with_attribute(whole[:end], "r", cell_name(cell.row, cell.column)) + whole[end:]

    def _cell(self, row: Row, column: int, edit: Edit, old: RawCell | None) -> bytes:
        current = 0 if edit.bare or old is None else old.style
        style = self.index_for(edit.style, current) if edit.style else current
        if edit.content is None and old and not edit.bare:
            return self._kept(row, old) if style == current else self._restyled(row, old, style)
        content, kind = _content(edit.content, self.p)
        if not content and not style:
            return b""
        name = cell_name(row.number, column).encode()
        start = b'<%sc r="%s"%s%s' % (self.p, name, b' s="%d"' % style if style else b"", kind)
        return start + (b">" + content + b"</%sc>" % self.p if content else b"/>")

    def _restyled(self, row: Row, old: RawCell, style: int) -> bytes:
        kept = self._kept(row, old)
        end = kept.index(b">") + 1
        return with_attribute(kept[:end], "s", str(style)) + kept[end:]


def _spliced(row: Row, written: list[tuple[RawCell, bytes]], added: list[tuple[int, bytes]]) -> bytes:
    """The row's content with its cells as now written and new ones in their places; what stands between cells stays."""
    pieces, position = [], 0
    for cell, whole in written:
        pieces.append(row.cells[position : cell.start])
        while added and added[0][0] < cell.column:
            pieces.append(added.pop(0)[1])
        pieces.append(whole)
        position = cell.end
    return b"".join([*pieces, *(whole for _, whole in added), row.cells[position:]])


def _content(cell: Cell | None, p: bytes) -> tuple[bytes, bytes]:
    """What stands between the cell's tags, and its type attribute."""
    if cell is None or (cell.value in (None, "") and not cell.formula):
        return b"", b""
    formula = b"<%sf>%s</%sf>" % (p, escaped_text(cell.formula).encode(), p) if cell.formula else b""
    if isinstance(cell.value, Decimal):
        return formula + b"<%sv>%s</%sv>" % (p, number_text(cell.value).encode(), p), b""
    text = cell_text(cell.value or "").encode()
    if formula:
        return formula + b"<%sv>%s</%sv>" % (p, text, p), b' t="str"'
    return b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (p, p, text, p, p), b' t="inlineStr"'


def number_text(amount: Decimal) -> str:
    """The number as a cell holds it: whole numbers without a point, others as the nearest floating-point number."""
    return str(int(amount)) if amount == amount.to_integral_value() else repr(float(amount))


def _row_attributes(row: Row, edits: dict[int, Edit], height: float | None, show: bool) -> bytes:
    """The row's attributes: `spans` goes where cells stand outside it, an automatic height is worked out anew for new texts."""
    tag = b"<row" + row.attributes.rstrip() + b">"
    written = attributes(tag)
    spans = SPANS.fullmatch(written.get("spans", ""))
    if "spans" in written and not (spans and all(int(spans[1]) <= column <= int(spans[2]) for column in edits)):
        tag = with_attribute(tag, "spans", None)
    texts = any(edit.content and isinstance(edit.content.value, str) and not edit.content.formula for edit in edits.values())
    if texts and written.get("customHeight") not in ("1", "true"):
        tag = with_attribute(tag, "ht", f"{height:g}" if height else None)
    if show:
        tag = with_attribute(tag, "hidden", None)
    return tag[len(b"<row") : -1]


def _height_attribute(height: float | None) -> bytes:
    return b' ht="%s"' % f"{height:g}".encode() if height else b""


def _framed(part: SheetPart, body: bytes) -> bytes:
    """The part around its new rows; an element for the cells that was empty gets an end tag."""
    before, after = part.data[: part.body_start], part.data[part.body_end :]
    if not part.self_closed:
        return before + body + after
    return before[: -len(b"/>")].rstrip() + b">" + body + b"</%ssheetData>" % part.prefix + after


def _with_dimension(data: bytes, edits: Mapping[Position, Edit]) -> bytes:
    """The part with its stated dimension reaching over every filled cell: some readers believe it."""
    found = first(data, "dimension")
    area = Area.parse(found.attributes.get("ref", "")) if found else None
    filled = [position for position, edit in edits.items() if edit.content and edit.content.value not in (None, "")]
    if found is None or area is None or not filled:
        return data
    rows, columns = [row for row, _ in filled], [column for _, column in filled]
    wider = Area(min(area.top, *rows), min(area.left, *columns), max(area.bottom, *rows), max(area.right, *columns))
    if wider == area:
        return data
    tag = with_attribute(data[found.start : found.tag_end], "ref", str(wider))
    return data[: found.start] + tag + data[found.tag_end :]
