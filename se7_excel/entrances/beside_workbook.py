"""What a press needs of the folder in which the open workbook lies: its path, its label as saved, and naming a file there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel.errors import CannotWrite, SavingsError, UnfitOption

if TYPE_CHECKING:
    from se7_excel.outgoing.label import Label


def local_path(workbook: str) -> Path:
    """The path of the open workbook; raises `UnfitOption` for one that lies in no folder of this computer."""
    path = Path(workbook)
    if not path.is_absolute() or not path.is_file():
        raise UnfitOption(
            "the workbook has not been saved in a folder of this computer, so there is nowhere to put the draft; save it there "
            "first, or run se7 prepare-email on a copy"
        )
    return path


def label_as_saved(path: Path) -> "Label | None":
    """The sensitivity label of the workbook as it was last saved; none where that version cannot be read."""
    from se7_excel.books.package import Package
    from se7_excel.outgoing.label import label_of

    try:
        return label_of(Package(path.read_bytes()))
    except (SavingsError, OSError):
        return None


@contextmanager
def naming_files() -> Iterator[None]:
    """Let an error about a file say which, for here it is not the workbook in which the button was pressed."""
    try:
        yield
    except CannotWrite as error:
        raise CannotWrite(f"{Path(str(error.path)).name}: {error}") if error.path else error from None
