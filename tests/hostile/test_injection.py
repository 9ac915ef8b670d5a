"""Words from a tab or a return stay words: no formula, no link, no order to the terminal, no line or file of their own."""

import re
import socket
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.entrances.officer import se7
from tests.foreign import unpacked
from tests.hostile.commands import COMMANDS, run_on, said
from tests.hostile.typed import officer_types

ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
EVIL = (
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "<img src=x onerror=alert(1)>",
    "</td></table><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "a\r\nBcc: thief@evil.example",
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "\x9b31m\u202etxt.exe\u2066",
    "first\n  Saved: /somewhere/else.xlsx",
    "..\\..\\evil",
    "../../evil",
    "CON",
    "[Book1]Sheet1!A1",
    "&amp;&#61;1+1",
)

PREPARE = next(each for each in COMMANDS if each[0] == "prepare-email")
HEADERS = ["from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-language", "x-unsent"]
EVIL_TO_TERMINALS = [each for each in EVIL if ORDERS.search(each) or "\n" in each]


def formulas_and_links(data: bytes) -> tuple[set[str], set[str]]:
    """Every formula of the workbook, and every target outside of it that a part names."""
    book = load_workbook(BytesIO(data))
    cells = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    outside = (re.findall(rb'Target="([^"]*)"[^>]*TargetMode="External"', content) for content in unpacked(data).values())
    return {str(each) for each in cells}, {each.decode() for found in outside for each in found}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.xlsx"
    assert se7("new", path, "--sample") == 0
    return path


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens a connection fails the test."""

    def refused(*arguments: object, **named: object) -> None:
        raise AssertionError(f"a connection was opened: {arguments} {named}")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is left out: what it prints is looked at elsewhere."""
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("words", EVIL)
def test_words_of_a_tab_become_no_formula_and_no_link_in_the_tracker(words: str, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(sound.read_bytes())
    before = formulas_and_links(path.read_bytes())
    officer_types(path, words)
    for command in ("refresh-totals", "regenerate-appendix-1", "regenerate-appendix-2", "check-totals"):
        assert said(command, path).status in (0, 1)
    formulas, links = formulas_and_links(path.read_bytes())
    assert links == before[1] == set()
    assert not any("evil" in each or "cmd|" in each for each in formulas)
    shapes = {re.sub(r"[0-9]+", "#", each) for each in formulas}
    assert shapes <= {re.sub(r"[0-9]+", "#", each) for each in before[0]} | {each for each in shapes if _is_a_link_inside(each)}


def _is_a_link_inside(formula: str) -> bool:
    """Whether it is the link to a cell that Checks and the exact table are made with."""
    return re.fullmatch(r"=HYPERLINK\(\"#'[^\"\[\]]+'![A-Z#]+\",\"[^\"]*\"\)", formula) is not None


@pytest.mark.parametrize("words", EVIL)
def test_words_of_a_tab_stay_words_in_the_clean_copy_and_the_letter(words: str, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(sound.read_bytes())
    officer_types(path, words)
    ended = run_on(PREPARE, path, sound)
    if ended.status == 2:
        assert ended.err.count("\n") == 1 and not ORDERS.search(ended.err)
        return
    folder = tmp_path / "written" / "out"
    letter = message_from_bytes(next(folder.glob("*.eml")).read_bytes(), policy=policy.default)
    assert {each.casefold() for each in letter} <= set(HEADERS)
    assert letter["to"] == "jo@kent.gov.uk" and "bcc" not in letter
    html = letter.get_body(("html",)).get_content()
    assert not re.search(r"<(?:script|img|a|iframe|object|link|form)\b|<[^>]*\son\w+=", html, re.IGNORECASE)
    formulas, links = formulas_and_links(next(folder.glob("*.xlsx")).read_bytes())
    assert links == set() and not any("evil" in each or "cmd|" in each for each in formulas)


@pytest.mark.parametrize("words", EVIL_TO_TERMINALS)
@pytest.mark.parametrize("command", [each for each in COMMANDS if each[0] != "prepare-email"], ids=lambda each: " ".join(each))
def test_what_is_printed_gives_the_terminal_no_orders_and_no_lines_of_their_own(
    command: tuple[str, ...], words: str, sound: Path, tmp_path: Path
) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(sound.read_bytes())
    officer_types(path, words)
    ended = run_on(command, path, sound)
    assert not ORDERS.search(ended.err) and ended.err.count("\n") <= 1
    assert not ORDERS.search(ended.out)
    assert not any(line.startswith("  Saved: /somewhere") for line in ended.out.splitlines())
