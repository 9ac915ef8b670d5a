"""Whom an e-mail goes to: addresses as people write them, made sure of before anything is built or sent."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.headerregistry import Address

from se7_excel.errors import UnfitAddress
from se7_excel.outgoing.plain_words import as_shown, is_on_one_line

MOST = 50
LONGEST_ADDRESS, LONGEST_LOCAL, LONGEST_DOMAIN, LONGEST_LABEL, LONGEST_NAME = 254, 64, 253, 63, 100
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
ENTRY = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|[;,]|[^";,]+|"')
QUOTED = re.compile(r'"(?P<inside>(?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Recipient:
    """A mailbox and the name it is known by; raises `UnfitAddress` rather than be one that does not fit into a header."""

    address: str
    name: str = ""

    def __post_init__(self) -> None:
        if _mailbox(self.address) != self.address:
            raise UnfitAddress(f"{as_shown(self.address)} has to be written {_mailbox(self.address)}")
        _refuse_name(self.name, self.address)

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.partition("@")[2]

    def __str__(self) -> str:
        local, _, domain = self.address.partition("@")
        return str(Address(self.name, local, domain))


def recipients(given: str | Iterable[str], most: int = MOST) -> tuple[Recipient, ...]:
    """The mailboxes of a text or of several, each once, in order: `a@x.gov.uk; Anna Smith <b@y.gov.uk>, c@z.gov.uk`.

    Raises `UnfitAddress` naming the first that does not do, and where there are none or more than `most`.
    """
    texts = (given,) if isinstance(given, str) else tuple(given)
    found: dict[str, Recipient] = {}
    for text in texts:
        for entry in _entries(text):
            each = recipient(entry)
            found.setdefault(each.address.casefold(), each)
    if not found:
        raise UnfitAddress("no e-mail address is given; name at least one, such as anna.smith@council.gov.uk")
    if len(found) > most:
        raise UnfitAddress(f"{len(found)} e-mail addresses are given and {most} are the most; send to a distribution list")
    return tuple(found.values())


def recipient(text: str) -> Recipient:
    """The one mailbox a text names, with or without the name of whom it belongs to."""
    if not is_on_one_line(text):  # before anything is stripped off, so that no line break is taken for a blank
        raise _unfit(text, "it holds a line break or another sign nobody sees; type it anew")
    stripped = text.strip()
    found = ENTRY.fullmatch(stripped)
    if not found:
        return Recipient(_mailbox(stripped))
    address = _mailbox(found["address"].strip())
    name = _unquoted(found["name"].strip())
    return Recipient(address, "" if name.casefold().strip("'") == address.casefold() else name)


def _entries(text: str) -> Iterator[str]:
    """The single entries of a list; a comma of an unquoted name, as in `Smith, Anna <a@x.gov.uk>`, parts nothing."""
    for each in _parted(text, ";"):
        whole = each.count("@") == 1 and ENTRY.fullmatch(each.strip())
        parts = (each,) if whole else _parted(each, ",")
        yield from (part for part in parts if part.strip(" "))


def _parted(text: str, separator: str) -> Iterator[str]:
    held = ""
    for piece in PIECES.findall(text):
        if piece == separator:
            yield held
            held = ""
        else:
            held += piece
    yield held


def _unquoted(name: str) -> str:
    found = QUOTED.fullmatch(name)
    return re.sub(r"\\(.)", r"\1", found["inside"]) if found else name


def _mailbox(text: str) -> str:
    """The address in the one form we write it: its domain in small letters and, where international, as xn--."""
    why = next((words for is_wrong, words in FAULTS if is_wrong(text)), "")
    if why:
        raise _unfit(text, why)
    local, _, domain = text.partition("@")
    address = f"{local}@{_domain(domain, text)}"
    if len(address) > LONGEST_ADDRESS:
        raise _unfit(text, f"it has {len(address)} characters and may have {LONGEST_ADDRESS}")
    return address


def _has_space(text: str) -> bool:
    return any(each.isspace() for each in text)


def _local(text: str) -> str:
    return text.partition("@")[0]


FAULTS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda text: not is_on_one_line(text), "it holds a line break or another sign nobody sees; type it anew"),
    (lambda text: "@" not in text, "it has no @; where it is part of a name with a comma, put the name in quotation marks"),
    (lambda text: text.count("@") > 1, "it has more than one @; part addresses by a semicolon"),
    (_has_space, "it holds a space; take it out, or put the address in <> after the name"),
    (lambda text: not _local(text), "nothing stands before its @; type the whole address"),
    (
        lambda text: not _local(text).isascii(),
        "it has letters outside A to Z before its @, which many councils' mail servers cannot deliver; ask for another",
    ),
    (lambda text: len(_local(text)) > LONGEST_LOCAL, f"more than {LONGEST_LOCAL} characters stand before its @; correct it"),
    (
        lambda text: not LOCAL.fullmatch(_local(text)),
        "a sign or a full stop before its @ cannot stand there; correct it",
    ),
)


def _domain(text: str, whole: str) -> str:
    domain = text.lower() if text.isascii() else _international(text, whole)
    labels = domain.split(".")
    if len(labels) < 2:
        raise _unfit(whole, "what stands after its @ has no full stop, as in council.gov.uk; type the whole address")
    if not all(len(label) <= LONGEST_LABEL and LABEL.fullmatch(label) for label in labels):
        raise _unfit(whole, "what stands after its @ is no name of a mail domain; correct it")
    if labels[-1].isdigit() or len(domain) > LONGEST_DOMAIN:
        raise _unfit(whole, "what stands after its @ is too long or a number; type a domain such as council.gov.uk")
    return domain


def _international(text: str, whole: str) -> str:
    """The xn-- form; what this form would turn into other letters, and so into another council's domain, is refused."""
    try:
        encoded = text.encode("idna").decode("ascii")
        if encoded.encode("ascii").decode("idna") == text.lower():
            _refuse_look_alike(text.lower(), encoded, whole)
            return encoded
    except UnicodeError:
        pass
    raise _unfit(whole, "what stands after its @ has letters that mean another domain to another program; type it as xn--")


def _refuse_look_alike(domain: str, encoded: str, whole: str) -> None:
    """A Cyrillic е among Latin letters looks like the council's own domain and is somebody else's."""
    if any(len({_alphabet(each) for each in label if each.isalpha()}) > 1 for label in domain.split(".")):
        raise _unfit(
            whole,
            f"its domain is really {encoded}: it mixes letters of more than one alphabet and may pass for another; type "
            "the address anew by hand, or its domain in that form if it is the one you mean",
        )


def _alphabet(letter: str) -> str:
    """The alphabet of a letter: that of A to Z, with accents or without, else the first word of its name."""
    plain = unicodedata.normalize("NFD", letter)[0]
    return "" if plain.isascii() else unicodedata.name(letter, "unknown").partition(" ")[0]


def _refuse_name(name: str, address: str) -> None:
    if not is_on_one_line(name):
        raise _unfit(name, f"the name before <{address}> holds a line break or another sign nobody sees; type it anew")
    if len(name) > LONGEST_NAME:
        raise _unfit(name, f"the name before <{address}> has {len(name)} characters and may have {LONGEST_NAME}; shorten it")
    if "@" in name:
        raise _unfit(name, f"the name before <{address}> reads like another address; give the person’s name, or none")


def _unfit(text: str, why: str) -> UnfitAddress:
    return UnfitAddress(f"{as_shown(text)} cannot be sent to: {why}")
