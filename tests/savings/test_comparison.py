"""What differs between two programmes: what is matched with what, figures and gaps, totals and their sources, denominators."""

from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.comparison import compared, is_table
from se7_excel.savings.differences import Comparison, Denominator, FactChange, Of, TotalChange
from se7_excel.savings.matching import Ground, Known, Match, matched, matched_parties
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import (
    Basis,
    Class,
    LongerTerm,
    Party,
    Programme,
    SavingsLine,
    Status,
    Target,
    Workstream,
)
from se7_excel.savings.totals import party_total
from se7_excel.savings.years import FinancialYear, span
from tests.notation import EAST_SUSSEX, KENT, PARTIES, SE7, programme

BOTH_TRACKERS = (False, False)
TABLE_AND_TRACKER = (True, False)
MILLION = Decimal(1_000_000)
ISSUED = """
Highways
  SE7          1m  6m
  East Sussex  –   50k
Waste
  SE7          2m  3m
Property
  SE7          TBC  –
"""


def trackers(old: str | Programme, new: str | Programme) -> Comparison:
    """The two compared line by line, each given as a programme or in the notation."""
    one, other = (programme(each) if isinstance(each, str) else each for each in (old, new))
    return compared(one, other, BOTH_TRACKERS)


def with_table(old: str, new: str | Programme) -> Comparison:
    """A printed table compared with a tracker."""
    return compared(programme(old), programme(new) if isinstance(new, str) else new, TABLE_AND_TRACKER)


def titled(workstream: str, *lines: tuple[str, Party, tuple[Amount, ...]]) -> Programme:
    """A programme of one workstream with these titled lines of two years."""
    held = tuple(SavingsLine(title, party, amounts) for title, party, amounts in lines)
    return Programme(SE7, PARTIES[1:], EAST_SUSSEX, span(FinancialYear(2011), 2), (Workstream(workstream, workstream, held),))


def pounds(*amounts: int) -> tuple[Amount, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def figures(comparison: Comparison) -> list[tuple[str, str, str, Amount | None, Amount | None, Decimal | None]]:
    """Every figure that differs: workstream, party, year, old, new, difference."""
    return [
        (line.entry.workstream.name, line.entry.party.name, str(each.year), each.old, each.new, each.difference)
        for line in comparison.lines
        for each in line.figures
    ]


def total(comparison: Comparison, party: Party = SE7, of: Of = Of.TOTAL, year: int | None = None) -> TotalChange:
    return next(
        each for each in comparison.totals if (each.party, each.of, each.year.start if each.year else None) == (party, of, year)
    )


def renamed(comparison: Comparison) -> list[tuple[str, str]]:
    pairs = [each.match for each in comparison.workstreams if each.renamed]
    return [(each.old.name, each.new.name) for each in pairs if each.old and each.new]


@pytest.mark.parametrize("tables", [None, BOTH_TRACKERS, TABLE_AND_TRACKER, (True, True), (False, True)])
def test_the_same_programme_differs_in_nothing(tables: tuple[bool, bool] | None) -> None:
    assert not compared(sample_programme(), sample_programme(), tables).differs


def test_a_changed_figure_says_year_old_new_and_difference() -> None:
    found = trackers(ISSUED, ISSUED.replace("1m  6m", "1m  7m"))
    assert figures(found) == [("Highways", "SE7", "2012/13", 6 * MILLION, 7 * MILLION, MILLION)]
    assert [line.effect for line in found.lines] == [MILLION]


def test_a_changed_figure_reaches_every_total_it_is_part_of_and_no_other() -> None:
    found = trackers(ISSUED, ISSUED.replace("1m  6m", "1m  7m"))
    assert [(each.party, each.of, str(each.year), each.difference) for each in found.totals] == [
        (SE7, Of.ANNUAL, "2012/13", MILLION),
        (SE7, Of.CUMULATIVE, "2012/13", MILLION),
        (SE7, Of.TOTAL, "None", MILLION),
    ]
    assert (total(found).old, total(found).new) == (12 * MILLION, 13 * MILLION)
    assert [source.match.new.workstream.name for source in total(found).sources if source.match.new] == ["Highways"]


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("TBC", "2m", Gap.TO_BE_CONFIRMED, 2 * MILLION),
        ("2m", "TBC", 2 * MILLION, Gap.TO_BE_CONFIRMED),
        ("–", "_", Gap.NIL, Gap.BLANK),
        ("–", "0", Gap.NIL, Decimal(0)),
        ("_", "0", Gap.BLANK, Decimal(0)),
        ("TBC", "see", Gap.TO_BE_CONFIRMED, Gap.SEE_DETAILS),
    ],
)
def test_amounts_and_gaps_are_told_apart_and_have_no_difference(before: str, after: str, old: Amount, new: Amount) -> None:
    found = trackers(f"Waste\n  SE7  1m  {before}", f"Waste\n  SE7  1m  {after}")
    assert figures(found) == [("Waste", "SE7", "2012/13", old, new, None)]


def test_a_total_over_nothing_is_not_nought() -> None:
    found = trackers("Waste\n  SE7  TBC", "Waste\n  SE7  2m")
    assert (total(found).old, total(found).new, total(found).difference) == (None, 2 * MILLION, 2 * MILLION)


def test_workstreams_added_and_removed_take_their_lines_with_them() -> None:
    found = trackers(ISSUED, ISSUED.replace("Waste\n  SE7          2m  3m", "Libraries\n  SE7          9m  8m"))
    assert [(each.match.old and each.match.old.name, each.match.new and each.match.new.name) for each in found.workstreams] == [
        (None, "Libraries"),
        ("Waste", None),
    ]
    assert total(found).difference == 12 * MILLION
    assert sorted(each.difference for each in total(found).sources) == [-5 * MILLION, 17 * MILLION]


def test_a_workstream_of_two_names_is_known_by_its_words() -> None:
    found = trackers(ISSUED, ISSUED.replace("Property", "Property Asset Management").replace("TBC", "see"))
    assert renamed(found) == [("Property", "Property Asset Management")]
    assert found.workstreams[0].match.grounds == (Ground.WORDS,)


def test_initials_are_words_too() -> None:
    found = trackers("SEN\n  SE7  TBC", "Special Educational Needs\n  SE7  see")
    assert renamed(found) == [("SEN", "Special Educational Needs")]


def test_a_workstream_renamed_altogether_is_known_by_its_amounts() -> None:
    found = trackers(ISSUED, ISSUED.replace("Waste", "Rubbish"))
    assert renamed(found) == [("Waste", "Rubbish")]
    assert not found.lines
    assert not found.totals


def test_a_workstream_renamed_altogether_is_known_by_its_tab() -> None:
    old = programme("Waste\n  SE7  TBC")
    new = replace(old, workstreams=(replace(old.workstreams[0], name="Rubbish"),))
    assert renamed(trackers(old, new)) == [("Waste", "Rubbish")]


def test_of_two_candidates_equally_good_neither_is_taken() -> None:
    found = trackers("Property\n  SE7  TBC", "Property North\n  SE7  see\nProperty South\n  SE7  see")
    assert renamed(found) == []
    assert len(found.workstreams) == 3


def test_amounts_decide_between_two_candidates_of_like_words() -> None:
    found = trackers("Property\n  SE7  5m", "Property North\n  SE7  1m\nProperty South\n  SE7  5m")
    assert renamed(found) == [("Property", "Property South")]


def test_gaps_alone_are_no_ground() -> None:
    assert renamed(trackers("Waste\n  SE7  TBC", "Libraries\n  SE7  TBC")) == []


def test_what_speaks_for_two_things_alike_is_never_settled_by_elimination() -> None:
    olds = [Known("a", "Depot"), Known("b", "Depot north")]
    news = [Known("c", "Depot west"), Known("d", "Depot north west")]
    assert all(not (each.old and each.new) for each in matched(olds, news) if each.old == "a")


def test_the_fewest_workstreams_that_explain_the_order_have_moved() -> None:
    one, two, three = (f"{name}\n  SE7  1m\n" for name in ("Highways", "Waste", "ICT"))
    found = trackers(one + two + three, three + one + two)
    assert [each.match.new.name for each in found.workstreams if each.moved and each.match.new] == ["ICT"]


def test_lines_are_matched_by_party_and_title_wherever_they_stand() -> None:
    first, second = ("Depots", SE7, pounds(1, 2)), ("Salt", SE7, pounds(3, 4))
    assert not trackers(titled("Highways", first, second), titled("Highways", second, first)).differs


def test_a_line_renamed_is_no_line_removed_and_another_added() -> None:
    found = trackers(titled("Highways", ("Depots", SE7, pounds(1, 2))), titled("Highways", ("Shared depots", SE7, pounds(1, 3))))
    (line,) = found.lines
    assert line.renamed
    assert line.facts == (FactChange("title", "Depots", "Shared depots"),)
    assert figures(found) == [("Highways", "SE7", "2012/13", 2, 3, 1)]


def test_lines_of_one_title_pair_off_by_their_amounts_first() -> None:
    old = titled("Highways", ("Depots", SE7, pounds(1, 2)), ("Depots", SE7, pounds(5, 5)))
    new = titled("Highways", ("Depots", SE7, pounds(5, 5)), ("Depots", SE7, pounds(1, 9)))
    assert figures(trackers(old, new)) == [("Highways", "SE7", "2012/13", 2, 9, 7)]


def test_a_line_that_is_new_beside_others_is_an_added_line() -> None:
    old = titled("Highways", ("Depots", SE7, pounds(1, 2)))
    new = titled("Highways", ("Depots", SE7, pounds(1, 2)), ("Salt", SE7, pounds(7, 0)))
    found = trackers(old, new)
    assert [(line.match.old, line.entry.title, line.effect) for line in found.lines] == [(None, "Salt", 7)]


def test_a_line_left_blank_in_every_year_is_no_line() -> None:
    old = titled("Highways", ("Depots", SE7, pounds(1, 2)))
    new = titled("Highways", ("Depots", SE7, pounds(1, 2)), ("", KENT, (Gap.BLANK, Gap.BLANK)))
    assert not trackers(old, new).differs
    assert not trackers(new, old).differs


def test_an_authoritys_line_counts_no_longer_once_the_partnership_has_its_own() -> None:
    old = "Waste\n  East Sussex  1m\n  Kent  2m"
    found = trackers(old, f"{old}\n  SE7  5m")
    assert len(found.lines) == 1
    assert total(found).difference == 2 * MILLION
    assert sorted(each.difference for each in total(found).sources) == [-2 * MILLION, -MILLION, 5 * MILLION]


def test_a_basis_declared_only_now_is_told_where_the_years_count_otherwise() -> None:
    found = trackers("Waste\n  SE7  6m  12m", "Waste\n  SE7  6m  12m  | level")
    assert found.lines[0].facts == (FactChange("basis", "", "level"),)
    assert found.lines[0].changes_figures
    assert total(found).difference == -6 * MILLION
    one_off = trackers("Waste\n  SE7  6m  12m  | additional", "Waste\n  SE7  6m  12m  | one-off")
    assert not one_off.lines[0].changes_figures
    declared = trackers("Waste\n  SE7  6m  12m", "Waste\n  SE7  6m  12m  | additional")
    assert declared.lines[0].facts == (FactChange("basis", "", "additional"),)
    assert not declared.lines[0].changes_figures


def test_what_a_line_declares_only_now_or_no_longer_is_told_between_trackers() -> None:
    line = SavingsLine("Depots", SE7, pounds(1), Class.BASELINE, Basis.ADDITIONAL, "General Fund", Status.FORECAST)
    silent = SavingsLine("Depots", SE7, pounds(1))
    one, other = (
        replace(
            titled("Highways"), workstreams=(Workstream("Highways", "Highways", (each,)),), years=span(FinancialYear(2011), 1)
        )
        for each in (line, silent)
    )
    for found in (trackers(one, other), trackers(other, one)):
        assert [fact.what for fact in found.lines[0].facts] == ["class", "basis", "fund", "status"]
    assert trackers(other, one).lines[0].facts[0] == FactChange("class", "", "baseline saving")
    assert not compared(other, one, (True, False)).differs


def test_a_lead_and_a_status_declared_only_now_are_told_between_trackers_and_not_of_a_table() -> None:
    old = programme(ISSUED)
    new = replace(old, workstreams=(replace(old.workstreams[0], lead="Surrey", status="on track"), *old.workstreams[1:]))
    assert trackers(old, new).workstreams[0].facts == (FactChange("lead", "", "Surrey"), FactChange("status", "", "on track"))
    assert not compared(old, new, TABLE_AND_TRACKER).differs


def test_what_totals_are_made_of_is_told_where_a_line_is_of_another_class() -> None:
    old = "Waste\n  SE7  6m  1m  | baseline saving\n  East Sussex  1m  1m\nSEN\n  SE7  2m  0  | avoided cost"
    found = trackers(old, old.replace("1m  | baseline saving", "1m  | avoided cost"))
    assert found.denominators == (
        Denominator(Of.CLASS, "SE7, baseline saving", 7 * MILLION, Decimal(0)),
        Denominator(Of.CLASS, "SE7, avoided cost", 2 * MILLION, 9 * MILLION),
    )
    assert Of.CLASS not in {each.of for each in trackers(old, old.replace("6m  1m", "6m  2m")).denominators}


def test_another_lead_is_told_and_a_renamed_authority_is_none() -> None:
    old = sample_programme()
    other = replace(old, workstreams=(replace(old.workstreams[0], lead="Kent"), *old.workstreams[1:]))
    assert [each.facts for each in trackers(old, other).workstreams] == [(FactChange("lead", "Surrey", "Kent"),)]
    surrey = Party("Surrey Council", "Surrey County Council", "SCC")
    named = replace(
        old,
        authorities=tuple(surrey if each.name == "Surrey" else each for each in old.authorities),
        workstreams=(replace(old.workstreams[0], lead="SCC"), *old.workstreams[1:]),
    )
    found = trackers(old, named)
    assert found.headings == (FactChange("authority", "Surrey", "Surrey Council"),)
    assert not found.workstreams


def test_a_partnership_renamed_is_still_the_partnership() -> None:
    old = programme(ISSUED)
    south = Party("South East Eight")
    lines = tuple(
        replace(each, lines=tuple(replace(line, party=south) if line.party == SE7 else line for line in each.lines))
        for each in old.workstreams
    )
    found = trackers(old, replace(old, partnership=south, workstreams=lines))
    assert found.headings == (FactChange("partnership", "SE7", "South East Eight"),)
    assert not (found.lines or found.totals or found.workstreams)


def test_one_authority_never_stands_for_two() -> None:
    old = replace(programme(ISSUED), authorities=(EAST_SUSSEX, KENT, Party("KCC")))
    parties = matched_parties(old, programme(ISSUED))
    assert [each.new for each in parties].count(KENT) == 1
    assert Match(KENT, KENT, (Ground.NAME,)) in parties


def test_years_that_differ_are_said_once_and_figures_meet_by_their_year() -> None:
    old = programme("Waste\n  SE7  1m  2m  3m")
    new = replace(programme("Waste\n  SE7  2m  3m  4m"), years=span(FinancialYear(2012), 3))
    found = trackers(old, new)
    assert found.headings == (FactChange("first year", "2011/12", "2012/13"), FactChange("last year", "2013/14", "2014/15"))
    assert [(year, old, new) for _, _, year, old, new, _ in figures(found)] == [
        ("2011/12", MILLION, None),
        ("2014/15", None, 4 * MILLION),
    ]
    assert not found.lines[0].changes_figures
    assert [str(each.year) for each in found.totals if each.of is Of.CUMULATIVE] == ["2012/13", "2013/14"]


def test_denominators_are_named_each_as_it_was_and_is() -> None:
    old, new = sample_programme(), sample_programme()
    commodities = new.workstreams[-1]
    whole = replace(commodities.lines[0], amounts=(2 * MILLION, *commodities.lines[0].amounts[1:]))
    found = trackers(
        old,
        replace(
            new,
            workstreams=(*new.workstreams[:-1], replace(commodities, lines=(whole, commodities.lines[1]))),
            targets=(Target("Short term", 120 * MILLION), *new.targets[1:]),
            longer_term=(replace(new.longer_term[0], amount=300 * MILLION), *new.longer_term[1:]),
        ),
    )
    assert found.denominators == (
        Denominator(Of.TARGET, "Short term", 100 * MILLION, 120 * MILLION),
        Denominator(Of.LONGER_TERM, "Waste", 310 * MILLION, 300 * MILLION),
        Denominator(Of.QUANTIFIED, "SE7", "4 of 6", "5 of 6"),
        Denominator(Of.SHARE, "East Sussex", Decimal("8.28"), Decimal("8.09")),
    )


def test_a_longer_term_figure_now_declared_to_include_the_table_is_told() -> None:
    old = replace(sample_programme())
    new = replace(old, longer_term=(replace(old.longer_term[0], includes_table=True), *old.longer_term[1:]))
    assert trackers(old, new).denominators == (
        Denominator(Of.LONGER_TERM, "Waste", "including it or not: not declared", "including what the table holds"),
    )


def test_a_new_workstream_makes_it_four_of_seven() -> None:
    old = sample_programme()
    found = trackers(old, replace(old, workstreams=(*old.workstreams, Workstream("Libraries", "Libraries"))))
    assert found.denominators == (Denominator(Of.QUANTIFIED, "SE7", "4 of 6", "4 of 7"),)


def bare(whole: Programme) -> Programme:
    """The programme as a printed table states it."""
    lines = (tuple(SavingsLine(each.name, line.party, line.amounts) for line in each.lines) for each in whole.workstreams)
    streams = tuple(Workstream(each.name, each.name, held) for each, held in zip(whole.workstreams, lines, strict=True))
    return Programme(SE7, (EAST_SUSSEX,), EAST_SUSSEX, whole.years, streams)


def test_what_a_plain_table_does_not_state_is_no_difference() -> None:
    assert is_table(bare(sample_programme()))
    assert not is_table(sample_programme())
    assert not compared(bare(sample_programme()), sample_programme()).differs
    assert not compared(sample_programme(), bare(sample_programme())).differs


def test_authorities_a_table_does_not_show_are_left_aside() -> None:
    new = programme(ISSUED.replace("50k\n", "60k\n  Kent  3m  4m\n"))
    found = compared(programme(ISSUED), new, TABLE_AND_TRACKER)
    assert [line.entry.party for line in found.lines] == [EAST_SUSSEX]
    assert {each.party for each in found.totals} == {EAST_SUSSEX}


def test_several_lines_are_held_against_the_one_of_a_table_as_a_position() -> None:
    new = titled("Highways", ("Depots", SE7, pounds(1_000, 2_000)), ("Salt", SE7, pounds(4_000, 5_000)))
    assert not with_table("Highways\n  SE7  5k  7k", new).differs
    (line,) = with_table("Highways\n  SE7  5k  8k", new).lines
    assert line.by_position
    assert [(str(each.year), each.difference) for each in line.figures] == [("2012/13", -1_000)]


def test_a_partnership_without_lines_of_its_own_is_held_against_a_table_as_a_sum() -> None:
    assert not with_table("Waste\n  SE7  3m\n  East Sussex  1m", "Waste\n  East Sussex  1m\n  Kent  2m").differs
    found = with_table("Waste\n  SE7  3m\n  East Sussex  1m", "Waste\n  East Sussex  1m\n  Kent  3m")
    assert [line.by_position for line in found.lines] == [True]
    assert (total(found).difference, [each.difference for each in total(found).sources]) == (MILLION, [MILLION])


def test_a_table_prints_the_own_years_of_a_level_line() -> None:
    assert not with_table("Highways\n  SE7  6m  6m", "Highways\n  SE7  6m  12m  | level").differs


def test_the_rounding_of_a_printed_table_is_no_difference_but_is_counted() -> None:
    new = titled("Highways", ("", SE7, pounds(6_000_400, 999_600)))
    found = with_table("Highways\n  SE7  6m  1m", new)
    assert not found.differs
    assert found.rounded == 2
    assert with_table("Highways\n  SE7  6m  2m", new).rounded == 1


def test_a_table_with_exact_figures_is_held_to_them() -> None:
    found = with_table("Highways\n  SE7  6m  1000001", titled("Highways", ("", SE7, pounds(6_000_400, 1_000_001))))
    assert [each[-1] for each in figures(found)] == [400]


def test_a_table_is_silent_about_targets_and_figures_beyond_its_years() -> None:
    new = programme(ISSUED, "Short term 100m", (LongerTerm("Waste", MILLION, "Short term"),))
    assert not compared(programme(ISSUED), new, TABLE_AND_TRACKER).differs
    assert compared(programme(ISSUED), new, BOTH_TRACKERS).differs


def test_a_match_says_on_what_grounds() -> None:
    assert matched([Known(1, "Waste")], [Known(2, " waste ")]) == (Match(1, 2, (Ground.NAME,)),)


def test_fifty_workstreams_of_two_hundred_lines_are_compared_in_no_time() -> None:
    def large(more: int) -> Programme:
        lines = tuple(
            SavingsLine(f"Line {at}", PARTIES[at % 4], pounds(at + more, at, 3, 4), Class.BASELINE) for at in range(200)
        )
        streams = tuple(Workstream(f"Workstream {at}", f"Tab {at}", lines) for at in range(50))
        return Programme(SE7, PARTIES[1:], EAST_SUSSEX, span(FinancialYear(2011), 4), streams)

    old, new = large(0), large(1)
    begun = perf_counter()
    found = compared(old, new)
    assert perf_counter() - begun < 5  # far above what it takes, for a machine that is busy with other things
    assert len(found.lines) == 10_000


def test_where_the_partnership_states_only_costs_its_total_is_told_as_its_authorities_with_these() -> None:
    old = programme("Waste\n  SE7  −40k  | cost of achieving\n  Kent  100k\n  Surrey  200k")
    new = programme("Waste\n  SE7  −60k  | cost of achieving\n  Kent  150k\n  Surrey  200k")
    total = next(each for each in trackers(old, new).totals if each.party == SE7 and each.of is Of.TOTAL)
    assert (total.old, total.new) == (260_000, 290_000) == tuple(party_total(each, SE7).total.pounds for each in (old, new))
    assert sorted(each.difference for each in total.sources) == [-20_000, 50_000]
