"""What an action came to, in words for a terminal and as one JSON object for scripts (docs/json.md)."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from se7_excel.actions import CHECK_TOTALS, Outcome
from se7_excel.entrances.file_actions import Saved
from se7_excel.entrances.finding_shape import finding_shape
from se7_excel.entrances.terminal import on_one_line
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.ladder import Rung, ladder
from se7_excel.savings.money import per_cent
from se7_excel.savings.programme import Party
from se7_excel.savings.totals import Total, party_total
from se7_excel.sheets.acceptance import unmatched_said
from se7_excel.sheets.changes import Change, count_by_tab
from se7_excel.sheets.check_report import counted, told
from se7_excel.sheets.log import NO_LOG
from se7_excel.sheets.schema import CHECKS

MOST_CHANGES = 20
MOST_TABS = 12


def in_words(outcome: Outcome, path: Path, saved: Saved, preview: bool) -> str:
    """The report for a person: headline, changes, findings, and where the files lie."""
    lines = [f"{outcome.action.label}: {path.name}", f"  {outcome.headline}", *_changes(outcome, preview)]
    lines.append(f"  Found: {counted(outcome.findings)}")
    if outcome.action is CHECK_TOTALS and outcome.unmatched:
        lines.append(f"  {unmatched_said(outcome.unmatched)}; correct the mark, or delete the row")
    lines += [f"    {told(finding)}" for finding in outcome.findings if _worth_saying(outcome, finding)]
    if saved.path:
        lines.append(f"  Saved: {saved.path}")
    if saved.backup:
        lines.append(f"  The version before is kept as {saved.backup}")
    if saved.unlogged:
        lines.append(f"  {NO_LOG}")
    return "\n".join(lines)


def as_json(outcome: Outcome, path: Path) -> str:
    """The report for a script: action, file, headline, totals, targets, changes and findings."""
    programme = outcome.programme
    shape = {
        "action": outcome.action.command,
        "file": str(path),
        "headline": outcome.headline,
        "totals": {party.name: _party_totals(outcome, party) for party in programme.parties},
        "targets": [_target(rung) for rung in ladder(programme)],
        "changes": [_change(change) for change in outcome.changes],
        "findings": [finding_shape(finding) for finding in outcome.findings],
        "unmatched": [str(place) for place in outcome.unmatched],
    }
    return json.dumps(shape, indent=2)


def _worth_saying(outcome: Outcome, finding: Finding) -> bool:
    """Checking says everything it found, the other actions what fails."""
    return outcome.action is CHECK_TOTALS or finding.fails


def _changes(outcome: Outcome, preview: bool) -> Iterator[str]:
    if not outcome.changes:
        yield "  Nothing to change"
        return
    number = len(outcome.changes)
    counted_tabs = list(count_by_tab(outcome.changes))
    counts = ", ".join(f"{tab} {count}" for tab, count in counted_tabs[:MOST_TABS])
    counts += f" and {len(counted_tabs) - MOST_TABS} more tabs" if len(counted_tabs) > MOST_TABS else ""
    yield f"  {number} cell{'s' if number != 1 else ''} {'would change' if preview else 'changed'}: {counts}"
    telling = [each for each in outcome.changes if each.place.tab != CHECKS and (preview or each.before is not None)]
    for change in telling[:MOST_CHANGES]:
        yield f"    {change.place}: {_quoted(change.before)} → {_quoted(change.after)}"
    if len(telling) > MOST_CHANGES:
        yield f"    and {len(telling) - MOST_CHANGES} more; --json lists them all"


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else on_one_line(text)


def _party_totals(outcome: Outcome, party: Party) -> dict[str, object]:
    totals = party_total(outcome.programme, party)
    years = zip(outcome.programme.years, totals.annual, totals.cumulative, strict=True)
    return {
        "years": {str(year): {"annual": _pounds(own), "cumulative": _pounds(cumulative)} for year, own, cumulative in years},
        "total": _pounds(totals.total),
        "unquantified": totals.total.unquantified,
    }


def _pounds(total: Total) -> str | None:
    return None if total.amount is None else _decimal(total.amount)


def _decimal(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _target(rung: Rung) -> dict[str, str | None]:
    return {
        "horizon": rung.target.horizon,
        "target": _decimal(rung.target.amount),
        "found": _decimal(rung.found),
        "difference": _decimal(rung.variance),
        "percentage": _decimal(per_cent(rung.found, rung.target.amount)) if rung.target.amount else None,
        "found_if_included": _decimal(rung.found_if_included),
    }


def _change(change: Change) -> dict[str, str | None]:
    return {"tab": change.place.tab, "cell": change.place.cell, "before": change.before, "after": change.after}
