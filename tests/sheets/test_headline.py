"""The one sentence that carries the total carries its completeness, composition and distance from the target."""

from decimal import Decimal

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.programme import LongerTerm
from se7_excel.sheets.headline import LADDER_LINES, NO_TARGET, headline, ladder_sentences
from tests.notation import programme


def test_the_headline_of_2012_is_the_agreed_one() -> None:
    assert headline(sample_programme()) == (
        "£83.85m quantified, 2 of 6 workstreams not; £1.6m of it avoided cost; "
        "83.85 % of the short-term target of £100m, £16.15m to find; medium term 98.77 %, long term 99.59 %"
    )


def test_it_is_the_same_from_every_authoritys_point_of_view() -> None:
    told = sample_programme()
    assert {headline(told.reported_by(each)) for each in told.authorities} == {headline(told)}


def test_a_complete_total_says_so() -> None:
    told = programme("Waste\n  SE7  1m  | baseline saving\nICT\n  SE7  2m  | baseline saving")
    assert headline(told) == "£3m quantified in all 2 workstreams"


def test_a_single_workstream_is_not_spoken_of_as_several() -> None:
    assert "1 workstreams" not in headline(programme("Waste\n  SE7  1m  | baseline saving"))


def test_nothing_quantified_is_not_a_total_of_nothing() -> None:
    assert headline(programme("Waste\n  SE7  TBC\nICT\n  SE7  –", "Short term 100m")).startswith(
        "nothing quantified yet in 2 workstreams"
    )
    assert "£0 quantified" not in headline(programme("Waste\n  SE7  TBC"))


def test_a_saving_of_nought_is_quantified() -> None:
    assert headline(programme("Waste\n  SE7  0  | baseline saving\nICT\n  SE7  TBC")) == "£0 quantified, 1 of 2 workstreams not"


def test_what_nobody_classed_is_said_to_have_no_class_declared() -> None:
    assert headline(programme("Waste\n  SE7  1m\n\nICT\n  SE7  2m  | avoided cost")).endswith(
        "; £2m of it avoided cost; £1m of it with no class declared"
    )


def test_a_net_total_names_the_cost_of_achieving_it_is_net_of() -> None:
    told = programme("Waste\n  SE7  3m  | baseline saving\n  SE7  −150k  | cost of achieving\nICT\n  SE7  2m  | avoided cost")
    assert headline(told) == "£4.85m quantified in all 2 workstreams, after £150k cost of achieving; £2m of it avoided cost"


def test_a_cost_typed_without_its_minus_sign_is_not_said_to_be_taken_off() -> None:
    assert "cost of achieving" not in headline(programme("Waste\n  SE7  3m\n  SE7  150k  | cost of achieving"))


@pytest.mark.parametrize(("target", "said"), [("3m", "reached"), ("2m", "£1m more than the target")])
def test_a_target_reached_leaves_nothing_to_find(target: str, said: str) -> None:
    told = programme("Waste\n  SE7  3m  | baseline saving", f"Short term {target}")
    assert headline(told).endswith(f"of the short-term target of £{target}, {said}")


def test_a_target_of_nothing_is_no_division_by_zero() -> None:
    assert "target" not in headline(programme("Waste\n  SE7  3m", "Short term 0"))


def test_the_distance_is_from_the_first_target_with_its_longer_term_figures() -> None:
    figures = (LongerTerm("Waste", Decimal(1_000_000), "Short term"), LongerTerm("Waste", Decimal(10**9), "Long term"))
    told = programme("Waste\n  SE7  3m", "Short term 10m, Long term 1bn", figures)
    assert headline(told).endswith("40 % of the short-term target of £10m, £6m to find; long term 100.4 %")


def test_a_cost_pressure_brings_the_total_down_below_nothing() -> None:
    told = programme("Waste\n  SE7  −3m  | baseline saving", "Short term 10m")
    assert headline(told).startswith("−£3m quantified")
    assert headline(told).endswith("30 % of the short-term target of £10m, £13m to find")


def test_every_negative_has_the_same_minus_sign() -> None:
    assert "-" not in headline(programme("Waste\n  SE7  −3m", "Target 10m"))


def test_a_long_ladder_is_named_in_the_headline_only_as_far_as_there_is_room() -> None:
    told = programme("Waste\n  SE7  1m", "First 2m, Second 4m, Third 5m, Fourth 10m")
    assert headline(told).endswith("50 % of the first target of £2m, £1m to find; second 25 %, third 20 %")


def test_the_sentences_of_2012_say_each_horizon_and_what_it_adds() -> None:
    assert ladder_sentences(sample_programme()) == (
        "Short term: £83.85m of £100m (83.85 %), £16.15m to find.",
        "Medium term: £493.85m of £500m (98.77 %), £6.15m to find; £478.25m if the undeclared overlap is inside. "
        "Adds £410m: Waste £310m, SEN £100m.",
        "Long term: £1,493.85m of £1.5bn (99.59 %), £6.15m to find; £1,478.25m if the undeclared overlap is inside. "
        "Adds £1bn: Property £1bn.",
    )


def test_there_are_always_as_many_sentences_so_that_the_table_below_stays() -> None:
    for targets in ("", "First 2m", "First 2m, Second 4m", "First 2m, Second 4m, Third 5m, Fourth 6m, Fifth 7m"):
        assert len(ladder_sentences(programme("Waste\n  SE7  1m", targets))) == LADDER_LINES
    assert ladder_sentences(programme("Waste\n  SE7  1m")) == (NO_TARGET, "", "")


def test_the_last_sentence_counts_the_targets_there_is_no_room_for() -> None:
    told = programme("Waste\n  SE7  1m", "First 2m, Second 4m, Third 5m, Fourth 6m, Fifth 7m")
    assert ladder_sentences(told)[-1].endswith("Adds nothing to the horizon before. 2 more targets are on Target ladder.")


def test_a_horizon_that_adds_from_many_workstreams_names_the_largest() -> None:
    figures = tuple(LongerTerm(f"W{number}", Decimal(number * 10**6), "Second", includes_table=False) for number in range(1, 6))
    told = programme("\n".join(f"W{number}\n  SE7  1m" for number in range(1, 6)), "First 2m, Second 40m", figures)
    assert ladder_sentences(told)[1].endswith("Adds £15m: W5 £5m, W4 £4m, W3 £3m and 2 more.")
