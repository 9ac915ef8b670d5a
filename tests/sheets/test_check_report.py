"""The Checks tab: one row a finding, each with a link to its cell."""

from decimal import Decimal

from se7_excel.actions import ACTIONS, run
from se7_excel.books.file_book import FileBook
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place
from se7_excel.sheets import styles
from se7_excel.sheets.acceptance import mark_of
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.check_report import CATALOGUE, HEADINGS, check_page, counted, passed, standing
from se7_excel.sheets.page import Cell
from tests.paper_book import PaperBook
from tests.sheets.papers import sheet

FINDING = Finding(
    "C05",
    Severity.FAIL,
    "The part exceeds the whole.",
    "SEN",
    "Kent",
    "2012/13",
    Place("Kent's tab", "H13"),
    Decimal(0),
    Decimal(724_000),
    Decimal(724_000),
)
FIRST = 9
BARE = Finding("C13", Severity.INFO, "Composition.")


def row(*findings: Finding) -> list[Cell]:
    """The cells of the first finding's row."""
    page = check_page(sample_programme(), findings)
    return [page.cells[FIRST, column] for column in range(1, len(HEADINGS) + 1)]


def test_a_finding_is_a_row_with_everything_it_knows() -> None:
    values = [cell.value for cell in row(FINDING)]
    assert values[:6] == ["C05", "fail", "The part exceeds the whole.", "SEN", "Kent", "2012/13"]
    assert values[6:10] == ["Kent's tab!H13", Decimal(0), Decimal(724_000), Decimal(724_000)]
    assert values[10:] == [mark_of(FINDING), "no"]


def test_a_finding_links_to_its_cell() -> None:
    cell = row(FINDING)[6]
    assert cell.formula == """HYPERLINK("#'Kent''s tab'!H13","Kent's tab!H13")"""
    assert cell.style is styles.LINK


def test_the_severity_is_said_in_words_and_not_by_colour_alone() -> None:
    assert [row(each)[1].value for each in (FINDING, BARE)] == ["fail", "info"]
    assert row(FINDING)[1].style is not row(BARE)[1].style


def test_no_cell_of_a_row_is_left_empty() -> None:
    assert all(cell.value not in (None, "") for cell in row(BARE))


def test_an_amount_of_nothing_is_shown_as_an_amount() -> None:
    assert row(FINDING)[7].value == Decimal(0)


def test_where_nothing_is_found_the_page_says_so() -> None:
    texts = [cell.value for cell in row()]
    assert "Every check passed." in texts
    assert None not in texts


def test_the_findings_are_counted_by_severity() -> None:
    assert counted((FINDING, BARE, BARE)) == "1 fail, 0 warn, 2 info"


def test_the_checks_that_found_nothing_are_named() -> None:
    assert "C05" not in passed((FINDING,))
    assert "C01, C02, C03, C04, C06" in passed((FINDING,))
    assert passed(tuple(Finding(code, Severity.INFO, "") for code, _ in CATALOGUE)) == ""


def test_the_catalogue_lists_each_code_once_and_in_order() -> None:
    codes = [code for code, _ in CATALOGUE]
    assert codes == sorted(set(codes))
    assert set(codes) >= {"C01", "C02", "C03", "C04", "C05", "C06", "C13", "C16", "C17", "C22", "C26", "C27", "C28"}


def test_the_page_of_2012_lists_the_findings_in_the_order_of_the_catalogue(tracker_2012: bytes) -> None:
    paper = PaperBook.copy_of(FileBook(tracker_2012))
    found = run(ACTIONS[1], paper).findings
    listed = [cells[1] for number, cells in paper.as_now().read("Checks").rows(FIRST) if cells.get(1)]
    assert listed == [finding.code for finding in found] == sorted(listed)


def test_the_headline_stands_above_the_findings() -> None:
    page = check_page(sample_programme(), ())
    assert str(page.cells[2, 1].value).startswith("£83.85m quantified, 2 of 6 workstreams not")


def test_fewer_findings_leave_no_old_rows_behind(tracker_2012: bytes) -> None:
    paper = PaperBook.copy_of(FileBook(tracker_2012))
    before = paper.read("Checks")
    page = check_page(sample_programme(), (FINDING,))
    former = page.former(before)
    assert former is not None
    assert former.bottom > page.marks[0].area.bottom


def test_the_ladder_stands_between_the_headline_and_what_was_found() -> None:
    page = check_page(sample_programme(), (BARE,))
    said = [str(page.cells[number, 1].value).partition(":")[0] for number in range(3, 6)]
    assert said == ["Short term", "Medium term", "Long term"]
    assert str(page.cells[6, 1].value).startswith("0 fail")


def test_an_older_tracker_keeps_its_table_where_it_is() -> None:
    older = sheet("Checks", tab="Checks", areas={"SE7_Checks": Area(5, 1, 6, len(HEADINGS))})
    page = standing(check_page(sample_programme(), (BARE, BARE)), older)
    assert page.marks[0].area == Area(5, 1, 7, len(HEADINGS))
    assert [page.cells[number, 1].value for number in (1, 5, 6)] == ["Checks", "Code", "C13"]
    assert str(page.cells[2, 1].value).startswith("£83.85m")
    assert str(page.cells[3, 1].value).startswith("0 fail")


def test_a_table_moved_by_rows_put_in_above_it_is_not_taken_for_an_older_one() -> None:
    moved = sheet("Checks", tab="Checks", areas={"SE7_Checks": Area(6, 1, 7, len(HEADINGS))})
    page = check_page(sample_programme(), (BARE,))
    assert standing(page, moved) == page
