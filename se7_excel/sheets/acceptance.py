"""Findings accepted in the workbook: who answers for them, since when and why, for as long as the figures stay the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from se7_excel.errors import MissingHeading, UnreadableDay
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.checks.sharing import day as in_words
from se7_excel.savings.money import ZERO, Amount, Gap
from se7_excel.savings.programme import Place
from se7_excel.sheets import schema
from se7_excel.sheets.dates import day_in
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.locate import Found, find_table

LENGTH = 8
QUOTED = re.compile(r"−?£\d[\d,]*(?:\.\d+)?(?:k|m|bn)?\b|\d[\d,]*(?:\.\d+)? ?%")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One row of the Accepted tab, in words as Checks repeats them."""

    mark: str
    who: str
    when: str
    why: str
    place: Place

    def __str__(self) -> str:
        return f"{self.who}, {self.when}: {self.why}"


def mark_of(finding: Finding) -> str:
    """The mark by which a finding is accepted: of its code, its place and every figure behind it, not of its wording.

    The sums of money and percentages its sentence quotes count among the figures, so that none can be forgotten. Eight
    letters, because Excel makes a number of what looks like one.
    """
    told = (finding.code, finding.place, finding.workstream, finding.party, finding.year)
    figures = (finding.expected, finding.found, finding.difference, *finding.rests_on)
    quoted = sorted(set(QUOTED.findall(finding.message)))
    text = "\t".join(_written(each) for each in (*told, *figures, *quoted))
    return "".join(chr(ord("a") + byte % 26) for byte in sha256(text.encode()).digest()[:LENGTH])


def read_acceptances(grid: Grid | None) -> Mapping[str, Acceptance]:
    """The rows of the Accepted tab by their marks; none where there is no such tab or no table on it yet.

    Raises `UnreadableCell` for a row that does not say who accepts the finding, since when, and why.
    """
    if grid is None:
        return {}
    try:
        table = find_table(grid, schema.headings(schema.ACCEPTED_COLUMNS))
    except MissingHeading:
        if schema.ACCEPTED_TABLE in grid.areas:
            raise
        return {}
    rows = (_acceptance(table, row) for row in table.rows)
    return {each.mark: each for each in rows}


def with_acceptances(findings: tuple[Finding, ...], accepted: Mapping[str, Acceptance]) -> tuple[Finding, ...]:
    """The findings, those accepted with what the workbook says of it."""
    if not accepted:
        return findings
    marks = ((finding, accepted.get(mark_of(finding))) for finding in findings)
    return tuple(replace(finding, accepted=str(known)) if known else finding for finding, known in marks)


def unmatched(findings: tuple[Finding, ...], accepted: Mapping[str, Acceptance]) -> tuple[Place, ...]:
    """The marks on the Accepted tab that none of these findings bears: mistyped, or a figure behind one has changed."""
    marks = {mark_of(finding) for finding in findings} if accepted else set()
    return tuple(each.place for mark, each in accepted.items() if mark not in marks)


def unmatched_said(marks: tuple[Place, ...]) -> str:
    """The unmatched marks in a sentence; nothing where there are none."""
    if not marks:
        return ""
    count = "1 acceptance matches" if len(marks) == 1 else f"{len(marks)} acceptances match"
    return f"{count} no finding any more: {', '.join(map(str, marks))}"


def _acceptance(table: Found, row: int) -> Acceptance:
    for heading in schema.headings(schema.ACCEPTED_COLUMNS):
        if not table.text(row, heading):
            raise table.unreadable(
                row, heading, "an accepted finding needs its mark from Checks, who accepts it, since when, and why; fill this in"
            )
    try:
        when = in_words(day_in(table.value(row, schema.ACCEPTED_ON)))
    except UnreadableDay as error:
        raise table.unreadable(row, schema.ACCEPTED_ON, str(error)) from None
    who, why = table.text(row, schema.ACCEPTED_BY), table.text(row, schema.WHY)
    return Acceptance(table.text(row, schema.MARK).casefold(), who, when, why, table.place(row, schema.MARK))


def _written(each: Place | Amount | str | None) -> str:
    """A part of a mark as text, an amount the same however many noughts its host gave it."""
    if isinstance(each, Decimal):
        return f"{each.normalize() + ZERO:f}"
    return "" if each is None else each.value if isinstance(each, Gap) else str(each)
