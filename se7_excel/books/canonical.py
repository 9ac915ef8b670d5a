"""A made workbook's bytes put in order, so that the same inputs give the same file and validators find nothing."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from se7_excel.books.markup import escaped, text_of

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
CHART_PART = re.compile(r"xl/charts/chart(\d+)\.xml")
LABEL_FORMAT = re.compile(rb'(<(?:c:)?numFmt formatCode="[^"]*")\s*/>')
FRAME = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" name="Chart (\d+)")\s*/>')
CHART_TITLE = re.compile(rb"<(?:a:)?t>([^<]*)</(?:a:)?t>")
Told = Mapping[int, tuple[str, str]]
EARLIEST = (1980, 1, 1, 0, 0, 0)


def canonical(data: bytes, made_on: date, descriptions: Sequence[str] = ()) -> bytes:
    """The workbook with its parts in a fixed order and the given day as its date.

    Fonts are ordered as the schema wants them, row heights automatic, charts titled and described, the maker named.

    The `descriptions` are what those who cannot see the charts are told, chart by chart.
    """
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    charts = {int(found[1]): _chart_title(content) for name, content in parts.items() if (found := CHART_PART.fullmatch(name))}
    told = {number: (title, descriptions[number - 1]) for number, title in charts.items() if number <= len(descriptions)}
    changed = BytesIO()
    with ZipFile(changed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each != "_rels/.rels", each)):
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            archive.writestr(entry, _part(name, parts[name], made_on, told))
    return changed.getvalue()


def _part(name: str, content: bytes, made_on: date, told: Told) -> bytes:
    if name == "xl/styles.xml":
        return FONT.sub(_ordered_font, content)
    if name == "docProps/core.xml":
        return STAMPS.sub(lambda found: found[1] + f"{made_on.isoformat()}T00:00:00Z".encode() + found[3], content)
    if name.startswith("xl/worksheets/sheet"):
        return content.replace(b' customHeight="1"', b"")
    if name == "docProps/app.xml":
        return APPLICATION.sub(rb"<Application>se7_excel</Application>", content)
    if CHART_PART.fullmatch(name):
        return LABEL_FORMAT.sub(rb'\1 sourceLinked="0"/>', content)
    if name.startswith("xl/drawings/drawing"):
        return FRAME.sub(lambda found: _described(found, told), content)
    return content


def _ordered_font(found: "re.Match[bytes]") -> bytes:
    children = sorted(CHILD.finditer(found[1]), key=lambda child: FONT_ORDER.index(child[1].decode()))
    return b"<font>" + b"".join(child[0] for child in children) + b"</font>"


def _described(found: "re.Match[bytes]", told: Told) -> bytes:
    """The frame of a chart with its title and what it shows in words."""
    title, described = told.get(int(found[2]), ("", ""))
    if not described:
        return found[0]
    return b'%s descr="%s" title="%s"/>' % (found[1], escaped(described).encode(), escaped(title).encode())


def _chart_title(content: bytes) -> str:
    found = CHART_TITLE.search(content)
    return text_of(found[1]) if found else ""
