"""A zip archive whose members can be replaced and added to while every other member keeps its very bytes.

The standard library can read archives but cannot copy a compressed member as it is, which is what editing somebody's
workbook needs. Only the plain kind of archive that workbooks are is accepted.
"""

import struct
import zlib
from collections import deque
from collections.abc import Iterator, Mapping

from se7_excel.books.limits import FILE_SIZE, INFLATED, PART, refuse_ratio
from se7_excel.books.zip_directory import (
    CENTRAL,
    DEFLATED,
    END,
    FULL,
    STORED,
    UTF8,
    Member,
    central_records,
    end_record,
    zip64_field,
)
from se7_excel.errors import DamagedWorkbook

LOCAL = struct.Struct("<4s5H3I2H")
PIECE, LARGE = 1 << 20, 16 << 20
FIRST_OF_1980 = (0, 1 << 5 | 1)  # the same members give the same bytes whenever they are added


class Archive:
    """An archive held in memory as the bytes it was read from."""

    def __init__(self, data: bytes) -> None:
        FILE_SIZE.hold(len(data), "the file")
        self.data = data
        self.directory, count, self.comment = end_record(data)
        self.members = {member.name: member for member in central_records(data, self.directory, count)}
        if len(self.members) != count or len({name.casefold() for name in self.members}) != count:
            raise DamagedWorkbook("the file holds a part twice; open it in Excel and save it as a new file")
        self._refuse_bombs()
        self.extents = self._extents()

    def read(self, name: str) -> bytes:
        """The member's content, its size and checksum verified."""
        member = self.members[name]
        if member.size > LARGE:
            deque(self.pieces(name), 0)  # once known to be as large as it says, it can be unpacked into its place
            packed = self._packed(member)
            return bytes(packed) if member.method == STORED else zlib.decompress(packed, -15, member.size)
        content = self._head(member, member.size + 1)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise _damaged(name)
        return content

    def pieces(self, name: str) -> Iterator[bytes]:
        """The member's content a MiB at a time, its size and checksum verified when the last has been taken."""
        member, size, crc = self.members[name], 0, 0
        for piece in self._inflated(member):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > member.size:
                raise _damaged(name)
            yield piece
        if size != member.size or crc != member.crc:
            raise _damaged(name)

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of the member's content, nothing verified."""
        return self._head(self.members[name], length)

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

    def _head(self, member: Member, length: int) -> bytes:
        packed = self._packed(member)
        if member.method == STORED:
            return bytes(packed[:length])
        try:
            return zlib.decompressobj(-15).decompress(packed, length)
        except zlib.error:
            raise _damaged(member.name) from None

    def _inflated(self, member: Member) -> Iterator[bytes]:
        packed = self._packed(member)
        if member.method == STORED:
            yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
            return
        unpacker, at = zlib.decompressobj(-15), 0
        try:
            while not unpacker.eof and (at < len(packed) or unpacker.unconsumed_tail):
                fed = unpacker.unconsumed_tail or packed[at : at + PIECE]
                at += 0 if unpacker.unconsumed_tail else PIECE
                yield unpacker.decompress(fed, PIECE)
            yield unpacker.flush()
        except zlib.error:
            raise _damaged(member.name) from None

    def _packed(self, member: Member) -> memoryview:
        start = self._content_start(member)
        return memoryview(self.data)[start : start + member.packed]

    def _refuse_bombs(self) -> None:
        """Refuse, by what the directory says, parts that would unpack to more than we open."""
        for member in self.members.values():
            PART.hold(member.size, f"the part {member.name}")
            refuse_ratio(member.size, member.packed, f"the part {member.name}")
        size = sum(member.size for member in self.members.values())
        INFLATED.hold(size, "the file")
        refuse_ratio(size, sum(member.packed for member in self.members.values()), "the file")

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
        if self.data[member.offset + LOCAL.size : start - extra] != member.raw_name:
            raise DamagedWorkbook(f"the part {member.name} has two names; open the file in Excel and save it as a new file")
        return start


def _damaged(name: str) -> DamagedWorkbook:
    return DamagedWorkbook(f"the part {name} is damaged; go back to the last version that opened")


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
    field = extra + zip64_field(record[extra : extra + fields[11]]) + 8 * (fields[8] == FULL) + 8 * (fields[9] == FULL)
    return record[:field] + struct.pack("<Q", offset) + record[field + 8 :]
