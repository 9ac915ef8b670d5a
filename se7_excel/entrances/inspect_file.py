"""`se7 inspect`: whether a workbook of anybody's can be relied on, said before its figures are used."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from se7_excel.entrances.progress import progress

if TYPE_CHECKING:
    from se7_excel.inspection.inspected import Inspection

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_inspect_command(commands: Commands) -> argparse.ArgumentParser:
    """Add `inspect` and return its parser."""
    command = commands.add_parser(
        "inspect",
        help="Look through any workbook",
        description="Looks through any workbook, a tracker or not, and changes nothing: numbers typed over formulas, sums that "
        "miss rows, hidden places that count, errors, links to other files, and values that are not what the formulas come to.",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="any .xlsx or .xlsm workbook")
    command.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    command.set_defaults(run=_run_inspect)
    return command


def in_words(inspection: "Inspection", path: Path) -> str:
    """The report for a person: how much was looked at, and what was found."""
    from se7_excel.sheets.check_report import counted, told

    tabs = "1 tab" if len(inspection.tabs) == 1 else f"{len(inspection.tabs)} tabs"
    formulas = "1 formula" if inspection.formulas == 1 else f"{inspection.formulas:,} formulas"
    looked = f"  Looked at: {tabs}, {formulas}, {inspection.recomputed:,} of them recomputed"
    found = f"  Found: {counted(inspection.findings)}"
    return "\n".join([f"Inspect: {path.name}", looked, found, *(f"    {told(each)}" for each in inspection.findings)])


def as_json(inspection: "Inspection", path: Path) -> str:
    """The report for a script: action, file, tabs, formulas, how many were recomputed, and findings."""
    from se7_excel.entrances.finding_shape import finding_shape

    shape = {
        "action": "inspect",
        "file": str(path),
        "tabs": list(inspection.tabs),
        "formulas": inspection.formulas,
        "recomputed": inspection.recomputed,
        "findings": [finding_shape(each) for each in inspection.findings],
    }
    return json.dumps(shape, indent=2)


def _run_inspect(options: argparse.Namespace) -> int:
    from se7_excel.books.saving import opened
    from se7_excel.inspection.inspected import inspected

    with progress(f"looking through {options.file.name}", options.quiet):
        data, _ = opened(options.file)
        inspection = inspected(data)
    print(as_json(inspection, options.file) if options.json else in_words(inspection, options.file))
    return 1 if inspection.failed else 0
