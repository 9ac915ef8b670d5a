"""`se7 inspect` on the command line: words, JSON, exit status, and a file that stays as it was."""

import argparse
import json
from pathlib import Path

import pytest

from se7_excel.entrances.inspect_file import add_inspect_command
from se7_excel.errors import SavingsError
from tests.inspection import councils
from tests.inspection.made import Made


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_inspect_command(parser.add_subparsers(required=True))
    parser.set_defaults(quiet=False)
    options = parser.parse_args(["inspect", *arguments])
    status: int = options.run(options)
    return status


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "Kent budget.xlsx"
    path.write_bytes(councils.budget().data)
    return path


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    path = tmp_path / "Kent budget.xlsx"
    path.write_bytes(councils.budget().typed("Budget", D9=21500).data)
    return path


def test_a_sound_workbook_is_said_to_be_and_ends_with_0(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(sound)) == 0
    assert capsys.readouterr().out == (
        "Inspect: Kent budget.xlsx\n  Looked at: 1 tab, 20 formulas, 20 of them recomputed\n  Found: 0 fail, 0 warn, 0 info\n"
    )


def test_a_typed_over_total_is_told_in_one_sentence_and_ends_with_1(tampered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tampered)) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == (
        "    C26 fail: Budget!D9: the number 21,500 stands amid formulas that are all the same, which would give 21,822 here "
        "(322 too little); put the formula back, or say beside it why it is not there."
    )


def test_json_has_the_findings_as_other_commands_have_them(tampered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tampered), "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["action"], report["tabs"], report["formulas"], report["recomputed"]) == ("inspect", ["Budget"], 19, 19)
    (finding,) = report["findings"]
    assert (finding["code"], finding["severity"], finding["tab"], finding["cell"]) == ("C26", "fail", "Budget", "D9")
    assert (finding["expected"], finding["found"], finding["difference"]) == ("21822.00", "21500.00", "-322.00")
    assert finding["accepted"] is None and finding["mark"]


def test_what_somebody_must_decide_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "forecast.xlsx"
    path.write_bytes(councils.growth().data)
    assert run(str(path)) == 0
    assert "C26 warn: Forecast!D7" in capsys.readouterr().out


def test_the_file_stays_as_it_was(tampered: Path) -> None:
    before, known = tampered.read_bytes(), tampered.stat()
    tampered.chmod(0o444)
    run(str(tampered))
    assert tampered.read_bytes() == before and tampered.stat().st_mtime_ns == known.st_mtime_ns
    assert [each.name for each in tampered.parent.iterdir()] == ["Kent budget.xlsx"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "the file is empty"), (b"a,b\n1,2\n", "not a workbook"), (None, "no such file")]
)
def test_what_is_no_workbook_ends_in_a_sentence(content: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SavingsError, match=words):
        run(str(path))


def test_a_workbook_without_any_formula_has_nothing_to_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(Made({"List": {"A1": "Name", "A2": "Kent"}}).data)
    assert run(str(path)) == 0
    assert "1 tab, 0 formulas, 0 of them recomputed" in capsys.readouterr().out
