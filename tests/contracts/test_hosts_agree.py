"""Every host does the same: on paper, on file and in an open workbook an action leaves the same tabs."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from se7_excel.actions import ACTIONS, Action, Outcome, run
from se7_excel.books.file_book import FileBook
from se7_excel.books.new_workbook import Guide, new_workbook
from se7_excel.entrances.new_tracker import blank_programme, unworked_tracker
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.sheets.log import Stamp
from se7_excel.sheets.schema import APPENDIX, APPENDIX_DATA, CHECKS, LOG
from tests.conftest import NOW
from tests.entrances.officer import AWKWARD_NAMES, Typed, type_into
from tests.paper_book import PaperBook
from tests.properties.strategies import programmes
from tests.remote import actions_of, remote_book, unseen
from tests.replayer import contents, ending, replayed, uncalculated

REFRESH, CHECK, REGENERATE, *_ = ACTIONS
EACH_ACTION = pytest.mark.parametrize("action", ACTIONS, ids=[action.name for action in ACTIONS])
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(FEW, max_examples=3)
GUIDE = Guide([(action.label, action.command, action.tip) for action in ACTIONS], "0", NOW.date())
STAMP = Stamp(NOW, "A. Officer")
NO_LONGER_LISTED: dict[str, Typed] = {"E16": None, "F16": None, "E19": None, "F19": None}
LISTED_AGAIN: dict[str, Typed] = {"E16": "ICT", "F16": "ICT", "E19": "Commodities Procurement", "F19": "Commodities"}
Edit = tuple[str, Mapping[str, Typed]]
YEARS_CHANGED = {"fewer years": {"B7": 3}, "more years": {"B7": 6}, "later years": {"B6": "2012/13"}}
EDITS: dict[str, tuple[Edit, ...]] = {
    "typed over and as text": (
        (
            "Highways",
            {"L12": 7_000_000, "O13": "later", "G12": "£6m", "H12": "1.2bn", "I12": "−£50k", "G13": "TBC", "M13": 100_000},
        ),
        ("Appendix 1 data", {"G8": 5}),
    ),
    "a new line and notes": (
        ("Waste", {"A14": "1/2 skips", "B14": "Kent", "D14": "level", "G14": 3, "J14": -0.01}),
        ("Checks", {"M6": "mine", "A90": "mine too"}),
        ("Appendix 1", {"K1": "=1/7", "A60": "2011/12"}),
    ),
}
STARTS = ("finished", "unworked", *EDITS, "fewer workstreams", "more workstreams", *YEARS_CHANGED)


@cache
def start(name: str, finished: bytes) -> bytes:
    """A tracker with something to do, made of the finished one of 2012."""
    if name in EDITS:
        return typed_into(finished, *EDITS[name])
    if name in YEARS_CHANGED:
        return typed_into(finished, ("Settings", YEARS_CHANGED[name]))
    if name == "fewer workstreams":
        return typed_into(finished, ("Settings", NO_LONGER_LISTED))
    if name == "more workstreams":
        fewer = on_file(CHECK, on_file(REGENERATE, start("fewer workstreams", finished))[1])[1]
        return typed_into(fewer, ("Settings", LISTED_AGAIN))
    return unworked_tracker(sample_programme(), NOW.date()) if name == "unworked" else finished


def on_file(action: Action, data: bytes, reporting: str = "", stamp: Stamp | None = None) -> tuple[Outcome, bytes]:
    """The outcome of the action on a workbook file, and the file it leaves."""
    book = FileBook(data)
    outcome = run(action, book, reporting, stamp)
    return outcome, b"".join(book.finish().rewritten())


def on_paper(
    action: Action, data: bytes, reporting: str = "", stamp: Stamp | None = None, blind: bool = False
) -> tuple[Outcome, PaperBook]:
    """The outcome of the action on the same tabs on paper, and what they have become; `blind` is to see values only."""
    file = FileBook(data)
    grids = [unseen(file.read(tab)) if blind else file.read(tab) for tab in file.tabs()]
    book = PaperBook(grids, ending(data).styles)
    return run(action, book, reporting, stamp), book.as_now()


def on_remote(action: Action, data: bytes, reporting: str = "", stamp: Stamp | None = None) -> tuple[Outcome, bytes]:
    """The outcome of the action on xlwings' remote engine, and the file once Excel has done what the engine took down."""
    book = remote_book(data)
    outcome = run(action, book, reporting, stamp)
    book.finish()
    return outcome, replayed(data, actions_of(book))


def typed_into(data: bytes, *edits: Edit) -> bytes:
    """The workbook file once an officer has typed these cells on these tabs."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.xlsx"
        path.write_bytes(data)
        for tab, cells in edits:
            type_into(path, tab, dict(cells))
        return path.read_bytes()


def assert_hosts_agree(data: bytes, action: Action, reporting: str = "", stamp: Stamp | None = None) -> bytes:
    """Paper and file report the same and hold the same, with the same styles; the file that is left."""
    filed, left = on_file(action, data, reporting, stamp)
    papered, paper = on_paper(action, data, reporting, stamp)
    book = FileBook(left)
    assert (filed.changes, filed.findings, filed.programme) == (papered.changes, papered.findings, papered.programme)
    assert book.tabs() == paper.tabs()
    for tab in book.tabs():
        assert contents(book.read(tab)) == contents(paper.read(tab)), tab
    assert ending(left).styles == paper.styled
    return left


def assert_all_hosts_agree(data: bytes, action: Action, reporting: str = "", stamp: Stamp | None = None) -> bytes:
    """The open workbook too ends like the file that is left, and reports what anyone would who sees values only.

    Checks and Log say one thing more, that formulas were not seen: these end as on a paper that is blind for them.
    """
    left = assert_hosts_agree(data, action, reporting, stamp)
    live, replay = on_remote(action, data, reporting, stamp)
    blind, paper = on_paper(action, data, reporting, stamp, blind=True)
    assert (live.changes, live.findings, live.programme) == (blind.changes, blind.findings, blind.programme)
    there, wanted = ending(replay), ending(left)
    for tab in ([CHECKS] if action is CHECK else []) + ([LOG] if stamp else []):
        assert there.tabs[tab] == uncalculated(paper.read(tab))
        assert there.on(tab).styles == {place: style for place, style in paper.styled.items() if place[0] == tab}
        there, wanted = there.without(tab), wanted.without(tab)
    assert there == wanted
    return left


@EACH_ACTION
def test_hosts_agree_on_the_finished_tracker_of_2012(action: Action, tracker_2012: bytes) -> None:
    assert_all_hosts_agree(tracker_2012, action)


@EACH_ACTION
def test_hosts_agree_from_kents_point_of_view_and_in_the_log(action: Action, tracker_2012: bytes) -> None:
    assert_all_hosts_agree(tracker_2012, action, "Kent", STAMP)


@pytest.mark.parametrize("name", ["unworked", *EDITS])
def test_hosts_agree_on_trackers_new_and_typed_into(name: str, tracker_2012: bytes) -> None:
    data = start(name, tracker_2012)
    for action in ACTIONS:
        data = assert_all_hosts_agree(data, action, stamp=STAMP)


def test_hosts_agree_on_pages_that_shrink_and_grow_again(tracker_2012: bytes) -> None:
    shrunk, grown = start("fewer workstreams", tracker_2012), start("more workstreams", tracker_2012)
    for action in (REGENERATE, CHECK):
        shrunk = assert_all_hosts_agree(shrunk, action)
        grown = assert_all_hosts_agree(grown, action)
    pages = (APPENDIX, APPENDIX_DATA, CHECKS)
    assert ending(shrunk).print_areas[APPENDIX] != ending(grown).print_areas[APPENDIX]
    assert ending(grown).on(*pages) == ending(tracker_2012).on(*pages)


@pytest.mark.parametrize("name", YEARS_CHANGED)
def test_hosts_agree_on_formulas_and_pages_of_other_years(name: str, tracker_2012: bytes) -> None:
    refreshed = assert_all_hosts_agree(start(name, tracker_2012), REFRESH)
    assert_all_hosts_agree(refreshed, REGENERATE, stamp=STAMP)


def test_hosts_agree_on_names_like_dates_and_formulas() -> None:
    told = blank_programme("1 May", ["'quoted", "2011/12", "-x"], list(AWKWARD_NAMES[:4]), "2011/12", 2, "2011/12")
    data = unworked_tracker(told, NOW.date())
    for action in ACTIONS:
        data = assert_all_hosts_agree(data, action, stamp=STAMP)


@given(programmes(max_authorities=3, max_workstreams=3, max_years=4, max_lines=4))
@FEWER
def test_the_remote_host_agrees_on_any_programme(told: Programme) -> None:
    data = new_workbook(told, GUIDE)
    for action in ACTIONS:
        data = assert_all_hosts_agree(data, action)


@EACH_ACTION
def test_on_a_finished_tracker_an_action_finds_nothing_to_change(action: Action, tracker_2012: bytes) -> None:
    outcome, left = on_file(action, tracker_2012)
    assert outcome.changes == ()
    assert left == tracker_2012


@given(programmes(max_authorities=3, max_workstreams=3, max_years=4, max_lines=4))
@FEW
def test_paper_and_file_agree_on_any_programme_and_pressing_twice_equals_pressing_once(told: Programme) -> None:
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
