"""What holds of every sum, whatever the programme: order never matters, nothing is lost, and gaps weigh nothing."""

import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from se7_excel.savings.ladder import ladder
from se7_excel.savings.money import ZERO, Amount, Gap, printed
from se7_excel.savings.programme import Basis, Party, Programme, SavingsLine
from se7_excel.savings.totals import composition, cumulative, own, party_total, position
from tests.properties.strategies import amounts, programmes

ALL_GAPS = tuple(Gap)
SMALL = programmes(max_authorities=4, max_workstreams=4, max_years=5, gaps=ALL_GAPS)
ANY = programmes(max_workstreams=5, gaps=ALL_GAPS)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=300, deadline=None)


def lines(*bases: Basis | None) -> SearchStrategy[SavingsLine]:
    """Lines of one of these bases, of one to ten years."""
    typed = st.lists(amounts(ALL_GAPS), min_size=1, max_size=10).map(tuple)
    return st.builds(SavingsLine, st.just("A line"), st.just(Party("SE7")), typed, basis=st.sampled_from(bases))


def figures(given_amounts: tuple[Amount, ...]) -> list[Decimal]:
    """Those of the amounts that are amounts."""
    return [each for each in given_amounts if isinstance(each, Decimal)]


def totals(programme: Programme) -> list[object]:
    """Every sum there is of a programme, by party."""
    each_party = [
        (party_total(programme, party), {kind: pounds for kind, pounds in composition(programme, party).items() if pounds})
        for party in programme.parties
    ]
    return [*each_party, *((rung.target, rung.found, rung.found_if_included) for rung in ladder(programme))]


def same_pounds(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two totals are the same pounds; nothing quantified counts as no pounds."""
    return (one or ZERO) == (other or ZERO)


@MANY
@given(lines(None, Basis.ADDITIONAL, Basis.ONE_OFF))
def test_the_last_cumulative_is_the_sum_of_the_years(line: SavingsLine) -> None:
    last = cumulative(line)[-1]
    typed = figures(line.amounts)
    assert last == sum(typed, ZERO) if typed else isinstance(last, Gap)


@MANY
@given(lines(Basis.LEVEL))
def test_the_last_cumulative_of_a_level_line_is_its_latest_figure(line: SavingsLine) -> None:
    last = cumulative(line)[-1]
    typed = figures(line.amounts)
    assert last == typed[-1] if typed else isinstance(last, Gap)


@MANY
@given(lines(None, *Basis))
def test_own_amounts_add_up_to_the_cumulative_in_every_year(line: SavingsLine) -> None:
    for year, running in enumerate(cumulative(line), 1):
        assert sum(figures(own(line)[:year]), ZERO) == (running if isinstance(running, Decimal) else ZERO)


@MANY
@given(lines(None, *Basis))
def test_own_amounts_are_gaps_where_and_only_where_a_gap_was_typed(line: SavingsLine) -> None:
    assert [each if isinstance(each, Gap) else None for each in own(line)] == [
        each if isinstance(each, Gap) else None for each in line.amounts
    ]


@MANY
@given(lines(None, *Basis))
def test_once_quantified_a_cumulative_stays_quantified(line: SavingsLine) -> None:
    quantified = [isinstance(each, Decimal) for each in cumulative(line)]
    assert quantified == sorted(quantified)
    assert any(quantified) == bool(figures(line.amounts))


@FEW
@given(SMALL, st.randoms(use_true_random=False))
def test_the_order_of_lines_never_matters(programme: Programme, shuffle: random.Random) -> None:
    mixed = tuple(replace(each, lines=tuple(shuffle.sample(each.lines, len(each.lines)))) for each in programme.workstreams)
    shuffled = replace(programme, workstreams=mixed)
    assert [party_total(shuffled, party) for party in programme.parties] == [
        party_total(programme, party) for party in programme.parties
    ]
    assert totals(shuffled) == totals(programme)


@FEW
@given(SMALL, st.randoms(use_true_random=False))
def test_the_order_of_workstreams_never_matters(programme: Programme, shuffle: random.Random) -> None:
    mixed = tuple(shuffle.sample(programme.workstreams, len(programme.workstreams)))
    assert totals(replace(programme, workstreams=mixed)) == totals(programme)


@FEW
@given(ANY)
def test_the_grand_total_is_the_sum_over_workstreams_and_of_the_years(programme: Programme) -> None:
    for party in programme.parties:
        total = party_total(programme, party)
        held = [position(programme, each, party) for each in programme.workstreams]
        assert total.total.pounds == sum(figures(tuple(each.total for each in held)), ZERO)
        assert total.total.pounds == sum((each.pounds for each in total.annual), ZERO)
        assert total.total.pounds == total.cumulative[-1].pounds
        assert total.total.pounds == sum(composition(programme, party).values(), ZERO)


@FEW
@given(ANY)
def test_each_years_cumulative_total_is_the_one_before_plus_the_years_own(programme: Programme) -> None:
    for party in programme.parties:
        total = party_total(programme, party)
        before = ZERO
        for annual, running in zip(total.annual, total.cumulative, strict=True):
            assert running.pounds == before + annual.pounds
            before = running.pounds


@FEW
@given(ANY)
def test_every_workstream_is_either_quantified_or_counted_as_not(programme: Programme) -> None:
    total = party_total(programme, programme.partnership).total
    held = [position(programme, each, programme.partnership).quantified for each in programme.workstreams]
    assert total.quantified == sum(held)
    assert total.unquantified >= len(held) - sum(held)
    assert (total.amount is None) == (not any(held))


@FEW
@given(SMALL, st.data())
def test_adding_a_line_of_gaps_never_changes_pounds(programme: Programme, data: st.DataObject) -> None:
    if not any(each.lines for each in programme.workstreams):
        return
    chosen = data.draw(st.sampled_from([each for each in programme.workstreams if each.lines]))
    party = data.draw(st.sampled_from([each.party for each in chosen.lines]))
    gaps = data.draw(st.tuples(*[st.sampled_from(ALL_GAPS)] * len(programme.years)))
    line = SavingsLine("Nothing yet", party, gaps, basis=data.draw(st.sampled_from((None, *Basis))))
    fuller = replace(chosen, lines=(*chosen.lines, line))
    added = replace(programme, workstreams=tuple(fuller if each is chosen else each for each in programme.workstreams))
    for each in programme.parties:
        was, now = party_total(programme, each), party_total(added, each)
        assert [total.pounds for total in (*now.annual, *now.cumulative)] == [
            total.pounds for total in (*was.annual, *was.cumulative)
        ]
        assert same_pounds(now.total.amount, was.total.amount)
        assert now.total.quantified == was.total.quantified


@FEW
@given(SMALL)
def test_declared_and_undeclared_overlap_differ_by_what_the_table_holds(programme: Programme) -> None:
    declared = [replace(each, includes_table=False) for each in programme.longer_term]
    assert all(rung.found == rung.found_if_included for rung in ladder(replace(programme, longer_term=tuple(declared))))
    undeclared = replace(programme, longer_term=tuple(replace(each, includes_table=None) for each in declared))
    included = replace(programme, longer_term=tuple(replace(each, includes_table=True) for each in declared))
    assert [rung.found_if_included for rung in ladder(undeclared)] == [rung.found for rung in ladder(included)]


@MANY
@given(st.decimals(-(10**12), 10**12, places=2))
def test_printing_never_says_a_unit_that_rounding_has_outgrown(amount: Decimal) -> None:
    text = printed(amount)
    assert "1,000k" not in text
    assert "£1000" not in text
    assert "£1,000m" not in text
    assert text.startswith("−") == (abs(amount) >= Decimal("0.5") and amount < 0)
