"""What the letter says."""

from dataclasses import replace
from decimal import Decimal

from se7_excel.outgoing.letter import (
    COMPARED,
    FIRST_ISSUE,
    AcceptedFail,
    Letter,
    Section,
    sections_after_the_table,
    sections_before_the_table,
)
from se7_excel.outgoing.letter_table import cell_words, letter_table
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets import styles
from se7_excel.sheets.page import Cell
from tests.outgoing.letters import FINDINGS, letter_2012


def section(letter: Letter, heading: str) -> Section:
    sections = (*sections_before_the_table(letter), *sections_after_the_table(letter))
    (found,) = (each for each in sections if each.heading == heading)
    return found


def test_the_subject_is_led_by_the_marking_and_names_the_meeting() -> None:
    assert letter_2012().subject == "[OFFICIAL] SE7 savings: Appendix 1 for the meeting of 28 March 2012"
    assert letter_2012(marking="", meeting=None).subject == "SE7 savings: Appendix 1"


def test_without_a_meeting_the_letter_opens_with_the_point_of_view() -> None:
    assert letter_2012().opening == "For the meeting of 28 March 2012, from the point of view of East Sussex."
    assert letter_2012(meeting=None).opening == "From the point of view of East Sussex."


def test_the_first_issue_says_so_and_an_unchanged_one_too() -> None:
    heading = "What has changed since the last issue"
    assert section(letter_2012(changed=None), heading).sentences == (FIRST_ISSUE,)
    nothing = section(letter_2012(changed=()), heading).sentences
    assert nothing == ("No year’s saving has changed since the last issue.", COMPARED)
    said = section(letter_2012(changed=("eProcurement: nothing new",)), heading)
    assert (said.sentences, said.items) == ((COMPARED,), ("eProcurement: nothing new.",))


def test_what_has_changed_names_the_version_it_is_compared_with() -> None:
    version = "version 2, prepared on 26 January 2012"
    said = section(letter_2012(since=version, changed=()), f"What has changed since {version}")
    assert said.sentences[0] == f"No year’s saving has changed since {version}."


def test_figures_beyond_the_table_are_told_below_it_where_there_are_any() -> None:
    first = sections_after_the_table(letter_2012(beyond=("Highways: £12m. By 2020",)))[0]
    assert first == Section("Beyond the years of the table, and in none of its totals", (), ("Highways: £12m. By 2020.",))
    assert sections_after_the_table(letter_2012())[0].heading == "What the checks found"


def test_an_accepted_code_says_why_and_what_fails_but_not_the_login_before_the_table() -> None:
    headings = [each.heading for each in sections_before_the_table(letter_2012())]
    assert headings == ["In short", "Accepted by the sender", "What has changed since the last issue", "Please note"]
    twice = AcceptedFail("C05", "the slip is corrected in May", "jdoe", ("Waste: £1 too much.", "ICT: £2 too much"))
    said = section(letter_2012(accepted=(twice,)), "Accepted by the sender").items
    assert said == (
        "C05, 2 findings, accepted by the sender: the slip is corrected in May.",
        "C05: Waste: £1 too much.",
        "C05: ICT: £2 too much.",
    )
    assert "Accepted by the sender" not in [each.heading for each in sections_before_the_table(letter_2012(accepted=()))]


def test_findings_come_weightiest_first_with_their_cell_and_who_accepted_them() -> None:
    said = section(letter_2012(), "What the checks found")
    assert said.sentences[0] == "Found: 0 fail, 1 warn, 1 info, 1 accepted."
    assert said.items[0].startswith("C05 fail: SEN 2012/13")
    assert said.items[0].endswith("(accepted by A. Smith, 1 March 2012: slip)")
    assert said.items[1].endswith("type £150k. [Highways!G8]")
    assert len(said.items) == 2


def test_no_findings_is_said() -> None:
    assert section(letter_2012(findings=()), "What the checks found").sentences == ("Every check passed.",)


def test_every_fail_is_listed_however_many_and_what_is_left_out_is_counted() -> None:
    fails = tuple(Finding("C01", Severity.FAIL, f"fail {number}.") for number in range(45))
    warnings = tuple(Finding("C04", Severity.WARN, "the same.") for _ in range(60))
    said = section(letter_2012(findings=warnings + fails), "What the checks found")
    assert len(said.items) == 45
    assert said.sentences[1].startswith("60 more of less weight")
    assert len(section(letter_2012(findings=warnings + fails[:5]), "What the checks found").items) == 40


def test_an_info_is_counted_and_not_told_unless_somebody_answers_for_it() -> None:
    infos = tuple(Finding("C23", Severity.INFO, f"info {number}.") for number in range(12))
    warned = section(letter_2012(findings=(*FINDINGS[:1], *infos)), "What the checks found")
    assert warned.sentences == (
        "Found: 0 fail, 1 warn, 12 info.",
        "12 more of less weight are listed on the tab Checks of the tracker.",
    )
    assert [each[:8] for each in warned.items] == ["C07 warn"]
    accepted = section(letter_2012(findings=(*infos[:1], replace(infos[1], accepted="A. Smith"))), "What the checks found")
    assert accepted.sentences[1] == "1 more of less weight is listed on the tab Checks of the tracker."
    assert accepted.items == ("C23 info: info 1. (accepted by A. Smith)",)


def test_where_there_are_infos_alone_the_letter_says_where_they_are_listed() -> None:
    infos = tuple(Finding("C23", Severity.INFO, f"info {number}.") for number in range(2))
    assert section(letter_2012(findings=infos), "What the checks found").sentences[1].startswith("They are listed on the tab")
    assert section(letter_2012(findings=infos[:1]), "What the checks found").sentences[1].startswith("It is listed on the tab")


def test_attachments_are_listed_with_their_hash() -> None:
    letter = letter_2012()
    items = section(letter, "Attached").items
    assert items[0] == f"SE7 2012-03-28 v1.xlsx (SHA-256 {letter.enclosed[0].sha256})"
    assert section(letter_2012(enclosed=()), "Attached").sentences == ("Nothing is attached.",)


def test_a_cell_says_pounds_and_pence_shares_and_gaps() -> None:
    said = [
        (Cell(Decimal("2056430"), styles.DATA_AMOUNT), "£2,056,430"),
        (Cell(Decimal("-0.4"), styles.DATA_AMOUNT), "−£0.40"),
        (Cell(Decimal("0.0828145"), styles.DATA_SHARE), "8.28 %"),
        (Cell(Decimal("-0.5"), styles.DATA_SHARE), "−50.00 %"),
        (Cell(Decimal("1234"), styles.LOGGED_COUNT), "1,234"),
        (Cell(Decimal("0"), styles.DATA_AMOUNT), "£0"),
        (Cell("to be confirmed", styles.DATA_AMOUNT), "to be confirmed"),
        (Cell(None, styles.DATA_AMOUNT), "not stated"),
    ]
    assert [cell_words(cell) for cell, _ in said] == [words for _, words in said]


def test_the_first_columns_name_a_row() -> None:
    table = letter_table(letter_2012().table)
    assert table.naming == 2
    assert table.title == "Appendix 1 data: South East Seven savings by workstream"
    assert len(table.said) == 1
    assert len(table.rows) == 15
