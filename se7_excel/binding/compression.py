"""The compression of VBA source code, [MS-OVBA] 2.4.1: chunks of 4096 bytes, each literal or copied from before itself."""

import struct

from se7_excel.binding.compound_file import damage

CONTAINER, CHUNK, SHORTEST = 0x01, 4096, 3
COMPRESSED, RAW, SIZE = 0xB000, 0x3000, 0x0FFF
LIMIT = 32 << 20


def compressed(data: bytes) -> bytes:
    """The data compressed; raises `ValueError` where a last part of 3.6 to 4 KB repeats nothing, which the form cannot hold."""
    return bytes([CONTAINER]) + b"".join(_packed_chunk(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))


def decompressed(data: bytes, limit: int = LIMIT) -> bytes:
    """The data as it was before compression, of no more bytes than the limit; raises `DamagedWorkbook`."""
    if data[:1] != bytes([CONTAINER]):
        raise damage("their code is not where it should be")
    content, at = bytearray(), 1
    while at < len(data):
        header = int.from_bytes(data[at : at + 2], "little")
        chunk = data[at + 2 : at + (header & SIZE) + SHORTEST]
        if header & 0x7000 != RAW or len(chunk) != (header & SIZE) + 1:
            raise damage("their code stops short")
        content += _unpacked_chunk(chunk) if header & 0x8000 else chunk
        if len(content) > limit:
            raise damage("their code swells beyond all measure")
        at += len(chunk) + 2
    return bytes(content)


def _packed_chunk(chunk: bytes) -> bytes:
    packed = _tokens(chunk)
    if len(packed) <= CHUNK:
        return struct.pack("<H", COMPRESSED | len(packed) - 1) + packed
    if len(chunk) < CHUNK:
        raise ValueError(f"the last {len(chunk)} bytes repeat nothing, and such a part must have {CHUNK}; add some lines")
    return struct.pack("<H", RAW | CHUNK - 1) + chunk


def _tokens(chunk: bytes) -> bytes:
    """The chunk as groups of eight tokens, each group led by a byte that tells copies from literals."""
    packed, at = bytearray(), 0
    while at < len(chunk):
        flags_at, flags = len(packed), 0
        packed.append(0)
        for bit in range(8):
            if at == len(chunk):
                break
            offset, length = _longest_match(chunk, at)
            if length:
                flags |= 1 << bit
                packed += struct.pack("<H", offset - 1 << _length_bits(at) | length - SHORTEST)
            else:
                packed.append(chunk[at])
            at += length or 1
        packed[flags_at] = flags
    return bytes(packed)


def _length_bits(at: int) -> int:
    """How many of a copy's 16 bits say its length at this place; the others say how far back it lies."""
    return 16 - max(4, (at - 1).bit_length())


def _longest_match(chunk: bytes, at: int) -> tuple[int, int]:
    """How far back the longest earlier run like what follows lies, and its length; it may run into what follows."""
    longest = min(len(chunk) - at, (1 << _length_bits(at)) - 1 + SHORTEST) if at else 0
    offset, length = 0, SHORTEST - 1
    while length < longest:
        found = chunk.rfind(chunk[at : at + length + 1], 0, at + length)
        if found < 0:
            break
        offset, length = at - found, length + 1
        while length < longest and chunk[found + length] == chunk[at + length]:
            length += 1
    return (offset, length) if offset else (0, 0)


def _unpacked_chunk(packed: bytes) -> bytes:
    content, at = bytearray(), 0
    while at < len(packed):
        flags = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed):
                break
            if flags >> bit & 1:
                _copy(content, packed[at : at + 2])
                at += 2
            else:
                content.append(packed[at])
                at += 1
    if len(content) > CHUNK:
        raise damage("their code swells beyond all measure")
    return bytes(content)


def _copy(content: bytearray, token: bytes) -> None:
    bits, number = _length_bits(len(content)), int.from_bytes(token, "little")
    offset, length = (number >> bits) + 1, (number & (1 << bits) - 1) + SHORTEST
    if offset > len(content) or len(token) < 2:
        raise damage("their code repeats what is not there")
    start = len(content) - offset
    run = bytes(content[start : start + length])
    content += (run * (length // len(run) + 1))[:length]
