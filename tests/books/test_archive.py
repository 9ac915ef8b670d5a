"""The archive replaces members and leaves the bytes of all others alone; what is no sound archive is refused."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.books.archive import Archive
from se7_excel.errors import DamagedWorkbook
from tests.foreign import raw_members, unpacked

CONTENTS = {"a.xml": b"<a/>" * 50, "media/b.png": bytes(range(256)), "empty": b"", "c/": b"", "é.xml": "<é/>".encode()}


class Pipe(io.RawIOBase):
    """A stream that cannot seek, so that zipfile writes data descriptors."""

    def __init__(self) -> None:
        self.held = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.held += bytes(data)
        return len(data)


def archive(packing: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as package:
        for name, content in CONTENTS.items():
            package.writestr(name, content)
        package.comment = comment
    return held.getvalue()


def streamed() -> bytes:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in CONTENTS.items():
            package.writestr(name, content)
    return pipe.held


def zip64() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in CONTENTS.items():
            with package.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return held.getvalue()


def zip64_throughout() -> bytes:
    """One stored member whose sizes and offset stand only in zip64 fields, behind a zip64 end record."""
    content, crc = b"<a/>", zlib.crc32(b"<a/>")
    extra = struct.pack("<2H2Q", 1, 16, 4, 4)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, 0, 0, 33, crc, 0xFFFFFFFF, 0xFFFFFFFF, 5, len(extra)) + b"a.xml" + extra
    extra = struct.pack("<2H3Q", 1, 24, 4, 4, 0)
    sizes = (crc, 0xFFFFFFFF, 0xFFFFFFFF, 5, len(extra), 0, 0, 0, 0, 0xFFFFFFFF)
    central = struct.pack("<4s6H3I5H2I", b"PK\1\2", 45, 45, 0, 0, 0, 33, *sizes) + b"a.xml" + extra
    at = len(local) + len(content)
    end = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(central), at)
    end += struct.pack("<4sIQI", b"PK\6\7", 0, at + len(central), 1)
    return local + content + central + end + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


KINDS = {
    "deflated": archive(),
    "stored": archive(zipfile.ZIP_STORED),
    "with a comment": archive(comment=b"ours"),
    "with data descriptors": streamed(),
    "with zip64 fields": zip64(),
}
EVERY_KIND = pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)


def rewritten(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    return b"".join(Archive(data).rewritten(changes))


@EVERY_KIND
def test_every_member_reads_as_the_standard_library_reads_it(data: bytes) -> None:
    held = Archive(data)
    assert {name: held.read(name) for name in held.members} == CONTENTS


@EVERY_KIND
def test_without_changes_the_archive_comes_out_to_the_byte(data: bytes) -> None:
    assert rewritten(data, {}) == data


@EVERY_KIND
def test_a_replaced_member_has_its_new_content_and_the_others_their_old(data: bytes) -> None:
    new = rewritten(data, {"a.xml": b"<new/>", "é.xml": b""})
    assert unpacked(new) == CONTENTS | {"a.xml": b"<new/>", "é.xml": b""}
    with zipfile.ZipFile(io.BytesIO(new)) as package:
        assert package.testzip() is None


@EVERY_KIND
def test_untouched_members_keep_their_raw_bytes_their_records_and_their_order(data: bytes) -> None:
    new = rewritten(data, {"media/b.png": b"another picture"})
    before, after = raw_members(data), raw_members(new)
    assert list(after) == list(before)
    assert {name: raw for name, raw in after.items() if name != "media/b.png"} == {
        name: raw for name, raw in before.items() if name != "media/b.png"
    }
    for name in ("a.xml", "empty", "c/", "é.xml"):
        old, kept = Archive(data).members[name], Archive(new).members[name]
        assert old.record[:42] + old.record[46:] == kept.record[:42] + kept.record[46:]


@EVERY_KIND
def test_a_removed_member_is_gone_and_no_other(data: bytes) -> None:
    new = rewritten(data, {"a.xml": None, "empty": None})
    assert list(unpacked(new)) == [name for name in CONTENTS if name not in ("a.xml", "empty")]


def test_an_archive_in_zip64_throughout_can_be_read_and_copied() -> None:
    data = zip64_throughout()
    assert Archive(data).read("a.xml") == b"<a/>"
    assert unpacked(rewritten(data, {})) == {"a.xml": b"<a/>"}
    assert unpacked(rewritten(data, {"a.xml": b"<b/>"})) == {"a.xml": b"<b/>"}


def test_the_comment_of_the_archive_is_kept() -> None:
    with zipfile.ZipFile(io.BytesIO(rewritten(archive(comment=b"ours"), {"a.xml": b"<new/>"}))) as package:
        assert package.comment == b"ours"


def test_what_lies_between_members_is_kept() -> None:
    data = archive()
    second = Archive(data).members["media/b.png"].offset
    directory = Archive(data).directory
    widened = bytearray(data[:second] + b"\0" * 100 + data[second:])
    at = directory + 100
    for member in Archive(data).members.values():
        struct.pack_into("<I", widened, at + 42, member.offset + (100 if member.offset >= second else 0))
        at += len(member.record)
    struct.pack_into("<I", widened, len(widened) - 6, directory + 100)
    assert rewritten(bytes(widened), {}) == bytes(widened)


def test_the_same_changes_give_the_same_bytes() -> None:
    assert rewritten(archive(), {"a.xml": b"<new/>"}) == rewritten(archive(), {"a.xml": b"<new/>"})


@given(cut=st.integers(0, len(archive()) - 1))
@settings(max_examples=150, deadline=None)
def test_a_truncated_archive_is_refused_wherever_it_is_cut(cut: int) -> None:
    with pytest.raises(DamagedWorkbook):
        Archive(archive()[:cut])


@given(
    kind=st.sampled_from([*KINDS.values(), zip64_throughout()]), at=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255)
)
@settings(max_examples=400, deadline=None)
def test_a_flipped_byte_is_refused_or_harmless_but_never_a_crash(kind: bytes, at: float, bits: int) -> None:
    data = bytearray(kind)
    data[int(at * len(data))] ^= bits
    try:
        held = Archive(bytes(data))
        contents = [held.read(name) for name in held.members]
    except DamagedWorkbook:
        return
    assert all(content in (*CONTENTS.values(), b"<a/>") for content in contents)


def test_a_wrong_checksum_is_refused_when_the_part_is_read() -> None:
    data = bytearray(archive(zipfile.ZIP_STORED))
    data[data.index(b"<a/>")] = ord("[")
    with pytest.raises(DamagedWorkbook, match=r"a\.xml is damaged"):
        Archive(bytes(data)).read("a.xml")


def test_a_member_that_inflates_to_more_than_it_claims_is_refused() -> None:
    data = bytearray(archive())
    at = Archive(bytes(data)).directory
    struct.pack_into("<I", data, at + 24, 10)
    with pytest.raises(DamagedWorkbook, match=r"a\.xml is damaged"):
        Archive(bytes(data)).read("a.xml")


def test_an_encrypted_member_is_refused_with_what_to_do() -> None:
    data = bytearray(archive())
    data[Archive(bytes(data)).directory + 8] |= 1
    with pytest.raises(DamagedWorkbook, match=r"encrypted; take the password off"):
        Archive(bytes(data))


def test_members_that_overlap_are_refused() -> None:
    data = bytearray(archive())
    first = Archive(bytes(data)).members["a.xml"]
    second = Archive(bytes(data)).directory + len(first.record)
    struct.pack_into("<I", data, second + 42, first.offset)
    with pytest.raises(DamagedWorkbook, match="overlap"):
        Archive(bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["a.xml", "A.XML"])
def test_a_part_there_twice_is_refused_even_in_another_case(twin: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("a.xml", b"one")
        package.writestr(twin, b"other")
    with pytest.raises(DamagedWorkbook, match="twice"):
        Archive(held.getvalue())


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "b/../../a.xml"])
def test_a_part_that_points_out_of_the_file_is_refused(name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(name, b"one")
    with pytest.raises(DamagedWorkbook, match="points out of the file"):
        Archive(held.getvalue())


def test_a_packing_no_workbook_uses_is_refused() -> None:
    with pytest.raises(DamagedWorkbook, match="packed in a way no workbook is"):
        Archive(archive(zipfile.ZIP_BZIP2))


def test_bytes_mailed_along_behind_the_archive_do_no_harm() -> None:
    assert Archive(archive() + b"\0\r\n").read("a.xml") == CONTENTS["a.xml"]


def test_an_archive_without_members_reads_as_one() -> None:
    held = io.BytesIO()
    zipfile.ZipFile(held, "w").close()
    assert Archive(held.getvalue()).members == {}
