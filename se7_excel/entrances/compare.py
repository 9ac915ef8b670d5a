"""What differs between a file as it was issued and what another says now, figure by figure and total by total."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel.entrances.naming import naming
from se7_excel.entrances.progress import Tell, silent
from se7_excel.errors import SavingsError, UnfitOption
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.comparison import compared
from se7_excel.savings.differences import Comparison
from se7_excel.savings.programme import Programme
from se7_excel.sheets.grid import folded
from se7_excel.sheets.reading import Reading, read_tracker
from se7_excel.sheets.schema import SETTINGS

if TYPE_CHECKING:
    from se7_excel.books.file_book import FileBook
    from se7_excel.issued.conventions import Conventions

WORD = ".docx"
OFFICE_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two files compared: what differs, what the old one gets wrong by itself, and what of either was kept as words.

    `reading` is the new file where it is a tracker.
    """

    old: Path
    new: Path
    comparison: Comparison
    slips: tuple[Finding, ...] = ()
    kept: tuple[str, ...] = ()
    reading: Reading | None = None

    @property
    def contradicted(self) -> tuple[Finding, ...]:
        """The slips of the tables that fail: a figure of theirs is wrong whatever the other file says."""
        return tuple(each for each in self.slips if each.fails)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The differences, and which of the tables' own figures are wrong, as findings about the new file.

        A slip's place is left to its words, because it is a place of another file.
        """
        return (*self.differences, *(replace(each, place=None) for each in self.contradicted))

    @property
    def differences(self) -> tuple[Finding, ...]:
        """C25, C20 and C19: what differs as findings about the new file."""
        from se7_excel.sheets.comparison_findings import comparison_findings
        from se7_excel.sheets.quoted_still import quoted_still

        quoted = quoted_still(self.comparison, self.reading) if self.reading else ()
        return (*comparison_findings(self.comparison), *quoted)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two files as read."""

    programme: Programme
    is_table: bool = False
    findings: tuple[Finding, ...] = ()
    kept: tuple[str, ...] = ()
    reading: Reading | None = None


def compare_files(
    old: Path, new: Path, conventions: "Conventions | None" = None, as_issued: bool = False, tell: Tell = silent
) -> Compared:
    """What differs between the two files; `conventions` says what their tables leave unsaid.

    `as_issued` takes a tracker's Appendix 1 in the old file as it stands. Trackers are read first, so that the names in
    them help to understand the other file. Raises a `SavingsError` that names the file.
    """
    tell(f"reading {new.name}")
    books = _tracker(old), _tracker(new)
    later = _read_tracker(new, books[1]) if books[1] else None
    known = later.programme if later else None
    tell(f"reading {old.name}")
    earlier = _read_old(old, books[0], conventions, known, as_issued)
    later = later or _read_table(new, conventions, earlier.programme)
    tell(f"comparing {old.name} with {new.name}")
    comparison = compared(earlier.programme, later.programme, (earlier.is_table, later.is_table))
    kept = (*(f"{old.name}: {each}" for each in earlier.kept), *(f"{new.name}: {each}" for each in later.kept))
    return Compared(old, new, comparison, (*earlier.findings, *later.findings), kept, later.reading)


def _read_old(
    path: Path, book: "FileBook | None", conventions: "Conventions | None", known: Programme | None, as_issued: bool
) -> _Side:
    if as_issued and book is None:
        raise UnfitOption(f"{path}: --as-issued takes the Appendix 1 of a tracker, and this is none; leave the option out")
    if book is None:
        return _read_table(path, conventions, known)
    if not as_issued:
        return _read_tracker(path, book)
    with suppress(SavingsError):  # its own names help most, but an Appendix 1 may outlive the tabs it came from
        known = read_tracker(book).programme
    return _read_table(path, conventions, known)


def _tracker(path: Path) -> "FileBook | None":
    """The workbook where it is a tracker, None for any other file that may hold a table."""
    from se7_excel.books.file_book import FileBook
    from se7_excel.books.saving import opened

    with naming(path):
        data, _ = opened(path)
        if path.suffix.lower() == WORD or not data.startswith(OFFICE_FILES):
            return None
        book = FileBook(data)
        return book if folded(SETTINGS) in (folded(tab) for tab in book.tabs()) else None


def _read_tracker(path: Path, book: "FileBook") -> _Side:
    with naming(path):
        reading = read_tracker(book)
        return _Side(reading.programme, reading=reading)


def _read_table(path: Path, conventions: "Conventions | None", known: Programme | None) -> _Side:
    from se7_excel.issued.conventions import Conventions
    from se7_excel.issued.opening import read_issued

    with naming(path):
        issued = read_issued(path, conventions or Conventions(), known)
        slips = tuple(replace(each, message=f"{path.name}: {each.message}") for each in issued.findings)
        return _Side(issued.programme, True, slips, tuple(str(each) for each in issued.kept))
