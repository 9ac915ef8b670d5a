"""A table on a sheet of a workbook: the cells of a grid, each with its address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from se7_excel.errors import UnreadableTable
from se7_excel.issued.headings import headings_of
from se7_excel.issued.printed_table import Paper, PrintedCell, PrintedRow, is_figure, table_on
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.grid import Grid, Value, folded

MOST_FILLED_CELLS = 200_000
WORDED_COLUMNS = 2
DIGITS_EXCEL_KEEPS = 15


def grid_paper(grid: Grid) -> Paper:
    """The tab's filled cells as text, row by row."""
    if sum(len(cells) for cells in grid.values.values()) > MOST_FILLED_CELLS:
        raise UnreadableTable(
            f"{grid.tab} has more than the {MOST_FILLED_CELLS:,} filled cells a table can have; give the table alone"
        )
    return Paper(tuple(row for number, cells in grid.rows() if (row := _row(grid.tab, number, cells))))


def workbook_paper(tabs: tuple[str, ...], read: Callable[[str], Grid]) -> Paper:
    """The tab with the table: Appendix 1 data, with the words around Appendix 1, else Appendix 1, else the only such tab."""
    known = {folded(tab): tab for tab in tabs}
    for wanted in (schema.APPENDIX_DATA, schema.APPENDIX):
        tab = known.get(folded(wanted))
        paper = grid_paper(read(tab)) if tab else None
        if paper and _has_table(paper):
            page = known.get(folded(schema.APPENDIX)) if wanted == schema.APPENDIX_DATA else None
            return _with_page(paper, grid_paper(read(page))) if page else paper
    return _only_table(tabs, read)


def _with_page(paper: Paper, page: Paper) -> Paper:
    """The exact figures with the words around the printed page, which is kept where it has figures to be held against them."""
    try:
        words = table_on(page).outside
    except UnreadableTable:
        return replace(paper, words=page.rows, page=page if any(map(_has_money, page.rows)) else None)
    return replace(paper, words=words, page=page)


def _has_money(row: PrintedRow) -> bool:
    """Whether the row is one of a table, by its looks: money after its columns of words."""
    return any(column > WORDED_COLUMNS and "£" in cell.text and is_figure(cell.text) for column, cell in row.items())


def _only_table(tabs: tuple[str, ...], read: Callable[[str], Grid]) -> Paper:
    found = [(tab, paper) for tab in tabs if _has_table(paper := grid_paper(read(tab)))]
    if not found:
        raise UnreadableTable(
            "no tab has a table of savings: no row of headings names financial years such as 2011/12; give the workbook with it"
        )
    if len(found) > 1:
        names = " and ".join(f"“{tab}”" for tab, _ in found[:2])
        raise UnreadableTable(f"both {names} have a table with financial years; name the one that counts “{schema.APPENDIX}”")
    return found[0][1]


def _has_table(paper: Paper) -> bool:
    return any(headings_of(row) for row in paper.rows)


def _row(tab: str, number: int, cells: "dict[int, Value] | object") -> PrintedRow:
    assert isinstance(cells, dict)
    texts = ((column, value if type(value) is str else _text(value)) for column, value in cells.items())
    return {
        column: PrintedCell(" ".join(text.split()), cell_name(number, column), tab)
        for column, text in texts
        if text and not text.isspace()
    }


def _text(value: Value) -> str:
    """A value as digits or words: numbers without the noise of floating point, days as 2011-12-01."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).upper()
    if isinstance(value, (int, float)):
        number = Decimal(f"{value:.{DIGITS_EXCEL_KEEPS}g}")
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
