"""What a printed page says otherwise than the table of exact figures issued beside it: Appendix 1 and Appendix 1 data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from se7_excel.errors import SavingsError
from se7_excel.issued.cells import Part
from se7_excel.issued.checks import finding_at
from se7_excel.issued.conventions import Conventions, TotalKind
from se7_excel.issued.figures import Figure
from se7_excel.issued.interpretation import Interpretation, interpreted
from se7_excel.issued.printed_table import Paper, PrintedCell, table_on
from se7_excel.issued.rows import Printed, PrintedLine
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import Brackets, as_printed, exact
from se7_excel.savings.programme import Programme

Key = tuple[str, str]
MOST_TOLD = 20
WHICH = "find out which of them is right"


@dataclass(frozen=True, slots=True)
class Pair:
    """What the exact table and the page say of one figure: its name, its year, both cells, and the page's amount.

    `same_gap` is whether both lack an amount in the same way, where each way has a meaning of its own.
    """

    what: str
    year: str
    due: Figure
    found: Figure
    part: Part | None
    same_gap: bool = True

    @property
    def sides(self) -> tuple[tuple[Part | None, PrintedCell], tuple[Part | None, PrintedCell]]:
        """Amount and cell of the exact table, then of the page."""
        return (self.due.entry.own, self.due.cell), (self.part, self.found.cell)

    def agrees(self, exactly: bool) -> bool:
        """Whether the page prints the exact amount, rounded by the print rule or, unless `exactly`, to its own last digit."""
        due, found = self.due.entry.own, self.part
        if due is None or found is None:
            return due is found and self.same_gap
        if found.amount in (due.amount, as_printed(due.amount)):
            return True
        return not exactly and abs(found.amount - due.amount) <= found.step / 2


def page_findings(told: Interpretation, page: Paper, conventions: Conventions, known: Programme | None) -> Iterator[Finding]:
    """C25: each figure of the page that is not the exact one however it is rounded, and each row only one of them has.

    A page that cannot be understood is a finding too: nothing it says was held against the exact figures.
    """
    found = tuple(_all_findings(told, page, conventions, known))
    yield from found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        yield _more(found[MOST_TOLD:])


def _all_findings(told: Interpretation, page: Paper, conventions: Conventions, known: Programme | None) -> Iterator[Finding]:
    try:
        printed = interpreted(table_on(page), replace(conventions, totals=()), known, strict=False)
    except SavingsError as error:
        yield _unreadable(page, str(error))
        return
    if printed.years != told.years:
        yield _other_years(told, printed)
        return
    ours, theirs = _rows(told), _rows(printed)
    for key in dict.fromkeys((*ours, *theirs)):
        for due, found in zip_longest(ours.get(key, ()), theirs.get(key, ())):
            yield from _row_findings(due, found, told, printed)


def _rows(told: Interpretation) -> dict[Key, list[Printed]]:
    """The lines by workstream and party, then the grand totals by party."""
    rows: dict[Key, list[Printed]] = {}
    every: tuple[Printed, ...] = (*told.lines, *(each for each in told.totals if each.kind is TotalKind.GRAND))
    for row in every:
        what = row.workstream.casefold() if isinstance(row, PrintedLine) else ""
        rows.setdefault((what, row.party.name.casefold() if row.party else ""), []).append(row)
    return rows


def _row_findings(due: Printed | None, found: Printed | None, told: Interpretation, printed: Interpretation) -> Iterator[Finding]:
    if due and found:
        for pair in _pairs(due, found, printed):
            if not pair.agrees(exactly=printed.legend.ours):
                yield _apart(found, pair)
    elif found:
        yield _alone(found, told)
    elif due:
        yield _alone(due, printed)


def _pairs(due: Printed, found: Printed, printed: Interpretation) -> Iterator[Pair]:
    """The figures of both rows that speak of the same; of a row of totals only those that the page states.

    A sum the exact table leaves empty is none: some programs keep formulas without what they come to.
    """
    wanted, seen = due.figures, found.figures
    for year, own, running, of_page in zip(printed.years, wanted.years, wanted.cumulative, seen.years, strict=True):
        if isinstance(found, PrintedLine) or of_page.entry.own:
            yield Pair(str(year), str(year), own, of_page, of_page.entry.own, of_page.entry.annual == own.entry.annual)
        if running and running.cell.text and of_page.entry.bracket and printed.columns.brackets is Brackets.CUMULATIVE:
            yield Pair(f"cumulative {year}", str(year), running, of_page, of_page.entry.bracket)
    if wanted.total and wanted.total.cell.text and seen.total:
        yield Pair("total", "", wanted.total, seen.total, seen.total.entry.own)


def _apart(row: Printed, pair: Pair) -> Finding:
    expected, found = (part.amount if part else cell.text or "nothing" for part, cell in pair.sides)
    both = isinstance(expected, Decimal) and isinstance(found, Decimal)
    difference = Decimal(found) - Decimal(expected) if both else None
    how = f"{exact(abs(difference))} too {'much' if difference > 0 else 'little'}; " if difference else ""
    name = _named(row, pair.what)
    said = f"{name}: the page says {_said(found)} where {pair.due.cell.where} says {_said(expected)}; {how}{WHICH}"
    return replace(_c25(row, pair.found.cell, said, expected, found), year=pair.year, difference=difference)


def _said(value: Decimal | str) -> str:
    return exact(value) if isinstance(value, Decimal) else value if value == "nothing" else f"“{value}”"


def _named(row: Printed, what: str = "") -> str:
    """What an officer calls the figure: `Highways, SE7, 2011/12`, or `SE7, grand total` of a row of totals."""
    party = row.party.name if row.party else ""
    if isinstance(row, PrintedLine):
        return ", ".join(filter(None, (row.workstream, party, what)))
    return ", ".join(filter(None, (party, row.kind.value, what.removeprefix("total"))))


def _alone(row: Printed, other: Interpretation) -> Finding:
    """A row that the other of the two does not have."""
    where = other.table.headings[0].where.rpartition("!")[0] or "the other table"
    said = f"{_named(row)}: {where} has no such row, so its figures were not compared; {WHICH}"
    return _c25(row, PrintedCell("", row.where), said, "a row in both", "in one only")


def _other_years(told: Interpretation, printed: Interpretation) -> Finding:
    heading = printed.columns.years[0]
    due, found = (", ".join(map(str, each.years)) for each in (told, printed))
    said = f"the page has the years {found} where the exact figures have {due}, so the two were not compared; {WHICH}"
    return _c25(None, PrintedCell(heading.text, heading.where), said, due, found)


def _more(others: tuple[Finding, ...]) -> Finding:
    """One finding for what is not told one by one."""
    said = f"{len(others)} more figures or rows of the page are not those of the exact figures; regenerate Appendix 1"
    rests_on = tuple(each for other in others for each in (other.message, other.expected, other.found))
    return Finding("C25", Severity.FAIL, f"{said}, or {WHICH}.", expected="the exact figures", found="others", rests_on=rests_on)


def _unreadable(page: Paper, why: str) -> Finding:
    first = next(iter(page.rows[0].values()))
    said = f"the printed table cannot be understood, so its figures were not held against the exact ones ({why})"
    return _c25(None, first, f"{said}; correct it, or send Appendix 1 regenerated", "a table", "none")


def _c25(row: Printed | None, cell: PrintedCell, said: str, expected: Decimal | str, found: Decimal | str) -> Finding:
    finding = finding_at("C25", Severity.FAIL, cell, said, expected, found)
    workstream = row.workstream if isinstance(row, PrintedLine) else ""
    return replace(finding, workstream=workstream, party=row.party.name if row and row.party else "")
