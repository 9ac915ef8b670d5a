"""A file we cannot or must not edit ends in one sentence with its remedy, and stays as it was to the byte."""

import io
import re
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.actions import ACTIONS, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.cli import STOPPED, main
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.errors import DamagedWorkbook, SavingsError
from tests.conftest import NOW
from tests.foreign import foreign_tracker, sheet_part, unpacked, with_parts

REFRESH = ACTIONS[0]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRICT = b"http://purl.oclc.org/ooxml"
TYPES, RELATIONS, WORKBOOK = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def altered(part: str, old: bytes, new: bytes) -> bytes:
    content = unpacked(foreign_tracker())[part]
    assert old in content
    return with_parts(foreign_tracker(), {part: content.replace(old, new)})


def typed(kind: bytes) -> bytes:
    return altered(TYPES, MAIN, kind)


def strict() -> bytes:
    relations = unpacked(foreign_tracker())[RELATIONS].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT + b"/officeDocument/relationships"
    )
    return with_parts(foreign_tracker(), {RELATIONS: relations})


def strict_by_namespace() -> bytes:
    return altered(WORKBOOK, b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT + b"/spreadsheetml/main")


def twins() -> bytes:
    return altered("xl/tables/table2.xml", b'displayName="SE7_Checks"', b'displayName="se7_appendix_1_DATA"')


def without(part: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in unpacked(foreign_tracker()).items():
            if name != part:
                package.writestr(name, content)
    return held.getvalue()


def signed() -> bytes:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    relation = f'<Relationship Id="rIdS" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    return altered(RELATIONS, b"</Relationships>", relation.encode())


def wrong_checksum() -> bytes:
    data = bytearray(foreign_tracker())
    at = data.rindex(b"PK\1\2", 0, data.rindex(sheet_part("Waste").encode()))
    struct.pack_into("<I", data, at + 16, 12345)
    return bytes(data)


def latin() -> bytes:
    return altered("xl/sharedStrings.xml", b"our own remark 1<", b"our own \xa3 1<")


def nothing_inside() -> bytes:
    held = io.BytesIO()
    zipfile.ZipFile(held, "w").close()
    return held.getvalue()


def open_document() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return held.getvalue()


def with_xml(part: str, declaration: bytes, encoding: str = "utf-8") -> bytes:
    content = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", unpacked(foreign_tracker())[part])
    return with_parts(foreign_tracker(), {part: (declaration + content).decode().encode(encoding)})


XLS = COMPOUND + b"\0" * 600 + "Workbook".encode("utf-16-le")
ENCRYPTED = COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
LOCKED = b'<workbookProtection lockStructure="1"/><bookViews>'
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
BAD_FILES = {
    "an empty file": (b"", "the file is empty"),
    "a text": (b"Line,Party\nHighways,SE7\n", "not a workbook; open a .xlsx or .xlsm file"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "not a workbook"),
    "an old workbook": (XLS, r"old \.xls workbook .*save it in Excel as \.xlsx"),
    "an encrypted workbook": (ENCRYPTED, "encrypted; take the password off in Excel"),
    "a binary workbook": (typed(b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"), r"binary workbook \(\.xlsb\)"),
    "a template": (typed(b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"), "no .xlsx or .xlsm"),
    "an archive of other things": (without(TYPES), "an archive, not a workbook"),
    "an OpenDocument workbook": (open_document(), r"an OpenDocument file \(\.ods\); save it as an Excel workbook"),
    "an archive of nothing": (nothing_inside(), "an archive, not a workbook"),
    "a package without a workbook": (without(RELATIONS), "no workbook; open a"),
    "a package that lost its workbook": (without(WORKBOOK), "workbook.xml is missing"),
    "a truncated workbook": (foreign_tracker()[:-1000], "stops short"),
    "a workbook that lost a tab": (without(sheet_part("Waste")), "is missing; go back to the last version"),
    "a workbook that lost its styles": (without("xl/styles.xml"), "styles"),
    "a part with a wrong checksum": (wrong_checksum(), "is damaged; go back to the last version"),
    "a Strict workbook": (strict(), "Strict Open XML workbook; save it in Excel"),
    "a Strict workbook told by its names": (strict_by_namespace(), "Strict Open XML workbook"),
    "two tables of one name": (twins(), "two tables are named “se7_appendix_1_DATA”; give one of them another name"),
    "a part in UTF-16": (
        with_xml(sheet_part("Waste"), b'<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
        "not written in UTF-8",
    ),
    "a part in Latin-1": (with_xml(sheet_part("Waste"), b'<?xml version="1.0" encoding="iso-8859-1"?>'), "not written in UTF-8"),
    "a part with bytes of Latin-1": (latin(), "sharedStrings.xml"),
    "a part with a DTD": (with_xml(sheet_part("Waste"), ENTITY), "defines entities of its own"),
    "a locked structure": (altered(WORKBOOK, b"<bookViews>", LOCKED), "structure of the workbook is protected; lift it"),
    "a signed workbook": (signed(), "digital signature.*remove the signature first"),
    "a protected tab": (
        altered(sheet_part("Waste"), b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>'),
        "the tab Waste is protected",
    ),
    "a tab of its own name missing": (altered(WORKBOOK, b'name="Settings"', b'name="Set-up"'), "no tab named “Settings”"),
}
EVERY_BAD_FILE = pytest.mark.parametrize(("data", "said"), BAD_FILES.values(), ids=BAD_FILES)


@EVERY_BAD_FILE
def test_a_bad_file_ends_in_a_sentence_and_stays_as_it_was(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(data)
    with pytest.raises(SavingsError, match=said) as refused:
        run_on_file(REFRESH, path, NOW)
    assert path.read_bytes() == data and [each.name for each in tmp_path.iterdir()] == ["tracker.xlsx"]
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 300


@EVERY_BAD_FILE
def test_the_command_ends_with_status_2_and_names_the_file(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(data)
    assert main([REFRESH.command, str(path)]) == STOPPED
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1 and str(path) in printed.err


def test_an_ending_that_is_not_the_contents_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(foreign_tracker(macros=True))
    with pytest.raises(SavingsError, match=r"content is that of a \.xlsm workbook; give the file that ending"):
        run_on_file(REFRESH, path, NOW)


def test_an_output_with_another_ending_is_refused_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsm"
    path.write_bytes(foreign_tracker(macros=True))
    with pytest.raises(SavingsError, match=r"must end in \.xlsm"):
        run_on_file(REFRESH, path, NOW, output=tmp_path / "new.xlsx")
    assert [each.name for each in tmp_path.iterdir()] == ["tracker.xlsm"]


def test_an_output_leaves_the_original_alone(tmp_path: Path) -> None:
    path, output = tmp_path / "tracker.xlsx", tmp_path / "new.xlsx"
    path.write_bytes(foreign_tracker())
    run_on_file(REFRESH, path, NOW, output=output)
    assert path.read_bytes() == foreign_tracker() and openpyxl.load_workbook(output).sheetnames
    assert sorted(each.name for each in tmp_path.iterdir()) == ["new.xlsx", "tracker.xlsx"]


def test_an_error_in_reading_changes_nothing_in_the_book() -> None:
    book = FileBook(altered(sheet_part("SEN"), b"<v>-724000</v>", b"<v>minus</v>"))
    with pytest.raises(SavingsError):
        run(REFRESH, book)
    assert book.finish().replaced == {}


@given(at=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255), part=st.sampled_from(sorted(unpacked(foreign_tracker()))))
@settings(max_examples=50, deadline=None)
def test_a_part_with_one_wrong_byte_is_read_or_refused_but_never_a_crash(at: float, bits: int, part: str) -> None:
    content = bytearray(unpacked(foreign_tracker())[part])
    content[int(at * len(content))] ^= bits
    try:
        book = FileBook(with_parts(foreign_tracker(), {part: bytes(content)}))
        run(REFRESH, book)
        b"".join(book.finish().rewritten())
    except SavingsError:
        return


def test_what_is_wrong_with_a_tab_names_the_tab() -> None:
    spoilt = altered(sheet_part("Waste"), b'<c r="A12" s="2" t="s"><v>58</v>', b'<c r="A12" s="2"><v>twelve</v>')
    with pytest.raises(DamagedWorkbook, match=r"^Waste: the cell A12 cannot be read; open the file"):
        FileBook(spoilt).read("Waste")
