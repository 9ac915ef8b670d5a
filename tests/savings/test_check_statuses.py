"""C23: whether figures are known to be forecast or actual, and whether they can be what they are said to be."""

from dataclasses import replace
from datetime import date

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.checks.statuses import status_known
from se7_excel.savings.programme import Status
from se7_excel.savings.stated import Stated
from tests.notation import programme

WARN, INFO = Severity.WARN, Severity.INFO
ACTUAL, FORECAST = Status.ACTUAL, Status.FORECAST


def with_statuses(text: str, *statuses: Status | None, on: date | None = None) -> list[Finding]:
    """The findings of C23 on one workstream whose lines in their order declare these."""
    (workstream,) = (told := programme(text)).workstreams
    lines = tuple(replace(line, status=status) for line, status in zip(workstream.lines, statuses, strict=True))
    return list(status_known(replace(told, report_date=on, workstreams=(replace(workstream, lines=lines),)), Stated()))


def test_no_status_is_declared_in_2012() -> None:
    found = list(status_known(sample_programme(), Stated()))
    assert [each.workstream for each in found] == [each.name for each in sample_programme().workstreams]
    assert {(each.code, each.severity) for each in found} == {("C23", INFO)}
    assert all("2 of 2 lines do not say" in each.message and "forecasts until the year ends" in each.message for each in found)


def test_lines_without_a_status_are_counted_among_those_that_state_anything() -> None:
    (found,) = with_statuses("Waste\n  SE7  1m\n  Kent  1m\n  Kent  _\n  Surrey  –", Status.FORECAST, None, None, None)
    assert "2 of 3 lines do not say" in found.message


def test_a_workstream_whose_lines_all_say_passes() -> None:
    assert with_statuses("Waste\n  SE7  1m\n  Kent  1m", Status.FORECAST, Status.ACTUAL) == []
    assert with_statuses("Waste\n  SE7  _", None) == []


def test_lines_that_say_actual_for_years_still_running_are_named() -> None:
    text = "Waste\n  SE7  1m  1m  –\n  Kent  1m  2m  1m\n  Surrey  1m  –  0"
    (found,) = with_statuses(text, ACTUAL, ACTUAL, ACTUAL, on=date(2012, 4, 1))
    assert (found.code, found.severity, found.workstream, found.expected) == ("C23", WARN, "Waste", "forecast")
    assert "2 lines say actual, yet 2012/13, 2013/14 had not ended by the report of 1 April 2012" in found.message
    assert "(SE7, “SE7 line”; Kent, “Kent line”)" in found.message


@pytest.mark.parametrize(("day", "count"), [(date(2012, 3, 31), 1), (date(2012, 4, 1), 0)])
def test_a_year_has_ended_on_the_first_of_april(day: date, count: int) -> None:
    assert len(with_statuses("Waste\n  SE7  1m", ACTUAL, on=day)) == count


def test_a_year_that_has_ended_and_still_says_forecast_is_worth_knowing() -> None:
    (found,) = with_statuses("Waste\n  SE7  1m  1m\n  Kent  –  1m", FORECAST, FORECAST, on=date(2012, 6, 1))
    assert (found.severity, found.expected, found.found) == (INFO, "actual", "forecast for 2011/12 on 1")
    assert "1 line says forecast, yet 2011/12 had ended by the report of 1 June 2012" in found.message


def test_without_a_report_date_nobody_can_tell_which_years_have_ended() -> None:
    assert with_statuses("Waste\n  SE7  1m  1m\n  Kent  1m  1m", ACTUAL, FORECAST) == []
