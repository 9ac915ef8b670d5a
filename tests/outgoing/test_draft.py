"""The draft on disk: what is parsed back is what was put in, to the byte."""

import re
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.errors import SavingsError, UnfitLetter
from se7_excel.outgoing.draft import PDF, Attachment, as_eml, size_warning
from se7_excel.outgoing.letter import Enclosed
from se7_excel.outgoing.letter_html import letter_html
from se7_excel.outgoing.letter_text import letter_text
from se7_excel.outgoing.recipients import Recipient, recipients
from tests.outgoing.letters import ATTACHMENTS, COPY, NOW, SENDER, TO, draft_2012, letter_2012

EVERY_BYTE = bytes(range(256))


def parsed(eml: bytes) -> EmailMessage:
    message = message_from_bytes(eml, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not any(part.defects for part in message.walk())
    return message


def written(to: str = "a@x.gov.uk", cc: tuple[Recipient, ...] = (), subject: str = "Appendix 1") -> bytes:
    return as_eml(letter_2012(title=subject, enclosed=()), SENDER, recipients(to), cc, (), NOW)


def test_the_draft_is_marked_unsent_and_addressed() -> None:
    message = parsed(draft_2012())
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == letter_2012().subject
    assert message["From"].addresses[0].addr_spec == SENDER.address
    assert [(each.display_name, each.addr_spec) for each in message["To"].addresses] == [(each.name, each.address) for each in TO]
    assert [each.addr_spec for each in message["Cc"].addresses] == [each.address for each in COPY]
    assert message["Date"].datetime == NOW
    assert re.fullmatch(r"<[0-9a-f]{40}@eastsussex\.gov\.uk>", message["Message-ID"])
    assert "X-Protective-Marking" not in message


def test_each_attachment_comes_back_byte_for_byte() -> None:
    attachments = (*ATTACHMENTS, Attachment("all.xlsx", EVERY_BYTE * 3001), Attachment("empty.xlsx", b""))
    letter = letter_2012(enclosed=tuple(each.enclosed for each in attachments))
    found = list(parsed(as_eml(letter, SENDER, TO, (), attachments, NOW)).iter_attachments())
    assert [part.get_content() for part in found] == [each.content for each in attachments]
    assert [part.get_filename() for part in found] == [each.name for each in attachments]
    assert [part.get_content_type() for part in found] == [each.mime_type for each in attachments]
    assert {part["Content-Transfer-Encoding"] for part in found} == {"base64"}


def test_both_parts_come_back_as_written_the_plain_one_first() -> None:
    parts = list(parsed(draft_2012()).walk())
    assert [part.get_content_type() for part in parts[:4]] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert parts[2].get_content().replace("\r\n", "\n") == letter_text(letter_2012())
    assert parts[3].get_content().replace("\r\n", "\n") == letter_html(letter_2012())


def test_every_line_is_short_plain_and_ended_as_mail_lines_are() -> None:
    letter = letter_2012(notes=("é" * 3000, "x" * 3000), title="Appendix 1 – " + "Überschrift " * 15)
    eml = as_eml(letter, SENDER, recipients([f"Zoë {at} <a{at}@x.uk>" for at in range(50)]), COPY, ATTACHMENTS, NOW)
    assert eml.isascii()
    assert eml.count(b"\r\n") == eml.count(b"\n") == eml.count(b"\r")
    assert max(map(len, eml.split(b"\r\n"))) <= 100
    assert parsed(eml)["Subject"] == letter.subject
    assert len(parsed(eml)["To"].addresses) == 50


def test_the_same_content_at_the_same_time_is_the_same_draft() -> None:
    assert draft_2012() == draft_2012()
    letter = letter_2012()
    later = as_eml(letter, SENDER, TO, COPY, ATTACHMENTS, NOW.replace(minute=31))
    other = Attachment(ATTACHMENTS[0].name, ATTACHMENTS[0].content + b"x"), ATTACHMENTS[1]
    changed = as_eml(replace(letter, enclosed=tuple(each.enclosed for each in other)), SENDER, TO, COPY, other, NOW)
    assert len({parsed(eml)["Message-ID"] for eml in (draft_2012(), later, changed)}) == 3


def test_a_time_without_a_zone_claims_none() -> None:
    eml = as_eml(letter_2012(), SENDER, TO, (), ATTACHMENTS, datetime(2012, 3, 20, 9, 30))
    assert b"Date: Tue, 20 Mar 2012 09:30:00 -0000\r\n" in eml


def test_a_mailbox_written_to_gets_no_copy_too() -> None:
    message = parsed(written("a@x.gov.uk; b@x.gov.uk", recipients("B@X.gov.uk; c@x.gov.uk")))
    assert [each.addr_spec for each in message["Cc"].addresses] == ["c@x.gov.uk"]
    assert parsed(written("a@x.gov.uk", recipients("a@x.gov.uk")))["Cc"] is None


@pytest.mark.parametrize(
    "name",
    [
        "Smith, Anna",
        'Anna "Ann" Smith',
        "back\\slash",
        "Anna (Finance); Kent",
        "Jürgen Müller, Zoë: “the” one",
        "=?utf-8?q?x?=",
        "道路" * 45,
        "é" * 100,
        "a" * 100,
        "O'Brien & Söhne, " * 5,
    ],
)
def test_a_name_comes_back_as_it_was_and_stays_one_mailbox(name: str) -> None:
    eml = as_eml(letter_2012(enclosed=()), SENDER, (Recipient("a@x.gov.uk", name), Recipient("b@x.gov.uk")), (), (), NOW)
    mailboxes = parsed(eml)["To"].addresses
    assert [each.addr_spec for each in mailboxes] == ["a@x.gov.uk", "b@x.gov.uk"]
    if name.isascii():
        assert mailboxes[0].display_name == name
    else:  # the library's parser of addresses puts a blank between encoded words, which stand for none (RFC 2047, 6.2)
        raw = message_from_bytes(eml)["To"].partition("<a@")[0]
        assert str(make_header(decode_header(raw))) == name


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_title_comes_back_whole_or_is_refused(title: str) -> None:
    try:
        eml = written(subject=title)
    except SavingsError as refused:
        assert str(refused).isprintable()
    else:
        assert parsed(eml)["Subject"].split() == letter_2012(title=title).subject.split()
        assert parsed(eml).keys() == parsed(written()).keys()


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@evil.org", "a\nb", "a\rb", "a\x00b", "a\u2028b", "a\u202eb", "a\x85b"])
def test_no_header_can_be_smuggled_in(bad: str) -> None:
    with pytest.raises(UnfitLetter, match=r"the subject .* line break"):
        written(subject=bad)
    with pytest.raises(UnfitLetter, match=r"the subject .* line break"):
        as_eml(letter_2012(marking=bad), SENDER, TO, (), ATTACHMENTS, NOW)
    with pytest.raises(UnfitLetter, match=r"the attachment’s name .* line break"):
        Attachment(bad, b"")


def test_what_looks_encoded_already_is_not_read_as_what_it_hides() -> None:
    assert "=?utf-8?q?hidden?=" in parsed(written(subject="=?utf-8?q?hidden?="))["Subject"]


def test_a_subject_too_long_is_refused() -> None:
    with pytest.raises(UnfitLetter, match=r"the subject .* has \d+ characters and may have 250"):
        written(subject="x" * 250)


@pytest.mark.parametrize(
    "name", ["", "a/b.xlsx", "..\\b.xlsx", "a.xlsx.", ".xlsx", " a.xlsx", 'a".xlsx', "a;b.xlsx", "a<b>.xlsx"]
)
def test_an_attachment_is_named_as_a_file_is(name: str) -> None:
    with pytest.raises(UnfitLetter, match="does not do on every computer"):
        Attachment(name, b"")


@pytest.mark.parametrize("name", ["SE7 – Anhang £.xlsx", "道路.xlsx", "Zoë’s  copy (v1).xlsx", "é" * 115 + ".xlsx", "a=b%2.xlsx"])
def test_an_attachments_name_comes_back_as_it_was(name: str) -> None:
    attachment = Attachment(name, b"PK")
    eml = as_eml(letter_2012(enclosed=(attachment.enclosed,)), SENDER, TO, (), (attachment,), NOW)
    (part,) = parsed(eml).iter_attachments()
    assert part.get_filename() == name
    assert part.get_param("name").isascii()
    assert max(map(len, eml.split(b"\r\n"))) <= 998


def test_the_letter_lists_what_is_attached_to_the_byte() -> None:
    other = replace(ATTACHMENTS[0], content=b"other")
    with pytest.raises(UnfitLetter, match="lists other attachments than it has"):
        as_eml(letter_2012(), SENDER, TO, (), (other, ATTACHMENTS[1]), NOW)


def test_two_attachments_need_two_names() -> None:
    twins = (Attachment("A.xlsx", b"1"), Attachment("a.XLSX", b"2"))
    with pytest.raises(UnfitLetter, match="same name"):
        as_eml(letter_2012(enclosed=tuple(each.enclosed for each in twins)), SENDER, TO, (), twins, NOW)


def test_an_attachments_content_is_in_no_repr() -> None:
    assert "secret" not in repr(Attachment("a.pdf", b"secret", PDF))
    assert Attachment("a.pdf", b"", PDF).enclosed == Enclosed(
        "a.pdf", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def test_a_large_mail_is_warned_of_at_its_size_as_it_travels() -> None:
    large = Attachment("large.xlsx", EVERY_BYTE * 4096 * 8)
    eml = as_eml(letter_2012(enclosed=(large.enclosed,)), SENDER, TO, (), (large,), NOW)
    assert size_warning(eml).startswith("The e-mail comes to 11 MB as it travels, 1 MB over the limit of 10 MB, and may be")
    assert size_warning(eml, len(eml)) == ""
    assert "1 KB over the limit" in size_warning(eml, len(eml) - 1)
