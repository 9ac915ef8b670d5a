"""The words of the ribbon's message boxes: what will change, what has changed, what was found, and where to look."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from se7_excel.actions import Outcome
from se7_excel.books.live_book import Disagreement
from se7_excel.entrances.email_words import since_the_last_issue
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.money import exact
from se7_excel.sheets.changes import Change, count_by_tab
from se7_excel.sheets.check_report import counted
from se7_excel.sheets.grid import Value
from se7_excel.sheets.log import NO_LOG
from se7_excel.sheets.schema import CHECKS

if TYPE_CHECKING:
    from se7_excel.entrances.prepare_email import Prepared

MOST_TABS, MOST_CELLS, MOST_FINDINGS, LONGEST = 8, 8, 5, 220
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def question(outcome: Outcome) -> str:
    """What the action will change, and what was typed over calculated cells and would be lost."""
    lost = outcome.typed_over
    cells = "a calculated cell" if len(lost) == 1 else f"{len(lost)} calculated cells"
    lines = [
        f"{_cells(len(outcome.changes))} will change: {_by_tab(outcome.changes)}.",
        "",
        f"Something was typed over {cells}. It will be replaced:",
        *_listed(lost),
        "",
        "Go on?",
    ]
    return "\n".join(lines)


def answer(outcome: Outcome, tells_fails: bool, logged: bool) -> str:
    """What the action came to, in one box: headline, changes, findings that still hold by severity, and where to look."""
    said = outcome.headline
    lines = [f"{said[0].upper()}{said[1:]}.", "", *_changed(outcome), "", f"Found: {counted(outcome.remaining)}."]
    lines += _worst(outcome.remaining)
    if tells_fails:
        lines += ["", f"Where to look: the tab {CHECKS} lists every finding with a link to its cell."]
    if not logged:
        lines += ["", NO_LOG]
    return "\n".join(lines)


def drafted(made: "Prepared", draft: str) -> str:
    """What preparing the e-mail came to: headline, what is new since the last issue, where the draft is, and what to do."""
    outcome, said = made.outcome, made.outcome.headline
    since = tuple(map(_short, since_the_last_issue(made.letter)))
    more = (f"and {len(since) - MOST_CELLS} more, listed in the draft",) if len(since) > MOST_CELLS else ()
    lines = [f"{said[0].upper()}{said[1:]}.", "", f"Version {made.issue}, for {outcome.programme.reporting.name}:"]
    lines += [f"  {each}" for each in (*since[:MOST_CELLS], *more)]
    lines += ["", *_changed(outcome), "", f"Found: {counted(outcome.remaining)}.", *made.warnings, "", draft]
    return "\n".join([*lines, "Save this workbook, so that it remembers the issue."])


def mistrusted(found: tuple[Disagreement, ...]) -> str:
    """The cells of which Excel makes something else than we do, and what to do; nothing where there are none."""
    if not found:
        return ""
    cells = [f"  {each.place}: we {_content(each.ours)}, Excel {_content(each.excels)}" for each in found[:MOST_CELLS]]
    warning = f"DO NOT RELY ON {_cells(len(found)).upper()} YET: Excel comes to something else than we do."
    return "\n".join(["", "", warning, *cells, "Press Ctrl+Alt+F9 to have Excel calculate everything, then Check totals."])


def undone(label: str, when: str, back: int, left: int) -> str:
    """What undoing came to: how many cells were put back, and how many somebody has changed since."""
    if not back:
        return f"Nothing was put back: since “{label}” of {when} something was changed, and pages go back together or not at all."
    lines = [f"{_cells(back)} {'is' if back == 1 else 'are'} as before “{label}” of {when}."]
    if left:
        lines.append(f"{_cells(left)} {'is' if left == 1 else 'are'} left as now: something there was changed since then.")
    return "\n".join(lines)


def _changed(outcome: Outcome) -> Iterator[str]:
    """How many cells changed where, and what stood in the first of those that held something."""
    if not outcome.changes:
        yield "Nothing had to be changed."
        return
    yield f"{_cells(len(outcome.changes))} changed: {_by_tab(outcome.changes)}."
    yield from _listed(tuple(change for change in outcome.changes if change.before is not None))


def _by_tab(found: tuple[Change, ...]) -> str:
    counts = [f"{tab} {count}" for tab, count in count_by_tab(found)]
    more = f" and {len(counts) - MOST_TABS} more tabs" if len(counts) > MOST_TABS else ""
    return ", ".join(counts[:MOST_TABS]) + more


def _listed(found: tuple[Change, ...]) -> Iterator[str]:
    for change in found[:MOST_CELLS]:
        yield f"  {change.place}: {_figure(change.before)} → {_figure(change.after)}"
    if len(found) > MOST_CELLS:
        yield f"  and {len(found) - MOST_CELLS} more"


def _figure(text: str | None) -> str:
    """A cell's content as a person reads it."""
    if text is None:
        return "nothing"
    return exact(Decimal(text)) if NUMBER.fullmatch(text) else text


def _content(value: Value) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return exact(Decimal(repr(value))) if number else f"“{value or ''}”"


def _worst(findings: tuple[Finding, ...]) -> Iterator[str]:
    fails = [finding for finding in findings if finding.fails]
    for finding in fails[:MOST_FINDINGS]:
        yield f"  {finding.code}: {_short(finding.message)}"
    if len(fails) > MOST_FINDINGS:
        yield f"  and {len(fails) - MOST_FINDINGS} more that fail"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"
