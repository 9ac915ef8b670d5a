"""`se7 verify`: whether a file received is the one that was sent, byte for byte, by what the tracker's Log records."""

import argparse
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from se7_excel.entrances.naming import naming
from se7_excel.errors import NotATracker, UnreadableMail
from se7_excel.sheets import schema
from se7_excel.sheets.grid import Grid, folded, tab_named
from se7_excel.sheets.sent import SentRow, sent_rows

if TYPE_CHECKING:
    from se7_excel.books.file_book import FileBook
    from se7_excel.entrances.received_figures import Figures

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
E_MAIL = ".eml"
OUTLOOK = ".msg"
COPY_NUMBER = re.compile(r"(?: \(\d{1,3}\))+(?=\.\w+$)")
GENUINE, NOT_GENUINE = 0, 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A file received, or an attachment of an e-mail received: the rows that record it, and those that record its name.

    Rows of the same name record another file. `figures` is what differs in a workbook that no row records.
    """

    name: str
    sha256: str
    recorded: tuple[SentRow, ...]
    same_name: tuple[SentRow, ...] = ()
    figures: "Figures | None" = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a file received is, by the tracker's Log; an e-mail has a piece for each attachment."""

    received: Path
    tracker: Path
    pieces: tuple[Piece, ...]
    is_mail: bool
    logged: int

    @property
    def genuine(self) -> bool:
        """Whether it is, byte for byte, what one row of the Log records; an e-mail with all its attachments and no other."""
        whole = not self.is_mail or not self.missing
        return bool(self.pieces) and self.together is not None and whole

    @property
    def together(self) -> SentRow | None:
        """The last row that records every piece; None where none does."""
        rows = self.pieces[0].recorded if self.pieces else ()
        return next((row for row in reversed(rows) if all(row in each.recorded for each in self.pieces)), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The attachments that were sent together with an e-mail's and are not among them."""
        held = {each.sha256 for each in self.pieces}
        rows = [row for each in self.pieces for row in each.recorded] if self.is_mail else []
        best = max(rows, key=lambda row: sum(digest in held for _, digest in row.attachments), default=None)
        return tuple(name for name, digest in best.attachments if digest not in held) if best else ()


def add_verify_command(commands: Commands) -> argparse.ArgumentParser:
    """Add `verify` and return its parser."""
    command = commands.add_parser(
        "verify",
        help="Tell whether a file received is the one sent",
        description="Says whether a workbook, PDF or e-mail received is, byte for byte, what the tracker’s Log records as sent, "
        "and what differs in its figures if not. Neither file is changed.",
        epilog="Exit status: 0 it is the one; 1 it is not; 2 could not go on.",
    )
    command.add_argument("received", metavar="FILE", type=Path, help="what was received: an .xlsx, a .pdf or an .eml")
    command.add_argument("tracker", metavar="TRACKER", type=Path, help="the tracker it was sent from, an .xlsx or .xlsm")
    command.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    command.set_defaults(run=_run_verify, file="verify")
    return command


def verified(received: Path, tracker: Path) -> Verified:
    """What the file received is, by the tracker's Log; raises a `SavingsError` that names the file it cannot read."""
    from se7_excel.books.file_book import FileBook
    from se7_excel.books.saving import opened

    with naming(received):
        content, _ = opened(received)
        is_mail = received.suffix.lower() == E_MAIL
        files = _attachments(content, received)
    with naming(tracker):
        book = FileBook(opened(tracker)[0])
        rows = sent_rows(_log(book))
    return Verified(received, tracker, tuple(_piece(*each, rows, book) for each in files), is_mail, len(rows))


def _attachments(content: bytes, received: Path) -> tuple[tuple[str, bytes], ...]:
    """The file itself or, for an e-mail, each of its attachments: names and contents."""
    if received.suffix.lower() == OUTLOOK:
        raise UnreadableMail("this is an e-mail as Outlook keeps it; save its attachments, and give one of those")
    if received.suffix.lower() != E_MAIL:
        return ((received.name, content),)
    from se7_excel.entrances.received_mail import attachments

    return attachments(content)


def _log(book: "FileBook") -> Grid:
    tab = tab_named(book.tabs(), schema.LOG)
    if tab is None:
        raise NotATracker("the workbook has no tab Log; name the tracker the file was sent from")
    return book.read(tab)


def _piece(name: str, content: bytes, rows: tuple[SentRow, ...], book: "FileBook") -> Piece:
    digest = sha256(content).hexdigest()
    recorded = tuple(row for row in rows if any(digest == each for _, each in row.attachments))
    if recorded:
        return Piece(name, digest, recorded)
    same_name = tuple(row for row in rows if any(_plain(name) == _plain(each) for each, _ in row.attachments))
    return Piece(name, digest, (), same_name, _figures(content, book, same_name[-1].version if same_name else 0))


def _plain(name: str) -> str:
    """A file's name as it is told apart, without the number that saving a second copy puts behind it."""
    return folded(COPY_NUMBER.sub("", name))


def _figures(content: bytes, book: "FileBook", version: int) -> "Figures | None":
    """What differs in the figures of a workbook whose name was sent as this version; None for any other file."""
    from se7_excel.entrances.received_figures import figures_received, is_workbook

    return figures_received(content, book, version) if is_workbook(content) else None


def _run_verify(options: argparse.Namespace) -> int:
    from se7_excel.entrances.verify_words import as_json, in_words

    found = verified(options.received, options.tracker)
    print(as_json(found) if options.json else in_words(found))
    return GENUINE if found.genuine else NOT_GENUINE
