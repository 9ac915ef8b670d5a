"""What differs between the figures of a workbook received and those that were issued, and what else is amiss with it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.compare import Compared
from se7_excel.errors import SavingsError, UnreadableTable
from se7_excel.inspection.inspected import inspected
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.opening import issued_on
from se7_excel.issued.sheet_table import workbook_paper
from se7_excel.outgoing.allow_list import ABOUT
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.comparison import compared
from se7_excel.sheets import schema
from se7_excel.sheets.grid import Grid, as_text, folded, tab_named
from se7_excel.sheets.last_issue import LastIssue, last_issue
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.reading import read_tracker

if TYPE_CHECKING:
    from se7_excel.savings.programme import Programme

VERSION = "Version"  # as the sheet About of a copy has it
WORKBOOK = b"PK\x03\x04"
THE_TRACKER, THE_TABLE = "the tracker received", "the table received"
WHOLE = (THE_TRACKER, THE_TABLE)
SUMS = ("C01", "C02", "C03")  # a figure or a total that somebody has changed no longer agrees with the others


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a workbook received against those of the last issue, table by table.

    `why` says why they could not be compared, or which of the tables could not; `amiss` is what an inspection finds that fails.
    """

    last: LastIssue | None = None
    tables: tuple[Compared, ...] = ()
    why: str = ""
    macros: bool = False
    amiss: tuple[Finding, ...] = ()

    @property
    def differ(self) -> bool:
        """Whether any figure differs from what was issued, or no longer agrees with the others."""
        return any(each.comparison.differs or each.slips for each in self.tables)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table received as read, or a tracker's own tabs: its name, its programme, and what it gets wrong by itself."""

    name: str
    programme: "Programme"
    slips: tuple[Finding, ...] = ()
    is_table: bool = True


def is_workbook(content: bytes) -> bool:
    """Whether the file may be a workbook, by how it begins."""
    return content.startswith(WORKBOOK)


def figures_received(content: bytes, tracker: FileBook, version: int = 0) -> Figures:
    """What differs in the figures of the workbook of these bytes; what stops the comparison is said, not raised.

    `version` is the one its name was sent as, where the file does not say itself; 0 where nobody knows.
    """
    try:
        book = FileBook(content)
    except SavingsError as error:
        return Figures(why=f"the file cannot be read: {error}")
    macros, amiss = book.package.extension == ".xlsm" or _holds_macros(book), _amiss(content)
    try:
        known = read_tracker(tracker).programme
        read, unread = _read(book, known)
        last = last_issue(_tab(tracker, schema.ISSUED), _seen_from(known, read[0].programme))
    except SavingsError as error:
        return Figures(why=str(error), macros=macros, amiss=amiss)
    if last is None:
        return Figures(why="the tracker’s tab Issued holds no figures issued from this point of view", macros=macros, amiss=amiss)
    said = _version(book) or version
    if said not in (0, last.number):
        return Figures(why=_not_kept(said, last), macros=macros, amiss=amiss)
    return Figures(last, tuple(_compared(last, each) for each in read), "; ".join(unread), macros, amiss)


def _version(book: FileBook) -> int:
    """The version the sheet About says the file is; 0 where it does not say."""
    about = _tab(book, ABOUT)
    value = (find_fact(about, VERSION) or (None,))[0] if about else None
    return int(text) if (text := as_text(value)).isdecimal() else 0


def _not_kept(version: int, last: LastIssue) -> str:
    kept = "no longer kept" if version < last.number else "not kept in this tracker"
    return f"the figures of version {version} are {kept}, so it cannot be told what differs"


def _read(book: FileBook, known: "Programme") -> tuple[tuple[_Table, ...], tuple[str, ...]]:
    """The tables that can be read, and why the others cannot; raises why where none can."""
    read: list[_Table] = []
    unread: list[str] = []
    for name, tabs in _places(book):
        try:
            read.append(_table(book, known, name, tabs))
        except SavingsError as error:
            unread.append(str(error))
    if not read:
        raise UnreadableTable("; ".join(unread))
    return tuple(read), tuple(unread)


def _places(book: FileBook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where its figures stand: both tables of an appendix, for either can be changed, or a tracker's own tabs."""
    if _tab(book, schema.SETTINGS):
        return ((THE_TRACKER, ()),)
    names = tuple(tab for tab in book.tabs() if folded(tab) in (folded(schema.APPENDIX_DATA), folded(schema.APPENDIX)))
    return tuple((each, (each,)) for each in names) or ((THE_TABLE, book.tabs()),)


def _table(book: FileBook, known: "Programme", name: str, tabs: tuple[str, ...]) -> _Table:
    if name == THE_TRACKER:
        return _Table(name, read_tracker(book).programme, is_table=False)
    issued = issued_on(workbook_paper(tabs, book.read), Conventions(), known)
    slips = tuple(each for each in issued.findings if each.code in SUMS and each.severity is Severity.FAIL)
    return _Table(name, issued.programme, slips)


def _compared(last: LastIssue, table: _Table) -> Compared:
    """The figures alone, because dates and targets are not kept with an issue; an issue is exact, a table may be rounded."""
    found = compared(last.programme, table.programme, (not table.is_table, table.is_table))
    own = {last.programme.partnership, last.programme.reporting}
    totals = tuple(each for each in found.totals if each.party in own)
    figures = replace(found, headings=(), denominators=(), totals=totals)
    return Compared(Path(f"version {last.number}"), Path(table.name), figures, table.slips)


def _seen_from(known: "Programme", received: "Programme") -> "Programme":
    """The tracker's programme from the point of view of what was received."""
    party = known.party(received.reporting.name)
    return known.reported_by(party) if party in known.authorities and party else known


def _tab(book: FileBook, name: str) -> Grid | None:
    tab = tab_named(book.tabs(), name)
    return book.read(tab) if tab else None


def _holds_macros(book: FileBook) -> bool:
    return any("vbaproject" in part.casefold() for part in book.package.parts)


def _amiss(content: bytes) -> tuple[Finding, ...]:
    """What fails on any workbook: numbers over formulas, hidden figures, values that are not what formulas come to."""
    try:
        return tuple(each for each in inspected(content).findings if each.fails)
    except SavingsError:
        return ()
