"""The Issued tab, and what has changed since the last issue."""

from dataclasses import replace

import pytest

from se7_excel.books.render import render
from se7_excel.errors import UnreadableCell
from se7_excel.sample import EAST_SUSSEX, sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.sheets.changed_since import changed_since
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.last_issue import LastIssue, empty_issue_page, issue_page, last_issue, only_drafted
from se7_excel.sheets.sent import SentRow
from tests.notation import KENT, programme
from tests.paper_book import PaperBook
from tests.sheets.papers import retyped

TABLE = """
Highways
  SE7          250k  6m   12m  18m
  East Sussex  –     50k  50k  50k
  Kent         1m    2m   _    _
Commodities
  SE7          TBC   –    –    –
"""
ISSUED = Grid("Issued")


def set_down(made: Programme, grid: Grid = ISSUED, number: int = 1, when: str = "2012-01-26 09:00") -> Grid:
    book = PaperBook([grid])
    render(issue_page(grid, made, number, when), book)
    return book.as_now().read("Issued")


def issued(made: Programme, number: int = 1) -> LastIssue:
    found = last_issue(set_down(made, number=number), made)
    assert found
    return found


def test_nothing_was_issued_where_there_is_no_such_tab_or_nothing_on_it() -> None:
    made = programme(TABLE)
    assert last_issue(None, made) is None
    assert last_issue(ISSUED, made) is None
    book = PaperBook([ISSUED])
    render(empty_issue_page(), book)
    assert last_issue(book.as_now().read("Issued"), made) is None


def test_an_issue_is_read_back_as_it_was_written() -> None:
    made = programme(TABLE)
    found = issued(made, number=3)
    assert (found.number, found.when) == (3, "2012-01-26 09:00")
    assert changed_since(found, made) == ()


def test_an_issue_is_named_by_its_version_and_day_as_far_as_the_day_can_be_read() -> None:
    found = issued(programme(TABLE), number=3)
    assert found.named == "version 3, prepared on 26 January 2012"
    assert replace(found, when="in January").named == "version 3"


def logged(how: str, when: str = "2012-01-26 09:00", sha256: str = "a") -> SentRow:
    return SentRow(5, when, "jdoe", how, 1, ("anna@kent.gov.uk",), (("copy.xlsx", sha256),), ())


def test_an_issue_is_only_a_draft_until_the_log_says_that_its_files_went_out() -> None:
    found = issued(programme(TABLE))
    draft = logged("draft")
    assert only_drafted(found, (draft,))
    assert only_drafted(found, (draft, logged("sent", "2012-01-27 09:00", "b")))
    for how in ("sent", "perhaps sent"):
        assert not only_drafted(found, (draft, logged(how, "2012-01-26 09:05")))
    assert not only_drafted(found, (logged("sent"),))
    assert not only_drafted(found, ())


def test_the_issue_of_2012_reads_back_with_every_gap() -> None:
    assert changed_since(issued(sample_programme()), sample_programme()) == ()


def test_what_has_changed_is_said_for_the_totals_and_then_workstream_by_workstream() -> None:
    now = programme(TABLE.replace("12m", "13m").replace("TBC", "2m"))
    assert changed_since(issued(programme(TABLE)), now) == (
        "SE7 in all: £36.25m became £39.25m, £3m more",
        "Highways: SE7 2013/14 £12m became £13m, £1m more",
        "Commodities: SE7 2011/12 “to be confirmed” became £2m",
    )


def test_a_workstream_that_is_new_and_one_that_is_gone_are_named() -> None:
    now = programme(TABLE.replace("Commodities", "Fleet").replace("TBC ", "3m  "))
    told = changed_since(issued(programme(TABLE)), now)
    assert any(each.startswith("Fleet: new") for each in told)
    assert any(each.startswith("Commodities: no longer listed") for each in told)


def test_each_point_of_view_keeps_its_own_last_issue() -> None:
    ours = programme(TABLE)
    kents = ours.reported_by(KENT)
    both = set_down(kents, set_down(ours, number=1), number=1, when="2012-02-01 10:00")
    again = set_down(ours, both, number=2, when="2012-03-01 10:00")
    mine, theirs = last_issue(again, ours), last_issue(again, kents)
    assert mine and theirs
    assert (mine.number, mine.when, theirs.number, theirs.when) == (2, "2012-03-01 10:00", 1, "2012-02-01 10:00")
    assert changed_since(theirs, kents) == ()
    assert last_issue(again, replace(ours, reporting=EAST_SUSSEX)) == mine


def test_a_figure_made_unreadable_is_named_with_its_cell() -> None:
    made = programme(TABLE)
    spoilt = retyped(set_down(made), {"G5": "about 2m"})
    with pytest.raises(UnreadableCell, match=r"Issued!G5: “about 2m” is no issued figure; put back"):
        last_issue(spoilt, made)


def test_a_year_made_unreadable_is_named_with_its_cell() -> None:
    made = programme(TABLE)
    with pytest.raises(UnreadableCell, match=r"Issued!F6: "):
        last_issue(retyped(set_down(made), {"F6": "next year"}), made)
