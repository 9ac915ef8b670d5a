"""Putting a ribbon and its macros into a workbook, bringing them up to date, and taking them out again.

Only code of ours is ever replaced or taken out, and everything is looked at before anything changes.
"""

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from xml.parsers.expat import ExpatError, ParserCreate

from se7_excel.binding.vba_project import Kind, Module, modules_of, vba_project
from se7_excel.books import workbook_part
from se7_excel.books.package import Package
from se7_excel.errors import DamagedWorkbook, ForeignCode, ProtectedWorkbook

PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
SIGNATURE = "vbaprojectsignature"
RIBBON, RIBBON_TYPE = "customUI/customUI14.xml", "application/xml"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
ANY_RIBBON, CALLBACK = "/ui/extensibility", re.compile(r"(?:on|get)[A-Z]\w*|loadImage")
OURS, OUR_CALL = "se7", re.compile(r"SE7\w*\.\w+", re.IGNORECASE)
EMBEDDED = ("xlwings", "dictionary")  # what a workbook that does without xlwings' add-in brings along
DOCUMENTS = {"workbook": Kind.WORKBOOK, "worksheet": Kind.WORKSHEET, "chartsheet": Kind.CHARTSHEET}
CODE_NAME, TAKEN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}"), ("VBA", "Excel", "Office", "stdole", "dir")
NO_CODE = re.compile(r"|(?:Option|Attribute) [^:]*", re.IGNORECASE)
EVENT = re.compile(
    r"(?:Private )?Sub Workbook_\w+\([^)]*\)|End Sub|On Error (?:Resume Next|GoTo 0)|'.*"
    r"|(?P<call>(?:Call )?SE7\w*\.\w+(?:\(\)| [\w\", ]*)?)",
    re.IGNORECASE,
)
MOST_NAMED = 5
BY_HAND = "take the modules whose names begin with SE7 out yourself, in Excel under Alt+F11"


@dataclass(frozen=True, slots=True)
class Document:
    """What has a module without being one: the workbook, a worksheet or a chart sheet; its part, and its name for macros."""

    part: str
    root: str
    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a workbook holds already: its VBA project, empty where it has none, the modules of it, and its ribbons."""

    project: str
    modules: tuple[Module, ...]
    ribbons: tuple[str, ...]


def bind(package: Package, ribbon: bytes, modules: Sequence[Module], project: str = "SE7Tracker") -> None:
    """Put the ribbon and the macros into the workbook, in place of ours of before; an .xlsx becomes an .xlsm.

    Of the documents, only the workbook may have code: a module of kind WORKBOOK, whatever its name. Raises `ForeignCode`
    where somebody else's macros or ribbon stand there already, and `ProtectedWorkbook` where the workbook is signed or locked.
    """
    _refuse_locked(package)
    code = [module for module in modules if module.kind in (Kind.STANDARD, Kind.CLASS)]
    documents = _documents(package, [project, *TAKEN, *(module.name for module in code)])
    events = next((module.text for module in modules if module.kind is Kind.WORKBOOK), "")
    own = [Module(each.name, DOCUMENTS[each.root], "" if number else events) for number, each in enumerate(documents)]
    written, held = vba_project(project, [*own, *code]), _held(package)
    _refuse_foreign(package, held, modules_of(written)[0].text, ribbon)
    if _signatures(package):
        raise ProtectedWorkbook(
            "the macros are signed, and any change voids that; take the signature off (Alt+F11, Tools, Digital Signature) first"
        )
    named = {each.part: workbook_part.with_code_name(package.read(each.part), each.root, each.name) for each in documents}
    for part, content in named.items():
        package.replace(part, content)
    _put(package, held, written, ribbon)


def unbind(package: Package) -> bool:
    """Whether macros or a ribbon of ours were in the workbook; if so they are taken out, and it becomes an .xlsx.

    The names its tabs have for macros stay, as they do when Excel saves an .xlsx: nobody can tell those we gave from those
    they had, and bound again they are the same. Raises `ForeignCode` where somebody else's macros or ribbon are in there.
    """
    held = _held(package)
    ours = any(_has_our_name(module) for module in held.modules)
    _refuse_foreign(package, held, remedy=BY_HAND if ours else "")
    if not ours and not held.ribbons:
        return False
    _refuse_locked(package)
    for part in (*_signatures(package), *filter(None, [held.project]), *held.ribbons):
        package.remove(part)
    package.retype(".xlsx")
    return True


def _refuse_locked(package: Package) -> None:
    package.refuse_signed()
    workbook_part.refuse_locked_structure(package.read(package.workbook))


def _documents(package: Package, taken: Iterable[str]) -> tuple[Document, ...]:
    """The workbook and its tabs, in their order, each with the name it has or is to have for macros."""
    parts = [(package.workbook, "workbook"), *_sheets(package)]
    names = _code_names([workbook_part.code_name(package.read(part), root) for part, root in parts], taken)
    return tuple(Document(part, root, name) for (part, root), name in zip(parts, names, strict=True))


def _sheets(package: Package) -> list[tuple[str, str]]:
    """Each tab's part and what its root is named; raises `ForeignCode` for the kinds of tab that are macros themselves."""
    relations = {each.key: each for each in package.relations(package.workbook)}
    found = []
    for sheet in workbook_part.sheets(package.read(package.workbook)):
        if sheet.key not in relations:
            raise DamagedWorkbook(f"the tab {sheet.name} has lost its cells; go back to the last version that opened")
        root = relations[sheet.key].kind.rpartition("/")[2]
        if root not in DOCUMENTS:
            raise ForeignCode(f"an old macro or dialog sheet ({sheet.name})")
        found.append((relations[sheet.key].target, root))
    return found


def _code_names(stated: Sequence[str], taken: Iterable[str]) -> list[str]:
    """A name for each document: its own where VBA takes it and nothing before has it, else the first that is free."""
    used, kept = {name.casefold() for name in taken}, []
    for name in stated:
        fits = CODE_NAME.fullmatch(name) and name.casefold() not in used
        kept.append(name if fits else "")
        used.add(kept[-1].casefold())
    for index, name in enumerate(kept):
        names = (f"Sheet{number}" if index else f"ThisWorkbook{number or ''}" for number in count(1 if index else 0))
        kept[index] = name or next(free for free in names if free.casefold() not in used)
        used.add(kept[index].casefold())
    return kept


def _held(package: Package) -> Held:
    """What is there, whether related or left behind: some programs keep a part and lose what leads to it."""
    project = [*package.related(package.workbook, "/vbaProject"), _project_part(package)]
    ribbons = [*package.related("", ANY_RIBBON), package.known(RIBBON)]
    found = next(filter(package.holds, project), "")
    modules = modules_of(package.read(found)) if found else ()
    return Held(found, modules, tuple(part for part in dict.fromkeys(ribbons) if package.holds(part)))


def _project_part(package: Package) -> str:
    return package.known(posixpath.join(posixpath.dirname(package.workbook), "vbaProject.bin"))


def _refuse_foreign(package: Package, held: Held, events: str = "", ribbon: bytes | None = None, remedy: str = "") -> None:
    _sheets(package)
    foreign = [module.name for module in held.modules if not _is_ours(module, held.modules, events)]
    if foreign:
        listed = ", ".join(foreign[:MOST_NAMED]) + (" and others" if len(foreign) > MOST_NAMED else "")
        raise ForeignCode(f"macros ({listed})", remedy)
    old = [each.target for each in package.relations("") if each.kind.endswith(ANY_RIBBON) and each.kind != RIBBON_RELATION]
    for part in held.ribbons:
        if part in old or (package.read(part) != ribbon and not _calls_only_ours(package.read(part))):
            raise ForeignCode(f"a ribbon ({part})", remedy)


def _is_ours(module: Module, beside: Sequence[Module], events: str) -> bool:
    """Whether nothing of anybody else's is lost with the module."""
    code = _code(module.text)
    if _has_our_name(module) or not (code or module.kind is Kind.CLASS):  # a class may be a form, which is more than its code
        return True
    if module.kind is Kind.WORKBOOK:
        found = [EVENT.fullmatch(line) for line in code]
        return code == _code(events) or (all(found) and any(each["call"] for each in found if each))
    return module.kind in (Kind.STANDARD, Kind.CLASS) and (module.name.casefold() in EMBEDDED and any(map(_has_our_name, beside)))


def _has_our_name(module: Module) -> bool:
    return module.kind in (Kind.STANDARD, Kind.CLASS) and module.name.casefold().startswith(OURS)


def _code(text: str) -> list[str]:
    """The lines that do something."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if not NO_CODE.fullmatch(line)]


def _calls_only_ours(ribbon: bytes) -> bool:
    """Whether every callback of the ribbon is in a module of ours, and there is one."""
    calls: list[str] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda _, given: calls.extend(call for name, call in given.items() if CALLBACK.fullmatch(name))
    try:
        parser.Parse(ribbon, True)
    except ExpatError:
        return False
    return bool(calls) and all(map(OUR_CALL.fullmatch, calls))


def _signatures(package: Package) -> list[str]:
    return [part for part in package.parts if posixpath.basename(part).casefold().startswith(SIGNATURE)]


def _put(package: Package, held: Held, project: bytes, ribbon: bytes) -> None:
    target, ribbon_part = held.project or _project_part(package), held.ribbons[0] if held.ribbons else RIBBON
    package.add(target, project, PROJECT_TYPE)
    package.relate(package.workbook, PROJECT_RELATION, target)
    package.add(ribbon_part, ribbon, RIBBON_TYPE)
    package.relate("", RIBBON_RELATION, ribbon_part)
    if package.extension == ".xlsx":
        package.retype(".xlsm")
