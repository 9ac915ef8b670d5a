"""Appendix 2 out of the printer: A4, one page wide, headings on each page, and every word of every update, however long."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from se7_excel.books.libreoffice import tab_as_pdf
from se7_excel.entrances.new_tracker import blank_programme
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Milestone, Programme, Progress
from se7_excel.sheets.appendix_2 import HEADINGS
from se7_excel.sheets.schema import APPENDIX_2, MILESTONES
from tests.rendering.lint import MAIN, Workbook, faults
from tests.rendering.made import tracker
from tests.rendering.office import PrintedPage, pages, values
from tests.rendering.schemas import violations
from tests.rendering.test_printing import A4, overlapping
from tests.rendering.test_validity import sdk_errors

REPORT = date(2012, 1, 26)
PARAGRAPH = " ".join(f"Sentence {number} says what was agreed, who does it and by when." for number in range(16))
LONG_UPDATE = f"{PARAGRAPH}\n\n{PARAGRAPH}\n{PARAGRAPH}"  # three paragraphs, some 3,000 letters
STEPS = (
    Milestone("=SUM(A1:A9) is a text", "Ann", date(2012, 1, 5), Progress.UNDER_WAY, "Bids are late."),
    Milestone("2012/13", "", None, None),
    Milestone(PARAGRAPH, "The officer who answers for it", date(2012, 9, 28), Progress.NOT_STARTED, PARAGRAPH),
)


def twelve() -> Programme:
    """Twelve workstreams with long names, long updates and milestones."""
    names = [f"Workstream number {number} with a rather long name of its own" for number in range(1, 13)]
    blank = blank_programme("", [], names, "2011/12", 4, "Kent")
    facts = {"lead": "Hampshire", "purpose": PARAGRAPH, "update": LONG_UPDATE, "updated": REPORT, "status": "behind its plan"}
    streams = tuple(replace(each, **facts, milestones=STEPS) for each in blank.workstreams)  # type: ignore[arg-type]
    return replace(blank, workstreams=streams, report_date=REPORT, last_meeting=date(2011, 12, 7))


PROGRAMMES = {"2012": sample_programme, "twelve": twelve}


@pytest.fixture(scope="module", params=PROGRAMMES)
def made(request: pytest.FixtureRequest) -> bytes:
    return tracker(PROGRAMMES[request.param]())


@pytest.fixture(scope="module")
def printed(made: bytes, soffice: str, pdftotext: str, tmp_path_factory: pytest.TempPathFactory) -> list[PrintedPage]:
    folder: Path = tmp_path_factory.mktemp("appendix_2")
    (folder / "tracker.xlsx").write_bytes(made)
    assert tab_as_pdf(folder / "tracker.xlsx", APPENDIX_2, folder / "appendix.pdf")
    return pages(pdftotext, folder / "appendix.pdf")


def test_every_page_is_landscape_a4_with_the_headings(printed: list[PrintedPage]) -> None:
    for page in printed:
        assert (round(page.width, 2), round(page.height, 1)) == A4
        assert {word for heading in HEADINGS for word in heading.split()} <= {word.text for word in page.words}


def test_every_word_is_printed(made: bytes, printed: list[PrintedPage]) -> None:
    wanted = Counter(word for (tab, _), text in values(made).items() if tab == APPENDIX_2 for word in str(text).split())
    there = Counter(word.text for page in printed for word in page.words)
    assert wanted - there == Counter()


def test_no_word_runs_off_the_page_or_stands_on_another(printed: list[PrintedPage]) -> None:
    for page in printed:
        assert [word for word in page.words if word.left < 0 or word.right > page.width or word.bottom > page.height] == []
        assert list(overlapping(page)) == []


def test_no_page_but_the_last_is_left_half_empty(printed: list[PrintedPage]) -> None:
    for page in printed[:-1]:
        lowest = max(word.bottom for word in page.words if word.bottom < page.height - 60)
        assert lowest > page.height * 0.75


def test_no_text_has_become_a_formula() -> None:
    book = Workbook(tracker(twelve()))
    for tab in (APPENDIX_2, MILESTONES):
        sheet = book.xml(book.sheets[tab])
        assert list(sheet.iter(f"{MAIN}f")) == []
    assert "=SUM(A1:A9) is a text" in "".join(book.xml(book.sheets[APPENDIX_2]).itertext())


def test_lint_and_schemas_find_nothing(made: bytes, schemas: Path) -> None:
    assert faults(made) == []
    assert violations(made, schemas) == []


def test_the_open_xml_sdk_finds_nothing(made: bytes, ooxml_validator: str, tmp_path: Path) -> None:
    assert sdk_errors(ooxml_validator, made, tmp_path) == []
