"""LibreOffice as a second engine: it recalculates every formula of a workbook, and prints it, in a profile of its own."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
Values = dict[tuple[str, str], object]


@dataclass(frozen=True)
class Word:
    """A word on a printed page and the box it stands in, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PrintedPage:
    """A page of a PDF: its size in points and its words."""

    width: float
    height: float
    words: tuple[Word, ...]


class Office:
    """LibreOffice with a profile in which workbooks are always recalculated on loading."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(RECALCULATE_ALWAYS, encoding="utf-8")

    def converted(self, data: bytes, kind: str) -> Path:
        """The workbook as LibreOffice writes it in another format."""
        source, target = self.folder / "source.xlsx", self.folder / "converted"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [self.program, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return target / f"source.{kind}"

    def recalculated(self, data: bytes) -> Values:
        """What every cell of the workbook comes to."""
        return values(self.converted(data, "xlsx").read_bytes())

    def printed(self, data: bytes) -> Path:
        """The whole workbook as a PDF."""
        return self.converted(data, "pdf")


def values(data: bytes) -> Values:
    """The value each filled cell of a workbook carries."""
    return _cells(data, data_only=True)


def formulas(data: bytes) -> dict[tuple[str, str], str]:
    """The formula of each cell that has one."""
    cells = _cells(data, data_only=False)
    return {cell: text for cell, text in cells.items() if isinstance(text, str) and text.startswith("=")}


def pages(pdftotext: str, pdf: Path) -> list[PrintedPage]:
    """The pages of a PDF with the place of every word."""
    found = subprocess.run([pdftotext, "-bbox", str(pdf), "-"], check=True, capture_output=True)
    text = found.stdout.decode("utf-8")
    return [PrintedPage(float(width), float(height), _words(body)) for width, height, body in PAGE.findall(text)]


def facts(pdfinfo: str, pdf: Path) -> dict[str, str]:
    """What pdfinfo says of the PDF, line by line."""
    found = subprocess.run([pdfinfo, str(pdf)], check=True, capture_output=True)
    lines = (line.partition(":") for line in found.stdout.decode("utf-8").splitlines())
    return {name: value.strip() for name, _, value in lines}


def _words(body: str) -> tuple[Word, ...]:
    return tuple(Word(unescape(text), *map(float, box)) for *box, text in WORD.findall(body))


def _cells(data: bytes, data_only: bool) -> Values:
    book = load_workbook(BytesIO(data), data_only=data_only)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
