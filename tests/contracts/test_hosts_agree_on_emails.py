"""Every host comes to the same e-mail: on paper, on file, in Excel on the desktop and over the remote engine."""

from dataclasses import replace
from functools import cache

import pytest

from se7_excel.actions import carry_out
from se7_excel.books import libreoffice
from se7_excel.books.book import Book
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.prepare_email import Prepared, prepared
from se7_excel.sheets.schema import CHECKS, LOG
from tests.contracts.test_live_book import assert_holds
from tests.desktop import DeskBook, answers_of, live
from tests.entrances.emails import STAMP, WISHES, typed
from tests.paper_book import PaperBook
from tests.remote import actions_of, remote_book
from tests.replayer import contents, ending, replayed

STARTS = {"finished": {}, "typed over": {"Highways": {"L12": 7_000_000, "G12": "£6m"}, "Appendix 1 data": {"G8": 5}}}
ACCEPTED = (("C05", "asked"), ("C28", "typed as the lead sent it"))
EACH_START = pytest.mark.parametrize("start", STARTS)
EACH_VIEW = pytest.mark.parametrize("reporting", ["", "Kent"])


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "soffice", lambda: None)


def made_in(book: Book, reporting: str) -> Prepared:
    """The e-mail as prepared in the book, its record set down there."""
    made = prepared(book, "tracker.xlsx", replace(WISHES, accepted=ACCEPTED, reporting=reporting), STAMP)
    carry_out(made.plan, book)
    return made


@cache
def on_file(data: bytes, reporting: str) -> tuple[Prepared, bytes]:
    book = FileBook(data)
    made = made_in(book, reporting)
    return made, b"".join(book.finish().rewritten())


@EACH_START
@EACH_VIEW
def test_paper_file_and_desktop_come_to_the_same_e_mail_and_the_same_tabs(
    start: str, reporting: str, tracker_2012: bytes
) -> None:
    data = typed(tracker_2012, STARTS[start])
    filed, left = on_file(data, reporting)
    paper = PaperBook.copy_of(FileBook(data))
    assert made_in(paper, reporting).eml == filed.eml
    written = FileBook(left)
    for tab in written.tabs():
        assert contents(written.read(tab)) == contents(paper.as_now().read(tab)), tab
    desk = DeskBook(data, answers_of(left))
    book = live(desk)
    assert made_in(book, reporting).eml == filed.eml
    book.finish()
    assert_holds(desk, left)


@EACH_VIEW
def test_the_remote_engine_comes_to_the_same_tabs_but_for_what_it_cannot_see(reporting: str, tracker_2012: bytes) -> None:
    """Checks and Log say one thing more there, that formulas were not seen."""
    book = remote_book(tracker_2012)
    remote = made_in(book, reporting)
    book.finish()
    filed, left = on_file(tracker_2012, reporting)
    assert (remote.issue, remote.letter.changed, remote.letter.table) == (filed.issue, filed.letter.changed, filed.letter.table)
    there = ending(replayed(tracker_2012, actions_of(book)))
    assert there.without(CHECKS).without(LOG) == ending(left).without(CHECKS).without(LOG)


def test_a_second_e_mail_without_a_change_rewrites_its_record_only(tracker_2012: bytes) -> None:
    once = on_file(tracker_2012, "")[1]
    before, after = FileBook(once), FileBook(on_file(once, "")[1])
    differing = [tab for tab in before.tabs() if contents(before.read(tab)) != contents(after.read(tab))]
    assert differing == ["Issued", LOG]
