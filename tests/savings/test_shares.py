"""Shares by ratio: which set is in force, and parts that add up to the whole to the penny."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.programme import Party, Programme, ShareSet
from se7_excel.savings.shares import beyond_the_whole, by_ratio, is_complete, parts_by_ratio, set_in_force, unshared
from se7_excel.savings.totals import party_total
from tests.notation import EAST_SUSSEX, KENT, SURREY, programme
from tests.properties.strategies import programmes

THIRDS = ("33.33", "33.33", "33.34")
FIRST, SECOND = date(2011, 4, 1), date(2012, 4, 1)
MILLIONTHS = 10**8


def a_set(from_: date, *shares: str, parties: tuple[Party, ...] = (EAST_SUSSEX, KENT, SURREY)) -> ShareSet:
    return ShareSet(from_, tuple(zip(parties, map(Decimal, shares), strict=True)))


def told(text: str, *sets: ShareSet, on: date | None = None) -> Programme:
    return replace(programme(text), share_sets=sets, report_date=on)


def pounds(whole: str, *shares: str) -> list[str]:
    return [str(part) for part in by_ratio(Decimal(whole), [Decimal(share) for share in shares])]


@st.composite
def percentages(draw: st.DrawFn) -> list[Decimal]:
    """Shares of up to six decimals that add up to exactly 100."""
    cuts = sorted(draw(st.lists(st.integers(0, MILLIONTHS), max_size=29)))
    ends = [0, *cuts, MILLIONTHS]
    return [Decimal(high - low).scaleb(-6) for low, high in pairwise(ends)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2011, 3, 31), None),
        (FIRST, FIRST),
        (date(2012, 3, 31), FIRST),
        (SECOND, SECOND),
        (None, SECOND),
    ],
)
def test_the_latest_set_that_has_begun_at_the_report_date_is_in_force(on: date | None, expected: date | None) -> None:
    found = set_in_force(told("Waste\n  SE7  1m", a_set(FIRST, *THIRDS), a_set(SECOND, "50", "25", "25"), on=on))
    assert (found.from_ if found else None) == expected


def test_without_sets_nothing_is_in_force() -> None:
    assert set_in_force(told("Waste\n  SE7  1m")) is None


def test_the_penny_left_over_goes_to_the_largest_remainder() -> None:
    assert pounds("100.01", "50", "30", "20") == ["50.01", "30.00", "20.00"]
    assert pounds("0.01", "20", "30", "50") == ["0.00", "0.00", "0.01"]


def test_equal_remainders_go_by_the_order_of_the_list() -> None:
    assert pounds("0.03", "50", "50") == ["0.02", "0.01"]


def test_whoever_has_no_share_gets_no_penny() -> None:
    assert pounds("0.02", "33.333333", "33.333333", "33.333334", "0")[-1] == "0.00"


def test_a_negative_whole_is_shared_out_as_its_mirror_image() -> None:
    assert pounds("-100.01", "50", "30", "20") == ["-50.01", "-30.00", "-20.00"]
    assert pounds("-0.01", "40", "60") == ["0.00", "-0.01"]


@given(st.integers(-(10**17), 10**17).map(lambda pence: Decimal(pence).scaleb(-2)), percentages())
def test_the_parts_add_up_to_the_whole_and_are_within_a_penny_of_the_exact_share(whole: Decimal, shares: list[Decimal]) -> None:
    parts = by_ratio(whole, shares)
    assert sum(parts) == whole
    assert all(abs(part * 100 - whole * share) < 1 for part, share in zip(parts, shares, strict=True))
    assert all(not part for part, share in zip(parts, shares, strict=True) if not share)


@given(programmes(max_authorities=6, max_workstreams=4), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_year_adds_up_and_so_do_the_years_of_each_authority(made: Programme, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.integers(0, 10**7), min_size=len(made.authorities) - 1, max_size=len(made.authorities) - 1))
    shares = [Decimal(each).scaleb(-6) for each in (*some, MILLIONTHS - sum(some))]
    share_set = ShareSet(FIRST, tuple(zip(made.authorities, shares, strict=True)))
    parts = parts_by_ratio(replace(made, share_sets=(share_set,)))
    whole = party_total(made, made.partnership)
    assert [part.authority for part in parts] == list(made.authorities)
    for year, total in enumerate(whole.annual):
        column = [part.annual[year] for part in parts]
        assert (sum(column) if None not in column else None) == total.amount
    for part in parts:
        assert sum(amount for amount in part.annual if amount is not None) == (part.total or 0)
    in_all = [part.total for part in parts]
    assert (sum(in_all) if None not in in_all else None) == whole.total.amount


def test_a_year_with_nothing_quantified_has_no_part() -> None:
    (first, *_) = parts_by_ratio(told("Waste\n  SE7  1m  TBC", a_set(FIRST, "50", "25", "25")))
    assert (first.annual, first.total) == ((Decimal(500_000), None), Decimal(500_000))


def test_a_set_that_does_not_add_up_shares_nothing_out() -> None:
    short = told("Waste\n  SE7  1m", a_set(FIRST, "33.33", "33.33", "33.33"))
    assert parts_by_ratio(short) == ()
    assert not is_complete(short, short.share_sets[0])


def test_a_set_that_leaves_an_authority_out_shares_nothing_out() -> None:
    partial = told("Waste\n  SE7  1m", a_set(FIRST, "60", "40", parties=(EAST_SUSSEX, SURREY)))
    assert parts_by_ratio(partial) == ()
    assert unshared(partial, partial.share_sets[0]) == (KENT,)


def test_parts_stand_in_the_order_of_the_authorities_whatever_that_of_the_set() -> None:
    parts = parts_by_ratio(told("Waste\n  SE7  1m", a_set(FIRST, "50", "30", "20", parties=(SURREY, KENT, EAST_SUSSEX))))
    assert [(part.authority, part.share) for part in parts] == [(EAST_SUSSEX, 20), (KENT, 30), (SURREY, 50)]


def test_shares_are_an_input_that_the_fingerprint_tells_apart() -> None:
    sets = [
        (),
        (a_set(FIRST, *THIRDS),),
        (a_set(SECOND, *THIRDS),),
        (a_set(FIRST, "33.34", "33.33", "33.33"),),
        (a_set(FIRST, *THIRDS, parties=(KENT, EAST_SUSSEX, SURREY)),),
        (a_set(FIRST, *THIRDS), a_set(SECOND, *THIRDS)),
    ]
    assert len({fingerprint(told("Waste\n  SE7  1m", *each)) for each in sets}) == len(sets)


def test_how_a_share_is_written_does_not_change_the_fingerprint() -> None:
    plain, padded = (told("Waste\n  SE7  1m", a_set(FIRST, last, "50", "25")) for last in ("25", "25.00"))
    assert fingerprint(plain) == fingerprint(padded)


def test_beside_a_cost_of_achieving_alone_no_claim_lies_beyond_the_whole() -> None:
    costs = programme("Waste\n  SE7  TBC  –  | cost of achieving\n  Kent  100k  50k")
    assert beyond_the_whole(costs) == ((0, 0), 0)
    assert party_total(costs, costs.partnership).total.pounds == 150_000
    assert beyond_the_whole(programme("Waste\n  SE7  TBC  –\n  Kent  100k  50k"))[1] == 150_000
