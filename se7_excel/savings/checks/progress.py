"""C33 and C34: whether milestones are kept, and whether each workstream has said how it stands since the last meeting."""

from collections.abc import Iterator
from datetime import date

from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.programme import Milestone, Place, Programme, Workstream
from se7_excel.savings.stated import Stated

MOST_NAMED, MOST_LETTERS = 10, 80


def milestones_are_kept(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C33: no milestone that was due before the report date is still open, and each says when it is due and how far it is."""
    steps = [(each, step) for each in programme.workstreams for step in each.milestones]
    if programme.report_date is None and (dated := [step for _, step in steps if step.is_open and step.due]):
        yield _nobody_can_tell(len(dated), dated[0])
    for workstream, step in steps:
        if programme.report_date and step.due and step.overdue(programme.report_date):
            yield _overdue(workstream, step, step.due, programme.report_date)
        if step.due is None or step.status is None:
            yield _undeclared(workstream, step)


def updates_are_newer(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C34: each update was written on the day of the last meeting or later; nothing where Settings has no last meeting."""
    meeting = programme.last_meeting
    if meeting is None:
        return
    for workstream in programme.workstreams:
        if workstream.update and workstream.updated and workstream.updated < meeting:
            yield _out_of_date(workstream, workstream.updated, meeting)
    silent = [each for each in programme.workstreams if not each.update]
    undated = [each for each in programme.workstreams if each.update and not each.updated]
    if silent or undated:
        yield _untold(silent, undated, meeting)


def _nobody_can_tell(count: int, first: Milestone) -> Finding:
    those = "1 open milestone has a due date" if count == 1 else f"{count} open milestones have due dates"
    message = (
        f"{those} and Settings has no report date, so nobody can tell which are overdue; type the report date beside "
        "Report date on Settings."
    )
    return Finding("C33", Severity.INFO, message, place=first.place, expected="a report date", found="not stated")


def _overdue(workstream: Workstream, step: Milestone, due: date, day: date) -> Finding:
    late = _days((day - due).days)
    how_far = step.status.value if step.status else "without a status"
    owner = f"owner {step.owner}" if step.owner else "no owner recorded"
    return Finding(
        "C33",
        Severity.WARN,
        f"{_called(workstream, step)}, {owner}, was due on {_day(due)}, {late} before the report of {_day(day)}, and is "
        f"{how_far}; mark it done or stopped, or agree a new date and say why in its note.",
        workstream.name,
        place=step.place,
        expected=f"done by {_day(due)}",
        found=f"{how_far} on {_day(day)}",
        difference=f"{late} late",
    )


def _undeclared(workstream: Workstream, step: Milestone) -> Finding:
    if step.due is None and step.status is None:
        lacks, due = "neither due date nor status; give it both", "a due date and a status"
    else:
        due = "a due date" if step.due is None else "a status"
        lacks = f"no {due[2:]}; give it one"
    return Finding(
        "C33",
        Severity.INFO,
        f"{_called(workstream, step)} has {lacks} on the tab Milestones, so that all can see whether it is kept.",
        workstream.name,
        place=step.place,
        expected=due,
        found="not stated",
    )


def _out_of_date(workstream: Workstream, updated: date, meeting: date) -> Finding:
    late = (meeting - updated).days
    return Finding(
        "C34",
        Severity.WARN,
        f"{workstream.name}: the update is of {_day(updated)}, {_days(late)} before the last meeting on {_day(meeting)}; "
        f"ask {workstream.lead or 'the workstream'} for a new one, or type the day on which it was looked at again.",
        workstream.name,
        place=workstream.updated_at,
        expected=f"{_day(meeting)} or later",
        found=_day(updated),
        difference=f"{_days(late)} older",
    )


def _untold(silent: list[Workstream], undated: list[Workstream], meeting: date) -> Finding:
    parts = (("no update is recorded for", silent), ("the update has no day for", undated))
    said = "; ".join(f"{what} {_named(held)}" for what, held in parts if held)
    return Finding(
        "C34",
        Severity.INFO,
        f"{said[0].upper()}{said[1:]}; so nobody can tell whether these speak of what has happened since the last meeting on "
        f"{_day(meeting)}; write the update and the day it was written on the workstream's tab.",
        place=_place(*silent, *undated),
        expected="an update with its day",
        found=f"not stated for {len(silent) + len(undated)}",
    )


def _place(*workstreams: Workstream) -> Place:
    first = workstreams[0]
    return first.updated_at or Place(first.tab, "A1")


def _called(workstream: Workstream, step: Milestone) -> str:
    words = step.what if len(step.what) <= MOST_LETTERS else f"{step.what[:MOST_LETTERS].rstrip()}…"
    return f"{workstream.name}: the milestone “{words}”"


def _named(held: list[Workstream]) -> str:
    more = len(held) - MOST_NAMED
    return ", ".join(each.name for each in held[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


PROGRESS = (
    Check("C33", "no milestone is overdue", milestones_are_kept),
    Check("C34", "each update is newer than the last meeting", updates_are_newer),
)
