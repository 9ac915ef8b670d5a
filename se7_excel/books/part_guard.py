"""Parts looked at before anything reads them: how they begin, how large they are, and how much stands in them.

Large parts are gone through a MiB at a time first, so that refusing one takes neither its time nor its memory.
"""

import re
from codecs import getincrementaldecoder

from se7_excel.books import limits
from se7_excel.books.archive import LARGE, PIECE, Archive
from se7_excel.books.limits import Limit
from se7_excel.books.markup import checked, elements, first, not_utf8
from se7_excel.errors import DamagedWorkbook
from se7_excel.sheets.addresses import Area

PROLOG = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
ROOT = re.compile(rb"<((?:[\w.-]++:)?)([\w.-]++)")
TAG = re.compile(rb"<(/?)[\w:][^<>]*+>")
CELL_FORMAT = re.compile(rb"<(?:[\w.-]++:)?xf[\s/>]")
SHORT, LONG = 1024, 64 << 10
WIDE = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"<\0\0\0": "utf-32-le", b"\0\0\0<": "utf-32-be"}
HALF_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
DTD = b"<!"
OVERLAP, LEAST_FILLED_CELL = 32, len(b"<c><v>1</v></c>")
LARGEST = {
    b"worksheet": limits.SHEET,
    b"sst": limits.STRINGS,
    b"styleSheet": limits.STYLES,
    b"workbook": limits.INDEX,
    b"Relationships": limits.RELATIONS,
    b"Types": limits.INDEX,
}


class PartGuard:
    """The parts of an archive, each read only if it keeps within the limits."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sound: set[str] = set()
        self._cells: dict[str, int] = {}
        self._sound_cells = sum(each.size for each in archive.members.values()) < limits.ALL_CELLS.allowed * LEAST_FILLED_CELL
        self._roots = {name: self._root(name) for name in archive.members if _is_xml(name)}

    def read(self, part: str) -> bytes:
        """The part's content; raises `BeyondLimit` or `DamagedWorkbook` where nobody should read it."""
        if part in self._sound or not (_is_xml(part) or self._archive.head(part, SHORT).lstrip().startswith(b"<")):
            limits.PART.hold(self._archive.members[part].size, f"the part {part}")
            return self._archive.read(part)
        prefix, root = self._roots[part] if part in self._roots else self._root(part)
        LARGEST.get(root, limits.OTHER).hold(self._archive.members[part].size, f"the part {part}")
        if root == b"worksheet" and not self._sound_cells:
            self._hold_all_cells()
        if self._archive.members[part].size > LARGE:
            self._walk(part, prefix, root)
        data = checked(part, self._archive.read(part))
        if root == b"worksheet":
            self._hold_cells(part, data.count(b"<%sc" % prefix))
        if root != b"sst":
            _refuse_tangled(part, root, data)
        self._sound.add(part)
        return data

    def _root(self, part: str) -> tuple[bytes, bytes]:
        """Prefix and name of the part's root element; a part that begins with a DTD, in whatever encoding, is refused."""
        for length in (SHORT, LONG):
            head = _narrow(self._archive.head(part, length))
            at = PROLOG.match(head).end()  # type: ignore[union-attr]
            root = ROOT.match(head, at)
            if root:
                return root[1], root[2]
            if head.startswith(DTD, at) and not head.startswith(b"<!-", at):
                raise _entities(part)
        if self._archive.members[part].size:
            raise DamagedWorkbook(f"the part {part} does not begin as a part does; go back to the last version that opened")
        return b"", b""

    def _walk(self, part: str, prefix: bytes, root: bytes) -> None:
        """Go through a large part once and keep none of it."""
        what, decoder = f"the part {part}", getincrementaldecoder("utf-8")()
        between, counted = _counted(prefix, root)
        counts, position, last, tail = dict.fromkeys(counted, 0), 0, 0, b""
        try:
            for piece in self._archive.pieces(part):
                decoder.decode(piece)
                window, start = tail + piece, position - len(tail)
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise _entities(part)
                for needle, limit in counted.items():
                    counts[needle] += window.count(needle) - tail.count(needle)
                    limit.hold(counts[needle], what)
                found = window.rfind(between)
                last = start + found if found >= 0 else last
                position += len(piece)
                limits.ROW.hold(position - last, what)
                tail = window[-OVERLAP:]
        except UnicodeDecodeError:
            raise not_utf8(part) from None

    def _hold_all_cells(self) -> None:
        """Count the cells of all tabs at once, where there may be too many, before the first is read."""
        self._sound_cells = True
        for name, (prefix, root) in self._roots.items():
            if root == b"worksheet" and self._archive.members[name].size > PIECE:
                self._hold_cells(name, sum(piece.count(b"<%sc" % prefix) for piece in self._archive.pieces(name)))

    def _hold_cells(self, part: str, cells: int) -> None:
        limits.CELLS.hold(cells, f"the part {part}")
        self._cells[part] = cells
        limits.ALL_CELLS.hold(sum(self._cells.values()), "the workbook")


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _narrow(head: bytes) -> bytes:
    """The bytes in UTF-8, whatever they are disguised in; as far as they can be read."""
    wide = WIDE.get(head[:4]) or HALF_WIDE.get(head[:2])
    if wide:
        return head[: len(head) // 4 * 4].decode(wide, "ignore").lstrip("\ufeff").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _entities(part: str) -> DamagedWorkbook:
    return DamagedWorkbook(f"the part {part} defines entities of its own, which no workbook does; do not use this file")


def _counted(prefix: bytes, root: bytes) -> tuple[bytes, dict[bytes, Limit]]:
    """What must come again and again in a large part of this kind, and what is counted in it."""
    if root == b"worksheet":
        return b"<%srow" % prefix, {b"<%srow " % prefix: limits.ROWS, b"<%sc" % prefix: limits.CELLS}
    if root == b"sst":
        return b"<%ssi" % prefix, {b"<%ssi" % prefix: limits.TEXTS}
    return b"<", {b"<": limits.ELEMENTS}


def _refuse_tangled(part: str, root: bytes, data: bytes) -> None:
    """Refuse more elements than honest parts have, or elements too deep one inside another; rows are left out."""
    what = f"the part {part}"
    if root == b"worksheet":
        data = data[: data.find(b"sheetData")] + data[data.rfind(b"sheetData") :]
    if root == b"styleSheet":
        _hold_formats(what, data)
    limits.ELEMENTS.hold(data.count(b"<"), what)
    if data.count(b"</") > limits.DEPTH.default // 8:
        limits.DEPTH.hold(_depth(data), what)
    if root == b"worksheet" and b"mergeCell" in data:
        areas = (Area.parse(each.attributes.get("ref", "")) for each in elements(data, "mergeCell"))
        cells = sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in areas if area)
        limits.MERGED.hold(cells, what)


def _hold_formats(what: str, data: bytes) -> None:
    limits.CELL_STYLES.hold(sum(1 for _ in CELL_FORMAT.finditer(data)) // 2, what)
    formats = first(data, "cellXfs")
    if formats:
        limits.CELL_STYLES.hold(sum(1 for _ in CELL_FORMAT.finditer(data, formats.start, formats.end)), what)


def _depth(data: bytes) -> int:
    """How many elements stand one inside another, at most."""
    depth = deepest = 0
    for tag in TAG.finditer(data):
        if tag[1]:
            depth -= 1
        elif not data.startswith(b"/>", tag.end() - 2):
            depth += 1
            deepest = max(deepest, depth)
    return deepest
