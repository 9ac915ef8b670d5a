"""C19: each pound figure in the words on a tab is a figure of the workbook, as precisely as the words say it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from se7_excel.actions import REGENERATE_APPENDIX_1, run
from se7_excel.books.render import render
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets import schema
from se7_excel.sheets.grid import CellError
from se7_excel.sheets.last_issue import issue_page
from se7_excel.sheets.pound_figures import figures_in
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.words_traced import words_are_traced
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

UPDATE = "B6"  # on a workstream's tab, beside “Update”
THE_DECLARED_SIX = "of £100m, £500m and £1.5bn; Waste £310m, SEN £100m, Property £1bn"


def untraced(book: PaperBook) -> list[Finding]:
    return list(words_are_traced(read_tracker(book)))


def figures_untraced(paper: PaperBook, text: Typed) -> list[object]:
    return [each.found for each in untraced(typed(paper, "Highways", {UPDATE: text}))]


def amounts(text: str) -> list[int]:
    return [int(each.amount) for each in figures_in(text)]


def test_the_words_of_2012_hold_no_figure_that_cannot_be_traced(paper: PaperBook) -> None:
    assert untraced(paper) == []


def test_the_declared_six_are_traced_to_targets_and_longer_term_figures(paper: PaperBook) -> None:
    assert len(figures_in(THE_DECLARED_SIX)) == 5
    assert figures_untraced(paper, THE_DECLARED_SIX) == []


def test_a_figure_nobody_can_trace_is_reported_with_its_cell_and_the_nearest_figure(paper: PaperBook) -> None:
    (finding,) = untraced(typed(paper, "Highways", {UPDATE: "Bids of £7.2m are in."}))
    assert (finding.code, finding.severity, str(finding.place)) == ("C19", Severity.WARN, "Highways!B6")
    assert (finding.workstream, finding.expected, finding.found) == ("Highways", 6_944_000, 7_200_000)
    assert finding.difference == 256_000
    assert finding.message == (
        "Highways!B6: “£7.2m” in the words of Update is no figure of this workbook, the nearest is £6,944,000; "
        "correct the words or the figure, or keep it in a cell of this tab."
    )


@pytest.mark.parametrize(
    "text",
    [
        "£18m in the last year",  # a line's amount
        "£36.25m in all",  # a total of the workstream
        "£6.25m so far",  # cumulative
        "£83.85m of £100m, £16.15m to find",
        "£1.199m falls to East Sussex",  # a party's year
        "£82.25m is baseline saving",
        "£493.85m towards the medium term",
        "costs of −£50k",
        "£250,000",
        "nearly £84m",
        "£84m",
        "£83.9m",
        "between £6m and £12 million",
    ],
)
def test_figures_of_the_workbook_are_traced(paper: PaperBook, text: str) -> None:
    assert figures_untraced(paper, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("£83.7m", [83_700_000]),
        ("£250,001", [250_001]),
        ("£83.86m", [83_860_000]),
        ("£400m", [400_000_000]),
        ("nearly £420m", [420_000_000]),
        ("£6m and £7.2m and £7.2m again", [7_200_000]),
        ("between £7.2m and £9.4m", [7_200_000, 9_400_000]),
    ],
)
def test_figures_that_are_not_there_are_not_traced(paper: PaperBook, text: str, found: list[int]) -> None:
    assert figures_untraced(paper, text) == found


def test_a_figure_the_words_need_can_be_kept_in_a_cell_of_the_tab(paper: PaperBook) -> None:
    text = "A tonne costs £47.20."
    assert figures_untraced(paper, text) == [Decimal("47.20")]
    assert untraced(typed(paper, "Highways", {UPDATE: text, "R4": 47.2})) == []
    elsewhere = typed(typed(paper, "Waste", {"R4": 47.2}), "Highways", {UPDATE: text})
    assert len(untraced(elsewhere)) == 1


@pytest.mark.parametrize(
    ("tab", "cell", "called", "workstream"),
    [
        ("Highways", "B5", "Purpose", "Highways"),
        ("Highways", "B8", "Status", "Highways"),
        ("Highways", "P13", "Note", "Highways"),
        ("Longer term", "E5", "Basis", "Waste"),
        ("Longer term", "G6", "Note", "Special Educational Needs (SEN)"),
    ],
)
def test_purpose_status_and_notes_are_read_too(paper: PaperBook, tab: str, cell: str, called: str, workstream: str) -> None:
    (finding,) = untraced(typed(paper, tab, {cell: "it was £7.2m once"}))
    assert (str(finding.place), finding.workstream) == (f"{tab}!{cell}", workstream)
    assert f"in the words of {called} " in finding.message


def test_words_elsewhere_are_not_read(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {"R4": "£7.2m", "A20": "£7.2m"})
    assert untraced(typed(book, "Start", {"A40": "£7.2m"})) == []


@pytest.mark.parametrize("value", [None, 7_200_000, CellError("#REF!"), True, "no pound sign: 7.2m", "£", "££££", "£TBC", "£–"])
def test_what_is_no_figure_is_passed_over(paper: PaperBook, value: Typed) -> None:
    assert figures_untraced(paper, value) == []


def test_a_workbook_without_any_figure_has_nothing_to_trace_to(paper: PaperBook) -> None:
    reading = read_tracker(typed(paper, "Highways", {UPDATE: "£7.2m is hoped for"}))
    bare = replace(reading.programme, workstreams=reading.programme.workstreams[:1], targets=(), longer_term=())
    bare = replace(bare, workstreams=(replace(bare.workstreams[0], lines=()),))
    tab = reading.workstream_tabs[0]
    words_only = {row: {c: v for c, v in cells.items() if isinstance(v, str)} for row, cells in tab.grid.values.items()}
    tab = replace(tab, grid=replace(tab.grid, values=words_only), lines=())
    longer_term = typed(paper, "Longer term", {f"{c}{r}": None for c in "ABCDEFG" for r in (5, 6, 7)}).read("Longer term")
    (finding,) = words_are_traced(replace(reading, programme=bare, workstream_tabs=(tab,), longer_term=longer_term))
    assert finding.expected == "a figure of the workbook"
    assert "it has none yet" in finding.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£310m, £1bn and £500m.", [310_000_000, 1_000_000_000, 500_000_000]),
        ("£250k (£2,056,430)", [250_000, 2_056_430]),
        ("£1.5 BN", [1_500_000_000]),
        ("£5  million", [5_000_000]),
        ("£ 5 thousand", [5_000]),
        ("£2–3m", [2_000_000, 3_000_000]),
        ("£2m to 3m", [2_000_000, 3_000_000]),
        ("£500k-1m", [500_000, 1_000_000]),
        ("between £2 and £3 million", [2_000_000, 3_000_000]),
        ("£2 and £3 million", [2, 3_000_000]),
        ("£250,000 to £1m", [250_000, 1_000_000]),
        ("£2m - 2012/13", [2_000_000]),
        ("£5 – 2 million tonnes", [5]),
        ("£3 Kent, £5 km", [3, 5]),
        ("£2m–worth, £.5m", [2_000_000, 500_000]),
        ("£2m, £2m", [2_000_000]),
    ],
)
def test_figures_are_read_out_of_running_text(text: str, expected: list[int]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize("text", ["£5tn", "£1,5m", "£2,056,43", "£20p", "£1.23456", "£0", "£" + "9" * 40, "£3x", "5m", "$5m"])
def test_what_would_have_to_be_guessed_is_left_out(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("£310m", 500_000),
        ("£1.5bn", 50_000_000),
        ("£250k", 500),
        ("nearly £200m", 10_000_000),
        ("c. £2.5m", 125_000),
        ("some £1m", 500_000),
    ],
)
def test_a_figure_is_known_as_precisely_as_it_is_written_and_a_hedged_one_less(text: str, tolerance: int) -> None:
    (figure,) = figures_in(text)
    assert figure.tolerance == tolerance


@given(st.text(alphabet="£0123456789.,kmbn –-to and()~\n") | st.text())
def test_no_text_is_too_much(text: str) -> None:
    assert all(each.amount > 0 and each.tolerance > 0 for each in figures_in(text))


def test_a_cell_as_full_as_excel_allows_is_read_at_once() -> None:
    for piece in ("£1,111,", "£ ", "£1 and ", "£1 to", "£1,1", "£"):
        assert len(figures_in((piece * 32_767)[:32_767])) <= 2


def test_words_that_still_quote_a_total_that_has_changed_are_told_what_it_is_now(paper: PaperBook) -> None:
    quoting = typed(paper, "Waste", {"B6": "We stand at £83.85m of £100m."})
    assert untraced(quoting) == []
    (finding,) = untraced(typed(quoting, "Highways", {"G12": 1_250_000}))
    assert finding.message == (
        "Waste!B6: “£83.85m” in the words of Update was the SE7 total in all when Appendix 1 was last set down; "
        "it is £84,850,000 now, £1,000,000 more; correct the words."
    )
    assert (finding.expected, finding.found, finding.difference) == (84_850_000, 83_850_000, -1_000_000)


def test_words_that_quote_a_figure_no_longer_quantified_are_told_so(paper: PaperBook) -> None:
    quoting = typed(paper, "ICT", {"B6": "Waste expects £5.45m in the first year."})
    (finding,) = untraced(typed(quoting, "Waste", {"G12": "TBC"}))
    assert "was the SE7 figure for Waste, 2011/12 when Appendix 1 was last set down; it is to be confirmed now" in finding.message
    assert (finding.expected, finding.difference) == ("to be confirmed", None)


def test_a_change_too_small_for_the_words_to_say_leaves_them_right(paper: PaperBook) -> None:
    quoting = typed(paper, "Waste", {"B6": "We stand at £83.85m of £100m."})
    assert untraced(typed(quoting, "Highways", {"G12": 253_000})) == []


SAVES_18 = "Highways saves £18m in 2014/15."


def test_a_figure_that_has_changed_is_told_although_another_workstream_has_one_like_it(paper: PaperBook) -> None:
    assert figures_untraced(paper, SAVES_18) == []
    (finding,) = untraced(typed(paper, "Highways", {UPDATE: SAVES_18, "J12": 20_000_000}))
    assert finding.message == (
        "Highways!B6: “£18m” in the words of Update was the SE7 figure for Highways, 2014/15 when Appendix 1 was last set down; "
        "it is £20,000,000 now, £2,000,000 more; correct the words."
    )


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("£18m, as ICT has up to 2012/13.", {"J12": 20_000_000}),
        ("£18m", {"I12": 18_000_000, "J12": 20_000_000}),
        ("£18m", {"J12": 20_000_000, "R4": 18_000_000}),
        ("£18m", {"J12": 18_100_000}),
        ("£100m is the target", {"J12": 34_150_000}),
    ],
)
def test_a_figure_that_is_right_of_what_the_words_speak_of_is_no_finding(
    paper: PaperBook, text: str, cells: dict[str, Typed]
) -> None:
    assert untraced(typed(paper, "Highways", {UPDATE: text, **cells})) == []


def test_a_name_in_another_sentence_speaks_for_no_figure(paper: PaperBook) -> None:
    book = typed(paper, "Highways", {UPDATE: f"ICT is on track. {SAVES_18}", "J12": 20_000_000})
    assert len(untraced(book)) == 1


def test_after_regenerating_the_last_issue_still_knows_the_old_figure(paper: PaperBook) -> None:
    issued = PaperBook.copy_of(paper)
    render(issue_page(issued.read(schema.ISSUED), read_tracker(issued).programme, 1, "2012-01-26 09:00"), issued)
    changed = typed(issued.as_now(), "Highways", {UPDATE: SAVES_18, "J12": 20_000_000})
    run(REGENERATE_APPENDIX_1, changed)
    (finding,) = untraced(changed.as_now())
    assert "was the SE7 figure for Highways, 2014/15 when it was last issued; it is £20,000,000 now" in finding.message


def test_an_issue_nobody_can_read_stops_no_check(paper: PaperBook) -> None:
    issued = typed(paper, schema.ISSUED, {"G5": "about £6m", "F5": "2011/12", "C5": "East Sussex", "D5": "Highways", "E5": "SE7"})
    assert untraced(typed(issued, "Highways", {UPDATE: SAVES_18})) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("36.25m pounds", [36_250_000]),
        ("GBP 99m", [99_000_000]),
        ("99m GBP and GBP99k", [99_000, 99_000_000]),
        ("2,056,430 pounds", [2_056_430]),
        ("5 million pounds sterling", [5_000_000]),
        ("£36.25m pounds", [36_250_000]),
        ("500 pounds of salt", []),
        ("99m", []),
    ],
)
def test_pounds_are_known_by_their_names_too(text: str, expected: list[int]) -> None:
    assert sorted(amounts(text)) == expected


@pytest.mark.parametrize("text", ["GBP 99m", "99.4m pounds"])
def test_pounds_by_name_are_traced_and_quoted_as_written(paper: PaperBook, text: str) -> None:
    (finding,) = untraced(typed(paper, "Highways", {UPDATE: f"All in all {text} is spent."}))
    assert f"“{text}” in the words of Update is no figure of this workbook" in finding.message
