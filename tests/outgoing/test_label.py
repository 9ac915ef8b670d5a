"""The sensitivity label: read from a tracker however it is held, kept by whatever edits it, and put into the copy."""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from se7_excel.actions import ACTIONS
from se7_excel.binding.bound import bound, unbound
from se7_excel.books.package import Package
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.errors import DamagedWorkbook
from se7_excel.outgoing.label import (
    LABELS_PART,
    LABELS_RELATION,
    LABELS_TYPE,
    PROPERTIES_PART,
    PROPERTIES_RELATION,
    PROPERTIES_TYPE,
    Label,
    label_of,
    labelled,
)
from tests.conftest import NOW, require
from tests.foreign import raw_members, unpacked
from tests.outgoing.copies import copy_2012
from tests.rendering.lint import faults
from tests.rendering.schemas import violations
from tests.rendering.test_validity import sdk_errors

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
LABEL, TENANT = "2096f6a2-d2f7-48be-b329-b73aaa526e5d", "cb46c030-1825-4e81-a295-151c039dbf02"
LABEL_INFO = f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{{{LABEL}}}" enabled="1"
 method="Privileged" siteId="{{{TENANT}}}" contentBits="1" removed="0" owner="anna.smith@kent.gov.uk"/>
<clbl:extLst><clbl:ext uri="x"><owner xmlns="urn:x">Anna Smith</owner></clbl:ext></clbl:extLst></clbl:labelList>"""
SAID = {
    "Enabled": "true",
    "SetDate": "2018-11-08T21:13:16-0800",
    "Method": "Privileged",
    "Name": "Official & Sensitive",
    "SiteId": TENANT,
    "ActionId": "88124cf5-1340-457d-90e1-0000a9427c99",
    "ContentBits": "2",
}
PERSONAL = {"Owner": "anna.smith@kent.gov.uk", "SetBy": "Anna Smith", "Application": "Anna’s labeller"}
OTHERS = {"Client": "Anna Smith", "_dlc_DocId": "KENT-1"}


def custom(said: dict[str, str]) -> str:
    """A part of document properties as Excel writes it."""
    inner = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{value.replace('&', '&amp;')}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(said.items(), 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inner}</Properties>'
    )


def of_label(said: dict[str, str]) -> dict[str, str]:
    return {f"MSIP_Label_{LABEL}_{what}": value for what, value in said.items()}


HELD = custom({**OTHERS, **of_label(PERSONAL | SAID)})
EXPECTED = Label(
    (
        (
            ("id", f"{{{LABEL}}}"),
            ("enabled", "1"),
            ("method", "Privileged"),
            ("siteId", f"{{{TENANT}}}"),
            ("contentBits", "1"),
            ("removed", "0"),
        ),
    ),
    tuple(of_label(SAID).items()),
)


def holding(data: bytes, info: str = "", properties: str = "") -> bytes:
    """The workbook with these parts, as a labelling program leaves them."""
    package = Package(data)
    for text, part, kind, relation in (
        (info, LABELS_PART, LABELS_TYPE, LABELS_RELATION),
        (properties, PROPERTIES_PART, PROPERTIES_TYPE, PROPERTIES_RELATION),
    ):
        if text:
            package.add(part, text.encode(), kind)
            package.relate("", relation, part)
    return b"".join(package.rewritten())


@cache
def copied() -> bytes:
    return copy_2012()


def test_both_ways_of_holding_a_label_are_read(tracker_2012: bytes) -> None:
    assert label_of(Package(holding(tracker_2012, LABEL_INFO, HELD))) == EXPECTED
    assert label_of(Package(holding(tracker_2012, LABEL_INFO))) == Label(EXPECTED.labels)
    assert label_of(Package(holding(tracker_2012, "", HELD))) == Label((), EXPECTED.properties)
    assert EXPECTED.name == "Official & Sensitive"


def test_a_tracker_without_a_label_has_none(tracker_2012: bytes) -> None:
    assert label_of(Package(tracker_2012)) is None
    assert label_of(Package(holding(tracker_2012, "", custom(OTHERS)))) is None


@pytest.mark.parametrize("wrong", ['siteId="Kent"', 'method="by Anna Smith"', 'id=""'])
def test_a_label_that_says_something_else_than_a_label_says_is_left_behind(wrong: str, tracker_2012: bytes) -> None:
    name = wrong.partition("=")[0]
    held = etree.fromstring(LABEL_INFO.encode())
    held[0].set(name, wrong.partition("=")[2].strip('"'))
    assert label_of(Package(holding(tracker_2012, etree.tostring(held).decode()))) is None


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("Name", "anna.smith@kent.gov.uk"),
        ("Method", "Anna Smith"),
        ("ActionId", "Anna"),
        ("SetDate", "by Anna"),
        ("Enabled", "x"),
    ],
)
def test_a_property_that_could_name_a_person_stays_behind(what: str, value: str, tracker_2012: bytes) -> None:
    found = label_of(Package(holding(tracker_2012, "", custom(of_label(SAID | {what: value})))))
    assert found
    assert dict(found.properties) == of_label({key: said for key, said in SAID.items() if key != what})


@pytest.mark.parametrize("text", ["<clbl:labelList", "<a><b></a>", LABEL_INFO.replace("?>", "?><!DOCTYPE a>")])
def test_a_damaged_label_is_told_in_a_sentence(text: str, tracker_2012: bytes) -> None:
    with pytest.raises(DamagedWorkbook, match=r"the part docMetadata/LabelInfo\.xml "):
        label_of(Package(holding(tracker_2012, text)))


def test_the_copy_gets_the_same_label_and_nothing_of_a_person() -> None:
    made = labelled(copied(), EXPECTED)
    assert label_of(Package(made)) == EXPECTED
    added = b"".join(unpacked(made)[part] for part in (LABELS_PART, PROPERTIES_PART))
    assert not [each for each in (b"Anna", b"anna", b"Owner", b"KENT", b"ext") if each in added]


def test_every_other_part_of_the_copy_keeps_its_bytes() -> None:
    before, after = raw_members(copied()), raw_members(labelled(copied(), EXPECTED))
    assert set(after) - set(before) == {LABELS_PART, PROPERTIES_PART}
    assert {part for part in before if before[part] != after[part]} == {"[Content_Types].xml", "_rels/.rels"}


def test_the_same_label_gives_the_same_bytes() -> None:
    assert labelled(copied(), EXPECTED) == labelled(copied(), EXPECTED)
    assert labelled(labelled(copied(), EXPECTED), EXPECTED) == labelled(copied(), EXPECTED)


@pytest.mark.parametrize(
    "label", [EXPECTED, Label(EXPECTED.labels), Label((), EXPECTED.properties)], ids=["both", "part", "properties"]
)
def test_a_labelled_copy_is_valid(label: Label, tmp_path: Path) -> None:
    program = require(os.environ.get("SE7_OOXML_VALIDATOR") or shutil.which("ooxml-validator"), "ooxml-validator (npm)")
    made = labelled(copied(), label)
    assert sdk_errors(program, made, tmp_path) == []
    assert faults(made) == []


def test_the_schemas_find_nothing_in_the_properties_of_a_labelled_copy() -> None:
    require(str(SCHEMAS) if SCHEMAS.is_dir() else None, "the folder ../shared/schemas")
    assert [each for each in violations(labelled(copied(), EXPECTED), SCHEMAS) if each.startswith("docProps/custom")] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.name)
def test_no_action_changes_the_label_of_a_tracker(action: object, tracker_2012: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(held := holding(tracker_2012, LABEL_INFO, HELD))
    run_on_file(action, path, NOW, "Kent", who="A. Officer")
    kept_to_the_byte(held, path.read_bytes())


def test_binding_and_unbinding_keep_the_label(tracker_2012: bytes) -> None:
    held = holding(tracker_2012, LABEL_INFO, HELD)
    with_buttons = b"".join(bound(held).rewritten())
    kept_to_the_byte(held, with_buttons)
    without = unbound(with_buttons)
    assert without
    kept_to_the_byte(held, b"".join(without.rewritten()))


def kept_to_the_byte(before: bytes, after: bytes) -> None:
    for part in (LABELS_PART, PROPERTIES_PART):
        assert raw_members(after)[part] == raw_members(before)[part]
    assert label_of(Package(after)) == EXPECTED
    for kind in (LABELS_TYPE, PROPERTIES_TYPE):
        assert kind.encode() in unpacked(after)["[Content_Types].xml"]
