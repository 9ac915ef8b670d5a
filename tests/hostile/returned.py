"""What happens to a tracker on its way through strangers' hands: done to its XML as their programs do it, without our code."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from tests.entrances.officer import MAIN, RELATION
from tests.foreign import unpacked, with_parts

WORKBOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
Return = Callable[[bytes], bytes]
LINES_AT, LINES = 11, (12, 13)


def part_of(data: bytes, tab: str) -> str:
    """The part a tab is kept in."""
    parts = unpacked(data)
    key = next(each.get(RELATION) for each in etree.fromstring(parts[WORKBOOK]).iter(f"{MAIN}sheet") if each.get("name") == tab)
    target = next(each.get("Target") for each in etree.fromstring(parts[RELATIONS]) if each.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def in_sheet(tab: str, change: Callable[[etree._Element], None]) -> Return:
    """The tracker with this done to a tab."""

    def done(data: bytes) -> bytes:
        part = part_of(data, tab)
        sheet = etree.fromstring(unpacked(data)[part])
        change(sheet)
        return with_parts(data, {part: etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)})

    return done


def in_workbook(change: Callable[[etree._Element], None]) -> Return:
    """The tracker with this done to its list of tabs and names."""

    def done(data: bytes) -> bytes:
        book = etree.fromstring(unpacked(data)[WORKBOOK])
        change(book)
        return with_parts(data, {WORKBOOK: etree.tostring(book, xml_declaration=True, encoding="UTF-8", standalone=True)})

    return done


def replaced(part: str, pattern: bytes, by: bytes) -> Return:
    """The tracker with every such text of a part, or of a tab's part, replaced."""

    def done(data: bytes) -> bytes:
        name = part if part in unpacked(data) else part_of(data, part)
        content = unpacked(data)[name]
        assert re.search(pattern, content), f"{part} has no {pattern!r}"
        return with_parts(data, {name: re.sub(pattern, by, content)})

    return done


def column_moved(tab: str, column: str, before: str) -> Return:
    """The table's column cut and put in before another one: cells take their new places, formulas are filled down anew."""

    def change(sheet: etree._Element) -> None:
        moving, target = column_index_from_string(column), column_index_from_string(before)
        assert target < moving
        for row in sheet.iter(f"{MAIN}row"):
            if int(row.get("r")) >= LINES_AT:
                for cell in row:
                    at = _column(cell)
                    new = target if at == moving else at + 1 if target <= at < moving else at
                    cell.set("r", f"{get_column_letter(new)}{row.get('r')}")
                row[:] = sorted(row, key=_column)

    return in_sheet(tab, change)


def column_inserted(tab: str, before: str, heading: str) -> Return:
    """A column of the officers' own put in; what stands right of it moves on."""

    def change(sheet: etree._Element) -> None:
        at = column_index_from_string(before)
        for row in sheet.iter(f"{MAIN}row"):
            for cell in row:
                if _column(cell) >= at:
                    cell.set("r", f"{get_column_letter(_column(cell) + 1)}{row.get('r')}")
            if row.get("r") == str(LINES_AT):
                row.append(_text_cell(f"{before}{LINES_AT}", heading))
                row[:] = sorted(row, key=_column)

    return in_sheet(tab, change)


def rows_swapped(tab: str, first: int, second: int) -> Return:
    """Two lines in the other order, as sorting leaves them; each formula speaks of the row it now stands in."""

    def change(sheet: etree._Element) -> None:
        for row in sheet.iter(f"{MAIN}row"):
            number = {str(first): second, str(second): first}.get(row.get("r"))
            if number:
                for cell in row:
                    for formula in cell.iter(f"{MAIN}f"):
                        formula.text = re.sub(rf"(?<=[A-Z]){row.get('r')}\b", str(number), formula.text or "")
                    cell.set("r", f"{get_column_letter(_column(cell))}{number}")
                row.set("r", str(number))
        data = sheet.find(f"{MAIN}sheetData")
        data[:] = sorted(data, key=lambda row: int(row.get("r")))

    return in_sheet(tab, change)


def tables_converted(data: bytes) -> bytes:
    """Every table turned into a plain range."""
    parts = unpacked(data)
    gone = {name for name in parts if name.startswith("xl/tables/")}
    kept = {name: content for name, content in parts.items() if name not in gone}
    for name in kept:
        if name.startswith("xl/worksheets/sheet"):
            kept[name] = re.sub(rb"<tableParts.*?</tableParts>", b"", kept[name], flags=re.DOTALL)
        if name.startswith("xl/worksheets/_rels"):
            kept[name] = re.sub(rb"<Relationship [^>]*/table\d+\.xml[^>]*/>", b"", kept[name])
    kept[TYPES] = re.sub(rb"<Override [^>]*/xl/tables/[^>]*/>", b"", kept[TYPES])
    return packed(kept)


def reordered(data: bytes) -> bytes:
    """The tabs in the opposite order."""

    def change(book: etree._Element) -> None:
        sheets = book.find(f"{MAIN}sheets")
        sheets[:] = list(reversed(sheets))
        last = len(sheets) - 1
        for name in book.iter(f"{MAIN}definedName"):
            if name.get("localSheetId"):
                name.set("localSheetId", str(last - int(name.get("localSheetId"))))

    return in_workbook(change)(data)


def copied(data: bytes) -> bytes:
    """A copy of a tab beside it, as Excel makes one: its table under another name, its names kept for the copy alone."""
    parts = unpacked(data)
    source = part_of(data, "Waste")
    part = "xl/worksheets/sheet99.xml"
    sheet = re.sub(rb"<tableParts.*?</tableParts>", b"", parts[source], flags=re.DOTALL)
    sheet = re.sub(rb"<(legacyD|d)rawing [^>]*/>", b"", sheet)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    types = parts[TYPES].replace(b"</Types>", b'<Override PartName="/%s" ContentType="%s"/></Types>' % (part.encode(), kind))
    link = b'<Relationship Id="rIdCopy" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    link += b' Target="/%s"/></Relationships>' % part.encode()
    listed = b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="Waste (2)" sheetId="99"'
    listed += b' r:id="rIdCopy"/></sheets>'
    return with_parts(
        data,
        {
            part: sheet,
            TYPES: types,
            RELATIONS: parts[RELATIONS].replace(b"</Relationships>", link),
            WORKBOOK: parts[WORKBOOK].replace(b"</sheets>", listed),
        },
    )


def without_values(data: bytes) -> bytes:
    """Every formula's value gone, as openpyxl saves workbooks."""
    parts = unpacked(data)
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb"(<f>[^<]*</f>|<f/>)<v>[^<]*</v>", rb"\1<v/>", parts[name])
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of just these parts."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def _column(cell: etree._Element) -> int:
    return column_index_from_string(coordinate_from_string(cell.get("r"))[0])


def _text_cell(address: str, text: str) -> etree._Element:
    cell = etree.Element(f"{MAIN}c", r=address, t="inlineStr")
    etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = text
    return cell
