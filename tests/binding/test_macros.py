"""The macros are what VBA holds, leave the figures to Python, and say what the rest of the product says."""

import ast
import re
import sys
from collections.abc import Callable
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyopenvba.interpreter import Interpreter

from se7_excel.actions import ACTIONS
from se7_excel.binding.ribbon import TAB_LABEL
from se7_excel.binding.sources import addin_modules, standalone_modules, tracker_modules
from se7_excel.binding.vba_project import Kind, Module
from se7_excel.buttons import LIVE_ONLY
from se7_excel.entrances import addin
from se7_excel.entrances.cli import main
from se7_excel.sheets import schema
from tests.binding.lint import STRING, bare, event_faults, macro_faults, name_faults, procedures

MACROS = Path(__file__).parents[2] / "macros"
SOURCES = sorted(path.relative_to(MACROS).as_posix() for path in MACROS.rglob("*.bas"))
THEIRS = ("xlwings", "Dictionary")
BUTTONS = [each.name for each in (*ACTIONS, *LIVE_ONLY)]
NAMED = {
    "CAPTION": TAB_LABEL,
    "SETTINGS_TAB": schema.SETTINGS,
    "PARTIES_TABLE": schema.PARTIES_TABLE,
    "PARTNERSHIP_CELL": schema.PARTNERSHIP_CELL,
    "REPORTING_CELL": schema.REPORTING_CELL,
}
NOT_PASSED_ON = '"&|<>^%$`\\\r\n'  # for cmd.exe, a Mac's shell, and the script of xlwings that parts its arguments by a bar
LONGEST_COMMAND = 4000  # cmd.exe holds 8191 characters; paths and xlwings' own words come to it
COMMANDS = re.compile(r'(?:  |")se7 ([a-z-]+)(?:  | --|")')
HEAD = "Option Explicit\n"


def text(name: str) -> str:
    return (MACROS / name).read_text(encoding="ascii")


def ours(modules: tuple[Module, ...]) -> dict[str, str]:
    return {module.name: module.text for module in modules if module.name not in THEIRS}


def ribbon_module() -> Interpreter:
    """An interpreter that knows the ribbon's module and nothing of Excel."""
    interpreter = Interpreter()
    interpreter.add_module(text("SE7Ribbon.bas"), name="SE7Ribbon")
    interpreter.initialise()
    return interpreter


def python_command(button: str) -> str:
    command = ribbon_module().run("PythonCommand", [button])
    assert isinstance(command, str)
    return command


@pytest.mark.parametrize("name", SOURCES)
def test_the_lint_finds_nothing_in_a_module(name: str) -> None:
    assert macro_faults(Path(name).stem, text(name)) == []


@pytest.mark.parametrize("name", [name for name in SOURCES if name.endswith("ThisWorkbook.bas")])
def test_every_event_takes_what_excel_passes(name: str) -> None:
    assert procedures(text(name))
    assert event_faults(text(name)) == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_standard_module_says_its_name_and_a_workbooks_module_none(name: str) -> None:
    named = re.findall(r'^Attribute VB_Name = "(\w+)"$', text(name), re.MULTILINE)
    assert named == ([] if Path(name).stem == "ThisWorkbook" else [Path(name).stem])


@pytest.mark.parametrize(
    "modules", [tracker_modules(), addin_modules(), standalone_modules()], ids=["tracker", "add-in", "alone"]
)
def test_no_name_means_two_things(modules: tuple[Module, ...]) -> None:
    standard = {module.name for module in modules if module.kind is Kind.STANDARD}
    assert name_faults({name: code for name, code in ours(modules).items() if name in standard}) == []


def test_xlwings_uses_no_name_of_ours_but_for_a_parameter_of_its_own() -> None:
    public = {each.name.casefold() for code in ours(standalone_modules()).values() for each in procedures(code) if each.public}
    theirs = [line for module in standalone_modules() if module.name in THEIRS for line in bare(module.text)]
    assert theirs
    used = {word.casefold() for line in theirs for word in re.findall(r"\w+", line)}
    assert public & used <= {"pythoncommand"}


def test_both_ways_to_python_answer_to_the_same_names() -> None:
    asked = {name for code in ("SE7Ribbon.bas", "SE7Guard.bas") for name in re.findall(r"SE7Python\.(\w+)", text(code))}
    assert {"Way", "Obstacle", "SetUpCommand"} <= asked
    for name in ("SE7Python.bas", "standalone/SE7Python.bas"):
        assert asked <= {each.name for each in procedures(text(name)) if each.public}


@pytest.mark.parametrize("sources", [("addin/Main.bas", "addin/Config.bas", "addin/Utils.bas"), ("xlwings.bas",)])
def test_xlwings_has_the_macros_we_ask_for_with_the_parameters_we_give(sources: tuple[str, ...]) -> None:
    given = {"RunPython": 1, "GetConfig": 3, "GetDirectoryConfigFilePath": 0, "FileExists": 1}
    asked = re.findall(r'SE7Python\.Way\("(\w+)"\)', text("SE7Ribbon.bas") + text("SE7Guard.bas"))
    assert set(asked) == set(given)
    folder = Path(str(find_spec("xlwings").origin)).parent
    code = "\n".join((folder / name).read_text("cp1252") for name in sources)
    heads = dict(re.findall(r"^(?:Public )?Function (\w+)\((.*)\)", code, re.MULTILINE))
    assert {name: len(heads[name].split(",")) if heads[name] else 0 for name in given} == given


def test_the_add_in_and_a_tracker_share_no_macro_the_ribbon_calls() -> None:
    named = [{module.name for module in modules()} for modules in (tracker_modules, standalone_modules, addin_modules)]
    assert ["SE7Ribbon" in names for names in named] == [True, True, False]
    assert ["SE7Addin" in names for names in named] == [False, False, True]
    texts = [{module.name: module.text for module in modules()} for modules in (tracker_modules, addin_modules)]
    assert texts[0]["SE7Ribbon"] == texts[1]["SE7Addin"]


@pytest.mark.parametrize("modules", [tracker_modules, addin_modules, standalone_modules])
def test_a_module_named_before_a_dot_is_one_of_the_project(modules: Callable[[], tuple[Module, ...]]) -> None:
    named = {name for code in ours(modules()).values() for line in bare(code) for name in re.findall(r"\b(SE7\w+)\.", line)}
    assert named <= set(ours(modules()))
    assert len(named) >= 3


def test_every_source_lies_in_the_package_and_is_bound_somewhere() -> None:
    held = files("se7_excel.macros")
    assert [name for name in SOURCES if (held / name).read_text("ascii") != text(name)] == []
    bound = {module.text for modules in (tracker_modules(), addin_modules(), standalone_modules()) for module in modules}
    assert [name for name in SOURCES if text(name) not in bound] == []


@pytest.mark.parametrize(("name", "said"), NAMED.items())
def test_the_macros_know_tabs_tables_and_cells_by_the_names_of_the_schema(name: str, said: str) -> None:
    assert ribbon_module().module("SE7Ribbon").constants[name.casefold()] == said


def test_message_boxes_of_macros_and_of_python_have_one_title() -> None:
    assert addin.TITLE == TAB_LABEL


def test_the_macros_mention_the_label_beside_the_cell() -> None:
    assert f"next to {schema.REPORTING}." in text("SE7Ribbon.bas")


def test_every_command_the_messages_name_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    ([a-z][\w-]*)", capsys.readouterr().out, re.MULTILINE))
    named = {name for source in SOURCES for quoted in STRING.findall(text(source)) for name in COMMANDS.findall(quoted)}
    assert {"install-addin", "doctor"} <= named <= known
    with pytest.raises(SystemExit):
        main(["install-addin", "--help"])
    assert " --settings-only " in f" {capsys.readouterr().out} "


@pytest.mark.parametrize("button", BUTTONS)
def test_the_command_for_python_travels_through_any_shell(button: str) -> None:
    command = python_command(button)
    assert set(command) & set(NOT_PASSED_ON) == set()
    assert command.isascii()
    assert len(command) < LONGEST_COMMAND


def test_the_command_for_python_is_an_import_and_one_expression() -> None:
    said = ast.parse(python_command("refresh_totals")).body
    assert [type(each) for each in said] == [ast.Import, ast.Expr]


@pytest.mark.parametrize("button", BUTTONS)
def test_python_presses_the_button_of_the_ribbon(button: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(addin, "press", pressed.append)
    monkeypatch.setitem(sys.modules, "xlwings", SimpleNamespace())
    exec(python_command(button), {})
    assert pressed == [button]


def test_without_the_package_python_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    app = SimpleNamespace(alert=told.append)
    monkeypatch.setitem(sys.modules, "xlwings", SimpleNamespace(apps=SimpleNamespace(active=app)))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    exec(python_command("refresh_totals"), {})
    assert told == ["se7_excel is missing. Install it, then run se7 install-addin."]


@pytest.mark.parametrize("button", BUTTONS)
def test_the_python_command_is_short_enough_for_excel_to_pass_on(button: str) -> None:
    assert len(python_command(button)) < 255


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("' Option Explicit\n", "Option Explicit does not stand first"),
        (HEAD + "' Straße\n", "line 2 is not ASCII"),
        (HEAD + "' \x07\n", "line 2 is not ASCII"),
        (HEAD + "'" + "x" * 1023, "line 2 is too long"),
        (HEAD + "Sub A()\nB" + " _\n" * 25 + "1\nEnd Sub\n", "line 27 is too long"),
        (HEAD + 'Declare Sub A Lib "a.dll" ()\n', 'reaches beyond Excel: Declare Sub A Lib "" ()'),
        (HEAD + 'Sub A()\nSet b = CreateObject("c")\nEnd Sub\n', 'reaches beyond Excel: Set b = CreateObject("")'),
        (HEAD + 'Sub A()\nshell "calc"\nEnd Sub\n', 'reaches beyond Excel: shell ""'),
        (HEAD + "Sub A()\nb = c.Formula\nEnd Sub\n", "works out figures: b = c.Formula"),
        (HEAD + "Sub A()\nb = CDbl(c)\nEnd Sub\n", "works out figures: b = CDbl(c)"),
        (HEAD + "Sub A()\nb = c.Value + 1\nEnd Sub\n", "works out figures: b = c.Value + 1"),
        (HEAD + "Sub A()\nb = c / 100\nEnd Sub\n", "works out figures: b = c / 100"),
        (HEAD + "Sub A()\nDim String As Long\nEnd Sub\n", "String is a word of VBA's own"),
        (HEAD + "Sub A(ByVal to As Long, ByRef end)\nEnd Sub\n", "to is a word of VBA's own"),
        (HEAD + "Sub A(one As Long, ByRef end)\nEnd Sub\n", "end is a word of VBA's own"),
        (HEAD + "Function Date() As Date\nEnd Function\n", "Date is a word of VBA's own"),
        (HEAD + "Sub A()\nEnd Sub\nFunction a()\nEnd Function\n", "a is there twice"),
        (HEAD + "Sub A()\nOn Error GoTo Gone\nDone:\nEnd Sub\n", "A has no label Gone"),
    ],
)
def test_what_would_be_wrong_with_a_macro_is_found(code: str, said: str) -> None:
    assert said in macro_faults("SE7Test", code)


@pytest.mark.parametrize("name", ["SE7", "R1C1", "M" * 32, "7E", "S\u00c97", "A b"])
def test_a_name_that_could_be_a_cell_or_none_of_vba_is_found(name: str) -> None:
    assert macro_faults(name, HEAD) == [f"{name} cannot name a module"]


def test_what_stands_in_quotes_or_behind_an_apostrophe_is_not_code() -> None:
    assert macro_faults("SE7Test", HEAD + "Sub A()\n    b = \"Shell 1 / 2 'c\" ' Declare .Formula\nEnd Sub\n") == []


def test_what_vba_just_holds_is_held() -> None:
    assert macro_faults("S" * 31, HEAD + "'" + "x" * 1022 + "\nSub A()\nB" + " _\n" * 24 + "1\nEnd Sub\n") == []


@pytest.mark.parametrize("head", ["Sub Workbook_Opened()", "Sub Workbook_Open(Sh As Object)", "Function Workbook_Open()"])
def test_an_event_excel_does_not_know_is_found(head: str) -> None:
    assert len(event_faults(f"Private {head}\nEnd {head.partition(' ')[0]}\n")) == 1


def test_a_name_given_twice_is_found() -> None:
    assert name_faults({"One": "Public Sub A()\nEnd Sub\n", "Two": "Sub a()\nEnd Sub\n"}) == ["a"]
    assert name_faults({"One": "Public Sub Two()\nEnd Sub\n", "Two": ""}) == ["two"]
    assert name_faults({"One": "Private Sub A()\nEnd Sub\n", "Two": "Sub a()\nEnd Sub\n"}) == []
