"""What happens to an officer's workbook in the course of a day: figures typed, refreshed, checked and set down."""

from pathlib import Path

import pytest

from tests.entrances.officer import files_beside, formula, se7, shown, type_into

Said = pytest.CaptureFixture[str]


def test_a_typed_amount_reaches_the_appendix_by_way_of_refresh_and_regenerate(tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"J12": 20_000_000})
    se7("refresh-totals", tracker_file)
    assert shown(tracker_file, "Highways", "N12") == 38_250_000
    assert shown(tracker_file, "Highways", "O12") == 38_250_000
    se7("regenerate-appendix-1", tracker_file)
    assert shown(tracker_file, "Appendix 1", "F6") == "£20m (£38.25m)"
    assert shown(tracker_file, "Appendix 1", "G18") == "£85.85m"
    assert shown(tracker_file, "Appendix 1 data", "K5") == 85_850_000


def test_pressing_every_button_twice_changes_nothing_the_second_time(tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"J12": "£20m", "D12": "level", "G13": "TBC"})
    for command in ("refresh-totals", "regenerate-appendix-1", "check-totals"):
        se7(command, tracker_file)
    before = files_beside(tracker_file)
    for command in ("refresh-totals", "regenerate-appendix-1", "check-totals"):
        se7(command, tracker_file)
    assert files_beside(tracker_file) == before


def test_checking_says_which_totals_are_stale_until_refresh_is_pressed(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"J12": 20_000_000})
    assert se7("check-totals", tracker_file) == 1
    said = capsys.readouterr().out
    assert "C01 fail: Highways, SE7: the cumulative amount for 2014/15 says £36,250,000" in said
    assert "£38,250,000" in said
    se7("refresh-totals", tracker_file)
    capsys.readouterr()
    se7("check-totals", tracker_file)
    assert "C01 fail" not in capsys.readouterr().out


def test_a_formula_typed_over_is_restored_and_both_values_are_said(tracker_file: Path, capsys: Said) -> None:
    before = formula(tracker_file, "Highways", "M12")
    type_into(tracker_file, "Highways", {"M12": 19_000_000})
    assert se7("refresh-totals", tracker_file) == 1
    said = capsys.readouterr().out
    assert formula(tracker_file, "Highways", "M12") == before
    assert shown(tracker_file, "Highways", "M12") == 18_250_000
    assert "C26 fail" in said
    assert "£19,000,000" in said
    assert "£18,250,000" in said


def test_the_right_number_typed_over_a_formula_is_restored_and_reported_too(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"M12": 18_250_000})
    assert se7("refresh-totals", tracker_file) == 1
    assert "Highways!M12" in capsys.readouterr().out
    assert str(formula(tracker_file, "Highways", "M12")).startswith("=")


def test_a_number_typed_over_a_total_of_the_exact_table_is_reported_and_mended(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Appendix 1 data", {"K5": 90_000_000})
    assert se7("check-totals", tracker_file) == 1
    assert "Appendix 1 data!K5" in capsys.readouterr().out
    se7("regenerate-appendix-1", tracker_file)
    assert shown(tracker_file, "Appendix 1 data", "K5") == 83_850_000
    assert str(formula(tracker_file, "Appendix 1 data", "K5")).startswith("=")


@pytest.mark.parametrize(
    ("typed", "printed", "total"),
    [
        ("£6m", "£6m (£24.25m)", 24_250_000),
        ("250k", "£250k (£18.5m)", 18_500_000),
        ("1.2bn", "£1.2bn (£1,218.25m)", 1_218_250_000),
        ("£2,056,430", "£2.056m (£20.306m)", 20_306_430),
        ("−£50k", "−£50k (£18.2m)", 18_200_000),
        ("TBC", "To be confirmed (£18.25m)", 18_250_000),
        ("–", "– (£18.25m)", 18_250_000),
        ("n/a", "– (£18.25m)", 18_250_000),
    ],
)
def test_an_amount_typed_as_text_is_understood_and_left_as_typed(
    typed: str, printed: str, total: int, tracker_file: Path
) -> None:
    type_into(tracker_file, "Highways", {"J12": typed})
    se7("refresh-totals", tracker_file)
    se7("regenerate-appendix-1", tracker_file)
    assert shown(tracker_file, "Highways", "J12") == typed
    assert shown(tracker_file, "Highways", "O12") == total
    assert shown(tracker_file, "Appendix 1", "F6") == printed


@pytest.mark.parametrize("typed", ["£6m", "−£50k", "250000"])
def test_a_number_stored_as_text_is_reported(typed: str, tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"J12": typed})
    assert se7("check-totals", tracker_file) == 1
    findings = [each for each in capsys.readouterr().out.splitlines() if "C28 fail" in each and "→" not in each]
    assert len(findings) == 1
    assert "Highways!J12" in findings[0]


@pytest.mark.parametrize("typed", ["TBC", "–", "n/a", "see below"])
def test_a_gap_in_words_is_no_number_stored_as_text(typed: str, tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"J12": typed})
    se7("check-totals", tracker_file)
    assert "C28 fail" not in capsys.readouterr().out


def test_a_workstream_added_to_settings_without_its_tab_names_the_cell(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Settings", {"E20": "Libraries", "F20": "Libraries"})
    before = files_beside(tracker_file)
    assert se7("refresh-totals", tracker_file) == 2
    said = capsys.readouterr().err
    assert "Settings!F20" in said
    assert "“Libraries”" in said
    assert files_beside(tracker_file) == before


def test_a_line_typed_straight_below_the_table_is_counted(tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"A14": "Kerbs", "B14": "Kent", "G14": 1000, "H14": 500.25})
    se7("refresh-totals", tracker_file)
    assert shown(tracker_file, "Highways", "L14") == 1500.25
    assert shown(tracker_file, "Highways", "O14") == 1500.25
    se7("regenerate-appendix-1", tracker_file, "--for", "Kent")
    assert shown(tracker_file, "Appendix 1", "G7") == "£2k"
    assert shown(tracker_file, "Appendix 1 data", "K14") == 1500.25


def test_a_line_below_a_gap_is_reported_as_outside_every_total(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"A16": "Kerbs", "B16": "Kent", "G16": 1000})
    assert se7("check-totals", tracker_file) == 1
    said = capsys.readouterr().out
    assert "C26 fail: Highways!B16" in said
    assert "row 16" in said


def test_an_officers_notes_outside_the_table_survive(tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"J12": 1, "A20": "Ask Jean", "R12": 42, "R13": "=R12*2"})
    type_into(tracker_file, "Appendix 1", {"J3": "Mine"})
    for command in ("refresh-totals", "regenerate-appendix-1", "check-totals"):
        se7(command, tracker_file)
    assert shown(tracker_file, "Highways", "A20") == "Ask Jean"
    assert shown(tracker_file, "Highways", "R12") == 42
    assert formula(tracker_file, "Highways", "R13") == "=R12*2"
    assert shown(tracker_file, "Appendix 1", "J3") == "Mine"


def test_a_note_where_the_appendix_has_to_grow_is_not_covered(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Appendix 1", {"A37": "Approved by cabinet"})
    type_into(tracker_file, "Longer term", {"A8": "Waste", "B8": 1_000_000, "C8": "Long term"})
    before = files_beside(tracker_file)
    assert se7("regenerate-appendix-1", tracker_file) == 2
    assert "Appendix 1!A37" in capsys.readouterr().err
    assert files_beside(tracker_file) == before


def test_declaring_the_overlap_settles_the_question(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Longer term", {"F5": "yes", "F6": "yes"})
    se7("check-totals", tracker_file)
    said = capsys.readouterr().out
    assert "C17 warn" not in said
    assert "£478.25m of £500m" in said


def test_the_checks_tab_lists_each_finding_with_a_link_to_its_cell(tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"J12": "£20m"})
    se7("refresh-totals", tracker_file)
    se7("check-totals", tracker_file)
    row = next(row for row in range(6, 60) if shown(tracker_file, "Checks", f"A{row}") == "C28")
    assert formula(tracker_file, "Checks", f"G{row}") == '=HYPERLINK("#\'Highways\'!J12","Highways!J12")'
    assert shown(tracker_file, "Checks", f"G{row}") == "Highways!J12"
