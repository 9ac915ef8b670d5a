"""What comes out of the printer: one page wide, landscape A4, every word of every cell, and no figure too wide for its column."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from se7_excel.books.libreoffice import tab_as_pdf
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.sheets.schema import APPENDIX, CHECKS
from tests.rendering.made import awkward, named_in_full, tracker, widest
from tests.rendering.office import Office, PrintedPage, Word, facts, pages, values

A4 = (841.89, 595.3)
PROGRAMMES = {"2012": sample_programme, "awkward": awkward, "widest": widest, "named in full": named_in_full}


@pytest.fixture(scope="module", params=PROGRAMMES)
def described(request: pytest.FixtureRequest) -> Programme:
    programme: Programme = PROGRAMMES[request.param]()
    return programme


@pytest.fixture(scope="module")
def made(described: Programme) -> bytes:
    return tracker(described)


@pytest.fixture(scope="module")
def pdf(made: bytes, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Appendix 1 as the demonstration prints it."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "tracker.xlsx").write_bytes(made)
    assert tab_as_pdf(folder / "tracker.xlsx", APPENDIX, folder / "appendix.pdf")
    return folder / "appendix.pdf"


@pytest.fixture(scope="module")
def printed(pdf: Path, pdftotext: str) -> list[PrintedPage]:
    return pages(pdftotext, pdf)


def test_appendix_1_is_landscape_a4_with_title_and_author(pdf: Path, pdfinfo: str) -> None:
    told = facts(pdfinfo, pdf)
    assert told["Page size"].startswith("841.89 x 595.3")
    assert told["Title"].endswith("savings tracker")


def test_appendix_1_is_one_page_wide_with_its_headings_on_every_page(printed: list[PrintedPage]) -> None:
    for page in printed:
        words = [word.text for word in page.words]
        assert {"Workstream", "Party", "Total"} <= set(words)
        assert (round(page.width, 2), round(page.height, 1)) == A4


def test_appendix_1_holds_no_figure_too_wide_for_its_column(printed: list[PrintedPage]) -> None:
    assert [word.text for page in printed for word in page.words if "##" in word.text] == []


def test_every_word_of_appendix_1_is_on_the_page(made: bytes, printed: list[PrintedPage]) -> None:
    cells = values(made)
    wanted = Counter(word for (tab, _), text in cells.items() if tab == APPENDIX for word in str(text).split())
    there = Counter(word.text for page in printed for word in page.words)
    assert wanted - there == Counter()


def test_no_word_of_appendix_1_runs_off_the_page(printed: list[PrintedPage]) -> None:
    for page in printed:
        assert [word for word in page.words if word.left < 0 or word.right > page.width or word.bottom > page.height] == []


def test_no_word_of_appendix_1_stands_on_another(printed: list[PrintedPage]) -> None:
    assert [pair for page in printed for pair in overlapping(page)] == []


@pytest.mark.parametrize("programme", [awkward, widest])
def test_the_whole_workbook_prints_without_a_figure_too_wide_for_its_column(
    programme: Callable[[], Programme], office: Office, pdftotext: str
) -> None:
    printed = pages(pdftotext, office.printed(tracker(programme())))
    assert [word.text for page in printed for word in page.words if "##" in word.text] == []


def test_another_tab_can_be_printed_alone(soffice: str, pdftotext: str, tracker_file: Path) -> None:
    pdf = tracker_file.with_suffix(".pdf")
    assert tab_as_pdf(tracker_file, CHECKS, pdf)
    assert {page.words[0].text for page in pages(pdftotext, pdf)} <= {"Checks", "Code"}


def overlapping(page: PrintedPage) -> Iterator[tuple[str, str]]:
    """The pairs of words of one line that stand on each other."""
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        lines.setdefault(round(word.bottom), []).append(word)
    for line in lines.values():
        line.sort(key=lambda word: word.left)
        for one, other in pairwise(line):
            if other.left < one.right - 0.5:
                yield one.text, other.text
