"""A zip archive whose members can be replaced and added to while every other member keeps its very bytes.

The standard library can read archives but cannot copy a compressed member as it is, which is what editing somebody's
workbook needs. Only the plain kind of archive that workbooks are is accepted.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from se7_excel.errors import DamagedWorkbook

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
FULL = 0xFFFFFFFF
MOST_BYTES, MOST_MEMBERS, MOST_INFLATED, LARGEST_MEMBER = 256 << 20, 10_000, 1 << 30, 512 << 20
STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8 = 0x1, 0x800
FIRST_OF_1980 = (0, 1 << 5 | 1)  # the same members give the same bytes whenever they are added


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


class Archive:
    """An archive held in memory as the bytes it was read from."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise DamagedWorkbook(f"the file has {len(data) >> 20} MiB, more than the {MOST_BYTES >> 20} MiB we open; split it")
        self.data = data
        self.directory, count, self.comment = _end_record(data)
        self.members = {member.name: member for member in _central_records(data, self.directory, count)}
        if len(self.members) != count or len({name.casefold() for name in self.members}) != count:
            raise DamagedWorkbook("the file holds a part twice; open it in Excel and save it as a new file")
        if sum(member.size for member in self.members.values()) > MOST_INFLATED:
            raise DamagedWorkbook(f"the parts come to more than the {MOST_INFLATED >> 20} MiB we open; split the workbook")
        self.extents = self._extents()

    def read(self, name: str) -> bytes:
        """The member's content, its size and checksum verified."""
        member = self.members[name]
        start = self._content_start(member)
        packed = self.data[start : start + member.packed]
        try:
            content = packed if member.method == STORED else zlib.decompressobj(-15).decompress(packed, member.size + 1)
        except zlib.error:
            content = b""
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise DamagedWorkbook(f"the part {name} is damaged; go back to the last version that opened")
        return content

    def rewritten(self, changes: Mapping[str, bytes | None]) -> Iterator[bytes | memoryview]:
        """The archive with these members' contents replaced (None: left out), all others copied as they are, in order.

        Members it has not had yet follow the others.
        """
        position, moved = 0, {}
        view = memoryview(self.data)
        records = {}
        new = {name: _new_member(name) for name, content in changes.items() if name not in self.members and content is not None}
        for member in (*sorted(self.members.values(), key=lambda each: each.offset), *new.values()):
            content = changes.get(member.name, b"")
            if content is None:
                continue
            moved[member.name] = position
            if member.name in changes:
                local, body, records[member.name] = _packed(member, content)
                yield local
                yield body
                position += len(local) + len(body)
            else:
                records[member.name] = member.record
                yield view[member.offset : self.extents[member.name]]
                position += self.extents[member.name] - member.offset
        central = [_at(records[name], moved[name]) for name in (*self.members, *new) if name in moved]
        yield from central
        size = sum(len(record) for record in central)
        yield END.pack(b"PK\5\6", 0, 0, len(central), len(central), size, position, len(self.comment)) + self.comment

    def _extents(self) -> dict[str, int]:
        """Where each member ends: where the next one starts, or the directory."""
        ordered = sorted(self.members.values(), key=lambda each: each.offset)
        starts = [*(member.offset for member in ordered[1:]), self.directory]
        for member, end in zip(ordered, starts, strict=False):
            if self._content_start(member) + member.packed > end:
                raise DamagedWorkbook("the parts of the file overlap; open it in Excel and save it as a new file")
        return {member.name: end for member, end in zip(ordered, starts, strict=False)}

    def _content_start(self, member: Member) -> int:
        header = self.data[member.offset : member.offset + LOCAL.size]
        if len(header) < LOCAL.size or not header.startswith(b"PK\3\4"):
            raise DamagedWorkbook(f"the part {member.name} is not where the file says; go back to the last version that opened")
        *_, name, extra = LOCAL.unpack(header)
        start: int = member.offset + LOCAL.size + name + extra
        return start


def _end_record(data: bytes) -> tuple[int, int, bytes]:
    """Where the central directory starts, how many records it has, and the archive's comment."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - END.size - 0xFFFF))
    if at < 0 or len(data) - at < END.size:
        raise DamagedWorkbook("the file stops short, as after a broken download; fetch it again or go back to a backup")
    _, disk, start_disk, here, count, size, offset, comment = END.unpack_from(data, at)
    if 0xFFFF in (here, count) or FULL in (size, offset):
        count, size, offset, at = _zip64_end(data, at)
    elif disk or start_disk or here != count:
        raise DamagedWorkbook("the file is one piece of a split archive; fetch the whole file")
    if offset + size != at or count > MOST_MEMBERS:
        raise DamagedWorkbook("the file's directory does not fit the file; go back to the last version that opened")
    return offset, count, data[len(data) - comment :] if comment else b""


def _zip64_end(data: bytes, at: int) -> tuple[int, int, int, int]:
    if at < 20 or data[at - 20 : at - 16] != b"PK\6\7":
        raise DamagedWorkbook("the file's directory does not fit the file; go back to the last version that opened")
    (end,) = struct.unpack_from("<Q", data, at - 12)
    if data[end : end + 4] != b"PK\6\6" or end + 56 > len(data):
        raise DamagedWorkbook("the file's directory does not fit the file; go back to the last version that opened")
    count, size, offset = struct.unpack_from("<QQQ", data, end + 32)
    return count, size, offset, end


def _central_records(data: bytes, at: int, count: int) -> Iterator[Member]:
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
    if method not in (STORED, DEFLATED) or size > LARGEST_MEMBER:
        raise DamagedWorkbook(f"the part {name} is packed in a way no workbook is; save the file anew in Excel")
    if name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/"):
        raise DamagedWorkbook(f"the part {name} points out of the file; save the file anew in Excel")
    return Member(name, raw_name, flags, method, (time, date), crc, packed, size, offset, record)


def _wide(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset, from the zip64 field for those the record itself has no room for."""
    values = [size, packed, offset]
    field = _zip64_field(extra)
    for index, value in enumerate(values):
        if value == FULL:
            if len(extra) < field + 8 or field == 0:
                raise DamagedWorkbook("the file's directory is damaged; go back to the last version that opened")
            (values[index],) = struct.unpack_from("<Q", extra, field)
            field += 8
    return values[1], values[0], values[2]


def _zip64_field(extra: bytes) -> int:
    """Where the values of the zip64 field start in a record's extra bytes; 0 where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            return at + 4
        at += 4 + length
    return 0


def _new_member(name: str) -> Member:
    """A member the archive has not had yet, as MS-DOS makes one, which all readers understand."""
    raw_name, flags = name.encode(), 0 if name.isascii() else UTF8
    record = CENTRAL.pack(b"PK\1\2", 20, 20, flags, DEFLATED, *FIRST_OF_1980, 0, 0, 0, len(raw_name), *[0] * 6)
    return Member(name, raw_name, flags, DEFLATED, FIRST_OF_1980, 0, 0, 0, 0, record + raw_name)


def _packed(member: Member, content: bytes) -> tuple[bytes, bytes, bytes]:
    """Local header, body and central record of a member with new content."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packer.compress(content) + packer.flush()
    flags = member.flags & UTF8
    sizes = (zlib.crc32(content), len(body), len(content))
    name = member.raw_name
    local = LOCAL.pack(b"PK\3\4", 20, flags, DEFLATED, *member.stamp, *sizes, len(name), 0) + name
    fields = CENTRAL.unpack_from(member.record)
    made_by, disk, inside, outside = fields[1], 0, fields[14], fields[15]
    record = CENTRAL.pack(
        b"PK\1\2", made_by, 20, flags, DEFLATED, *member.stamp, *sizes, len(name), 0, 0, disk, inside, outside, 0
    )
    return local, body, record + name


def _at(record: bytes, offset: int) -> bytes:
    """The central record pointing at a new offset, all its other bytes as they were."""
    fields = CENTRAL.unpack_from(record)
    if fields[16] != FULL:
        return record[:42] + struct.pack("<I", offset) + record[46:]
    extra = CENTRAL.size + fields[10]
    field = extra + _zip64_field(record[extra : extra + fields[11]]) + 8 * (fields[8] == FULL) + 8 * (fields[9] == FULL)
    return record[:field] + struct.pack("<Q", offset) + record[field + 8 :]
