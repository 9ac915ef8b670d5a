"""Just enough XML to find elements in a part and change them, leaving every other byte as it is.

A parser would hand back a tree whose bytes differ from those it read. Parts with a DTD, or in an encoding other than
UTF-8, are refused before anything here looks at them.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.parsers.expat import ExpatError, ParserCreate

from se7_excel.books.limits import ATTRIBUTES
from se7_excel.errors import DamagedWorkbook

ATTRIBUTE = re.compile(rb"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
IN_TAG = rb"""[^<>"']*+(?:(?:"[^<"]*+"|'[^<']*+')[^<>"']*+)*+>"""  # no “<”: so no try looks further than the next one
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']""")
ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*+)(?:\s%s|/?>)" % IN_TAG)
ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
NAMED_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
HALF_A_PAIR = re.compile("[\ud800-\udfff]")
LAST_CHARACTER = 0x10FFFF
LONG_TAG, LONGEST_NUMBER, PIECE = 4096, 20, 1 << 20
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Element:
    """An element and where it stands in its part: its start, the end of its start tag, of its content, and its own."""

    name: str
    attributes: dict[str, str]
    start: int
    tag_end: int
    content_end: int
    end: int


def checked(part: str, data: bytes) -> bytes:
    """The part's bytes, refused where they are no plain UTF-8 XML."""
    declared, decoder = ENCODING.match(data), getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), PIECE):
            decoder.decode(data[at : at + PIECE])
        decoder.decode(b"", True)
        is_utf8 = not declared or declared[1].lower() in (b"utf-8", b"us-ascii")
    except UnicodeDecodeError:
        is_utf8 = False
    if not is_utf8:
        raise not_utf8(part)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DamagedWorkbook(f"the part {part} defines entities of its own, which no workbook does; do not use this file")
    root = ROOT.search(data)
    if root and not root[0].endswith(b"/>") and not data[-PIECE:].rstrip().endswith((b"</" + root[1] + b">", b"-->", b"?>")):
        raise DamagedWorkbook(f"the part {part} stops short; go back to the last version that opened")
    return data


def not_utf8(part: str) -> DamagedWorkbook:
    """The error for a part in another encoding."""
    return DamagedWorkbook(f"the part {part} is not written in UTF-8; open the file in Excel and save it as a new file")


def refuse_malformed(part: str, data: bytes) -> None:
    """Raise `DamagedWorkbook` where the part is no well-formed XML."""
    parser = ParserCreate()
    try:
        parser.Parse(data, True)
    except ExpatError:
        raise DamagedWorkbook(f"the part {part} is damaged; go back to the last version that opened") from None


def elements(data: bytes, *names: str) -> Iterator[Element]:
    """Every element with one of these local names, whatever its prefix, in the order of the part."""
    ends: dict[bytes, int] = {}
    for found in _tag_pattern(names).finditer(data):
        if found["name"]:
            yield _element(data, found, ends)


def first(data: bytes, *names: str) -> Element | None:
    """The first element with one of these local names, or None."""
    return next(elements(data, *names), None)


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag, by their names as written."""
    if len(tag) > LONG_TAG:
        ATTRIBUTES.hold(sum(1 for _ in ATTRIBUTE.finditer(tag)), f"the element {tag[:40].decode(errors='replace')}…")
    return {name.decode(): text_of(double or single) for name, double, single in ATTRIBUTE.findall(tag)}


def text_of(data: bytes) -> str:
    """The text between tags or of an attribute, entities resolved."""
    return resolved(data.decode())


def resolved(text: str) -> str:
    """The text with its entities resolved; formulas are full of quotation marks, so these go first and all at once."""
    text = text.replace("&quot;", '"')
    return ENTITY.sub(_entity, text) if "&" in text else text


def number_in(written: dict[str, str], name: str, otherwise: int = 0) -> int:
    """The whole number in an attribute, or `otherwise` where it is not stated; raises `DamagedWorkbook` for anything else."""
    stated = written.get(name)
    if stated is None:
        return otherwise
    if not (stated.isascii() and stated.isdigit() and len(stated) <= LONGEST_NUMBER):
        raise DamagedWorkbook(
            f"the attribute “{name}” is “{stated[:20]}”, which is no number; go back to the last version that opened"
        )
    return int(stated)


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The start tag with the attribute set, or without it for None; all else as it was."""
    pattern = re.compile(rb"""(?<!\s)\s++%s\s*+=\s*+(?:"[^"]*+"|'[^']*+')""" % name.encode())
    written = b"" if value is None else b' %s="%s"' % (name.encode(), escaped(value).encode())
    if pattern.search(tag):
        return pattern.sub(lambda _: written, tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + written + tag[end:]


def escaped(text: str) -> str:
    """The text as XML writes it in attributes."""
    return escaped_text(text).replace('"', "&quot;")


def escaped_text(text: str) -> str:
    """The text as XML writes it between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cell_text(text: str) -> str:
    """The text as a cell holds it: escaped, with characters XML cannot carry in Excel's `_x000D_` notation."""
    return escaped_text(UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def from_cell_text(text: str) -> str:
    """The text a cell's content stands for, Excel's `_x000D_` notation resolved."""
    if "_x" not in text:
        return text
    resolved = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    paired = SURROGATES.sub(lambda found: found[0].encode("utf-16", "surrogatepass").decode("utf-16"), resolved)
    return HALF_A_PAIR.sub(lambda found: f"_x{ord(found[0]):04X}_", paired)


def prefix_of(data: bytes, root: str) -> bytes:
    """The namespace prefix the part writes its elements with, colon included; empty for most."""
    found = re.search(rb"<((?:[\w.-]++:)?)%s(?=[\s/>])" % root.encode(), data)
    if not found:
        raise DamagedWorkbook(f"a part has no element “{root}”; go back to the last version that opened")
    return found[1]


def _entity(found: "re.Match[str]") -> str:
    if found[1]:
        return NAMED_ENTITIES[found[1]]
    number = int(found[2]) if found[2] else int(found[3], 16)
    return found[0] if number > LAST_CHARACTER or 0xD800 <= number < 0xE000 else chr(number)


@cache
def _tag_pattern(names: tuple[str, ...]) -> "re.Pattern[bytes]":
    either = "|".join(names).encode()
    return re.compile(rb"<!--.*?(?:-->|\Z)|<(?P<prefix>(?:[\w.-]++:)?)(?P<name>%s)(?=[\s/>])%s" % (either, IN_TAG), re.DOTALL)


def _element(data: bytes, found: "re.Match[bytes]", ends: dict[bytes, int]) -> Element:
    """The element; `ends` keeps where each kind ended last, so that one inside another looks no further than that."""
    name, start, tag_end = found["name"].decode(), found.start(), found.end()
    if found[0].endswith(b"/>"):
        return Element(name, attributes(found[0]), start, tag_end, tag_end, tag_end)
    closing = b"</" + found["prefix"] + found["name"] + b">"
    at = ends.get(closing, -1)
    if at < tag_end:
        at = ends[closing] = data.find(closing, tag_end)
    if at < 0:
        raise DamagedWorkbook(f"the element “{name}” never ends; go back to the last version that opened")
    return Element(name, attributes(found[0]), start, tag_end, at, at + len(closing))
