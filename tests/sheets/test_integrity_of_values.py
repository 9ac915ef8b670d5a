"""C27 and C28: nothing hidden, and nothing but sound numbers of this workbook, feeds a total."""

import pytest

from se7_excel.savings.checks.catalogue import check
from se7_excel.sheets.grid import CellError
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook
from tests.sheets.papers import found, places, typed


@pytest.mark.parametrize("tab", ["Highways", "Settings", "Longer term", "Appendix 1 data"])
def test_a_hidden_tab_that_feeds_a_total_is_reported(paper: PaperBook, tab: str) -> None:
    assert places(typed(paper, tab, hidden=True), "C27") == [f"{tab}!A1"]


@pytest.mark.parametrize("tab", ["Highways", "Longer term", "Appendix 1 data"])
def test_an_active_filter_on_what_feeds_a_total_is_reported(paper: PaperBook, tab: str) -> None:
    assert places(typed(paper, tab, filtered=True), "C27") == [f"{tab}!A1"]


@pytest.mark.parametrize("tab", ["Start", "Checks", "Charts", "Appendix 1"])
def test_a_hidden_tab_that_feeds_nothing_is_not_reported(paper: PaperBook, tab: str) -> None:
    assert places(typed(paper, tab, hidden=True), "C27") == []


@pytest.mark.parametrize(("tab", "row"), [("Highways", 13), ("Longer term", 6), ("Appendix 1 data", 9)])
def test_a_hidden_row_that_feeds_a_total_is_reported(paper: PaperBook, tab: str, row: int) -> None:
    assert places(typed(paper, tab, hidden_rows=frozenset({row})), "C27") == [f"{tab}!A{row}"]


@pytest.mark.parametrize(
    ("tab", "column", "cell"),
    [("Highways", 7, "G1"), ("Highways", 14, "N1"), ("Longer term", 2, "B1"), ("Appendix 1 data", 3, "C1")],
)
def test_a_hidden_column_that_feeds_a_total_is_reported(paper: PaperBook, tab: str, column: int, cell: str) -> None:
    assert places(typed(paper, tab, hidden_columns=frozenset({column})), "C27") == [f"{tab}!{cell}"]


def test_an_officers_own_hidden_rows_and_columns_are_not_reported(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"R12": 5}, hidden_rows=frozenset({3, 20}), hidden_columns=frozenset({18, 16_384}))
    assert places(book, "C27") == []


def test_a_number_stored_as_text_is_reported_with_what_it_is_counted_as(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Highways", {"H13": "£50k"}), "C28")
    assert (str(finding.place), finding.party, finding.year) == ("Highways!H13", "East Sussex", "2012/13")
    assert (finding.expected, finding.found) == (50_000, "£50k")
    assert "“£50k” is a text, counted as £50,000" in finding.message


@pytest.mark.parametrize("word", ["TBC", "–", "n/a", "See details below", ""])
def test_the_words_of_a_gap_are_no_numbers_stored_as_text(paper: PaperBook, word: str) -> None:
    assert places(typed(paper, "Highways", {"H13": word}), "C28") == []


def test_an_error_value_is_reported_by_its_name(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Highways", {"H13": ("=1/0", CellError("#DIV/0!"))}), "C28")
    assert str(finding.place) == "Highways!H13"
    assert "#DIV/0!" in finding.message


def test_a_link_to_another_file_is_reported(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Highways", {"H13": ("=[1]Sheet1!B2", 50_000)}), "C28")
    assert "[1]Sheet1!B2" in finding.message


@pytest.mark.parametrize("formula", ["=5*10000", "=Waste!H13", "=Own[2012]", '=IF(R1="[1]",1,50000)'])
def test_a_formula_inside_this_workbook_is_not_reported(paper: PaperBook, formula: str) -> None:
    assert places(typed(paper, "Highways", {"H13": (formula, 50_000)}), "C28") == []


@pytest.mark.parametrize(("tab", "cell"), [("Longer term", "B5"), ("Settings", "I14")])
def test_targets_and_longer_term_figures_must_be_numbers_of_this_workbook_too(paper: PaperBook, tab: str, cell: str) -> None:
    assert places(typed(paper, tab, {cell: "£310m"}), "C28") == [f"{tab}!{cell}"]
    assert places(typed(paper, tab, {cell: ("=[1]Sheet1!B2", 310_000_000)}), "C28") == [f"{tab}!{cell}"]


@pytest.mark.parametrize(("tab", "code"), [("Highways", "C02"), ("Property", "C28")])
def test_an_error_in_a_calculated_cell_is_reported(paper: PaperBook, tab: str, code: str) -> None:
    reading = read_tracker(typed(paper, tab, {"O12": ("=N12", CellError("#VALUE!"))}))
    told = (*check(reading.programme, reading.stated), *inspect(reading))
    assert code in [finding.code for finding in told if str(finding.place) == f"{tab}!O12"]


def test_a_calculated_cell_that_reads_from_another_file_is_reported(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"O12": ("=N12+[1]Sheet1!B2", 36_250_000)})
    assert places(book, "C28") == ["Highways!O12"]
