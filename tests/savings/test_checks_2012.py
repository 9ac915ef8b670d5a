"""The last column of the catalogue of checks and the figures of the domain page, line by line, for the data of 2012."""

from decimal import Decimal

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.sample import AUTHORITIES, EAST_SUSSEX, PARTNERSHIP, sample_programme
from se7_excel.savings.checks.catalogue import check
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.ladder import ladder, table_holds
from se7_excel.savings.money import Gap, percentage, printed
from se7_excel.savings.programme import Party, Programme
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import composition, cumulative, party_total, position
from se7_excel.sheets.check_report import CATALOGUE
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.page import Cell
from se7_excel.sheets.reading import Reading, read_tracker
from tests.paper_book import PaperBook

WARN, FAIL, INFO = Severity.WARN, Severity.FAIL, Severity.INFO
SEN, COMMODITIES = "Special Educational Needs (SEN)", "Commodities Procurement"
TODAY = (
    *(f"C{number:02}" for number in range(1, 7)),
    "C09",
    "C12",
    "C13",
    "C14",
    "C15",
    *(f"C{number}" for number in range(16, 30)),
    "C31",
    "C33",
    "C34",
    "C35",
    "C36",
)
FOUND = {"C04": 2, "C05": 1, "C06": 1, "C12": 12, "C13": 2, "C14": 2, "C15": 1, "C16": 3, "C17": 2, "C18": 1, "C23": 6, "C34": 1}
OURS = (PARTNERSHIP.name, EAST_SUSSEX.name)


@pytest.fixture(scope="module")
def reading(tracker_2012: bytes) -> Reading:
    """The made tracker, read back."""
    return read_tracker(FileBook(tracker_2012))


@pytest.fixture(scope="module", params=["sample", "tracker"])
def programme(request: pytest.FixtureRequest, reading: Reading) -> Programme:
    """The programme of 2012 as declared, and as read back from the tracker made of it."""
    return sample_programme() if request.param == "sample" else reading.programme


@pytest.fixture(scope="module", params=["sample", "tracker"])
def findings(request: pytest.FixtureRequest, reading: Reading) -> tuple[Finding, ...]:
    """Every finding on the sample, which claims nothing, and on the tracker with all its claims."""
    if request.param == "sample":
        return check(sample_programme(), Stated())
    return (*check(reading.programme, reading.stated), *inspect(reading))


def coded(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    """The findings of this code."""
    return [each for each in findings if each.code == code]


def pounds_of(programme: Programme, party: Party) -> tuple[list[str], list[str], str]:
    """A party's own totals by year, cumulative totals by year, and total, as printed."""
    total = party_total(programme, party)
    return (
        [printed(each.pounds) for each in total.annual],
        [printed(each.pounds) for each in total.cumulative],
        printed(total.total.pounds),
    )


def test_the_catalogue_lists_the_codes_each_once_and_in_order() -> None:
    codes = [code for code, _ in CATALOGUE]
    assert codes == sorted(set(codes))
    assert set(TODAY) <= set(codes)


@pytest.mark.parametrize(
    "code", ["C01", "C02", "C03", "C09", "C19", "C20", "C21", "C22", "C24", "C25", "C26", "C27", "C28", "C29", "C31", "C33"]
)
def test_this_check_passes(findings: tuple[Finding, ...], code: str) -> None:
    assert coded(findings, code) == []


@pytest.mark.parametrize("code", ["C35", "C36"])
def test_no_shares_are_declared_and_nothing_is_compared_with_them(findings: tuple[Finding, ...], code: str) -> None:
    assert coded(findings, code) == []


def test_c01_and_c02_hold_all_nine_quantified_lines_to_account(reading: Reading, tracker_book: FileBook) -> None:
    lines = [
        (tab, row)
        for tab, workstream in zip(reading.workstream_tabs, reading.programme.workstreams, strict=True)
        for row, line in zip(tab.lines, workstream.lines, strict=True)
        if isinstance(cumulative(line)[-1], Decimal)
    ]
    assert len(lines) == 9
    for tab, row in lines:
        paper = PaperBook.copy_of(tracker_book)
        for column in (*tab.cumulative.values(), tab.total):
            paper.write(tab.grid.tab, row, column, [[Cell(Decimal(1))]])
        tampered = read_tracker(paper.as_now())
        codes = [each.code for each in check(tampered.programme, tampered.stated)]
        assert "C01" in codes and "C02" in codes


def test_c03_holds_the_grand_totals_of_both_parties_to_account(reading: Reading) -> None:
    totals = {each.party.name: each.total.amount for each in reading.stated.totals if each.total}
    assert totals == {"SE7": 83_850_000, "East Sussex": 6_944_000}
    assert all(len(each.annual) == len(each.cumulative) == 4 and None not in each.annual for each in reading.stated.totals)


def test_c04_finds_two_workstreams_of_the_partnership_and_one_of_east_sussex_outside(findings: tuple[Finding, ...]) -> None:
    whole, part = coded(findings, "C04")
    assert (whole.severity, whole.party, part.severity, part.party) == (WARN, "SE7", WARN, "East Sussex")
    assert "2 of 6" in whole.message
    assert all(words in whole.message for words in ("Property", "see details below", COMMODITIES, "to be confirmed"))
    assert "1 of 6" in part.message
    assert all(words in part.message for words in ("Property", "nil"))


def test_c05_finds_the_sen_part_of_2012_13_alone(findings: tuple[Finding, ...]) -> None:
    (found,) = coded(findings, "C05")
    assert (found.severity, found.workstream, found.party, found.year) == (FAIL, SEN, "East Sussex", "2012/13")
    assert (found.expected, found.found, found.difference) == (0, 724_000, 724_000)
    assert all(words in found.message for words in ("£724,000", "no new saving"))


def test_c06_finds_the_commodities_part_under_an_unconfirmed_whole(findings: tuple[Finding, ...]) -> None:
    (found,) = coded(findings, "C06")
    assert (found.severity, found.workstream, found.party) == (WARN, COMMODITIES, "East Sussex")
    assert (found.expected, found.found) == ("to be confirmed", 2_000)
    assert "£2k" in found.message


def test_c13_tells_baseline_saving_and_avoided_cost_apart(findings: tuple[Finding, ...]) -> None:
    whole, part = coded(findings, "C13")
    assert (whole.severity, whole.party, part.party) == (INFO, *OURS)
    assert "£82.25m baseline saving + £1.6m avoided cost" in whole.message
    assert "£5.621m baseline saving + £1.323m avoided cost" in part.message


def test_c16_measures_the_short_term_target(findings: tuple[Finding, ...]) -> None:
    short = coded(findings, "C16")[0]
    assert (short.severity, short.expected, short.found, short.difference) == (WARN, 100_000_000, 83_850_000, -16_150_000)
    assert "£83.85m of £100m (83.85 %), £16.15m to find" in short.message


def test_c16_measures_the_medium_and_long_term_targets(findings: tuple[Finding, ...]) -> None:
    _, medium, long = coded(findings, "C16")
    assert "£493.85m of £500m (98.77 %), £6.15m to find" in medium.message
    assert "£1,493.85m of £1.5bn (99.59 %), £6.15m to find" in long.message


def test_c17_finds_waste_and_sen_undeclared_and_shows_both_readings(findings: tuple[Finding, ...]) -> None:
    waste, sen = coded(findings, "C17")
    assert [(each.severity, each.workstream, each.difference) for each in (waste, sen)] == [
        (WARN, "Waste", 14_000_000),
        (WARN, SEN, 1_600_000),
    ]
    for found, held in ((waste, "£14m"), (sen, "£1.6m")):
        figures = (held, "£493.85m", "£478.25m", "£1,493.85m", "£1,478.25m")
        assert all(figure in found.message for figure in figures)


def test_c34_names_all_six_workstreams_whose_updates_give_no_day(findings: tuple[Finding, ...]) -> None:
    (found,) = coded(findings, "C34")
    assert (found.severity, found.expected, found.found) == (INFO, "an update with its day", "not stated for 6")
    assert "7 December 2011" in found.message


def test_nothing_is_found_beyond_what_the_catalogue_states(findings: tuple[Finding, ...]) -> None:
    assert {code: len(coded(findings, code)) for code in TODAY if coded(findings, code)} == FOUND


def test_every_finding_on_a_figure_of_the_tracker_names_its_cell(reading: Reading) -> None:
    found = check(reading.programme, reading.stated)
    assert {each.code for each in found if each.place is None} <= {"C13", "C15"}
    assert [str(each.place) for each in found if each.code in ("C05", "C06")] == ["SEN!H13", "Commodities!H13"]


def test_every_finding_is_a_sentence(findings: tuple[Finding, ...]) -> None:
    assert all(each.message.endswith(".") and each.message[0].isupper() for each in findings)
    assert not [each.message for each in findings if "None" in each.message or "Decimal" in each.message]


def test_the_partnerships_totals_by_year(programme: Programme) -> None:
    assert pounds_of(programme, PARTNERSHIP) == (
        ["£17.4m", "£15.15m", "£23.5m", "£27.8m"],
        ["£17.4m", "£32.55m", "£56.05m", "£83.85m"],
        "£83.85m",
    )


def test_east_sussexs_totals_by_year(programme: Programme) -> None:
    assert pounds_of(programme, EAST_SUSSEX) == (
        ["£1.199m", "£1.41m", "£2.085m", "£2.25m"],
        ["£1.199m", "£2.609m", "£4.694m", "£6.944m"],
        "£6.944m",
    )


def test_what_is_not_quantified_is_counted_for_each_party(programme: Programme) -> None:
    counted = {each.name: party_total(programme, each).total for each in (PARTNERSHIP, EAST_SUSSEX)}
    assert [(each.quantified, each.unquantified) for each in counted.values()] == [(4, 2), (5, 1)]
    others = [party_total(programme, each).total.amount for each in AUTHORITIES if each != EAST_SUSSEX]
    assert others == [None] * 6


@pytest.mark.parametrize(
    ("workstream", "share"), [("Highways", "0.41 %"), ("Waste", "8.35 %"), ("ICT", "13.44 %"), (SEN, "82.69 %")]
)
def test_east_sussexs_share_of_a_workstream(programme: Programme, workstream: str, share: str) -> None:
    named = next(each for each in programme.workstreams if each.name == workstream)
    part, whole = (position(programme, named, party).total for party in (EAST_SUSSEX, PARTNERSHIP))
    assert isinstance(part, Decimal)
    assert isinstance(whole, Decimal)
    assert percentage(part, whole) == share


def test_east_sussexs_share_of_the_whole(programme: Programme) -> None:
    part, whole = (party_total(programme, party).total.pounds for party in (EAST_SUSSEX, PARTNERSHIP))
    assert percentage(part, whole) == "8.28 %"


def test_property_and_commodities_keep_their_own_kinds_of_gap(programme: Programme) -> None:
    totals = {each.name: position(programme, each, PARTNERSHIP).total for each in programme.workstreams}
    assert (totals["Property"], totals[COMMODITIES]) == (Gap.SEE_DETAILS, Gap.TO_BE_CONFIRMED)


@pytest.mark.parametrize(
    ("party", "parts"), [(PARTNERSHIP, ["£82.25m", "£1.6m"]), (EAST_SUSSEX, ["£5.621m", "£1.323m"])], ids=OURS
)
def test_what_the_totals_are_made_of(programme: Programme, party: Party, parts: list[str]) -> None:
    assert [printed(each) for each in composition(programme, party).values()] == parts


def test_the_targets_without_and_with_the_undeclared_overlap(programme: Programme) -> None:
    rungs = ladder(programme)
    assert [printed(each.target.amount) for each in rungs] == ["£100m", "£500m", "£1.5bn"]
    assert [printed(each.found) for each in rungs] == ["£83.85m", "£493.85m", "£1,493.85m"]
    assert [printed(each.found_if_included) for each in rungs] == ["£83.85m", "£478.25m", "£1,478.25m"]
    assert [printed(each.variance) for each in rungs] == ["−£16.15m", "−£6.15m", "−£6.15m"]


def test_what_the_table_holds_of_the_longer_term_workstreams(programme: Programme) -> None:
    held = {each.workstream: printed(table_holds(programme, each.workstream)) for each in programme.longer_term}
    assert held == {"Waste": "£14m", SEN: "£1.6m", "Property": "£0"}
