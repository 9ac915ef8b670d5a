"""Preparing the e-mail: everything refreshed and checked, the clean copy past the gate, and the draft that carries it.

The same for a workbook on disk and for one open in Excel; nothing is written and nothing is sent here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from se7_excel import __version__
from se7_excel.actions import PREPARE_EMAIL, Outcome, Plan, logged, plan
from se7_excel.books.book import Book
from se7_excel.entrances.answered_for import answered_for, needlessly_accepted
from se7_excel.entrances.email_warnings import told_to_the_sender
from se7_excel.errors import UnfitOption
from se7_excel.outgoing.about import About
from se7_excel.outgoing.clean_copy import clean_copy, file_name, unlinked
from se7_excel.outgoing.draft import MEGABYTE, PDF, Attachment, as_eml, size_warning
from se7_excel.outgoing.gate import findings_at_the_gate
from se7_excel.outgoing.label import Label, labelled
from se7_excel.outgoing.letter import LAST_ISSUE, Letter
from se7_excel.outgoing.pdf import appendices_as_pdf
from se7_excel.outgoing.recipients import Recipient, recipient, recipients
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema
from se7_excel.sheets.appendix import longer_term_said
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.changed_since import changed_since
from se7_excel.sheets.changes import refuse_to_cover
from se7_excel.sheets.check_report import check_page, standing
from se7_excel.sheets.grid import Grid, tab_named
from se7_excel.sheets.headline import headline
from se7_excel.sheets.last_issue import LastIssue, issue_page, last_issue
from se7_excel.sheets.log import Entry, Stamp
from se7_excel.sheets.mail_settings import MailSettings, read_mail_settings
from se7_excel.sheets.page import Page
from se7_excel.sheets.sent import MOMENT, Sent

LONGEST_IN_NAME = 28
MADE_WITH = f"se7_excel {__version__}"
NO_PDF = "No PDF is attached, because LibreOffice is not installed on the computer that made this or could not print it"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the sender asks for; what is left empty is taken from Settings. `accepted` are codes that may fail, with why.

    What is for `sending` at once is an issue when it has gone out; a draft is one when it is prepared.
    """

    to: str = ""
    cc: str = ""
    sender: str = ""
    accepted: tuple[tuple[str, str], ...] = ()
    reporting: str = ""
    sending: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who sends the e-mail, who receives it, and who a copy."""

    sender: Recipient
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...]

    @property
    def everybody(self) -> tuple[Recipient, ...]:
        """Each mailbox it goes to, once."""
        return tuple({each.address.casefold(): each for each in (*self.cc, *self.to)}.values())


@dataclass(frozen=True, slots=True)
class Prepared:
    """The e-mail as it would go out, and what is to be set down in the tracker when it does."""

    plan: Plan
    issue: int
    addressed: Addressed
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


def prepared(book: Book, tracker: str, wishes: Wishes, stamp: Stamp, label: Label | None = None) -> Prepared:
    """The e-mail that the tracker of this file name comes to; nothing is written yet.

    Raises `Withheld` where a check fails that nobody accepts, and another `SavingsError` for anything that would have to
    be guessed.
    """
    planned = plan(PREPARE_EMAIL, book, wishes.reporting)
    programme, remaining = planned.outcome.programme, planned.outcome.remaining
    settings, addressed = _mail_settings(book), addresses(wishes, book)
    accepted = answered_for(remaining, dict(wishes.accepted), stamp.who)
    before = last_issue(_read(book, schema.ISSUED), programme)
    issue = before.number + 1 if before else 1
    about = About(tracker, stamp.when, issue, MADE_WITH, settings.marking, remaining, accepted)
    copy, about = _past_the_gate(programme, about, wishes, stamp.who, label)
    attachments = tuple(_attachments(_name(programme, issue), copy))
    notes = (NO_PDF,) if len(attachments) == 1 else ()
    letter = _letter(programme, about, settings, before, attachments, notes)
    eml = as_eml(letter, addressed.sender, addressed.to, addressed.cc, attachments, stamp.when.astimezone())
    too_large = size_warning(eml, int(settings.largest_mb * MEGABYTE))
    in_vain = needlessly_accepted(dict(wishes.accepted), about.accepted)
    warnings = (*notes, too_large, in_vain, *told_to_the_sender(book, about.marked, label, before))
    made = Prepared(planned, issue, addressed, attachments, letter, eml, tuple(each for each in warnings if each))
    return replace(made, plan=_with_records(made, book, stamp, wishes.sending))


def log_entry(made: Prepared, stamp: Stamp, how: str, to: tuple[str, ...] = ()) -> Entry:
    """The Log's row of this e-mail, drafted or gone out to these addresses; without any, to everybody it is for."""
    everybody = to or tuple(each.address for each in made.addressed.everybody)
    enclosed = tuple((each.enclosed.name, each.enclosed.sha256) for each in made.attachments)
    accepted = tuple(dict.fromkeys((each.code, each.why, each.who) for each in made.letter.accepted))
    sent = Sent(everybody, enclosed, accepted, made.issue, how)
    outcome = made.outcome
    return Entry(stamp, PREPARE_EMAIL.label, outcome.programme, len(outcome.changes), outcome.remaining, sent)


def issue_pages(made: Prepared, book: Book, stamp: Stamp) -> Iterator[Page]:
    """The page that records this e-mail as the last issue; none where the tracker has no tab for it."""
    issued = _read(book, schema.ISSUED)
    if issued:
        page = issue_page(issued, made.outcome.programme, made.issue, f"{stamp.when:{MOMENT}}")
        refuse_to_cover(page, issued)
        yield page


def addresses(wishes: Wishes, book: Book) -> Addressed:
    """Who sends the e-mail, who receives it and who a copy, by the wishes or else by Settings; raises where nobody is named.

    Whoever names the recipients names those of copies too.
    """
    settings = _mail_settings(book)
    sender, to, cc = wishes.sender or settings.sender, wishes.to or settings.to, wishes.cc
    if not wishes.to:
        cc = cc or settings.cc
    if not to:
        raise UnfitOption(
            "nobody is named to receive the e-mail; type them beside “E-mail to” on Settings, or name them with --to"
        )
    if not sender:
        raise UnfitOption(
            "nobody is named to send the e-mail; type the sender beside “E-mail from” on Settings, or name it with --from"
        )
    return Addressed(recipient(sender), recipients(to), recipients(cc) if cc else ())


def _mail_settings(book: Book) -> MailSettings:
    return read_mail_settings(_read(book, schema.SETTINGS) or Grid(schema.SETTINGS))


def _past_the_gate(programme: Programme, about: About, wishes: Wishes, who: str, label: Label | None) -> tuple[bytes, About]:
    """The clean copy, and what it says of itself; where the sender answers for what is held back at the gate, it says so too."""
    copy = _labelled(clean_copy(programme, about), label)
    held_back = tuple(each for each in findings_at_the_gate(copy) if each.fails)
    if not held_back:
        return copy, about
    answered = answered_for(held_back, dict(wishes.accepted), who, in_the_tracker=False)
    accepted = tuple(dict.fromkeys((*about.accepted, *answered)))
    said = replace(about, findings=(*about.findings, *held_back), accepted=accepted)
    copy = _labelled(clean_copy(programme, said), label)
    answered_for(findings_at_the_gate(copy), {each.code: each.why for each in accepted}, who, in_the_tracker=False)
    return copy, said


def _labelled(copy: bytes, label: Label | None) -> bytes:
    """The copy as it leaves, with the tracker's label on it, so that the gate looks at the bytes that are sent."""
    return labelled(copy, label) if label else copy


def _name(programme: Programme, issue: int) -> str:
    """The copy's file name with the authority in it, because each point of view has a version 1 of its own."""
    whole, authority = (each[:LONGEST_IN_NAME].strip() for each in (programme.partnership.initials, programme.reporting.name))
    return file_name(replace(programme, partnership=replace(programme.partnership, short_form=f"{whole} {authority}")), issue)


def _attachments(name: str, copy: bytes) -> Iterator[Attachment]:
    """The clean copy, and the PDF where it can be made."""
    yield Attachment(name, copy)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pdf = appendices_as_pdf(copy, Path(folder))
        if pdf:
            yield Attachment(f"{Path(name).stem}.pdf", pdf.read_bytes(), PDF)


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
        f"Appendices 1 and 2 for {programme.reporting.name}, version {about.issue}",
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
        before.named if before else LAST_ISSUE,
        tuple(longer_term_said(programme, each) for each in programme.longer_term),
    )


def _with_records(made: Prepared, book: Book, stamp: Stamp, sending: bool) -> Plan:
    """The plan with the pages that record the e-mail: Checks, the issued figures of a draft, and the row of the Log."""
    issued = tuple(issue_pages(made, book, stamp))
    own = (*_checks(made, book), *(() if sending else issued), *logged(book, log_entry(made, stamp, "draft")))
    return Plan(made.outcome, (*made.plan.pages, *own))


def _checks(made: Prepared, book: Book) -> Iterator[Page]:
    checks, outcome = _read(book, schema.CHECKS), made.outcome
    if checks:
        page = standing(check_page(outcome.programme, outcome.remaining, outcome.unmatched), checks)
        refuse_to_cover(page, checks)
        yield page


def _read(book: Book, name: str) -> Grid | None:
    tab = tab_named(book.tabs(), name)
    return book.read(tab) if tab else None
