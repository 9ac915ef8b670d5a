"""Financial years as officers write them, as Excel turns them into dates, in order and counted."""

from datetime import date, datetime

import pytest

from se7_excel.errors import UnreadableYear
from se7_excel.savings.years import FinancialYear, span


@pytest.mark.parametrize(
    "written",
    [
        "2011/12",
        "2011-12",
        "2011–12",
        "11/12",
        "11-12",
        "2011/2012",
        " 2011 / 12 ",
        "2011/12 year end",
        "2011/12\nYear End",
        "2011/12\u00a0year end",
    ],
)
def test_a_year_is_known_however_it_is_written(written: str) -> None:
    assert FinancialYear.parse(written) == FinancialYear(2011)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(date(2011, 12, 1), id="2011/12 as year and month"),
        pytest.param(date(2026, 12, 11), id="11/12 as day and month"),
        pytest.param(date(2026, 11, 12), id="11/12 as month and day"),
        pytest.param(datetime(2011, 12, 1, 0, 0), id="2011/12 with a time"),
    ],
)
def test_the_date_excel_makes_of_a_year_is_that_year(made: date) -> None:
    assert FinancialYear.parse(made) == FinancialYear(2011)


@pytest.mark.parametrize(
    ("made", "start"),
    [
        (date(2009, 10, 1), 2009),
        (date(2000, 1, 1), 2000),
        (date(2026, 2, 1), 2001),
        (date(2026, 1, 2), 2001),
        (date(2026, 12, 13), 2012),
    ],
)
def test_dates_made_of_other_years_are_known_too(made: date, start: int) -> None:
    assert FinancialYear.parse(made) == FinancialYear(start)


def test_12_13_typed_in_britain_becomes_december_2013_and_still_means_2012_13() -> None:
    assert FinancialYear.parse(date(2013, 12, 1)) == FinancialYear(2012)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2011",
        "2011/13",
        "2011/11",
        "2011/2013",
        "12/11",
        "2011/12/13",
        "1/2",
        "2011 12",
        "total",
        "Cumulative 2011/12",
        None,
        2011,
    ],
)
def test_what_is_no_financial_year_is_refused(written: object) -> None:
    with pytest.raises(UnreadableYear):
        FinancialYear.parse(written)


@pytest.mark.parametrize("day", [date(2012, 1, 26), date(2011, 4, 1), date(2011, 5, 20)])
def test_an_ordinary_date_is_no_financial_year(day: date) -> None:
    with pytest.raises(UnreadableYear):
        FinancialYear.parse(day)


def test_a_refusal_shows_how_a_year_is_written() -> None:
    with pytest.raises(UnreadableYear, match=r"“2011/13”.*2011/12"):
        FinancialYear.parse("2011/13")


@pytest.mark.parametrize(("start", "text"), [(2011, "2011/12"), (2008, "2008/09"), (1999, "1999/00"), (2099, "2099/00")])
def test_a_year_prints_with_two_digits_after_the_stroke(start: int, text: str) -> None:
    assert str(FinancialYear(start)) == text


@pytest.mark.parametrize("start", range(1990, 2110))
def test_a_printed_year_reads_back_as_itself(start: int) -> None:
    assert FinancialYear.parse(str(FinancialYear(start))) == FinancialYear(start)


def test_years_are_ordered_by_time() -> None:
    assert sorted([FinancialYear(2012), FinancialYear(1999), FinancialYear(2011)]) == [
        FinancialYear(1999),
        FinancialYear(2011),
        FinancialYear(2012),
    ]


def test_a_span_is_unbroken_and_crosses_the_century() -> None:
    assert [str(year) for year in span(FinancialYear(1998), 3)] == ["1998/99", "1999/00", "2000/01"]


def test_a_span_may_be_one_year() -> None:
    assert span(FinancialYear(2011), 1) == (FinancialYear(2011),)
