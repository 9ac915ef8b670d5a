"""An Excel for the tests of the macros: pyOpenVBA's, with stand-ins for what it cannot do, and nothing else.

`WithEvents` (the word is left out; the events are called), a standard module's name before a dot, `Dir`,
`Application.OperatingSystem` and `Application.PathSeparator`, and `Application.Run` into another add-in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.apps.excel._model import Application
from pyopenvba.excel import ExcelFile
from pyopenvba.interpreter import EMPTY, MISSING, Interpreter, ModuleRuntime, VBAObject, member, method, setter
from pyopenvba.interpreter._ast import Stmt
from pyopenvba.interpreter._runtime import Frame, Slot, _nested_bodies
from pyopenvba.interpreter._values import error
from pyopenvba.vba import VBAModuleKind

from tests.binding.test_macros import SOURCES, text

WINDOWS, MAC = "Windows (64-bit) NT 10.00", "Macintosh (Intel) Version 14.4"
PYTHON, BESIDE = r"C:\Python\python.exe", r"C:\Savings\xlwings.conf"
ADDIN = "xlwings.xlam!"
THEIRS = ("xlwings", "Dictionary")
MISSING_MACRO, EXCLAMATION, TITLE = 1004, 48, "Savings tracker"
Macro = Callable[..., object]


class StandInExcel(Application):
    """pyOpenVBA's Excel, with an operating system and with macros of other workbooks."""

    vba_type_name = "Application"
    system: str
    macros: dict[str, Macro]
    busy = False

    @member
    def OperatingSystem(self) -> object:  # noqa: N802
        return self.system

    @member
    def PathSeparator(self) -> object:  # noqa: N802
        return "/" if self.system == MAC else "\\"

    @setter("DisplayAlerts")
    def _set_display_alerts(self, value: object) -> None:
        if self.busy:
            refused()
        super()._set_display_alerts(value)

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
        path, *_ = map(self._by_value, args)
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
    """Excel with a workbook in front, and what the officer sees of it; `ribbon` is the module whose macros the ribbon calls."""

    app: ExcelApplication
    ribbon: str

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
        self.app.interpreter.run(f"{self.ribbon}.{callback}", [Control("reporting_authority"), *given, answer])
        return answer.get()

    def event(self, name: str, *given: object) -> None:
        self.app.interpreter.run(name, list(given), module="ThisWorkbook")

    def bring_xlwings(self, runs: Macro = lambda command: 0, settings: Macro | None = None) -> None:
        """Load a stand-in for xlwings' add-in, which knows Python, and put the tracker back in front."""
        front = self.app.workbook
        self.app.add_workbook().name = "xlwings.xlam"
        self.app.activate_workbook(front)
        self.answer(ADDIN, runs, settings)

    def answer(self, way: str, runs: Macro = lambda command: 0, settings: Macro | None = None) -> None:
        """Let xlwings' macros answer where they are reached by this way."""
        macros = {"RunPython": runs, "GetConfig": settings or python_known}
        places = {"GetDirectoryConfigFilePath": lambda: BESIDE, "FileExists": lambda path: path in self.app.interpreter.present}
        self.excel.macros |= {way + name: macro for name, macro in (macros | places).items()}

    def pressed(self, button: str = "refresh_totals") -> list[str]:
        """What the officer is told after pressing a button of the ribbon."""
        before = len(self.told)
        self.app.interpreter.run(f"{self.ribbon}.OnAction", [Control(button)])
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
        return Desk(app, "SE7Addin" if name == "add-in" else "SE7Ribbon")

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


def refused(*given: object) -> object:
    raise error(MISSING_MACRO, "Excel is editing a cell")


SOURCE_OF = {without_head(text(name)): name for name in SOURCES}
