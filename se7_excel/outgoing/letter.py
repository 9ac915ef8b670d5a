"""What the e-mail says, as a value: one list of sections from which the plain and the HTML part are both written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.check_report import counted, told
from se7_excel.sheets.page import Page

MOST_FINDINGS = 40
WEIGHTS = tuple(Severity)
FIRST_ISSUE = "No issue before this one is recorded, so there is nothing to compare with."
LAST_ISSUE = "the last issue"
COMPARED = "Compared is each year’s saving, not the classes, the targets or the figures beyond the table."
BEYOND = "Beyond the years of the table, and in none of its totals"
SENDER_ANSWERS = "These checks fail, and the sender has accepted that for this e-mail:"


@dataclass(frozen=True, slots=True)
class AcceptedFail:
    """A code that fails and goes out all the same: why, who answers for it, and what its findings say.

    `who` is for the tracker's Log alone: what goes out names nobody's login.
    """

    code: str
    why: str
    who: str
    findings: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """The code with the number of its findings: `C05, 2 findings`."""
        return f"{self.code}, {len(self.findings)} finding{'' if len(self.findings) == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment as the letter lists it, so that whoever receives it can tell whether it is the one that was sent."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it: sentences, then a list."""

    heading: str
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything the e-mail says; `changed` is None where nothing was issued before, and empty where nothing changed.

    `since` names the issue it is compared with, `beyond` holds the figures beyond the years of the table.
    """

    partnership: str
    reporting: str
    title: str
    headline: str
    table: Page
    meeting: date | None = None
    marking: str = ""
    changed: tuple[str, ...] | None = None
    findings: tuple[Finding, ...] = ()
    accepted: tuple[AcceptedFail, ...] = ()
    notes: tuple[str, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    signature: tuple[str, ...] = ()
    since: str = LAST_ISSUE
    beyond: tuple[str, ...] = ()

    @property
    def nothing_changed(self) -> str:
        """The sentence where nothing that is compared has changed."""
        return f"No year’s saving has changed since {self.since}."

    @property
    def heading(self) -> str:
        """What the letter is about: `SE7 savings: Appendix 1`."""
        return f"{self.partnership} savings: {self.title}"

    @property
    def subject(self) -> str:
        """The subject, led by the protective marking, where councils' filters and readers look for it."""
        marking = f"[{self.marking}] " if self.marking else ""
        return marking + self.heading + (f" for the meeting of {_day(self.meeting)}" if self.meeting else "")

    @property
    def opening(self) -> str:
        """For which meeting the letter is and from whose point of view."""
        occasion = f"For the meeting of {_day(self.meeting)}, from" if self.meeting else "From"
        return f"{occasion} the point of view of {self.reporting}."


def sections_before_the_table(letter: Letter) -> tuple[Section, ...]:
    """The headline, what was accepted, what has changed and what to note, in that order."""
    return (
        Section("In short", (_sentence(letter.headline),)),
        *_accepted(letter),
        _changed(letter),
        *([Section("Please note", (), tuple(map(_sentence, letter.notes)))] if letter.notes else []),
    )


def sections_after_the_table(letter: Letter) -> tuple[Section, ...]:
    """The figures beyond the table's years, what the checks found, and what is attached."""
    beyond = (Section(BEYOND, (), tuple(map(_ended, letter.beyond))),) if letter.beyond else ()
    return (*beyond, _found(letter.findings), _attached(letter))


def _accepted(letter: Letter) -> Iterator[Section]:
    if letter.accepted:
        said = (line for each in letter.accepted for line in _answered(each))
        yield Section("Accepted by the sender", (SENDER_ANSWERS,), tuple(map(_ended, said)))


def _answered(accepted: AcceptedFail) -> Iterator[str]:
    yield f"{accepted.counted}, accepted by the sender: {accepted.why}"
    yield from (f"{accepted.code}: {each}" for each in accepted.findings)


def _changed(letter: Letter) -> Section:
    heading = f"What has changed since {letter.since}"
    if letter.changed is None:
        return Section(heading, (FIRST_ISSUE,))
    if not letter.changed:
        return Section(heading, (letter.nothing_changed, COMPARED))
    return Section(heading, (COMPARED,), tuple(map(_ended, letter.changed)))


def _found(findings: tuple[Finding, ...]) -> Section:
    shown = _worth_telling(findings)
    said = (f"Found: {counted(findings)}.",) if findings else ("Every check passed.",)
    return Section("What the checks found", (*said, *_left_out(len(findings), len(shown))), tuple(map(told, shown)))


def _left_out(found: int, shown: int) -> tuple[str, ...]:
    """Where to read the findings the letter only counts, in a sentence; nothing where it tells them all."""
    left = found - shown
    if not left:
        return ()
    which = f"{left} more of less weight {'is' if left == 1 else 'are'}" if shown else f"{'It is' if left == 1 else 'They are'}"
    return (f"{which} listed on the tab Checks of the tracker.",)


def _worth_telling(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What fails and what was accepted in any case; of the warnings as many as a letter bears; infos are only counted."""
    ordered = sorted(findings, key=lambda each: WEIGHTS.index(each.severity))
    due = {at for at, each in enumerate(ordered) if each.severity is Severity.FAIL or each.accepted}
    others = [at for at, each in enumerate(ordered) if at not in due and each.severity is Severity.WARN]
    told = sorted((*due, *others[: max(MOST_FINDINGS - len(due), 0)]))
    return tuple(ordered[at] for at in told)


def _attached(letter: Letter) -> Section:
    if not letter.enclosed:
        return Section("Attached", ("Nothing is attached.",))
    return Section("Attached", (), tuple(f"{each.name} (SHA-256 {each.sha256})" for each in letter.enclosed))


def _sentence(text: str) -> str:
    stripped = text.strip()
    return _ended(stripped[:1].upper() + stripped[1:])


def _ended(text: str) -> str:
    """The text with a full stop; its first letter stays, because it may be that of a name such as eProcurement."""
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?", "…")) else f"{stripped}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
