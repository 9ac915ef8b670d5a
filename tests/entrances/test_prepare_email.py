"""The e-mail a tracker comes to: what stops it, what it says, and what the tracker is to remember of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from se7_excel import __version__
from se7_excel.actions import carry_out
from se7_excel.books import libreoffice
from se7_excel.books.file_book import FileBook
from se7_excel.books.package import Package
from se7_excel.entrances import prepare_email
from se7_excel.entrances.prepare_email import Prepared, Wishes, prepared
from se7_excel.errors import OccupiedCell, UnfitAddress, UnfitOption, UnknownAuthority, UnreadableCell, Withheld
from se7_excel.outgoing.held_back import held_back
from se7_excel.outgoing.label import Label, label_of
from se7_excel.outgoing.letter import AcceptedFail
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.money import printed
from se7_excel.sheets.schema import LARGEST_MAIL, MAIL_COPY
from se7_excel.sheets.sent import sent_rows
from tests.entrances.emails import (
    ANNA,
    BEN,
    C05,
    SENDER,
    STAMP,
    WHY,
    WISHES,
    Draft,
    about,
    accepting,
    addressed,
    beside,
    sheet,
    typed,
)
from tests.paper_book import PaperBook

KENT = replace(WISHES, reporting="Kent")
LABEL = Label(properties=(("MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Name", "Official"),))


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)


def made_of(data: bytes, wishes: Wishes = WISHES) -> Prepared:
    return prepared(FileBook(data), "tracker.xlsx", wishes, STAMP)


def issued(data: bytes, wishes: Wishes = WISHES) -> bytes:
    """The tracker once the e-mail was prepared."""
    book = FileBook(data)
    carry_out(prepared(book, "tracker.xlsx", wishes, STAMP).plan, book)
    return b"".join(book.finish().rewritten())


def test_a_fail_stops_it_and_nothing_is_set_down(tracker_2012: bytes) -> None:
    book = PaperBook.copy_of(FileBook(tracker_2012))
    with pytest.raises(Withheld, match=r"1 finding fails\. C05: .*correct one of the two\. Mend what they name"):
        prepared(book, "tracker.xlsx", replace(WISHES, accepted=(("C09", "else"),)), STAMP)
    assert not book.touched


def test_preparing_alone_sets_nothing_down(tracker_2012: bytes) -> None:
    book = PaperBook.copy_of(FileBook(tracker_2012))
    made = prepared(book, "tracker.xlsx", WISHES, STAMP)
    assert not book.touched
    assert [page.tab for page in made.plan.pages][-3:] == ["Checks", "Issued", "Log"]


def test_a_code_the_sender_answers_for_is_told_in_letter_copy_and_log(tracker_2012: bytes) -> None:
    made = made_of(tracker_2012)
    draft = Draft.of(made.eml)
    (fails,) = (each.message for each in made.outcome.remaining if each.fails)
    assert made.letter.accepted == (AcceptedFail("C05", WHY, "A. Officer", (fails,)),)
    assert f"C05, 1 finding, accepted by the sender: {WHY}. - C05: {fails}" in draft.text
    told = about(made.attachments[0].content)
    assert f"C05, 1 finding, accepted by the sender | {WHY}. | C05, finding 1 of 1 | {fails}" in told
    assert "A. Officer" not in draft.text + told
    assert f"Made with | se7_excel {__version__} | " in told
    (row,) = sent_rows(FileBook(issued(tracker_2012)).read("Log"))
    assert (row.accepted, row.recipients, row.how) == ((("C05", WHY, "A. Officer"),), (ANNA,), "draft")
    assert row.attachments == ((made.attachments[0].name, made.attachments[0].enclosed.sha256),)


def test_what_is_accepted_in_the_tracker_goes_out_and_says_so(tracker_2012: bytes) -> None:
    made = made_of(accepting(tracker_2012), replace(WISHES, accepted=()))
    assert made.letter.accepted == ()
    assert "(accepted by B. Lead, 1 March 2012: It is a slip)" in Draft.of(made.eml).text
    assert "C05, accepted in the tracker | B. Lead, 1 March 2012: It is a slip." in about(made.attachments[0].content)


def test_a_code_accepted_for_nothing_is_told(tracker_2012: bytes) -> None:
    made = made_of(tracker_2012, replace(WISHES, accepted=(*C05, ("C09", "else"))))
    assert any(each.startswith("C09 does not fail") for each in made.warnings)
    assert "C09, accepted" not in Draft.of(made.eml).text


def test_what_nobody_names_is_taken_from_settings(tracker_2012: bytes) -> None:
    made = made_of(addressed(tracker_2012), Wishes(accepted=C05))
    assert (made.addressed.sender.address, [each.address for each in made.addressed.to]) == (SENDER, [ANNA])
    assert Draft.of(made.eml).message["To"] == f"Anna Smith <{ANNA}>"
    other = made_of(addressed(tracker_2012), Wishes(to=BEN, accepted=C05))
    assert [each.address for each in other.addressed.everybody] == [BEN]


def test_who_names_the_recipients_names_those_of_copies_too(tracker_2012: bytes) -> None:
    copied = typed(addressed(tracker_2012), {"Settings": {beside(tracker_2012, MAIL_COPY): BEN}})
    by_settings = made_of(copied, Wishes(accepted=C05)).addressed
    assert [each.address for each in by_settings.cc] == [BEN]
    assert made_of(copied, Wishes(to=ANNA, accepted=C05)).addressed.cc == ()
    named = made_of(copied, Wishes(to=ANNA, cc="c@medway.gov.uk", accepted=C05)).addressed
    assert [each.address for each in named.cc] == ["c@medway.gov.uk"]


@pytest.mark.parametrize(
    ("wishes", "told"),
    [(Wishes(sender=SENDER), "nobody is named to receive the e-mail"), (Wishes(to=ANNA), "nobody is named to send the e-mail")],
)
def test_nobody_named_is_told_before_what_fails(wishes: Wishes, told: str, tracker_2012: bytes) -> None:
    with pytest.raises(UnfitOption, match=told):
        made_of(tracker_2012, wishes)


def test_whoever_is_named_twice_gets_it_once(tracker_2012: bytes) -> None:
    made = made_of(tracker_2012, replace(WISHES, to=f"{ANNA}, {BEN}", cc=ANNA.upper().replace("KENT.GOV.UK", "kent.gov.uk")))
    assert sorted(each.address for each in made.addressed.everybody) == [ANNA, BEN]


def test_an_address_that_does_not_do_stops_it(tracker_2012: bytes) -> None:
    with pytest.raises(UnfitAddress, match="cannot be sent to"):
        made_of(tracker_2012, replace(WISHES, to="anna.smith"))
    with pytest.raises(UnfitAddress, match="cannot be sent to"):
        made_of(tracker_2012, replace(WISHES, cc=f"{BEN}\nBcc: {ANNA}"))


def test_the_marking_leads_the_subject_and_stands_in_letter_and_copy(tracker_2012: bytes) -> None:
    made = made_of(addressed(tracker_2012))
    draft = Draft.of(made.eml)
    subject = "SE7 savings: Appendices 1 and 2 for East Sussex, version 1 for the meeting of 28 March 2012"
    assert draft.subject == f"[OFFICIAL] {subject}"
    assert draft.text.startswith("OFFICIAL")
    copy = made.attachments[0].content
    assert all(any("OFFICIAL" in cell for row in sheet(copy, name) for cell in row) for name in ("About", "Appendix 1", "Notes"))


def test_a_second_run_says_what_has_changed_workstream_by_workstream(tracker_2012: bytes) -> None:
    assert made_of(tracker_2012).letter.changed is None
    once = issued(tracker_2012)
    again = made_of(once)
    assert (again.issue, again.letter.changed) == (2, ())
    assert again.name.endswith("v2")
    changed = made_of(typed(once, {"Waste": {"G12": 1_250_000}}))
    assert changed.letter.changed
    assert changed.letter.changed[0].startswith("SE7 in all: £83.85m became £")
    assert changed.letter.changed[1].startswith("Waste: SE7 2011/12 ")
    assert len(changed.letter.changed) == 2
    assert "Waste: SE7 2011/12" in Draft.of(changed.eml).text
    assert "What has changed since version 1, prepared on 26 January 2012 ---" in Draft.of(changed.eml).text


def test_a_comparison_with_a_mere_draft_is_told_to_the_sender_alone(tracker_2012: bytes) -> None:
    drafted = "Version 1 was only prepared as a draft, as far as the Log tells"
    assert not any(each.startswith(drafted) for each in made_of(tracker_2012).warnings)
    again = made_of(issued(tracker_2012))
    assert [each for each in again.warnings if each.startswith(drafted)]
    assert drafted not in Draft.of(again.eml).text


def test_what_is_to_be_sent_is_no_issue_before_it_is(tracker_2012: bytes) -> None:
    made = made_of(tracker_2012, replace(WISHES, sending=True))
    assert [page.tab for page in made.plan.pages][-2:] == ["Checks", "Log"]
    once = made_of(issued(tracker_2012, replace(WISHES, sending=True)))
    assert (once.issue, once.letter.changed) == (1, None)


def test_an_issued_tab_that_cannot_take_the_issue_stops_it_before_anything_is_sent(tracker_2012: bytes) -> None:
    occupied = typed(tracker_2012, {"Issued": {"A8": "my own remark"}})
    with pytest.raises(OccupiedCell, match="Issued!A8"):
        made_of(occupied, replace(WISHES, sending=True))


def test_figures_beyond_the_table_stand_in_the_letter_with_their_notes(tracker_2012: bytes) -> None:
    made = made_of(tracker_2012)
    said = made.letter.beyond
    assert len(said) == len(made.outcome.programme.longer_term) > 0
    text = Draft.of(made.eml).text
    assert all(each in text for each in said)
    figure = made.outcome.programme.longer_term[0]
    assert said[0].startswith(f"{figure.workstream}: {printed(figure.amount)}. ")


def test_each_point_of_view_has_versions_and_file_names_of_its_own(tracker_2012: bytes) -> None:
    once = issued(tracker_2012)
    kents = made_of(once, KENT)
    assert (kents.issue, kents.letter.changed) == (1, None)
    assert kents.name == "SE7 Kent savings – 28 March 2012 – v1"
    assert "from the point of view of Kent" in Draft.of(kents.eml).text
    both = issued(once, KENT)
    assert made_of(both).issue == 2
    again = made_of(both, KENT)
    assert (again.issue, again.letter.changed) == (2, ())


def test_an_authority_nobody_knows_stops_it(tracker_2012: bytes) -> None:
    with pytest.raises(UnknownAuthority):
        made_of(tracker_2012, replace(WISHES, reporting="Essex"))


def test_an_issue_somebody_made_unreadable_stops_it_with_its_cell(tracker_2012: bytes) -> None:
    spoilt = typed(issued(tracker_2012), {"Issued": {"G5": "about 2m"}})
    with pytest.raises(UnreadableCell, match="Issued!G5"):
        made_of(spoilt)


def test_an_e_mail_larger_than_settings_allow_is_told(tracker_2012: bytes) -> None:
    made = made_of(typed(tracker_2012, {"Settings": {beside(tracker_2012, LARGEST_MAIL): 0.1}}))
    assert any("over the limit of" in each for each in made.warnings)
    assert not any("over the limit of" in each for each in made_of(tracker_2012).warnings)


def test_the_trackers_label_is_in_the_copy(tracker_2012: bytes) -> None:
    made = prepared(FileBook(tracker_2012), "tracker.xlsx", WISHES, STAMP, LABEL)
    assert label_of(Package(made.attachments[0].content)) == LABEL
    assert label_of(Package(made_of(tracker_2012).attachments[0].content)) is None


def test_a_missing_marking_is_told_to_the_sender_alone(tracker_2012: bytes) -> None:
    none = "No protective marking is set on Settings"
    made = made_of(tracker_2012)
    assert none in made.warnings
    assert none not in Draft.of(made.eml).text
    labelled = prepared(FileBook(tracker_2012), "tracker.xlsx", WISHES, STAMP, LABEL)
    assert f"{none}, though the tracker carries the sensitivity label “Official”" in labelled.warnings
    assert not any(each.startswith(none) for each in made_of(addressed(tracker_2012)).warnings)


def test_a_pdf_that_cannot_be_made_is_told_in_letter_and_report(tracker_2012: bytes) -> None:
    made = made_of(tracker_2012)
    assert len(made.attachments) == 1
    assert prepare_email.NO_PDF in made.warnings
    assert "No PDF is attached, because LibreOffice is not installed" in Draft.of(made.eml).text


Gate = Callable[[bytes], Iterable[Finding]]


def gate(*answers: tuple[Finding, ...]) -> Gate:
    """A gate that finds these, copy after copy."""
    coming = iter(answers)
    return lambda copy: next(coming)


MACRO = held_back("macros (xl/vbaProject.bin)")
PALE = replace(MACRO, code="C31", message="Pale letters stand on white; print them darker.")


def test_what_the_gate_finds_stops_a_tracker_in_order(tracker_2012: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare_email, "findings_at_the_gate", gate((MACRO,)))
    with pytest.raises(Withheld, match=r"C32: The copy holds macros .* Mend what they name; what C32 finds cannot be accepted$"):
        made_of(tracker_2012)


def test_what_the_sender_answers_for_at_the_gate_is_told_too(tracker_2012: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare_email, "findings_at_the_gate", gate((PALE,), (PALE,)))
    made = made_of(tracker_2012, replace(WISHES, accepted=(*C05, ("C31", "It is an example"))))
    assert [each.code for each in made.letter.accepted] == ["C05", "C31"]
    assert "C31, 1 finding, accepted by the sender | It is an example." in about(made.attachments[0].content)
    assert PALE.message in Draft.of(made.eml).text
    log = next(page for page in made.plan.pages if page.tab == "Log")
    assert any("C31, accepted by A. Officer: It is an example" in str(cell.value) for cell in log.cells.values())


def test_the_copy_that_tells_of_it_passes_the_gate_anew(tracker_2012: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = replace(MACRO, code="C27")
    monkeypatch.setattr(prepare_email, "findings_at_the_gate", gate((PALE,), (PALE, hidden)))
    with pytest.raises(Withheld, match="C27: The copy holds macros"):
        made_of(tracker_2012, replace(WISHES, accepted=(*C05, ("C31", "It is an example"))))
