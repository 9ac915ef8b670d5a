"""A table is laid out once into a page, and a page says what it would change on a tab."""

from decimal import Decimal

import pytest

from se7_excel.errors import OccupiedCell
from se7_excel.savings.programme import Place
from se7_excel.sheets import styles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.changes import Change, changes, count_by_tab, holds, same_value
from se7_excel.sheets.grid import CellError, Grid, Value
from se7_excel.sheets.page import Cell, Mark, Page
from se7_excel.sheets.table import RowGroup, Table, lay_out
from tests.sheets.papers import retyped

TABLE = Table(
    "Tab",
    "T",
    ((Cell("Title"),), (Cell("Subtitle"),)),
    (Cell("Line"), Cell("Total")),
    (RowGroup(((Cell("a"), Cell(Decimal(1))), (Cell("b"), Cell(Decimal(2)))), "First"), RowGroup(((Cell("c"), Cell("–")),))),
    ((Cell("All"), Cell(Decimal(3))),),
    ((Cell("a note"), Cell("of"), Cell("three cells")),),
)
OWN = Page("Tab", {(2, 2): Cell(Decimal(5), styles.CALCULATED, "A1")})
OWNED = Page("Tab", {(1, 1): Cell("Title"), (2, 1): Cell("Body")}, (Mark("T", Area(1, 1, 2, 1)),))


def grid(cells: dict[str, Value] | None = None, **known: object) -> Grid:
    return retyped(Grid("Tab"), cells or {}, **known)


def test_a_table_is_laid_out_from_its_title_down_to_its_notes() -> None:
    column = {row: cell.value for (row, col), cell in lay_out(TABLE).cells.items() if col == 1}
    assert column == {1: "Title", 2: "Subtitle", 4: "Line", 5: "a", 6: "b", 7: "c", 8: "All", 10: "a note"}


def test_an_excel_table_reaches_from_its_boxhead_to_its_last_row() -> None:
    assert lay_out(TABLE).marks[0] == Mark("T", Area(4, 1, 8, 2))


def test_any_other_table_is_known_by_its_whole_page() -> None:
    page = lay_out(Table("Tab", "T", TABLE.heading, TABLE.boxhead, TABLE.groups, notes=TABLE.notes, excel_table=False))
    assert page.marks[0] == Mark("T", Area(1, 1, 9, 3))


def test_a_named_group_is_a_named_area_of_its_rows() -> None:
    assert lay_out(TABLE).marks[1:] == (Mark("First", Area(5, 1, 6, 2)),)


def test_a_named_group_without_rows_names_nothing() -> None:
    page = lay_out(Table("Tab", "T", TABLE.heading, TABLE.boxhead, (RowGroup((), "First"),)))
    assert [mark.name for mark in page.marks] == ["T"]


def test_what_already_stands_is_no_change() -> None:
    assert changes(OWN, grid({"B2": ("=A1", 5)})) == ()
    assert changes(OWN, grid({"B2": ("= a1", 5.0)})) == ()


def test_a_changed_value_is_told_before_and_after_in_plain_pounds() -> None:
    assert changes(OWN, grid({"B2": ("=A1", 1e7)})) == (Change(Place("Tab", "B2"), "10000000", "5"),)


def test_an_empty_cell_was_nothing_before() -> None:
    assert changes(OWN, grid()) == (Change(Place("Tab", "B2"), None, "5"),)


def test_a_lost_formula_is_a_change_even_where_the_value_agrees() -> None:
    assert changes(OWN, grid({"B2": 5})) == (Change(Place("Tab", "B2"), "5", "=A1"),)


def test_a_changed_formula_is_told_by_its_formulas() -> None:
    assert changes(OWN, grid({"B2": ("=A1+0", 5)})) == (Change(Place("Tab", "B2"), "=A1+0", "=A1"),)


def test_a_page_without_marks_never_clears_and_may_cover() -> None:
    assert len(changes(OWN, grid({"B2": "typed over", "A1": "Title"}))) == 1


def test_a_page_will_not_cover_what_an_officer_typed() -> None:
    with pytest.raises(OccupiedCell, match=r"Tab!A2 holds “my note”.*move it to the right of the page, or clear it"):
        changes(OWNED, grid({"A2": "my note"}, areas={"T": Area(1, 1, 1, 1)}))


def test_a_page_will_not_cover_an_officers_formula() -> None:
    with pytest.raises(OccupiedCell, match=r"Tab!A2 holds “=B7”"):
        changes(OWNED, grid({"A2": "=B7"}, areas={"T": Area(1, 1, 1, 1)}))


def test_a_page_never_set_down_covers_nothing_either() -> None:
    with pytest.raises(OccupiedCell):
        changes(OWNED, grid({"A1": "my own title"}))


def test_what_is_equal_to_the_page_is_not_in_its_way() -> None:
    assert len(changes(OWNED, grid({"A1": "Title"}))) == 1


def test_a_page_rewrites_and_clears_the_area_it_took_up_before() -> None:
    before = grid({"A1": "Old", "A3": "a row too many", "B3": 7}, areas={"T": Area(1, 1, 3, 2)})
    assert changes(OWNED, before) == (
        Change(Place("Tab", "A1"), "Old", "Title"),
        Change(Place("Tab", "A2"), None, "Body"),
        Change(Place("Tab", "A3"), "a row too many", None),
        Change(Place("Tab", "B3"), "7", None),
    )


def test_an_excel_tables_page_owns_the_heading_above_it_too() -> None:
    assert OWNED.former(grid(areas={"T": Area(4, 1, 9, 5)})) == Area(1, 1, 9, 5)


def test_what_stands_beside_the_area_is_left_alone() -> None:
    assert changes(OWNED, grid({"A1": "Title", "A2": "Body", "C1": "mine"}, areas={"T": Area(1, 1, 2, 1)})) == ()


@pytest.mark.parametrize("there", [True, "5", CellError("5"), None, 4.999])
def test_only_the_number_itself_holds_an_amount(there: Value) -> None:
    assert not same_value(there, Decimal(5))


def test_an_amount_is_held_by_the_number_a_workbook_can_hold() -> None:
    assert same_value(0.1, Decimal("0.10"))
    assert same_value(83_850_000, Decimal(83_850_000))


@pytest.mark.parametrize("wanted", ["", None])
def test_an_empty_text_and_an_empty_cell_are_alike(wanted: str | None) -> None:
    assert same_value(None, wanted)
    assert holds(grid(), (1, 1), Cell(wanted))


def test_an_error_value_is_not_the_text_it_reads_as() -> None:
    assert not same_value(CellError("#REF!"), "#REF!")


def test_changes_are_counted_by_tab_in_order() -> None:
    found = tuple(Change(Place(tab, "A1"), None, "1") for tab in ("Waste", "ICT", "Waste"))
    assert list(count_by_tab(found)) == [("Waste", 2), ("ICT", 1)]


def test_numbers_are_compared_in_the_15_digits_that_excel_keeps() -> None:
    assert same_value(0.082814549791294, Decimal("0.08281454979129398"))
    assert same_value(9_999_999_999_999.99, Decimal("9999999999999.99"))
    assert not same_value(9_999_999_999_999.98, Decimal("9999999999999.99"))
    assert not same_value(0.08281454979130, Decimal("0.08281454979129"))
