"""The checks on a printed table, run on a tracker's own Appendix 1 as it stands."""

import subprocess
import sys
from decimal import Decimal
from time import process_time

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.issued.checks import ISSUED, appendix_findings
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.appendix import appendix_page
from se7_excel.sheets.grid import Grid, Value
from tests.issued.renderings import page_rows
from tests.sheets.papers import retyped

KNOWN = sample_programme()


def appendix() -> Grid:
    rows = page_rows(appendix_page(KNOWN))
    return Grid("Appendix 1", {at: {c: text for c, text in enumerate(row, 1) if text} for at, row in enumerate(rows, 1)})


def found(cells: dict[str, Value]) -> list[Finding]:
    return list(appendix_findings(retyped(appendix(), cells), KNOWN))


def test_the_catalogue_of_printed_tables_has_five_checks() -> None:
    assert [check.code for check in ISSUED] == ["C07", "C08", "C10", "C11", "C30"]


def test_the_freshly_regenerated_appendix_of_2012_has_nothing_wrong(tracker_book: FileBook) -> None:
    assert list(appendix_findings(tracker_book.read("Appendix 1"), KNOWN)) == []
    assert found({}) == []


@pytest.mark.parametrize(
    ("cell", "typed", "code", "severity"),
    [
        ("F7", "£50k (150k)", "C07", Severity.WARN),
        ("C6", "£0.25m", "C08", Severity.INFO),
        ("C6", "£250k (£250k)", "C11", Severity.INFO),
        ("D6", "£6m", "C11", Severity.INFO),
        ("D6", "£6m (£6.3m)", "C30", Severity.INFO),
        ("G6", "£36m", "C30", Severity.INFO),
    ],
)
def test_a_slip_is_one_finding_at_its_cell(cell: str, typed: str, code: str, severity: Severity) -> None:
    told = [each for each in found({cell: typed}) if str(each.place) == f"Appendix 1!{cell}"]
    assert [(each.code, each.severity) for each in told] == [(code, severity)]


def test_a_whole_that_is_an_error_says_so_with_its_difference() -> None:
    told = next(each for each in found({"D6": "£6m (£6.3m)"}) if each.code == "C30")
    assert (told.expected, told.found, told.difference) == (Decimal(6_250_000), Decimal(6_300_000), Decimal(50_000))
    assert "this is an error, not rounding" in told.message


def test_a_page_whose_key_is_gone_no_longer_declares_its_brackets() -> None:
    key = {f"{column}{row}": None for row in range(21, 31) for column in "AB"}
    assert [(each.code, each.severity) for each in found(key)] == [("C10", Severity.FAIL)]


@pytest.mark.parametrize("cells", [{"C6": "rubbish"}, {"A6": None, "B6": None}, {"C5": None}, {"A5": 7}, {"B6": "Essex"}])
def test_a_page_that_cannot_be_read_raises_nothing(cells: dict[str, Value]) -> None:
    assert all(each.code in {check.code for check in ISSUED} for each in found(cells))


def test_a_page_never_set_down_has_no_findings() -> None:
    assert list(appendix_findings(Grid("Appendix 1"), KNOWN)) == []


def test_many_slips_of_one_kind_are_one_finding() -> None:
    told = found({f"{column}{row}": "£0.25m" for column in "CDEF" for row in range(6, 12)})
    assert [each.code for each in told].count("C08") == 1
    assert "24 figures do not follow the print rule" in next(each.message for each in told if each.code == "C08")


def test_looking_at_the_page_costs_little() -> None:
    page = appendix()
    list(appendix_findings(page, KNOWN))
    started = process_time()
    list(appendix_findings(page, KNOWN))
    assert process_time() - started < 0.05


def test_the_checks_load_the_standard_library_only() -> None:
    others = ("docx", "openpyxl", "lxml", "pandas", "zipfile", "xml.etree.ElementTree")
    code = (
        "import sys; import se7_excel.issued.checks, se7_excel.issued.opening;"
        f"print([name for name in {others!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
