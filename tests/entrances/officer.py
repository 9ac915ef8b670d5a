"""What an officer's hand does to a workbook file, by changing its XML without any code of the product; and awkward names."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from python_calamine import CalamineWorkbook

from se7_excel.entrances.cli import main

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
AWKWARD_NAMES = (
    "Adults' & Children's Services [joint]: day*care?",
    "Roads/Bridges\\Tunnels",
    "'quoted'",
    "=1+1",
    'The "big" <one> & more',
    "Abcdefghijklmnopqrstuvwxyz Abcdefghijklm",
    "Abcdefghijklmnopqrstuvwxyz Abcdefghijklz",
    "Abcdefghijklmnopqrstuvwxyz1234's end",
    "Settings",
    "Start",
    "History",
    "2011/12",
    "Straße – Ελλάδα",
)
Typed = str | int | float | None


def se7(*arguments: object) -> int:
    """The exit status of a command."""
    return main([str(each) for each in arguments])


def type_into(path: Path, tab: str, entries: dict[str, Typed]) -> None:
    """Type into cells of a tab, keeping their styles; None clears a cell, a text beginning with = is a formula."""
    parts = _parts(path)
    part = _sheet_part(parts, tab)
    sheet = etree.fromstring(parts[part])
    data = sheet.find(f"{MAIN}sheetData")
    for address, value in entries.items():
        _fill(_cell(data, address), value)
    _save(path, parts | {part: etree.tostring(sheet)})


def rename_tab(path: Path, tab: str, name: str) -> None:
    """Give a tab another name."""
    parts = _parts(path)
    old, new = (f'name="{each}"'.encode() for each in (tab, name))
    assert old in parts["xl/workbook.xml"]
    _save(path, parts | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(old, new)})


def replace_in(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change the bytes of one part, which must hold the old ones."""
    parts = _parts(path)
    assert old in parts[part]
    _save(path, parts | {part: parts[part].replace(old, new)})


def part_of(path: Path, tab: str) -> str:
    """The part that holds a tab."""
    return _sheet_part(_parts(path), tab)


def shown(path: Path, tab: str, cell: str) -> object:
    """The value a cell of the saved file carries."""
    letters, row = coordinate_from_string(cell)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(tab).to_python(skip_empty_area=False)
    column = column_index_from_string(letters)
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""


def formula(path: Path, tab: str, cell: str) -> object:
    """The formula of a cell of the saved file, or its value where it has none."""
    return load_workbook(path)[tab][cell].value


def files_beside(path: Path) -> dict[str, bytes]:
    """Every file in the folder with its bytes."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _save(path: Path, parts: dict[str, bytes]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _sheet_part(parts: dict[str, bytes], tab: str) -> str:
    sheets = etree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    key = next(sheet.get(RELATION) for sheet in sheets if sheet.get("name") == tab)
    relations = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    target: str = next(each.get("Target") for each in relations if each.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cell(data: etree._Element, address: str) -> etree._Element:
    letters, number = coordinate_from_string(address)
    row = next((each for each in data if each.get("r") == str(number)), None)
    if row is None:
        after = [each for each in data if int(each.get("r")) < number]
        row = etree.Element(f"{MAIN}row", r=str(number))
        data.insert(len(after), row)
    cell = next((each for each in row if each.get("r") == address), None)
    if cell is None:
        wanted = column_index_from_string(letters)
        after = [each for each in row if column_index_from_string(coordinate_from_string(each.get("r"))[0]) < wanted]
        cell = etree.Element(f"{MAIN}c", r=address)
        row.insert(len(after), cell)
    return cell


def _fill(cell: etree._Element, value: Typed) -> None:
    del cell[:]
    cell.attrib.pop("t", None)
    if isinstance(value, str) and not value.startswith("="):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = value
    elif isinstance(value, str):
        etree.SubElement(cell, f"{MAIN}f").text = value[1:]
    elif value is not None:
        etree.SubElement(cell, f"{MAIN}v").text = repr(value)
