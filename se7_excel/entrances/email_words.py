"""What preparing an e-mail came to, in words for a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from se7_excel.actions import PREPARE_EMAIL, Outcome
from se7_excel.sheets.changes import count_by_tab
from se7_excel.sheets.check_report import counted, told

if TYPE_CHECKING:
    from se7_excel.entrances.email_files import EmailFiles

MOST_CELLS = 8
NOTHING_BEFORE = "The tracker records no issue before this one."
NOTHING_CHANGED = "No figure has changed since the last issue."


def email_in_words(email: "EmailFiles") -> str:
    """The report for a person: headline, what has changed since, what is accepted, and where the files lie."""
    made, outcome = email.made, email.outcome
    reporting = outcome.programme.reporting.name
    lines = (
        outcome.headline,
        *_changes(outcome),
        f"Version {made.issue} from the point of view of {reporting}, for {', '.join(map(str, made.addressed.everybody))}",
        *since_the_last_issue(made.letter.changed),
        f"Found: {counted(made.letter.findings)}",
        *(f"  {told(each)}" for each in made.letter.findings if each.fails),
        *(f"Accepted for this e-mail: {each.code}, {each.why}" for each in made.letter.accepted),
        *made.warnings,
        *(f"Written: {each}" for each in email.files),
        *([f"Saved: {email.saved.path}"] if email.saved.path else []),
        *([f"The version before is kept as {email.saved.backup}"] if email.saved.backup else []),
    )
    return "\n".join((f"{PREPARE_EMAIL.label}: {email.tracker.name}", *(f"  {line}" for line in lines)))


def since_the_last_issue(changed: tuple[str, ...] | None) -> tuple[str, ...]:
    """What has changed since the last issue, line by line; in words where nothing has, or where no such issue is known."""
    return (NOTHING_BEFORE,) if changed is None else changed or (NOTHING_CHANGED,)


def _changes(outcome: Outcome) -> Iterator[str]:
    """How many cells changed where, and what stood in the first that held something, those typed over before all others."""
    if not outcome.changes:
        yield "No cell had to be changed"
        return
    counts = ", ".join(f"{tab} {count}" for tab, count in count_by_tab(outcome.changes))
    yield f"{len(outcome.changes)} cell{'s' if len(outcome.changes) > 1 else ''} changed: {counts}"
    held = (each for each in outcome.changes if each.before is not None)
    lost = tuple(dict.fromkeys((*outcome.typed_over, *held)))
    yield from (f"  {each.place}: {each.before} → {each.after or 'nothing'}" for each in lost[:MOST_CELLS])
    if len(lost) > MOST_CELLS:
        yield f"  and {len(lost) - MOST_CELLS} more that held something"
