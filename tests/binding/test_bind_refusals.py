"""What is somebody else's, signed or locked is left alone, and said so."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.binding.bind import bind, unbind
from se7_excel.binding.vba_project import Kind, Module
from se7_excel.books.package import Package
from se7_excel.errors import DamagedWorkbook, ForeignCode, ProtectedWorkbook, SavingsError
from tests.binding.bound_workbooks import (
    EVENTS,
    MODULES,
    OLD_RIBBON_KIND,
    ON_ACTION,
    PROJECT,
    RIBBON,
    ROOT,
    SIGNATURE_KIND,
    USE_THE_ADD_IN,
    WORKBOOK,
    bound,
    named_in_code,
    refused,
    refuses_to_bind,
    saved,
    stock,
    unbound,
    with_code,
)
from tests.foreign import foreign_tracker, unpacked, with_parts

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
