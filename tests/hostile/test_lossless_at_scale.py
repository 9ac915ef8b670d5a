"""Whatever kinds of part a workbook carries, every action, binding and unbinding leave each of them as it was, to the byte."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from se7_excel.actions import ACTIONS, run
from se7_excel.binding.bound import bound, unbound
from se7_excel.books.file_book import FileBook
from tests.conftest import require
from tests.foreign import raw_members, unpacked
from tests.hostile.kinds import AFTER_CELLS, BEFORE_DRAWINGS, CELLS, KINDS, TOUCHED, everything

WAYS = (*(action.name for action in ACTIONS), "all in turn", "bind", "bind and unbind")
EVERY_WAY = pytest.mark.parametrize("way", WAYS)
CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


@cache
def after(way: str) -> bytes:
    """The workbook after this was done to it."""
    if way.startswith("bind"):
        made = b"".join(bound(everything()).rewritten())
        package = unbound(made) if way == "bind and unbind" else None
        return b"".join(package.rewritten()) if package else made
    data = everything()
    for action in ACTIONS:
        if way in (action.name, "all in turn"):
            book = FileBook(data)
            run(action, book)
            data = b"".join(book.finish().rewritten())
    return data


@EVERY_WAY
@pytest.mark.parametrize("kind", KINDS, ids=[each.name for each in KINDS])
def test_every_kind_of_part_keeps_its_bytes_and_who_leads_to_it(kind: object, way: str) -> None:
    part, before, now = kind.part, everything(), after(way)  # type: ignore[attr-defined]
    assert raw_members(now)[part] == raw_members(before)[part]
    link = f'Target="/{part}"'.encode()
    led = [[content.count(link) for name, content in unpacked(data).items() if name.endswith(".rels")] for data in (before, now)]
    assert sum(led[0]) == sum(led[1]) == 1
    declared = f'PartName="/{part}"'.encode()
    assert unpacked(before)["[Content_Types].xml"].count(declared) == unpacked(now)["[Content_Types].xml"].count(declared)


@EVERY_WAY
def test_no_part_is_lost_and_those_not_written_to_keep_their_bytes_and_order(way: str) -> None:
    before, now = raw_members(everything()), raw_members(after(way))
    lost = before.keys() - now.keys()
    assert lost <= {"xl/calcChain.xml"}
    changed = {name for name in before.keys() & now.keys() if before[name] != now[name]}
    written_to = (
        "xl/worksheets/sheet",
        "xl/workbook.xml",
        "xl/_rels/workbook",
        "xl/styles",
        "xl/tables/",
        "xl/charts/",
        "[",
        "_rels",
    )
    assert all(name.startswith(written_to) for name in changed)
    assert [name for name in now if name in before] == [name for name in before if name in now]


@EVERY_WAY
def test_what_stands_round_the_cells_of_a_tab_that_is_written_to_stays(way: str) -> None:
    now = unpacked(after(way))[TOUCHED].decode()
    assert AFTER_CELLS in now and BEFORE_DRAWINGS in now and CELLS in now
    assert now.count("<extLst>") == unpacked(everything())[TOUCHED].decode().count("<extLst>")


@EVERY_WAY
def test_officers_cells_on_every_tab_keep_their_bytes(way: str) -> None:
    for name, content in unpacked(everything()).items():
        if name.startswith("xl/worksheets/sheet"):
            old, new = ({found[1]: found[0] for found in CELL.finditer(part)} for part in (content, unpacked(after(way))[name]))
            kept = [
                cell for cell in old if re.fullmatch(rb"(?:[V-Z][A-Z]?\d+|[A-Z]+(?:5[0-3]|1[2-9]))", cell) and name == TOUCHED
            ]
            assert {cell: new.get(cell) for cell in kept} == {cell: old[cell] for cell in kept}


@EVERY_WAY
def test_every_part_is_still_well_formed(way: str) -> None:
    for name, content in unpacked(after(way)).items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(content)


@EVERY_WAY
def test_the_open_xml_sdk_finds_nothing_that_it_did_not_find_before(way: str, tmp_path: Path) -> None:
    program = require(os.environ.get("SE7_OOXML_VALIDATOR") or shutil.which("ooxml-validator"), "ooxml-validator (npm)")
    assert (
        told_by(program, after(way), tmp_path / "after.xlsx") - told_by(program, everything(), tmp_path / "before.xlsx")
        == Counter()
    )


def told_by(program: str, data: bytes, path: Path) -> Counter[str]:
    """What the Open XML SDK says against the workbook, each with how often."""
    path.write_bytes(data)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
    return Counter(f"{each.get('path')} {each.get('description')}" for each in json.loads(done.stdout)["errors"])
