"""A workbook file as a package of parts: told apart from what it is not, read and replaced part by part."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from se7_excel.books.archive import Archive
from se7_excel.books.markup import checked, elements
from se7_excel.errors import DamagedWorkbook, NotATracker, ProtectedWorkbook

CONTENT_TYPES = "[Content_Types].xml"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
STRICT = "http://purl.oclc.org/ooxml/"
OFFICE_DOCUMENT = "/relationships/officeDocument"
SIGNATURE = "/digital-signature/origin"
KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its id, its type and the part it leads to."""

    key: str
    kind: str
    target: str


class Package:
    """An .xlsx or .xlsm in memory, with the parts that are to be replaced."""

    def __init__(self, data: bytes) -> None:
        _refuse_other_files(data)
        self.archive = Archive(data)
        self.replaced: dict[str, bytes | None] = {}
        self._known_relations: dict[str, tuple[Relation, ...]] = {}
        if CONTENT_TYPES not in self.archive.members:
            raise NotATracker("this is an archive, not a workbook; open a .xlsx or .xlsm file")
        self.workbook = self._workbook_part()
        self.extension = self._extension()

    def read(self, part: str) -> bytes:
        """The part's content as it now is; raises `DamagedWorkbook` where the package lacks it."""
        if part in self.replaced:
            return self.replaced[part] or b""
        if part not in self.archive.members:
            raise DamagedWorkbook(f"the part {part} is missing; go back to the last version that opened")
        data = self.archive.read(part)
        return checked(part, data) if part.endswith((".xml", ".rels")) else data

    def replace(self, part: str, content: bytes) -> None:
        """Give the part this content; the same content as before changes nothing."""
        if content != self.read(part):
            self.replaced[part] = content

    def remove(self, part: str) -> None:
        """Take the part out, with its content type and the workbook's relation to it."""
        self.replaced[part] = None
        types, relations = self.read(CONTENT_TYPES), relations_part(self.workbook)
        self.replace(CONTENT_TYPES, _without(types, "Override", "PartName", "/" + part))
        gone = next((each for each in self.relations(self.workbook) if each.target == part), None)
        if gone:
            del self._known_relations[self.workbook]
            self.replace(relations, _without(self.read(relations), "Relationship", "Id", gone.key))

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The part's relationships to other parts of the package."""
        if part not in self._known_relations:
            name = relations_part(part)
            known = self._relations(part, self.read(name)) if name in self.archive.members else ()
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
        return tuple(part for part in named if part in self.archive.members)

    def known(self, part: str) -> str:
        """The part's name as the archive spells it: names differ in case between writers."""
        if part in self.archive.members:
            return part
        return next((name for name in self.archive.members if name.casefold() == part.casefold()), part)

    def refuse_signed(self) -> None:
        """Raise `ProtectedWorkbook` where the package carries a digital signature, which any change would void."""
        if any(relation.kind.endswith(SIGNATURE) for relation in self.relations("")):
            raise ProtectedWorkbook(
                "the workbook carries a digital signature, which any change voids; remove the signature first"
            )

    @property
    def changed(self) -> bool:
        """Whether any part is to be replaced."""
        return bool(self.replaced)

    def rewritten(self) -> Iterator[bytes | memoryview]:
        """The whole file with its replaced parts; every other part keeps its compressed bytes and its place."""
        return self.archive.rewritten(self.replaced)

    def _relations(self, part: str, data: bytes) -> Iterator[Relation]:
        folder = posixpath.dirname(part)
        for each in elements(data, "Relationship"):
            if each.attributes.get("TargetMode") != "External":
                target = unquote(each.attributes.get("Target", ""))
                path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                yield Relation(each.attributes.get("Id", ""), each.attributes.get("Type", ""), self.known(path))

    def _workbook_part(self) -> str:
        main = [relation for relation in self.relations("") if relation.kind.endswith(OFFICE_DOCUMENT)]
        if not main:
            raise NotATracker("this is no workbook; open a .xlsx or .xlsm file")
        if main[0].kind.startswith(STRICT) or STRICT.encode() in self.read(main[0].target)[:2000]:
            raise NotATracker("this is a Strict Open XML workbook; save it in Excel as “Excel Workbook (*.xlsx)” and use that")
        return main[0].target

    def _extension(self) -> str:
        for each in elements(self.read(CONTENT_TYPES), "Override"):
            if each.attributes.get("PartName", "").lstrip("/").casefold() == self.workbook.casefold():
                kind = each.attributes.get("ContentType", "")
                if kind in KINDS:
                    return KINDS[kind]
                if "sheet.binary" in kind:
                    raise NotATracker("this is a binary workbook (.xlsb); save it in Excel as .xlsx or .xlsm and use that")
        raise NotATracker("this is an Office file but no .xlsx or .xlsm workbook; save it in Excel as one of them and use that")


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


def _without(data: bytes, element: str, attribute: str, value: str) -> bytes:
    found = next(
        (each for each in elements(data, element) if each.attributes.get(attribute, "").casefold() == value.casefold()), None
    )
    return data if found is None else data[: found.start] + data[found.end :]
