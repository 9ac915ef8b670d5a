"""A tracker as other programs save it, imitated from what is known of their files: none of them can be run here.

Google Sheets, from public exports and readers' bug reports: no `dimension`, namespaces of Excel for Mac on every tab, texts
shared, formulas filled down shared, rows padded to 1,000 with a height each, a drawing on every tab, looks without names, no
tables, no document properties, no calculation settings, tabs unquoted in names where they need not be. Numbers: a tab “Export
Summary” in front in a part `sheet.xml`, texts shared, each table a tab of its own, drawings on tabs of their own, neither names
nor tables nor lists; older versions write values in place of formulas.
"""

import re

from lxml import etree

from tests.entrances.officer import MAIN
from tests.foreign import unpacked
from tests.hostile.returned import RELATIONS, TYPES, WORKBOOK, in_workbook, packed, tables_converted

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument"
SHEETS = MAIN.strip("{}")
TEXTS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
MAC = (
    b'<worksheet xmlns="%s" xmlns:r="%s" xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:mv="urn:schemas-microsoft-com:mac:vml" '
    b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">' % (SHEETS.encode(), OFFICE.encode())
)
DRAWING = b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
SUMMARY = (
    "This document was exported from Numbers. Each table was converted to an Excel worksheet. All other objects on each Numbers "
    "sheet were placed on separate worksheets. Please be aware that formula calculations may differ in Excel."
)
SHARED = re.compile(rb"<c r=\"([A-Z]+)(\d+)\"([^>]*)><f>([^<]*)</f>")
Parts = dict[str, bytes]


def as_google_saves(data: bytes) -> bytes:
    """The tracker as Google Sheets exports it."""
    parts = _without(unpacked(in_workbook(_unquoted)(tables_converted(data))), "docProps/")
    for part in _tabs(parts):
        sheet = re.sub(rb"<dimension [^>]*/>", b"", re.sub(rb"<worksheet [^>]*>", MAC, parts[part], count=1))
        sheet = re.sub(
            rb"<sheetFormatPr [^>]*/>",
            b'<sheetFormatPr customHeight="1" defaultColWidth="14.43" defaultRowHeight="15.0"/>',
            sheet,
        )
        parts[part] = _with_filled_down_formulas(_padded(sheet))
    return packed(_drawn_on(_plainly_styled(_with_shared_texts(parts))))


def as_numbers_saves(data: bytes, values_only: bool = False) -> bytes:
    """The tracker as Numbers exports it; older versions write `values_only`."""
    parts = unpacked(tables_converted(data))
    for part in _tabs(parts):
        parts[part] = re.sub(rb"<(dataValidations|conditionalFormatting)\b.*?</\1>", b"", parts[part], flags=re.DOTALL)
        if values_only:
            parts[part] = re.sub(rb"<f>[^<]*</f>", b"", parts[part])
    parts[WORKBOOK] = re.sub(rb"<definedNames>.*?</definedNames>", b"", parts[WORKBOOK], flags=re.DOTALL)
    return packed(_with_shared_texts(_summed_up(parts)))


def as_numbers_saves_values(data: bytes) -> bytes:
    """The tracker as older versions of Numbers export it."""
    return as_numbers_saves(data, values_only=True)


def as_excel_saves(data: bytes) -> bytes:
    """The tracker as Excel saves it: texts shared, rows with spans and the marks of newer versions, a chain of calculations."""
    parts = unpacked(data)
    for part in _tabs(parts):
        parts[part] = re.sub(
            rb'<row (r="\d+")', rb'<row \1 spans="1:16" x14ac:dyDescent="0.25"', _with_filled_down_formulas(parts[part])
        )
        newer = b'<worksheet xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        newer += b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
        parts[part] = parts[part].replace(b"<worksheet ", newer, 1)
    return packed(_with_calc_chain(_with_shared_texts(parts)))


def _tabs(parts: Parts) -> list[str]:
    return [name for name in parts if name.startswith("xl/worksheets/sheet")]


def _without(parts: Parts, folder: str) -> Parts:
    """The parts without those of a folder, their types and what leads to them."""
    kept = {name: content for name, content in parts.items() if not name.startswith(folder)}
    kept[TYPES] = re.sub(rb"<Override [^>]*/%s[^>]*/>" % folder.encode(), b"", kept[TYPES])
    kept["_rels/.rels"] = re.sub(rb"<Relationship [^>]*%s[^>]*/>" % folder.encode(), b"", kept["_rels/.rels"])
    return kept


def _unquoted(book: etree._Element) -> None:
    for each in [each for each in book if etree.QName(each).localname in ("calcPr", "bookViews", "workbookProtection")]:
        book.remove(each)
    for name in list(book.iter(f"{MAIN}definedName")):
        name.text = re.sub(r"'(\w+)'!", r"\1!", name.text or "")
        if name.get("localSheetId"):
            name.getparent().remove(name)


def _padded(sheet: bytes) -> bytes:
    """Every row with a height of its own, down to row 1,000."""
    sheet = re.sub(rb'<row (r="\d+")[^>]*?(/?)>', rb'<row \1 ht="15.75" customHeight="1"\2>', sheet)
    last = max(map(int, re.findall(rb'<row r="(\d+)"', sheet)), default=0)
    blank = b"".join(b'<row r="%d" ht="15.75" customHeight="1"/>' % row for row in range(last + 1, 1001))
    return sheet.replace(b"</sheetData>", blank + b"</sheetData>")


def _with_filled_down_formulas(sheet: bytes) -> bytes:
    """Formulas that say the same of the row below it as of the row above written once and shared."""
    above: dict[bytes, tuple[int, bytes, int]] = {}
    count = 0

    def shared(found: "re.Match[bytes]") -> bytes:
        nonlocal count
        column, row, rest, text = found[1], int(found[2]), found[3], found[4]
        relative = re.sub(rb"(?<=[A-Z])%d\b" % row, b"#", text)
        held = above.get(column)
        start = b'<c r="%s%d"%s>' % (column, row, rest)
        if held and held[:2] == (row - 1, relative):
            above[column] = (row, relative, held[2])
            return start + b'<f t="shared" si="%d"/>' % held[2]
        above[column], count = (row, relative, count), count + 1
        return start + b'<f t="shared" ref="%s%d:%s%d" si="%d">%s</f>' % (column, row, column, row + 99, count - 1, text)

    return SHARED.sub(shared, sheet)


def _with_shared_texts(parts: Parts) -> Parts:
    """The parts with every text of a cell kept once, in a part of its own."""
    assert TEXTS not in parts, "inline texts and shared ones together need renumbering"
    texts: dict[bytes, int] = {}

    def shared(found: "re.Match[bytes]") -> bytes:
        number = texts.setdefault(found[2], len(texts))
        return found[1].replace(b't="inlineStr"', b't="s"') + b"<v>%d</v></c>" % number

    for part in _tabs(parts):
        parts[part] = re.sub(rb'(<c [^>]*t="inlineStr"[^>]*>)<is>(.*?)</is></c>', shared, parts[part], flags=re.DOTALL)
    content = b'<sst xmlns="%s">%s</sst>' % (SHEETS.encode(), b"".join(b"<si>%s</si>" % each for each in texts))
    return _added(parts, TEXTS, content, f"{KIND}.spreadsheetml.sharedStrings+xml", RELATIONS, "sharedStrings")


def _with_calc_chain(parts: Parts) -> Parts:
    cells = [cell for part in _tabs(parts) for cell in re.findall(rb'<c r="(\w+)"[^>]*><f', parts[part])]
    content = b'<calcChain xmlns="%s">%s</calcChain>' % (SHEETS.encode(), b"".join(b'<c r="%s" i="1"/>' % each for each in cells))
    return _added(parts, "xl/calcChain.xml", content, f"{KIND}.spreadsheetml.calcChain+xml", RELATIONS, "calcChain")


def _plainly_styled(parts: Parts) -> Parts:
    """Looks kept cell by cell, without the names under which Excel lists them."""
    named = re.search(rb"<cellStyles .*?</cellStyles>", parts[STYLES], re.DOTALL)
    assert named
    normal = b'<cellStyles count="1"><cellStyle xfId="0" name="Normal" builtinId="0"/></cellStyles>'
    styles = re.sub(rb' xfId="\d+"', b' xfId="0"', parts[STYLES].replace(named[0], normal))
    first = re.search(rb"<cellStyleXfs [^>]*>(<xf [^>]*/>|<xf .*?</xf>)", styles)
    assert first
    only = b'<cellStyleXfs count="1">%s</cellStyleXfs>' % first[1]
    return parts | {STYLES: re.sub(rb"<cellStyleXfs .*?</cellStyleXfs>", lambda _: only, styles, flags=re.DOTALL)}


def _drawn_on(parts: Parts) -> Parts:
    """An empty drawing on every tab that has none."""
    for number, part in enumerate(_tabs(parts), 1):
        if b"<drawing " not in parts[part]:
            drawing, rels = (
                f"xl/drawings/worksheetdrawing{number}.xml",
                part.replace("worksheets/", "worksheets/_rels/") + ".rels",
            )
            parts = _added(parts, drawing, DRAWING, f"{KIND}.drawing+xml", rels, "drawing", "rIdDrawn")
            parts[part] = parts[part].replace(b"</worksheet>", b'<drawing r:id="rIdDrawn"/></worksheet>')
    return parts


def _summed_up(parts: Parts) -> Parts:
    """A tab in front that tells which table went where, in the part `sheet.xml`; charts on a tab named for drawings."""
    said = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row, text in enumerate((SUMMARY, "Waste"), 3)
    )
    sheet = f'<worksheet xmlns="{SHEETS}"><sheetData>{said}</sheetData></worksheet>'.encode()
    parts = _added(
        parts, "xl/worksheets/sheet.xml", sheet, f"{KIND}.spreadsheetml.worksheet+xml", RELATIONS, "worksheet", "rIdSummary"
    )
    listed = f'<sheets><sheet xmlns:r="{OFFICE}" name="Export Summary" sheetId="99" r:id="rIdSummary"/>'.encode()
    book = parts[WORKBOOK].replace(b"<sheets>", listed).replace(b'name="Charts"', b'name="Charts - Drawings"')
    return parts | {WORKBOOK: book}


def _added(parts: Parts, name: str, content: bytes, kind: str, rels: str, relation: str, key: str = "") -> Parts:
    """The parts with one more, its type declared and a relationship leading to it."""
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    link = f'<Relationship Id="{key or "rId" + relation}" Type="{OFFICE}/{relation}" Target="/{name}"/></Relationships>'
    declared = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    held = parts.get(rels, empty)
    return parts | {
        name: content,
        rels: held.replace(b"</Relationships>", link.encode()),
        TYPES: parts[TYPES].replace(b"</Types>", declared.encode()),
    }
