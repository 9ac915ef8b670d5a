"""The second engine for what formulas come to."""

import pytest

from tests.rendering.office import Office


@pytest.fixture(scope="session")
def office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, recalculating always."""
    return Office(soffice, tmp_path_factory.mktemp("office"))
