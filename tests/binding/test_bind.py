"""Ribbon and macros go into a workbook and out again; nobody else's are touched, nor anything else in the file."""

import io
import json
import os
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from oletools.olevba import VBA_Parser

from se7_excel.actions import ACTIONS, Action, run
from se7_excel.binding.bind import bind, unbind
from se7_excel.binding.vba_project import Kind, Module, modules_of, vba_project
from se7_excel.books.file_book import FileBook
from se7_excel.books.package import CONTENT_TYPES, Package
from se7_excel.books.workbook_part import sheets
from se7_excel.entrances.libreoffice import converted
from se7_excel.errors import DamagedWorkbook, ForeignCode, ProtectedWorkbook, SavingsError
from tests.conftest import require
from tests.foreign import TABS, foreign_tracker, raw_members, sheet_part, unpacked, with_parts
from tests.rendering.lint import faults

RIBBON = b"""<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="se7_tab" label="SE7">
<group id="totals" label="Totals"><button id="refresh_totals" label="Refresh" onAction="SE7.OnAction"/></group>
</tab></tabs></ribbon></customUI>"""
ON_ACTION = "Option Explicit\nPublic Sub OnAction(control As IRibbonControl)\nEnd Sub\n"
EVENTS = "Option Explicit\nPrivate Sub Workbook_Open()\n    ' Wake the buttons\n    SE7Ribbon.Renew\nEnd Sub\n"
MODULES = (Module("SE7", Kind.STANDARD, ON_ACTION), Module("SE7Pages", Kind.CLASS), Module("Events", Kind.WORKBOOK, EVENTS))
PROJECT, RIBBON_PART, WORKBOOK, ROOT = "xl/vbaProject.bin", "customUI/customUI14.xml", "xl/workbook.xml", "_rels/.rels"
PROJECT_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
OLD_RIBBON_KIND = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
SIGNATURE_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
CHANGED = {CONTENT_TYPES, ROOT, WORKBOOK, "xl/_rels/workbook.xml.rels", *map(sheet_part, TABS)}
USE_THE_ADD_IN = r"leave it as it is and use the add-in se7\.xlam, which serves any open tracker"


def saved(package: Package) -> bytes:
    return b"".join(package.rewritten())


def bound(data: bytes, modules: tuple[Module, ...] = MODULES, ribbon: bytes = RIBBON) -> bytes:
    package = Package(data)
    bind(package, ribbon, modules)
    return saved(package)


def unbound(data: bytes) -> bytes:
    package = Package(data)
    assert unbind(package)
    return saved(package)


def with_code(*modules: Module, ribbon: bytes = RIBBON) -> bytes:
    """The workbook with these macros, as if Excel had saved them beside its documents' modules."""
    documents = [each for each in held(bound(foreign_tracker())) if each.kind not in (Kind.STANDARD, Kind.CLASS)]
    replaced = {module.name: module for module in modules}
    kept = [replaced.pop(each.name, Module(each.name, each.kind)) for each in documents]
    project = vba_project("VBAProject", [*kept, *replaced.values()])
    return with_parts(bound(foreign_tracker()), {PROJECT: project, RIBBON_PART: ribbon})


def held(data: bytes) -> tuple[Module, ...]:
    return modules_of(unpacked(data)[PROJECT])


def small(change: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A small workbook, made as told."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    change(book)
    book.close()
    return made.getvalue()


def named_in_code(*names: str, workbook: str = "") -> bytes:
    """A workbook whose tabs have these names for macros, as far as they have any."""

    def name(book: xlsxwriter.Workbook) -> None:
        book.vba_codename = workbook
        for each in names:
            book.add_worksheet().vba_codename = each

    return small(name)


def documents(data: bytes) -> list[tuple[str, Kind]]:
    return [(each.name, each.kind) for each in held(data) if each.kind not in (Kind.STANDARD, Kind.CLASS)]


def stated(data: bytes) -> list[str | None]:
    """The names the workbook and its tabs state for macros, where the schema has them."""
    package = Package(data)
    found = [etree.fromstring(package.read(WORKBOOK)).find("{*}workbookPr")]
    targets = {each.key: each.target for each in package.relations(WORKBOOK)}
    for sheet in sheets(package.read(WORKBOOK)):
        first = etree.fromstring(package.read(targets[sheet.key]))[0]
        assert etree.QName(first).localname == "sheetPr"
        found.append(first)
    return [each.get("codeName") for each in found]


def prefixed(data: bytes, *parts: str) -> bytes:
    """The workbook with these parts' elements written with a prefix, as some programs write them."""

    def with_prefix(part: bytes) -> bytes:
        head, _, body = part.rpartition(b"?>")
        body = body.replace(b"</", b"<\0").replace(b"<", b"<x:").replace(b"<x:\0", b"</x:")
        return head + b"?>" + body.replace(b" xmlns=", b" xmlns:x=", 1).lstrip()

    return with_parts(data, {part: with_prefix(unpacked(data)[part]) for part in parts})


def refused(data: bytes, error: type[SavingsError], said: str, act: Callable[[Package], object]) -> None:
    """The act refuses with the sentence, and the package is as it was."""
    package = Package(data)
    with pytest.raises(error, match=said) as caught:
        act(package)
    assert package.replaced == {} and "\n" not in str(caught.value) and len(str(caught.value)) < 300


def refuses_to_bind(data: bytes, error: type[SavingsError], said: str) -> None:
    refused(data, error, said, lambda package: bind(package, RIBBON, MODULES))


def stock(name: str) -> bytes:
    """A workbook that comes with xlwings, saved by Excel."""
    spec = find_spec("xlwings")
    return (Path(require(spec and str(spec.origin), "xlwings")).parent / name).read_bytes()


def test_a_bound_workbook_has_the_ribbon_the_macros_and_a_module_for_each_tab() -> None:
    data = bound(foreign_tracker())
    package = Package(data)
    assert package.extension == ".xlsm" and package.read(RIBBON_PART) == RIBBON
    assert [each.target for each in package.relations("") if each.kind == RIBBON_KIND] == [RIBBON_PART]
    assert [each.target for each in package.relations(WORKBOOK) if each.kind == PROJECT_KIND] == [PROJECT]
    tabs = [(f"Sheet{number}", Kind.WORKSHEET) for number in range(1, len(TABS) + 1)]
    assert documents(data) == [("ThisWorkbook", Kind.WORKBOOK), *tabs]
    assert [name for name, _ in documents(data)] == stated(data)
    assert [each.name for each in held(data)[-2:]] == ["SE7", "SE7Pages"]


def test_the_workbooks_module_holds_our_events_and_those_of_the_tabs_nothing() -> None:
    texts = {each.name: each.text.replace("\r\n", "\n") for each in held(bound(foreign_tracker()))}
    assert texts["ThisWorkbook"].strip() == EVENTS.strip() and texts["SE7"].strip() == ON_ACTION.strip()
    assert all(not texts[f"Sheet{number}"].strip() for number in range(1, len(TABS) + 1))


def test_other_programs_read_the_macros() -> None:
    parser = VBA_Parser("tracker.xlsm", data=bound(foreign_tracker()))
    found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    assert list(found) == [each.name for each in held(bound(foreign_tracker()))]
    assert "SE7Ribbon.Renew" in found["ThisWorkbook"] and "Public Sub OnAction" in found["SE7"]


def test_all_else_is_untouched_to_the_byte() -> None:
    before, after = raw_members(foreign_tracker()), raw_members(bound(foreign_tracker()))
    assert list(after) == [*before, PROJECT, RIBBON_PART]
    assert {name for name in before if after[name] != before[name]} == CHANGED
    with zipfile.ZipFile(io.BytesIO(bound(foreign_tracker()))) as package:
        assert package.testzip() is None and package.comment == b"kept by hand"


def test_of_a_tab_only_its_name_for_macros_is_new() -> None:
    before, after = unpacked(foreign_tracker()), unpacked(bound(foreign_tracker()))
    for number, tab in enumerate(TABS, 1):
        old, new = before[sheet_part(tab)], after[sheet_part(tab)]
        name = b' codeName="Sheet%d"' % number
        assert new.replace(name, b"") == old or new.replace(b"<sheetPr" + name + b"/>", b"") == old
    assert after[WORKBOOK].replace(b' codeName="ThisWorkbook"', b"") == before[WORKBOOK]


def test_the_same_workbook_is_bound_to_the_same_bytes() -> None:
    assert bound(foreign_tracker()) == bound(foreign_tracker())


def test_binding_a_second_time_changes_nothing() -> None:
    package = Package(bound(foreign_tracker()))
    bind(package, RIBBON, MODULES)
    assert not package.changed


def test_newer_macros_and_a_newer_ribbon_take_the_place_of_ours() -> None:
    newer = (
        Module("SE7", Kind.STANDARD, ON_ACTION + "' newer\n"),
        Module("Any", Kind.WORKBOOK, EVENTS.replace("Open", "Activate")),
    )
    ribbon = RIBBON.replace(b"Refresh", b"Refresh totals")
    before = bound(foreign_tracker())
    after = bound(before, newer, ribbon)
    changed = {name for name, raw in raw_members(after).items() if raw_members(before).get(name) != raw}
    assert changed == {PROJECT, RIBBON_PART} and after == bound(bound(foreign_tracker(), newer, ribbon), newer, ribbon)
    assert [each.name for each in held(after)][-2:] == [f"Sheet{len(TABS)}", "SE7"]


def test_a_tab_added_since_gets_its_module_when_bound_again() -> None:
    data = bound(named_in_code("", ""))
    grown = Package(data)
    sheet = grown.read("xl/worksheets/sheet2.xml").replace(b' codeName="Sheet2"', b"")
    grown.add("xl/worksheets/sheet9.xml", sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    grown.relate(WORKBOOK, kind, "xl/worksheets/sheet9.xml")
    key = grown.relations(WORKBOOK)[-1].key
    listed = grown.read(WORKBOOK).replace(b"</sheets>", f'<sheet name="Nine" sheetId="9" r:id="{key}"/></sheets>'.encode())
    grown.replace(WORKBOOK, listed)
    again = bound(saved(grown))
    assert stated(again) == [name for name, _ in documents(again)] == ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3"]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.name)
def test_the_actions_run_on_a_bound_workbook_and_keep_what_was_bound(action: Action) -> None:
    data = bound(foreign_tracker())
    book = FileBook(data)
    assert run(action, book).changes
    after = saved(book.finish())
    assert {name: raw_members(after)[name] for name in (PROJECT, RIBBON_PART)} == {
        name: raw_members(data)[name] for name in (PROJECT, RIBBON_PART)
    }
    again = Package(after)
    bind(again, RIBBON, MODULES)
    assert not again.changed


# Names for macros


@pytest.mark.parametrize(
    ("workbook", "names", "given"),
    [
        ("", ["", ""], ["ThisWorkbook", "Sheet1", "Sheet2"]),
        ("DieseArbeitsmappe", ["Tabelle1", "Daten_2"], ["DieseArbeitsmappe", "Tabelle1", "Daten_2"]),
        ("", ["Sheet2", "", ""], ["ThisWorkbook", "Sheet2", "Sheet1", "Sheet3"]),
        ("", ["", "sheet1"], ["ThisWorkbook", "Sheet2", "sheet1"]),
        ("", ["Waste", "WASTE"], ["ThisWorkbook", "Waste", "Sheet1"]),
        ("", ["Лист1", "1st", "a b", "x" * 32, "_a"], ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3", "Sheet4", "Sheet5"]),
        ("", ["SE7", "se7pages", "SE7Tracker", "excel"], ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3", "Sheet4"]),
        ("", ["ThisWorkbook"], ["ThisWorkbook1", "ThisWorkbook"]),
        ("Sheet1", [""], ["Sheet1", "Sheet2"]),
    ],
)
def test_names_for_macros_are_kept_where_they_can_be_and_never_given_twice(
    workbook: str, names: list[str], given: list[str]
) -> None:
    data = bound(named_in_code(*names, workbook=workbook))
    assert stated(data) == [name for name, _ in documents(data)] == given


def test_a_chart_sheet_has_a_module_of_its_kind() -> None:
    def make(book: xlsxwriter.Workbook) -> None:
        sheet, chart = book.add_worksheet(), book.add_chart({"type": "column"})
        chart.add_series({"values": [sheet.name, 0, 0, 2, 0]})
        book.add_chartsheet().set_chart(chart)

    data = bound(small(make))
    kinds = [Kind.WORKBOOK, Kind.WORKSHEET, Kind.CHARTSHEET]
    assert documents(data) == list(zip(["ThisWorkbook", "Sheet1", "Sheet2"], kinds, strict=True))
    assert stated(data) == ["ThisWorkbook", "Sheet1", "Sheet2"]


def test_parts_written_with_a_prefix_are_bound() -> None:
    data = bound(prefixed(named_in_code("", "Waste"), WORKBOOK, "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"))
    assert stated(data) == ["ThisWorkbook", "Sheet1", "Waste"]
    assert b'<x:worksheet xmlns:x="' in unpacked(data)["xl/worksheets/sheet1.xml"]
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Sheet1", "Sheet2"]


def test_unbinding_leaves_the_workbook_as_it_was_but_for_names_for_macros() -> None:
    before, after = unpacked(foreign_tracker()), unpacked(unbound(bound(foreign_tracker())))
    named = {WORKBOOK, *map(sheet_part, TABS)}
    assert list(after) == list(before) and {name for name in before if after[name] != before[name]} == named
    assert Package(unbound(bound(foreign_tracker()))).extension == ".xlsx"


def test_a_workbook_without_anything_of_ours_is_not_changed_by_unbinding() -> None:
    package = Package(foreign_tracker())
    assert not unbind(package) and not package.changed


def test_a_project_without_any_code_is_nobodys_and_stays() -> None:
    package = Package(unbound(bound(foreign_tracker())))
    package.add(
        PROJECT, vba_project("VBAProject", [Module("ThisWorkbook", Kind.WORKBOOK)]), "application/vnd.ms-office.vbaProject"
    )
    package.relate(WORKBOOK, PROJECT_KIND, PROJECT)
    blank = Package(saved(package))
    assert not unbind(blank) and not blank.changed
    bind(blank, RIBBON, MODULES)
    assert [each.name for each in modules_of(blank.read(PROJECT))][-2:] == ["SE7", "SE7Pages"]


def test_bound_unbound_and_bound_again_is_bound() -> None:
    again = bound(unbound(bound(foreign_tracker())))
    assert unpacked(again) == unpacked(bound(foreign_tracker()))


def test_the_ribbon_alone_and_the_macros_alone_are_taken_out_too() -> None:
    for part in (PROJECT, RIBBON_PART):
        package = Package(bound(foreign_tracker()))
        package.remove(part)
        after = unpacked(unbound(saved(package)))
        assert list(after) == list(unpacked(foreign_tracker()))


def test_a_ribbon_that_lost_its_relationship_is_found_and_bound_anew() -> None:
    package = Package(bound(foreign_tracker()))
    package.unrelate("", RIBBON_PART)
    lost = saved(package)
    assert unpacked(bound(lost)) == unpacked(bound(foreign_tracker()))
    assert list(unpacked(unbound(lost))) == list(unpacked(foreign_tracker()))


def test_a_relationship_to_macros_that_are_gone_gets_them_back() -> None:
    parts = unpacked(bound(foreign_tracker()))
    lost = io.BytesIO()
    with zipfile.ZipFile(lost, "w") as package:
        for name in parts.keys() - {PROJECT}:
            package.writestr(name, parts[name])
    after = Package(bound(lost.getvalue()))
    assert [each.target for each in after.relations(WORKBOOK) if each.kind == PROJECT_KIND] == [PROJECT]
    assert after.read(PROJECT) == parts[PROJECT]


def test_macros_kept_under_another_name_are_updated_there() -> None:
    package = Package(unbound(bound(foreign_tracker())))
    package.add("xl/macros.bin", unpacked(bound(foreign_tracker()))[PROJECT], "application/vnd.ms-office.vbaProject")
    package.relate(WORKBOOK, PROJECT_KIND, "xl/macros.bin")
    after = unpacked(bound(saved(package)))
    assert "xl/macros.bin" in after and PROJECT not in after


FOREIGN = {
    "a module": ([Module("Module1", Kind.STANDARD, "Sub Mine()\nEnd Sub")], r"macros \(Module1\) of somebody else’s"),
    "a class": ([Module("SE7", Kind.STANDARD), Module("Register", Kind.CLASS)], r"macros \(Register\)"),
    "events of a tab": ([Module("Sheet3", Kind.WORKSHEET, "Private Sub Worksheet_Activate()\nEnd Sub")], r"macros \(Sheet3\)"),
    "a tab's remark": ([Module("Sheet3", Kind.WORKSHEET, "' agreed in May")], r"macros \(Sheet3\)"),
    "a tab's line behind an option": ([Module("Sheet3", Kind.WORKSHEET, "Option Explicit: Public A")], r"macros \(Sheet3\)"),
    "our events in a tab": ([Module("Sheet3", Kind.WORKSHEET, EVENTS)], r"macros \(Sheet3\)"),
    "events of the workbook": (
        [Module("ThisWorkbook", Kind.WORKBOOK, "Private Sub Workbook_Open()\nSE7.Opened\nMsgBox 1\nEnd Sub")],
        r"macros \(ThisWorkbook\)",
    ),
    "two statements in one line": (
        [Module("ThisWorkbook", Kind.WORKBOOK, "Private Sub Workbook_Open()\nSE7.Opened: Kill 1\nEnd Sub")],
        r"macros \(ThisWorkbook\)",
    ),
    "the workbook's remark": ([Module("ThisWorkbook", Kind.WORKBOOK, "' agreed in May")], r"macros \(ThisWorkbook\)"),
    "somebody's own xlwings": ([Module("xlwings", Kind.STANDARD, "Sub RunPython()\nEnd Sub")], r"macros \(xlwings\)"),
    "many": (
        [Module("SE7", Kind.STANDARD), *(Module(f"Module{number}", Kind.STANDARD, "Dim a") for number in range(9))],
        r"macros \(Module0, Module1, Module2, Module3, Module4 and others\)",
    ),
}
EVERY_FOREIGN = pytest.mark.parametrize(("modules", "said"), FOREIGN.values(), ids=FOREIGN)


@EVERY_FOREIGN
def test_somebody_elses_macros_are_left_alone(modules: list[Module], said: str) -> None:
    refuses_to_bind(with_code(*modules), ForeignCode, f"{said}.*{USE_THE_ADD_IN}")


@EVERY_FOREIGN
def test_unbinding_leaves_somebody_elses_macros_alone(modules: list[Module], said: str) -> None:
    refused(with_code(*modules), ForeignCode, said, unbind)


def test_unbinding_from_among_other_macros_says_what_to_take_out_by_hand() -> None:
    mixed = with_code(Module("SE7", Kind.STANDARD, ON_ACTION), Module("Module1", Kind.STANDARD, "Dim a"))
    refused(mixed, ForeignCode, "take the modules whose names begin with SE7 out yourself", unbind)


@pytest.mark.parametrize(
    "modules",
    [
        [Module("SE7", Kind.STANDARD), Module("xlwings", Kind.STANDARD, "Dim a"), Module("Dictionary", Kind.CLASS, "Dim a")],
        [Module("Module1", Kind.STANDARD, "Option Explicit\n\n")],
        [
            Module(
                "ThisWorkbook", Kind.WORKBOOK, "Private Sub Workbook_BeforeClose(Cancel As Boolean)\nCall SE7.Closed\nEnd Sub\n"
            )
        ],
        [Module("ThisWorkbook", Kind.WORKBOOK, 'Sub Workbook_Open()\nOn Error Resume Next\nSE7.Opened True, "a"\nEnd Sub')],
        [Module("se7_old", Kind.STANDARD, "Dim a")],
    ],
)
def test_modules_of_ours_of_any_version_and_empty_ones_are_replaced(modules: list[Module]) -> None:
    assert unpacked(bound(with_code(*modules))) == unpacked(bound(foreign_tracker()))


def test_events_that_are_just_those_given_are_ours_whatever_they_do() -> None:
    events = 'Private Sub Workbook_Open()\n    Application.OnKey "^r", "SE7.Refresh"\nEnd Sub\n'
    modules = (MODULES[0], Module("Events", Kind.WORKBOOK, events))
    package = Package(bound(foreign_tracker(), modules))
    bind(package, RIBBON, modules)
    assert not package.changed
    refuses_to_bind(bound(foreign_tracker(), modules), ForeignCode, r"macros \(ThisWorkbook\)")


@pytest.mark.parametrize(
    "ribbon",
    [
        RIBBON.replace(b"SE7.OnAction", b"Mine.Press"),
        RIBBON.replace(b"SE7.OnAction", b"SE7OnAction"),
        RIBBON.replace(b"onAction=", b"getLabel='Mine.Label' onAction="),
        RIBBON.replace(b' onAction="SE7.OnAction"', b"") + b"<!-- onAction='SE7.OnAction' -->",
        RIBBON.replace(b"</group>", b""),
        b"",
    ],
    ids=["another's button", "no module", "another's label", "no callback", "no XML", "empty"],
)
def test_somebody_elses_ribbon_is_left_alone(ribbon: bytes) -> None:
    data = with_code(ribbon=ribbon)
    refuses_to_bind(data, ForeignCode, rf"a ribbon \(customUI/customUI14\.xml\) of somebody else’s; {USE_THE_ADD_IN}")
    refused(data, ForeignCode, "a ribbon", unbind)


def test_a_ribbon_for_excel_2007_is_somebody_elses() -> None:
    package = Package(foreign_tracker())
    package.add("customUI/customUI.xml", RIBBON, "application/xml")
    package.relate("", OLD_RIBBON_KIND, "customUI/customUI.xml")
    refuses_to_bind(saved(package), ForeignCode, r"a ribbon \(customUI/customUI\.xml\)")


def test_our_ribbon_is_recognised_whatever_it_says_when_it_is_just_the_one_given() -> None:
    plain = RIBBON.replace(b' onAction="SE7.OnAction"', b' tag="refresh"')
    package = Package(bound(foreign_tracker(), ribbon=plain))
    bind(package, plain, MODULES)
    assert not package.changed


@pytest.mark.parametrize("name", ["quickstart.xlsm", "quickstart_standalone.xlsm"])
def test_a_workbook_saved_by_excel_with_macros_is_left_alone(name: str) -> None:
    refuses_to_bind(stock(name), ForeignCode, r"macros \(Module1")


def test_macros_nobody_can_read_are_left_alone() -> None:
    for act in (lambda each: bind(each, RIBBON, MODULES), unbind):
        refused(foreign_tracker(macros=True), DamagedWorkbook, "the workbook's macros are damaged", act)


@pytest.mark.parametrize("kind", ["dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"])
def test_old_macro_and_dialog_sheets_are_somebody_elses_macros(kind: str) -> None:
    for data, act in ((named_in_code("", ""), lambda each: bind(each, RIBBON, MODULES)), (bound(named_in_code("", "")), unbind)):
        relations = unpacked(data)["xl/_rels/workbook.xml.rels"].replace(
            b"relationships/worksheet", b"relationships/" + kind.encode(), 1
        )
        other = with_parts(data, {"xl/_rels/workbook.xml.rels": relations})
        refused(other, ForeignCode, r"an old macro or dialog sheet \(Sheet1\)", act)


def signed(data: bytes) -> bytes:
    package = Package(data)
    package.add("xl/vbaProjectSignature.bin", b"\0signature", "application/vnd.ms-office.vbaProjectSignature")
    package.relate(PROJECT, SIGNATURE_KIND, "xl/vbaProjectSignature.bin")
    return saved(package)


def test_signed_macros_are_not_changed_but_can_be_taken_out() -> None:
    data = signed(bound(foreign_tracker()))
    refuses_to_bind(data, ProtectedWorkbook, "the macros are signed, .*take the signature off")
    left = Package(data)
    left.unrelate(PROJECT, "xl/vbaProjectSignature.bin")
    for each in (data, saved(left)):
        assert list(unpacked(unbound(each))) == list(unpacked(foreign_tracker()))


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (
            WORKBOOK,
            b"<bookViews>",
            b'<workbookProtection lockStructure="1"/><bookViews>',
            "structure of the workbook is protected",
        ),
        (
            ROOT,
            b"</Relationships>",
            b'<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"'
            b' Target="o.sigs"/></Relationships>',
            "carries a digital signature",
        ),
    ],
)
def test_a_signed_or_locked_workbook_is_left_alone(part: str, old: bytes, new: bytes, said: str) -> None:
    for data, act in ((foreign_tracker(), lambda each: bind(each, RIBBON, MODULES)), (bound(foreign_tracker()), unbind)):
        content = unpacked(data)[part]
        assert old in content
        refused(with_parts(data, {part: content.replace(old, new)}), ProtectedWorkbook, said, act)


@given(data=st.data(), at=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255))
@settings(max_examples=50, deadline=None)
def test_a_part_with_one_wrong_byte_is_bound_or_refused_but_never_a_crash(data: st.DataObject, at: float, bits: int) -> None:
    parts = unpacked(bound(named_in_code("Waste", "")))
    part = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[part])
    content[int(at * len(content))] ^= bits
    for act in (lambda package: bind(package, RIBBON, MODULES), unbind):
        with suppress(SavingsError):
            package = Package(with_parts(bound(named_in_code("Waste", "")), {part: bytes(content)}))
            act(package)
            saved(package)


def test_what_vba_cannot_hold_changes_nothing() -> None:
    package = Package(foreign_tracker())
    with pytest.raises(ValueError, match="31"):
        bind(package, RIBBON, [Module("x" * 32, Kind.STANDARD)])
    assert not package.changed


def test_an_add_in_stays_one() -> None:
    package = Package(named_in_code(""))
    bind(package, RIBBON, MODULES)
    package.retype(".xlam")
    again = Package(saved(package), addins=True)
    bind(again, RIBBON, MODULES)
    assert again.extension == ".xlam" and not again.changed


@pytest.fixture(scope="module")
def validator() -> str:
    return require(os.environ.get("SE7_OOXML_VALIDATOR") or shutil.which("ooxml-validator"), "ooxml-validator (npm)")


def sdk_errors(program: str, data: bytes, path: Path) -> list[object]:
    path.write_bytes(data)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert told["ok"] is (done.returncode == 0)
    errors: list[object] = told["errors"]
    return errors


def test_the_open_xml_sdk_finds_nothing_in_a_bound_tracker(validator: str, tracker_2012: bytes, tmp_path: Path) -> None:
    assert sdk_errors(validator, bound(tracker_2012), tmp_path / "tracker.xlsm") == []
    assert sdk_errors(validator, unbound(bound(tracker_2012)), tmp_path / "tracker.xlsx") == []


def test_the_open_xml_sdk_finds_nothing_new_in_somebody_elses_tracker(validator: str, tmp_path: Path) -> None:
    before = sdk_errors(validator, foreign_tracker(), tmp_path / "tracker.xlsx")
    assert len(sdk_errors(validator, bound(foreign_tracker()), tmp_path / "tracker.xlsm")) == len(before)


def test_the_lint_finds_nothing_in_a_bound_tracker(tracker_2012: bytes) -> None:
    assert faults(bound(tracker_2012), ".xlsm") == [] and faults(unbound(bound(tracker_2012)), ".xlsx") == []


def test_openpyxl_opens_a_bound_tracker_with_its_macros(tracker_2012: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(bound(tracker_2012)), keep_vba=True)
    assert PROJECT in book.vba_archive.namelist() and book.code_name == "ThisWorkbook"
    book.vba_archive.close()
    assert [sheet.sheet_properties.codeName for sheet in book.worksheets] == [
        f"Sheet{number}" for number in range(1, len(book.worksheets) + 1)
    ]


def test_libreoffice_opens_a_bound_tracker(soffice: str, tracker_2012: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsm"
    path.write_bytes(bound(tracker_2012))
    assert converted(soffice, path, "pdf", tmp_path) and (tmp_path / "tracker.pdf").stat().st_size > 10_000
