"""Builds what this repository ships: `python -m se7_excel.entrances.products [FOLDER]`, by default here.

The workbooks and the add-in go into `workbook/`, the ribbon as text into `macros/`.
"""

import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

from se7_excel import __released__, __version__
from se7_excel.binding.bound import addin as made_addin
from se7_excel.binding.bound import bound
from se7_excel.binding.ribbon import ribbon
from se7_excel.entrances.new_tracker import blank_programme, make_tracker
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme

BLANK_FROM, BLANK_YEARS = "2026/27", 4
ADDIN = "se7.xlam"
SUMS = "workbook/SHA256SUMS"


def products() -> dict[str, bytes]:
    """Each shipped file by its path; the same version gives the same bytes."""
    blank = blank_programme("", [], [], BLANK_FROM, BLANK_YEARS, "")
    return {
        "workbook/savings-tracker-2012.xlsm": _tracker(sample_programme()),
        "workbook/savings-tracker-blank.xlsm": _tracker(blank),
        f"workbook/{ADDIN}": addin(),
        "macros/customUI14.xml": ribbon("SE7").encode(),
        "macros/addin/customUI14.xml": ribbon(in_addin=True).encode(),
    }


def addin() -> bytes:
    """The bytes of the add-in of this version."""
    return made_addin(__version__, _released())


def main() -> None:
    """Write what is shipped."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    made = products()
    for path, content in {**made, SUMS: _sums(made)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        print(folder / path)


def _tracker(programme: Programme) -> bytes:
    return b"".join(bound(make_tracker(programme, _released())).rewritten())


def _sums(made: dict[str, bytes]) -> bytes:
    """The SHA-256 of each workbook as `sha256sum` lists them; deflate differs between machines, so of just these bytes."""
    workbooks = {path.rpartition("/")[2]: content for path, content in made.items() if path.startswith("workbook/")}
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in workbooks.items()).encode()


def _released() -> date:
    return date.fromisoformat(__released__)


if __name__ == "__main__":
    main()
