"""What councils mean is left alone, and what was done to the same workbooks by mistake is found, once."""

import pytest
from xlsxwriter.workbook import Workbook as Writer

from tests.inspection import councils
from tests.inspection.councils import COUNCILS
from tests.inspection.made import Entry, Made, computed, rows, said
from tests.rendering.office import Office

FAIL = "fail"


def with_formulas(made: Made, tab: str, **entries: Entry) -> Made:
    return made.typed(tab, **entries)


def hidden_tab(made: Made, tab: str, very: bool = False) -> Made:
    def hide(writer: Writer) -> None:
        sheet = writer.get_worksheet_by_name(tab)
        assert sheet is not None
        sheet.very_hidden() if very else sheet.hide()

    return made.tweaked(hide)


def hidden_rows(made: Made, tab: str, *numbers: int) -> Made:
    def hide(writer: Writer) -> None:
        for number in numbers:
            writer.get_worksheet_by_name(tab).set_row(number - 1, None, None, {"hidden": True})  # type: ignore[union-attr]

    return made.tweaked(hide)


def hidden_columns(made: Made, tab: str, letters: str) -> Made:
    def hide(writer: Writer) -> None:
        writer.get_worksheet_by_name(tab).set_column(letters, None, None, {"hidden": True})  # type: ignore[union-attr]

    return made.tweaked(hide)


def filtered(made: Made, tab: str, area: str, *numbers: int) -> Made:
    def narrow(writer: Writer) -> None:
        sheet = writer.get_worksheet_by_name(tab)
        assert sheet is not None
        sheet.autofilter(area)
        sheet.filter_column(0, "x != y")

    return hidden_rows(made.tweaked(narrow), tab, *numbers)


TAMPERED: dict[str, tuple[Made, str, str, str]] = {
    "a total typed over": (
        councils.budget().typed("Budget", G5=12000),
        "C26",
        "Budget!G5",
        "the number 12,000 stands amid formulas",
    ),
    "a column's total typed over": (
        councils.budget().typed("Budget", D9=21500),
        "C26",
        "Budget!D9",
        "would give 21,822 here (322 too little)",
    ),
    "a quarter left out of a total": (
        councils.budget().typed("Budget", G6="=SUM(C6:E6)"),
        *("C26", "Budget!G6", "leaves out F6, a number that belongs to the same row"),
    ),
    "a last row left out of one total": (
        councils.budget().typed("Budget", C9="=SUM(C3:C7)"),
        "C26",
        "Budget!C9",
        "leaves out C8",
    ),
    "a last row left out of all totals": (
        councils.budget().typed("Budget", **{f"{each}9": f"=SUM({each}3:{each}7)" for each in "BCDEFGH"}),
        *("C26", "Budget!B9", "leaves out B8, a number that belongs to the same column (likewise in"),
    ),
    "a first row left out of one total": (
        councils.budget().typed("Budget", B9="=SUM(B4:B8)"),
        *("C26", "Budget!B9", "=SUM(B4:B8) leaves out B3, a number that belongs to the same column"),
    ),
    "a first row left out of the last total": (
        councils.budget().typed("Budget", H9="=SUM(H5:H8)"),
        *("C26", "Budget!H9", "leaves out H3, H4, numbers that belong to the same column"),
    ),
    "a quarter left out at the beginning of a last total": (
        councils.budget().typed("Budget", G8="=SUM(D8:F8)"),
        *("C26", "Budget!G8", "leaves out C8, a number that belongs to the same row"),
    ),
    "a last row left out, with a check beside it": (
        councils.budget().typed("Budget", C9="=SUM(C3:C7)", C12="=SUBTOTAL(9,C3:C8)", C13="=C9-SUM(C3:C8)"),
        *("C26", "Budget!C9", "leaves out C8"),
    ),
    "a negative in brackets": (
        councils.budget().typed("Budget", B5="(60)"),
        *("C28", "Budget!B5", "“(60)” is a text and the sums over it leave it out"),
    ),
    "an adjustment in a formula": (
        councils.budget().typed("Budget", G6="=SUM(C6:F6)+500"),
        *("C26", "Budget!G6", "is unlike those on both sides of it"),
    ),
    "a year counted twice": (
        councils.quarters_of_months().typed("Months", R3="=SUM(B3:Q3)"),
        *("C26", "Months!R3", "E3, I3, M3, Q3, sub-totals of cells it adds up as well"),
    ),
    "a sub-total added to its parts": (
        councils.grouped().typed("Costs", **{f"{each}9": f"=SUM({each}2:{each}8)" for each in "BCD"}),
        *("C26", "Costs!B9", "adds up B4, B8, sub-totals"),
    ),
    "a row passed over": (
        councils.budget().typed("Budget", **{f"{each}9": f"=SUM({each}3:{each}5,{each}7:{each}8)" for each in "BCDEFGH"}),
        *("C26", "Budget!B9", "leaves out B6, a number"),
    ),
    "a quarter missing from a year": (
        councils.quarters_of_months().typed("Months", R4="=E4+M4+Q4"),
        *("C26", "Months!R4", "=E4+M4+Q4 is unlike those on both sides"),
    ),
    "SUM over SUBTOTAL": (councils.subtotals().typed("Sheet1", B9="=SUM(B2:B8)"), "C26", "Sheet1!B9", "adds up B5, B8"),
    "a forecast typed over": (councils.growth().typed("Forecast", E5=1100), "C26", "Forecast!E5", "the number 1,100 stands amid"),
    "a look-up typed over": (councils.lookup().typed("Journal", C9="12.5"), "C28", "Journal!C9", "“12.5” is a text"),
    "another look-up": (
        councils.lookup().typed("Journal", D9="=VLOOKUP(A9,Lists!$A$2:$C$3,2,FALSE)", A9=1003),
        *("C28", "Journal!D9", "the error #N/A"),
    ),
    "a balance typed over": (councils.running_balance().typed("Cash", D9=5500), "C26", "Cash!D9", "5,500 stands amid formulas"),
    "a balance that skips a column": (councils.running_balance().typed("Cash", D10="=D9+B10"), "C26", "Cash!D10", "unlike those"),
    "a share of another total": (councils.notes_and_codes().typed("Return", E6="=D6/D$10"), "C26", "Return!E6", "unlike those"),
    "an amount as text": (councils.notes_and_codes().typed("Return", D5="£300.30"), "C28", "Return!D5", "“£300.30” is a text"),
    "a cumulative cell typed over": (
        councils.cumulative_beside().typed("Savings", G4=555),
        *("C26", "Savings!G4", "the number 555 stands amid"),
    ),
    "a month typed over": (councils.monthly_actuals().typed("Monitoring", J4=5), "C26", "Monitoring!J4", "the number 5 stands"),
    "an error": (
        councils.headcounts().typed("Staff", C8="=C2*#REF!"),
        "C28",
        "Staff!C8",
        "the error #REF! stands here (likewise in",
    ),
    "a hidden tab that counts": (
        hidden_tab(councils.seven_returns(), "Surrey"),
        "C27",
        "Surrey!A1",
        "the tab is hidden, yet All!C2 draws",
    ),
    "a very hidden tab that counts": (
        hidden_tab(councils.seven_returns(), "Surrey", True),
        "C27",
        "Surrey!A1",
        "very hidden, yet",
    ),
    "a hidden row that counts": (
        hidden_rows(councils.budget(), "Budget", 5, 6),
        "C27",
        "Budget!A5",
        "hidden: rows 5, 6, yet Budget!B9",
    ),
    "a hidden column that counts": (
        hidden_columns(councils.budget(), "Budget", "D:D"),
        "C27",
        "Budget!D1",
        "hidden: column D, yet",
    ),
    "a filter that hides what counts": (
        filtered(councils.budget(), "Budget", "A2:I8", 4, 7),
        *("C27", "Budget!A2", "a filter is active and hides rows 4, 7, yet Budget!B9"),
    ),
    "a stale total": (
        councils.grouped().carrying("Costs", "C9", 1200),
        *("C28", "Costs!C9", "carries 1,200, but its formula =C4+C8 comes to 1,224 (24 too little)"),
    ),
    "a stale word": (councils.seven_returns().carrying("Kent", "C2", "high"), "C28", "Kent!C2", "carries “high”"),
    "a link": (
        councils.headcounts().typed("Staff", C9="='[Staff 2011.xlsx]Sheet1'!$B$4"),
        *("C28", "Staff!C9", "reads from another file"),
    ),
}


@pytest.mark.parametrize("name", COUNCILS)
def test_what_a_council_means_gives_no_fail(name: str) -> None:
    assert [each.message for each in COUNCILS[name]().findings if each.fails] == []


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_done_by_mistake_is_found_once(name: str) -> None:
    made, code, place, words = TAMPERED[name]
    fails = [each for each in made.findings if each.fails]
    assert [(each.code, str(each.place)) for each in fails] == [(code, place)], [each.message for each in fails]
    assert words in fails[0].message


@pytest.mark.parametrize("name", COUNCILS)
def test_a_second_engine_comes_to_the_figures_of_the_council(name: str, office: Office) -> None:
    data = COUNCILS[name]().data
    again = office.recalculated(data)
    ours = computed(data)
    assert ours
    apart = {cell: (value, again.get(cell)) for cell, value in ours.items() if not _alike(value, again.get(cell))}
    assert apart == {}


def test_a_number_added_after_the_sum_is_no_part_of_it() -> None:
    made = councils.budget().typed("Budget", B9="=SUM(B3:B7)", A10="With planning", B10="=B9+B8")
    assert [each.message for each in made.findings if each.fails] == []


def test_a_number_before_a_range_belongs_to_it_only_where_the_totals_beside_say_so() -> None:
    lines = [(name, 1000 + at, 10 + at, 20 + at) for at, name in enumerate(councils.SERVICES)]
    table = rows(1, ("Service", "A", "B", "C"), *lines)
    assert Made({"S": {**table, **{f"{each}8": f"=SUM({each}3:{each}7)" for each in "BCD"}}}).findings == ()
    divided = {"B8": "=SUM(B3:B7)", "C8": "=SUM(C3:C7)", "D8": "=SUM(D2:D7)"}
    assert [str(each.place) for each in Made({"S": {**table, **divided}}).findings if "leaves out" in each.message] == []


def test_a_contract_at_its_own_prices_is_for_somebody_to_decide() -> None:
    assert said(councils.growth().findings) == [("C26", "warn", "Forecast!D7")]


def test_a_hidden_list_that_nothing_draws_on_is_only_told() -> None:
    made = Made({**councils.grouped().tabs, "Old": rows(1, ("Fuel", 1))})
    assert said(hidden_tab(made, "Old").findings) == [("C27", "info", "Old!A1")]


def test_hidden_rows_and_columns_without_anything_in_them_are_no_finding() -> None:
    made = hidden_columns(hidden_rows(councils.budget(), "Budget", 40, 41), "Budget", "M:XFD")
    assert made.findings == ()


def _alike(ours: object, theirs: object) -> bool:
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours))
    return ours == (theirs or "")
