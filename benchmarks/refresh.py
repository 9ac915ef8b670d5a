"""How long `se7 refresh-totals` takes beside the openpyxl script a user would write: `python benchmarks/refresh.py`.

Every run is a process of its own on a fresh copy of a tracker, the competitors taking turns. Printed are medians and
their ratios: seconds differ from one machine to the next, ratios hardly do. The only thing asserted is that both come
to the same totals, with formulas in the same cells. Needs a POSIX system, which tells a process's peak memory when it ends.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from compileall import compile_dir
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from zipfile import ZipFile

HERE = Path(__file__).parent
SIZES = ((6, 20), (50, 200))
SCENARIOS = (
    ("changed", "one amount changed"),
    ("unrefreshed", "every computed cell to write"),
    ("unchanged", "nothing to change"),
)
PYTHON = (sys.executable,)
SE7 = (*PYTHON, "-m", "se7_excel")
OURS, THEIRS = (*SE7, "refresh-totals"), (*PYTHON, str(HERE / "openpyxl_refresh.py"))
COMPETITORS = (("se7", OURS), ("openpyxl", THEIRS), ("openpyxl, typed only", (*THEIRS, "--typed-only")))
STARTS = (("bare interpreter", (*PYTHON, "-c", "pass")), ("se7 --version", (*SE7, "--version")))
ACCEPTED = (0, 1)  # 1 is a finding that fails, as long as nothing is said on the error stream
HALF_A_PENNY = 0.005


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds of wall time, and MiB of memory at its peak."""

    seconds: float
    peak: float


def main() -> None:
    """Make the trackers, measure in turns, print, and compare the totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each competitor, after one that is not counted")
    runs = parser.parse_args().runs
    print(
        f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, {platform.system()}; {_peers()}"
    )
    print(f"medians of {runs} interleaved runs; a peak is never told below that of this program\n")
    compile_dir(find_spec("se7_excel").submodule_search_locations[0], quiet=1)  # as installing does
    starts = measured({name: (command, None) for name, command in STARTS}, runs)
    for name, found in starts.items():
        print(f"{name:34}{_figures(found)}{_times(found, starts['bare interpreter'])} a bare start")
    for tabs, lines in SIZES:
        with TemporaryDirectory() as folder:
            _one_size(Path(folder), tabs, lines, runs, starts["bare interpreter"])


def measured(competitors: dict[str, tuple[Sequence[str], Path | None]], runs: int) -> dict[str, Run]:
    """The median of each competitor's runs; one round goes by uncounted to fill the caches."""
    taken: dict[str, list[Run]] = {name: [] for name in competitors}
    for number in range(runs + 1):
        for name, (command, tracker) in competitors.items():
            run = run_once(command, tracker)
            if number:
                taken[name].append(run)
    return {name: Run(median(run.seconds for run in found), median(run.peak for run in found)) for name, found in taken.items()}


def run_once(command: Sequence[str], tracker: Path | None) -> Run:
    """Run the command, on a copy of the tracker if there is one, and say what it took."""
    with TemporaryDirectory() as folder:
        if tracker:
            command = (*command, copyfile(tracker, Path(folder, tracker.name)))
        said = Path(folder, "said")
        with said.open("wb") as errors:
            before = perf_counter()
            process = subprocess.Popen(_ordered(command), stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ACCEPTED or said.stat().st_size:
            raise SystemExit(f"{command[1:]} ended with exit status {process.returncode}\n{said.read_text()}")
    return Run(seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def _ordered(command: Sequence[str | Path]) -> list[str | Path]:
    """The command with its flags behind the file it works on."""
    return sorted(command, key=lambda part: str(part) == "--typed-only")


def _one_size(folder: Path, tabs: int, lines: int, runs: int, bare: Run) -> None:
    subprocess.run((*PYTHON, str(HERE / "trackers.py"), str(folder), str(tabs), str(lines)), check=True)
    trackers = {name: folder / f"{name}.xlsx" for name, _ in SCENARIOS}
    competitors = {f"{who} {name}": (command, path) for name, path in trackers.items() for who, command in COMPETITORS}
    found = measured(competitors, runs)
    size, inflated = _sizes(trackers["unchanged"])
    print(f"\n{tabs} tabs x {lines} lines: {size:,.0f} KiB, {inflated:,.0f} KiB inflated")
    for name, words in SCENARIOS:
        ours, theirs = found[f"se7 {name}"], found[f"openpyxl {name}"]
        print(f"{words:30}se7 {_figures(ours)}{_times(ours, bare)} a bare start, {_times(ours, theirs)} openpyxl's time")
        for who, _ in COMPETITORS[1:]:
            theirs = found[f"{who} {name}"]
            print(f"{who:>33} {_figures(theirs)}{theirs.seconds / ours.seconds:8.1f} times as long as se7")
        print(f"{'':34}{_agreed(trackers[name], folder)}")


def _agreed(tracker: Path, folder: Path) -> str:
    """Refresh the tracker in both ways, fail where totals or formula cells differ, and say how many parts each changed."""
    ours, theirs = (copyfile(tracker, folder / f"{who}.xlsx") for who in ("ours", "theirs"))
    subprocess.run((*OURS, ours), check=False, stdout=subprocess.DEVNULL)
    printed = subprocess.run((*THEIRS, theirs), check=True, stdout=subprocess.PIPE)
    computed, formulas = _computed(ours)
    for party, sums in json.loads(printed.stdout).items():
        for column, amount in sums.items():
            if abs(computed[party].get(column, 0.0) - amount) > HALF_A_PENNY:
                raise SystemExit(f"{party}, {column}: se7 has {computed[party].get(column)}, openpyxl {amount}")
    if formulas != _computed(theirs)[1]:
        raise SystemExit("se7 and openpyxl wrote formulas into different cells")
    parts = len(_contents(tracker))
    return f"same totals and {len(formulas):,} formulas; parts changed: se7 {_changed(tracker, ours)}, " + (
        f"openpyxl {_changed(tracker, theirs)}, of {parts}"
    )


def _computed(path: Path) -> tuple[dict[str, dict[str, float]], set[tuple[str, int, int]]]:
    """Each party's sum of every cumulative column and of the totals as the file has them, and the workstreams' formula cells."""
    from se7_excel.books.file_book import FileBook
    from se7_excel.sheets import schema
    from se7_excel.sheets.addresses import column_letters
    from se7_excel.sheets.locate import find_table

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


def _peers() -> str:
    """What the openpyxl script runs on: it starts slower where numpy is installed, and writes slower without lxml."""
    known = {name: metadata.version(name) if find_spec(name) else "none" for name in ("openpyxl", "lxml", "numpy")}
    return ", ".join(f"{name} {version}" for name, version in known.items())


def _sizes(path: Path) -> tuple[float, float]:
    return path.stat().st_size / 1024, sum(size for _, size in _contents(path).values()) / 1024


def _figures(run: Run) -> str:
    return f"{run.seconds * 1000:8,.0f} ms {run.peak:6,.0f} MiB"


def _times(run: Run, other: Run) -> str:
    return f"{run.seconds / other.seconds:8.2f} x"


if __name__ == "__main__":
    main()
