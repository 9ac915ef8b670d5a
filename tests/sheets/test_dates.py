"""A day is read from a cell's date or from text that can mean one day only; all else is refused with what is wrong with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from se7_excel.errors import UnreadableCell, UnreadableDay
from se7_excel.savings.checks.sharing import day as in_words
from se7_excel.sheets.acceptance import read_acceptances
from se7_excel.sheets.dates import day_in
from se7_excel.sheets.grid import CellError
from tests.sheets.papers import Typed, retyped, sheet

FIRST_OF_APRIL = date(2012, 4, 1)
ACCEPTED = sheet("Mark|Accepted by|On|Why\nabcdefgh|A. Officer|26/01/2012|Cabinet knows", "Accepted")


@pytest.mark.parametrize(
    "text",
    [
        "01/04/2012",
        "1/4/2012",
        "1.4.2012",
        "01-04-2012",
        " 01/04/2012 ",
        "2012-04-01",
        "1 April 2012",
        "1 APR 2012",
        "1st April, 2012",
    ],
)
def test_text_that_can_mean_one_day_only_is_that_day(text: str) -> None:
    assert day_in(text) == FIRST_OF_APRIL


def test_a_date_is_itself() -> None:
    assert day_in(FIRST_OF_APRIL) == FIRST_OF_APRIL


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day_back(day: date) -> None:
    ways = (f"{day:%d/%m/%Y}", day.isoformat(), in_words(day), f"{day.day} {day:%b} {day.year}")
    assert {day_in(each) for each in ways} == {day}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("31/02/2012", "“31/02/2012” is no day of the calendar; type it as 26/01/2012"),
        ("01/26/2012", "“01/26/2012” is no day of the calendar; type it as 26/01/2012"),
        ("2012-13-01", "“2012-13-01” is no day of the calendar; type it as 26/01/2012"),
        ("29 February 2011", "“29 February 2011” is no day of the calendar; type it as 26/01/2012"),
        ("01/04/12", "“01/04/12” is no date; type it as 26/01/2012"),
        ("1 April", "“1 April” is no date; type it as 26/01/2012"),
        ("soon", "“soon” is no date; type it as 26/01/2012"),
        (None, "a blank cell is no date; type it as 26/01/2012"),
        (CellError("#N/A"), "“#N/A” is no date; type it as 26/01/2012"),
        (True, "“True” is no date; type it as 26/01/2012"),
        (40934, "“40934” is a number and no date; give the cell the format Date, or type it as 26/01/2012"),
    ],
)
def test_what_is_no_day_is_refused_with_what_is_wrong(value: Typed, why: str) -> None:
    with pytest.raises(UnreadableDay) as refused:
        day_in(value)
    assert str(refused.value) == why


@given(st.text(alphabet="0123456789/-. aprilAPRILsth,", max_size=14) | st.text())
def test_no_text_is_too_much(text: str) -> None:
    try:
        assert isinstance(day_in(text), date)
    except UnreadableDay as refused:
        assert str(refused)


@pytest.mark.parametrize("typed", ["26/01/2012", "2012-01-26", "26 January 2012", date(2012, 1, 26)])
def test_the_day_of_an_acceptance_is_said_alike_however_it_was_typed(typed: Typed) -> None:
    assert read_acceptances(retyped(ACCEPTED, {"C2": typed}))["abcdefgh"].when == "26 January 2012"


def test_an_acceptance_since_no_day_is_refused_with_its_cell() -> None:
    with pytest.raises(UnreadableCell, match=r"^Accepted!C2: “31/02/2012” is no day of the calendar; type it as 26/01/2012$"):
        read_acceptances(retyped(ACCEPTED, {"C2": "31/02/2012"}))
