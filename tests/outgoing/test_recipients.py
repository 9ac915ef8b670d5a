"""Addresses as people write them, and everything that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from se7_excel.errors import SavingsError, UnfitAddress
from se7_excel.outgoing.recipients import Recipient, recipient, recipients


def addresses(text: str) -> list[str]:
    return [each.address for each in recipients(text)]


def test_semicolons_and_commas_part_addresses() -> None:
    found = recipients("a@x.gov.uk; Anna Smith <b@y.gov.uk>, c@z.gov.uk;")
    assert found == (Recipient("a@x.gov.uk"), Recipient("b@y.gov.uk", "Anna Smith"), Recipient("c@z.gov.uk"))


def test_a_comma_in_a_name_parts_nothing() -> None:
    for text in ('"Smith, Anna" <a@x.gov.uk>, b@y.gov.uk', "Smith, Anna <a@x.gov.uk>; b@y.gov.uk"):
        assert recipients(text) == (Recipient("a@x.gov.uk", "Smith, Anna"), Recipient("b@y.gov.uk"))


def test_a_quoted_name_may_hold_separators_and_quotation_marks() -> None:
    assert recipients(r'"Anna \"Ann\" Smith; MBE" <a@x.gov.uk>')[0].name == 'Anna "Ann" Smith; MBE'


def test_several_texts_make_one_list() -> None:
    assert [each.address for each in recipients(["a@x.gov.uk, b@x.gov.uk", "", "c@x.gov.uk"])] == [
        "a@x.gov.uk",
        "b@x.gov.uk",
        "c@x.gov.uk",
    ]


def test_an_address_given_twice_is_written_to_once_under_its_first_name() -> None:
    assert recipients("Anna <A.Smith@X.gov.uk>; a.smith@x.GOV.uk") == (Recipient("A.Smith@x.gov.uk", "Anna"),)


def test_a_name_that_is_the_address_is_left_out() -> None:
    assert recipient("'a@x.gov.uk' <a@x.gov.uk>") == Recipient("a@x.gov.uk")


def test_an_international_domain_is_written_in_plain_letters() -> None:
    assert addresses("anna@München.de") == ["anna@xn--mnchen-3ya.de"]
    assert addresses("anna@кент.uk") == ["anna@xn--e1ajku.uk"]


@pytest.mark.parametrize(
    "domain",
    ["k\u0435nt.gov.uk", "kent.g\u03bfv.uk", "\u0455u\u0433\u0433ey.gov.uk", "\u0430\u03b1.gov.uk", "kent.\u0261ov.uk"],
)
def test_a_domain_of_two_alphabets_is_refused_and_shown_as_what_it_is(domain: str) -> None:
    with pytest.raises(UnfitAddress, match="letters of more than one alphabet and may pass for another") as told:
        recipients(f"kent@{domain}")
    assert domain.encode("idna").decode() in str(told.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("anna.smith", "it has no @"),
        ("Anna Smith", "it has no @"),
        ("Smith, Anna <a@x.gov.uk>, b@y.gov.uk", "put the name in quotation marks"),
        ("a@b@x.gov.uk", "more than one @"),
        ("<a@x.gov.uk> b@y.gov.uk", "more than one @"),
        ("anna smith@x.gov.uk", "holds a space"),
        ("a@x .gov.uk", "holds a space"),
        ("@x.gov.uk", "nothing stands before its @"),
        ("jörg@x.gov.uk", "letters outside A to Z before its @"),
        ("a..b@x.gov.uk", "a sign or a full stop before its @"),
        (".a@x.gov.uk", "a sign or a full stop before its @"),
        ("a(b)@x.gov.uk", "a sign or a full stop before its @"),
        ("mailto:a@x.gov.uk", "a sign or a full stop before its @"),
        ("a" * 65 + "@x.gov.uk", "more than 64 characters"),
        ("a@localhost", "has no full stop"),
        ("a@", "has no full stop"),
        ("a@x..uk", "no name of a mail domain"),
        ("a@x.gov.uk.", "no name of a mail domain"),
        ("a@-x.uk", "no name of a mail domain"),
        ("a@x_y.uk", "no name of a mail domain"),
        ("a@[10.0.0.1]", "no name of a mail domain"),
        ("a@10.0.0.1", "too long or a number"),
        ("a@" + "x" * 64 + ".uk", "no name of a mail domain"),
        ("a@" + "x." * 127 + "uk", "too long or a number"),
        ("a" * 60 + "@" + "x." * 110 + "uk", "may have 254"),
        ("a@straße.de", "mean another domain"),
        ("a@ｋent.gov.uk", "mean another domain"),
        ("a@kent。gov.uk", "mean another domain"),
        ("a@ke\u200bnt.gov.uk", "mean another domain"),
        ("a@kent.gov.uk\r\nBcc: b@x.uk", "line break"),
        ("a@kent.gov.uk\n", "line break"),
        ("\ta@kent.gov.uk", "line break"),
        ("a\0@kent.gov.uk", "line break"),
        ("a@kent.gov.uk\u2028", "line break"),
        ("Anna\r\nBcc: x <a@kent.gov.uk>", "line break"),
        ("Anna \u202eku.vog <a@kent.gov.uk>", "line break"),
        ("Anna \ud800 <a@kent.gov.uk>", "line break"),
        ("chief@kent.gov.uk <thief@example.org>", "reads like another address"),
        ('"chief@kent.gov.uk" <thief@example.org>', "reads like another address"),
        ("x" * 101 + " <a@kent.gov.uk>", "may have 100"),
        ("Anna <a@kent.gov.uk> Smith", "a space"),
    ],
)
def test_what_is_no_address_is_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(UnfitAddress, match=why) as raised:
        recipients(text)
    assert str(raised.value).isprintable()
    assert "cannot be sent to" in str(raised.value)


@pytest.mark.parametrize("text", ["", "  ", ";,;", []])
def test_an_empty_list_is_refused(text: str | list[str]) -> None:
    with pytest.raises(UnfitAddress, match="no e-mail address is given"):
        recipients(text)


def test_too_many_are_refused_with_how_many_may_be() -> None:
    many = [f"a{number}@x.gov.uk" for number in range(51)]
    assert len(recipients(many[:50])) == 50
    with pytest.raises(UnfitAddress, match="51 e-mail addresses are given and 50 are the most"):
        recipients(many)


def test_a_recipient_cannot_be_made_past_the_checks() -> None:
    for address, name in (("a@x.uk\r\nBcc: b@x.uk", ""), ("a@x.uk", "A\nBcc: b"), ("a@X.uk", ""), ("a", "")):
        with pytest.raises(UnfitAddress):
            Recipient(address, name)


@given(st.text(max_size=60) | st.text(alphabet='ab.@<>" ,;\\\r\n', max_size=30))
def test_any_text_is_addresses_or_one_clear_refusal(text: str) -> None:
    try:
        found = recipients(text)
    except SavingsError as refused:
        assert str(refused).isprintable()
    else:
        for each in found:
            assert recipient(each.address).address == each.address
            assert str(each).isascii() or each.name
            assert not set("\r\n") & set(str(each))
