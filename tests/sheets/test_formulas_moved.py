"""Formulas as they read when filled down and to the right."""

import pytest

from se7_excel.sheets.formulas import moved


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("A1", "C2"),
        ("$A1", "$A2"),
        ("A$1", "C$1"),
        ("$A$1", "$A$1"),
        ("SUM(A1:B2)", "SUM(C2:D3)"),
        ("SUM(A$1:$B2)", "SUM(C$1:$B3)"),
        ("Z9+AA10", "AB10+AC11"),
        ("a1", "C2"),
    ],
)
def test_a_reference_moves_unless_dollar_signs_hold_it(formula: str, after: str) -> None:
    assert moved(formula, 1, 2) == after


@pytest.mark.parametrize(
    ("formula", "after"),
    [("SUM(A:B)", "SUM(C:D)"), ("SUM($A:B)", "SUM($A:D)"), ("SUM(1:3)", "SUM(2:4)"), ("SUM($1:3)", "SUM($1:4)")],
)
def test_whole_columns_and_rows_move_along(formula: str, after: str) -> None:
    assert moved(formula, 1, 2) == after


@pytest.mark.parametrize(
    "formula",
    [
        '"A1 and B2"',
        '"say ""A1"" twice"',
        "LOG10(5)",
        "ATAN2(1,2)",
        "1E5+2.5",
        "TRUE",
        "Lines[A1]",
        "Lines[[#This Row],[A1]]",
        "Lines[@[2011/12]]",
        "FY_A1",
        "A1_old",
        "#REF!",
        '"12:30"',
    ],
)
def test_what_is_no_reference_stays_as_it_is(formula: str) -> None:
    assert moved(formula, 1, 2) == formula


@pytest.mark.parametrize("name", ["YTD12", "XFE1", "ZZZ100", "A1048577"])
def test_a_name_that_only_looks_like_a_cell_stays_as_it_is(name: str) -> None:
    assert moved(f"{name}+A1", 1, 2) == f"{name}+C2"


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("Waste!A1", "Waste!C2"),
        ("'Plan A1'!A1", "'Plan A1'!C2"),
        ("'Kent''s A1'!A1:B2", "'Kent''s A1'!C2:D3"),
        ("Q1!A1", "Q1!C2"),
        ("Übersicht!A1", "Übersicht!C2"),
        ("[1]Sheet1!A1", "[1]Sheet1!C2"),
        ("'[1]Plan A1'!$A1", "'[1]Plan A1'!$A2"),
    ],
)
def test_a_tabs_name_stays_while_its_cell_moves(formula: str, after: str) -> None:
    assert moved(formula, 1, 2) == after


@pytest.mark.parametrize(("formula", "after"), [("SUM(Jan:Dec!A1)", "SUM(Jan:Dec!C2)"), ("SUM(Q1:Q4!A1)", "SUM(Q1:Q4!C2)")])
def test_a_span_of_tabs_stays_while_its_cell_moves(formula: str, after: str) -> None:
    assert moved(formula, 1, 2) == after


def test_upwards_past_the_first_row_comes_back_at_the_last_as_in_excel() -> None:
    assert moved("A1", -1, 0) == "A1048576"
    assert moved("A1", 0, -1) == "XFD1"


def test_a_formula_not_moved_is_as_it_was() -> None:
    formula = 'IF(ISNUMBER(H12),ROUND(IF($D12="level",0,N(K12))+H12,2),K12)'
    assert moved(formula, 0, 0) == formula
