"""C13: what the totals are made of, and whether the classes of a part are those of its whole."""

import pytest

from se7_excel.savings.checks.composition import composed_of
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.stated import Stated
from tests.notation import programme

NOTHING = Stated()


def beyond(text: str) -> list[Finding]:
    """The findings on classes in which a part is more than its whole."""
    return [each for each in composed_of(programme(text), NOTHING) if each.workstream]


def test_baseline_saving_and_avoided_cost_are_told_apart_for_each_party() -> None:
    made = programme("A\n  SE7  1m  1m  | baseline saving\n  SE7  200k  –  | avoided cost\n  Kent  5k  –  | avoided cost")
    whole, part = composed_of(made, NOTHING)
    assert (whole.code, whole.severity, whole.party, part.party) == ("C13", Severity.INFO, "SE7", "Kent")
    assert "£2m baseline saving + £200k avoided cost" in whole.message
    assert "£5k avoided cost" in part.message
    assert "baseline" not in part.message


def test_money_of_no_declared_class_is_neither() -> None:
    (found,) = composed_of(programme("A\n  SE7  1m  | baseline saving\nB\n  SE7  5k"), NOTHING)
    assert "£1m baseline saving + £5k of no declared class" in found.message


def test_a_party_with_nothing_quantified_has_no_composition() -> None:
    assert list(composed_of(programme("A\n  SE7  TBC  | avoided cost\n  Kent  –  | baseline saving"), NOTHING)) == []


def test_a_class_that_comes_to_nought_is_still_named() -> None:
    (found,) = composed_of(programme("A\n  SE7  5k  −5k  | avoided cost"), NOTHING)
    assert "£0 avoided cost" in found.message


def test_a_cost_is_taken_off_and_said_so() -> None:
    (found,) = composed_of(programme("A\n  SE7  1m  | baseline saving\n  SE7  −50k  | cost of achieving"), NOTHING)
    assert "£1m baseline saving − £50k cost of achieving" in found.message


def test_what_begins_with_a_cost_keeps_its_minus_sign() -> None:
    (found,) = composed_of(programme("A\n  SE7  −50k  | cost of achieving\n  SE7  9k"), NOTHING)
    assert found.message == "SE7: −£50k cost of achieving + £9k of no declared class."


def test_a_part_larger_than_the_whole_within_a_class_is_told() -> None:
    (found,) = beyond("SEN\n  SE7  1m  1m  | baseline saving\n  Kent  200k  200k  | avoided cost")
    assert (found.code, found.severity, found.party, found.workstream) == ("C13", Severity.INFO, "Kent", "SEN")
    assert (found.expected, found.found, found.difference) == (0, 400_000, 400_000)
    assert "Kent has £400,000 avoided cost where SE7 has none of it, £400,000 more than the whole" in found.message


def test_a_cost_of_a_part_larger_than_that_of_the_whole_is_told() -> None:
    (found,) = beyond("A\n  SE7  1m  | baseline saving\n  SE7  −10k  | cost of achieving\n  Kent  −50k  | cost of achieving")
    assert (found.expected, found.found, found.difference) == (-10_000, -50_000, -40_000)
    assert "−£50,000 cost of achieving where SE7 has −£10,000 of it, £40,000 more than the whole" in found.message


def test_parts_within_the_class_one_by_one_may_exceed_it_together() -> None:
    whole = "A\n  SE7  1m  | baseline saving\n  SE7  1m  | avoided cost"
    (found,) = beyond(f"{whole}\n  Kent  800k  | baseline saving\n  Surrey  700k  | baseline saving")
    assert (found.party, found.difference) == ("all authorities together", 500_000)
    assert "all authorities together have £1,500,000 baseline saving" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "SE7  1m  | avoided cost\n  Kent  1m  | avoided cost",
        "SE7  1m\n  Kent  1m  | avoided cost",
        "SE7  1m  | avoided cost\n  Kent  1m",
        "SE7  TBC  | baseline saving\n  Kent  1m  | avoided cost",
        "SE7  1m  | baseline saving\n  Kent  2m  | avoided cost",
        "Kent  1m  | baseline saving\n  Surrey  2m  | avoided cost",
    ],
)
def test_like_classes_undeclared_ones_and_what_other_checks_tell_pass(text: str) -> None:
    assert beyond(f"A\n  {text}") == []
