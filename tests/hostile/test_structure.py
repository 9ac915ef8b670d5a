"""Trackers whose structure was changed in any way a hand can: served with figures that agree, or refused with the place named.

What is drawn is in `drawn`, what it does in `changed`, to what in `structure`. Further: SE7_SEED=7 SE7_EXAMPLES=5000 pytest …
"""

import os
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from se7_excel.sheets.schema import FIXED_TABS
from tests.hostile import drawn
from tests.hostile.changed import Change, Entered, Exchanged, PutIn, Resized, done
from tests.hostile.commands import COMMANDS, misbehaviour, said
from tests.hostile.lived_in import make_lived_in
from tests.hostile.structure import Book

HEADLINE = "£83.85m quantified, 2 of 6 workstreams not"
ACTIONS = ("refresh-totals", "check-totals", "regenerate-appendix-1", "regenerate-appendix-2")
NOTHING = "  Nothing to change\n"
PLACE = re.compile(r"[A-Z]{1,3}\d+|row \d+|headings? |label |table|tab |area ")
EXAMPLES = int(os.environ.get("SE7_EXAMPLES", 40 if os.environ.get("CI") else 15))
SEED = int(os.environ.get("SE7_SEED", 0))
SEARCH = settings(
    max_examples=EXAMPLES,
    derandomize=not SEED,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.xlsx"
    assert said("new", path, "--sample").status == 0
    return path


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("lived_in") / "tracker.xlsx"
    make_lived_in(path)
    return path.read_bytes()


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@seed(SEED)
@SEARCH
@given(changes=drawn.changes, number=st.integers(0, 10_000))
def test_no_command_crashes_whatever_the_structure(
    changes: list[Change], number: int, lived_in: bytes, sound: Path, tmp_path: Path
) -> None:
    made = done(Book(lived_in), changes)
    for command in Random(number).sample(COMMANDS, 2):
        assert not (wrong := misbehaviour(command, made, tmp_path / "file.xlsx", sound)), wrong


@seed(SEED)
@SEARCH
@given(changes=drawn.changes, action=st.sampled_from(ACTIONS))
def test_an_action_either_agrees_with_the_others_and_has_nothing_left_to_do_or_names_the_place(
    changes: list[Change], action: str, lived_in: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "file.xlsx"
    made = done(Book(lived_in), changes)
    path.write_bytes(made)
    ended = said(action, path)
    if ended.status == 2:
        assert path.read_bytes() == made and names_a_place(ended.err), ended.err
    else:
        assert NOTHING in said(action, path).out
        assert headline(said("refresh-totals", path).out) == headline(ended.out)


kept: tuple[st.SearchStrategy[Change], ...] = (
    st.builds(
        PutIn, st.sampled_from(("Waste", "SEN", "Longer term", "Milestones")), st.just("row"), st.integers(1, 4), st.just(2)
    ),
    st.builds(PutIn, st.sampled_from(("Waste", "SEN", "ICT")), st.just("row"), st.just(13), st.integers(1, 3)),
    st.builds(PutIn, st.sampled_from(("Waste", "SEN", "Settings")), st.just("column"), st.just(4), st.integers(1, 3)),
    st.builds(PutIn, st.sampled_from(("Waste", "SEN", "Highways")), st.just("column"), st.integers(3, 16), st.integers(1, 2)),
    st.builds(Exchanged, st.sampled_from(("Waste", "SEN", "ICT")), st.just("row"), st.just(12), st.just(13)),
    st.builds(Exchanged, st.sampled_from(("Waste", "ICT")), st.just("column"), st.integers(1, 6), st.integers(1, 6)),
    st.builds(Resized, st.sampled_from(("Waste", "SEN", "Longer term")), st.just(0), st.sampled_from((0, 2, 900)), st.just(0)),
    st.builds(Entered, st.sampled_from(("Waste", "SEN")), st.integers(16, 40), st.integers(1, 9), drawn.plain, st.just("")),
)


@seed(SEED)
@SEARCH
@given(changes=st.lists(st.one_of(*kept), min_size=1, max_size=3))
def test_what_changes_no_meaning_changes_no_figure(changes: list[Change], sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(done(Book(sound.read_bytes()), changes))
    ended = said("refresh-totals", path)
    assert ended.status < 2 and HEADLINE in ended.out, ended
    assert "C01 fail" not in ended.out and "C02 fail" not in ended.out


def headline(out: str) -> str:
    """The total an action says, with how complete it is."""
    return next((line.partition(";")[0] for line in out.splitlines() if " quantified" in line), "")


def names_a_place(sentence: str) -> bool:
    """Whether the sentence names a tab of the workbook and where on it, or which tab is missing."""
    return bool(PLACE.search(sentence)) and any(tab in sentence for tab in (*FIXED_TABS, *drawn.INPUTS, *drawn.TAB_NAMES))
