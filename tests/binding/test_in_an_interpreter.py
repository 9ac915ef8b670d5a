"""Every line of the macros runs in pyOpenVBA's Excel, and the officer reads what we mean to say.

Undeclared names and wrong members show in VBA only when their line runs: the last test tells any line that never did.
What pyOpenVBA cannot do is stood in for in `interpreter`, and nothing else.
"""

import inspect

import pytest
from pyopenvba.apps.excel import SheetView
from pyopenvba.interpreter import EMPTY, NOTHING

from se7_excel.binding.bound import bound
from se7_excel.entrances.new_tracker import blank_programme, make_tracker
from se7_excel.entrances.products import addin
from se7_excel.sample import sample_programme
from tests.binding.interpreter import ADDIN, BESIDE, MAC, PYTHON, Control, Desk, Excels, Macro, RibbonUi, python_known, refused
from tests.binding.test_macros import SOURCES
from tests.rendering.made import TODAY

AUTHORITIES = ["Brighton & Hove", "East Sussex", "Hampshire", "Kent", "Medway", "Surrey", "West Sussex"]
ALONE = "'Kent''s tracker.xlsm'!xlwings."
AFTERWARDS = (
    "If cells have changed, press the button once more.\n\n"
    "Finish any cell you are editing and press the button again. If it keeps happening, run  se7 doctor  in a terminal: "
    "it says what is wrong on this computer. With the workbook saved and closed, the se7 commands do the same on the file."
)
INSTALL = (
    " Close Excel, run  se7 install-addin  in a terminal, or ask IT to, and open the workbook again. "
    "Until then the workbook calculates as usual."
)


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
    said = "The buttons need the xlwings add-in, and Excel has not loaded it."
    assert excel.open().pressed() == [said + INSTALL]


def test_where_excel_was_not_told_where_python_is_a_button_says_so(excel: Excels) -> None:
    for settings in (lambda key, default, source: default, refused):
        desk = excel.open()
        desk.bring_xlwings(refused, settings)
        assert desk.pressed() == ["Excel has not been told where Python is." + INSTALL]


def test_where_python_was_taken_away_a_button_says_so(excel: Excels) -> None:
    desk = excel.open()
    desk.bring_xlwings(refused)
    desk.app.interpreter.present.clear()
    assert desk.pressed() == [f"Python is no longer at {PYTHON}." + INSTALL]


def test_where_code_beside_workbooks_would_be_taken_nothing_is_started(excel: Excels) -> None:
    said = "Excel has not been told to leave code beside workbooks alone, and a button could start it."
    for setting in ("True", "true", ""):
        desk = excel.open()
        desk.bring_xlwings(refused, told_of_folder(setting))
        assert desk.pressed() == [said + INSTALL]
    desk = excel.open()
    desk.bring_xlwings(settings=told_of_folder("FALSE"))
    assert desk.pressed() == []


def test_only_a_whole_path_on_windows_is_looked_at(excel: Excels) -> None:
    desk = excel.open()
    assert [desk.run("SE7Guard.IsGone", path) for path in (PYTHON, "python", r"C:\gone\python.exe")] == [False, False, True]
    desk.excel.system = MAC
    assert desk.run("SE7Guard.IsGone", r"C:\gone\python.exe") is False
    desk.bring_xlwings()
    assert desk.run("SE7Guard.NamedPython") == "/usr/local/bin/python3"


def test_a_workbook_whose_tab_could_choose_the_program_starts_nothing(excel: Excels) -> None:
    for name in ("xlwings.conf", "XLWINGS.conf", "start.PY"):
        desk = excel.open()
        desk.bring_xlwings(refused)
        desk.app.workbook.sheets_[-1].name = name
        assert desk.pressed()[0].startswith("This workbook has a tab named xlwings.conf, or one whose name ends in .py")


def test_where_no_workbook_is_open_no_tab_can_be_wrong(excel: Excels) -> None:
    desk = excel.open()
    desk.excel.active_book = None
    assert (desk.run("SE7Guard.BringsATab"), desk.run("SE7Ribbon.HasSettings")) == (False, False)


def test_settings_beside_the_workbook_start_nothing_whatever_they_hold(excel: Excels) -> None:
    desk = excel.open()
    desk.bring_xlwings(refused)
    desk.app.interpreter.present.add(BESIDE)
    assert desk.pressed() == [
        "The file xlwings.conf beside this workbook could choose the program a button starts. "
        "Delete it, or move the workbook to another folder, and press the button again."
    ]


def test_where_xlwings_cannot_be_asked_the_workbooks_folder_is_looked_at(excel: Excels) -> None:
    for missing in ("GetDirectoryConfigFilePath", "FileExists"):
        desk = excel.open()
        desk.bring_xlwings()
        del desk.excel.macros[ADDIN + missing]
        desk.app.workbook.path = r"C:\Savings"
        assert desk.pressed() == []
        desk.app.interpreter.present.add(BESIDE)
        assert desk.pressed()[0].startswith("The file xlwings.conf beside this workbook")


def test_an_address_on_the_web_is_no_folder_to_look_into(excel: Excels) -> None:
    desk = excel.open()
    desk.app.workbook.path = "https://council.sharepoint.com/Savings"
    desk.app.interpreter.present.add(r"https://council.sharepoint.com/Savings\xlwings.conf")
    assert desk.run("SE7Guard.SettingsSeenBeside") is False


def test_a_name_a_macs_shell_would_take_for_orders_starts_nothing_on_a_mac(excel: Excels) -> None:
    for sign in "$`\"\\'|;":
        desk = excel.open()
        desk.bring_xlwings()
        desk.app.workbook.name = f"SE7{sign}2012.xlsm"
        assert desk.pressed() == []
        desk.excel.system = MAC
        assert desk.pressed()[0].startswith(f"The name of this workbook or of its folder holds the sign {sign}, which cannot")


def test_when_python_stopped_with_a_message_a_button_says_what_to_do(excel: Excels) -> None:
    desk = excel.open()
    desk.bring_xlwings(lambda command: -1)
    assert desk.pressed() == ["Python could not be started, or stopped with the message you have just seen. " + AFTERWARDS]


def test_when_python_cannot_be_called_a_button_says_what_excel_said(excel: Excels) -> None:
    desk = excel.open()
    desk.bring_xlwings(refused)
    said = "Python could not be started, or stopped before it was done. " + AFTERWARDS
    assert desk.pressed() == [said + "\n\nExcel said: Excel is editing a cell"]


def test_while_python_runs_excel_gives_no_alerts_and_afterwards_as_before(excel: Excels) -> None:
    for before in (True, False):
        for ending in (lambda: 0, lambda: -1, refused):
            desk, during = excel.open(), []
            desk.bring_xlwings(
                lambda command, desk=desk, seen=during, end=ending: seen.append(desk.excel.display_alerts) or end()
            )
            desk.excel.display_alerts = before
            desk.pressed()
            assert (during, desk.excel.display_alerts) == ([False], before)


def test_a_button_that_is_refused_leaves_the_alerts_alone(excel: Excels) -> None:
    desk = excel.open()
    assert len(desk.pressed()) == 1
    assert desk.excel.display_alerts is True


def test_where_not_even_the_alerts_can_be_turned_off_the_officer_is_told(excel: Excels) -> None:
    desk, commands = excel.open(), []
    desk.bring_xlwings(commands.append)
    desk.excel.busy = True
    assert desk.pressed()[0].endswith("\n\nExcel said: Excel is editing a cell")
    assert commands == []


def test_after_a_failure_excel_shows_and_tells_again_what_python_had_it_keep_back(excel: Excels) -> None:
    for answer, awake in ((-1, True), (None, True), (0, False)):
        desk = excel.open()
        desk.bring_xlwings(lambda command, said=answer: refused() if said is None else said)
        desk.excel.screen_updating = desk.excel.enable_events = False
        desk.pressed()
        assert (desk.excel.screen_updating, desk.excel.enable_events) == (awake, awake)


def test_whatever_xlwings_answers_but_failure_is_success(excel: Excels) -> None:
    for answer in (EMPTY, "", "done", 0, 1):
        desk = excel.open()
        desk.bring_xlwings(lambda command, said=answer: said)
        assert desk.pressed() == []


def test_a_tracker_that_stands_alone_runs_the_xlwings_it_brings(excel: Excels) -> None:
    desk, commands = alone(excel), []
    desk.answer(ALONE, commands.append)
    assert desk.pressed() == []
    assert len(commands) == 1
    desk.app.interpreter.present.add(BESIDE)
    assert desk.pressed()[0].startswith("The file xlwings.conf beside this workbook")


def test_a_tracker_that_stands_alone_looks_for_python_too_and_needs_settings_only(excel: Excels) -> None:
    advice = INSTALL.replace("se7 install-addin", "se7 install-addin --settings-only")
    for settings in (lambda key, default, source: default, refused):
        desk = alone(excel)
        desk.answer(ALONE, refused, settings)
        assert desk.pressed() == ["Excel has not been told where Python is." + advice]
    desk = alone(excel)
    desk.answer(ALONE, refused)
    desk.app.interpreter.present.clear()
    assert desk.pressed() == [f"Python is no longer at {PYTHON}." + advice]


def test_a_tracker_that_stands_alone_takes_no_orders_from_a_tab_either(excel: Excels) -> None:
    desk = alone(excel)
    desk.answer(ALONE, refused)
    desk.app.workbook.sheets_[-1].name = "xlwings.conf"
    assert desk.pressed()[0].startswith("This workbook has a tab named xlwings.conf")


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


def test_a_button_of_the_add_in_reaches_python_too(excel: Excels) -> None:
    desk, commands = excel.open_with_addin("plain"), []
    desk.bring_xlwings(commands.append)
    assert desk.pressed("check_totals") == []
    assert commands == [desk.run("SE7Addin.PythonCommand", "check_totals")]


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
    desk.run("SE7Addin.OnLoad", ribbon)
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


def alone(excel: Excels) -> Desk:
    """A tracker that brings xlwings with it, under a name with an apostrophe."""
    desk = excel.open("alone")
    desk.app.workbook.name = "Kent's tracker.xlsm"
    return desk


def told_of_folder(setting: str) -> Macro:
    """Settings that know Python and say this of code beside workbooks."""
    return lambda key, default, source: setting if key == "ADD_WORKBOOK_TO_PYTHONPATH" else python_known(key, default, source)


def reporting_address(desk: Desk) -> str:
    return str(desk.app.named_range("SE7_Reporting_authority").refers_to).partition("!")[2].replace("$", "")


def settings_tab(desk: Desk) -> SheetView:
    return desk.app.sheet("Settings")
