"""The first sheet of a copy that is sent: what it is, for whom, from which tracker, and what the checks said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from se7_excel.outgoing.allow_list import ABOUT
from se7_excel.outgoing.letter import AcceptedFail
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.appendix_2 import passages
from se7_excel.sheets.check_report import counted, passed
from se7_excel.sheets.headline import headline
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

TABLE = "SE7_About"
HEADINGS = ("Entry", "Details")
WIDTHS = (34.0, 110.0)
LONGEST_TEXT = 1200
PARTNERSHIP, MARKING = "Partnership", "Protective marking"
NO_MEETING, NO_MARKING, NO_TRACKER = "no meeting is recorded", "none given", "not recorded"
CONTENTS = (
    (schema.APPENDIX, "the table as it goes to cabinet, the whole partnership and the reporting authority"),
    (schema.APPENDIX_DATA, "the same facts in exact figures, one to a cell, for screen readers and for reckoning"),
    (schema.APPENDIX_2, "each workstream’s purpose, lead, update and milestones"),
    (schema.LADDER, "how far each target is reached, and from which workstreams"),
    (schema.YEARLY, "the figures year by year behind the charts"),
    (schema.CHARTS, "the same facts as charts"),
    ("Notes", "what brackets, gaps, shading and the figures beyond the table mean"),
)


@dataclass(frozen=True, slots=True)
class About:
    """What a copy says of itself: its tracker's file name, when it was made, which issue it is, and what made it.

    `findings` are those of the checks on the tracker, `accepted` the codes the sender answers for.
    """

    tracker: str
    made_at: datetime
    issue: int
    product: str
    marking: str = ""
    findings: tuple[Finding, ...] = ()
    accepted: tuple[AcceptedFail, ...] = ()

    @property
    def marked(self) -> str:
        """The protective marking on one line; empty where none is given."""
        return in_one_line(self.marking)

    @property
    def tracker_name(self) -> str:
        """The tracker's file name, without the folders it lies in."""
        return self.tracker.replace("\\", "/").rpartition("/")[2]


def about_page(programme: Programme, about: About) -> Page:
    """The page: one entry to a row, long ones parted over several."""
    heading = ((Cell(f"About this copy of the savings of {maker_of(programme)}", styles.TITLE),),)
    boxhead = tuple(Cell(each, styles.HEADING) for each in HEADINGS)
    entries = (*_origin(programme, about), *_checks(programme, about), *_contents())
    rows = tuple(row for entry, text in entries for row in _rows(entry, text))
    return lay_out(Table(ABOUT, TABLE, heading, boxhead, (RowGroup(rows),)))


def maker_of(programme: Programme) -> str:
    """The partnership as the copy names it for its maker, on one line and fit for a document property."""
    return in_one_line(programme.partnership.full_name or programme.partnership.name)


def meeting_of(programme: Programme) -> date | None:
    """The day of the meeting the copy is for: the next one, else that of the report."""
    return programme.next_meeting or programme.report_date


def _origin(programme: Programme, about: About) -> Iterator[tuple[str, str]]:
    day, authority = meeting_of(programme), programme.reporting
    yield "What this is", _purpose(programme)
    yield PARTNERSHIP, maker_of(programme)
    yield "For", f"{authority.full_name or authority.name}, from whose point of view it is made"
    yield "Meeting", _day(day) if day else NO_MEETING
    yield MARKING, about.marked or NO_MARKING
    yield "Version", f"{about.issue}"
    yield "Made from the tracker", about.tracker_name or NO_TRACKER
    yield "Made on", f"{_day(about.made_at)} at {about.made_at:%H:%M}"
    yield "Made with", about.product
    yield "Fingerprint of the inputs", f"{fingerprint(programme)}: two copies with the same one rest on the same figures"


def _purpose(programme: Programme) -> str:
    return (
        f"Appendix 1 and Appendix 2 on the savings {maker_of(programme)} expects, with the exact figures, charts and notes. "
        "It stands by itself: it holds no macro, reads from no other file, and hides nothing."
    )


def _checks(programme: Programme, about: About) -> Iterator[tuple[str, str]]:
    yield "Headline", _sentence(headline(programme))
    yield "Result of the checks", f"{counted(about.findings)}. {passed(about.findings)}".strip()
    for each in about.accepted:
        yield f"{each.counted}, accepted by the sender", _sentence(each.why)
        for at, said in enumerate(each.findings, 1):
            yield f"{each.code}, finding {at} of {len(each.findings)}", said
    for finding in about.findings:
        if finding.accepted:
            yield f"{finding.code}, accepted in the tracker", f"{_sentence(finding.accepted)} The finding: {finding.message}"


def _contents() -> Iterator[tuple[str, str]]:
    return ((f"Sheet {tab}", f"{text[0].upper()}{text[1:]}.") for tab, text in CONTENTS)


def _rows(entry: str, text: str) -> Iterator[TableRow]:
    first, *rest = passages(text, LONGEST_TEXT) or (NO_TRACKER,)
    yield Cell(entry, styles.TOTAL_TEXT), Cell(first, styles.DATA_TEXT)
    yield from ((Cell(f"{entry}, continued", styles.TOTAL_TEXT), Cell(each, styles.DATA_TEXT)) for each in rest)


def _sentence(text: str) -> str:
    stripped = text.strip()
    return f"{stripped[:1].upper()}{stripped[1:]}" + ("" if stripped.endswith((".", "!", "?")) else ".")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
