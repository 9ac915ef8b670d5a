"""C35 and C36: sets of shares that add up, and claims against what the ratio gives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.checks.sharing import claims_follow_the_ratio, shares_add_up
from se7_excel.savings.programme import Place, Programme, ShareSet
from se7_excel.savings.stated import Stated
from tests.notation import EAST_SUSSEX, KENT, SURREY, programme

NOTHING = Stated()
FIRST, SECOND = date(2011, 4, 1), date(2012, 4, 1)
PLACE = Place("Shares", "C7")
CLAIMS = "Waste\n  SE7  1m\n  East Sussex  200k\n  Kent  250k"


def shares(*values: str, from_: date = FIRST) -> ShareSet:
    parties = (EAST_SUSSEX, KENT, SURREY)[: len(values)]
    return ShareSet(from_, tuple(zip(parties, map(Decimal, values), strict=True)), PLACE)


def told(text: str, *sets: ShareSet, on: date | None = date(2012, 1, 26)) -> Programme:
    return replace(programme(text), share_sets=sets, report_date=on)


def c35(*sets: ShareSet) -> list[Finding]:
    return list(shares_add_up(told(CLAIMS, *sets), NOTHING))


def c36(text: str, *sets: ShareSet, on: date | None = date(2012, 1, 26)) -> list[Finding]:
    return list(claims_follow_the_ratio(told(text, *sets, on=on), NOTHING))


def test_2012_declares_no_shares_and_nothing_is_found() -> None:
    assert [*shares_add_up(sample_programme(), NOTHING), *claims_follow_the_ratio(sample_programme(), NOTHING)] == []


def test_three_times_33_33_lacks_a_hundredth() -> None:
    (found,) = c35(shares("33.33", "33.33", "33.33"))
    assert (found.code, found.severity, found.place) == ("C35", Severity.FAIL, PLACE)
    assert (found.expected, found.found, found.difference) == ("100 %", "99.99 %", "−0.01 %")
    assert "from 1 April 2011 come to 99.99 % and not 100 %, so 0.01 is to be added;" in found.message


def test_a_set_over_a_hundred_says_what_to_take_off() -> None:
    (found,) = c35(shares("33.34", "33.33", "33.34"))
    assert found.difference == "+0.01 %"
    assert "0.01 is to be taken off" in found.message


@pytest.mark.parametrize("last", ["33.34", "33.340000"])
def test_a_set_of_exactly_a_hundred_passes(last: str) -> None:
    assert c35(shares("33.33", "33.33", last)) == []


def test_a_millionth_too_little_is_found() -> None:
    (found,) = c35(shares("33.333333", "33.333333", "33.333333"))
    assert "0.000001 is to be added" in found.message


def test_each_set_answers_for_itself() -> None:
    found = c35(shares("50", "25", "25"), shares("50", "25", "24", from_=SECOND))
    assert ["1 April 2012" in each.message for each in found] == [True]


def test_an_authority_left_out_is_named() -> None:
    (found,) = c35(shares("50", "50"))
    assert found.severity is Severity.FAIL
    assert (found.expected, found.found, found.difference) == ("3 shares", "2 shares", "Surrey")
    assert "leave out Surrey; add a row" in found.message


def test_a_share_typed_with_a_per_cent_sign_among_plain_ones_is_told() -> None:
    (found,) = c35(shares("50", "0.25", "25"))
    assert "Kent has 0.25 where 25 must be meant" in found.message


def test_a_small_share_that_explains_nothing_is_not_blamed() -> None:
    (found,) = c35(shares("50", "0.25", "25.5"))
    assert "must be meant" not in found.message


def test_each_authority_is_compared_and_then_what_nobody_claims() -> None:
    east, kent, surrey, whole = c36(CLAIMS, shares("20", "30", "50"))
    assert {each.severity for each in (east, kent, surrey, whole)} == {Severity.INFO}
    assert [each.party for each in (east, kent, surrey, whole)] == ["East Sussex", "Kent", "Surrey", "SE7"]
    assert (east.expected, east.found, east.difference) == (200_000, 200_000, 0)
    assert (kent.expected, kent.found, kent.difference) == (300_000, 250_000, -50_000)
    assert (surrey.expected, surrey.found, surrey.difference) == (500_000, "not quantified", "not quantified")
    assert (whole.expected, whole.found, whole.difference) == (1_000_000, 450_000, -550_000)
    assert "claims £200,000, which is exactly £200,000, its 20 % of £1,000,000" in east.message
    assert "claims £250,000, £50,000 less than £300,000" in kent.message
    assert "Surrey claims no quantified saving where it is to have £500,000, its 50 % of £1,000,000" in surrey.message
    assert "£550,000 is claimed by nobody" in whole.message


def test_what_is_claimed_where_the_whole_has_no_figure_is_told_beside_it() -> None:
    *_, whole = c36(f"{CLAIMS}\nICT\n  SE7  TBC\n  Kent  2k", shares("20", "30", "50"))
    assert (whole.expected, whole.found, whole.difference) == (1_000_000, 450_000, -550_000)
    assert (
        "authorities claim £450,000, and £2,000 beside it where SE7 has no figure; £550,000 is claimed by nobody" in whole.message
    )


def test_nothing_claimed_at_all_is_no_difference_in_pounds() -> None:
    *_, whole = c36("Waste\n  SE7  1m", shares("20", "30", "50"))
    assert (whole.found, whole.difference) == ("not quantified", "not quantified")


def test_more_claimed_than_the_ratio_gives_and_than_there_is() -> None:
    east, *_, whole = c36("Waste\n  SE7  1m\n  East Sussex  1.5m", shares("20", "30", "50"))
    assert (east.difference, whole.difference) == (1_300_000, 500_000)
    assert "£1,300,000 more than £200,000" in east.message
    assert "£500,000 more is claimed than there is" in whole.message


def test_claims_that_come_to_the_whole_leave_nothing() -> None:
    *_, whole = c36("Waste\n  SE7  1m\n  Surrey  1m", shares("20", "30", "50"))
    assert "nothing is left to be claimed" in whole.message


def test_a_cost_is_shared_out_too() -> None:
    east, *_, whole = c36("Waste\n  SE7  −100k\n  East Sussex  −30k", shares("20", "30", "50"))
    assert (east.expected, east.found, east.difference) == (-20_000, -30_000, -10_000)
    assert "−£70,000 is claimed by nobody" in whole.message


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2012, 1, 26), "the shares from 1 April 2011, in force at the report date (26 January 2012)"),
        (date(2012, 4, 1), "the shares from 1 April 2012, in force at the report date (1 April 2012)"),
        (None, "the shares from 1 April 2012, the latest"),
    ],
)
def test_the_finding_says_which_set_is_used(on: date | None, said: str) -> None:
    found = c36(CLAIMS, shares("20", "30", "50"), shares("50", "30", "20", from_=SECOND), on=on)
    assert all(said in each.message for each in found[:3])


def test_sets_that_all_begin_after_the_report_date_are_pointed_out() -> None:
    (found,) = c36(CLAIMS, shares("20", "30", "50", from_=SECOND))
    assert (found.severity, found.place) == (Severity.INFO, PLACE)
    assert "No set of shares is in force at the report date (26 January 2012): the first holds from 1 April 2012" in found.message


def test_a_set_that_does_not_add_up_is_compared_with_nothing() -> None:
    assert c36(CLAIMS, shares("20", "30", "49.99")) == []


def test_a_whole_that_is_not_quantified_is_compared_with_nothing() -> None:
    assert c36("Waste\n  SE7  TBC\n  Kent  2k", shares("20", "30", "50")) == []


def test_every_message_is_a_sentence() -> None:
    found = [*c36(CLAIMS, shares("20", "30", "50")), *c35(shares("20", "0.3", "50"), shares("50", from_=SECOND))]
    assert len(found) == 7
    assert all(each.message.endswith(".") and each.message[0].isupper() and "None" not in each.message for each in found)
