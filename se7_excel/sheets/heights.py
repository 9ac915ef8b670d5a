"""How tall a row must be for its texts: the automatic height Excel would give it, which a file has to state itself."""

import textwrap
from collections.abc import Iterable

from se7_excel.sheets.styles import Style

DEFAULT_HEIGHT = 15.0
DEFAULT_WIDTH = 8.43
WIDEST = 255.0  # Excel makes no column wider
LINE_SPACING = 1.3
TALLEST = 409.0  # Excel makes no row higher
CHARACTERS_PER_WIDTH = {False: 1.05, True: 0.95}  # bold letters are wider


def row_height(cells: Iterable[tuple[str, Style, float]]) -> float:
    """The height in points for a row of texts, each with its style and the width of its column in characters."""
    return min(max((_cell_height(*cell) for cell in cells), default=DEFAULT_HEIGHT), TALLEST)


def _cell_height(text: str, style: Style, width: float) -> float:
    lines = _lines(text, style, width) if style.wrap else 1
    return max(DEFAULT_HEIGHT, round(lines * style.size * LINE_SPACING + 3, 1))


def _lines(text: str, style: Style, width: float) -> int:
    room = max(1, int((width - 2 * style.indent) * CHARACTERS_PER_WIDTH[style.bold] * 10 / style.size))
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))
