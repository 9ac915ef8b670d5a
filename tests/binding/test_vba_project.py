import importlib.util
import io
import random
import re
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import olefile
import pyopenvba
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser
from pyopenvba.apps.excel import ExcelApplication

from se7_excel.binding.compound_file import streams, written
from se7_excel.binding.compression import compressed, decompressed
from se7_excel.binding.vba_project import Kind, Module, modules_of, vba_project
from se7_excel.errors import DamagedWorkbook
from tests.conftest import require

CODE = "Public Function AddOne(ByVal number As Long) As Long\r\n    AddOne = number + 1\r\nEnd Function\r\n"
CLASS_CODE = "Private held As Long\r\nPublic Property Get Value() As Long\r\nAttribute Value.VB_UserMemId = 0\r\nEnd Property\r\n"
WORKBOOK, SHEET = Module("ThisWorkbook", Kind.WORKBOOK), Module("Sheet1", Kind.WORKSHEET)
FEW = (
    WORKBOOK,
    SHEET,
    Module("Chart1", Kind.CHARTSHEET),
    Module("SE7", Kind.STANDARD, CODE),
    Module("Teller", Kind.CLASS, CLASS_CODE),
)
HEADS = re.compile(r"(?:Attribute VB_.*\r?\n)*")
CLASS_IDS = {"WORKBOOK": "00020819", "WORKSHEET": "00020820", "CHARTSHEET": "00020821", "CLASS": "FCFB3D2A"}
GENUINE = [  # what Excel has saved, with its compiled code, and what others have made of such files
    ("xlwings", "quickstart.xlsm"),
    ("xlwings", "quickstart_standalone.xlsm"),
    ("xlwings", "addin/xlwings.xlam"),
    ("pyopenvba", "_templates/blank_files/blank_workbook.xlsm"),
    ("pyopenvba", "_templates/blank_files/blank_excel_addin.xlam"),
]


def genuine(package: str, name: str) -> bytes:
    """The project of a workbook that comes with a package, which need not be imported."""
    found = importlib.util.find_spec(package)
    path = Path(found.origin).parent / name if found and found.origin else Path(name)
    require(str(path) if path.exists() else None, f"{name} of {package}")
    return zipfile.ZipFile(path).read("xl/vbaProject.bin")


def by_olevba(data: bytes) -> list[tuple[str, str]]:
    """The modules' names and whole texts, as olevba finds them."""
    parser = VBA_Parser("vbaProject.bin", data)
    found = [(Path(stream).name, text) for _, stream, _, text in parser.extract_macros()]
    parser.close()
    return found


def without_head(text: str) -> str:
    return text[HEADS.match(text).end() :]


def records(data: bytes) -> list[tuple[int, bytes]]:
    """The records of the dir stream, where the version's size is a lie."""
    content, at, found = decompressed(streams(data)["VBA/dir"]), 0, []
    while at < len(content):
        key, size = struct.unpack_from("<HI", content, at)
        size = 6 if key == 9 else size
        found.append((key, content[at + 6 : at + 6 + size]))
        at += 6 + size
    return found


def unveiled(project: str, key: str) -> bytes:
    """What the PROJECT stream hides under this key, by [MS-OVBA] 2.4.3.3; its key must be the one of the project's ID."""
    seed, *rest = bytes.fromhex(re.search(f'^{key}="([0-9A-F]+)"', project, re.MULTILINE).group(1))
    assert rest[0] ^ seed == 2
    before, last, second_last = rest[1] ^ seed, rest[1], rest[0]
    assert before == sum(re.search('^ID="(.+)"', project).group(1).encode()) % 256
    plain = bytearray()
    for byte in rest[2:]:
        before = byte ^ (second_last + before) % 256
        second_last, last = last, byte
        plain.append(before)
    plain = plain[(seed & 6) // 2 :]
    length = int.from_bytes(plain[:4], "little")
    assert len(plain) == 4 + length
    return bytes(plain[4:])


def near_random(size: int, seed: int) -> str:
    """Lines of characters without sense, which hardly shrink."""
    source = random.Random(seed)
    letters = "".join(map(chr, range(33, 127))) + "£é–"
    lines = ["'" + "".join(source.choices(letters, k=source.randrange(900))) for _ in range(size // 400 + 1)]
    return "\r\n".join(lines)[:size].rstrip("\r") + "\r\n"


def workbook_of(data: bytes, path: Path, sheets: Sequence[str] = ("Sheet1",)) -> Path:
    """A workbook with this project, by XlsxWriter."""
    book = xlsxwriter.Workbook(str(path))
    book.add_vba_project(io.BytesIO(data), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    for name in sheets:
        book.add_worksheet().set_vba_name(name)
    book.close()
    return path


@pytest.mark.parametrize("size", [0, 1, 100, 3000, 4095, 4096, 20_000, 100_000])
def test_code_of_any_size_is_read_back_by_us_and_by_olevba(size: int) -> None:
    modules = [WORKBOOK, SHEET, Module("Code", Kind.STANDARD, (CODE * (size // len(CODE) + 1))[:size].rstrip("\r")), FEW[-1]]
    data = vba_project("SE7Tracker", modules)
    assert modules_of(data) == tuple(modules)
    assert [(name, without_head(text)) for name, text in by_olevba(data)] == [(each.name, each.text) for each in modules]


@pytest.mark.parametrize("size", [50, 2900, 9000, 28_000, 100_000])
def test_text_without_sense_is_read_back_by_us_and_by_olevba(size: int) -> None:
    modules = (WORKBOOK, Module("Noise", Kind.STANDARD, near_random(size, seed=size)))
    data = vba_project("SE7Tracker", modules)
    assert modules_of(data) == modules
    assert [without_head(text) for _, text in by_olevba(data)] == ["", modules[1].text]


def test_text_that_no_chunk_can_hold_gains_blank_lines_at_its_end() -> None:
    text = near_random(3700, seed=1)
    data = vba_project("SE7Tracker", [Module("Noise", Kind.STANDARD, text)])
    found = modules_of(data)[0].text
    assert found.startswith(text)
    assert found.removeprefix(text).strip(" \r\n") == ""
    assert without_head(by_olevba(data)[0][1]) == found


@pytest.mark.parametrize("count", [0, 1, 7, 99, 260])
def test_a_project_of_many_sheets_is_read_back_by_us_by_olevba_and_by_olefile(count: int) -> None:
    modules = (WORKBOOK, *(Module(f"Sheet{n}", Kind.WORKSHEET, f"' {n}\r\n" * n) for n in range(1, count + 1)))
    data = vba_project("SE7Tracker", modules)
    assert modules_of(data) == modules
    assert [(name, without_head(text)) for name, text in by_olevba(data)] == [(each.name, each.text) for each in modules]
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert {"/".join(path): ole.openstream(path).read() for path in ole.listdir()} == streams(data)


@pytest.mark.parametrize(("package", "name"), GENUINE)
def test_what_excel_has_saved_is_read_as_olevba_reads_it(package: str, name: str) -> None:
    data = genuine(package, name)
    texts = dict(by_olevba(data))
    found = modules_of(data)
    assert [module.name for module in found] == list(texts)
    assert all(texts[module.name] == HEADS.match(texts[module.name]).group() + module.text for module in found)
    for module in found:
        assert CLASS_IDS.get(module.kind.name, "Attribute") in texts[module.name]
        assert ("VB_Base" in texts[module.name]) == (module.kind is not Kind.STANDARD)


@pytest.mark.parametrize(("package", "name"), GENUINE)
def test_what_excel_has_saved_is_written_anew_with_the_same_streams_and_code(package: str, name: str) -> None:
    data = genuine(package, name)
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        assert {"/".join(path): ole.openstream(path).read() for path in ole.listdir()} == streams(data)
    assert streams(written(streams(data))) == streams(data)
    texts = [re.sub("\r?\n", "\r\n", module.text) for module in modules_of(data)]
    anew = modules_of(vba_project("Anew", modules_of(data)))
    assert [(each.name, each.kind) for each in anew] == [(each.name, each.kind) for each in modules_of(data)]
    assert [each.text for each in anew] == texts


@pytest.mark.parametrize(("package", "name"), GENUINE)
def test_a_genuine_project_hides_under_its_keys_what_ours_does(package: str, name: str) -> None:
    theirs = streams(genuine(package, name))["PROJECT"].decode("cp1252")
    if "xlwings.xlam" not in name:  # which has a password
        assert [unveiled(theirs, key) for key in ("CMG", "DPB", "GC")] == [bytes(4), b"\0", b"\xff"]


def test_the_project_is_neither_locked_nor_hidden_and_has_no_password() -> None:
    ours = streams(vba_project("SE7Tracker", FEW))["PROJECT"].decode("ascii")
    assert [unveiled(ours, key) for key in ("CMG", "DPB", "GC")] == [bytes(4), b"\0", b"\xff"]


def test_the_project_stream_lists_every_module_by_its_kind() -> None:
    text = streams(vba_project("SE7Tracker", FEW))["PROJECT"].decode("ascii")
    identity, *lines = text.split("\r\n")
    assert re.fullmatch(r'ID="\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}"', identity)
    assert lines[:8] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Document=Chart1/&H00000000",
        "Module=SE7",
        "Class=Teller",
        'Name="SE7Tracker"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
    ]
    assert lines[11:15] == ["", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", ""]
    assert lines[15:] == ["[Workspace]", *(f"{each.name}=0, 0, 0, 0, C" for each in FEW), ""]


def test_the_names_are_kept_uncompressed_and_no_compiled_code_is_claimed() -> None:
    found = streams(vba_project("SE7Tracker", [WORKBOOK, Module("SE7", Kind.STANDARD)]))
    assert found["PROJECTwm"] == b"ThisWorkbook\0" + "ThisWorkbook\0".encode("utf-16-le") + b"SE7\0S\0E\0" + b"7\0\0\0\0\0"
    assert found["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000")
    assert sorted(found) == ["PROJECT", "PROJECTwm", "VBA/SE7", "VBA/ThisWorkbook", "VBA/_VBA_PROJECT", "VBA/dir"]


def test_the_records_of_the_project_and_its_modules_come_in_the_order_of_the_specification() -> None:
    found = records(vba_project("SE7Tracker", FEW))
    opening = [0x01, 0x02, 0x14, 0x03, 0x04, 0x05, 0x40, 0x06, 0x3D, 0x07, 0x08, 0x09, 0x0C, 0x3C]
    references = [0x16, 0x3E, 0x0D] * 2
    module = [0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48, 0x31, 0x1E, 0x2C]
    kinds = [[0x22, 0x2B]] * 3 + [[0x21, 0x2B], [0x22, 0x28, 0x2B]]
    modules = [key for kind in kinds for key in (*module, *kind)]
    assert [key for key, _ in found] == [*opening, *references, 0x0F, 0x13, *modules, 0x10]


def test_the_records_hold_what_excel_expects() -> None:
    found = records(vba_project("SE7Tracker", FEW))
    first = dict(reversed(found))
    assert (first[0x01], first[0x02], first[0x14], first[0x03]) == (b"\1\0\0\0", b"\x09\4\0\0", b"\x09\4\0\0", b"\xe4\4")
    assert (first[0x04], first[0x0F], first[0x13]) == (b"SE7Tracker", b"\5\0", b"\xff\xff")
    assert [content for key, content in found if key == 0x31] == [bytes(4)] * 5


def test_no_libraries_are_referred_to_but_office_and_ole() -> None:
    found = records(vba_project("SE7Tracker", FEW))
    assert [content for key, content in found if key == 0x16] == [b"stdole", b"Office"]
    libraries = [content for key, content in found if key == 0x0D]
    assert [re.search(rb"\{.+?\}#[^#]+#[^#]+", library).group() for library in libraries] == [
        b"{00020430-0000-0000-C000-000000000046}#2.0#0",
        b"{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0",
    ]
    for library in libraries:
        assert library[4:8] == b"*\\G{"
        assert library[4 + int.from_bytes(library[:4], "little") :] == bytes(6)


@pytest.mark.parametrize("module", FEW)
def test_every_module_begins_with_the_attributes_of_its_kind(module: Module) -> None:
    source = decompressed(streams(vba_project("SE7Tracker", FEW))[f"VBA/{module.name}"]).decode("cp1252")
    head = HEADS.match(source).group().split("\r\n")[:-1]
    assert head[0] == f'Attribute VB_Name = "{module.name}"'
    flags = dict(line.removeprefix("Attribute VB_").split(" = ") for line in head[2:])
    document = str(module.kind not in (Kind.STANDARD, Kind.CLASS))
    if module.kind is Kind.STANDARD:
        assert len(head) == 1
    else:
        assert head[1].startswith(f'Attribute VB_Base = "0{{{CLASS_IDS[module.kind.name]}-')
        assert (flags["PredeclaredId"], flags["Exposed"], flags["Customizable"]) == (document,) * 3
        assert (flags["GlobalNameSpace"], flags["Creatable"], flags["TemplateDerived"]) == ("False",) * 3


@pytest.mark.parametrize(
    "head",
    [
        'Attribute VB_Name = "Other"\n',
        'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  \'True\nEND\nAttribute VB_Name = "Other"\nAttribute VB_Exposed = True\n',
        'VERSION 1.0 CLASS\nBegin\nEnd\nAttribute VB_Name = "Other"\nAttribute VB_Description = "BEGIN\\r\\nEND"\n',
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("kind", [Kind.STANDARD, Kind.CLASS])
def test_a_whole_exported_file_is_taken_for_its_code(head: str, line_end: str, kind: Kind) -> None:
    whole = Module("Teller", kind, (head + CLASS_CODE.replace("\r\n", "\n")).replace("\n", line_end))
    assert vba_project("P", [whole]) == vba_project("P", [Module("Teller", kind, CLASS_CODE)])


def test_an_exported_file_without_code_is_an_empty_module() -> None:
    assert modules_of(vba_project("P", [Module("A", Kind.STANDARD, 'Attribute VB_Name = "A"')])) == (Module("A", Kind.STANDARD),)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_end_as_windows_ends_them(line_end: str) -> None:
    data = vba_project("P", [Module("A", Kind.STANDARD, f"' one{line_end}{line_end}' two{line_end}")])
    assert decompressed(streams(data)["VBA/A"]) == b"Attribute VB_Name = \"A\"\r\n' one\r\n\r\n' two\r\n"


def test_letters_of_the_code_page_are_written_in_it() -> None:
    module = Module("A", Kind.STANDARD, "' £1 – “é”\r\n")
    data = vba_project("P", [module])
    assert decompressed(streams(data)["VBA/A"]).endswith(b"' \xa31 \x96 \x93\xe9\x94\r\n")
    assert modules_of(data) == (module,)


def test_the_same_modules_make_the_same_bytes() -> None:
    assert vba_project("SE7Tracker", FEW) == vba_project("SE7Tracker", FEW)
    assert vba_project("SE7Tracker", FEW) != vba_project("Other", FEW)


@pytest.mark.parametrize("name", ["", "1A", "_A", "A B", "A-B", "Größe", "A" * 32, "A.B", "dir", "Dir", "Office", "A\n"])
def test_a_name_vba_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="can name no module"):
        vba_project("P", [Module(name, Kind.STANDARD)])
    with pytest.raises(ValueError, match="can name no module"):
        vba_project(name, [])


def test_the_longest_name_is_held() -> None:
    assert modules_of(vba_project("P" * 31, [Module("A" * 31, Kind.STANDARD)]))[0].name == "A" * 31


@pytest.mark.parametrize("names", [("P", "A", "a"), ("Teller", "TELLER")])
def test_twins_are_refused_whatever_their_capitals(names: Sequence[str]) -> None:
    project, *modules = names
    with pytest.raises(ValueError, match="one name"):
        vba_project(project, [Module(name, Kind.STANDARD) for name in modules])


@pytest.mark.parametrize("letter", ["≥", "\u0394", "\x81", "\ufeff", "\U0001f600"])
def test_letters_outside_the_code_page_are_refused(letter: str) -> None:
    with pytest.raises(ValueError, match="A holds"):
        vba_project("P", [Module("A", Kind.STANDARD, f"' {letter}\n")])


def test_a_line_of_1023_characters_is_held_and_one_of_1024_refused() -> None:
    vba_project("P", [Module("A", Kind.STANDARD, "'" * 1023 + "\n")])
    with pytest.raises(ValueError, match="A, line 2 has 1024"):
        vba_project("P", [Module("A", Kind.STANDARD, "\n" + "'" * 1024)])


def test_a_statement_over_25_lines_is_held_and_one_over_26_refused() -> None:
    vba_project("P", [Module("A", Kind.STANDARD, "x = 1 _\n" * 24 + "+ 1\n" + "y = 1 _\n" * 24)])
    with pytest.raises(ValueError, match="A, line 26 continues"):
        vba_project("P", [Module("A", Kind.STANDARD, "\n" + "x = 1 _\n" * 25 + "+ 1\n")])


def test_an_underscore_that_is_part_of_a_name_continues_nothing() -> None:
    vba_project("P", [Module("A", Kind.STANDARD, "x_\n" * 30)])


def test_pyopenvba_finds_nothing_wrong_and_runs_the_code(tmp_path: Path) -> None:
    path = workbook_of(vba_project("SE7Tracker", [WORKBOOK, SHEET, *FEW[3:]]), tmp_path / "tracker.xlsm")
    report = pyopenvba.check_file(path)
    assert report.ok, report.errors
    with pyopenvba.ExcelFile(path) as book:
        assert book.validate() == []
        assert [module.name for module in book.vba_project().modules] == ["ThisWorkbook", "Sheet1", "SE7", "Teller"]
    assert ExcelApplication.open(str(path)).run("AddOne", 41) == 42


def relisted(data: bytes, old: bytes, new: bytes) -> bytes:
    """The project with these bytes of its dir stream replaced by as many others."""
    found = streams(data)
    content = decompressed(found["VBA/dir"])
    assert old in content
    return written(found | {"VBA/dir": compressed(content.replace(old, new, 1))})


def test_other_code_pages_are_read() -> None:
    found = streams(vba_project("P", [Module("A", Kind.STANDARD, "' x\r\n")]))
    text = "' \u0416 \u0434\r\n"
    source = compressed(f'Attribute VB_Name = "A"\r\n{text}'.encode("cp1251"))
    data = relisted(written(found | {"VBA/A": source}), b"\3\0\2\0\0\0\xe4\4", b"\3\0\2\0\0\0\xe3\4")
    assert modules_of(data) == (Module("A", Kind.STANDARD, text),)


def test_an_unknown_code_page_still_tells_names_and_kinds() -> None:
    data = relisted(vba_project("P", FEW), b"\3\0\2\0\0\0\xe4\4", b"\3\0\2\0\0\0\xff\xff")
    assert modules_of(data) == FEW


def test_a_form_is_read_as_a_class_and_an_unknown_document_as_a_worksheet() -> None:
    found = streams(vba_project("P", [Module("Form", Kind.CLASS, CODE), Module("Paper", Kind.WORKSHEET)]))
    project = found["PROJECT"].replace(b"Class=Form", b"BaseClass=Form")
    paper = compressed(decompressed(found["VBA/Paper"]).replace(b"00020820", b"00020829"))
    assert [each.kind for each in modules_of(written(found | {"PROJECT": project, "VBA/Paper": paper}))] == [
        Kind.CLASS,
        Kind.WORKSHEET,
    ]


def test_modules_the_project_stream_does_not_list_are_told_by_their_own_head() -> None:
    found = streams(vba_project("P", FEW))
    assert modules_of(written(found | {"PROJECT": b'ID="{}"\r\n'})) == FEW


@pytest.mark.parametrize("missing", ["PROJECT", "VBA/dir", "VBA/SE7"])
def test_a_project_that_lacks_a_stream_is_damaged(missing: str) -> None:
    found = streams(vba_project("P", FEW))
    del found[missing]
    with pytest.raises(DamagedWorkbook, match="lack a part"):
        modules_of(written(found))


def test_a_stream_listed_twice_is_damage() -> None:
    data = relisted(vba_project("P", FEW), "Sheet1".encode("utf-16-le") + b"\x1c", "Chart1".encode("utf-16-le") + b"\x1c")
    with pytest.raises(DamagedWorkbook, match="lack a part"):
        modules_of(data)


def test_a_project_cut_short_is_damaged() -> None:
    data = vba_project("P", FEW)
    for length in [*range(0, 600, 31), *range(600, len(data) - 512, 97)]:
        with pytest.raises(DamagedWorkbook):
            modules_of(data[:length])


@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=40), st.booleans())
def test_changed_bytes_are_read_or_damage_but_never_anything_else(changes: list[tuple[int, int]], inside: bool) -> None:
    found = streams(vba_project("P", FEW))
    targets = {name: bytearray(content) for name, content in found.items()}
    targets["VBA/dir"] = bytearray(decompressed(found["VBA/dir"]))
    data = bytearray(written(found))
    for at, byte in changes:
        target = list(targets.values())[at % len(targets)] if inside else data
        target[at // 7 % len(target)] = byte
    targets["VBA/dir"] = compressed(bytes(targets["VBA/dir"]))
    try:
        modules_of(written({name: bytes(content) for name, content in targets.items()}) if inside else bytes(data))
    except DamagedWorkbook as damage:
        assert "macros are damaged" in str(damage)
