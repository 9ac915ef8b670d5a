"""C25: the appendices and their data, as they stand, say what regenerating them now would say."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import exact
from se7_excel.savings.programme import Party, Place, Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.appendix import appendix_page
from se7_excel.sheets.appendix_2 import appendix_2_page, authority_shown
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.calculated import is_typed_over
from se7_excel.sheets.changes import same_value
from se7_excel.sheets.formulas import is_link, same_formula
from se7_excel.sheets.grid import Grid, Value, as_text, words
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.yearly_page import yearly_page

MOST_NAMED, MOST_LETTERS = 3, 60
PARTY_COLUMN = 2
NOTHING_DUE = Cell("")
AMOUNTS = (styles.DATA_AMOUNT, styles.TOTAL_AMOUNT)
SHARES = (styles.DATA_SHARE, styles.TOTAL_SHARE)
FOLLOWING = (styles.TITLE, styles.SUBTITLE)
REMEDY = (
    "Regenerate Appendix 1 sets the page down anew; where what was typed here by hand is right, "
    "type the figure on its workstream tab first"
)
REMEDY_2 = (
    "Regenerate Appendix 2 sets the page down anew; where what was typed here by hand is right, "
    "type it on the workstream's tab or on Milestones first"
)

Said = Decimal | str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of a page of ours that says something else than it would now."""

    place: Place
    expected: Said
    found: Said

    def __str__(self) -> str:
        alike = _letters_alike(self.found, self.expected)
        return f"{self.place.cell} says {_quoted(self.found, alike)} where {_quoted(self.expected, alike)} is due"


def appendices_are_current(reading: Reading) -> Iterator[Finding]:
    """C25: each appendix and its data are what regenerating them gives, for the authority it shows."""
    data = reading.data.areas.get(schema.DATA_TABLE)
    if reading.appendix:
        yield from _drifted(reading.appendix, schema.APPENDIX_AREA, appendix_page, reading.programme)
    elif data and _is_set_down(reading.data, data):
        yield _lost_page()
    yield from _drifted(reading.data, schema.DATA_TABLE, data_page, reading.programme)
    if reading.appendix_2:
        shown = authority_shown(reading.appendix_2, reading.programme)
        yield from _drifted(
            reading.appendix_2, schema.APPENDIX_2_TABLE, appendix_2_page, reading.programme.reported_by(shown), REMEDY_2
        )
    yield from _figures_drifted(reading)


def _figures_drifted(reading: Reading) -> Iterator[Finding]:
    """What the figures behind the charts say, for the authority that Appendix 1 data shows; no other check looks at them."""
    table = reading.data.areas.get(schema.DATA_TABLE)
    authority = _authority_shown(reading.data, table, reading.programme) if table else reading.programme.reporting
    pages = ((reading.ladder, schema.LADDER_TABLE, ladder_page), (reading.yearly, schema.YEARLY_TABLE, yearly_page))
    for grid, name, page_of in pages:
        known = grid.areas.get(name) if grid else None
        if grid and known and _is_set_down(grid, known):
            apart = tuple(_differences(page_of(reading.programme.reported_by(authority)), grid, known, alone=True))
            if apart:
                yield _c25(grid.tab, authority, apart, REMEDY)


def _drifted(
    grid: Grid, name: str, page_of: Callable[[Programme], Page], programme: Programme, remedy: str = REMEDY
) -> Iterator[Finding]:
    known = grid.areas.get(name)
    if known and _is_set_down(grid, known):
        authority = _authority_shown(grid, known, programme)
        apart = tuple(_differences(page_of(programme.reported_by(authority)), grid, known))
        if apart:
            yield _c25(grid.tab, authority, apart, remedy)


def _is_set_down(grid: Grid, known: Area) -> bool:
    """Whether there is more to the area than the headings a new tracker has."""
    return any(
        (row, column) in known and not grid.is_blank(row, column)
        for row, cells in grid.rows()
        for column in cells
        if row != known.top
    )


def _authority_shown(grid: Grid, known: Area, programme: Programme) -> Party:
    """The authority whose rows the page has, which need not be the one asked for; the most frequent, were one retyped."""
    column = known.left + PARTY_COLUMN - 1
    named = (words(cells.get(column)) for row, cells in grid.rows(known.top) if row <= known.bottom)
    shown = Counter(party for name in named for party in programme.authorities if party.answers_to(name))
    return shown.most_common(1)[0][0] if shown else programme.reporting


def _differences(page: Page, grid: Grid, known: Area, alone: bool = False) -> Iterator[Difference]:
    """The cells that differ; a page that moved as a whole, under rows put in above it, still says the same.

    What another check tells of is left to it, unless this one is `alone`.
    """
    own = page.marks[0].area
    down, right = max(known.top - own.top, 0), max(known.left - own.left, 0)
    due = {(row + down, column + right): cell for (row, column), cell in page.cells.items()}
    former = Area(1 + down, 1 + right, known.bottom, known.right)
    standing = ((row, column) for row, cells in grid.rows() for column in cells)
    left_over = [each for each in standing if each in former and each not in due and not grid.is_blank(*each)]
    table_first = sorted((due.get(each, NOTHING_DUE).style in FOLLOWING, each) for each in (*due, *left_over))
    for _, position in table_first:
        cell = due.get(position, NOTHING_DUE)
        if not _says(grid, position, cell) and (alone or not _told_elsewhere(grid, position, cell)):
            yield Difference(grid.place(*position), *_both(cell, grid.value(*position)))


def _says(grid: Grid, position: tuple[int, int], cell: Cell) -> bool:
    """Whether the cell says what is due: the formula due says it by its inputs, and one without a value says nothing yet."""
    there = grid.value(*position)
    if position in grid.formulas and (there is None or same_formula(grid.formulas[position], cell.formula)):
        return True
    if cell.style in SHARES:  # printed to two decimals; what lies beyond them is the host's arithmetic
        due, said = _both(cell, there)
        return due == said
    return same_value(there, cell.value)


def _told_elsewhere(grid: Grid, position: tuple[int, int], cell: Cell) -> bool:
    """Whether C03 (grand totals) or C26 (calculated cells typed over) is there to tell of the cell."""
    calculated = bool(cell.formula) and not is_link(cell.formula)
    return calculated and (is_typed_over(grid, position, cell) or cell.style == styles.TOTAL_AMOUNT)


def _c25(tab: str, authority: Party, apart: tuple[Difference, ...], remedy: str) -> Finding:
    first, count = apart[0], len(apart)
    more = f", and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    named = ", ".join(str(each) for each in apart[:MOST_NAMED])
    cells = "1 cell differs" if count == 1 else f"{count} cells differ"
    message = f"{tab}: {cells} from what the workbook now gives for {authority.name}: {named}{more}; {remedy}."
    amounts = isinstance(first.expected, Decimal) and isinstance(first.found, Decimal)
    return Finding(
        "C25",
        Severity.FAIL,
        message,
        place=first.place,
        expected="nothing" if first.expected == "" else first.expected,
        found="nothing" if first.found == "" else first.found,
        difference=Decimal(first.found) - Decimal(first.expected) if amounts else None,
        rests_on=tuple(said for each in apart for said in (str(each.place), each.expected, each.found)),
    )


def _lost_page() -> Finding:
    """Appendix 1 under another name keeps the figures it had, and nothing else would tell."""
    message = (
        f"There is no tab named {schema.APPENDIX}, so nothing keeps it in step; give it its name back, or add an empty tab by "
        "that name."
    )
    return Finding("C25", Severity.FAIL, message, expected=f"a tab named {schema.APPENDIX}", found="none")


def _both(cell: Cell, there: Value) -> tuple[Said, Said]:
    """What is due and what stands there: amounts as amounts, shares in per cent, all else as text."""
    number = Decimal(repr(there)) if isinstance(there, (int, float)) and not isinstance(there, bool) else None
    due = "" if cell.value is None else cell.value
    if cell.style in SHARES:
        return _per_cent(due), _per_cent(as_text(there) if number is None else number)
    return due, as_text(there) if number is None or cell.style not in AMOUNTS else number


def _per_cent(said: Said) -> str:
    return f"{said:.2%}".replace("%", " %") if isinstance(said, Decimal) else said


def _letters_alike(one: Said, other: Said) -> int:
    """How many letters two texts have in common at their beginning."""
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return 0
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _quoted(said: Said, alike: int) -> str:
    """The figure, or as much of the text as shows where it begins to differ."""
    if isinstance(said, Decimal):
        return exact(said)
    start = 0 if alike < MOST_LETTERS // 2 or len(said) <= MOST_LETTERS else alike - MOST_LETTERS // 2
    end = start + MOST_LETTERS
    text = f"{'…' if start else ''}{said[start:end].strip()}{'…' if len(said) > end else ''}"
    return f"“{text}”" if said else "nothing"
