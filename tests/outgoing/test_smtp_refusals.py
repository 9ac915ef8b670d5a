"""Servers that refuse, fall silent or hang up: the error says whether anything was sent."""

import socket
from time import monotonic

import pytest

from se7_excel.errors import NotSent, PerhapsSent
from se7_excel.outgoing.mail_server import Security, Server
from se7_excel.outgoing.recipients import recipients
from se7_excel.outgoing.smtp import Sent, send
from tests.outgoing.letters import SENDER, TO, draft_2012
from tests.outgoing.mail_servers import LOGIN, Behaviour, mail_server, talking_server, trusted

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is TLS from the first byte
FIRST, SECOND = (each.address for each in TO)
BEFORE_THE_END = ("EHLO", "MAIL", "RCPT", "DATA", "content")


def sent_to(office: Behaviour, timeout: float = 10, security: Security = Security.STARTTLS) -> Sent:
    with mail_server(office, security) as server:
        return send(draft_2012(), SENDER, TO, server, LOGIN, timeout, trusted())


def test_a_refused_recipient_is_reported_and_the_others_get_the_mail() -> None:
    office = Behaviour({FIRST: "550 5.1.1 no such mailbox"})
    sent = sent_to(office)
    assert sent.taken == (SECOND,)
    (refusal,) = sent.refused
    assert str(refusal) == f"{FIRST} (550 5.1.1 no such mailbox)"
    assert not refusal.is_temporary
    assert office.envelopes[0].rcpt_tos == [SECOND]


def test_a_recipient_refused_for_now_is_known_as_that() -> None:
    assert [each.is_temporary for each in sent_to(Behaviour({SECOND: "451 4.2.1 try later"})).refused] == [True]


def test_where_every_recipient_is_refused_nothing_was_sent() -> None:
    office = Behaviour({FIRST: "550 5.1.1 gone", SECOND: "550 5.1.1 never here"})
    with pytest.raises(NotSent, match=r"nothing was sent: .*takes none of the recipients: .*kent.* gone.*surrey.* never here"):
        sent_to(office)
    assert not office.envelopes


@pytest.mark.parametrize(
    ("stage", "reply", "told"),
    [
        ("MAIL", "550 5.7.1 not your address", r"refuses to send for finance@eastsussex.*not your address.*ask your IT"),
        ("MAIL", "451 4.3.0 busy", r"busy\); try again later"),
        ("DATA", "554 5.5.1 not today", r"takes no content \(554 5.5.1 not today\)"),
        ("message", "552 5.3.4 too big", r"refused the message \(552 .*send fewer attachments"),
        ("message", "450 4.7.1 greylisted", r"refused the message \(450 .*try again later"),
        ("message", "550 5.7.1 a macro", r"a macro\); ask your IT"),
        ("RCPT", "421 4.3.2 closing", r"closed the conversation"),
    ],
)
def test_a_refusal_says_that_nothing_was_sent_and_why(stage: str, reply: str, told: str) -> None:
    office = Behaviour({stage: reply})
    with pytest.raises(NotSent, match=rf"^nothing was sent: .*{told}"):
        sent_to(office)
    assert not office.envelopes


def test_a_mail_too_big_is_not_even_offered() -> None:
    office = Behaviour(options={"data_size_limit": 20_000})
    with pytest.raises(NotSent, match=r"bytes and localhost:\d+ takes 20,000, [\d,]+ fewer"):
        sent_to(office)


@pytest.mark.parametrize("stage", BEFORE_THE_END)
@pytest.mark.parametrize("security", Security)
def test_a_server_that_hangs_up_before_the_end_has_sent_nothing(stage: str, security: Security) -> None:
    office = Behaviour(drops_at=stage)
    with pytest.raises((NotSent, PerhapsSent)) as raised:
        sent_to(office, security=security)
    assert not office.envelopes
    if stage != "content":  # what is small has gone out in full before we hear that nobody listens
        assert "dropped the connection; try again later" in str(raised.value)
        assert raised.type is NotSent


@pytest.mark.parametrize("security", Security)
def test_a_server_that_hangs_up_after_taking_all_may_have_sent_it(security: Security) -> None:
    office = Behaviour(drops_at="message")
    with pytest.raises(
        PerhapsSent, match="dropped the connection after it had taken the whole message: it may or may not have been"
    ):
        sent_to(office, security=security)


@pytest.mark.parametrize("stage", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_slow_server_is_left_in_time_and_nothing_was_sent(stage: str) -> None:
    begun = monotonic()
    with pytest.raises(NotSent, match=r"^nothing was sent: .* did not finish within 0.5 seconds"):
        sent_to(Behaviour(slow_at=stage), 0.5)
    assert monotonic() - begun < 3


def test_a_server_slow_to_confirm_may_have_sent_it() -> None:
    with pytest.raises(PerhapsSent, match=r"did not answer within 0.5 seconds .*may or may not have been sent"):
        sent_to(Behaviour(slow_at="message"), 0.5)


@pytest.mark.parametrize("reply", ["hello", "354 go on"])
def test_a_confirmation_nobody_understands_leaves_it_open(reply: str) -> None:
    with pytest.raises(PerhapsSent, match=r"said what no mail server says .*may or may not have been sent"):
        sent_to(Behaviour({"message": reply}))


@pytest.mark.parametrize("security", Security)
def test_a_server_that_talks_letter_by_letter_gains_no_time(security: Security) -> None:
    words = b"\x16\x03\x03\x40\x00" + b"x" * 90 if security is Security.TLS else b"220 " + b"x" * 90
    begun = monotonic()
    with talking_server(words, 0.1, security) as server, pytest.raises(NotSent, match=r"did not finish within 0.5"):
        send(draft_2012(), SENDER, TO, server, LOGIN, 0.5, trusted())
    assert monotonic() - begun < 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (b"", "dropped the connection"),
        (b"554 5.7.1 we know you\r\n", r"refused to talk to us \(554 .*ask your IT"),
        (b"421 4.3.2 later\r\n", r"refused to talk to us \(421 .*try again later"),
        (b"\x00\xff\xfe\r\n", "refused to talk to us"),
        (b"220 hello\r\n", "dropped the connection"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "refused to talk to us"),
        (b"x" * 9000, "refused to talk to us"),
    ],
)
def test_what_is_no_mail_server_is_told_in_words(words: bytes, told: str) -> None:
    with talking_server(words) as server, pytest.raises(NotSent, match=rf"^nothing was sent: .*{told}"):
        send(draft_2012(), SENDER, TO, server, LOGIN, 5, trusted())


def test_a_port_nobody_listens_at_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSent, match=rf"nothing was sent: 127.0.0.1:{port} cannot be reached .*check its name"):
        send(draft_2012(), SENDER, TO, Server("127.0.0.1", port), LOGIN, 5)


def test_a_server_nobody_knows_is_told_in_words() -> None:
    with pytest.raises(NotSent, match=r"nothing was sent: mail.invalid:587 cannot be reached"):
        send(draft_2012(), SENDER, TO, Server("mail.invalid", 587), LOGIN, 5)


def test_words_of_a_server_cannot_break_the_line_of_an_error() -> None:
    office = Behaviour({"MAIL": "550-first\r\n550 second\x1b[31m " + "x" * 900})
    with pytest.raises(NotSent) as raised:
        sent_to(office)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 400


def test_a_recipient_cannot_carry_a_command_of_its_own() -> None:
    office = Behaviour()
    with mail_server(office) as server, pytest.raises(Exception, match="line break"):
        send(draft_2012(), SENDER, recipients("a@x.gov.uk>\r\nRCPT TO:<evil@x.gov.uk"), server, LOGIN, 5, trusted())
    assert not office.envelopes
