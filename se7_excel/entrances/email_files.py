"""The e-mail of a tracker on disk: the draft and its attachments written to a folder, the tracker saved, and perhaps sent."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from se7_excel.actions import Outcome, Plan, carry_out, logged
from se7_excel.books.file_book import FileBook
from se7_excel.books.saving import opened, put_in_place, refuse_unwritable
from se7_excel.entrances.file_actions import Saved, refuse_other_ending
from se7_excel.entrances.prepare_email import Prepared, Wishes, addresses, log_entry, prepared
from se7_excel.errors import CannotWrite, PerhapsSent
from se7_excel.outgoing.label import label_of
from se7_excel.outgoing.login import MailAccount
from se7_excel.outgoing.smtp import Sent, send
from se7_excel.sheets import schema
from se7_excel.sheets.grid import folded
from se7_excel.sheets.log import Stamp
from se7_excel.sheets.sent import SentRow, last_sent_within, sent_rows


@dataclass(frozen=True, slots=True)
class EmailFiles:
    """The e-mail as prepared, where its files lie, the draft last, and where the tracker was saved."""

    made: Prepared
    files: tuple[Path, ...]
    saved: Saved

    @property
    def draft(self) -> Path:
        """The draft."""
        return self.files[-1]

    @property
    def outcome(self) -> Outcome:
        """What the checks found and which cells changed."""
        return self.made.outcome


def write_email(path: Path, folder: Path, wishes: Wishes, stamp: Stamp) -> EmailFiles:
    """Prepare the e-mail of the tracker at this path, write its files into the folder, and save the tracker with its record.

    Raises a `SavingsError` with every file as it was.
    """
    data, version = opened(path)
    refuse_unwritable(path)
    if not folder.is_dir():
        raise CannotWrite(f"there is no folder “{folder}” for the draft; make it, or name another with --output")
    book = FileBook(data)
    refuse_other_ending(path, book.package)
    made = prepared(book, path.name, wishes, stamp, label_of(book.package))
    carry_out(made.plan, book)
    package = book.finish()
    with written(made, folder, stamp.when) as files:
        backup = put_in_place(path, package.rewritten(), stamp.when, version)
    return EmailFiles(made, files, Saved(path, backup))


@contextmanager
def written(made: Prepared, folder: Path, now: datetime) -> Iterator[tuple[Path, ...]]:
    """Write the attachments and the draft into the folder; they go again where what is done meanwhile fails.

    Files that were there before stay, and one that is replaced is kept as a backup.
    """
    contents = (*((each.name, each.content) for each in made.attachments), (f"{made.name}.eml", made.eml))
    files = tuple(folder / name for name, _ in contents)
    new = [each for each in files if not each.exists()]
    try:
        for target, (_, content) in zip(files, contents, strict=True):
            put_in_place(target, (content,), now)
        yield files
    except BaseException:
        for each in new:
            with suppress(OSError):
                each.unlink(missing_ok=True)
        raise


def sent_before(path: Path, wishes: Wishes, now: datetime) -> SentRow | None:
    """What went to any of these recipients within the hour, by the tracker's Log."""
    data, _ = opened(path)
    book = FileBook(data)
    _, to, cc = addresses(wishes, book)
    log = next((tab for tab in book.tabs() if folded(tab) == folded(schema.LOG)), None)
    everybody = tuple(each.address for each in (*to, *cc))
    return last_sent_within(sent_rows(book.read(log)), now, everybody) if log else None


def send_email(email: EmailFiles, account: MailAccount, stamp: Stamp) -> Sent:
    """Send the e-mail, and let the tracker's Log say that it went out, or that it may have.

    Raises `NotSent` where nothing went out, and `PerhapsSent` where nobody can tell; the draft lies where it was written.
    """
    made = email.made
    try:
        result = send(made.eml, made.sender, (*made.to, *made.cc), account.server, account.login)
    except PerhapsSent:
        _log(email, stamp, "perhaps sent")
        raise
    _log(email, stamp, "sent")
    return result


def _log(email: EmailFiles, stamp: Stamp, how: str) -> None:
    path = email.saved.path
    if path is None:
        return
    data, version = opened(path)
    book = FileBook(data)
    carry_out(Plan(email.outcome, tuple(logged(book, log_entry(email.made, stamp, how)))), book)
    put_in_place(path, book.finish().rewritten(), stamp.when, version, keep=False)
