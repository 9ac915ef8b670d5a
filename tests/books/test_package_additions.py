"""A package takes new parts, relationships and another kind of workbook, and gives them up again, all else untouched."""

import io
import zipfile

import pytest
from lxml import etree

from se7_excel.books import workbook_part
from se7_excel.books.archive import Archive
from se7_excel.books.file_book import FileBook
from se7_excel.books.package import CONTENT_TYPES, KINDS, Package, Relation, relations_part
from se7_excel.errors import DamagedWorkbook, NotATracker
from tests.foreign import foreign_tracker, raw_members, sheet_part, unpacked, with_parts

MADE_UP, MADE_UP_TYPE, LEADS = "xl/made up/one.bin", "application/vnd.made-up", "http://example.org/leads"
ROOT_RELATIONS, WORKBOOK_RELATIONS = "_rels/.rels", "xl/_rels/workbook.xml.rels"


def saved(package: Package) -> bytes:
    return b"".join(package.rewritten())


def with_one(content: bytes = b"\0one" * 99) -> bytes:
    package = Package(foreign_tracker())
    package.add(MADE_UP, content, MADE_UP_TYPE)
    return saved(package)


def typed(data: bytes) -> dict[str, str]:
    return {
        each.get("PartName") or "." + each.get("Extension"): each.get("ContentType")
        for each in etree.fromstring(unpacked(data)[CONTENT_TYPES])
    }


def retyped(types: bytes) -> bytes:
    return with_parts(foreign_tracker(), {CONTENT_TYPES: types})


def root_relations(relations: str, prefix: str = "") -> bytes:
    colon = f"{prefix}:" if prefix else ""
    declared = f"xmlns{':' if prefix else ''}{prefix}"
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    first = f'<{colon}Relationship Id="rId1" Type="{main}" Target="xl/workbook.xml"/>{relations}'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<{colon}Relationships {declared}="{namespace}">{first}</{colon}Relationships>'.encode()


def test_a_new_part_lies_behind_the_old_ones_which_keep_their_bytes_and_order() -> None:
    before, after = raw_members(foreign_tracker()), raw_members(with_one())
    assert list(after) == [*before, MADE_UP]
    assert {name: raw for name, raw in after.items() if name not in (MADE_UP, CONTENT_TYPES)} == {
        name: raw for name, raw in before.items() if name != CONTENT_TYPES
    }


def test_a_new_part_says_neither_when_nor_where_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(with_one())) as package:
        found = package.getinfo(MADE_UP)
        assert package.testzip() is None
    assert (found.date_time, found.create_system, found.compress_type) == ((1980, 1, 1, 0, 0, 0), 0, zipfile.ZIP_DEFLATED)
    assert (found.flag_bits, found.external_attr, found.extra, found.comment) == (0, 0, b"", b"")


def test_the_same_additions_give_the_same_bytes() -> None:
    assert with_one() == with_one()


def test_a_member_with_an_accent_is_added_under_its_name() -> None:
    data = b"".join(Archive(foreign_tracker()).rewritten({"é.xml": b"<a/>", "gone.xml": None}))
    assert unpacked(data) == unpacked(foreign_tracker()) | {"é.xml": b"<a/>"}
    assert Archive(data).read("é.xml") == b"<a/>" and list(Archive(data).members)[-1] == "é.xml"


def test_parts_are_added_to_an_archive_without_members() -> None:
    held = io.BytesIO()
    zipfile.ZipFile(held, "w").close()
    assert unpacked(b"".join(Archive(held.getvalue()).rewritten({"b": b"2", "a": b"1"}))) == {"b": b"2", "a": b"1"}


def test_a_new_part_states_its_content_type_once() -> None:
    assert typed(with_one()) == typed(foreign_tracker()) | {f"/{MADE_UP}": MADE_UP_TYPE}
    package = Package(with_one())
    package.add(MADE_UP, b"\0one" * 99, MADE_UP_TYPE)
    assert package.replaced == {} and not package.changed


def test_a_part_whose_ending_says_its_type_states_none() -> None:
    package = Package(foreign_tracker())
    package.add("customUI/ours.xml", b"<a/>", "application/xml")
    assert list(package.replaced) == ["customUI/ours.xml"]


def test_the_plain_type_of_xml_is_stated_for_all_where_it_was_not() -> None:
    types = unpacked(foreign_tracker())[CONTENT_TYPES]
    default = b'<Default Extension="xml" ContentType="application/xml"/>'
    assert default in types
    package = Package(retyped(types.replace(default, b"")))
    package.add("customUI/ours.xml", b"<a/>", "application/xml")
    after = typed(saved(package))
    assert after[".xml"] == "application/xml" and "/customUI/ours.xml" not in after


def test_a_part_is_typed_by_name_where_its_ending_means_something_else() -> None:
    types = unpacked(foreign_tracker())[CONTENT_TYPES]
    plain = b'<Default Extension="xml" ContentType="application/xml"/>'
    package = Package(retyped(types.replace(plain, plain.replace(b"application/xml", b"application/other+xml"))))
    package.add("customUI/ours.xml", b"<a/>", "application/xml")
    after = typed(saved(package))
    assert (after[".xml"], after["/customUI/ours.xml"]) == ("application/other+xml", "application/xml")


def test_a_part_added_in_another_case_replaces_the_one_there_is() -> None:
    package = Package(with_one())
    package.add(MADE_UP.upper(), b"two", "application/other")
    after = unpacked(saved(package))
    assert after[MADE_UP] == b"two" and MADE_UP.upper() not in after
    assert typed(saved(package))[f"/{MADE_UP}"] == "application/other"


def test_what_is_added_can_be_read_and_is_listed_before_it_is_saved() -> None:
    package = Package(foreign_tracker())
    package.add(MADE_UP, b"one", MADE_UP_TYPE)
    assert package.read(MADE_UP) == b"one" and package.holds(MADE_UP) and package.parts[-1] == MADE_UP
    assert package.parts_of_type("made-up") == (MADE_UP,) and package.known(MADE_UP.upper()) == MADE_UP


def test_a_removed_part_cannot_be_read_and_can_be_added_again_in_its_place() -> None:
    package = Package(foreign_tracker())
    package.remove("xl/calcChain.xml")
    with pytest.raises(DamagedWorkbook, match=r"calcChain\.xml is missing"):
        package.read("xl/calcChain.xml")
    assert not package.holds("xl/calcChain.xml") and "xl/calcChain.xml" not in package.parts
    package.add("xl/calcChain.xml", b"<new/>", "application/xml")
    assert list(unpacked(saved(package))) == list(unpacked(foreign_tracker()))


def test_a_part_added_and_removed_again_leaves_no_trace_in_the_file() -> None:
    package = Package(foreign_tracker())
    package.add(MADE_UP, b"one", MADE_UP_TYPE)
    package.relate("", LEADS, MADE_UP)
    package.remove(MADE_UP)
    assert unpacked(saved(package)) == unpacked(foreign_tracker())


@pytest.mark.parametrize(("source", "target"), [("", "xl/made%20up/one.bin"), ("xl/workbook.xml", "made%20up/one.bin")])
def test_a_relationship_is_found_again_under_an_id_nothing_else_has(source: str, target: str) -> None:
    package = Package(with_one())
    package.relate(source, LEADS, MADE_UP)
    again = Package(saved(package))
    assert [each.target for each in again.relations(source) if each.kind == LEADS] == [MADE_UP]
    written = list(etree.fromstring(again.read(relations_part(source))))
    assert written[-1].get("Target") == target
    keys = [each.get("Id").casefold() for each in written]
    assert len(set(keys)) == len(keys)


def test_the_ids_of_relationships_that_lead_out_are_not_given_a_second_time() -> None:
    outside = '<Relationship Id="RID2" Type="http://example.org/link" Target="https://example.org/" TargetMode="External"/>'
    package = Package(with_parts(foreign_tracker(), {ROOT_RELATIONS: root_relations(outside)}))
    package.relate("", LEADS, "xl/styles.xml")
    assert package.relations("")[-1] == Relation("rId3", LEADS, "xl/styles.xml")


def test_a_part_without_relationships_gets_its_first() -> None:
    package = Package(with_one())
    package.relate(MADE_UP, LEADS, "xl/media/image1.png")
    name = "xl/made up/_rels/one.bin.rels"
    assert etree.fromstring(package.read(name))[0].get("Target") == "../media/image1.png"
    assert f"/{name}" not in typed(saved(package))


@pytest.mark.parametrize("empty", [b"<Relationships xmlns='r'/>", b"<Relationships xmlns='r'></Relationships>"])
def test_an_empty_list_of_relationships_is_filled(empty: bytes) -> None:
    notes = sheet_part("Our notes")
    package = Package(with_parts(foreign_tracker(), {relations_part(notes): empty}))
    package.relate(notes, LEADS, "xl/styles.xml")
    assert [each.get("Target") for each in etree.fromstring(package.read(relations_part(notes)))] == ["../styles.xml"]
    assert Package(saved(package)).relations(notes) == (Relation("rId1", LEADS, "xl/styles.xml"),)


def test_relationships_and_types_written_with_a_prefix_are_added_to() -> None:
    types = unpacked(foreign_tracker())[CONTENT_TYPES].replace(b"xmlns=", b"xmlns:t=")
    for element in (b"Types", b"Override", b"Default"):
        types = types.replace(b"<" + element + b" ", b"<t:" + element + b" ").replace(b"</" + element, b"</t:" + element)
    package = Package(with_parts(foreign_tracker(), {CONTENT_TYPES: types, ROOT_RELATIONS: root_relations("", "p")}))
    package.add(MADE_UP, b"one", MADE_UP_TYPE)
    package.relate("", LEADS, MADE_UP)
    assert etree.QName(etree.fromstring(package.read(ROOT_RELATIONS))[-1]).namespace.endswith("/2006/relationships")
    assert typed(saved(package))[f"/{MADE_UP}"] == MADE_UP_TYPE
    assert {etree.QName(each).namespace for each in etree.fromstring(package.read(CONTENT_TYPES))} == {
        "http://schemas.openxmlformats.org/package/2006/content-types"
    }


def test_relating_twice_changes_nothing_the_second_time() -> None:
    package = Package(with_one())
    package.relate("", LEADS, MADE_UP)
    again = Package(saved(package))
    again.relate("", LEADS, MADE_UP)
    assert not again.changed


def test_unrelating_takes_every_relationship_to_the_target_and_no_other() -> None:
    package = Package(with_one())
    package.relate("xl/workbook.xml", LEADS, MADE_UP)
    package.relate("xl/workbook.xml", LEADS + "/too", MADE_UP)
    package.unrelate("xl/workbook.xml", MADE_UP)
    package.unrelate("xl/workbook.xml", "xl/nothing.xml")
    assert package.read(WORKBOOK_RELATIONS) == unpacked(foreign_tracker())[WORKBOOK_RELATIONS]
    assert package.holds(MADE_UP)


def test_a_removed_part_takes_along_its_type_its_relationships_and_what_only_it_led_to() -> None:
    package = Package(with_one())
    package.add("xl/made up/two.bin", b"two", MADE_UP_TYPE)
    package.relate("", LEADS, MADE_UP)
    for source in ("Waste", "Our notes"):
        package.relate(sheet_part(source), LEADS, MADE_UP)
    for target in ("xl/made up/two.bin", "xl/styles.xml", MADE_UP):
        package.relate(MADE_UP, LEADS, target)
    bound = saved(package)
    package = Package(bound)
    package.remove(MADE_UP)
    assert unpacked(saved(package)) == unpacked(foreign_tracker())


@pytest.mark.parametrize(("content_type", "extension"), KINDS.items())
def test_the_kind_of_workbook_can_be_changed_and_back(content_type: str, extension: str) -> None:
    package = Package(foreign_tracker())
    package.retype(extension)
    after = saved(package)
    assert package.extension == Package(after, addins=True).extension == extension
    assert typed(after) == typed(foreign_tracker()) | {"/xl/workbook.xml": content_type}
    package.retype(".xlsx")
    assert unpacked(saved(package)) == unpacked(foreign_tracker())


def test_an_add_in_is_no_tracker_unless_it_is_asked_for() -> None:
    package = Package(foreign_tracker())
    package.retype(".xlam")
    for opened in (Package, FileBook):
        with pytest.raises(NotATracker, match=r"an Excel add-in \(\.xlam\), not a tracker; open the tracker itself"):
            opened(saved(package))


def test_a_workbook_whose_type_its_ending_says_is_opened_and_can_be_changed() -> None:
    types = unpacked(foreign_tracker())[CONTENT_TYPES]
    main = next(iter(KINDS)).encode()
    named = b'<Override PartName="/xl/workbook.xml" ContentType="' + main + b'"/>'
    plain = b'<Default Extension="xml" ContentType="application/xml"/>'
    assert named in types
    by_ending = types.replace(named, b"").replace(plain, plain.replace(b"application/xml", main))
    package = Package(retyped(by_ending))
    assert package.extension == ".xlsx"
    package.retype(".xlsm")
    assert Package(saved(package)).extension == ".xlsm"


def named_for_macros(part: bytes, root: str) -> bytes:
    new = workbook_part.with_code_name(part, root, "Sheet1")
    assert workbook_part.code_name(new, root) == "Sheet1"
    assert workbook_part.with_code_name(new, root, "Sheet1") == new
    return new


@pytest.mark.parametrize(
    ("root", "before", "after"),
    [
        ("worksheet", "<worksheet xmlns='m'><sheetData/></worksheet>", "<worksheet xmlns='m'>{}<sheetData/></worksheet>"),
        ("chartsheet", "<x:chartsheet xmlns:x='m'><x:a/></x:chartsheet>", "<x:chartsheet xmlns:x='m'>{x:}<x:a/></x:chartsheet>"),
        ("worksheet", "<!-- <sheetPr/> --><worksheet></worksheet>", "<!-- <sheetPr/> --><worksheet>{}</worksheet>"),
        ("workbook", "<workbook><sheets/></workbook>", "<workbook>{}<sheets/></workbook>"),
        (
            "workbook",
            "<workbook><fileVersion/><fileSharing a='1'></fileSharing><workbookProtection/></workbook>",
            "<workbook><fileVersion/><fileSharing a='1'></fileSharing>{}<workbookProtection/></workbook>",
        ),
    ],
)
def test_a_part_without_properties_gets_them_where_they_belong(root: str, before: str, after: str) -> None:
    name = workbook_part.PROPERTIES[root]
    written = {"{}": f'<{name} codeName="Sheet1"/>', "{x:}": f'<x:{name} codeName="Sheet1"/>'}
    for mark, element in written.items():
        after = after.replace(mark, element)
    assert named_for_macros(before.encode(), root) == after.encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<sheetPr/>", '<sheetPr codeName="Sheet1"/>'),
        ("<sheetPr filterMode='1'><tabColor/></sheetPr>", "<sheetPr filterMode='1' codeName=\"Sheet1\"><tabColor/></sheetPr>"),
        ("<sheetPr codeName='Old' published='0'/>", "<sheetPr codeName=\"Sheet1\" published='0'/>"),
    ],
)
def test_properties_keep_all_they_say_but_the_name(before: str, after: str) -> None:
    sheet = "<worksheet xmlns='m'>{}<sheetData/></worksheet>"
    assert named_for_macros(sheet.format(before).encode(), "worksheet") == sheet.format(after).encode()


def test_a_part_without_its_root_is_refused() -> None:
    with pytest.raises(DamagedWorkbook, match="no element “worksheet”"):
        workbook_part.with_code_name(b"<dialogsheet/>", "worksheet", "Sheet1")
