"""Preparing the e-mail: everything refreshed and checked, the clean copy past the gate, and the draft that carries it.

The same for a workbook on disk and for one open in Excel; nothing is written and nothing is sent here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from se7_excel import __version__
from se7_excel.actions import PREPARE_EMAIL, Outcome, Plan, logged, plan
from se7_excel.books.book import Book
from se7_excel.errors import UnfitOption, Withheld
from se7_excel.outgoing.about import About
from se7_excel.outgoing.clean_copy import clean_copy, file_name, unlinked
from se7_excel.outgoing.draft import MEGABYTE, PDF, Attachment, as_eml, size_warning
from se7_excel.outgoing.gate import findings_at_the_gate
from se7_excel.outgoing.label import Label, labelled
from se7_excel.outgoing.letter import AcceptedFail, Letter
from se7_excel.outgoing.pdf import appendices_as_pdf
from se7_excel.outgoing.recipients import Recipient, recipient, recipients
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.changed_since import changed_since
from se7_excel.sheets.changes import refuse_to_cover
from se7_excel.sheets.check_report import HOLDS, check_page, standing
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.headline import headline
from se7_excel.sheets.last_issue import LastIssue, issue_page, last_issue
from se7_excel.sheets.log import Entry, Stamp
from se7_excel.sheets.mail_settings import MailSettings, read_mail_settings
from se7_excel.sheets.page import Page
from se7_excel.sheets.sent import Sent

if TYPE_CHECKING:
    from se7_excel.savings.checks.finding import Finding

MOST_NAMED = 5
NO_PDF = "No PDF is attached, because LibreOffice is not installed on the computer that made this or could not print it"
NO_RECORD = (
    "The tracker has no tab Issued, so the next issue cannot say what has changed since this one; add an empty tab of that name"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the sender asks for; what is left empty is taken from Settings. `accepted` are codes that may fail, with why."""

    to: str = ""
    cc: str = ""
    sender: str = ""
    accepted: tuple[tuple[str, str], ...] = ()
    reporting: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The e-mail as it would go out, and what is to be set down in the tracker when it does."""

    plan: Plan
    issue: int
    sender: Recipient
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...]
    attachments: tuple[Attachment, ...]
    letter: Letter
    eml: bytes
    warnings: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """What the checks found and which cells change."""
        return self.plan.outcome

    @property
    def name(self) -> str:
        """The name of the files, without an ending."""
        return Path(self.attachments[0].name).stem

    def sent(self, how: str) -> Sent:
        """What the Log says of it."""
        everybody = tuple(each.address for each in (*self.to, *self.cc))
        enclosed = tuple((each.enclosed.name, each.enclosed.sha256) for each in self.attachments)
        accepted = tuple((each.code, each.why, each.who) for each in self.letter.accepted)
        return Sent(everybody, enclosed, accepted, self.issue, how)


def prepared(book: Book, tracker: str, wishes: Wishes, stamp: Stamp, label: Label | None = None) -> Prepared:
    """The e-mail that the tracker of this file name comes to; nothing is written yet.

    Raises `Withheld` where a check fails that nobody accepts, and another `SavingsError` for anything that would have to
    be guessed.
    """
    planned = plan(PREPARE_EMAIL, book, wishes.reporting)
    outcome, programme = planned.outcome, planned.outcome.programme
    accepted = _accepted(wishes, outcome.remaining, stamp.who)
    settings = _mail_settings(book)
    sender, to, cc = addresses(wishes, book)
    before = last_issue(_read(book, schema.ISSUED), programme)
    issue = before.number + 1 if before else 1
    about = About(tracker, stamp.when, issue, __version__, settings.marking, outcome.remaining, accepted)
    attachments, notes = _attachments(programme, about, label)
    letter = _letter(programme, about, settings, before, attachments, notes)
    eml = as_eml(letter, sender, to, cc, attachments, stamp.when.astimezone())
    warnings = tuple(each for each in (*notes, size_warning(eml, int(settings.largest_mb * MEGABYTE))) if each)
    made = Prepared(planned, issue, sender, to, cc, attachments, letter, eml, warnings)
    return _recorded(made, book, stamp)


def log_entry(made: Prepared, stamp: Stamp, how: str) -> Entry:
    """The Log's row of this e-mail."""
    changed = len(made.outcome.changes)
    return Entry(stamp, PREPARE_EMAIL.label, made.outcome.programme, changed, made.outcome.remaining, made.sent(how))


def addresses(wishes: Wishes, book: Book) -> tuple[Recipient, tuple[Recipient, ...], tuple[Recipient, ...]]:
    """Who sends the e-mail, who receives it and who a copy, by the wishes or else by Settings; raises where nobody is named."""
    settings = _mail_settings(book)
    sender, to, cc = wishes.sender or settings.sender, wishes.to or settings.to, wishes.cc or settings.cc
    if not to:
        raise UnfitOption("nobody is named to receive the e-mail; name them with --to, or beside “E-mail to” on Settings")
    if not sender:
        raise UnfitOption("nobody is named to send the e-mail; name the sender with --from, or beside “E-mail from” on Settings")
    return recipient(sender), recipients(to), recipients(cc) if cc else ()


def accepted_codes(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Codes with their reasons from options such as `C05=The lead is asked`; raises `UnfitOption` for anything else."""
    found = []
    for text in given:
        code, equals, why = text.partition("=")
        if code.strip().upper() not in HOLDS:
            raise UnfitOption(f"“{code.strip()}” is the code of no check; `se7 checks` lists them")
        if not equals or not why.strip():
            raise UnfitOption(f'“{text}” does not say why {code.strip().upper()} is accepted; write --accept "CODE=WHY"')
        found.append((code.strip().upper(), " ".join(why.split())))
    return tuple(found)


def _accepted(wishes: Wishes, findings: "tuple[Finding, ...]", who: str) -> tuple[AcceptedFail, ...]:
    """The codes that fail and that the sender answers for; raises `Withheld` where one fails that nobody does."""
    named = dict(wishes.accepted)
    failing = [each for each in findings if each.fails]
    _refuse_fails([each for each in failing if each.code not in named])
    codes = dict.fromkeys(each.code for each in failing)
    return tuple(AcceptedFail(code, named[code], who) for code in codes)


def _refuse_fails(failing: "list[Finding]") -> None:
    if failing:
        told = " ".join(f"{each.code}: {each.message}" for each in failing[:MOST_NAMED])
        more = f" And {len(failing) - MOST_NAMED} more." if len(failing) > MOST_NAMED else ""
        count = "1 finding fails" if len(failing) == 1 else f"{len(failing)} findings fail"
        raise Withheld(
            f"the e-mail is held back, because {count}. {told}{more} Mend them, accept them on the tab Accepted, or name "
            'the codes you answer for with --accept "CODE=WHY"'
        )


def _mail_settings(book: Book) -> MailSettings:
    return read_mail_settings(_read(book, schema.SETTINGS) or Grid(schema.SETTINGS))


def _attachments(programme: Programme, about: About, label: Label | None) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """The clean copy, past the gate, and the PDF; and what has to be said of them."""
    copy = clean_copy(programme, about)
    named = {each.code for each in about.accepted}
    _refuse_fails([each for each in findings_at_the_gate(copy) if each.fails and each.code not in named])
    copy = labelled(copy, label) if label else copy
    workbook = Attachment(file_name(programme, about.issue), copy)
    with TemporaryDirectory() as folder:
        pdf = appendices_as_pdf(copy, Path(folder))
        if pdf is None:
            return (workbook,), (NO_PDF,)
        return (workbook, Attachment(f"{Path(workbook.name).stem}.pdf", pdf.read_bytes(), PDF)), ()


def _letter(
    programme: Programme,
    about: About,
    settings: MailSettings,
    before: LastIssue | None,
    attachments: tuple[Attachment, ...],
    notes: tuple[str, ...],
) -> Letter:
    return Letter(
        programme.partnership.name,
        programme.reporting.name,
        f"Appendices 1 and 2, version {about.issue}",
        headline(programme),
        unlinked(data_page(programme)),
        programme.next_meeting,
        about.marked,
        changed_since(before, programme) if before else None,
        about.findings,
        about.accepted,
        notes,
        tuple(each.enclosed for each in attachments),
        settings.signature,
    )


def _recorded(made: Prepared, book: Book, stamp: Stamp) -> Prepared:
    """The same with the pages that record it: Checks, the issued figures and the row of the Log."""
    pages = (*made.plan.pages, *_records(made, book, stamp))
    plan_with_records = Plan(made.outcome, (*pages, *logged(book, log_entry(made, stamp, "draft"))))
    missing = () if _read(book, schema.ISSUED) else (NO_RECORD,)
    return Prepared(
        plan_with_records,
        made.issue,
        made.sender,
        made.to,
        made.cc,
        made.attachments,
        made.letter,
        made.eml,
        (*made.warnings, *missing),
    )


def _records(made: Prepared, book: Book, stamp: Stamp) -> Iterator[Page]:
    programme = made.outcome.programme
    issued, checks = _read(book, schema.ISSUED), _read(book, schema.CHECKS)
    if checks:
        page = standing(check_page(programme, made.outcome.remaining), checks)
        refuse_to_cover(page, checks)
        yield page
    if issued:
        page = issue_page(issued, programme, made.issue, f"{stamp.when:%Y-%m-%d %H:%M}")
        refuse_to_cover(page, issued)
        yield page


def _read(book: Book, name: str) -> Grid | None:
    tab = next((each for each in book.tabs() if folded(each) == folded(name)), None)
    return book.read(tab) if tab else None
