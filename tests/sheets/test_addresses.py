"""A1 addresses and areas, to numbers and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.sheets.addresses import LAST_COLUMN, LAST_ROW, Area, absolute, cell_name, cell_position, column_letters, quoted


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("XFD", 16_384)])
def test_columns_are_lettered_as_excel_letters_them(letters: str, number: int) -> None:
    assert column_letters(number) == letters
    assert cell_position(f"{letters}1") == (1, number)


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
@settings(max_examples=100, deadline=None)
def test_every_cell_of_a_sheet_has_a_name_that_leads_back_to_it(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)
    assert cell_position(absolute(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["$K$12", "K$12", "$K12", "k12"])
def test_dollar_signs_and_case_do_not_change_where_a_cell_is(text: str) -> None:
    assert cell_position(text) == (12, 11)


@pytest.mark.parametrize("text", ["", "K", "12", "K0", "K012", "XFE1", "A1048577", "ABCD1", "K12:L13", "K 12", "K-1", "K12\n"])
def test_what_lies_outside_a_sheet_is_no_address(text: str) -> None:
    assert cell_position(text) is None


def test_the_last_cell_of_a_sheet_is_an_address() -> None:
    assert cell_position("XFD1048576") == (LAST_ROW, LAST_COLUMN)


def test_an_area_reads_as_its_corners() -> None:
    assert Area.parse("$A$5:$L$18") == Area(5, 1, 18, 12)
    assert str(Area(5, 1, 18, 12)) == "A5:L18"


def test_a_single_cell_is_an_area() -> None:
    assert Area.parse("$A$5") == Area(5, 1, 5, 1)
    assert Area(5, 1, 5, 1).absolute == "$A$5"


def test_an_absolute_area_holds_both_corners_still() -> None:
    assert Area(5, 1, 18, 12).absolute == "$A$5:$L$18"


@pytest.mark.parametrize("text", ["", ":", ":B2", "B2:A1", "A2:B1", "A:B", "1:2", "A1:B2:C3", "#REF!"])
def test_what_is_no_rectangle_is_no_area(text: str) -> None:
    assert Area.parse(text) is None


def test_an_area_contains_its_corners_and_nothing_beyond() -> None:
    area = Area(2, 2, 3, 4)
    assert (2, 2) in area
    assert (3, 4) in area
    assert (1, 2) not in area
    assert (2, 5) not in area


def test_an_area_lists_its_cells_row_by_row() -> None:
    assert list(Area(2, 2, 3, 3).cells) == [(2, 2), (2, 3), (3, 2), (3, 3)]


def test_a_tab_is_quoted_with_its_own_quotes_doubled() -> None:
    assert quoted("Kent's plan") == "'Kent''s plan'"
