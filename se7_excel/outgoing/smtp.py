"""Sending an e-mail to a mail server; whoever reads the error knows whether anything was sent."""

import re
import smtplib
import ssl
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from se7_excel.errors import NotSent, PerhapsSent, UnfitLetter
from se7_excel.outgoing.mail_connection import Connection, Deadline
from se7_excel.outgoing.mail_server import Login, Server
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.outgoing.recipients import Recipient

SECONDS = 120.0
FAREWELL_SECONDS = 5.0
MOST_WORDS = 200
TAKEN, GO_ON, CLOSING, TOO_BIG = (250, 251, 252), 354, 421, 552
KEPT_BACK = (b"x-unsent", b"bcc", b"resent-bcc")
HEADER_LINE = re.compile(rb"(?P<name>[!-9;-~]+)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*")
LINE_END = re.compile(rb"\r\n|\r|\n")

Reply = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recipient the server would not take, and what it said."""

    address: str
    code: int
    words: str

    @property
    def is_temporary(self) -> bool:
        """Whether trying again later may help."""
        return 400 <= self.code <= 499

    def __str__(self) -> str:
        return f"{self.address} ({self.code} {self.words})"


@dataclass(frozen=True, slots=True)
class Sent:
    """What the server took: for whom, for whom not, and the words it confirmed it with."""

    taken: tuple[str, ...]
    refused: tuple[Refusal, ...]
    answer: str


def send(
    eml: bytes,
    sender: Recipient,
    to: tuple[Recipient, ...],
    server: Server,
    login: Login | None = None,
    timeout: float = SECONDS,
    trusted: str = "",
) -> Sent:
    """Hand the e-mail to the server for these recipients and return who was taken; `trusted` holds certificates as PEM.

    Raises `NotSent` where nobody gets anything, and `PerhapsSent` where the server had all of it and did not answer.
    """
    content = as_sent(eml)
    with Deadline(timeout) as deadline:
        with _nothing_sent(server, deadline):
            connection = Connection(server, deadline, trusted)
        try:
            with _nothing_sent(server, deadline):
                _log_in(connection, server, login)
                refused = _address(connection, server, sender, to, len(content))
                _hand_over(connection, server, content)
            answer = _confirmed(connection, server, deadline)
            _say_goodbye(connection)
        finally:
            connection.close()
    left_out = {each.address for each in refused}
    return Sent(tuple(each.address for each in to if each.address not in left_out), refused, answer)


def as_sent(eml: bytes) -> bytes:
    """The draft as it goes out: no longer marked unsent, without blind copies, every line ended as mail lines end."""
    if not eml.isascii():
        raise UnfitLetter("the draft has letters outside ASCII and is none of ours; prepare the e-mail again")
    head, _, body = LINE_END.sub(b"\n", eml).partition(b"\n\n")
    kept = (found[0] for found in HEADER_LINE.finditer(head + b"\n") if found["name"].lower() not in KEPT_BACK)
    return (b"".join(kept) + b"\n" + body.rstrip(b"\n") + b"\n").replace(b"\n", b"\r\n")


def _log_in(connection: Connection, server: Server, login: Login | None) -> None:
    if login is None:
        return
    if not connection.has_extn("auth"):
        raise NotSent(f"nothing was sent: {server} takes no login; take the user and its password out, or ask for another server")
    try:
        connection.login(login.user, login.password)
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError, ValueError) as error:
        raise _login_refused(server, login, error) from None  # the chain of such errors can hold the password
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        raise NotSent(f"nothing was sent: {server} takes no kind of login that we have; ask your IT for an SMTP login") from None


def _login_refused(server: Server, login: Login, error: Exception) -> NotSent:
    words, temporary = "", False
    if isinstance(error, smtplib.SMTPResponseException):
        words, temporary = _said((error.smtp_code, _bytes(error.smtp_error))), 400 <= error.smtp_code <= 499
    told = f" ({words})" if words and not login.is_told_in(words) else ""
    remedy = "try again later" if temporary else "correct the user or the password"
    return NotSent(f"nothing was sent: {server} refused the login of {login.user}{told}; {remedy}")


def _address(
    connection: Connection, server: Server, sender: Recipient, to: tuple[Recipient, ...], size: int
) -> tuple[Refusal, ...]:
    """Tell the server from whom and to whom; the recipients it refused, if it took any."""
    options = _size_option(connection, server, size)
    _expect(connection.mail(sender.address, options), f"{server} refuses to send for {sender.address}")
    refused = []
    for each in to:
        reply = connection.rcpt(each.address)
        if reply[0] == CLOSING:
            raise NotSent(f"nothing was sent: {server} closed the conversation ({_said(reply)}); try again later")
        if reply[0] not in TAKEN:
            refused.append(Refusal(each.address, reply[0], _words(reply[1])))
    if len(refused) == len(to):
        raise NotSent(f"nothing was sent: {server} takes none of the recipients: {', '.join(map(str, refused))}; correct them")
    return tuple(refused)


def _size_option(connection: Connection, server: Server, size: int) -> tuple[str, ...]:
    if not connection.has_extn("size"):
        return ()
    most = connection.esmtp_features["size"].strip()
    if most.isascii() and most.isdigit() and 0 < int(most) < size:
        raise NotSent(
            f"nothing was sent: the e-mail has {size:,} bytes and {server} takes {int(most):,}, {size - int(most):,} fewer; "
            "send fewer attachments"
        )
    return (f"SIZE={size}",)


def _hand_over(connection: Connection, server: Server, content: bytes) -> None:
    """Everything down to the full stop that ends a mail; until that has gone out no server delivers anything."""
    _expect(connection.docmd("DATA"), f"{server} takes no content", (GO_ON,))
    connection.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")


def _confirmed(connection: Connection, server: Server, deadline: Deadline) -> str:
    try:
        reply = connection.getreply()
    except (OSError, smtplib.SMTPException):
        in_time = "dropped the connection"
        late = f"did not answer within {deadline.seconds:g} seconds of our calling"
        raise _unclear(server, late if deadline.has_passed else in_time) from None
    if not 200 <= reply[0] <= 299 and not 400 <= reply[0] <= 599:
        raise _unclear(server, f"said what no mail server says ({_said(reply)})")
    _expect(reply, f"{server} refused the message", range(200, 300))
    return _said(reply)


def _unclear(server: Server, what: str) -> PerhapsSent:
    return PerhapsSent(
        f"{server} {what} after it had taken the whole message: it may or may not have been sent; "
        "ask a recipient before you send it again"
    )


def _expect(reply: Reply, refused: str, wanted: Container[int] = TAKEN) -> None:
    if reply[0] not in wanted:
        raise NotSent(f"nothing was sent: {refused} ({_said(reply)}); {_remedy(reply[0])}")


@contextmanager
def _nothing_sent(server: Server, deadline: Deadline) -> Iterator[None]:
    """Whatever goes wrong in here, nothing was sent; the error says so in words."""
    try:
        yield
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise NotSent(f"nothing was sent: {_in_words(error, server, deadline)}") from None


def _in_words(error: Exception, server: Server, deadline: Deadline) -> str:
    if deadline.has_passed or isinstance(error, TimeoutError):
        return f"{server} did not finish within {deadline.seconds:g} seconds; try again later"
    if isinstance(error, ssl.SSLCertVerificationError):
        why = in_one_line(error.verify_message)
        return f"{server} cannot prove that it is {server.host} ({why}); check the name of the server with your IT"
    if isinstance(error, ssl.SSLError):
        kind = server.security.value
        return f"{server} does not begin TLS as {kind} asks for; try the other of starttls and tls, or another port"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{server} offers no TLS, and nothing goes out in the open; ask your IT for the right port"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{server} dropped the connection; try again later"
    if isinstance(error, smtplib.SMTPResponseException):
        said = _said((error.smtp_code, _bytes(error.smtp_error)))
        return f"{server} refused to talk to us ({said}); {_remedy(error.smtp_code)}"
    return f"{server} cannot be reached ({in_one_line(str(error))}); check its name, its port and the network"


def _remedy(code: int) -> str:
    if code == TOO_BIG:
        return "send fewer attachments"
    return "try again later" if 400 <= code <= 499 else "ask your IT what it objects to"


def _say_goodbye(connection: Connection) -> None:
    """The mail is sent by now, so nothing that goes wrong here matters."""
    try:
        if connection.sock is not None:
            connection.sock.settimeout(FAREWELL_SECONDS)
        connection.docmd("QUIT")
    except (OSError, smtplib.SMTPException):
        return


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("utf-8", "replace")


def _said(reply: Reply) -> str:
    return f"{reply[0]} {_words(reply[1])}".strip()


def _words(said: bytes) -> str:
    words = in_one_line(said.decode("utf-8", "replace"))
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
