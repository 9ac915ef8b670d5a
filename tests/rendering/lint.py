"""What makes Excel offer a repair and neither validator nor schema sees: tables, cells, names, lists and content types."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAIN_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[1-9]\d{0,6}|[Rr]\d*[Cc]\d*")
TAB_OF_AREA = re.compile(r"('(?:[^']|'')*'|[^'!,]+)!")  # several areas where titles are rows and columns
NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
FORBIDDEN = set("[]:*?/\\")
Boundaries = tuple[int, int, int, int]


class Workbook:
    """The parts of a workbook, its sheets and its tables."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        self.book = self.xml("xl/workbook.xml")
        targets = {each.get("Id"): each for each in self.relations("xl/workbook.xml")}
        listed = [(each.get("name"), targets[each.get(RELATION)]) for each in self.book.iter(f"{MAIN}sheet")]
        self.sheets = {name: _target("xl/workbook.xml", relation) for name, relation in listed}

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def relations(self, part: str) -> list[etree._Element]:
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        return list(self.xml(rels)) if rels in self.parts else []

    def tables(self, part: str) -> list[etree._Element]:
        found = [each for each in self.relations(part) if each.get("Type").endswith("/table")]
        return [self.xml(_target(part, each)) for each in found]


def faults(data: bytes, ending: str = ".xlsx") -> list[str]:
    """Every fault found, in words."""
    book = Workbook(data)
    sheets = [said for name, part in book.sheets.items() for check in SHEET_CHECKS for said in check(book, name, part)]
    return [*_package_faults(book, ending), *_name_faults(book), *sheets]


def _package_faults(book: Workbook, ending: str) -> Iterator[str]:
    types = {each.get("PartName"): each.get("ContentType") for each in book.xml("[Content_Types].xml")}
    if types.get("/xl/workbook.xml") != MAIN_TYPES[ending]:
        yield f"the main content type does not fit {ending}"
    yield from (f"part {name} is there twice" for name, count in Counter(map(str.casefold, book.names)).items() if count > 1)
    yield from (f"part name {name} is written wrongly" for name in book.names if "\\" in name or name.startswith("/"))
    for name in book.names:
        source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name).removesuffix(".rels"))
        for each in book.xml(name) if name.endswith(".rels") else ():
            if each.get("TargetMode") != "External" and _target(source, each) not in book.parts:
                yield f"{name}: nothing at {each.get('Target')}"


def _name_faults(book: Workbook) -> Iterator[str]:
    for name, count in Counter(name.casefold() for name in book.sheets).items():
        if count > 1 or not 1 <= len(name) <= 31 or FORBIDDEN & set(name) or name.strip("'") != name:
            yield f"the tab name {name} is not allowed"
    tables = [table.get("displayName") for part in book.sheets.values() for table in book.tables(part)]
    names = [(each.get("name"), each.get("localSheetId")) for each in book.book.iter(f"{MAIN}definedName")]
    owned = [name.casefold() for name in tables] + [name.casefold() for name, local in names if local is None]
    yield from (f"the name {name} is given twice" for name, count in Counter(owned).items() if count > 1)
    yield from (f"a tab has the name {name} twice" for (name, _), count in Counter(names).items() if count > 1)
    for name in (*tables, *(name for name, _ in names)):
        if LIKE_A_CELL.fullmatch(name) or not NAME.fullmatch(name):
            yield f"{name} cannot be a name"
    for each in book.book.iter(f"{MAIN}definedName"):
        tabs = [tab.strip("'").replace("''", "'") for tab in TAB_OF_AREA.findall(each.text or "")]
        if not tabs or any(tab not in book.sheets for tab in tabs):
            yield f"the name {each.get('name')} refers to {each.text}"


def _cell_faults(book: Workbook, name: str, part: str) -> Iterator[str]:
    before = 0
    for row in book.xml(part).iter(f"{MAIN}row"):
        number, column = int(row.get("r")), 0
        if number <= before:
            yield f"{name}: row {number} stands after row {before}"
        before = number
        for cell in row:
            letters, own = coordinate_from_string(cell.get("r"))
            if own != number or column_index_from_string(letters) <= column:
                yield f"{name}: cell {cell.get('r')} stands out of order"
            column = column_index_from_string(letters)
            formula = cell.findtext(f"{MAIN}f") or ""
            if not _balanced(formula) or len(formula) > 8192:
                yield f"{name}!{cell.get('r')}: the formula {formula} is not whole"
            if len("".join(cell.itertext())) > 32_767:
                yield f"{name}!{cell.get('r')}: the text is too long"


def _table_faults(book: Workbook, name: str, part: str) -> Iterator[str]:
    sheet = book.xml(part)
    texts = {cell.get("r"): "".join(cell.itertext()) for cell in sheet.iter(f"{MAIN}c") if cell.get("t") == "inlineStr"}
    areas: list[Boundaries] = []
    for table in book.tables(part):
        left, top, right, bottom = range_boundaries(table.get("ref"))
        columns = [each.get("name") for each in table.iter(f"{MAIN}tableColumn")]
        named = f"{name}: the table {table.get('displayName')}"
        if len(columns) != right - left + 1 or bottom <= top:
            yield f"{named} has {len(columns)} columns over {table.get('ref')}"
        if len({each.casefold() for each in columns}) != len(columns):
            yield f"{named} has a heading twice"
        for column, heading in enumerate(columns, left):
            if texts.get(f"{_letters(column)}{top}") != heading:
                yield f"{named}: the cell above column {heading} says something else"
        if any(_overlap((left, top, right, bottom), area) for area in areas):
            yield f"{named} overlaps another"
        areas.append((left, top, right, bottom))


def _area_faults(book: Workbook, name: str, part: str) -> Iterator[str]:
    sheet = book.xml(part)
    merged: list[Boundaries] = [range_boundaries(each.get("ref")) for each in sheet.iter(f"{MAIN}mergeCell")]
    for index, area in enumerate(merged):
        if any(_overlap(area, other) for other in merged[:index]):
            yield f"{name}: merged cells overlap"
    for rule in sheet.iter(f"{MAIN}dataValidation"):
        listed = rule.findtext(f"{MAIN}formula1") or ""
        if rule.get("type") == "list" and (len(listed) > 255 or (listed.count('"') not in (0, 2))):
            yield f"{name}: the list for {rule.get('sqref')} is too long or not quoted"
        if len(rule.get("errorTitle", "")) > 32 or len(rule.get("error", "")) > 225:
            yield f"{name}: the message for {rule.get('sqref')} is too long"
    for each in sheet.iter(f"{MAIN}oddFooter", f"{MAIN}oddHeader"):
        if len(each.text or "") > 255:
            yield f"{name}: the footer is too long"


SHEET_CHECKS = (_cell_faults, _table_faults, _area_faults)


def _target(part: str, relation: etree._Element) -> str:
    target: str = relation.get("Target")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _balanced(formula: str) -> bool:
    bare = re.sub(r'"(?:[^"]|"")*"', "", formula)
    return bare.count("(") == bare.count(")") and '"' not in bare


def _overlap(one: Boundaries, other: Boundaries) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _letters(column: int) -> str:
    return "" if column == 0 else _letters((column - 1) // 26) + chr(65 + (column - 1) % 26)
