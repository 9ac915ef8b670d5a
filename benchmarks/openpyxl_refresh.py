"""The script a competent user would write with openpyxl: load, work out every tab's cumulative columns, save.

    python benchmarks/openpyxl_refresh.py FILE

It loads the workbook once, finds headings by name, writes formulas into the cells that `se7 refresh-totals` fills and
prints what each party's lines come to. Like every openpyxl script it cannot store a formula together with its value.
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


def refresh(path: Path) -> Totals:
    """Refresh the workbook in place and return each party's sum of every cumulative column and of the totals."""
    book = load_workbook(path)
    totals: Totals = defaultdict(lambda: defaultdict(float))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=HIGHEST_HEADING):
            headings = {cell.value: cell.column for cell in row if cell.value is not None}
            if headings.keys() >= NEEDED:
                _refresh_tab(sheet, row[0].row, headings, totals)
                break
    book.save(path)
    return totals


def _refresh_tab(sheet: Worksheet, heading_row: int, columns: dict[str, int], totals: Totals) -> None:
    years = [heading for heading in columns if f"Cumulative {heading}" in columns]
    for cells in sheet.iter_rows(min_row=heading_row + 1, max_col=max(columns.values())):
        party = cells[columns["Party"] - 1].value
        if party is None:
            continue
        basis = cells[columns["Basis"] - 1]
        running, before = None, ""
        for year in years:
            amount, target = cells[columns[year] - 1], cells[columns[f"Cumulative {year}"] - 1]
            if isinstance(amount.value, (int, float)):
                level = basis.value == "level" or running is None
                running = round(amount.value if level else running + amount.value, 2)
            target.value = _formula(amount.coordinate, before, basis.coordinate)
            before = target.coordinate
            totals[party][target.column_letter] += running or 0
        cells[columns["Total"] - 1].value = f"={before}"
        totals[party]["Total"] += running or 0


def _formula(amount: str, before: str, basis: str) -> str:
    if not before:
        return f'=IF(ISNUMBER({amount}),ROUND({amount},2),"not quantified")'
    return f'=IF(ISNUMBER({amount}),ROUND(IF(${basis}="level",0,N({before}))+{amount},2),{before})'


if __name__ == "__main__":
    print(json.dumps(refresh(Path(sys.argv[1]))))
