"""The central directory of a zip archive: which members it lists, and what no workbook's archive has."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from se7_excel.books.limits import DIRECTORY, PARTS
from se7_excel.errors import DamagedWorkbook

CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
FULL = 0xFFFFFFFF
LEAVING = re.compile(r"[\\\x00-\x1f\x7f]|^[A-Za-z]:|(?:^|/)\.\.?(?:/|$)")
STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: what its record in the central directory says, and where its bytes lie."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    stamp: tuple[int, int]
    crc: int
    packed: int
    size: int
    offset: int
    record: bytes


def end_record(data: bytes) -> tuple[int, int, bytes]:
    """Where the central directory starts, how many records it has, and the archive's comment."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - END.size - 0xFFFF))
    if at < 0 or len(data) - at < END.size:
        raise DamagedWorkbook("the file stops short, as after a broken download; fetch it again or go back to a backup")
    _, disk, start_disk, here, count, size, offset, comment = END.unpack_from(data, at)
    if 0xFFFF in (here, count) or FULL in (size, offset):
        count, size, offset, at = _zip64_end(data, at)
    elif disk or start_disk or here != count:
        raise DamagedWorkbook("the file is one piece of a split archive; fetch the whole file")
    if offset + size != at:
        raise DamagedWorkbook("the file's directory does not fit the file; go back to the last version that opened")
    PARTS.hold(count, "the file")
    DIRECTORY.hold(size, "the file")
    return offset, count, data[len(data) - comment :] if comment else b""


def _zip64_end(data: bytes, at: int) -> tuple[int, int, int, int]:
    if at < 20 or data[at - 20 : at - 16] != b"PK\6\7":
        raise DamagedWorkbook("the file's directory does not fit the file; go back to the last version that opened")
    (end,) = struct.unpack_from("<Q", data, at - 12)
    if data[end : end + 4] != b"PK\6\6" or end + 56 > len(data):
        raise DamagedWorkbook("the file's directory does not fit the file; go back to the last version that opened")
    count, size, offset = struct.unpack_from("<QQQ", data, end + 32)
    return count, size, offset, end


def central_records(data: bytes, at: int, count: int) -> Iterator[Member]:
    """The members the directory lists, read from where it starts; those no workbook has are refused."""
    for _ in range(count):
        if data[at : at + 4] != b"PK\1\2" or at + CENTRAL.size > len(data):
            raise DamagedWorkbook("the file's directory is damaged; go back to the last version that opened")
        fields = CENTRAL.unpack_from(data, at)
        name, extra, comment = fields[10:13]
        record = data[at : at + CENTRAL.size + name + extra + comment]
        yield _member(fields, record)
        at += len(record)


def _member(fields: tuple, record: bytes) -> Member:  # type: ignore[type-arg]
    _, _, _, flags, method, time, date, crc, packed, size, name_length, extra_length, *_, offset = fields
    raw_name = record[CENTRAL.size : CENTRAL.size + name_length]
    extra = record[CENTRAL.size + name_length : CENTRAL.size + name_length + extra_length]
    packed, size, offset = _wide(extra, packed, size, offset)
    name = raw_name.decode("utf-8" if flags & UTF8 else "cp437", "replace")
    if flags & ENCRYPTED:
        raise DamagedWorkbook(f"the part {name} is encrypted; take the password off in Excel and save")
    if method not in (STORED, DEFLATED):
        raise DamagedWorkbook(f"the part {name} is packed in a way no workbook is; save the file anew in Excel")
    if name.startswith("/") or LEAVING.search(name):
        raise DamagedWorkbook(f"the part {ascii(name)[1:-1][:80]} points out of the file; save the file anew in Excel")
    return Member(name, raw_name, flags, method, (time, date), crc, packed, size, offset, record)


def _wide(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset, from the zip64 field for those the record itself has no room for."""
    values = [size, packed, offset]
    field = zip64_field(extra)
    for index, value in enumerate(values):
        if value == FULL:
            if len(extra) < field + 8 or field == 0:
                raise DamagedWorkbook("the file's directory is damaged; go back to the last version that opened")
            (values[index],) = struct.unpack_from("<Q", extra, field)
            field += 8
    return values[1], values[0], values[2]


def zip64_field(extra: bytes) -> int:
    """Where the values of the zip64 field start in a record's extra bytes; 0 where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            return at + 4
        at += 4 + length
    return 0
