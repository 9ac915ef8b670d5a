"""Words typed into a tracker wherever an officer may put words, whatever signs they are made of."""

from pathlib import Path
from xml.sax.saxutils import escape

from tests.entrances.officer import type_into
from tests.foreign import unpacked, with_parts

PLACE = "words-go-here"
ON_TABS = {
    "Highways": ("A12", "B5", "B6", "P12"),
    "Longer term": ("D5", "E5", "G5"),
    "Milestones": ("B5", "C5", "F5"),
}
BESIDE = {"Milestones": {"A5": "Highways"}}


def officer_types(path: Path, words: str) -> None:
    """Put the words into lines, purposes, updates, notes, longer-term figures and milestones."""
    for tab, cells in ON_TABS.items():
        type_into(path, tab, {**BESIDE.get(tab, {}), **dict.fromkeys(cells, PLACE)})
    put_in(path, PLACE, words)


def put_in(path: Path, place: str, words: str) -> None:
    """Put the words where another text stands, control characters in Excel's own notation."""
    written = "".join(f"_x{ord(each):04X}_" if ord(each) < 32 and each not in "\t\n" else each for each in words)
    content = escape(written, {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}).encode()
    parts = {name: data.replace(place.encode(), content) for name, data in unpacked(path.read_bytes()).items()}
    path.write_bytes(with_parts(path.read_bytes(), parts))
