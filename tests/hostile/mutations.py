"""Ways a workbook can be broken, from a flipped byte to an element put elsewhere; which, a seeded dice decides."""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

from tests.foreign import unpacked, with_parts

Mutation = Callable[[bytes, Random], bytes]
UNPACKABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError)
TELLING = ("xl/worksheets/sheet", "xl/workbook", "xl/sharedStrings", "xl/tables", "xl/styles")
ELEMENT = re.compile(rb"<([\w:.-]+)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)")
ATTRIBUTE = re.compile(rb'(?<=\s)([\w:.-]+)="([^"]*)"')
TEXT = re.compile(rb">([^<>]+)<")
TAG = re.compile(rb"<[/\w][^<>]*>")
NUMBERS = "0 -1 1 2 7 65536 1048577 99999999999999999999 1e308 -1e309 1e400 1e999999999 nan inf 0.1 1,5 ١٢ ²"
ADDRESSES = "A1 XFE1 A1048577 B2:A1 A1:XFD1048576 A4:C1048576 $A:$A 1:1 #REF! ='Waste'!A1 rId1 rId999 ../../x / http://x"
KINDS = "s str inlineStr e b d n shared array dataTable true false hidden veryHidden"
WORDS = "2011/12 2011-02-30 TBC £6m (£1.6m) – &#0; &#x1F600; _x0000_ _xD800_ &bogus; Settings Waste SE7 Kent \u202e"
LONG = ("x" * 300, "x" * 40_000, "9" * 400, "9" * 5000, "(" * 3000)
ODD_VALUES = tuple(each.encode() for each in (*f"{NUMBERS} {ADDRESSES} {KINDS} {WORDS}".split(), "", " ", *LONG))


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
        except UNPACKABLE:
            return data
        names = sorted(parts)
        telling = [each for each in names if each.startswith(TELLING)]
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
    except UNPACKABLE:
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
