"""The parts of a workbook held against the published XML schemas, after markup compatibility has been applied."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

OOXML = "http://schemas.openxmlformats.org"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SCHEMA_OF = {
    f"{OOXML}/spreadsheetml/2006/main": "iso29500-4/sml.xsd",
    f"{OOXML}/drawingml/2006/spreadsheetDrawing": "iso29500-4/dml-spreadsheetDrawing.xsd",
    f"{OOXML}/drawingml/2006/chart": "iso29500-4/dml-chart.xsd",
    f"{OOXML}/drawingml/2006/main": "iso29500-4/dml-main.xsd",
    f"{OOXML}/officeDocument/2006/extended-properties": "iso29500-4/shared-documentPropertiesExtended.xsd",
    f"{OOXML}/officeDocument/2006/custom-properties": "iso29500-4/shared-documentPropertiesCustom.xsd",
    f"{OOXML}/package/2006/relationships": "opc/opc-relationships.xsd",
    f"{OOXML}/package/2006/content-types": "opc/opc-contentTypes.xsd",
}
NO_SCHEMA = ("docProps/core.xml",)


def violations(data: bytes, schemas: Path) -> list[str]:
    """What the schemas find wrong in any XML part, and every part they cannot judge."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    return [said for name, content in parts.items() if name not in NO_SCHEMA for said in _violations(name, content, schemas)]


def _violations(name: str, content: bytes, schemas: Path) -> Iterator[str]:
    root = _compatible(etree.fromstring(content))
    file = SCHEMA_OF.get(etree.QName(root).namespace or "")
    if file is None:
        yield f"{name}: no schema for {root.tag}"
        return
    schema = _schema(schemas / file)
    if not schema.validate(root):
        yield from (f"{name}:{each.line}: {each.message}" for each in schema.error_log)


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(path))


def _compatible(root: etree._Element) -> etree._Element:
    """The part as a reader sees it who knows none of the extensions it may ignore."""
    ignored = {root.nsmap.get(prefix) for prefix in root.get(f"{COMPATIBILITY}Ignorable", "").split()}
    for choice in list(root.iter(f"{COMPATIBILITY}AlternateContent")):
        fallback = choice.find(f"{COMPATIBILITY}Fallback")
        place, parent = choice.getparent().index(choice), choice.getparent()
        parent[place : place + 1] = list(fallback) if fallback is not None else []
    for element in list(root.iter(etree.Element)):
        for attribute in list(element.attrib):
            namespace = etree.QName(attribute).namespace
            if attribute == SPACE or (namespace and (namespace in ignored or f"{{{namespace}}}" == COMPATIBILITY)):
                del element.attrib[attribute]
        if etree.QName(element).namespace in ignored and element.getparent() is not None:
            element.getparent().remove(element)
    return root
