"""The server an e-mail is handed to, and the login on it, as values that never show the password."""

from base64 import b64encode
from dataclasses import dataclass, field
from enum import Enum

from se7_excel.errors import NoMailAccount
from se7_excel.outgoing.plain_words import as_shown, is_on_one_line

HIGHEST_PORT = 65535


class Security(Enum):
    """How TLS begins: by STARTTLS after a first word in the open, or at once. There is no sending without."""

    STARTTLS = "starttls"
    TLS = "tls"

    @property
    def usual_port(self) -> int:
        """The port mail is handed in at, unless the server says another."""
        return 587 if self is Security.STARTTLS else 465


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server: its name, port, and how TLS begins."""

    host: str
    port: int
    security: Security = Security.STARTTLS

    def __post_init__(self) -> None:
        if not self.host or not is_on_one_line(self.host) or any(each.isspace() or each in "/@:" for each in self.host):
            raise NoMailAccount(f"{as_shown(self.host)} is no name of a mail server; give one such as mail.council.gov.uk")
        if not 0 < self.port <= HIGHEST_PORT:
            raise NoMailAccount(f"{self.port} is no port of a mail server; give 587 for starttls or 465 for tls")

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Login:
    """Who logs in, and with what; the password is in no repr."""

    user: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.user.isascii() or not self.password.isascii() or not self.user or not self.password:
            raise NoMailAccount(
                "the mail user or its password is empty or has letters outside plain English, which a mail server’s login "
                "cannot take; ask for an app password"
            )

    def is_told_in(self, words: str) -> bool:
        """Whether the words give the password away, plain or as it travels."""
        plain = self.password
        travelling = (plain, f"\0{self.user}\0{plain}", f"{self.user}\0{self.user}\0{plain}")
        told = (plain, *(b64encode(each.encode("ascii")).decode("ascii") for each in travelling))
        return any(each in words for each in told)
