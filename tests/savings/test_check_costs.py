"""C15: totals are said to be net of the cost of achieving savings, or gross."""

from se7_excel.sample import sample_programme
from se7_excel.savings.checks.costs import cost_of_achieving
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Programme
from se7_excel.savings.stated import Stated
from tests.notation import programme

WITH_A_COST = """
Highways
  SE7          6m  12m
  SE7          –500k  –1m  | cost of achieving
  East Sussex  50k 50k
ICT
  SE7          2m  2m
"""


def found(made: Programme) -> list[Finding]:
    return list(cost_of_achieving(made, Stated()))


def made(text: str) -> Programme:
    return programme("\n".join(row.replace("  –", "  −") for row in text.splitlines()).replace("50k 50k", "50k  50k"))


def test_the_figures_of_2012_are_gross_throughout() -> None:
    (finding,) = found(sample_programme())
    assert (finding.code, finding.severity, finding.expected) == ("C15", Severity.INFO, "net of the cost of achieving")
    assert "£83.85m of SE7 is gross throughout" in finding.message


def test_a_recorded_cost_makes_the_total_net_and_names_workstreams_without_one() -> None:
    whole, part = found(made(WITH_A_COST))
    assert whole.message == "SE7: £20.5m is net of £1.5m cost of achieving (£22m gross); no cost is recorded for ICT."
    assert (whole.expected, whole.found) == (22_000_000, 20_500_000)
    assert part.message == "East Sussex: no cost of achieving is recorded, so the total of £100k is gross."


def test_a_cost_in_every_workstream_leaves_nothing_to_name() -> None:
    (whole, *_) = found(made(WITH_A_COST.partition("ICT")[0]))
    assert whole.message == "SE7: £16.5m is net of £1.5m cost of achieving (£18m gross)."


def test_a_cost_typed_without_its_minus_sign_counts_as_saved_and_is_warned_of() -> None:
    warned, *_ = found(made(WITH_A_COST.replace("–500k  –1m", "–500k  1m")))
    assert (warned.severity, warned.year, warned.expected, warned.found) == (Severity.WARN, "2012/13", -1_000_000, 1_000_000)
    assert "stands £2,000,000 too high; type −£1,000,000" in warned.message


def test_a_cost_typed_without_its_minus_sign_in_several_years_is_one_finding_with_the_sum_of_all() -> None:
    warned, *others = found(programme("Highways\n  SE7  9m  9m  9m\n  SE7  100k  100k  200k  | cost of achieving"))
    assert (warned.expected, warned.found, warned.difference, warned.year) == (-400_000, 400_000, 800_000, "")
    assert "2011/12: £100,000 is a cost of achieving without a minus sign, as in 2 other years, so" in warned.message
    assert "stands £800,000 too high; type −£100,000 and put a minus sign before the others" in warned.message
    assert [each.severity for each in others] == [Severity.INFO]


def test_a_level_cost_typed_without_its_minus_sign_stands_too_high_by_its_latest_figure_twice() -> None:
    warned, *_ = found(programme("Highways\n  SE7  100k  300k  | cost of achieving, level"))
    assert (warned.expected, warned.found, warned.difference) == (-300_000, 300_000, 600_000)


def test_a_cost_of_nothing_is_no_slip() -> None:
    assert all(each.severity is Severity.INFO for each in found(made(WITH_A_COST.replace("–500k  –1m", "0  –1m"))))


def test_nothing_quantified_is_neither_net_nor_gross() -> None:
    assert found(made("Highways\n  SE7  TBC  _")) == []


def test_a_total_that_counts_a_cost_as_saved_is_called_neither_net_nor_gross() -> None:
    _, whole = found(programme("Highways\n  SE7  9m\n  SE7  100k  | cost of achieving"))
    assert whole.message == "SE7: £9.1m counts £100k cost of achieving as saved, so it is neither net nor gross."
