"""The workbooks and the add-in we ship, and a tracker that needs no add-in: other programs find nothing wrong with them."""

import json
import posixpath
import re
import subprocess
from configparser import ConfigParser
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import olefile
import pytest
from lxml import etree
from oletools.olevba import VBA_Parser

from se7_excel.actions import ACTIONS, run
from se7_excel.binding.bound import bound, unbound
from se7_excel.binding.ribbon import ADDIN_MODULE, MODULE
from se7_excel.binding.sources import addin_modules, standalone_modules, tracker_modules
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.products import products
from tests.conftest import require
from tests.rendering import lint
from tests.rendering.conftest import SCHEMAS, ooxml_validator
from tests.rendering.office import Office, formulas, values
from tests.rendering.schemas import violations
from tests.rendering.test_recalculation import disagreements

ROOT = Path(__file__).parents[2]
SAMPLE, BLANK, ADDIN, ALONE = "savings-tracker-2012.xlsm", "savings-tracker-blank.xlsm", "se7.xlam", "standalone.xlsm"
SHIPPED = (SAMPLE, BLANK, ADDIN)
MODULES = {SAMPLE: tracker_modules, BLANK: tracker_modules, ADDIN: addin_modules, ALONE: standalone_modules}
MAIN_TYPES = {
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
PROJECT, RIBBON, CONTENT_TYPES = "xl/vbaProject.bin", "customUI/customUI14.xml", "[Content_Types].xml"
PROJECT_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
DOCUMENT_IDS = {"workbookPr": "00020819", "sheetPr": "00020820"}
HEAD = re.compile(r"(?:VERSION .*\nBEGIN\n(?:.*\n)*?END\n)?(?:Attribute VB_.*\n)*")
__all__ = ["ooxml_validator"]  # a fixture of the rendering tests


@pytest.fixture(scope="module")
def made(tracker_2012: bytes) -> dict[str, bytes]:
    """Each workbook and add-in by its name."""
    alone = b"".join(bound(tracker_2012, standalone=True).rewritten())
    return {posixpath.basename(path): data for path, data in products().items() if path.startswith("workbook/")} | {ALONE: alone}


@pytest.fixture(scope="module")
def schemas() -> Path:
    return Path(require(str(SCHEMAS) if SCHEMAS.is_dir() else None, "the folder ../shared/schemas"))


@pytest.fixture(scope="module")
def office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(soffice, tmp_path_factory.mktemp("office"))


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def typed(data: bytes) -> dict[str, str]:
    """The content type of every part."""
    root = etree.fromstring(parts(data)[CONTENT_TYPES])
    named = {each.get("PartName"): each.get("ContentType") for each in root.iter("{*}Override")}
    by_ending = {each.get("Extension"): each.get("ContentType") for each in root.iter("{*}Default")}
    return {name: named.get(f"/{name}") or by_ending.get(name.rpartition(".")[2], "") for name in parts(data)}


def related(data: bytes, source: str) -> list[tuple[str, str]]:
    """What leads from a part to others, as kind and target."""
    folder, name = posixpath.split(source)
    root = etree.fromstring(parts(data)[posixpath.join(folder, "_rels", f"{name}.rels")])
    targets = [(each.get("Type"), each.get("Target")) for each in root]
    return [(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")) for kind, target in targets]


def named_documents(data: bytes) -> list[tuple[str, str]]:
    """The name for macros of the workbook and of each tab, with the beginning of the class of its kind."""
    roots = [
        etree.fromstring(content)
        for name, content in parts(data).items()
        if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet")
    ]
    stated = [each for root in roots for each in root.iter("{*}workbookPr", "{*}sheetPr")]
    assert len(stated) == len(roots)
    return [(each.get("codeName"), DOCUMENT_IDS[etree.QName(each).localname]) for each in stated]


def ribbon_of(name: str) -> str:
    """The module whose macros the ribbon calls."""
    return ADDIN_MODULE if name == ADDIN else MODULE


def by_olevba(data: bytes) -> dict[str, str]:
    """The whole text of each module, as olevba finds it."""
    parser = VBA_Parser("vbaProject.bin", parts(data)[PROJECT])
    found = [(Path(stream).name, text.replace("\r\n", "\n")) for _, stream, _, text in parser.extract_macros()]
    parser.close()
    assert len(dict(found)) == len(found)
    return dict(found)


def code(text: str) -> str:
    """A module without the head Excel hides and the blank lines at its end."""
    whole = text.replace("\r\n", "\n")
    head = HEAD.match(whole)
    return whole[head.end() if head else 0 :].rstrip("\n")


def sdk_errors(program: str, data: bytes, path: Path) -> list[object]:
    """What the Open XML SDK says against the workbook."""
    path.write_bytes(data)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
    errors: list[object] = json.loads(done.stdout)["errors"]
    return errors


def test_these_are_all_the_workbooks_we_ship(made: dict[str, bytes]) -> None:
    assert set(made) == {*SHIPPED, ALONE}


@pytest.mark.parametrize("name", MODULES)
def test_the_main_content_type_fits_the_ending(name: str, made: dict[str, bytes]) -> None:
    main = [part for part, kind in typed(made[name]).items() if kind.endswith("main+xml") and part.startswith("xl/workbook")]
    assert [typed(made[name])[part] for part in main] == [MAIN_TYPES[Path(name).suffix]]


@pytest.mark.parametrize("name", MODULES)
def test_every_part_has_a_content_type_and_those_of_the_macros_are_right(name: str, made: dict[str, bytes]) -> None:
    kinds = typed(made[name])
    assert [part for part, kind in kinds.items() if not kind and part != CONTENT_TYPES] == []
    assert (kinds[PROJECT], kinds[RIBBON]) == ("application/vnd.ms-office.vbaProject", "application/xml")


@pytest.mark.parametrize("name", MODULES)
def test_the_macros_hang_on_the_workbook_and_the_ribbon_on_the_package(name: str, made: dict[str, bytes]) -> None:
    of_workbook, of_package = related(made[name], "xl/workbook.xml"), related(made[name], "")
    assert [each for each in of_workbook if "vba" in each[0].casefold()] == [(PROJECT_KIND, PROJECT)]
    assert [each for each in of_package if "ui/" in each[0]] == [(RIBBON_KIND, RIBBON)]
    assert {target for _, target in (*of_workbook, *of_package)} <= set(parts(made[name]))


@pytest.mark.parametrize("name", MODULES)
def test_the_workbook_and_each_tab_have_just_the_one_module_of_their_name_and_kind(name: str, made: dict[str, bytes]) -> None:
    based = {module: re.search(r'^Attribute VB_Base = "0{(\w{8})', text, re.M) for module, text in by_olevba(made[name]).items()}
    documents = [(module, found[1]) for module, found in based.items() if found and found[1] in DOCUMENT_IDS.values()]
    assert sorted(documents) == sorted(named_documents(made[name]))
    assert len({module.casefold() for module in based}) == len(based)


@pytest.mark.parametrize("name", MODULES)
def test_olevba_finds_the_text_of_the_sources(name: str, made: dict[str, bytes]) -> None:
    found = {module: code(text) for module, text in by_olevba(made[name]).items()}
    sources = {module.name: code(module.text) for module in MODULES[name]()}
    empty = dict.fromkeys({module for module, _ in named_documents(made[name])} - set(sources), "")
    assert found == {**sources, **empty}
    assert len(found[ribbon_of(name)].splitlines()) > 100


@pytest.mark.parametrize("name", MODULES)
def test_olefile_finds_no_defect(name: str, made: dict[str, bytes]) -> None:
    with olefile.OleFileIO(parts(made[name])[PROJECT], raise_defects=olefile.DEFECT_UNSURE) as file:
        assert file.parsing_issues == []
        assert file.exists(f"VBA/{ribbon_of(name)}") and file.exists("PROJECTwm")


@pytest.mark.parametrize("name", MODULES)
def test_the_open_xml_sdk_finds_nothing(name: str, made: dict[str, bytes], ooxml_validator: str, tmp_path: Path) -> None:
    assert sdk_errors(ooxml_validator, made[name], tmp_path / name) == []


@pytest.mark.parametrize("name", MODULES)
def test_the_schemas_find_nothing_but_a_ribbon_that_another_one_judges(name: str, made: dict[str, bytes], schemas: Path) -> None:
    said = violations(made[name], schemas)
    assert said == [f"{RIBBON}: no schema for {{http://schemas.microsoft.com/office/2009/07/customui}}customUI"]


@pytest.mark.parametrize("name", MODULES)
def test_the_lint_finds_nothing(name: str, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    for ending, kind in MAIN_TYPES.items():
        monkeypatch.setitem(lint.MAIN_TYPES, ending, kind)
    assert lint.faults(made[name], Path(name).suffix) == []


def test_the_ribbons_in_the_files_are_the_ones_shipped_as_text(made: dict[str, bytes]) -> None:
    assert parts(made[SAMPLE])[RIBBON] == products()["macros/customUI14.xml"]
    assert parts(made[ADDIN])[RIBBON] == products()["macros/addin/customUI14.xml"]


@pytest.mark.parametrize("name", [SAMPLE, BLANK, ALONE])
def test_every_action_runs_on_the_file_and_leaves_macros_and_ribbon_alone(name: str, made: dict[str, bytes]) -> None:
    data = made[name]
    for action in ACTIONS:
        book = FileBook(data)
        run(action, book)
        data = b"".join(book.finish().rewritten())
    before, after = parts(made[name]), parts(data)
    assert [part for part in (PROJECT, RIBBON) if after[part] != before[part]] == []
    assert typed(data)["xl/workbook.xml"] == MAIN_TYPES[".xlsm"]
    assert lint.faults(data, ".xlsm") == []


def test_a_tracker_bound_anew_is_the_same_and_unbound_it_has_the_same_values(made: dict[str, bytes]) -> None:
    assert parts(b"".join(bound(made[ALONE], standalone=True).rewritten())) == parts(made[ALONE])
    plain = unbound(made[SAMPLE])
    assert plain
    assert values(b"".join(plain.rewritten())) == values(made[SAMPLE])


@pytest.mark.parametrize("name", [SAMPLE, BLANK])
def test_without_python_every_formula_comes_to_the_value_stored(name: str, made: dict[str, bytes], office: Office) -> None:
    assert formulas(made[name])
    assert disagreements(office, made[name]) == {}


def test_the_tracker_that_stands_alone_brings_xlwings_with_its_licences(made: dict[str, bytes]) -> None:
    folder = Path(str(find_spec("xlwings").origin)).parent
    found = by_olevba(made[ALONE])
    for module, path in {"xlwings": "xlwings.bas", "Dictionary": "addin/Dictionary.cls"}.items():
        assert code(found[module]) == code((folder / path).read_text("cp1252"))
    for said in ("xlwings is distributed under a BSD 3-clause license.", "Copyright (C)", "THIS SOFTWARE IS PROVIDED BY"):
        assert said in found["xlwings"]
    assert "@license: MIT" in found["Dictionary"]


def test_only_the_tracker_that_stands_alone_brings_xlwings(made: dict[str, bytes]) -> None:
    assert [name for name in MODULES if "xlwings" in by_olevba(made[name])] == [ALONE]


def test_the_packages_set_up_lists_are_the_folders_that_are_there() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    folders = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in (ROOT / "se7_excel").rglob("__init__.py")}
    assert set(setup["options"]["packages"].split()) == {*folders, "se7_excel.macros"}


def test_every_macro_is_packed_and_found_in_the_package() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = setup["options.package_data"]["se7_excel.macros"].replace(" ", "").split(",")
    packed = {path for pattern in patterns for path in (ROOT / "macros").glob(pattern)}
    lying = {*(ROOT / "macros").rglob("*.bas"), *(ROOT / "macros").rglob("*.js")}
    assert len(lying) >= 6
    assert lying - packed == set()
    assert all((files("se7_excel.macros") / path.relative_to(ROOT / "macros").as_posix()).is_file() for path in lying)
