"""VBA projects [MS-OVBA], Excel's vbaProject.bin: written as source code only, which Excel compiles when it opens them."""

import re
import struct
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from se7_excel.binding.compound_file import damage, streams, written
from se7_excel.binding.compression import CHUNK, LIMIT, compressed, decompressed

NAME, TAKEN = re.compile("[A-Za-z][A-Za-z0-9_]{0,30}"), frozenset({"dir", "vba", "excel", "office", "stdole"})
HEAD = re.compile(
    r"(?:VERSION \d[^\r\n]*(?:\r\n?|\n)(?:BEGIN\b.*?[\r\n]END\b[^\r\n]*(?:\r\n?|\n|\Z))?)?"
    r"(?:Attribute VB_[^\r\n]*(?:\r\n?|\n|\Z))*",
    re.IGNORECASE | re.DOTALL,
)
LINE_END, CONTINUED = re.compile(r"\r\n|\r|\n"), re.compile(r"(?:^|[ \t])_[ \t]*$")
LONGEST_LINE, MOST_CONTINUED = 1023, 24
CODE_PAGE, ENGLISH, UNUSED_COOKIE, PROJECT_VERSION = 1252, 0x409, b"\xff\xff", (1262304000, 1)
SOURCE_ONLY = b"\xcc\x61\xff\xff\x00\x00\x00"
REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
VBE = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
PAGE_RECORD, VERSION_RECORD, LAST_RECORD = 0x03, 0x09, 0x10
MODULE_NAME, STREAM_NAME, OFFSET, STANDARD_MODULE, OTHER_MODULE, PRIVATE = (0x19, 0x47), (0x1A, 0x32), 0x31, 0x21, 0x22, 0x28
MAC_PAGES = {10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2", 10081: "mac_turkish"}


class Kind(Enum):
    """What a module belongs to; the value is the class Excel knows it by."""

    STANDARD = ""
    CLASS = "FCFB3D2A-A0FA-1068-A738-08002B3371B5"
    WORKBOOK = "00020819-0000-0000-C000-000000000046"
    WORKSHEET = "00020820-0000-0000-C000-000000000046"
    CHARTSHEET = "00020821-0000-0000-C000-000000000046"


LISTED = {Kind.STANDARD: "Module={}", Kind.CLASS: "Class={}"}


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a VBA project and its code, the hidden attributes at its head not among it."""

    name: str
    kind: Kind
    text: str = ""


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The bytes of the vbaProject.bin of these modules, always the same; raises `ValueError` for what VBA cannot hold."""
    _refuse_names([name, *(module.name for module in modules)])
    sources = {f"VBA/{module.name}": _packed_source(module) for module in modules}
    names = b"".join(f"{module.name}\0".encode() + f"{module.name}\0".encode("utf-16-le") for module in modules)
    project = {"PROJECT": _project(name, modules), "PROJECTwm": names + b"\0\0"}
    return written({**project, "VBA/_VBA_PROJECT": SOURCE_ONLY, "VBA/dir": compressed(_dir(name, modules)), **sources})


def modules_of(data: bytes) -> tuple[Module, ...]:
    """The modules of a vbaProject.bin, whoever wrote it, in the order it lists them; raises `DamagedWorkbook`."""
    found = {path.upper(): content for path, content in streams(data).items()}
    records = tuple(_records(decompressed(_stream(found, "VBA/dir"))))
    page = next((int.from_bytes(content[:2], "little") for key, content in records if key == PAGE_RECORD), CODE_PAGE)
    codec = MAC_PAGES.get(page, f"cp{page}")
    listed = _listed_kinds(_decoded(_stream(found, "PROJECT"), codec))
    modules, room = [], LIMIT
    for fields in _module_fields(records):
        packed = _stream(found, "VBA/" + _name(fields, STREAM_NAME, codec))
        source = decompressed(packed[int.from_bytes(fields.get(OFFSET, b"")[:4], "little") :], room)
        room -= len(source)
        name, (head, text) = _name(fields, MODULE_NAME, codec), _parted(_decoded(source, codec))
        modules.append(Module(name, _kind(listed.get(name.upper()), STANDARD_MODULE in fields, head), text))
    return tuple(modules)


def _refuse_names(names: Sequence[str]) -> None:
    for name in names:
        if not NAME.fullmatch(name) or name.lower() in TAKEN:
            raise ValueError(f"{name!r} can name no module: give it at most 31 letters of English, digits and _, a letter first")
    if len({name.lower() for name in names}) < len(names):
        raise ValueError("two modules, or a module and the project, have one name; VBA does not tell capitals from small letters")


def _packed_source(module: Module) -> bytes:
    lines = LINE_END.split(_parted(module.text)[1])
    _refuse_lines(module.name, lines)
    try:
        source = (_head(module) + "\r\n".join(lines)).encode(f"cp{CODE_PAGE}")
    except UnicodeEncodeError as error:
        raise ValueError(f"{module.name} holds {error.object[error.start]!r}, which VBA cannot; write it with ChrW") from error
    try:
        return compressed(source)
    except ValueError:  # a last part that repeats nothing can be held when it is a full one: blank lines do no harm
        missing = -len(source) % CHUNK
        return compressed(source + b" " * (missing % 2) + b"\r\n" * (missing // 2))


def _refuse_lines(name: str, lines: Sequence[str]) -> None:
    continued = 0
    for number, line in enumerate(lines, 1):
        continued = continued + 1 if CONTINUED.search(line) else 0
        if len(line) > LONGEST_LINE:
            raise ValueError(f"{name}, line {number} has {len(line)} characters; VBA holds {LONGEST_LINE}")
        if continued > MOST_CONTINUED:
            raise ValueError(f"{name}, line {number} continues its statement; VBA allows that {MOST_CONTINUED} times")


def _head(module: Module) -> str:
    lines = [f'Attribute VB_Name = "{module.name}"']
    if module.kind is not Kind.STANDARD:
        document = module.kind is not Kind.CLASS
        lines += [f'Attribute VB_Base = "0{{{module.kind.value}}}"']
        lines += ["Attribute VB_GlobalNameSpace = False", "Attribute VB_Creatable = False"]
        lines += [f"Attribute VB_PredeclaredId = {document}", f"Attribute VB_Exposed = {document}"]
        lines += ["Attribute VB_TemplateDerived = False", f"Attribute VB_Customizable = {document}"]
    return "\r\n".join([*lines, ""])


def _project(name: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream: the modules by kind, no protection, no password, visible, every window closed."""
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_OID, name)}}}".upper()
    key = sum(identity.encode()) & 0xFF
    lines = [f'ID="{identity}"']
    lines += [LISTED.get(module.kind, "Document={}/&H00000000").format(module.name) for module in modules]
    lines += [f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    lines += [f'CMG="{_veiled(bytes(4), key)}"', f'DPB="{_veiled(bytes(1), key)}"', f'GC="{_veiled(bytes([0xFF]), key)}"']
    lines += ["", "[Host Extender Info]", VBE, "", "[Workspace]"]
    lines += [f"{module.name}=0, 0, 0, 0, C" for module in modules]
    return "\r\n".join([*lines, ""]).encode()


def _veiled(data: bytes, key: int) -> str:
    """The data as [MS-OVBA] 2.4.3.2 hides it, with a seed of nought."""
    veiled, before = [0, 2, key], key
    for byte in len(data).to_bytes(4, "little") + data:
        veiled.append(byte ^ (veiled[-2] + before & 0xFF))
        before = byte
    return bytes(veiled).hex().upper()


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    nought, english = bytes(4), ENGLISH.to_bytes(4, "little")
    parts = [_record(0x01, b"\1\0\0\0"), _record(0x02, english), _record(0x14, english)]
    parts += [_record(PAGE_RECORD, CODE_PAGE.to_bytes(2, "little")), _record(0x04, name.encode())]
    parts += [_named((0x05, 0x40), ""), _named((0x06, 0x3D), ""), _record(0x07, nought), _record(0x08, nought)]
    parts += [struct.pack("<HIIH", VERSION_RECORD, 4, *PROJECT_VERSION), _named((0x0C, 0x3C), "")]
    for library, place in REFERENCES.items():
        registered = struct.pack("<I", len(place)) + place.encode() + bytes(6)
        parts += [_named((0x16, 0x3E), library), _record(0x0D, registered)]
    parts += [_record(0x0F, len(modules).to_bytes(2, "little")), _record(0x13, UNUSED_COOKIE)]
    return b"".join([*parts, *(_module_record(module) for module in modules), _record(LAST_RECORD)])


def _module_record(module: Module) -> bytes:
    names = _named(MODULE_NAME, module.name) + _named(STREAM_NAME, module.name) + _named((0x1C, 0x48), "")
    places = _record(OFFSET, bytes(4)) + _record(0x1E, bytes(4)) + _record(0x2C, UNUSED_COOKIE)
    kind = _record(STANDARD_MODULE if module.kind is Kind.STANDARD else OTHER_MODULE)
    return names + places + kind + (_record(PRIVATE) if module.kind is Kind.CLASS else b"") + _record(0x2B)


def _named(keys: tuple[int, int], text: str) -> bytes:
    return _record(keys[0], text.encode()) + _record(keys[1], text.encode("utf-16-le"))


def _record(key: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", key, len(content)) + content


def _stream(found: dict[str, bytes], path: str) -> bytes:
    """The stream of this path, to be had once: no list of modules can multiply it."""
    if path.upper() not in found:
        raise damage("they lack a part they should hold")
    return found.pop(path.upper())


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    key, at = 0, 0
    while key != LAST_RECORD:
        if at + 6 > len(data):
            raise damage("their list of modules stops short")
        key, size = struct.unpack_from("<HI", data, at)
        size = 6 if key == VERSION_RECORD else size  # which says 4
        yield key, data[at + 6 : at + 6 + size]
        at += 6 + size


def _module_fields(records: Sequence[tuple[int, bytes]]) -> list[dict[int, bytes]]:
    modules: list[dict[int, bytes]] = []
    for key, content in records:
        if key == MODULE_NAME[0]:
            modules.append({})
        if modules:
            modules[-1][key] = content
    return modules


def _name(fields: Mapping[int, bytes], keys: tuple[int, int], codec: str) -> str:
    narrow, wide = keys
    return fields[wide].decode("utf-16-le", "replace") if wide in fields else _decoded(fields.get(narrow, b""), codec)


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec, "replace")
    except LookupError:
        return content.decode("latin-1")  # a code page Python does not know: VBA's own words are ASCII in every one


def _listed_kinds(project: str) -> dict[str, str]:
    """How the PROJECT stream lists each module, both in capitals."""
    lines = [line.partition("=") for line in LINE_END.split(project.partition("[")[0])]
    return {name.partition("/")[0].upper(): key.upper() for key, _, name in lines}


def _parted(source: str) -> tuple[str, str]:
    """The head Excel hides, of a stored module or an exported file, and the code below it."""
    head = HEAD.match(source)
    end = head.end() if head else 0
    return source[:end], source[end:]


def _kind(listed: str | None, standard: bool, head: str) -> Kind:
    if listed == "MODULE" or (listed is None and standard):
        return Kind.STANDARD
    if listed in ("CLASS", "BASECLASS"):
        return Kind.CLASS
    return next((kind for kind in Kind if kind.value and kind.value in head.upper()), Kind.WORKSHEET)
