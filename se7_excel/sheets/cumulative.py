"""The computed cells of a workstream's tab: a cumulative amount for each year and the total, line by line."""

from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Programme, Workstream
from se7_excel.savings.totals import cumulative
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.formulas import cumulative_formula
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.workstream_tab import WorkstreamTab

ROW = "#"  # stands for the row's number in the formula of a column


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A year's two columns on a tab and the formula of the calculated one, written with the cells it is made of."""

    index: int
    typed: int
    calculated: int
    parts: tuple[str, str, str]
    formula: str


def cumulative_page(found: WorkstreamTab, workstream: Workstream, programme: Programme) -> Page:
    """The page of one workstream's computed cells; nothing else on the tab belongs to it."""
    years = [(index, year) for index, year in enumerate(programme.years) if year in found.years]
    cells: dict[tuple[int, int], Cell] = {}
    if years:
        columns = _columns(found, years)
        for row, line in zip(found.lines, workstream.lines, strict=True):
            amounts, number, typed = cumulative(line), str(row), found.grid.values[row]
            for each in columns:
                formula = each.formula.replace(ROW, number)
                text, amount = typed.get(each.typed), line.amounts[each.index]
                if isinstance(text, str) and isinstance(amount, Decimal):  # typed as text, with the pounds it stands for
                    cell, before, basis = (part.replace(ROW, number) for part in each.parts)
                    formula = cumulative_formula(cell, before, basis, (text, amount))
                cells[row, each.calculated] = Cell(in_words(amounts[each.index]), styles.CALCULATED, formula)
            last = cells[row, columns[-1].calculated]
            cells[row, found.total] = Cell(last.value, styles.CALCULATED, cell_name(row, columns[-1].calculated))
    return Page(found.grid.tab, cells)


def in_words(amount: Amount) -> Decimal | str:
    """A computed amount, or the words of computed cells for one that is not quantified."""
    return amount if isinstance(amount, Decimal) else schema.NOT_QUANTIFIED


def _columns(found: WorkstreamTab, years: list[tuple[int, FinancialYear]]) -> list[YearColumn]:
    basis = f"${column_letters(found.table.columns[schema.BASIS])}{ROW}"
    columns: list[YearColumn] = []
    before = ""
    for index, year in years:
        typed, calculated = found.years[year], found.cumulative[year]
        parts = (f"{column_letters(typed)}{ROW}", before, basis)
        columns.append(YearColumn(index, typed, calculated, parts, cumulative_formula(*parts)))
        before = f"{column_letters(calculated)}{ROW}"
    return columns
