"""The engines of test_validity see what they are there for: each planted defect is found."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.rendering.lint import faults
from tests.rendering.schemas import violations
from tests.rendering.test_validity import sdk_errors

HIGHWAYS, BOOK, LINES = "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/tables/table5.xml"
MERGED = b'<mergeCells count="2"><mergeCell ref="A20:B21"/><mergeCell ref="B21:C22"/></mergeCells>'
DEFECTS = (
    (LINES, rb'name="Line"', b'name="Lines"', "above column Lines says something else"),
    (LINES, rb'name="Note"', b'name="PARTY"', "has a heading twice"),
    (LINES, rb'ref="A11:P13"', b'ref="A11:Q13"', "has 16 columns over A11:Q13"),
    (LINES, rb'displayName="SE7_Lines_1"', b'displayName="SE7_Lines_2"', "se7_lines_2 is given twice"),
    (LINES, rb'displayName="SE7_Lines_1"', b'displayName="SE71"', "SE71 cannot be a name"),
    (BOOK, rb'name="SE7_Appendix_1"', b'name="A1"', "A1 cannot be a name"),
    (BOOK, rb"'Waste'!", b"'Gone'!", "refers to 'Gone'!"),
    (BOOK, rb'name="SEN"', b'name="WASTE"', "waste is not allowed"),
    (HIGHWAYS, rb'r="B12"', b'r="A12"', "A12 stands out of order"),
    (HIGHWAYS, rb'<row r="13"', b'<row r="12"', "row 12 stands after row 12"),
    (HIGHWAYS, rb"<f>N12</f>", b"<f>SUM(N12</f>", "the formula SUM(N12 is not whole"),
    (HIGHWAYS, rb"</sheetData>", b"</sheetData>" + MERGED, "merged cells overlap"),
    (HIGHWAYS, rb'"cumulative,negative"', b'"' + b"x" * 254 + b'"', "B9 is too long"),
    ("[Content_Types].xml", rb"sheet\.main\+xml", b"template.main+xml", "the main content type"),
    ("xl/_rels/workbook.xml.rels", rb"theme1\.xml", b"theme9.xml", "nothing at"),
)


def spoilt(data: bytes, part: str, pattern: bytes, replacement: bytes) -> bytes:
    """The workbook with one defect."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                content, count = re.subn(pattern, lambda _: replacement, content, count=1)
                assert count == 1
            target.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize(("part", "pattern", "replacement", "said"), DEFECTS, ids=[each[3] for each in DEFECTS])
def test_the_lint_finds_a_planted_defect(part: str, pattern: bytes, replacement: bytes, said: str, tracker_2012: bytes) -> None:
    assert any(said in fault for fault in faults(spoilt(tracker_2012, part, pattern, replacement)))


def test_the_lint_finds_the_wrong_ending(tracker_2012: bytes) -> None:
    assert faults(tracker_2012, ".xlsm") == ["the main content type does not fit .xlsm"]


@pytest.mark.parametrize(
    ("pattern", "replacement"), [(rb"<row ", b'<row nonsense="1" '), (rb"<sheetData>", b"<nonsense/><sheetData>")]
)
def test_the_schemas_find_a_planted_defect(pattern: bytes, replacement: bytes, tracker_2012: bytes, schemas: Path) -> None:
    said = violations(spoilt(tracker_2012, HIGHWAYS, pattern, replacement), schemas)
    assert [each.partition(":")[0] for each in said] == [HIGHWAYS]


def test_the_open_xml_sdk_finds_a_planted_defect(tracker_2012: bytes, ooxml_validator: str, tmp_path: Path) -> None:
    assert sdk_errors(ooxml_validator, spoilt(tracker_2012, HIGHWAYS, rb"<row ", b'<row nonsense="1" '), tmp_path)
