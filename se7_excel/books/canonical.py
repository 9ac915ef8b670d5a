"""A made workbook's bytes put in order, so that the same inputs give the same file and validators find nothing."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
FONT = re.compile(rb"<font>(.*?)</font>", re.DOTALL)
CHILD = re.compile(rb"<(\w+)[^>]*/>")
STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
APPLICATION = re.compile(rb"<Application>[^<]*</Application>")
FRAME = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" name="Chart (\d+)")\s*/>')
CHART_TITLE = re.compile(rb"<(?:a:)?t>([^<]*)</(?:a:)?t>")
EARLIEST = (1980, 1, 1, 0, 0, 0)


def canonical(data: bytes, made_on: date) -> bytes:
    """The workbook with its parts in a fixed order and the given day as its date.

    Fonts are ordered as the schema wants them, row heights automatic, charts described, and the maker named.
    """
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    titles = {name: _chart_title(content) for name, content in parts.items() if name.startswith("xl/charts/chart")}
    changed = BytesIO()
    with ZipFile(changed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each != "_rels/.rels", each)):
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            archive.writestr(entry, _part(name, parts[name], made_on, titles))
    return changed.getvalue()


def _part(name: str, content: bytes, made_on: date, titles: dict[str, bytes]) -> bytes:
    if name == "xl/styles.xml":
        return FONT.sub(_ordered_font, content)
    if name == "docProps/core.xml":
        return STAMPS.sub(lambda found: found[1] + f"{made_on.isoformat()}T00:00:00Z".encode() + found[3], content)
    if name.startswith("xl/worksheets/sheet"):
        return content.replace(b' customHeight="1"', b"")
    if name == "docProps/app.xml":
        return APPLICATION.sub(rb"<Application>se7_excel</Application>", content)
    if name.startswith("xl/drawings/drawing"):
        return FRAME.sub(lambda found: _described(found, titles), content)
    return content


def _ordered_font(found: "re.Match[bytes]") -> bytes:
    children = sorted(CHILD.finditer(found[1]), key=lambda child: FONT_ORDER.index(child[1].decode()))
    return b"<font>" + b"".join(child[0] for child in children) + b"</font>"


def _described(found: "re.Match[bytes]", titles: dict[str, bytes]) -> bytes:
    title = titles.get(f"xl/charts/chart{found[2].decode()}.xml", b"")
    described = b"Chart: " + title + b". The figures are on the tab Appendix 1 data."
    return b'%s descr="%s"/>' % (found[1], described)


def _chart_title(content: bytes) -> bytes:
    found = CHART_TITLE.search(content)
    return found[1].replace(b'"', b"&quot;") if found else b""
