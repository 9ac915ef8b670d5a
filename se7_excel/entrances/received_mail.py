"""An e-mail somebody received, saved as an .eml: the files attached to it, to the byte."""

from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from se7_excel.errors import UnreadableMail

MOST_ATTACHMENTS = 200
UNNAMED = "an attachment without a name"


def attachments(content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Each file attached, with its name, those of an e-mail attached to it too; raises `UnreadableMail`.

    Pictures a signature shows are no attachments: they stand in the text.
    """
    try:
        message = BytesParser(EmailMessage, policy=default).parsebytes(content)
        found = tuple(_files(message))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        # The library lets many an error of its own out where an e-mail is malformed on purpose.
        raise UnreadableMail("the e-mail is malformed; save it anew in the mail program, or save its attachments") from None
    if not message.keys():
        raise UnreadableMail("this is no e-mail; save it in the mail program as .eml, or save its attachments")
    return found


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    count = 0
    for part in message.walk():
        if part.is_multipart() or not _is_attached(part):
            continue
        count += 1
        if count > MOST_ATTACHMENTS:
            raise UnreadableMail(f"the e-mail has more than {MOST_ATTACHMENTS} attachments; save the one you mean, and give that")
        content = part.get_payload(decode=True)
        yield part.get_filename() or UNNAMED, content if isinstance(content, bytes) else b""


def _is_attached(part: EmailMessage) -> bool:
    if part.get_content_maintype() == "image" and (part["Content-ID"] or part.get_content_disposition() == "inline"):
        return False
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())
