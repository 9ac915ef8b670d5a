"""What an add-in file holds, whether Excel, a council or nobody has had it in hand since it was made."""

import zipfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from se7_excel.entrances.excel_addin import Addin, addin_at, addin_in
from se7_excel.entrances.excel_pc import Pc, System, this_pc
from tests.conftest import require
from tests.entrances.officers_pc import OURS, SIGNED, SIGNED_LAST_YEAR, addin_file, officers_pc


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return officers_pc(System.WINDOWS, tmp_path)


@pytest.fixture
def signed_addin(pc: Pc) -> Path:
    """The real add-in of the installed xlwings as a council's signature changes it: with a part more."""
    require(find_spec("xlwings") and "xlwings", "xlwings")
    real, there = this_pc().xlwings, pc.startup / "xlwings.xlam"
    assert real is not None
    there.parent.mkdir(parents=True)
    there.write_bytes((real / "addin/xlwings.xlam").read_bytes())
    with zipfile.ZipFile(there, "a") as parts:
        parts.writestr("xl/vbaProjectSignature.bin", b"signature")
    return there


def test_an_addin_of_xlwings_that_the_council_signed_is_known_by_its_version(pc: Pc, signed_addin: Path) -> None:
    installed = replace(pc, xlwings_version=this_pc().xlwings_version)
    assert installed.has_addin_of_xlwings
    assert not replace(installed, xlwings_version="0.30.0").has_addin_of_xlwings


@pytest.mark.parametrize("cut", [10, 1000, 100_000, 200_000])
def test_a_damaged_addin_of_xlwings_is_none(pc: Pc, signed_addin: Path, cut: int) -> None:
    signed_addin.write_bytes(signed_addin.read_bytes()[:cut])
    assert not replace(pc, xlwings_version=this_pc().xlwings_version).has_addin_of_xlwings


def test_an_addin_is_known_by_its_macros_whatever_capitals_and_spaces_excel_gives_them() -> None:
    assert addin_in(SIGNED).does_as(addin_in(OURS))
    assert not addin_in(SIGNED_LAST_YEAR).does_as(addin_in(OURS))


def test_an_addin_with_another_ribbon_is_another_one() -> None:
    code = "Public Sub OnAction()\nEnd Sub\n"
    assert addin_in(addin_file(code)).does_as(addin_in(OURS))
    assert not addin_in(addin_file(code, ribbon="theirs")).does_as(addin_in(OURS))


def test_a_signature_is_seen() -> None:
    assert addin_in(SIGNED).signed
    assert not addin_in(OURS).signed


@pytest.mark.parametrize("data", [b"", b"no add-in", OURS[:-30], OURS.replace(b"vbaProject", b"vbaPr0ject")])
def test_what_is_no_addin_is_an_empty_one_and_like_none(data: bytes) -> None:
    assert addin_in(data) == Addin()
    assert not addin_in(data).does_as(addin_in(data))


def test_where_there_is_no_file_there_is_an_empty_addin(tmp_path: Path) -> None:
    assert addin_at(tmp_path / "se7.xlam") == Addin()
    assert addin_at(tmp_path) == Addin()
