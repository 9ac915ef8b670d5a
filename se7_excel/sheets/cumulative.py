"""The computed cells of a workstream's tab: a cumulative amount for each year and the total, line by line."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Programme, SavingsLine, Workstream
from se7_excel.savings.totals import cumulative
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.formulas import cumulative_formula
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.workstream_tab import WorkstreamTab, line_rows


def cumulative_page(found: WorkstreamTab, workstream: Workstream, programme: Programme) -> Page:
    """The page of one workstream's computed cells; nothing else on the tab belongs to it."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in zip(line_rows(found), workstream.lines, strict=True):
        cells.update(_line_cells(found, row, line, programme))
    return Page(found.grid.tab, cells)


def in_words(amount: Amount) -> Decimal | str:
    """A computed amount, or the words of computed cells for one that is not quantified."""
    return amount if isinstance(amount, Decimal) else schema.NOT_QUANTIFIED


def _line_cells(
    found: WorkstreamTab, row: int, line: SavingsLine, programme: Programme
) -> Iterator[tuple[tuple[int, int], Cell]]:
    basis = f"${column_letters(found.table.columns[schema.BASIS])}{row}"
    before = ""
    value: Decimal | str = schema.NOT_QUANTIFIED
    for index, (year, amount) in enumerate(zip(programme.years, cumulative(line), strict=True)):
        if year not in found.years:
            continue
        typed = _typed(found, row, found.years[year], line.amounts[index])
        formula = cumulative_formula(cell_name(row, found.years[year]), before, basis, typed)
        value = in_words(amount)
        yield (row, found.cumulative[year]), Cell(value, styles.CALCULATED, formula)
        before = cell_name(row, found.cumulative[year])
    if before:
        yield (row, found.total), Cell(value, styles.CALCULATED, before)


def _typed(found: WorkstreamTab, row: int, column: int, amount: Amount) -> tuple[str, Decimal] | None:
    """An amount typed as text, with the pounds it stands for."""
    text = found.grid.value(row, column)
    return (text, amount) if isinstance(text, str) and isinstance(amount, Decimal) else None
