"""A finding as scripts read it, the same in every JSON report (docs/json.md)."""

from decimal import Decimal

from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets.acceptance import mark_of


def finding_shape(finding: Finding) -> dict[str, str | None]:
    """The finding by its parts; amounts are decimal strings in pounds, what does not apply is null."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "workstream": finding.workstream or None,
        "party": finding.party or None,
        "year": finding.year or None,
        "tab": place.tab if place else None,
        "cell": place.cell if place else None,
        "message": finding.message,
        "expected": plain(finding.expected),
        "found": plain(finding.found),
        "difference": plain(finding.difference),
        "mark": mark_of(finding),
        "accepted": finding.accepted or None,
    }


def plain(value: Decimal | str | None) -> str | None:
    """An amount in pounds and pence as a decimal string; words as they are."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value
