"""Every authority's report at once: a workbook each, and the summary, in one folder."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.cli import main
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import ShareSet
from se7_excel.sheets import schema
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.summary import RATIO, SUMMARY
from tests.conftest import require
from tests.entrances.officer import replace_in, type_into
from tests.rendering.lint import faults
from tests.rendering.office import Office, formulas, values

NAMES = [authority.name for authority in sample_programme().authorities]


def for_all(tracker: Path, folder: Path, *more: str) -> int:
    return main(["regenerate-appendix-1", str(tracker), "--for", "all", "--output", str(folder), *more])


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The tracker of 2012 once every authority has a share from 1 April 2011."""
    programme = sample_programme()
    shares = [*[Decimal("14.29")] * 6, Decimal("14.26")]
    share_set = ShareSet(date(2011, 4, 1), tuple(zip(programme.authorities, shares, strict=True)))
    path = tmp_path / "shared.xlsx"
    path.write_bytes(make_tracker(replace(programme, share_sets=(share_set,)), date(2012, 1, 26)))
    return path


@pytest.fixture
def summary(shared: Path, tmp_path: Path) -> Path:
    """The summary of its reports."""
    for_all(shared, tmp_path / "all")
    return tmp_path / "all" / "shared – summary.xlsx"


def test_each_authority_gets_a_workbook_from_its_own_point_of_view(tracker_file: Path, tmp_path: Path) -> None:
    before = tracker_file.read_bytes()
    assert for_all(tracker_file, tmp_path / "all") == 1
    assert {path.name for path in (tmp_path / "all").iterdir()} == {f"tracker – {name}.xlsx" for name in (*NAMES, "summary")}
    for name in NAMES:
        book = FileBook.open(tmp_path / "all" / f"tracker – {name}.xlsx")
        assert book.read("Appendix 1").value(7, 2) == name
    assert tracker_file.read_bytes() == before


def test_the_summary_holds_formulas_with_their_values(tracker_file: Path, tmp_path: Path) -> None:
    for_all(tracker_file, tmp_path / "all")
    grid = FileBook.open(tmp_path / "all" / "tracker – summary.xlsx").read(SUMMARY)
    sums = ["Shared out", "Beyond the quantified whole", "Not yet shared out", "SE7"]
    assert [grid.value(row, 1) for row in range(7, 18)] == [*NAMES, *sums]
    assert [grid.value(row, 6) for row in range(14, 18)] == [6_944_000, 2_000, 76_908_000, 83_850_000]
    assert grid.formula(14, 6) == 'IF(COUNT(F7:F13)=0,"not quantified",ROUND(SUM(F7:F13),2))'
    assert grid.formula(16, 6).endswith("ROUND(N(F17)-(N(F14)-N(F15)),2))")


def test_a_folder_that_holds_one_of_the_files_is_refused_before_any_is_written(
    tracker_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "tracker – Medway.xlsx").write_bytes(b"mine")
    assert for_all(tracker_file, tmp_path / "all") == 2
    assert "there is a file tracker – Medway.xlsx already" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["tracker – Medway.xlsx"]


@pytest.mark.parametrize(
    ("more", "said"), [(["--preview", "--output", "x"], "leave out --preview"), ([], "needs a folder for the workbooks")]
)
def test_options_that_do_not_go_together_are_refused(
    more: list[str], said: str, tracker_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["regenerate-appendix-1", str(tracker_file), "--for", "ALL", *more]) == 2
    assert said in capsys.readouterr().err


def test_authorities_whose_workbooks_would_be_named_alike_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.xlsx"
    assert main(["new", str(path), "--authorities", "A/B; A:B; C"]) == 0
    assert for_all(path, tmp_path / "all") == 2
    assert "two of the workbooks would be named ours – A B.xlsx" in capsys.readouterr().err
    assert not (tmp_path / "all").exists()


def test_each_copys_settings_name_its_own_authority_and_nothing_else_of_them_changes(tracker_file: Path, tmp_path: Path) -> None:
    for_all(tracker_file, tmp_path / "all")
    before = FileBook.open(tracker_file).read(schema.SETTINGS)
    for name in NAMES:
        after = FileBook.open(tmp_path / "all" / f"tracker – {name}.xlsx").read(schema.SETTINGS)
        assert after.value(5, 2) == name
        assert {**after.values, 5: before.values[5]} == before.values
        assert after.formulas == before.formulas


def test_a_copy_gives_its_authoritys_view_later_without_for(tracker_file: Path, tmp_path: Path) -> None:
    for_all(tracker_file, tmp_path / "all")
    kent = tmp_path / "all" / "tracker – Kent.xlsx"
    for command in ("refresh-totals", "regenerate-appendix-1"):
        before = kent.read_bytes()
        assert main([command, str(kent)]) == 1
        assert kent.read_bytes() == before, "there was nothing to change"
    assert main(["check-totals", str(kent)]) == 1
    codes = [FileBook.open(kent).read(schema.CHECKS).value(row, 1) for row in range(1, 80)]
    assert "C05" in codes
    assert "C25" not in codes
    assert FileBook.open(kent).read(schema.APPENDIX).value(7, 2) == "Kent"


def test_the_log_of_a_copy_takes_its_view_counts_the_named_cell_and_marks_the_same_inputs(
    tracker_file: Path, tmp_path: Path
) -> None:
    assert main(["refresh-totals", str(tracker_file), "--for", "all", "--output", str(tmp_path / "all")]) == 1
    logs = {name: last_logged(tmp_path / "all" / f"tracker – {name}.xlsx") for name in NAMES}
    assert logs.pop("East Sussex") is None, "Settings named it already, and no total was behind"
    told = {name: (log["Action"], log["Point of view"], log["Cells changed"]) for name, log in logs.items() if log}
    assert told == {name: ("Refresh totals", name, 1) for name in NAMES if name != "East Sussex"}
    assert len({log["Inputs"] for log in logs.values() if log}) == 1


def test_a_copy_named_in_another_form_keeps_that_form(tracker_file: Path, tmp_path: Path) -> None:
    type_into(tracker_file, schema.SETTINGS, {"B5": "east sussex county council"})
    for_all(tracker_file, tmp_path / "all")
    book = FileBook.open(tmp_path / "all" / "tracker – East Sussex.xlsx")
    assert book.read(schema.SETTINGS).value(5, 2) == "east sussex county council"


def test_a_copy_that_cannot_be_made_leaves_no_file_at_all(
    tracker_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(tracker_file, "xl/worksheets/sheet2.xml", b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>')
    assert for_all(tracker_file, tmp_path / "all") == 2
    assert "Settings" in capsys.readouterr().err
    assert not (tmp_path / "all").exists()


def test_the_shares_of_the_whole_are_in_the_summary_and_in_each_copys_checks(summary: Path) -> None:
    book = FileBook.open(summary)
    assert book.tabs() == (SUMMARY, RATIO)
    grid = book.read(RATIO)
    assert [grid.value(row, 1) for row in (8, 11, 29, 35)] == ["Brighton & Hove", "East Sussex", "Shared out", "SE7"]
    assert [grid.value(row, 8) for row in (11, 12, 13)] == [6_944_000, 11_982_165, -5_038_165]
    kent = read_tracker(FileBook.open(summary.with_name("shared – Kent.xlsx"))).programme
    assert (kent.reporting.name, len(kent.share_sets)) == ("Kent", 1)


def test_the_summary_comes_to_the_values_stored(summary: Path, soffice: str, tmp_path: Path) -> None:
    data = summary.read_bytes()
    stored, again = values(data), Office(soffice, tmp_path).recalculated(data)
    there = formulas(data)
    assert {tab for tab, _ in there} == {SUMMARY, RATIO}
    assert {cell: again[cell] for cell in there} == {cell: stored[cell] for cell in there}


def test_nothing_is_wrong_with_the_summary_as_a_workbook(summary: Path) -> None:
    program = require(os.environ.get("SE7_OOXML_VALIDATOR") or shutil.which("ooxml-validator"), "ooxml-validator (npm)")
    told = subprocess.run([program, str(summary)], capture_output=True, text=True, check=False)
    assert json.loads(told.stdout)["errors"] == []
    assert faults(summary.read_bytes()) == []


def last_logged(path: Path) -> dict[str, object] | None:
    """The last row of the Log by its headings, where there is one."""
    grid = FileBook.open(path).read(schema.LOG)
    heading = next(row for row, cells in grid.rows() if "Action" in cells.values())
    rows = [cells for _, cells in grid.rows(heading + 1)]
    return {str(name): rows[-1].get(column) for column, name in grid.values[heading].items()} if rows else None


def test_each_workbook_is_named_with_what_was_found_in_it(
    tracker_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert for_all(tracker_file, tmp_path / "all") == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == [*NAMES, "Summary"]
    assert said[NAMES.index("East Sussex")].endswith("tracker – East Sussex.xlsx – 1 fail, 21 warn, 12 info")
