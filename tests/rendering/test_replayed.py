"""A second engine agrees on the open workbook too: what xlwings' remote engine wrote comes to what the file says."""

from se7_excel.actions import ACTIONS, run
from se7_excel.entrances.new_tracker import unworked_tracker
from se7_excel.sample import sample_programme
from se7_excel.sheets.schema import CHECKS
from tests.conftest import NOW
from tests.remote import actions_of, remote_book
from tests.rendering.made import after_actions
from tests.rendering.office import Office, Values, formulas, values
from tests.rendering.test_recalculation import as_written
from tests.replayer import replayed

COUNTS = (CHECKS, "A6")


def elsewhere(found: Values, unseen: int) -> Values:
    """What the cells hold, but for the row that tells of formulas that could not be seen, and the counts."""
    return {
        (tab, cell if tab != CHECKS else moved_up(cell, unseen)): value
        for (tab, cell), value in found.items()
        if (tab, cell) != COUNTS and not (tab == CHECKS and row_of(cell) == unseen)
    }


def row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def moved_up(cell: str, unseen: int) -> str:
    """The cell once the row has gone."""
    row = row_of(cell)
    return cell.removesuffix(str(row)) + str(row - (0 < unseen < row))


def test_an_open_workbook_comes_to_what_the_file_says_after_every_action(office: Office) -> None:
    live = unworked_tracker(sample_programme(), NOW.date())
    left = after_actions(live)
    for name in ("refresh_totals", "regenerate_appendix_1", "regenerate_appendix_2", "check_totals"):
        book = remote_book(live)
        run(next(action for action in ACTIONS if action.name == name), book)
        book.finish()
        written = replayed(live, actions_of(book))
        live = office.converted(written, "xlsx").read_bytes()
    now = values(live)
    unseen = next(row_of(cell) for (tab, cell), value in now.items() if tab == CHECKS and value == "C26")
    assert elsewhere(formulas(written), unseen) == formulas(left) != {}
    assert elsewhere(now, unseen) == elsewhere(as_written(values(left)), 0)
    assert str(now[COUNTS]).startswith("1 fail, 21 warn, 13 info")
