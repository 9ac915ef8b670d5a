"""A conversation with a mail server: under TLS or not at all, and over by a given time whatever the server does."""

import smtplib
import socket
import ssl
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType

from se7_excel.outgoing.mail_server import Security, Server

OUR_NAME = "[127.0.0.1]"  # how we greet: an address that is everybody's, so that no name of this computer gets out
LATER = 5.0  # a pause is never longer than the whole; it is the deadline that ends it, which knows why


class Deadline:
    """A time by which a conversation is over: then its line is cut, even under a server that answers letter by letter."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.has_passed = False
        self._line: socket.socket | None = None
        self._lock = Lock()
        self._timer = Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            if self._line is not None:
                self._line.close()
                self._line = None

    def watch(self, line: socket.socket) -> None:
        """Cut this line when the time has come, by a second handle of it, which TLS does not take away from us."""
        with self._lock:
            self._line = line.dup()
        if self.has_passed:
            self._cut()

    def _pass(self) -> None:
        self.has_passed = True
        self._cut()

    def _cut(self) -> None:
        with self._lock, suppress(OSError):
            if self._line is not None:
                self._line.shutdown(socket.SHUT_RDWR)


class Connection(smtplib.SMTP):
    """A connection that has greeted the server under TLS; the certificate and the server's name are always checked."""

    def __init__(self, server: Server, deadline: Deadline, trusted: str = "") -> None:
        self._tls = ssl.create_default_context(cadata=trusted or None)
        self._at_once = server.security is Security.TLS
        self._deadline = deadline
        super().__init__(server.host, server.port, local_hostname=OUR_NAME, timeout=deadline.seconds)
        try:
            self._greet()
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = socket.create_connection((host, port), timeout)
        line.settimeout(timeout + LATER)
        self._deadline.watch(line)
        try:
            return self._tls.wrap_socket(line, server_hostname=host) if self._at_once else line
        except BaseException:
            line.close()
            raise

    def _greet(self) -> None:
        self._ehlo()
        if not self._at_once:
            self.starttls(context=self._tls)
            self._ehlo()

    def _ehlo(self) -> None:
        code, words = self.ehlo()
        if not 200 <= code <= 299:
            raise smtplib.SMTPHeloError(code, words)
