"""What the tests share: the tracker of 2012, tools that CI must have, and refreshing golden files."""

import os
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.sample import sample_programme

NOW = datetime(2012, 1, 26, 9, 30)
settings.register_profile("ci", derandomize=True)  # CI repeats itself; a developer's runs look further each time
settings.load_profile("ci" if os.environ.get("CI") else "default")
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, to be read in the diff")


def require(program: str | None, name: str) -> str:
    """The program, or a test skipped out loud for want of it; in CI its absence fails the test."""
    if program:
        return program
    if os.environ.get("CI"):
        pytest.fail(f"{name} is missing, and CI must have it")
    pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def tracker_2012() -> bytes:
    """The finished tracker of 2012."""
    return make_tracker(sample_programme(), date(2012, 1, 26))


@pytest.fixture
def tracker_file(tracker_2012: bytes, tmp_path: Path) -> Path:
    """The finished tracker of 2012 as a file of its own."""
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(tracker_2012)
    return path


@pytest.fixture
def tracker_book(tracker_2012: bytes) -> FileBook:
    """The finished tracker of 2012, opened."""
    return FileBook(tracker_2012)


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program."""
    return require(shutil.which("soffice") or shutil.which("libreoffice"), "LibreOffice")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A comparison of a text with the golden file of this name."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
