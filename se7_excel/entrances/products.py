"""Builds the workbooks this repository ships: `python -m se7_excel.entrances.products [FOLDER]`, by default `workbook`."""

import sys
from datetime import date
from pathlib import Path

from se7_excel import __released__
from se7_excel.entrances.new_tracker import blank_programme, make_tracker
from se7_excel.sample import sample_programme

BLANK_FROM, BLANK_YEARS = "2026/27", 4


def products() -> dict[str, bytes]:
    """Each shipped workbook by its file name; the same version gives the same bytes."""
    released = date.fromisoformat(__released__)
    blank = blank_programme("", [], [], BLANK_FROM, BLANK_YEARS, "")
    return {
        "savings-tracker-2012.xlsx": make_tracker(sample_programme(), released),
        "savings-tracker-blank.xlsx": make_tracker(blank, released),
    }


def main() -> None:
    """Write the shipped workbooks into the folder."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "workbook")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in products().items():
        (folder / name).write_bytes(content)
        print(folder / name)


if __name__ == "__main__":
    main()
