"""A table part: the Excel table's name, its area, and resizing it."""

from dataclasses import dataclass

from se7_excel.books.markup import Element, elements, escaped, first, number_in, prefix_of, with_attribute
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
    return TableInfo(part, name, area, number_in(written, "totalsRowCount"), filtered)


def resized(data: bytes, area: Area, headings: list[str]) -> bytes:
    """The part with its table, and the table's filter, covering the area under these headings.

    A sorting order, active filters and totals rows speak of rows that are no longer where they were, so they go.
    """
    table = first(data, "table")
    if table:
        tag = with_attribute(data[table.start : table.tag_end], "ref", str(area))
        for name in ("totalsRowCount", "totalsRowShown"):
            tag = with_attribute(tag, name, None)
        data = data[: table.start] + tag + data[table.tag_end :]
    for order in reversed(list(elements(data, "sortState", "filterColumn"))):
        data = data[: order.start] + data[order.end :]
    own = first(data, "autoFilter")
    if own:
        data = data[: own.start] + with_attribute(data[own.start : own.tag_end], "ref", str(area)) + data[own.tag_end :]
    columns = first(data, "tableColumns")
    if columns is None or [each.attributes.get("name") for each in _columns(data, columns)] == headings:
        return data
    return data[: columns.start] + _new_columns(data, columns, headings) + data[columns.end :]


def _columns(data: bytes, columns: Element) -> list[Element]:
    return [each for each in elements(data, "tableColumn") if columns.tag_end <= each.start < columns.content_end]


def _new_columns(data: bytes, columns: Element, headings: list[str]) -> bytes:
    """The columns under these headings; those that stay keep what they were, new ones get a number of their own."""
    prefix = prefix_of(data, "table").decode()
    old = {each.attributes.get("name"): data[each.start : each.end] for each in _columns(data, columns)}
    free = max((number_in(each.attributes, "id") for each in _columns(data, columns)), default=0)
    inner = b""
    for heading in headings:
        free += heading not in old
        inner += old.get(heading, f'<{prefix}tableColumn id="{free}" name="{escaped(heading)}"/>'.encode())
    return f'<{prefix}tableColumns count="{len(headings)}">'.encode() + inner + f"</{prefix}tableColumns>".encode()
