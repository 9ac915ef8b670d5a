"""Ways a workbook can be broken, from a flipped byte to an element put elsewhere; which, a seeded dice decides."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from zlib import error as PackingError

from tests.foreign import unpacked, with_parts

Mutation = Callable[[bytes, Random], bytes]
ELEMENT = re.compile(rb"<([\w:.-]+)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)")
ATTRIBUTE = re.compile(rb'(?<=\s)([\w:.-]+)="([^"]*)"')
TEXT = re.compile(rb">([^<>]+)<")
TAG = re.compile(rb"<[/\w][^<>]*>")
ODD_VALUES = (
    *(b"", b" ", b"0", b"-1", b"1", b"2", b"7", b"65536", b"1048577", b"99999999999999999999", b"1e308", b"-1e309", b"nan", b"inf"),
    *(b"1E400", b"0.1", b"1,5", b"true", b"A1", b"XFE1", b"A1048577", b"B2:A1", b"$A:$A", b"1:1", b"#REF!", b"='Waste'!A1", b"s"),
    *(b"str", b"inlineStr", b"e", b"b", b"d", b"shared", b"array", b"2011/12", b"2011-02-30", b"TBC", b"\xc2\xa36m (\xc2\xa37m)"),
    *(b"(\xc2\xa31.6m)", b"\xe2\x80\x93", b"&#0;", b"&#x1F600;", b"_x0000_", b"_xD800_", b"&bogus;", b"\xd9\xa1\xd9\xa2", b"rId1"),
    *(b"rId999", b"Settings", b"Waste", b"SE7", b"Kent", b"../../x", b"/", b"http://example.org", b"\xe2\x80\xae", b"x" * 300),
)


def broken(data: bytes, dice: Random) -> bytes:
    """The workbook with one to four things about it wrong."""
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        data = dice.choice(MUTATIONS)(data, dice)
    return data


def _of_part(change: Callable[[bytes, Random], bytes]) -> Mutation:
    """The mutation that makes this change in one part, more often in one that says what figures mean."""

    def mutated(data: bytes, dice: Random) -> bytes:
        try:
            parts = unpacked(data)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, PackingError, EOFError, OSError, ValueError):
            return data
        names = sorted(parts)
        telling = [each for each in names if "worksheets/sheet" in each or each.startswith(("xl/workbook", "xl/sharedS", "xl/tables"))]
        name = dice.choice(telling if telling and dice.random() < 0.8 else names) if names else ""
        return with_parts(data, {name: change(parts[name], dice)}) if name else data

    return mutated


def _bytes(content: bytes, dice: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 2, 20))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(content: bytes, dice: Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _without_element(content: bytes, dice: Random) -> bytes:
    found = _any(ELEMENT, content, dice)
    return content[: found.start()] + content[found.end() :] if found else content


def _doubled(content: bytes, dice: Random) -> bytes:
    found = _any(ELEMENT, content, dice)
    return content[: found.end()] + found[0] + content[found.end() :] if found else content


def _moved(content: bytes, dice: Random) -> bytes:
    found = _any(ELEMENT, content, dice)
    if not found:
        return content
    rest = content[: found.start()] + content[found.end() :]
    place = _any(TAG, rest, dice)
    at = place.end() if place else len(rest)
    return rest[:at] + found[0] + rest[at:]


def _swapped(content: bytes, dice: Random) -> bytes:
    """Two texts or attributes take each other's place."""
    pattern = dice.choice((TEXT, ATTRIBUTE))
    first, second = _any(pattern, content, dice), _any(pattern, content, dice)
    if not first or not second or first.start() >= second.start():
        return content
    one, other = first.span(first.lastindex), second.span(second.lastindex)  # type: ignore[arg-type]
    return content[: one[0]] + content[slice(*other)] + content[one[1] : other[0]] + content[slice(*one)] + content[other[1] :]


def _odd_attribute(content: bytes, dice: Random) -> bytes:
    found = _any(ATTRIBUTE, content, dice)
    return content[: found.start(2)] + dice.choice(ODD_VALUES) + content[found.end(2) :] if found else content


def _without_attribute(content: bytes, dice: Random) -> bytes:
    found = _any(ATTRIBUTE, content, dice)
    return content[: found.start()] + content[found.end() :] if found else content


def _odd_text(content: bytes, dice: Random) -> bytes:
    found = _any(TEXT, content, dice)
    return content[: found.start(1)] + dice.choice(ODD_VALUES) + content[found.end(1) :] if found else content


def _without_tag(content: bytes, dice: Random) -> bytes:
    found = _any(TAG, content, dice)
    return content[: found.start()] + content[found.end() :] if found else content


def _file_bytes(data: bytes, dice: Random) -> bytes:
    return _bytes(data, dice)


def _file_cut(data: bytes, dice: Random) -> bytes:
    return _cut(data, dice) if dice.random() < 0.5 else data + data[-dice.randrange(1, 200) :]


def _without_part(data: bytes, dice: Random) -> bytes:
    return _repacked(data, dice, lambda parts, name: parts.pop(name))


def _parts_exchanged(data: bytes, dice: Random) -> bytes:
    def exchange(parts: dict[str, bytes], name: str) -> None:
        other = dice.choice(sorted(parts))
        parts[name], parts[other] = parts[other], parts[name]

    return _repacked(data, dice, exchange)


def _repacked(data: bytes, dice: Random, change: Callable[[dict[str, bytes], str], object]) -> bytes:
    try:
        parts = unpacked(data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, PackingError, EOFError, OSError, ValueError):
        return data
    if parts:
        change(parts, dice.choice(sorted(parts)))
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def _any(pattern: "re.Pattern[bytes]", content: bytes, dice: Random) -> "re.Match[bytes] | None":
    """A match from anywhere in the content: the first behind a place the dice choose."""
    return pattern.search(content, dice.randrange(len(content) + 1)) or pattern.search(content)


OF_XML = (_without_element, _doubled, _moved, _swapped, _odd_attribute, _without_attribute, _odd_text)
MUTATIONS: tuple[Mutation, ...] = (
    *map(_of_part, OF_XML),
    *map(_of_part, OF_XML),
    *map(_of_part, (_odd_attribute, _odd_text, _bytes, _cut, _without_tag)),
    *(_file_bytes, _file_cut, _without_part, _parts_exchanged),
)
