"""The accessible table tells the same truth as the committee's table: both are read back and compared fact by fact."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from se7_excel.sample import sample_programme
from se7_excel.savings.money import Gap, percentage, printed
from se7_excel.savings.programme import Programme
from se7_excel.savings.totals import Position, position
from se7_excel.sheets.appendix import appendix_page
from se7_excel.sheets.appendix_data import NOTHING_NEW, data_headings, data_page, gap_words
from se7_excel.sheets.committee import Entry, parse_amount, parse_entry
from se7_excel.sheets.page import Content
from tests.notation import EAST_SUSSEX, KENT, SE7, programme
from tests.properties.strategies import programmes

Facts = dict[tuple[str, str, str], object]
WORDS = {gap.value: gap for gap in Gap} | {NOTHING_NEW: Gap.BLANK}


def rows(told: Programme) -> list[list[Content]]:
    """The rows of the accessible table below its boxhead."""
    page = data_page(told)
    area = page.marks[0].area
    columns = range(1, area.right + 1)
    return [[page.cells[row, column].value for column in columns] for row in range(area.top + 1, area.bottom + 1)]


def spoken(told: Programme) -> Facts:
    """What the committee's table says, read back from its printed cells."""
    page, facts = appendix_page(told), {}
    years = [str(year) for year in told.years]
    for index in range(2 * len(told.workstreams)):
        texts = [str(page.cells[6 + index, column].value) for column in range(1, len(years) + 4)]
        before: Decimal | None = None
        for year, text in zip(years, texts[2:], strict=False):
            entry = parse_entry(text)
            facts[texts[0], texts[1], year] = entry.annual
            before = entry.cumulative if entry.cumulative is not None else _first(entry, before)
            facts[texts[0], texts[1], f"Cumulative {year}"] = before
        facts[texts[0], texts[1], "Total"] = texts[-1]
    return facts


def exact_facts(told: Programme) -> Facts:
    """What the accessible table says, put in the committee's terms: gaps as gaps, amounts at the printed precision."""
    headings, facts = data_headings(told), {}
    years = [str(year) for year in told.years]
    for row in rows(told)[3:]:
        cells = dict(zip(headings, row, strict=True))
        for heading in years:
            facts[str(row[0]), str(row[1]), heading] = _as_printed(cells[heading])
        for heading in (f"Cumulative {year}" for year in years):
            value = cells[heading]
            facts[str(row[0]), str(row[1]), heading] = parse_amount(printed(value)) if isinstance(value, Decimal) else None
        total = cells["Total"]
        facts[str(row[0]), str(row[1]), "Total"] = printed(total) if isinstance(total, Decimal) else total
    return facts


def _first(entry: Entry, before: Decimal | None) -> Decimal | None:
    return entry.annual if isinstance(entry.annual, Decimal) else before


def _as_printed(value: Content) -> object:
    return parse_amount(printed(value)) if isinstance(value, Decimal) else WORDS[str(value)]


def assert_same_truth(told: Programme) -> None:
    said, held = spoken(told), exact_facts(told)
    assert said.keys() == held.keys()
    for fact, value in said.items():
        if fact[2] != "Total":
            assert held[fact] == value, fact
        elif value in ("–", "", "Not readable"):
            assert held[fact] == "not quantified"
        else:
            assert held[fact] == value


def test_both_renderings_of_2012_tell_the_same_facts() -> None:
    assert_same_truth(sample_programme())


def test_both_renderings_agree_from_every_authoritys_point_of_view() -> None:
    for authority in sample_programme().authorities:
        assert_same_truth(sample_programme().reported_by(authority))


@given(programmes(max_authorities=3, max_workstreams=3, max_years=4, gaps=tuple(Gap)))
@settings(max_examples=60, deadline=None)
def test_both_renderings_of_any_programme_tell_the_same_facts(told: Programme) -> None:
    if len({each.name for each in told.workstreams}) == len(told.workstreams):
        assert_same_truth(told)


@pytest.mark.parametrize(
    ("workstream", "share"),
    [
        ("Highways", "0.41 %"),
        ("Waste", "8.35 %"),
        ("ICT", "13.44 %"),
        ("Special Educational Needs (SEN)", "82.69 %"),
        ("All workstreams", "8.28 %"),
    ],
)
def test_the_shares_of_east_sussex_are_the_published_ones(workstream: str, share: str) -> None:
    row = next(row for row in rows(sample_programme()) if row[:2] == [workstream, "East Sussex"])
    value = row[-2]
    assert isinstance(value, Decimal)
    assert percentage(value, Decimal(1)) == share


@pytest.mark.parametrize("workstream", ["Property", "Commodities Procurement"])
def test_a_share_of_what_is_not_quantified_is_words(workstream: str) -> None:
    row = next(row for row in rows(sample_programme()) if row[:2] == [workstream, "East Sussex"])
    assert row[-2] == "not quantified"


def test_a_share_of_a_whole_of_nothing_is_words() -> None:
    told = programme("Waste\n  SE7          5  −5\n  East Sussex  1  _")
    assert rows(told)[-1][-2] == "not applicable"


def test_every_cell_says_something() -> None:
    assert all(cell not in (None, "") for row in rows(sample_programme()) for cell in row)


def test_five_kinds_of_nothing_are_five_different_words() -> None:
    told = programme("Waste\n  SE7  1  0  –  TBC  see  _")
    assert rows(told)[3][2:8] == [Decimal(1), Decimal(0), "nil", "to be confirmed", "see details below", "nothing new"]


def test_a_blank_before_anything_is_not_stated_and_after_it_nothing_new() -> None:
    told = programme("Waste\n  SE7  _  1  _")
    held: Position = position(told, told.workstreams[0], SE7)
    assert [gap_words(held, year) for year in range(3)] == ["not stated", "", "nothing new"]


def test_no_word_of_a_gap_stands_for_another() -> None:
    assert len({gap.value for gap in Gap} | {NOTHING_NEW}) == len(Gap) + 1


def test_a_figure_is_given_to_the_penny() -> None:
    assert rows(programme("Waste\n  SE7  £1,234.56  _"))[3][2] == Decimal("1234.56")


def test_each_row_of_a_programme_no_sheet_holds_says_there_is_no_cell() -> None:
    sources = [row[-1] for row in rows(programme("Waste\n  SE7  1"))]
    assert sources == ["the rows below", "the rows below", "Settings", "no line", "no line"]


def test_the_totals_are_the_published_ones() -> None:
    se7, east_sussex = rows(sample_programme())[:2]
    assert se7[2:11] == [Decimal(each) * 1000 for each in (17400, 15150, 23500, 27800, 17400, 32550, 56050, 83850, 83850)]
    assert east_sussex[2:11] == [Decimal(each) * 1000 for each in (1199, 1410, 2085, 2250, 1199, 2609, 4694, 6944, 6944)]


def test_the_target_stands_in_every_year_for_the_charts() -> None:
    assert rows(sample_programme())[2][6:11] == [Decimal(100_000_000)] * 5


def test_without_a_target_the_row_says_so_in_words() -> None:
    row = rows(replace(sample_programme(), targets=(), longer_term=()))[2]
    assert row[0] == "Target"
    assert row[6:11] == ["not stated"] * 5


def test_headings_are_unique_and_the_table_has_one_heading_row() -> None:
    headings = data_headings(sample_programme())
    assert len(set(headings)) == len(headings)
    assert [data_page(sample_programme()).cells[4, column].value for column in range(1, 14)] == list(headings)


def test_the_part_is_the_reporting_authoritys() -> None:
    told = programme("Waste\n  SE7          5\n  East Sussex  1\n  Kent         2")
    assert [row[1] for row in rows(told.reported_by(KENT))] == ["SE7", "Kent", "SE7", "SE7", "Kent"]
    assert [row[1] for row in rows(told)][-1] == EAST_SUSSEX.name
