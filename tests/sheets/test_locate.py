"""Facts and tables are found by their words, wherever officers have moved them."""

import pytest

from se7_excel.errors import MissingHeading
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.locate import find_fact, find_headings, find_table
from tests.sheets.papers import inserted, sheet

HEADINGS = ("Line", "Party", "Amount")
TAB = sheet(
    """
    Savings
    Lead: | Kent

    Line  | Party | Amount
    Lorries | SE7 | 5
    Depots | Kent | 7
    """
)


def test_a_fact_stands_right_of_its_label() -> None:
    assert find_fact(TAB, "Lead") == ("Kent", "B2")


@pytest.mark.parametrize("label", ["lead", "LEAD", " Lead ", "Lead:", "Lead :"])
def test_a_label_may_be_in_any_case_and_end_in_a_colon(label: str) -> None:
    assert find_fact(sheet(f"{label}|Kent"), "Lead") == ("Kent", "B1")


def test_a_fact_is_found_wherever_it_was_moved() -> None:
    assert find_fact(inserted(TAB, 1, 3, 1, 2), "Lead") == ("Kent", "D5")


def test_a_missing_value_has_the_address_it_would_have() -> None:
    assert find_fact(sheet("Lead"), "Lead") == (None, "B1")


def test_a_missing_label_is_no_fact() -> None:
    assert find_fact(TAB, "Update") is None


def test_a_fact_is_looked_for_only_above_the_table() -> None:
    assert find_fact(TAB, "Party", above=4) is None


def test_a_table_is_found_by_its_headings_in_any_order_and_case() -> None:
    found = find_table(sheet("amount|PARTY|Note|line\n5|SE7|x|Lorries"), HEADINGS)
    assert (found.heading_row, found.columns) == (1, {"Amount": 1, "Party": 2, "Line": 4})
    assert found.value(2, "Amount") == 5


def test_white_space_in_a_heading_does_not_hide_it() -> None:
    assert find_table(sheet("Line|Full\u00a0 name|Amount"), ("Line", "Full name")).columns == {"Line": 1, "Full name": 2}


def test_inserted_rows_and_columns_move_the_table_and_nothing_else() -> None:
    found = find_table(inserted(TAB, 1, 2, 2, 1), HEADINGS)
    assert (found.heading_row, found.rows) == (6, (7, 8))
    assert [found.text(row, "Party") for row in found.rows] == ["SE7", "Kent"]


def test_a_cell_of_the_table_has_its_place() -> None:
    assert str(find_table(TAB, HEADINGS).place(6, "Amount")) == "Tab!C6"


def test_a_blank_row_ends_a_table_that_is_no_excel_table() -> None:
    grid = sheet("Line|Party|Amount\nLorries|SE7|5\n\nNotes|of|ours")
    assert find_table(grid, HEADINGS).rows == (2,)


def test_a_blank_row_inside_an_excel_table_does_not_end_it() -> None:
    grid = sheet("Line|Party|Amount\nLorries|SE7|5\n\nDepots|Kent|7", areas={"T": Area(1, 1, 4, 3)}, totals_rows={"T": 0})
    assert find_table(grid, HEADINGS).rows == (2, 4)


def test_rows_typed_straight_below_an_excel_table_belong_to_it() -> None:
    grid = sheet("Line|Party|Amount\nLorries|SE7|5\nDepots|Kent|7", areas={"T": Area(1, 1, 2, 3)}, totals_rows={"T": 0})
    assert find_table(grid, HEADINGS).rows == (2, 3)


def test_a_totals_row_is_no_line_and_ends_the_table() -> None:
    grid = sheet("Line|Party|Amount\nLorries|SE7|5\nTotal||5\nDepots|Kent|7", areas={"T": Area(1, 1, 3, 3)}, totals_rows={"T": 1})
    assert find_table(grid, HEADINGS).rows == (2,)


def test_an_excel_table_of_another_heading_row_has_no_say() -> None:
    grid = sheet("Own|Things\n1|2\n\nLine|Party|Amount\nLorries|SE7|5", areas={"Mine": Area(1, 1, 9, 2)}, totals_rows={"Mine": 0})
    assert find_table(grid, HEADINGS).rows == (5,)


def test_an_excel_table_side_by_side_has_no_say() -> None:
    grid = sheet("Line|Party|Amount||Own|Things\nLorries|SE7|5||1|2\n||||3|4", areas={"Mine": Area(1, 5, 3, 6)})
    assert find_table(grid, HEADINGS).rows == (2,)


def test_a_row_that_holds_only_an_officers_own_column_is_no_line() -> None:
    grid = sheet("Line|Party|Amount|Ours\nLorries|SE7|5|x\n|||y")
    assert find_table(grid, HEADINGS).rows == (2,)


def test_a_row_that_holds_only_a_formula_is_a_row_of_the_table() -> None:
    grid = sheet("Line|Party|Amount\nLorries|SE7|5", formulas={(3, 3): "C2"})
    assert find_table(grid, HEADINGS).rows == (2, 3)


def test_a_missing_heading_is_named_with_its_tab_and_row() -> None:
    with pytest.raises(MissingHeading, match=r"Tab, row 1: the heading “Amount” is missing.*put it back"):
        find_table(sheet("Line|Party|Sum\nLorries|SE7|5"), HEADINGS)


def test_a_tab_without_the_table_says_which_headings_to_put_back() -> None:
    with pytest.raises(MissingHeading, match="Tab: no row holds the headings Line, Party, Amount; put them back"):
        find_table(sheet("Notes"), HEADINGS)
    with pytest.raises(MissingHeading):
        find_table(sheet(""), HEADINGS)


def test_two_tables_of_the_same_headings_are_refused_with_both_rows() -> None:
    with pytest.raises(MissingHeading, match=r"Tab, row 4: a second row of the same headings as row 1; leave one"):
        find_table(sheet("Line|Party|Amount\nLorries|SE7|5\n\nLine|Party|Amount"), HEADINGS)


def test_a_heading_standing_twice_is_refused_with_its_cell() -> None:
    with pytest.raises(MissingHeading, match="Tab!D1: a second column headed “Party”; rename one"):
        find_table(sheet("Line|Party|Amount|party"), HEADINGS)


def test_an_officers_own_columns_may_share_a_heading() -> None:
    assert find_table(sheet("Line|Ours|Party|Ours|Amount"), HEADINGS).columns == {"Line": 1, "Party": 3, "Amount": 5}


def test_an_optional_heading_may_be_missing_and_reads_as_nothing() -> None:
    found = find_headings(TAB, HEADINGS, ("Note",))
    assert found.value(5, "Note") is None
    assert found.text(5, "Note") == ""


def test_a_number_under_a_text_heading_is_read_as_its_digits() -> None:
    assert find_table(sheet("Line|Party|Amount\n2012|SE7|5"), HEADINGS).text(2, "Line") == "2012"


def test_a_whole_number_reads_alike_however_a_program_wrote_it() -> None:
    grid = sheet("", values={1: {1: "Line", 2: "Party", 3: "Amount"}, 2: {1: 2012.0}})
    assert find_table(grid, HEADINGS).text(2, "Line") == "2012"
