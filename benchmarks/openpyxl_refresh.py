"""The script a competent user would write with openpyxl: load, work out every tab's cumulative columns, save.

    python benchmarks/openpyxl_refresh.py FILE [--typed-only]

It loads the workbook's values, because officers also type amounts as formulas, and then the workbook itself, because saving
the values would lose every formula. It finds headings by name, writes the formulas that `se7 refresh-totals` writes and
prints what each party's lines come to. With `--typed-only` it loads the workbook once and goes wrong on amounts that are
formulas. Like every openpyxl script it cannot store a formula together with its value.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

NEEDED = {"Party", "Basis", "Total"}
HIGHEST_HEADING = 30
Totals = dict[str, dict[str, float]]


def refresh(path: Path, typed_only: bool) -> Totals:
    """Refresh the workbook in place and return each party's sum of every cumulative column and of the totals."""
    book = load_workbook(path)
    values = book if typed_only else load_workbook(path, data_only=True)
    totals: Totals = defaultdict(lambda: defaultdict(float))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=HIGHEST_HEADING):
            headings = {cell.value: cell.column for cell in row if cell.value is not None}
            if headings.keys() >= NEEDED:
                _refresh_tab(sheet, values[sheet.title], row[0].row, headings, totals)
                break
    book.save(path)
    return totals


def _refresh_tab(sheet: Worksheet, values: Worksheet, heading_row: int, columns: dict[str, int], totals: Totals) -> None:
    years = [heading for heading in columns if f"Cumulative {heading}" in columns]
    area = {"min_row": heading_row + 1, "max_col": max(columns.values())}
    for cells, shown in zip(sheet.iter_rows(**area), values.iter_rows(**area), strict=True):
        party = cells[columns["Party"] - 1].value
        if party is None:
            continue
        basis = cells[columns["Basis"] - 1]
        running, before = None, ""
        for year in years:
            amount, target = cells[columns[year] - 1], cells[columns[f"Cumulative {year}"] - 1]
            figure = shown[columns[year] - 1].value
            if isinstance(figure, (int, float)):
                level = basis.value == "level" or running is None
                running = round(figure if level else running + figure, 2)
            target.value = _formula(amount.coordinate, before, basis.coordinate)
            before = target.coordinate
            totals[party][target.column_letter] += running or 0
        cells[columns["Total"] - 1].value = f"={before}"
        totals[party]["Total"] += running or 0


def _formula(amount: str, before: str, basis: str) -> str:
    if not before:
        return f'=IF(ISNUMBER({amount}),ROUND({amount},2),"not quantified")'
    return f'=IF(ISNUMBER({amount}),ROUND(IF(TRIM(${basis})="level",0,N({before}))+ROUND({amount},2),2),{before})'


if __name__ == "__main__":
    print(json.dumps(refresh(Path(sys.argv[1]), "--typed-only" in sys.argv)))
