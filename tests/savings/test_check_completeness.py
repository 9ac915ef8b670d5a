"""C04 to C06: what stands outside the totals, and parts against the whole."""

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from se7_excel.savings.checks.completeness import outside_the_total, part_exceeds_whole, part_without_whole
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Programme
from se7_excel.savings.stated import Stated
from tests.notation import programme

Find = Callable[[Programme, Stated], Iterable[Finding]]


def found_by(find: Find, text: str, party: str = "") -> list[Finding]:
    """The findings on a programme in the tests' notation, of one party where it is named."""
    return [each for each in find(programme(text), Stated()) if party in ("", each.party)]


def test_workstreams_outside_a_total_are_named_with_their_kind_of_gap() -> None:
    (found,) = found_by(
        outside_the_total, "Waste\n  SE7  1m  –\nProperty\n  SE7  see  –\nSEN\n  SE7  –  –\nICT\n  SE7  _  _", "SE7"
    )
    assert (found.code, found.severity) == ("C04", Severity.WARN)
    assert "3 of 4" in found.message
    assert all(words in found.message for words in ("1 “see details below” (Property)", "1 “nil” (SEN)", "1 “not stated” (ICT)"))
    assert "Waste" not in found.message


def test_workstreams_of_one_kind_of_gap_are_counted_together() -> None:
    (found,) = found_by(outside_the_total, "A\n  SE7  TBC\nB\n  SE7  TBC\nC\n  SE7  1m", "SE7")
    assert "2 of 3" in found.message
    assert "2 “to be confirmed” (A, B)" in found.message


def test_a_workstream_without_lines_stands_outside_the_total() -> None:
    (found,) = found_by(outside_the_total, "Waste\n  SE7  1m\nSEN", "SE7")
    assert "1 of 2" in found.message
    assert "1 “not stated” (SEN)" in found.message


def test_one_quantified_year_brings_a_workstream_into_the_total() -> None:
    assert found_by(outside_the_total, "Waste\n  SE7  –  1m\nSEN\n  SE7  0  –", "SE7") == []


def test_an_authority_answers_only_for_workstreams_it_has_a_line_in() -> None:
    (found,) = found_by(outside_the_total, "Waste\n  SE7  1m\n  Kent  TBC\nSEN\n  SE7  1m", "Kent")
    assert "1 of 1" in found.message
    assert found_by(outside_the_total, "Waste\n  SE7  1m\n  Kent  TBC\nSEN\n  SE7  1m", "Surrey") == []


def test_a_reporting_authority_without_any_line_is_said_to_have_none() -> None:
    (found,) = found_by(outside_the_total, "Waste\n  SE7  1m\n  Kent  1m", "East Sussex")
    assert "no workstream has a line" in found.message


@pytest.mark.parametrize("later", ["TBC", "see"])
def test_a_total_that_holds_only_what_is_quantified_so_far_says_so(later: str) -> None:
    (found,) = found_by(outside_the_total, f"Waste\n  SE7  1m  {later}", "SE7")
    assert "only what is quantified so far of 1 of 1 lines (Waste)" in found.message


@pytest.mark.parametrize("later", ["–", "_", "0"])
def test_a_year_with_nothing_new_leaves_nothing_to_come(later: str) -> None:
    assert found_by(outside_the_total, f"Waste\n  SE7  1m  {later}", "SE7") == []


def test_lines_to_be_confirmed_beside_a_quantified_one_are_counted() -> None:
    (found,) = found_by(outside_the_total, "Waste\n  Kent  1m  1m\n  Surrey  TBC  –\n  Surrey  see  TBC", "SE7")
    assert "2 of 3 lines not in the total: 2 “to be confirmed” (Waste)" in found.message


@pytest.mark.parametrize("gap", ["–", "_"])
def test_a_line_without_any_amount_beside_a_quantified_one_stands_outside_too(gap: str) -> None:
    assert found_by(outside_the_total, f"Waste\n  Kent  1m  1m\n  Kent  {gap}  {gap}", "Kent") != []


def test_a_part_a_penny_above_the_whole_fails_for_the_year_and_the_cumulative() -> None:
    (found,) = found_by(part_exceeds_whole, "Waste\n  SE7  1m  1m\n  Kent  1000000.01  –")
    assert (found.code, found.severity, found.party, found.workstream, found.year) == (
        "C05",
        Severity.FAIL,
        "Kent",
        "Waste",
        "2011/12",
    )
    assert (found.expected, found.found, found.difference) == (Decimal(1_000_000), Decimal("1000000.01"), Decimal("0.01"))
    assert found.message == (
        "Waste, 2011/12: Kent claims £1,000,000.01 new where SE7 claims £1,000,000 new, £0.01 more than the whole "
        "(and so in 2011/12 cumulative); correct one of the two."
    )


def test_all_years_in_which_a_part_exceeds_the_whole_of_a_workstream_are_one_finding() -> None:
    text = "Waste\n  SE7  1m  1m  1m\n  Kent  –  3m  4m\nICT\n  SE7  1m  1m  1m\n  Kent  2m  –  –\n  Surrey  –  –  9m"
    found = found_by(part_exceeds_whole, text)
    assert [(each.workstream, each.party) for each in found] == [("Waste", "Kent"), ("ICT", "Kent"), ("ICT", "Surrey")]
    assert "(and so in 2012/13 cumulative, 2013/14 new and cumulative)" in found[0].message
    assert (found[0].year, found[0].rests_on) == ("", (2_000_000, 3_000_000, 1_000_000, 4_000_000, 3_000_000, 7_000_000))


HELD_GROSS = "Waste\n  SE7  1000000.01\n  SE7  −120500.50  | cost of achieving\n  Kent  600000.01\n  Surrey  "


def test_gross_parts_are_held_against_the_gross_whole() -> None:
    assert found_by(part_exceeds_whole, f"{HELD_GROSS}400k") == []
    (found,) = found_by(part_exceeds_whole, f"{HELD_GROSS}400000.01")
    assert (found.expected, found.found) == (Decimal("1000000.01"), Decimal("1000000.02"))


def test_a_part_cannot_hide_its_excess_behind_its_cost_where_the_whole_records_its_own() -> None:
    text = "Waste\n  SE7  1m\n  SE7  −50k  | cost of achieving\n  Kent  1.1m\n  Kent  −200k  | cost of achieving"
    (found,) = found_by(part_exceeds_whole, text)
    assert (found.expected, found.found, found.difference) == (1_000_000, 1_100_000, 100_000)


def test_a_whole_that_records_no_cost_may_be_net_like_its_part() -> None:
    text = "Waste\n  SE7  900k\n  Kent  1m\n  Kent  −100k  | cost of achieving"
    assert found_by(part_exceeds_whole, text) == []


def test_a_whole_that_is_only_a_cost_is_no_whole() -> None:
    text = "Waste\n  SE7  _\n  SE7  −40k  | cost of achieving\n  Kent  100k\n  Surrey  200k"
    assert found_by(part_exceeds_whole, text) == []
    assert found_by(part_without_whole, text) == []
    assert found_by(outside_the_total, text, "SE7") == []


@pytest.mark.parametrize(
    "text",
    [
        "Waste\n  SE7  1m  1m\n  Kent  1m  1m",
        "Waste\n  SE7  2m  5m  | level\n  Kent  2m  3m",
        "Waste\n  SE7  2m  2m\n  Kent  2m  2m  | level",
        "Waste\n  SE7  −1m  −1m\n  Kent  −2m  −1m",
        "Waste\n  SE7  1m  –\n  Kent  1m  0",
        "Waste\n  SE7  –  1m\n  Kent  –  _",
        "Waste\n  SE7  1m  1m\n  SE7  1m  1m\n  Kent  2m  2m",
        "Waste\n  Kent  2m  2m\n  Surrey  9m  9m",
        "Waste\n  SE7  TBC  –\n  Kent  2k  2k",
    ],
)
def test_a_part_as_large_as_the_whole_does_not_exceed_it(text: str) -> None:
    assert found_by(part_exceeds_whole, text) == []


def test_a_part_in_a_year_in_which_the_whole_has_nothing_new_exceeds_it() -> None:
    (found,) = found_by(part_exceeds_whole, "SEN\n  SE7  1.6m  _\n  Kent  599k  724k")
    assert (found.year, found.expected, found.found, found.difference) == ("2012/13", 0, 724_000, 724_000)
    assert "no new saving" in found.message


def test_a_part_may_exceed_the_whole_cumulatively_alone() -> None:
    found = found_by(part_exceeds_whole, "Waste\n  SE7  6m  1m  | level\n  Kent  2m  –")
    assert [(each.year, each.difference) for each in found] == [("2012/13", 1_000_000)]
    assert "cumulative" in found[0].message


def test_parts_each_within_the_whole_may_exceed_it_together() -> None:
    text = "Waste\n  SE7  1m\n  Kent  600k\n  Surrey  "
    assert found_by(part_exceeds_whole, f"{text}400k") == []
    together = found_by(part_exceeds_whole, f"{text}400000.01")
    assert {(each.party, each.found, each.difference) for each in together} == {
        ("all authorities together", Decimal("1000000.01"), Decimal("0.01"))
    }


def test_one_authoritys_excess_hides_no_excess_of_all_in_another_year() -> None:
    sen = "SEN\n  SE7  1.6m  _  100k\n  Kent  –  –  99k\n  East Sussex  599k  724k  90k"
    alone, together = found_by(part_exceeds_whole, sen)
    assert (alone.party, alone.year, alone.difference) == ("East Sussex", "2012/13", 724_000)
    assert (together.year, together.expected, together.found) == ("2013/14", 100_000, 189_000)
    assert "all authorities together claim £189,000 new where SE7 claims £100,000 new, £89,000 more than the whole" in (
        together.message
    )


def test_all_together_are_not_told_again_of_the_year_and_kind_one_exceeds_alone() -> None:
    found = found_by(part_exceeds_whole, "SEN\n  SE7  3m  1m\n  Kent  1m  2m\n  Surrey  1m  –")
    assert [(each.party, each.year, each.found) for each in found] == [("Kent", "2012/13", 2_000_000)]


def test_how_far_a_part_exceeds_the_whole_is_said_in_the_direction_of_the_difference() -> None:
    (found,) = found_by(part_exceeds_whole, "SEN\n  SE7  1.6m  _\n  Kent  599k  724k")
    assert "Kent claims £724,000 new where SE7 claims no new saving, £724,000 more than the whole; correct" in found.message


@pytest.mark.parametrize("gap", ["TBC", "see"])
def test_a_year_of_the_whole_yet_to_be_quantified_is_no_measure_of_the_parts_year(gap: str) -> None:
    assert found_by(part_exceeds_whole, f"Waste\n  SE7  9m  {gap}\n  Kent  1m  1m") == []


def test_a_whole_with_a_year_to_be_confirmed_is_no_measure_of_its_cumulative_either() -> None:
    assert found_by(part_exceeds_whole, "Waste\n  SE7  1m  TBC\n  Kent  1m  1m") == []


def test_a_part_quantified_under_an_unquantified_whole_is_omitted_from_the_total() -> None:
    (found,) = found_by(part_without_whole, "Commodities\n  SE7  TBC  –\n  Kent  –  2k")
    assert (found.code, found.severity, found.workstream, found.party) == ("C06", Severity.WARN, "Commodities", "Kent")
    assert (found.expected, found.found) == ("to be confirmed", 2_000)
    assert all(words in found.message for words in ("£2k", "to be confirmed", "omits"))


@pytest.mark.parametrize("gap", ["TBC", "see", "–"])
def test_every_kind_of_gap_leaves_the_whole_unquantified(gap: str) -> None:
    assert len(found_by(part_without_whole, f"Waste\n  SE7  {gap}\n  Kent  2k")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "SE7  2k\n  Kent  2k",
        "SE7  TBC\n  Kent  TBC",
        "SE7  0\n  Kent  –",
        "SE7  1k  TBC\n  Kent  1k  0",
        "Kent  2k\n  Surrey  TBC",
    ],
)
def test_a_quantified_whole_or_an_unquantified_part_passes(text: str) -> None:
    assert found_by(part_without_whole, f"Waste\n  {text}") == []


def test_a_year_of_the_whole_to_be_confirmed_is_told_from_one_with_nothing_new() -> None:
    pending, nothing_new = (f"Waste\n  SE7  1m  {gap}\n  Kent  –  2k" for gap in ("TBC", "_"))
    assert [each.year for each in found_by(part_without_whole, pending)] == ["2012/13"]
    assert found_by(part_without_whole, nothing_new) == []


def test_a_partnership_row_left_blank_is_no_whole_its_authorities_are_added_up() -> None:
    assert found_by(part_without_whole, "Waste\n  SE7  _\n  Kent  2k") == []
    assert found_by(outside_the_total, "Waste\n  SE7  _\n  Kent  2k", "SE7") == []
