"""`se7 prepare-email`: the draft with its clean copy, and sending it where that is asked for."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from se7_excel.actions import PREPARE_EMAIL
from se7_excel.errors import UnfitOption

if TYPE_CHECKING:
    from se7_excel.entrances.email_files import EmailFiles
    from se7_excel.outgoing.login import MailAccount
    from se7_excel.sheets.sent import SentRow

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_email_command(commands: Commands) -> argparse.ArgumentParser:
    """Add `prepare-email`, and return its parser."""
    command = commands.add_parser(
        PREPARE_EMAIL.command,
        help=PREPARE_EMAIL.label,
        description=f"{PREPARE_EMAIL.tip} Nothing is sent without --send; what is not named here is taken from Settings.",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the tracker, an .xlsx or .xlsm workbook")
    command.add_argument("--to", metavar="ADDRESSES", default="", help="who receives it, separated by commas")
    command.add_argument("--cc", metavar="ADDRESSES", default="", help="who receives a copy")
    command.add_argument("--from", metavar="ADDRESS", dest="sender", default="", help="who sends it")
    command.add_argument("--for", metavar="AUTHORITY", dest="reporting", default="", help="take this authority's point of view")
    command.add_argument(
        "--accept",
        metavar="CODE=WHY",
        action="append",
        default=[],
        help="send although this check fails, and say why; may be given several times",
    )
    command.add_argument("--output", metavar="FOLDER", type=Path, help="where draft and copy go; by default beside the tracker")
    command.add_argument("--open", action="store_true", help="open the draft in the mail program")
    command.add_argument("--send", action="store_true", help="send it; the login comes from the environment or the keyring")
    command.add_argument("--again", action="store_true", help="send although one went to them within the hour")
    command.set_defaults(run=_run)
    return command


def _run(options: argparse.Namespace) -> int:
    from se7_excel.entrances.email_files import send_email, sent_before, write_email
    from se7_excel.entrances.file_actions import user_name
    from se7_excel.entrances.prepare_email import Wishes, accepted_codes
    from se7_excel.outgoing.draft_opening import open_draft
    from se7_excel.sheets.log import Stamp

    account = _account(options)
    sender = options.sender or (str(account.sender) if account else "")
    wishes = Wishes(options.to, options.cc, sender, accepted_codes(options.accept), options.reporting)
    stamp = Stamp(datetime.now(), user_name())
    if account and not options.again:
        _ask_before_a_repeat(sent_before(options.file, wishes, stamp.when))
    written = write_email(options.file, options.output or options.file.absolute().parent, wishes, stamp)
    print(_in_words(written, options.file))
    if account:
        sent = send_email(written, account, Stamp(datetime.now(), stamp.who))
        print(f"  Sent to: {', '.join(sent.taken)}")
        for refusal in sent.refused:
            print(f"  Not taken: {refusal}")
        return 1 if sent.refused else 0
    print(f"  {open_draft(written.draft)}" if options.open else "  Nothing was sent; open the draft in your mail program.")
    return 0


def _account(options: argparse.Namespace) -> "MailAccount | None":
    """The account to send from; None where nothing is to be sent. Asked for before anything is written."""
    from se7_excel.outgoing.login import mail_account

    if not options.send:
        if options.again:
            raise UnfitOption("--again is for sending; add --send, or leave it out")
        return None
    return mail_account()


def _ask_before_a_repeat(before: "SentRow | None") -> None:
    """Raise `UnfitOption` where one went to any of the recipients within the hour, unless the sender says yes."""
    if before is None:
        return
    told = f"version {before.version} was {before.how} to {', '.join(before.recipients)} at {before.when}, within the last hour"
    if sys.stdin.isatty() and input(f"{told[0].upper()}{told[1:]}. Send again? (yes/no) ").strip().casefold() in ("y", "yes"):
        return
    raise UnfitOption(f"{told}; nothing was sent. To send all the same, add --again")


def _in_words(written: "EmailFiles", path: Path) -> str:
    """The report for a person: headline, what has changed since, what is accepted, and where the files lie."""
    from se7_excel.sheets.check_report import counted, told

    made, outcome = written.made, written.outcome
    changed = made.letter.changed
    since = ("This is the first issue.",) if changed is None else changed or ("No figure has changed since the last issue.",)
    accepted = (f"Accepted for this e-mail: {each.code}, {each.why}" for each in made.letter.accepted)
    failing = (told(each) for each in outcome.remaining if each.fails)
    lines = (
        outcome.headline,
        f"Issue {made.issue}, from the point of view of {outcome.programme.reporting.name}",
        *since,
        f"Found: {counted(outcome.remaining)}",
        *failing,
        *accepted,
        *made.warnings,
        *(f"Written: {each}" for each in written.files),
        f"Saved: {written.saved.path}",
    )
    return "\n".join((f"{PREPARE_EMAIL.label}: {path.name}", *(f"  {line}" for line in lines)))
