"""Links to other workbooks, wherever a workbook keeps them, are named once each."""

import pytest
from xlsxwriter.workbook import Workbook as Writer

from se7_excel.inspection.inspected import inspected
from tests.foreign import unpacked, with_parts
from tests.inspection import councils
from tests.inspection.made import Made, said

LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
LINK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(data: bytes) -> bytes:
    """The workbook with a part for another workbook, as Excel keeps it."""
    target = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" '
    target += 'Target="file:///H:/Old%20budget.xlsx" TargetMode="External"/></Relationships>'
    parts = unpacked(data)
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{LINK_TYPE}"/></Types>'.encode()
    )
    relation = f'<Relationship Id="rIdX" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    relations = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation.encode())
    book = parts["xl/workbook.xml"].replace(
        b"</sheets>", b'</sheets><externalReferences><externalReference r:id="rIdX"/></externalReferences>'
    )
    return with_parts(
        data,
        {
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/workbook.xml": book,
            "xl/externalLinks/externalLink1.xml": LINK,
            "xl/externalLinks/_rels/externalLink1.xml.rels": target.encode(),
        },
    )


def test_a_link_in_a_formula_names_the_file() -> None:
    made = councils.headcounts().typed("Staff", C9="=[1]Sheet1!$B$4*31.5")
    findings = inspected(linked(made.data)).findings
    assert said(findings)[0] == ("C28", "fail", "Staff!C9") and sum(each.fails for each in findings) == 1
    assert "reads from another file (Old budget.xlsx)" in findings[0].message


def test_a_link_nothing_uses_is_named() -> None:
    findings = inspected(linked(councils.budget().data)).findings
    assert said(findings) == [("C28", "fail", "")] and "linked to Old budget.xlsx" in findings[0].message


@pytest.mark.filterwarnings("ignore:Unknown worksheet reference")
def test_links_in_names_rules_formats_and_charts_are_found() -> None:
    def add(writer: Writer) -> None:
        sheet = writer.get_worksheet_by_name("Budget")
        assert sheet is not None
        writer.define_name("old", "='[Old.xlsx]Sheet1'!$A$1")
        sheet.data_validation("B20", {"validate": "list", "source": "='[Old.xlsx]Sheet1'!$A$1:$A$3"})
        sheet.conditional_format("B3:B8", {"type": "formula", "criteria": "=B3>'[Old.xlsx]Sheet1'!$A$1"})
        chart = writer.add_chart({"type": "line"})
        chart.add_series({"values": "='[Old.xlsx]Sheet1'!$A$1:$A$3"})
        sheet.insert_chart("B30", chart)

    messages = [each.message for each in councils.budget().tweaked(add).findings]
    assert len(messages) == 4
    for words in ("The name old stands for", "data validation read", "conditional formats read", "A chart draws"):
        assert any(words in message for message in messages), words


def test_a_table_column_named_by_a_year_is_no_link() -> None:
    def add(writer: Writer) -> None:
        sheet = writer.get_worksheet_by_name("T")
        assert sheet is not None
        columns = [{"header": "2011"}, {"header": "2012"}, {"header": "Sum"}]
        sheet.add_table("A1:C4", {"name": "Plan", "data": [[1, 2], [3, 4], [5, 6]], "columns": columns})
        for row in (1, 2, 3):
            sheet.write_formula(row, 2, "=Plan[[#This Row],[2011]]+Plan[[#This Row],[2012]]", None, 4 * row - 1)
        sheet.write_formula("E1", "=SUM(Plan[Sum])", None, 21)

    assert Made({"T": {}}).tweaked(add).findings == ()


def test_connections_are_named() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"
    data = councils.budget().data
    types = unpacked(data)["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/connections.xml" ContentType="{kind}"/></Types>'.encode()
    )
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    part = b"<connections %s><connection id='1' name='Ledger'/></connections>" % space
    findings = inspected(with_parts(data, {"[Content_Types].xml": types, "xl/connections.xml": part})).findings
    assert said(findings) == [("C28", "fail", "")] and "connections to other sources: Ledger" in findings[0].message
