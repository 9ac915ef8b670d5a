"""The commands that make a tracker or tell about one: `new`, `export`, `checks` and `demo`."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from se7_excel.entrances.progress import progress
from se7_excel.errors import UnfitOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from se7_excel.savings.programme import Programme

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DEFAULT_YEARS = 4


def add_tracker_commands(commands: Commands) -> tuple[argparse.ArgumentParser, ...]:
    """Add `new`, `export`, `checks` and `demo`, and return their parsers."""
    return _new(commands), _export(commands), _checks(commands), _demo(commands)


def _new(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser("new", help="Make a tracker", description="Makes a blank tracker, or the filled one of 2012.")
    command.add_argument(
        "file", metavar="FILE", type=Path, help="the workbook to make: an .xlsx, or an .xlsm with the buttons in it"
    )
    command.add_argument("--sample", action="store_true", help="fill in the published figures of 2012")
    command.add_argument("--partnership", metavar="NAME[=FULL NAME]", default="", help="the partnership's name")
    command.add_argument(
        "--authorities", metavar="NAMES", default=None, help="its authorities, separated by commas or semicolons"
    )
    command.add_argument(
        "--workstreams", metavar="NAMES", default=None, help="its workstreams, separated by commas or semicolons"
    )
    command.add_argument("--first-year", metavar="YEAR", default="", help="such as 2026/27; the current year if left out")
    command.add_argument(
        "--years", metavar="NUMBER", type=int, default=None, help="how many financial years, 1 to 10 (default 4)"
    )
    command.add_argument("--for", metavar="AUTHORITY", dest="reporting", default="", help="the reporting authority")
    command.set_defaults(run=_run_new)
    return command


def _export(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "export",
        help="Write the register of lines",
        description="Writes one row for each line and year, in whole pence, with the gaps in a column of their own.",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the tracker, an .xlsx or .xlsm workbook")
    command.add_argument(
        "output", metavar="OUTPUT", nargs="?", type=Path, help="a .csv, .json or .parquet; else CSV to the terminal"
    )
    command.set_defaults(run=_run_export, prints_data=True)
    return command


def _checks(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "checks", help="List the checks, or explain one", description="Lists the checks, or explains one."
    )
    command.add_argument("code", metavar="CODE", nargs="?", default="", help="a check's code, such as C05")
    command.set_defaults(run=_run_checks, file="checks")
    return command


def _demo(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser("demo", help="Try everything on the figures of 2012")
    command.add_argument("file", metavar="FOLDER", nargs="?", type=Path, default=Path("se7-demo"), help="default: se7-demo")
    command.set_defaults(run=_run_demo)
    return command


def _run_new(options: argparse.Namespace) -> int:
    from se7_excel.books.saving import put_in_place
    from se7_excel.entrances.new_tracker import blank_programme, current_year
    from se7_excel.sample import sample_programme

    now = datetime.now()
    ending = options.file.suffix.lower()
    if ending not in (".xlsx", ".xlsm"):
        raise UnfitOption("a new tracker is an .xlsx workbook, or an .xlsm with buttons; give the file one of these endings")
    if options.file.exists():
        raise UnfitOption("there is such a file already; choose another name")
    described = (options.partnership, _listed(options.authorities), _listed(options.workstreams))
    first_year = options.first_year or str(current_year(now.date()))
    if options.sample:
        if any((*described, options.first_year, options.reporting)) or options.years is not None:
            raise UnfitOption("--sample is the partnership of 2012 as it was; leave out the other options, or leave out --sample")
        programme = sample_programme()
    else:
        years = DEFAULT_YEARS if options.years is None else options.years
        programme = blank_programme(*described, first_year, years, options.reporting)
    made = _made(programme, now, with_buttons=ending == ".xlsm")
    put_in_place(options.file, made, now)
    print(f"Made: {options.file}")
    return 0


def _made(programme: "Programme", now: datetime, with_buttons: bool) -> "Iterable[bytes | memoryview]":
    from se7_excel.binding.bound import bound
    from se7_excel.entrances.new_tracker import make_tracker

    made = make_tracker(programme, now.date())
    return bound(made).rewritten() if with_buttons else (made,)


def _run_export(options: argparse.Namespace) -> int:
    from se7_excel.entrances.register import export

    with progress(f"writing the register of {options.file.name}", options.quiet or options.output is None):
        written = export(options.file, options.output, datetime.now())
    if written:
        print(f"Written: {written}")
    return 0


def _run_checks(options: argparse.Namespace) -> int:
    from se7_excel.entrances.check_words import explained, listed

    print(explained(options.code) if options.code else listed())
    return 0


def _run_demo(options: argparse.Namespace) -> int:
    from se7_excel.entrances.demo import demonstrate

    demonstrate(options.file, datetime.now(), print)
    return 0


def _listed(text: str | None) -> list[str]:
    """The names in an option; a semicolon anywhere means that commas belong to the names."""
    names = [each.strip() for each in (text or "").split(";" if ";" in (text or "") else ",") if each.strip()]
    if text is not None and not names:
        raise UnfitOption("a list of names is empty; name at least one, or leave the option out")
    return names
