"""A second engine compiles the macros: LibreOffice loads the workbook, holds every module, and its Basic runs them.

LibreOffice runs no macro of a project one of whose modules it cannot compile, and says nothing of it; so what is asserted is
always what came of a call. It knows no tables (`ListObjects`): a list of authorities is empty there, and no error.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from se7_excel.actions import ACTIONS
from se7_excel.binding.bind import bind
from se7_excel.binding.bound import bound
from se7_excel.binding.ribbon import ribbon
from se7_excel.binding.sources import addin_modules, standalone_modules, tracker_modules
from se7_excel.binding.vba_project import Module
from se7_excel.books.package import Package
from se7_excel.sheets import schema
from tests.binding.test_macros import python_command, ribbon_module
from tests.conftest import require

SCRIPT = Path(__file__).with_name("uno_macros.py")
LONGEST_WAIT = 180
SETTINGS_SAID = ("Settings", "Z1")
RENEW = "    If Not Shown Is Nothing Then Shown.Invalidate\n"
PROBE = '    ActiveWorkbook.Worksheets("Settings").Range("Z1").Value = "renewed"\n'
EVENTS = {
    "ThisWorkbook.Workbook_Activate": tracker_modules,
    "ThisWorkbook.Workbook_SheetActivate": tracker_modules,
    "ThisWorkbook.Workbook_Open": addin_modules,
    "ThisWorkbook.Host_WorkbookActivate": addin_modules,
    "ThisWorkbook.Host_SheetActivate": addin_modules,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What LibreOffice holds of the macros, what each call came to, and what the cells said afterwards."""

    modules: dict[str, str]
    results: tuple[dict[str, object], ...]
    cells: tuple[str, ...]


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """LibreOffice with a workbook: calls to macros of it, each a name and arguments, and cells to be read."""
    python = require(next(filter(None, map(with_uno, pythons(soffice))), None), "a Python with uno (python3-uno)")
    folder = tmp_path_factory.mktemp("macros")

    def answer(data: bytes, *calls: Sequence[object], cells: Sequence[tuple[str, str]] = ()) -> Answer:
        path = folder / "tracker.xlsm"
        path.write_bytes(data)
        command = [python, str(SCRIPT), soffice, str(path), json.dumps({"calls": calls, "cells": cells})]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_WAIT, check=False)
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        return Answer(said["modules"], tuple(said["results"]), tuple(said["cells"]))

    return answer


@pytest.fixture(scope="module")
def tracker(tracker_2012: bytes) -> bytes:
    return b"".join(bound(tracker_2012).rewritten())


def pythons(soffice: str) -> list[str]:
    """The system's Python, and the one LibreOffice brings along."""
    return ["/usr/bin/python3", str(Path(soffice).resolve().parent / "python"), shutil.which("python3") or ""]


def with_uno(python: str) -> str | None:
    """The Python, if LibreOffice can be reached from it."""
    if not Path(python).is_file():
        return None
    return None if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode else python


def with_modules(data: bytes, modules: Sequence[Module]) -> bytes:
    package = Package(data)
    bind(package, ribbon("SE7").encode(), modules)
    return b"".join(package.rewritten())


def changed(modules: Sequence[Module], name: str, old: str, new: str) -> list[Module]:
    """The modules, with other text in the one of this name."""
    assert any(module.name == name and old in module.text for module in modules)
    return [replace(module, text=module.text.replace(old, new)) if module.name == name else module for module in modules]


def code(text: str) -> str:
    """The code of a module, without what LibreOffice sets before it or hides of it."""
    lines = text.splitlines()
    told = ("Rem Attribute VBA_ModuleType=", "Option VBASupport 1", "Attribute VB_")
    return "\n".join(line for line in lines if not line.startswith(told)).strip("\n")


def named_cell(data: bytes, name: str) -> tuple[str, str]:
    tab, _, cell = load_workbook(BytesIO(data)).defined_names[name].attr_text.partition("!")
    return tab.strip("'"), cell.replace("$", "")


def test_libreoffice_holds_every_module_with_its_text(ask: Ask, tracker: bytes) -> None:
    held = {name: code(text) for name, text in ask(tracker).modules.items()}
    sources = {module.name: code(module.text) for module in tracker_modules()}
    assert {name: text for name, text in held.items() if text} == sources
    tabs = len(load_workbook(BytesIO(tracker)).sheetnames)
    assert len(held) == len(sources) + tabs


def test_the_macros_come_to_in_libreoffice_what_they_should(ask: Ask, tracker: bytes) -> None:
    expected = {
        ("SE7Ribbon.HasRibbon",): True,
        ("SE7Ribbon.HasSettings",): True,
        ("SE7Ribbon.ServedHere",): True,
        ("SE7Ribbon.AuthorityAt", 0): "",
        ("SE7Ribbon.IndexOfReporting",): -1,
        ("SE7Ribbon.AfterFailure", "early"): ribbon_module().run("AfterFailure", ["early"]),
        ("SE7Ribbon.PutBack", True, 0, True): None,
        **{("SE7Ribbon.PythonCommand", each.name): python_command(each.name) for each in ACTIONS},
        ("SE7Python.Way", "RunPython"): "xlwings.xlam!RunPython",
        ("SE7Python.SetUpCommand",): "se7 install-addin",
        ("SE7Python.AddinIsOpen",): False,
        ("SE7Guard.Unset",): "Excel has not been told where Python is.",
        ("SE7Guard.NamedPython",): "",
        ("SE7Guard.OwnSetting", "ADD_WORKBOOK_TO_PYTHONPATH", "true"): "true",
        ("SE7Guard.UnsafePlace",): "",
        ("SE7Guard.BringsATab",): False,
        ("SE7Guard.SettingsLieBeside",): False,
        ("SE7Guard.SettingsSeenBeside",): False,
        ("SE7Guard.IsMac",): False,
        ("SE7Guard.IsGone", "C:\\nowhere\\python.exe"): True,
        ("SE7Guard.IsGone", "/usr/bin/python3"): False,
    }
    results = ask(tracker, *expected).results
    assert {call: result.get("value", result) for call, result in zip(expected, results, strict=True)} == expected


def test_the_buttons_say_in_libreoffice_that_they_need_excels_add_in(ask: Ask, tracker: bytes) -> None:
    (said,) = ask(tracker, ("SE7Guard.Hindrance",)).results
    assert str(said["value"]).startswith("The buttons need the xlwings add-in, and Excel has not loaded it.")


def test_choosing_an_authority_writes_it_beside_its_label(ask: Ask, tracker: bytes) -> None:
    cell = named_cell(tracker, schema.REPORTING_CELL)
    before = ask(tracker, ("SE7Ribbon.Report", ""), cells=[cell]).cells
    after = ask(tracker, ("SE7Ribbon.Report", "Kent"), cells=[cell])
    assert (before[0] not in ("", "Kent"), after.cells, after.results) == (True, ("Kent",), ({"value": None},))


@pytest.mark.parametrize(("event", "modules"), EVENTS.items())
def test_every_event_asks_the_ribbon_anew(
    event: str, modules: Callable[[], tuple[Module, ...]], ask: Ask, tracker_2012: bytes
) -> None:
    probed = with_modules(tracker_2012, changed(modules(), modules()[1].name, RENEW, PROBE))
    arguments = [] if event.endswith(("Open", "Workbook_Activate")) else [None]
    answer = ask(probed, [event, *arguments], cells=[SETTINGS_SAID])
    assert (answer.results, answer.cells) == (({"value": None},), ("renewed",))


def test_the_add_ins_macros_run_too(ask: Ask, tracker_2012: bytes) -> None:
    results = ask(with_modules(tracker_2012, addin_modules()), ["SE7Addin.HasRibbon"], ["SE7Addin.ServedHere"]).results
    assert results == ({"value": True}, {"value": True})


def test_a_macro_that_does_not_compile_would_be_noticed(ask: Ask, tracker_2012: bytes) -> None:
    broken = changed(tracker_modules(), "SE7Guard", "Public Function Hindrance", "Public Functoin Hindrance")
    assert ask(with_modules(tracker_2012, broken), ["SE7Ribbon.HasRibbon"]).results != ({"value": True},)


def test_the_tracker_that_stands_alone_loads_with_the_modules_it_brings(ask: Ask, tracker_2012: bytes) -> None:
    held = ask(b"".join(bound(tracker_2012, standalone=True).rewritten())).modules
    for module in standalone_modules():
        assert code(module.text).splitlines()[-5:] == code(held[module.name]).splitlines()[-5:]
