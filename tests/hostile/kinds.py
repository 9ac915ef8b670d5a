"""A tracker carrying every kind of part that workbooks are known to carry, each with just enough in it to be one."""

import re
from functools import cache
from typing import NamedTuple

from tests.foreign import CONTENT_TYPES, foreign_tracker, sheet_part, unpacked, with_parts

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
SHEET_KIND = "openxmlformats-officedocument.spreadsheetml"
DRAWING_KIND = "openxmlformats-officedocument.drawingml"
WORKBOOK, TOUCHED = "xl/workbook.xml", sheet_part("Waste")
NOTES = sheet_part("Our notes")
DRAWING_PART, CHART_SHEET_PART = "xl/drawings/drawing77.xml", "xl/chartsheets/sheet1.xml"


class Kind(NamedTuple):
    """A kind of part: what it is, where it lies, its content, its content type, and who leads to it by which relationship."""

    name: str
    part: str
    content: str
    content_type: str
    owner: str
    relation: str


def _sheet_xml(root: str, inner: str = "", attributes: str = "") -> str:
    return f'<{root} xmlns="{SHEETS}" xmlns:r="{OFFICE}"{attributes}>{inner}</{root}>'


PIVOT_CACHE = _sheet_xml(
    "pivotCacheDefinition",
    '<cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="Our notes"/></cacheSource>'
    '<cacheFields count="1"><cacheField name="Ours" numFmtId="0"><sharedItems/></cacheField></cacheFields>',
    ' saveData="0" refreshOnLoad="1" recordCount="0"',
)
PIVOT = _sheet_xml(
    "pivotTableDefinition",
    '<location ref="H20:H21" firstHeaderRow="0" firstDataRow="0" firstDataCol="0"/>'
    '<pivotFields count="1"><pivotField showAll="0"/></pivotFields>',
    ' name="Ours" cacheId="7" dataCaption="Values"',
)
QUERY = _sheet_xml("queryTable", "", ' name="Ours" connectionId="1"')
CONNECTIONS = _sheet_xml(
    "connections",
    '<connection id="1" name="Ours" type="4" refreshedVersion="4"><webPr url="https://council.example/rates"/></connection>',
)
MAPS = _sheet_xml(
    "MapInfo",
    '<Schema ID="Schema1"/><Map ID="1" Name="Ours" RootElement="ours" SchemaID="Schema1" ShowImportExportValidationErrors="0" '
    'AutoFit="1" Append="0" PreserveSortAFLayout="1" PreserveFormat="1"/>',
    ' SelectionNamespaces=""',
)
LINK = _sheet_xml("externalLink", '<externalBook r:id="rId1"><sheetNames><sheetName val="Rates"/></sheetNames></externalBook>')
METADATA = _sheet_xml(
    "metadata",
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" '
    'merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
    '</metadataTypes><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>',
)
DRAWING = (
    f'<xdr:wsDr xmlns:xdr="{DRAWN}/spreadsheetDrawing" xmlns:a="{DRAWN}/main"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>'
    '<xdr:ext cx="9" cy="9"/><xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="2" name="Ours"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
    "<xdr:grpSpPr/></xdr:grpSp><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"
)
LABEL = (
    '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label '
    'id="{00000000-0000-0000-0000-000000000001}" enabled="1" method="Privileged" siteId="{00000000-0000-0000-0000-000000000002}" '
    'removed="0"/></clbl:labelList>'
)
PANES = '<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"/>'
DATA_PROPERTIES = '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{1}"/>'
RICH = '<rvData xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata" count="0"/>'
RICH_SHAPES = '<rvStructures xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata" count="0"/>'
TIMELINES = (
    '<timelineCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" name="NativeTimeline_When" '
    'sourceName="When"/>'
)
CONTROL = (
    '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" lockText="1"/>'
)
SMART_ART = (
    f'<dgm:dataModel xmlns:dgm="{DRAWN}/diagram" xmlns:a="{DRAWN}/main"><dgm:ptLst/><dgm:cxnLst/><dgm:bg/></dgm:dataModel>'
)
CUSTOM_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Ours"><vt:lpwstr>yes</vt:lpwstr></property></Properties>'
)
CHART_SHEET = _sheet_xml("chartsheet", '<sheetViews><sheetView workbookViewId="0"/></sheetViews>')
OF_BOOK, OF_NOTES = (WORKBOOK, OFFICE), (NOTES, OFFICE)
EXCEL = (WORKBOOK, f"{MICROSOFT}/2017/06/relationships")


def _kind(name: str, part: str, content: str, content_type: str, led: tuple[str, str], relation: str) -> Kind:
    return Kind(name, part, content, content_type, led[0], f"{led[1]}/{relation}")


KINDS = (
    _kind(
        "a pivot cache",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        PIVOT_CACHE,
        f"{SHEET_KIND}.pivotCacheDefinition+xml",
        OF_BOOK,
        "pivotCacheDefinition",
    ),
    _kind("a pivot table", "xl/pivotTables/pivotTable1.xml", PIVOT, f"{SHEET_KIND}.pivotTable+xml", OF_NOTES, "pivotTable"),
    _kind("a data connection", "xl/connections.xml", CONNECTIONS, f"{SHEET_KIND}.connections+xml", OF_BOOK, "connections"),
    _kind("a query table", "xl/queryTables/queryTable1.xml", QUERY, f"{SHEET_KIND}.queryTable+xml", OF_NOTES, "queryTable"),
    _kind("XML maps", "xl/xmlMaps.xml", MAPS, "", OF_BOOK, "xmlMaps"),
    _kind(
        "a link outside", "xl/externalLinks/externalLink1.xml", LINK, f"{SHEET_KIND}.externalLink+xml", OF_BOOK, "externalLink"
    ),
    _kind("dynamic arrays", "xl/metadata.xml", METADATA, f"{SHEET_KIND}.sheetMetadata+xml", OF_BOOK, "sheetMetadata"),
    _kind("cell pictures", "xl/richData/rdrichvalue.xml", RICH, "ms-excel.rdrichvalue+xml", EXCEL, "rdRichValue"),
    _kind(
        "shapes of rich values",
        "xl/richData/rdrichvaluestructure.xml",
        RICH_SHAPES,
        "ms-excel.rdrichvaluestructure+xml",
        EXCEL,
        "rdRichValueStructure",
    ),
    _kind(
        "a timeline",
        "xl/timelineCaches/timelineCache1.xml",
        TIMELINES,
        "ms-excel.timelineCache+xml",
        (WORKBOOK, f"{MICROSOFT}/2011/relationships"),
        "timelineCache",
    ),
    _kind("groups of shapes", DRAWING_PART, DRAWING, "openxmlformats-officedocument.drawing+xml", OF_NOTES, "drawing"),
    _kind(
        "SmartArt", "xl/diagrams/data1.xml", SMART_ART, f"{DRAWING_KIND}.diagramData+xml", (DRAWING_PART, OFFICE), "diagramData"
    ),
    _kind("a form control", "xl/ctrlProps/ctrlProp1.xml", CONTROL, "ms-excel.controlproperties+xml", OF_NOTES, "ctrlProp"),
    _kind("an object", "xl/embeddings/oleObject1.bin", "ole", "openxmlformats-officedocument.oleObject", OF_NOTES, "oleObject"),
    _kind("a data model", "xl/model/item.data", "model", f"{SHEET_KIND}.model+data", OF_BOOK, "powerPivotData"),
    _kind("a background", "xl/media/background.png", "picture", "", OF_NOTES, "image"),
    _kind("a chart sheet", CHART_SHEET_PART, CHART_SHEET, f"{SHEET_KIND}.chartsheet+xml", OF_BOOK, "chartsheet"),
    _kind(
        "custom XML properties",
        "customXml/itemProps1.xml",
        DATA_PROPERTIES,
        "openxmlformats-officedocument.customXmlProperties+xml",
        ("customXml/item1.xml", OFFICE),
        "customXmlProps",
    ),
    _kind(
        "custom document properties",
        "docProps/custom.xml",
        CUSTOM_PROPERTIES,
        "openxmlformats-officedocument.custom-properties+xml",
        ("", OFFICE),
        "custom-properties",
    ),
    _kind(
        "a sensitivity label",
        "docMetadata/LabelInfo.xml",
        LABEL,
        "ms-office.classificationlabels+xml",
        ("", f"{MICROSOFT}/2020/02/relationships"),
        "classificationlabels",
    ),
    _kind(
        "web extensions",
        "xl/webextensions/taskpanes.xml",
        PANES,
        "ms-office.webextensiontaskpanes+xml",
        ("", f"{MICROSOFT}/2011/relationships"),
        "webextensiontaskpanes",
    ),
)
TYPES_OF_FOREIGN = {  # the foreign tracker names some of its parts' types in a way the validator will not open
    b"vnd.slicer+xml": b"vnd.ms-excel.slicer+xml",
    b"vnd.slicerCache+xml": b"vnd.ms-excel.slicerCache+xml",
    b"vnd.threadedcomments+xml": b"vnd.ms-excel.threadedcomments+xml",
    b"vnd.person+xml": b"vnd.ms-excel.person+xml",
    b"application/vnd.xml": b"application/xml",
    b"vnd.spreadsheetml.": b"vnd.openxmlformats-officedocument.spreadsheetml.",
    b'"application/vnd.vbaProject"': b'"application/vnd.ms-office.vbaProject"',
}
AFTER_CELLS = (
    '<protectedRanges><protectedRange sqref="Z1:Z2" name="ours"/></protectedRanges>'
    '<scenarios current="0"><scenario name="ours" count="1" user="A"><inputCells r="Z1" val="1"/></scenario></scenarios>'
    '<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000003}"/></customSheetViews>'
    '<phoneticPr fontId="0"/>'
)
BEFORE_DRAWINGS = (
    '<rowBreaks count="1" manualBreakCount="1"><brk id="40" max="16383" man="1"/></rowBreaks>'
    '<cellWatches><cellWatch r="Z1"/></cellWatches>'
    '<ignoredErrors><ignoredError sqref="Z1:Z9" numberStoredAsText="1"/></ignoredErrors>'
)
CELLS = (
    '<row r="50"><c r="A50" cm="1"><f t="array" ref="A50:A51">_xlfn.SEQUENCE(2)</f><v>1</v></c>'
    '<c r="C50"><f t="shared" ref="C50:C51" si="9">A50*2</f><v>2</v></c><c r="D50" t="inlineStr"><is><t>橋</t><rPh sb="0" eb="1">'
    '<t>はし</t></rPh></is></c></row><row r="51"><c r="A51"><v>2</v></c><c r="C51"><f t="shared" si="9"/><v>4</v></c></row>'
    '<row r="52" outlineLevel="1"><c r="B52"><f t="dataTable" ref="B52:B53" dt2D="0" dtr="0" r1="A50"/><v>1</v></c></row>'
    '<row r="53" outlineLevel="1"><c r="B53"><v>1</v></c></row>'
)


@cache
def everything(macros: bool = False) -> bytes:
    """The foreign tracker with every kind of part, and every kind of element on the tabs that our actions write to."""
    parts = unpacked(foreign_tracker(macros))
    for before, now in TYPES_OF_FOREIGN.items():
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(before, now)
    for kind in KINDS:
        _add(parts, kind)
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _outside("externalLinkPath", "rates.xlsx")
    _list_in_workbook(parts)
    parts[TOUCHED] = _with_elements(parts[TOUCHED])
    return with_parts(foreign_tracker(macros), parts)


def _add(parts: dict[str, bytes], kind: Kind) -> None:
    """Put the part into the package, with its content type and the relationship that leads to it."""
    parts[kind.part] = kind.content.encode()
    if kind.content_type:
        declared = f'<Override PartName="/{kind.part}" ContentType="application/vnd.{kind.content_type}"/></Types>'
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", declared.encode())
    folder, _, name = kind.owner.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    held = parts.get(relations, empty)
    written = f'<Relationship Id="{_key(kind)}" Type="{kind.relation}" Target="/{kind.part}"/></Relationships>'
    parts[relations] = held.replace(b"</Relationships>", written.encode())


def _key(kind: Kind) -> str:
    return "rIdKind" + re.sub(r"\W", "", kind.part.rpartition("/")[2])


def _outside(relation: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/{relation}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def _list_in_workbook(parts: dict[str, bytes]) -> None:
    """Let the workbook name the chart sheet, the link, the pivot cache and a view of somebody's, in the order of the schema."""
    keys = {kind.name: _key(kind) for kind in KINDS}
    book = parts[WORKBOOK].decode()
    sheet = f'<sheet name="Our chart" sheetId="77" r:id="{keys["a chart sheet"]}"/></sheets>'
    links = f'<externalReferences><externalReference r:id="{keys["a link outside"]}"/></externalReferences>'
    book = book.replace("</sheets>", f"{sheet}{links}")
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="{keys["a pivot cache"]}"/></pivotCaches>'
    parts[WORKBOOK] = re.sub(r"(<calcPr[^>]*/>)", rf"\1{caches}", book).encode()


def _with_elements(sheet: bytes) -> bytes:
    text = sheet.decode().replace("</sheetData>", f"{CELLS}</sheetData>{AFTER_CELLS}", 1)
    return re.sub(r"(?=<(?:drawing|legacyDrawing) )", BEFORE_DRAWINGS, text, count=1).encode()
