"""What is wrong with a printed table: C07, C08, C10, C11 and C30, and the contradictions of C01 to C03."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from se7_excel.errors import SavingsError
from se7_excel.issued.cells import Part, follows_print_rule
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.figures import Figure
from se7_excel.issued.interpretation import Interpretation, interpreted
from se7_excel.issued.printed_table import PrintedCell, PrintedTable, table_on
from se7_excel.issued.rows import Printed, PrintedLine
from se7_excel.issued.sheet_table import grid_paper
from se7_excel.issued.sums import Sum, printed_sums
from se7_excel.savings.checks.catalogue import PRINTED_TABLES
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.money import ZERO, Brackets, exact, printed
from se7_excel.savings.programme import Programme
from se7_excel.sheets.grid import Grid

MOST_TOLD_ONE_BY_ONE = 5
ROUNDING = "this is rounding"
Findings = Iterator[Finding]


def pound_and_unit(table: PrintedTable, told: Interpretation) -> Findings:
    """C07: money stands with its pound sign and its unit, in the cell or in the table's own words."""
    slips = [(figure, part) for figure, part in _parts(told) if _lacks(figure, part)]
    yield from _one_by_one_or_summed_up(slips, _c07, "figures have no pound sign or unit")


def print_rule(table: PrintedTable, told: Interpretation) -> Findings:
    """C08: printed figures follow the print rule; plain numbers under a declared unit follow that instead."""
    others = [(figure, part) for figure, part in _parts(told) if (part.pound or part.unit) and not follows_print_rule(part)]
    yield from _one_by_one_or_summed_up(others, _c08, "figures do not follow the print rule")


def brackets_declared(table: PrintedTable, told: Interpretation) -> Findings:
    """C10: a table with brackets declares what they mean; that only an option does is said as info."""
    first = next((figure for line in told.lines for figure in line.figures.years if figure.entry.bracket), None)
    if first is None and told.has_brackets:
        first = next(figure for line in told.lines for figure in line.figures.years if figure.cell.text.startswith("("))
    if first is None:
        return
    if told.columns.brackets is Brackets.UNDECLARED:
        message = "the table has brackets and nowhere says what they mean, so they were not checked; say so below it"
        yield finding_at("C10", Severity.FAIL, first.cell, message, expected="a declared meaning", found="none")
    elif told.brackets_told_by_option:
        meaning = told.columns.brackets.value
        message = f"the table nowhere says what its brackets mean; they were taken as {meaning}, as declared beside it"
        yield finding_at("C10", Severity.INFO, first.cell, message, expected="a declared meaning", found="none")


def brackets_where_due(table: PrintedTable, told: Interpretation) -> Findings:
    """C11: a bracket is printed when, and only when, an earlier year has contributed."""
    if told.columns.brackets is not Brackets.CUMULATIVE or not told.has_brackets:
        return
    for line in told.lines:
        yield from _brackets_of(line, told)


def parts_and_wholes(table: PrintedTable, told: Interpretation) -> Findings:
    """C30: printed parts add up to the printed whole; where they do not, whether rounding explains it."""
    apart = [each for each in printed_sums(told) if not each.holds]
    for kind in (True, False):
        yield from _c30_of([each for each in apart if each.rounding is kind])


ISSUED = tuple(
    Check(code, PRINTED_TABLES[code], find)
    for code, find in (
        ("C07", pound_and_unit),
        ("C08", print_rule),
        ("C10", brackets_declared),
        ("C11", brackets_where_due),
        ("C30", parts_and_wholes),
    )
)


def table_findings(told: Interpretation) -> Findings:
    """What contradicts itself in an issued table (C01 to C03), then what the checks on printed tables find."""
    yield from (_contradiction(each) for each in printed_sums(told) if not each.holds and not each.rounding)
    for check in ISSUED:
        for finding in check.find(told.table, told):
            if finding.code != "C30" or ROUNDING in finding.message:  # what is an error is told by C01 to C03
                yield finding


def appendix_findings(grid: Grid, programme: Programme) -> Findings:
    """What the checks on printed tables find on a tracker's Appendix 1 as it stands; nothing where it was never set down."""
    try:
        table = table_on(grid_paper(grid))
        told = interpreted(table, Conventions(), programme, strict=False)
        found = [finding for check in ISSUED for finding in check.find(table, told)]
    except SavingsError:  # what cannot be read as a table is for C25 to tell
        return
    yield from found


def finding_at(
    code: str, severity: Severity, cell: PrintedCell, message: str, expected: Decimal | str, found: Decimal | str
) -> Finding:
    """The finding about a printed cell: its place in words, and as a place of the workbook where it stands in one."""
    return Finding(code, severity, f"{cell.where}: {message}.", place=cell.place, expected=expected, found=found)


def _parts(told: Interpretation) -> Iterator[tuple[Figure, Part]]:
    rows: tuple[Printed, ...] = (*told.lines, *told.totals)
    return ((figure, part) for row in rows for figure in row.figures.all for part in figure.entry.parts)


def _lacks(figure: Figure, part: Part) -> bool:
    """Whether the part says neither by a sign of its own nor through the table that it is pounds, or of which unit."""
    return bool(part.amount) and not part.pound and not figure.unit_declared


def _one_by_one_or_summed_up(
    slips: list[tuple[Figure, Part]], told: Callable[[Figure, Part], Finding], summed_up: str
) -> Findings:
    if len(slips) <= MOST_TOLD_ONE_BY_ONE:
        yield from (told(figure, part) for figure, part in slips)
        return
    first, *others = (told(*slip) for slip in slips)
    message = f"{len(slips)} {summed_up}; the first: {first.message}"
    yield replace(first, message=message, rests_on=_figures(others))


def _c07(figure: Figure, part: Part) -> Finding:
    lacks = "pound sign" if part.unit else "pound sign and unit"
    due = printed(part.amount)
    within = "" if part.text == figure.cell.text else f"“{figure.cell.text}”: "
    message = f"{within}“{part.text}” lacks its {lacks} and was taken for {exact(part.amount)}; print {due} there"
    return finding_at("C07", Severity.WARN, figure.cell, message, expected=due, found=part.text)


def _c08(figure: Figure, part: Part) -> Finding:
    due = printed(part.amount)
    message = f"“{part.text}” would be printed {due} by the print rule; print it so"
    return finding_at("C08", Severity.INFO, figure.cell, message, expected=due, found=part.text)


def _brackets_of(line: PrintedLine, told: Interpretation) -> Findings:
    contributed, unsure = False, False
    for figure, year in zip(line.figures.years, told.years, strict=True):
        entry, names = figure.entry, (line.title or line.workstream, line.party.name if line.party else "", str(year))
        if not unsure and not entry.words and bool(entry.bracket) is not contributed:
            yield _c11(figure, contributed, names)
        contributed = contributed or bool(entry.own and entry.own.amount)
        unsure = unsure or bool(entry.words) or bool(entry.own and not entry.own.amount and not contributed)


def _c11(figure: Figure, contributed: bool, names: tuple[str, str, str]) -> Finding:
    title, party, year = names
    if contributed:
        said = f"{title}, {party}, {year}: no cumulative amount in brackets, although an earlier year has contributed; print it"
    else:
        said = f"{title}, {party}, {year}: a cumulative amount in brackets, and no earlier year has contributed; leave it out"
    expected, found = ("a bracket", "none") if contributed else ("no bracket", figure.cell.text)
    return replace(finding_at("C11", Severity.INFO, figure.cell, said, expected, found), workstream=title, party=party, year=year)


def _c30_of(apart: list[Sum]) -> Findings:
    """What does not add up, one by one or, where there are many, in one finding that quotes the first."""
    if len(apart) <= MOST_TOLD_ONE_BY_ONE:
        yield from (_c30(each) for each in apart)
        return
    first, *others = map(_c30, apart)
    message = f"{len(apart)} printed wholes are not what their parts come to; the first: {first.message}"
    yield replace(first, message=message, rests_on=_figures(others))


def _c30(each: Sum) -> Finding:
    why = ROUNDING if each.rounding else "this is an error, not rounding"
    why = f"{why}, which explains up to {exact(each.tolerance)}"
    return _of_sum("C30", Severity.INFO, each, f"the printed parts come to {exact(each.expected)}", why)


def _contradiction(each: Sum) -> Finding:
    parts = "the lines come" if each.code == "C03" else "the years come"
    return _of_sum(each.code, Severity.FAIL, each, f"{parts} to {exact(each.expected)}", "find out which of them is right")


def _of_sum(code: str, severity: Severity, each: Sum, come_to: str, remedy: str) -> Finding:
    name = ", ".join(part for part in (each.workstream, each.party) if part)
    said = "no amount" if each.found is None else exact(each.found)
    apart = each.difference
    direction = f"{exact(abs(apart))} too {'much' if apart > ZERO else 'little'}"
    message = f"{name}: the {each.what} says {said} where {come_to}; {direction}; {remedy}"
    finding = finding_at(code, severity, each.figure.cell, message, each.expected, said if each.found is None else each.found)
    difference = None if each.found is None else apart
    return replace(finding, workstream=each.workstream, party=each.party, year=each.year, difference=difference)


def _figures(findings: list[Finding]) -> tuple[Decimal | str | None, ...]:
    """What the findings a summary leaves unsaid rest on."""
    return tuple(figure for each in findings for figure in (str(each.place), each.expected, each.found))
