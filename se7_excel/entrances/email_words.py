"""What preparing an e-mail came to, in words for a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from se7_excel.actions import PREPARE_EMAIL, Outcome
from se7_excel.sheets.changes import count_by_tab
from se7_excel.sheets.check_report import counted, told

if TYPE_CHECKING:
    from se7_excel.entrances.email_files import EmailFiles
    from se7_excel.entrances.prepare_email import Addressed, Prepared
    from se7_excel.outgoing.letter import Letter

MOST_CELLS = 8
NOTHING_BEFORE = "The tracker records no issue before this one."


def email_in_words(email: "EmailFiles") -> str:
    """The report for a person: headline, what has changed since, what is accepted, and where the files lie."""
    made, outcome = email.made, email.outcome
    lines = (
        outcome.headline,
        *_changes(outcome),
        f"Version {made.issue} from the point of view of {outcome.programme.reporting.name}",
        *_addressed(made.addressed),
        *since_the_last_issue(made.letter),
        f"Found: {counted(made.letter.findings)}",
        *(f"  {told(each)}" for each in made.letter.findings if each.fails),
        *made.warnings,
        *(f"Written: {each}" for each in email.files),
        *(f"There was a file of that name already; it is kept as {each}" for each in email.kept),
        *([f"Saved: {email.saved.path}"] if email.saved.path else []),
        *([f"The version before is kept as {email.saved.backup}"] if email.saved.backup else []),
    )
    return "\n".join((f"{PREPARE_EMAIL.label}: {email.tracker.name}", *(f"  {line}" for line in lines)))


def accepted_in_words(made: "Prepared") -> str:
    """Each code the sender answers for, with the number of its findings, why, and what they say; nothing without any."""
    answered = ((f"Accepted for this e-mail: {each.counted}: {each.why}", each.findings) for each in made.letter.accepted)
    return "\n".join(line for said, findings in answered for line in (said, *(f"  {each}" for each in findings)))


def since_the_last_issue(letter: "Letter") -> tuple[str, ...]:
    """What has changed since which issue, line by line; in words where nothing has, or where no such issue is known."""
    if letter.changed is None:
        return (NOTHING_BEFORE,)
    return (f"Changed since {letter.since}:", *letter.changed) if letter.changed else (letter.nothing_changed,)


def _addressed(addressed: "Addressed") -> Iterator[str]:
    """Who sends it, who receives it, and who a copy, each on a line of their own."""
    yield f"From: {addressed.sender}"
    yield f"To: {', '.join(map(str, addressed.to))}"
    if addressed.cc:
        yield f"Copy to: {', '.join(map(str, addressed.cc))}"


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
