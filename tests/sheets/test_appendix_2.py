"""Appendix 2 says everything its tabs say and what they leave open, in rows that can be read and printed one by one."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from se7_excel.actions import CHECK_TOTALS, REGENERATE_APPENDIX_1, REGENERATE_APPENDIX_2, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.errors import MissingTab, OccupiedCell
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Milestone, Programme, Progress, Workstream
from se7_excel.sheets import styles
from se7_excel.sheets.appendix_2 import (
    HEADINGS,
    LONGEST_TEXT,
    NO_DUE,
    NO_OWNER,
    NO_STATUS,
    OVERDUE,
    WIDTHS,
    appendix_2_page,
    authority_shown,
    passages,
)
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.heights import LINE_SPACING, row_height
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.page import Cell
from se7_excel.sheets.reading import read_tracker
from tests.paper_book import PaperBook
from tests.sheets.papers import text_of, typed

REPORT = date(2012, 1, 26)
APPENDIX_2, FIRST = "Appendix 2", 6
STEP = Milestone("Let the contract", "Ann", date(2012, 1, 5), Progress.UNDER_WAY)
MOST_POINTS = 409


def with_stream(**facts: object) -> Programme:
    """The programme of 2012 with its first workstream changed, and no other."""
    programme = sample_programme()
    return replace(programme, workstreams=(replace(programme.workstreams[0], **facts),), longer_term=())  # type: ignore[arg-type]


def rows(programme: Programme) -> list[tuple[Cell, ...]]:
    cells = appendix_2_page(programme).cells
    last = max(row for row, _ in cells)
    return [tuple(cells[row, column] for column in range(1, len(HEADINGS) + 1)) for row in range(FIRST, last + 1)]


def texts(programme: Programme) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in rows(programme)]


def heading(programme: Programme) -> list[object]:
    return [appendix_2_page(programme).cells[row, 1].value for row in (1, 2, 3)]


def c25(book: PaperBook) -> list[str]:
    return [each.message for each in inspect(read_tracker(book)) if each.code == "C25"]


def test_the_page_of_2012_is_as_it_was_read_and_agreed(golden: Callable[[str, str], None]) -> None:
    golden("appendix_2_2012.txt", text_of(appendix_2_page(sample_programme())))


@pytest.mark.parametrize(
    ("column", "said", "style"),
    [
        (1, "Commodities Procurement", styles.ENTRY_FIRST_NAME),
        (4, NO_OWNER, styles.ENTRY_UNSAID),
        (5, NO_DUE, styles.ENTRY_UNSAID),
        (6, NO_STATUS, styles.ENTRY_FIRST_UNSAID),
        (6, f"{Progress.UNDER_WAY.value}, {OVERDUE}", styles.ENTRY_OVERDUE),
    ],
)
def test_what_a_column_often_says_takes_one_line(column: int, said: str, style: styles.Style) -> None:
    assert row_height([(said, style, WIDTHS[column - 1])]) < 2 * style.size * LINE_SPACING


def test_a_milestone_says_what_whose_when_how_far_and_that_it_is_overdue() -> None:
    (row,) = [row for row in texts(with_stream(milestones=(STEP,))) if row[1] == "Milestone"]
    assert row == ("Highways", "Milestone", "Let the contract", "Ann", "5 January 2012", "under way, overdue")


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (replace(STEP, due=REPORT), "under way"),
        (replace(STEP, status=Progress.DONE), "done"),
        (replace(STEP, status=Progress.STOPPED), "stopped"),
        (replace(STEP, status=None), "no status recorded, overdue"),
        (replace(STEP, due=None, status=None), "no status recorded"),
    ],
)
def test_overdue_is_said_of_what_was_due_before_the_report_and_is_open(step: Milestone, status: str) -> None:
    assert texts(with_stream(milestones=(step,)))[-1][-1] == status


def test_overdue_is_told_by_its_words_and_not_by_colour_alone() -> None:
    cell = rows(with_stream(milestones=(STEP,)))[-1][-1]
    assert (cell.style, str(cell.value).endswith(", overdue")) == (styles.ENTRY_OVERDUE, True)


def test_what_a_tab_leaves_blank_is_said() -> None:
    bare = with_stream(lead="", purpose="", update=" \n ", status="", milestones=(Milestone("Open the depot"),))
    assert [row[1:] for row in texts(bare)] == [
        ("Purpose", "no purpose recorded", "no lead recorded", "not applicable", "no status recorded"),
        ("Update", "no update recorded", "as above", "no day recorded", "as above"),
        ("Milestone", "Open the depot", "no owner recorded", "no due date recorded", "no status recorded"),
    ]


def test_a_workstream_without_milestones_says_that_none_are_recorded() -> None:
    assert texts(with_stream())[-1][1:3] == ("Milestones", "no milestones recorded")


def test_a_programme_without_workstreams_has_a_page_too() -> None:
    empty = replace(sample_programme(), workstreams=(), longer_term=())
    assert texts(empty)[0][:3] == ("none", "none", "no workstreams recorded")


def test_the_heading_says_report_date_point_of_view_and_how_the_milestones_stand() -> None:
    steps = (STEP, replace(STEP, status=Progress.DONE), replace(STEP, due=REPORT), replace(STEP, due=None))
    kent = with_stream(milestones=steps).reported_by(sample_programme().authority("Surrey"))
    assert heading(kent) == [
        "Appendix 2: South East Seven workstreams, progress and milestones",
        "Report of 26 January 2012, from the point of view of Surrey, which leads 1 of 1 workstream.",
        "4 milestones: 1 done or stopped, 1 overdue, 2 still to come.",
    ]


def test_without_a_report_date_the_page_says_that_nobody_can_tell() -> None:
    undated = replace(with_stream(milestones=(STEP,)), report_date=None)
    assert heading(undated)[1:] == [
        "Report without a date, from the point of view of East Sussex, which leads 0 of 1 workstream.",
        "1 milestone; no report date is recorded, so nobody can tell which are overdue.",
    ]
    assert texts(undated)[-1][-1] == "under way"


def test_no_cell_of_the_table_is_empty_and_none_holds_only_a_symbol() -> None:
    for programme in (sample_programme(), with_stream(lead="", update="", milestones=(STEP, Milestone("x")))):
        assert all(re.search(r"\w", str(value)) for row in texts(programme) for value in row)


def test_a_note_follows_its_milestone_in_a_row_of_its_own() -> None:
    noted = with_stream(milestones=(replace(STEP, note="Bids are late."),))
    assert texts(noted)[-1] == ("Highways", "Milestone, continued", "Note: Bids are late.", "as above", "as above", "as above")


def test_every_paragraph_of_an_update_is_a_row_that_names_its_workstream() -> None:
    told = with_stream(update="One.\n\n Two.\r\nThree.", updated=date(2012, 1, 12))
    assert texts(told)[1:4] == [
        ("Highways", "Update", "One.", "as above", "12 January 2012", "as above"),
        ("Highways", "Update, continued", "Two.", "as above", "as above", "as above"),
        ("Highways", "Update, continued", "Three.", "as above", "as above", "as above"),
    ]


def test_a_long_paragraph_is_parted_after_a_sentence() -> None:
    sentence = "What was agreed and by when. "
    parted = passages(sentence * 120)
    assert len(parted) > 5
    assert all(each.endswith("when.") for each in parted)


@given(st.lists(st.text(st.sampled_from("aé-. ?;\n\t=£"), max_size=900), max_size=6))
def test_no_word_is_lost_and_no_row_is_higher_than_excel_allows(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    parted = passages(text)
    assert "".join("".join(parted).split()) == "".join(text.split())
    assert all(0 < len(each) <= LONGEST_TEXT for each in parted)
    assert all(row_height([(each, styles.ENTRY, 65.0)]) < MOST_POINTS for each in parted)


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1", "-1", "@cell", "2011/12", "007"])
def test_a_text_that_looks_like_a_formula_or_a_number_stays_a_text(text: str) -> None:
    data = make_tracker(with_stream(update=text, milestones=(Milestone(text, text),)), REPORT)
    grid = FileBook(data).read(APPENDIX_2)
    assert [grid.value(7, 3), grid.value(8, 3), grid.value(8, 4)] == [text] * 3
    assert grid.formulas == {}


def test_a_tracker_just_made_has_the_page_and_regenerating_it_changes_nothing(paper: PaperBook) -> None:
    assert paper.read(APPENDIX_2).value(1, 1) == "Appendix 2: South East Seven workstreams, progress and milestones"
    assert run(REGENERATE_APPENDIX_2, paper).changes == ()


def test_pressing_twice_equals_pressing_once(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"B6": "First.\nSecond.", "B8": "on course"})
    assert run(REGENERATE_APPENDIX_2, book).changes
    book = book.as_now()
    assert run(REGENERATE_APPENDIX_2, book).changes == ()
    assert c25(book) == []


def test_rows_of_milestones_taken_away_do_not_stay_behind() -> None:
    longer = PaperBook.copy_of(FileBook(make_tracker(with_stream(milestones=(STEP,) * 5), REPORT)))
    book = typed(longer, "Milestones", {f"{column}{row}": None for row in range(6, 10) for column in "ABCDEF"})
    run(REGENERATE_APPENDIX_2, book)
    now = book.as_now()
    assert [row for row, _ in now.read(APPENDIX_2).rows()] == [1, 2, 3, 5, 6, 7, 8]
    assert str(now.read(APPENDIX_2).areas["SE7_Appendix_2"]) == "A5:F8"


def test_a_page_typed_into_has_drifted_and_says_which_page_and_button(paper: PaperBook) -> None:
    (message,) = c25(typed(paper, APPENDIX_2, {"C6": "Something else."}))
    assert message.startswith("Appendix 2: 1 cell differs from what the workbook now gives for East Sussex: C6 says “Something")
    assert "Regenerate Appendix 2 sets the page down anew" in message


def test_a_page_is_compared_for_the_authority_it_shows(paper: PaperBook) -> None:
    book = PaperBook.copy_of(paper)
    run(REGENERATE_APPENDIX_2, book, "Kent")
    book = book.as_now()
    assert authority_shown(book.read(APPENDIX_2), sample_programme()).name == "Kent"
    assert c25(book) == []


def test_of_two_authorities_the_one_whose_whole_name_stands_there_is_shown() -> None:
    programme = sample_programme()
    for authority in programme.authorities:
        page = appendix_2_page(programme.reported_by(authority))
        grid = Grid(APPENDIX_2, {2: {1: str(page.cells[2, 1].value)}})
        assert authority_shown(grid, programme) == authority


def test_regenerating_one_appendix_does_not_hide_that_the_other_has_drifted(paper: PaperBook) -> None:
    book = typed(typed(paper, APPENDIX_2, {"C6": "Something else."}), "Appendix 1", {"D6": "£7m"})
    found = {
        action.name: [str(each.place) for each in run(action, book).findings if each.code == "C25"]
        for action in (REGENERATE_APPENDIX_1, REGENERATE_APPENDIX_2, CHECK_TOTALS)
    }
    assert found == {
        "regenerate_appendix_1": ["Appendix 2!C6"],
        "regenerate_appendix_2": ["Appendix 1!D6"],
        "check_totals": ["Appendix 1!D6", "Appendix 2!C6"],
    }


def test_a_tracker_from_before_works_on_and_the_button_says_which_tab_to_add(tracker_2012: bytes) -> None:
    book = load_workbook(BytesIO(tracker_2012))
    for tab in (APPENDIX_2, "Milestones"):
        del book[tab]
    saved = BytesIO()
    book.save(saved)
    older = FileBook(saved.getvalue())
    assert read_tracker(older).appendix_2 is None
    assert run(CHECK_TOTALS, older).programme.workstreams[0].milestones == ()
    with pytest.raises(MissingTab, match="there is no tab named “Appendix 2”; add an empty one by that name"):
        run(REGENERATE_APPENDIX_2, older)


def test_an_empty_tab_by_that_name_is_enough(paper: PaperBook) -> None:
    grids = [paper.read(tab) for tab in paper.tabs() if tab != APPENDIX_2]
    book = PaperBook([*grids, Grid("appendix 2")])
    assert c25(book) == []


def test_an_appendix_2_somebody_wrote_by_hand_is_never_covered(paper: PaperBook) -> None:
    grids = [paper.read(tab) for tab in paper.tabs() if tab != APPENDIX_2]
    book = PaperBook([*grids, Grid(APPENDIX_2, {1: {1: "Our own report"}})])
    assert c25(book) == []
    with pytest.raises(OccupiedCell, match="Appendix 2!A1 holds “Our own report”"):
        run(REGENERATE_APPENDIX_2, book)


def test_workstreams_stand_in_the_order_of_settings() -> None:
    names = [row[0] for row in texts(sample_programme()) if row[1] == "Purpose"]
    assert names == [each.name for each in sample_programme().workstreams]


def test_a_workstream_of_many_words_keeps_them_all() -> None:
    update = " ".join(f"Word{number}." for number in range(400))
    told = texts(replace(sample_programme(), workstreams=(Workstream("Waste", "Waste", update=update),), longer_term=()))
    assert " ".join(str(row[2]) for row in told if str(row[1]).startswith("Update")) == update
