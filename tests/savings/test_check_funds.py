"""C14: which budgets the savings fall on, and whether those are known to be ring-fenced or not."""

from dataclasses import replace

import pytest

from se7_excel.sample import EAST_SUSSEX, PARTNERSHIP, SCHOOLS_GRANT, SEN, sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.checks.funds import ring_fenced
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Fund, LineCells, Programme
from se7_excel.savings.stated import Stated
from tests.notation import programme

WARN, INFO = Severity.WARN, Severity.INFO
FUNDS = (Fund("General Fund"), Fund("Schools Grant", ring_fenced=True), Fund("Housing", ring_fenced=True))


def on_funds(text: str, *funds: str) -> Programme:
    """The programme of the notation, whose lines in their order fall on these funds."""
    told, names = programme(text), iter(funds)
    workstreams = [
        replace(each, lines=tuple(replace(line, fund=next(names)) for line in each.lines)) for each in told.workstreams
    ]
    return replace(told, workstreams=tuple(workstreams), funds=FUNDS)


def test_the_sen_savings_of_2012_fall_on_the_schools_grant() -> None:
    found = list(ring_fenced(sample_programme(), Stated()))
    assert [(each.severity, each.workstream, each.party, each.found) for each in found] == [
        (INFO, SEN.name, PARTNERSHIP.name, 1_600_000),
        (INFO, SEN.name, EAST_SUSSEX.name, 1_323_000),
    ]
    assert all(each.code == "C14" and SCHOOLS_GRANT in each.message for each in found)


def test_a_ring_fenced_part_of_a_workstream_is_told_from_its_whole() -> None:
    told = on_funds("SEN\n  SE7  1m  1m\n  SE7  500k  –\n  SE7  200k  –", "general fund", "schools  GRANT", "")
    (found,) = ring_fenced(told, Stated())
    assert found.found == 500_000
    assert "£500k of £2.7m for SE7 falls on the ring-fenced fund “Schools Grant”" in found.message


def test_each_ring_fenced_fund_is_named_apart() -> None:
    found = ring_fenced(on_funds("SEN\n  SE7  1m\n  SE7  2m\n  SE7  3m", "Housing", "Schools Grant", "Housing"), Stated())
    assert [each.found for each in found] == [2_000_000, 4_000_000]


def test_a_ring_fenced_saving_still_to_be_confirmed_is_named_without_an_amount() -> None:
    (found,) = ring_fenced(on_funds("SEN\n  SE7  TBC  –", "Housing"), Stated())
    assert found.found == Gap.TO_BE_CONFIRMED.value
    assert "£" not in found.message


@pytest.mark.parametrize(
    ("amounts", "fund"),
    [("1m", "General Fund"), ("1m", ""), ("–", "Housing"), ("_", "Housing"), ("0", "Housing")],
)
def test_what_falls_elsewhere_or_is_no_saving_is_not_ring_fenced(amounts: str, fund: str) -> None:
    assert list(ring_fenced(on_funds(f"SEN\n  SE7  {amounts}", fund), Stated())) == []


def unlisted(text: str, fund: str) -> list[Finding]:
    """The findings on one line that falls on this fund."""
    return [each for each in ring_fenced(on_funds(text, fund), Stated()) if each.severity is WARN]


def test_a_fund_that_settings_does_not_list_is_named_with_its_row_and_those_listed() -> None:
    told = on_funds("SEN\n  Kent  1m", " Grant for schools ")
    (workstream,) = told.workstreams
    line = replace(workstream.lines[0], cells=LineCells("SEN", 13, ("G",)))
    (found,) = ring_fenced(replace(told, workstreams=(replace(workstream, lines=(line,)),)), Stated())
    assert (found.code, found.severity, found.party, str(found.place)) == ("C14", WARN, "Kent", "SEN!G13")
    assert "(SEN, row 13): the fund “Grant for schools” is not listed in Settings" in found.message
    assert "“General Fund”, “Schools Grant”, “Housing”" in found.message


@pytest.mark.parametrize(("text", "fund"), [("1m", "general  FUND"), ("1m", ""), ("1m", "  "), ("–", "Grant"), ("0", "Grant")])
def test_a_listed_fund_none_at_all_or_one_without_savings_is_not_told(text: str, fund: str) -> None:
    assert unlisted(f"SEN\n  Kent  {text}", fund) == []


def test_a_saving_still_to_be_confirmed_on_an_unlisted_fund_is_told() -> None:
    assert len(unlisted("SEN\n  Kent  TBC", "Grant")) == 1
