"""C23: whether figures are known to be forecast or actual, and whether they can be what they are said to be."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from se7_excel.savings.checks.declarations import called
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.delivery import still_running
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Programme, SavingsLine, Status, Workstream
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import line_gap

MOST_NAMED = 5


def status_known(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C23: how many lines of each workstream declare neither forecast nor actual, and which declare what cannot be.

    Rows blank in every year are left aside. A year that has not ended by the report date is a forecast, and one that has
    may be known; without a report date nobody can tell which years have.
    """
    for workstream in programme.workstreams:
        lines = [line for line in workstream.lines if line_gap(line) is not Gap.BLANK]
        silent = [line for line in lines if line.status is None]
        if silent:
            yield _c23(workstream, silent, len(lines))
        if programme.report_date:
            yield from _too_early(programme, workstream, lines)
            yield from _overtaken(programme, workstream, lines)


def _too_early(programme: Programme, workstream: Workstream, lines: list[SavingsLine]) -> Iterator[Finding]:
    """Lines that say actual although some of their amounts are of years that have not ended."""
    told = _with_amounts(lines, Status.ACTUAL, lambda year: still_running(programme, year))
    if told:
        yield _of_years(
            programme,
            workstream,
            told,
            Severity.WARN,
            "actual, yet {years} had not ended by the report of {day}, so these figures count as forecasts; choose forecast, and "
            "give what years that have ended brought a line of its own",
        )


def _overtaken(programme: Programme, workstream: Workstream, lines: list[SavingsLine]) -> Iterator[Finding]:
    """Lines that say forecast although some of their amounts are of years that have ended."""
    told = _with_amounts(lines, Status.FORECAST, lambda year: not still_running(programme, year))
    if told:
        yield _of_years(
            programme,
            workstream,
            told,
            Severity.INFO,
            "forecast, yet {years} had ended by the report of {day}, so what was achieved may be known; give it a line of its "
            "own that says actual",
        )


def _with_amounts(lines: list[SavingsLine], status: Status, counts: Callable[[int], bool]) -> list[tuple[SavingsLine, list[int]]]:
    """The lines of the status, each with those of its years that count and hold an amount other than nought."""
    held = [
        (line, [year for year, amount in enumerate(line.amounts) if isinstance(amount, Decimal) and amount and counts(year)])
        for line in lines
        if line.status is status
    ]
    return [(line, years) for line, years in held if years]


def _of_years(
    programme: Programme, workstream: Workstream, told: list[tuple[SavingsLine, list[int]]], severity: Severity, words: str
) -> Finding:
    status, day = told[0][0].status, programme.report_date
    concerned = sorted({year for _, years in told for year in years})
    names = ", ".join(str(programme.years[year]) for year in concerned)
    line, (first, *_) = told[0]
    said = "1 line says" if len(told) == 1 else f"{len(told)} lines say"
    named = "; ".join(called(workstream, each).removeprefix(f"{workstream.name}, ") for each, _ in told[:MOST_NAMED])
    more = f" and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    why = words.format(years=names, day=f"{day.day} {day:%B %Y}" if day else "")
    return Finding(
        "C23",
        severity,
        f"{workstream.name}: {said} {why} ({named}{more}).",
        workstream.name,
        place=line.place(first),
        expected="actual" if status is Status.FORECAST else "forecast",
        found=f"{status.value if status else ''} for {names} on {len(told)}",
        rests_on=tuple(each.amounts[year] for each, years in told for year in years),
    )


def _c23(workstream: Workstream, silent: list[SavingsLine], count: int) -> Finding:
    those = "line does" if count == 1 else "lines do" if len(silent) > 1 else "lines does"
    return Finding(
        "C23",
        Severity.INFO,
        f"{workstream.name}: {len(silent)} of {count} {those} not say whether the figures are forecast or actual, so they count "
        "as forecasts until the year ends; choose one under Status.",
        workstream.name,
        place=silent[0].place(0),
        expected="forecast or actual",
        found=f"not declared on {len(silent)} of {count}",
    )


STATUSES = (Check("C23", "each line's figures are known to be forecast or actual", status_known),)
