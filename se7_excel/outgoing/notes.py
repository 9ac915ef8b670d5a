"""The last sheet of a copy that is sent: what its signs, gaps, shading and figures mean, one numbered note to a row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from se7_excel.inspection.accessible_file import NOTES
from se7_excel.savings.ladder import table_holds
from se7_excel.savings.money import printed
from se7_excel.savings.programme import Basis, Class, LongerTerm, Programme, Status
from se7_excel.sheets import schema, styles
from se7_excel.sheets.appendix_2 import passages
from se7_excel.sheets.appendix_data import NOTHING_NEW, SOURCE
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.table import RowGroup, Table, lay_out

TABLE = "SE7_Notes"
HEADINGS = ("Note number", "Subject", "Note text")
WIDTHS = (18.0, 34.0, 110.0)
LONGEST_TEXT = 1200
MOST_NAMED = 4
TABLES = (schema.APPENDIX, schema.APPENDIX_DATA)
FIGURES = (*TABLES, schema.LADDER, schema.YEARLY)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: what it is about, what it says, and which sheets refer to it."""

    subject: str
    text: str
    sheets: tuple[str, ...]


def notes(programme: Programme) -> tuple[Note, ...]:
    """Every note in the order of its number."""
    return (
        Note("Brackets", BRACKETS, (schema.APPENDIX,)),
        Note("Gaps in words and signs", GAPS, FIGURES),
        Note("Shading", _shading(programme), (schema.APPENDIX,)),
        Note("Rounding", ROUNDING, TABLES),
        Note("Basis and status of the figures", _basis(programme), (*FIGURES, schema.CHARTS)),
        Note("Cost of achieving", _cost(programme), FIGURES),
        Note(SOURCE, SOURCES, (schema.APPENDIX_DATA,)),
        Note("Targets", TARGETS, (schema.LADDER, schema.CHARTS)),
        Note("Overdue milestones", OVERDUE, (schema.APPENDIX_2,)),
        *(_longer_term(programme, each) for each in programme.longer_term),
    )


def notes_page(programme: Programme) -> Page:
    """The page of the notes."""
    name = programme.partnership.full_name or programme.partnership.name
    heading = ((Cell(f"Notes to the savings of {name}", styles.TITLE),),)
    boxhead = tuple(Cell(each, styles.HEADING) for each in HEADINGS)
    rows = tuple(row for number, note in enumerate(notes(programme), 1) for row in _rows(number, note))
    return lay_out(Table(NOTES, TABLE, heading, boxhead, (RowGroup(rows),)))


def read_with(programme: Programme, tab: str) -> str:
    """The sentence that sends readers of the sheet to its notes; empty where it has none."""
    numbers = [number for number, note in enumerate(notes(programme), 1) if tab in note.sheets]
    return f"Read with {_listed(numbers)} in the {NOTES}." if numbers else ""


def _listed(numbers: list[int]) -> str:
    """The notes by number, three or more that follow each other as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [name for run in runs for name in _run(run)]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _run(run: list[int]) -> Iterator[str]:
    if len(run) > MOST_NAMED:
        yield f"[note {run[0]}] to [note {run[-1]}]"
    else:
        yield from (f"[note {number}]" for number in run)


def _rows(number: int, note: Note) -> Iterator[tuple[Cell, ...]]:
    first, *rest = passages(note.text, LONGEST_TEXT)
    names = [(f"note {number}", note.subject)] + [(f"note {number}, continued", note.subject)] * len(rest)
    for (name, subject), text in zip(names, (first, *rest), strict=True):
        yield Cell(name, styles.TOTAL_TEXT), Cell(subject, styles.DATA_TEXT), Cell(text, styles.DATA_TEXT)


def _shading(programme: Programme) -> str:
    return (
        f"Rows shaded light grey are those of the whole partnership ({programme.partnership.name}), rows shaded dark grey the "
        f"part that falls to {programme.reporting.name}. The column {schema.PARTY} says the same in words."
    )


def _basis(programme: Programme) -> str:
    lines = [line for _, line in programme.lines]
    by_basis, by_status = Counter(line.basis for line in lines), Counter(line.status for line in lines)
    told = _counts([(each.value, by_basis[each]) for each in Basis] + [("of no declared basis", by_basis[None])])
    status = _counts([(each.value, by_status[each]) for each in Status] + [("of no declared status", by_status[None])])
    return (
        "The years of an additional line add up; those of a level line are each a position against a fixed baseline, so that its "
        f"cumulative amount is the latest; a one-off line saves once. Lines in the tracker: {told}; {status}. Until a year "
        "has ended its figures are forecasts, whatever their status."
    )


def _counts(counted: list[tuple[str, int]]) -> str:
    return ", ".join(f"{number} {word}" for word, number in counted if number) or "none"


def _cost(programme: Programme) -> str:
    if any(line.saving_class is Class.COST for _, line in programme.lines):
        return "What achieving a saving costs is taken off where the tracker records it; where it does not, the figure is gross."
    return "No cost of achieving the savings is recorded in the tracker, so every figure is gross."


def _longer_term(programme: Programme, figure: LongerTerm) -> Note:
    held = table_holds(programme, figure.workstream)
    included = {True: "includes", False: "does not include", None: "may or may not include, which nobody has declared,"}
    overlap = f"It {included[figure.includes_table]} the {printed(held)} of the table. " if held else ""
    facts = [text.strip(" .") for text in (figure.by_when, figure.basis, figure.note) if text.strip(" .")]
    told = f"{printed(figure.amount)}, {figure.horizon.lower()}{''.join(f'; {fact}' for fact in facts)}."
    return Note(
        f"Beyond the table: {figure.workstream}",
        f"{told} {overlap}It stands in no total of Appendix 1 and counts towards the targets on {schema.LADDER} in the workbook.",
        (*TABLES, schema.LADDER),
    )


IN_PRINT = (
    f"They are for the whole workbook; a PDF of it holds {schema.APPENDIX}, {schema.APPENDIX_2} and these notes only, and is "
    "sent with the workbook."
)
BRACKETS = (
    "In Appendix 1 a bracket is the cumulative saving so far: £6m (£6.25m) is £6m saved in the year and £6.25m so far. "
    "A bracket by itself, (£1.6m), says that nothing is new in the year and the cumulative saving is carried forward. "
    "A bracket never means a negative; a cost carries a minus sign, as in −£50k."
)
GAPS = (
    "To be confirmed: it will be quantified later. See details below: it is quantified, if at all, only in the notes. "
    "A dash, or nil: nothing is identified for that year. An empty cell, or blank: not stated. "
    f"{NOTHING_NEW.capitalize()}: no amount of its own in the year, the cumulative amount is carried forward. Not quantified: "
    "no figure to add up. Not applicable: the column says nothing of the row. None of these is £0, and none is in a total."
)
ROUNDING = (
    "Appendix 1 prints to the nearest £1,000, in thousands (k), millions (m) or billions (bn); exact pounds and pence stand on "
    "Appendix 1 data in the workbook. What differs between printed figures and their printed sum is rounding."
)
SOURCES = (
    f"On Appendix 1 data in the workbook the column {SOURCE} says where the figure was typed in the tracker named on About. "
    "“Highways, row 12 of the tracker” is row 12 of the tab Highways there. The tracker is not part of this copy, so there is "
    "no link."
)
TARGETS = (
    "On Target ladder in the workbook horizons nest: each takes in the one before, so targets are never added. Found is what the "
    "table and the figures beyond it come to without a declared overlap; an overlap nobody has declared is left in, and taken "
    "off under Found if included."
)
OVERDUE = "A milestone is overdue where it was due before the day of the report and is neither done nor stopped."
