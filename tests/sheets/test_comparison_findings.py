"""C25, C20 and C19 against what was issued before, on the tracker of 2012 typed into since."""

from dataclasses import replace
from decimal import Decimal

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.comparison import compared
from se7_excel.savings.differences import Comparison
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Programme, SavingsLine
from se7_excel.sheets import schema
from se7_excel.sheets.comparison_findings import apart, comparison_findings, said
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.quoted_still import quoted_still
from se7_excel.sheets.reading import read_tracker
from tests.notation import programme
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

MILLION = Decimal(1_000_000)


def since_issued(book: PaperBook, old: Programme | None = None) -> Comparison:
    return compared(old or sample_programme(), read_tracker(book).programme, (False, False))


def found(book: PaperBook, old: Programme | None = None) -> list[Finding]:
    return list(comparison_findings(since_issued(book, old)))


def quoted(book: PaperBook) -> list[Finding]:
    return list(quoted_still(since_issued(book), read_tracker(book)))


def telling(paper: PaperBook, words: str, cells: dict[str, Typed] | None = None, tab: str = "Highways") -> PaperBook:
    """The tracker once these words are the update of the tab, and these cells of Highways are typed."""
    fact = find_fact(paper.read(tab), schema.UPDATE)
    assert fact
    return typed(typed(paper, "Highways", cells or {}), tab, {fact[1]: words})


def test_an_untouched_tracker_is_what_was_issued(paper: PaperBook) -> None:
    assert found(paper) == []


def test_a_changed_figure_is_a_fail_with_expected_found_difference_direction_and_effect(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Highways", {"H12": 7_000_000}))
    assert (finding.code, finding.severity, str(finding.place)) == ("C25", Severity.FAIL, "Highways!H12")
    assert (finding.workstream, finding.party, finding.year) == ("Highways", "SE7", "2012/13")
    assert (finding.expected, finding.found, finding.difference) == (6 * MILLION, 7 * MILLION, MILLION)
    assert finding.message == (
        "Highways, SE7: 2012/13 was issued as £6m and is now £7m, £1m more; the SE7 total went from £83.85m to £84.85m, "
        "£1m more from this; say in the report why it changed, or put back what was issued."
    )


def test_a_gap_that_became_an_amount_is_named_as_such(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Commodities", {"G12": 2_000_000}))
    assert (finding.expected, finding.found, finding.difference) == ("to be confirmed", 2 * MILLION, None)
    assert "2011/12 was issued as “to be confirmed” and is now £2m; the SE7 total" in finding.message


def test_several_years_of_a_line_are_one_finding_over_its_total(paper: PaperBook) -> None:
    (finding,) = found(typed(paper, "Highways", {"G12": 1, "H12": 2, "I12": 3, "J12": 4}))
    assert (finding.year, finding.expected, finding.found) == ("", Decimal(36_250_000), 10)
    assert "2013/14 was issued as £12m and is now £3, £11,999,997 less; and 1 more year;" in finding.message


def test_a_line_that_was_not_issued_and_one_that_is_gone_are_fails(paper: PaperBook) -> None:
    old = sample_programme()
    highways = old.workstreams[0]
    kent = SavingsLine("Kent's own", old.authorities[3], (MILLION,) * 4)
    with_kent = replace(highways, lines=(highways.lines[0], kent))
    told = found(paper, replace(old, workstreams=(with_kent, *old.workstreams[1:])))
    assert [(each.party, each.expected, each.found, str(each.place)) for each in told] == [
        ("East Sussex", "nothing", 150_000, "Highways!G13"),
        ("Kent", 4 * MILLION, "nothing", "None"),
    ]
    assert (
        "was issued with £4m in all and is gone; the Kent total went from £4m to nothing, £4m less from this" in told[1].message
    )


def test_workstreams_of_another_name_number_order_or_lead_are_warnings(paper: PaperBook) -> None:
    old = sample_programme()
    highways, waste, ict, property_, *rest = old.workstreams
    issued = (waste, highways, ict, replace(property_, name="Property Asset Management", lead="Kent"), *rest[:-1])
    told = [each for each in found(paper, replace(old, workstreams=issued)) if each.code == "C20"]
    assert {each.severity for each in told} == {Severity.WARN}
    assert [(each.workstream, each.expected, each.found) for each in told[:3]] == [
        ("Property", "Property Asset Management", "Property"),
        ("Property", "Kent", "Hampshire"),
        ("Commodities Procurement", "nothing", "Commodities Procurement"),
    ]
    assert "stands elsewhere in the order than when issued" in told[3].message
    assert [str(each.place) for each in told[:3]] == ["Property!A1", "Property!A1", "Commodities!A1"]


def test_a_workstream_that_is_gone_is_a_warning_without_a_cell() -> None:
    old = programme("Waste\n  SE7  1m\nICT\n  SE7  2m")
    told = list(comparison_findings(compared(old, programme("Waste\n  SE7  1m"), (False, False))))
    assert [(each.code, each.workstream, each.place) for each in told] == [("C25", "ICT", None), ("C20", "ICT", None)]


def test_other_years_are_told_once_and_not_line_by_line() -> None:
    old = programme("Waste\n  SE7  1m  2m\nICT\n  SE7  1m  2m")
    new = replace(programme("Waste\n  SE7  1m  2m  3m\nICT\n  SE7  1m  2m  3m"))
    told = list(comparison_findings(compared(old, new, (False, False))))
    assert [(each.code, each.expected, each.found) for each in told] == [("C25", "2012/13", "2013/14")]


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("We bid for £6m next year.", 6 * MILLION, 7 * MILLION),
        ("In all £83.85m will be saved.", Decimal("83850000"), Decimal("84850000")),
        ("By then £18.25m.", Decimal("18250000"), Decimal("19250000")),
    ],
)
def test_words_that_quote_what_was_issued_are_told_with_old_and_new(
    paper: PaperBook, words: str, old: Decimal, new: Decimal
) -> None:
    book = telling(paper, words, {"H12": 7_000_000})
    (finding,) = quoted(book)
    assert (finding.code, finding.severity) == ("C19", Severity.WARN)
    assert (finding.found, finding.expected, finding.difference) == (old, new, old - new)
    assert str(finding.place) in finding.message
    assert f"was issued as {said(old)} and is now {said(new)}, £1m more; correct the words." in finding.message


@pytest.mark.parametrize(
    "words", ["We bid for £7m.", "We bid for nearly £84m in all.", "A budget of £1.5bn.", "Then £12m.", "No figure at all."]
)
def test_words_that_quote_what_is_now_or_something_else_are_left_alone(paper: PaperBook, words: str) -> None:
    assert quoted(telling(paper, words, {"H12": 7_000_000})) == []


def test_a_figure_of_another_workstream_is_not_meant(paper: PaperBook) -> None:
    assert quoted(telling(paper, "We bid for £6m.", {"H12": 7_000_000}, "Waste")) == []
    assert len(quoted(telling(paper, "All save £83.85m.", {"H12": 7_000_000}, "Waste"))) == 1


def test_nothing_is_quoted_still_where_nothing_has_changed(paper: PaperBook) -> None:
    assert quoted(telling(paper, "We bid for £6m of £83.85m.")) == []


def test_amounts_are_said_as_short_as_nothing_is_lost() -> None:
    assert [said(each) for each in (MILLION, Decimal(1_000_400), Decimal("0.50"), Decimal(950), Gap.NIL, None)] == [
        "£1m",
        "£1,000,400",
        "£0.50",
        "£950",
        "“nil”",
        "nothing",
    ]
    assert [apart(each) for each in (MILLION, -MILLION, Decimal(0))] == ["£1m more", "£1m less", "no difference"]


def test_a_changed_target_is_a_finding_of_its_own(paper: PaperBook) -> None:
    old = sample_programme()
    lower = replace(old, targets=(replace(old.targets[0], amount=80 * MILLION), *old.targets[1:]))
    (finding,) = found(paper, lower)
    place = read_tracker(paper).programme.targets[0].place
    assert (finding.code, finding.severity, finding.place) == ("C25", Severity.FAIL, place)
    assert (finding.expected, finding.found, finding.difference) == (80 * MILLION, 100 * MILLION, 20 * MILLION)
    assert finding.message == (
        "The target “Short term” was issued as £80m and is now £100m, £20m more; say in the report why it changed, or put back "
        "what was issued."
    )


def test_a_figure_beyond_the_years_that_is_another_new_gone_or_newly_declared_is_a_finding(paper: PaperBook) -> None:
    old = sample_programme()
    waste, sen, property_ = old.longer_term
    former = (replace(waste, amount=300 * MILLION), replace(sen, includes_table=True))
    changed, declared, new = found(paper, replace(old, longer_term=former))
    assert "Waste, beyond the years, was issued as £300m and is now £310m, £10m more" in changed.message
    assert "including what the table holds and is now including it or not: not declared" in declared.message
    assert "Property, beyond the years, was not issued and is now £1bn" in new.message
    (gone,) = found(paper, replace(old, longer_term=(*old.longer_term, replace(property_, workstream="ICT"))))
    assert "ICT, beyond the years, was issued as £1bn and is gone" in gone.message


def test_a_line_of_another_class_tells_what_the_totals_are_made_of_before_and_after(paper: PaperBook) -> None:
    baseline, avoided = found(typed(paper, "Waste", {"C12": "avoided cost"}))
    assert (baseline.expected, baseline.found, baseline.difference) == (82_250_000, 68_250_000, -14_000_000)
    assert (avoided.expected, avoided.found, avoided.difference) == (1_600_000, 15_600_000, 14_000_000)
    assert str(avoided.place) == "Waste!G12"
    assert avoided.message.startswith("SE7, avoided cost, was issued as £1.6m and is now £15.6m, £14m more; say in the report")


def test_a_lead_named_only_now_is_told(paper: PaperBook) -> None:
    old = sample_programme()
    silent = replace(old, workstreams=(replace(old.workstreams[0], lead=""), *old.workstreams[1:]))
    (finding,) = found(paper, silent)
    assert "the lead was issued as not stated and is now" in finding.message
