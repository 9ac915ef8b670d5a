"""C12, C18 and C21: what lines, longer-term figures and workstreams declare about themselves."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from se7_excel.sample import SEN, sample_programme
from se7_excel.savings.checks.declarations import (
    basis_declared,
    lead_is_an_authority,
    reinvestment_left_out,
)
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import LineCells, LongerTerm, Place, Programme
from se7_excel.savings.stated import Stated
from tests.notation import programme

Find = Callable[[Programme, Stated], Iterable[Finding]]
WARN, INFO = Severity.WARN, Severity.INFO
TARGETS = "Short term 100m, Medium term 500m, Long term 900m"
FOR_SCHOOLS = LongerTerm(
    "SEN", Decimal(100_000_000), "Medium term", note="meant for reinvestment", place=Place("Longer term", "B6")
)


def found_by(find: Find, text: str) -> list[Finding]:
    """The findings on a programme in the tests' notation."""
    return list(find(programme(text), Stated()))


def longer_term(*figures: LongerTerm, text: str = "SEN\n  SE7  2m") -> list[Finding]:
    """The findings of C18 on a programme with these figures beyond its years."""
    return list(reinvestment_left_out(programme(text, TARGETS, figures), Stated()))


def led_by(lead: str) -> list[Finding]:
    """The findings of C21 on one workstream with this lead."""
    told = programme("Waste\n  SE7  1m")
    return list(lead_is_an_authority(replace(told, workstreams=(replace(told.workstreams[0], lead=lead),)), Stated()))


def test_no_line_of_2012_declares_its_basis() -> None:
    found = list(basis_declared(sample_programme(), Stated()))
    lines = [(workstream.name, line.party.name) for workstream, line in sample_programme().lines]
    assert len(lines) == 12
    assert [(each.workstream, each.party) for each in found] == lines
    assert {(each.code, each.severity, each.found) for each in found} == {("C12", WARN, "not declared")}


def test_a_line_without_a_basis_is_named_with_its_title_and_first_cell() -> None:
    told = programme("Waste\n  Kent  1m  1m")
    line = replace(told.workstreams[0].lines[0], title="Haulage", cells=LineCells("Waste", 12, ("G", "I")))
    placed = replace(told, workstreams=(replace(told.workstreams[0], lines=(line,)),))
    (found,) = basis_declared(placed, Stated())
    assert found.message.startswith("Waste, Kent, “Haulage”: no basis is declared")
    assert str(found.place) == "Waste!G12"


@pytest.mark.parametrize("basis", ["additional", "level", "one-off"])
def test_a_line_with_any_basis_passes(basis: str) -> None:
    assert found_by(basis_declared, f"Waste\n  SE7  1m  TBC  | {basis}") == []


def test_a_row_left_blank_in_every_year_has_no_basis_to_declare() -> None:
    assert found_by(basis_declared, "Waste\n  SE7  _  _") == []
    assert len(found_by(basis_declared, "Waste\n  SE7  –  _")) == 1


def test_a_total_that_mixes_level_lines_with_others_is_found_for_its_party_alone() -> None:
    total, found = found_by(
        basis_declared,
        "Waste\n  SE7  9m  9m  | level\n  Kent  1m  3m  | level\n  Kent  1m  1m  | one-off\nICT\n  SE7  5m  –  | additional",
    )
    assert (found.code, found.severity, found.workstream, found.party) == ("C12", WARN, "Waste", "Kent")
    assert "Kent total of £5m mixes £3m of level lines with £2m of lines that add up" in found.message
    assert (total.party, total.workstream) == ("SE7", "")


def test_a_grand_total_that_adds_level_workstreams_to_others_is_told_once_for_each_party() -> None:
    text = "Waste\n  SE7  1m  3m  | level\n  Kent  1m  1m  | level\nICT\n  SE7  1m  1m  | additional\n  SE7  1m  –  | one-off"
    (found,) = found_by(basis_declared, text)
    assert (found.code, found.severity, found.workstream, found.party) == ("C12", WARN, "", "SE7")
    assert found.message == (
        "SE7: the grand total of £6m mixes £3m of level lines with £3m of lines that add up over the years; quote the two apart."
    )


def test_a_grand_total_of_one_workstream_is_told_with_the_workstream_alone() -> None:
    text = "Waste\n  SE7  1m  3m  | level\n  SE7  1m  1m  | additional\nICT\n  SE7  TBC  –  | one-off"
    (found,) = found_by(basis_declared, text)
    assert found.workstream == "Waste"


def test_a_line_without_a_basis_adds_up_and_so_mixes_with_a_level() -> None:
    found = found_by(basis_declared, "Waste\n  SE7  6m  9m  | level\n  SE7  1m  1m")
    assert ["no basis" in each.message for each in found] == [True, False]


def test_authorities_of_different_bases_mix_in_the_partnerships_sum() -> None:
    (found,) = found_by(basis_declared, "Waste\n  Kent  1m  3m  | level\n  Surrey  1m  1m  | additional")
    assert found.party == "SE7"


@pytest.mark.parametrize(
    "text",
    [
        "Waste\n  SE7  1m  3m  | level\n  SE7  2m  2m  | level",
        "Waste\n  SE7  1m  3m  | one-off\n  SE7  2m  2m  | additional",
        "Waste\n  SE7  1m  3m  | level\n  SE7  TBC  –  | additional",
        "Waste\n  SE7  1m  3m  | level\n  Kent  1m  1m  | additional",
        "Waste\n  SE7  1m  3m  | level\nICT\n  SE7  1m  1m  | level",
    ],
)
def test_a_total_of_one_kind_of_basis_is_not_mixed(text: str) -> None:
    assert found_by(basis_declared, text) == []


def test_the_sen_money_of_2012_is_meant_for_reinvestment() -> None:
    (found,) = reinvestment_left_out(sample_programme(), Stated())
    assert (found.code, found.severity, found.workstream) == ("C18", WARN, SEN.name)
    assert (found.expected, found.found, found.difference) == (393_850_000, 493_850_000, 100_000_000)
    assert "“Medium term” comes to £393.85m instead of £493.85m" in found.message
    assert "“Long term” comes to £1,393.85m instead of £1,493.85m" in found.message
    assert "Short term" not in found.message


@pytest.mark.parametrize(
    "words",
    ["to be reinvested", "for Re-investment in schools", "re‑invest", "RE INVESTING", "notional; not agreed; for reinvestment"],
)
@pytest.mark.parametrize("where", ["basis", "note"])
def test_reinvestment_is_recognised_in_either_column(where: str, words: str) -> None:
    figure = replace(FOR_SCHOOLS, note=words) if where == "note" else replace(FOR_SCHOOLS, note="", basis=words)
    (found,) = longer_term(figure)
    assert (str(found.place), found.expected, found.found) == ("Longer term!B6", 2_000_000, 102_000_000)


@pytest.mark.parametrize("words", ["", "meant for investment", "not meant for reinvestment", "no reinvestment", "preinvested"])
def test_what_is_not_meant_for_reinvestment_passes(words: str) -> None:
    assert longer_term(replace(FOR_SCHOOLS, note=words)) == []


def test_money_for_reinvestment_that_counts_towards_no_target_passes() -> None:
    assert longer_term(replace(FOR_SCHOOLS, horizon="Some day")) == []
    assert longer_term(replace(FOR_SCHOOLS, amount=Decimal(0))) == []


def test_a_figure_that_includes_the_table_counts_only_by_what_it_adds() -> None:
    (found,) = longer_term(replace(FOR_SCHOOLS, includes_table=True))
    assert (found.expected, found.found, found.difference) == (2_000_000, 100_000_000, 98_000_000)


def test_of_two_like_figures_each_is_left_out_alone() -> None:
    assert [each.expected for each in longer_term(FOR_SCHOOLS, FOR_SCHOOLS)] == [102_000_000] * 2


def test_every_lead_of_2012_is_an_authority() -> None:
    assert list(lead_is_an_authority(sample_programme(), Stated())) == []


@pytest.mark.parametrize("lead", ["Kent", "kent  county council", "KCC"])
def test_a_lead_may_be_named_in_any_of_its_forms(lead: str) -> None:
    assert led_by(lead) == []


@pytest.mark.parametrize("lead", ["Essex", "Kent and Surrey", "SE7", "South East Seven"])
def test_a_lead_that_is_no_authority_is_quoted(lead: str) -> None:
    (found,) = led_by(lead)
    assert (found.code, found.severity, found.workstream, found.found) == ("C21", INFO, "Waste", lead)
    assert f"“{lead}” is no authority of SE7" in found.message


@pytest.mark.parametrize("lead", ["", "  "])
def test_a_lead_left_blank_is_a_finding_on_its_tab(lead: str) -> None:
    (found,) = led_by(lead)
    assert (found.found, found.place) == ("not stated", Place("Waste", "A1"))
    assert "no lead is named" in found.message
