import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from se7_excel.binding.compression import compressed, decompressed
from se7_excel.errors import DamagedWorkbook

CODE = b'Public Sub RefreshTotals(control As IRibbonControl)\r\n    Application.StatusBar = "SE7"\r\nEnd Sub\r\n'
SPECIFIED = {  # the examples of [MS-OVBA] 3.2
    b"abcdefghijklmnopqrstuv.": "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E",
    b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": (
        "012FB000236161616263646582660070616768696A013808616B6C00306D6E6F700671027004107273747576107778797A003C"
    ),
    b"a" * 73: "0103B002614500",
}


@st.composite
def repetitive(draw: st.DrawFn) -> bytes:
    """Bytes that repeat themselves near and far, over more chunks than one."""
    words = draw(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=8))
    order = draw(st.lists(st.tuples(st.sampled_from(words), st.integers(1, 300)), max_size=12))
    return b"".join(word * times for word, times in order)[:20_000]


def repeating_nothing(length: int) -> bytes:
    """So many bytes of which no three stand together twice."""
    source, content, seen = random.Random(7), bytearray(), set()
    while len(content) < length:
        byte = source.randrange(256)
        run = bytes([*content[-2:], byte])
        if run not in seen:
            seen.add(run)
            content.append(byte)
    return bytes(content)


@pytest.mark.parametrize("data", SPECIFIED)
def test_the_examples_of_the_specification_are_read_as_it_says(data: bytes) -> None:
    assert decompressed(bytes.fromhex(SPECIFIED[data])) == data


@pytest.mark.parametrize("data", SPECIFIED)
def test_our_own_form_of_the_examples_is_no_longer_than_the_specification_s(data: bytes) -> None:
    assert len(compressed(data)) <= len(bytes.fromhex(SPECIFIED[data]))


@given(st.one_of(st.binary(max_size=3000), repetitive(), st.text("abc \r\n", max_size=9000).map(str.encode)))
def test_what_is_compressed_is_read_back_by_us_and_by_oletools(data: bytes) -> None:
    packed = compressed(data)
    assert decompressed(packed) == data
    assert decompress_stream(packed) == data


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 8192, 30_000, 100_000])
def test_code_of_any_size_is_read_back_and_shrinks(size: int) -> None:
    data = (CODE * (size // len(CODE) + 1))[:size]
    packed = compressed(data)
    assert decompressed(packed) == decompress_stream(packed) == data
    assert len(packed) < size / 8 + 200


@pytest.mark.parametrize("size", [3640, 4096, 8192, 4096 + 3640, 100_000 // 4096 * 4096])
def test_what_repeats_nothing_is_read_back_and_hardly_grows(size: int) -> None:
    data = b"".join(repeating_nothing(min(4096, size - at)) for at in range(0, size, 4096))
    packed = compressed(data)
    assert decompressed(packed) == decompress_stream(packed) == data
    assert len(packed) <= size + 456 + 3 * (size // 4096 + 1)


@pytest.mark.parametrize("size", [3641, 4095, 4096 + 3641])
def test_a_last_part_that_repeats_nothing_and_fills_no_chunk_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="repeat nothing"):
        compressed(b"".join(repeating_nothing(min(4096, size - at)) for at in range(0, size, 4096)))


def test_the_same_data_are_compressed_to_the_same_bytes() -> None:
    assert compressed(CODE * 99) == compressed(CODE * 99)


def test_a_copy_may_run_into_what_it_copies_and_reach_its_greatest_length() -> None:
    packed = compressed(b"a" * 4096)
    assert decompressed(packed) == b"a" * 4096
    assert len(packed) == 1 + 2 + 1 + 1 + 2


def test_no_more_is_unpacked_than_the_limit() -> None:
    packed = compressed(bytes(1 << 20))
    assert len(decompressed(packed, limit=1 << 20)) == 1 << 20
    with pytest.raises(DamagedWorkbook, match="swells"):
        decompressed(packed, limit=(1 << 20) - 1)


def test_a_bomb_is_given_up_soon() -> None:
    chunk = compressed(bytes(4096))[1:]
    with pytest.raises(DamagedWorkbook, match="swells"):
        decompressed(b"\1" + chunk * 100_000)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\2",
        b"\1\0",
        b"\1\0\x30",  # a chunk that says it has a byte and has none
        b"\1\0\x80\0",  # a chunk without its signature
        b"\1\x02\xb0\1\0\0",  # a copy of what is not there
        b"\1\x03\xb0\2a\0\x20",  # a copy from before the beginning
        b"\1\x02\xb0\2a\0",  # half a copy
        b"\1\x08\xb0\x0ea\xff\x0f\xff\x0f\xff\x0f\0",  # more than a chunk can hold
    ],
)
def test_data_that_contradict_themselves_are_damage(packed: bytes) -> None:
    with pytest.raises(DamagedWorkbook, match="code"):
        decompressed(packed)


def test_data_cut_short_are_damage() -> None:
    packed = compressed(CODE * 40)
    for length in (0, *range(2, len(packed))):
        with pytest.raises(DamagedWorkbook, match="code"):
            decompressed(packed[:length])


@given(st.binary(max_size=400), st.integers(0, 4095))
def test_any_bytes_are_read_or_damage(noise: bytes, size: int) -> None:
    for packed in (noise, b"\1" + noise, b"\1" + (0xB000 | size).to_bytes(2, "little") + noise):
        try:
            assert len(decompressed(packed)) <= 4096 * (len(packed) // 3 + 1)
        except DamagedWorkbook:
            continue
