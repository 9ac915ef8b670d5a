"""Trackers that our code did not make: written with XlsxWriter, then given parts no writer of ours knows by hand."""

import io
import re
import struct
import zipfile
import zlib
from functools import cache

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

YEARS = ("2011/12", "2012/13", "2013/14", "2014/15")
CUMULATIVE = tuple(f"Cumulative {year}" for year in YEARS)
# The officers' own columns, Contact and Contract ref, stand between ours.
HEADINGS = (
    *("Line", "Party", "Contact", "Class", "Basis", "Fund", "Status", *YEARS[:2], "Contract ref", *YEARS[2:], *CUMULATIVE),
    *("Total", "Note"),
)
DATA_HEADINGS = ("Workstream", "Party", *YEARS, *CUMULATIVE, "Total", "Share of partnership", "Source")
CHECK_HEADINGS = ("Code", "Severity", "Finding", "Workstream", "Party", "Year", "Cell", "Expected", "Found", "Difference")
LINES = {
    "Highways": (("SE7", 250_000, 6_000_000, 12_000_000, 18_000_000), ("Kent", "–", 50_000.25, "TBC", None)),
    "Waste": (("SE7", 5_450_000, 1_250_000, 3_000_000, 4_300_000), ("Kent", 300_000, 434_000, 135_000, 300_000)),
    "SEN": (("Kent", 599_000, -724_000, None, "n/a"), ("Surrey", 1, 2, 3, 4)),
}
TABS = ("Our notes", "Settings", "Longer term", *LINES, "Appendix 1", "Appendix 1 data", "Checks", "Pictures", "Appendix 2")
CONTENT_TYPES = "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
XLSX_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@cache
def foreign_tracker(macros: bool = False) -> bytes:
    """A complete tracker full of things we never touch; with macros an .xlsm that has a 2007 ribbon too."""
    return _grafted(_written(), macros)


def sheet_part(tab: str) -> str:
    """The part XlsxWriter keeps the tab in."""
    return f"xl/worksheets/sheet{TABS.index(tab) + 1}.xml"


def raw_members(data: bytes) -> dict[str, bytes]:
    """Each member's compressed bytes, in the order they lie in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = sorted(package.infolist(), key=lambda each: each.header_offset)
    starts = {
        each.filename: each.header_offset + 30 + sum(struct.unpack_from("<2H", data, each.header_offset + 26)) for each in members
    }
    return {each.filename: data[starts[each.filename] : starts[each.filename] + each.compress_size] for each in members}


def with_parts(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The package with these parts replaced or added, written anew."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (unpacked(data) | changes).items():
            package.writestr(name, content)
    return held.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The content of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def png() -> bytes:
    """A picture of four red points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\xc0\x20\x20" * 2 for _ in range(2)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2I5B", 2, 2, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def _written() -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    tabs = {name: book.add_worksheet(name) for name in TABS}
    tabs["Our notes"].write_row("A1", ["This tab is ours & nobody else's", 1.5, True])
    _settings(tabs["Settings"])
    tabs["Longer term"].write_row(
        "A1", ["Workstream", "Amount", "Horizon", "By when", "Basis", "Includes what the table holds?", "Note"]
    )
    tabs["Longer term"].write_row("A2", ["Waste", 310_000_000, "Medium term", "by 2020", "a notional target"])
    for name in LINES:
        _workstream(book, tabs[name], name)
    _appendix(book, tabs["Appendix 1"])
    _data(book, tabs["Appendix 1 data"])
    tabs["Checks"].write("N1", "our own list")
    tabs["Checks"].add_table("A5:J6", {"name": "SE7_Checks", "columns": [{"header": each} for each in CHECK_HEADINGS]})
    tabs["Checks"].insert_button("N3", {"caption": "Check again", "macro": "check_again"})
    _chart(book, tabs["Pictures"])
    tabs["Appendix 2"].write("Z1", "our own words")
    book.close()
    return held.getvalue()


def _settings(tab: Worksheet) -> None:
    facts = (("Partnership", "SE7"), ("Reporting authority", "Kent"), ("First financial year", "2011/12"), ("Number of years", 4))
    for row, fact in enumerate(facts):
        tab.write_row(row, 0, fact)
    tables = (
        ("Party", "Full name", "Short form"), ("SE7", "South East Seven"), ("Kent", "Kent Council", "KCC"), ("Surrey",), (),
        ("Workstream", "Tab"), *((name, name) for name in LINES), (),
        ("Horizon", "Target"), ("Short term", 100_000_000), ("Medium term", 500_000_000), (),
        ("Fund", "Ring-fenced"), ("General Fund", "no"),
    )  # fmt: skip
    for row, cells in enumerate(tables, 6):
        tab.write_row(row, 0, cells)
    tab.set_paper(9)
    tab.insert_checkbox("E2", True)


def _workstream(book: Workbook, tab: Worksheet, name: str) -> None:
    amber = book.add_format({"bg_color": "#FFC000", "italic": True, "num_format": "#,##0.00"})
    tab.write_row("A1", ["Workstream", name])
    tab.write_row("A2", ["Lead", "Surrey", "rung on Tuesday"], amber)
    tab.write_rich_string("B3", "Buy ", book.add_format({"bold": True}), "together", " at last")
    tab.write_row("A7", HEADINGS)
    for row, (party, *amounts) in enumerate(LINES[name], 7):
        tab.write_row(row, 0, [f"{name} line", party, "A. Officer", "baseline saving", "additional"])
        tab.write_row(row, 7, amounts[:2])
        tab.write_row(row, 9, ["contract 7", *amounts[2:]], amber)
        tab.write_number(row, HEADINGS.index("Cumulative 2011/12"), 1.0, amber)
        tab.write_formula(row, HEADINGS.index("Total"), f"=SUM(H{row + 1}:M{row + 1})", None, 2)
        tab.write_formula(row, len(HEADINGS) + 2, f"=H{row + 1}*2", amber, 14)
    tab.write_row("A12", ["Our own sum of the first year"])
    tab.write_formula("H12", "=SUM(H8:H9)", amber, 99)
    tab.set_column("A:A", 41.5, amber)
    tab.set_row(8, 33)
    tab.set_row(20, 12, amber)
    tab.write_comment("H8", "Who agreed this?", {"author": "A. Officer"})
    tab.insert_textbox("V2", "Our own words in a box")
    tab.conditional_format("H8:M9", {"type": "data_bar", "data_bar_2010": True})
    tab.conditional_format("H8:M9", {"type": "cell", "criteria": ">", "value": 5_000_000, "format": amber})
    tab.data_validation("F8:F40", {"validate": "list", "source": "=Settings!$A$22:$A$23"})
    tab.add_sparkline("W8", {"range": f"'{name}'!H8:M8"})


def _appendix(book: Workbook, tab: Worksheet) -> None:
    tab.write_row("A1", ["An older Appendix 1", "", "of an older shape"])
    for row in range(40):
        tab.write(row, 8, f"our own remark {row + 1}", book.add_format({"font_color": "#00B050"}))
    tab.insert_image("K2", "red.png", {"image_data": io.BytesIO(png())})
    tab.set_landscape()
    tab.print_area("A1:G3")
    book.define_name("SE7_Appendix_1", "='Appendix 1'!$A$1:$G$3")


def _data(book: Workbook, tab: Worksheet) -> None:
    """The accessible table as it stood when there were two workstreams, its sums typed by hand."""
    tab.write("A1", "An older title")
    tab.add_table("A4:M11", {"name": "SE7_Appendix_1_data", "columns": [{"header": each} for each in DATA_HEADINGS]})
    for row in range(4, 11):
        tab.write_row(row, 0, ["Highways" if row % 2 else "Waste", "SE7" if row < 9 else "Kent", 1, 2, 3, 4])
        tab.write_formula(row, 9, f"=SUM(C{row + 1}:F{row + 1})", None, 10)
        tab.write_formula(row, 12, f"=J{row + 1}", None, 10)
    book.define_name("SE7_Data_partnership", "='Appendix 1 data'!$A$8:$M$9")
    book.define_name("SE7_Data_authority", "='Appendix 1 data'!$A$10:$M$11")


def _chart(book: Workbook, tab: Worksheet) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "='Appendix 1 data'!$A$8:$A$9", "values": "='Appendix 1 data'!$J$8:$J$9"})
    chart.add_series({"name": "Ours", "values": "='Our notes'!$B$1:$B$1"})
    tab.insert_chart("B2", chart)


def _grafted(data: bytes, macros: bool) -> bytes:
    parts = unpacked(data)
    _graft_sheets(parts)
    _graft_workbook(parts)
    if macros:
        _graft_macros(parts)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts.items():
            packing = zipfile.ZIP_STORED if name.endswith((".png", ".bin")) else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, (2012, 1, 26, 9, 30, 0)), content, packing, 9)
        package.comment = b"kept by hand"
    return held.getvalue()


def _graft_sheets(parts: dict[str, bytes]) -> None:
    """A slicer and a threaded comment on Waste, printer settings on Settings."""
    slicers = (
        b'<extLst><ext uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/'
        b'2009/9/main"><x14:slicerList><x14:slicer r:id="rIdSlicer"/></x14:slicerList></ext>'
    )
    waste, settings = sheet_part("Waste"), sheet_part("Settings")
    parts[waste] = parts[waste].replace(b"<extLst>", slicers, 1)
    parts[settings] = parts[settings].replace(b"<pageSetup ", b'<pageSetup r:id="rIdPrinter" ', 1)
    slicer, thread = (
        b'<slicers xmlns="x14"><slicer name="Party" cache="Slicer_Party"/></slicers>',
        b'<ThreadedComments xmlns="tc"/>',
    )
    _add(parts, "xl/slicers/slicer1.xml", slicer, "slicer+xml", waste, f"{MICROSOFT}/2007/relationships/slicer", "rIdSlicer")
    kind, relation = "threadedcomments+xml", f"{MICROSOFT}/2017/10/relationships/threadedComment"
    _add(parts, "xl/threadedComments/threadedComment1.xml", thread, kind, waste, relation)
    printer, kind = b"\0printer\0" * 20, "spreadsheetml.printerSettings"
    _add(parts, "xl/printerSettings/printerSettings1.bin", printer, kind, settings, f"{MAIN}/printerSettings", "rIdPrinter")


def _graft_workbook(parts: dict[str, bytes]) -> None:
    workbook = "xl/workbook.xml"
    cache, persons = b'<slicerCacheDefinition xmlns="x14" name="Slicer_Party" sourceName="Party"/>', b'<personList xmlns="tc"/>'
    relation = f"{MICROSOFT}/2007/relationships/slicerCache"
    _add(parts, "xl/slicerCaches/slicerCache1.xml", cache, "slicerCache+xml", workbook, relation)
    _add(parts, "xl/persons/person.xml", persons, "person+xml", workbook, f"{MICROSOFT}/2017/10/relationships/person")
    _add(parts, "customXml/item1.xml", b"<ours><mark>sensitive</mark></ours>", "xml", workbook, f"{MAIN}/customXml")
    _add(parts, "xl/calcChain.xml", _calc_chain(parts), "spreadsheetml.calcChain+xml", workbook, f"{MAIN}/calcChain")


def _calc_chain(parts: dict[str, bytes]) -> bytes:
    cells = b"".join(
        b'<c r="%s" i="%d"/>' % (cell, number)
        for number, tab in enumerate(TABS, 1)
        for cell in re.findall(rb'<c r="([A-Z]+\d+)"[^>]*><f>', parts[sheet_part(tab)])
    )
    return b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + cells + b"</calcChain>"


def _graft_macros(parts: dict[str, bytes]) -> None:
    relation, ribbon = (
        f"{MICROSOFT}/2006/relationships/vbaProject",
        b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07"/>',
    )
    _add(parts, "xl/vbaProject.bin", bytes(range(256)) * 9, "vbaProject", "xl/workbook.xml", relation)
    _add(parts, "customUI/customUI14.xml", ribbon, "xml", "", f"{MICROSOFT}/2007/relationships/ui/extensibility")
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(XLSX_TYPE, XLSM_TYPE)


def _add(parts: dict[str, bytes], part: str, content: bytes, kind: str, owner: str, relation: str, key: str = "") -> None:
    """Put a part into the package, with its content type and a relationship that leads to it."""
    parts[part] = content
    declared = f'<Override PartName="/{part}" ContentType="application/vnd.{kind}"/></Types>'
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", declared.encode())
    folder, _, name = owner.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    held = parts.get(
        relations, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    written = f'<Relationship Id="{key or f"rIdOwn{len(held)}"}" Type="{relation}" Target="/{part}"/></Relationships>'
    parts[relations] = held.replace(b"</Relationships>", written.encode())
