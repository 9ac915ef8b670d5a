"""The demonstration: its files, the headline it prints, and what it does when run again."""

from pathlib import Path

import pytest

from se7_excel.actions import ACTIONS
from tests.entrances.officer import se7, shown, type_into

HEADLINE = (
    "£83.85m quantified, 2 of 6 workstreams not; £1.6m of it avoided cost; "
    "83.85 % of the short-term target of £100m, £16.15m to find; medium term 98.77 %, long term 99.59 %"
)
TRACKER = "savings-tracker-2012.xlsx"


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("se7_excel.entrances.demo.soffice", lambda: None)


def test_the_demo_ends_with_the_headline(tmp_path: Path, capsys: pytest.CaptureFixture[str], without_office: None) -> None:
    assert se7("demo", tmp_path / "demo") == 0
    assert capsys.readouterr().out.splitlines()[-1] == HEADLINE


def test_the_demo_runs_every_action_and_says_where_its_files_lie(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], without_office: None
) -> None:
    se7("demo", tmp_path / "demo")
    said = capsys.readouterr().out
    assert all(action.label in said for action in ACTIONS)
    assert str(tmp_path / "demo" / TRACKER) in said
    assert shown(tmp_path / "demo" / TRACKER, "Appendix 1", "G6") == "£36.25m"


def test_the_demo_goes_to_se7_demo_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_office: None
) -> None:
    monkeypatch.chdir(tmp_path)
    se7("demo")
    assert [each.name for each in (tmp_path / "se7-demo").iterdir()] == [TRACKER]


def test_without_libreoffice_the_demo_does_all_but_the_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], without_office: None
) -> None:
    se7("demo", tmp_path)
    assert "not made, for want of LibreOffice" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == [TRACKER]


def test_with_libreoffice_the_demo_adds_appendix_1_as_a_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], soffice: str
) -> None:
    se7("demo", tmp_path)
    (pdf,) = tmp_path.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert str(pdf) in capsys.readouterr().out


def test_a_second_demo_leaves_the_same_file_and_no_backup(tmp_path: Path, without_office: None) -> None:
    se7("demo", tmp_path)
    first = (tmp_path / TRACKER).read_bytes()
    se7("demo", tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [TRACKER]
    assert (tmp_path / TRACKER).read_bytes() == first


def test_what_somebody_tried_out_on_the_demo_is_kept_when_it_is_made_anew(tmp_path: Path, without_office: None) -> None:
    se7("demo", tmp_path)
    type_into(tmp_path / TRACKER, "Highways", {"G13": 1})
    tried = (tmp_path / TRACKER).read_bytes()
    se7("demo", tmp_path)
    assert tried in [each.read_bytes() for each in tmp_path.iterdir()]
    assert shown(tmp_path / TRACKER, "Highways", "G13") == "–"


def test_a_file_in_place_of_the_demos_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "demo").write_text("a note")
    assert se7("demo", tmp_path / "demo") == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "name another" in said
