"""Sending to a real server: what it takes arrives whole, under TLS and after a login."""

import logging
import re
import socket

import pytest

from se7_excel.errors import NotSent, UnfitLetter
from se7_excel.outgoing.mail_server import Login, Security, Server
from se7_excel.outgoing.recipients import recipients
from se7_excel.outgoing.smtp import as_sent, send
from tests.outgoing.letters import ATTACHMENTS, SENDER, TO, draft_2012
from tests.outgoing.mail_servers import LOGIN, Behaviour, mail_server, talking_server, tls, trusted

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is TLS from the first byte
BOTH = pytest.mark.parametrize("security", Security)


@BOTH
def test_a_letter_arrives_whole_under_tls_and_after_a_login(security: Security) -> None:
    office = Behaviour()
    with mail_server(office, security) as server:
        sent = send(draft_2012(), SENDER, TO, server, LOGIN, trusted=trusted())
    assert sent.taken == tuple(each.address for each in TO)
    assert (sent.refused, sent.answer) == ((), "250 OK queued as 4711")
    (message,) = office.messages
    assert [part.get_content() for part in message.iter_attachments()] == [each.content for each in ATTACHMENTS]
    assert office.envelopes[0].mail_from == SENDER.address
    assert office.envelopes[0].rcpt_tos == list(sent.taken)


def test_what_is_sent_is_the_draft_but_for_its_mark_of_being_unsent() -> None:
    office = Behaviour()
    with mail_server(office) as server:
        send(draft_2012(), SENDER, TO, server, LOGIN, trusted=trusted())
    assert office.envelopes[0].content == draft_2012().replace(b"X-Unsent: 1\r\n", b"")


def test_a_blind_copy_is_delivered_and_told_to_nobody() -> None:
    office = Behaviour()
    draft = b"Bcc: secret@kent.gov.uk,\r\n other@kent.gov.uk\r\n" + draft_2012()
    with mail_server(office) as server:
        sent = send(draft, SENDER, recipients("secret@kent.gov.uk"), server, LOGIN, trusted=trusted())
    assert sent.taken == ("secret@kent.gov.uk",)
    assert b"secret@" not in office.envelopes[0].content
    assert b"other@" not in office.envelopes[0].content


def test_lines_that_begin_with_a_full_stop_arrive_as_they_are() -> None:
    office = Behaviour()
    text = b"Subject: x\r\n\r\n.\r\n..\r\n.a\r\n"
    with mail_server(office) as server:
        send(text, SENDER, TO, server, LOGIN, trusted=trusted())
    assert office.envelopes[0].content == text


def test_a_bare_line_feed_cannot_end_the_message_early() -> None:
    smuggled = b"Subject: x\r\n\r\nend\n.\r\nMAIL FROM:<a@b.uk>\r\n"
    office = Behaviour()
    with mail_server(office) as server:
        send(smuggled, SENDER, TO, server, LOGIN, trusted=trusted())
    assert [each.content for each in office.envelopes] == [b"Subject: x\r\n\r\nend\r\n.\r\nMAIL FROM:<a@b.uk>\r\n"]


def test_what_goes_out_has_mail_line_ends_only() -> None:
    assert as_sent(b"A: 1\nX-Unsent:\n 1\nx-UNSENT: 1\rB: 2\r\n\ra\rb\n") == b"A: 1\r\nB: 2\r\n\r\na\r\nb\r\n"


def test_a_draft_that_is_not_plain_ascii_is_none_of_ours() -> None:
    with pytest.raises(UnfitLetter, match="none of ours"):
        as_sent("Subject: é\r\n\r\n".encode())


def test_no_name_of_this_computer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda name="": "pc-17.eastsussex.local")
    office = Behaviour()
    with mail_server(office) as server:
        send(draft_2012(), SENDER, TO, server, LOGIN, trusted=trusted())
    assert set(office.greeted_by) == {"[127.0.0.1]"}


def test_a_server_without_a_login_is_sent_to_without_one() -> None:
    office = Behaviour(options={"auth_required": False})
    with mail_server(office) as server:
        assert send(draft_2012(), SENDER, TO, server, trusted=trusted()).taken


def test_a_certificate_nobody_vouches_for_stops_us() -> None:
    office = Behaviour()
    with mail_server(office) as server, pytest.raises(NotSent, match=r"nothing was sent.*cannot prove"):
        send(draft_2012(), SENDER, TO, server, LOGIN)
    assert not office.envelopes


@BOTH
def test_a_certificate_for_another_name_stops_us(security: Security) -> None:
    tls("mail.example.org")
    with (
        mail_server(Behaviour(), security, "mail.example.org") as server,
        pytest.raises(NotSent, match=r"cannot prove that it is"),
    ):
        send(draft_2012(), SENDER, TO, server, LOGIN, trusted=trusted())


def test_nothing_goes_out_in_the_open() -> None:
    office = Behaviour(options={"tls_context": None, "require_starttls": False, "auth_require_tls": False})
    with mail_server(office) as server, pytest.raises(NotSent, match=r"nothing was sent.*offers no TLS"):
        send(draft_2012(), SENDER, TO, server, LOGIN, trusted=trusted())
    assert not office.envelopes


def test_a_server_that_speaks_first_where_tls_was_asked_for_is_told_of() -> None:
    with (
        talking_server(b"220 mail.test ESMTP\r\n", 0.001, Security.TLS) as server,
        pytest.raises(NotSent, match="try the other of"),
    ):
        send(draft_2012(), SENDER, TO, server, LOGIN, 5, trusted())


def test_a_server_under_tls_asked_for_starttls_ends_in_words() -> None:
    with mail_server(Behaviour(), Security.TLS) as server, pytest.raises(NotSent, match=r"did not finish within 0.5 seconds"):
        send(draft_2012(), SENDER, TO, Server(server.host, server.port), LOGIN, 0.5, trusted())


@pytest.mark.parametrize("words", ["535 no", "535 not wrong pass", "535 AGZpbmFuY2UAd3JvbmcgcGFzcw=="])
@BOTH
def test_a_wrong_password_is_told_without_the_password(
    security: Security, words: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "se7_excel")
    login = Login("finance", "wrong pass")
    with mail_server(Behaviour(login_words=words), security) as server, pytest.raises(NotSent) as raised:
        send(draft_2012(), SENDER, TO, server, login, trusted=trusted())
    assert re.search(r"nothing was sent: .* refused the login of finance.*correct the user or the password", str(raised.value))
    assert raised.value.__cause__ is None and raised.value.__suppress_context__
    printed = capsys.readouterr()
    told = str(raised.value) + repr(raised.value) + repr(login) + printed.out + printed.err
    told += "".join(each.getMessage() for each in caplog.records if each.name.startswith("se7"))
    assert "wrong pass" not in told
    assert "AGZpbmFuY2UAd3JvbmcgcGFzcw" not in told


def test_what_the_server_says_of_a_login_is_passed_on() -> None:
    office = Behaviour(login_words="535 5.7.139 SmtpClientAuthentication is disabled for the Tenant")
    with mail_server(office) as server, pytest.raises(NotSent, match="disabled for the Tenant"):
        send(draft_2012(), SENDER, TO, server, Login("finance", "wrong pass"), trusted=trusted())


def test_a_login_where_none_is_taken_is_not_left_out() -> None:
    office = Behaviour(options={"auth_required": False, "auth_exclude_mechanism": ["LOGIN", "PLAIN"], "authenticator": None})
    with mail_server(office) as server, pytest.raises(NotSent, match=r"takes no (kind of )?login"):
        send(draft_2012(), SENDER, TO, server, LOGIN, trusted=trusted())
    assert not office.envelopes
