"""The e-mail of a tracker on disk: the draft and its attachments written to a folder, the tracker saved, and perhaps sent."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel.actions import Outcome, Plan, carry_out, logged
from se7_excel.books.file_book import FileBook
from se7_excel.books.saving import opened, put_in_place, refuse_unwritable, version_of
from se7_excel.entrances.file_actions import Saved, refuse_other_ending
from se7_excel.entrances.prepare_email import Prepared, Wishes, addresses, issue_pages, log_entry, prepared
from se7_excel.errors import CannotWrite, NotSent, PerhapsSent, SavingsError
from se7_excel.outgoing.label import label_of
from se7_excel.sheets import schema
from se7_excel.sheets.grid import tab_named
from se7_excel.sheets.log import Stamp
from se7_excel.sheets.sent import SentRow, last_sent_within, sent_rows

if TYPE_CHECKING:
    from se7_excel.outgoing.login import MailAccount

DRAFT, SENT, PERHAPS = "draft", "sent", "perhaps sent"


@dataclass(frozen=True, slots=True)
class EmailFiles:
    """The e-mail as prepared, where its tracker and its files lie, the draft last, what was saved of the tracker, and the
    backups of files of the same names that were there already.
    """

    made: Prepared
    tracker: Path
    files: tuple[Path, ...]
    saved: Saved
    kept: tuple[Path, ...] = ()

    @property
    def draft(self) -> Path:
        """The draft."""
        return self.files[-1]

    @property
    def outcome(self) -> Outcome:
        """What the checks found and which cells changed."""
        return self.made.outcome


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whom the server took the e-mail for, whom it refused in its own words, and why the Log does not say so, if it does not."""

    taken: tuple[str, ...]
    refused: tuple[str, ...]
    unlogged: str = ""


def write_email(
    path: Path, folder: Path, wishes: Wishes, stamp: Stamp, tell: Callable[[Prepared], None] = lambda made: None
) -> EmailFiles:
    """Prepare the e-mail of the tracker at this path, write its files into the folder, and save the tracker with its record.

    `tell` is given the e-mail before anything is written. Raises a `SavingsError` with every file as it was.
    """
    data, version = opened(path)
    refuse_unwritable(path)
    if not folder.is_dir():
        raise CannotWrite(f"there is no folder “{folder}” for the draft; make it, or name another with --output")
    book = FileBook(data)
    refuse_other_ending(path, book.package)
    made = prepared(book, path.name, wishes, stamp, label_of(book.package))
    if wishes.sending:
        _rehearse_issue(made, data, stamp)
    carry_out(made.plan, book)
    package = book.finish()
    tell(made)
    with written(made, folder, stamp.when) as files:
        saved = Saved(path, put_in_place(path, package.rewritten(), stamp.when, version)) if package.changed else Saved()
    return EmailFiles(made, path, tuple(files), saved, tuple(kept for kept in files.values() if kept))


@contextmanager
def written(made: Prepared, folder: Path, now: datetime) -> Iterator[dict[Path, Path | None]]:
    """Write the attachments and the draft into the folder; all is as it was again where what is done meanwhile fails.

    Each comes with the backup of the file it replaced, or None. What another run has put in the place of ours meanwhile stays.
    """
    contents = {folder / each.name: each.content for each in made.attachments} | {folder / f"{made.name}.eml": made.eml}
    backups: dict[Path, Path | None] = {each: None for each in contents if not each.exists()}
    versions: dict[Path, tuple[int, int]] = {}
    try:
        for target, content in contents.items():
            backups[target] = put_in_place(target, (content,), now)
            versions[target] = version_of(target)
        yield {target: backups.get(target) for target in contents}
    except BaseException:
        for target, backup in backups.items():
            _take_back(target, backup, versions.get(target))
        raise


def sent_before(path: Path, wishes: Wishes, now: datetime) -> SentRow | None:
    """What went to any of these recipients within the hour, by the tracker's Log; a draft has not gone to anybody."""
    data, _ = opened(path)
    book = FileBook(data)
    everybody = tuple(each.address for each in addresses(wishes, book).everybody)
    log = tab_named(book.tabs(), schema.LOG)
    gone_out = (row for row in sent_rows(book.read(log)) if row.how != DRAFT) if log else ()
    return last_sent_within(gone_out, now, everybody)


def send_email(email: EmailFiles, account: "MailAccount", stamp: Stamp) -> Delivery:
    """Send the e-mail, let the tracker record the issue and that it went out, or that it may have, and return who has it.

    Raises `NotSent` where nothing went out, and `PerhapsSent` where nobody can tell; the draft lies where it was written.
    """
    from se7_excel.outgoing.smtp import send

    made = email.made
    try:
        result = send(made.eml, made.addressed.sender, made.addressed.everybody, account.server, account.login)
    except NotSent as error:
        raise NotSent(f"{error}; the draft is kept as {email.draft}") from None
    except (Exception, KeyboardInterrupt) as error:
        raise _perhaps_sent(error, _unlogged(email, stamp, PERHAPS)) from error
    return Delivery(result.taken, tuple(map(str, result.refused)), _unlogged(email, stamp, SENT, result.taken))


def _rehearse_issue(made: Prepared, tracker: bytes, stamp: Stamp) -> None:
    """Raise now what would keep the tracker from recording the issue once it has gone out."""
    book = FileBook(tracker)
    carry_out(Plan(made.outcome, tuple(issue_pages(made, book, stamp))), book)
    book.finish()


def _take_back(target: Path, backup: Path | None, version: tuple[int, int] | None) -> None:
    """Take a file away again, or put back the one it replaced, unless another run has put its own there since."""
    with suppress(OSError):
        if version and version_of(target) != version:
            return
        if backup:
            os.replace(backup, target)
        else:
            target.unlink(missing_ok=True)


def _perhaps_sent(error: BaseException, unlogged: str) -> PerhapsSent:
    """What is told of an e-mail that went wrong on its way: whoever breaks off in between must not take it for unsent."""
    told = str(error) if isinstance(error, PerhapsSent) else _broken_off(error)
    return PerhapsSent(f"{told}; the Log does not say so, because {unlogged}" if unlogged else told)


def _broken_off(error: BaseException) -> str:
    why = "it was stopped on request" if isinstance(error, KeyboardInterrupt) else f"something we did not foresee ({error})"
    return f"sending was broken off, because {why}: it may or may not have been sent; ask a recipient before you send it again"


def _unlogged(email: EmailFiles, stamp: Stamp, how: str, to: tuple[str, ...] = ()) -> str:
    """Let the tracker record the issue and how it went out; why it cannot, where it cannot.

    The remedy of such an error is left away: it is to run the command again, which would send again.
    """
    try:
        _record(email, stamp, how, to)
    except (SavingsError, OSError) as error:
        return str(error).partition("; ")[0]
    return ""


def _record(email: EmailFiles, stamp: Stamp, how: str, to: tuple[str, ...]) -> None:
    data, version = opened(email.tracker)
    book = FileBook(data)
    records = (*issue_pages(email.made, book, stamp), *logged(book, log_entry(email.made, stamp, how, to)))
    carry_out(Plan(email.outcome, records), book)
    package = book.finish()
    if package.changed:
        put_in_place(email.tracker, package.rewritten(), stamp.when, version, keep=False)
