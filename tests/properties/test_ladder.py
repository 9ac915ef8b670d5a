"""Whatever the programme: the parts of a rung add up to it, rungs nest, and the pages say the same as the ladder."""

from decimal import Decimal

from hypothesis import given, settings

from se7_excel.savings.ladder import ladder
from se7_excel.savings.money import ZERO, Gap
from se7_excel.savings.programme import Programme
from se7_excel.savings.totals import party_total
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.yearly_page import WORKSTREAMS, yearly_page
from tests.properties.strategies import programmes

SMALL = programmes(max_authorities=4, max_workstreams=9, max_years=6, gaps=tuple(Gap))
FEW = settings(max_examples=80, deadline=None)


@FEW
@given(SMALL)
def test_the_parts_of_a_rung_add_up_to_it(told: Programme) -> None:
    table = party_total(told, told.partnership).total.pounds
    for rung in ladder(told):
        parts = rung.contributions
        in_table = sum((each.in_table for each in parts if isinstance(each.in_table, Decimal)), ZERO)
        beyond, declared = (sum((getattr(each, name) for each in parts), ZERO) for name in ("beyond", "declared_overlap"))
        assert in_table == table
        assert rung.found == in_table + beyond - declared
        assert rung.found_if_included == rung.found - rung.undeclared_overlap


@FEW
@given(SMALL)
def test_what_rungs_add_comes_to_what_the_last_one_finds(told: Programme) -> None:
    rungs = ladder(told)
    for rung in rungs:
        assert sum((amount for _, amount in rung.added), ZERO) == rung.found_added
    if rungs:
        assert sum((rung.found_added for rung in rungs), ZERO) == rungs[-1].found
        assert sum((rung.target_added for rung in rungs), ZERO) == rungs[-1].target.amount


@FEW
@given(SMALL)
def test_each_page_says_something_in_every_cell_and_has_each_heading_once(told: Programme) -> None:
    for page in (ladder_page(told), yearly_page(told)):
        area = page.marks[0].area
        assert all(page.cells[cell].value not in (None, "") for cell in area.cells)
        headings = [str(page.cells[area.top, column].value).casefold() for column in range(1, area.right + 1)]
        assert len(set(headings)) == len(headings)


@FEW
@given(SMALL)
def test_the_columns_of_a_year_add_up_to_the_partnerships_totals(told: Programme) -> None:
    page, totals = yearly_page(told), party_total(told, told.partnership)
    for index, row in enumerate(range(5, 5 + len(told.years))):
        cells = [page.cells[row, column].value for column in range(1, 14)]
        assert (
            sum((each for each in cells[1 : 1 + WORKSTREAMS] if isinstance(each, Decimal)), ZERO)
            == totals.cumulative[index].pounds
        )
        assert sum((each for each in cells[9:12] if isinstance(each, Decimal)), ZERO) == totals.annual[index].pounds
        assert cells[7] == (totals.cumulative[index].amount if totals.cumulative[index].amount is not None else "not quantified")
