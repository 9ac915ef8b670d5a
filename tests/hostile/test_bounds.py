"""Strange content within and beyond the limits, met by the commands as a user runs them: an end in little time and memory."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.books.hostile import MAIN, SHEET, STYLES, WORKBOOK, sheet_of
from tests.books.test_limits import MIB, Ended, se7
from tests.foreign import foreign_tracker, sheet_part, unpacked, with_parts

__all__ = ["se7"]  # the fixture that runs commands and tells what they took
CEILING, MEMORY = 20, 300 * MIB  # seconds: what takes one here may take long on a machine with other things to do
RELATIONS = SHEET.replace("worksheets/", "worksheets/_rels/") + ".rels"
SPARE = b"http://schemas.openxmlformats.org/package/2006/relationships"
STRANGE: dict[str, Callable[[], bytes]] = {
    "40,000 names": lambda: _put_in(WORKBOOK, b"</workbook>", _names(40_000)),
    "10,000 tabs of one part": lambda: _put_in(WORKBOOK, b"</sheets>", _tabs(10_000)),
    "100,000 links": lambda: with_parts(foreign_tracker(), {RELATIONS: _links(100_000)}),
    "100,000 merged areas": lambda: sheet_of(b"", _each(b"mergeCells", b'<mergeCell ref="A%d:B%d"/>', 100_000)),
    "40,000 validations": lambda: sheet_of(b"", _each(b"dataValidations", b'<dataValidation sqref="A%d:A%d"/>', 40_000)),
    "one validation of 200,000 areas": lambda: sheet_of(
        b"",
        b'<dataValidations><dataValidation sqref="%s"/></dataValidations>'
        % b" ".join(b"A%d" % each for each in range(1, 200_000)),
    ),
    "40,000 conditional formats": lambda: sheet_of(
        b"",
        b"".join(
            b'<conditionalFormatting sqref="A%d"><cfRule priority="1"/></conditionalFormatting>' % at for at in range(1, 40_000)
        ),
    ),
    "50,000 columns hidden": lambda: _put_in(
        SHEET, b"<sheetData", b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 50_000 + b"</cols>"
    ),
    "a row of 200,000 attributes": lambda: sheet_of(
        b"<row " + b"".join(b'a%d="1" ' % each for each in range(200_000)) + b'r="1"/>'
    ),
    "a cell of 200,000 attributes": lambda: sheet_of(
        b'<row r="1"><c ' + b"".join(b'a%d="1" ' % each for each in range(200_000)) + b'r="A1"/></row>'
    ),
    "a root of 100,000 prefixes": lambda: with_parts(
        foreign_tracker(),
        {
            SHEET: b"<worksheet "
            + b"".join(b'xmlns:a%d="x" ' % each for each in range(100_000))
            + b'xmlns="%s"><sheetData/></worksheet>' % MAIN
        },
    ),
    "a text of 200,000 runs": lambda: _inline(b"<r><t>a</t></r>" * 200_000),
    "a text of 500,000 entities": lambda: _inline(b"<t>" + b"&amp;" * 500_000 + b"</t>"),
    "a text of entities that never end": lambda: _inline(b"<t>" + b"&#" * 500_000 + b"</t>"),
    "a text of escapes that never end": lambda: _inline(b"<t>" + b"_x000" * 500_000 + b"</t>"),
    "rows of 16,384 cells": lambda: sheet_of(
        b"".join(b'<row r="%d">%s</row>' % (row, b"<c><v>1</v></c>" * 16_384) for row in range(1, 11))
    ),
    "a number of a million digits": lambda: sheet_of(b'<row r="1"><c r="A1"><v>%s</v></c></row>' % (b"9" * 1_000_000)),
    "numbers beyond numbers": lambda: sheet_of(
        b'<row r="1"><c r="A1"><v>1E999999999</v></c><c r="B1"><v>1E-99999999</v></c></row>'
    ),
    "a format of 100,000 quotes": lambda: _put_in(
        STYLES, b"<fonts", b'<numFmts><numFmt numFmtId="200" formatCode="%s"/></numFmts>' % (b"&quot;a" * 100_000)
    ),
    "a comment of ends": lambda: foreign_tracker()[:-2] + struct.pack("<H", 65_535) + b"PK\5\6" * 16_383 + b"abc",
    "an array formula of all cells": lambda: sheet_of(
        b'<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>'
    ),
    "brackets in brackets": lambda: _formulas(b"(" * 8000 + b"1" + b")" * 8000, 20),
    "functions in functions": lambda: _formulas(b"IF(1," * 1600 + b"1" + b")" * 1600, 20),
    "a sum of 4,000": lambda: _formulas(b"1+" * 4000 + b"1", 50),
    "signs in a row": lambda: _formulas(b"-" * 8000 + b"1", 20),
    "quotes in a row": lambda: _formulas(b"'" * 8001, 2),
    "double quotes in a row": lambda: _formulas(b"&quot;" * 8001, 20),
    "square brackets in a row": lambda: _formulas(b"[" * 8001, 20),
    "names of tabs in a row": lambda: _formulas(b"a!" * 4000, 20),
    "references joined by colons": lambda: _formulas(b":".join([b"A1"] * 2700), 20),
    "a reference to all cells": lambda: _formulas(b"SUM(OFFSET(A1,0,0,1048576,16384))", 500),
    "a power of powers": lambda: _formulas(b"9^9^9^9", 100),
    "a text of texts of texts": lambda: _formulas(b"REPT(REPT(REPT(&quot;a&quot;,32767),32767),32767)", 100),
    "a chain of 20,000 formulas": lambda: sheet_of(
        b"".join(b'<row r="%d"><c r="A%d"><f>A%d+1</f><v>1</v></c></row>' % (at, at, at + 1) for at in range(1, 20_001))
    ),
}
VAST = {"Settings": 1_000, "Checks": 5_000, "Waste": 5_000, "Appendix 1 data": 5_000}  # each row of Settings is a finding


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("command", ["inspect", "check-totals"])
def test_strange_content_is_read_or_refused_in_little_time_and_memory(
    command: str, name: str, se7: Callable[..., Ended], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "theirs.xlsx"
    data = STRANGE[name]()
    path.write_bytes(data)
    ended = se7(command, str(path), *(["--preview"] if command == "check-totals" else []))
    record_property("seconds", round(ended.seconds, 2))
    ends_well(ended)
    assert path.read_bytes() == data and [each.name for each in tmp_path.iterdir()] == ["theirs.xlsx"]


@pytest.mark.parametrize("tab", VAST)
def test_a_tab_of_ours_that_is_vast_is_worked_with_in_proportion(tab: str, se7: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    taken = []
    for rows in (VAST[tab], 8 * VAST[tab]):  # sixty-four times the time, were it to grow by their square
        path.write_bytes(vast(tab, rows))
        ended = se7("check-totals", str(path), "--preview")
        ends_well(ended)
        taken.append(ended.seconds)
    assert taken[1] < 25 * taken[0]


def ends_well(ended: Ended) -> None:
    """Hold a command to an end in words, soon and small; where it could not go on, in one sentence."""
    assert ended.status in (0, 1, 2) and "Traceback" not in ended.err and "did not foresee" not in ended.err
    assert ended.seconds < CEILING and ended.peak < MEMORY
    assert "SE7_LIMIT_SECONDS" not in ended.err and "SE7_LIMIT_MEMORY" not in ended.err
    assert ended.status != 2 or (ended.out == "" and ended.err.count("\n") == 1)


def vast(tab: str, rows: int) -> bytes:
    """The tracker with so many rows of words and figures below what the tab holds."""
    part = sheet_part(tab)
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x%d</t></is></c><c r="B%d"><v>1</v></c></row>'
    added = b"".join(row % ((at,) * 4) for at in range(500, 500 + rows))
    return with_parts(
        foreign_tracker(), {part: unpacked(foreign_tracker())[part].replace(b"</sheetData>", added + b"</sheetData>")}
    )


def _put_in(part: str, mark: bytes, content: bytes) -> bytes:
    known = unpacked(foreign_tracker())[part]
    assert mark in known
    return with_parts(foreign_tracker(), {part: known.replace(mark, content + mark, 1)})


def _names(number: int) -> bytes:
    named = b"".join(b'<definedName name="n%d">Waste!$A$%d</definedName>' % (each, each % 9 + 1) for each in range(number))
    return b"<definedNames>" + named + b"</definedNames>"


def _tabs(number: int) -> bytes:
    return b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (each, each) for each in range(1000, 1000 + number))


def _links(number: int) -> bytes:
    link = b'<Relationship Id="rId%d" Type="t" Target="http://a/%d" TargetMode="External"/>'
    return b'<Relationships xmlns="%s">%s</Relationships>' % (SPARE, b"".join(link % (each, each) for each in range(number)))


def _each(name: bytes, element: bytes, number: int) -> bytes:
    return b"<%s>%s</%s>" % (name, b"".join(element % (at, at) for at in range(1, number)), name)


def _inline(content: bytes) -> bytes:
    return sheet_of(b'<row r="1"><c r="A1" t="inlineStr"><is>%s</is></c></row>' % content)


def _formulas(text: bytes, number: int) -> bytes:
    return sheet_of(
        b"".join(b'<row r="%d"><c r="A%d"><f>%s</f><v>1</v></c></row>' % (at, at, text) for at in range(1, number + 1))
    )
