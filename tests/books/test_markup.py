"""Elements and attributes are found however they are written, and changed without touching another byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from se7_excel.books.markup import (
    attributes,
    cell_text,
    checked,
    elements,
    escaped,
    first,
    from_cell_text,
    prefix_of,
    text_of,
    with_attribute,
)
from se7_excel.errors import DamagedWorkbook, SavingsError

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


def test_an_element_is_found_whatever_its_prefix() -> None:
    assert [each.name for each in elements(b"<x:a><x:b/><c/></x:a>", "b", "c")] == ["b", "c"]


def test_an_element_whose_name_only_begins_alike_is_another() -> None:
    assert first(b'<tableColumns/><table-x/><table id="1"/>', "table").attributes == {"id": "1"}


def test_an_element_in_a_comment_does_not_count() -> None:
    assert first(b"<!-- <b id='old'/> --><b id='new'/>", "b").attributes == {"id": "new"}


def test_an_angle_bracket_in_an_attribute_does_not_end_the_tag() -> None:
    data = b'<b name="a > b"><c/></b>'
    found = first(data, "b")
    assert found.attributes == {"name": "a > b"} and data[found.tag_end : found.content_end] == b"<c/>"


def test_an_element_that_never_ends_is_refused() -> None:
    with pytest.raises(DamagedWorkbook, match="never ends"):
        first(b"<b><c/>", "b")


def test_attributes_are_read_in_either_kind_of_quotes_and_with_white_space() -> None:
    tag = b"<c\n r = 'A1'\tx:s=\"&quot;1&quot; &amp; 2\" />"
    assert attributes(tag) == {"r": "A1", "x:s": '"1" & 2'}


@pytest.mark.parametrize(
    ("tag", "changed"),
    [
        (b'<c r="A1" s="1"/>', b'<c r="A1" s="7"/>'),
        (b"<c s='1' r='A1'>", b"<c s=\"7\" r='A1'>"),
        (b'<c r="A1" />', b'<c r="A1" s="7"/>'),
        (b'<c xs="1">', b'<c xs="1" s="7">'),
        (b"<c>", b'<c s="7">'),
    ],
)
def test_an_attribute_is_set_and_the_rest_of_the_tag_stays(tag: bytes, changed: bytes) -> None:
    assert with_attribute(tag, "s", "7") == changed


def test_an_attribute_is_taken_off() -> None:
    assert with_attribute(b'<c r="A1" s="1" t="s"/>', "s", None) == b'<c r="A1" t="s"/>'


def test_an_attribute_whose_name_ends_alike_is_another() -> None:
    assert with_attribute(b'<c xr:ref="A1" ref="A2"/>', "ref", "A3") == b'<c xr:ref="A1" ref="A3"/>'


@given(TEXT.filter(lambda text: etree_fit(text)))
def test_escaped_text_is_read_back_by_another_parser(text: str) -> None:
    element = etree.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>'.encode())
    assert (element.text or "") == text
    assert element.get("b") == " ".join(text.split("\n")).replace("\t", " ")


@given(TEXT)
def test_a_cells_text_is_well_formed_and_comes_back(text: str) -> None:
    written = etree.fromstring(f"<t>{cell_text(text)}</t>".encode())
    assert from_cell_text(written.text or "") == text
    assert from_cell_text(text_of(cell_text(text).encode())) == text


def test_text_that_looks_like_excels_own_notation_stays_text() -> None:
    assert cell_text("_x000D_") == "_x005F_x000D_"
    assert from_cell_text("_x005F_x000D_") == "_x000D_"


def test_half_a_pair_of_surrogates_does_not_break_the_writing() -> None:
    assert etree.fromstring(f"<t>{cell_text(from_cell_text('_xD83D_'))}</t>".encode("utf-8", "replace")) is not None
    assert cell_text(from_cell_text("_xD83D_")).encode()


@pytest.mark.parametrize(
    ("written", "text"), [(b"&#163;6m", "£6m"), (b"&#xA3;", "£"), (b"&amp;lt;", "&lt;"), (b"a&apos;b", "a'b")]
)
def test_entities_are_resolved_once(written: bytes, text: str) -> None:
    assert text_of(written) == text


def test_a_numbered_character_is_the_one_xml_means() -> None:
    assert text_of(b"&#133;") == etree.fromstring("<t>&#133;</t>").text


def test_bytes_that_are_no_utf_8_are_refused_in_a_sentence() -> None:
    with pytest.raises(SavingsError):
        text_of(checked("xl/sharedStrings.xml", b"<t>\xa36m</t>"))


@pytest.mark.parametrize(
    "data",
    [
        "<?xml version='1.0'?><a/>".encode("utf-16"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
    ],
)
def test_another_encoding_than_utf_8_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedWorkbook, match="not written in UTF-8"):
        checked("a.xml", data)


@pytest.mark.parametrize("declared", [b"", b'<?xml version="1.0"?>', b"<?xml version='1.0' encoding='utf-8'?>", b"\xef\xbb\xbf"])
def test_utf_8_is_taken_however_it_is_declared(declared: bytes) -> None:
    assert checked("a.xml", declared + b"<a/>").endswith(b"<a/>")


def test_a_part_with_entities_of_its_own_is_refused() -> None:
    with pytest.raises(DamagedWorkbook, match="entities of its own"):
        checked("a.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_a_dtd_behind_a_long_comment_is_refused_too() -> None:
    with pytest.raises(DamagedWorkbook):
        checked("a.xml", b"<!--" + b" " * 5000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_the_prefix_of_a_part_is_the_one_of_its_root() -> None:
    assert prefix_of(b"<x:worksheet xmlns:x='m'>", "worksheet") == b"x:"
    assert prefix_of(b"<worksheet>", "worksheet") == b""
    with pytest.raises(DamagedWorkbook, match="worksheet"):
        prefix_of(b"<chartsheet/>", "worksheet")


def etree_fit(text: str) -> bool:
    return all(character in "\t\n" or (character >= " " and character not in "\ufffe\uffff") for character in text)
