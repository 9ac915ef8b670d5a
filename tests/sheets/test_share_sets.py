"""The Shares tab: sets by the day they hold from, read strictly, and numbers in per cent that cannot be misread."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.errors import MissingHeading, UnreadableCell
from se7_excel.sample import AUTHORITIES, sample_programme
from se7_excel.savings.programme import Party, Place, ShareSet
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Grid
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.share_sets import read_share_sets
from tests.notation import EAST_SUSSEX, KENT, SURREY, programme
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, retyped

TOLD = programme("Waste\n  SE7  1m")
APRIL, NEXT_APRIL = date(2011, 4, 1), date(2012, 4, 1)
HEADINGS = dict(zip("ABCD", schema.headings(schema.SHARE_COLUMNS), strict=True))
EMPTY = Grid(schema.SHARES, {1: dict(enumerate(HEADINGS.values(), 1))}, areas={schema.SHARES_TABLE: Area(1, 1, 2, 4)})
EMPTY = replace(EMPTY, totals_rows={schema.SHARES_TABLE: 0})
ROWS = (("East Sussex", APRIL, 33.33), ("KCC", APRIL, 33.33), ("Surrey County Council", APRIL, 33.34))
FILLED: dict[str, Typed] = {
    f"{letter}{row}": value for row, cells in enumerate(ROWS, 2) for letter, value in zip("ABC", cells, strict=True)
}


def read(cells: dict[str, Typed] | None = None, grid: Grid = EMPTY) -> tuple[ShareSet, ...]:
    return read_share_sets(retyped(grid, {**FILLED, **(cells or {})}), TOLD)


def held(sets: tuple[ShareSet, ...]) -> list[tuple[date, list[tuple[Party, str]]]]:
    return [(each.from_, [(party, str(share)) for party, share in each.shares]) for each in sets]


def test_rows_of_one_day_make_a_set_whatever_form_of_its_name_an_authority_has() -> None:
    (found,) = read()
    assert held((found,)) == [(APRIL, [(EAST_SUSSEX, "33.33"), (KENT, "33.33"), (SURREY, "33.34")])]
    assert (found.total, found.place) == (100, Place("Shares", "C2"))


def test_sets_stand_in_the_order_of_their_days_however_the_rows_are_mixed() -> None:
    found = read({"B2": NEXT_APRIL, "A5": "East Sussex", "B5": date(2010, 4, 1), "C5": 100})
    assert [each.from_ for each in found] == [date(2010, 4, 1), APRIL, NEXT_APRIL]
    assert [str(each.place) for each in found] == ["Shares!C5", "Shares!C3", "Shares!C2"]


def test_columns_may_stand_in_another_order_and_further_down() -> None:
    rows = {5: {2: "Share in per cent", 4: "From", 5: "Note", 7: "Authority"}, 6: {2: 100, 4: APRIL, 7: "Kent"}}
    assert held(read_share_sets(Grid("Shares", rows), TOLD)) == [(APRIL, [(KENT, "100")])]


@pytest.mark.parametrize("grid", [None, Grid("Shares"), Grid("Shares", {1: {1: "Our shares"}}), EMPTY])
def test_without_tab_table_or_rows_there_is_no_set(grid: Grid | None) -> None:
    assert read_share_sets(grid, TOLD) == ()


def test_a_plain_range_without_notes_is_read_too() -> None:
    rows = {1: {1: "Authority", 2: "From", 3: "Share in per cent"}, 2: {1: "Kent", 2: APRIL, 3: 100}}
    assert held(read_share_sets(Grid("Shares", rows), TOLD)) == [(APRIL, [(KENT, "100")])]


def test_a_plain_range_with_a_heading_amiss_is_not_passed_over() -> None:
    rows = {1: {1: "Authority", 2: "From", 3: "Share"}, 2: {1: "Kent", 2: APRIL, 3: 100}}
    with pytest.raises(MissingHeading, match="the heading “Share in per cent” is missing; put it back above its column"):
        read_share_sets(Grid("Shares", rows), TOLD)


def test_a_table_that_lost_a_heading_is_no_table_without_shares() -> None:
    with pytest.raises(MissingHeading, match="the heading “From” is missing"):
        read({"B1": "Since"})


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        (14.29, "14.29"),
        (14, "14"),
        (0, "0"),
        (0.5, "0.5"),
        (100, "100"),
        (14.285714, "14.285714"),
        (42.87 / 3, "14.29"),
        ("14.29", "14.29"),
        ("14.29 %", "14.29"),
        ("14.29%", "14.29"),
        (" 14.29 per cent", "14.29"),
        (".5", "0.5"),
    ],
)
def test_a_plain_number_is_per_cent_and_a_text_may_carry_its_sign(typed: Typed, share: str) -> None:
    assert held(read({"C4": typed}))[0][1][2] == (SURREY, share)


@pytest.mark.parametrize("cells", [{"C2": 0.3333, "C3": 0.3333, "C4": 0.3334}, {"C2": 0.3, "C3": 0.3, "C4": 0.31}])
def test_shares_typed_with_a_per_cent_sign_are_refused_with_the_remedy(cells: dict[str, Typed]) -> None:
    with pytest.raises(UnreadableCell) as refused:
        read(cells)
    assert str(refused.value).startswith("Shares!C2: the shares from 1 April 2011 come to ")
    assert str(refused.value).endswith("give the cells the format Number and type 14.29 for 14.29 %")


def test_small_shares_beside_large_ones_are_what_they_say() -> None:
    assert held(read({"C2": 0.41, "C3": 0.5, "C4": 99.09}))[0][1][0] == (EAST_SUSSEX, "0.41")


REFUSED: dict[str, tuple[dict[str, Typed], str]] = {
    "an unknown authority": (
        {"A3": "Essex"},
        "Shares!A3: “Essex” is no authority listed on Settings; name one of East Sussex, Kent, Surrey",
    ),
    "no authority": ({"A3": None}, "Shares!A3: a blank cell is no authority listed on Settings"),
    "the partnership": (
        {"A3": "South East Seven"},
        "Shares!A3: “South East Seven” is the partnership, whose whole is",
    ),
    "an authority twice": ({"A4": "Kent"}, "Shares!A4: “Kent” has two shares from 1 April 2011; leave one, or correct a date"),
    "no day": ({"B3": None}, "Shares!B3: a blank cell is no date; type it as 26/01/2012, the day the share holds from"),
    "a text for a day": ({"B3": "1 April"}, "Shares!B3: “1 April” is no date; type"),
    "a number for a day": ({"B3": 41000}, "Shares!B3: “41000” is a number and no date; give the cell"),
    "an error for a day": ({"B3": CellError("#N/A")}, "Shares!B3: “#N/A” is no date; type"),
    "a day without a value": ({"B3": "=TODAY()"}, "Shares!B3: the formula carries no value; open the file in Excel"),
    "no share": ({"C3": None}, "Shares!C3: a blank cell is no share from 0 to 100 in per cent; type a plain number"),
    "words": ({"C3": "a third"}, "Shares!C3: “a third” is no share"),
    "a comma": ({"C3": "33,33"}, "Shares!C3: “33,33” is no share"),
    "money": ({"C3": "£33"}, "Shares!C3: “£33” is no share"),
    "less than nothing": ({"C3": -0.01}, "Shares!C3: “-0.01” is no share from 0 to 100"),
    "more than all": ({"C3": 100.01}, "Shares!C3: “100.01” is no share from 0 to 100"),
    "yes": ({"C3": True}, "Shares!C3: “True” is no share"),
    "an error": ({"C3": CellError("#DIV/0!")}, "Shares!C3: “#DIV/0!” is no share"),
    "a formula without a value": ({"C3": "=100/3"}, "Shares!C3: the formula carries no value; open the file in Excel"),
    "a seventh": ({"C3": ("=100/7", 100 / 7)}, "Shares!C3: the share 14.2857142857143 is finer than 6 decimals"),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_would_have_to_be_guessed_is_refused_with_its_cell(cells: dict[str, Typed], said: str) -> None:
    with pytest.raises(UnreadableCell, match=re.escape(said)):
        read(cells)


@given(st.lists(st.integers(0, 10**8), min_size=3, max_size=3))
def test_any_share_of_up_to_six_decimals_is_read_exactly(millionths: list[int]) -> None:
    wanted = [Decimal(each).scaleb(-6) for each in millionths]
    total = sum(wanted)
    cells = {f"C{row}": float(each) for row, each in enumerate(wanted, 2)}
    if Decimal("0.9") <= total <= Decimal("1.1"):
        return
    assert [share for _, share in read(cells)[0].shares] == wanted


def test_a_made_tracker_gives_its_sets_back() -> None:
    sets = tuple(
        ShareSet(day, tuple(zip(AUTHORITIES, map(Decimal, shares), strict=True)))
        for day, shares in ((APRIL, ["14.29"] * 6 + ["14.26"]), (NEXT_APRIL, ["40", "10", "10", "10", "10", "10", "10"]))
    )
    made = make_tracker(replace(sample_programme(), share_sets=sets), date(2012, 1, 26))
    read_back = read_tracker(FileBook(made)).programme.share_sets
    assert [(each.from_, each.shares) for each in read_back] == [(each.from_, each.shares) for each in sets]


def test_a_new_tracker_declares_no_shares_and_has_the_tab_for_them(tracker_book: FileBook) -> None:
    assert read_tracker(tracker_book).programme.share_sets == ()
    assert schema.SHARES in tracker_book.tabs()
    assert schema.SHARES_TABLE in tracker_book.read(schema.SHARES).totals_rows


def test_a_tracker_without_the_tab_is_read_as_before(tracker_book: FileBook) -> None:
    older = PaperBook([tracker_book.read(tab) for tab in tracker_book.tabs() if tab != schema.SHARES])
    assert read_tracker(older).programme == read_tracker(tracker_book).programme
