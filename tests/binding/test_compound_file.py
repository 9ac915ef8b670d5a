import io
import random
import struct

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from se7_excel.binding.compound_file import streams, written
from se7_excel.errors import DamagedWorkbook

NOBODY, END, FREE, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BLACK = 1
SIZES = (0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 60_000)
FEW = {"PROJECT": b"p" * 400, "VBA/dir": b"d" * 700, "VBA/Big": bytes(range(256)) * 40, "VBA/Empty": b""}
NAMES = st.text("ABCDEFGHabcdefgh_0123456789é\u0394\U0001f600", min_size=1, max_size=15)


def opened(data: bytes) -> olefile.OleFileIO:
    """The file as olefile sees it, which raises at the least doubt."""
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)


def read_by_olefile(data: bytes) -> dict[str, bytes]:
    ole = opened(data)
    return {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}


def many(count: int) -> dict[str, bytes]:
    """A root with a storage of so many streams of all sizes, their names of different lengths."""
    return {"PROJECT": b"p"} | {f"VBA/{'Sheet' if n % 3 else 'a'}{n}": bytes([n % 256]) * (n * 37 % 5000) for n in range(count)}


def in_order(ole: olefile.OleFileIO, number: int) -> list[str]:
    if number == NOBODY:
        return []
    entry = ole.direntries[number]
    return [*in_order(ole, entry.sid_left), entry.name, *in_order(ole, entry.sid_right)]


def black_height(ole: olefile.OleFileIO, number: int, under_red: bool) -> int:
    if number == NOBODY:
        return 0
    entry = ole.direntries[number]
    red = entry.color != BLACK
    assert not (red and under_red), f"{entry.name} is red below red"
    left, right = (black_height(ole, side, red) for side in (entry.sid_left, entry.sid_right))
    assert left == right, f"{entry.name} has {left} black entries on its left and {right} on its right"
    return left + (not red)


def patched(data: bytes, *changes: tuple[int, int]) -> bytes:
    """The data with these numbers of four bytes at these places."""
    changed = bytearray(data)
    for at, number in changes:
        struct.pack_into("<I", changed, at, number)
    return bytes(changed)


@pytest.mark.parametrize("count", [*range(12), 16, 17, 62, 63, 64, 99, 128, 260])
def test_siblings_stand_in_order_in_a_balanced_red_black_tree(count: int) -> None:
    ole = opened(written(many(count)))
    storages = [entry for entry in ole.direntries if entry is not None and entry.entry_type in (1, 5)]
    for storage in storages:
        names = in_order(ole, storage.sid_child)
        assert names == sorted(names, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
        black_height(ole, storage.sid_child, under_red=True)  # as the top of a tree has to be black
    assert sum(len(in_order(ole, storage.sid_child)) for storage in storages) == count + 1 + bool(count)


@pytest.mark.parametrize("count", [0, 1, 5, 40, 99, 260])
def test_many_streams_are_read_back_by_us_and_by_olefile(count: int) -> None:
    data = written(many(count))
    assert streams(data) == read_by_olefile(data) == many(count)


@pytest.mark.parametrize("size", SIZES)
def test_a_stream_of_any_size_is_read_back_beside_a_small_and_a_large_one(size: int) -> None:
    given = {"A": b"x" * 70, "B": random.Random(size).randbytes(size), "C/D/E": b"y" * 5000}
    data = written(given)
    assert len(data) % 512 == 0
    assert streams(data) == read_by_olefile(data) == given


@pytest.mark.parametrize("mebibytes", [6, 7, 8, 16])
def test_a_file_whose_tables_outgrow_the_header_is_read_back(mebibytes: int) -> None:
    given = {"A": random.Random(1).randbytes(mebibytes << 20), "B": b"b"}
    data = written(given)
    assert streams(data) == read_by_olefile(data) == given


def test_a_file_without_streams_is_a_file() -> None:
    assert streams(written({})) == read_by_olefile(written({})) == {}


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=12))
def test_any_names_are_read_back_whatever_order_they_are_given_in(given: dict[str, bytes]) -> None:
    distinct = {name.upper(): (name, content) for name, content in given.items()}
    kept = dict(distinct.values())
    data = written(kept)
    assert streams(data) == read_by_olefile(data) == kept
    assert written(dict(reversed(kept.items()))) == data


@pytest.mark.parametrize("paths", [("A", "a"), ("VBA/dir", "vba/x"), ("VBA", "VBA/dir"), ("x" * 32,), ("A:B",), ("",), ("A//B",)])
def test_paths_no_compound_file_can_hold_are_refused(paths: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="stream"):
        written(dict.fromkeys(paths, b""))


def test_a_file_of_version_4_is_read() -> None:
    large, small = bytes(range(250)) * 20, b"small one"
    entries = [
        ("Root Entry", 5, NOBODY, 1, 5, 64),
        ("Large", 2, 2, NOBODY, 3, len(large)),
        ("Tiny", 2, NOBODY, NOBODY, 0, len(small)),
    ]
    directory = b""
    for name, kind, right, child, start, size in entries:
        wide = (name + "\0").encode("utf-16-le")
        directory += struct.pack("<64sHBBIII36xIQ", wide, len(wide), kind, 1, NOBODY, right, child, start, size)
    table = [FAT_SECTOR, END, END, 4, END, END]  # of the table, the directory, the mini table, two of Large, the mini stream
    header = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6, 1, 1, 1, 0, 4096, 2, 1, END, 0
    )
    sectors = [header + struct.pack("<109I", 0, *[FREE] * 108), struct.pack("<6I", *table).ljust(4096, b"\xff"), directory]
    sectors += [struct.pack("<I", END).ljust(4096, b"\xff"), large[:4096], large[4096:], small]
    data = b"".join(sector.ljust(4096, b"\0") for sector in sectors)
    assert streams(data) == read_by_olefile(data) == {"Large": large, "Tiny": small}


def test_the_upper_half_of_a_size_means_nothing_in_version_3() -> None:
    data = written({"A": b"text"})
    entry = data.index("A\0".encode("utf-16-le"), 512)
    assert streams(patched(data, (entry + 124, 0xABCD))) == {"A": b"text"}


def test_a_last_sector_cut_off_behind_its_content_does_no_harm() -> None:
    data = written({"A": b"x" * 4100})
    assert streams(data.rstrip(b"\0")) == {"A": b"x" * 4100}


def test_a_file_cut_short_is_damaged() -> None:
    data = written(FEW)
    for length in [*range(0, 600, 7), *range(600, len(data) - 512, 61)]:
        with pytest.raises(DamagedWorkbook, match="go back to the last version"):
            streams(data[:length])


def test_chains_that_run_in_a_circle_are_damage() -> None:
    data = written(FEW)
    for sector in range(len(data) // 512 - 1):
        with pytest.raises(DamagedWorkbook):
            streams(patched(data, *((512 + 4 * each, sector) for each in range(128))))


@pytest.mark.parametrize("field", [68, 72, 76])
def test_a_link_to_itself_in_the_directory_is_damage(field: int) -> None:
    data = written({"A": b"a", "BB/C": b"c"})
    directory = data.index("Root Entry".encode("utf-16-le"))
    for number in range(4):
        entry = directory + 128 * number
        if field == 76 and struct.unpack_from("<B", data, entry + 66)[0] == 2:
            continue  # a stream has no children to follow
        if number == 0 and field != 76:
            continue  # nor has the root siblings
        for target in (0, number, 99_999):
            with pytest.raises(DamagedWorkbook):
                streams(patched(data, (entry + field, target)))


def test_two_streams_on_one_chain_are_damage() -> None:
    data = written({"A": b"a" * 5000, "B": b"b" * 5000})
    first, second = (data.index(f"{name}\0".encode("utf-16-le"), 512) for name in "AB")
    start = struct.unpack_from("<I", data, first + 116)[0]
    with pytest.raises(DamagedWorkbook, match="overlap"):
        streams(patched(data, (second + 116, start)))


def test_two_streams_of_one_name_are_damage() -> None:
    data = written({"A": b"a", "B": b"b"})
    with pytest.raises(DamagedWorkbook, match="twice"):
        streams(patched(data, (data.index("B\0".encode("utf-16-le"), 512), ord("A"))))


@pytest.mark.parametrize(
    ("at", "number"), [(0, 0), (24, 0x0009003E), (28, 0x000CFFFE), (44, 0xFFFFFFF0), (48, 77), (56, 512), (60, 77)]
)
def test_a_header_that_says_otherwise_is_damage(at: int, number: int) -> None:
    with pytest.raises(DamagedWorkbook):
        streams(patched(written(FEW), (at, number)))


@given(st.lists(st.tuples(st.integers(0, 13_000), st.integers(0, 255)), min_size=1, max_size=30))
def test_changed_bytes_are_read_or_refused_but_never_anything_else(changes: list[tuple[int, int]]) -> None:
    data = bytearray(written(FEW))
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        assert sum(map(len, streams(bytes(data)).values())) <= len(data)
    except DamagedWorkbook as damage:
        assert "macros are damaged" in str(damage)
