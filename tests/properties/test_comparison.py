"""What holds of every comparison, whatever the two programmes: totals are explained to the penny, and nothing is left out."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from se7_excel.savings.comparison import compared
from se7_excel.savings.differences import Comparison, Of
from se7_excel.savings.money import ZERO, Gap
from se7_excel.savings.programme import Party, Programme, SavingsLine, Workstream
from se7_excel.savings.totals import party_total, position
from tests.properties.strategies import amounts, programmes

TRACKERS = (False, False)
SMALL = programmes(max_authorities=4, max_workstreams=4, max_years=5, max_lines=5, gaps=tuple(Gap))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def revisions(draw: DrawFn) -> tuple[Programme, Programme]:
    """A programme and what became of it: workstreams and lines gone, added, moved and renamed, figures changed."""
    old = draw(SMALL)
    kept = [each for each in draw(st.permutations(old.workstreams)) if draw(st.integers(0, 4))]
    new = tuple(replace(each, lines=_revised(draw, old, each.lines)) for each in kept)
    return old, replace(old, workstreams=new)


def _revised(draw: DrawFn, whole: Programme, lines: tuple[SavingsLine, ...]) -> tuple[SavingsLine, ...]:
    changes = {
        "same": lambda line: (line,),
        "gone": lambda line: (),
        "twice": lambda line: (line, line),
        "renamed": lambda line: (replace(line, title=f"{line.title} again"),),
        "changed": lambda line: (replace(line, amounts=draw(st.tuples(*[amounts(tuple(Gap))] * len(whole.years)))),),
        "moved": lambda line: (replace(line, party=draw(st.sampled_from(whole.parties))),),
    }
    return tuple(each for line in lines for each in changes[draw(st.sampled_from(sorted(changes)))](line))


def explained(found: Comparison) -> None:
    for each in found.totals:
        assert sum((source.difference for source in each.sources), ZERO) == each.difference
        assert all(source.difference for source in each.sources)


@FEW
@given(SMALL)
def test_a_programme_differs_in_nothing_from_itself(programme: Programme) -> None:
    assert not compared(programme, programme, TRACKERS).differs
    assert not compared(programme, programme, (True, True)).differs


@FEW
@given(revisions())
def test_the_sources_of_a_total_come_to_exactly_its_difference(pair: tuple[Programme, Programme]) -> None:
    explained(compared(*pair, TRACKERS))
    explained(compared(*pair, (True, True)))


@FEW
@given(SMALL, SMALL)
def test_even_between_strangers_totals_are_explained(one: Programme, other: Programme) -> None:
    explained(compared(one, other, TRACKERS))
    explained(compared(one, other, (True, False)))


@FEW
@given(revisions())
def test_every_total_that_differs_is_told_as_it_was_and_is(pair: tuple[Programme, Programme]) -> None:
    old, new = pair
    found = {(each.party, each.of, each.year): (each.old, each.new) for each in compared(old, new, TRACKERS).totals}
    due = {}
    for party in new.parties:
        was, now = party_total(old, party), party_total(new, party)
        due[party, Of.TOTAL, None] = (was.total.amount, now.total.amount)
        for at, year in enumerate(new.years):
            due[party, Of.ANNUAL, year] = (was.annual[at].amount, now.annual[at].amount)
            due[party, Of.CUMULATIVE, year] = (was.cumulative[at].amount, now.cumulative[at].amount)
    assert found == {key: pair for key, pair in due.items() if pair[0] != pair[1]}


@FEW
@given(revisions())
def test_looking_back_reverses_every_difference(pair: tuple[Programme, Programme]) -> None:
    there, back = (compared(*each, TRACKERS) for each in (pair, pair[::-1]))
    assert {(each.party, each.of, each.year, each.difference) for each in there.totals} == {
        (each.party, each.of, each.year, -each.difference) for each in back.totals
    }


@FEW
@given(revisions())
def test_lines_add_up_to_what_each_party_itself_states(pair: tuple[Programme, Programme]) -> None:
    """The effects of the lines of a party come to the difference of all its lines, whether they count or not."""
    found = compared(*pair, TRACKERS)
    for party in pair[0].parties:
        was, now = (
            sum((line.cumulative[-1] for _, line in each.lines if line.party == party and _is_amount(line)), ZERO)
            for each in pair
        )
        assert sum((line.effect for line in found.lines if line.entry.party == party), ZERO) == now - was


@FEW
@given(SMALL)
def test_a_table_of_a_programmes_positions_differs_in_nothing_from_it(programme: Programme) -> None:
    table = replace(programme, workstreams=tuple(_tabled(programme, each) for each in programme.workstreams))
    found = compared(table, programme, (True, False))
    assert not (found.workstreams or found.lines or found.totals or found.headings)


def _tabled(programme: Programme, workstream: Workstream) -> Workstream:
    """The workstream as a table shows it: a row for the partnership and each authority with lines."""
    return replace(
        workstream,
        lines=tuple(
            _row(programme, workstream, party)
            for party in programme.parties
            if party == programme.partnership or workstream.lines_of(party)
        ),
    )


def _row(programme: Programme, workstream: Workstream, party: Party) -> SavingsLine:
    return SavingsLine(workstream.name, party, position(programme, workstream, party).own)


def _is_amount(line: SavingsLine) -> bool:
    return isinstance(line.cumulative[-1], Decimal)
