"""Running an action on a workbook file: opened whole, changed in memory, put back in one step."""

from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from pathlib import Path

from se7_excel.actions import Action, Outcome, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.package import Package
from se7_excel.books.saving import opened, put_in_place, refuse_unwritable
from se7_excel.entrances.progress import Tell, silent
from se7_excel.errors import CannotWrite, NotATracker
from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets.grid import tab_named
from se7_excel.sheets.log import Stamp
from se7_excel.sheets.schema import LOG


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the result lies, None where nothing had to be written, the backup of what it replaced, and whether no Log tells."""

    path: Path | None = None
    backup: Path | None = None
    unlogged: bool = False


def run_on_file(
    action: Action,
    path: Path,
    now: datetime,
    reporting: str = "",
    output: Path | None = None,
    preview: bool = False,
    keep: bool = True,
    who: str = "",
    beside: tuple[Finding, ...] = (),
    tell: Tell = silent,
) -> tuple[Outcome, Saved]:
    """Run the action on the workbook at this path; a preview writes nothing, an output leaves the original alone.

    `who` is at work goes into the workbook's Log; without a name nothing is logged. Whoever made the file a moment ago
    need not `keep` the version before.
    """
    tell(f"reading {path.name}")
    data, version = opened(path)
    if not preview and output is None:
        refuse_unwritable(path)
    book = FileBook(data)
    if output is not None and output.suffix.lower() != book.package.extension:
        raise CannotWrite(f"the output {output.name} must end in {book.package.extension}, as the workbook does; name it so")
    refuse_other_ending(path, book.package)
    tell(f"computing {path.name}")
    outcome = run(action, book, reporting, Stamp(now, who) if who else None, beside)
    package = book.finish()
    if preview:
        return outcome, Saved()
    elsewhere = output if output is not None and not _same_file(path, output) else None
    if elsewhere is None and not package.changed:
        return outcome, Saved()
    tell(f"saving {(elsewhere or path).name}")
    unlogged = bool(who) and tab_named(book.tabs(), LOG) is None
    if elsewhere:
        return outcome, Saved(elsewhere, put_in_place(elsewhere, package.rewritten(), now), unlogged)
    return outcome, Saved(path, put_in_place(path, package.rewritten(), now, version, keep), unlogged)


def refuse_other_ending(path: Path, package: Package) -> None:
    """Raise `NotATracker` where the file's ending is not that of its content, which Excel would refuse to open."""
    if path.suffix.lower() != package.extension:
        raise NotATracker(f"the content is that of a {package.extension} workbook; give the file that ending")


def user_name() -> str:
    """Who the system says is at work; “unknown” where it has no name for them."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _same_file(path: Path, output: Path) -> bool:
    return output.exists() and path.samefile(output)
