"""Files made to make readers choke: small on disk, vast or endless once opened. Made in memory, and quickly."""

import struct
import zlib
from collections.abc import Callable, Iterable

from tests.foreign import foreign_tracker, sheet_part, unpacked, with_parts

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES, RELATIONS, WORKBOOK = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"
STRINGS, STYLES, SHEET, THEME = "xl/sharedStrings.xml", "xl/styles.xml", sheet_part("Waste"), "xl/theme/theme1.xml"
MIB = 1 << 20
HEAD, TAIL = b'<worksheet xmlns="%s"><sheetData>' % MAIN, b"</sheetData></worksheet>"
NUMBER = 4000  # of each hostile shape in the small files; tests of growth take multiples of it


class Repeated:
    """Content too large to hold: a head, a block over and over, and a tail, packed without ever being whole."""

    def __init__(self, head: bytes, block: bytes, times: int, tail: bytes) -> None:
        self.head, self.tail = head, tail
        self.chunk, self.times, self.rest = _chunked(block, times)

    def pieces(self) -> Iterable[bytes]:
        """The content piece by piece."""
        yield self.head
        for _ in range(self.times):
            yield self.chunk
        yield self.rest
        yield self.tail

    def packed(self) -> tuple[bytes, int, int]:
        """The content deflated, its checksum and its size. A block deflated and flushed once is repeated as bytes."""
        head, body, rest, tail = (_flushed(each) for each in (self.head, self.chunk, self.rest, self.tail))
        crc, size = 0, 0
        for piece in self.pieces():
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        return head + body * self.times + rest + tail + b"\x03\x00", crc, size


def with_large(part: str, content: Repeated, data: bytes | None = None) -> bytes:
    """The tracker with this part so large."""
    return packed_by_hand({**unpacked(data or foreign_tracker()), part: content})


def packed_by_hand(parts: "dict[str, bytes | Repeated]", claimed: dict[str, int] | None = None) -> bytes:
    """An archive of these parts; `claimed` are sizes the directory states falsely."""
    body, directory = bytearray(), bytearray()
    for name, content in parts.items():
        packed, crc, size = content.packed() if isinstance(content, Repeated) else _deflated(content)
        sizes = (crc, len(packed), (claimed or {}).get(name, size))
        raw = name.encode()
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes, len(raw), 0, 0, 0, 0, 0, len(body)) + raw
        body += struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, *sizes, len(raw), 0) + raw + packed
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return bytes(body + directory + end)


def sheet_of(rows: bytes, after: bytes = b"") -> bytes:
    """The tracker, the tab Waste of which has these rows."""
    return with_parts(foreign_tracker(), {SHEET: HEAD + rows + b"</sheetData>" + after + b"</worksheet>"})


def beyond_limits() -> dict[str, tuple[Callable[[], bytes], str]]:
    """Files that must be refused, by name: how each is made, and what the refusal says."""
    return {
        "1 GiB of blanks in a tab": (lambda: _sheet(b" ", 1024 * MIB), "SE7_LIMIT_PART"),
        "500 MiB of blanks in a tab": (lambda: _sheet(b" ", 500 * MIB), "SE7_LIMIT_RATIO"),
        "60 MiB of blanks in a tab": (lambda: _sheet(b" ", 60 * MIB), "SE7_LIMIT_ROW"),
        "10 million cells": (lambda: _sheet(b"<row><c/><c/><c/><c/><c/><c/><c/><c/></row>", 1_250_000), "SE7_LIMIT_"),
        "6 million cells": (lambda: _sheet(b"<row>" + b"<c/>" * 8 + b"</row>", 750_000), "SE7_LIMIT_CELLS"),
        "cells of many tabs": (_many_tabs, "SE7_LIMIT_ALL_CELLS"),
        "3 million rows": (lambda: _sheet(b"<row ></row>", 3_000_000), "SE7_LIMIT_ROWS"),
        "one 512 MiB text": (lambda: _strings(b"<si><t>", b"a", 512 * MIB, b"</t></si>"), "SE7_LIMIT_"),
        "one 60 MiB text": (lambda: _strings(b"<si><t>", b"a", 60 * MIB, b"</t></si>"), "SE7_LIMIT_ROW"),
        "20 million texts": (lambda: _strings(b"", b"<si/>", 20_000_000), "SE7_LIMIT_"),
        "12 million texts": (lambda: _strings(b"", b"<si/>", 12_000_000), "SE7_LIMIT_TEXTS"),
        "a false count of texts": (_false_count, "claims more of them"),
        "long texts referred to often": (_referred, "SE7_LIMIT_REFERRED"),
        "2 million cell styles": (lambda: _styles(2_000_000), "SE7_LIMIT_"),
        "70,000 cell styles": (lambda: _styles(70_000), "SE7_LIMIT_CELL_STYLES"),
        "a merged area of all cells": (_merged, "SE7_LIMIT_MERGED"),
        "a million merged areas": (_many_merged, "SE7_LIMIT_ELEMENTS"),
        "a size that is a lie": (_lie, "is damaged"),
        "overlapping parts": (_overlapping, "overlap"),
        "20,000 parts": (_many_parts, "SE7_LIMIT_PARTS"),
        "names of 60 KB": (_long_names, "SE7_LIMIT_DIRECTORY"),
        "two names for one part": (_two_names, "two names"),
        "deep elements": (lambda: _replaced(THEME_TABLE, b"<a>" * NUMBER + b"</a>" * NUMBER), "SE7_LIMIT_DEPTH"),
        "many attributes": (_attributes, "SE7_LIMIT_ATTRIBUTES"),
        "an entity bomb in a tab": (lambda: _with_dtd(SHEET, "utf-8"), "defines entities"),
        "an entity bomb in UTF-16": (lambda: _with_dtd(SHEET, "utf-16"), "defines entities"),
        "an entity bomb in UTF-16 without a mark": (lambda: _with_dtd(SHEET, "utf-16-be"), "defines entities"),
        "an entity bomb in UTF-32": (lambda: _with_dtd(SHEET, "utf-32"), "defines entities"),
        "an entity bomb in a part nobody reads": (lambda: _with_dtd(THEME, "utf-16"), "defines entities"),
        "an entity bomb behind a long comment": (_behind_a_comment, "does not begin as a part does"),
        "texts that never end": (lambda: _strings(b"", b"<si>", 300_000), "never ends"),
        "a number of 5,000 digits": (lambda: sheet_of(b'<row r="%s"/>' % (b"1" * 5000)), ""),
        **{f"a part named {name!r}": (lambda name=name: _named(name), "points out of the file") for name in LEAVING},
    }


def harmless() -> dict[str, Callable[[], bytes]]:
    """Files that stop other readers and are nothing to ours: read as quickly as any, or refused."""
    return {
        "one cell at XFD1048576": lambda: sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "a declared size of all cells": _declared,
        "cells that never end": lambda: sheet_of(b'<row r="1">' + b"<c>" * 300_000 + b"</row>"),
        "columns hidden a thousand times": _hidden_columns,
    }


def shapes() -> dict[str, Callable[[int], tuple[str, bytes]]]:
    """Content whose cost must grow no faster than it does: the part it stands in and the content, by number."""
    row = b'<row r="1">%s</row>'
    return {
        "cells that never end": lambda n: (SHEET, HEAD + row % (b"<c>" * n) + TAIL),
        "cell tags that never end": lambda n: (SHEET, HEAD + row % (b"<c " * n) + TAIL),
        "rows that never end": lambda n: (SHEET, HEAD + b"<row>" * n + TAIL),
        "row tags that never end": lambda n: (SHEET, HEAD + b"<row " * n + TAIL),
        "nothing but angle brackets": lambda n: (SHEET, HEAD + row % (b"<" * n) + TAIL),
        "formulas that never end": lambda n: (SHEET, HEAD + row % (b'<c x="" r="A1">' + b"<f " * n + b"</c>") + TAIL),
        "phonetic runs that never end": lambda n: (SHEET, HEAD + row % (b'<c t="inlineStr">' + b"<rPh>" * n + b"</c>") + TAIL),
        "comments that never end": lambda n: (STYLES, _style_sheet(b"<!--" * n)),
        "quotes that never end": lambda n: (STYLES, _style_sheet(b"<xf a='" * n)),
        "quotes of two kinds": lambda n: (STYLES, _style_sheet(b"<xf a='\"" * n)),
        "elements inside one another": lambda n: (STYLES, _style_sheet(b"<numFmts>" * 9 + b"<numFmt>" * n + b"</numFmt>")),
        "tags that never end": lambda n: (STYLES, _style_sheet(b"<xf " * n)),
        "one word without end": lambda n: (STYLES, _style_sheet(b"<xf " + b"a" * 4 * n + b"/>")),
        "white space without end": lambda n: (STYLES, _style_sheet(b"<xf a" + b" " * 4 * n + b"/>")),
        "attributes without end": lambda n: (STYLES, _style_sheet(b"<cellXfs><xf " + b'a="" ' * n + b"/></cellXfs>")),
        "a format of brackets": lambda n: (
            STYLES,
            _style_sheet(b'<numFmts><numFmt formatCode="' + b"[" * 4 * n + b'"/></numFmts>'),
        ),
        "texts that never end": lambda n: (STRINGS, b"<sst>" + b"<si>" * n + b"</sst>"),
        "text tags that never end": lambda n: (STRINGS, b"<sst>" + b"<si " * n + b"</sst>"),
        "root tags that never end": lambda n: (STRINGS, b"<sst " * n + b"></sst>"),
        "prefixes without end": lambda n: (STRINGS, b"<" + b"a" * 4 * n + b"><sst/>"),
    }


LEAVING = ("../a.xml", "/a.xml", "b/../../a.xml", "C:/a.xml", "b\\a.xml", "a\x00.xml", "a\n.xml", "./a.xml")
THEME_TABLE = "xl/tables/table2.xml"


def _chunked(block: bytes, times: int) -> tuple[bytes, int, bytes]:
    """The block gathered into chunks of about a MiB, how many of them, and what is left over."""
    each = max(MIB // len(block), 1)
    return block * each, times // each, block * (times % each)


def _flushed(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)


def _deflated(content: bytes) -> tuple[bytes, int, int]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(), zlib.crc32(content), len(content)


def _sheet(block: bytes, times: int) -> bytes:
    return with_large(SHEET, Repeated(HEAD, block, times, TAIL))


def _strings(before: bytes, block: bytes, times: int, after: bytes = b"") -> bytes:
    return with_large(STRINGS, Repeated(b'<sst xmlns="%s">' % MAIN + before, block, times, after + b"</sst>"))


def _style_sheet(inner: bytes) -> bytes:
    return b'<styleSheet xmlns="%s">' % MAIN + inner + b"</styleSheet>"


def _styles(count: int) -> bytes:
    head, tail = _style_sheet(b"<cellXfs>|</cellXfs>").split(b"|")
    return with_large(STYLES, Repeated(head, b"<xf/>", count, tail))


def _replaced(part: str, content: bytes) -> bytes:
    return with_parts(foreign_tracker(), {part: content})


def _many_tabs() -> bytes:
    rows = b"".join(b"<row>" + b"<c><v>%d</v></c>" % (row % 10) * 8 + b"</row>" for row in range(1000))
    block = Repeated(HEAD, rows, 500, TAIL)
    return packed_by_hand({**unpacked(foreign_tracker()), **{sheet_part(tab): block for tab in ("Highways", "Waste", "SEN")}})


def _false_count() -> bytes:
    content = unpacked(foreign_tracker())[STRINGS]
    at = content.index(b'uniqueCount="') + len(b'uniqueCount="')
    return _replaced(STRINGS, content[:at] + b"4294967295" + content[content.index(b'"', at) :])


def _referred() -> bytes:
    content = unpacked(foreign_tracker())[STRINGS]
    number = content.count(b"<si>") + content.count(b"<si/>")
    content = content.replace(b"</sst>", b"<si><t>" + b"a" * 32_000 + b"</t></si></sst>")
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (row, row, number) for row in range(1, 100_001))
    return with_parts(foreign_tracker(), {STRINGS: content, SHEET: HEAD + rows + TAIL})


def _merged() -> bytes:
    return sheet_of(b"", b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def _many_merged() -> bytes:
    return sheet_of(b"", b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 610_000 + b"</mergeCells>")


def _lie() -> bytes:
    parts = {**unpacked(foreign_tracker()), SHEET: Repeated(HEAD, b" ", 400 * MIB, TAIL)}
    return packed_by_hand(parts, {SHEET: 1000})


def _overlapping() -> bytes:
    """Five hundred tabs that all lie in the same bytes."""
    data = bytearray(packed_by_hand({f"xl/worksheets/{number}.xml": HEAD + TAIL for number in range(500)}))
    at = data.index(b"PK\1\2")
    while data[at : at + 4] == b"PK\1\2":
        struct.pack_into("<I", data, at + 42, 0)
        at += 46 + struct.unpack_from("<H", data, at + 28)[0]
    return bytes(data)


def _many_parts() -> bytes:
    return packed_by_hand({**unpacked(foreign_tracker()), **{f"xl/media/{number}.png": b"" for number in range(20_000)}})


def _long_names() -> bytes:
    return packed_by_hand({**unpacked(foreign_tracker()), **{f"{number}{'a' * 60_000}": b"" for number in range(200)}})


def _two_names() -> bytes:
    data = bytearray(foreign_tracker())
    at = data.index(SHEET.encode())
    data[at : at + 2] = b"XL"
    return bytes(data)


def _attributes() -> bytes:
    content = unpacked(foreign_tracker())[WORKBOOK]
    many = b"".join(b' a%d="1"' % number for number in range(NUMBER))
    return _replaced(WORKBOOK, content.replace(b"<sheet ", b"<sheet" + many + b" ", 1))


def _with_dtd(part: str, encoding: str) -> bytes:
    declared = "utf-8" if encoding == "utf-8" else encoding[:6]
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    text = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE a [<!ENTITY e0 "ha">{entities}]>'
    text += unpacked(foreign_tracker())[part].decode().partition("?>")[2]
    return _replaced(part, text.encode(encoding))


def _behind_a_comment() -> bytes:
    content = b"<!--" + b" " * 100_000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return _replaced(THEME, content)


def _named(name: str) -> bytes:
    return packed_by_hand({**unpacked(foreign_tracker()), name: b"<a/>"})


def _declared() -> bytes:
    content = unpacked(foreign_tracker())[SHEET]
    start, end = content.index(b"<dimension"), content.index(b"/>", content.index(b"<dimension"))
    return _replaced(SHEET, content[:start] + b'<dimension ref="A1:XFD1048576"' + content[end:])


def _hidden_columns() -> bytes:
    content = unpacked(foreign_tracker())[SHEET]
    columns = b"<cols>" + b'<col min="20" max="16384" hidden="1"/>' * 2000 + b"</cols>"
    start = content.index(b"<cols>") if b"<cols>" in content else content.index(b"<sheetData")
    end = content.index(b"</cols>") + 7 if b"</cols>" in content else start
    return _replaced(SHEET, content[:start] + columns + content[end:])
