"""C22: the same years on every workstream's tab."""

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.checks.tab_years import same_years
from se7_excel.savings.stated import Stated, TabYears
from se7_excel.savings.years import FinancialYear
from tests.notation import programme

TWO_YEARS = programme("Waste\n  SE7  1m  1m")


def c22(*years: int) -> list[Finding]:
    """The findings on a tab with columns for these years, under a programme of 2011/12 and 2012/13."""
    cells = tuple(f"{letter}11" for letter in "GHIJ"[: len(years)])
    return list(same_years(TWO_YEARS, Stated(years=(TabYears("Waste", tuple(map(FinancialYear, years)), cells),))))


def test_a_tab_with_the_programmes_years_passes() -> None:
    assert c22(2011, 2012) == []


def test_a_tab_that_lacks_a_year_fails_with_the_year() -> None:
    (found,) = c22(2011)
    assert (found.code, found.severity, found.year, str(found.place)) == ("C22", Severity.FAIL, "2012/13", "Waste!G11")
    assert "no column for 2012/13" in found.message
    assert "not stated" in found.message


def test_a_tab_with_a_year_too_many_fails_at_its_heading() -> None:
    (found,) = c22(2011, 2012, 2013)
    assert (found.year, str(found.place), found.found) == ("2013/14", "Waste!I11", "2013/14")
    assert "outside every total" in found.message


def test_a_tab_a_year_late_both_lacks_one_and_has_one_too_many() -> None:
    assert [found.year for found in c22(2012, 2013)] == ["2011/12", "2013/14"]


def test_a_tab_without_any_year_lacks_them_all() -> None:
    assert [found.year for found in c22()] == ["2011/12", "2012/13"]


def test_a_year_typed_beside_the_table_is_named_with_its_cell_and_what_to_do() -> None:
    tab = TabYears("Waste", (FinancialYear(2011),), ("G11",), ((FinancialYear(2012), "Q11"), (FinancialYear(2013), "S11")))
    (found,) = same_years(TWO_YEARS, Stated(years=(tab,)))
    assert (found.severity, found.year, str(found.place)) == (Severity.FAIL, "2012/13", "Waste!Q11")
    assert found.message == (
        "Waste: the heading 2012/13 in Q11 stands outside the table, so the figures below it do not count; "
        "insert the year's two columns inside the table and move the figures there."
    )
