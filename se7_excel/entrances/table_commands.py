"""The commands that read what was issued or what others made: `import`, `compare`, `inspect` and `verify`."""

import argparse
from typing import TypeAlias

from se7_excel.entrances.compare_command import add_compare_command
from se7_excel.entrances.import_table import add_import_command
from se7_excel.entrances.inspect_file import add_inspect_command
from se7_excel.entrances.verify import add_verify_command

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_table_commands(commands: Commands) -> tuple[argparse.ArgumentParser, ...]:
    """Add the commands, and return their parsers."""
    reading = (*add_import_command(commands), *add_compare_command(commands))
    return (*reading, add_inspect_command(commands), add_verify_command(commands))
