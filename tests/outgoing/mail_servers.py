"""Real mail servers on this computer: under TLS, with a login, and as ill-behaved as a test wants them."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from se7_excel.outgoing.mail_server import Login, Security, Server

HOST = "localhost"
LOGIN = Login("finance", "correct horse")


@cache
def authority() -> trustme.CA:
    """The authority that vouches for the servers of the tests."""
    return trustme.CA()


def trusted() -> str:
    """Its certificate, as PEM."""
    return authority().cert_pem.bytes().decode()


@cache
def tls(name: str = HOST) -> ssl.SSLContext:
    """The TLS of a server whose certificate is for this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(name).configure_cert(context)
    return context


@dataclass
class Behaviour:
    """How a server behaves, stage by stage: EHLO, MAIL, an address, DATA, content or message."""

    replies: dict[str, str] = field(default_factory=dict)
    drops_at: str = ""
    slow_at: str = ""
    login_words: str = "535 5.7.8 no such user"
    options: dict[str, object] = field(default_factory=dict)
    greeted_by: list[str] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        """The mails that were taken."""
        return [message_from_bytes(each.content, policy=policy.default) for each in self.envelopes]

    async def reply(self, server: SMTP, stage: str, usual: str) -> str:
        """What the server says at this stage, if it gets to say anything."""
        if stage == self.slow_at:
            await asyncio.sleep(3)
        if stage == self.drops_at:
            server.transport.abort()
        return self.replies.get(stage, usual)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greeted_by.append(hostname)
        session.host_name = hostname
        await self.reply(server, "EHLO", "")
        return responses

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.mail_from = address
        return await self.reply(server, "MAIL", "250 OK")

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        said = await self.reply(server, address, "250 OK")
        said = await self.reply(server, "RCPT", said)
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = await self.reply(server, "message", "250 OK queued as 4711")
        if said.startswith("250"):
            self.envelopes.append(envelope)
        return said

    def log_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: LoginPassword) -> AuthResult:
        """Whether the login is the right one."""
        right = told == LoginPassword(LOGIN.user.encode(), LOGIN.password.encode())
        return AuthResult(success=right, handled=False, message=None if right else self.login_words)


class Talker(SMTP):
    """A server that can also fall silent between taking DATA and taking the content."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        behaviour: Behaviour = self.event_handler
        said = await behaviour.reply(self, "DATA", "")
        if said:
            await self.push(said)
        elif behaviour.drops_at == "content":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class Office(Controller):
    """The server in a thread of its own."""

    def factory(self) -> SMTP:
        return Talker(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # any free one, which the library does not ask for
        super()._trigger_server()


@contextmanager
def mail_server(behaviour: Behaviour, security: Security = Security.STARTTLS, name: str = HOST) -> Iterator[Server]:
    """A server that behaves so, with TLS on and a login required."""
    settled = {"authenticator": behaviour.log_in, "auth_required": True}
    if security is Security.STARTTLS:
        settled |= {"tls_context": tls(name), "require_starttls": True}
    else:
        settled |= {"auth_require_tls": False}
    at_once = tls(name) if security is Security.TLS else None
    office = Office(behaviour, "127.0.0.1", 0, ssl_context=at_once, server_hostname="mail.test", **(settled | behaviour.options))
    office.start()
    try:
        yield Server(HOST, office.port, security)
    finally:
        office.stop()


@contextmanager
def talking_server(lines: bytes, pause: float = 0.0, security: Security = Security.STARTTLS) -> Iterator[Server]:
    """A server in the open that says these bytes one by one to whoever calls, and listens to nothing."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            line, _ = listening.accept()
            with line:
                for byte in lines:
                    if over.wait(pause):
                        return
                    try:
                        line.sendall(bytes([byte]))
                    except OSError:
                        return
                over.wait(0 if not pause else 3)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield Server("127.0.0.1", listening.getsockname()[1], security)
        over.set()
        thread.join()
