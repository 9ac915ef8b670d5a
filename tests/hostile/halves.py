"""Half trackers: the tracker of 2012 with one thing taken out of it, or something else standing where a tab of ours should."""

import re
from collections.abc import Iterator

from lxml import etree

from tests.entrances.officer import MAIN, RELATION
from tests.foreign import unpacked, with_parts
from tests.hostile.returned import RELATIONS, TYPES, WORKBOOK, Return, in_sheet, in_workbook, packed, part_of, replaced

WORKSTREAMS = ("Highways", "Waste", "ICT", "Property", "SEN", "Commodities")
TABS = (
    *("Start", "Settings", *WORKSTREAMS, "Longer term", "Shares", "Milestones", "Appendix 1", "Appendix 1 data", "Appendix 2"),
    *("Target ladder", "Yearly data", "Checks", "Accepted", "Charts", "Issued", "Log"),
)
HEADED = {
    "Settings": (4, 5, 6, 7, 8, 9, 10, 13),
    "Waste": (4, 5, 6, 11),
    "Longer term": (4,),
    "Shares": (6,),
    "Milestones": (4,),
    "Appendix 1": (1, 5),
    "Appendix 1 data": (4,),
    "Appendix 2": (5,),
    "Target ladder": (4,),
    "Yearly data": (4,),
    "Checks": (8,),
    "Accepted": (4,),
    "Issued": (4,),
    "Log": (4,),
}
SETTINGS_ROWS = tuple(range(4, 22))
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
SHEETS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OTHER_KINDS = {
    "a chart sheet": b'<chartsheet xmlns="%s"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>' % SHEETS,
    "a dialog sheet": b'<dialogsheet xmlns="%s"><sheetViews><sheetView workbookViewId="0"/></sheetViews></dialogsheet>' % SHEETS,
    "a macro sheet": b'<xm:macrosheet xmlns="%s" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData/>'
    b"</xm:macrosheet>" % SHEETS,
}
KIND_NAMES = {"a chart sheet": "chartsheet", "a dialog sheet": "dialogsheet", "a macro sheet": "xlMacrosheet"}


def without_tab(tab: str) -> Return:
    """The tracker after the tab was deleted in Excel, with its tables and the names that spoke of it."""

    def done(data: bytes) -> bytes:
        part = part_of(data, tab)
        parts = unpacked(data)
        book = etree.fromstring(parts[WORKBOOK])
        delist(book, tab)
        links = etree.fromstring(parts[RELATIONS])
        gone = {part, *tables_of(parts, part)}
        for link in [each for each in links if each.get("Target", "").endswith(part.removeprefix("xl/"))]:
            links.remove(link)
        kept = {name: content for name, content in parts.items() if name not in gone and name != _rels(part)}
        kept |= {WORKBOOK: etree.tostring(book), RELATIONS: etree.tostring(links)}
        for name in gone:
            kept[TYPES] = re.sub(rb'<Override [^>]*PartName="/%s"[^>]*/>' % name.encode(), b"", kept[TYPES])
        return packed(kept)

    return done


def delist(book: etree._Element, tab: str) -> None:
    """Take the tab off the list, with the names that speak of it."""
    listed = book.find(f"{MAIN}sheets")
    position = [each.get("name") for each in listed].index(tab)
    listed.remove(listed[position])
    for name in list(book.iter(f"{MAIN}definedName")):
        own = name.get("localSheetId")
        if f"'{tab}'!" in (name.text or "") or own == str(position):
            name.getparent().remove(name)
        elif own and int(own) > position:
            name.set("localSheetId", str(int(own) - 1))


def without_name(name: str) -> Return:
    """The tracker after the defined name was deleted in the Name Manager."""

    def change(book: etree._Element) -> None:
        for each in [each for each in book.iter(f"{MAIN}definedName") if each.get("name") == name]:
            each.getparent().remove(each)

    return in_workbook(change)


def without_table(part: str) -> Return:
    """The tracker after one table was turned into a range."""

    def done(data: bytes) -> bytes:
        parts = unpacked(data)
        owner = next(name for name in parts if name.startswith("xl/worksheets/_rels") and _leads_to(parts[name], part))
        sheet = owner.replace("_rels/", "").removesuffix(".rels")
        key = next(each.get("Id") for each in etree.fromstring(parts[owner]) if each.get("Target", "").endswith(part[2:]))
        kept = {name: content for name, content in parts.items() if name != part}
        kept[sheet] = re.sub(rb'<tablePart [^>]*"%s"[^>]*/>' % key.encode(), b"", kept[sheet])
        kept[owner] = re.sub(rb'<Relationship [^>]*"%s"[^>]*/>' % key.encode(), b"", kept[owner])
        kept[TYPES] = re.sub(rb'<Override [^>]*"/%s"[^>]*/>' % part.encode(), b"", kept[TYPES])
        return packed(kept)

    return done


def without_cell(tab: str, address: str) -> Return:
    """The tracker after one cell was cleared."""

    def change(sheet: etree._Element) -> None:
        for cell in [each for each in sheet.iter(f"{MAIN}c") if each.get("r") == address]:
            cell.getparent().remove(cell)

    return in_sheet(tab, change)


def without_row(tab: str, number: int) -> Return:
    """The tracker after every cell of a row was cleared."""

    def change(sheet: etree._Element) -> None:
        for row in [each for each in sheet.iter(f"{MAIN}row") if each.get("r") == str(number)]:
            row.getparent().remove(row)

    return in_sheet(tab, change)


def emptied(tab: str) -> Return:
    """The tracker after everything on the tab was selected and cleared, its tables with it."""

    def done(data: bytes) -> bytes:
        parts = unpacked(data)
        for table in tables_of(parts, part_of(data, tab)):
            data = without_table(table)(data)
        return replaced(tab, rb"(?s)<sheetData>.*</sheetData>", b"<sheetData/>")(data)

    return done


def of_another_kind(tab: str, kind: str) -> Return:
    """The tracker with a chart sheet, dialog sheet or macro sheet bearing the name of this tab."""

    def done(data: bytes) -> bytes:
        bare = without_tab(tab)(data)
        parts, part = unpacked(bare), "xl/worksheets/other.xml"
        name = KIND_NAMES[kind]
        relation = RELATION.strip("{}").removesuffix("}id")
        owner = MICROSOFT if name == "xlMacrosheet" else relation
        link = f'<Relationship Id="rIdOther" Type="{owner}/{name}" Target="/{part}"/></Relationships>'
        content_type = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml"
        listed = f'<sheet xmlns:r="{relation}" name="{tab}" sheetId="99" r:id="rIdOther"/></sheets>'
        declared = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
        changes = {
            part: OTHER_KINDS[kind],
            RELATIONS: parts[RELATIONS].replace(b"</Relationships>", link.encode()),
            WORKBOOK: parts[WORKBOOK].replace(b"</sheets>", listed.encode()),
            TYPES: parts[TYPES].replace(b"</Types>", declared.encode()),
        }
        return with_parts(bare, changes)

    return done


def tables(data: bytes) -> tuple[str, ...]:
    """The parts of all tables."""
    return tuple(name for name in unpacked(data) if name.startswith("xl/tables/"))


def names(data: bytes) -> tuple[str, ...]:
    """The defined names of the whole workbook."""
    found = etree.fromstring(unpacked(data)[WORKBOOK]).iter(f"{MAIN}definedName")
    return tuple(each.get("name") for each in found if not each.get("localSheetId"))


def headings(data: bytes) -> Iterator[tuple[str, str]]:
    """Tab and address of every filled cell in a row of labels or headings."""
    for tab, rows in HEADED.items():
        sheet = etree.fromstring(unpacked(data)[part_of(data, tab)])
        for row in (each for each in sheet.iter(f"{MAIN}row") if int(each.get("r")) in rows):
            yield from ((tab, cell.get("r")) for cell in row if len(cell))


def tables_of(parts: dict[str, bytes], part: str) -> tuple[str, ...]:
    """The parts of a tab's tables."""
    links = etree.fromstring(parts[_rels(part)]) if _rels(part) in parts else ()
    return tuple(f"xl/tables/{each.get('Target').rpartition('/')[2]}" for each in links if "/table" in each.get("Type"))


def _leads_to(links: bytes, part: str) -> bool:
    return any(each.get("Target", "").endswith(part[2:]) for each in etree.fromstring(links))


def _rels(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"
