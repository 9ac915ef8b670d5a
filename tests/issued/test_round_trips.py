"""Printing any programme's Appendix 1 and reading it back gives the programme at the printed precision."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from se7_excel.issued.checks import appendix_findings
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.opening import issued_on, text_paper
from se7_excel.savings.money import Amount, Gap, pounds, printed
from se7_excel.savings.programme import Party, Programme, Workstream
from se7_excel.savings.totals import position
from se7_excel.sheets.appendix import appendix_page
from se7_excel.sheets.grid import Grid
from tests.issued.renderings import Rows, aligned, barred, comma_separated, page_rows, tabbed
from tests.properties.strategies import programmes

PRINTED = pytest.mark.parametrize("rendered", [tabbed, barred, comma_separated, aligned])
SOME = settings(  # shrinking a table takes minutes and shows little more than the failing one does
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def at_printed_precision(amount: Amount) -> Amount:
    return amount if isinstance(amount, Gap) else pounds(printed(amount))


def as_printed(programme: Programme) -> list[tuple[str, list[tuple[str, tuple[Amount, ...]]]]]:
    def row(workstream: Workstream, party: Party) -> tuple[str, tuple[Amount, ...]]:
        held = position(programme, workstream, party)
        return party.name, tuple(at_printed_precision(amount) for amount in held.own)

    return [
        (each.name, [row(each, party) for party in (programme.partnership, programme.reporting)])
        for each in programme.workstreams
    ]


@PRINTED
@SOME
@given(programme=programmes(max_authorities=3, max_workstreams=5, max_years=5, max_lines=3))
def test_a_printed_appendix_read_back_is_the_programme_at_the_printed_precision(
    rendered: Callable[[Rows], str], programme: Programme
) -> None:
    assume(programme.workstreams)
    read = issued_on(text_paper(rendered(page_rows(appendix_page(programme)))), Conventions())
    assert read.programme.years == programme.years
    assert (read.programme.partnership.name, read.programme.reporting.name) == (
        programme.partnership.name,
        programme.reporting.name,
    )
    told = [(each.name, [(line.party.name, line.amounts) for line in each.lines]) for each in read.programme.workstreams]
    assert told == as_printed(programme)
    assert {finding.code for finding in read.findings} <= {"C30"}
    assert all("this is rounding" in finding.message for finding in read.findings)


@SOME
@given(programme=programmes(max_authorities=3, max_workstreams=5, max_years=5, max_lines=3, gaps=tuple(Gap)))
def test_a_page_set_down_anew_has_nothing_wrong_but_rounding(programme: Programme) -> None:
    rows = page_rows(appendix_page(programme))
    values = {at: {column: text for column, text in enumerate(row, 1) if text} for at, row in enumerate(rows, 1)}
    found = tuple(appendix_findings(Grid("Appendix 1", values), programme))
    assert {finding.code for finding in found} <= {"C30"}
    assert all("this is rounding" in finding.message for finding in found)
