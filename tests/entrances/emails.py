"""Trackers from which an e-mail is prepared, and what lies there afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook

from se7_excel.actions import PREPARE_EMAIL, plan
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.prepare_email import Wishes
from se7_excel.sheets.acceptance import mark_of
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.log import Stamp
from se7_excel.sheets.schema import MAIL_FROM, MAIL_TO, MARKING
from se7_excel.sheets.sent import SentRow, sent_rows
from tests.conftest import NOW
from tests.entrances.officer import Typed, type_into

ANNA, BEN, SENDER = "anna.smith@kent.gov.uk", "ben.jones@surrey.gov.uk", "finance@eastsussex.gov.uk"
WHY = "The lead is asked"
C05 = (("C05", WHY),)
WISHES = Wishes(ANNA, "", SENDER, C05)
STAMP = Stamp(NOW, "A. Officer")
ON_SETTINGS = {MAIL_TO: f"Anna Smith <{ANNA}>", MAIL_FROM: f"Finance <{SENDER}>", MARKING: "OFFICIAL"}
ARGUMENTS = ("--to", ANNA, "--from", SENDER, "--accept", f"C05={WHY}")


def typed(data: bytes, cells: Mapping[str, Mapping[str, Typed]]) -> bytes:
    """The tracker once these cells of these tabs are typed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.xlsx"
        path.write_bytes(data)
        for tab, entries in cells.items():
            type_into(path, tab, dict(entries))
        return path.read_bytes()


@cache
def addressed(data: bytes) -> bytes:
    """The tracker with addresses and a marking on Settings."""
    return typed(data, {"Settings": {beside(data, label): value for label, value in ON_SETTINGS.items()}})


def beside(data: bytes, label: str) -> str:
    """The cell of Settings beside this label."""
    fact = find_fact(FileBook(data).read("Settings"), label)
    assert fact, label
    return fact[1]


@cache
def accepting(data: bytes) -> bytes:
    """The tracker with what fails in it accepted on the tab Accepted."""
    book = FileBook(data)
    fails = [each for each in plan(PREPARE_EMAIL, book).outcome.remaining if each.fails]
    top = book.read("Accepted").areas["SE7_Accepted"].top
    rows = enumerate((mark_of(each) for each in fails), top + 1)
    said = dict(zip("BCD", ("B. Lead", "1 March 2012", "It is a slip"), strict=True))
    cells = {f"A{row}": mark for row, mark in rows}
    others = {f"{column}{row}": text for row in range(top + 1, top + 1 + len(cells)) for column, text in said.items()}
    return typed(data, {"Accepted": {**cells, **others}})


def sent(path: Path) -> tuple[SentRow, ...]:
    """What the Log of the tracker records as prepared or sent."""
    return sent_rows(FileBook(path.read_bytes()).read("Log"))


@dataclass(frozen=True)
class Draft:
    """An e-mail as a mail program reads it."""

    message: EmailMessage

    @classmethod
    def of(cls, eml: bytes) -> "Draft":
        return cls(message_from_bytes(eml, policy=policy.default))

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain part, its lines joined."""
        part = self.message.get_body(("plain",))
        assert part
        return " ".join(part.get_content().split())

    @property
    def attachments(self) -> dict[str, bytes]:
        return {str(part.get_filename()): part.get_content() for part in self.message.iter_attachments()}


def about(copy: bytes) -> str:
    """What the sheet About of a copy says."""
    return " | ".join(text for row in sheet(copy, "About") for text in row if text)


def sheet(copy: bytes, name: str) -> list[list[str]]:
    """The rows of a copy's sheet, as another library reads them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "copy.xlsx"
        path.write_bytes(copy)
        rows: list[Any] = list(load_workbook(path, data_only=True)[name].iter_rows(values_only=True))
    return [["" if each is None else str(each) for each in row] for row in rows]
