"""What the sender of an e-mail is told and whoever receives it is not: what is missing, and what is only a draft."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from se7_excel.sheets import schema
from se7_excel.sheets.grid import Grid, folded, tab_named
from se7_excel.sheets.last_issue import LastIssue, only_drafted
from se7_excel.sheets.sent import sent_rows

if TYPE_CHECKING:
    from se7_excel.books.book import Book
    from se7_excel.outgoing.label import Label

NO_MARKING = f"No protective marking is set on {schema.SETTINGS}"
WITHOUT = {
    schema.CHECKS: "so what the checks found stands in the e-mail only",
    schema.APPENDIX_2: "so Appendix 2 stands in the copy only",
    schema.ISSUED: "so each e-mail is version 1 and none can say what has changed since the one before",
    schema.LOG: "so nothing in the tracker tells what was sent to whom",
}


def told_to_the_sender(book: "Book", marking: str, label: "Label | None", before: LastIssue | None) -> tuple[str, ...]:
    """A sentence each for a marking that is not set, a last issue that is only a draft, and tabs an older tracker has not."""
    log = tab_named(book.tabs(), schema.LOG)
    drafted = _merely_drafted(before, book.read(log) if log else None)
    return tuple(each for each in (_unmarked(marking, label), drafted, *_missing_tabs(book)) if each)


def _unmarked(marking: str, label: "Label | None") -> str:
    """A sentence where no protective marking is set, naming the tracker's sensitivity label if it has one; else nothing."""
    if marking:
        return ""
    named = f" “{label.name}”" if label and label.name else ""
    return f"{NO_MARKING}, though the tracker carries the sensitivity label{named}" if label else NO_MARKING


def _merely_drafted(before: LastIssue | None, log: Grid | None) -> str:
    """A sentence where what is compared with went out to nobody, as far as the Log tells; else nothing."""
    if before is None or not only_drafted(before, sent_rows(log)):
        return ""
    version = f"Version {before.number} was only prepared as a draft, as far as the {schema.LOG} tells"
    return f"{version}, and what has changed is told since that draft"


def _missing_tabs(book: "Book") -> Iterator[str]:
    """A sentence for each tab of ours that an older tracker has not."""
    there = [folded(tab) for tab in book.tabs()]
    absent = (name for name in WITHOUT if folded(name) not in there)
    return (f"The tracker has no tab {name}, {WITHOUT[name]}; add an empty tab of that name" for name in absent)
