"""A1 addresses: `K12` and `A5:L18` to numbers and back; rows and columns count from 1 as Excel's do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    @property
    def absolute(self) -> str:
        """The address with dollar signs: `$A$5:$L$18`, or `$A$5` for a single cell."""
        first, last = absolute(self.top, self.left), absolute(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell as row and column, row by row."""
        return ((row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1))

    @classmethod
    def parse(cls, text: str) -> "Area | None":
        """The area of an address such as `A5:L18` or `$A$5`, or None where the text is no such address."""
        first, _, last = text.partition(":")
        start, end = cell_position(first), cell_position(last or first)
        return cls(*start, *end) if start and end and start[0] <= end[0] and start[1] <= end[1] else None


def cell_position(text: str) -> tuple[int, int] | None:
    """Row and column of an address such as `K12`, or None where the text is no address inside a sheet."""
    found = A1.fullmatch(text)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1].upper())
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def cell_name(row: int, column: int) -> str:
    """The A1 address of a cell."""
    return f"{column_letters(column)}{row}"


def absolute(row: int, column: int) -> str:
    """The A1 address of a cell with dollar signs."""
    return f"${column_letters(column)}${row}"


@cache
def column_letters(column: int) -> str:
    """`A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def quoted(tab: str) -> str:
    """The tab's name as formulas write it: in single quotes, its own doubled."""
    return "'" + tab.replace("'", "''") + "'"
