"""The JSON a script receives: exactly the documented shape, and the figures of 2012 in it."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from se7_excel.actions import ACTIONS
from tests.entrances.officer import se7, type_into

Answer = Callable[..., dict[str, Any]]
KEYS = ["action", "file", "headline", "totals", "targets", "changes", "findings", "unmatched"]
CHANGE_KEYS = {"tab", "cell", "before", "after"}
FINDING_KEYS = {
    "code", "severity", "workstream", "party", "year", "tab", "cell", "message", "expected", "found", "difference",
    "mark", "accepted",
}  # fmt: skip
TARGET_KEYS = {"horizon", "target", "found", "difference", "percentage", "found_if_included"}
POUNDS = re.compile(r"-?\d+\.\d\d")
YEARS = ["2011/12", "2012/13", "2013/14", "2014/15"]
PARTIES = ["SE7", "Brighton & Hove", "East Sussex", "Hampshire", "Kent", "Medway", "Surrey", "West Sussex"]
DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"


@pytest.fixture
def answer(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> Answer:
    """What a command answers as JSON about the tracker of 2012."""

    def asked(command: str, *options: str) -> dict[str, Any]:
        se7(command, tracker_file, "--json", *options)
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.mark.parametrize("command", [action.command for action in ACTIONS])
def test_the_object_has_the_documented_keys_in_their_order(command: str, answer: Answer, tracker_file: Path) -> None:
    said = answer(command)
    assert list(said) == KEYS
    assert said["action"] == command
    assert said["file"] == str(tracker_file)


def test_the_shape_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    keys = {*KEYS, *CHANGE_KEYS, *FINDING_KEYS, *TARGET_KEYS, "years", "annual", "cumulative", "total", "unquantified"}
    assert [key for key in sorted(keys) if f"`{key}`" not in text and f'"{key}"' not in text] == []


def test_the_headline_is_the_one_people_read(answer: Answer) -> None:
    assert answer("check-totals")["headline"] == (
        "£83.85m quantified, 2 of 6 workstreams not; £1.6m of it avoided cost; "
        "83.85 % of the short-term target of £100m, £16.15m to find; medium term 98.77 %, long term 99.59 %"
    )


def test_totals_stand_by_party_then_by_year(answer: Answer) -> None:
    totals = answer("check-totals")["totals"]
    assert list(totals) == PARTIES
    for party in totals.values():
        assert set(party) == {"years", "total", "unquantified"}
        assert list(party["years"]) == YEARS
        assert all(set(year) == {"annual", "cumulative"} for year in party["years"].values())


def test_amounts_are_decimal_strings_in_pounds_or_null(answer: Answer) -> None:
    for party in answer("check-totals")["totals"].values():
        amounts = [party["total"], *(amount for year in party["years"].values() for amount in year.values())]
        assert all(amount is None or POUNDS.fullmatch(amount) for amount in amounts)
        assert isinstance(party["unquantified"], int)


def test_the_partnerships_totals_are_those_of_2012(answer: Answer) -> None:
    totals = answer("check-totals")["totals"]["SE7"]
    assert [totals["years"][year]["annual"] for year in YEARS] == ["17400000.00", "15150000.00", "23500000.00", "27800000.00"]
    assert [totals["years"][year]["cumulative"] for year in YEARS] == ["17400000.00", "32550000.00", "56050000.00", "83850000.00"]
    assert (totals["total"], totals["unquantified"]) == ("83850000.00", 2)


def test_east_sussexs_totals_are_those_of_2012(answer: Answer) -> None:
    totals = answer("check-totals")["totals"]["East Sussex"]
    assert [totals["years"][year]["annual"] for year in YEARS] == ["1199000.00", "1410000.00", "2085000.00", "2250000.00"]
    assert [totals["years"][year]["cumulative"] for year in YEARS] == ["1199000.00", "2609000.00", "4694000.00", "6944000.00"]
    assert (totals["total"], totals["unquantified"]) == ("6944000.00", 1)


def test_a_party_without_lines_has_null_and_not_zero(answer: Answer) -> None:
    kent = answer("check-totals")["totals"]["Kent"]
    assert kent["total"] is None
    assert all(amount is None for year in kent["years"].values() for amount in year.values())


def test_targets_say_found_difference_and_percentage(answer: Answer) -> None:
    targets = answer("check-totals")["targets"]
    assert all(set(target) == TARGET_KEYS for target in targets)
    assert [tuple(target.values()) for target in targets] == [
        ("Short term", "100000000.00", "83850000.00", "-16150000.00", "83.85", "83850000.00"),
        ("Medium term", "500000000.00", "493850000.00", "-6150000.00", "98.77", "478250000.00"),
        ("Long term", "1500000000.00", "1493850000.00", "-6150000.00", "99.59", "1478250000.00"),
    ]


def test_findings_have_the_documented_keys_with_text_or_null(answer: Answer) -> None:
    for finding in answer("check-totals")["findings"]:
        assert set(finding) == FINDING_KEYS
        assert finding["severity"] in ("fail", "warn", "info")
        assert all(value is None or (isinstance(value, str) and value) for value in finding.values())


def test_the_failing_finding_of_2012_is_told_in_full(answer: Answer) -> None:
    (failing,) = (each for each in answer("check-totals")["findings"] if each["severity"] == "fail")
    message = failing.pop("message")
    assert "£724,000" in message
    assert failing == {
        "code": "C05", "severity": "fail", "workstream": "Special Educational Needs (SEN)", "party": "East Sussex",
        "year": "2012/13", "tab": "SEN", "cell": "H13", "expected": "0.00", "found": "724000.00", "difference": "724000.00",
        "mark": "ufifpwzc", "accepted": None,
    }  # fmt: skip


def test_a_tracker_without_changes_says_so_by_an_empty_list(answer: Answer) -> None:
    assert answer("refresh-totals")["changes"] == []


def test_changes_give_tab_cell_before_and_after(answer: Answer, tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"J12": 18_000_000.5})
    changes = answer("refresh-totals")["changes"]
    assert all(set(change) == CHANGE_KEYS for change in changes)
    assert [(change["tab"], change["cell"]) for change in changes] == [("Highways", "N12"), ("Highways", "O12")]
    assert [Decimal(changes[0][side]) for side in ("before", "after")] == [Decimal(36_250_000), Decimal("36250000.5")]


def test_a_cell_that_empties_changes_to_null(answer: Answer, tracker_file: Path) -> None:
    type_into(tracker_file, "Longer term", dict.fromkeys(("A7", "B7", "C7", "D7", "E7")))
    changes = answer("regenerate-appendix-1", "--preview")["changes"]
    assert {"tab": "Appendix 1", "cell": "B36", "before": "£1bn", "after": None} in changes


def test_another_point_of_view_changes_the_appendix_but_not_the_totals(answer: Answer) -> None:
    ours, kents = answer("check-totals"), answer("check-totals", "--for", "Kent", "--preview")
    assert ours["totals"] == kents["totals"]
    assert ours["headline"] == kents["headline"]


def test_pence_and_costs_come_out_exactly(answer: Answer, tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"H13": -0.4, "I13": "£2,056,430.07", "J13": None})
    years = answer("refresh-totals")["totals"]["East Sussex"]["years"]
    assert years["2012/13"]["annual"] == "1359999.60"
    assert years["2013/14"]["annual"] == "4091430.07"
