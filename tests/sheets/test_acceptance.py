"""A finding accepted in the workbook stays listed and fails no run, until a figure behind it changes."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from se7_excel.actions import CHECK_TOTALS, Outcome, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.cli import main
from se7_excel.errors import MissingHeading, UnreadableCell
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place
from se7_excel.sheets.acceptance import mark_of
from se7_excel.sheets.check_report import counted
from se7_excel.sheets.schema import ACCEPTED
from tests.entrances.officer import type_into
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

FINDING = Finding(
    "C05", Severity.FAIL, "said so", "SEN", "Kent", "2012/13", Place("SEN", "H13"), Decimal(0), Decimal(5), Decimal(5)
)
WHO: dict[str, Typed] = {"B5": "A. Officer", "C5": date(2012, 1, 26), "D5": "Cabinet knows"}


@pytest.fixture(scope="module")
def paper(tracker_2012: bytes) -> PaperBook:
    return PaperBook.copy_of(FileBook(tracker_2012))


def the_fail(outcome: Outcome) -> Finding:
    (found,) = (finding for finding in outcome.findings if finding.severity is Severity.FAIL)
    return found


def accepting(paper: PaperBook, finding: Finding) -> PaperBook:
    return typed(paper, ACCEPTED, {"A5": mark_of(finding), **WHO})


def test_a_mark_is_of_the_figures_and_not_of_the_words() -> None:
    assert mark_of(FINDING) == mark_of(replace(FINDING, message="said otherwise", accepted="by me"))
    changed = (replace(FINDING, found=Decimal(6)), replace(FINDING, code="C06"), replace(FINDING, place=Place("SEN", "H14")))
    assert len({mark_of(each) for each in (FINDING, *changed)}) == 4


def test_a_mark_is_nothing_excel_makes_a_number_of() -> None:
    assert re.fullmatch("[a-z]{8}", mark_of(FINDING))


def test_an_accepted_fail_is_listed_as_accepted_and_fails_no_run(paper: PaperBook) -> None:
    before = run(CHECK_TOTALS, PaperBook.copy_of(paper))
    book = accepting(paper, the_fail(before))
    after = run(CHECK_TOTALS, book)
    assert before.failed
    assert not after.failed
    assert the_fail(after).accepted == "A. Officer, 26 January 2012: Cabinet knows"
    assert counted(after.findings) == "0 fail, 21 warn, 12 info, 1 accepted"
    grid = book.as_now().read("Checks")
    row = next(row for row, cells in grid.rows(6) if cells.get(1) == "C05")
    assert (grid.value(row, 2), grid.value(row, 12)) == ("fail", "A. Officer, 26 January 2012: Cabinet knows")


def test_an_acceptance_ends_when_a_figure_behind_the_finding_changes(paper: PaperBook) -> None:
    book = accepting(paper, the_fail(run(CHECK_TOTALS, PaperBook.copy_of(paper))))
    changed = typed(book, "SEN", {"H13": 725_000})
    assert any(finding.fails and finding.code == "C05" for finding in run(CHECK_TOTALS, changed).findings)


def test_a_figure_that_has_nothing_to_do_with_it_leaves_the_acceptance(paper: PaperBook) -> None:
    book = accepting(paper, the_fail(run(CHECK_TOTALS, PaperBook.copy_of(paper))))
    changed = typed(book, "Waste", {"E12": "Dedicated Schools Grant"})
    assert not any(finding.fails for finding in run(CHECK_TOTALS, changed).findings if finding.code == "C05")


@pytest.mark.parametrize("missing", ["A5", "B5", "C5", "D5"])
def test_an_acceptance_without_who_when_and_why_is_refused_with_its_cell(missing: str, paper: PaperBook) -> None:
    cells: dict[str, Typed] = {"A5": "abcdefgh", **WHO}
    book = typed(paper, ACCEPTED, {**cells, missing: None})
    with pytest.raises(UnreadableCell, match=f"Accepted!{missing}: an accepted finding needs its mark"):
        run(CHECK_TOTALS, book)
    assert not book.touched


def test_a_tracker_without_the_tab_has_nothing_accepted(paper: PaperBook) -> None:
    book = PaperBook([paper.read(tab) for tab in paper.tabs() if tab != ACCEPTED])
    assert run(CHECK_TOTALS, book).failed


def test_a_lost_heading_of_the_tab_is_refused(paper: PaperBook) -> None:
    with pytest.raises(MissingHeading, match="Accepted"):
        run(CHECK_TOTALS, typed(paper, ACCEPTED, {"B4": "Whoever"}))


def test_an_accepted_fail_ends_the_command_with_status_0(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-totals", str(tracker_file)]) == 1
    grid = FileBook.open(tracker_file).read("Checks")
    mark = next(cells[11] for row, cells in grid.rows(6) if cells.get(2) == "fail")
    type_into(tracker_file, ACCEPTED, {"A5": str(mark), "B5": "A. Officer", "C5": "26 January 2012", "D5": "Cabinet knows"})
    capsys.readouterr()
    assert main(["check-totals", str(tracker_file)]) == 0
    assert "(accepted by A. Officer, 26 January 2012: Cabinet knows)" in capsys.readouterr().out


def test_an_acceptance_that_matches_nothing_is_told_with_its_cell(paper: PaperBook) -> None:
    book = typed(paper, ACCEPTED, {"A5": "zzzzzzzz", **WHO})
    outcome = run(CHECK_TOTALS, book)
    assert [str(each) for each in outcome.unmatched] == ["Accepted!A5"]
    grid = book.as_now().read("Checks")
    (told,) = (value for _, cells in grid.rows() for value in cells.values() if "acceptance" in str(value))
    assert "1 acceptance matches no finding any more: Accepted!A5. Nothing found by" in str(told)


def test_an_acceptance_whose_figure_has_changed_is_told_and_one_that_holds_is_not(paper: PaperBook) -> None:
    book = accepting(paper, the_fail(run(CHECK_TOTALS, PaperBook.copy_of(paper))))
    assert run(CHECK_TOTALS, PaperBook.copy_of(book)).unmatched == ()
    assert len(run(CHECK_TOTALS, typed(book, "SEN", {"H13": 725_000})).unmatched) == 1


def test_a_mistyped_mark_is_told_by_the_command(tracker_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_into(tracker_file, ACCEPTED, {"A5": "zzzzzzzz", "B5": "A. Officer", "C5": "26/01/2012", "D5": "Cabinet knows"})
    main(["check-totals", str(tracker_file)])
    said = capsys.readouterr().out
    assert "  1 acceptance matches no finding any more: Accepted!A5; correct the mark, or delete the row\n" in said
