"""C33 and C34: what is overdue, what nobody can tell, and updates from before the last meeting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.checks.catalogue import CHECKS
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.checks.progress import milestones_are_kept, updates_are_newer
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Milestone, Place, Programme, Progress
from se7_excel.savings.stated import Stated
from tests.notation import programme

REPORT, MEETING, DAY = date(2012, 1, 26), date(2011, 12, 7), timedelta(days=1)
PLACE = Place("Milestones", "D5")
STEP = Milestone("Let the contract", "Ann", REPORT - 21 * DAY, Progress.UNDER_WAY, place=PLACE)


def promised(*steps: Milestone, report_date: date | None = REPORT) -> Programme:
    told = programme("Highways\n  SE7  1m")
    return replace(told, workstreams=(replace(told.workstreams[0], milestones=steps),), report_date=report_date)


def kept(told: Programme) -> list[Finding]:
    return list(milestones_are_kept(told, Stated()))


def told_of(update: str = "All is well.", updated: date | None = MEETING, meeting: date | None = MEETING) -> Programme:
    described = programme("Highways\n  SE7  1m")
    stream = replace(described.workstreams[0], lead="Surrey", update=update, updated=updated, updated_at=Place("Highways", "B7"))
    return replace(described, workstreams=(stream,), last_meeting=meeting)


def newer(described: Programme) -> list[Finding]:
    return list(updates_are_newer(described, Stated()))


def test_an_overdue_milestone_says_how_late_it_is_whose_and_what_to_do() -> None:
    (found,) = kept(promised(STEP))
    assert (found.code, found.severity, found.workstream, found.place) == ("C33", Severity.WARN, "Highways", PLACE)
    assert (found.expected, found.found, found.difference) == (
        "done by 5 January 2012",
        "under way on 26 January 2012",
        "21 days late",
    )
    assert found.message == (
        "Highways: the milestone “Let the contract”, owner Ann, was due on 5 January 2012, 21 days before the report of "
        "26 January 2012, and is under way; mark it done or stopped, or agree a new date and say why in its note."
    )


@pytest.mark.parametrize(("due", "late"), [(REPORT - DAY, ["1 day late"]), (REPORT, []), (REPORT + DAY, [])])
def test_a_milestone_is_overdue_from_the_day_after_it_was_due(due: date, late: list[str]) -> None:
    assert [each.difference for each in kept(promised(replace(STEP, due=due)))] == late


@pytest.mark.parametrize(
    ("status", "severities"),
    [
        (Progress.NOT_STARTED, ["warn"]),
        (Progress.UNDER_WAY, ["warn"]),
        (Progress.DONE, []),
        (Progress.STOPPED, []),
        (None, ["warn", "info"]),
    ],
)
def test_only_what_is_done_or_stopped_cannot_be_overdue(status: Progress | None, severities: list[str]) -> None:
    assert [each.severity.value for each in kept(promised(replace(STEP, status=status)))] == severities


def test_a_milestone_nobody_owns_says_so() -> None:
    assert ", no owner recorded, was due" in kept(promised(replace(STEP, owner="")))[0].message


@pytest.mark.parametrize(
    ("step", "lacks", "expected"),
    [
        (replace(STEP, due=None), "has no due date; give it one on the tab", "a due date"),
        (replace(STEP, due=REPORT, status=None), "has no status; give it one on the tab", "a status"),
        (replace(STEP, due=None, status=None), "has neither due date nor status; give it both on", "a due date and a status"),
    ],
)
def test_a_milestone_without_due_date_or_status_is_worth_knowing(step: Milestone, lacks: str, expected: str) -> None:
    (found,) = kept(promised(step))
    assert (found.severity, found.place, found.expected) == (Severity.INFO, PLACE, expected)
    assert lacks in found.message


def test_without_a_report_date_one_finding_says_that_nobody_can_tell() -> None:
    (found,) = kept(promised(STEP, replace(STEP, what="Open the depot"), report_date=None))
    assert (found.severity, found.found) == (Severity.INFO, "not stated")
    assert found.message.startswith("2 open milestones have due dates and Settings has no report date, so nobody can tell")


@pytest.mark.parametrize("steps", [(), (replace(STEP, status=Progress.DONE),)])
def test_without_a_report_date_there_is_nothing_to_tell_where_nothing_is_open(steps: tuple[Milestone, ...]) -> None:
    assert kept(promised(*steps, report_date=None)) == []


def test_a_long_milestone_is_quoted_by_its_beginning() -> None:
    (found,) = kept(promised(replace(STEP, what="word " * 200)))
    assert "…”, owner Ann" in found.message
    assert len(found.message) < 400


def test_an_update_from_before_the_last_meeting_says_how_much_older_it_is() -> None:
    (found,) = newer(told_of(updated=MEETING - 7 * DAY))
    assert (found.code, found.severity, str(found.place)) == ("C34", Severity.WARN, "Highways!B7")
    assert (found.expected, found.found, found.difference) == ("7 December 2011 or later", "30 November 2011", "7 days older")
    assert found.message == (
        "Highways: the update is of 30 November 2011, 7 days before the last meeting on 7 December 2011; ask Surrey for a new "
        "one, or type the day on which it was looked at again."
    )


@pytest.mark.parametrize(("updated", "count"), [(MEETING - DAY, 1), (MEETING, 0), (MEETING + DAY, 0)])
def test_an_update_of_the_day_of_the_meeting_is_new_enough(updated: date, count: int) -> None:
    assert len(newer(told_of(updated=updated))) == count


def test_updates_without_a_day_and_workstreams_without_an_update_are_one_finding_by_name() -> None:
    described = programme("\n".join(f"Stream {number}\n  SE7  1m" for number in range(1, 15)))
    streams = (
        *(replace(each, update="All is well.") for each in described.workstreams[:2]),
        *(replace(each, updated=MEETING - DAY) for each in described.workstreams[2:]),
    )
    (found,) = newer(replace(described, workstreams=streams, last_meeting=MEETING))
    assert (found.severity, str(found.place)) == (Severity.INFO, "Stream 3!A1")
    assert "No update is recorded for Stream 3, Stream 4, " in found.message
    assert "Stream 12 and 2 more; the update has no day for Stream 1, Stream 2; so nobody can tell" in found.message


def test_without_a_last_meeting_nothing_is_said_of_updates() -> None:
    assert newer(told_of("", None, None)) == []
    assert newer(told_of(updated=date(1999, 1, 1), meeting=None)) == []


def test_the_data_of_2012_name_no_milestone_and_no_day() -> None:
    told = sample_programme()
    assert kept(told) == []
    (found,) = newer(told)
    assert found.severity is Severity.INFO
    assert all(each.name in found.message for each in told.workstreams)


def test_both_checks_are_in_the_catalogue() -> None:
    assert {each.code: each.find for each in CHECKS if each.code in ("C33", "C34")} == {
        "C33": milestones_are_kept,
        "C34": updates_are_newer,
    }


def test_milestones_days_and_the_last_meeting_are_inputs_to_the_mark() -> None:
    told = promised(STEP)
    stream = told.workstreams[0]
    others = [
        *(replace(stream, milestones=(replace(STEP, **each),)) for each in (  # type: ignore[arg-type]
            {"what": "x"}, {"owner": "x"}, {"due": None}, {"status": None}, {"note": "x"},
        )),
        replace(stream, milestones=()),
        replace(stream, updated=REPORT),
    ]  # fmt: skip
    marks = {fingerprint(each) for each in (told, replace(told, last_meeting=MEETING))}
    marks |= {fingerprint(replace(told, workstreams=(each,))) for each in others}
    assert len(marks) == 9
    elsewhere = replace(stream, milestones=(replace(STEP, place=None),), updated_at=PLACE)
    assert fingerprint(replace(told, workstreams=(elsewhere,))) == fingerprint(told)
