"""Compound files [MS-CFB], the small file systems Office keeps VBA projects in: written reproducibly, read with suspicion.

Paths name the streams, storages before a slash: `PROJECT`, `VBA/dir`.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from se7_excel.errors import DamagedWorkbook

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = struct.Struct("<8s16x5H6x9I109I")
ENTRY = struct.Struct("<64sHBB3I16x4x16xIQ")
SECTOR, MINI_SECTOR, SHIFTS, MINI_SHIFT, CUTOFF = 512, 64, {3: 9, 4: 12}, 6, 4096
VERSIONS = (0x3E, 3, 0xFFFE, SHIFTS[3], MINI_SHIFT)
FREE, END, FAT_SECTOR, DIFAT_SECTOR, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
STORAGE, STREAM, ROOT, RED, BLACK = 1, 2, 5, 0, 1
IN_HEADER, PER_SECTOR = 109, SECTOR // 4
FORBIDDEN, LONGEST_NAME, DEEPEST = frozenset("/\\:!"), 31, 16


def written(streams: Mapping[str, bytes]) -> bytes:
    """The compound file of these streams, byte for byte the same whenever and in whatever order they are given."""
    paths = _listing(streams)
    small = [path for path in paths if 0 < len(streams.get(path, b"")) < CUTOFF]
    large = [path for path in paths if len(streams.get(path, b"")) >= CUTOFF]
    mini_lengths = [_count(len(streams[path]), MINI_SECTOR) for path in small]
    mini_table = _packed_table(_chains(0, mini_lengths))
    mini_stream = b"".join(_filled(streams[path], MINI_SECTOR) for path in small)
    sections = [bytes(ENTRY.size * (len(paths) + 1)), mini_table, mini_stream, *(streams[path] for path in large)]
    lengths = [_count(len(section), SECTOR) for section in sections]
    fat, difat = _table_sectors(sum(lengths))
    first, mini_table_at, mini_stream_at, *large_at = _starts(fat + difat, lengths)
    starts = dict(zip(small, _starts(0, mini_lengths), strict=True)) | dict(zip(large, large_at, strict=True))
    places = {path: (starts.get(path, END), len(data)) for path, data in streams.items()}
    sections[0] = _directory(paths, places, (mini_stream_at if mini_stream else END, len(mini_stream)))
    table = _packed_table([FAT_SECTOR] * fat + [DIFAT_SECTOR] * difat + _chains(fat + difat, lengths))
    header = _header(fat, difat, first, (mini_table_at if mini_table else END, lengths[1]))
    return header + table + _difat(fat, difat) + b"".join(_filled(section, SECTOR) for section in sections)


def streams(data: bytes) -> dict[str, bytes]:
    """Every stream of a compound file by its path; raises `DamagedWorkbook` where the file contradicts itself."""
    sectors, directory_at, mini_table_at = _opened(data)
    directory = sectors.chain(directory_at)
    root = _read_entry(directory, 0)
    if root.kind != ROOT:
        raise damage("they have no root")
    mini_table = _numbers(sectors.chain(mini_table_at))
    mini_sectors = _Sectors(sectors.chain(root.start, root.size), MINI_SECTOR, 0, mini_table)
    found: dict[str, bytes] = {}
    for path, entry in _listed(directory, root.child):
        if path in found:
            raise damage("they hold a part twice")
        found[path] = (mini_sectors if entry.size < CUTOFF else sectors).chain(entry.start, entry.size)
    return found


def damage(why: str) -> DamagedWorkbook:
    """The error that says how the macros of a workbook are damaged, and what to do about it."""
    return DamagedWorkbook(
        f"the workbook's macros are damaged: {why}; open it in Excel and save it anew, or go back to the last version that opened"
    )


def _listing(streams: Mapping[str, bytes]) -> list[str]:
    """Every stream and storage, a storage's children in the order of its tree; no two alike but for case."""
    storages = {path[:at] for path in streams for at, letter in enumerate(path) if letter == "/"}
    if storages & streams.keys():
        raise ValueError(f"these are streams and storages at once: {sorted(storages & streams.keys())}")
    paths = sorted(storages | streams.keys(), key=lambda path: [*map(_rank, path.split("/"))])
    if len({path.upper() for path in paths}) < len(paths):
        raise ValueError("two streams differ in nothing but the case of their names")
    return paths


def _rank(name: str) -> tuple[int, bytes]:
    wide = name.encode("utf-16-le")
    if not 0 < len(wide) // 2 <= LONGEST_NAME or FORBIDDEN & set(name):
        raise ValueError(f"no stream can be named {name!r}")
    upper = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in name)
    return len(wide), upper.encode("utf-16-be")


def _count(size: int, unit: int) -> int:
    return -(-size // unit)


def _filled(data: bytes, unit: int) -> bytes:
    return data.ljust(_count(len(data), unit) * unit, b"\0")


def _starts(first: int, lengths: Sequence[int]) -> list[int]:
    return [*accumulate(lengths, initial=first)][:-1]


def _chains(first: int, lengths: Sequence[int]) -> list[int]:
    """The table entries of chains that follow each other, every sector leading to the next."""
    spans = [(start, start + length) for start, length in zip(_starts(first, lengths), lengths, strict=True) if length]
    return [number for start, end in spans for number in (*range(start + 1, end), END)]


def _packed_table(numbers: Sequence[int]) -> bytes:
    free = [FREE] * (-len(numbers) % PER_SECTOR)
    return struct.pack(f"<{len(numbers) + len(free)}I", *numbers, *free)


def _table_sectors(contents: int) -> tuple[int, int]:
    """How many FAT and DIFAT sectors so many sectors need, which the FAT lists beside them."""
    fat = difat = 0
    while True:
        needed = _count(contents + fat + difat, PER_SECTOR)
        if needed == fat:
            return fat, difat
        fat, difat = needed, _count(max(0, needed - IN_HEADER), PER_SECTOR - 1)


def _header(fat: int, difat: int, directory: int, mini_table: tuple[int, int]) -> bytes:
    beyond = (fat if difat else END, difat)
    listed = [*range(min(fat, IN_HEADER)), *[FREE] * (IN_HEADER - fat)]
    return HEADER.pack(SIGNATURE, *VERSIONS, 0, fat, directory, 0, CUTOFF, *mini_table, *beyond, *listed)


def _difat(fat: int, difat: int) -> bytes:
    content = b""
    for number in range(difat):
        start = IN_HEADER + number * (PER_SECTOR - 1)
        listed = [*range(start, min(fat, start + PER_SECTOR - 1))]
        free = [FREE] * (PER_SECTOR - 1 - len(listed))
        content += _packed_table([*listed, *free, fat + number + 1 if number + 1 < difat else END])
    return content


def _directory(paths: Sequence[str], places: Mapping[str, tuple[int, int]], root: tuple[int, int]) -> bytes:
    children: dict[str, list[int]] = {}
    for number, path in enumerate(paths, 1):
        children.setdefault(path.rpartition("/")[0], []).append(number)
    links: dict[int, tuple[int, int, int]] = {}
    tops = {folder: _tree(numbers, links, max(2, len(numbers).bit_length())) for folder, numbers in children.items()}
    entries = [_packed_entry("Root Entry", ROOT, (BLACK, NOBODY, NOBODY), tops.get("", NOBODY), root)]
    for number, path in enumerate(paths, 1):
        kind, name = STREAM if path in places else STORAGE, path.rpartition("/")[2]
        entries.append(_packed_entry(name, kind, links[number], tops.get(path, NOBODY), places.get(path, (0, 0))))
    unused = [ENTRY.pack(b"", 0, 0, 0, NOBODY, NOBODY, NOBODY, 0, 0)] * (-len(entries) % (SECTOR // ENTRY.size))
    return b"".join(entries + unused)


def _tree(numbers: Sequence[int], links: dict[int, tuple[int, int, int]], levels: int) -> int:
    """The middle of these siblings, each one's colour and neighbours noted: a balanced tree, red in its lowest level."""
    if not numbers:
        return NOBODY
    middle = len(numbers) // 2
    left = _tree(numbers[:middle], links, levels - 1)
    right = _tree(numbers[middle + 1 :], links, levels - 1)
    links[numbers[middle]] = (RED if levels == 1 else BLACK, left, right)
    return numbers[middle]


def _packed_entry(name: str, kind: int, links: tuple[int, int, int], child: int, place: tuple[int, int]) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    return ENTRY.pack(wide, len(wide), kind, *links, child, *place)


class _Sectors:
    """The sectors of a file or of its mini stream, each handed out once, so that no loop or overlap can multiply them."""

    def __init__(self, data: bytes, size: int, first: int, table: Sequence[int] = ()) -> None:
        self.data, self.size, self.first, self.table = data, size, first, table
        self.used: set[int] = set()

    def sector(self, number: int) -> bytes:
        """The sector of this number, short only at the end of the file."""
        start = self.first + number * self.size
        if number in self.used or start >= len(self.data):
            raise damage("their sectors overlap or are missing")
        self.used.add(number)
        return self.data[start : start + self.size]

    def chain(self, start: int, length: int | None = None) -> bytes:
        """The content of the chain that starts here, of this length where it is known."""
        pieces: list[bytes] = []
        while start != END and (length is None or len(pieces) * self.size < length):
            pieces.append(self.sector(start))
            if start >= len(self.table):
                raise damage("they stop short")
            start = self.table[start]
        content = b"".join(pieces)
        if length is not None and len(content) < length:
            raise damage("they stop short")
        return content[:length]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    siblings: tuple[int, int]
    child: int
    start: int
    size: int


def _opened(data: bytes) -> tuple[_Sectors, int, int]:
    """The sectors of the file, and where its directory and the table of its mini stream start."""
    signature, _, version, order, shift, mini_shift, *numbers = HEADER.unpack_from(data.ljust(HEADER.size, b"\0"))
    _, count, directory, _, cutoff, mini_table, mini_count, beyond, _, *listed = numbers
    if (signature, order, SHIFTS.get(version), mini_shift, cutoff) != (SIGNATURE, 0xFFFE, shift, MINI_SHIFT, CUTOFF):
        raise damage("they are no compound file")
    sectors = _Sectors(data, 1 << shift, 1 << shift)
    while len(listed) < count:
        *more, beyond = _numbers(sectors.sector(beyond)) or (END,)
        listed += more
    sectors.table = _numbers(b"".join(sectors.sector(number) for number in listed[:count]))
    return sectors, directory, mini_table if mini_count else END


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _listed(directory: bytes, top: int) -> Iterator[tuple[str, _Entry]]:
    """Every stream reached from the root, with its path; each entry is visited once at most."""
    waiting, seen = [(top, "")], {0}
    while waiting:
        number, folder = waiting.pop()
        if number == NOBODY:
            continue
        if number in seen or folder.count("/") > DEEPEST:
            raise damage("their directory runs in a circle")
        seen.add(number)
        entry = _read_entry(directory, number)
        waiting += ((sibling, folder) for sibling in entry.siblings)
        if entry.kind == STREAM:
            yield folder + entry.name, entry
        elif entry.kind == STORAGE:
            waiting.append((entry.child, f"{folder}{entry.name}/"))
        else:
            raise damage("their directory leads nowhere")


def _read_entry(directory: bytes, number: int) -> _Entry:
    if len(directory) < (number + 1) * ENTRY.size:
        raise damage("their directory leads nowhere")
    wide, length, kind, _, left, right, child, start, size = ENTRY.unpack_from(directory, number * ENTRY.size)
    name = wide[: max(0, length - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, (left, right), child, start, size & FREE)  # version 3 leaves the upper half to chance
