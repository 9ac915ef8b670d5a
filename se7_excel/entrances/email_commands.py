"""`se7 prepare-email`: the draft with its clean copy, and sending it where that is asked for."""

import argparse
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from se7_excel.actions import PREPARE_EMAIL
from se7_excel.entrances.progress import progress
from se7_excel.errors import UnfitOption

if TYPE_CHECKING:
    from se7_excel.entrances.email_files import Delivery
    from se7_excel.entrances.prepare_email import Prepared
    from se7_excel.outgoing.login import MailAccount
    from se7_excel.sheets.sent import SentRow

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DONE, NOT_ALL_DONE = 0, 1
LEFT_BEHIND = (
    "Exit status: 0 prepared, or sent to everybody; 1 sent, but somebody was refused or the tracker could not record it; "
    "2 could not go on: nothing was written, or, where the server would not take it, draft and refreshed tracker are kept and "
    "the tab Issued is as it was; 3 perhaps sent, and recorded as that: ask a recipient before you send it again."
)


def add_email_commands(commands: Commands) -> tuple[argparse.ArgumentParser, ...]:
    """Add `prepare-email`, and return its parser."""
    command = commands.add_parser(
        PREPARE_EMAIL.command,
        help=PREPARE_EMAIL.label,
        description=f"{PREPARE_EMAIL.tip} Nothing is sent without --send; what is not named here is taken from Settings.",
        epilog=LEFT_BEHIND,
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the tracker, an .xlsx or .xlsm workbook")
    command.add_argument("--to", metavar="ADDRESSES", default="", help="who receives it, separated by commas or semicolons")
    command.add_argument("--cc", metavar="ADDRESSES", default="", help="who receives a copy")
    command.add_argument("--from", metavar="ADDRESS", dest="sender", default="", help="who sends it")
    command.add_argument("--for", metavar="AUTHORITY", dest="reporting", default="", help="take this authority's point of view")
    command.add_argument(
        "--accept",
        metavar="CODE=WHY",
        action="append",
        default=[],
        help="go on although this check fails, and say why; may be given several times",
    )
    command.add_argument("--output", metavar="FOLDER", type=Path, help="where draft and copy go; by default beside the tracker")
    command.add_argument("--open", action="store_true", help="open the draft in the mail program")
    command.add_argument("--send", action="store_true", help="send it; the login comes from the environment or the keyring")
    command.add_argument("--again", action="store_true", help="send although one went to them within the hour")
    command.set_defaults(run=_run)
    return (command,)


def _run(options: argparse.Namespace) -> int:
    from se7_excel.entrances.answered_for import accepted_codes
    from se7_excel.entrances.email_files import send_email, sent_before, write_email
    from se7_excel.entrances.email_words import email_in_words
    from se7_excel.entrances.file_actions import user_name
    from se7_excel.entrances.prepare_email import Wishes
    from se7_excel.outgoing.draft_opening import open_draft
    from se7_excel.sheets.log import Stamp

    account = _account(options)
    sender, accepted = _sender(options, account), accepted_codes(options.accept)
    wishes = Wishes(options.to, options.cc, sender, accepted, _reporting(options), options.send)
    stamp = Stamp(datetime.now(), user_name())
    if account and not options.again:
        _ask_before_a_repeat(sent_before(options.file, wishes, stamp.when))
    with progress(f"preparing the e-mail of {options.file.name}", options.quiet):
        email = write_email(options.file, options.output or options.file.absolute().parent, wishes, stamp, _tell_accepted)
    with suppress(BrokenPipeError):  # whoever read our words has gone, and the e-mail has still to go out
        print(email_in_words(email), flush=True)
    if account:
        with progress("sending", options.quiet):
            delivery = send_email(email, account, Stamp(datetime.now(), stamp.who))
        return _told(delivery)
    print(f"  {open_draft(email.draft)}" if options.open else "  Nothing was sent; open the draft in your mail program.")
    return DONE


def _account(options: argparse.Namespace) -> "MailAccount | None":
    """The account to send from; None where nothing is to be sent. Asked for before anything is written."""
    from se7_excel.outgoing.login import mail_account

    if not options.send:
        if options.again:
            raise UnfitOption("--again is for sending; add --send, or leave it out")
        return None
    if options.open:
        raise UnfitOption("--open is for a draft you send yourself; leave it out, or leave out --send")
    return mail_account()


def _sender(options: argparse.Namespace, account: "MailAccount | None") -> str:
    """Who sends it: whom --from names, else the account's sender; raises `UnfitOption` where the two are of different domains."""
    from se7_excel.outgoing.recipients import recipient

    if not account or not options.sender:
        return str(options.sender or (account.sender if account else ""))
    named, own = recipient(options.sender).domain, account.sender.domain
    if named.casefold() != own.casefold():
        raise UnfitOption(f"--from is of {named}, and SE7_SMTP_FROM of {own}; leave out --from, or name an address of {own}")
    return str(options.sender)


def _reporting(options: argparse.Namespace) -> str:
    if options.reporting.strip().casefold() == "all":
        raise UnfitOption("an e-mail is from one authority’s point of view; name that one with --for")
    return str(options.reporting)


def _tell_accepted(made: "Prepared") -> None:
    """Say what goes out although it fails, before anything is written."""
    from se7_excel.entrances.email_words import accepted_in_words

    if made.letter.accepted:
        with suppress(BrokenPipeError):
            print(accepted_in_words(made), flush=True)


def _ask_before_a_repeat(before: "SentRow | None") -> None:
    """Raise `UnfitOption` where one went to any of the recipients within the hour, unless the sender says yes."""
    if before is None:
        return
    version = f"version {before.version}" if before.version else "an e-mail of another version"
    told = f"{version} was {before.how or 'perhaps sent'} to {', '.join(before.recipients)} at {before.when}, within the hour"
    if not _says_yes(f"{told[0].upper()}{told[1:]}. Send again? (yes/no) "):
        raise UnfitOption(f"{told}; nothing was written or sent. To send all the same, add --again")


def _says_yes(question: str) -> bool:
    """Whether somebody at a terminal agrees; where nobody is there to be asked, nobody does."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False


def _told(delivery: "Delivery") -> int:
    """Say who has it, and return the exit status: whether all of them, and whether the Log says so."""
    print(f"  Sent to: {', '.join(delivery.taken)}")
    for each in delivery.refused:
        print(f"  Not taken: {each}")
    if delivery.unlogged:
        print(f"  The Log does not say that it was sent, because {delivery.unlogged}; do not send it again")
    return NOT_ALL_DONE if delivery.refused or delivery.unlogged else DONE
