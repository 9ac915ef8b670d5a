"""`se7 prepare-email --send` to a real mail server under TLS and with a login: what went out, and what the Log says of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from se7_excel.books import libreoffice
from se7_excel.entrances import email_commands
from se7_excel.outgoing import smtp
from se7_excel.outgoing.mail_server import Security
from tests.entrances.emails import ANNA, ARGUMENTS, BEN, SENDER, WHY, Draft, sent
from tests.entrances.officer import files_beside, part_of, rename_tab, replace_in, se7, shown, type_into
from tests.outgoing.mail_servers import LOGIN, Behaviour, mail_server, trusted

OFFICE = "office@eastsussex.gov.uk"
TO_BOTH = ("--to", f"{ANNA}; {BEN}", "--from", SENDER, "--accept", f"C05={WHY}", "--send")
DRAFT = "SE7 East Sussex savings – 28 March 2012 – v1.eml"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is TLS from the first byte


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)


@pytest.fixture
def behaviour(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Behaviour:
    """How the server behaves whose login stands in the environment."""
    certificates = tmp_path_factory.mktemp("tls") / "authority.pem"
    certificates.write_text(trusted(), encoding="ascii")
    told = {"USER": LOGIN.user, "PASSWORD": LOGIN.password, "FROM": f"Office <{OFFICE}>", "HOST": "localhost"}
    for name, value in {
        **{f"SE7_SMTP_{name}": value for name, value in told.items()},
        "SSL_CERT_FILE": str(certificates),
    }.items():
        monkeypatch.setenv(name, value)
    return Behaviour()


@contextmanager
def serving(behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, security: Security = Security.STARTTLS) -> Iterator[None]:
    with mail_server(behaviour, security) as server:
        monkeypatch.setenv("SE7_SMTP_PORT", str(server.port))
        monkeypatch.setenv("SE7_SMTP_SECURITY", security.value)
        yield


Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("security", Security)
def test_it_arrives_and_the_log_says_so(
    security: Security, tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    with serving(behaviour, monkeypatch, security):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert f"  Sent to: {ANNA}, {BEN}\n" in capsys.readouterr().out
    (envelope,) = behaviour.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [ANNA, BEN])
    (message,) = behaviour.messages
    draft = Draft.of((tracker_file.parent / DRAFT).read_bytes())
    assert Draft(message).attachments == draft.attachments
    assert "X-Unsent" not in message
    drafted, gone = sent(tracker_file)
    assert (drafted.how, gone.how, gone.recipients, gone.accepted) == ("draft", "sent", (ANNA, BEN), drafted.accepted)
    assert drafted.attachments == gone.attachments != ()


def test_the_sender_is_that_of_the_account_unless_another_is_named(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, "--to", ANNA, "--accept", "C05=asked", "--send") == 0
    assert behaviour.messages[0]["From"] == f"Office <{OFFICE}>"


def test_whoever_is_refused_is_told_and_the_log_names_who_has_it(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    behaviour.replies[BEN] = "550 no such mailbox"
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 1
    said = capsys.readouterr().out
    assert f"  Sent to: {ANNA}\n  Not taken: {BEN} (550 no such mailbox)" in said
    assert [(row.how, row.recipients) for row in sent(tracker_file)] == [("draft", (ANNA, BEN)), ("sent", (ANNA,))]


def refuses(behaviour: Behaviour) -> None:
    behaviour.replies["message"] = "554 refused as spam"


def takes_no_login(behaviour: Behaviour) -> None:
    behaviour.options["authenticator"] = lambda *given: AuthResult(success=False, handled=False)


def takes_nobody(behaviour: Behaviour) -> None:
    behaviour.replies["RCPT"] = "550 unknown"


def drops_early(behaviour: Behaviour) -> None:
    behaviour.drops_at = "MAIL"


@pytest.mark.parametrize("behaves", [refuses, takes_no_login, takes_nobody, drops_early])
def test_what_was_not_sent_leaves_the_draft_and_says_where(
    behaves: Callable[[Behaviour], None],
    tracker_file: Path,
    behaviour: Behaviour,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
) -> None:
    behaves(behaviour)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"se7: {tracker_file}: nothing was sent: ")
    assert said.err.endswith(f"; the draft is kept as {tracker_file.parent / DRAFT}\n")
    assert LOGIN.password not in said.err + said.out
    assert (tracker_file.parent / DRAFT).exists()
    assert [row.how for row in sent(tracker_file)] == ["draft"]


def test_after_nothing_was_sent_the_next_try_is_not_asked_about(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(behaviour)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 2
        behaviour.replies.clear()
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert [(row.how, row.version) for row in sent(tracker_file)] == [("draft", 1), ("draft", 1), ("sent", 1)]
    assert "No issue before this one is recorded" in Draft(behaviour.messages[0]).text


def test_what_was_not_sent_is_no_issue(tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(tracker_file, "Issued", "A5")
    refuses(behaviour)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 2
        assert shown(tracker_file, "Issued", "A5") == before
        behaviour.replies.clear()
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert shown(tracker_file, "Issued", "A5") == 1


@pytest.mark.parametrize("spoils", ["protected", "occupied"])
def test_a_tracker_that_cannot_keep_the_issue_stops_it_before_anything_is_sent(
    spoils: str, tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    if spoils == "occupied":
        type_into(tracker_file, "Issued", {"A8": "my own remark"})
    else:
        replace_in(tracker_file, part_of(tracker_file, "Issued"), b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>')
    there = files_beside(tracker_file)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 2
    assert (behaviour.envelopes, files_beside(tracker_file)) == ([], there)


def test_another_domain_than_that_of_the_account_is_refused(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    there = files_beside(tracker_file)
    other = ("--to", ANNA, "--from", "me@kent.gov.uk", "--accept", "C05=asked", "--send")
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *other) == 2
    told = "--from is of kent.gov.uk, and SE7_SMTP_FROM of eastsussex.gov.uk; "
    assert told in capsys.readouterr().err
    assert (behaviour.envelopes, files_beside(tracker_file)) == ([], there)


def test_where_nobody_can_tell_the_log_says_perhaps(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    behaviour.drops_at = "message"
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 3
    assert shown(tracker_file, "Issued", "A5") == 1
    assert "it may or may not have been sent; ask a recipient before you send it again" in capsys.readouterr().err
    assert [(row.how, row.recipients) for row in sent(tracker_file)][1:] == [("perhaps sent", (ANNA, BEN))]
    assert se7("prepare-email", tracker_file, *TO_BOTH) == 2
    assert "version 1 was perhaps sent to" in capsys.readouterr().err.casefold()


@pytest.mark.parametrize(
    ("error", "told"), [(KeyboardInterrupt(), "it was stopped on request"), (RuntimeError("odd"), "something we did not foresee")]
)
def test_sending_broken_off_is_never_told_as_if_nothing_had_gone_out(
    error: BaseException, told: str, tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def broken_off(*given: object) -> None:
        raise error

    monkeypatch.setattr(smtp, "send", broken_off)
    assert se7("prepare-email", tracker_file, *TO_BOTH) == 3
    said = capsys.readouterr().err
    assert told in said
    assert "it may or may not have been sent" in said
    assert "every file is as it was" not in said
    assert [row.how for row in sent(tracker_file)] == ["draft", "perhaps sent"]


def test_a_repeat_within_the_hour_is_refused_before_anything_is_written(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
        there = files_beside(tracker_file)
        assert se7("prepare-email", tracker_file, *ARGUMENTS, "--send") == 2
        said = capsys.readouterr().err
        assert f"version 1 was sent to {ANNA}, {BEN} at " in said
        assert said.endswith("within the hour; nothing was written or sent. To send all the same, add --again\n")
        assert (files_beside(tracker_file), len(behaviour.envelopes)) == (there, 1)
        assert se7("prepare-email", tracker_file, *ARGUMENTS, "--send", "--again") == 0
        assert se7("prepare-email", tracker_file, "--to", "c@medway.gov.uk", "--accept", "C05=asked", "--send") == 0
    assert [row.version for row in sent(tracker_file) if row.how == "sent"] == [1, 2, 3]


def test_a_yes_at_the_terminal_sends_again(tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(email_commands, "_says_yes", lambda question: not asked.append(question))  # type: ignore[func-returns-value]
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
        assert asked == []
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert asked[0].startswith(f"Version 1 was sent to {ANNA}, {BEN} at ")
    assert asked[0].endswith(" within the hour. Send again? (yes/no) ")
    assert len(behaviour.envelopes) == 2


def test_a_draft_before_does_not_count_as_sent(tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    assert se7("prepare-email", tracker_file, *ARGUMENTS) == 0
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert [row.how for row in sent(tracker_file)] == ["draft", "draft", "sent"]


def test_what_was_sent_and_cannot_be_logged_is_told_as_sent(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    send = smtp.send

    def sending(*given: object) -> object:
        tracker_file.with_name(f"~${tracker_file.name}").write_bytes(b"\x03Ben ")
        return send(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(smtp, "send", sending)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert f"  Sent to: {ANNA}, {BEN}\n" in said.out
    assert "The Log does not say that it was sent, because the file is open in Excel (Ben); do not send it again" in said.out
    assert "run the command again" not in said.out


def test_a_tracker_saved_while_sending_keeps_what_was_typed(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = smtp.send

    def sending(*given: object) -> object:
        type_into(tracker_file, "Waste", {"G12": 77})
        return send(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(smtp, "send", sending)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert [row.how for row in sent(tracker_file)] == ["draft", "sent"]
    assert shown(tracker_file, "Waste", "G12") == 77


def test_a_tracker_without_a_log_sends_and_says_that_it_keeps_no_record(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    rename_tab(tracker_file, "Log", "Diary")
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert "The tracker has no tab Log, so nothing in the tracker tells what was sent" in capsys.readouterr().out


def test_what_fails_is_sent_to_nobody(tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    there = files_beside(tracker_file)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, "--to", ANNA, "--send") == 2
    assert (behaviour.envelopes, files_beside(tracker_file)) == ([], there)


def test_it_goes_out_though_whoever_read_the_report_has_gone(
    tracker_file: Path, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*given: object, **how: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(email_commands, "print", gone, raising=False)
    monkeypatch.setattr("se7_excel.entrances.cli.os.dup2", lambda *given: None)
    with serving(behaviour, monkeypatch):
        assert se7("prepare-email", tracker_file, *TO_BOTH) == 0
    assert len(behaviour.envelopes) == 1
    assert [row.how for row in sent(tracker_file)] == ["draft", "sent"]
