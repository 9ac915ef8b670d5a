"""The VBA modules that are bound into a workbook or the add-in, read from their text."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from se7_excel.binding.ribbon import ADDIN_MODULE
from se7_excel.binding.vba_project import Kind, Module
from se7_excel.errors import UnfitOption

STANDALONE_MODULES = {"xlwings": (Kind.STANDARD, "xlwings.bas"), "Dictionary": (Kind.CLASS, "addin/Dictionary.cls")}


def tracker_modules() -> tuple[Module, ...]:
    """The modules of a tracker that reaches Python through the xlwings add-in."""
    return _workbook("ThisWorkbook.bas"), _standard("SE7Ribbon.bas"), _standard("SE7Guard.bas"), _standard("SE7Python.bas")


def addin_modules() -> tuple[Module, ...]:
    """The modules of our own add-in, which serves whichever tracker is in front; its ribbon's module has a name of its own."""
    own = Module(ADDIN_MODULE, Kind.STANDARD, _text("SE7Ribbon.bas"))
    return _workbook("addin/ThisWorkbook.bas"), own, _standard("SE7Guard.bas"), _standard("SE7Python.bas")


def standalone_modules() -> tuple[Module, ...]:
    """The modules of a tracker that needs no add-in, for it brings the one of the installed xlwings, licence and all.

    Raises `UnfitOption` where xlwings is not installed.
    """
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise UnfitOption("--standalone takes a module from xlwings, which is not installed; pip install 'se7_excel[excel]'")
    folder = Path(found.origin).parent
    theirs = (Module(name, kind, (folder / path).read_text("cp1252")) for name, (kind, path) in STANDALONE_MODULES.items())
    ours = (_standard(path) for path in ("SE7Ribbon.bas", "SE7Guard.bas", "standalone/SE7Python.bas"))
    return _workbook("ThisWorkbook.bas"), *ours, *theirs


def _workbook(path: str) -> Module:
    return Module("ThisWorkbook", Kind.WORKBOOK, _text(path))


def _standard(path: str) -> Module:
    return Module(Path(path).stem, Kind.STANDARD, _text(path))


def _text(path: str) -> str:
    return (files("se7_excel.macros") / path).read_text("ascii")
