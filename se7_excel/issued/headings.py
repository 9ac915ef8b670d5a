"""What the headings of an issued table say each column holds."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Protocol

from se7_excel.errors import UnreadableTable, UnreadableYear
from se7_excel.savings.years import FinancialYear

YEAR = re.compile(r"(?<![\d/])(?:\d{4}\s*[/\-–]\s*(?:\d{4}|\d{2})|\d{2}\s*/\s*\d{2})(?![\d/])")
UNIT = re.compile(r"£\s*['’]?(?:000s?|k|mn?|millions?|thousands?|bn|billions?)(?![\w,])|£(?!\s*[\w.,'’])", re.IGNORECASE)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
BESIDE_A_YEAR = re.compile(
    r"\b(?:year|end(?:ing|ed)?|fy|forecast|actuals?|estimated?|budget|plan(?:ned)?|projected|savings?|own|annual|cumulative|in)\b"
    r"|[()*†‡:,.]|\[(?:note\s*)?\w{1,3}\]",
    re.IGNORECASE,
)
PER_CENT = re.compile(r"%|\bper ?cent|\bshare\b", re.IGNORECASE)
TOTAL = re.compile(r"(?:grand |overall |cumulative )?total\b|sum$|all years$", re.IGNORECASE)
NUMBERED = re.compile(r"(?:year|yr|y)?\s*(\d{1,2})|(?:19|20)\d\d", re.IGNORECASE)
WORKSTREAMS = re.compile(r"work ?streams?|projects?|themes?|programmes?|services?|areas?|fields?", re.IGNORECASE)
PARTIES = re.compile(r"part(?:y|ies)|authorit(?:y|ies)|councils?|partners?|organisations?|who", re.IGNORECASE)
LINES = re.compile(r"lines?|savings?|schemes?|descriptions?|measures?|items?", re.IGNORECASE)
NOTES = re.compile(r"notes?|comments?|remarks?", re.IGNORECASE)


class Kind(Enum):
    """What a column holds."""

    WORKSTREAM = "workstream"
    PARTY = "party"
    LINE = "line"
    YEAR = "year"
    CUMULATIVE = "cumulative"
    TOTAL = "total"
    PER_CENT = "per cent"
    NOTE = "note"
    OTHER = "other"


WORDED = (Kind.OTHER, Kind.LINE)
NAMED_KINDS = ((WORKSTREAMS, Kind.WORKSTREAM), (PARTIES, Kind.PARTY), (LINES, Kind.LINE), (NOTES, Kind.NOTE))


class Said(Protocol):
    """A cell: its text and where it stands."""

    @property
    def text(self) -> str:
        """The words of the cell."""
        ...

    @property
    def where(self) -> str:
        """Where the cell stands."""
        ...


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading, where it stands, what it heads, and the unit it names, if any."""

    column: int
    text: str
    where: str
    kind: Kind
    year: FinancialYear | None = None

    @property
    def is_figure(self) -> bool:
        """Whether amounts stand in this column."""
        return self.kind in (Kind.YEAR, Kind.CUMULATIVE, Kind.TOTAL)

    @property
    def units(self) -> tuple[str, ...]:
        """The units its words name."""
        return tuple(UNIT.findall(self.text))


def headings_of(row: Mapping[int, Said], first_year: str = "") -> tuple[Heading, ...]:
    """The headings of a boxhead, or nothing where the row is none; `first_year` names the years headings only count."""
    if len(row) < 2 or not (first_year or any(YEAR.search(cell.text) or ISO_DAY.fullmatch(cell.text) for cell in row.values())):
        return ()
    found = [_heading(column, row[column]) for column in sorted(row)]
    if first_year and not any(each.kind is Kind.YEAR for each in found):
        found = _counted(found, FinancialYear.parse(first_year))
    if not any(each.kind is Kind.YEAR for each in found):
        return ()
    return _with_workstreams(found)


def names_no_year(row: Mapping[int, Said]) -> bool:
    """Whether the row heads a table whose years are only counted: Year 1, Year 2, or 2011, 2012."""
    texts = [row[column].text for column in sorted(row)]
    counted = [text for text in texts if NUMBERED.fullmatch(text)]
    worded = any(WORKSTREAMS.fullmatch(text) or TOTAL.match(text) for text in texts)
    return len(texts) > len(counted) > 0 and (worded or any(not text.isdigit() for text in counted))


def joined_headings(headings: tuple[Heading, ...], rows: Sequence[Mapping[int, Said]]) -> tuple[tuple[Heading, ...], int]:
    """The headings with what a second row of headings adds, such as £000 or %, and how many rows that took up."""
    second = rows[0] if rows else {}
    known = {each.column: each for each in headings}
    adds = [cell.text for cell in second.values()]
    if not adds or not all(_is_addition(text) for text in adds):
        return headings, 0
    joined = dict(known)
    for column, cell in second.items():
        before = known.get(column)
        text = f"{before.text} {cell.text}" if before else cell.text
        kept = before and not PER_CENT.search(cell.text)
        joined[column] = replace(before, text=text) if before and kept else _per_cent(column, text, cell)
    return tuple(joined[column] for column in sorted(joined)), 1


def sorted_years(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The columns of years in time; raises `UnreadableTable` where one stands twice or one is left out between them."""
    years = sorted((each for each in headings if each.year), key=lambda each: each.year or FinancialYear(0))
    for before, after in pairwise(years):
        if before.year == after.year:
            raise UnreadableTable(
                f"{after.where}: the year {after.year} heads two columns, “{before.text}” and “{after.text}”; leave one out"
            )
        if before.year and after.year and after.year.start != before.year.start + 1:
            raise UnreadableTable(f"{after.where}: between {before.year} and {after.year} a year is missing; give it a column")
    return tuple(years)


def _heading(column: int, cell: Said) -> Heading:
    text = cell.text
    if PER_CENT.search(text):
        return Heading(column, text, cell.where, Kind.PER_CENT)
    year = _year(text)
    if year:
        rest = re.sub(r"\([^)]*\)", " ", text).casefold()
        return Heading(column, text, cell.where, Kind.CUMULATIVE if "cumulative" in rest else Kind.YEAR, year)
    if TOTAL.match(text):
        return Heading(column, text, cell.where, Kind.TOTAL)
    bare = UNIT.sub(" ", text).strip(" ():")
    return Heading(column, text, cell.where, next((kind for words, kind in NAMED_KINDS if words.fullmatch(bare)), Kind.OTHER))


def _year(text: str) -> FinancialYear | None:
    """The financial year a heading names, with nothing beside it but words such as year end, forecast or £000."""
    if ISO_DAY.fullmatch(text):  # Excel makes a day of 2011/12
        return _understood(text)
    found = YEAR.findall(text)
    if len(found) != 1 or re.sub(r"[\W_]", "", BESIDE_A_YEAR.sub(" ", UNIT.sub(" ", YEAR.sub(" ", text)))) or "_" in text:
        return None
    return _understood(found[0])


def _understood(text: str) -> FinancialYear | None:
    with suppress(UnreadableYear, ValueError):
        return FinancialYear.parse(date.fromisoformat(text) if ISO_DAY.fullmatch(text) else text)
    return None


def _counted(found: list[Heading], first: FinancialYear) -> list[Heading]:
    numbered = [each for each in found if NUMBERED.fullmatch(each.text)]
    years = {each.column: FinancialYear(first.start + step) for step, each in enumerate(numbered)}
    return [replace(each, kind=Kind.YEAR, year=years[each.column]) if each.column in years else each for each in found]


def _with_workstreams(found: list[Heading]) -> tuple[Heading, ...]:
    """The headings once the first column of words is the workstreams', whatever it is headed, and a second one the parties'.

    Only a column without a heading is the parties' by its place: its words still have to be names of parties.
    """
    first = min(each.column for each in found if each.year)
    known = {each.column: each for each in found}
    wanted = [kind for kind in (Kind.WORKSTREAM, Kind.PARTY) if not any(each.kind is kind for each in found)]
    for column in range(1, first):
        if not wanted or (column in known and (wanted[0] is Kind.PARTY or known[column].kind not in WORDED)):
            continue
        named = known.get(column, Heading(column, "", found[0].where, Kind.OTHER))
        known[column] = replace(named, kind=wanted.pop(0))
    return tuple(known[column] for column in sorted(known))


def _per_cent(column: int, text: str, cell: Said) -> Heading:
    return Heading(column, text, cell.where, Kind.PER_CENT if PER_CENT.search(text) else Kind.OTHER)


def _is_addition(text: str) -> bool:
    return bool(UNIT.fullmatch(text.strip(" ()")) or PER_CENT.fullmatch(text.strip(" ()")))
