"""Days as cells hold them: dates, and text that can mean one day only."""

import re
from datetime import date

from se7_excel.errors import UnreadableDay
from se7_excel.sheets.grid import Value, quoted_or_blank, shown

NUMBERED = re.compile(r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})", re.ASCII)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
IN_WORDS = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+),? (?P<year>\d{4})", re.ASCII)
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORT = 3
TYPE_IT = "type it as 26/01/2012"


def day_in(value: Value) -> date:
    """The day a cell holds, typed as a date or as text: 26/01/2012, 2012-01-26 or 26 January 2012.

    Text is read the British way, the day first. Raises `UnreadableDay` for anything that would have to be guessed.
    """
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise UnreadableDay(f"“{shown(value)}” is a number and no date; give the cell the format Date, or {TYPE_IT}")
    text = " ".join(shown(value).split())
    parts = _parts(text.casefold())
    if parts is None:
        raise UnreadableDay(f"{quoted_or_blank(text)} is no date; {TYPE_IT}")
    try:
        return date(*parts)
    except ValueError:
        raise UnreadableDay(f"“{text}” is no day of the calendar; {TYPE_IT}") from None


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text in one of the forms we know."""
    found = NUMBERED.fullmatch(text) or ISO.fullmatch(text)
    if found:
        return int(found["year"]), int(found["month"]), int(found["day"])
    found = IN_WORDS.fullmatch(text)
    month = _month(found["month"]) if found else 0
    return (int(found["year"]), month, int(found["day"])) if found and month else None


def _month(word: str) -> int:
    """The number of the month, written out or by its first three letters; 0 for no month."""
    known = (number for number, name in enumerate(MONTHS, 1) if word in (name, name[:SHORT], "sept" if number == 9 else name))
    return next(known, 0)
