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

COUNTS = (CHECKS, "A3")


def elsewhere(found: Values) -> Values:
    """What the cells hold, but for what is told of formulas that could not be seen: the last row of Checks, and the counts."""
    last = max(int(cell[1:]) for tab, cell in found if tab == CHECKS and cell[0] == "A")
    unseen = found.get((CHECKS, f"A{last}")) == "C26"
    return {
        (tab, cell): value
        for (tab, cell), value in found.items()
        if (tab, cell) != COUNTS and not (unseen and tab == CHECKS and cell[1:] == str(last))
    }


def test_an_open_workbook_comes_to_what_the_file_says_after_every_action(office: Office) -> None:
    live = unworked_tracker(sample_programme(), NOW.date())
    left = after_actions(live)
    for name in ("refresh_totals", "regenerate_appendix_1", "check_totals"):
        book = remote_book(live)
        run(next(action for action in ACTIONS if action.name == name), book)
        book.finish()
        written = replayed(live, actions_of(book))
        live = office.converted(written, "xlsx").read_bytes()
    assert formulas(written) == formulas(left) != {}
    assert elsewhere(values(live)) == elsewhere(as_written(values(left)))
    assert str(values(live)[COUNTS]).startswith("1 fail, 21 warn, 11 info")
