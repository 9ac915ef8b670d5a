"""`se7 compare`: two files held against each other, and the report of what differs."""

import argparse
from pathlib import Path
from typing import TypeAlias

from se7_excel.entrances.progress import progress
from se7_excel.entrances.table_options import add_convention_options, conventions_from

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
SAME, DIFFERS = 0, 1


def add_compare_command(commands: Commands) -> list[argparse.ArgumentParser]:
    """Add `compare`, and return its parser."""
    command = commands.add_parser(
        "compare",
        help="Compare what was issued with what is now",
        description="Says what differs between two trackers, or an issued table and a tracker: lines, figures, totals and what "
        "they come from, and what the words still quote. Neither file is changed.",
        epilog="Exit status: 0 nothing differs; 1 something differs, or a table contradicts itself; 2 could not go on.",
    )
    command.add_argument(
        "old", metavar="OLD", type=Path, help="what was issued: a tracker, a sent copy, or a table as text, CSV or Word"
    )
    command.add_argument("new", metavar="NEW", type=Path, help="what is now: a tracker, or any of these")
    command.add_argument(
        "--as-issued", action="store_true", help="take the Appendix 1 of OLD as it stands, not its workstreams' tabs"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    add_convention_options(command)
    command.set_defaults(run=_run, file="compare")
    return [command]


def _run(options: argparse.Namespace) -> int:
    from se7_excel.entrances.compare import compare_files
    from se7_excel.entrances.compare_shape import as_json
    from se7_excel.entrances.compare_words import in_words

    with progress("comparing", options.quiet) as tell:
        found = compare_files(options.old, options.new, conventions_from(options), options.as_issued, tell)
        said = as_json(found) if options.json else in_words(found)
    print(said)
    return DIFFERS if found.comparison.differs or found.contradicted else SAME
