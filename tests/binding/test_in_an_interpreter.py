"""Every line of the macros runs in pyOpenVBA's Excel, and the officer reads what we mean to say.

Undeclared names and wrong members show in VBA only when their line runs: the last test tells any line that never did.
What pyOpenVBA cannot do is stood in for here, and nothing else: `WithEvents` (the word is left out; the events are called),
a standard module's name before a dot, `Dir`, `Application.OperatingSystem`, and `Application.Run` into another add-in.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication, SheetView
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.apps.excel._model import Application
from pyopenvba.excel import ExcelFile
from pyopenvba.interpreter import EMPTY, MISSING, NOTHING, Interpreter, ModuleRuntime, VBAObject, member, method
from pyopenvba.interpreter._ast import Stmt
from pyopenvba.interpreter._runtime import Frame, Slot, _nested_bodies
from pyopenvba.interpreter._values import error
from pyopenvba.vba import VBAModuleKind

from se7_excel.binding.bound import bound
from se7_excel.entrances.new_tracker import blank_programme, make_tracker
from se7_excel.entrances.products import addin
from se7_excel.sample import sample_programme
from tests.binding.test_macros import SOURCES, text
from tests.rendering.made import TODAY

WINDOWS, MAC = "Windows (64-bit) NT 10.00", "Macintosh (Intel) Version 14.4"
PYTHON = r"C:\Python\python.exe"
RUN, READ = "xlwings.xlam!RunPython", "xlwings.xlam!GetConfig"
THEIRS = ("xlwings", "Dictionary")
MISSING_MACRO, EXCLAMATION, TITLE = 1004, 48, "Savings tracker"
AUTHORITIES = ["Brighton & Hove", "East Sussex", "Hampshire", "Kent", "Medway", "Surrey", "West Sussex"]
Macro = Callable[..., object]


class StandInExcel(Application):
    """pyOpenVBA's Excel, with an operating system and with macros of other workbooks."""

    vba_type_name = "Application"
    system: str
    macros: dict[str, Macro]

    @member
    def OperatingSystem(self) -> object:  # noqa: N802
        return self.system

    @method
    def Run(self, Macro: object = MISSING, *given: object) -> object:  # noqa: N802, N803
        if Macro not in self.macros:
            raise error(MISSING_MACRO, f"Cannot run the macro {Macro}")
        return self.macros[str(Macro)](*(each.get() if isinstance(each, Slot) else each for each in given))


class NamedModule(VBAObject):
    """A standard module, as its name before a dot reaches it."""

    def __init__(self, runtime: ModuleRuntime) -> None:
        self.runtime = runtime

    def vba_get(self, name: str, args: Sequence[object] = (), named: dict[str, object] | None = None) -> object:
        procedure = self.runtime.procedure(name)
        assert procedure is not None and procedure.scope != "private", name
        return self.runtime.interpreter.call(procedure, self.runtime, list(args), named or {})


class StandInBridge(ExcelBridge):
    """What the macros see of Excel, and of the other modules by their names."""

    def global_object(self, name: str) -> object:
        runtime = self.application.interpreter.modules.get(name)
        return NamedModule(runtime) if runtime and not runtime.is_class else super().global_object(name)


class Watched(Interpreter):
    """An interpreter that writes down which statements ran, and knows which files are there."""

    seen: set[tuple[str, int, str]]
    sources: dict[str, str]
    present: set[str]

    def _execute(self, statement: Stmt, frame: Frame) -> None:
        if frame.module.name in self.sources:
            self.seen.add((self.sources[frame.module.name], statement.line, type(statement).__name__))
        super()._execute(statement, frame)

    def call_intrinsic(self, name: str, args: list[object], named: dict[str, object]) -> object:
        if name != "dir":
            return super().call_intrinsic(name, args, named)
        (path,) = map(self._by_value, args)
        return Path(str(path)).name if path in self.present else ""


class Control(VBAObject):
    """A control of the ribbon."""

    vba_type_name = "IRibbonControl"

    def __init__(self, name: str) -> None:
        self.name = name

    @member
    def ID(self) -> object:  # noqa: N802
        return self.name


class RibbonUi(VBAObject):
    """The ribbon itself, which counts how often it was asked anew."""

    vba_type_name = "IRibbonUI"
    renewed = 0

    @method
    def Invalidate(self) -> object:  # noqa: N802
        self.renewed += 1
        return EMPTY


@dataclass
class Desk:
    """Excel with a workbook in front, and what the officer sees of it."""

    app: ExcelApplication

    @property
    def excel(self) -> StandInExcel:
        return self.app.application  # type: ignore[no-any-return]

    @property
    def told(self) -> list[str]:
        """The message boxes' texts; each is one of ours, with an exclamation mark."""
        assert {(kind, title, style) for kind, _, title, style in self.app.dialogs} <= {("MsgBox", TITLE, EXCLAMATION)}
        return [text for _, text, _, _ in self.app.dialogs]

    def run(self, macro: str, *given: object) -> bool | int | str:
        return self.app.run(macro, *given)

    def asked(self, callback: str, *given: object) -> bool | int | str:
        """What a callback answers Excel through its last parameter."""
        answer = Slot()
        self.app.interpreter.run(f"SE7Ribbon.{callback}", [Control("reporting_authority"), *given, answer])
        return answer.get()

    def event(self, name: str, *given: object) -> None:
        self.app.interpreter.run(name, list(given), module="ThisWorkbook")

    def bring_xlwings(self, runs: Macro = lambda command: 0, settings: Macro | None = None) -> None:
        """Load a stand-in for xlwings' add-in, which knows Python, and put the tracker back in front."""
        front = self.app.workbook
        self.app.add_workbook().name = "xlwings.xlam"
        self.app.activate_workbook(front)
        self.excel.macros |= {RUN: runs, READ: settings or python_known}

    def pressed(self, button: str = "refresh_totals") -> list[str]:
        """What the officer is told after pressing a button of the ribbon."""
        before = len(self.told)
        self.app.interpreter.run("SE7Ribbon.OnAction", [Control(button)])
        return self.told[before:]


@dataclass
class Excels:
    """Opens workbooks in an Excel of their own, and knows which statements of which module have run in any."""

    files: dict[str, Path]
    whole: set[tuple[str, int, str]] = field(default_factory=set)
    seen: set[tuple[str, int, str]] = field(default_factory=set)

    def open(self, name: str = "tracker") -> Desk:
        """Excel with this workbook, whose macros are those that run."""
        app = ExcelApplication.open(self.files[name], with_vba=False)
        app.application.__class__, app.interpreter.__class__ = StandInExcel, Watched
        app.application.system, app.application.macros = WINDOWS, {}
        app.interpreter.host = StandInBridge(app.application)
        app.interpreter.seen, app.interpreter.sources, app.interpreter.present = self.seen, {}, {PYTHON}
        self._load(app, self.files[name])
        return Desk(app)

    def open_with_addin(self, name: str = "tracker") -> Desk:
        """Excel with our add-in, whose macros are those that run, and the workbook in front."""
        desk = self.open("add-in")
        desk.app.activate_workbook(desk.app.open_workbook(self.files[name]))
        return desk

    def _load(self, app: ExcelApplication, path: Path) -> None:
        with ExcelFile(path) as file:
            modules = [module for module in file.vba_project().modules if module.name not in THEIRS]
        for module in modules:
            kind = "standard" if module.kind is VBAModuleKind.standard else "document"
            runtime = app.add_module(module.source.replace("Private WithEvents ", "Private "), name=module.name, kind=kind)
            source = app.interpreter.sources[runtime.name] = SOURCE_OF.get(without_head(module.source), "")
            bodies = [procedure.body for procedure in runtime.parsed.procedures]
            self.whole |= {(source, each.line, type(each).__name__) for body in bodies for each in statements(body)}


def statements(body: Sequence[Stmt]) -> Iterator[Stmt]:
    """Every statement of a procedure, however deep."""
    for each in body:
        yield each
        for nested in _nested_bodies(each):
            yield from statements(nested)


def without_head(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("Attribute ")).strip()


def python_known(key: str, default: str, source: str) -> str:
    """The settings of an officer for whom `se7 install-addin` has run."""
    settings = {"INTERPRETER_WIN": PYTHON, "INTERPRETER_MAC": "/usr/local/bin/python3", "ADD_WORKBOOK_TO_PYTHONPATH": "False"}
    return settings.get(key, "") if source == "user" else default


def beside_the_workbook(key: str, default: str, source: str) -> str:
    return "C:\\evil.exe" if (key, source) == ("CONDA PATH", "directory") else python_known(key, default, source)


def refused(*given: object) -> object:
    raise error(MISSING_MACRO, "Excel is editing a cell")


SOURCE_OF = {without_head(text(name)): name for name in SOURCES}


@pytest.fixture(scope="module")
def excel(tracker_2012: bytes, tmp_path_factory: pytest.TempPathFactory) -> Excels:
    folder = tmp_path_factory.mktemp("excel")
    nameless = make_tracker(blank_programme("", [], [], "2026/27", 4, ""), TODAY)
    made = {
        "tracker": ("tracker.xlsm", b"".join(bound(tracker_2012).rewritten())),
        "alone": ("alone.xlsm", b"".join(bound(tracker_2012, standalone=True).rewritten())),
        "add-in": ("se7.xlam", addin()),
        "plain": ("plain.xlsx", tracker_2012),
        "blank": ("blank.xlsm", b"".join(bound(nameless).rewritten())),
    }
    for name, data in made.values():
        (folder / name).write_bytes(data)
    return Excels({key: folder / name for key, (name, _) in made.items()})


def test_a_button_reaches_python_with_its_name_and_says_nothing_itself(excel: Excels) -> None:
    desk, commands = excel.open(), []
    desk.bring_xlwings(commands.append)
    assert desk.pressed("check_totals") == []
    assert commands == [desk.run("SE7Ribbon.PythonCommand", "check_totals")]
    assert commands[0].endswith(".press('check_totals')")


def test_without_the_xlwings_add_in_a_button_says_what_to_install(excel: Excels) -> None:
    assert excel.open().pressed() == [
        "The buttons need the xlwings add-in, and Excel has not loaded it. Close Excel, run  se7 install-addin  in a terminal, "
        "or ask IT to, and open the workbook again. Until then the workbook calculates as usual."
    ]


def test_where_excel_was_not_told_where_python_is_a_button_says_so(excel: Excels) -> None:
    for settings in (lambda key, default, source: default, refused):
        desk = excel.open()
        desk.bring_xlwings(refused, settings)
        assert desk.pressed()[0].startswith("Excel has not been told where Python is. Close Excel, run  se7 install-addin  ")


def test_where_python_was_taken_away_a_button_says_so(excel: Excels) -> None:
    desk = excel.open()
    desk.bring_xlwings(refused)
    desk.app.interpreter.present.clear()
    assert desk.pressed()[0].startswith(f"Python is no longer at {PYTHON}. Close Excel, run  se7 install-addin  ")


def test_only_a_whole_path_on_windows_is_looked_at(excel: Excels) -> None:
    desk = excel.open()
    assert [desk.run("SE7Python.IsGone", path) for path in (PYTHON, "python", r"C:\gone\python.exe")] == [False, False, True]
    desk.excel.system = MAC
    assert desk.run("SE7Python.IsGone", r"C:\gone\python.exe") is False
    desk.bring_xlwings()
    assert desk.run("SE7Python.Interpreter") == "/usr/local/bin/python3"


def test_a_workbook_whose_tab_could_choose_the_program_starts_nothing(excel: Excels) -> None:
    for name in ("xlwings.conf", "XLWINGS.conf", "start.PY"):
        desk = excel.open()
        desk.bring_xlwings(refused)
        desk.app.workbook.sheets_[-1].name = name
        assert desk.pressed()[0].startswith("This workbook has a tab named xlwings.conf, or one whose name ends in .py")


def test_where_no_workbook_is_open_no_tab_can_be_wrong(excel: Excels) -> None:
    desk = excel.open()
    desk.excel.active_book = None
    assert (desk.run("SE7Python.BringsATab"), desk.run("SE7Ribbon.HasSettings")) == (False, False)


def test_settings_beside_the_workbook_start_nothing(excel: Excels) -> None:
    desk = excel.open()
    desk.bring_xlwings(refused, beside_the_workbook)
    assert desk.pressed() == [
        "The file xlwings.conf beside this workbook could choose the program a button starts. "
        "Delete it, or move the workbook to another folder, and press the button again."
    ]


def test_a_name_a_macs_shell_would_take_for_orders_starts_nothing_on_a_mac(excel: Excels) -> None:
    for sign in "$`\"\\'|;":
        desk = excel.open()
        desk.bring_xlwings()
        desk.app.workbook.name = f"SE7{sign}2012.xlsm"
        assert desk.pressed() == []
        desk.excel.system = MAC
        assert desk.pressed()[0].startswith(f"The name of this workbook or of its folder holds the sign {sign}, which cannot")


def test_when_python_fails_a_button_says_what_to_do(excel: Excels) -> None:
    for failing in (lambda command: -1, refused):
        desk = excel.open()
        desk.bring_xlwings(failing)
        assert desk.pressed() == [desk.run("SE7Ribbon.AfterFailure")]
    assert desk.told[0] == (
        "Python could not be started, or stopped with the message you have just seen. Nothing is half done: what was changed "
        "has been put back.\n\nFinish any cell you are editing and press the button again. If it keeps happening, run  "
        "se7 doctor  in a terminal: it says what is wrong on this computer. With the workbook saved and closed, the se7 "
        "commands do the same on the file."
    )


def test_whatever_xlwings_answers_but_failure_is_success(excel: Excels) -> None:
    for answer in (EMPTY, "", "done", 0, 1):
        desk = excel.open()
        desk.bring_xlwings(lambda command, said=answer: said)
        assert desk.pressed() == []


def test_a_tracker_that_stands_alone_runs_the_xlwings_it_brings(excel: Excels) -> None:
    desk, commands = excel.open("alone"), []
    desk.app.workbook.name = "Kent's tracker.xlsm"
    desk.excel.macros["'Kent''s tracker.xlsm'!xlwings.RunPython"] = commands.append
    desk.excel.macros["'Kent''s tracker.xlsm'!xlwings.GetConfig"] = lambda key, default, source: default
    assert "se7 install-addin --settings-only" in desk.pressed()[0]
    desk.excel.macros["'Kent''s tracker.xlsm'!xlwings.GetConfig"] = python_known
    assert desk.pressed() == []
    assert len(commands) == 1
    desk.excel.macros["'Kent''s tracker.xlsm'!xlwings.GetConfig"] = beside_the_workbook
    assert desk.pressed()[0].startswith("The file xlwings.conf beside this workbook")


def test_the_buttons_are_for_a_workbook_with_a_tab_settings(excel: Excels) -> None:
    desk = excel.open()
    assert desk.asked("IsTracker") is True
    desk.app.workbook.sheet_named("Settings").name = "SETTINGS"
    assert desk.asked("IsTracker") is True
    desk.app.workbook.sheet_named("SETTINGS").name = "Set-up"
    assert desk.asked("IsTracker") is False


def test_the_add_in_serves_a_tracker_without_buttons_of_its_own(excel: Excels) -> None:
    desk = excel.open_with_addin("plain")
    assert (desk.asked("IsServedHere"), desk.asked("IsTracker")) == (True, True)


def test_the_add_in_steps_back_where_the_tracker_brings_the_ribbon(excel: Excels) -> None:
    desk = excel.open_with_addin()
    desk.app.workbook.name = "Kent's tracker.xlsm"
    desk.excel.macros["'Kent''s tracker.xlsm'!SE7Ribbon.HasRibbon"] = lambda: excel.open().run("SE7Ribbon.HasRibbon")
    assert desk.asked("IsServedHere") is False


def test_the_add_in_shows_nothing_for_other_workbooks_and_for_itself(excel: Excels) -> None:
    assert excel.open("add-in").asked("IsServedHere") is False
    desk = excel.open_with_addin()
    desk.app.add_workbook()
    assert desk.asked("IsServedHere") is False


def test_a_trackers_own_ribbon_serves_it(excel: Excels) -> None:
    assert excel.open().run("SE7Ribbon.ServedHere") is True


def test_the_list_holds_the_authorities_but_not_the_partnership(excel: Excels) -> None:
    desk = excel.open()
    count = desk.asked("AuthorityCount")
    assert [desk.asked("AuthorityLabel", index) for index in range(count)] == AUTHORITIES
    assert {party.name for party in sample_programme().parties} == {*AUTHORITIES, sample_programme().partnership.name}
    assert len({desk.asked("AuthorityId", index) for index in range(count)}) == count


def test_outside_the_list_stands_no_authority(excel: Excels) -> None:
    desk = excel.open()
    assert [desk.run("SE7Ribbon.AuthorityAt", index) for index in (-1, len(AUTHORITIES), 99)] == ["", "", ""]


def test_the_list_shows_the_reporting_authority_however_it_is_typed(excel: Excels) -> None:
    desk = excel.open()
    for typed, index in {"Kent": 3, "  kent ": 3, "Brighton & Hove": 0, "Rutland": -1, "": -1, "SE7": -1}.items():
        settings_tab(desk).set_value(reporting_address(desk), typed)
        assert desk.asked("ReportingIndex") == index


def test_a_workbook_without_the_named_cells_has_an_empty_list_and_no_error(excel: Excels) -> None:
    desk = excel.open()
    for name in ("SE7_Partnership", "SE7_Reporting_authority"):
        desk.app.remove_named_range(name)
    assert (desk.asked("AuthorityCount"), desk.asked("ReportingIndex"), desk.told) == (0, -1, [])


def test_a_blank_tracker_lists_what_its_settings_hold(excel: Excels) -> None:
    desk = excel.open("blank")
    labels = [desk.asked("AuthorityLabel", index) for index in range(desk.asked("AuthorityCount"))]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_choosing_an_authority_writes_it_to_settings(excel: Excels) -> None:
    desk = excel.open()
    desk.app.interpreter.run("SE7Ribbon.ChooseReporting", [Control("reporting_authority"), "authority_3", 3])
    assert settings_tab(desk).value(reporting_address(desk)) == "Kent"
    assert (desk.asked("ReportingIndex"), desk.told) == (3, [])


def test_choosing_nothing_changes_nothing(excel: Excels) -> None:
    desk = excel.open()
    before = settings_tab(desk).value(reporting_address(desk))
    desk.run("SE7Ribbon.Report", "")
    assert settings_tab(desk).value(reporting_address(desk)) == before


def test_where_settings_is_protected_the_choice_is_taken_back_with_advice(excel: Excels) -> None:
    desk, ribbon = excel.open(), RibbonUi()
    desk.run("SE7Ribbon.OnLoad", ribbon)
    desk.app.workbook.sheet_named("Settings").vba_get("Protect")
    desk.run("SE7Ribbon.Report", "Kent")
    assert desk.told == [
        "The reporting authority could not be set. Finish any cell you are editing and lift the protection of the tab "
        "Settings, or type the name there, next to Reporting authority."
    ]
    assert ribbon.renewed == 1


def test_the_ribbon_is_asked_anew_whenever_another_tab_or_workbook_comes_to_the_front(excel: Excels) -> None:
    desk, ribbon = excel.open(), RibbonUi()
    desk.event("Workbook_Activate")
    desk.run("SE7Ribbon.OnLoad", ribbon)
    desk.event("Workbook_Activate")
    desk.event("Workbook_SheetActivate", desk.app.workbook.sheets_[0])
    assert ribbon.renewed == 2
    desk.app.workbook.sheets_[1].vba_get("Activate")
    assert ribbon.renewed == 3


def test_the_add_in_asks_its_ribbon_anew_whenever_anything_comes_to_the_front(excel: Excels) -> None:
    desk, ribbon = excel.open_with_addin(), RibbonUi()
    desk.run("SE7Ribbon.OnLoad", ribbon)
    desk.event("Workbook_Open")
    desk.event("Host_WorkbookActivate", desk.app.workbook)
    desk.event("Host_SheetActivate", desk.app.workbook.sheets_[0])
    assert ribbon.renewed == 3
    document = desk.app.interpreter.modules["thisworkbook"].document
    assert document.variables["host"].get() is desk.excel


def test_a_ribbon_that_is_gone_is_not_asked(excel: Excels) -> None:
    desk = excel.open()
    desk.run("SE7Ribbon.OnLoad", NOTHING)
    desk.run("SE7Ribbon.Renew")
    assert desk.told == []


def test_every_line_of_the_macros_has_run(excel: Excels) -> None:
    excel.seen.clear()
    for name, story in list(globals().items()):
        if name.startswith("test_") and list(inspect.signature(story).parameters) == ["excel"] and "every_line" not in name:
            story(excel)
    assert {source for source, _, _ in excel.whole} == set(SOURCES)
    assert sorted(excel.whole - excel.seen) == []


def reporting_address(desk: Desk) -> str:
    return str(desk.app.named_range("SE7_Reporting_authority").refers_to).partition("!")[2].replace("$", "")


def settings_tab(desk: Desk) -> SheetView:
    return desk.app.sheet("Settings")
