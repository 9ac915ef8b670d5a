"""What Excel refuses leaves everything as it was, whatever the write, and is told in a sentence that says what to do."""

from collections.abc import Callable

import pytest

from se7_excel.actions import Action, Plan, carry_out, plan, run
from se7_excel.errors import CannotWrite, SavingsError
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.schema import APPENDIX, APPENDIX_DATA, CHECKS, LOG
from tests.contracts.test_hosts_agree import CHECK, REFRESH, REGENERATE, STAMP, start
from tests.desktop import DeskBook, live
from tests.desktop_cells import BUSY, ExcelRefuses

Prepare = Callable[[DeskBook], None]


def planned(action: Action, data: bytes, prepare: Prepare) -> tuple[Plan, int]:
    """What the action would do to the open workbook, and with how many strokes of the pen."""
    desk = DeskBook(data)
    prepare(desk)
    before, book = desk.pen.strokes, live(desk)
    will = plan(action, book, stamp=STAMP, tell_fails=True)
    carry_out(will, book)
    book.finish()
    return will, desk.pen.strokes - before


def untouched(desk: DeskBook) -> None:
    """Nothing to prepare."""


def with_untabled_pages(desk: DeskBook) -> None:
    """Empty tabs an officer put in by hand, on which neither table nor name stands yet."""
    for tab in (CHECKS, LOG):
        desk.sheets[tab].tables.clear()
        desk.sheets[tab].cells.clear()


def with_text_formats(desk: DeskBook) -> None:
    """Calculated cells, figures and headings whose formats officers changed."""
    desk.sheets["Highways"].range((12, 11), (13, 15)).number_format = "@"
    desk.sheets[APPENDIX_DATA].range((5, 3), (19, 12)).number_format = "@"
    desk.sheets[APPENDIX_DATA].range((4, 1), (4, 13)).number_format = "General"


def with_names_of_their_own(desk: DeskBook) -> None:
    """A name of the officers' for just the area of Appendix 1."""
    desk.names.add("committee", next(name.refers_to for name in desk.names if name.name == "SE7_Appendix_1"))


@pytest.mark.parametrize(
    ("name", "action", "prepare"),
    [
        ("unworked", CHECK, untouched),
        ("typed over and as text", REFRESH, untouched),
        ("fewer workstreams", REGENERATE, with_names_of_their_own),
        ("more workstreams", REGENERATE, with_names_of_their_own),
        ("more years", REGENERATE, untouched),
        ("a new line and notes", CHECK, with_untabled_pages),
        ("typed over and as text", REFRESH, with_text_formats),
        ("later years", REGENERATE, with_text_formats),
    ],
)
def test_whatever_write_excel_refuses_everything_is_as_before(
    name: str, action: Action, prepare: Prepare, tracker_2012: bytes
) -> None:
    will, strokes = planned(action, start(name, tracker_2012), prepare)
    for refused in range(1, strokes + 1):
        desk = DeskBook(start(name, tracker_2012))
        prepare(desk)
        before, made = desk.state, desk.pen.strokes
        desk.pen.refuses = lambda stroke: ExcelRefuses() if stroke == refused + made else None  # noqa: B023
        book = live(desk)
        carry_out(will, book)
        with pytest.raises(SavingsError, match=r"Excel refused .it is not your day."):
            book.finish()
        assert desk.state == before, refused
        assert desk.app.settings == (True, "automatic", True)


def test_where_excel_refuses_to_put_back_too_the_officer_is_told_which_tabs_to_compare(tracker_2012: bytes) -> None:
    will, strokes = planned(REGENERATE, start("fewer workstreams", tracker_2012), untouched)
    desk = DeskBook(start("fewer workstreams", tracker_2012))
    desk.pen.refuses = lambda stroke: ExcelRefuses() if stroke > strokes // 2 else None
    book = live(desk)
    carry_out(will, book)
    with pytest.raises(CannotWrite, match="Save the workbook under another name, so that nothing you typed is lost"):
        book.finish()
    assert desk.app.settings == (True, "automatic", True)


def protected(desk: DeskBook) -> None:
    """A tab a page goes to is protected."""
    desk.sheets[APPENDIX_DATA].protected = True


def read_only(desk: DeskBook) -> None:
    """Somebody else has the workbook."""
    desk.read_only = True


def merged(desk: DeskBook) -> None:
    """Two cells of a page are merged with one beside it."""
    desk.sheets[APPENDIX].merged.append(Area(5, 7, 5, 8))


def busy_when_written(desk: DeskBook) -> None:
    """A cell is being edited by the time anything is written."""
    desk.app.pen.refuses = lambda stroke: ExcelRefuses("call was rejected", BUSY) if stroke == 2 else None


def busy_from_the_start(desk: DeskBook) -> None:
    """A dialogue is open."""
    desk.busy = ExcelRefuses("call was rejected", BUSY)


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (protected, "the tab Appendix 1 data is protected; lift it under Review"),
        (read_only, "the workbook is open read-only"),
        (merged, r"Appendix 1!.* holds merged cells; unmerge them and press the button again"),
        (busy_when_written, "Excel is busy: finish the cell you are editing with Enter or Esc"),
        (busy_from_the_start, "Excel is busy: finish the cell you are editing with Enter or Esc"),
    ],
)
def test_what_stands_in_the_way_is_told_in_a_sentence_and_nothing_is_written(
    prepare: Prepare, said: str, tracker_2012: bytes
) -> None:
    desk = DeskBook(start("fewer years", tracker_2012))
    prepare(desk)
    before = desk.state
    with pytest.raises(SavingsError, match=said):
        book = live(desk)
        run(REGENERATE, book)
        book.finish()
    assert (desk.pen.strokes, desk.state, desk.app.settings) == (0, before, (True, "automatic", True))
