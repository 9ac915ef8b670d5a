"""The ribbon is what Office's schema allows, shows every button once, and calls macros that are there."""

from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from se7_excel.actions import ACTIONS, PREPARE_EMAIL
from se7_excel.binding.ribbon import ADDIN_MODULE, LONGEST_LABEL, MODULE, TAB_LABEL, ribbon
from se7_excel.binding.sources import addin_modules, tracker_modules
from se7_excel.buttons import LIVE_ONLY, Group
from tests.binding.lint import CALLBACK, callback_faults, ribbon_faults
from tests.conftest import require
from tests.rendering.conftest import SCHEMAS

LONG = "The Northern, Southern and Western Partnership"
RIBBONS = {
    "a tracker": ribbon("SE7"),
    "the add-in": ribbon(in_addin=True),
    "a partnership without a name": ribbon(),
    "an awkward name": ribbon("A & B <C>"),
    "a name in quotes": ribbon('"O\'Neill" – Straße'),
    "the longest name": ribbon("W" * LONGEST_LABEL),
    "a long name": ribbon(LONG),
}
MODULES = {module.name: module.text for module in tracker_modules()}
BUILT_IN = {"Undo": frozenset({"button"}), "TabHome": frozenset({"tab"})}
SUBS = """Option Explicit
Public Sub Act(control As IRibbonControl)
End Sub
Public Sub Look(ByVal control As IRibbonControl, ByRef returnedVal)
End Sub
Private Sub Hidden(control As IRibbonControl)
End Sub
Public Function Answer(control As IRibbonControl)
End Function
"""
SAID = 'label="Do" screentip="Do" supertip="Does it." keytip="D"'
OTHER = SAID.replace('"D"', '"DO"')
LONGER = SAID.replace("Does it.", "x" * 1025)
CHOICE = f'<dropDown id="b" {SAID} getItemLabel="SE7Ribbon.Look"'


@pytest.fixture(scope="module")
def schemas() -> Path:
    """The folder of Office's schema and of its list of controls."""
    return Path(require(str(SCHEMAS) if SCHEMAS.is_dir() else None, "the folder ../shared/schemas")) / "customui"


@pytest.fixture(scope="module")
def schema(schemas: Path) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(schemas / "customui14.xsd"))


@pytest.fixture(scope="module")
def built_in(schemas: Path) -> dict[str, frozenset[str]]:
    """Excel's own controls, each with the kinds it has."""
    known: dict[str, frozenset[str]] = {}
    for line in (schemas / "excel-idmso.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, kind = line.split("\t")
        known[name] = known.get(name, frozenset()) | {kind}
    return known


def with_tab(inside: str, tab: str = 'insertAfterMso="TabHome"') -> str:
    """A ribbon of one tab and one group."""
    return (
        f'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="t" label="T" {tab}>'
        f'<group id="g" label="G">{inside}</group></tab></tabs></ribbon></customUI>'
    )


def with_button(given: str) -> str:
    return with_tab(f'<button id="b" {given}/>')


def calls(element: etree._Element) -> list[str]:
    """The macros Excel calls for the element."""
    return [call for attribute, call in element.attrib.items() if CALLBACK.fullmatch(attribute)]


def tab_of(text: str) -> etree._Element:
    tabs = etree.fromstring(text.encode()).findall(".//{*}tab")
    assert len(tabs) == 1
    return tabs[0]


@pytest.mark.parametrize("name", RIBBONS)
def test_the_schema_of_office_finds_nothing(name: str, schema: xmlschema.XMLSchema) -> None:
    assert [error.reason for error in schema.iter_errors(RIBBONS[name])] == []


def test_the_schema_does_find_what_is_wrong(schema: xmlschema.XMLSchema) -> None:
    wrong = RIBBONS["a tracker"].replace('size="large"', 'size="huge"')
    assert not schema.is_valid(wrong)
    assert not schema.is_valid(RIBBONS["a tracker"].replace('id="look_at_set_up"', 'id="refresh_totals"'))


@pytest.mark.parametrize("name", RIBBONS)
def test_the_lint_finds_nothing(name: str, built_in: dict[str, frozenset[str]]) -> None:
    assert ribbon_faults(RIBBONS[name], built_in) == []


@pytest.mark.parametrize("name", RIBBONS)
def test_every_callback_is_a_macro_with_the_parameters_excel_passes(name: str) -> None:
    modules, module = (addin_modules(), ADDIN_MODULE) if name == "the add-in" else (tracker_modules(), MODULE)
    assert callback_faults(RIBBONS[name], {each.name: each.text for each in modules}, module) == []


def test_the_add_in_and_a_tracker_call_no_macro_of_the_same_name() -> None:
    called = {
        name: {call for each in etree.fromstring(text.encode()).iter() for call in calls(each)} for name, text in RIBBONS.items()
    }
    assert {call.partition(".")[0] for call in called.pop("the add-in")} == {"SE7Addin"}
    assert {call.partition(".")[0] for calls_of_tracker in called.values() for call in calls_of_tracker} == {"SE7Ribbon"}


@pytest.mark.parametrize("name", RIBBONS)
def test_every_button_stands_there_once_in_its_group_in_the_order_of_the_work(name: str) -> None:
    shown = [(group.get("label"), button.get("id")) for group in tab_of(RIBBONS[name]) for button in group.findall("{*}button")]
    all_buttons = [(each.look.group, each.name) for each in (*ACTIONS, PREPARE_EMAIL, *LIVE_ONLY)]
    assert shown == [(group.value, name) for group in Group for of, name in all_buttons if of is group]
    assert {name for _, name in shown} == {each.name for each in (*ACTIONS, PREPARE_EMAIL, *LIVE_ONLY)}


def test_a_button_says_what_its_action_says() -> None:
    shown = {each.get("id"): each for each in tab_of(RIBBONS["a tracker"]).iter("{*}button")}
    for each in (*ACTIONS, PREPARE_EMAIL, *LIVE_ONLY):
        button = shown[each.name]
        assert (button.get("label"), button.get("supertip")) == (each.label, each.tip)
        assert (button.get("imageMso"), button.get("keytip")) == (each.look.picture, each.look.key)


def test_all_buttons_but_those_for_help_are_grey_where_no_tracker_is_open() -> None:
    shown = {each.get("id"): each.get("getEnabled") for each in tab_of(RIBBONS["a tracker"]).iter("{*}button", "{*}dropDown")}
    helping = {each.name for each in LIVE_ONLY if each.look.group is Group.HELP}
    assert {name: called for name, called in shown.items() if called != "SE7Ribbon.IsTracker"} == dict.fromkeys(helping)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("a tracker", "SE7 savings"),
        ("an awkward name", "A & B <C> savings"),
        ("the longest name", "W" * LONGEST_LABEL + " savings"),
        ("a long name", TAB_LABEL),
        ("the add-in", TAB_LABEL),
    ],
)
def test_the_tab_is_named_after_the_partnership_where_that_is_short(name: str, label: str) -> None:
    assert tab_of(RIBBONS[name]).get("label") == label


def test_only_the_add_in_steps_back_for_a_workbook_that_brings_the_ribbon() -> None:
    seen = {name: tab_of(text).get("getVisible") for name, text in RIBBONS.items()}
    assert {name: called for name, called in seen.items() if called} == {"the add-in": "SE7Addin.IsServedHere"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (with_button(f'{SAID} imageMso="Undone"'), "b: Excel has no picture Undone"),
        (with_tab("", 'insertAfterMso="TabHouse"'), "t: Excel has no tab TabHouse"),
        (with_tab("", 'insertAfterMso="Undo"'), "t: Excel has no tab Undo"),
        (with_tab("", 'insertAfterMso="TabHome" insertBeforeMso="TabHome"'), "t has insertAfterMso and insertBeforeMso"),
        (with_button(f'{SAID} getLabel="SE7Ribbon.Look"'), "b has label together with getLabel"),
        (with_button(f'{SAID} imageMso="Undo" image="own"'), "b has image and imageMso"),
        (with_button(f'{SAID} imageMso="Undo" getImage="SE7Ribbon.Look"'), "b has getImage and imageMso"),
        (with_button(SAID.replace("label", "description")), "b has no label"),
        (with_button(SAID.replace("supertip", "description")), "b has no supertip"),
        (with_button(SAID.replace("screentip", "description")), "b has no screentip"),
        (with_button(SAID.replace("keytip", "description")), "b has no keytip"),
        (with_button(SAID.replace('label="Do"', 'label="Do everything there is to do today"')), "b has a long label"),
        (with_button(LONGER), "b has a long supertip"),
        (with_button(SAID.replace('keytip="D"', 'keytip="d"')), "d is no key tip"),
        (with_tab("", 'insertAfterMso="TabHome" keytip="ABCD"'), "ABCD is no key tip"),
        (with_tab(f'<button id="a" {SAID}/><button id="b" {SAID}/>'), "the key tip D is not told apart from another"),
        (
            with_tab(f'<button id="a" {SAID}/><button id="b" {OTHER}/>'),
            "the key tip DO is not told apart from another",
        ),
        (with_tab(f"{CHOICE}/>"), "b has items of its own, or does not say how many it gets"),
        (
            with_tab(f'{CHOICE} getItemCount="SE7Ribbon.Look"><item id="i" label="I"/></dropDown>'),
            "b has items of its own, or does not say how many it gets",
        ),
        (
            with_tab(f'<dropDown id="b" {SAID} getSelectedItemID="A.B" getSelectedItemIndex="A.B"/>'),
            "b has getSelectedItemID and getSelectedItemIndex",
        ),
    ],
)
def test_what_would_be_wrong_with_a_ribbon_is_found(text: str, said: str) -> None:
    assert ribbon_faults(text, BUILT_IN) == [said]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('onAction="SE7Ribbon.Nothing"', "b onAction: SE7Ribbon.Nothing is no Public Sub"),
        ('onAction="SE7Ribbon.Hidden"', "b onAction: SE7Ribbon.Hidden is no Public Sub"),
        ('onAction="SE7Ribbon.Answer"', "b onAction: SE7Ribbon.Answer is no Public Sub"),
        ('onAction="Act"', "b onAction: Act is not of the module SE7Ribbon"),
        ('onAction="SE7Python.Act"', "b onAction: SE7Python.Act is not of the module SE7Ribbon"),
        ('getEnabled="SE7Ribbon.Act"', "b getEnabled: SE7Ribbon.Act takes (IRibbonControl), not (IRibbonControl, ByRef Variant)"),
        (
            'getEnabled="SE7Ribbon.Look"',
            "b getEnabled: SE7Ribbon.Look takes (ByVal IRibbonControl, ByRef Variant), not (IRibbonControl, ByRef Variant)",
        ),
    ],
)
def test_a_callback_that_excel_could_not_call_is_found(given: str, said: str) -> None:
    assert callback_faults(with_button(given), {"SE7Ribbon": SUBS}) == [said]


def test_a_macro_that_loses_a_parameter_is_found_out() -> None:
    broken = MODULES["SE7Ribbon"].replace("id As String, index As Integer)", "index As Integer)")
    assert broken != MODULES["SE7Ribbon"]
    said = "reporting_authority onAction: SE7Ribbon.ChooseReporting takes (IRibbonControl, Integer), not "
    assert callback_faults(ribbon("SE7"), {"SE7Ribbon": broken}) == [said + "(IRibbonControl, String, Integer)"]


def test_a_ribbon_without_its_macros_is_found_out() -> None:
    assert len(callback_faults(ribbon(in_addin=True), {}, ADDIN_MODULE)) == ribbon(in_addin=True).count('="SE7Addin.')
