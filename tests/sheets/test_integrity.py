"""C26: the calculated cells still calculate, and take in everything they should; and a fresh workbook passes C26 to C28."""

import pytest

from se7_excel.savings.checks.finding import Severity
from se7_excel.sheets.grid import CellError
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, found, places, typed


def test_a_fresh_workbook_can_be_relied_on(paper: PaperBook) -> None:
    assert inspect(read_tracker(paper)) == ()


def test_a_number_typed_over_a_cumulative_cell_is_reported_with_both_values(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Highways", {"L12": 7_000_000}), "C26")
    assert (str(finding.place), finding.severity, finding.workstream) == ("Highways!L12", Severity.FAIL, "Highways")
    assert (finding.expected, finding.found, finding.difference) == (6_250_000, 7_000_000, 750_000)
    assert "£7,000,000" in finding.message
    assert "£6,250,000" in finding.message


@pytest.mark.parametrize("value", [36_250_000, "TBC", "not quantified", True, CellError("#REF!")])
def test_whatever_is_typed_over_a_total_is_reported_even_where_it_agrees(paper: PaperBook, value: Typed) -> None:
    assert places(typed(paper, "Highways", {"O12": value}), "C26") == ["Highways!O12"]


def test_an_empty_calculated_cell_is_not_typed_over(paper: PaperBook) -> None:
    assert places(typed(paper, "Highways", {"O12": None}), "C26") == []


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("O12", "=SUM(G12:I12)"),
        ("O12", "=M12"),
        ("O12", "=36250000+0"),
        ("N12", "=M12"),
        ("M12", "=L12+J12"),
        ("L12", "=H12"),
        ("O12", "=N13"),
        ("O12", "=Waste!N12"),
    ],
)
def test_a_formula_that_leaves_out_a_year_is_reported(paper: PaperBook, cell: str, formula: str) -> None:
    assert places(typed(paper, "Highways", {cell: (formula, 1)}), "C26") == [f"Highways!{cell}"]


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("O12", "=SUM(G12:J12)"),
        ("O12", "=G12+H12+I12+J12"),
        ("O12", "=M12+J12"),
        ("O12", "=$N$12"),
        ("M12", "=SUM(G12:I12)"),
        ("M12", "=L12+I12"),
        ("O12", "=SUM($G12:$J12)*1"),
        ("O12", '=SUMIF($G$11:$J$11,"20*",$G12:$J12)'),
    ],
)
def test_another_formula_over_all_its_years_is_not_reported(paper: PaperBook, cell: str, formula: str) -> None:
    assert places(typed(paper, "Highways", {cell: (formula, 1)}), "C26") == []


@pytest.mark.parametrize("cell", ["C5", "K5", "L6", "G8", "K11", "L18"])
def test_a_number_typed_over_a_formula_of_the_accessible_table_is_reported(paper: PaperBook, cell: str) -> None:
    assert places(typed(paper, "Appendix 1 data", {cell: 3}), "C26") == [f"Appendix 1 data!{cell}"]


def test_a_total_of_the_accessible_table_must_cover_all_its_rows(paper: PaperBook) -> None:
    assert places(typed(paper, "Appendix 1 data", {"K5": ("=SUM(K8:K12)", 83_850_000)}), "C26") == ["Appendix 1 data!K5"]
    assert places(typed(paper, "Appendix 1 data", {"K5": ("=SUM(K8:K13)", 83_850_000)}), "C26") == []


@pytest.mark.parametrize("amount", [500, "£500k"])
def test_a_line_below_the_table_is_in_no_total_and_reported(paper: PaperBook, amount: Typed) -> None:
    assert places(typed(paper, "Highways", {"B16": "Kent", "G16": amount}), "C26") == ["Highways!B16"]


@pytest.mark.parametrize(
    "cells", [{"B16": "Kent"}, {"A16": "Sum", "G16": 5}, {"B16": "Essex", "G16": 5}, {"B16": "Kent", "R16": 5}]
)
def test_an_officers_own_rows_below_the_table_are_not_reported(paper: PaperBook, cells: dict[str, Typed]) -> None:
    assert places(typed(paper, "Highways", cells), "C26") == []
