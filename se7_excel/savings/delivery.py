"""Whether a year's figure is expected or achieved: until the year has ended it is a forecast, whatever its line says."""

from datetime import date

from se7_excel.savings.programme import Programme, SavingsLine, Status
from se7_excel.savings.years import FinancialYear


def has_ended(year: FinancialYear, day: date) -> bool:
    """Whether the year, which runs to 31 March, is over on this day."""
    return day >= date(year.start + 1, 4, 1)


def still_running(programme: Programme, year: int) -> bool:
    """Whether the year at this index has not ended by the report date; without a report date nobody can tell."""
    return programme.report_date is not None and not has_ended(programme.years[year], programme.report_date)


def status_in(programme: Programme, line: SavingsLine, year: int) -> Status | None:
    """The status of the line's figure for the year at this index: forecast while the year runs, then what the line says."""
    return Status.FORECAST if still_running(programme, year) else line.status
