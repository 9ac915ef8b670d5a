"""The mark of a finding, code by code: another figure behind it makes another mark, and nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from se7_excel.actions import CHECK_TOTALS, run
from se7_excel.books.file_book import FileBook
from se7_excel.sample import AUTHORITIES
from se7_excel.savings.checks.catalogue import AT_THE_GATE
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.acceptance import mark_of
from se7_excel.sheets.check_report import CATALOGUE
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

Cells = Mapping[str, Typed]
A_LINE: Cells = {"A14": "Shared depot", "B14": "Kent", "G14": 200_000}
SIX_SLIPS: Cells = dict(zip(("C6", "D6", "E6", "F6", "G6", "C8"), ("250k", "6m", "12m", "18m", "36.25m", "5.45m"), strict=True))
FIVE_TYPED: Cells = dict(zip(("C6", "D6", "E6", "F6", "G6"), ("one", "two", "three", "four", "five"), strict=True))
LEVELS: Cells = {"Highways!D12": "level", "Highways!I12": 5_000_000}
LATE: Cells = {"Milestones!A5": "Highways", "Milestones!B5": "Contract", "Milestones!D5": date(2012, 1, 5)}
SETS: Cells = {
    f"Shares!{column}{row}": value
    for row, (party, share) in enumerate(zip(AUTHORITIES, (40, 30, 20, 0, 0, 0, 0), strict=True), 7)
    for column, value in (("A", party.name), ("B", date(2011, 4, 1)), ("C", share))
}


@dataclass(frozen=True)
class Case:
    """Cells that make a finding, words of it that tell it from others, and cells of which each on its own changes a figure."""

    code: str
    cells: Cells
    words: str
    changes: tuple[Cells, ...]


def on(tab: str, cells: Cells) -> Cells:
    """The cells with the tab before them."""
    return {f"{tab}!{address}": value for address, value in cells.items()}


CASES = (
    Case("C01", {"Highways!L12": 7_000_000}, "", ({"Highways!L12": 7_000_001}, {"Highways!G12": 250_001})),
    Case("C02", {"Highways!O12": 1}, "", ({"Highways!O12": 2}, {"Highways!J12": 18_000_001})),
    Case("C03", {"Appendix 1 data!K5": 5, "Appendix 1 data!C5": 1}, "", ({"Appendix 1 data!K5": 6}, {"Appendix 1 data!C5": 2})),
    Case("C04", {}, "SE7", ({"Property!G12": 5}, {"Commodities!G12": "See details below"})),
    Case("C05", {}, "SEN", ({"SEN!H13": 724_001}, {"SEN!H12": 1})),
    Case("C06", {}, "Commodities", ({"Commodities!H13": 2_001}, {"Commodities!G12": "See details below"})),
    Case("C07", {"Appendix 1!F7": "£50k (150k)"}, "", ({"Appendix 1!F7": "£50k (160k)"},)),
    Case("C07", on("Appendix 1", SIX_SLIPS), "", ({"Appendix 1!C8": "5.46m"}, {"Appendix 1!C6": "260k"})),
    Case("C08", {"Appendix 1!C6": "£0.25m"}, "", ({"Appendix 1!C6": "£0.26m"},)),
    Case("C09", {"Highways!I12": 12 * 10**9}, "", ({"Highways!I12": 12 * 10**9 + 1},)),
    Case("C11", {"Appendix 1!C6": "£250k (£250k)"}, "C6", ({"Appendix 1!C6": "£250k (£251k)"},)),
    Case("C12", {}, "Highways, SE7", ({"Highways!H12": 6_000_001},)),
    Case("C12", {"Waste!D12": "level"}, "SE7: the grand total", ({"Waste!J12": 4_300_001}, {"ICT!G12": 10_100_001})),
    Case("C13", {}, "SE7", ({"Waste!C12": "avoided cost"}, {"Waste!G12": 5_450_001})),
    Case("C14", {}, "£1.6m", ({"SEN!G12": 1_600_001},)),
    Case("C15", {}, "gross", ({"Waste!G12": 5_450_001},)),
    Case("C16", {}, "Short", ({"Waste!G12": 5_450_001},)),
    Case("C17", {}, "Waste", ({"Longer term!B5": 310_000_001}, {"Waste!G12": 5_450_001}, {"ICT!G12": 10_100_001})),
    Case("C18", {}, "", ({"Longer term!B6": 100_000_001}, {"ICT!G12": 10_100_001})),
    Case("C19", {"Highways!B6": "Bids of £7.2m"}, "", ({"Highways!B6": "Bids of £7.3m"},)),
    Case("C23", {"Highways!F12": "actual"}, "actual, yet", ({"Highways!H12": 6_000_001}, {"Highways!J12": 18_000_001})),
    Case("C24", LEVELS, "Highways", ({"Highways!I12": 5_000_001}, {"Highways!H12": 6_000_001})),
    Case("C25", on("Appendix 1", FIVE_TYPED), "Appendix 1:", ({"Appendix 1!G6": "5"}, {"Appendix 1!C6": "1"})),
    Case("C26", {"Highways!O12": 1}, "Highways!O12", ({"Highways!O12": 2}, {"Highways!J12": 18_000_001})),
    Case("C26", {"Waste!B15": "SE7", "Waste!H15": 5}, "row 15", ({"Waste!H15": 6},)),
    Case("C28", {"Highways!G12": "£250k"}, "", ({"Highways!G12": "£260k"},)),
    Case("C28", {"Waste!G12": ("=1000000*2", 5_450_000)}, "", ({"Waste!G12": ("=1000000*2", 5_450_001)},)),
    Case("C28", {"Waste!G12": ("=[1]Sheet1!A1", 5_450_000)}, "", ({"Waste!G12": ("=[1]Sheet1!A1", 5_450_001)},)),
    Case("C29", {**on("Waste", A_LINE), **on("ICT", A_LINE)}, "", ({"Waste!G14": 200_001, "ICT!G14": 200_001},)),
    Case("C30", {"Appendix 1!D6": "£6m (£6.3m)"}, "D6", ({"Appendix 1!D6": "£6m (£6.4m)"},)),
    Case("C33", LATE, "Contract", ({"Milestones!D5": date(2012, 1, 4)},)),
    Case("C34", {"Highways!B7": date(2011, 12, 1), "Highways!B6": "Well."}, "days", ({"Highways!B7": date(2011, 12, 2)},)),
    Case("C35", SETS, "come to", ({"Shares!C7": 39}, {"Shares!C7": 41, "Shares!C8": 29})),
    Case("C36", {**SETS, "Shares!C9": 30}, "East Sussex", ({"Waste!G13": 300_001}, {"Waste!G12": 5_450_001})),
)
WITHOUT_FIGURES = {"C10", "C20", "C21", "C22", "C27", "C31"}  # these rest on words, years and places alone
OF_ONE_PLACE = {"C01", "C02", "C05", "C06", "C09", "C24", "C26", "C28", "C29", "C33", "C34", "C35"}


@pytest.fixture(scope="module")
def paper(tracker_2012: bytes) -> PaperBook:
    return PaperBook.copy_of(FileBook(tracker_2012))


def retyped(paper: PaperBook, cells: Cells) -> PaperBook:
    for where, content in cells.items():
        tab, _, address = where.rpartition("!")
        paper = typed(paper, tab, {address: content})
    return paper


def findings(paper: PaperBook, code: str, cells: Cells) -> list[Finding]:
    return [each for each in run(CHECK_TOTALS, retyped(paper, cells)).findings if each.code == code]


def named(case: Case) -> str:
    return f"{case.code} {case.words}".strip()


def test_every_code_of_the_catalogue_is_here() -> None:
    assert {each.code for each in CASES} | WITHOUT_FIGURES | set(AT_THE_GATE) == {code for code, _ in CATALOGUE}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_another_figure_behind_a_finding_makes_another_mark(paper: PaperBook, case: Case) -> None:
    accepted = next(each for each in findings(paper, case.code, case.cells) if case.words in each.message)
    for change in case.changes:
        marks = {mark_of(each) for each in findings(paper, case.code, {**case.cells, **change})}
        assert mark_of(accepted) not in marks, change


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_has_nothing_to_do_with_a_finding_leaves_its_mark(paper: PaperBook, case: Case) -> None:
    accepted = {mark_of(each) for each in findings(paper, case.code, case.cells) if case.words in each.message}
    unrelated: Cells = {"Start!Z40": 7, "Property!P12": "no figure", "Milestones!H20": "a note"}
    if case.code in OF_ONE_PLACE:
        unrelated = {**unrelated, "Property!H13": 6_000, "Longer term!B7": 2 * 10**9}
    assert accepted <= {mark_of(each) for each in findings(paper, case.code, {**case.cells, **unrelated})}


def test_a_sum_or_percentage_that_only_the_sentence_quotes_is_in_the_mark() -> None:
    told = Finding("C99", Severity.WARN, "The £1.5m is 8.28 % of −£50,000 in Appendix 1.")
    others = ("£1.6m is 8.28 % of −£50,000", "£1.5m is 8.29 % of −£50,000", "£1.5m is 8.28 % of £50,000")
    marks = {mark_of(told), *(mark_of(replace(told, message=f"The {each} in Appendix 1.")) for each in others)}
    assert len(marks) == 4
    assert mark_of(replace(told, message="Of −£50,000 in Appendix 2, 8.28 % are £1.5m.")) == mark_of(told)


def test_an_amount_is_the_same_however_many_noughts_its_host_gave_it() -> None:
    told = Finding("C99", Severity.WARN, "Said.", found=Decimal("1000.00"), rests_on=(Decimal("5E+3"),))
    assert mark_of(told) == mark_of(replace(told, found=Decimal(1000), rests_on=(Decimal(5000),)))
