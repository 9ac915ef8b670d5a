"""How much of anything a file may hold before we refuse to open it, and how each limit is set otherwise.

Honest workbooks stay far below; what lies above is a mistake or meant to make readers choke. Numbers stand in the unit
of the limit, sizes in MiB.
"""

import os
from dataclasses import dataclass

from se7_excel.errors import BeyondLimit, UnfitOption

SETTING = "SE7_LIMIT_"
MIB = "MiB"
REMEDY = "do not open it unless you know where it comes from, and then allow more with"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: its name in settings, how much is allowed, what is counted, and in which unit."""

    name: str
    default: int
    counts: str
    unit: str = ""

    @property
    def setting(self) -> str:
        """The environment variable that sets it otherwise."""
        return SETTING + self.name

    @property
    def allowed(self) -> int:
        """How much is allowed now, in bytes or by number; raises `UnfitOption` where its setting is no whole number."""
        stated = os.environ.get(self.setting, "").strip()
        if stated and not (stated.isascii() and stated.isdigit() and int(stated[:10]) > 0 and len(stated) <= 10):
            raise UnfitOption(f"{self.setting} is “{stated[:20]}”; set it to a whole number above 0, or take it away")
        number = int(stated) if stated else self.default
        return number << 20 if self.unit == MIB else number

    def hold(self, value: int, what: str) -> None:
        """Raise `BeyondLimit` where the value is more than allowed; `what` names what has it, as in “the part x”."""
        if value > self.allowed:
            raise self.exceeded(value, what)

    def exceeded(self, value: int, what: str) -> BeyondLimit:
        """The error that says what was found where, and what is allowed."""
        return BeyondLimit(
            f"{what} has {self._written(value, up=True)} {self.counts}, more than the {self._written(self.allowed)} we open; "
            f"{REMEDY} {self.setting}"
        )

    def overrun(self) -> str:
        """What is said where reading came to its bound: nobody knows by how much it would have gone beyond."""
        return f"reading takes more than the {self._written(self.allowed)} {self.counts}; {REMEDY} {self.setting}"

    def _written(self, value: int, up: bool = False) -> str:
        if self.unit != MIB:
            return f"{value:,}{self.unit and ' '}{self.unit}"
        return f"{(value + (1 << 20) - 1 if up else value) >> 20:,} MiB"


FILE_SIZE = Limit("FILE_SIZE", 256, "on disk", MIB)
PARTS = Limit("PARTS", 10_000, "parts")
DIRECTORY = Limit("DIRECTORY", 8, "of names", MIB)
INFLATED = Limit("INFLATED", 1024, "unpacked", MIB)
PART = Limit("PART", 512, "unpacked", MIB)
RATIO = Limit("RATIO", 200, "times its packed size once unpacked")
SHEET = Limit("SHEET", 512, "of cells", MIB)
STRINGS = Limit("STRINGS", 128, "of texts", MIB)
STYLES = Limit("STYLES", 16, "of styles", MIB)
INDEX = Limit("INDEX", 8, "of lists", MIB)
RELATIONS = Limit("RELATIONS", 24, "of links", MIB)  # Excel lets a tab have 65,530, each with an address
OTHER = Limit("OTHER", 64, "unpacked", MIB)
TEXTS = Limit("TEXTS", 5_000_000, "shared texts")
ROWS = Limit("ROWS", 1_048_576, "rows")
CELLS = Limit("CELLS", 5_000_000, "cells")
ALL_CELLS = Limit("ALL_CELLS", 10_000_000, "cells")
ROW = Limit("ROW", 16, "in one row or one piece without rows", MIB)
REFERRED = Limit("REFERRED", 1024, "of text, one text counted for each cell that shows it", MIB)
FORMULA = Limit("FORMULA", 65_536, "characters in one formula")  # Excel takes 8,192, and writes names of new functions longer
FORMULAS = Limit("FORMULAS", 64, "of formulas, one counted for each cell it is filled into", MIB)
ELEMENTS = Limit("ELEMENTS", 600_000, "tags")
DEPTH = Limit("DEPTH", 256, "elements one inside another")
ATTRIBUTES = Limit("ATTRIBUTES", 256, "attributes")
MERGED = Limit("MERGED", 10_000_000, "merged cells")
CELL_STYLES = Limit("CELL_STYLES", 65_490, "cell formats")
SECONDS = Limit("SECONDS", 600, "we give it", "s")
MEMORY = Limit("MEMORY", 4096, "of memory we give it", MIB)

LIMITS = (
    *(
        FILE_SIZE,
        PARTS,
        DIRECTORY,
        INFLATED,
        PART,
        RATIO,
        SHEET,
        STRINGS,
        STYLES,
        INDEX,
        RELATIONS,
        OTHER,
        TEXTS,
        ROWS,
        CELLS,
        ALL_CELLS,
    ),
    *(ROW, REFERRED, FORMULA, FORMULAS, ELEMENTS, DEPTH, ATTRIBUTES, MERGED, CELL_STYLES),
)
BOUNDS = (SECONDS, MEMORY)  # of a worker, `entrances/worker.py`
RATIO_FROM = 64 << 20  # below, honest parts such as styles reach 140 to 1, and do no harm


def refuse_ratio(size: int, packed: int, what: str) -> None:
    """Raise `BeyondLimit` where something large is packed far smaller than honest content can be."""
    if size > RATIO_FROM:
        RATIO.hold(size // max(packed, 1), what)
