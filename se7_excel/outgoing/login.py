"""The mail account to send from: of the environment and the system's keyring, never of a workbook."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from se7_excel.errors import NoMailAccount
from se7_excel.outgoing.mail_server import Login, Security, Server
from se7_excel.outgoing.plain_words import as_shown
from se7_excel.outgoing.recipients import Recipient, recipient

HOST, PORT, SECURITY = "SE7_SMTP_HOST", "SE7_SMTP_PORT", "SE7_SMTP_SECURITY"
USER, PASSWORD, FROM = "SE7_SMTP_USER", "SE7_SMTP_PASSWORD", "SE7_SMTP_FROM"
SERVICE = "se7_excel"
SAVE = f"save it once with: keyring set {SERVICE} {{user}} (pip install se7_excel[send]), or set {PASSWORD}"

PasswordOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class MailAccount:
    """Where mail is handed in, the login there if any, and the address it is sent from."""

    server: Server
    login: Login | None
    sender: Recipient


def password_in_keyring(user: str) -> str | None:
    """The password the system keeps for this user of ours; None where there is none, or no keyring to ask."""
    try:
        import keyring
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, user)
    except Exception:  # each desktop's keyring has errors of its own, and all of them mean that we have no password
        return None


def mail_account(environment: Mapping[str, str] = os.environ, password_of: PasswordOf = password_in_keyring) -> MailAccount:
    """The account the environment and the keyring describe; raises `NoMailAccount` naming whatever is missing."""
    missing = [name for name in (HOST, FROM) if not _said(environment, name)]
    if missing:
        raise NoMailAccount(f"{' and '.join(missing)} must be set to send an e-mail; without, send the draft by hand")
    security = _security(_said(environment, SECURITY))
    server = Server(_said(environment, HOST), _port(_said(environment, PORT), security), security)
    return MailAccount(server, _login(environment, password_of), recipient(_said(environment, FROM)))


def _said(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "").strip()


def _security(text: str) -> Security:
    if not text:
        return Security.STARTTLS
    known = {each.value: each for each in Security}
    if text.casefold() not in known:
        raise NoMailAccount(f"{SECURITY} is {as_shown(text)} and has to be starttls or tls; nothing is sent without TLS")
    return known[text.casefold()]


def _port(text: str, security: Security) -> int:
    if not text:
        return security.usual_port
    if not (text.isascii() and text.isdigit() and len(text) <= len("65535")):
        raise NoMailAccount(f"{PORT} is {as_shown(text)} and has to be a number such as {security.usual_port}")
    return int(text)


def _login(environment: Mapping[str, str], password_of: PasswordOf) -> Login | None:
    """The login; the password is taken as it is, because blanks at its ends may belong to it."""
    user, password = _said(environment, USER), environment.get(PASSWORD, "")
    if not user:
        if password:
            raise NoMailAccount(f"{PASSWORD} is set and {USER} is not; set both, or neither for a server without a login")
        return None
    found = password or password_of(user)
    if not found:
        raise NoMailAccount(f"there is no password for the mail user {user}; {SAVE.format(user=user)}")
    return Login(user, found)
