"""The commands that have to do with Excel: buttons into a workbook and out of it, and Excel set up for them."""

import argparse
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from se7_excel.errors import UnfitOption

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_excel_commands(commands: Commands) -> tuple[argparse.ArgumentParser, ...]:
    """Add `bind`, `unbind`, `install-addin`, `remove-addin` and `doctor`, and return their parsers."""
    return _bind(commands), _unbind(commands), _install(commands), _remove(commands), _doctor(commands)


def _bind(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "bind",
        help="Put the buttons into a tracker",
        description="Turns a tracker into a macro-enabled workbook with the ribbon; brings an older ribbon up to date.",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the tracker, an .xlsx or .xlsm workbook")
    command.add_argument("--output", metavar="FILE", type=Path, help="the .xlsm to write; by default beside the tracker")
    command.add_argument(
        "--standalone", action="store_true", help="bring along what is needed of xlwings, for PCs without add-ins"
    )
    command.set_defaults(run=_run_bind)
    return command


def _unbind(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "unbind",
        help="Take the buttons out of a tracker",
        description="Makes a plain .xlsx of a tracker, without macros and ribbon; the macro-enabled one stays.",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the tracker, an .xlsm workbook")
    command.add_argument("--output", metavar="FILE", type=Path, help="the .xlsx to write; by default beside the tracker")
    command.set_defaults(run=_run_unbind)
    return command


def _install(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "install-addin",
        help="Set Excel up for the buttons",
        description="Puts the add-ins in place and tells Excel where Python is. No administrator's rights are needed.",
    )
    command.add_argument("--from", dest="folder", metavar="FOLDER", type=Path, help="take a ready, signed se7.xlam from here")
    command.add_argument(
        "--settings-only", action="store_true", help="put no add-in in place, for trackers bound with --standalone"
    )
    command.set_defaults(run=_run_install, file="install-addin")
    return command


def _remove(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "remove-addin", help="Take that back", description="Takes our add-in and settings out of Excel."
    )
    command.add_argument("--everything", action="store_true", help="take xlwings' add-in out too")
    command.set_defaults(run=_run_remove, file="remove-addin")
    return command


def _doctor(commands: Commands) -> argparse.ArgumentParser:
    command = commands.add_parser(
        "doctor",
        help="Look whether everything is in place",
        description="Looks at Python, add-ins and settings, and says what to do. Exit status 1 if anything is amiss.",
    )
    command.set_defaults(run=_run_doctor, file="doctor")
    return command


def _run_bind(options: argparse.Namespace) -> int:
    from se7_excel.binding.bound import bound
    from se7_excel.books.saving import opened

    output = options.output or options.file.with_suffix(".xlsm")
    _refuse_output(output, ".xlsm", options.file)
    data, version = opened(options.file)
    return _put(options.file, output, version, bound(data, options.standalone).rewritten(), "Bound")


def _run_unbind(options: argparse.Namespace) -> int:
    from se7_excel.binding.bound import unbound
    from se7_excel.books.saving import opened

    output = options.output or options.file.with_suffix(".xlsx")
    _refuse_output(output, ".xlsx", options.file)
    data, version = opened(options.file)
    package = unbound(data)
    if package is None:
        print(f"{options.file} holds no macros or ribbon of ours; nothing was written")
        return 0
    return _put(options.file, output, version, package.rewritten(), "Without buttons")


def _put(source: Path, output: Path, version: tuple[int, int], pieces: Iterable[bytes | memoryview], said: str) -> int:
    from se7_excel.books.saving import put_in_place

    in_place = output.exists() and source.samefile(output)
    backup = put_in_place(output, pieces, datetime.now(), version if in_place else None)
    print(f"{said}: {output}")
    if backup:
        print(f"The version before is kept as {backup}")
    return 0


def _refuse_output(output: Path, ending: str, source: Path) -> None:
    if output.suffix.lower() != ending:
        raise UnfitOption(f"what comes out is an {ending} workbook; give the output {output.name} that ending")
    if output.exists() and not (source.exists() and source.samefile(output)):
        raise UnfitOption(f"there is a file {output.name} already; name another with --output")


def _run_install(options: argparse.Namespace) -> int:
    from se7_excel.entrances.excel_setup import install_addin

    install_addin(print, options.folder, settings_only=options.settings_only)
    return 0


def _run_remove(options: argparse.Namespace) -> int:
    from se7_excel.entrances.excel_setup import remove_addin
    from se7_excel.entrances.last_press import forget_everything, state_folder

    remove_addin(print, options.everything)
    forget_everything(state_folder())
    print(f"Taken out: {state_folder()}, by which a press could be undone")
    return 0


def _run_doctor(options: argparse.Namespace) -> int:
    from se7_excel.entrances.excel_doctor import doctor

    return 0 if doctor(print) else 1
