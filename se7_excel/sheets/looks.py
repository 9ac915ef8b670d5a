"""How the cells of a tab look, as far as its host can see it, and how well their text stands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from se7_excel.sheets.addresses import Area

Position = tuple[int, int]
Span = tuple[int, int, float]

LINEAR_UP_TO = 0.04045
SHARES = (0.2126, 0.7152, 0.0722)  # how much of what the eye sees as light comes from red, green and blue


class Look(NamedTuple):
    """How a cell looks; an empty text or nought where it is not known, as under a conditional format.

    Colours are red, green and blue as six digits. `family` is Excel's number for the kind of the font.
    """

    font: str = ""
    family: int = 0
    size: float = 0.0
    ink: str = ""
    fill: str = ""
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """What can be seen of a tab beside what its cells say: their looks, merged areas, widths in characters.

    `unheaded` names the Excel tables whose heading row is switched off.
    """

    cells: Mapping[Position, Look]
    merged: tuple[Area, ...] = ()
    widths: tuple[Span, ...] = ()
    unheaded: frozenset[str] = frozenset()

    def width(self, column: int) -> float | None:
        """The width of the column in characters, or None where the tab does not state it."""
        return next((width for first, last, width in self.widths if first <= column <= last), None)


def not_seen() -> Looks | None:
    """The looks of a tab whose host cannot see them: None."""
    return None


def contrast(ink: str, fill: str) -> float:
    """How strongly the two colours differ in lightness, from 1 to 21, as the web's accessibility guidelines reckon it."""
    darker, lighter = sorted((_lightness(ink), _lightness(fill)))
    return (lighter + 0.05) / (darker + 0.05)


def _lightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return sum(share * _linear(part) for share, part in zip(SHARES, parts, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= LINEAR_UP_TO else float(((part + 0.055) / 1.055) ** 2.4)
