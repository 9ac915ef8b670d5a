"""The mark of a programme's inputs: another for any other input, the same wherever the figures stand and however they are put."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from se7_excel.sample import sample_programme
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Basis, Class, Fund, LineCells, Place, Programme, SavingsLine, Status, Target, Workstream
from tests.notation import KENT, programme
from tests.properties.strategies import programmes

TOLD = sample_programme()
STREAM, LINE, FIGURE = TOLD.workstreams[0], TOLD.workstreams[0].lines[0], TOLD.longer_term[0]


def with_stream(**other: object) -> Programme:
    return replace(TOLD, workstreams=(replace(STREAM, **other), *TOLD.workstreams[1:]))


def with_line(**other: object) -> Programme:
    return with_stream(lines=(replace(LINE, **other), *STREAM.lines[1:]))


def with_figure(**other: object) -> Programme:
    return replace(TOLD, longer_term=(replace(FIGURE, **other), *TOLD.longer_term[1:]))


OTHERS: dict[str, Programme] = {
    "amount": with_line(amounts=(Decimal("0.01"), *LINE.amounts[1:])),
    "gap": with_line(amounts=(Gap.BLANK, *LINE.amounts[1:])),
    "another gap": with_line(amounts=(Gap.NIL, *LINE.amounts[1:])),
    "nought": with_line(amounts=(Decimal(0), *LINE.amounts[1:])),
    "title": with_line(title="Other"),
    "party": with_line(party=KENT),
    "class": with_line(saving_class=Class.AVOIDED),
    "basis": with_line(basis=Basis.LEVEL),
    "line status": with_line(status=Status.ACTUAL),
    "fund": with_line(fund="Capital"),
    "note": with_line(note="a note"),
    "lead": with_stream(lead="Kent"),
    "purpose": with_stream(purpose="another"),
    "order of lines": with_stream(lines=STREAM.lines[::-1]),
    "order of workstreams": replace(TOLD, workstreams=TOLD.workstreams[::-1]),
    "one workstream fewer": replace(TOLD, workstreams=TOLD.workstreams[1:]),
    "target": replace(TOLD, targets=(Target("Short term", Decimal(1)), *TOLD.targets[1:])),
    "longer term": with_figure(amount=FIGURE.amount + Decimal("0.01")),
    "by when": with_figure(by_when="one day"),
    "includes": with_figure(includes_table=True),
    "excludes": with_figure(includes_table=False),
    "ring-fence": replace(TOLD, funds=tuple(Fund(fund.name, not fund.ring_fenced) for fund in TOLD.funds)),
    "years": replace(TOLD, years=TOLD.years[1:]),
    "report date": replace(TOLD, report_date=date(2012, 1, 27)),
    "authority": replace(TOLD, authorities=TOLD.authorities[1:]),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_any_other_input_is_another_mark(other: Programme) -> None:
    assert fingerprint(other) != fingerprint(TOLD)


def test_every_other_input_is_told_from_every_other() -> None:
    assert len({fingerprint(other) for other in OTHERS.values()}) == len(OTHERS)


def test_where_the_figures_stand_does_not_count() -> None:
    assert fingerprint(with_line(cells=LineCells("Elsewhere", 99, ("A", "B", "C", "D")))) == fingerprint(TOLD)
    assert fingerprint(with_figure(place=Place("Elsewhere", "Z99"))) == fingerprint(TOLD)
    assert fingerprint(with_stream(tab="Elsewhere")) == fingerprint(TOLD)


def test_whose_point_of_view_is_taken_does_not_count() -> None:
    assert {fingerprint(TOLD.reported_by(authority)) for authority in TOLD.authorities} == {fingerprint(TOLD)}


def test_how_an_amount_is_written_does_not_count() -> None:
    one, other = (programme("Waste\n  SE7  1  100000").workstreams[0] for _ in range(2))
    amounts = (Decimal("1.00"), Decimal("1E+5"))
    restated = replace(other, lines=(replace(other.lines[0], amounts=amounts),))
    assert fingerprint(replace(TOLD, workstreams=(one,))) == fingerprint(replace(TOLD, workstreams=(restated,)))


def test_the_mark_of_2012_is_the_same_on_every_computer_and_day() -> None:
    assert fingerprint(TOLD) == fingerprint(sample_programme())
    assert len(fingerprint(TOLD)) == 16
    assert set(fingerprint(TOLD)) <= set("0123456789abcdef")


@given(programmes(max_authorities=3, max_workstreams=3, max_years=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_penny_more_on_any_line_is_another_mark(told: Programme) -> None:
    for number, workstream in enumerate(told.workstreams):
        for at, line in enumerate(workstream.lines):
            other = replaced(workstream, at, lambda held: held + Decimal("0.01") if isinstance(held, Decimal) else Decimal(0))
            workstreams = (*told.workstreams[:number], other, *told.workstreams[number + 1 :])
            assert fingerprint(replace(told, workstreams=workstreams)) != fingerprint(told), line


def replaced(workstream: Workstream, at: int, change: Callable[[object], object]) -> Workstream:
    """The workstream with the first amount of one line changed."""
    line: SavingsLine = workstream.lines[at]
    other = replace(line, amounts=(change(line.amounts[0]), *line.amounts[1:]))
    return replace(workstream, lines=(*workstream.lines[:at], other, *workstream.lines[at + 1 :]))
