"""C22: the same years on every workstream's tab."""

from collections.abc import Iterator

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place, Programme
from se7_excel.savings.stated import Stated, TabYears
from se7_excel.savings.years import FinancialYear

REMEDY = "give every tab the years that Settings names"


def same_years(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C22: the same years, in order and unbroken, on every tab; a year whose heading stands beside the table is told as such."""
    for tab in stated.years:
        beside = dict(tab.beside)
        for year in programme.years:
            if year not in tab.years:
                yield _beside_table(tab, year, beside[year]) if year in beside else _missing(tab, year)
        for year, cell in zip(tab.years, tab.cells, strict=True):
            if year not in programme.years:
                message = f"{tab.tab} has a column for {year}, so its figures stand outside every total; {REMEDY}."
                yield _c22(Place(tab.tab, cell), year, str(year), message)


def _missing(tab: TabYears, year: FinancialYear) -> Finding:
    place = Place(tab.tab, tab.cells[0] if tab.cells else "A1")
    message = f"{tab.tab} has no column for {year}, so its figures count as not stated; {REMEDY}."
    return _c22(place, year, f"no {year}", message)


def _beside_table(tab: TabYears, year: FinancialYear, cell: str) -> Finding:
    message = (
        f"{tab.tab}: the heading {year} in {cell} stands outside the table, so the figures below it do not count; "
        "insert the year's two columns inside the table and move the figures there."
    )
    return _c22(Place(tab.tab, cell), year, f"{year} outside the table", message)


def _c22(place: Place, year: FinancialYear, found: str, message: str) -> Finding:
    return Finding("C22", Severity.FAIL, message, year=str(year), place=place, expected="the years of Settings", found=found)
