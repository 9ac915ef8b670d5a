"""`se7 new`: its options, what it refuses, and that every tracker it makes can be worked with at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from se7_excel.actions import ACTIONS
from se7_excel.books.file_book import FileBook
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.reading import read_tracker
from tests.entrances.officer import AWKWARD_NAMES, files_beside, se7, shown, type_into

Made = Callable[..., tuple[Programme, Path]]
FORBIDDEN = set("[]:*?/\\")
OVER_LIMITS = (
    ("--years", "0"),
    ("--years", "11"),
    ("--years", "-1"),
    ("--authorities", ",".join(f"Authority {number}" for number in range(31))),
    ("--workstreams", ",".join(f"Workstream {number}" for number in range(201))),
)
REFUSED = (
    (("--authorities", "Kent,KENT"), "Kent"),
    (("--authorities", "Kent,Surrey=Kent"), "Kent"),
    (("--partnership", "Kent"), "Kent"),
    (("--workstreams", "Waste,waste"), "aste"),
    (("--for", "Essex"), "Essex"),
    (("--for", "SE7"), "SE7"),
    (("--first-year", "2026"), "not a financial year"),
    (("--first-year", "2026/28"), "not a financial year"),
    (("--sample", "--partnership", "North"), "--sample"),
    (("--sample", "--workstreams", "Waste"), "--sample"),
    (("--sample", "--first-year", "2026/27"), "--sample"),
    (("--sample", "--years", "7"), "--sample"),
    (("--sample", "--for", "Kent"), "--sample"),
    (("--workstreams", "High\x07ways"), "“High\\x07ways” holds a character"),
)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The programme of a tracker made with these options, and its file."""

    def make(*options: str) -> tuple[Programme, Path]:
        path = tmp_path / "made.xlsx"
        assert se7("new", path, *options) == 0
        return read_tracker(FileBook.open(path)).programme, path

    return make


def test_a_blank_tracker_is_the_partnership_of_2012_without_figures(made: Made) -> None:
    programme, _ = made()
    assert [each.name for each in programme.workstreams] == [each.name for each in sample_programme().workstreams]
    assert programme.authorities == sample_programme().authorities
    assert len(programme.years) == 4
    assert not any(hasattr(amount, "as_tuple") for _, line in programme.lines for amount in line.amounts)


def test_the_sample_is_the_programme_of_2012(made: Made) -> None:
    programme, path = made("--sample")
    assert [line.amounts for _, line in programme.lines] == [line.amounts for _, line in sample_programme().lines]
    assert shown(path, "Appendix 1", "G18") == "£83.85m"


def test_every_option_reaches_the_tracker(made: Made) -> None:
    programme, path = made(
        "--partnership", "N3=Northern Three", "--authorities", "Tyne=Tyne Council=TC, Wear ,Tees",
        "--workstreams", "Buses, Trains", "--first-year", "2026-27", "--years", "2", "--for", "Tees",
    )  # fmt: skip
    assert (programme.partnership.name, programme.partnership.full_name) == ("N3", "Northern Three")
    assert [each.name for each in programme.authorities] == ["Tyne", "Wear", "Tees"]
    assert programme.authorities[0].short_form == "TC"
    assert [str(each) for each in programme.years] == ["2026/27", "2027/28"]
    assert [each.tab for each in programme.workstreams] == ["Buses", "Trains"]
    assert programme.reporting.name == "Tees"
    assert "Northern Three" in str(shown(path, "Appendix 1", "A1"))


@pytest.mark.parametrize("command", [action.command for action in ACTIONS])
@pytest.mark.parametrize("options", [(), ("--years", "1"), ("--years", "10"), ("--workstreams", ",".join(AWKWARD_NAMES))])
def test_a_new_tracker_passes_every_action_with_nothing_to_change(
    command: str, options: tuple[str, ...], made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    _, path = made(*options)
    before = files_beside(path)
    assert se7(command, path) == 0
    assert files_beside(path) == before
    assert "nothing quantified yet" in capsys.readouterr().out


@pytest.mark.parametrize(("authorities", "workstreams", "years"), [(30, 3, 10), (1, 200, 1)])
def test_the_widest_and_the_longest_tracker_can_be_made_and_worked_with(
    authorities: int, workstreams: int, years: int, made: Made
) -> None:
    parties = ",".join(f"Authority {number}" for number in range(1, authorities + 1))
    names = ",".join(f"Workstream {number}" for number in range(1, workstreams + 1))
    programme, path = made("--authorities", parties, "--workstreams", names, "--years", str(years))
    assert (len(programme.authorities), len(programme.workstreams), len(programme.years)) == (authorities, workstreams, years)
    type_into(path, f"Workstream {workstreams}", {"G12": 1000, f"G{12 + authorities}": 750.25})
    assert [se7(command, path) for command in ("refresh-totals", "regenerate-appendix-1")][-1] == 0
    assert shown(path, "Appendix 1 data", cell_name(5, 3 + 2 * years)) == 1000


def test_awkward_names_are_kept_and_their_tabs_fit_excel(made: Made) -> None:
    programme, path = made("--workstreams", ",".join(AWKWARD_NAMES))
    tabs = load_workbook(path, read_only=True).sheetnames
    assert [each.name for each in programme.workstreams] == list(AWKWARD_NAMES)
    assert len({tab.casefold() for tab in tabs}) == len(tabs)
    assert "history" not in [tab.casefold() for tab in tabs]
    assert [tab for tab in tabs if len(tab) > 31 or FORBIDDEN & set(tab) or tab.strip("'") != tab] == []


def test_a_long_name_is_cut_for_its_tab_after_a_whole_word(made: Made) -> None:
    names = (
        "Revenues and Benefits Shared Services",
        "Revenues and Benefits Shared Systems",
        "Housing and its many other parts",
        "Abcdefghijklmnopqrstuvwxyzabcdefghijklm",
        "Supercalifragilistic-expialidociousness",
        "ICT Supercalifragilisticexpialidocious",
    )
    programme, _ = made("--workstreams", ",".join(names))
    assert [each.tab for each in programme.workstreams] == [
        "Revenues and Benefits Shared",
        "Revenues and Benefits Shared 2",
        "Housing and its many other",
        "Abcdefghijklmnopqrstuvwxyzabcde",
        "Supercalifragilistic-expialidoc",
        "ICT Supercalifragilisticexpiali",
    ]


def test_awkward_names_come_through_figures_and_every_action(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    programme, path = made(
        "--workstreams", ",".join(AWKWARD_NAMES), "--authorities", "O'Neill's & Sons,C<D,\"E\"", "--for", "C<D"
    )
    for workstream in programme.workstreams:
        type_into(path, workstream.tab, {"G12": 1_000_000, "G14": "£50k"})
    for command in ("refresh-totals", "regenerate-appendix-1"):
        assert se7(command, path) == 1  # C28: amounts stored as text
    capsys.readouterr()
    se7("check-totals", path)
    fails = [each for each in capsys.readouterr().out.splitlines() if " fail: " in each and "C28" not in each]
    assert fails == []
    assert shown(path, "Appendix 1 data", "K5") == 13_000_000


def test_a_workstream_named_like_our_total_rows_is_told_from_them(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    _, path = made("--workstreams", "All workstreams,Waste")
    type_into(path, "All workstreams", {"G12": 1000})
    type_into(path, "Waste", {"G12": 500})
    assert [se7(command, path) for command in ("refresh-totals", "regenerate-appendix-1")][-1] == 0
    capsys.readouterr()
    assert se7("check-totals", path) == 0
    assert "C03 fail" not in capsys.readouterr().out


def test_a_workstream_named_like_one_of_our_labels_keeps_its_facts(made: Made) -> None:
    _, path = made("--workstreams", "Status")
    type_into(path, "Status", {"B8": "under way"})
    assert read_tracker(FileBook.open(path)).programme.workstreams[0].status == "under way"


@pytest.mark.parametrize("option", OVER_LIMITS, ids=lambda option: f"{option[0]} {option[1][:12]}")
def test_more_or_less_than_can_be_tracked_is_refused(
    option: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert se7("new", tmp_path / "made.xlsx", f"{option[0]}={option[1]}") == 2
    assert "cannot be tracked; give from 1 to" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("options", "said"), REFUSED, ids=lambda each: " ".join(each) if isinstance(each, tuple) else "")
def test_an_option_that_describes_no_tracker_is_refused_in_one_sentence(
    options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert se7("new", tmp_path / "made.xlsx", *options) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert said in printed
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_never_replaced(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_beside(tracker_file)
    assert se7("new", tracker_file) == 2
    assert "choose another name" in capsys.readouterr().err
    assert files_beside(tracker_file) == before


@pytest.mark.parametrize("name", ["made.xls", "made.xlsb", "made", "made.ods"])
def test_only_an_xlsx_or_an_xlsm_is_made(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert se7("new", tmp_path / name) == 2
    assert ".xlsx" in capsys.readouterr().err


def test_the_same_options_on_the_same_day_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        assert se7("new", tmp_path / name, "--first-year", "2026/27") == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
