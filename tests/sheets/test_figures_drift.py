"""C25 for the figures behind the charts: Target ladder and Yearly data are what regenerating them would set down."""

import pytest

from se7_excel.actions import CHECK_TOTALS, REGENERATE_APPENDIX_1, run
from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets.drift import appendices_are_current
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

LADDER, YEARLY = "Target ladder", "Yearly data"


def drifted(book: PaperBook, *tabs: str) -> list[Finding]:
    found = appendices_are_current(read_tracker(book))
    return [each for each in found if each.place and each.place.tab in (tabs or (LADDER, YEARLY))]


def without(book: PaperBook, *tabs: str) -> PaperBook:
    return PaperBook([book.read(name) for name in book.tabs() if name not in tabs])


def test_the_figures_of_2012_are_current(paper: PaperBook) -> None:
    assert drifted(paper) == []


@pytest.mark.parametrize(
    ("tab", "cell", "content"),
    [
        (LADDER, "J6", 400_000_000),
        (LADDER, "F6", 1),
        (LADDER, "R5", "reached"),
        (YEARLY, "B5", 1),
        (YEARLY, "H6", 1),
        (YEARLY, "B4", "Roads"),
    ],
)
def test_a_cell_typed_over_is_reported_calculated_or_not(paper: PaperBook, tab: str, cell: str, content: Typed) -> None:
    (finding,) = drifted(typed(paper, tab, {cell: content}))
    assert str(finding.place) == f"{tab}!{cell}"


def test_figures_changed_since_are_told_of_until_they_are_regenerated(paper: PaperBook) -> None:
    changed = typed(paper, "Highways", {"H12": 7_000_000})
    assert {each.place.tab for each in drifted(changed) if each.place} == {LADDER, YEARLY}
    run(REGENERATE_APPENDIX_1, changed)
    assert drifted(changed.as_now()) == []


def test_regenerating_says_nothing_of_what_it_sets_down(paper: PaperBook) -> None:
    changed = typed(paper, LADDER, {"J6": 1})
    assert "C25" not in {each.code for each in run(REGENERATE_APPENDIX_1, changed).findings}


def test_the_figures_are_compared_for_the_authority_that_appendix_1_data_shows(paper: PaperBook) -> None:
    book = PaperBook.copy_of(paper)
    run(REGENERATE_APPENDIX_1, book, "Kent")
    assert drifted(book.as_now()) == []


def test_a_tracker_without_the_tabs_works_as_before(paper: PaperBook) -> None:
    older = without(typed(paper, "Highways", {"H12": 7_000_000}), LADDER, YEARLY)
    assert drifted(older) == []
    assert {each.place.tab for each in run(REGENERATE_APPENDIX_1, older).changes} <= {"Appendix 1", "Appendix 1 data"}
    assert run(CHECK_TOTALS, older.as_now()).findings


def test_pressing_twice_is_pressing_once(paper: PaperBook) -> None:
    book = PaperBook.copy_of(paper)
    assert run(REGENERATE_APPENDIX_1, book).changes == ()
