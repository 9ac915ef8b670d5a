"""The styles part is added to in the order Excel wants, and what it holds is never changed."""

import pytest
from lxml import etree

from se7_excel.books.styles_part import StylesPart
from se7_excel.sheets import styles
from tests.foreign import foreign_tracker, unpacked

FONTS = (
    '<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
)
FORMATS = (
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14"/></cellXfs>'
)
STYLE_ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"]


def style_sheet(inside: str = FONTS + FORMATS) -> bytes:
    return f'<styleSheet xmlns="m">{inside}</styleSheet>'.encode()


def conditional(code: str) -> str:
    """A list of named styles and of conditional formats, one of which has a number format of its own."""
    escaped = code.replace('"', "&quot;")
    format_ = f'<numFmt numFmtId="164" formatCode="{escaped}"/>'
    return f'<cellStyles count="1"><cellStyle name="Normal" xfId="0"/></cellStyles><dxfs count="1"><dxf>{format_}</dxf></dxfs>'


def test_a_named_style_is_added_with_counts_and_order_right() -> None:
    part = StylesPart(style_sheet())
    index = part.index_for(styles.CALCULATED, 0)
    root = etree.fromstring(part.data)
    assert [etree.QName(each).localname for each in root] == STYLE_ORDER[:7]
    assert all(each.get("count") == str(len(each)) for each in root)
    chosen = root.find("{m}cellXfs")[index]
    named = root.find("{m}cellStyles/{m}cellStyle[@name='SE7 Calculated']")
    assert chosen.get("xfId") == named.get("xfId") == "1"
    assert root.find(f"{{m}}numFmts/{{m}}numFmt[@numFmtId='{chosen.get('numFmtId')}']").get("formatCode") == styles.POUNDS


def test_what_the_styles_held_is_still_there_at_the_same_index() -> None:
    before = unpacked(foreign_tracker())["xl/styles.xml"]
    part = StylesPart(before)
    part.index_for(styles.CALCULATED, 0)
    old, new = etree.fromstring(before), etree.fromstring(part.data)
    for each in old:
        twins = [etree.tostring(child) for child in new.find(each.tag)][: len(each)]
        assert twins == [etree.tostring(child) for child in each]


def test_a_style_is_added_once_and_then_kept() -> None:
    part = StylesPart(style_sheet())
    index = part.index_for(styles.CALCULATED, 0)
    written = part.data
    again = StylesPart(written)
    assert (again.index_for(styles.CALCULATED, 0), again.index_for(styles.CALCULATED, index)) == (index, index)
    assert again.data == written


def test_a_format_that_somebody_aligned_otherwise_is_not_taken_for_the_style() -> None:
    part = StylesPart(style_sheet())
    index = part.index_for(styles.CALCULATED, 0)
    own, _, cells = part.data.partition(b"<cellXfs")
    aligned = own + b"<cellXfs" + cells.replace(b'horizontal="right"', b'horizontal="center"')
    assert StylesPart(aligned).index_for(styles.CALCULATED, 0) != index


def test_a_date_format_of_a_conditional_format_makes_no_amount_a_date() -> None:
    amounts = '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0"/></numFmts>'
    formats = amounts + FONTS + FORMATS.replace('numFmtId="14"', 'numFmtId="164"')
    assert StylesPart(style_sheet(formats + conditional("dd/mm/yyyy"))).date_styles() == frozenset()


def test_a_number_format_of_a_conditional_format_is_none_for_a_cell() -> None:
    part = StylesPart(style_sheet(FONTS + FORMATS + conditional(styles.POUNDS)))
    part.index_for(styles.CALCULATED, 0)
    formats = etree.fromstring(part.data).iterfind("{m}numFmts/{m}numFmt")
    assert [each.get("formatCode") for each in formats] == [styles.POUNDS]


def test_styles_without_named_ones_at_all_keep_the_order_of_elements() -> None:
    part = StylesPart(style_sheet(FONTS + '<cellXfs count="1"><xf numFmtId="0"/></cellXfs>'))
    index = part.index_for(styles.CALCULATED, 0)
    root = etree.fromstring(part.data)
    found = [etree.QName(each).localname for each in root]
    assert found == [each for each in STYLE_ORDER if each in found]
    assert root.find("{m}cellXfs")[index].get("xfId") != "0"


@pytest.mark.parametrize(
    ("code", "dates"),
    [
        ("d mmm yy", True),
        ("[h]:mm", True),
        ('#,##0 "days"', False),
        ("[Red]0.0", False),
        ("0.0\\d", False),
        ("_-* #,##0_-", False),
    ],
)
def test_a_format_shows_a_date_by_its_code(code: str, dates: bool) -> None:
    escaped = code.replace('"', "&quot;")
    formats = (
        f'<numFmts count="1"><numFmt numFmtId="170" formatCode="{escaped}"/></numFmts>' + FONTS + FORMATS.replace('"14"', '"170"')
    )
    assert StylesPart(style_sheet(formats)).date_styles() == (frozenset({1}) if dates else frozenset())
