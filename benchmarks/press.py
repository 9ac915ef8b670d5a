"""What a press of Refresh totals costs of our own processor time once xlwings is loaded: `python -m benchmarks.press`.

The workbook is given as xlwings' remote engine is given it, with one amount changed since the last press. Counted is what we
do, from reading the workbook to the orders that go back; what Excel and xlwings take to carry them out is theirs.
"""

import copy
import gc
import os
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.trackers import make
from se7_excel.actions import REFRESH_TOTALS, carry_out, plan
from se7_excel.books.live_book import LiveBook
from se7_excel.sheets.log import Stamp
from tests.remote import payload

RUNS = 5
SIZES = ((6, 20), (50, 200))
STAMP = Stamp(datetime(2012, 1, 26, 9, 30), "An officer")


def main() -> None:
    """Print the median processor time of a press for each size of tracker."""
    os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
    for tabs, lines in SIZES:
        with TemporaryDirectory() as folder:
            make(Path(folder), tabs, lines)
            told = payload(Path(folder, "changed.xlsx").read_bytes())
            times = [pressed(told) for _ in range(RUNS)]
        print(f"{tabs} tabs of {lines} lines: {median(times) * 1000:,.0f} ms of processor time")


def pressed(told: dict[str, object]) -> float:
    """Seconds of processor time from the opened workbook to the orders."""
    import xlwings

    book = xlwings.Book(json=copy.deepcopy(told))
    gc.disable()  # as the add-in does
    before = process_time()
    live = LiveBook(book)
    planned = plan(REFRESH_TOTALS, live, stamp=STAMP, tell_fails=True)
    carry_out(planned, live)
    live.finish()
    taken = process_time() - before
    gc.enable()
    return taken


if __name__ == "__main__":
    main()
