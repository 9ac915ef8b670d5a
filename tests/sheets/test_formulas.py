"""The formulas we write, and how much of a formula we understand."""

from decimal import Decimal

import pytest

from se7_excel.savings.programme import Place
from se7_excel.sheets.formulas import (
    cells_used,
    column_sum,
    cumulative_formula,
    link,
    links_to_other_file,
    same_formula,
    share,
    text_literal,
    uses,
)


def test_the_first_cumulative_is_the_first_amount_or_words() -> None:
    assert cumulative_formula("G12") == 'IF(ISNUMBER(G12),ROUND(G12,2),"not quantified")'


def test_a_later_cumulative_carries_the_one_before() -> None:
    assert cumulative_formula("H12", "K12") == "IF(ISNUMBER(H12),ROUND(N(K12)+ROUND(H12,2),2),K12)"


def test_a_level_line_is_told_by_its_basis_cell_and_not_added_up() -> None:
    assert cumulative_formula("H12", "K12", "$D12") == (
        'IF(ISNUMBER(H12),ROUND(IF(TRIM($D12)="level",0,N(K12))+ROUND(H12,2),2),K12)'
    )


def test_an_amount_typed_as_text_counts_for_as_long_as_the_text_stands() -> None:
    formula = cumulative_formula("H12", "K12", typed=("£6m", Decimal(6_000_000)))
    assert formula == f'IF(H12="£6m",ROUND(N(K12)+6000000,2),{cumulative_formula("H12", "K12")})'


def test_a_first_amount_typed_as_text_is_written_as_its_pounds() -> None:
    formula = cumulative_formula("G12", typed=("£0.40", Decimal("0.40")))
    assert formula == f'IF(G12="£0.40",0.4,{cumulative_formula("G12")})'


def test_a_round_amount_typed_as_text_is_never_written_with_an_exponent() -> None:
    assert "1E" not in cumulative_formula("G12", typed=("£10m", Decimal("1E+7")))


def test_a_quotation_mark_in_a_typed_text_is_doubled() -> None:
    assert 'IF(G12="6""",6' in cumulative_formula("G12", typed=('6"', Decimal(6)))


def test_a_total_over_a_column_is_words_where_nothing_is_quantified() -> None:
    assert column_sum("K", 8, 13) == 'IF(COUNT(K8:K13)=0,"not quantified",ROUND(SUM(K8:K13),2))'


def test_a_share_of_nothing_is_words_and_not_a_division_by_zero() -> None:
    assert share("K6", "K5", "n/a") == 'IF(COUNT(K6,K5)<2,"not quantified",IF(K5=0,"n/a",K6/K5))'


def test_a_link_leads_to_the_cell_even_on_a_tab_with_a_quote_in_its_name() -> None:
    assert link(Place("Kent's", "G12")) == """HYPERLINK("#'Kent''s'!G12","Kent's!G12")"""


def test_a_text_in_a_formula_has_its_quotation_marks_doubled() -> None:
    assert text_literal('the "total"') == '"the ""total"""'


@pytest.mark.parametrize("other", ["sum(A1 : B2)", " SUM(A1:B2)", "SUM(a1:b2)"])
def test_white_space_and_case_do_not_make_another_formula(other: str) -> None:
    assert same_formula("SUM(A1:B2)", other)


@pytest.mark.parametrize(
    ("one", "other"), [('A1="x y"', 'A1="xy"'), ('A1="x"', 'A1="X"'), ("'A b'!C1", "'Ab'!C1"), ("A1", "$A1")]
)
def test_texts_sheet_names_and_dollar_signs_make_another_formula(one: str, other: str) -> None:
    assert not same_formula(one, other)


def test_a_formula_uses_the_cells_and_ranges_it_names() -> None:
    assert cells_used("SUM($G12:J$12)+K13") == [(12, 7, 12, 10), (13, 11, 13, 11)]


def test_a_formula_uses_every_cell_inside_its_range() -> None:
    assert uses("SUM(G12:J12)", 12, 8)
    assert not uses("SUM(G12:J12)", 12, 11)
    assert not uses("SUM(G12:J12)", 13, 8)


@pytest.mark.parametrize(
    "formula",
    [
        '"see G12"',
        "Waste!G12",
        "'Waste 2'!G12",
        "'Waste'!G12:H13",
        "LOG10(5)",
        "FY_G12",
        "G12_old",
        "[1]Waste!G12",
        "Waste!$G$12",
        "G120",
        "'Plan G12 final'!A1",
        "'G12'!A1",
        "Lines[G12]",
        "Lines[[#This Row],[G12]]",
        "Lines[@G12]",
    ],
)
def test_texts_other_tabs_functions_and_table_columns_are_no_cells_of_this_tab(formula: str) -> None:
    assert not uses(formula, 12, 7)


@pytest.mark.parametrize("formula", ["SUM(G:J)", "SUM($G:$J)", "SUM(12:12)", "SUM($12:13)"])
def test_whole_columns_and_rows_take_in_their_cells(formula: str) -> None:
    assert uses(formula, 12, 8)


@pytest.mark.parametrize(
    "formula",
    ["[1]Sheet1!A1", "'[2]My plan'!A1", "[1]!Total", r"'C:\plans\[Kent.xlsx]Sheet1'!A1", "SUM([1]Sheet1!A1:B2)+A1"],
)
def test_a_reference_to_another_workbook_is_seen(formula: str) -> None:
    assert links_to_other_file(formula)


@pytest.mark.parametrize(
    "formula",
    ["SUM(A1:B2)", "Waste!A1", "Lines[Total]", "Lines[[#This Row],[2011/12]]", "Lines[2012]", 'A1&" see note [1]"'],
)
def test_table_columns_and_texts_in_square_brackets_are_no_other_workbook(formula: str) -> None:
    assert not links_to_other_file(formula)
