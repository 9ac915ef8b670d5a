"""The e-mail as a draft on disk: an .eml that a mail program opens unsent, for a person to read and send.

The protective marking leads the subject and stands at the top and the foot of both parts. It has no header of its own:
X-Protective-Marking is the Australian standard, United Kingdom guidance asks for the marking in subject and text, and
sensitivity labels travel in headers that only the tenant who issued the label can write.
"""

from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, quote
from hashlib import sha256

from se7_excel.errors import UnfitLetter
from se7_excel.outgoing.letter import Enclosed, Letter
from se7_excel.outgoing.letter_html import letter_html
from se7_excel.outgoing.letter_text import letter_text
from se7_excel.outgoing.plain_words import as_shown, header_line
from se7_excel.outgoing.recipients import Recipient

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
MEGABYTE = 1024 * 1024
USUAL_LIMIT = 10 * MEGABYTE
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_LINE = 250, 120, 76
NOT_IN_NAMES = frozenset('<>:"/\\|?*;')


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the letter; raises `UnfitLetter` for a name that is not plainly the name of a file."""

    name: str
    content: bytes = field(repr=False)
    mime_type: str = XLSX

    def __post_init__(self) -> None:
        header_line(self.name, "the attachment’s name", LONGEST_NAME)
        if NOT_IN_NAMES & set(self.name) or self.name != self.name.strip(" .") or not self.name:
            raise UnfitLetter(
                f"the attachment’s name {as_shown(self.name)} does not do on every computer; "
                "leave out / \\ : * ? ; < > | and quotation marks, and full stops and spaces at its ends"
            )

    @property
    def enclosed(self) -> Enclosed:
        """How the letter lists it."""
        return Enclosed(self.name, sha256(self.content).hexdigest())


def as_eml(
    letter: Letter,
    sender: Recipient,
    to: tuple[Recipient, ...],
    cc: tuple[Recipient, ...],
    attachments: tuple[Attachment, ...],
    now: datetime,
) -> bytes:
    """The draft: plain and HTML part, then the attachments; the same at the same time for the same content."""
    _refuse_other_attachments(letter, attachments)
    message = EmailMessage(policy=SMTP)
    message.set_content(letter_text(letter), cte="quoted-printable")
    message.add_alternative(letter_html(letter), subtype="html", cte="quoted-printable")
    for each in attachments:
        _attach(message, each)
    head = _head(letter, sender, to, cc, now)
    mark = _mark(head, message)
    _bound(message, mark)
    head += b"Message-ID: <" + f"{mark}@{sender.domain}".encode("ascii") + b">\r\n"
    return head + message.as_bytes()


def size_warning(eml: bytes, most: int = USUAL_LIMIT) -> str:
    """A sentence where the e-mail, as it travels, is larger than mail servers usually take; nothing where it is not."""
    if len(eml) <= most:
        return ""
    return (
        f"The e-mail comes to {_megabytes(len(eml))} as it travels, {_megabytes(len(eml) - most)} over the limit of "
        f"{_megabytes(most)}, and may be refused; send fewer attachments, or share the largest another way."
    )


def _megabytes(size: int) -> str:
    number = f"{size / MEGABYTE:.1f}".removesuffix(".0")
    return f"{number} MB" if size * 20 >= MEGABYTE else f"{max(round(size / 1024), 1)} KB"


def _refuse_other_attachments(letter: Letter, attachments: tuple[Attachment, ...]) -> None:
    """What the letter lists is what is attached, to the byte, and each under a name of its own."""
    if tuple(each.enclosed for each in attachments) != letter.enclosed:
        raise UnfitLetter("the letter lists other attachments than it has; prepare the e-mail again")
    if len({each.name.casefold() for each in attachments}) < len(attachments):
        raise UnfitLetter("two attachments have the same name; give each a name of its own")


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    """The name in full in the disposition (RFC 2231), and in plain ASCII in the type for programs that know no other."""
    main, _, sub = attachment.mime_type.partition("/")
    plain = attachment.name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name, params={"name": plain})


def _head(letter: Letter, sender: Recipient, to: tuple[Recipient, ...], cc: tuple[Recipient, ...], now: datetime) -> bytes:
    """The headers people see, folded here: the library's own folding has lost commas and quotation marks of names."""
    known = {each.address.casefold() for each in to}
    copied = tuple(each for each in cc if each.address.casefold() not in known)
    lines = [_addresses("From", (sender,)), _addresses("To", to), *([_addresses("Cc", copied)] if copied else [])]
    lines += [_subject(header_line(letter.subject, "the subject", LONGEST_SUBJECT)), f"Date: {format_datetime(now)}"]
    lines += ["X-Unsent: 1", "Content-Language: en-GB"]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _addresses(header: str, mailboxes: tuple[Recipient, ...]) -> str:
    return f"{header}: " + ",\r\n ".join(_mailbox(each) for each in mailboxes)


def _mailbox(recipient: Recipient) -> str:
    if not recipient.name:
        return recipient.address
    if _stays_as_it_is(recipient.name):
        return f'"{quote(recipient.name)}" <{recipient.address}>'
    return f"{_encoded(recipient.name, 'utf-8', 12)}\r\n <{recipient.address}>"


def _subject(subject: str) -> str:
    return f"Subject: {_encoded(subject, 'us-ascii' if _stays_as_it_is(subject) else 'utf-8', len('Subject: '))}"


def _stays_as_it_is(text: str) -> bool:
    """Whether it can travel unencoded; what looks encoded already is encoded, or it would be read as what it hides."""
    return text.isascii() and "=?" not in text


def _encoded(text: str, charset: str, taken: int) -> str:
    """The text in ASCII, folded; `taken` is how much of its first line is gone already."""
    return Header(text, charset, LONGEST_LINE - taken).encode(linesep="\r\n")


def _mark(head: bytes, message: EmailMessage) -> str:
    digest = sha256(head)
    for part in message.walk():
        if not part.is_multipart():
            digest.update(str(part.get_payload()).encode("ascii"))
    return digest.hexdigest()[:40]


def _bound(message: EmailMessage, mark: str) -> None:
    """Boundaries of our own, because the library draws them by lot; `=_` can stand in no part as we encode them."""
    many = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(many, 1):
        part.set_boundary(f"=_{number}_{mark}")
