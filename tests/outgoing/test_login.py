"""The mail account comes of the environment and the keyring; what is missing is named, and the password never told."""

import sys
from dataclasses import fields

import pytest
from keyring import backend, errors, get_keyring, set_keyring

from se7_excel.errors import NoMailAccount, UnfitAddress
from se7_excel.outgoing.login import mail_account, password_in_keyring
from se7_excel.outgoing.mail_server import Login, Security, Server
from se7_excel.outgoing.recipients import Recipient

SET = {
    "SE7_SMTP_HOST": "mail.eastsussex.gov.uk",
    "SE7_SMTP_FROM": "Finance <finance@eastsussex.gov.uk>",
    "SE7_SMTP_USER": "finance",
    "SE7_SMTP_PASSWORD": "hush hush",
}


class Ring(backend.KeyringBackend):
    """A keyring that knows one password, or breaks."""

    priority = 1
    broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise errors.KeyringLocked("locked")
        return "from the ring" if (service, username) == ("se7_excel", "finance") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("we never save a password")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("we never delete a password")


@pytest.fixture
def ring() -> Ring:
    before, ring = get_keyring(), Ring()
    set_keyring(ring)
    yield ring
    set_keyring(before)


def nothing(user: str) -> str | None:
    return None


def test_the_environment_describes_the_account() -> None:
    account = mail_account(SET, nothing)
    assert account.server == Server("mail.eastsussex.gov.uk", 587, Security.STARTTLS)
    assert account.login == Login("finance", "hush hush")
    assert account.sender == Recipient("finance@eastsussex.gov.uk", "Finance")


def test_the_port_follows_the_security_unless_it_is_said() -> None:
    assert mail_account(SET | {"SE7_SMTP_SECURITY": "TLS"}, nothing).server.port == 465
    assert mail_account(SET | {"SE7_SMTP_SECURITY": "tls", "SE7_SMTP_PORT": "2525"}, nothing).server.port == 2525


def test_the_keyring_is_asked_where_the_environment_has_no_password(ring: Ring) -> None:
    without = {name: said for name, said in SET.items() if name != "SE7_SMTP_PASSWORD"}
    login = mail_account(without).login
    assert login is not None
    assert login.password == "from the ring"


def test_the_environment_goes_before_the_keyring(ring: Ring) -> None:
    assert mail_account(SET).login == Login("finance", "hush hush")


def test_a_keyring_that_is_locked_or_missing_is_no_password(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    ring.broken = True
    assert password_in_keyring("finance") is None
    ring.broken = False
    assert password_in_keyring("somebody else") is None
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert password_in_keyring("finance") is None


def test_a_server_without_a_login_needs_none() -> None:
    assert mail_account({name: SET[name] for name in ("SE7_SMTP_HOST", "SE7_SMTP_FROM")}, nothing).login is None


def test_whatever_is_missing_is_named_at_once() -> None:
    with pytest.raises(NoMailAccount, match="SE7_SMTP_HOST and SE7_SMTP_FROM must be set"):
        mail_account({}, nothing)
    with pytest.raises(NoMailAccount, match=r"^SE7_SMTP_FROM must be set"):
        mail_account({"SE7_SMTP_HOST": "mail.x.uk", "SE7_SMTP_FROM": "  "}, nothing)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"SE7_SMTP_SECURITY": "none"}, "SE7_SMTP_SECURITY is “none” and has to be starttls or tls"),
        ({"SE7_SMTP_PORT": "smtp"}, "SE7_SMTP_PORT is “smtp” and has to be a number such as 587"),
        ({"SE7_SMTP_PORT": "²"}, "has to be a number"),
        ({"SE7_SMTP_PORT": "0"}, "0 is no port"),
        ({"SE7_SMTP_PORT": "99999"}, "99999 is no port"),
        ({"SE7_SMTP_HOST": "mail x.uk"}, "“mail x.uk” is no name of a mail server"),
        ({"SE7_SMTP_HOST": "smtp://mail.x.uk"}, "is no name of a mail server"),
        ({"SE7_SMTP_HOST": "mail.x.uk:587"}, "is no name of a mail server"),
        ({"SE7_SMTP_PASSWORD": ""}, r"no password for the mail user finance; save it once with: keyring set se7_excel finance"),
        ({"SE7_SMTP_USER": ""}, "SE7_SMTP_PASSWORD is set and SE7_SMTP_USER is not"),
        ({"SE7_SMTP_PASSWORD": "hush hush é"}, "letters outside plain English"),
    ],
)
def test_what_does_not_do_is_named_with_what_would(changed: dict[str, str], told: str) -> None:
    with pytest.raises(NoMailAccount, match=told) as raised:
        mail_account(SET | changed, nothing)
    assert "hush" not in str(raised.value)


def test_the_sender_is_an_address_like_any_other() -> None:
    with pytest.raises(UnfitAddress, match="has no @"):
        mail_account(SET | {"SE7_SMTP_FROM": "finance"}, nothing)


def test_the_password_is_in_no_repr() -> None:
    account = mail_account(SET, nothing)
    assert "hush" not in repr(account) + str(account) + f"{account.login}"
    assert [each.name for each in fields(Login) if each.repr] == ["user"]


def test_a_password_is_known_in_each_form_it_travels_in() -> None:
    login = Login("finance", "hush hush")
    for words in ("no hush hush", "aHVzaCBodXNo", "AGZpbmFuY2UAaHVzaCBodXNo", "ZmluYW5jZQBmaW5hbmNlAGh1c2ggaHVzaA=="):
        assert login.is_told_in(words)
    assert not login.is_told_in("535 authentication failed for finance")
