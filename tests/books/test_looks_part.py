"""How cells look, read from a file: colours resolved, and left open where they cannot be known."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Color, Font, GradientFill, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.colours import Colours, tinted
from se7_excel.books.file_book import FileBook
from se7_excel.books.package import Package
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.looks import Look, Looks

THEME = b'<a:theme xmlns:a="a"><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>' + (
    b'<a:accent1><a:srgbClr val="4F81BD"/></a:accent1></a:clrScheme></a:theme>'
)


def looks(fill: Callable[[Worksheet], object]) -> Looks:
    """The looks of a sheet made this way."""
    book = Workbook()
    sheet = book.active
    for row in (("Name", "Amount"), ("Highways", 5), ("Waste", 6)):
        sheet.append(row)
    fill(sheet)
    saved = BytesIO()
    book.save(saved)
    found = FileBook(saved.getvalue()).read("Sheet").looks()
    assert found
    return found


def look(font: Font | None = None, fill: PatternFill | GradientFill | None = None, alignment: Alignment | None = None) -> Look:
    """The look of a cell with these, as the file has it."""

    def dress(sheet: Worksheet) -> None:
        given = {"font": font, "fill": fill, "alignment": alignment}
        for name, value in given.items():
            if value:
                setattr(sheet["A2"], name, value)

    return looks(dress).cells[2, 1]


def colours(font: Font | None = None, fill: PatternFill | GradientFill | None = None) -> tuple[str, str]:
    """Ink and fill of such a cell."""
    found = look(font, fill)
    return found.ink, found.fill


def test_a_plain_cell_is_black_on_white_in_the_font_of_the_workbook() -> None:
    assert look() == Look("Calibri", 2, 11, "000000", "FFFFFF", False)


def test_stated_colours_fonts_and_wrapping_are_read() -> None:
    found = look(Font(name="Georgia", family=1, size=8.5, color="FF12AB34"), PatternFill("solid", fgColor="FFEEDDCC"))
    assert found == Look("Georgia", 1, 8.5, "12AB34", "EEDDCC", False)
    assert look(alignment=Alignment(wrap_text=True)).wrap


def test_colours_of_the_theme_are_resolved_and_tinted() -> None:
    font, fill = Font(color=Color(theme=0)), PatternFill("solid", fgColor=Color(theme=4, tint=0.3999755851924192))
    assert colours(font, fill) == ("FFFFFF", "95B3D7")


def test_colours_of_the_palette_are_resolved() -> None:
    assert colours(Font(color=Color(indexed=10)), PatternFill("solid", fgColor=Color(indexed=22))) == ("FF0000", "C0C0C0")
    assert colours(Font(color=Color(indexed=64)), PatternFill("solid", fgColor=Color(indexed=65))) == ("000000", "FFFFFF")


@pytest.mark.parametrize("fill", [PatternFill("gray125"), GradientFill(stop=("FFFFFF", "000000"))])
def test_a_pattern_or_a_gradient_is_no_colour_that_can_be_judged(fill: PatternFill) -> None:
    assert colours(fill=fill)[1] == ""


def test_under_a_conditional_format_no_colour_is_known() -> None:
    found = looks(lambda sheet: sheet.conditional_formatting.add("B2:B2", CellIsRule("greaterThan", ["1"], fill=PatternFill())))
    assert (found.cells[2, 2].ink, found.cells[2, 2].fill) == ("", "")
    assert found.cells[3, 2].ink == "000000"


@pytest.mark.parametrize(("style", "known"), [("TableStyleMedium2", ""), (None, "000000")])
def test_a_tables_style_may_colour_what_has_no_colours_of_its_own(style: str | None, known: str) -> None:
    def fill(sheet: Worksheet) -> None:
        table = Table(displayName="Savings", ref="A1:B3")
        table.tableStyleInfo = TableStyleInfo(name=style, showRowStripes=True) if style else None
        sheet.add_table(table)
        sheet["A2"].font, sheet["A2"].fill = Font(color="FF777777"), PatternFill("solid", fgColor="FFEEEEEE")

    cells = looks(fill).cells
    assert cells[1, 1].ink == known
    assert (cells[2, 1].ink, cells[2, 1].fill) == ("777777", "EEEEEE")


def test_merged_cells_widths_and_missing_heading_rows_are_seen() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_cells("D1:E2")
        sheet.column_dimensions["A"].width = 24.5
        sheet.column_dimensions["B"].width, sheet.column_dimensions["B"].hidden = 9, True
        sheet.add_table(Table(displayName="Savings", ref="A1:B3", headerRowCount=0))

    found = looks(fill)
    assert found.merged == (Area(1, 4, 2, 5),)
    assert (found.width(1), found.width(2), found.width(9)) == (24.5, None, None)
    assert found.unheaded == {"Savings"}


def test_looks_are_those_of_the_file_as_it_was_opened(tracker_book: FileBook) -> None:
    grid = tracker_book.read("Appendix 1")
    tracker_book.clear("Appendix 1", Area(1, 1, 40, 7))
    tracker_book.finish()
    before = grid.looks()
    assert before and before.cells[1, 1].size == 18
    assert grid.looks() is before


def test_damaged_looks_are_not_seen_and_stop_nobody(tracker_2012: bytes) -> None:
    package = Package(tracker_2012)
    styles = package.read("xl/styles.xml")
    package.replace("xl/styles.xml", styles.replace(b'fontId="2"', b'fontId="two"'))
    grid = FileBook(b"".join(package.rewritten())).read("Appendix 1")
    assert grid.values and grid.looks() is None


@pytest.mark.parametrize(
    ("tint", "tone"), [(0.0, "4F81BD"), (1.0, "FFFFFF"), (-1.0, "000000"), (0.4, "95B3D7"), (-0.5, "254061")]
)
def test_a_tint_lightens_and_darkens(tint: float, tone: str) -> None:
    assert tinted("4F81BD", tint) == tone


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b'<color theme="4"/>', "4F81BD"),
        (b'<color theme="1"/>', "000000"),
        (b'<color theme="5"/>', ""),
        (b'<color theme="99"/>', ""),
        (b'<color indexed="99"/>', ""),
        (b'<color indexed="x"/>', ""),
        (b'<color rgb="12345"/>', ""),
        (b'<color rgb="FF00zz00"/>', ""),
        (b'<color rgb="FF00AA00" tint="much"/>', "00AA00"),
        (b'<color auto="1"/>', "automatic"),
        (b"<color/>", "automatic"),
    ],
)
def test_what_a_colour_cannot_mean_is_not_known(written: bytes, meant: str) -> None:
    assert Colours(b"<styleSheet/>", THEME).resolved(written, "automatic") == meant


def test_without_a_theme_its_colours_are_not_known_and_a_palette_of_ones_own_counts() -> None:
    own = Colours(b'<styleSheet><colors><indexedColors><rgbColor rgb="00ABCDEF"/></indexedColors></colors></styleSheet>')
    assert (own.resolved(b'<color theme="1"/>', ""), own.resolved(b'<color indexed="0"/>', "")) == ("", "ABCDEF")
