"""The Settings and Longer term tabs are read by their words, wherever officers put things."""

from datetime import date
from decimal import Decimal

import pytest

from se7_excel.savings.programme import Fund, LongerTerm, Place, Programme
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets.grid import Grid, Value
from se7_excel.sheets.settings import read_longer_term, read_settings
from tests.sheets.papers import inserted, retyped, sheet

SETTINGS = sheet(
    """
    Settings
    Partnership | SE7
    Reporting authority | Kent
    First financial year | 2011/12
    Number of years | 4

    Party | Full name | Short form | | Workstream | Tab | | Horizon | Target | | Fund | Ring-fenced
    SE7 | South East Seven | | | Waste | | | Short term | 100 | | General Fund | no
    Kent | Kent County Council | KCC | | Special Needs | SEN | | Long term | £1.5bn | | Schools Grant | Yes
    Surrey
    """,
    "Settings",
)
LONGER = sheet(
    """
    Workstream | Amount | Horizon | By when | Basis | Includes what the table holds? | Note
    sen | £100m | long TERM | by 2020 | notional | YES | for schools
    Waste | 310 | Short term
    """,
    "Longer term",
)


def read(grid: Grid) -> Programme:
    return read_settings(grid)[0]


def longer(grid: Grid) -> tuple[LongerTerm, ...]:
    return read_longer_term(grid, *read_settings(SETTINGS))


def test_the_partnership_and_its_authorities_are_told_apart() -> None:
    told = read(SETTINGS)
    assert told.partnership.full_name == "South East Seven"
    assert [each.name for each in told.authorities] == ["Kent", "Surrey"]
    assert told.reporting.short_form == "KCC"


def test_the_years_follow_the_first_without_a_break() -> None:
    assert [str(year) for year in read(SETTINGS).years] == ["2011/12", "2012/13", "2013/14", "2014/15"]


@pytest.mark.parametrize("first", ["2011-12", "11/12", " 2011/12 ", "2011/2012", date(2011, 12, 1), date(2026, 12, 11)])
def test_the_first_year_may_be_typed_in_any_spelling_or_as_the_date_excel_made_of_it(first: Value) -> None:
    assert read(retyped(SETTINGS, {"B4": first})).years[0] == FinancialYear(2011)


@pytest.mark.parametrize("count", [4, 4.0, "4", " 4 "])
def test_the_number_of_years_may_be_a_number_or_its_text(count: Value) -> None:
    assert len(read(retyped(SETTINGS, {"B5": count})).years) == 4


@pytest.mark.parametrize("count", [1, 10])
def test_one_to_ten_years_are_tracked(count: int) -> None:
    assert len(read(retyped(SETTINGS, {"B5": count})).years) == count


def test_a_workstream_listed_without_a_tab_is_on_the_tab_named_like_it() -> None:
    listed = read_settings(retyped(SETTINGS, {"F8": None}))[1]
    assert [(each.name, each.tab) for each in listed] == [("Waste", "Waste"), ("Special Needs", "SEN")]
    assert [each.cell for each in listed] == ["F8", "F9"]


def test_targets_are_read_in_their_order_with_their_cells() -> None:
    targets = read(SETTINGS).targets
    assert [(each.horizon, each.amount) for each in targets] == [("Short term", 100), ("Long term", 1_500_000_000)]
    assert targets[1].place == Place("Settings", "I9")


def test_funds_say_whether_they_are_ring_fenced() -> None:
    assert read(SETTINGS).funds == (Fund("General Fund"), Fund("Schools Grant", ring_fenced=True))


def test_dates_are_read_where_they_are_given() -> None:
    told = read(retyped(SETTINGS, {"A6": "Report date", "B6": date(2012, 1, 26)}))
    assert told.report_date == date(2012, 1, 26)
    assert told.next_meeting is None


def test_inserted_rows_and_columns_change_nothing() -> None:
    assert read(inserted(SETTINGS, 6, 3, 5, 2)).authorities == read(SETTINGS).authorities
    assert read(inserted(SETTINGS, 1, 3, 1, 2)).years == read(SETTINGS).years


def test_a_party_named_in_a_fact_may_be_given_in_any_of_its_forms() -> None:
    assert read(retyped(SETTINGS, {"B2": "south east seven", "B3": "kcc"})) == read(SETTINGS)


def test_there_may_be_no_targets_no_workstreams_and_no_funds() -> None:
    bare = retyped(SETTINGS, dict.fromkeys([f"{letter}{row}" for letter in "EFHIKL" for row in (8, 9)]))
    told, listed = read_settings(bare)
    assert (told.targets, told.funds, listed) == ((), (), ())


def test_a_longer_term_figure_is_tied_to_its_workstream_and_horizon_in_any_case() -> None:
    first, second = longer(LONGER)
    assert (first.workstream, first.horizon) == ("Special Needs", "Long term")
    assert (first.amount, first.by_when, first.basis, first.note) == (Decimal(100_000_000), "by 2020", "notional", "for schools")
    assert first.place == Place("Longer term", "B2")
    assert (second.workstream, second.amount) == ("Waste", Decimal(310))


@pytest.mark.parametrize(("answer", "meaning"), [("yes", True), ("No", False), (None, None), ("", None)])
def test_whether_a_figure_includes_the_tables_is_declared_or_left_open_but_never_guessed(
    answer: Value, meaning: bool | None
) -> None:
    assert longer(retyped(LONGER, {"F2": answer}))[0].includes_table is meaning


def test_there_may_be_no_longer_term_figures() -> None:
    assert longer(sheet("|".join(str(each) for each in LONGER.values[1].values()))) == ()
