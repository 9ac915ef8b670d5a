"""What Excel comes to where a second engine differs, what is left alone, circles, depth, and a simple model."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.inspection.evaluator import Evaluator
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.values import Scalar
from se7_excel.inspection.workbook import Workbook
from tests.inspection.made import Entry, Made, computed, said

CELLS: dict[str, Entry] = {"A1": 3, "A2": "7", "A3": True, "A5": "words", "A6": 2, "B1": 5, "B2": "x"}


def asked(*formulas: str, **entries: Entry) -> list[Scalar]:
    """What each formula comes to beside these entries."""
    cells = {f"Z{number}": f"={formula}" for number, formula in enumerate(formulas, 1)}
    found = computed(Made({"Sheet1": {**CELLS, **entries, **cells}}).data)
    return [found["Sheet1", cell] for cell in cells]


def reasons(*formulas: str, **entries: Entry) -> set[str]:
    """Why formulas are left alone."""
    cells = {f"Z{number}": f"={formula}" for number, formula in enumerate(formulas, 1)}
    book = Workbook(Made({"Sheet1": {**CELLS, **entries, **cells}}).data)
    evaluator = Evaluator(book, Formulas())
    for sheet in book.sheets:
        for cell in sheet.formulas:
            evaluator.comes_to((sheet, *cell))
    return set(evaluator.recomputed.left_alone.values())


def test_a_minus_sign_binds_tighter_than_a_power_and_powers_go_from_left_to_right() -> None:
    assert asked("-2^2", "2^3^2", "2^-1", "-A1^2", "0-A1^2") == [4, 64, 0.5, 9, -9]


def test_texts_and_truths_count_when_written_out_but_not_in_cells() -> None:
    assert asked('SUM("5",TRUE)', "SUM(A1:A6)", "A2+A3", "SUM(A2)", "AVERAGE(A1:A6)") == [6, 5, 8, 0, 2.5]
    assert asked("COUNT(A1:A6)", "COUNTA(A1:A6)", "MAX(A2:A3)", "COUNT(TRUE)") == [2, 5, 0, 1]


def test_a_blank_is_nought_in_arithmetic_and_an_empty_text_is_no_number() -> None:
    assert asked("A4+1", "A4", 'A4&"!"', '""+1', "A5+1", 'IF(A4="",1,2)', "IF(A4=0,1,2)") == [
        1,
        0,
        "!",
        "#VALUE!",
        "#VALUE!",
        1,
        1,
    ]


def test_truths_come_after_texts_and_texts_after_numbers() -> None:
    assert asked('TRUE>"z"', '"a">99', "TRUE=1", '"A"="a"', "A3&A1") == [True, True, False, True, "TRUE3"]


def test_noughts_and_roots_end_in_errors() -> None:
    assert asked("0^0", "1/A4", "0^-1", "SQRT(-1)", "IFERROR(1/0,A1)", "ROUND(A5,0)") == [
        *("#NUM!", "#DIV/0!", "#DIV/0!", "#NUM!", 3, "#VALUE!")
    ]


def test_conditions_find_numbers_stored_as_text_too() -> None:
    assert asked("COUNTIF(A1:A6,7)", 'COUNTIF(A1:A6,"7")', "COUNTIF(A1:A6,TRUE)", 'COUNTIF(A1:A6,"")') == [1, 1, 1, 1]


def test_of_several_cells_the_one_in_its_own_row_counts() -> None:
    assert asked("A1:A6*1", "A1:A6*1", "A1:B1") == [3, 7, "#VALUE!"]


def test_rounding_takes_halves_away_from_nought() -> None:
    assert asked("ROUND(2.675,2)", "ROUND(-0.5,0)", "ROUND(1.005,2)", "ROUNDUP(1.1,0)", "ROUND(25,-1)", "INT(-0.5)") == [
        *(2.68, -1, 1.01, 2, 30, -1)
    ]


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("OFFSET(A1,1,0)", "OFFSET"),
        ('_xlfn.XLOOKUP(1,A1:A2,B1:B2,"")', "XLOOKUP"),
        ('TEXT(A1,"0.00")', "TEXT"),
        ("SUM([1]Sheet1!A1)", "links to other workbooks"),
        ("SUM(Sheet1:Sheet2!A1)", "references across several tabs"),
        ("SUM((A1,A2))", "references joined by colon, comma or space"),
        ("SUM(A1:A3 A2:A4)", "references joined by colon, comma or space"),
        ("SUM({1,2})", "lists of constants"),
        ("SUM(A1:INDEX(A:A,3))", "references joined by colon, comma or space"),
        ('"£5"+1', "numbers we are not sure how Excel writes or reads as text"),
        ("1E+20&A1", "numbers we are not sure how Excel writes or reads as text"),
        ('"ä">"b"', "texts ordered by a language's rules"),
        ("(((", "formulas written in a way we do not know"),
        ("(" * 300 + "1" + ")" * 300, "formulas nested too deeply"),
        ("-" * 300 + "1", "formulas nested too deeply"),
        ("+".join(["A1"] * 3000), "formulas nested too deeply"),
    ],
)
def test_what_is_not_known_is_left_alone_and_named(formula: str, why: str) -> None:
    assert reasons(formula) == {why}


def test_a_formula_left_alone_counts_with_the_value_it_carries() -> None:
    made = Made({"Sheet1": {"A1": "=OFFSET(B1,0,0)", "A2": "=A1*2"}}).carrying("Sheet1", "A1", 21).carrying("Sheet1", "A2", 40)
    assert said(made.findings) == [("C28", "fail", "Sheet1!A2"), ("C28", "info", "")]


def test_a_formula_after_the_clock_is_never_stale() -> None:
    made = Made({"Sheet1": {"A1": "=TODAY()", "A2": "=A1-1", "A3": "=NOW()+RAND()"}})
    carried = made.carrying("Sheet1", "A1", 40000).carrying("Sheet1", "A2", 39999).carrying("Sheet1", "A3", 1)
    assert carried.findings == ()


def test_a_circle_is_named_and_costs_no_other_cell() -> None:
    made = Made({"Sheet1": {"A1": "=B1+1", "B1": "=C1", "C1": "=A1", "D1": "=SUM(E1:E2)", "E1": 2, "E2": 3}})
    fails = [each for each in made.findings if each.fails]
    assert len(fails) == 1
    assert "leads back to itself (Sheet1!A1 → Sheet1!B1 → Sheet1!C1 → Sheet1!A1)" in fails[0].message


def test_a_cell_that_adds_itself_is_a_circle() -> None:
    assert [each.message for each in Made({"Sheet1": {"A1": 1, "A2": "=SUM(A1:A2)"}}).findings if "itself" in each.message]


def test_a_chain_of_thousands_of_cells_is_followed_in_either_direction() -> None:
    down: dict[str, Entry] = {"A1": 1, **{f"A{row}": f"=A{row - 1}+1" for row in range(2, 5001)}}
    up: dict[str, Entry] = {"B5000": 1, **{f"B{row}": f"=B{row + 1}+1" for row in range(1, 5000)}}
    found = computed(Made({"Sheet1": {**down, **up}}).data)
    assert found["Sheet1", "A5000"] == found["Sheet1", "B1"] == 5000


numbers = st.one_of(st.integers(-1000, 1000), st.sampled_from((0.5, 0.25, -12.75, 1e6)))
cells = st.lists(st.one_of(st.none(), numbers, st.sampled_from(("words", "")), st.booleans()), min_size=1, max_size=12)


@given(cells)
@settings(deadline=None)
def test_totals_over_cells_are_those_of_a_simple_model(entries: list[Entry]) -> None:
    held = {f"A{row}": entry for row, entry in enumerate(entries, 1)}
    area, plain = f"A1:A{len(entries)}", [each for each in entries if type(each) in (int, float)]
    asks = [f"{name}({area})" for name in ("SUM", "COUNT", "COUNTA", "MIN", "MAX", "AVERAGE")]
    formulas: dict[str, Entry] = {f"C{row}": f"={ask}" for row, ask in enumerate(asks, 1)}
    found = computed(Made({"Sheet1": {**held, **formulas}}).data)
    total = math.fsum(plain)  # type: ignore[arg-type]
    mean = total / len(plain) if plain else "#DIV/0!"
    filled = sum(each is not None for each in entries)
    model = [total, len(plain), filled, min(plain, default=0), max(plain, default=0), mean]  # type: ignore[type-var]
    assert [found["Sheet1", cell] for cell in formulas] == model


leaves = st.integers(0, 99).map(str) | st.sampled_from(("A1", "B1"))
terms = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda each: f"({each[0]}{each[1]}{each[2]})"),
        inner.map(lambda each: f"-{each}"),
        st.tuples(inner, inner).map(lambda each: f"IF({each[0]}>{each[1]},{each[0]},{each[1]})"),
    ),
    max_leaves=12,
)


@given(terms, st.integers(-9, 9), st.integers(-9, 9))
@settings(deadline=None)
def test_arithmetic_is_that_of_a_simple_model(term: str, one: int, other: int) -> None:
    model = term.replace("IF(", "model(").replace("A1", f"({one})").replace("B1", f"({other})")
    due = eval(model, {"model": lambda asked, yes, no: yes if asked else no})
    assert asked(term, A1=one, B1=other) == [due]
