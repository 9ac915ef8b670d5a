"""What Settings and Longer term must not hold is refused with tab, cell and remedy."""

import re
from datetime import date

import pytest

from se7_excel.errors import SavingsError
from se7_excel.sheets.grid import CellError
from tests.sheets.papers import Typed, retyped
from tests.sheets.test_settings import LONGER, SETTINGS, longer, read

REFUSED: dict[str, tuple[dict[str, Typed], str]] = {
    "an unknown partnership": ({"B2": "SE8"}, "Settings!B2: Partnership is “SE8”; name one of SE7, Kent, Surrey"),
    "no partnership": ({"B2": None}, "Settings!B2: Partnership is a blank cell; name one of"),
    "no label": ({"A2": None}, "Settings: the label “Partnership” is missing; put it back with its value to the right"),
    "an unknown reporting authority": ({"B3": "Essex"}, "Settings!B3: Reporting authority is “Essex”; name one of Kent, Surrey"),
    "the partnership as its own part": ({"B3": "SE7"}, "Settings!B3: Reporting authority is “SE7”; name one of Kent"),
    "years that do not follow": ({"B4": "2011/13"}, "Settings!B4: “2011/13” is not a financial year; write it as 2011/12"),
    "half a year": ({"B4": 2011}, "Settings!B4: “2011” is not a financial year; write it as 2011/12"),
    "a date that is no year": ({"B4": date(2012, 1, 26)}, "Settings!B4: .* is not a financial year; write it as 2011/12"),
    "no years": ({"B5": 0}, "Settings!B5: Number of years is “0”; type a whole number from 1 to 10"),
    "too many years": ({"B5": 11}, "Settings!B5: Number of years is “11”"),
    "half years": ({"B5": 3.5}, "Settings!B5: Number of years is “3.5”; type a whole number"),
    "words for a number": ({"B5": "four"}, "Settings!B5: Number of years is “four”; type a whole number"),
    "no number": ({"B5": "sNaN"}, "Settings!B5: Number of years is “sNaN”; type a whole number"),
    "words for a date": ({"A6": "Report date", "B6": "soon"}, "Settings!B6: Report date: “soon” is no date; type"),
    "an error for a date": (
        {"A6": "Next meeting", "B6": CellError("#N/A")},
        "Settings!B6: Next meeting: “#N/A” is no date",
    ),
    "a party without a name": ({"A10": None, "B10": "Surrey County"}, "Settings!A10: this party has no name; type one or clear"),
    "two parties of one name": ({"A10": "KENT"}, "Settings!A10: “KENT” cannot be told from “Kent”; give each party names"),
    "a short form in use": ({"C10": "kent"}, "Settings!A10: “Surrey” cannot be told from “Kent”"),
    "a workstream without a name": ({"E8": None, "F8": "Waste"}, "Settings!E8: this workstream has no name; type one or clear"),
    "a workstream twice": ({"E9": "waste"}, "Settings!E9: the workstream “waste” is listed twice; leave one"),
    "a tab twice": ({"F9": "WASTE"}, "Settings![EF]9: the tab “WASTE” is listed twice; give each workstream its own"),
    "a target that is no amount": ({"I8": "lots"}, "Settings!I8: “lots” is not an amount of money; type"),
    "a target to be confirmed": ({"I8": "TBC"}, "Settings!I8: an amount is needed here; type it in pounds"),
    "no target": ({"I8": None}, "Settings!I8: an amount is needed here; type it in pounds, such as"),
    "a target without a value": ({"I8": "=5*20"}, "Settings!I8: the formula carries no value; open the file in Excel and save"),
    "a horizon without a name": ({"H8": None}, "Settings!H8: "),
    "a horizon twice": ({"H9": "short TERM"}, "Settings!H9: "),
    "neither yes nor no": ({"L8": "maybe"}, "Settings!L8: “maybe” is neither yes nor no; write one of them or leave it blank"),
    "a second heading": ({"M7": "Fund"}, "Settings!M7: a second column headed “Fund”; rename one of the two"),
}
REFUSED_LONGER: dict[str, tuple[dict[str, Typed], str]] = {
    "an unknown workstream": ({"A2": "Roads"}, "Longer term!A2: “Roads” is no workstream listed on Settings; correct one"),
    "no workstream": ({"A2": None}, "Longer term!A2: a blank cell is no workstream listed on Settings"),
    "an unknown horizon": ({"C2": "Soon"}, "Longer term!C2: “Soon” is no horizon listed on Settings; correct one"),
    "an amount that is none": ({"B2": "10 %"}, "Longer term!B2: “10 %” is not an amount of money; type"),
    "an error": ({"B2": CellError("#REF!")}, "Longer term!B2: .*#REF!"),
    "no amount": ({"B2": None}, "Longer term!B2: an amount is needed here; type it in pounds"),
    "a formula without a value": ({"B2": "=5*20"}, "Longer term!B2: the formula carries no value; open the file in Excel"),
    "neither yes nor no": ({"F2": "partly"}, "Longer term!F2: “partly” is neither yes nor no; write one of them"),
    "a missing heading": ({"B1": "Pounds"}, "Longer term, row 1: the heading “Amount” is missing; put it back"),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_settings_must_not_hold_is_refused_with_its_cell_and_remedy(cells: dict[str, Typed], said: str) -> None:
    with pytest.raises(SavingsError, match=f"^{said}"):
        read(retyped(SETTINGS, cells))


@pytest.mark.parametrize(("cells", "said"), REFUSED_LONGER.values(), ids=REFUSED_LONGER.keys())
def test_what_longer_term_must_not_hold_is_refused_with_its_cell_and_remedy(cells: dict[str, Typed], said: str) -> None:
    with pytest.raises(SavingsError, match=f"^{said}"):
        longer(retyped(LONGER, cells))


@pytest.mark.parametrize("cell", ["B4", "B5"])
def test_an_empty_setting_is_not_called_by_a_word_of_ours(cell: str) -> None:
    with pytest.raises(SavingsError, match=f"^Settings!{cell}: ") as refused:
        read(retyped(SETTINGS, {cell: None}))
    assert not re.search(r"\bNone\b", str(refused.value))


def test_a_partnership_of_nobody_is_refused() -> None:
    alone = retyped(SETTINGS, dict.fromkeys(["A9", "B9", "C9", "A10"]))
    with pytest.raises(SavingsError, match=r"^Settings: no authority is listed; list at least one"):
        read(alone)


def test_a_list_that_is_gone_says_which_headings_to_put_back() -> None:
    with pytest.raises(SavingsError, match=r"^Settings: no row holds the headings Horizon, Target; put them back"):
        read(retyped(SETTINGS, dict.fromkeys(["H7", "I7"])))
