"""The trackers that benchmarks work on: generated, refreshed once, and one amount changed behind Excel's back.

    python benchmarks/trackers.py FOLDER TABS LINES

makes FOLDER/unrefreshed.xlsx, unchanged.xlsx and changed.xlsx and, of up to 50 tabs, changed ones that other programs saved:
openpyxl.xlsx and, where it is installed, libreoffice.xlsx. It is a program of its own because the peak memory of a
measured process is never reported below that of the process which started it.
"""

import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from se7_excel.actions import ACTIONS
from se7_excel.books.new_workbook import Guide, new_workbook
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.sample import AUTHORITIES, EAST_SUSSEX, FUNDS, PARTNERSHIP, standard_targets
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Basis, Class, Programme, SavingsLine, Status, Workstream
from se7_excel.savings.years import FinancialYear, span

YEARS, MOST_TABS_SAVED_BY_OTHERS = 4, 50
MADE = datetime(2012, 1, 26, 9, 30)
GAPS = (Gap.NIL, Gap.TO_BE_CONFIRMED, Gap.SEE_DETAILS, Gap.BLANK)
FIRST_AMOUNT = re.compile(rb'(<c r="G12"[^>]*><v>)(\d+)(?:\.\d+)?(</v>)')


def make(folder: Path, tabs: int, lines: int) -> None:
    """Write the tracker as new, as refreshed, and as refreshed with one amount changed since."""
    unrefreshed, unchanged, changed = (folder / f"{name}.xlsx" for name in ("unrefreshed", "unchanged", "changed"))
    unrefreshed.write_bytes(new_workbook(programme(tabs, lines), Guide((), "benchmark", date(2012, 1, 26))))
    refresh = next(action for action in ACTIONS if action.name == "refresh_totals")
    run_on_file(refresh, unrefreshed, MADE, output=unchanged)
    change_one_amount(unchanged, changed)


def save_with_others(changed: Path, folder: Path) -> None:
    """Save the changed tracker with openpyxl, which takes the values of formulas away, and with LibreOffice."""
    load_workbook(changed).save(folder / "openpyxl.xlsx")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        source = shutil.copyfile(changed, folder / "libreoffice.source.xlsx")
        command = (office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx")
        subprocess.run(
            (*command, "--outdir", folder / "saved", source), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        change_one_amount(folder / "saved" / source.name, folder / "libreoffice.xlsx")


def programme(tabs: int, lines: int) -> Programme:
    """A programme of so many workstreams and lines: every basis, pence, and a gap in one amount of nine."""
    workstreams = tuple(
        Workstream(f"Workstream {tab}", f"Tab {tab}", tuple(_line(tab, number) for number in range(lines)))
        for tab in range(1, tabs + 1)
    )
    years = span(FinancialYear(2011), YEARS)
    return Programme(PARTNERSHIP, AUTHORITIES, EAST_SUSSEX, years, workstreams, standard_targets(), (), FUNDS)


def change_one_amount(source: Path, target: Path) -> None:
    """Copy the workbook with one amount of one workstream raised, as if an officer had typed a new one."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        touched = False
        for entry in old.infolist():
            content = old.read(entry)
            if not touched and entry.filename.startswith("xl/worksheets/sheet"):
                content, count = FIRST_AMOUNT.subn(lambda found: found[1] + b"%d" % (int(found[2]) + 1000) + found[3], content, 1)
                touched = bool(count)
            new.writestr(entry, content)
    if not touched:
        raise SystemExit(f"no tab of {source.name} has an amount in G12")


def _line(tab: int, number: int) -> SavingsLine:
    party = (PARTNERSHIP, *AUTHORITIES)[number % (len(AUTHORITIES) + 1)]
    size = 100 if party == PARTNERSHIP else 1
    amounts = tuple(_amount(tab, number, year, size) for year in range(YEARS))
    bases = (Basis.ADDITIONAL, Basis.LEVEL, Basis.ONE_OFF, None)
    basis = None if party == PARTNERSHIP else bases[number % len(bases)]
    return SavingsLine(
        f"Saving {tab}.{number + 1}", party, amounts, Class.BASELINE, basis, FUNDS[0].name, Status.FORECAST, f"Contract {number}"
    )


def _amount(tab: int, number: int, year: int, size: int) -> Amount:
    mixed = 7919 * tab + 104_729 * number + 1_299_709 * year
    if mixed % 9 == 0 and number:
        return GAPS[mixed // 9 % len(GAPS)]
    return size * (Decimal(mixed % 90_000_00) / 100 + 10_000)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    if int(sys.argv[2]) <= MOST_TABS_SAVED_BY_OTHERS:
        save_with_others(Path(sys.argv[1], "changed.xlsx"), Path(sys.argv[1]))
