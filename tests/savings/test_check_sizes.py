"""C09: amounts, lines and tabs of another size than those around them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from se7_excel.sample import EAST_SUSSEX, sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.checks.sizes import of_the_usual_size
from se7_excel.savings.programme import LineCells, Programme
from se7_excel.savings.stated import Stated
from tests.notation import programme

SAMPLE = sample_programme()
AMOUNTS = tuple(
    (workstream.name, line.party.name, year, amount)
    for workstream, line in SAMPLE.lines
    for year, amount in enumerate(line.amounts)
    if isinstance(amount, Decimal)
)
LONELY = ("Commodities Procurement", EAST_SUSSEX.name, 1, Decimal(2_000))  # no other year, no whole: £2m would be no wonder
SLIPPED = [(each, factor) for each in AMOUNTS for factor in (Decimal(1_000), Decimal("0.001"))]
IN_LINES = tuple(dict.fromkeys((name, party) for name, party, _, _ in AMOUNTS if (name, party) != LONELY[:2]))


def found_by(told: Programme | str) -> list[Finding]:
    """The findings of C09 on a programme, or on one in the tests' notation."""
    return list(of_the_usual_size(programme(told) if isinstance(told, str) else told, Stated()))


def times(told: Programme, name: str, party: str, factor: Decimal, years: tuple[int, ...]) -> Programme:
    """The programme with the amounts of the party's line in these years multiplied."""
    workstreams = []
    for workstream in told.workstreams:
        lines = []
        for line in workstream.lines:
            mine = (workstream.name, line.party.name) == (name, party)
            amounts = [
                amount * factor if mine and year in years and isinstance(amount, Decimal) else amount
                for year, amount in enumerate(line.amounts)
            ]
            lines.append(replace(line, amounts=tuple(amounts)))
        workstreams.append(replace(workstream, lines=tuple(lines)))
    return replace(told, workstreams=tuple(workstreams))


def sizes(figures: str, *others: str) -> list[Finding]:
    """The findings of C09 on lines of SE7 in one workstream."""
    return found_by("\n".join(("Waste", *(f"  SE7  {each}" for each in (figures, *others)))))


@pytest.mark.parametrize(
    ("figures", "year", "words"),
    [
        ("1m  10m  1m  1m", "2012/13", "about ten times the line's other years"),
        ("1m  1m  100k  1m", "2013/14", "about a tenth of the line's other years"),
        ("1m  1m  1m  100m", "2014/15", "about a hundred times"),
        ("10k  1m  1m  1m", "2011/12", "about a hundredth of"),
        ("6m  5m  7000  8m", "2013/14", "about a thousandth of"),
        ("600  600k  500  800", "2012/13", "about a thousand times"),
        ("−1m  −10m  −1m  −1m", "2012/13", "about ten times"),
        ("1m  –  10m  TBC  1m  0", "2013/14", "about ten times"),
        ("1m  2m  15m  | level", "2013/14", "about ten times"),
    ],
)
def test_an_amount_of_another_power_of_ten_than_the_other_years_stands_out(figures: str, year: str, words: str) -> None:
    (found,) = sizes(figures)
    assert (found.code, found.severity, found.year, found.party) == ("C09", Severity.WARN, year, "SE7")
    assert found.message.startswith(f"Waste, SE7, “SE7 line”, {year}: ")
    assert words in found.message


def test_what_stands_out_names_its_cell_what_was_expected_and_the_difference() -> None:
    told = programme("Waste\n  SE7  1m  15m  2m")
    line = replace(told.workstreams[0].lines[0], cells=LineCells("Waste", 12, ("G", "I", "K")))
    placed = replace(told, workstreams=(replace(told.workstreams[0], lines=(line,)),))
    (found,) = of_the_usual_size(placed, Stated())
    assert (str(found.place), found.expected, found.found, found.difference) == ("Waste!I12", 1_500_000, 15_000_000, 13_500_000)
    assert "around £1,500,000: £13,500,000 more" in found.message


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ("1m  11m  1m", "1m  11000001  1m"),
        ("1m  9m  1m", "1m  8999999  1m"),
        ("1m  120m  1m", "1m  120000001  1m"),
        ("1m  80m  1m", "1m  79999999  1m"),
        ("1k  3m  1k", "1k  3000001  1k"),
        ("3k  1m  3k", "3k  999999  3k"),
        ("11m  1m  11m", "11000001  1m  11000001"),
        ("9m  1m  9m", "8999999  1m  8999999"),
        ("1m  15m  2m", "1m  15m  2000001"),
    ],
)
def test_the_tolerances_are_exact(within: str, beyond: str) -> None:
    assert len(sizes(within)) == 1
    assert sizes(beyond) == []


@pytest.mark.parametrize(
    "figures",
    [
        "1m  10m",
        "1m  10m  –  TBC",
        "1m  10m  0  _",
        "1m  10m  −1m",
        "1m  5m  1m",
        "250k  6m  12m  18m",
        "1k  10k  100k  1m",
        "1m  1m  10m  10m",
        "100k  1m  1m  1m",
        "1m  1m  1m  100k",
        "–  100k  1m  1m  –",
    ],
)
def test_few_neighbours_unlike_neighbours_and_a_slow_start_or_end_are_no_yardstick(figures: str) -> None:
    assert sizes(figures) == []


def test_a_line_typed_in_thousands_beside_lines_in_pounds_stands_out() -> None:
    (found,) = sizes("450  500  550", "500k  500k  500k", "600k  600k  –")
    assert (found.expected, found.found, found.difference, found.year) == (500_000, 500, -499_500, "")
    assert "about a thousandth of that of the party's other lines" in found.message


@pytest.mark.parametrize(
    ("figures", "others"),
    [
        ("450  500  550", ("500k  500k  500k",)),
        ("5k  5k  5k", ("500k  500k  500k", "500k  500k  500k")),
        ("450  500  550", ("500k  500k  500k", "TBC  –  –")),
    ],
)
def test_a_line_is_held_against_two_others_and_for_thousands_only(figures: str, others: tuple[str, ...]) -> None:
    assert sizes(figures, *others) == []


def test_the_lines_of_another_party_are_no_measure() -> None:
    assert found_by("Waste\n  SE7  500k  500k\n  SE7  500k  500k\n  Kent  500  500\nICT\n  Surrey  500  500") == []


def test_the_partys_lines_of_another_workstream_are_a_measure() -> None:
    (found,) = found_by("Waste\n  SE7  500k  500k\n  SE7  500k  500k\nICT\n  SE7  500  500")
    assert (found.workstream, found.found) == ("ICT", 500)


def test_all_the_amounts_of_2012_are_looked_at() -> None:
    assert len(AMOUNTS) == 27
    assert LONELY in AMOUNTS


@pytest.mark.parametrize(("slipped", "factor"), [each for each in SLIPPED if each != (LONELY, 1_000)], ids=str)
def test_any_amount_of_2012_a_thousand_times_too_large_or_too_small_is_found(
    slipped: tuple[str, str, int, Decimal], factor: Decimal
) -> None:
    name, party, year, amount = slipped
    (found,) = found_by(times(SAMPLE, name, party, factor, (year,)))
    assert (found.workstream, found.party, found.found) == (name, party, amount * factor)


@pytest.mark.parametrize("factor", [Decimal(1_000), Decimal("0.001")], ids=str)
@pytest.mark.parametrize(("name", "party"), IN_LINES)
def test_a_line_of_2012_typed_in_thousands_is_found_once(name: str, party: str, factor: Decimal) -> None:
    (found,) = found_by(times(SAMPLE, name, party, factor, (0, 1, 2, 3)))
    assert (found.workstream, found.party) == (name, party)


@pytest.mark.parametrize("factor", [10, 100], ids=str)
def test_ten_or_a_hundred_times_too_large_is_found_where_it_is_beyond_all_the_party_has(factor: int) -> None:
    (found,) = found_by(times(SAMPLE, "Highways", "SE7", Decimal(factor), (3,)))
    assert (found.year, found.found) == ("2014/15", 18_000_000 * factor)


def test_a_whole_tab_typed_in_thousands_is_one_finding_for_a_party() -> None:
    text = "Waste\n  Kent  450  500  550\n  Kent  300  300  –\nICT\n  Kent  500k  400k  1m\n  Kent  90k  2m  –"
    (found,) = found_by(f"{text}\nSEN\n  Kent  700k  1m  1m")
    assert (found.workstream, found.party, found.year) == ("Waste", "Kent", "")
    assert found.message.startswith("Waste, Kent, 2 lines: a usual year of £450 is far below that of the party's other lines")
    assert (found.expected, found.found) == (850_000, 450)


REAL = """
Highways
  SE7   250k  6m    12m   18m
  SE7   6m    12m   18m   18m
  Kent  –     50k   200k  600k
  Kent  5k    100k  900k  1m
Waste
  SE7   3m    1m    200k  20k
  SE7   100k  4m    4m    150k
  Kent  –     2k    –     –
  Kent  900k  90k   9k    –
ICT
  SE7   40k   –     900k  7m
  Kent  10k   10k   300k  –
"""


def test_ramps_slow_starts_slow_ends_and_small_beginnings_are_no_slips() -> None:
    assert found_by(REAL) == []


def test_what_was_found_far_off_is_not_said_to_be_a_thousand_times() -> None:
    (found,) = found_by("Highways\n  SE7  250k  6m  12m  18k")
    assert "2014/15: £18,000 is far below the line's other years, around £6,000,000: £5,982,000 less" in found.message


def test_of_two_years_a_thousandfold_apart_the_one_unlike_the_partys_other_lines_is_found() -> None:
    others = "ICT\n  SE7  500k  400k\n  SE7  90k  2m"
    (low,) = found_by(f"Waste\n  SE7  599  724k\n{others}")
    (high,) = found_by(f"Waste\n  SE7  599k  724m\n{others}")
    assert (low.found, high.found) == (599, 724_000_000)
    assert found_by("Waste\n  SE7  599  724k") == []
