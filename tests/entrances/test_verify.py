"""`se7 verify` as an officer types it: what was received, the tracker it came from, and whether it is what was sent."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from se7_excel.binding.bound import bound
from se7_excel.books.file_book import FileBook
from se7_excel.books.render import render
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.entrances.received_mail import MOST_ATTACHMENTS
from se7_excel.entrances.verify import add_verify_command, verified
from se7_excel.errors import SavingsError
from se7_excel.outgoing.clean_copy import clean_copy
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema
from se7_excel.sheets.last_issue import issue_page
from se7_excel.sheets.log import Entry, Stamp, log_page
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.sent import Sent
from tests.entrances.officer import files_beside, rename_tab, type_into
from tests.outgoing.copies import about

AT = datetime(2012, 3, 20, 9, 30)
WORKBOOK, PDF = "SE7 savings – v3.xlsx", "SE7 savings – v3.pdf"
PRINTED = b"%PDF-1.7 as if printed"
TO = ("anna.smith@kent.gov.uk", '"Jones, Ben" <b@surrey.gov.uk>')
ROW = "2012-03-20 09:30 by A. Officer"
Said = Callable[..., tuple[int, str]]


@dataclass(frozen=True)
class Office:
    """The folder of whoever sent: the tracker, and what went out."""

    tracker: Path
    workbook: Path
    pdf: Path


def issued(programme: Programme, how: str = "sent") -> tuple[bytes, bytes]:
    """The tracker once version 3 was prepared, and the copy that left."""
    book = FileBook(make_tracker(programme, date(2012, 1, 26)))
    read = read_tracker(book).programme
    copy = clean_copy(read, about())
    attached = tuple((name, sha256(content).hexdigest()) for name, content in ((WORKBOOK, copy), (PDF, PRINTED)))
    sent = Sent(TO, attached, (), 3, how)
    render(log_page(book.read(schema.LOG), Entry(Stamp(AT, "A. Officer"), "Prepare e-mail", read, 1, (), sent)), book)
    render(issue_page(book.read(schema.ISSUED), read, 3, "2012-03-20 09:30"), book)
    return b"".join(book.finish().rewritten()), copy


@cache
def of_2012() -> tuple[bytes, bytes]:
    return issued(sample_programme())


def put_down(folder: Path, tracker: bytes, copy: bytes) -> Office:
    office = Office(folder / "tracker.xlsx", folder / WORKBOOK, folder / PDF)
    for path, content in ((office.tracker, tracker), (office.workbook, copy), (office.pdf, PRINTED)):
        path.write_bytes(content)
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """What was sent in March 2012."""
    return put_down(tmp_path, *of_2012())


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Said:
    """The exit status of the command and what it printed."""
    parser = argparse.ArgumentParser()
    add_verify_command(parser.add_subparsers())

    def said(*arguments: object) -> tuple[int, str]:
        options = parser.parse_args(["verify", *(str(each) for each in arguments)])
        return options.run(options), capsys.readouterr().out

    return said


def mail(*attached: tuple[str, bytes], name: str = "received.eml", folder: Path, also: EmailMessage | None = None) -> Path:
    """An e-mail received with these attachments, the picture of a signature in its text."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@kent.gov.uk", "b@surrey.gov.uk", "SE7 savings"
    message.set_content("Please find attached.")
    message.add_alternative("<p>Please find attached. <img src='cid:logo'></p>", subtype="html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<logo>")
    for each, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=each)
    if also:
        message.add_attachment(also)
    path = folder / name
    path.write_bytes(message.as_bytes())
    return path


def test_what_was_sent_is_told_with_its_version_when_by_whom_and_to_whom(verify: Said, office: Office) -> None:
    status, said = verify(office.workbook, office.tracker)
    assert status == 0
    assert said.splitlines() == [
        f"Verify: {WORKBOOK}",
        "  It is, byte for byte, what the Log of tracker.xlsx records",
        f"    SHA-256 {sha256(office.workbook.read_bytes()).hexdigest()}",
        f'    version 3, sent on {ROW} to anna.smith@kent.gov.uk, "Jones, Ben" <b@surrey.gov.uk>',
    ]
    assert verify(office.pdf, office.tracker)[0] == 0


@pytest.mark.parametrize(
    ("how", "words"),
    [("draft", f"prepared as a draft on {ROW} for "), ("perhaps sent", f"perhaps sent on {ROW} to ")],
)
def test_a_draft_and_what_was_perhaps_sent_are_told_apart(how: str, words: str, verify: Said, tmp_path: Path) -> None:
    office = put_down(tmp_path, *issued(sample_programme(), how))
    status, said = verify(office.workbook, office.tracker)
    assert status == 0
    assert f"version 3, {words}anna.smith" in said


def test_another_name_makes_no_other_file(verify: Said, office: Office) -> None:
    renamed = office.workbook.rename(office.workbook.with_name("from Kent.xlsx"))
    status, said = verify(renamed, office.tracker)
    assert status == 0
    assert said.rstrip().endswith(f", under the name “{WORKBOOK}”")


def test_neither_file_is_changed(verify: Said, office: Office) -> None:
    type_into(office.workbook, schema.APPENDIX_DATA, {"D10": 7_000_000})
    before = files_beside(office.tracker)
    verify(office.workbook, office.tracker)
    assert files_beside(office.tracker) == before


@pytest.mark.parametrize("name", [WORKBOOK, WORKBOOK.upper(), "SE7 savings – v3 (1).xlsx"])
def test_a_file_of_that_name_with_another_figure_is_told_figure_by_figure(name: str, verify: Said, office: Office) -> None:
    received = office.workbook.rename(office.workbook.with_name(name))
    type_into(received, schema.APPENDIX_DATA, {"D10": 7_000_000})
    status, said = verify(received, office.tracker)
    assert status == 1
    assert said.splitlines()[1] == "  It is not what was sent: the Log of tracker.xlsx records no file with its SHA-256"
    assert f"Another file of this name: version 3, sent on {ROW} to anna.smith@kent.gov.uk" in said
    assert "Its figures are not those of version 3, the last issued from this point of view, on 2012-03-20 09:30" in said
    assert "changed: SE7: 2012/13 £6m became £7m, £1m more" in said


@pytest.mark.parametrize(
    ("tab", "cells", "told"),
    [
        (schema.APPENDIX, {"D8": "£7m (£7.25m)"}, "changed: SE7: 2012/13 £6m became £7m, £1m more"),
        (schema.APPENDIX, {"G20": "£99m"}, "C03 fail: Appendix 1!G20: SE7: the grand total says £99,000,000 where"),
        (schema.APPENDIX, {"D19": "£3k"}, "changed: East Sussex: 2012/13 £2k became £3k, £1k more"),
        (schema.APPENDIX, {"C18": "£5m"}, "changed: SE7: 2011/12 “to be confirmed” became £5m"),
        (schema.APPENDIX_DATA, {"K7": 99}, "C03 fail: Appendix 1 data!K7: SE7: the grand total says £99 where"),
        (schema.APPENDIX, {"A10": "Refuse", "A11": "Refuse"}, "Refuse: renamed from Waste"),
    ],
)
def test_a_figure_changed_on_either_table_is_told(
    tab: str, cells: dict[str, Any], told: str, verify: Said, office: Office
) -> None:
    type_into(office.workbook, tab, cells)
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert told in said
    assert "Its figures are not those of version 3" in said


def test_a_cell_that_cannot_be_read_is_told_with_its_tab_and_the_other_table_is_compared(verify: Said, office: Office) -> None:
    type_into(office.workbook, schema.APPENDIX_DATA, {"D10": "heaps"})
    type_into(office.workbook, schema.APPENDIX, {"D8": "£7m (£7.25m)"})
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert "Not all its figures can be compared: Appendix 1 data!D10: “heaps” is not an amount of money" in said
    assert "changed: SE7: 2012/13 £6m became £7m, £1m more" in said


def test_where_no_table_can_be_read_nothing_is_compared(verify: Said, office: Office) -> None:
    type_into(office.workbook, schema.APPENDIX_DATA, {"D10": "heaps"})
    type_into(office.workbook, schema.APPENDIX, {"D8": "heaps"})
    said = verify(office.workbook, office.tracker)[1]
    assert "    Its figures cannot be compared: Appendix 1!D8: “heaps” is not an amount of money" in said
    assert "; Appendix 1 data!D10: “heaps” is not" in said
    assert "The savings table’s figures" not in said


def test_a_row_of_a_target_stays_one_though_somebody_typed_an_amount_into_it(verify: Said, office: Office) -> None:
    type_into(office.workbook, schema.APPENDIX_DATA, {"C9": 260_000, "D10": 7_000_000})
    assert FileBook.open(office.workbook).read(schema.APPENDIX_DATA).value(9, 1) == "Target, Short term"
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert "cannot be compared" not in said
    assert "changed: SE7: 2012/13 £6m became £7m, £1m more" in said


@pytest.mark.parametrize(("tab", "cell"), [(schema.LADDER, "B8"), (schema.CHARTS, "B40"), ("About", "A40")])
def test_where_the_figures_are_the_same_it_says_that_something_else_differs(
    tab: str, cell: str, verify: Said, office: Office
) -> None:
    type_into(office.workbook, tab, {cell: 99})
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert "The savings table’s figures on Appendix 1 and Appendix 1 data are those of version 3" in said
    assert (
        "headline, targets and notes were not compared, and something else differs: it was saved anew, or its looks, its words"
        in said
    )


def test_figures_in_odd_pounds_and_pence_are_the_same_though_one_table_rounds_them(verify: Said, tmp_path: Path) -> None:
    told = sample_programme()
    first = told.workstreams[0]
    line = replace(first.lines[0], amounts=(Decimal("250400.25"), *first.lines[0].amounts[1:]))
    odd = replace(told, workstreams=(replace(first, lines=(line, *first.lines[1:])), *told.workstreams[1:]))
    office = put_down(tmp_path, *issued(odd))
    type_into(office.workbook, "About", {"A40": 99})
    assert (
        "The savings table’s figures on Appendix 1 and Appendix 1 data are those of version 3"
        in verify(office.workbook, office.tracker)[1]
    )


def test_macros_that_were_added_are_told(verify: Said, office: Office) -> None:
    sent_on = office.tracker.with_name("sent on.xlsm")
    sent_on.write_bytes(b"".join(bound(office.tracker.read_bytes()).rewritten()))
    status, said = verify(sent_on, office.tracker)
    assert status == 1
    assert "It holds macros, which nothing that is sent does" in said
    assert "The savings table’s figures in the tracker received are those of version 3" in said


def test_a_formula_that_comes_to_something_else_than_it_shows_is_told(verify: Said, office: Office) -> None:
    type_into(office.workbook, schema.APPENDIX_2, {"H30": "=1/0"})
    type_into(office.workbook, schema.LADDER, {"H30": "='[other.xlsx]Sheet1'!A1"})
    assert "    C28 fail: " in verify(office.workbook, office.tracker)[1]


def test_another_authoritys_point_of_view_has_no_issue_to_be_compared_with(verify: Said, office: Office) -> None:
    kent = sample_programme().party("Kent")
    assert kent
    programme = read_tracker(FileBook(office.tracker.read_bytes())).programme.reported_by(kent)
    office.workbook.write_bytes(clean_copy(programme, about()))
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert "cannot be compared: the tracker’s tab Issued holds no figures issued from this point of view" in said


def test_an_email_whose_text_was_changed_is_told_not_to_have_been_compared(verify: Said, office: Office) -> None:
    path = mail((WORKBOOK, office.workbook.read_bytes()), (PDF, PRINTED), folder=office.tracker.parent)
    path.write_bytes(path.read_bytes().replace(b"Please find attached.", b"It is \xc2\xa399m now."))
    status, said = verify(path, office.tracker, "--json")
    told = json.loads(said)
    assert (status, told["genuine"], told["not_compared"]) == (0, True, ["the text of the e-mail"])
    assert "the text of the e-mail was not compared" in told["headline"]
    assert json.loads(verify(office.workbook, office.tracker, "--json")[1])["not_compared"] == []


@pytest.mark.parametrize("says", [True, False])
def test_an_earlier_version_is_not_compared_with_the_figures_of_a_later_one(says: bool, verify: Said, office: Office) -> None:
    book = FileBook(office.tracker.read_bytes())
    read = read_tracker(book).programme
    render(issue_page(book.read(schema.ISSUED), read, 4, "2012-04-20 09:30"), book)
    office.tracker.write_bytes(b"".join(book.finish().rewritten()))
    type_into(office.workbook, schema.APPENDIX_DATA, {"D10": 7_000_000})
    if not says:
        type_into(office.workbook, "About", {"B10": "unknown", "B9": "unknown", "B8": "unknown"})
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert "the figures of version 3 are no longer kept, so it cannot be told what differs" in said
    assert "became" not in said


def test_a_log_that_records_no_email_cannot_tell(verify: Said, office: Office, tracker_2012: bytes) -> None:
    office.tracker.write_bytes(tracker_2012)
    status, said = verify(office.workbook, office.tracker)
    assert status == 1
    assert "It cannot be told from the Log of tracker.xlsx, which records no e-mail" in said


def test_an_email_with_what_was_sent_is_told_so_and_its_pictures_are_no_attachments(verify: Said, office: Office) -> None:
    path = mail((WORKBOOK, office.workbook.read_bytes()), (PDF, PRINTED), folder=office.tracker.parent)
    status, said = verify(path, office.tracker)
    assert status == 0
    assert said.splitlines()[1] == (
        "  Its attachments are, byte for byte, what the Log of tracker.xlsx records; the text of the e-mail was not compared"
    )
    assert "logo.png" not in said


def test_an_email_that_lacks_one_of_them_or_has_another_is_not_what_was_sent(verify: Said, office: Office) -> None:
    folder, copy = office.tracker.parent, office.workbook.read_bytes()
    status, said = verify(mail((WORKBOOK, copy), folder=folder), office.tracker)
    assert (status, said.splitlines()[-1]) == (1, f"  Missing: “{PDF}”, which went with it")
    both = ((WORKBOOK, copy), (PDF, PRINTED))
    status, said = verify(mail(*both, ("also.xlsx", b"PK\x03\x04"), folder=folder), office.tracker)
    assert status == 1
    assert "  “also.xlsx” is not what was sent" in said.splitlines()
    status, said = verify(mail(folder=folder), office.tracker)
    assert (status, "the e-mail has no attachment" in said) == (1, True)


def test_an_email_that_was_passed_on_as_an_attachment_is_looked_into(verify: Said, office: Office) -> None:
    inside = EmailMessage()
    inside["Subject"] = "SE7 savings"
    inside.set_content("Please find attached.")
    for name, content in ((WORKBOOK, office.workbook.read_bytes()), (PDF, PRINTED)):
        inside.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    assert verify(mail(folder=office.tracker.parent, also=inside), office.tracker)[0] == 0


def test_attachments_of_two_issues_were_never_sent_together(verify: Said, office: Office) -> None:
    book = FileBook(office.tracker.read_bytes())
    read = read_tracker(book).programme
    later = Sent(TO, ((WORKBOOK, "ab" * 32), (PDF, sha256(b"%PDF later").hexdigest())), (), 4, "sent")
    entry = Entry(Stamp(AT + timedelta(days=7), "A. Officer"), "Prepare e-mail", read, 1, (), later)
    render(log_page(book.read(schema.LOG), entry), book)
    office.tracker.write_bytes(b"".join(book.finish().rewritten()))
    path = mail((WORKBOOK, office.workbook.read_bytes()), (PDF, b"%PDF later"), folder=office.tracker.parent)
    assert verify(path, office.tracker)[0] == 1


def test_json_says_the_same_for_scripts(verify: Said, office: Office) -> None:
    told = json.loads(verify(office.workbook, office.tracker, "--json")[1])
    assert (told["genuine"], told["missing"]) == (True, [])
    (row,) = told["attachments"][0]["recorded"]
    assert (row["version"], row["how"], row["who"], row["recipients"]) == (3, "sent", "A. Officer", list(TO))
    type_into(office.workbook, schema.APPENDIX_DATA, {"D10": 7_000_000})
    (piece,) = json.loads(verify(office.workbook, office.tracker, "--json")[1])["attachments"]
    assert (piece["recorded"], piece["same_name"][0]["version"]) == ([], 3)
    assert piece["figures"]["differ"] is True
    assert any(each["lines"][0]["years"][0]["difference"] == "1000000.00" for each in piece["figures"]["tables"] if each["lines"])


HOSTILE = {
    "cut short.xlsx": lambda copy: copy[:5000],
    "rubbish.xlsx": lambda copy: b"PK\x03\x04" + b"x" * 1000,
    "nothing.xlsx": lambda copy: b"",
    "no table.xlsx": lambda copy: b"".join(FileBook(copy).package.rewritten())[:-1],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_not_what_was_sent_and_says_why_in_a_sentence(name: str, verify: Said, office: Office) -> None:
    path = office.tracker.with_name(name)
    path.write_bytes(HOSTILE[name](office.workbook.read_bytes()))
    status, said = verify(path, office.tracker)
    assert status == 1
    assert ("Its figures cannot be compared: " in said) is (path.stat().st_size > 0)


MALFORMED = (
    b"",
    b"\xff\xfe\x00" * 500,
    b"just a letter\n",
    b'Content-Type: multipart/mixed; boundary="a"\n\n' + b'--a\nContent-Type: multipart/mixed; boundary="a"\n\n' * 2000,
    b"Content-Disposition: attachment; filename*=\nContent-Type: ;;;===\nContent-Transfer-Encoding: base64\n\n%%%%",
    b"Content-Disposition: attachment; filename*1*=x''y; filename*0=z\nContent-Type: application/x\n\nabc",
    b"Content-Type: message/rfc822\n\n" * 3000,
    b"Subject: =?utf-8?q?=\nContent-Disposition: attachment; filename==?x?x?x?=\n\n" + b"x" * 10_000,
)


@pytest.mark.parametrize("content", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_email_is_none_of_ours_or_stops_in_a_sentence(content: bytes, verify: Said, office: Office) -> None:
    path = office.tracker.with_name("received.eml")
    path.write_bytes(content)
    try:
        assert verify(path, office.tracker)[0] == 1
    except SavingsError as error:
        assert str(path) in str(error)


def test_an_email_of_endless_attachments_is_refused(office: Office) -> None:
    path = mail(*[("a.txt", b"")] * (MOST_ATTACHMENTS + 1), folder=office.tracker.parent)
    with pytest.raises(SavingsError, match="more than 200 attachments; save the one you mean, and give that"):
        verified(path, office.tracker)


def test_names_that_give_orders_to_a_terminal_are_shown_as_text(verify: Said, office: Office) -> None:
    path = mail(("a\x1b[2Jb.xlsx", b"x"), folder=office.tracker.parent)
    assert "\x1b" not in verify(path, office.tracker)[1]


def test_what_cannot_be_read_names_the_file(office: Office) -> None:
    missing = office.tracker.with_name("missing.xlsx")
    with pytest.raises(SavingsError, match=r"missing\.xlsx: there is no such file"):
        verified(missing, office.tracker)
    with pytest.raises(SavingsError, match=r"missing\.xlsx: there is no such file"):
        verified(office.workbook, missing)
    with pytest.raises(SavingsError, match=r"v3\.xlsx: the workbook has no tab Log; name the tracker the file was sent from"):
        verified(office.workbook, office.workbook)
    with pytest.raises(SavingsError, match=r"v3\.pdf: this is not a workbook"):
        verified(office.workbook, office.pdf)
    outlook = office.workbook.rename(office.workbook.with_suffix(".msg"))
    with pytest.raises(SavingsError, match=r"v3\.msg: this is an e-mail as Outlook keeps it; save its attachments"):
        verified(outlook, office.tracker)


def test_a_tracker_whose_tabs_cannot_be_read_still_tells_whether_it_was_sent(verify: Said, office: Office) -> None:
    rename_tab(office.tracker, schema.SETTINGS, "Settngs")
    assert verify(office.workbook, office.tracker)[0] == 0
    type_into(office.workbook, "About", {"A40": 99})
    status, said = verify(office.workbook, office.tracker)
    assert (status, "Its figures cannot be compared: there is no tab named “Settings”" in said) == (1, True)
