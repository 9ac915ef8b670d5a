"""A workbook file as a package of parts: told apart from what it is not, and read, replaced and added to part by part."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, unquote

from se7_excel.books.archive import Archive
from se7_excel.books.content_types import KINDS, PLAIN, TYPES, named_type, type_of, with_child, with_type
from se7_excel.books.markup import Element, elements, escaped, first
from se7_excel.books.part_guard import PartGuard
from se7_excel.errors import DamagedWorkbook, NotATracker, ProtectedWorkbook

CONTENT_TYPES = "[Content_Types].xml"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MIMETYPE, OPEN_DOCUMENT = "mimetype", b"application/vnd.oasis.opendocument"
STRICT = "http://purl.oclc.org/ooxml/"
OFFICE_DOCUMENT = "/relationships/officeDocument"
SIGNATURE = "/digital-signature/origin"
NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its id, its type and the part it leads to."""

    key: str
    kind: str
    target: str


class Package:
    """An .xlsx or .xlsm in memory, with the parts that are to be replaced or added; an .xlam only where `addins` may be."""

    def __init__(self, data: bytes, addins: bool = False) -> None:
        _refuse_other_files(data)
        self.archive = Archive(data)
        self._guard = PartGuard(self.archive)
        self.replaced: dict[str, bytes | None] = {}
        self._spelt = {name.casefold(): name for name in self.archive.members}
        self._known_relations: dict[str, tuple[Relation, ...]] = {}
        if CONTENT_TYPES not in self.archive.members:
            raise self._no_workbook()
        self.workbook = self._workbook_part()
        self.extension = self._extension()
        if self.extension == ".xlam" and not addins:
            raise NotATracker("this is an Excel add-in (.xlam), not a tracker; open the tracker itself, a .xlsx or .xlsm file")

    def read(self, part: str) -> bytes:
        """The part's content as it now is; raises `DamagedWorkbook` where the package lacks it."""
        if not self.holds(part):
            raise DamagedWorkbook(f"the part {part} is missing; go back to the last version that opened")
        content = self.replaced.get(part)
        if content is not None:
            return content
        return self._guard.read(part)

    def holds(self, part: str) -> bool:
        """Whether the package now has the part."""
        return self.replaced[part] is not None if part in self.replaced else part in self.archive.members

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts the package now has, new ones behind the others."""
        return tuple(part for part in dict.fromkeys((*self.archive.members, *self.replaced)) if self.holds(part))

    def replace(self, part: str, content: bytes) -> None:
        """Give the part this content; the same content as before changes nothing."""
        if content != self.read(part):
            self._set(part, content)

    def add(self, part: str, content: bytes, content_type: str) -> None:
        """Give the package this part, behind all others where it is new, and state its content type."""
        part = self.known(part)
        if not self.holds(part) or content != self.read(part):
            self._set(part, content)
        self.replace(CONTENT_TYPES, with_type(self.read(CONTENT_TYPES), part, content_type))

    def remove(self, part: str) -> None:
        """Take the part out with its content type, every relationship that leads to it, and the parts only it led to."""
        led_to = [relation.target for relation in self.relations(part)]
        for source in self._sources():
            self.unrelate(source, part)
        self._drop(relations_part(part))
        self._drop(part)
        reached = {relation.target for source in self._sources() for relation in self.relations(source)}
        for orphan in led_to:
            if self.holds(orphan) and orphan not in reached:
                self.remove(orphan)

    def relate(self, part: str, kind: str, target: str) -> None:
        """Let a relationship of this kind lead from the part (the package for "") to the target; one that does is kept."""
        if any((each.kind, each.target) == (kind, target) for each in self.relations(part)):
            return
        name = relations_part(part)
        held = self.read(name) if self.holds(name) else b""
        data = held if first(held, "Relationship") else NO_RELATIONS
        taken = {each.attributes.get("Id", "").casefold() for each in elements(data, "Relationship")}
        key = next(f"rId{number}" for number in count(1) if f"rid{number}" not in taken)
        path = quote(posixpath.relpath("/" + target, "/" + posixpath.dirname(part)))
        written = f'Relationship Id="{key}" Type="{escaped(kind)}" Target="{path}"'
        self.add(name, with_child(data, "Relationships", written), PLAIN["rels"])

    def unrelate(self, part: str, target: str) -> None:
        """Take out every relationship that leads from the part (the package for "") to the target."""
        if not any(each.target == target for each in self.relations(part)):
            return
        name = relations_part(part)
        data = self.read(name)
        for each in reversed(list(elements(data, "Relationship"))):
            if self._target(part, each) == target:
                data = data[: each.start] + data[each.end :]
        self.replace(name, data)
        if part and first(data, "Relationship") is None:
            self._drop(name)

    def retype(self, extension: str) -> None:
        """Make it a workbook of this kind: ".xlsx", ".xlsm" or ".xlam"."""
        self.replace(CONTENT_TYPES, with_type(self.read(CONTENT_TYPES), self.workbook, TYPES[extension]))
        self.extension = extension

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The part's relationships to other parts of the package."""
        if part not in self._known_relations:
            name = relations_part(part)
            known = self._relations(part, self.read(name)) if self.holds(name) else ()
            self._known_relations[part] = tuple(known)
        return self._known_relations[part]

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts this part is related to by a relationship whose type ends so."""
        return tuple(relation.target for relation in self.relations(part) if relation.kind.endswith(kind))

    def parts_of_type(self, ending: str) -> tuple[str, ...]:
        """The parts whose content type ends so, in the order they are listed."""
        overrides = elements(self.read(CONTENT_TYPES), "Override")
        named = (
            self.known(each.attributes.get("PartName", "").lstrip("/"))
            for each in overrides
            if each.attributes.get("ContentType", "").endswith(ending)
        )
        return tuple(part for part in named if self.holds(part))

    def known(self, part: str) -> str:
        """The part's name as the package spells it: names differ in case between writers."""
        if self.holds(part):
            return part
        name = self._spelt.get(part.casefold(), part)
        return name if self.holds(name) else next((each for each in self.replaced if _alike(each, part)), part)

    def refuse_signed(self) -> None:
        """Raise `ProtectedWorkbook` where the package carries a digital signature, which any change would void."""
        if any(relation.kind.endswith(SIGNATURE) for relation in self.relations("")):
            raise ProtectedWorkbook(
                "the workbook carries a digital signature, which any change voids; remove the signature first"
            )

    @property
    def changed(self) -> bool:
        """Whether any part is to be replaced, added or removed."""
        return bool(self.replaced)

    def rewritten(self) -> Iterator[bytes | memoryview]:
        """The whole file with its new parts; every other part keeps its compressed bytes and its place."""
        return self.archive.rewritten(self.replaced)

    def _set(self, part: str, content: bytes | None) -> None:
        if content is None and part not in self.archive.members:
            del self.replaced[part]
        else:
            self.replaced[part] = content
        if part.endswith(".rels"):
            self._known_relations.clear()

    def _drop(self, part: str) -> None:
        if self.holds(part):
            self._set(part, None)
            types = self.read(CONTENT_TYPES)
            named = named_type(types, part)
            self.replace(CONTENT_TYPES, types[: named.start] + types[named.end :] if named else types)

    def _sources(self) -> Iterator[str]:
        """The parts that relationships lead from, the package itself among them."""
        for name in self.parts:
            folder, source = posixpath.split(name)
            if source.endswith(".rels") and posixpath.basename(folder) == "_rels":
                yield posixpath.join(posixpath.dirname(folder), source.removesuffix(".rels"))

    def _relations(self, part: str, data: bytes) -> Iterator[Relation]:
        for each in elements(data, "Relationship"):
            target = self._target(part, each)
            if target is not None:
                yield Relation(each.attributes.get("Id", ""), each.attributes.get("Type", ""), target)

    def _target(self, part: str, relation: Element) -> str | None:
        """The part a relationship leads to; None where it leads out of the package."""
        if relation.attributes.get("TargetMode") == "External":
            return None
        target = unquote(relation.attributes.get("Target", ""))
        return self.known(posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/"))

    def _no_workbook(self) -> NotATracker:
        if MIMETYPE in self.archive.members and self.archive.head(MIMETYPE, len(OPEN_DOCUMENT)) == OPEN_DOCUMENT:
            return NotATracker("this is an OpenDocument file (.ods); save it as an Excel workbook (.xlsx) and use that")
        return NotATracker("this is an archive, not a workbook; open a .xlsx or .xlsm file")

    def _workbook_part(self) -> str:
        main = [relation for relation in self.relations("") if relation.kind.endswith(OFFICE_DOCUMENT)]
        if not main:
            raise NotATracker("this is no workbook; open a .xlsx or .xlsm file")
        if main[0].kind.startswith(STRICT) or STRICT.encode() in self.read(main[0].target)[:2000]:
            raise NotATracker("this is a Strict Open XML workbook; save it in Excel as “Excel Workbook (*.xlsx)” and use that")
        return main[0].target

    def _extension(self) -> str:
        kind = type_of(self.read(CONTENT_TYPES), self.workbook)
        if kind in KINDS:
            return KINDS[kind]
        if "sheet.binary" in kind:
            raise NotATracker("this is a binary workbook (.xlsb); save it in Excel as .xlsx or .xlsm and use that")
        raise NotATracker("this is an Office file but no .xlsx or .xlsm workbook; save it in Excel as one of them and use that")


def _alike(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def relations_part(part: str) -> str:
    """The name of the part that holds this part's relationships; the package's own for an empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(COMPOUND_FILE):
        if ENCRYPTED_STREAM in data:
            raise NotATracker("the file is encrypted; take the password off in Excel (File, Info) and save it")
        raise NotATracker("this is an old .xls workbook or another old Office file; save it in Excel as .xlsx and use that")
    if not data:
        raise NotATracker("the file is empty; fetch it again or go back to a backup")
    if not data.startswith(b"PK"):
        raise NotATracker("this is not a workbook; open a .xlsx or .xlsm file")
