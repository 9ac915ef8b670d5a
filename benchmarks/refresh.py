"""How long `se7 refresh-totals` takes beside the openpyxl script a user would write: `python benchmarks/refresh.py`.

Every run is a process of its own on a fresh copy of a tracker, the competitors taking turns. Printed are medians and
their ratios: seconds differ from one machine to the next, ratios hardly do. The only thing asserted is that both come
to the same totals, with formulas in the same cells. Needs a POSIX system, which tells a process's peak memory when it ends.

    python benchmarks/refresh.py --sizes 500 --cases changed --runs 1

measures the largest tracker alone, for which the script takes minutes.
"""

import argparse
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

HERE = Path(__file__).parent
LINES = {6: 20, 50: 200, 500: 400}
CASES = {
    "changed": "one amount changed",
    "unchanged": "nothing to change",
    "unrefreshed": "every calculated cell to write",
    "libreoffice": "one amount changed, saved by LibreOffice",
    "openpyxl": "one amount changed, saved by openpyxl",
}
PYTHON = (sys.executable,)
SE7 = (*PYTHON, "-m", "se7_excel")
OURS, THEIRS = (*SE7, "refresh-totals"), (*PYTHON, str(HERE / "openpyxl_refresh.py"))
COMPETITORS = {"se7": OURS, "openpyxl": THEIRS, "openpyxl, typed only": (*THEIRS, "--typed-only")}
STARTS = {"bare interpreter": (*PYTHON, "-c", "pass"), "se7 --version": (*SE7, "--version")}
ACCEPTED = (0, 1)  # 1 is a finding that fails, as long as nothing is said on the error stream
HEAD = (
    "| case | se7 | peak | bare starts | openpyxl | peak | se7 / openpyxl | in processor time | se7 / openpyxl, typed only |\n|"
    + "---|" * 9
)


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds of wall time, of processor time, and MiB of memory at its peak."""

    seconds: float
    busy: float
    peak: float


def main() -> None:
    """Make the trackers, measure in turns, print, and compare the totals."""
    options = _options()
    print(f"{_machine()}; {_peers()}")
    print(f"medians of {options.runs} interleaved runs; a peak is never told below that of this program\n")
    compile_dir(find_spec("se7_excel").submodule_search_locations[0], quiet=1)  # as installing does
    starts = measured({name: (command, None) for name, command in STARTS.items()}, max(options.runs, 5))
    bare = starts["bare interpreter"]
    for name, found in starts.items():
        print(f"{name}: {_figures(found)}, {found.seconds / bare.seconds:.2f} bare starts")
    for tabs in options.sizes:
        with TemporaryDirectory() as folder:
            _one_size(options.trackers or Path(folder), tabs, options.cases, options.runs, bare)


def measured(competitors: dict[str, tuple[Sequence[str], Path | None]], runs: int) -> dict[str, Run]:
    """The median of each competitor's runs; where there are several, one round goes by uncounted to fill the caches."""
    taken: dict[str, list[Run]] = {name: [] for name in competitors}
    for number in range(runs + (runs > 1)):
        for name, (command, tracker) in competitors.items():
            run = run_once(command, tracker)
            if number or runs == 1:
                taken[name].append(run)
    return {
        name: Run(median(run.seconds for run in found), median(run.busy for run in found), median(run.peak for run in found))
        for name, found in taken.items()
    }


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
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each competitor, after one that is not counted")
    parser.add_argument("--sizes", type=int, nargs="+", choices=LINES, default=[6, 50], help="trackers of so many tabs")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES), help="what the trackers went through")
    parser.add_argument("--trackers", type=Path, help="take the trackers from this folder, where trackers.py made them")
    return parser.parse_args()


def _ordered(command: Sequence[str | Path]) -> list[str | Path]:
    """The command with its flags behind the file it works on."""
    return sorted(command, key=lambda part: str(part) == "--typed-only")


def _one_size(folder: Path, tabs: int, cases: Sequence[str], runs: int, bare: Run) -> None:
    if not (folder / "changed.xlsx").exists():
        subprocess.run((*PYTHON, str(HERE / "trackers.py"), str(folder), str(tabs), str(LINES[tabs])), check=True)
    trackers = {case: path for case in cases if (path := folder / f"{case}.xlsx").exists()}
    competitors = {f"{who} {case}": (command, path) for case, path in trackers.items() for who, command in COMPETITORS.items()}
    found = measured(competitors, runs)
    print(f"\n{tabs} tabs of {LINES[tabs]} lines, {(folder / 'unchanged.xlsx').stat().st_size >> 10:,} KiB\n\n{HEAD}")
    for case in trackers:
        ours, theirs, typed = (found[f"{who} {case}"] for who in COMPETITORS)
        pairs = ((ours.seconds, theirs.seconds), (ours.busy, theirs.busy), (ours.seconds, typed.seconds))
        times = " | ".join(f"{one / other:.3f}" for one, other in pairs)
        print(f"| {CASES[case]} | {_figures(ours)} | {ours.seconds / bare.seconds:.1f} | {_figures(theirs)} | {times} |")
    print(flush=True)
    for case, tracker in trackers.items():
        print(f"{CASES[case]}: ", end="", flush=True)
        subprocess.run((*PYTHON, str(HERE / "agreement.py"), str(tracker), str(folder)), check=True)
    subprocess.run((*PYTHON, str(HERE / "writing.py"), str(folder / "changed.xlsx"), str(folder)), check=True)


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, {platform.platform()}"


def _peers() -> str:
    """What the openpyxl script runs on: it starts slower where numpy is installed, and writes slower without lxml."""
    known = {name: metadata.version(name) if find_spec(name) else "none" for name in ("openpyxl", "lxml", "numpy")}
    return ", ".join(f"{name} {version}" for name, version in known.items())


def _figures(run: Run) -> str:
    return f"{run.seconds * 1000:,.0f} ms | {run.peak:,.0f} MiB"


if __name__ == "__main__":
    main()
