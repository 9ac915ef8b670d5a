"""An Appendix 1 held against the Appendix 1 data beside it: each figure that is another is told with both cells."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from se7_excel.errors import SavingsError
from se7_excel.issued.conventions import Conventions, TotalKind
from se7_excel.issued.opening import read_issued
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import Brackets
from se7_excel.sheets import schema
from tests.entrances.officer import Typed, type_into
from tests.issued.renderings import figures_of

Found = Callable[..., tuple[Finding, ...]]
WHICH = "find out which of them is right."


@pytest.fixture
def found(tracker_file: Path) -> Found:
    """What is found in the issued tables of 2012 once somebody has typed into one of them."""

    def findings(typed: dict[str, Typed], tab: str = schema.APPENDIX) -> tuple[Finding, ...]:
        type_into(tracker_file, tab, typed)
        return read_issued(tracker_file, Conventions()).findings

    return findings


def test_two_pages_that_agree_give_no_finding(found: Found) -> None:
    assert found({}) == ()


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        (
            "C6",
            "£99m",
            "Highways, SE7, 2011/12: the page says £99,000,000 where Appendix 1 data!C8 says £250,000; £98,750,000 too",
        ),
        (
            "D6",
            "£6m (£7m)",
            "Highways, SE7, cumulative 2012/13: the page says £7,000,000 where Appendix 1 data!H8 says £6,250,000",
        ),
        (
            "G6",
            "£36.2m",
            "Highways, SE7, total: the page says £36,200,000 where Appendix 1 data!K8 says £36,250,000; £50,000 too",
        ),
        ("G18", "£99m", "SE7, grand total: the page says £99,000,000 where Appendix 1 data!K5 says £83,850,000; £15,150,000 too"),
        ("C6", "heaps", "Highways, SE7, 2011/12: the page says “heaps” where Appendix 1 data!C8 says £250,000; find out"),
        ("C12", "£5m", "Property, SE7, 2011/12: the page says £5,000,000 where Appendix 1 data!C11 says “see details below”"),
        ("C12", "To be confirmed", "Property, SE7, 2011/12: the page says “To be confirmed” where Appendix 1 data!C11 says “see"),
        ("C6", None, "Highways, SE7, 2011/12: the page says nothing where Appendix 1 data!C8 says £250,000; find out"),
    ],
)
def test_a_figure_of_the_page_that_is_not_the_exact_one_is_one_finding(cell: str, typed: Typed, said: str, found: Found) -> None:
    (slip,) = found({cell: typed})
    assert (slip.code, slip.severity, str(slip.place)) == ("C25", Severity.FAIL, f"Appendix 1!{cell}")
    assert slip.message.startswith(f"Appendix 1!{cell}: {said}")
    assert slip.message.endswith(WHICH)


def test_the_finding_carries_what_is_apart(found: Found) -> None:
    (slip,) = found({"C6": "£200k"})
    assert (slip.workstream, slip.party, slip.year) == ("Highways", "SE7", "2011/12")
    assert (slip.expected, slip.found, slip.difference) == (Decimal(250_000), Decimal(200_000), Decimal(-50_000))
    assert "£50,000 too little" in slip.message


def test_an_exact_figure_changed_on_the_other_page_is_told_too(found: Found) -> None:
    told = [each for each in found({"C8": 260_000}, schema.APPENDIX_DATA) if each.code == "C25"]
    assert "the page says £250,000 where Appendix 1 data!C8 says £260,000" in told[0].message


@pytest.mark.parametrize("exact", [250_400.25, 249_500])
def test_rounding_to_the_nearest_thousand_is_no_difference(exact: float, found: Found) -> None:
    assert not [each for each in found({"C8": exact}, schema.APPENDIX_DATA) if each.code == "C25"]


def test_a_coarser_rounding_is_none_of_ours(found: Found) -> None:
    """£36.2m is £36.249m to one decimal, and the print rule gives three."""
    assert "Highways, SE7, total" in found({"G6": "£36.3m"})[0].message


def test_a_row_of_another_name_has_no_counterpart_on_either_side(found: Found) -> None:
    gone, new = found({"A6": "Roads"})
    assert gone.message == (
        f"Appendix 1 data!A8: Highways, SE7: Appendix 1 has no such row, so its figures were not compared; {WHICH}"
    )
    assert new.message.startswith("Appendix 1!A6: Roads, SE7: Appendix 1 data has no such row")


def test_a_page_that_cannot_be_understood_says_that_nothing_of_it_was_held_against(found: Found) -> None:
    (slip,) = found({"D5": "2015/16"})
    assert "the printed table cannot be understood, so its figures were not held against the exact ones (Appendix 1!E5: " in (
        slip.message
    )


def test_a_page_of_other_years_is_not_compared(found: Found) -> None:
    years = dict(zip(("C5", "D5", "E5", "F5"), ("2012/13", "2013/14", "2014/15", "2015/16"), strict=True))
    (slip,) = found(dict(years))
    assert (
        "the page has the years 2012/13, 2013/14, 2014/15, 2015/16 where the exact figures have 2011/12, 2012/13" in slip.message
    )


def test_a_page_of_which_everything_differs_stays_short_and_says_how_much_more(found: Found) -> None:
    told = found({f"{column}{row}": "£77m" for column in "CDEF" for row in range(6, 18)})
    assert len(told) == 21
    assert told[-1].message == (
        f"{48 - 20} more figures or rows of the page are not those of the exact figures; regenerate Appendix 1, or {WHICH}"
    )


def test_sums_whose_formulas_came_without_a_value_are_not_compared(found: Found) -> None:
    """As some programs save a workbook."""
    sums = {f"{column}{row}": None for column in "GHIJK" for row in (8, 14)}
    assert found(sums, schema.APPENDIX_DATA) == ()


def test_a_page_that_has_lost_its_headings_is_told_and_none_of_its_rows_are_taken_for_exact_ones(
    found: Found, tracker_file: Path
) -> None:
    (slip,) = found({f"{column}5": None for column in "ABCDEFG"})
    assert "the printed table cannot be understood" in slip.message
    assert figures_of(read_issued(tracker_file, Conventions()).programme) == figures_of(sample_programme())


def test_a_page_without_a_row_of_figures_only_gives_its_words(found: Found, tracker_file: Path) -> None:
    emptied: dict[str, Typed] = {f"{column}{row}": None for column in "ABCDEFG" for row in range(5, 20)}
    assert found(emptied) == ()
    assert figures_of(read_issued(tracker_file, Conventions()).programme) == figures_of(sample_programme())


def test_a_total_named_by_its_cell_needs_no_tab(tracker_file: Path) -> None:
    for row in ("A5", "Appendix 1 data!A5"):
        named = Conventions(totals=((row, f"{TotalKind.GRAND.value} of SE7"),))
        assert read_issued(tracker_file, named).findings == ()
    with pytest.raises(SavingsError, match="names “A99”"):
        read_issued(tracker_file, Conventions(totals=(("A99", TotalKind.GRAND.value),)))


def test_the_meaning_of_brackets_declared_for_one_holds_for_both(tracker_file: Path, found: Found) -> None:
    assert found({}) == ()
    assert read_issued(tracker_file, replace(Conventions(), brackets=Brackets.CUMULATIVE)).findings == ()
