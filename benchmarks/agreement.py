"""Whether `se7 refresh-totals` and the openpyxl script come to the same: totals, formula cells, and what else each changes.

    python benchmarks/agreement.py TRACKER FOLDER

is a program of its own, for the reason told in `trackers.py`.
"""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

from refresh import OURS, THEIRS

from se7_excel.books.file_book import FileBook
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import column_letters
from se7_excel.sheets.locate import find_table

HALF_A_PENNY = 0.005


def agreed(tracker: Path, folder: Path) -> str:
    """Refresh the tracker in both ways, fail where totals or formula cells differ, and say how many parts each changed."""
    our_file, their_file = (copyfile(tracker, folder / f"{who}.result.xlsx") for who in ("ours", "theirs"))
    subprocess.run((*OURS, our_file), check=False, stdout=subprocess.DEVNULL)
    printed = subprocess.run((*THEIRS, their_file), check=True, stdout=subprocess.PIPE)
    computed, formulas = _computed(our_file)
    for party, sums in json.loads(printed.stdout).items():
        for column, amount in sums.items():
            if abs(computed[party].get(column, 0.0) - amount) > HALF_A_PENNY:
                raise SystemExit(f"{party}, {column}: se7 has {computed[party].get(column)}, openpyxl {amount}")
    if formulas != _computed(their_file)[1]:
        raise SystemExit("se7 and openpyxl wrote formulas into different cells")
    changed = [_changed(tracker, each) for each in (our_file, their_file)]
    parts = _contents(tracker)
    inflated = sum(size for _, size in parts.values()) >> 10
    return (
        f"same totals and {len(formulas):,} formulas; parts changed: se7 {changed[0]}, openpyxl {changed[1]}, of {len(parts)} "
        f"with {inflated:,} KiB"
    )


def _computed(path: Path) -> tuple[dict[str, dict[str, float]], set[tuple[str, int, int]]]:
    """Each party's sum of every cumulative column and of the totals as the file has them, and the workstreams' formula cells."""
    book = FileBook.open(path)
    sums: dict[str, dict[str, float]] = {}
    formulas: set[tuple[str, int, int]] = set()
    for grid in (book.read(tab) for tab in book.tabs() if tab.startswith("Tab ")):
        table = find_table(grid, (schema.PARTY, schema.BASIS, schema.TOTAL))
        headings = grid.values[table.heading_row].items()
        columns = {column: column_letters(column) for column, text in headings if str(text).startswith(schema.CUMULATIVE)}
        columns[table.columns[schema.TOTAL]] = schema.TOTAL
        for row in table.rows:
            party = sums.setdefault(table.text(row, schema.PARTY), {})
            for column, name in columns.items():
                value = grid.value(row, column)
                party[name] = party.get(name, 0.0) + (value if isinstance(value, (int, float)) else 0.0)
        formulas |= {(grid.tab, *position) for position in grid.formulas}
    return sums, formulas


def _contents(path: Path) -> dict[str, tuple[int, int]]:
    with ZipFile(path) as archive:
        return {entry.filename: (entry.CRC, entry.file_size) for entry in archive.infolist()}


def _changed(before: Path, after: Path) -> int:
    old, new = _contents(before), _contents(after)
    return sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())


if __name__ == "__main__":
    print(agreed(Path(sys.argv[1]), Path(sys.argv[2])))
