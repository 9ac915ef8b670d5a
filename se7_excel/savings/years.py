"""Financial years: 1 April to 31 March, written `2011/12`."""

import re
from dataclasses import dataclass
from datetime import date

from se7_excel.errors import UnreadableYear

WRITTEN = re.compile(r"(?P<first>\d{4}|\d{2})\s*[/\-–]\s*(?P<second>\d{4}|\d{2})(?:\s+year\s+end)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year that starts on 1 April of `start`; ordered by time, printed as `2011/12`."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02}"

    @classmethod
    def parse(cls, written: object) -> "FinancialYear":
        """The year meant by `2011/12`, `2011-12`, `11/12` or by the date Excel made of one of them.

        Raises `UnreadableYear` for anything else, two years that do not follow each other included.
        """
        start = _from_date(written) if isinstance(written, date) else _from_text(str(written))
        if start is None:
            raise UnreadableYear(f"“{written}” is not a financial year; write it as 2011/12")
        return cls(start)


def span(first: FinancialYear, count: int) -> tuple[FinancialYear, ...]:
    """`count` consecutive financial years beginning with `first`."""
    return tuple(FinancialYear(first.start + step) for step in range(count))


def in_words(years: tuple[FinancialYear, ...]) -> str:
    """The first and the last of the years: `2011/12 to 2014/15`."""
    return f"{years[0]} to {years[-1]}"


def _from_text(text: str) -> int | None:
    found = WRITTEN.fullmatch(" ".join(text.split()))
    if not found:
        return None
    first = int(found["first"]) + (2000 if len(found["first"]) == 2 else 0)
    second = int(found["second"])
    follows = first + 1 if len(found["second"]) == 4 else (first + 1) % 100
    return first if second == follows else None


def _from_date(day: date) -> int | None:
    """Excel reads `2011/12` as 1 December 2011, `12/13` as 1 December 2013, and `11/12` as a day of this year.

    That day is 11 December in Britain and 12 November in the United States.
    """
    if day.day == 1 and day.month == (day.year + 1) % 100:
        return day.year
    if day.day == 1 and day.month == (day.year - 1) % 100:
        return day.year - 1
    if day.month == day.day + 1:
        return 2000 + day.day
    if day.day == day.month + 1:
        return 2000 + day.month
    return None
