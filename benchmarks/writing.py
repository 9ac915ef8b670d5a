"""What putting a refreshed tracker back on disk takes, beside a plain copy and sync of the file.

python benchmarks/writing.py TRACKER FOLDER
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from statistics import median
from time import perf_counter

from se7_excel.actions import REFRESH_TOTALS, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.saving import put_in_place

RUNS = 9
NOW = datetime(2012, 1, 26, 9, 30)


def written_back(tracker: Path, folder: Path) -> tuple[float, float]:
    """Median seconds of writing the refreshed tracker over itself, its old version kept, and of a copy of it, in turns."""
    book = FileBook.open(tracker)
    run(REFRESH_TOTALS, book)
    package = book.finish()
    ours, plain = [], []
    for number in range(RUNS):
        target = copyfile(tracker, folder / f"written {number}.xlsx")
        before = perf_counter()
        put_in_place(target, package.rewritten(), NOW)
        ours.append(perf_counter() - before)
        before = perf_counter()
        _copy(tracker, folder / f"copied {number}.xlsx")
        plain.append(perf_counter() - before)
    return median(ours), median(plain)


def _copy(source: Path, target: Path) -> None:
    with target.open("wb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    ours, plain = written_back(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"writing back: {ours * 1000:.1f} ms, {ours / plain:.2f} times a plain copy and sync of the file")
