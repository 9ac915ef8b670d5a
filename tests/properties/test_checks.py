"""What holds of the checks, whatever the programme and whatever its sheets claim."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from se7_excel.savings.checks.catalogue import CHECKS, check
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Claim, LineClaims, Stated, TabYears, TotalClaims
from se7_excel.savings.totals import cumulative, party_total
from se7_excel.savings.years import FinancialYear
from tests.properties.strategies import amounts, programmes

ALL_GAPS = tuple(Gap)
SMALL = programmes(max_authorities=4, max_workstreams=4, max_years=5, gaps=ALL_GAPS)
ANY = programmes(max_workstreams=5, gaps=ALL_GAPS)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def claimed(draw: DrawFn, programme: Programme) -> Stated:
    """Any claims the computed cells of a programme's sheets could make, right or wrong, read or not."""
    numbers = st.integers(1, 99)
    places = st.builds(lambda tab, row: Place(tab, f"K{row}"), st.sampled_from(("Waste", "it's")), numbers)
    claims = st.one_of(st.none(), st.builds(Claim, places, st.one_of(st.none(), amounts(ALL_GAPS))))
    row = st.tuples(*[claims] * len(programme.years))
    years = st.lists(st.builds(FinancialYear, st.integers(1999, 2070)), max_size=5).map(tuple)
    parties = draw(st.lists(st.sampled_from((*programme.parties, Party("Nobody"))), max_size=4))
    return Stated(
        tuple(
            draw(st.builds(LineClaims, st.just(workstream), st.just(line), row, row, claims))
            for workstream, line in programme.lines
        ),
        tuple(TotalClaims(party, draw(row), draw(row), draw(claims)) for party in parties),
        tuple(TabYears(each.tab, held, ("G11",) * len(held)) for each in programme.workstreams for held in [draw(years)]),
    )


def rightly(programme: Programme) -> Stated:
    """The claims of sheets on which every computed cell says what it comes to."""

    def said(amount: Amount | None) -> Claim:
        return Claim(Place("A tab", "A1"), Gap.BLANK if amount is None else amount)

    def line_claims(workstream: Workstream, line: SavingsLine) -> LineClaims:
        running = tuple(said(each) for each in cumulative(line))
        return LineClaims(workstream, line, running, (None,) * len(running), running[-1])

    def total_claims(party: Party) -> TotalClaims:
        due = party_total(programme, party)
        rows = (tuple(said(each.amount) for each in row) for row in (due.annual, due.cumulative))
        return TotalClaims(party, *rows, said(due.total.amount))

    years = tuple(TabYears(each.tab, programme.years, ("G11",) * len(programme.years)) for each in programme.workstreams)
    return Stated(tuple(line_claims(*each) for each in programme.lines), tuple(map(total_claims, programme.parties)), years)


@FEW
@given(st.data())
def test_checks_never_raise_and_always_find_in_the_order_of_the_catalogue(data: st.DataObject) -> None:
    programme = data.draw(SMALL)
    found = check(programme, data.draw(claimed(programme)))
    codes = [each.code for each in found]
    assert codes == sorted(codes)
    assert set(codes) <= {each.code for each in CHECKS}
    assert all(each.message.endswith(".") for each in found)


@FEW
@given(ANY)
def test_sheets_that_say_what_they_come_to_fail_no_check_of_arithmetic(programme: Programme) -> None:
    found = {each.code for each in check(programme, rightly(programme))}
    assert not found & {"C01", "C02", "C03", "C22"}


@FEW
@given(SMALL, st.data())
def test_a_penny_more_in_any_total_is_found(programme: Programme, data: st.DataObject) -> None:
    stated = rightly(programme)
    quantified = [each for each in stated.lines if each.total and isinstance(each.total.amount, Decimal)]
    if not quantified:
        return
    chosen = data.draw(st.sampled_from(quantified))
    assert chosen.total
    assert isinstance(chosen.total.amount, Decimal)
    wrong = replace(chosen, total=Claim(chosen.total.place, chosen.total.amount + Decimal("0.01")))
    found = check(programme, replace(stated, lines=tuple(wrong if each is chosen else each for each in stated.lines)))
    assert [each.difference for each in found if each.code == "C02"] == [Decimal("0.01")]
