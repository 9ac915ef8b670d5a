"""C28: what a workbook reads from other workbooks and sources, wherever it says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from se7_excel.books.markup import elements, text_of
from se7_excel.books.package import Package, relations_part
from se7_excel.inspection.look import Case, Look, listed, short, summed_up
from se7_excel.inspection.tokens import UnreadFormula, words
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.formulas import links_to_other_file

REMEDY = "put the figures themselves here, or bring the other workbook’s tab into this one"
CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")
RULES = {"dataValidations": "data validation", "conditionalFormatting": "conditional formats", "extLst": "its rules"}


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A workbook this one is linked to: the number formulas call it by, and its name."""

    number: int
    name: str


def no_links(look: Look) -> Iterator[Finding]:
    """C28: nothing reads from another file: no formula, name, chart, rule or connection."""
    files = other_files(look.workbook.package)
    used: set[int] = set()
    for finding, text in (*_in_cells(look, files), *_elsewhere(look, files)):
        used |= {each.number for each in files if f"[{each.number}]" in text}
        yield finding
    unused = [each.name for each in files if each.number not in used]
    if unused:
        yield _fail(
            f"The workbook is linked to {listed(unused)}, though nothing in sight uses it; break the link under Data, Edit Links"
        )
    yield from _connections(look.workbook.package)


def other_files(package: Package) -> tuple[OtherFile, ...]:
    """The workbooks that parts of this one stand for, in the order formulas number them."""
    parts = [relation.target for relation in _ordered(package)]
    return tuple(OtherFile(number, _target(package, part)) for number, part in enumerate(parts, 1))


@cache
def is_link(formula: str) -> bool:
    """Whether the formula reads from another workbook."""
    if "[" not in formula:
        return False
    try:
        return any(word.kind == "tab" and "[" in word.text for word in words(formula))
    except UnreadFormula:
        return links_to_other_file(formula)


def _ordered(package: Package) -> list:  # type: ignore[type-arg]
    listed_first = [
        next((value for name, value in each.attributes.items() if name.endswith(":id")), "")
        for each in elements(package.read(package.workbook), "externalReference")
    ]
    links = {each.key: each for each in package.relations(package.workbook) if each.kind.endswith("/externalLink")}
    ordered = [links[key] for key in listed_first if key in links]
    return [*ordered, *(each for each in links.values() if each not in ordered)]


def _target(package: Package, part: str) -> str:
    """The file name of what a link leads to."""
    name = relations_part(part)
    relations = elements(package.read(name), "Relationship") if package.holds(name) else ()
    target = next((each.attributes.get("Target", "") for each in relations), "")
    return unquote(target).replace("\\", "/").rpartition("/")[2] or "another file"


def _in_cells(look: Look, files: tuple[OtherFile, ...]) -> Iterator[tuple[Finding, str]]:
    for sheet in look.sheets:
        cells = sorted(cell for cell, formula in sheet.formulas.items() if "[" in formula and is_link(formula))
        cases = [Case(sheet.place(*cell), _what(sheet.formulas[cell], files), "a figure", "a link") for cell in cells]
        together = " ".join(sheet.formulas[cell] for cell in cells)
        yield from ((finding, together) for finding in summed_up("C28", Severity.FAIL, cases, REMEDY))


def _what(formula: str, files: tuple[OtherFile, ...]) -> str:
    names = [each.name for each in files if f"[{each.number}]" in formula]
    return f"the formula ={short(formula)} reads from another file{f' ({listed(names)})' if names else ''}"


def _elsewhere(look: Look, files: tuple[OtherFile, ...]) -> Iterator[tuple[Finding, str]]:
    for name in look.workbook.names.values():
        if is_link(name.refers_to):
            yield _fail(f"The name {name.name} stands for ={short(name.refers_to)} in another file; {REMEDY}"), name.refers_to
    for sheet in look.sheets:
        for kind, found in _rules(sheet.frame):
            yield _fail(f"{sheet.name}: {kind} read ={short(found)} from another file; {REMEDY}"), found
    package = look.workbook.package
    for part in (part for kind in CHARTS for part in package.parts_of_type(kind)):
        texts = [text for text in _texts(package.read(part), "f") if is_link(text)]
        if texts:
            yield _fail(f"A chart draws ={short(texts[0])} from another file; {REMEDY}"), " ".join(texts)


def _rules(frame: bytes) -> Iterator[tuple[str, str]]:
    """The kinds of rules of a tab that read from another file, each with the first such formula."""
    for element, kind in RULES.items():
        texts = (
            text
            for each in elements(frame, element)
            for text in _texts(frame[each.start : each.end], "formula", "formula1", "formula2", "f")
        )
        found = next((text for text in texts if is_link(text)), None)
        if found:
            yield kind, found


def _texts(data: bytes, *names: str) -> list[str]:
    return [text_of(data[each.tag_end : each.content_end]) for each in elements(data, *names)]


def _connections(package: Package) -> Iterator[Finding]:
    for part in package.parts_of_type("connections+xml"):
        names = [each.attributes.get("name", "one without a name") for each in elements(package.read(part), "connection")]
        if names:
            yield _fail(
                f"The workbook has connections to other sources: {listed(names)}; take them out under Data, Queries & Connections"
            )


def _fail(message: str) -> Finding:
    return Finding("C28", Severity.FAIL, f"{message}.", expected="no link to another file", found="a link")
