"""C24 and C29: falls nobody typed, and savings entered twice."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from se7_excel.sample import sample_programme
from se7_excel.savings.checks.declarations import DECLARATIONS
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.checks.plausibility import PLAUSIBILITY, entered_once, falls_are_typed
from se7_excel.savings.checks.sizes import SIZES
from se7_excel.savings.programme import LineCells, Place, Programme
from se7_excel.savings.stated import Claim, LineClaims, Stated, TotalClaims
from se7_excel.savings.totals import cumulative
from tests.notation import SE7, amount, programme
from tests.properties.test_checks import SMALL, claimed

Find = Callable[[Programme, Stated], Iterable[Finding]]


def found_by(find: Find, text: str) -> list[Finding]:
    """The findings on a programme in the tests' notation."""
    return list(find(programme(text), Stated()))


def titled(text: str, *titles: str) -> list[Finding]:
    """The findings of C29 on the notation's lines, in their order, under these titles."""
    told, names = programme(text), iter(titles)
    workstreams = [
        replace(each, lines=tuple(replace(line, title=next(names)) for line in each.lines)) for each in told.workstreams
    ]
    return list(entered_once(replace(told, workstreams=tuple(workstreams)), Stated()))


def claims(figures: str) -> tuple[Claim | None, ...]:
    """A claim for each figure; `none` for a cell that does not claim anything."""
    texts = figures.split()
    held = zip("HJLN", texts, strict=False)
    return tuple(None if text == "none" else Claim(Place("Waste", f"{letter}12"), amount(text)) for letter, text in held)


def fallen(line: str, computed: str, bracketed: str = "") -> list[Finding]:
    """The findings of C24 on one line whose sheet makes these claims."""
    told = programme(f"Waste\n  {line}")
    nothing = (None,) * len(told.years)
    row = LineClaims(
        told.workstreams[0], told.workstreams[0].lines[0], claims(computed) or nothing, claims(bracketed) or nothing, None
    )
    return list(falls_are_typed(told, Stated(lines=(row,))))


@pytest.mark.parametrize("check", PLAUSIBILITY, ids=lambda each: each.code)
def test_2012_passes(check: Check) -> None:
    told = sample_programme()
    nothing = (None,) * len(told.years)
    rightly = tuple(
        LineClaims(workstream, line, tuple(Claim(Place(workstream.tab, "H12"), each) for each in cumulative(line)), nothing, None)
        for workstream, line in told.lines
    )
    assert list(check.find(told, Stated(lines=rightly))) == []


def test_a_level_that_falls_without_a_minus_sign_is_a_finding() -> None:
    (found,) = found_by(falls_are_typed, "Waste\n  Kent  6m  12m  –  5m  | level")
    assert (found.code, found.severity, found.workstream, found.party) == ("C24", Severity.WARN, "Waste", "Kent")
    assert (found.year, found.expected, found.found, found.difference) == ("2014/15", 12_000_000, 5_000_000, -7_000_000)
    assert "falls from £12,000,000 to £5,000,000, £7,000,000 less, without a minus sign" in found.message


def test_a_level_that_falls_to_nought_is_a_finding_and_each_fall_one_of_its_own() -> None:
    assert [each.year for each in found_by(falls_are_typed, "Waste\n  SE7  2m  1m  0  | level")] == ["2012/13", "2013/14"]


@pytest.mark.parametrize(
    "line",
    [
        "6m  6m  12m  | level",
        "6m  –  TBC  | level",
        "6m  −1m  –  | level",
        "–  6m  6m  | level",
        "6m  5m  −4m  | additional",
        "6m  5m  0",
    ],
)
def test_a_level_that_stands_rises_or_waits_and_a_cost_with_its_minus_sign_pass(line: str) -> None:
    assert found_by(falls_are_typed, f"Waste\n  SE7  {line}") == []


@pytest.mark.parametrize("year_two", ["1m", "0", "–", "TBC"])
def test_a_cumulative_cell_that_falls_though_the_year_took_nothing_away_is_found(year_two: str) -> None:
    (found,) = fallen(f"SE7  3m  {year_two}", "3m 2m")
    assert (str(found.place), found.year, found.expected, found.found) == ("Waste!J12", "2012/13", 3_000_000, 2_000_000)
    assert "falls from £3,000,000 to £2,000,000, £1,000,000 less" in found.message


@pytest.mark.parametrize(
    ("line", "computed"),
    [
        ("SE7  3m  −1m", "3m 2m"),
        ("SE7  3m  −1m", "3m 1m"),
        ("SE7  3m  –", "3m 3m"),
        ("SE7  3m  1m", "none 2m"),
        ("SE7  3m  1m", "3m none"),
        ("SE7  3m  1m", "3m –"),
    ],
)
def test_a_cumulative_cell_that_falls_with_a_negative_year_or_does_not_fall_passes(line: str, computed: str) -> None:
    assert fallen(line, computed) == []


def test_a_bracket_typed_lower_than_the_one_before_is_found() -> None:
    (found,) = fallen("SE7  3m  1m  1m", "3m 4m 5m", "none 4m 3.9m")
    assert (found.year, found.difference) == ("2013/14", -100_000)
    assert "correct the bracket" in found.message


@pytest.mark.parametrize(("own_amounts", "falls"), [("3m 1m", 1), ("3m −1m", 0), ("3m none", 0)])
def test_a_cumulative_total_falls_only_where_its_years_total_is_negative(own_amounts: str, falls: int) -> None:
    told = programme("Waste\n  SE7  3m  1m")
    row = TotalClaims(SE7, claims(own_amounts), claims("3m 2m"), None)
    found = list(falls_are_typed(told, Stated(totals=(row,))))
    assert [(each.party, each.workstream, each.difference) for each in found] == [("SE7", "", -1_000_000)] * falls


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bus routes", "Bus routes"),
        ("Bus routes", "BUS  ROUTES."),
        ("Bus routes", "Routes: bus"),
        ("Review of the agencies", "Agency reviews"),
        ("Children's homes & buses", "Childrens home and buses"),
        ("Boxes, classes", "box class"),
    ],
)
def test_a_saving_entered_twice_across_tabs_is_found_under_nearly_the_same_title(one: str, other: str) -> None:
    (found,) = titled("Waste\n  Kent  1m  –  2m\nHighways\n  Kent  1m  _  2m", one, other)
    assert (found.code, found.severity, found.workstream, found.party) == ("C29", Severity.WARN, "Highways", "Kent")
    assert found.difference == 3_000_000
    assert f"the same amounts and title as Waste, Kent, “{one}”" in found.message


@pytest.mark.parametrize(("one", "other"), [("Waste", "Waste disposal"), ("Shared bus depots", "Depot, shared"), ("A b c", "b")])
def test_a_saving_entered_twice_is_found_where_one_titles_words_are_all_among_the_others(one: str, other: str) -> None:
    (found,) = titled("Waste\n  Kent  1m  2m  3m  4m\nHighways\n  Kent  1m  2m  3m  4m", one, other)
    first = "Waste, Kent" if one == "Waste" else f"Waste, Kent, “{one}”"
    assert f"the same amounts and nearly the same title as {first}, so" in found.message


def test_a_title_of_no_words_is_near_none() -> None:
    assert titled("The\n  Kent  1m\n  Kent  1m", "", "Routes") == []


def test_a_saving_entered_three_times_in_one_tab_is_found_twice() -> None:
    found = titled("Waste\n  Kent  1m\n  Kent  1m\n  Kent  1m", "Routes", "routes", "Route")
    assert len(found) == 2


def test_the_very_same_row_copied_is_found() -> None:
    told = programme("Waste\n  Kent  1m")
    workstream = told.workstreams[0]
    copied = replace(told, workstreams=(replace(workstream, lines=workstream.lines * 2),))
    assert len(list(entered_once(copied, Stated()))) == 1


def test_lines_without_a_title_go_by_their_workstream() -> None:
    assert len(titled("Waste\n  Kent  1m\n  Kent  1m", "", "–")) == 1
    assert titled("Waste\n  Kent  1m\nHighways\n  Kent  1m", "", "") == []


def test_the_place_of_the_first_entry_is_named() -> None:
    told = programme("Waste\n  Kent  1m\n  Kent  1m")
    lines = [replace(line, cells=LineCells("Waste", row, ("G",))) for row, line in enumerate(told.workstreams[0].lines, 12)]
    (found,) = entered_once(replace(told, workstreams=(replace(told.workstreams[0], lines=tuple(lines)),)), Stated())
    assert "(Waste!G12)" in found.message
    assert str(found.place) == "Waste!G13"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Waste\n  Kent  1m  2m\n  Surrey  1m  2m", "Routes", "Routes"),
        ("Waste\n  Kent  1m  2m\n  Kent  2m  1m", "Routes", "Routes"),
        ("Waste\n  Kent  1m  2m\n  Kent  1m  2000000.01", "Routes", "Routes"),
        ("Waste\n  Kent  1m  2m\n  Kent  1m  2m", "Phase 1", "Phase 2"),
        ("Waste\n  Kent  1m  2m\n  Kent  1m  2m", "Bus routes", "Bus lanes"),
        ("Waste\n  Kent  1m  2m\n  Kent  1m  2m", "Gas", "Glass"),
        ("Waste\n  Kent  TBC  –\n  Kent  TBC  –", "Routes", "Routes"),
        ("Waste\n  Kent  0  0\n  Kent  0  –", "Routes", "Routes"),
    ],
)
def test_another_party_other_amounts_another_title_or_no_pounds_are_no_second_entry(text: str, one: str, other: str) -> None:
    assert titled(text, one, other) == []


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_these_checks_and_those_of_declarations_never_raise_and_find_under_their_own_code(data: st.DataObject) -> None:
    told = data.draw(SMALL)
    stated = data.draw(claimed(told))
    for each in (*DECLARATIONS, *PLAUSIBILITY, *SIZES):
        for found in each.find(told, stated):
            assert found.code == each.code
            assert found.message.endswith(".")
            assert not re.search(r"\bNone\b", found.message)
