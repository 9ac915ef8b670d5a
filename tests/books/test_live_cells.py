"""What is typed into a live cell is what stands in it afterwards, and what it held can be put back."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from se7_excel.books.file_book import FileBook
from se7_excel.books.former import Content
from se7_excel.books.live_cells import as_typed, cell_value, formula_in, put_back, rows_of, typed_text, uniform
from se7_excel.sheets import styles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Value
from se7_excel.sheets.page import Cell
from se7_excel.sheets.styles import GENERAL, TEXT
from tests.desktop_cells import DeskCell, ExcelRefuses, handed_out, in_the_bar, kept, taken
from tests.remote import actions_of, remote_book
from tests.replayer import may_be_taken_otherwise, replayed

TRICKY = (
    "2011/12", "1 May", "1-2", "12:30", "£6m", "6%", "(5)", "1e3", "−£50k", "-", "–", "=1+1", "+44", "-x", "@home", "'quoted",
    "TRUE", " false ", "#N/A", "#REF!", "#1", "1/2 skips", " 5", "٣", "May", "’tis", "0", "100", "10,000", "", "a\nb",
)  # fmt: skip
FORMATS = (GENERAL, TEXT, styles.POUNDS, styles.DATE, styles.PERCENT)
PLAIN_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")))
ALIKE_TO_VALUES = st.text("0123456789/.,:-+ '=@#£%()eETRUEfalsMayjn")
TEXTS = st.one_of(st.sampled_from(TRICKY), ALIKE_TO_VALUES, PLAIN_TEXTS)
NUMBERS = st.one_of(st.integers(-(10**13), 10**13).map(float), st.decimals(-(10**9), 10**9, places=2).map(float))
DATES = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def shown(cell: DeskCell) -> Value:
    """What the cell of the stand-in holds, as a grid knows it."""
    return cell_value(handed_out(cell))


@pytest.mark.parametrize("number_format", FORMATS)
@given(TEXTS)
def test_any_text_stands_as_it_is_once_typed_whatever_the_cells_format(number_format: str, text: str) -> None:
    before = DeskCell(5.0, "", "Normal", number_format)
    after = taken(as_typed(Cell(text), number_format == TEXT), before)
    assert (after.value or "", after.formula, after.number_format) == (text, "", number_format)


@given(TEXTS)
def test_any_text_stands_as_it_is_where_only_our_own_style_is_known(text: str) -> None:
    for style in (None, styles.TITLE, styles.FINDING, styles.DATA_AMOUNT):
        after = taken(as_typed(Cell(text, style)), DeskCell(number_format=style.number_format if style else GENERAL))
        assert (after.value or "", after.formula) == (text, "")


@given(NUMBERS.map(lambda number: Decimal(repr(number))))
def test_an_amount_is_typed_as_a_number_and_a_formula_with_its_equals_sign(amount: Decimal) -> None:
    assert shown(taken(as_typed(Cell(amount)), DeskCell())) == float(amount)
    assert taken(as_typed(Cell(amount, styles.CALCULATED, "SUM(A1:A2)")), DeskCell()).formula == "SUM(A1:A2)"


@given(st.one_of(TEXTS.map(lambda text: text or None), NUMBERS, DATES, st.booleans(), st.just(CellError("#REF!"))))
def test_what_a_cell_held_can_be_put_back(value: Value) -> None:
    number_format = styles.DATE if isinstance(value, date) else GENERAL
    held = DeskCell(kept(value), "", "Normal", number_format)
    assert taken(put_back(shown(held), ""), DeskCell("other", "A1", "Normal", number_format)) == held
    assert taken(put_back(5, "A1*2"), DeskCell()).formula == "A1*2"


@given(TEXTS)
def test_an_apostrophe_guards_every_text_that_could_be_taken_otherwise_and_few_others(text: str) -> None:
    if text and may_be_taken_otherwise(text):
        assert typed_text(text) == f"'{text}"
    if not any(letter.isdigit() or letter in "=+-@'#" for letter in text) and text.strip().casefold() not in ("true", "false"):
        assert typed_text(text) == text


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("2011/12", date(2011, 12, 1), "mmm-yy"),
        ("2012/13", date(2011, 12, 1), "mmm-yy"),
        ("5", 5, GENERAL),
        ("TRUE", True, GENERAL),
        ("#N/A", CellError("#N/A"), GENERAL),
        ("May", "May", GENERAL),
    ],
)
def test_the_stand_in_takes_texts_as_excel_does(text: str, value: Value, number_format: str) -> None:
    after = taken(text, DeskCell())
    assert (shown(after), after.number_format) == (value, number_format)
    assert taken(text, DeskCell(number_format=TEXT)).value == text
    assert taken(f"'{text}", DeskCell()) == DeskCell(text)
    assert taken("=A1", DeskCell(number_format=TEXT)) == DeskCell("=A1", "", "Normal", TEXT)
    assert taken(5.0, DeskCell(number_format=TEXT)).value == "5"


def test_the_stand_in_refuses_a_formula_that_is_none() -> None:
    with pytest.raises(ExcelRefuses, match="problem with this formula"):
        taken("-x", DeskCell())


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None),
        ("", None),
        (250000.0, 250000),
        (0.5, 0.5),
        (2.0**60, 2.0**60),
        (7, 7),
        (True, True),
        (datetime(2012, 1, 26, 9, 30), date(2012, 1, 26)),
        (date(2012, 1, 26), date(2012, 1, 26)),
        (Decimal("1.5"), 1.5),
        ("#DIV/0!", CellError("#DIV/0!")),
        ("TBC", "TBC"),
    ],
)
def test_a_value_is_held_as_a_file_holds_it(raw: object, value: Value) -> None:
    held = cell_value(raw)
    assert (held, type(held)) == (value, type(value))


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        ("=A1", [["=A1"]]),
        (None, [[None]]),
        (("a", "b"), [["a", "b"]]),
        ((("a",), ("b",)), [["a"], ["b"]]),
        ([["a", "b"], ["c", "d"]], [["a", "b"], ["c", "d"]]),
    ],
)
def test_what_a_host_answers_is_always_rows(answer: object, rows: list[list[object]]) -> None:
    assert rows_of(answer) == rows


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        (DeskCell(5.0, "A1+A2"), "A1+A2"),
        (DeskCell("=1+1"), ""),
        (DeskCell("="), ""),
        (DeskCell(5.0), ""),
        (DeskCell(), ""),
    ],
)
def test_a_formula_is_told_from_a_text_that_begins_with_an_equals_sign(cell: DeskCell, formula: str) -> None:
    assert formula_in(in_the_bar(cell), shown(cell)) == formula


def patterns() -> SearchStrategy[tuple[Area, frozenset[tuple[int, int]]]]:
    """An area, and some of its cells that are unlike the others."""
    corners = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 6), st.integers(0, 6))
    areas = corners.map(lambda at: Area(at[0], at[1], at[0] + at[2], at[1] + at[3]))
    return areas.flatmap(lambda area: st.tuples(st.just(area), st.frozensets(st.sampled_from(sorted(area.cells)))))


@given(patterns())
def test_an_area_is_cut_into_pieces_that_are_alike_and_cover_it_once(pattern: tuple[Area, frozenset[tuple[int, int]]]) -> None:
    area, odd = pattern

    def ask(piece: Area) -> bool | None:
        told = {cell in odd for cell in piece.cells}
        return told.pop() if len(told) == 1 else None

    pieces = list(uniform(area, ask))
    assert sorted(cell for piece, _ in pieces for cell in piece.cells) == sorted(area.cells)
    assert {cell for piece, is_odd in pieces if is_odd for cell in piece.cells} == odd


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Content(), Content(""), True),
        (Content(), Content(0.0), False),
        (Content(0), Content(0.0), True),
        (Content(5, "A1"), Content(6, "A1"), True),
        (Content(5), Content(5, "A1"), False),
        (Content(True), Content(1.0), False),
        (Content("5"), Content(5.0), False),
    ],
)
def test_a_nought_a_blank_and_a_truth_are_three_contents(one: Content, other: Content, same: bool) -> None:
    assert one.is_still(other) is same


def action(func: str, values: list[list[object]] | None = None, cell: tuple[int, int] = (11, 0)) -> dict[str, object]:
    """An action on the tab Highways as the engine takes it down, rows and columns counted from nought."""
    at = {"start_row": cell[0], "start_column": cell[1], "row_count": 1, "column_count": 1}
    return {"func": func, "args": [False], "values": values, "sheet_position": 2, **at}


@pytest.mark.parametrize(
    ("func", "cell", "typed", "error"),
    [
        ("setFormula", (11, 6), "2011/12", "Highways!G12 would make something else of “2011/12”"),
        ("setFormula", (11, 6), "-x", "Highways!G12 would make something else of “-x”"),
        ("setFormula", (10, 6), "=A1", "Highways!G11 is of text format and would show the formula =A1"),
        ("setFormula", (10, 6), 5.0, "Highways!G11 is of text format and would make a text of 5.0"),
        ("setValues", (11, 6), "TBC", "an action we do not emit: setValues"),
    ],
)
def test_the_replayer_refuses_what_excel_would_take_otherwise(
    func: str, cell: tuple[int, int], typed: object, error: str, tracker_2012: bytes
) -> None:
    with pytest.raises(AssertionError, match=error):
        replayed(tracker_2012, [action(func, [[typed]], cell)])


def test_the_replayer_takes_what_excel_would_take_as_it_is_meant(tracker_2012: bytes) -> None:
    typed = {(11, 6): "'2011/12", (10, 6): "2011/12", (11, 7): "=G12", (11, 8): 5.0, (11, 9): None}
    left = replayed(tracker_2012, [action("setFormula", [[given]], cell) for cell, given in typed.items()])
    grid = FileBook(left).read("Highways")
    assert [grid.value(row + 1, column + 1) for row, column in typed] == ["2011/12", "2011/12", None, 5, None]
    assert grid.formula(12, 8) == "G12"


def test_rows_the_remote_host_shows_are_shown(tracker_2012: bytes) -> None:
    hidden = replayed(tracker_2012, [{**action("setRowHidden"), "args": [True]}])
    assert FileBook(hidden).read("Highways").hidden_rows == {12}
    book = remote_book(hidden)
    book.host.show_all(book.book.sheets["Highways"].range((1, 1), (12, 3)))
    assert FileBook(replayed(hidden, actions_of(book))).read("Highways").hidden_rows == frozenset()
