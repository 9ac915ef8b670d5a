"""What officers and reviewers stumbled over when they tried the product, so that nobody does again."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.entrances.officer import files_beside, replace_in, se7, shown, type_into

Said = pytest.CaptureFixture[str]
HIGHWAYS, CHECKS = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet17.xml"


def findings(said: str, code: str) -> list[str]:
    return [line for line in said.splitlines() if f"{code} fail:" in line]


def test_a_sum_among_the_lines_it_sums_is_counted_twice_and_said_so(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"B14": "SE7", "G14": "=SUM(G12:G13)"})
    replace_in(tracker_file, HIGHWAYS, b"<f>SUM(G12:G13)</f>", b"<f>SUM(G12:G13)</f><v>250000</v>")
    assert se7("check-totals", tracker_file) == 1
    assert any("counted twice" in line and "Highways!G14" in line for line in findings(capsys.readouterr().out, "C26"))


def test_a_sum_of_ones_own_without_a_party_is_told_where_to_go(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"A14": "Total", "G14": "=SUM(G12:G13)"})
    replace_in(tracker_file, HIGHWAYS, b"<f>SUM(G12:G13)</f>", b"<f>SUM(G12:G13)</f><v>250000</v>")
    assert se7("check-totals", tracker_file) == 2
    assert "looks like a sum of your own; move rows of your own below the table" in capsys.readouterr().err


def test_a_negative_number_where_brackets_are_cumulative_is_refused(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "ICT", {"B9": "cumulative", "H12": -7_900_000})
    assert se7("refresh-totals", tracker_file) == 2
    assert "ICT!H12: a negative number where brackets mean cumulative" in capsys.readouterr().err


def test_a_basis_with_a_no_break_space_is_refused_and_one_with_a_blank_is_understood(tracker_file: Path) -> None:
    type_into(tracker_file, "Highways", {"D12": "level\u00a0"})
    assert se7("refresh-totals", tracker_file) == 2
    type_into(tracker_file, "Highways", {"D12": " Level "})
    assert se7("refresh-totals", tracker_file) == 1
    assert shown(tracker_file, "Highways", "O12") == 18_000_000


def test_a_restored_formula_is_said_to_be_back(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Highways", {"L12": 999})
    assert se7("refresh-totals", tracker_file) == 1
    said = capsys.readouterr().out
    assert "Highways!L12: 999 → 6250000" in said
    (finding,) = findings(said, "C26")
    assert "£999 is typed over a calculated cell that comes to £6,250,000; the formula has been put back" in finding


def test_a_row_hidden_by_a_filter_on_checks_is_shown_again(tracker_file: Path) -> None:
    replace_in(tracker_file, CHECKS, b'<row r="11"', b'<row r="11" hidden="1"')
    se7("check-totals", tracker_file)
    with zipfile.ZipFile(tracker_file) as archive:
        assert b"hidden" not in archive.read(CHECKS)


@pytest.mark.parametrize("part", [HIGHWAYS, "xl/styles.xml", "xl/workbook.xml"])
def test_a_part_that_stops_short_is_refused(part: str, tracker_file: Path, capsys: Said) -> None:
    with zipfile.ZipFile(tracker_file) as archive:
        end = archive.read(part)[-40:]
    replace_in(tracker_file, part, end, b"")
    before = files_beside(tracker_file)
    assert se7("check-totals", tracker_file) == 2
    assert "go back to the last version that opened" in capsys.readouterr().err
    assert files_beside(tracker_file) == before


def test_a_file_open_in_excel_is_left_alone_even_if_nothing_would_change(tracker_file: Path, capsys: Said) -> None:
    tracker_file.with_name("~$tracker.xlsx").write_bytes(b"\x04Jane")
    assert se7("refresh-totals", tracker_file) == 2
    assert "open in Excel (Jane)" in capsys.readouterr().err
    assert se7("refresh-totals", tracker_file, "--preview") == 1


def test_what_an_officer_wrote_into_appendix_1_is_named_before_it_goes(tracker_file: Path, capsys: Said) -> None:
    type_into(tracker_file, "Appendix 1", {"B24": "Ask Jean"})
    se7("regenerate-appendix-1", tracker_file)
    assert "Appendix 1!B24: Ask Jean →" in capsys.readouterr().out


def test_an_empty_target_takes_an_amount_as_a_number(tmp_path: Path) -> None:
    path = tmp_path / "ours.xlsx"
    assert se7("new", path, "--partnership", "Mid Fens", "--authorities", "Ely,March", "--years", 2) == 0
    type_into(path, "Settings", {"H14": "Short term", "I14": 5_000_000})
    se7("regenerate-appendix-1", path)
    assert se7("check-totals", path) == 0


def test_authorities_alone_make_up_the_whole_where_its_row_is_left_blank(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "ours.xlsx"
    se7("new", path, "--authorities", "Ely,March", "--workstreams", "Fleet", "--first-year", "2025/26", "--years", 1)
    type_into(path, "Fleet", {"G13": 1_000_000, "G14": 2_000_000})
    se7("refresh-totals", path)
    assert "£3m quantified in the one workstream" in capsys.readouterr().out


def test_a_reader_that_leaves_early_gets_no_trace(tracker_file: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "se7_excel", "check-totals", str(tracker_file)], stdout=writing, stderr=subprocess.PIPE, text=True
    )
    os.close(writing)
    assert ran.stderr == ""


def test_a_name_too_long_for_the_disk_is_one_sentence(tmp_path: Path, capsys: Said) -> None:
    assert se7("new", tmp_path / f"{'n' * 300}.xlsx") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
