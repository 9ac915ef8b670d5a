"""What the repository ships is what the present code builds."""

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from se7_excel.entrances.products import SUMS, products

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def rebuilt() -> dict[str, bytes]:
    return products()


def parts(data: bytes) -> dict[str, bytes]:
    """The content of every part; compressed bytes may differ between machines."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_shipped_file_is_built_by_the_one_command(rebuilt: dict[str, bytes]) -> None:
    shipped = {*(ROOT / "workbook").iterdir(), *(ROOT / "macros").rglob("*.xml")}
    assert {path.relative_to(ROOT).as_posix() for path in shipped} == {*rebuilt, SUMS}


@pytest.mark.parametrize("path", ["savings-tracker-2012.xlsm", "savings-tracker-blank.xlsm", "se7.xlam"])
def test_a_shipped_workbook_equals_its_rebuild_part_by_part(rebuilt: dict[str, bytes], path: str) -> None:
    shipped, made = parts((ROOT / "workbook" / path).read_bytes()), parts(rebuilt[f"workbook/{path}"])
    assert list(shipped) == list(made)
    assert [part for part in made if made[part] != shipped[part]] == []


@pytest.mark.parametrize("path", ["macros/customUI14.xml", "macros/addin/customUI14.xml"])
def test_the_ribbon_as_text_is_the_ribbon_that_is_bound(rebuilt: dict[str, bytes], path: str) -> None:
    assert (ROOT / path).read_bytes() == rebuilt[path]


def test_the_sums_are_those_of_the_shipped_workbooks() -> None:
    sums = dict(reversed(line.split("  ")) for line in (ROOT / SUMS).read_text(encoding="ascii").splitlines())
    workbooks = [path for path in (ROOT / "workbook").iterdir() if path.name != Path(SUMS).name]
    assert sums == {path.name: sha256(path.read_bytes()).hexdigest() for path in workbooks}


def test_building_twice_gives_the_same_bytes(rebuilt: dict[str, bytes]) -> None:
    assert products() == rebuilt
