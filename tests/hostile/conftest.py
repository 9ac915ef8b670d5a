"""What the tests on hostile files share."""

from pathlib import Path

import pytest

from tests.hostile.commands import said


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tracker of 2012 as `se7 new` makes it, to hold others against."""
    path = tmp_path_factory.mktemp("sound") / "sound.xlsx"
    assert said("new", path, "--sample").status == 0
    return path
