"""The workbook, table, chart and shared strings parts are read and changed as Excel would, and in nothing else."""

import pytest
from lxml import etree

from se7_excel.books import workbook_part
from se7_excel.books.chart_part import following
from se7_excel.books.package import Package
from se7_excel.books.strings import shared_strings
from se7_excel.books.table_part import resized, table_info
from se7_excel.errors import DamagedWorkbook, ProtectedWorkbook
from se7_excel.sheets.addresses import Area
from tests.foreign import foreign_tracker

AREA = Area(1, 1, 9, 7)


def workbook(inside: str = "", after: str = "") -> bytes:
    mine = '<sheet name="Mine &amp; ours" sheetId="2" state="hidden" r:id="rId2"/>'
    sheets = f'<sheets><sheet name="Appendix 1" sheetId="1" r:id="rId1"/>{mine}</sheets>'
    return f'<workbook xmlns="m" xmlns:r="r">{inside}{sheets}{after}</workbook>'.encode()


def names(data: bytes) -> list[tuple[str, str | None, str]]:
    found = etree.fromstring(data).iter("{m}definedName")
    return [(each.get("name"), each.get("localSheetId"), each.text) for each in found]


def table(head: str = "", inside: str = "") -> bytes:
    columns = (
        '<tableColumns count="2"><tableColumn id="1" name="Code" dataDxfId="3"/><tableColumn id="2" name="Cell"/></tableColumns>'
    )
    inside = f'<autoFilter ref="A5:B9"/>{inside}{columns}'
    return f'<table xmlns="m" id="1" name="T" displayName="T" ref="A5:B9"{head}>{inside}</table>'.encode()


def chart(reference: str) -> bytes:
    return f'<c:chart xmlns:c="c"><c:val><c:numRef><c:f>{reference}</c:f></c:numRef></c:val></c:chart>'.encode()


def areas_of(data: bytes) -> dict[str, Area]:
    return workbook_part.named_areas(workbook_part.named_references(data), "Appendix 1")


def test_the_tabs_are_read_with_their_names_and_whether_they_are_hidden() -> None:
    found = workbook_part.sheets(workbook())
    assert [(each.name, each.key, each.hidden) for each in found] == [
        ("Appendix 1", "rId1", False),
        ("Mine & ours", "rId2", True),
    ]


def test_a_locked_structure_is_refused_and_a_lock_that_is_off_is_not() -> None:
    with pytest.raises(ProtectedWorkbook, match="structure of the workbook is protected"):
        workbook_part.refuse_locked_structure(workbook('<workbookProtection lockStructure="1"/>'))
    workbook_part.refuse_locked_structure(workbook('<workbookProtection lockStructure="0" lockWindows="1"/>'))


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    assert workbook_part.dates_from_1904(workbook('<workbookPr date1904="1"/>'))
    assert not workbook_part.dates_from_1904(workbook('<workbookPr date1904="0"/>'))


def test_a_name_is_added_behind_the_tabs_and_in_the_order_of_names() -> None:
    bare = workbook_part.with_named_area(workbook(after='<calcPr calcId="1"/>'), "SE7_Page", "Appendix 1", AREA)
    assert b"</sheets><definedNames><definedName" in bare and b'</definedNames><calcPr calcId="1"/>' in bare
    held = workbook(
        after="<definedNames><definedName name='Alpha'>1</definedName><definedName name='Zulu'>2</definedName></definedNames>"
    )
    new = workbook_part.with_named_area(held, "SE7_Page", "Appendix 1", AREA)
    assert names(new) == [("Alpha", None, "1"), ("SE7_Page", None, "'Appendix 1'!$A$1:$G$9"), ("Zulu", None, "2")]


@pytest.mark.parametrize("empty", ["<definedNames/>", "<definedNames />", "<definedNames></definedNames>"])
def test_an_empty_list_of_names_is_filled(empty: str) -> None:
    assert len(names(workbook_part.with_named_area(workbook(after=empty), "SE7_Page", "Appendix 1", AREA))) == 1


def test_the_print_area_follows_the_page_it_was_for_and_no_other() -> None:
    own = "<definedName name='SE7_Page'>'Appendix 1'!$A$1:$G$3</definedName>"
    printed = "<definedName name='_xlnm.Print_Area' localSheetId='0'>'Appendix 1'!$A$1:$G$3</definedName>"
    other = "<definedName name='Mine'>'Appendix 1'!$A$1:$G$4</definedName>"
    new = workbook_part.with_named_area(
        workbook(after=f"<definedNames>{own}{printed}{other}</definedNames>"), "SE7_Page", "Appendix 1", AREA
    )
    assert [text for _, _, text in names(new)] == ["'Appendix 1'!$A$1:$G$9", "'Appendix 1'!$A$1:$G$9", "'Appendix 1'!$A$1:$G$4"]


def test_a_copied_tab_keeps_its_own_name_of_the_same_spelling() -> None:
    copy = "<definedName name='SE7_Page' localSheetId='1'>'Mine &amp; ours'!$A$1:$G$3</definedName>"
    own = "<definedName name='SE7_Page'>'Appendix 1'!$A$1:$G$3</definedName>"
    new = workbook_part.with_named_area(
        workbook(after=f"<definedNames>{copy}{own}</definedNames>"), "SE7_Page", "Appendix 1", AREA
    )
    assert names(new) == [("SE7_Page", "1", "'Mine & ours'!$A$1:$G$3"), ("SE7_Page", None, "'Appendix 1'!$A$1:$G$9")]


def test_names_of_this_tab_are_read_and_others_are_not() -> None:
    listed = "".join(
        f"<definedName name='{name}'>{text}</definedName>"
        for name, text in (
            ("One", "'Appendix 1'!$B$2"),
            ("Two", "Other!$A$1"),
            ("Three", "SUM('Appendix 1'!$A$1)"),
            ("Four", "#REF!"),
        )
    )
    areas = areas_of(workbook(after=f"<definedNames>{listed}</definedNames>"))
    assert areas == {"One": Area(2, 2, 2, 2)}


def test_the_next_opening_recalculates_everything() -> None:
    assert b'<calcPr calcId="1" fullCalcOnLoad="1"/>' in workbook_part.recalculating_on_load(
        workbook(after='<calcPr calcId="1"/>')
    )
    assert b'</sheets><calcPr fullCalcOnLoad="1"/>' in workbook_part.recalculating_on_load(workbook())
    asked = workbook(after='<calcPr fullCalcOnLoad="1"/>')
    assert workbook_part.recalculating_on_load(asked) == asked


def test_a_table_is_resized_with_its_filter_and_keeps_its_columns() -> None:
    new = resized(table(), Area(5, 1, 20, 2), ["Code", "Cell"])
    assert new == table().replace(b"A5:B9", b"A5:B20")
    assert table_info("t.xml", new).area == Area(5, 1, 20, 2)


def test_a_table_with_new_headings_has_a_column_for_each() -> None:
    columns = etree.fromstring(resized(table(), Area(5, 1, 9, 3), ["Code", "<2012/13>", "Cell"])).find("{m}tableColumns")
    assert columns.get("count") == "3"
    assert [(each.get("id"), each.get("name")) for each in columns] == [("1", "Code"), ("3", "<2012/13>"), ("2", "Cell")]


def test_a_sort_an_officer_left_does_not_reach_beyond_the_table() -> None:
    sort = '<sortState ref="A6:B9"><sortCondition ref="B6:B9"/></sortState>'
    new = etree.fromstring(resized(table(inside=sort), Area(5, 1, 6, 2), ["Code", "Cell"]))
    areas = [Area.parse(each.get("ref")) for each in new.iter("{m}sortState", "{m}sortCondition")]
    assert all(area and area.bottom <= 6 for area in areas)


def test_a_table_that_lost_its_totals_row_does_not_claim_one() -> None:
    new = table_info("t.xml", resized(table(' totalsRowCount="1"'), Area(5, 1, 20, 2), ["Code", "Cell"]))
    assert new.totals_rows == 0


def test_a_part_that_describes_no_table_is_refused() -> None:
    with pytest.raises(DamagedWorkbook, match=r"t\.xml describes no table"):
        table_info("t.xml", b'<table xmlns="m" ref="nonsense"/>')


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("'Appendix 1'!$C$8:$C$9", "'Appendix 1'!$C$8:$C$12"),
        ("'Appendix 1'!$C$8:$F$9", "'Appendix 1'!$C$8:$F$12"),
        ("'Appendix 1'!$C$4:$C$9", "'Appendix 1'!$C$4:$C$9"),
        ("'Other'!$C$8:$C$9", "'Other'!$C$8:$C$9"),
    ],
)
def test_a_chart_follows_columns_of_just_the_rows_it_showed(reference: str, wanted: str) -> None:
    assert following(chart(reference), "Appendix 1", Area(8, 1, 9, 13), Area(8, 1, 12, 13)) == chart(wanted)


def test_a_chart_of_a_single_row_follows_as_excel_writes_it() -> None:
    new = following(chart("'Appendix 1'!$C$8"), "Appendix 1", Area(8, 1, 8, 13), Area(8, 1, 12, 13))
    assert new == chart("'Appendix 1'!$C$8:$C$12")


@pytest.mark.parametrize("empty", ["<si/>", "<si />", "<si></si>", "<si><t/></si>", "<si><t /></si>"])
def test_an_empty_shared_string_takes_its_place_in_the_count(empty: str) -> None:
    assert shared_strings(f'<sst xmlns="m"><si><t>a</t></si>{empty}<si><t>c</t></si></sst>'.encode()) == ("a", "", "c")


def test_rich_text_is_joined_and_its_phonetic_guide_left_out() -> None:
    item = '<si><r><t xml:space="preserve">a </t></r><r><rPr><b/></rPr><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    assert shared_strings(f'<sst xmlns="m">{item}</sst>'.encode()) == ("a b",)


def test_a_part_named_in_another_case_is_found() -> None:
    package = Package(foreign_tracker())
    assert package.known("XL/Workbook.XML") == "xl/workbook.xml"
