"""An amount typed as a formula must carry what the formula comes to, or the totals rest on an old figure."""

import pytest

from se7_excel.actions import CHECK_TOTALS, run
from se7_excel.books.file_book import FileBook
from se7_excel.savings.checks.finding import Finding, Severity
from tests.paper_book import PaperBook
from tests.sheets.papers import typed


@pytest.fixture(scope="module")
def paper(tracker_2012: bytes) -> PaperBook:
    return PaperBook.copy_of(FileBook(tracker_2012))


def stale(book: PaperBook) -> list[Finding]:
    return [each for each in run(CHECK_TOTALS, book).findings if each.code == "C28"]


def test_an_amount_that_is_not_what_its_formula_comes_to_is_found(paper: PaperBook) -> None:
    (finding,) = stale(typed(paper, "Waste", {"G12": ("=1000000*2", 5_450_000)}))
    assert (finding.severity, str(finding.place), finding.year) == (Severity.FAIL, "Waste!G12", "2011/12")
    assert (finding.expected, finding.found, finding.difference) == (2_000_000, 5_450_000, 3_450_000)
    assert finding.message == (
        "Waste!G12: £5,450,000 stands where the formula =1000000*2 comes to £2,000,000, £3,450,000 too much; open the file in "
        "Excel, press F9 and save it, or type the figure itself."
    )


def test_an_amount_drawn_from_other_tabs_is_followed_there(paper: PaperBook) -> None:
    (finding,) = stale(typed(typed(paper, "Start", {"Z1": 2_000_000}), "Waste", {"G12": ("=Start!Z1*3", 5_450_000)}))
    assert finding.expected == 6_000_000


@pytest.mark.parametrize(
    "formula",
    ["=5000000+450000", "=SUM(5000000,450000)", "=XLOOKUP(1,A1:A9,B1:B9)", "=SE7_Partnership", "=NOW()*0", "=R4:R9*2", "=1/0"],
)
def test_what_is_current_or_not_ours_to_recompute_is_passed_over(paper: PaperBook, formula: str) -> None:
    assert stale(typed(paper, "Waste", {"G12": (formula, 5_450_000)})) == []


def test_a_difference_below_half_a_penny_is_the_hosts_arithmetic(paper: PaperBook) -> None:
    assert stale(typed(paper, "Waste", {"G12": ("=5450000.004", 5_450_000)})) == []
