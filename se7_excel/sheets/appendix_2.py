"""Appendix 2: each workstream's purpose, lead, status, update and milestones, one to a row, for print and screen reader alike."""

import re
import textwrap
from collections.abc import Iterator
from datetime import date

from se7_excel.savings.programme import Milestone, Party, Programme, Workstream
from se7_excel.sheets import schema, styles
from se7_excel.sheets.grid import Grid, words
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.table import RowGroup, Table, TableRow, lay_out

ENTRY, TEXT, LEAD_OR_OWNER, DAY = "Entry", "Text", "Lead or owner", "Day or due date"
HEADINGS = (schema.WORKSTREAM, ENTRY, TEXT, LEAD_OR_OWNER, DAY, schema.STATUS)
WIDTHS = (27.0, 12.0, 65.0, 21.0, 22.0, 23.0)
NO_LEAD, NO_STATUS, NO_PURPOSE = "no lead recorded", "no status recorded", "no purpose recorded"
NO_UPDATE, NO_DAY = "no update recorded", "no day recorded"
NO_OWNER, NO_DUE = "no owner recorded", "no due date recorded"
NO_MILESTONES, NO_WORKSTREAMS = "no milestones recorded", "no workstreams recorded"
AS_ABOVE, NOT_APPLICABLE, OVERDUE = "as above", "not applicable", "overdue"
UNSAID = (NO_LEAD, NO_STATUS, NO_PURPOSE, NO_UPDATE, NO_DAY, NO_OWNER, NO_DUE, NO_MILESTONES, AS_ABOVE, NOT_APPLICABLE)
LONGEST_TEXT = 400
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")
SEEN_FROM = "from the point of view of {}, which leads"


def appendix_2_page(programme: Programme) -> Page:
    """The page of Appendix 2 from the reporting authority's point of view."""
    boxhead = tuple(Cell(heading, styles.HEADING) for heading in HEADINGS)
    groups = tuple(RowGroup(tuple(_rows(programme, each))) for each in programme.workstreams)
    nothing = (RowGroup((_row(("none", "none", NO_WORKSTREAMS, *[NOT_APPLICABLE] * 3)),)),)
    return lay_out(Table(schema.APPENDIX_2, schema.APPENDIX_2_TABLE, _heading(programme), boxhead, groups or nothing))


def authority_shown(grid: Grid, programme: Programme) -> Party:
    """The authority from whose point of view the page was set down, which need not be the one asked for."""
    said = " ".join(words(value) for _, cells in grid.rows() for value in cells.values() if SEEN_FROM[:12] in words(value))
    return next((each for each in programme.authorities if SEEN_FROM.format(each.name) in said), programme.reporting)


def passages(text: str, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
    """The text in pieces that a row can hold: its paragraphs, long ones parted after a sentence, else between words."""
    paragraphs = (" ".join(each.split()) for each in text.splitlines())
    return tuple(piece for each in paragraphs if each for piece in _parted(each, longest))


def _parted(paragraph: str, longest: int) -> Iterator[str]:
    held = ""
    for sentence in SENTENCE_END.split(paragraph):
        for piece in textwrap.wrap(sentence, longest, break_on_hyphens=False):
            if held and len(held) + 1 + len(piece) > longest:
                yield held
                held = ""
            held = f"{held} {piece}" if held else piece
    if held:
        yield held


def _heading(programme: Programme) -> tuple[TableRow, ...]:
    name = programme.partnership.full_name or programme.partnership.name
    return (
        (Cell(f"Appendix 2: {name} workstreams, progress and milestones", styles.TITLE),),
        (Cell(_point_of_view(programme), styles.SUBTITLE),),
        (Cell(_milestones_in_all(programme), styles.SUBTITLE),),
    )


def _point_of_view(programme: Programme) -> str:
    led = sum(programme.reporting.answers_to(each.lead) for each in programme.workstreams)
    dated = f"Report of {_day(programme.report_date)}" if programme.report_date else "Report without a date"
    return f"{dated}, {SEEN_FROM.format(programme.reporting.name)} {led} of {_counted(len(programme.workstreams), 'workstream')}."


def _milestones_in_all(programme: Programme) -> str:
    """A sentence on all milestones; without a report date nobody can tell which are overdue."""
    steps = [step for each in programme.workstreams for step in each.milestones]
    if not steps:
        return "No milestones are recorded."
    if programme.report_date is None:
        return f"{_counted(len(steps), 'milestone')}; no report date is recorded, so nobody can tell which are overdue."
    late = sum(step.overdue(programme.report_date) for step in steps)
    done = sum(not step.is_open for step in steps)
    to_come = len(steps) - done - late
    return f"{_counted(len(steps), 'milestone')}: {done} done or stopped, {late} overdue, {to_come} still to come."


def _rows(programme: Programme, workstream: Workstream) -> Iterator[TableRow]:
    about = (workstream.lead or NO_LEAD, NOT_APPLICABLE, workstream.status or NO_STATUS)
    purpose = tuple(_entry(workstream, schema.PURPOSE, passages(workstream.purpose) or (NO_PURPOSE,), about))
    yield tuple(map(_leading, purpose[0], HEADINGS))
    yield from purpose[1:]
    day = _day(workstream.updated) if workstream.updated else NO_DAY
    yield from _entry(workstream, schema.UPDATE, passages(workstream.update) or (NO_UPDATE,), (AS_ABOVE, day, AS_ABOVE))
    if not workstream.milestones:
        yield from _entry(workstream, schema.MILESTONES, (NO_MILESTONES,), (NOT_APPLICABLE,) * 3)
    for step in workstream.milestones:
        yield from _milestone(workstream, step, programme.report_date)


def _milestone(workstream: Workstream, step: Milestone, day: date | None) -> Iterator[TableRow]:
    status = step.status.value if step.status else NO_STATUS
    about = (
        step.owner or NO_OWNER,
        _day(step.due) if step.due else NO_DUE,
        f"{status}, {OVERDUE}" if step.overdue(day) else status,
    )
    told = (*passages(step.what), *passages(f"Note: {step.note}" if step.note else ""))
    yield from _entry(workstream, schema.MILESTONE, told, about)


def _entry(workstream: Workstream, entry: str, texts: tuple[str, ...], about: tuple[str, ...]) -> Iterator[TableRow]:
    """The rows of one entry: its facts beside the first piece of its text, and that they hold beside the others."""
    yield _row((workstream.name, entry, texts[0], *about))
    for text in texts[1:]:
        yield _row((workstream.name, f"{entry}, continued", text, *[AS_ABOVE] * len(about)))


def _row(texts: tuple[str, ...]) -> TableRow:
    *told, status = (Cell(text, styles.ENTRY_UNSAID if text in UNSAID else styles.ENTRY) for text in texts)
    late = texts[1] == schema.MILESTONE and texts[-1].endswith(f", {OVERDUE}")
    return (*told, status._replace(style=styles.ENTRY_OVERDUE) if late else status)


def _leading(cell: Cell, heading: str) -> Cell:
    """The cell as the first row of a workstream has it, by which the eye finds the next one."""
    if cell.style == styles.ENTRY_UNSAID:
        return cell._replace(style=styles.ENTRY_FIRST_UNSAID)
    return cell._replace(style=styles.ENTRY_FIRST if heading == TEXT else styles.ENTRY_FIRST_NAME)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
