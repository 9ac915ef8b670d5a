"""An edit writes its own cells, in order, and leaves every other byte of the tab as it was."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from se7_excel.books.cell_edits import Edit, loses_formula
from se7_excel.books.sheet_edit import edited, number_text
from se7_excel.books.sheet_part import SheetPart
from se7_excel.books.sheet_reader import Reader, Values
from se7_excel.errors import ProtectedWorkbook
from se7_excel.sheets.addresses import cell_position
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import CALCULATED

STYLE = 9
ROWS = (
    '<row r="2" spans="2:4"><c r="B2"><v>1</v></c><c r="D2" s="3"><f>B2*2</f><v>2</v></c></row>'
    '<row r="5"><c r="A5"><v>5</v></c></row>'
)
SHARED = (
    '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1</f><v>1</v></c></row><row r="2"><c r="B2" s="4">'
    '<f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
)


def sheet(rows: str, after: str = "", before: str = "") -> bytes:
    return f'<?xml version="1.0"?>\n<worksheet xmlns="m">{before}<sheetData>{rows}</sheetData>{after}</worksheet>\n'.encode()


def position(cell: str) -> tuple[int, int]:
    found = cell_position(cell)
    assert found
    return found


def edit(data: bytes, changes: Mapping[str, Edit | Decimal | str], heights: Mapping[int, float] | None = None) -> bytes:
    edits = {position(name): each if isinstance(each, Edit) else Edit(content=Cell(each)) for name, each in changes.items()}
    return edited(SheetPart(data), "Tab", edits, lambda style, current: STYLE, heights or {})


def formulas(data: bytes) -> dict[tuple[int, int], str]:
    return Reader(SheetPart(data), Values((), frozenset(), False)).formulas


def addresses(data: bytes) -> list[str]:
    return [cell.get("r") for cell in etree.fromstring(data).iter("{m}c")]


def test_without_edits_the_tab_is_the_same_to_the_byte() -> None:
    assert edit(sheet(ROWS), {}) == sheet(ROWS)


def test_a_number_is_written_into_its_cell_and_nowhere_else() -> None:
    new = edit(sheet(ROWS), {"B2": Decimal("1.5")})
    assert new == sheet(ROWS).replace(b'<c r="B2"><v>1</v></c>', b'<c r="B2"><v>1.5</v></c>')


def test_a_text_keeps_its_spaces_and_its_odd_characters() -> None:
    new = edit(sheet(ROWS), {"B2": " <a> & \x07"})
    assert b't="inlineStr"><is><t xml:space="preserve"> &lt;a&gt; &amp; _x0007_</t></is></c>' in new


def test_a_formula_carries_its_value() -> None:
    new = edit(sheet(ROWS), {"B2": Edit(content=Cell(Decimal(3), formula='IF(A1<2,"<&>",3)'))})
    assert b'<c r="B2"><f>IF(A1&lt;2,"&lt;&amp;&gt;",3)</f><v>3</v></c>' in new
    new = edit(sheet(ROWS), {"B2": Edit(content=Cell("not quantified", formula="A1"))})
    assert b'<c r="B2" t="str"><f>A1</f><v>not quantified</v></c>' in new


def test_a_cell_that_is_rewritten_keeps_its_style_unless_it_is_given_one() -> None:
    assert b'<c r="D2" s="3"><v>7</v></c>' in edit(sheet(ROWS), {"D2": Decimal(7)})
    assert b'<c r="D2" s="9"><v>7</v></c>' in edit(sheet(ROWS), {"D2": Edit(CALCULATED, Cell(Decimal(7)))})


def test_a_style_alone_leaves_the_content() -> None:
    assert b'<c r="D2" s="9"><f>B2*2</f><v>2</v></c>' in edit(sheet(ROWS), {"D2": Edit(CALCULATED)})


def test_a_cleared_cell_is_gone_with_its_style() -> None:
    assert addresses(edit(sheet(ROWS), {"D2": Edit(bare=True)})) == ["B2", "A5"]


def test_a_cell_cleared_and_then_styled_has_the_style() -> None:
    assert b'<c r="D2" s="9"' in edit(sheet(ROWS), {"D2": Edit(CALCULATED, Cell(Decimal(1)), bare=True)})


def test_new_rows_and_cells_stand_in_order() -> None:
    new = edit(sheet(ROWS), dict.fromkeys(("Z9", "C2", "A2", "AA2", "A1", "B3", "B5"), Decimal(1)))
    assert addresses(new) == ["A1", "A2", "B2", "C2", "D2", "AA2", "B3", "A5", "B5", "Z9"]


@given(cells=st.sets(st.tuples(st.integers(1, 9), st.integers(1, 30)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_whatever_is_written_cells_are_in_order_once_and_the_old_ones_kept(cells: set[tuple[int, int]]) -> None:
    edits = {cell: Edit(content=Cell(Decimal(7))) for cell in cells}
    new = edited(SheetPart(sheet(ROWS)), "Tab", edits, lambda style, current: STYLE, {})
    found = [position(name) for name in addresses(new)]
    assert found == sorted(set(found)) and set(found) == cells | {(2, 2), (2, 4), (5, 1)}
    for name, whole in (("B2", b'<c r="B2"><v>1</v></c>'), ("A5", b'<c r="A5"><v>5</v></c>')):
        assert position(name) in cells or whole in new


@pytest.mark.parametrize("empty", [b"<sheetData/>", b"<sheetData />", b"<sheetData></sheetData>", b'<sheetData x:a="1"/>'])
def test_the_first_cells_of_an_empty_tab_are_written(empty: bytes) -> None:
    data = b'<worksheet xmlns="m" xmlns:x="x">' + empty + b"<pageMargins/></worksheet>"
    new = edit(data, {"B2": Decimal(1)})
    assert addresses(new) == ["B2"] and new.endswith(b"</sheetData><pageMargins/></worksheet>")


def test_a_prefixed_tab_gets_prefixed_cells() -> None:
    data = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    new = edit(data, {"A1": Edit(content=Cell(Decimal(1), formula="B1")), "A3": "text"})
    assert addresses(new) == ["A1", "A3"]
    assert {etree.QName(each).namespace for each in etree.fromstring(new).iter()} == {"m"}


def test_cells_without_an_address_get_one_once_their_row_is_edited() -> None:
    assert addresses(edit(sheet("<row><c><v>1</v></c><c><v>2</v></c></row>"), {"D1": Decimal(1)})) == ["A1", "B1", "D1"]


@pytest.mark.parametrize(
    "cell", ["<c r='B2'><v>1</v></c>", '<c\tr="B2"><v>1</v></c>', '<c\n r="B2" ><v>1</v></c>', '<c r = "B2"><v>1</v></c>']
)
def test_a_neighbour_written_unusually_is_kept_and_well_formed(cell: str) -> None:
    new = edit(sheet(f'<row r="2">{cell}</row>'), {"C2": Decimal(1)})
    assert addresses(new) == ["B2", "C2"] and cell.encode() in new


def test_a_row_in_single_quotes_is_edited_where_it_is() -> None:
    new = edit(sheet("<row r='2' ht='20'><c r='B2'><v>1</v></c></row>"), {"C2": Decimal(1)})
    assert [row.get("r") for row in etree.fromstring(new).iter("{m}row")] == ["2"]


def test_what_stands_between_the_cells_of_a_row_is_kept() -> None:
    row = '<row r="2">\n  <c r="B2"><v>1</v></c>\n  <extLst><ext uri="ours"/></extLst>\n</row>'
    new = edit(sheet(row), {"C2": Decimal(1)})
    assert b'<extLst><ext uri="ours"/></extLst>' in new and b'<row r="2">\n  <c r="B2">' in new


def test_an_edit_that_changes_nothing_leaves_a_row_with_white_space_to_the_byte() -> None:
    data = sheet('<row r="2">\n  <c r="B2" s="9"><v>1</v></c>\n</row>')
    assert edit(data, {"B2": Edit(CALCULATED)}) == data


def test_children_of_an_overwritten_shared_formula_are_spelt_out() -> None:
    new = edit(sheet(SHARED), {"B1": Decimal(7)})
    assert formulas(new) == {(2, 2): "A2*$C$1", (3, 2): "A3*$C$1"}
    assert b"shared" not in new and b'<c r="B2" s="4"><f>A2*$C$1</f><v>2</v></c>' in new


def test_an_overwritten_child_leaves_the_shared_formula_to_the_others() -> None:
    new = edit(sheet(SHARED), {"B2": Decimal(7)})
    assert formulas(new) == {(1, 2): "A1*$C$1", (3, 2): "A3*$C$1"}
    assert new == sheet(SHARED).replace(b'<c r="B2" s="4"><f t="shared" si="0"/><v>2</v></c>', b'<c r="B2" s="4"><v>7</v></c>')


def test_a_styled_first_cell_of_a_shared_formula_keeps_it() -> None:
    assert formulas(edit(sheet(SHARED), {"B1": Edit(CALCULATED)})) == formulas(sheet(SHARED))


def test_children_in_single_quotes_are_spelt_out_too() -> None:
    new = edit(sheet(SHARED.replace('"', "'")), {"B1": Decimal(7)})
    assert formulas(new) == {(2, 2): "A2*$C$1", (3, 2): "A3*$C$1"}


def test_part_of_an_array_formula_is_refused_and_its_neighbours_are_not() -> None:
    data = sheet(
        '<row r="1"><c r="B1"><f t="array" ref="B1:B2">A1:A2*2</f><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    )
    with pytest.raises(ProtectedWorkbook, match=r"Tab!B2 is part of the array formula in B1:B2"):
        edit(data, {"B2": Decimal(1)})
    assert addresses(edit(data, {"C2": Decimal(1)})) == ["B1", "B2", "C2"]


def test_an_array_formula_of_one_cell_can_be_replaced() -> None:
    data = sheet('<row r="1"><c r="B1"><f t="array" ref="B1">SUM(A1:A2*2)</f><v>1</v></c></row>')
    assert b'<c r="B1"><v>2</v></c>' in edit(data, {"B1": Decimal(2)})


def test_a_cell_inside_merged_ones_is_refused_and_the_first_is_not() -> None:
    data = sheet(ROWS, '<mergeCells count="1"><mergeCell ref="B2:C3"/></mergeCells>')
    with pytest.raises(ProtectedWorkbook, match=r"Tab!C3 lies inside the merged cells B2:C3; unmerge them"):
        edit(data, {"C3": Decimal(1)})
    assert b'<c r="B2"><v>7</v></c>' in edit(data, {"B2": Decimal(7)})


@pytest.mark.parametrize(
    "protection", ['<sheetProtection sheet="1" objects="1"/>', '<sheetProtection password="CC" sheet="true"/>']
)
def test_a_protected_tab_is_refused_with_what_to_do(protection: str) -> None:
    with pytest.raises(ProtectedWorkbook, match="the tab Tab is protected; lift it in Excel"):
        edit(sheet(ROWS, protection), {"B2": Decimal(1)})


def test_a_protection_that_is_switched_off_does_not_matter() -> None:
    assert edit(sheet(ROWS, '<sheetProtection sheet="0"/>'), {"B2": Decimal(7)})


@pytest.mark.parametrize(("cell", "kept"), [("C2", True), ("E2", False), ("A2", False)])
def test_the_stated_span_of_a_row_goes_once_a_cell_lies_outside(cell: str, kept: bool) -> None:
    assert (b'spans="2:4"' in edit(sheet(ROWS), {cell: Decimal(1)})) is kept


def test_a_row_grows_with_a_new_text_unless_somebody_set_its_height() -> None:
    for height, wanted in (
        ('ht="15"', "30"),
        ('ht="15" customHeight="1"', "15"),
        ('ht="15" customHeight="false"', "30"),
        ("", "30"),
    ):
        new = edit(sheet(f'<row r="1" {height}><c r="A1"/></row>'), {"A1": Edit(CALCULATED, Cell("long"))}, {1: 30.0})
        assert etree.fromstring(new).find(".//{m}row").get("ht") == wanted, height


def test_a_row_keeps_its_height_where_only_figures_change() -> None:
    assert b'ht="15"' in edit(sheet('<row r="1" ht="15"><c r="A1"/></row>'), {"A1": Decimal(1)}, {1: 30.0})


@pytest.mark.parametrize(("cell", "wanted"), [("C2", "B2:D5"), ("E9", "B2:E9"), ("A1", "A1:D5")])
def test_the_stated_dimension_reaches_over_what_is_written(cell: str, wanted: str) -> None:
    new = edit(sheet(ROWS, before='<dimension ref="B2:D5"/>'), {cell: Decimal(1)})
    assert etree.fromstring(new).find("{m}dimension").get("ref") == wanted


def test_a_lost_formula_is_noticed_and_a_replaced_one_is_none() -> None:
    part = SheetPart(sheet(ROWS))
    assert loses_formula(part, {(2, 4): Edit(content=Cell(Decimal(1)))}) and loses_formula(part, {(2, 4): Edit(bare=True)})
    assert not loses_formula(part, {(2, 4): Edit(content=Cell(Decimal(1), formula="B2"))})
    assert not loses_formula(part, {(2, 4): Edit(CALCULATED), (2, 2): Edit(content=Cell(Decimal(1)))})


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_is_written_as_the_number_excel_will_hold(amount: Decimal) -> None:
    assert float(number_text(amount)) == float(amount)
    assert number_text(amount) == (str(int(amount)) if amount == int(amount) else repr(float(amount)))
