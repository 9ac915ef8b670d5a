"""No file takes long or much memory to be refused, whatever it is; honest ones, however large, are opened."""

import json
import random
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest

from se7_excel.books import limits
from se7_excel.books.archive import Archive
from se7_excel.books.file_book import FileBook
from se7_excel.books.limits import BOUNDS, LIMITS, Limit
from se7_excel.books.package import Package
from se7_excel.books.sheet_part import SheetPart
from se7_excel.books.sheet_reader import Reader, Values
from se7_excel.books.strings import shared_strings
from se7_excel.books.styles_part import StylesPart
from se7_excel.entrances.cli import STOPPED, main
from se7_excel.errors import BeyondLimit, SavingsError, UnfitOption
from tests.books.hostile import (
    HEAD,
    SHEET,
    STYLES,
    TAIL,
    beyond_limits,
    harmless,
    packed_by_hand,
    shapes,
)
from tests.foreign import foreign_tracker, unpacked, with_parts

resource = pytest.importorskip("resource", reason="only POSIX systems tell what a process took")
MIB = 1 << 20
PROMISED_SECONDS, PROMISED_MEMORY = 2, 300 * MIB
NOISE = 5  # machines that run tests have other things to do
SECURITY = Path(__file__).parents[2] / "docs" / "security.md"
# A small process of its own starts each command, because a command's peak is never told below that of who started it.
STARTER = """
import json, os, resource, subprocess, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for line in sys.stdin:
    start = time.perf_counter()
    run = subprocess.Popen([sys.executable, "-m", "se7_excel", *json.loads(line)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = [each.decode() for each in run.communicate()]
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps([run.returncode, *said, seconds, peak]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it took; the peak is that of the greediest command so far."""

    status: int
    out: str
    err: str
    seconds: float
    peak: int


@pytest.fixture(scope="module")
def se7() -> Iterator[Callable[..., Ended]]:
    """A way to run commands and learn what they took."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", STARTER], **pipes) as starter:

        def run(*arguments: str) -> Ended:
            starter.stdin.write(json.dumps(arguments) + "\n")
            starter.stdin.flush()
            return Ended(*json.loads(starter.stdout.readline()))

        yield run
        starter.stdin.close()


def held_to_what_is_promised(ended: Ended) -> None:
    assert "Traceback" not in ended.err and "did not foresee" not in ended.err
    assert ended.seconds < PROMISED_SECONDS * NOISE and ended.peak < PROMISED_MEMORY


@pytest.mark.parametrize("name", beyond_limits())
def test_a_hostile_file_is_refused_in_one_sentence_quickly_and_in_little_memory(
    name: str, se7: Callable[..., Ended], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    make, said = beyond_limits()[name]
    path = tmp_path / "tracker.xlsx"
    data = make()
    path.write_bytes(data)
    ended = se7("check-totals", str(path))
    record_property("seconds", round(ended.seconds, 2))
    record_property("peak MiB", ended.peak // MIB)
    held_to_what_is_promised(ended)
    assert ended.status == STOPPED and ended.out == "" and ended.err.count("\n") == 1 and len(ended.err) < 400
    assert said in ended.err and str(path) in ended.err
    assert path.read_bytes() == data and [each.name for each in tmp_path.iterdir()] == ["tracker.xlsx"]


@pytest.mark.parametrize("name", harmless())
def test_what_chokes_dense_readers_is_nothing_to_ours(name: str, se7: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(harmless()[name]())
    ended = se7("check-totals", str(path))
    held_to_what_is_promised(ended)
    assert "SE7_LIMIT" not in ended.err


@pytest.mark.parametrize("command", ["inspect", "compare", "export", "refresh-totals"])
def test_every_command_that_opens_a_workbook_keeps_to_the_limits(command: str, se7: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(beyond_limits()["6 million cells"][0]())
    ended = se7(command, str(path), *([str(path)] if command == "compare" else []))
    held_to_what_is_promised(ended)
    assert ended.status == STOPPED and "SE7_LIMIT_CELLS" in ended.err


def test_a_file_too_large_is_refused_before_it_is_read(se7: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    with path.open("wb") as file:
        file.truncate(300 * MIB)
    ended = se7("check-totals", str(path))
    held_to_what_is_promised(ended)
    assert "300 MiB" in ended.err and limits.FILE_SIZE.setting in ended.err


@pytest.mark.parametrize("shape", shapes())
def test_the_cost_of_strange_markup_grows_no_faster_than_the_markup(shape: str) -> None:
    few, many = 50_000, 400_000  # eight times as much: sixty-four times the cost, were it to grow by its square
    first, second = (min(opened_in(shape, number) for _ in range(2)) for number in (few, many))
    assert second < 0.5 or second < 25 * first


def opened_in(shape: str, number: int) -> float:
    part, content = shapes()[shape](number)
    data = with_parts(foreign_tracker(), {part: content})
    start = perf_counter()
    try:
        book = FileBook(data)
        for tab in book.tabs():
            book.read(tab)
    except SavingsError:
        pass
    return perf_counter() - start


@pytest.fixture(scope="module")
def honest() -> Package:
    """A large workbook as somebody honest has it: 200,000 rows, 2,000 formats, a large picture."""
    picture = random.Random(1).randbytes(30 * MIB)
    parts = {**unpacked(foreign_tracker()), SHEET: honest_sheet(), STYLES: honest_styles(), "xl/media/photo.png": picture}
    return Package(packed_by_hand(parts))


def honest_sheet() -> bytes:
    rows = (
        b'<row r="%d" spans="1:12">%s</row>'
        % (row, b"".join(b'<c r="%s%d" s="1"><v>%d</v></c>' % (letter, row, row * 7919 % 100_003) for letter in LETTERS))
        for row in range(1, 200_001)
    )
    return HEAD + b"".join(rows) + TAIL


LETTERS = [bytes((letter,)) for letter in b"ABCDEFGHIJKL"]


def honest_styles() -> bytes:
    content = unpacked(foreign_tracker())[STYLES]
    at = content.index(b"</cellXfs>")
    alike = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="1"><alignment wrapText="1"/></xf>'
    return content[:at] + alike * 2000 + content[at:]


def test_an_honest_large_tab_is_opened(honest: Package) -> None:
    content = honest.read(SHEET)
    assert len(content) > 80 * MIB and SheetPart(content).merged() == ()


def test_honest_styles_are_opened_however_well_they_pack(honest: Package) -> None:
    member = honest.archive.members[STYLES]
    assert member.size > 20 * member.packed and len(StylesPart(honest.read(STYLES)).formats) > 2000


def test_styles_packed_140_to_1_are_opened() -> None:
    spread = honest_styles().replace(b"<cellXfs", b" " * 400_000 + b"<cellXfs")
    package = Package(packed_by_hand({**unpacked(foreign_tracker()), STYLES: spread}))
    assert package.archive.members[STYLES].size > 140 * package.archive.members[STYLES].packed and package.read(STYLES) == spread


def test_a_large_picture_is_no_reason_to_refuse(honest: Package) -> None:
    assert len(honest.read("xl/media/photo.png")) == 30 * MIB


def test_a_part_unpacked_a_piece_at_a_time_is_the_part(honest: Package) -> None:
    assert zlib.crc32(b"".join(honest.archive.pieces(SHEET))) == zlib.crc32(honest.read(SHEET))


def test_entities_in_a_picture_that_is_markup_are_nobodys_business() -> None:
    drawn = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    assert FileBook(with_parts(foreign_tracker(), {"xl/media/image9.svg": drawn})).tabs()


def test_a_part_in_utf_16_that_nobody_reads_is_left_alone() -> None:
    mashed = '<?xml version="1.0" encoding="utf-16"?><DataMashup/>'.encode("utf-16")
    assert FileBook(with_parts(foreign_tracker(), {"customXml/item1.xml": mashed})).tabs()


@pytest.mark.parametrize("limit", LIMITS, ids=lambda each: each.name)
def test_a_limit_names_what_was_found_what_is_allowed_and_its_setting(limit: Limit) -> None:
    limit.hold(limit.allowed, "the part a.xml")
    with pytest.raises(BeyondLimit) as refused:
        limit.hold(limit.allowed + 1, "the part a.xml")
    found, allowed = (f"{limit.default + more:,}{' MiB' if limit.unit else ''}" for more in (1, 0))
    said = str(refused.value)
    assert said.startswith(f"the part a.xml has {found} ") and f"more than the {allowed} we open" in said
    assert said.endswith(f"SE7_LIMIT_{limit.name}") and said.count(". ") == 0


def test_a_setting_moves_a_limit_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SE7_LIMIT_PARTS", "3")
    with pytest.raises(BeyondLimit, match="more than the 3 we open"):
        Archive(foreign_tracker())
    monkeypatch.setenv("SE7_LIMIT_PARTS", "20000")
    assert limits.PARTS.allowed == 20_000


@pytest.mark.parametrize("stated", ["many", "-1", "0", "1.5", "²", "9" * 5000])
def test_a_setting_that_is_no_whole_number_is_refused(
    stated: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SE7_LIMIT_PARTS", stated)
    with pytest.raises(UnfitOption, match="set it to a whole number above 0"):
        _ = limits.PARTS.allowed
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(foreign_tracker())
    assert main(["check-totals", str(path)]) == STOPPED and "SE7_LIMIT_PARTS" in capsys.readouterr().err


def test_the_settings_are_told_apart_by_their_names() -> None:
    assert len({limit.name for limit in (*LIMITS, *BOUNDS)}) == len((*LIMITS, *BOUNDS))


def test_the_security_page_lists_every_limit_with_its_default() -> None:
    lines = (line.split("|") for line in SECURITY.read_text(encoding="utf-8").splitlines())
    stated = {cells[1].strip(" `"): cells[2].strip() for cells in lines if len(cells) > 3}
    for each in (*LIMITS, *BOUNDS):
        assert stated.get(each.setting) == f"{each.default:,}{each.unit and ' '}{each.unit}"


def test_a_text_shown_in_many_cells_counts_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SE7_LIMIT_REFERRED", "1")
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 101))
    strings = shared_strings(b"<sst><si><t>" + b"a" * 20_000 + b"</t></si></sst>")
    with pytest.raises(BeyondLimit, match="SE7_LIMIT_REFERRED"):
        Reader(SheetPart(HEAD + rows + TAIL), Values(strings, frozenset(), False))


def test_a_formula_longer_than_any_excel_writes_is_refused() -> None:
    row = b'<row r="1"><c r="A1"><f>' + b"1+" * 40_000 + b"1</f><v>1</v></c></row>"
    with pytest.raises(BeyondLimit, match=r"80,001 characters in one formula.*SE7_LIMIT_FORMULA"):
        Reader(SheetPart(HEAD + row + TAIL), Values((), frozenset(), False))


def test_a_formula_filled_down_counts_for_each_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SE7_LIMIT_FORMULAS", "1")
    first = b'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A100">' + b"1+" * 10_000 + b"1</f><v>1</v></c></row>"
    rows = b"".join(b'<row r="%d"><c r="A%d"><f t="shared" si="0"/><v>1</v></c></row>' % (row, row) for row in range(2, 101))
    with pytest.raises(BeyondLimit, match="SE7_LIMIT_FORMULAS"):
        Reader(SheetPart(HEAD + first + rows + TAIL), Values((), frozenset(), False))
