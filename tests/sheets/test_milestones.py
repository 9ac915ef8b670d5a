"""The Milestones tab is read like every tab of the officers': found by its words, and never guessed at."""

import re
from dataclasses import replace
from datetime import date

import pytest

from se7_excel.actions import CHECK_TOTALS, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import unworked_tracker
from se7_excel.errors import SavingsError
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Milestone, Place, Programme, Progress, Workstream
from se7_excel.savings.years import FinancialYear, span
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Grid
from se7_excel.sheets.lines import read_workstream
from se7_excel.sheets.milestones import read_milestones
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.settings import read_settings
from se7_excel.sheets.workstream_tab import find_workstream_tab
from tests.notation import PARTIES
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, inserted, retyped, sheet, typed

TODAY, DUE = date(2012, 1, 26), date(2012, 1, 5)
STREAMS = (Workstream("Highways", "Highways"), Workstream("Special Needs", "SEN"))
WRITTEN = sheet(
    """
    Milestones

    Workstream | Milestone | Owner | Due | Status | Note
    Highways | Let the contract | Ann | | Under WAY | agreed in May
    sen | Open the school
    HIGHWAYS | Share a depot | | | done
    """,
    "Milestones",
)
MILESTONES = retyped(WRITTEN, {"D4": DUE})
YEARS = span(FinancialYear(2011), 1)
WASTE = sheet(
    """
    Lead | Kent
    Update | Under way.
    Updated |

    Line | Party | Class | Basis | Fund | Status | 2011/12 | Cumulative 2011/12 | Total
    Plants | SE7 | | | | | 100
    """,
    "Waste",
)


def steps(grid: Grid | None) -> list[tuple[Milestone, ...]]:
    return [each.milestones for each in read_milestones(grid, STREAMS)]


def test_each_workstream_has_its_milestones_in_the_order_of_the_tab() -> None:
    highways, sen = steps(MILESTONES)
    assert [each.what for each in highways] == ["Let the contract", "Share a depot"]
    assert highways[0] == Milestone(
        "Let the contract", "Ann", DUE, Progress.UNDER_WAY, "agreed in May", Place("Milestones", "D4")
    )
    assert sen == (Milestone("Open the school", place=Place("Milestones", "D5")),)


def test_blank_due_date_and_status_are_nothing_and_not_guessed() -> None:
    (_, depot), (school,) = steps(retyped(MILESTONES, {"D5": "  ", "E5": " "}))
    assert (school.due, school.status) == (None, None)
    assert (depot.due, depot.status) == (None, Progress.DONE)


def test_the_table_is_found_wherever_officers_have_moved_it() -> None:
    moved = inserted(inserted(MILESTONES, rows=3), column=3, columns=2)
    assert [[each.what for each in held] for held in steps(moved)] == [["Let the contract", "Share a depot"], ["Open the school"]]


def test_a_tracker_without_the_tab_has_no_milestones() -> None:
    assert steps(None) == [(), ()]


def test_a_tab_of_the_officers_own_by_that_name_is_left_alone() -> None:
    assert steps(sheet("Our milestones\nSpring | all of them", "Milestones")) == [(), ()]


def test_a_table_of_ours_that_has_lost_a_heading_is_not_taken_for_theirs() -> None:
    lost = replace(retyped(MILESTONES, {"D3": "When"}), areas={"SE7_Milestones": Area(3, 1, 6, 6)})
    with pytest.raises(SavingsError, match=r"^Milestones, row 3: the heading “Due” is missing; put it back above its column$"):
        steps(lost)


REFUSED: dict[str, tuple[dict[str, Typed], str]] = {
    "an unknown workstream": ({"A4": "Roads"}, "Milestones!A4: “Roads” is no workstream listed on Settings; correct one"),
    "no workstream": ({"A4": None}, "Milestones!A4: a blank cell is no workstream listed on Settings"),
    "a row without words": ({"B4": None}, "Milestones!B4: this milestone has no words; say what is to be reached or clear"),
    "a text that is no date": ({"D4": "in May"}, "Milestones!D4: “in May” is no date; type it as 26/01/2012, or leave"),
    "a number that is no date": ({"D4": 40934}, "Milestones!D4: “40934” is a number and no date; give the cell"),
    "an error for a date": ({"D4": CellError("#N/A")}, "Milestones!D4: “#N/A” is no date;"),
    "a formula without a value": ({"D4": "=TODAY()"}, "Milestones!D4: the formula carries no value; open the file in Excel"),
    "an unknown status": ({"E4": "nearly"}, "Milestones!E4: “nearly” is no status we know; choose one of not started, under way"),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_tab_must_not_hold_is_refused_with_its_cell_and_remedy(cells: dict[str, Typed], said: str) -> None:
    with pytest.raises(SavingsError, match=f"^{re.escape(said)}"):
        steps(retyped(MILESTONES, cells))


def waste(cells: dict[str, Typed]) -> Workstream:
    return read_workstream(find_workstream_tab(retyped(WASTE, cells), YEARS), "Waste", YEARS, PARTIES)


def test_the_day_of_an_update_stands_beside_updated() -> None:
    told = waste({"B3": DUE})
    assert (told.update, told.updated, told.updated_at) == ("Under way.", DUE, Place("Waste", "B3"))


def test_an_older_tab_without_updated_points_at_its_update() -> None:
    told = waste({"A3": None})
    assert (told.updated, told.updated_at) == (None, Place("Waste", "B2"))


def test_an_update_with_words_for_a_day_is_refused() -> None:
    with pytest.raises(SavingsError, match=r"^Waste!B3: Updated: “last week” is no date; type it as 26/01/2012$"):
        waste({"B3": "last week"})


def test_the_last_meeting_is_a_fact_of_settings_and_may_be_missing() -> None:
    from tests.sheets.test_settings import SETTINGS

    assert read_settings(SETTINGS)[0].last_meeting is None
    assert read_settings(retyped(SETTINGS, {"A6": "Last meeting", "B6": DUE}))[0].last_meeting == DUE


def told() -> Programme:
    """The programme of 2012 with everything this tab and its neighbours can hold."""
    first, *others = sample_programme().workstreams
    steps_told = (
        Milestone("=1+1 is a text", "Ann", DUE, Progress.NOT_STARTED, "+ a note"),
        Milestone("2012/13", status=Progress.STOPPED),
        Milestone("Nothing else"),
    )
    stream = replace(first, milestones=steps_told, updated=DUE, status="on course")
    return replace(sample_programme(), workstreams=(stream, *others))


def test_a_new_tracker_holds_what_its_programme_says() -> None:
    read = read_tracker(FileBook(unworked_tracker(told(), TODAY))).programme
    stream = read.workstreams[0]
    assert tuple(replace(each, place=None) for each in stream.milestones) == told().workstreams[0].milestones
    assert (stream.updated, stream.status, read.last_meeting) == (DUE, "on course", date(2011, 12, 7))
    assert str(stream.updated_at) == "Highways!B7"


def test_the_lists_of_a_new_tracker_offer_workstreams_and_states() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(unworked_tracker(told(), TODAY)))
    rules = {str(each.sqref): each for each in book["Milestones"].data_validations.dataValidation}
    offered = {area[0]: (each.formula1, each.errorStyle) for area, each in rules.items()}
    assert offered == {
        "A": ("Settings!$E$14:$E$19", "stop"),
        "E": ('"not started,under way,done,stopped"', "stop"),
    }


def test_a_milestone_that_cannot_be_read_stops_every_action_before_anything_is_written(paper: PaperBook) -> None:
    book = typed(paper, "Milestones", {"A5": "Waste", "B5": "Open the plant", "D5": "soon"})
    with pytest.raises(SavingsError, match="Milestones!D5"):
        run(CHECK_TOTALS, book)
    assert book.touched == set()
