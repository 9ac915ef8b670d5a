"""Every authority's report at once: a workbook each, and the summary, in one folder."""

from pathlib import Path

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.cli import main
from se7_excel.sample import sample_programme
from se7_excel.sheets.summary import SUMMARY

NAMES = [authority.name for authority in sample_programme().authorities]


def for_all(tracker: Path, folder: Path, *more: str) -> int:
    return main(["regenerate-appendix-1", str(tracker), "--for", "all", "--output", str(folder), *more])


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
    assert [grid.value(row, 1) for row in range(6, 16)] == [*NAMES, "Shared out", "Not yet shared out", "SE7"]
    assert [grid.value(row, 6) for row in (13, 14, 15)] == [6_944_000, 76_906_000, 83_850_000]
    assert grid.formula(13, 6) == 'IF(COUNT(F6:F12)=0,"not quantified",ROUND(SUM(F6:F12),2))'
    assert grid.formula(14, 6).startswith("IF(COUNT(F13,F15)=0")


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
