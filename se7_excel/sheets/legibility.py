"""What every issued tab owes its readers, table or page: a title in A1, letters large and dark enough, no text cut off."""

from collections.abc import Iterator
from functools import cache

from se7_excel.sheets import schema
from se7_excel.sheets.grid import Grid, words
from se7_excel.sheets.looks import Look, Looks, Position, contrast
from se7_excel.sheets.rule import Breach, Rule, Sheet

LEAST_CONTRAST, LEAST_SIZE = 4.5, 10
ROOM = 1.25  # letters to a unit of width: more than most texts take, so that only what is cut off for certain is told
ROMAN, SCRIPT, DECORATIVE = 1, 4, 5
SERIFS = frozenset(
    (
        "times new roman",
        "times",
        "cambria",
        "georgia",
        "garamond",
        "book antiqua",
        "bookman old style",
        "palatino linotype",
        "constantia",
        "century schoolbook",
        "baskerville old face",
        "rockwell",
        "courier new",
        "courier",
        "liberation serif",
        "dejavu serif",
        "aptos serif",
    )
)
SANS_SERIFS = frozenset(
    (
        "arial",
        "calibri",
        "aptos",
        "aptos narrow",
        "helvetica",
        "verdana",
        "tahoma",
        "segoe ui",
        "trebuchet ms",
        "gill sans mt",
        "century gothic",
        "open sans",
        "lato",
        "roboto",
        "liberation sans",
        "dejavu sans",
        "carlito",
        "comic sans ms",
    )
)


def title_in_a1(sheet: Sheet) -> Iterator[Breach]:
    """A1, where it holds no title above the table."""
    in_table = sheet.area is not None and (1, 1) in sheet.area
    if in_table or not words(sheet.grid.value(1, 1)):
        yield Breach(1, 1, "the sheet has no title in A1")


def nothing_merged(sheet: Sheet) -> Iterator[Breach]:
    """The first cell of each merged area."""
    for area in sheet.looks.merged if sheet.looks else ():
        yield Breach(area.top, area.left, f"the cells {area} are merged")


def contrast_suffices(sheet: Sheet) -> Iterator[Breach]:
    """The cells whose text hardly stands out from its fill; colours that are not known are not judged."""
    for (row, column), look in _seen(sheet):
        if look.ink and look.fill and _contrast(look.ink, look.fill) < LEAST_CONTRAST:
            ratio = int(_contrast(look.ink, look.fill) * 100) / 100  # rounded down, so that 4.499 never reads 4.5
            yield Breach(row, column, f"the text {look.ink} on {look.fill} has a contrast of {ratio:.2f} : 1")


def letters_are_plain(sheet: Sheet) -> Iterator[Breach]:
    """The cells in a serif or script font, or in letters below 10 points."""
    for (row, column), look in _seen(sheet):
        if 0 < look.size < LEAST_SIZE:
            yield Breach(row, column, f"the text has {look.size:g} points")
        elif _has_serifs(look):
            yield Breach(row, column, f"the text is in {look.font}, no sans-serif font")


def long_text_is_wrapped(sheet: Sheet) -> Iterator[Breach]:
    """The cells whose text is cut off: longer than the column and not wrapped, in a table or beside a filled cell."""
    for (row, column), look in _seen(sheet):
        cut_off = (sheet.area and (row, column) in sheet.area) or not sheet.grid.is_blank(row, column + 1)
        if cut_off and not look.wrap and _is_too_long(sheet, (row, column), look):
            yield Breach(row, column, "the text is longer than its column is wide")


def party_is_named(sheet: Sheet) -> Iterator[Breach]:
    """The rows of the faithful Appendix 1 that only their shading gives to a party."""
    heading_row, column = _party_heading(sheet.grid)
    for row in range(heading_row + 1, max(sheet.grid.values, default=0) + 1):
        if not heading_row or all(sheet.grid.is_blank(row, each) for each in sheet.grid.values.get(row, {})):
            break
        if not any(letter.isalpha() for letter in words(sheet.grid.value(row, column))):
            yield Breach(row, column, "only the shading says whose row this is")


TITLE = Rule("a title in A1", "say there what the sheet shows", title_in_a1)
LEGIBILITY = (
    TITLE,
    Rule("no merged cells", "take them apart under Merge & Center, as screen readers lose their place in them", nothing_merged),
    Rule("a contrast of at least 4.5 : 1", "choose a darker text or a lighter fill", contrast_suffices),
    Rule("a sans-serif font of at least 10 points", "choose one such as Arial in 10 points or more", letters_are_plain),
    Rule("wrapped text", "switch on Wrap Text, or make the column wider", long_text_is_wrapped),
)
PARTY_IN_WORDS = Rule("the party in words", "name the party in the column Party", party_is_named)


def _seen(sheet: Sheet) -> Iterator[tuple[Position, Look]]:
    """The filled cells whose look is known."""
    looks = sheet.looks.cells if sheet.looks else {}
    return ((position, looks[position]) for position in sheet.filled if position in looks)


@cache
def _contrast(ink: str, fill: str) -> float:
    return contrast(ink, fill)


def _has_serifs(look: Look) -> bool:
    name = look.font.casefold()
    return name in SERIFS or (look.family in (ROMAN, SCRIPT, DECORATIVE) and name not in SANS_SERIFS)


def _is_too_long(sheet: Sheet, position: Position, look: Look) -> bool:
    """Whether the text cannot fit on one line of the column, as far as widths and sizes are known."""
    value, width = sheet.grid.value(*position), _width(sheet.looks, position[1])
    if not isinstance(value, str) or not width or not look.size:
        return False
    return len(value) > width * ROOM * LEAST_SIZE / look.size


def _width(looks: Looks | None, column: int) -> float | None:
    return looks.width(column) if looks else None


def _party_heading(grid: Grid) -> tuple[int, int]:
    """Row and column of the heading Party beside Workstream; 0, 0 where there is none."""
    for row, cells in grid.rows():
        named = {words(value): column for column, value in cells.items()}
        if schema.WORKSTREAM in named and schema.PARTY in named:
            return row, named[schema.PARTY]
    return 0, 0
