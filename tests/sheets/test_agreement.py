"""C20: one name, one order and one lead for each workstream, wherever the workbook names it."""

from dataclasses import replace
from datetime import date

import pytest

from se7_excel.actions import CHECK_TOTALS, REGENERATE_APPENDIX_1, REGENERATE_APPENDIX_2, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import make_tracker, unworked_tracker
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.agreement import workstreams_agree
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, found, typed

APPENDIX, APPENDIX_2, SETTINGS = "Appendix 1", "Appendix 2", "Settings"
REPORT = date(2012, 1, 26)
RENAMED = "Property Asset Management"


def apart(book: PaperBook) -> list[Finding]:
    return list(workstreams_agree(read_tracker(book)))


def test_a_tracker_just_made_agrees(paper: PaperBook) -> None:
    assert apart(paper) == []


@pytest.mark.parametrize("cells", [{"A1": "highways"}, {"A1": "  Highways "}, {"A1": None}])
def test_case_white_space_and_a_cleared_title_are_no_disagreement(paper: PaperBook, cells: dict[str, Typed]) -> None:
    assert apart(typed(paper, "Highways", cells)) == []


def test_a_title_changed_on_the_tab_is_set_against_settings(paper: PaperBook) -> None:
    (finding,) = apart(typed(paper, "Property", {"A1": RENAMED}))
    assert (finding.code, finding.severity, finding.workstream) == ("C20", Severity.WARN, "Property")
    assert (str(finding.place), finding.expected, finding.found) == ("Property!A1", "Property", RENAMED)
    assert finding.message == (
        "Property!A1 says “Property Asset Management” where Settings!E17 says “Property”; give the workstream one name and "
        "regenerate the appendices."
    )


def test_a_label_in_a1_is_no_title(paper: PaperBook) -> None:
    assert apart(typed(paper, "Property", {"A1": "Lead:", "B1": "Hampshire"})) == []


def test_a_name_changed_in_settings_differs_from_the_tab_and_both_appendices(paper: PaperBook) -> None:
    told = apart(typed(typed(paper, SETTINGS, {"E17": RENAMED}), "Longer term", {"A7": RENAMED}))
    assert [str(each.place) for each in told] == ["Property!A1", "Appendix 1!A12", "Appendix 2!A15"]
    assert all("Settings!E17" in each.message and RENAMED in each.message for each in told)


@pytest.mark.parametrize(
    ("tab", "cells", "place"),
    [
        (APPENDIX, {"A12": RENAMED, "A13": RENAMED}, "Appendix 1!A12"),
        (APPENDIX_2, {"A15": RENAMED, "A16": RENAMED, "A17": RENAMED}, "Appendix 2!A15"),
    ],
)
def test_a_name_changed_on_a_page_is_one_finding(paper: PaperBook, tab: str, cells: dict[str, Typed], place: str) -> None:
    (finding,) = apart(typed(paper, tab, cells))
    assert (str(finding.place), finding.expected, finding.found) == (place, "Property", RENAMED)


def test_workstreams_in_another_order_on_a_page_are_one_finding(paper: PaperBook) -> None:
    swapped = {"A6": "Waste", "A7": "Waste", "A8": "Highways", "A9": "Highways"}
    (finding,) = apart(typed(paper, APPENDIX, swapped))
    assert (str(finding.place), finding.expected, finding.found) == ("Appendix 1!A6", "Highways", "Waste")
    assert finding.message == (
        "Appendix 1!A6 says “Waste” where Settings!E14 lists “Highways” in this order; regenerate Appendix 1, or put right the "
        "tab or Settings."
    )


def test_tabs_in_another_order_than_settings_are_one_finding(paper: PaperBook) -> None:
    order = ["Start", SETTINGS, "Waste", "Highways", *(tab for tab in paper.tabs() if tab not in ("Waste", "Highways"))]
    (finding,) = apart(PaperBook([paper.read(tab) for tab in dict.fromkeys(order)]))
    assert (str(finding.place), finding.expected, finding.found) == ("Waste!A1", "Highways", "Waste")
    assert finding.message.startswith("The tab “Waste” stands where Settings!E14 lists “Highways”; put the tabs")


def test_tabs_of_the_officers_own_between_ours_do_not_count(paper: PaperBook) -> None:
    from se7_excel.sheets.grid import Grid

    grids = [each for tab in paper.tabs() for each in (paper.read(tab), Grid(f"{tab} notes"))]
    assert apart(PaperBook(grids)) == []


def test_a_workstream_settings_no_longer_lists_is_one_too_many_on_the_pages() -> None:
    programme = sample_programme()
    fewer = replace(programme, workstreams=programme.workstreams[:5], longer_term=())
    book = with_pages_of(fewer, replace(programme, longer_term=()))
    told = apart(book)
    assert [(str(each.place), each.found) for each in told] == [
        ("Appendix 1!A16", "Commodities Procurement"),
        ("Appendix 2!A21", "Commodities Procurement"),
    ]
    assert "a workstream that Settings does not list" in told[0].message


def test_a_workstream_the_pages_do_not_name_yet_is_missing_on_both() -> None:
    programme = sample_programme()
    fewer = replace(programme, workstreams=programme.workstreams[1:], longer_term=())
    told = apart(with_pages_of(replace(programme, longer_term=()), fewer))
    assert [(str(each.place), each.expected, each.found) for each in told] == [
        ("Appendix 1!A1", "Highways", "not named"),
        ("Appendix 2!A1", "Highways", "not named"),
    ]
    assert told[0].message.startswith("Settings!E14 lists “Highways”, which Appendix 1 does not name; regenerate Appendix 1")


def test_another_lead_than_the_tab_names_is_told_with_both_cells(paper: PaperBook) -> None:
    (finding,) = apart(typed(paper, "Highways", {"B4": "Kent"}))
    assert (str(finding.place), finding.expected, finding.found) == ("Appendix 2!D6", "Kent", "Surrey")
    assert finding.message.startswith("The lead of Highways is “Surrey” in Appendix 2!D6 and “Kent” in Highways!B4; ")


@pytest.mark.parametrize("lead", ["SCC", "surrey county council", " Surrey "])
def test_one_authority_in_another_form_is_the_same_lead(paper: PaperBook, lead: str) -> None:
    assert apart(typed(paper, "Highways", {"B4": lead})) == []


def test_no_lead_on_the_tab_is_no_lead_on_the_page() -> None:
    programme = sample_programme()
    bare = replace(programme, workstreams=tuple(replace(each, lead="") for each in programme.workstreams))
    book = PaperBook.copy_of(FileBook(make_tracker(bare, REPORT)))
    assert apart(book) == []
    (finding,) = apart(typed(book, "Highways", {"B4": "Kent"}))
    assert (finding.expected, finding.found) == ("Kent", "not stated")


def test_pages_never_set_down_say_nothing() -> None:
    fresh = PaperBook.copy_of(FileBook(unworked_tracker(sample_programme(), REPORT)))
    assert apart(fresh) == []
    assert apart(typed(fresh, "Highways", {"B4": "Kent"})) == []


def test_a_tracker_without_either_page_or_without_workstreams_says_nothing(paper: PaperBook) -> None:
    kept = [tab for tab in paper.tabs() if tab not in (APPENDIX, APPENDIX_2)]
    assert apart(PaperBook([paper.read(tab) for tab in kept])) == []
    nobody = replace(sample_programme(), workstreams=(), longer_term=())
    assert apart(PaperBook.copy_of(FileBook(make_tracker(nobody, REPORT)))) == []


def test_two_workstreams_named_like_our_words_are_told_apart() -> None:
    programme = sample_programme()
    names = ("Total potential", "none", "Update")
    streams = tuple(replace(each, name=name, tab=name) for each, name in zip(programme.workstreams, names, strict=False))
    book = PaperBook.copy_of(FileBook(make_tracker(replace(programme, workstreams=streams, longer_term=()), REPORT)))
    assert apart(book) == []


def test_regenerating_a_page_settles_what_it_said_otherwise_and_no_more(paper: PaperBook) -> None:
    book = typed(typed(paper, SETTINGS, {"E17": RENAMED}), "Longer term", {"A7": RENAMED})
    places = {
        action.name: [str(each.place) for each in run(action, book).findings if each.code == "C20"]
        for action in (CHECK_TOTALS, REGENERATE_APPENDIX_1, REGENERATE_APPENDIX_2)
    }
    assert places == {
        "check_totals": ["Property!A1", "Appendix 1!A12", "Appendix 2!A15"],
        "regenerate_appendix_1": ["Property!A1", "Appendix 2!A15"],
        "regenerate_appendix_2": ["Property!A1", "Appendix 1!A12"],
    }


def test_the_check_is_one_of_those_on_the_workbook(paper: PaperBook) -> None:
    assert len(found(typed(paper, "Property", {"A1": RENAMED}), "C20")) == 1


def with_pages_of(now: object, before: object) -> PaperBook:
    """The tracker of one programme with the appendices of another."""
    held, former = (PaperBook.copy_of(FileBook(make_tracker(each, REPORT))) for each in (now, before))  # type: ignore[arg-type]
    return PaperBook([(former if tab in (APPENDIX, APPENDIX_2) else held).read(tab) for tab in held.tabs()])
