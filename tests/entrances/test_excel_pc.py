"""What is known of an officer's PC: xlwings' libraries and settings file, and the computer we run on."""

import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from se7_excel.entrances.excel_pc import CannotSetUp, Pc, System, change_settings, settings_of, this_pc, with_console
from tests.conftest import require
from tests.entrances.officers_pc import officers_pc


@pytest.fixture(params=[System.WINDOWS, System.MAC], ids=["Windows", "Mac"])
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Pc:
    return officers_pc(request.param, tmp_path)


@pytest.fixture
def windows(tmp_path: Path) -> Pc:
    return officers_pc(System.WINDOWS, tmp_path)


def test_the_library_is_found_beside_python_too(windows: Pc) -> None:
    for library in windows.python.parent.parent.glob("*.dll"):
        library.rename(windows.python.parent / library.name)
    assert windows.has_server_library


def test_the_library_of_another_version_does_not_serve(windows: Pc) -> None:
    assert not replace(windows, xlwings_version="0.37.9").has_server_library


def test_the_settings_of_others_are_kept_as_they_are(windows: Pc) -> None:
    windows.settings.parent.mkdir(parents=True)
    windows.settings.write_bytes(
        b'"PYTHONPATH","C:\\caf\xe9"\r\n\r\n"Interpreter_Win","old"\r\n"INTERPRETER_WIN","older"\r\nodd line'
    )
    change_settings(windows, {"INTERPRETER_WIN": str(windows.python), "USE UDF SERVER": "True"})
    lines = windows.settings.read_bytes().split(b"\r\n")
    assert lines[:2] == [b'"PYTHONPATH","C:\\caf\xe9"', b"odd line"]
    assert lines[2].decode() == f'"INTERPRETER_WIN","{windows.python}"'
    assert len(lines) == 5
    assert settings_of(windows)["PYTHONPATH"] == "C:\\café"


def test_the_first_line_of_a_name_counts_as_it_does_for_excel(windows: Pc) -> None:
    windows.settings.parent.mkdir(parents=True)
    windows.settings.write_bytes(b'"use udf server","True"\n"USE UDF SERVER","False"\n')
    assert settings_of(windows) == {"USE UDF SERVER": "True"}


def test_settings_that_cannot_be_read_are_one_sentence(pc: Pc) -> None:
    pc.settings.mkdir(parents=True)
    with pytest.raises(CannotSetUp, match="ask for access"):
        settings_of(pc)


def test_xlwings_itself_reads_the_settings_we_write(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    require(find_spec("xlwings") and "xlwings", "xlwings")
    import xlwings.utils

    change_settings(pc, {pc.interpreter_key: str(pc.python), "ADD_WORKBOOK_TO_PYTHONPATH": "False"})
    monkeypatch.setattr(xlwings, "USER_CONFIG_FILE", str(pc.settings))
    assert xlwings.utils.read_user_config() == {name.lower(): value for name, value in settings_of(pc).items()}


@pytest.mark.parametrize(("platform", "system"), [("win32", System.WINDOWS), ("darwin", System.MAC), ("linux", System.OTHER)])
def test_this_pc_is_told_by_its_platform(platform: str, system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    found = this_pc()
    assert found.system is system
    assert found.roaming == tmp_path
    assert (found.encoding == "mbcs") == (system is System.WINDOWS)


def test_this_pc_names_the_settings_that_xlwings_reads_and_imports_nothing_of_it() -> None:
    require(find_spec("xlwings") and "xlwings", "xlwings")
    code = (
        "import sys; from se7_excel.entrances.excel_pc import this_pc; pc = this_pc(); early = 'xlwings' in sys.modules;"
        "import xlwings; print(early, str(pc.settings) == xlwings.USER_CONFIG_FILE, pc.xlwings_version == xlwings.__version__,"
        " pc.xlwings.joinpath('addin', 'xlwings.xlam').is_file(), str(pc.python) == sys.executable)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True", "True", "True", "True"]


def test_the_python_without_a_window_is_exchanged_for_the_one_beside_it() -> None:
    assert with_console(Path("venv/Scripts/pythonw.exe")) == Path("venv/Scripts/python.exe")
    assert with_console(Path("venv/bin/python3")) == Path("venv/bin/python3")
