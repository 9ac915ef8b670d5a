"""A table part: the Excel table's name, its area, and resizing it."""

from dataclasses import dataclass

from se7_excel.books.markup import Element, elements, escaped, first, prefix_of, with_attribute
from se7_excel.errors import DamagedWorkbook
from se7_excel.sheets.addresses import Area


@dataclass(frozen=True, slots=True)
class TableInfo:
    """An Excel table: the part it is in, its name, where it lies, its totals rows, whether a filter is active."""

    part: str
    name: str
    area: Area
    totals_rows: int
    filtered: bool


def table_info(part: str, data: bytes) -> TableInfo:
    """What the part says of its table."""
    table = first(data, "table")
    area = Area.parse(table.attributes.get("ref", "")) if table else None
    if table is None or area is None:
        raise DamagedWorkbook(f"the part {part} describes no table; open the file in Excel and save it")
    written = table.attributes
    name = written.get("displayName") or written.get("name", "")
    filtered = first(data, "filterColumn") is not None
    return TableInfo(part, name, area, int(written.get("totalsRowCount", 0)), filtered)


def resized(data: bytes, area: Area, headings: list[str]) -> bytes:
    """The part with its table, and the table's filter, covering the area under these headings."""
    for name in ("table", "autoFilter"):
        found = first(data, name)
        if found:
            tag = with_attribute(data[found.start : found.tag_end], "ref", str(area))
            data = data[: found.start] + tag + data[found.tag_end :]
    columns = first(data, "tableColumns")
    if columns is None or [each.attributes.get("name") for each in _columns(data, columns)] == headings:
        return data
    return data[: columns.start] + _new_columns(data, columns, headings) + data[columns.end :]


def _columns(data: bytes, columns: Element) -> list[Element]:
    return [each for each in elements(data, "tableColumn") if columns.tag_end <= each.start < columns.content_end]


def _new_columns(data: bytes, columns: Element, headings: list[str]) -> bytes:
    prefix = prefix_of(data, "table").decode()
    inner = "".join(
        f'<{prefix}tableColumn id="{number}" name="{escaped(heading)}"/>' for number, heading in enumerate(headings, 1)
    )
    return f'<{prefix}tableColumns count="{len(headings)}">{inner}</{prefix}tableColumns>'.encode()
