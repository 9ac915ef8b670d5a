"""What `se7 doctor` says of an officer's PC: a line for each part, and what to do where one is not as it should be."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from se7_excel.entrances import excel_doctor, products
from se7_excel.entrances.excel_doctor import Verdict, diagnosis, doctor
from se7_excel.entrances.excel_pc import Pc, System, change_settings
from tests.entrances.officers_pc import OURS, SIGNED, SIGNED_LAST_YEAR, addin_file, officers_pc, set_up

CODE = "Public Sub OnAction()\nEnd Sub\n"
Spoil = Callable[[Pc], Pc | None]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "addin", lambda: OURS, raising=False)
    monkeypatch.setattr(excel_doctor, "soffice", lambda: "soffice")


@pytest.fixture(params=[System.WINDOWS, System.MAC], ids=["Windows", "Mac"])
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Pc:
    """A PC on which everything is as it should be."""
    made = officers_pc(request.param, tmp_path)
    set_up(made)
    return made


def said(pc: Pc) -> tuple[list[str], bool]:
    """The doctor's lines, and whether all is well."""
    lines: list[str] = []
    return lines, doctor(lines.append, pc)


def test_after_installing_all_is_well(pc: Pc) -> None:
    lines, well = said(pc)
    assert well
    assert lines[-1] == "All is well."
    assert all(line.startswith("ok  ") for line in lines[:-1])


def test_our_addin_may_be_signed(pc: Pc) -> None:
    _put(pc, SIGNED)
    lines, well = said(pc)
    assert well
    assert f"ok         se7.xlam: {pc.startup / 'se7.xlam'}, signed" in lines


def test_every_part_has_a_line_of_its_own(pc: Pc) -> None:
    everywhere = ["Computer", "Python", "se7_excel", "Compiled code", "LibreOffice", "xlwings", "xlwings.xlam"]
    own = ["Script for macros"] if pc.system is System.MAC else []
    after = ["Long-lived Python"] if pc.system is System.WINDOWS else []
    subjects = [observation.subject for observation in diagnosis(pc)]
    assert subjects == [*everywhere, *own, "se7.xlam", "Excel's Python", "Code beside workbooks", *after]


def test_looking_changes_nothing(pc: Pc, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    said(pc)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def _another_python(pc: Pc) -> None:
    other = pc.home / "other-python"
    other.touch()
    change_settings(pc, {pc.interpreter_key: str(other)})


AMISS: tuple[tuple[str, Spoil, str, str], ...] = (
    ("xlwings is missing", lambda pc: replace(pc, xlwings=None), "xlwings", "-m pip install"),
    ("its add-in is missing", lambda pc: (pc.startup / "xlwings.xlam").unlink(), "xlwings.xlam", "run se7 install-addin"),
    ("its add-in is old", lambda pc: _write(pc.startup / "xlwings.xlam"), "xlwings.xlam", "run se7 install-addin again"),
    ("our add-in is missing", lambda pc: (pc.startup / "se7.xlam").unlink(), "se7.xlam", "run se7 install-addin"),
    ("our add-in is old", lambda pc: _write(pc.startup / "se7.xlam"), "se7.xlam", "run se7 install-addin again"),
    ("its ribbon is old", lambda pc: _put(pc, addin_file(CODE, ribbon="old")), "se7.xlam", "run se7 install-addin again"),
    ("no settings", lambda pc: pc.settings.unlink(), "Excel's Python", "run se7 install-addin"),
    ("a Python that is gone", lambda pc: pc.python.unlink(), "Excel's Python", "run se7 install-addin again"),
    ("another Python", _another_python, "Excel's Python", "to use this one"),
    ("code beside workbooks", lambda pc: _set(pc, "ADD_WORKBOOK_TO_PYTHONPATH", "True"), "Code beside workbooks", "run se7"),
    ("code beside by default", lambda pc: _set(pc, "ADD_WORKBOOK_TO_PYTHONPATH", None), "Code beside workbooks", "run se7"),
    ("a debugging server", lambda pc: _set(pc, "DEBUG UDFS", "True"), "DEBUG UDFS", "take the line out"),
    ("a Python of the Store", lambda pc: replace(pc, from_store=True), "This Python", "python.org"),
)


def _write(path: Path) -> None:
    path.write_bytes(b"of last year")


def _put(pc: Pc, addin: bytes) -> None:
    (pc.startup / "se7.xlam").write_bytes(addin)


def _set(pc: Pc, name: str, value: str | None) -> None:
    change_settings(pc, {name: value})


@pytest.mark.parametrize(("spoil", "subject", "remedy"), [each[1:] for each in AMISS], ids=[each[0] for each in AMISS])
def test_what_is_amiss_is_said_with_its_remedy(spoil: Spoil, subject: str, remedy: str, pc: Pc) -> None:
    lines, well = said(spoil(pc) or pc)
    assert not well
    assert [line for line in lines if line.startswith(f"look here  {subject}: ") and remedy in line]
    assert lines[-1].startswith("Do what the lines marked “look here” say")


ADVICE: tuple[tuple[str, Spoil, str, str], ...] = (
    ("an old signed add-in", lambda pc: _put(pc, SIGNED_LAST_YEAR), "se7.xlam", "ask IT"),
    ("pandas", lambda pc: replace(pc, has_pandas=True), "pandas", "virtual environment"),
    ("Conda", lambda pc: _set(pc, "CONDA PATH", "C:/conda"), "CONDA PATH", "take the line out"),
    ("a Python path", lambda pc: _set(pc, "PYTHONPATH", "C:/theirs"), "PYTHONPATH", "comes before ours"),
    ("a licence key", lambda pc: _set(pc, "LICENSE_KEY", "secret"), "LICENSE_KEY", "PRO"),
    ("new code", lambda pc: (pc.package / "new.py").touch(), "Compiled code", "run se7 install-addin"),
)


@pytest.mark.parametrize(("spoil", "subject", "words"), [each[1:] for each in ADVICE], ids=[each[0] for each in ADVICE])
def test_what_could_be_better_is_advice_and_no_failure(spoil: Spoil, subject: str, words: str, pc: Pc) -> None:
    lines, well = said(spoil(pc) or pc)
    assert well
    assert [line for line in lines if line.startswith(f"advice     {subject}: ") and words in line]
    assert "secret" not in "\n".join(lines)


def test_without_libreoffice_only_pdfs_are_missing(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_doctor, "soffice", lambda: None)
    lines, well = said(pc)
    assert well
    assert [line for line in lines if line.startswith("advice     LibreOffice")]


def test_a_setting_that_is_switched_off_is_not_mentioned(pc: Pc) -> None:
    change_settings(pc, {"DEBUG UDFS": "False"})
    assert said(pc)[1]


def test_windows_tells_no_capitals_from_small_letters_in_a_path(tmp_path: Path) -> None:
    windows = officers_pc(System.WINDOWS, tmp_path)
    set_up(windows)
    named = Path(str(windows.python).replace("python.exe", "PYTHON.EXE"))
    named.touch()
    change_settings(windows, {"INTERPRETER_WIN": str(named)})
    assert said(windows)[1]


@pytest.mark.parametrize(
    ("on", "library", "verdict"),
    [
        ("True", True, Verdict.WELL),
        ("True", False, Verdict.AMISS),
        ("False", True, Verdict.ADVICE),
        ("False", False, Verdict.ADVICE),
    ],
)
def test_the_long_lived_python_needs_its_library(on: str, library: bool, verdict: Verdict, tmp_path: Path) -> None:
    windows = officers_pc(System.WINDOWS, tmp_path)
    set_up(windows)
    change_settings(windows, {"USE UDF SERVER": on})
    if not library:
        (tmp_path / "venv/xlwings64-0.37.8.dll").unlink()
    assert [each.verdict for each in diagnosis(windows) if each.subject == "Long-lived Python"] == [verdict]


def test_on_a_mac_the_script_of_this_version_is_looked_for(tmp_path: Path) -> None:
    mac = officers_pc(System.MAC, tmp_path)
    set_up(mac)
    mac.script.rename(mac.script.with_name("xlwings-0.30.0.applescript"))
    lines, well = said(mac)
    assert not well
    assert [line for line in lines if line.startswith("look here  Script for macros: ") and "xlwings-0.37.8" in line]


def test_elsewhere_the_excel_parts_do_not_apply_and_the_rest_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linux = replace(officers_pc(System.MAC, tmp_path), system=System.OTHER)
    lines, well = said(linux)
    assert well
    assert [line for line in lines if line.startswith("not here   Excel and its add-ins: ")]
    monkeypatch.setattr(excel_doctor, "soffice", lambda: None)
    lines, well = said(linux)
    assert not well
    assert [line for line in lines if line.startswith("look here  LibreOffice: ")]


def test_this_very_computer_can_be_looked_at() -> None:
    assert {"Computer", "Python", "se7_excel"} <= {observation.subject for observation in diagnosis()}
