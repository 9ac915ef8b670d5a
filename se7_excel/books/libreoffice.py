"""LibreOffice, where it is installed: turns tabs of a workbook into a PDF. Its absence costs the PDF and no more."""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from se7_excel.books.markup import elements, first, with_attribute
from se7_excel.books.package import Package

NAMES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
SECONDS = 180
PRINT_AREA = "_xlnm.Print_Area"
# No PDF/UA: the tags that LibreOffice writes for Calc hold hardly any cell, so the claim would be false.
OPTIONS = {"UseTaggedPDF": "true", "ExportBookmarks": "true"}
TAGGED_PDF = "pdf:calc_pdf_Export:" + json.dumps({name: {"type": "boolean", "value": told} for name, told in OPTIONS.items()})
# The language of a PDF is the profile's, whatever the workbook says of itself.
IN_ENGLISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="DefaultLocale" oor:op="fuse"><value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value></prop></item>
</oor:items>
"""


def soffice() -> str | None:
    """The path of LibreOffice's program, or None where it is not installed."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


def tab_as_pdf(workbook: Path, tab: str, pdf: Path) -> bool:
    """Print one tab of the workbook to a PDF; whether that came about."""
    return tabs_as_pdf(workbook.read_bytes(), (tab,), pdf)


def tabs_as_pdf(data: bytes, tabs: tuple[str, ...], pdf: Path) -> bool:
    """Print these tabs of the workbook to a PDF with title and language, tagged as far as LibreOffice tags cells."""
    program = soffice()
    if program is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "alone.xlsx"
        alone.write_bytes(showing_only(data, *tabs))
        if not converted(program, alone, TAGGED_PDF, Path(folder)):
            return False
        try:
            shutil.copyfile(alone.with_suffix(".pdf"), pdf)
        except OSError:
            return False
    return True


def converted(program: str, workbook: Path, kind: str, folder: Path) -> bool:
    """Let LibreOffice convert the workbook into the folder, with a profile of its own so that a running one is left alone."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder), str(workbook)]
    try:
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(IN_ENGLISH, encoding="utf-8")
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return (folder / f"{workbook.stem}.{kind.partition(':')[0]}").exists()


def showing_only(data: bytes, *tabs: str) -> bytes:
    """The workbook with every other tab hidden and without its print area, which keeps them out of print."""
    package = Package(data)
    part = package.read(package.workbook)
    names = [each.attributes.get("name") for each in elements(part, "sheet")]
    shown = {str(names.index(tab)) for tab in tabs}
    for each in reversed(list(elements(part, "definedName"))):
        if each.attributes.get("name") == PRINT_AREA and each.attributes.get("localSheetId") not in shown:
            part = part[: each.start] + part[each.end :]
    sheets = list(elements(part, "sheet"))
    for each in reversed(sheets):
        state = None if each.attributes.get("name") in tabs else "hidden"
        tag = with_attribute(part[each.start : each.tag_end], "state", state)
        part = part[: each.start] + tag + part[each.tag_end :]
    view = first(part, "workbookView")
    if view:
        tag = with_attribute(part[view.start : view.tag_end], "activeTab", str(names.index(tabs[0])))
        part = part[: view.start] + re.sub(rb'\s+firstSheet="\d+"', b"", tag) + part[view.tag_end :]
    package.replace(package.workbook, part)
    return b"".join(package.rewritten())
