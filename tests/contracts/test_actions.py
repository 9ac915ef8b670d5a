"""What each action does to a tracker, told by its outcome and by what it leaves."""

import pytest

from se7_excel.actions import ACTIONS, Action, Outcome, run
from se7_excel.books.file_book import FileBook
from se7_excel.errors import SavingsError
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Place
from se7_excel.sheets.changes import Change
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

REFRESH, CHECK, REGENERATE, *_ = ACTIONS


@pytest.fixture(scope="module")
def paper(tracker_2012: bytes) -> PaperBook:
    """The tracker of 2012 on paper."""
    return PaperBook.copy_of(FileBook(tracker_2012))


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings]


def test_each_action_is_a_command_and_a_button_with_a_sentence() -> None:
    assert [action.command for action in ACTIONS] == [
        "refresh-totals",
        "check-totals",
        "regenerate-appendix-1",
        "regenerate-appendix-2",
    ]
    assert [action.label for action in ACTIONS] == [
        "Refresh totals",
        "Check totals",
        "Regenerate Appendix 1",
        "Regenerate Appendix 2",
    ]
    assert all(action.tip.endswith(".") and action.tip[0].isupper() for action in ACTIONS)


def test_the_findings_of_2012_are_those_the_catalogue_states(paper: PaperBook) -> None:
    outcome = run(CHECK, PaperBook.copy_of(paper))
    found = {"C04": 2, "C05": 1, "C06": 1, "C12": 12, "C13": 2, "C14": 2, "C15": 1, "C16": 3, "C17": 2, "C18": 1}
    found |= {"C23": 6, "C34": 1}
    assert codes(outcome) == [code for code, count in found.items() for _ in range(count)]
    assert outcome.failed
    assert outcome.headline.startswith("£83.85m quantified")


def test_an_action_reads_the_programme_it_was_given(paper: PaperBook) -> None:
    programme = run(CHECK, PaperBook.copy_of(paper)).programme
    assert [each.name for each in programme.workstreams] == [each.name for each in sample_programme().workstreams]


def test_refresh_puts_back_what_was_typed_over_and_tells_both_values(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"L12": 7_000_000})
    outcome = run(REFRESH, book)
    after = book.as_now().read("Highways")
    assert Change(Place("Highways", "L12"), "7000000", "6250000") in outcome.changes
    assert [finding.message for finding in outcome.findings if finding.code == "C26"]
    assert after.value(12, 12) == 6_250_000
    assert after.formula(12, 12).startswith("IF(ISNUMBER(H12)")


def test_refresh_carries_a_new_amount_through_to_the_total(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"G12": 1_250_000})
    outcome = run(REFRESH, book)
    assert [change.place.cell for change in outcome.changes] == ["K12", "L12", "M12", "N12", "O12"]
    assert book.as_now().read("Highways").value(12, 15) == 37_250_000


def test_refresh_gives_a_line_typed_below_its_formulas(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"A14": "Bridges", "B14": "Kent", "G14": "£1m", "H14": "TBC"})
    run(REFRESH, book)
    after = book.as_now().read("Highways")
    assert [after.value(14, column) for column in range(11, 16)] == [1_000_000] * 5
    assert all(after.formula(14, column) for column in range(11, 16))


def test_refresh_speaks_of_the_workbook_as_it_leaves_it(paper: PaperBook) -> None:
    stale = typed(paper, "Waste", {"G12": 6_450_000})
    assert "C01" in codes(run(CHECK, PaperBook.copy_of(stale)))
    assert "C01" not in codes(run(REFRESH, stale))


def test_regenerate_speaks_of_the_workbook_as_it_leaves_it(paper: PaperBook) -> None:
    stale = typed(paper, "Waste", {"G12": 6_450_000})
    assert "C03" in codes(run(CHECK, PaperBook.copy_of(stale)))
    assert "C03" not in codes(run(REGENERATE, stale))


def test_check_changes_only_the_checks_tab(paper: PaperBook) -> None:
    book = typed(paper, "Waste", {"G12": 6_450_000})
    outcome = run(CHECK, book)
    assert {change.place.tab for change in outcome.changes} == {"Checks"}
    assert book.as_now().read("Waste").value(12, 11) == 5_450_000


def test_regenerate_for_kent_changes_the_part_and_not_the_settings(paper: PaperBook) -> None:
    book = PaperBook.copy_of(paper)
    outcome = run(REGENERATE, book, "Kent County Council")
    assert outcome.programme.reporting.name == "Kent"
    after = book.as_now()
    assert after.read("Appendix 1").value(7, 2) == "Kent"
    assert after.read("Settings").value(5, 2) == "East Sussex"


def test_going_to_kent_and_back_leaves_everything_as_it_was(paper: PaperBook) -> None:
    book = PaperBook.copy_of(paper)
    run(REGENERATE, book, "Kent")
    back = book.as_now()
    run(REGENERATE, back)
    for tab in ("Appendix 1", "Appendix 1 data"):
        assert back.as_now().read(tab) == paper.read(tab)


@pytest.mark.parametrize("name", ["Essex", "SE7", "South East Seven"])
def test_a_point_of_view_that_is_no_authoritys_is_refused_with_those_that_are(paper: PaperBook, name: str) -> None:
    with pytest.raises(SavingsError, match=f"“{name}” is no authority of SE7; name one of “Brighton & Hove”, “East Sussex”"):
        run(REGENERATE, PaperBook.copy_of(paper), name)


BROKEN: dict[str, tuple[str, dict[str, Typed]]] = {
    "an unknown party": ("Waste", {"B12": "Essex"}),
    "a lost heading": ("Highways", {"O11": None}),
    "a lost setting": ("Settings", {"A6": None}),
    "a lost tab": ("Settings", {"F14": "Roads"}),
    "an unknown horizon": ("Longer term", {"C5": "Soon"}),
}


@pytest.mark.parametrize("action", ACTIONS, ids=[action.name for action in ACTIONS])
@pytest.mark.parametrize(("tab", "cells"), BROKEN.values(), ids=BROKEN.keys())
def test_an_error_stops_before_anything_is_written(paper: PaperBook, tab: str, cells: dict[str, Typed], action: Action) -> None:
    book = typed(paper, tab, cells)
    with pytest.raises(SavingsError):
        run(action, book)
    assert not book.touched


@pytest.mark.parametrize("tab", ["Longer term", "Appendix 1 data"])
def test_a_missing_tab_is_named_with_its_remedy(paper: PaperBook, tab: str) -> None:
    book = PaperBook([paper.read(each) for each in paper.tabs() if each != tab])
    with pytest.raises(SavingsError, match=f"there is no tab named “{tab}”; add an empty one by that name"):
        run(CHECK, book)


def test_a_workbook_without_settings_is_no_tracker(paper: PaperBook) -> None:
    with pytest.raises(SavingsError, match="no tab named “Settings”, so this is no savings tracker"):
        run(CHECK, PaperBook([paper.read("Waste")]))


def test_tabs_are_found_in_any_case(tracker_2012: bytes) -> None:
    book = typed(FileBook(tracker_2012), "Settings", {"F15": "WASTE"})
    assert run(CHECK, book).programme.workstreams[1].tab == "Waste"


@pytest.mark.parametrize("cells", [{"B4": None}, {"A4": "Stream", "B4": "Who"}, {"P4": "Party"}])
def test_a_damaged_accessible_table_stops_no_check_and_regenerate_mends_it(paper: PaperBook, cells: dict[str, Typed]) -> None:
    book = typed(paper, "Appendix 1 data", cells)
    assert "C05" in codes(run(CHECK, PaperBook.copy_of(book)))
    run(REGENERATE, book)
    assert [book.as_now().read("Appendix 1 data").value(4, column) for column in (1, 2)] == ["Workstream", "Party"]


def test_a_total_of_the_accessible_table_is_checked_beside_an_officers_own_column(paper: PaperBook) -> None:
    book = typed(paper, "Appendix 1 data", {"P4": "Total", "K5": 3})
    assert "C03" in codes(run(CHECK, book))


def test_a_workstream_named_like_a_label_does_not_hide_the_fact(paper: PaperBook) -> None:
    book = typed(paper, "Waste", {"A1": "Lead"})
    assert run(CHECK, book).programme.workstreams[1].lead == "Kent"
