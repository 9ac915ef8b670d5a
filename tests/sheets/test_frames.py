"""The register: every line and year as a row of a frame, and back again without loss."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from se7_excel.entrances.cli import main
from se7_excel.entrances.register import as_csv, as_json, as_parquet, without_apostrophes
from se7_excel.errors import UnfitRegister
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.savings.totals import party_total
from se7_excel.sheets.frames import COLUMNS, from_frame, to_frame
from tests.notation import programme
from tests.properties.strategies import programmes

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bare(told: Programme) -> Programme:
    """The programme without the cells its lines came from."""
    streams = (replace(each, lines=tuple(replace(line, cells=None) for line in each.lines)) for each in told.workstreams)
    return replace(told, workstreams=tuple(streams))


def test_the_register_of_2012_has_a_row_for_each_line_and_year() -> None:
    frame = to_frame(sample_programme())
    lines = list(sample_programme().lines)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 4 * len(lines)
    assert frame["pence"].dtype == "Int64"
    assert frame[frame.party == "SE7"]["pence"].sum() == 83_850_000_00
    assert frame[frame.party == "East Sussex"]["pence"].sum() == 6_944_000_00


def test_a_level_line_has_the_level_it_reached_and_what_each_year_itself_adds() -> None:
    frame = to_frame(programme("Waste\n  SE7  6m  12m  TBC  18m  | level\n  SE7  1m  1m  1m  1m"))
    assert [pence // 100_000_000 for pence in frame["pence"].dropna()] == [6, 12, 18, 1, 1, 1, 1]
    assert [pence // 100_000_000 for pence in frame["own_pence"].dropna()] == [6, 6, 6, 1, 1, 1, 1]


@given(programmes())
@FEW
def test_years_own_pence_add_up_to_the_totals(told: Programme) -> None:
    frame = to_frame(told)
    for party in told.authorities:
        assert party_total(told, party).total.pounds * 100 == int(frame[frame.party == party.name]["own_pence"].sum())


def test_what_a_year_adds_need_not_come_back_and_follows_from_the_pence() -> None:
    told = programme("Waste\n  SE7  6m  12m  TBC  18m  | level")
    frame = to_frame(told)
    assert from_frame(frame.drop(columns="own_pence"), told) == told
    assert from_frame(frame.assign(own_pence=0), told) == told


def test_a_row_has_either_pence_or_a_gap() -> None:
    frame = to_frame(sample_programme())
    assert (frame["pence"].isna() == frame["gap"].notna()).all()
    assert (frame["own_pence"].isna() == frame["pence"].isna()).all()
    assert set(frame["gap"].dropna()) == {"nil", "to be confirmed", "see details below"} | set(frame["gap"].dropna()) & {
        "not stated"
    }


@given(programmes())
@FEW
def test_a_programme_comes_back_from_its_frame(told: Programme) -> None:
    assert from_frame(to_frame(told), bare(told)) == bare(told)


@given(programmes(max_workstreams=3, max_lines=3))
@FEW
def test_a_programme_comes_back_from_csv_and_parquet(told: Programme) -> None:
    frame = to_frame(told)
    read = without_apostrophes(
        pd.read_csv(
            BytesIO(as_csv(frame)),
            dtype={column: "string" for column in COLUMNS if not column.endswith("pence")},
            keep_default_na=False,
            na_values={"pence": [""], "own_pence": [""]},
        )
    )
    for back in (read, pd.read_parquet(BytesIO(as_parquet(frame)))):
        assert from_frame(back, bare(told)) == bare(told)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda frame: frame.drop(columns="gap"), "the register has no column “gap”"),
        (lambda frame: frame.drop(index=2), "row 1: a line needs a row for each of 2011/12, 2012/13, 2013/14, 2014/15"),
        (lambda frame: frame.assign(party="Essex"), "row 1: “Essex” is no party of this programme"),
        (lambda frame: frame.assign(workstream="Libraries"), "row 1: “Libraries” is no workstream of this programme"),
        (
            lambda frame: frame.assign(basis="sometimes"),
            "row 1: “sometimes” is no basis we know; choose one of additional, level",
        ),
        (lambda frame: frame.assign(gap="nil"), "row 1: give either pence or one of the gaps not readable, to be confirmed"),
        (lambda frame: frame.assign(pence=pd.NA, gap=pd.NA), "row 1: give either pence or one of the gaps"),
        (lambda frame: frame.assign(pence=frame.pence / 3), "is no whole number of pence; round it"),
        (lambda frame: frame.assign(pence="much", gap=pd.NA), "row 1: “much” is no whole number of pence"),
    ],
)
def test_a_register_that_does_not_fit_is_refused_with_its_row(change, said: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with pytest.raises(UnfitRegister, match=said):
        from_frame(change(to_frame(sample_programme())), sample_programme())


def test_the_json_register_says_null_where_there_is_no_amount() -> None:
    records = pd.read_json(BytesIO(as_json(to_frame(sample_programme()))), dtype=False)
    assert len(records) == len(to_frame(sample_programme()))
    assert b'"pence": null,\n    "own_pence": null,\n    "gap": "nil"' in as_json(to_frame(sample_programme()))


@pytest.mark.parametrize("name", ["register.csv", "register.json", "register.parquet"])
def test_export_writes_the_register(name: str, tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, output = tracker_file.read_bytes(), tracker_file.parent / name
    assert main(["export", str(tracker_file), str(output)]) == 0
    assert capsys.readouterr().out == f"Written: {output}\n"
    assert output.stat().st_size > 1000
    assert tracker_file.read_bytes() == before


def test_export_without_an_output_prints_csv(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tracker_file)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == ",".join(COLUMNS)
    assert said[1] == "Highways,Highways,SE7,baseline saving,,,,,2011/12,25000000,25000000,"


def test_an_export_of_no_known_form_is_refused(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tracker_file), str(tracker_file.with_suffix(".doc"))]) == 2
    assert "a register ends in .csv, .json, .parquet" in capsys.readouterr().err


def test_what_the_page_shows_in_a_notebook_runs(tracker_2012: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path(__file__).parents[2] / "docs" / "register.md"
    code = [
        line[4:] for line in page.read_text(encoding="utf-8").split("In a notebook:")[1].splitlines() if line.startswith("    ")
    ]
    (tmp_path / "tracker.xlsx").write_bytes(tracker_2012)
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    exec("\n".join(code), known)
    assert str(known["changed"]) != str(known["programme"])
