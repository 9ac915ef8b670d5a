"""The yearly figures behind the charts: always the same columns, whatever the workstreams."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme, Status
from se7_excel.sheets.page import Content
from se7_excel.sheets.yearly_page import yearly_headings, yearly_page
from tests.notation import programme

MANY = "\n".join(f"W{number}\n  SE7  {size}m" for number, size in enumerate((3, 9, 1, 7, 5, 8, 2, 6), 1))


def rows(told: Programme) -> list[list[Content]]:
    """The rows of the table below its headings."""
    page = yearly_page(told)
    area = page.marks[0].area
    columns = range(1, area.right + 1)
    return [[page.cells[row, column].value for column in columns] for row in range(area.top + 1, area.bottom + 1)]


def test_the_years_of_2012_come_to_the_published_totals() -> None:
    told = rows(sample_programme())
    assert [row[0] for row in told] == ["2011/12", "2012/13", "2013/14", "2014/15"]
    assert [row[7] for row in told] == [17_400_000, 32_550_000, 56_050_000, 83_850_000]
    assert [row[12] for row in told] == [17_400_000, 15_150_000, 23_500_000, 27_800_000]
    assert {row[8] for row in told} == {Decimal(100_000_000)}


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 8])
def test_the_columns_stay_where_they_are(count: int) -> None:
    told = programme("\n".join(MANY.splitlines()[: 2 * count]), "Short term 10m")
    headings = yearly_headings(told)
    assert len(headings) == 13
    assert headings[7:] == (
        "Cumulative total",
        "Target: Short term",
        "Actual",
        "Forecast",
        "Status not declared",
        "In the year",
    )


def test_up_to_six_workstreams_stand_in_the_order_of_the_workbook_and_the_rest_is_explained() -> None:
    told = programme("\n".join(MANY.splitlines()[:8]))
    assert yearly_headings(told)[1:7] == ("W1", "W2", "W3", "W4", "No workstream 5", "No workstream 6")
    assert rows(told)[0][5:7] == ["no workstream", "no workstream"]


def test_of_more_than_six_the_five_largest_stand_alone() -> None:
    told = programme(MANY)
    assert yearly_headings(told)[1:7] == ("W2", "W4", "W5", "W6", "W8", "Other workstreams")
    assert rows(told)[0][6] == 6_000_000


def test_other_workstreams_without_a_figure_are_not_nothing() -> None:
    told = programme("\n".join(f"W{number}\n  SE7  {'1m' if number < 6 else 'TBC'}" for number in range(1, 9)))
    assert rows(told)[0][6] == "not quantified"


def test_a_workstream_named_like_a_heading_is_told_apart() -> None:
    headings = yearly_headings(programme("cumulative total\n  SE7  1\nActual\n  SE7  1\nOther\n  SE7  1"))
    assert headings[1:4] == ("cumulative total (2)", "Actual (2)", "Other")


def test_a_years_own_amounts_are_parted_by_the_status_of_their_lines() -> None:
    told = programme("A\n  SE7  1m  2m\nB\n  SE7  5m  TBC\nC\n  SE7  7m  9m  | level")
    statuses = (Status.ACTUAL, Status.FORECAST, None)
    marked = tuple(
        replace(each, lines=tuple(replace(line, status=status) for line in each.lines))
        for each, status in zip(told.workstreams, statuses, strict=True)
    )
    first, second = rows(replace(told, workstreams=marked))
    assert first[9:] == [1_000_000, 5_000_000, 7_000_000, 13_000_000]
    assert second[9:] == [2_000_000, "none", 2_000_000, 4_000_000]


def test_a_year_that_has_not_ended_by_the_report_date_is_a_forecast_whatever_its_lines_say() -> None:
    told = programme("A\n  SE7  1m  2m\nB\n  SE7  5m  5m")
    marked = tuple(
        replace(each, lines=tuple(replace(line, status=status) for line in each.lines))
        for each, status in zip(told.workstreams, (Status.ACTUAL, None), strict=True)
    )
    first, second = rows(replace(told, workstreams=marked, report_date=date(2012, 4, 1)))
    assert first[9:] == [1_000_000, "none", 5_000_000, 6_000_000]
    assert second[9:] == ["none", 7_000_000, "none", 7_000_000]


def test_a_partnership_without_lines_of_its_own_is_what_its_authorities_are() -> None:
    (only,) = rows(programme("A\n  Kent  1m\n  Surrey  2m"))
    assert (only[1], only[7], only[11], only[12]) == (3_000_000,) * 4


def test_nothing_quantified_is_said_in_words() -> None:
    (only,) = rows(programme("A\n  SE7  TBC"))
    assert [only[1], only[7], *only[8:]] == [
        "not quantified",
        "not quantified",
        "not stated",
        "none",
        "none",
        "none",
        "not quantified",
    ]


def test_each_sum_carries_the_formula_it_comes_from() -> None:
    page = yearly_page(sample_programme())
    assert page.cells[6, 8].formula == 'IF(COUNT(B6:G6)=0,"not quantified",ROUND(SUM(B6:G6),2))'
    assert page.cells[6, 13].formula == 'IF(COUNT(J6:L6)=0,"not quantified",ROUND(SUM(J6:L6),2))'
