"""An officer's PC as far as Excel and Python need each other on it, and the settings by which xlwings joins the two."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path, PureWindowsPath

import se7_excel
from se7_excel.books.saving import put_in_place
from se7_excel.entrances.excel_addin import addin_at
from se7_excel.errors import CannotWrite, SavingsError

OUR_ADDIN, XLWINGS_ADDIN = "se7.xlam", "xlwings.xlam"
WORKBOOK_FOLDER, SERVER = "ADD_WORKBOOK_TO_PYTHONPATH", "USE UDF SERVER"
SETTING = re.compile(r'\s*"?([^",]*)"?\s*,\s*"?([^"]*?)"?\s*')


class System(Enum):
    """The computers we know: the two that Excel runs on, and the others."""

    WINDOWS = "Windows"
    MAC = "a Mac"
    OTHER = "neither Windows nor a Mac"


class CannotSetUp(SavingsError):
    """What keeps Excel on this computer from working with us, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Pc:
    """Where this computer's Excel and Python look for things; `xlwings` is None where it is not installed.

    `encoding` is that of the settings file, which Excel's macro language reads in the code page of Windows.
    """

    system: System
    home: Path
    roaming: Path
    python: Path
    package: Path
    xlwings: Path | None
    xlwings_version: str
    has_pandas: bool
    from_store: bool
    encoding: str

    @property
    def startup(self) -> Path:
        """The folder whose add-ins Excel opens when it starts."""
        if self.system is System.MAC:
            return self.home / "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
        return self.roaming / "Microsoft/Excel/XLSTART"

    @property
    def settings(self) -> Path:
        """The user's settings file of xlwings."""
        if self.system is System.MAC:
            return self.home / "Library/Containers/com.microsoft.Excel/Data/xlwings.conf"
        return self.home / ".xlwings/xlwings.conf"

    @property
    def script(self) -> Path:
        """The script through which Excel on a Mac starts Python; its name carries xlwings' version."""
        return self.home / "Library/Application Scripts/com.microsoft.Excel" / f"xlwings-{self.xlwings_version}.applescript"

    @property
    def interpreter_key(self) -> str:
        """The name of the setting that says which Python Excel starts."""
        return "INTERPRETER_MAC" if self.system is System.MAC else "INTERPRETER_WIN"

    @property
    def xlwings_command(self) -> str:
        """What a person types to have xlwings installed beside us."""
        return f'"{self.python}" -m pip install "se7_excel[excel]"'

    @property
    def has_server_library(self) -> bool:
        """Whether the libraries of the long-lived Python, for both kinds of Excel, lie where Excel looks for them."""
        names = [f"xlwings{bits}-{self.xlwings_version}.dll" for bits in (32, 64)]
        return any(all((folder / name).is_file() for name in names) for folder in list(self.python.parents)[:2])

    @property
    def has_addin_of_xlwings(self) -> bool:
        """Whether Excel starts with the add-in of the very xlwings that is installed, be it signed by the council."""
        there = self.startup / XLWINGS_ADDIN
        if self.xlwings is None or not there.is_file():
            return False
        if there.read_bytes() == (self.xlwings / "addin" / XLWINGS_ADDIN).read_bytes():
            return True
        return addin_at(there).xlwings_version == self.xlwings_version


def this_pc() -> Pc:
    """The computer we run on, looked at without starting Excel or importing xlwings."""
    system = {"win32": System.WINDOWS, "darwin": System.MAC}.get(sys.platform, System.OTHER)
    found = find_spec("xlwings")
    return Pc(
        system=system,
        home=Path.home(),
        roaming=Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming"),
        python=with_console(Path(sys.executable)),
        package=Path(se7_excel.__file__).parent,
        xlwings=Path(found.origin).parent if found and found.origin else None,
        xlwings_version=_version("xlwings"),
        has_pandas=find_spec("pandas") is not None,
        from_store="WindowsApps" in sys.base_prefix,
        encoding="mbcs" if system is System.WINDOWS else "utf-8",
    )


def with_console(python: Path) -> Path:
    """The python.exe beside a pythonw.exe: xlwings hides the window itself, and only the former hands errors back to Excel."""
    return python.with_name("python.exe") if python.name.lower() == "pythonw.exe" else python


def settings_of(pc: Pc) -> dict[str, str]:
    """The user's xlwings settings by their names in capitals; as for Excel, the first line of a name counts."""
    found: dict[str, str] = {}
    for line in _content(pc).splitlines():
        name, value = _setting(line, pc.encoding)
        if name:
            found.setdefault(name, os.path.expandvars(value))
    return found


def change_settings(pc: Pc, entries: Mapping[str, str | None]) -> bool:
    """Write these settings, take out those that are None, keep all others; whether anything had to be changed.

    The file is written whole or not at all, and goes when nothing is left in it.
    """
    before = _content(pc)
    after = with_settings(before, entries, pc)
    if after == before:
        return False
    if not after:
        take_out(pc.settings)
    else:
        put(pc.settings, after)
    return True


def with_settings(content: bytes, entries: Mapping[str, str | None], pc: Pc) -> bytes:
    """The content of a settings file with these entries at its end, one to a line; raises where a value cannot be written."""
    kept = [line for line in content.splitlines() if line.strip() and _setting(line, pc.encoding)[0] not in entries]
    lines = [*kept, *(_line(name, value, pc.encoding) for name, value in entries.items() if value is not None)]
    end = b"\r\n" if pc.system is System.WINDOWS else b"\n"
    return b"".join(line + end for line in lines)


def put(path: Path, content: bytes) -> None:
    """Write a file whole, making its folder; raises `CannotSetUp` with the file as it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(path, (content,), datetime.now(), keep=False)
    except (OSError, CannotWrite) as error:
        raise CannotSetUp(f"{path} cannot be written; quit Excel and run the command again ({error})") from None


def take_out(path: Path) -> bool:
    """Delete a file; whether there was one. Raises `CannotSetUp` where it is in use."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise CannotSetUp(f"{path} cannot be deleted; quit Excel and run the command again ({error})") from None
    return True


def names_python(setting: str, pc: Pc) -> bool:
    """Whether a setting names the very Python we run in; Windows tells no capitals from small letters."""
    if pc.system is System.WINDOWS:
        return PureWindowsPath(setting) == PureWindowsPath(pc.python)
    return Path(setting) == pc.python


def _content(pc: Pc) -> bytes:
    try:
        return pc.settings.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise CannotSetUp(f"{pc.settings} cannot be read ({error}); ask for access to it") from None


def _setting(line: bytes, encoding: str) -> tuple[str, str]:
    match = SETTING.fullmatch(line.decode(encoding, "replace"))
    return (match[1].strip().upper(), match[2]) if match else ("", "")


def _line(name: str, value: str, encoding: str) -> bytes:
    try:
        return f'"{name}","{value}"'.encode(encoding)
    except UnicodeEncodeError:
        raise CannotSetUp(
            f"Excel's macros cannot read every letter of “{value}”; install the package in a folder with a plain name"
        ) from None


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
