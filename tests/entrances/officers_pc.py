"""PCs made up for the tests: homes, add-ins, and an xlwings that installs as the real one does, all below one folder."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from se7_excel.binding.vba_project import Kind, Module, vba_project
from se7_excel.entrances.excel_pc import Pc, System, change_settings
from se7_excel.entrances.excel_setup import Installer, install_addin, remove_addin

THEIRS = b"xlwings' add-in"


def addin_file(code: str, signed: bool = False, ribbon: str = "ours") -> bytes:
    """An add-in with one module, as far as anybody here looks into it."""
    data = BytesIO()
    with ZipFile(data, "w") as parts:
        parts.writestr("customUI/customUI14.xml", ribbon)
        parts.writestr("xl/vbaProject.bin", vba_project("SE7Tracker", [Module("SE7", Kind.STANDARD, code)]))
        if signed:
            parts.writestr("xl/vbaProjectSignature.bin", "signature")
    return data.getvalue()


OURS = addin_file("Public Sub OnAction()\nEnd Sub\n")
SIGNED = addin_file("Public  sub OnAction()\nend sub\n", signed=True)
SIGNED_LAST_YEAR = addin_file("Public Sub Press()\nEnd Sub\n", signed=True)


def officers_pc(system: System, folder: Path) -> Pc:
    """A PC with Python in a virtual environment, our package and xlwings, and an Excel that was never set up."""
    inside = folder / "venv"
    python = inside / ("Scripts/python.exe" if system is System.WINDOWS else "bin/python")
    pc = Pc(
        system=system,
        home=folder / "home",
        roaming=folder / "home/roaming",
        python=python,
        package=inside / "se7_excel",
        xlwings=inside / "xlwings",
        xlwings_version="0.37.8",
        has_pandas=False,
        from_store=False,
        encoding="cp1252",
    )
    for path, content in (
        (python, b""),
        (inside / "se7_excel/__init__.py", b"SIX = 2 * 3\n"),
        (inside / "xlwings/__init__.py", b""),
        (inside / "xlwings/addin/xlwings.xlam", THEIRS),
        (inside / "xlwings32-0.37.8.dll", b""),
        (inside / "xlwings64-0.37.8.dll", b""),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return pc


def xlwings_as_it_should(pc: Pc, what: str) -> str:
    """What `xlwings addin install` or `xlwings runpython install` does when all goes well, its settings of first use included."""
    for path, content in ((pc.startup / "xlwings.xlam", THEIRS), (pc.script, b"script")):
        if (path != pc.script and what == "addin") or (path == pc.script and pc.system is System.MAC):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if what == "addin" and not pc.settings.exists():
        change_settings(pc, {pc.interpreter_key: "python-of-xlwings"})
    return "Successfully installed the xlwings add-in!"


def set_up(
    pc: Pc, folder: Path | None = None, installer: Installer = xlwings_as_it_should, settings_only: bool = False
) -> list[str]:
    """What was said while installing."""
    said: list[str] = []
    install_addin(said.append, folder, pc, installer, settings_only)
    return said


def taken_down(pc: Pc, everything: bool = False) -> list[str]:
    """What was said while removing."""
    said: list[str] = []
    remove_addin(said.append, everything, pc)
    return said


def files(pc: Pc) -> dict[Path, tuple[bytes, int]]:
    """Every file of the home with its content and the moment it was written."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in pc.home.rglob("*") if path.is_file()}
