"""Joining Excel, xlwings and Python on an officer's PC, with homes and add-ins made up for the test."""

import csv
import os
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from se7_excel.entrances import products
from se7_excel.entrances.excel_doctor import doctor
from se7_excel.entrances.excel_pc import CannotSetUp, Pc, System, change_settings, settings_of
from se7_excel.entrances.excel_setup import xlwings_installs
from tests.conftest import require
from tests.entrances.officers_pc import OURS, SIGNED, SIGNED_LAST_YEAR, THEIRS, files, officers_pc, set_up, taken_down


@pytest.fixture(autouse=True)
def our_addin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "addin", lambda: OURS, raising=False)


@pytest.fixture(params=[System.WINDOWS, System.MAC], ids=["Windows", "Mac"])
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Pc:
    return officers_pc(request.param, tmp_path)


@pytest.fixture
def windows(tmp_path: Path) -> Pc:
    return officers_pc(System.WINDOWS, tmp_path)


@pytest.fixture
def mac(tmp_path: Path) -> Pc:
    return officers_pc(System.MAC, tmp_path)


def test_installing_puts_both_addins_and_the_settings_in_place(pc: Pc) -> None:
    said = set_up(pc)
    assert (pc.startup / "xlwings.xlam").read_bytes() == THEIRS
    assert (pc.startup / "se7.xlam").read_bytes() == OURS
    assert settings_of(pc)[pc.interpreter_key] == str(pc.python)
    assert settings_of(pc)["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert "1. Quit Excel" in "\n".join(said)
    assert not [line for line in said if "look here" in line or "\n" in line]


def test_on_windows_the_settings_are_three_lines_as_vba_reads_them(windows: Pc) -> None:
    set_up(windows)
    with windows.settings.open(newline="", encoding="cp1252") as lines:
        content = lines.read()
    assert content.count("\r\n") == content.count("\n") == 3
    assert list(csv.reader(content.splitlines())) == [
        ["INTERPRETER_WIN", str(windows.python)],
        ["ADD_WORKBOOK_TO_PYTHONPATH", "False"],
        ["USE UDF SERVER", "True"],
    ]


def test_on_a_mac_nothing_is_said_of_the_long_lived_python(mac: Pc) -> None:
    set_up(mac)
    assert set(settings_of(mac)) == {"INTERPRETER_MAC", "ADD_WORKBOOK_TO_PYTHONPATH"}
    assert b"\r" not in mac.settings.read_bytes()
    assert mac.settings == mac.home / "Library/Containers/com.microsoft.Excel/Data/xlwings.conf"


def test_installing_twice_writes_nothing_the_second_time(pc: Pc) -> None:
    set_up(pc)
    before = files(pc)
    said = set_up(pc, installer=lambda pc, what: pytest.fail("Excel need not be started again"))
    assert files(pc) == before
    assert sum("already" in line for line in said) == 3


def test_nothing_unfinished_is_left_where_excel_would_open_it(pc: Pc) -> None:
    set_up(pc)
    assert {path.name for path in pc.startup.iterdir()} == {"xlwings.xlam", "se7.xlam"}


def test_an_xlwings_addin_of_another_version_is_replaced(pc: Pc) -> None:
    set_up(pc)
    (pc.startup / "xlwings.xlam").write_bytes(b"of last year")
    set_up(pc)
    assert (pc.startup / "xlwings.xlam").read_bytes() == THEIRS


def test_on_a_mac_a_missing_script_is_put_back(mac: Pc) -> None:
    set_up(mac)
    mac.script.unlink()
    set_up(mac)
    assert mac.script.is_file()


def test_an_older_addin_of_ours_is_replaced(pc: Pc) -> None:
    set_up(pc)
    (pc.startup / "se7.xlam").write_bytes(b"of last year")
    set_up(pc)
    assert (pc.startup / "se7.xlam").read_bytes() == OURS


def test_a_signed_addin_from_a_folder_is_taken_byte_for_byte(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "se7.xlam").write_bytes(SIGNED)
    set_up(pc, tmp_path)
    assert (pc.startup / "se7.xlam").read_bytes() == SIGNED


@pytest.mark.parametrize("signed", [SIGNED, SIGNED_LAST_YEAR])
def test_a_signed_addin_is_never_replaced_by_one_that_is_not(pc: Pc, signed: bytes) -> None:
    set_up(pc)
    (pc.startup / "se7.xlam").write_bytes(signed)
    assert f"The signed add-in stays as it is: {pc.startup / 'se7.xlam'}" in set_up(pc)
    assert (pc.startup / "se7.xlam").read_bytes() == signed


def test_a_signed_addin_gives_way_to_another_from_a_folder(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "se7.xlam").write_bytes(SIGNED_LAST_YEAR)
    set_up(pc, tmp_path)
    (tmp_path / "se7.xlam").write_bytes(SIGNED)
    set_up(pc, tmp_path)
    assert (pc.startup / "se7.xlam").read_bytes() == SIGNED


def test_a_folder_without_our_addin_stops_before_anything_is_written(pc: Pc, tmp_path: Path) -> None:
    with pytest.raises(CannotSetUp, match=r"se7\.xlam cannot be read; name a folder that holds it"):
        set_up(pc, tmp_path / "nowhere")
    assert files(pc) == {}


def test_a_failure_that_xlwings_only_prints_stops_the_work(pc: Pc) -> None:
    with pytest.raises(CannotSetUp, match=r"quit Excel and run the command again \(xlwings: Error: in use\)"):
        set_up(pc, installer=lambda pc, what: "Error: in use")
    assert files(pc) == {}


def test_a_success_that_xlwings_only_claims_stops_the_work(pc: Pc) -> None:
    with pytest.raises(CannotSetUp, match="is not in"):
        set_up(pc, installer=lambda pc, what: "Successfully installed the xlwings add-in!")


def test_where_there_is_no_excel_installing_and_removing_say_so(pc: Pc) -> None:
    elsewhere = replace(pc, system=System.OTHER)
    for act in (set_up, taken_down):
        with pytest.raises(CannotSetUp, match="Windows and on a Mac only"):
            act(elsewhere)
    assert files(elsewhere) == {}


def test_where_xlwings_is_missing_the_command_to_install_it_is_said(pc: Pc) -> None:
    with pytest.raises(CannotSetUp) as stopped:
        set_up(replace(pc, xlwings=None, xlwings_version=""))
    assert f'run "{pc.python}" -m pip install "se7_excel[excel]"' in str(stopped.value)


def test_a_mac_python_that_excel_could_not_start_is_refused(tmp_path: Path) -> None:
    mac = officers_pc(System.MAC, tmp_path / "My Documents")
    with pytest.raises(CannotSetUp, match="space"):
        set_up(mac)
    assert files(mac) == {}


def test_a_windows_python_may_lie_in_a_folder_with_spaces(tmp_path: Path) -> None:
    windows = officers_pc(System.WINDOWS, tmp_path / "My Documents, all")
    set_up(windows)
    assert settings_of(windows)["INTERPRETER_WIN"] == str(windows.python)


def test_without_the_library_the_long_lived_python_stays_off_and_that_is_said(windows: Pc) -> None:
    set_up(windows)
    (windows.python.parent.parent / "xlwings64-0.37.8.dll").unlink()
    said = set_up(windows)
    assert settings_of(windows)["USE UDF SERVER"] == "False"
    assert [line for line in said if "for want of xlwings' library" in line]


def test_what_else_may_stand_in_the_way_is_said_while_installing(windows: Pc) -> None:
    change_settings(windows, {"CONDA PATH": r"C:\conda", "CONDA ENV": "base"})
    assert [line for line in set_up(windows) if line.startswith("advice") and "CONDA PATH" in line]


def test_the_code_is_compiled_because_excel_never_does(pc: Pc) -> None:
    set_up(pc)
    assert list((pc.package / "__pycache__").glob("__init__.*.pyc"))
    assert pc.xlwings is not None
    assert list((pc.xlwings / "__pycache__").glob("__init__.*.pyc"))


def test_code_that_cannot_be_compiled_is_said_and_does_not_stop_the_work(pc: Pc) -> None:
    (pc.package / "broken.py").write_text("def")
    assert [line for line in set_up(pc) if "could not be compiled" in line]
    assert (pc.startup / "se7.xlam").is_file()


def test_an_addin_that_excel_holds_is_one_sentence(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*paths: object) -> None:
        raise PermissionError(13, "Permission denied")

    set_up(pc)
    (pc.startup / "se7.xlam").write_bytes(b"of last year")
    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(CannotSetUp, match=r"se7\.xlam cannot be written; quit Excel and run the command again"):
        set_up(pc)
    assert (pc.startup / "se7.xlam").read_bytes() == b"of last year"
    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(CannotSetUp, match=r"se7\.xlam cannot be deleted; quit Excel"):
        taken_down(pc)


def test_a_path_excels_macros_cannot_read_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    windows = officers_pc(System.WINDOWS, tmp_path / "Łukasz")
    change_settings(windows, {"PYTHONPATH": "kept"})
    before = files(windows)
    with pytest.raises(CannotSetUp, match="folder with a plain name"):
        set_up(windows)
    assert files(windows) == before


def test_removing_takes_out_what_is_ours_and_nothing_else(pc: Pc) -> None:
    change_settings(pc, {"PYTHONPATH": "theirs"})
    set_up(pc)
    said = taken_down(pc)
    assert {path.name for path in pc.startup.iterdir()} == {"xlwings.xlam"}
    assert settings_of(pc) == {"PYTHONPATH": "theirs"}
    assert [line for line in said if line.startswith("xlwings.xlam stays")]


def test_removing_everything_takes_out_the_addin_and_script_of_xlwings_too(pc: Pc) -> None:
    set_up(pc)
    taken_down(pc, everything=True)
    assert files(pc) == {}


def test_removing_leaves_a_python_that_somebody_else_chose(pc: Pc) -> None:
    set_up(pc)
    change_settings(pc, {pc.interpreter_key: "another"})
    taken_down(pc)
    assert settings_of(pc) == {pc.interpreter_key: "another"}


def test_removing_twice_or_before_installing_changes_nothing(pc: Pc) -> None:
    said = taken_down(pc)
    assert said[0] == f"Not there: {pc.startup / 'se7.xlam'}"
    assert files(pc) == {}


def test_installing_after_removing_comes_to_the_same(pc: Pc) -> None:
    set_up(pc)
    before = {path: content for path, (content, _) in files(pc).items()}
    taken_down(pc)
    set_up(pc)
    assert {path: content for path, (content, _) in files(pc).items()} == before


def test_xlwings_still_has_the_command_we_call() -> None:
    require(find_spec("xlwings") and "xlwings", "xlwings")
    command = [sys.executable, "-P", "-m", "xlwings.cli", "addin", "install", "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_what_xlwings_said_last_is_handed_on(pc: Pc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere/xlwings").mkdir(parents=True)
    (tmp_path / "elsewhere/xlwings/cli.py").write_text("import sys; print('first'); print('Error:', *sys.argv[1:]); print()")
    (tmp_path / "elsewhere/xlwings/__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "elsewhere"))
    assert xlwings_installs(replace(pc, python=Path(sys.executable)), "addin") == "Error: addin install"


def test_an_excel_that_never_answers_is_handed_on_too(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    def waiting(command: list[str], **options: object) -> None:
        raise subprocess.TimeoutExpired(command, 180)

    monkeypatch.setattr(subprocess, "run", waiting)
    assert "look whether it shows a question" in xlwings_installs(pc, "addin")


def test_a_python_that_cannot_be_started_is_handed_on_too(pc: Pc) -> None:
    assert "python-of-nobody" in xlwings_installs(replace(pc, python=pc.python.with_name("python-of-nobody")), "addin")


def test_settings_only_puts_no_add_in_in_place(pc: Pc) -> None:
    set_up(pc, settings_only=True)
    assert not (pc.startup / "xlwings.xlam").exists()
    assert not (pc.startup / "se7.xlam").exists()
    assert settings_of(pc)[pc.interpreter_key] == str(pc.python)
    assert settings_of(pc)["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert pc.script.exists() == (pc.system is System.MAC)


def test_after_settings_only_the_doctor_is_content(pc: Pc) -> None:
    set_up(pc, settings_only=True)
    said: list[str] = []
    assert doctor(said.append, pc)
    assert sum("needed unless your trackers are bound with --standalone" in line for line in said) == 2
