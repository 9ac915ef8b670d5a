"""Ribbon and macros go into a workbook and out again; nobody else's are touched, nor anything else in the file."""

import io
import json
import os
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from oletools.olevba import VBA_Parser

from se7_excel.actions import ACTIONS, Action, run
from se7_excel.binding.bind import bind, unbind
from se7_excel.binding.vba_project import Kind, Module, modules_of, vba_project
from se7_excel.books.file_book import FileBook
from se7_excel.books.libreoffice import converted
from se7_excel.books.package import Package
from tests.binding.bound_workbooks import (
    CHANGED,
    EVENTS,
    MODULES,
    ON_ACTION,
    PROJECT,
    PROJECT_KIND,
    RIBBON,
    RIBBON_KIND,
    RIBBON_PART,
    WORKBOOK,
    bound,
    documents,
    held,
    named_in_code,
    prefixed,
    saved,
    small,
    stated,
    unbound,
)
from tests.conftest import require
from tests.foreign import TABS, foreign_tracker, raw_members, sheet_part, unpacked
from tests.rendering.lint import faults


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
