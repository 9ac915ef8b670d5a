"""Findings accepted in the workbook: who answers for them, since when and why, for as long as the figures stay the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from se7_excel.errors import MissingHeading
from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets import schema
from se7_excel.sheets.grid import Grid, shown
from se7_excel.sheets.locate import Found, find_table

LENGTH = 8


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One row of the Accepted tab, in words as Checks repeats them."""

    mark: str
    who: str
    when: str
    why: str

    def __str__(self) -> str:
        return f"{self.who}, {self.when}: {self.why}"


def mark_of(finding: Finding) -> str:
    """The mark by which a finding is accepted: of its code, its place and the figures behind it, not of its wording.

    Eight letters, because Excel makes a number of what looks like one.
    """
    told = (finding.code, finding.place, finding.workstream, finding.party, finding.year)
    figures = (finding.expected, finding.found, finding.difference)
    text = "\t".join("" if each is None else str(each) for each in (*told, *figures))
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


def _acceptance(table: Found, row: int) -> Acceptance:
    for heading in schema.headings(schema.ACCEPTED_COLUMNS):
        if not table.text(row, heading):
            raise table.unreadable(
                row, heading, "an accepted finding needs its mark from Checks, who accepts it, since when, and why; fill this in"
            )
    when = table.value(row, schema.ACCEPTED_ON)
    return Acceptance(
        table.text(row, schema.MARK).casefold(),
        table.text(row, schema.ACCEPTED_BY),
        f"{when.day} {when:%B %Y}" if isinstance(when, date) else shown(when),
        table.text(row, schema.WHY),
    )
