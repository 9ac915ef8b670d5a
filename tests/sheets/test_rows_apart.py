"""C26 on Settings and Longer term: rows parted from their table, which nothing counts."""

import pytest

from se7_excel.savings.checks.finding import Severity
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.rows_apart import rows_apart
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed


def apart(book: PaperBook) -> list[str]:
    return [str(finding.place) for finding in rows_apart(read_tracker(book))]


def test_nothing_is_apart_on_a_fresh_workbook(paper: PaperBook) -> None:
    assert apart(paper) == []


@pytest.mark.parametrize(
    ("tab", "cells", "place"),
    [
        ("Settings", {"E22": "Waste again", "F22": "waste "}, "Settings!E22"),
        ("Settings", {"E12": "Waste again", "F12": "Waste"}, "Settings!E12"),
        ("Settings", {"H19": "Longest term", "I19": 2_000_000_000}, "Settings!H19"),
        ("Settings", {"H19": "Longest term", "I19": "£2bn"}, "Settings!H19"),
        ("Longer term", {"A9": "ICT", "B9": 5_000_000}, "Longer term!A9"),
        ("Longer term", {"A9": "sen", "B9": "£5m", "C9": "Long term"}, "Longer term!A9"),
        ("Milestones", {"A5": "Waste", "B5": "contract signed", "A7": "Waste", "B7": "contract begun"}, "Milestones!A7"),
    ],
)
def test_a_row_parted_from_its_table_is_told(tab: str, cells: dict[str, Typed], place: str, paper: PaperBook) -> None:
    assert apart(typed(paper, tab, cells)) == [place]


@pytest.mark.parametrize(
    ("tab", "cells"),
    [
        ("Settings", {"E22": "Waste again", "F22": "a tab that is not there"}),
        ("Settings", {"E22": "our own note"}),
        ("Settings", {"H19": "Longest term", "I19": "to be agreed with the leaders"}),
        ("Settings", {"I19": 2_000_000_000}),
        ("Longer term", {"A9": "all of these are notional", "B9": 5_000_000}),
        ("Longer term", {"A9": "ICT", "B9": "nobody knows yet"}),
        ("Milestones", {"A5": "Waste", "B5": "contract signed", "A7": "Waste"}),
        ("Milestones", {"A5": "Waste", "B5": "contract signed", "A7": "notes", "B7": "contract begun"}),
    ],
)
def test_an_officers_own_words_beside_a_table_are_no_row_of_it(tab: str, cells: dict[str, Typed], paper: PaperBook) -> None:
    assert apart(typed(paper, tab, cells)) == []


def test_the_finding_says_where_the_row_has_to_go(paper: PaperBook) -> None:
    (finding,) = rows_apart(read_tracker(typed(paper, "Longer term", {"A9": "ICT", "B9": 5_000_000})))
    assert (finding.code, finding.severity) == ("C26", Severity.FAIL)
    assert {"ICT", "5000000"} <= set(finding.rests_on)
    assert finding.message == (
        "Longer term!A9: row 9 reads like a row of the table headed “Workstream” but stands outside it, so nothing counts it; "
        "move it to the table, with no blank row between."
    )


@pytest.mark.parametrize(
    ("count", "named"), [(2, "rows 9 and 10 read"), (13, "rows 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 and 3 more")]
)
def test_many_rows_are_told_at_once(count: int, named: str, paper: PaperBook) -> None:
    cells: dict[str, Typed] = {}
    for row in range(9, 9 + count):
        cells |= {f"A{row}": "ICT", f"B{row}": 5_000_000}
    (finding,) = rows_apart(read_tracker(typed(paper, "Longer term", cells)))
    assert named in finding.message and "move them to the table" in finding.message
