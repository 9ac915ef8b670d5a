"""Files that are no tracker: what people drop on a command by mistake, or rename until Excel's icon shows."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from tests.foreign import png, unpacked
from tests.hostile.returned import TYPES, WORKBOOK, packed

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET_KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN_KIND = SHEET_KIND + b".sheet.main+xml"
Rows = tuple[tuple[object, ...], ...]


def workbook_of(tabs: dict[str, Rows]) -> bytes:
    """A workbook of these tabs."""
    book, held = Workbook(), BytesIO()
    book.remove(book.active)
    for name, rows in tabs.items():
        tab = book.create_sheet(name)
        for row in rows:
            tab.append(row)
    book.save(held)
    return held.getvalue()


BUDGET: Rows = (("Budget", 2011, 2012), ("Roads", 10.5, 12), ("Schools", 100, "=C2*2"), ("Total", "=SUM(B2:B3)", "=SUM(C2:C2)"))
OF_THE_SAME_NAMES: dict[str, Rows] = {
    "Settings": (("Printer", "HP 4000"), ("Paper", "A4")),
    "Waste": (("Bin", "Day"), ("green", "Tuesday")),
    "Appendix 1": (("Minutes of the last meeting",),),
}
HEADED_ALIKE: dict[str, Rows] = {
    "Settings": (("Party", "Full name", "Short form"), ("Labour", "Labour Party", "Lab"), ("Green", "Green Party", None)),
}


def _kind_of(content_type: bytes) -> bytes:
    """A workbook whose main part says it is of another kind."""
    parts = unpacked(workbook_of({"Budget": BUDGET}))
    assert MAIN_KIND in parts[TYPES]
    return packed(parts | {TYPES: parts[TYPES].replace(MAIN_KIND, content_type)})


def _document() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed(
        {
            TYPES: b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            b'ContentType="%s"/></Types>' % kind.encode(),
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            b'Target="word/document.xml"/></Relationships>',
            "word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/>'
            b"</w:document>",
        }
    )


def _archive() -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("holiday/beach.png", png())
        archive.writestr("holiday/list.txt", "towels")
    return held.getvalue()


def _without_tabs() -> bytes:
    parts = unpacked(workbook_of({"Budget": BUDGET}))
    listed = parts[WORKBOOK]
    start, end = listed.index(b"<sheets>"), listed.index(b"</sheets>")
    return packed(parts | {WORKBOOK: listed[:start] + b"<sheets>" + listed[end:]})


STRANGERS: dict[str, Callable[[], bytes]] = {
    "an empty workbook": lambda: workbook_of({"Sheet1": ()}),
    "a workbook that lists no tab": _without_tabs,
    "somebody's budget": lambda: workbook_of({"Budget": BUDGET, "Notes": (("call Anna",),)}),
    "tabs of the same names about other things": lambda: workbook_of(OF_THE_SAME_NAMES),
    "a tab headed alike": lambda: workbook_of(HEADED_ALIKE),
    "a table as text": lambda: b"Workstream,Party,2011/12\nWaste,SE7,1.5\n",
    "a table as text with a byte-order mark": lambda: b"\xef\xbb\xbfWorkstream;Party\r\nWaste;SE7\r\n",
    "a text in UTF-16": lambda: "Dear all,\r\nplease find attached".encode("utf-16"),
    "a page of the web": lambda: b"<html><body><table><tr><td>Waste</td></tr></table></body></html>",
    "an XML spreadsheet of 2003": lambda: (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
    "a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "a picture": png,
    "a Word document": _document,
    "an archive of other files": _archive,
    "an archive of nothing": lambda: packed({}),
    "an OpenDocument spreadsheet": lambda: packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office:document-content/>"}
    ),
    "a binary workbook": lambda: _kind_of(b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
    "a template": lambda: _kind_of(SHEET_KIND + b".template.main+xml"),
    "an add-in": lambda: _kind_of(b"application/vnd.ms-excel.addin.macroEnabled.main+xml"),
    "an .xlsm by another ending": lambda: _kind_of(b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "an old .xls": lambda: OLD_OFFICE + bytes(2000) + "Workbook".encode("utf-16-le") + bytes(3000),
    "a workbook under a password": lambda: OLD_OFFICE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(3000),
    "an empty file": lambda: b"",
    "a file of zeros": lambda: bytes(5000),
    "the first half of a workbook": lambda: (whole := workbook_of({"Budget": BUDGET}))[: len(whole) // 2],
    "a page that says the download failed": lambda: b"<!DOCTYPE html><title>Sign in</title>",
}


@cache
def stranger(name: str) -> bytes:
    """The file of this name."""
    return STRANGERS[name]()
