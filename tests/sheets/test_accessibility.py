"""C31: each rule trips on the sheet that breaks it and on none that just does not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings

from se7_excel.books.file_book import FileBook
from se7_excel.books.render import render
from se7_excel.entrances.new_tracker import unworked_tracker
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.accessibility import is_settled_anew, issued_sheets_are_accessible, page_findings, table_findings
from se7_excel.sheets.addresses import Area, cell_position
from se7_excel.sheets.appendix_2 import appendix_2_page
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.looks import Look, Looks, contrast
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.yearly_page import yearly_page
from tests.conftest import NOW
from tests.paper_book import PaperBook
from tests.properties.strategies import programmes
from tests.sheets.papers import Typed, found, retyped, sheet, typed

DATA, APPENDIX = schema.APPENDIX_DATA, schema.APPENDIX
PLAIN = Look("Arial", 2, 10, "000000", "FFFFFF")
ROWS = """
What we save

Workstream|Party|2011/12
Highways|SE7|6000000
Waste|SE7|to be confirmed
"""
PAGE = """
Appendix 1

Workstream|Party|2011/12 year end
Highways|SE7|£6m
Highways|East Sussex|–
Total|SE7|

Dark grey row
"""


def table(cells: Mapping[str, Typed] | None = None, area: str = "A3:C5", name: str = "Savings", **known: object) -> Grid:
    """A tab with one good table, but for these cells."""
    parsed = Area.parse(area)
    assert parsed
    there = {"areas": {name: parsed}, "totals_rows": {name: 0}}
    return retyped(sheet(ROWS), cells or {}, **(there | known))


def seen(grid: Grid, looks: Mapping[str, Look] | None = None, **known: object) -> Grid:
    """The tab on a host that sees its looks: plain but for these cells, each column 30 letters wide."""
    cells = {(row, column): PLAIN for row, there in grid.values.items() for column in there}
    cells |= {position: look for address, look in (looks or {}).items() if (position := cell_position(address))}
    given = {"widths": ((1, 9, 30.0),)} | known
    return replace(grid, looks=lambda: Looks(cells, **given))


def only(grid: Grid) -> Finding:
    """The one finding on a tab with a table."""
    (finding,) = table_findings(grid)
    assert (finding.code, finding.severity) == ("C31", Severity.WARN)
    assert finding.message.startswith(f"{finding.place}: ") and finding.message.endswith(".")
    return finding


def rules(grid: Grid) -> list[object]:
    """What was due by each rule the tab breaks."""
    return [finding.expected for finding in table_findings(grid)]


def test_a_good_table_breaks_no_rule() -> None:
    assert list(table_findings(table())) == []
    assert list(table_findings(seen(table()))) == []


def test_rows_that_are_no_excel_table_are_told_at_their_first_heading() -> None:
    finding = only(sheet(ROWS))
    assert str(finding.place) == "Tab!A3"
    assert "no Excel table" in finding.message and "Ctrl+T" in finding.message


@pytest.mark.parametrize(
    ("name", "told"), [("Table1", True), ("Table_12", True), ("Savings1", False), ("Table_of_savings", False)]
)
def test_a_table_that_goes_by_a_number_is_not_named(name: str, told: bool) -> None:
    assert rules(table(name=name)) == (["a name that says what the table holds"] if told else [])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"B3": None}, "the heading is blank"),
        ({"B3": "workstream"}, "also another column’s"),
        ({"B2": "Whose"}, "a second row of headings"),
    ],
)
def test_headings_are_one_row_and_all_different(cells: Mapping[str, Typed], said: str) -> None:
    assert said in only(table(cells)).message


def test_a_subtitle_above_the_headings_is_no_second_row_of_them() -> None:
    assert rules(table({"A2": "In pounds"})) == []


def test_headings_switched_off_are_told() -> None:
    assert "no heading row" in only(seen(table(), unheaded=frozenset(("Savings",)))).message


def test_a_table_starts_in_column_a() -> None:
    assert rules(table({"A3": None, "A4": None, "A5": None}, "B3:C5")) == ["a table that starts in column A"]


def test_a_second_table_is_told_and_its_cells_are_not_said_to_stand_beside_the_first() -> None:
    areas = {"Savings": Area(3, 1, 5, 3), "Targets": Area(3, 5, 4, 5)}
    finding = only(table({"E3": "Target", "E4": 1}, areas=areas, totals_rows=dict.fromkeys(areas, 0)))
    assert (str(finding.place), finding.found) == ("Tab!E3", "Targets is a further table on the sheet")


@pytest.mark.parametrize(("cell", "where"), [("E4", "beside"), ("A7", "below")])
def test_nothing_stands_beside_or_below_a_table(cell: str, where: str) -> None:
    finding = only(table({cell: "a remark"}))
    assert (str(finding.place), finding.found) == (f"Tab!{cell}", f"something stands {where} the table")


def test_what_the_space_bar_has_cleared_stands_nowhere() -> None:
    assert rules(table({"A7": "  "})) == []


def test_a_blank_row_is_told_once_and_not_cell_by_cell() -> None:
    finding = only(table({"A6": "ICT", "B6": "SE7", "C6": 1}, "A3:C7"))
    assert (str(finding.place), finding.found) == ("Tab!A7", "row 7 of the table is blank")


def test_a_blank_column_is_told_once_and_not_cell_by_cell() -> None:
    finding = only(table({"D3": "Note"}, "A3:D5"))
    assert (str(finding.place), finding.found) == ("Tab!D3", "the column is blank below its heading")


def test_empty_cells_are_told_with_the_first_and_their_number() -> None:
    finding = only(table({"B4": None, "C5": " "}))
    assert (str(finding.place), finding.found) == ("Tab!B4", "the cell is empty and nothing says why (the first of 2)")
    assert "“not stated”" in finding.message


def test_a_formula_that_shows_nothing_yet_is_no_empty_cell() -> None:
    assert rules(table({"C4": ("=1+1", None)})) == []
    assert rules(table({"C4": ('=""', "")})) == ["every empty cell explained"]


@pytest.mark.parametrize("symbol", ["–", "*", "✓", "…", "?"])
def test_a_symbol_alone_is_no_word(symbol: str) -> None:
    assert f"“{symbol}”" in only(table({"C5": symbol})).message


@pytest.mark.parametrize("text", ["−£50k", "n/a", "x", "Waste*"])
def test_a_word_with_a_symbol_is_one(text: str) -> None:
    assert rules(table({"C5": text})) == []


def test_the_title_is_in_a1_and_above_the_table() -> None:
    assert rules(table({"A1": None})) == ["a title in A1"]
    bare = replace(table(area="A1:C3"), values={row - 2: cells for row, cells in table().values.items() if row > 2})
    assert rules(bare) == ["a title in A1"]


def test_merged_cells_are_told() -> None:
    assert "A1:C1" in only(seen(table(), merged=(Area(1, 1, 1, 3),))).message


@pytest.mark.parametrize(
    ("ink", "fill", "told"),
    [("D108D1", "FFFFFF", False), ("D010D0", "FFFFFF", True), ("767676", "FFFFFF", False), ("777777", "FFFFFF", True)],
)
def test_contrast_must_be_four_and_a_half_to_one(ink: str, fill: str, told: bool) -> None:
    grid = seen(table(), {"B4": PLAIN._replace(ink=ink, fill=fill)})
    assert rules(grid) == (["a contrast of at least 4.5 : 1"] if told else [])


def test_the_pairs_above_lie_close_to_the_boundary() -> None:
    assert 4.5 <= contrast("D108D1", "FFFFFF") < 4.501
    assert 4.499 < contrast("FFFFFF", "D010D0") < 4.5
    assert contrast("000000", "FFFFFF") == 21


def test_a_contrast_just_too_low_is_never_called_enough() -> None:
    assert "4.49 : 1" in only(seen(table(), {"B4": PLAIN._replace(ink="D010D0")})).message


def test_colours_that_are_not_known_are_not_judged() -> None:
    assert rules(seen(table(), {"B4": PLAIN._replace(ink="", fill="EEEEEE"), "B5": PLAIN._replace(ink="EEEEEE", fill="")})) == []


def test_an_empty_cell_has_no_text_to_stand_out() -> None:
    assert rules(seen(table({"E1": None}), {"E1": PLAIN._replace(ink="FFFFFF")})) == []


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (PLAIN._replace(size=9.5), True),
        (PLAIN._replace(size=10), False),
        (PLAIN._replace(font="Times New Roman", family=0), True),
        (PLAIN._replace(font="Caslon Pro", family=1), True),
        (PLAIN._replace(font="Our Own Face", family=0), False),
        (PLAIN._replace(font="Arial", family=1), False),
    ],
)
def test_letters_are_sans_serif_and_of_ten_points(look: Look, told: bool) -> None:
    assert rules(seen(table(), {"B4": look})) == (["a sans-serif font of at least 10 points"] if told else [])


LONG = "delayed until the tender is out, which is in May"


def test_a_long_text_of_the_table_is_wrapped() -> None:
    grid = table({"C5": LONG})
    assert rules(seen(grid)) == ["wrapped text"]
    assert rules(seen(grid, {"C5": PLAIN._replace(wrap=True)})) == []
    assert rules(seen(grid, widths=((1, 9, 40.0),))) == []


def test_a_width_that_is_not_known_is_not_judged() -> None:
    assert rules(seen(table({"C5": LONG}), widths=())) == []


def test_a_title_may_run_on_over_empty_cells() -> None:
    assert rules(seen(table({"A1": LONG}))) == []
    assert rules(seen(table({"A1": LONG, "B1": "2012"}))) == ["wrapped text"]


def test_the_faithful_page_need_be_no_table_and_may_hold_dashes_and_empty_cells() -> None:
    assert list(page_findings(seen(sheet(PAGE)))) == []


def test_the_faithful_page_names_the_party_beside_the_shading() -> None:
    (finding,) = page_findings(retyped(sheet(PAGE), {"B5": None}))
    assert (str(finding.place), finding.expected) == ("Tab!B5", "the party in words")


def test_the_faithful_page_must_be_legible_too() -> None:
    grid = seen(sheet(PAGE), {"C5": PLAIN._replace(ink="BFBFBF")}, merged=(Area(4, 1, 5, 1),))
    assert [finding.expected for finding in page_findings(grid)] == ["no merged cells", "a contrast of at least 4.5 : 1"]


def test_a_fresh_tracker_passes_and_so_does_one_that_is_not_set_down(tracker_2012: bytes) -> None:
    for data in (tracker_2012, unworked_tracker(sample_programme(), NOW.date())):
        assert list(issued_sheets_are_accessible(read_tracker(FileBook(data)))) == []


def test_the_looks_of_a_fresh_tracker_are_seen(tracker_book: FileBook) -> None:
    for tab in (APPENDIX, DATA):
        looks = tracker_book.read(tab).looks()
        assert looks
        judged = [look for look in looks.cells.values() if look.ink and look.fill and look.size >= 10 and look.font == "Arial"]
        assert len(judged) == len(looks.cells) > 100


def test_all_our_styles_stand_out_from_their_fills() -> None:
    assert [each.name for each in styles.STYLES if contrast(each.ink, each.fill or "FFFFFF") < 4.5 or each.size < 10] == []


@pytest.mark.parametrize(
    ("cell", "value", "due"),
    [
        ("D9", None, "every empty cell explained"),
        ("D9", "–", "words in every cell"),
        ("C4", "Party", "one heading row, every heading different"),
        ("O9", "why?", "nothing beside or below the table"),
        ("A1", None, "a title in A1"),
    ],
)
def test_an_officer_s_edit_of_the_accessible_table_is_found(paper: PaperBook, cell: str, value: Typed, due: str) -> None:
    (finding,) = found(typed(paper, DATA, {cell: value}), "C31")
    assert (str(finding.place), finding.expected) == (f"{DATA}!{cell}", due)


def test_a_table_turned_back_into_rows_is_found(paper: PaperBook) -> None:
    book = typed(paper, DATA, areas={}, totals_rows={})
    assert [finding.expected for finding in found(book, "C31")] == ["an Excel table"]


def test_a_table_that_is_renamed_is_held_to_the_rules_still(paper: PaperBook) -> None:
    area = paper.read(DATA).areas[schema.DATA_TABLE]
    book = typed(paper, DATA, {"D9": None}, areas={"Table7": area}, totals_rows={"Table7": 0})
    assert [finding.expected for finding in found(book, "C31")] == [
        "a name that says what the table holds",
        "every empty cell explained",
    ]


def test_a_row_of_appendix_1_without_its_party_is_found(paper: PaperBook) -> None:
    assert [str(finding.place) for finding in found(typed(paper, APPENDIX, {"B9": None}), "C31")] == [f"{APPENDIX}!B9"]


def test_what_setting_a_page_down_anew_settles_is_known(paper: PaperBook) -> None:
    (empty,) = found(typed(paper, DATA, {"D9": None}), "C31")
    (beside,) = found(typed(paper, DATA, {"O9": "why?"}), "C31")
    assert is_settled_anew(empty) and not is_settled_anew(beside)


@settings(max_examples=25, deadline=None)
@given(programmes())
def test_whatever_the_programme_says_its_pages_can_be_read_by_everybody(programme: Programme) -> None:
    for page in (page_of(programme) for page_of in (data_page, appendix_2_page, ladder_page, yearly_page)):
        name, area = page.marks[0].name, page.marks[0].area
        book = PaperBook([Grid(page.tab, areas={name: area}, totals_rows={name: 0})])
        render(page, book)
        assert list(table_findings(book.as_now().read(page.tab))) == []
