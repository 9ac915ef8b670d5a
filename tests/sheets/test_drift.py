"""C25: Appendix 1 and its data as they stand are what regenerating them would set down, cell by cell."""

from dataclasses import replace
from datetime import date

import pytest

from se7_excel.actions import ACTIONS, REGENERATE_APPENDIX_1, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import unworked_tracker
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Programme
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.drift import appendices_are_current
from se7_excel.sheets.grid import CellError
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, inserted, typed

APPENDIX, DATA = "Appendix 1", "Appendix 1 data"
REFRESH, CHECK, REGENERATE, *_ = ACTIONS


def drifted(book: PaperBook, reporting: str = "") -> list[Finding]:
    return list(appendices_are_current(read_tracker(book, reporting)))


def shown_for(book: PaperBook, authority: str) -> PaperBook:
    run(REGENERATE, book, authority)
    return book.as_now()


def paper_of(programme: Programme) -> PaperBook:
    book = PaperBook.copy_of(FileBook(unworked_tracker(programme, date(2012, 1, 26))))
    for action in (REFRESH, REGENERATE):
        run(action, book)
        book = book.as_now()
    return book


def without(book: PaperBook, tab: str) -> PaperBook:
    return PaperBook([book.read(name) for name in book.tabs() if name != tab])


def with_grid(book: PaperBook, tab: str, **known: object) -> PaperBook:
    return PaperBook([replace(book.read(name), **known) if name == tab else book.read(name) for name in book.tabs()])


def test_the_tracker_of_2012_is_current(paper: PaperBook) -> None:
    assert drifted(paper) == []


@pytest.mark.parametrize("authority", ["Kent", "Medway"])
def test_an_appendix_is_compared_for_the_authority_it_shows_and_not_the_one_asked_for(paper: PaperBook, authority: str) -> None:
    book = shown_for(PaperBook.copy_of(paper), authority)
    assert drifted(book) == []
    assert drifted(book, "Surrey") == []
    (finding,) = drifted(typed(book, APPENDIX, {"C7": "£9m"}))
    assert f"now gives for {authority}" in finding.message


def test_a_cell_typed_over_is_reported_with_what_is_due_and_what_stands_there(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, APPENDIX, {"D6": "£7m"}))
    assert (finding.code, finding.severity, str(finding.place)) == ("C25", Severity.FAIL, "Appendix 1!D6")
    assert (finding.expected, finding.found, finding.difference) == ("£6m (£6.25m)", "£7m", None)
    assert finding.message == (
        "Appendix 1: 1 cell differs from what the workbook now gives for East Sussex: D6 says “£7m” where “£6m (£6.25m)” is "
        "due; Regenerate Appendix 1 sets the page down anew; where what was typed here by hand is right, type the figure on "
        "its workstream tab first."
    )


def test_an_amount_of_the_data_is_compared_as_an_amount(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, DATA, {"D8": 7_000_000}))
    assert (finding.expected, finding.found, finding.difference) == (6_000_000, 7_000_000, 1_000_000)
    assert "D8 says £7,000,000 where £6,000,000 is due" in finding.message


def test_a_nil_is_something_else_than_nothing_and_than_a_nought(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, DATA, {"C14": 0}))
    assert (finding.expected, finding.found) == ("nil", 0)
    (finding,) = drifted(typed(paper, DATA, {"C14": None}))
    assert (finding.expected, finding.found) == ("nil", "nothing")


@pytest.mark.parametrize("value", ["£7m", None, 7, True, 0.5, CellError("#REF!"), date(2012, 1, 26), "x" * 500, 1e300])
@pytest.mark.parametrize(("tab", "cell"), [(APPENDIX, "A1"), (APPENDIX, "G6"), (DATA, "C8"), (DATA, "L18"), (DATA, "M8")])
def test_whatever_is_typed_the_check_tells_in_one_finding_a_tab(paper: PaperBook, tab: str, cell: str, value: Typed) -> None:
    told = drifted(typed(paper, tab, {cell: value}))
    assert [each.place.tab for each in told if each.place] in ([tab], [])
    assert all(len(each.message) < 800 for each in told)


def test_many_differences_are_one_finding_that_names_the_first_few(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, APPENDIX, {"C6": "£1k", "D6": "£2k", "E6": "£3k", "F6": "£4k", "G6": "£5k"}))
    assert "5 cells differ" in finding.message
    assert "C6 says “£1k”" in finding.message
    assert "E6 says" in finding.message
    assert "F6" not in finding.message
    assert ", and 2 more;" in finding.message


def test_figures_that_moved_on_leave_the_pages_behind_until_they_are_regenerated(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"H12": 7_000_000})
    told = drifted(book)
    assert [str(each.place) for each in told] == ["Appendix 1!D6", "Appendix 1 data!D8", "Target ladder!R5", "Yearly data!B6"]
    assert all(REGENERATE_APPENDIX_1.puts_right(each) for each in told)
    run(REGENERATE, book)
    assert drifted(book.as_now()) == []


def test_other_findings_are_not_settled_by_regenerating(paper: PaperBook) -> None:
    told = inspect(read_tracker(typed(paper, DATA, {"K8": 3})))
    assert [REGENERATE_APPENDIX_1.puts_right(each) for each in told if each.code == "C26"] == [False]


@pytest.mark.parametrize("cell", ["C5", "K5", "K6", "G8", "K11"])
def test_what_c03_and_c26_tell_of_the_data_is_not_told_again(paper: PaperBook, cell: str) -> None:
    book = typed(paper, DATA, {cell: 3})
    assert [str(each.place) for each in inspect(read_tracker(book)) if each.code == "C26"] == [f"{DATA}!{cell}"]
    assert drifted(book) == []


def test_a_formula_of_the_data_somebody_changed_is_told_by_its_value(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, DATA, {"H8": ("=G8+D8+1", 6_250_001)}))
    assert (str(finding.place), finding.difference) == ("Appendix 1 data!H8", 1)
    assert drifted(typed(paper, DATA, {"H8": ("=G8+D8", 6_250_000)})) == []


def test_a_formula_without_a_value_says_nothing_wrong(paper: PaperBook) -> None:
    assert drifted(typed(paper, DATA, {"H8": "=G8+D8"})) == []


def test_the_formula_due_is_told_by_its_inputs_only(paper: PaperBook) -> None:
    formula = "=" + paper.read(DATA).formula(8, 8)
    assert drifted(typed(paper, DATA, {"H8": (formula, 3)})) == []
    (finding,) = drifted(typed(paper, DATA, {"H8": (formula, 7_250_000), "D8": 7_000_000}))
    assert "1 cell differs" in finding.message


def test_shares_are_compared_as_they_are_printed(paper: PaperBook) -> None:
    share = paper.read(DATA).value(14, 12)
    assert isinstance(share, float)
    assert drifted(typed(paper, DATA, {"L14": ("=K14/K8", share + 1e-12)})) == []
    (finding,) = drifted(typed(paper, DATA, {"L14": ("=K14/K8", 0.5)}))
    assert (finding.expected, finding.found) == ("0.41 %", "50.00 %")


def test_a_host_that_sees_values_only_compares_values(paper: PaperBook) -> None:
    blind = {"values_only": True, "formulas": {}}
    assert drifted(with_grid(paper, DATA, **blind)) == []
    (finding,) = drifted(with_grid(typed(paper, DATA, {"G8": 3}), DATA, **blind))
    assert str(finding.place) == "Appendix 1 data!G8"


def test_an_appendix_never_set_down_is_no_finding() -> None:
    fresh = unworked_tracker(sample_programme(), date(2012, 1, 26))
    assert drifted(PaperBook.copy_of(FileBook(fresh))) == []


def test_an_appendix_1_that_has_lost_its_tab_or_its_name_is_told_once_it_was_set_down(paper: PaperBook) -> None:
    lost = without(paper, APPENDIX)
    assert read_tracker(lost).appendix is None
    (finding,) = drifted(lost)
    assert (finding.code, finding.severity) == ("C25", Severity.FAIL)
    assert "no tab named Appendix 1" in finding.message
    assert drifted(without(PaperBook.copy_of(FileBook(unworked_tracker(sample_programme(), date(2012, 1, 26)))), APPENDIX)) == []


def test_long_texts_are_quoted_where_they_begin_to_differ(paper: PaperBook) -> None:
    there = str(paper.read(APPENDIX).value(3, 1))
    (finding,) = drifted(typed(paper, APPENDIX, {"A3": there.replace("2012", "2013") + " and all the rest of it", "D6": "£7m"}))
    assert "“£7m” where “£6m (£6.25m)” is due" in finding.message
    (told,) = [each for each in finding.message.split("; Regenerate")[0].split(", A") if each.startswith("3 says")]
    said, due = told.removeprefix("3 says ").removesuffix(" is due").split(" where ")
    assert said != due and said.startswith("“…")


def test_a_tab_without_its_area_is_no_finding(paper: PaperBook) -> None:
    assert drifted(with_grid(typed(paper, APPENDIX, {"D6": "£7m"}), APPENDIX, areas={})) == []


def test_a_page_moved_down_as_a_whole_still_says_the_same(paper: PaperBook) -> None:
    grids = {tab: paper.read(tab) for tab in paper.tabs()}
    grids[APPENDIX] = inserted(grids[APPENDIX], rows=2)
    assert drifted(PaperBook(list(grids.values()))) == []
    grids[APPENDIX] = inserted(grids[APPENDIX], row=9, rows=1)
    (finding,) = drifted(PaperBook(list(grids.values())))
    assert str(finding.place) == "Appendix 1!A9"


def test_notes_beside_and_below_a_page_are_nobodys_business(paper: PaperBook) -> None:
    assert drifted(typed(typed(paper, APPENDIX, {"Z6": "ours", "A80": "below"}), DATA, {"Z6": 5, "A80": 6})) == []


def test_what_was_typed_inside_a_page_is_reported(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, APPENDIX, {"F4": "draft"}))
    assert (str(finding.place), finding.expected, finding.found) == ("Appendix 1!F4", "nothing", "draft")
    assert drifted(typed(paper, APPENDIX, {"F4": "   "})) == []


def test_rows_of_a_workstream_that_is_gone_are_left_over() -> None:
    programme = sample_programme()
    shorter = replace(programme, workstreams=programme.workstreams[:3], longer_term=())
    grids = {tab: paper_of(shorter).read(tab) for tab in paper_of(shorter).tabs()}
    former = paper_of(replace(programme, longer_term=()))
    book = PaperBook([former.read(tab) if tab in (APPENDIX, DATA) else grid for tab, grid in grids.items()])
    told = drifted(book)
    assert [each.place.tab for each in told if each.place] == [APPENDIX, DATA]
    assert all(" more;" in each.message for each in told)


def test_an_area_over_the_whole_sheet_is_compared_in_no_time(paper: PaperBook) -> None:
    areas = {"SE7_Appendix_1": Area(1, 1, 1_048_576, 16_384)}
    assert drifted(with_grid(paper, APPENDIX, areas=areas)) == []


def test_one_authority_retyped_in_a_row_is_a_cell_that_differs(paper: PaperBook) -> None:
    (finding,) = drifted(typed(paper, APPENDIX, {"B7": "Kent"}))
    assert (str(finding.place), finding.expected, finding.found) == ("Appendix 1!B7", "East Sussex", "Kent")


def test_the_check_finds_nothing_on_any_tracker_just_set_down() -> None:
    programme = sample_programme()
    for each in (
        replace(programme, workstreams=(), longer_term=()),
        replace(programme, targets=(), longer_term=(), report_date=None),
        programme.reported_by(programme.authority("Kent")),
    ):
        assert drifted(paper_of(each)) == []
