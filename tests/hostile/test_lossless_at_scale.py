"""Whatever a workbook carries, every action, binding and unbinding leave each part of it, and each element round our cells."""

import json
import os
import re
import shutil
import subprocess
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from lxml import etree

from se7_excel.actions import ACTIONS, run
from se7_excel.binding.bound import bound, unbound
from se7_excel.books.file_book import FileBook
from se7_excel.errors import ProtectedWorkbook
from tests.conftest import require
from tests.foreign import CONTENT_TYPES, raw_members, unpacked, with_parts
from tests.hostile.elements import CHECKED_TABS
from tests.hostile.kinds import BOOK, KINDS, everything, tab_parts

ALL_IN_TURN = tuple(action.name for action in ACTIONS)
Way = tuple[str, ...]
BOUND, UNBOUND = ("bind",), ("bind", "unbind")
UNBOUND_AFTER_ALL = ("bind", *ALL_IN_TURN, "unbind")
WAYS = (*((name,) for name in ALL_IN_TURN), ALL_IN_TURN, BOUND, UNBOUND, UNBOUND_AFTER_ALL)
TRACKERS = ("somebody's", "ours")
EVERY_TRACKER = pytest.mark.parametrize("tracker", TRACKERS)
EVERY_WAY = pytest.mark.parametrize(("tracker", "way"), list(product(TRACKERS, WAYS)), ids=str)
STYLES, CHART_SHEET = "xl/styles.xml", "xl/chartsheets/sheet1.xml"
OUR_CELLS = re.compile(rb"<sheetData.*</sheetData>|<dimension [^>]*/>", re.DOTALL)
NAMED_FOR_MACROS = re.compile(rb'(?<=<sheetPr) codeName="\w+"|<sheetPr codeName="\w+"/>')
OFFICERS_CELL = re.compile(rb'<c r="A?[V-Z]\d+"[^>]*?(?:/>|>.*?</c>)|<row r="6\d"[^>]*>|<c r="A[A-Z]\d+".*?</c>', re.DOTALL)
OUR_HEIGHT = re.compile(rb' ht="\d+"(?=>)')  # of a row without one set by hand, which a page of ours reaches
OUR_NAME = re.compile(rb'<definedName name="(?:SE7_\w+|_xlnm.Print_Area" localSheetId="\d+)">[^<]*</definedName>')
OURS_IN_BOOK = re.compile(rb' (?:codeName|fullCalcOnLoad)="\w+"')
ROUND_A_TABLE = re.compile(rb'(?<= ref=)"[^"]*"| totalsRowShown="0"|<tableColumns.*</tableColumns>')
REFERENCE = re.compile(rb"(?<=<c:f>)[^<]*")
WRITTEN_INTO = ("xl/worksheets/sheet", "xl/tables/table", "xl/charts/chart", BOOK, STYLES, CONTENT_TYPES)


@cache
def after(tracker: str, way: Way) -> bytes:
    """The workbook after these things were done to it in turn."""
    return done_to(after(tracker, way[:-1]), way[-1]) if way else everything(tracker)


def done_to(data: bytes, step: str) -> bytes:
    """The workbook after one thing was done to it."""
    if step in ("bind", "unbind"):
        package = bound(data) if step == "bind" else unbound(data)
    else:
        book = FileBook(data)
        assert run(next(action for action in ACTIONS if action.name == step), book).changes
        package = book.finish()
    assert package is not None and package.changed
    return b"".join(package.rewritten())


def signed(tracker: str) -> bytes:
    """The workbook with a digital signature."""
    relations = unpacked(everything(tracker))["_rels/.rels"]
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    origin = f'<Relationship Id="rIdSigned" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'.encode()
    parts = {"_rels/.rels": relations.replace(b"</Relationships>", origin), "_xmlsignatures/origin.sigs": b""}
    return with_parts(everything(tracker), parts)


def cut(pattern: re.Pattern[bytes], part: bytes) -> bytes:
    return pattern.sub(b"", part)


@EVERY_WAY
def test_every_kind_of_part_keeps_its_bytes(tracker: str, way: Way) -> None:
    before, now = raw_members(everything(tracker)), raw_members(after(tracker, way))
    lost = [kind.name for kind in KINDS if now.get(kind.part) != before[kind.part]]
    assert len(KINDS) >= 45 and lost == (["a chart sheet"] if "bind" in way else [])


@EVERY_WAY
def test_who_leads_to_every_part_and_what_it_is_said_to_be_stays(tracker: str, way: Way) -> None:
    before, now = unpacked(everything(tracker)), unpacked(after(tracker, way))
    for name in (each for each in before if each.endswith((".rels", CONTENT_TYPES))):
        gone = {*stated(before[name])} - {*stated(now[name])}
        assert [each for each in gone if b"calcChain" not in each and b"/xl/workbook.xml" not in each] == []


def stated(part: bytes) -> list[bytes]:
    """Each relationship of a part, or each content type that is stated."""
    return [etree.tostring(each) for each in etree.fromstring(part)]


@EVERY_WAY
def test_no_part_is_lost_and_those_not_written_into_keep_their_bytes_and_order(tracker: str, way: Way) -> None:
    before, now = raw_members(everything(tracker)), raw_members(after(tracker, way))
    assert before.keys() - now.keys() <= {"xl/calcChain.xml"}
    changed = {name for name in before.keys() & now.keys() if before[name] != now[name]}
    into = (*WRITTEN_INTO, "xl/_rels/workbook.xml.rels", *(("_rels/.rels", CHART_SHEET) if "bind" in way else ()))
    assert [name for name in changed if not name.startswith(into)] == []
    assert [name for name in now if name in before] == [name for name in before if name in now]


@EVERY_WAY
def test_all_that_stands_round_the_cells_of_a_tab_keeps_its_bytes(tracker: str, way: Way) -> None:
    before, now = unpacked(everything(tracker)), unpacked(after(tracker, way))
    for part in tab_parts(everything(tracker)).values():
        old, new = cut(OUR_CELLS, before[part]), cut(OUR_CELLS, now[part])
        assert (cut(NAMED_FOR_MACROS, new) if "bind" in way else new) == old


@EVERY_WAY
def test_officers_cells_on_a_tab_that_is_written_into_keep_their_bytes(tracker: str, way: Way) -> None:
    before, now = unpacked(everything(tracker)), unpacked(after(tracker, way))
    tabs = tab_parts(everything(tracker))
    for part in (tabs[name] for name in CHECKED_TABS):
        officers = OFFICERS_CELL.findall(before[part])
        assert len(officers) > 12 and OFFICERS_CELL.findall(cut(OUR_HEIGHT, now[part])) == officers


@EVERY_WAY
def test_of_the_workbook_part_only_our_names_and_marks_change(tracker: str, way: Way) -> None:
    old, new = (cut(OURS_IN_BOOK, cut(OUR_NAME, unpacked(data)[BOOK])) for data in (everything(tracker), after(tracker, way)))
    assert new == old


@EVERY_WAY
def test_styles_are_added_behind_those_there_are(tracker: str, way: Way) -> None:
    old, new = (etree.fromstring(unpacked(data)[STYLES]) for data in (everything(tracker), after(tracker, way)))
    assert new.attrib == old.attrib and [each.tag for each in new] == [each.tag for each in old]
    for before, now in zip(old, new, strict=True):
        kept = [etree.tostring(each) for each in now][: len(before)]
        assert kept == [etree.tostring(each) for each in before] and len(now) == int(now.get("count", len(now)))
        assert {**now.attrib, "count": ""} == {**before.attrib, "count": ""}


@EVERY_WAY
def test_of_a_table_only_its_area_and_new_columns_change_and_of_a_chart_only_what_it_draws(tracker: str, way: Way) -> None:
    before, now = unpacked(everything(tracker)), unpacked(after(tracker, way))
    for part in before:
        if part.startswith(("xl/tables/", "xl/charts/")):
            ours = REFERENCE if "charts" in part else ROUND_A_TABLE
            assert cut(ours, now[part]) == cut(ours, before[part])
            old, new = columns(before[part]), columns(now[part])
            assert {name: new[name] for name in old if name in new} == {name: old[name] for name in old if name in new}


def columns(part: bytes) -> dict[str, bytes]:
    """The columns of a table by their names; none for a chart."""
    return {each.get("name"): etree.tostring(each) for each in etree.fromstring(part).iter("{*}tableColumn")}


@EVERY_WAY
def test_every_part_is_still_well_formed(tracker: str, way: Way) -> None:
    for name, content in unpacked(after(tracker, way)).items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(content)


@EVERY_TRACKER
@pytest.mark.parametrize("way", [UNBOUND, UNBOUND_AFTER_ALL], ids=" ".join)
def test_unbinding_leaves_no_part_that_was_not_there(tracker: str, way: Way) -> None:
    assert unpacked(after(tracker, way)).keys() <= unpacked(everything(tracker)).keys()


@EVERY_TRACKER
def test_names_for_macros_stay_when_unbound_so_that_binding_again_gives_the_same_ones(tracker: str) -> None:
    assert raw_members(after(tracker, (*UNBOUND, "bind"))) == raw_members(after(tracker, BOUND))


@EVERY_TRACKER
@pytest.mark.parametrize("step", [*ALL_IN_TURN, "bind"])
def test_a_signed_workbook_is_refused_rather_than_its_signature_voided(tracker: str, step: str) -> None:
    with pytest.raises(ProtectedWorkbook, match="carries a digital signature, which any change voids"):
        done_to(signed(tracker), step)


@EVERY_TRACKER
def test_the_open_xml_sdk_finds_nothing_against_it(tracker: str, tmp_path: Path) -> None:
    program = require(os.environ.get("SE7_OOXML_VALIDATOR") or shutil.which("ooxml-validator"), "ooxml-validator (npm)")
    for way in ((), ALL_IN_TURN, BOUND, UNBOUND_AFTER_ALL):
        path = tmp_path / f"now{'.xlsm' if way == BOUND else '.xlsx'}"
        assert told_by(program, after(tracker, way), path) == [], way


def told_by(program: str, data: bytes, path: Path) -> list[object]:
    """What the Open XML SDK says against the workbook."""
    path.write_bytes(data)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    errors: list[object] = told["errors"]
    assert told["ok"] is not bool(errors)
    return errors
