"""What a made tracker is as a document: tables, lists to choose from, named styles, print set-up, charts, title and language."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.actions import ACTIONS, PREPARE_EMAIL
from se7_excel.books.new_looks import MOST_ACROSS, pages_across
from se7_excel.entrances.new_tracker import blank_programme, unworked_tracker
from se7_excel.sheets.schema import BASIS_CHOICES, CLASS_CHOICES, FIXED_TABS, STATUS_CHOICES, Choices

WORKSTREAM_TABS = ("Highways", "Waste", "ICT", "Property", "SEN", "Commodities")
LEAST_CONTRAST = 4.5


@pytest.fixture(scope="module")
def book(tracker_2012: bytes) -> Workbook:
    return load_workbook(BytesIO(tracker_2012))


def offered(sheet: Worksheet, cell: str) -> DataValidation:
    """The one rule that says what may be chosen in a cell."""
    (rule,) = (each for each in sheet.data_validations.dataValidation if cell in each.sqref)
    return rule


def test_the_tabs_stand_in_the_order_of_the_work(book: Workbook) -> None:
    assert book.sheetnames == ["Start", "Settings", *WORKSTREAM_TABS, *FIXED_TABS[2:]]
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)


def test_the_document_has_its_title_and_language(book: Workbook) -> None:
    assert book.properties.title == "South East Seven savings tracker"
    assert book.properties.language == "en-GB"


@pytest.mark.parametrize(("cell", "choices"), [("C12", CLASS_CHOICES), ("D12", BASIS_CHOICES), ("F12", STATUS_CHOICES)])
@pytest.mark.parametrize("tab", WORKSTREAM_TABS)
def test_class_basis_and_status_are_chosen_from_a_list(tab: str, cell: str, choices: Choices, book: Workbook) -> None:
    rule = offered(book[tab], cell)
    assert (rule.type, rule.formula1) == ("list", f'"{",".join(choices.words)}"')


@pytest.mark.parametrize(("cell", "first"), [("B12", "SE7"), ("E12", "General Fund"), ("B4", "SE7")])
def test_party_fund_and_lead_are_chosen_from_settings(cell: str, first: str, book: Workbook) -> None:
    tab, area = offered(book["Highways"], cell).formula1.split("!")
    assert tab.strip("'") == "Settings"
    assert book["Settings"][area.replace("$", "").split(":")[0]].value == first


def test_lists_to_choose_from_reach_over_rows_that_are_still_to_come(book: Workbook) -> None:
    assert offered(book["Highways"], "B60") is offered(book["Highways"], "B12")


def test_the_reporting_authority_is_chosen_from_the_parties(book: Workbook) -> None:
    assert offered(book["Settings"], "B5").type == "list"


def test_every_workstream_has_one_table_and_table_names_are_the_workbooks_own(book: Workbook) -> None:
    names = [name.casefold() for sheet in book.worksheets for name in sheet.tables]
    assert all(len(book[tab].tables) == 1 for tab in WORKSTREAM_TABS)
    assert len(set(names)) == len(names)
    assert set(names).isdisjoint(name.casefold() for name in book.defined_names)


@pytest.mark.parametrize("tab", ["Appendix 1 data", "Checks", "Longer term"])
def test_a_page_for_readers_is_one_excel_table_from_column_a(tab: str, book: Workbook) -> None:
    (table,) = book[tab].tables.values()
    assert table.ref.startswith("A")
    assert book[tab]["A1"].value


def test_no_cells_are_merged(book: Workbook) -> None:
    assert [sheet.title for sheet in book.worksheets if sheet.merged_cells.ranges] == []


def test_every_filled_cell_has_a_named_style_of_ours(book: Workbook) -> None:
    plain = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not cell.style.startswith("SE7 ")
    ]
    assert plain == []


@pytest.mark.parametrize("tab", ["Appendix 1", "Appendix 1 data", "Checks", "Longer term", *WORKSTREAM_TABS])
def test_a_tab_prints_landscape_on_a4_one_page_wide_with_its_headings_repeated(tab: str, book: Workbook) -> None:
    sheet = book[tab]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    heading = int(sheet.print_title_rows.replace("$", "").split(":")[0])
    assert sheet.cell(heading, 1).value in ("Workstream", "Line", "Code")


def test_the_ladder_prints_on_two_pages_side_by_side_its_names_on_both(book: Workbook) -> None:
    assert spread(book["Target ladder"]) == (2, "$A:$B", "C5")


def test_a_table_of_ten_years_prints_on_as_many_pages_side_by_side_as_it_takes_to_read_it() -> None:
    made = load_workbook(BytesIO(unworked_tracker(blank_programme("", [], ["Waste"], "2026/27", 10, ""), date(2026, 4, 1))))
    assert spread(made["Appendix 1 data"]) == (3, "$A:$B", "C5")
    assert spread(made["Waste"]) == (2, "$A:$B", "C12")
    assert made["Appendix 1"].page_setup.fitToWidth == 1


def test_no_more_pages_than_it_takes_stand_side_by_side() -> None:
    assert pages_across((50.0,) * 4) == 1
    assert pages_across((30.0, 30.0, *[20.0] * 15, 60.0)) == 2
    assert pages_across((200.0, 200.0, 20.0)) == MOST_ACROSS


def spread(sheet: Worksheet) -> tuple[int, str, str]:
    """How many pages wide a sheet prints, which columns stand on each, and what stays in sight."""
    return sheet.page_setup.fitToWidth, sheet.print_title_cols, sheet.freeze_panes


def test_every_page_is_numbered(book: Workbook) -> None:
    assert all("&P" in str(sheet.oddFooter.right.text) for sheet in book.worksheets)


def test_appendix_1_prints_all_of_its_area(book: Workbook) -> None:
    assert book["Appendix 1"].print_area == "'Appendix 1'!$A$1:$G$36"
    assert book["Appendix 1"].max_row == 36


def test_the_three_longer_term_figures_are_bold(book: Workbook) -> None:
    notes = {cell.value: cell.font.bold for row in book["Appendix 1"]["B31:B36"] for cell in row if cell.value}
    assert notes == {"£310m": True, "£100m": True, "£1bn": True}


def test_light_and_dark_rows_also_name_their_party(book: Workbook) -> None:
    sheet = book["Appendix 1"]
    shades = {(sheet.cell(row, 2).value, sheet.cell(row, 1).fill.fgColor.rgb) for row in range(6, 18)}
    assert {party for party, _ in shades} == {"SE7", "East Sussex"}
    assert len(shades) == 2


def test_text_stands_out_from_its_ground_and_is_large_enough(book: Workbook) -> None:
    used = {(cell.font.color.rgb, cell.fill.fgColor.rgb if cell.fill.fill_type else "FFFFFFFF", cell.font.sz)
            for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None}  # fmt: skip
    assert [each for each in used if contrast(each[0], each[1]) < LEAST_CONTRAST or each[2] < 10] == []


def test_the_charts_are_fed_by_the_tables_of_figures(book: Workbook) -> None:
    sources = [{each.val.numRef.f.partition("!")[0] for each in chart.series} for chart in book["Charts"]._charts]
    assert len(sources) == 4
    assert set().union(*sources) == {"'Target ladder'", "'Yearly data'"}


def test_the_start_tab_names_every_command_and_what_is_to_be_filled_in(book: Workbook) -> None:
    told = [str(cell.value) for row in book["Start"].iter_rows() for cell in row if cell.value]
    for action in (*ACTIONS, PREPARE_EMAIL):
        at = told.index(action.label)
        assert told[at : at + 3] == [action.label, f"se7 {action.command} FILE", action.tip]
    (filled_in,) = (each for each in told if each.startswith("Fill in "))
    assert all(tab in filled_in for tab in ("Settings", "workstream", "Longer term", "Shares", "Milestones"))


def test_the_start_tab_links_to_every_other_tab(book: Workbook) -> None:
    links = [cell.hyperlink.location for row in book["Start"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{tab}'!A1" for tab in book.sheetnames[1:]]


def test_the_workbook_opens_on_its_first_tab_at_the_top(book: Workbook) -> None:
    assert book.active.title == "Start"
    assert all(sheet.sheet_view.selection[-1].activeCell == "A1" for sheet in book.worksheets)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as accessibility guidance counts it, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[-6:][start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
