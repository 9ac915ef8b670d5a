"""The sensitivity label of Microsoft Information Protection: read from a tracker, and put into the copy that leaves.

A label stands in a part of its own ([MS-OFFCRYPTO] 2.6), or in properties `MSIP_Label_<id>_<what>` of the document, as older
programs write it, or in both. Only what says which label it is goes along: never the owner, nor anything else of a person.
"""

import re
from dataclasses import dataclass

from se7_excel.books.markup import Element, elements, escaped, escaped_text, first, refuse_malformed, text_of
from se7_excel.books.package import Package

LABELS_PART, PROPERTIES_PART = "docMetadata/LabelInfo.xml", "docProps/custom.xml"
LABELS_RELATION = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
PROPERTIES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
LABELS_TYPE = "application/vnd.ms-office.classificationlabels+xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
LABELS_NAMESPACE = "http://schemas.microsoft.com/office/2020/mipLabelMetadata"
PROPERTIES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FIRST_PROPERTY = 2  # 0 and 1 are taken by the format
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

GUID = r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
BOOLEAN = "true|false|True|False|TRUE|FALSE|0|1"
WORD, BITS, MOMENT = r"[A-Za-z]{1,40}", r"\d{1,10}", r"\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:?\d\d)?"
TITLE = r"[^@<>\x00-\x1f]{1,200}"  # a label's own name, in which an address has no place
ATTRIBUTES = {"id": GUID, "enabled": BOOLEAN, "method": WORD, "siteId": GUID, "contentBits": BITS, "removed": BOOLEAN}
REQUIRED = ("id", "enabled", "method", "siteId", "removed")
PROPERTIES = {
    "Enabled": BOOLEAN,
    "SetDate": MOMENT,
    "Method": WORD,
    "Name": TITLE,
    "SiteId": GUID,
    "ActionId": GUID,
    "ContentBits": BITS,
    "Tag": r"[\d, ]{1,40}",
}
PROPERTY = re.compile(rf"MSIP_Label_(?P<id>{GUID})_(?P<what>{'|'.join(PROPERTIES)})")


@dataclass(frozen=True, slots=True)
class Label:
    """A file's sensitivity labels: what its label part says of each, and its label properties, as names with values."""

    labels: tuple[tuple[tuple[str, str], ...], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What the label is called, where the file says so."""
        return next((value for name, value in self.properties if name.endswith("_Name")), "")


def label_of(package: Package) -> Label | None:
    """The workbook's label; None where it has none. Raises `DamagedWorkbook` where what holds it cannot be read."""
    found = Label(_labels(_part(package, LABELS_RELATION)), _properties(_part(package, PROPERTIES_RELATION)))
    return found if found.labels or found.properties else None


def labelled(copy: bytes, label: Label) -> bytes:
    """The copy with this label in it, every other part as it was; the same inputs give the same bytes."""
    package = Package(copy)
    types = {
        LABELS_PART: (LABELS_TYPE, LABELS_RELATION),
        PROPERTIES_PART: (PROPERTIES_TYPE, PROPERTIES_RELATION),
    }
    for part, content in _written(label).items():
        content_type, relation = types[part]
        package.add(part, content, content_type)
        package.relate("", relation, part)
    return b"".join(package.rewritten())


def parts_of_label(package: Package) -> frozenset[str]:
    """The parts that hold the copy's label as we write it, to the byte, and so nothing else."""
    written = _written(label_of(package) or Label())
    return frozenset(part for part, content in written.items() if package.holds(part) and package.read(part) == content)


def _part(package: Package, relation: str) -> bytes:
    """The part that the package leads to by this relationship; nothing where there is none."""
    name = next((each.target for each in package.relations("") if each.kind == relation), "")
    if not name or not package.holds(name):
        return b""
    data = package.read(name)
    refuse_malformed(name, data)
    return data


def _labels(data: bytes) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Each label of the label part, in the order of attributes the specification asks for; unfit ones are left out."""
    told = (_attributes(each) for each in elements(data, "label"))
    return tuple(each for each in told if {name for name, _ in each}.issuperset(REQUIRED))


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    known = ((name, element.attributes.get(name, ""), pattern) for name, pattern in ATTRIBUTES.items())
    return tuple((name, value) for name, value, pattern in known if re.fullmatch(pattern, value, re.ASCII))


def _properties(data: bytes) -> tuple[tuple[str, str], ...]:
    """The label properties that name nobody, in the file's order."""
    told = ((each.attributes.get("name", ""), _value(data, each)) for each in elements(data, "property"))
    return tuple({name: value for name, value in told if _goes_along(name, value)}.items())


def _value(data: bytes, element: Element) -> str:
    """The text in the property's only element."""
    inside = data[element.tag_end : element.content_end]
    value = first(inside, "lpwstr", "lpstr", "bstr", "bool", "i4", "int", "filetime")
    return text_of(inside[value.tag_end : value.content_end]) if value else ""


def _goes_along(name: str, value: str) -> bool:
    found = PROPERTY.fullmatch(name)
    return bool(found and re.fullmatch(PROPERTIES[found["what"]], value, re.ASCII))


def _written(label: Label) -> dict[str, bytes]:
    """What the label's parts hold, by their names; a label that is kept in one of them only has no other."""
    labels = {LABELS_PART: _labels_written(label)} if label.labels else {}
    properties = {PROPERTIES_PART: _properties_written(label)} if label.properties else {}
    return {part: (DECLARED + content).encode() for part, content in (labels | properties).items()}


def _labels_written(label: Label) -> str:
    said = ("".join(f' {name}="{escaped(value)}"' for name, value in each) for each in label.labels)
    inner = "".join(f"<clbl:label{each}/>" for each in said)
    return f'<clbl:labelList xmlns:clbl="{LABELS_NAMESPACE}">{inner}</clbl:labelList>'


def _properties_written(label: Label) -> str:
    inner = "".join(
        f'<property fmtid="{FORMAT_ID}" pid="{number}" name="{escaped(name)}">'
        f"<vt:lpwstr>{escaped_text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(label.properties, FIRST_PROPERTY)
    )
    return f'<Properties xmlns="{PROPERTIES_NAMESPACE}" xmlns:vt="{VALUES_NAMESPACE}">{inner}</Properties>'
