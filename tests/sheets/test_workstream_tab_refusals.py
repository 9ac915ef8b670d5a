"""What a workstream's tab must not hold is refused with tab, cell and remedy."""

from datetime import date

import pytest

from se7_excel.errors import SavingsError
from se7_excel.sheets.addresses import Area
from tests.sheets.papers import Typed, retyped
from tests.sheets.test_workstream_tab import WASTE, read

REFUSED: dict[str, tuple[dict[str, Typed], str]] = {
    "a year out of order": ({"G8": "2012/13", "H8": "2011/12"}, "Waste!H8: the year 2011/12 stands after 2012/13; put the years"),
    "a year twice": ({"H8": "2011-12"}, "Waste!H8: the year 2011/12 stands after 2011/12; .* each once"),
    "a cumulative year out of order": (
        {"I8": "Cumulative 2012/13", "J8": "Cumulative 2011/12"},
        "Waste!J8: Cumulative 2011/12 stands after 2012/13; put the years in order",
    ),
    "a missing cumulative heading": (
        {"J8": "Running"},
        "Waste, row 8: the heading “Cumulative 2012/13” is missing.* put it back",
    ),
    "a missing total": ({"K8": None}, "Waste, row 8: the heading “Total” is missing; put it back"),
    "an unknown party": ({"B10": "Kentt"}, "Waste!B10: “Kentt” is no party of this partnership; choose one listed on Settings"),
    "a basis not in the list": ({"D9": "yearly"}, "Waste!D9: “yearly” is no basis we know; choose one of additional, level"),
    "a number for a basis": ({"D9": 3}, "Waste!D9: “3” is no basis we know"),
    "a class not in the list": ({"C9": "saving"}, "Waste!C9: “saving” is no class we know; choose one of baseline saving"),
    "a status not in the list": ({"F9": "done"}, "Waste!F9: “done” is no status we know; choose one of forecast, actual"),
    "brackets nobody declared": ({"G9": "(0.4)"}, r"Waste!G9: .*\(0.4\).* does not declare what they mean; type −£50k"),
    "a meaning of brackets we do not know": ({"B6": "minus"}, "Waste!B6: “minus” is no meaning of brackets; write cumulative"),
    "words": ({"G9": "about 5"}, "Waste!G9: “about 5” is not an amount of money; type a number"),
    "a date": ({"G9": date(2012, 5, 1)}, "Waste!G9: 2012-05-01 is not an amount of money; type a number"),
    "a yes or no": ({"G9": True}, "Waste!G9: True is not an amount of money; type a number"),
    "too much": ({"G9": 1e15}, "Waste!G9: .*too large .*; correct"),
    "finer than a penny": ({"G9": "£1.005"}, "Waste!G9: .* finer than a penny; type it to the penny"),
    "a formula without a value": ({"G9": "=5*20"}, "Waste!G9: the formula carries no value; open the file in Excel and save"),
    "figures without a party": ({"B10": None}, "Waste!B10: the figure in G10 belongs to no party; choose the party here"),
    "a bracket that says nothing": ({"B6": "cumulative", "G9": "(TBC)"}, "Waste!G9: "),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_would_have_to_be_guessed_is_refused_with_its_cell_and_remedy(cells: dict[str, Typed], said: str) -> None:
    with pytest.raises(SavingsError, match=f"^{said}"):
        read(retyped(WASTE, cells))


def test_figures_that_stand_alone_in_a_row_of_the_table_are_refused_and_not_left_out() -> None:
    known = {"areas": {"SE7_Lines_1": Area(8, 1, 12, 12)}, "totals_rows": {"SE7_Lines_1": 0}}
    with pytest.raises(SavingsError, match=r"^Waste!B12: the figure in G12 belongs to no party"):
        read(retyped(WASTE, {"G12": 500}, **known))


def test_figures_that_stand_alone_straight_below_the_table_are_refused_and_not_left_out() -> None:
    with pytest.raises(SavingsError, match=r"^Waste!B11: the figure in G11 belongs to no party"):
        read(retyped(WASTE, {"G11": 500}))


@pytest.mark.parametrize("cells", [{"B11": " "}, {"A11": "Checked by Ann", "G11": " "}, {"G10": " "}, {"D9": ""}])
def test_a_cell_cleared_with_the_space_bar_is_an_empty_cell(cells: dict[str, Typed]) -> None:
    assert len(read(retyped(WASTE, cells)).lines) == 2


def test_a_year_beyond_the_programme_may_stay_without_a_cumulative_column() -> None:
    assert len(read(retyped(WASTE, {"M8": "2013/14"})).lines) == 2


def test_a_tab_whose_table_is_gone_says_which_headings_to_put_back() -> None:
    with pytest.raises(SavingsError, match=r"^Waste: no row holds the headings Line, Party"):
        read(retyped(WASTE, dict.fromkeys([f"{letter}8" for letter in "ABCDEFGHIJKL"])))
