"""The command line: `se7`, its subcommands derived from the list of actions."""

import argparse
import os
import sys
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel import __version__
from se7_excel.actions import ACTIONS, CHECK_TOTALS, Action
from se7_excel.books.stopping import STOPPED as STOPPED_ON_REQUEST
from se7_excel.books.stopping import STOPPED_LATE, StoppedLate, stoppable
from se7_excel.entrances.bounds import within_memory
from se7_excel.entrances.progress import hushed, progress
from se7_excel.entrances.table_options import add_convention_options
from se7_excel.entrances.terminal import harmless_output, on_one_line
from se7_excel.errors import CannotWrite, PerhapsSent, SavingsError, UnfitOption

if TYPE_CHECKING:
    from se7_excel.savings.checks.finding import Finding

DONE, DONE_WITH_FAILS, STOPPED, PERHAPS_DONE = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return the exit status: 0 done, 1 done with a fail, 2 could not go on, 3 perhaps sent."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given).parse_args(given)
    try:
        with harmless_output(), stoppable(), hushed(options.quiet, _asked_for(options)):
            status = within_memory(options.run, options)
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read our words has gone; what was to be done is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except BaseException as error:
        if options.debug:
            import traceback

            traceback.print_exception(error)
        print(f"se7: {on_one_line(_worded(error, options))}", file=sys.stderr)
        return PERHAPS_DONE if isinstance(error, PerhapsSent) else STOPPED
    return status


def _parser(given: list[str]) -> argparse.ArgumentParser:
    """The parser of every command; of one action alone where that is asked for: loading the others takes longer than its work."""
    parser = argparse.ArgumentParser(
        prog="se7",
        description="The savings tracker of a council partnership, on workbook files.",
        epilog="Exit status: 0 done; 1 done, and at least one finding of severity fail; 2 could not go on.",
    )
    parser.add_argument("--version", action="version", version=f"se7_excel {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the full trace of an error")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors, and what --json or export prints")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog="se7")
    asked = [action for action in ACTIONS if action.command in given[:1]]
    for action in asked or ACTIONS:
        _add_action(commands, action)
    if not asked:
        _add_others(commands)
    return parser


def _add_others(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from se7_excel.entrances.email_commands import add_email_commands
    from se7_excel.entrances.excel_commands import add_excel_commands
    from se7_excel.entrances.table_commands import add_table_commands
    from se7_excel.entrances.tracker_commands import add_tracker_commands

    adders = (add_tracker_commands, add_email_commands, add_table_commands, add_excel_commands)
    for command in (command for add in adders for command in add(commands)):
        _add_debug(command)


def _add_action(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", action: Action) -> None:
    command = commands.add_parser(action.command, help=action.label, description=action.tip)
    command.add_argument("file", metavar="FILE", type=Path, help="the tracker, an .xlsx or .xlsm workbook")
    command.add_argument(
        "--output", metavar="FILE", type=Path, help="write the result here and leave the original alone; with --for all a folder"
    )
    command.add_argument("--preview", action="store_true", help="say what would change and write nothing")
    command.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    command.add_argument(
        "--for",
        metavar="AUTHORITY",
        dest="reporting",
        default="",
        help="take this authority's point of view; all for every one's, each copy's Settings naming its own authority",
    )
    if action is CHECK_TOTALS:
        command.add_argument("--issued", metavar="OLD", type=Path, help="check against this issued file too, as se7 compare does")
        add_convention_options(command)
    _add_debug(command)
    command.set_defaults(run=lambda options: _run_action(action, options))


def _add_debug(command: argparse.ArgumentParser) -> None:
    command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS, help="print nothing but errors")


def _run_action(action: Action, options: argparse.Namespace) -> int:
    if options.reporting.casefold() == "all":
        return _run_for_all(action, options)
    from se7_excel.entrances.file_actions import run_on_file, user_name
    from se7_excel.entrances.report import as_json, in_words

    with progress(f"working on {options.file.name}", options.quiet) as tell:
        outcome, saved = run_on_file(
            action,
            options.file,
            datetime.now(),
            options.reporting,
            options.output,
            options.preview,
            who=user_name(),
            beside=_against_issued(options),
            tell=tell,
        )
    print(as_json(outcome, options.file) if options.json else in_words(outcome, options.file, saved, options.preview))
    return DONE_WITH_FAILS if outcome.failed else DONE


def _against_issued(options: argparse.Namespace) -> "tuple[Finding, ...]":
    """What the tracker says otherwise than the file named with --issued."""
    if getattr(options, "issued", None) is None:
        return ()
    from se7_excel.entrances.compare import compare_files
    from se7_excel.entrances.table_options import conventions_from

    return compare_files(options.issued, options.file, conventions_from(options)).findings


def _run_for_all(action: Action, options: argparse.Namespace) -> int:
    from se7_excel.entrances.all_authorities import for_all
    from se7_excel.entrances.file_actions import user_name
    from se7_excel.sheets.check_report import counted

    if getattr(options, "issued", None):
        raise UnfitOption("--issued compares with one file from one point of view; leave out --for all, or --issued")
    if options.preview or options.json:
        raise UnfitOption("--for all writes a workbook for each authority; leave out --preview and --json")
    if options.output is None:
        raise UnfitOption("--for all needs a folder for the workbooks; name it with --output")
    with progress(f"working on {options.file.name}", options.quiet) as tell:
        reports, summary = for_all(action, options.file, options.output, datetime.now(), user_name(), tell)
    for report in reports:
        print(f"{report.authority.name}: {report.path} – {counted(report.outcome.findings)}")
    print(f"Summary: {summary}")
    return DONE_WITH_FAILS if any(report.outcome.failed for report in reports) else DONE


def _asked_for(options: argparse.Namespace) -> bool:
    """Whether what the command prints is what a script asked for, rather than what it says to a person."""
    return getattr(options, "json", False) or (getattr(options, "prints_data", False) and options.output is None)


def _worded(error: BaseException, options: argparse.Namespace) -> str:
    if isinstance(error, KeyboardInterrupt):
        return STOPPED_LATE if isinstance(error, StoppedLate) else STOPPED_ON_REQUEST
    if isinstance(error, SavingsError):
        path = error.path if isinstance(error, CannotWrite) and error.path else options.file
        return f"{path}: {error}"
    if isinstance(error, OSError):
        from se7_excel.books.saving import reason

        remedy = "the disk is full; make room and run the command again" if error.errno == ENOSPC else reason(error)
        return f"{error.filename or options.file}: {remedy}; every workbook is as it was"
    return f"{options.file}: something we did not foresee ({error}); run it again with --debug and send us what it prints"
