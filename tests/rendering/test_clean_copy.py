"""The clean copy in other engines: no repair, the same figures when reckoned anew, and every word in print."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from se7_excel.outgoing.clean_copy import clean_copy
from se7_excel.savings.programme import Programme
from tests.outgoing.copies import about, programme_2012
from tests.rendering.lint import faults
from tests.rendering.made import awkward, named_in_full, widest
from tests.rendering.office import Office, PrintedPage, formulas, pages, values
from tests.rendering.schemas import violations
from tests.rendering.test_validity import sdk_errors

A4 = {(842, 595), (595, 842)}


def undated() -> Programme:
    return replace(programme_2012(), workstreams=(), longer_term=(), targets=(), next_meeting=None, report_date=date(2012, 1, 26))


PROGRAMMES = {
    "2012": programme_2012,
    "awkward": awkward,
    "widest": widest,
    "named in full": named_in_full,
    "no workstreams": undated,
}


@pytest.fixture(scope="module", params=PROGRAMMES)
def copy(request: pytest.FixtureRequest) -> bytes:
    return clean_copy(PROGRAMMES[request.param](), about())


@pytest.fixture(scope="module")
def printed(copy: bytes, office: Office, pdftotext: str) -> list[PrintedPage]:
    return pages(pdftotext, office.printed(copy))


def test_lint_and_schemas_find_nothing(copy: bytes, schemas: Path) -> None:
    assert faults(copy) == []
    assert violations(copy, schemas) == []


def test_the_open_xml_sdk_finds_nothing(copy: bytes, ooxml_validator: str, tmp_path: Path) -> None:
    assert sdk_errors(ooxml_validator, copy, tmp_path) == []


def test_every_formula_comes_to_the_value_it_carries(copy: bytes, office: Office) -> None:
    carried, anew = values(copy), office.recalculated(copy)
    for cell in formulas(copy):
        known, found = carried[cell], anew[cell]
        assert found == (pytest.approx(known) if isinstance(known, (int, float, Decimal)) else known), cell


def test_every_page_is_a4_with_the_marking_and_nothing_too_wide(printed: list[PrintedPage]) -> None:
    for page in printed:
        assert (round(page.width), round(page.height)) in A4
        assert "OFFICIAL" in [word.text for word in page.words]
        assert not any("##" in word.text for word in page.words)


def test_every_word_of_about_and_notes_is_printed(copy: bytes, printed: list[PrintedPage]) -> None:
    told = values(copy)
    for tab in ("About", "Notes"):
        wanted = Counter(word for (name, _), text in told.items() if name == tab for word in str(text).split())
        there = Counter(word.text for page in printed for word in page.words)
        assert wanted - there == Counter()
