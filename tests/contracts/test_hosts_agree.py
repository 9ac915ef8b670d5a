"""Every host does the same: on paper and on file an action leaves the same values, formulas and named areas."""

import pytest
from hypothesis import HealthCheck, given, settings

from se7_excel.actions import ACTIONS, Action, Outcome, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.new_workbook import Guide, new_workbook
from se7_excel.savings.programme import Programme
from se7_excel.sheets.grid import Grid
from tests.conftest import NOW
from tests.paper_book import PaperBook
from tests.properties.strategies import programmes

EACH_ACTION = pytest.mark.parametrize("action", ACTIONS, ids=[action.name for action in ACTIONS])
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
GUIDE = Guide([(action.label, action.command, action.tip) for action in ACTIONS], "0", NOW.date())


def contents(grid: Grid) -> dict[str, object]:
    """What a tab holds, free of how a host keeps it: empty texts are empty cells."""
    cells = {(row, column): value for row, there in grid.values.items() for column, value in there.items()}
    filled = {position: value for position, value in cells.items() if value not in (None, "")}
    return {"values": filled, "formulas": dict(grid.formulas), "areas": dict(grid.areas), "totals": dict(grid.totals_rows)}


def on_file(action: Action, data: bytes, reporting: str = "") -> tuple[Outcome, bytes]:
    """The outcome of the action on a workbook file, and the file it leaves."""
    book = FileBook(data)
    outcome = run(action, book, reporting)
    return outcome, b"".join(book.finish().rewritten())


def on_paper(action: Action, data: bytes, reporting: str = "") -> tuple[Outcome, PaperBook]:
    """The outcome of the action on the same tabs on paper, and what they have become."""
    book = PaperBook.copy_of(FileBook(data))
    return run(action, book, reporting), book.as_now()


def assert_hosts_agree(data: bytes, action: Action, reporting: str = "") -> bytes:
    """Both hosts report the same and hold the same; the file that is left."""
    filed, left = on_file(action, data, reporting)
    papered, paper = on_paper(action, data, reporting)
    book = FileBook(left)
    assert (filed.changes, filed.findings, filed.programme) == (papered.changes, papered.findings, papered.programme)
    assert book.tabs() == paper.tabs()
    for tab in book.tabs():
        assert contents(book.read(tab)) == contents(paper.read(tab)), tab
    return left


@EACH_ACTION
def test_hosts_agree_on_the_tracker_of_2012(action: Action, tracker_2012: bytes) -> None:
    assert_hosts_agree(tracker_2012, action)


@EACH_ACTION
def test_hosts_agree_from_kents_point_of_view(action: Action, tracker_2012: bytes) -> None:
    assert_hosts_agree(tracker_2012, action, "Kent")


@EACH_ACTION
def test_on_a_finished_tracker_an_action_finds_nothing_to_change(action: Action, tracker_2012: bytes) -> None:
    outcome, left = on_file(action, tracker_2012)
    assert outcome.changes == ()
    assert left == tracker_2012


@given(programmes(max_authorities=3, max_workstreams=3, max_years=4, max_lines=4))
@FEW
def test_hosts_agree_on_any_programme_and_pressing_twice_equals_pressing_once(told: Programme) -> None:
    data = new_workbook(told, GUIDE)
    for action in ACTIONS:
        data = assert_hosts_agree(data, action)
        again, left = on_file(action, data)
        assert again.changes == ()
        assert left == data


@given(programmes(max_authorities=3, max_workstreams=3, max_years=3, max_lines=4))
@FEW
def test_a_workbook_on_which_every_button_was_pressed_can_be_relied_on(told: Programme) -> None:
    data = new_workbook(told, GUIDE)
    for name in ("refresh_totals", "regenerate_appendix_1", "check_totals"):
        outcome, data = on_file(next(action for action in ACTIONS if action.name == name), data)
    wrong = {"C01", "C02", "C03", "C22", "C26", "C27"} & {finding.code for finding in outcome.findings}
    assert not wrong
