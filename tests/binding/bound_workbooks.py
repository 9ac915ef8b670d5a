"""Workbooks to bind, with macros, ribbons and signatures of ours and of others, and what they hold afterwards."""

import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree

from se7_excel.binding.bind import bind, unbind
from se7_excel.binding.vba_project import Kind, Module, modules_of, vba_project
from se7_excel.books.package import CONTENT_TYPES, Package
from se7_excel.books.workbook_part import sheets
from se7_excel.errors import SavingsError
from tests.conftest import require
from tests.foreign import TABS, foreign_tracker, sheet_part, unpacked, with_parts

RIBBON = b"""<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="se7_tab" label="SE7">
<group id="totals" label="Totals"><button id="refresh_totals" label="Refresh" onAction="SE7.OnAction"/></group>
</tab></tabs></ribbon></customUI>"""
ON_ACTION = "Option Explicit\nPublic Sub OnAction(control As IRibbonControl)\nEnd Sub\n"
EVENTS = "Option Explicit\nPrivate Sub Workbook_Open()\n    ' Wake the buttons\n    SE7Ribbon.Renew\nEnd Sub\n"
MODULES = (Module("SE7", Kind.STANDARD, ON_ACTION), Module("SE7Pages", Kind.CLASS), Module("Events", Kind.WORKBOOK, EVENTS))
PROJECT, RIBBON_PART, WORKBOOK, ROOT = "xl/vbaProject.bin", "customUI/customUI14.xml", "xl/workbook.xml", "_rels/.rels"
PROJECT_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
OLD_RIBBON_KIND = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
SIGNATURE_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
CHANGED = {CONTENT_TYPES, ROOT, WORKBOOK, "xl/_rels/workbook.xml.rels", *map(sheet_part, TABS)}
USE_THE_ADD_IN = r"leave it as it is and use the add-in se7\.xlam, which serves any open tracker"


def saved(package: Package) -> bytes:
    return b"".join(package.rewritten())


def bound(data: bytes, modules: tuple[Module, ...] = MODULES, ribbon: bytes = RIBBON) -> bytes:
    package = Package(data)
    bind(package, ribbon, modules)
    return saved(package)


def unbound(data: bytes) -> bytes:
    package = Package(data)
    assert unbind(package)
    return saved(package)


def with_code(*modules: Module, ribbon: bytes = RIBBON) -> bytes:
    """The workbook with these macros, as if Excel had saved them beside its documents' modules."""
    documents = [each for each in held(bound(foreign_tracker())) if each.kind not in (Kind.STANDARD, Kind.CLASS)]
    replaced = {module.name: module for module in modules}
    kept = [replaced.pop(each.name, Module(each.name, each.kind)) for each in documents]
    project = vba_project("VBAProject", [*kept, *replaced.values()])
    return with_parts(bound(foreign_tracker()), {PROJECT: project, RIBBON_PART: ribbon})


def held(data: bytes) -> tuple[Module, ...]:
    return modules_of(unpacked(data)[PROJECT])


def small(change: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A small workbook, made as told."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    change(book)
    book.close()
    return made.getvalue()


def named_in_code(*names: str, workbook: str = "") -> bytes:
    """A workbook whose tabs have these names for macros, as far as they have any."""

    def name(book: xlsxwriter.Workbook) -> None:
        book.vba_codename = workbook
        for each in names:
            book.add_worksheet().vba_codename = each

    return small(name)


def documents(data: bytes) -> list[tuple[str, Kind]]:
    return [(each.name, each.kind) for each in held(data) if each.kind not in (Kind.STANDARD, Kind.CLASS)]


def stated(data: bytes) -> list[str | None]:
    """The names the workbook and its tabs state for macros, where the schema has them."""
    package = Package(data)
    found = [etree.fromstring(package.read(WORKBOOK)).find("{*}workbookPr")]
    targets = {each.key: each.target for each in package.relations(WORKBOOK)}
    for sheet in sheets(package.read(WORKBOOK)):
        first = etree.fromstring(package.read(targets[sheet.key]))[0]
        assert etree.QName(first).localname == "sheetPr"
        found.append(first)
    return [each.get("codeName") for each in found]


def prefixed(data: bytes, *parts: str) -> bytes:
    """The workbook with these parts' elements written with a prefix, as some programs write them."""

    def with_prefix(part: bytes) -> bytes:
        head, _, body = part.rpartition(b"?>")
        body = body.replace(b"</", b"<\0").replace(b"<", b"<x:").replace(b"<x:\0", b"</x:")
        return head + b"?>" + body.replace(b" xmlns=", b" xmlns:x=", 1).lstrip()

    return with_parts(data, {part: with_prefix(unpacked(data)[part]) for part in parts})


def refused(data: bytes, error: type[SavingsError], said: str, act: Callable[[Package], object]) -> None:
    """The act refuses with the sentence, and the package is as it was."""
    package = Package(data)
    with pytest.raises(error, match=said) as caught:
        act(package)
    assert package.replaced == {} and "\n" not in str(caught.value) and len(str(caught.value)) < 300


def refuses_to_bind(data: bytes, error: type[SavingsError], said: str) -> None:
    refused(data, error, said, lambda package: bind(package, RIBBON, MODULES))


def stock(name: str) -> bytes:
    """A workbook that comes with xlwings, saved by Excel."""
    spec = find_spec("xlwings")
    return (Path(require(spec and str(spec.origin), "xlwings")).parent / name).read_bytes()
