"""The workbooks the repository ships are what the present code builds."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from se7_excel.entrances.products import products

SHIPPED = Path(__file__).parent.parent / "workbook"


@pytest.fixture(scope="module")
def rebuilt() -> dict[str, bytes]:
    return products()


def parts(data: bytes) -> dict[str, bytes]:
    """The content of every part; compressed bytes may differ between machines."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_shipped_workbook_is_built_by_the_one_command(rebuilt: dict[str, bytes]) -> None:
    assert {path.name for path in SHIPPED.glob("*.xlsx")} == set(rebuilt)


@pytest.mark.parametrize("name", ["savings-tracker-2012.xlsx", "savings-tracker-blank.xlsx"])
def test_a_shipped_workbook_equals_its_rebuild_part_by_part(rebuilt: dict[str, bytes], name: str) -> None:
    shipped, made = parts((SHIPPED / name).read_bytes()), parts(rebuilt[name])
    assert list(shipped) == list(made)
    assert [part for part in made if made[part] != shipped[part]] == []


def test_building_twice_gives_the_same_bytes(rebuilt: dict[str, bytes]) -> None:
    assert products() == rebuilt
