"""What we read of a tab is what openpyxl and python-calamine read, on workbooks of several writers and by hand."""

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from python_calamine import CalamineWorkbook

from se7_excel.books.file_book import FileBook
from se7_excel.books.sheet_part import SheetPart
from se7_excel.books.sheet_reader import Reader, Values
from se7_excel.errors import DamagedWorkbook
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Value
from tests.foreign import TABS, foreign_tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

TEXTS = ("plain", "  spaced ", "two\nlines", "a\tb", "£ & < > \" '", "_x000D_", "a\rb", "a_x0041_b", "😀", "=not a formula", "")
DAYS = (date(2012, 1, 26), date(1900, 3, 1), date(2099, 12, 31))
NUMBERS = (0, 1, -1, 0.1, 1e-7, 123456789012, 2.5e15, -0.75)

NOTHING_KNOWN = Values((), frozenset(), False)


def by_xlsxwriter(from_1904: bool = False, last: str = "XFD1048576") -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"date_1904": from_1904, "strings_to_formulas": False})
    tab, bold = book.add_worksheet("Tab"), book.add_format({"bold": True})
    for row, text in enumerate(TEXTS):
        tab.write_string(row, 0, text)
    for row, number in enumerate(NUMBERS):
        tab.write_number(row, 1, number)
    for row, day in enumerate(DAYS[: 1 if from_1904 else 3]):
        tab.write_datetime(row, 2, datetime(day.year, day.month, day.day), book.add_format({"num_format": "d mmmm yyyy"}))
    tab.write_datetime(0, 3, datetime(2012, 1, 26), book.add_format({"num_format": 14}))
    tab.write_boolean("E1", True)
    tab.write_boolean("E2", False)
    tab.write_formula("F1", '=A1&"<&>"', None, "plain<&>")
    tab.write_formula("F2", "=1/0", None, "#DIV/0!")
    tab.write_formula("F3", "=1=1", None, True)
    tab.write_array_formula("F4:F4", "{=SUM(B1:B2*2)}", None, 2)
    tab.write_rich_string("G1", "Buy ", bold, "to & fro", " at last")
    tab.write_blank("H1", None, bold)
    tab.write_number("I1", 250_000, book.add_format({"num_format": '"days £"#,##0;[Red]-#,##0'}))
    tab.write_string(last, "the last cell")
    book.close()
    return held.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "Tab"
    for row, text in enumerate(TEXTS[:6], 1):
        tab.cell(row, 1, text)
    for row, number in enumerate(NUMBERS, 1):
        tab.cell(row, 2, number)
    tab["C1"], tab["C2"] = date(2012, 1, 26), True
    tab["D1"] = CellRichText("Buy ", TextBlock(InlineFont(b=True), "together"))
    tab["E1"].number_format = "[h]:mm"
    tab["F1"] = "#N/A"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def ours(data: bytes, tab: str = "Tab") -> dict[tuple[int, int], Value]:
    grid = FileBook(data).read(tab)
    return {(row, column): value for row, cells in grid.rows() for column, value in cells.items()}


def openpyxls(data: bytes, tab: str = "Tab") -> dict[tuple[int, int], object]:
    cells = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[tab]._cells
    found = {position: cell.value for position, cell in cells.items() if cell.value is not None}
    return {position: value.date() if isinstance(value, datetime) else value for position, value in found.items()}


def sheet(body: str, frame: str = "") -> SheetPart:
    return SheetPart(f'<?xml version="1.0"?><worksheet xmlns="m">{body}{frame}</worksheet>'.encode())


def rows_of(part: SheetPart, strings: tuple[str, ...] = (), dates: tuple[int, ...] = ()) -> dict[int, dict[int, Value]]:
    return Reader(part, Values(strings, frozenset(dates), False)).values


def read(rows: str, **known: tuple[str, ...]) -> dict[int, dict[int, Value]]:
    return rows_of(sheet(f"<sheetData>{rows}</sheetData>"), **known)


@pytest.mark.parametrize(
    "make", [by_xlsxwriter, lambda: by_xlsxwriter(True), by_openpyxl], ids=["XlsxWriter", "1904", "openpyxl"]
)
def test_every_value_is_the_one_openpyxl_reads(make: Callable[[], bytes]) -> None:
    data = make()
    odd = {(row, 1) for row, text in enumerate(TEXTS, 1) if "_x" in text or "\r" in text}  # openpyxl halves Excel's notation
    wanted = {position: value for position, value in openpyxls(data).items() if value != "" and position not in odd}
    assert {position: value for position, value in ours(data).items() if value != "" and position not in odd} == wanted


def test_every_text_is_the_one_that_was_written() -> None:
    found = ours(by_xlsxwriter())
    assert tuple(found.get((row, 1), "") for row in range(1, len(TEXTS) + 1)) == TEXTS


@pytest.mark.parametrize("make", [lambda: by_xlsxwriter(True, "J12"), by_openpyxl], ids=["XlsxWriter, 1904", "openpyxl"])
def test_every_value_is_the_one_calamine_reads(make: Callable[[], bytes]) -> None:
    data = make()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Tab").to_python(skip_empty_area=False)
    wanted = {(row, column): cell for row, cells in enumerate(rows, 1) for column, cell in enumerate(cells, 1) if cell != ""}
    found = {position: value for position, value in ours(data).items() if value != "" and not isinstance(value, CellError)}
    assert found == {position: value for position, value in wanted.items() if position in found}
    assert not [position for position, value in wanted.items() if position not in found and not str(value).startswith("#")]


@pytest.mark.parametrize("tab", TABS[:-1])
def test_a_whole_foreign_tracker_reads_as_openpyxl_reads_it(tab: str) -> None:
    assert ours(foreign_tracker(), tab) == openpyxls(foreign_tracker(), tab)


def test_formulas_are_read_without_their_equals_sign_and_with_entities_resolved() -> None:
    formulas = FileBook(by_xlsxwriter()).read("Tab").formulas
    assert formulas == {(1, 6): 'A1&"<&>"', (2, 6): "1/0", (3, 6): "1=1", (4, 6): "SUM(B1:B2*2)"}


def test_a_phonetic_guide_is_no_part_of_the_text() -> None:
    text = '<is><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb="0" eb="2"><t>とう</t></rPh><phoneticPr fontId="1"/></is>'
    assert read(f'<row r="1"><c r="A1" t="inlineStr">{text}</c></row>') == {1: {1: "東京"}}


def test_inline_strings_booleans_and_errors_are_what_they_say() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b_x000D_</t></is></c><c r="B1" t="b"><v>1</v></c>'
        '<c r="C1" t="b"><v>0</v></c><c r="D1" t="e"><v>#REF!</v></c><c r="E1" t="d"><v>2012-01-26T00:00:00</v></c>'
    )
    assert read(f'<row r="1">{cells}</row>') == {
        1: {1: " a & b\r", 2: True, 3: False, 4: CellError("#REF!"), 5: date(2012, 1, 26)}
    }


def test_rows_and_cells_without_an_address_follow_the_one_before() -> None:
    assert read('<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row/>') == {
        1: {1: 1, 2: 2},
        4: {3: 3, 4: 4},
    }


def test_single_quotes_and_odd_white_space_in_tags_are_read_alike() -> None:
    assert read("<row r='4' hidden='1'>\n <c\tr='C4' t='str' >\n <v>x</v>\n </c>\n</row>") == {4: {3: "x"}}
    assert Reader(sheet("<sheetData><row r='4' hidden='1'/></sheetData>"), NOTHING_KNOWN).hidden_rows == {4}


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>", "<sheetData >\n</sheetData>"])
def test_a_tab_without_cells_reads_as_empty(empty: str) -> None:
    assert rows_of(sheet(empty, "<pageMargins/>")) == {}


def test_a_prefixed_part_reads_as_any_other() -> None:
    row = b'<x:row r="2"><x:c r="B2"><x:f>A1+1</x:f><x:v>5</x:v></x:c></x:row>'
    part = SheetPart(b'<x:worksheet xmlns:x="m"><x:sheetData>' + row + b"</x:sheetData></x:worksheet>")
    reader = Reader(part, NOTHING_KNOWN)
    assert (reader.values, reader.formulas) == ({2: {2: 5}}, {(2, 2): "A1+1"})


def test_a_filled_down_formula_is_spelt_out_for_each_cell() -> None:
    first = '<c r="B1"><f t="shared" ref="B1:C2" si="0">A1+$A1+A$1</f><v>1</v></c><c r="C1"><f t="shared" si="0"/><v>2</v></c>'
    second = '<c r="B2"><f t="shared" si="0"></f><v>3</v></c>'
    part = sheet(f'<sheetData><row r="1">{first}</row><row r="2">{second}</row></sheetData>')
    assert Reader(part, NOTHING_KNOWN).formulas == {
        (1, 2): "A1+$A1+A$1",
        (1, 3): "B1+$A1+B$1",
        (2, 2): "A2+$A2+A$1",
    }


def test_a_date_is_read_by_its_style_and_an_amount_never_is() -> None:
    cells = (
        '<row r="1"><c r="A1" s="1"><v>40934</v></c><c r="B1" s="2"><v>40934</v></c><c r="C1" s="1"><v>250000000</v></c></row>'
    )
    assert rows_of(sheet(f"<sheetData>{cells}</sheetData>"), dates=(1,)) == {1: {1: date(2012, 1, 26), 2: 40934, 3: 250_000_000}}


def test_the_first_days_of_1900_are_those_excel_shows() -> None:
    cells = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>59</v></c></row>'
    assert rows_of(sheet(f"<sheetData>{cells}</sheetData>"), dates=(1,)) == {1: {1: date(1900, 1, 1), 2: date(1900, 2, 28)}}


def test_a_time_of_an_officers_own_does_not_make_the_tab_unreadable() -> None:
    assert read('<row r="1"><c r="A1" t="d"><v>12:30:00</v></c><c r="B1"><v>7</v></c></row>')[1][2] == 7


@pytest.mark.parametrize("cell", ['<c r="XFE1"><v>1</v></c>', '<c r="ZZZ1" s="1"><v>1</v></c>', '<c s="1" r="A0"><v>1</v></c>'])
def test_a_cell_beyond_the_last_one_excel_knows_is_refused(cell: str) -> None:
    with pytest.raises(DamagedWorkbook):
        read(f'<row r="1">{cell}</row>')


@pytest.mark.parametrize("row", ['<row r="0"/>', '<row r="1048577"/>'])
def test_a_row_beyond_the_last_one_excel_knows_is_refused(row: str) -> None:
    with pytest.raises(DamagedWorkbook, match="beyond the last"):
        read(row)


@pytest.mark.parametrize("raw", ["99", "-1", "x"])
def test_a_shared_string_that_is_not_there_is_refused(raw: str) -> None:
    with pytest.raises(DamagedWorkbook, match="the cell A1 cannot be read"):
        read(f'<row r="1"><c r="A1" t="s"><v>{raw}</v></c></row>', strings=("only",))


@pytest.mark.parametrize("raw", ["twelve", "1_000", "nan", "inf"])
def test_a_number_that_is_none_is_refused(raw: str) -> None:
    with pytest.raises(DamagedWorkbook):
        read(f'<row r="1"><c r="A1"><v>{raw}</v></c></row>')


def test_what_a_tab_hides_merges_and_protects_is_read() -> None:
    frame = (
        '<sheetProtection sheet="1"/><autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>'
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    part = sheet(
        '<cols><col min="2" max="3" hidden="1" width="9"/></cols><sheetData><row r="3" hidden="true"/></sheetData>', frame
    )
    assert (Reader(part, NOTHING_KNOWN).hidden_rows, part.hidden_columns()) == ({3}, {2, 3})
    assert part.is_protected() and part.is_filtered() and part.merged() == (Area(1, 1, 2, 2),)
    assert (part.column_widths()(2), part.column_widths()(4)) == (9.0, 8.43)


def test_rows_as_libreoffice_writes_them_are_cut_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "_of_any", lambda *_: pytest.fail("read cell by cell"))
    row = (
        '<row r="13" customFormat="false" ht="16" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">'
        '<c r="A13" s="8"/><c r="G13" s="12" t="n"><v>11680.81</v></c>'
        '<c r="K13" s="15" t="n"><f aca="false">IF(ISNUMBER(G13),ROUND(G13,2),&quot;not &amp;quot; quantified&quot;)</f>'
        '<v>11680.81</v></c></row><row r="14" hidden="true"><c r="A14" t="n"><v>1</v></c></row>'
    )
    reader = Reader(SheetPart(f"<worksheet><sheetData>{row}</sheetData></worksheet>".encode()), NOTHING_KNOWN)
    assert reader.values == {13: {7: 11680.81, 11: 11680.81}, 14: {1: 1}}
    assert reader.formulas == {(13, 11): 'IF(ISNUMBER(G13),ROUND(G13,2),"not &quot; quantified")'}
    assert reader.hidden_rows == {14}
