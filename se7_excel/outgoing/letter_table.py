"""The accessible table as a letter shows it: every cell of its page in words."""

from dataclasses import dataclass
from decimal import Decimal

from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.savings.money import Gap, exact, per_cent, trimmed
from se7_excel.sheets import styles
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.styles import Style

NOTHING = Cell(None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as read: its words, and the style it has in the workbook."""

    words: str
    style: Style = styles.DATA_TEXT


ShownRow = tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class LetterTable:
    """A table to be read: its title and the sentences under it, headings, rows, and notes.

    The first `naming` columns say whose row it is.
    """

    title: str
    said: tuple[str, ...]
    headings: ShownRow
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...]
    naming: int


def letter_table(page: Page) -> LetterTable:
    """The table of the page's first area; what stands above is its title, what stands below its notes."""
    area = page.marks[0].area
    columns = range(area.left, area.right + 1)
    above = [in_one_line(cell_words(page.cells[each])) for each in sorted(page.cells) if each[0] < area.top]
    below = [in_one_line(cell_words(page.cells[each])) for each in sorted(page.cells) if each[0] > area.bottom]
    headings, *rows = (tuple(_shown(page, row, column) for column in columns) for row in range(area.top, area.bottom + 1))
    figures = [each.style.horizontal == "right" for each in headings]
    naming = figures.index(True) if any(figures) else 1
    said = [words for words in above if words]
    return LetterTable(said[0] if said else page.tab, tuple(said[1:]), headings, tuple(rows), tuple(filter(None, below)), naming)


def cell_words(cell: Cell) -> str:
    """What a cell says: pounds with pence where there are any, shares in per cent, a blank as not stated."""
    if cell.value is None or cell.value == "":
        return Gap.BLANK.value
    if isinstance(cell.value, str):
        return cell.value
    return _figure(cell.value, cell.style.number_format if cell.style else styles.GENERAL)


def _figure(number: Decimal, number_format: str) -> str:
    if "%" in number_format:
        share = per_cent(number, Decimal(1))
        return f"{'−' if share < 0 else ''}{abs(share)} %"
    if "£" in number_format:
        return exact(number)
    return f"{'−' if number < 0 else ''}{trimmed(abs(number))}"


def _shown(page: Page, row: int, column: int) -> Shown:
    cell = page.cells.get((row, column), NOTHING)
    return Shown(in_one_line(cell_words(cell)), cell.style or styles.DATA_TEXT)
