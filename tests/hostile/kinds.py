"""A tracker carrying every kind of part that workbooks are known to carry, and every kind of element in those we write into."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from se7_excel.books.package import Package
from se7_excel.books.workbook_part import sheets
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.sample import sample_programme
from tests.entrances.officer import type_into
from tests.foreign import CONTENT_TYPES, foreign_tracker, unpacked, with_parts
from tests.hostile.elements import CHECKED_TABS, with_elements, with_styles, with_table, with_workbook
from tests.hostile.specimens import SPECIMENS, declared

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KEYS = {"O": OFFICE, "M": MICROSOFT, "P": f"{RELATIONS}/metadata/", "-": "http://customschemas.google.com/relationships/"}
TYPES = {
    "s": "application/vnd.openxmlformats-officedocument.spreadsheetml.",
    "d": "application/vnd.openxmlformats-officedocument.drawingml.",
    "o": "application/vnd.openxmlformats-officedocument.",
    "m": "application/vnd.ms-excel.",
    "f": "application/vnd.ms-office.",
    "i": "image/",
    "a": "application/",
}
BOOK, FIRST, WASTE = "xl/workbook.xml", "the first tab", "Waste"
DRAWING = "xl/drawings/drawing77.xml"
# What it is | the part | who leads to it | the relationship, and its id where that is named in a part | the content type
TABLE = f"""
a pivot cache | xl/pivotCache/pivotCacheDefinition1.xml | {BOOK} | O pivotCacheDefinition rIdCache | s pivotCacheDefinition+xml
its records | xl/pivotCache/pivotCacheRecords1.xml | a pivot cache | O pivotCacheRecords rIdRecords | s pivotCacheRecords+xml
a pivot table | xl/pivotTables/pivotTable1.xml | {FIRST} | O pivotTable | s pivotTable+xml
a data connection | xl/connections.xml | {BOOK} | O connections | s connections+xml
a query table | xl/queryTables/queryTable1.xml | {FIRST} | O queryTable | s queryTable+xml
XML maps | xl/xmlMaps.xml | {BOOK} | O xmlMaps | a xml
cells of XML | xl/tables/tableSingleCells1.xml | {WASTE} | O tableSingleCells | s tableSingleCells+xml
a link outside | xl/externalLinks/externalLink1.xml | {BOOK} | O externalLink rIdLink | s externalLink+xml
dynamic arrays | xl/metadata.xml | {BOOK} | O sheetMetadata | s sheetMetadata+xml
rich values | xl/richData/rdrichvalue.xml | {BOOK} | M 2017/06/relationships/rdRichValue | m rdrichvalue+xml
their structure | xl/richData/rdrichvaluestructure.xml | {BOOK} | M 2017/06/relationships/rdRichValueStructure | \
m rdrichvaluestructure+xml
pictures in cells | xl/richData/richValueRel.xml | {BOOK} | M 2022/10/relationships/richValueRel | m richvaluerel+xml
a timeline's cache | xl/timelineCaches/timelineCache1.xml | {BOOK} | M 2011/relationships/timelineCache rIdTimes | \
m timelineCache+xml
a timeline | xl/timelines/timeline1.xml | {WASTE} | M 2011/relationships/timeline rIdTimeline | m timeline+xml
groups of shapes | {DRAWING} | {FIRST} | O drawing rIdDrawing | o drawing+xml
SmartArt | xl/diagrams/data1.xml | groups of shapes | O diagramData rIdData | d diagramData+xml
SmartArt's layout | xl/diagrams/layout1.xml | groups of shapes | O diagramLayout rIdLayout | d diagramLayout+xml
SmartArt's style | xl/diagrams/quickStyle1.xml | groups of shapes | O diagramQuickStyle rIdStyle | d diagramStyle+xml
SmartArt's colours | xl/diagrams/colors1.xml | groups of shapes | O diagramColors rIdColours | d diagramColors+xml
SmartArt as drawn | xl/diagrams/drawing1.xml | groups of shapes | M 2007/relationships/diagramDrawing | \
f drawingml.diagramDrawing+xml
a drawing in the Windows manner | xl/media/seal.wmf | groups of shapes | O image rIdSeal | i x-wmf
an enhanced drawing | xl/media/crest.emf | groups of shapes | O image rIdCrest | i x-emf
a chart sheet | xl/chartsheets/sheet1.xml | {BOOK} | O chartsheet rIdChartSheet | s chartsheet+xml
its drawing | xl/drawings/drawing78.xml | a chart sheet | O drawing rIdDrawing | o drawing+xml
a chart | xl/charts/chart77.xml | its drawing | O chart rId1 | d chart+xml
its style | xl/charts/style77.xml | a chart | M 2011/relationships/chartStyle | f chartstyle+xml
its colours | xl/charts/colors77.xml | a chart | M 2011/relationships/chartColorStyle | f chartcolorstyle+xml
shapes on it | xl/drawings/drawing79.xml | a chart | O chartUserShapes rIdUserShapes | d chartshapes+xml
a chart of 2016 | xl/charts/chartEx1.xml | groups of shapes | M 2014/relationships/chartEx | f chartex+xml
a form control | xl/ctrlProps/ctrlProp1.xml | {WASTE} | O ctrlProp rIdControl | m controlproperties+xml
an ActiveX control | xl/activeX/activeX1.xml | {WASTE} | O control rIdActive | f activeX+xml
its state | xl/activeX/activeX1.bin | an ActiveX control | M 2006/relationships/activeXControlBinary rIdState | f activeX
an object | xl/embeddings/oleObject1.bin | {WASTE} | O oleObject rIdObject | o oleObject
a document in it | xl/embeddings/Document1.docx | {WASTE} | O package rIdDocument | o wordprocessingml.document
a data model | xl/model/item.data | {BOOK} | O powerPivotData | s model+data
a background | xl/media/background.png | {WASTE} | O image rIdBackground | i png
a picture in a cell | xl/media/cell.png | pictures in cells | O image rIdInCell | i png
pictures in the header | xl/drawings/vmlDrawing77.vml | {WASTE} | O vmlDrawing rIdHeader | o vmlDrawing
one of them | xl/media/header.png | pictures in the header | O image rIdOfHeader | i png
a sheet's own data | xl/customProperty1.bin | {WASTE} | O customProperty rIdOwn | s customProperty
views of a sheet | xl/namedSheetViews/namedSheetView1.xml | {WASTE} | M 2019/04/relationships/namedSheetView | \
m namedsheetviews+xml
volatile figures | xl/volatileDependencies.xml | {BOOK} | O volatileDependencies | s volatileDependencies+xml
custom XML | customXml/item3.xml | {BOOK} | O customXml | a xml
custom XML's properties | customXml/itemProps3.xml | custom XML | O customXmlProps | o customXmlProperties+xml
a query | customXml/item2.xml | {BOOK} | O customXml | a xml
custom document properties | docProps/custom.xml | | O custom-properties | o custom-properties+xml
a sensitivity label | docMetadata/LabelInfo.xml | | M 2020/02/relationships/classificationlabels | f classificationlabels+xml
a task pane | xl/webextensions/taskpanes.xml | | M 2011/relationships/webextensiontaskpanes | f webextensiontaskpanes+xml
its web extension | xl/webextensions/webextension1.xml | a task pane | M 2011/relationships/webextension rIdExtension | \
f webextension+xml
a small picture of it all | docProps/thumbnail.jpeg | | P thumbnail | i jpeg
what another program keeps | xl/metadata | {BOOK} | - workbookmetadata | a binary
"""


class Kind(NamedTuple):
    """A kind of part: what it is, where it lies, its content, who leads to it by which relationship, and its content type."""

    name: str
    part: str
    content: bytes
    owner: str
    relation: str
    key: str
    content_type: str


def _kinds() -> tuple[Kind, ...]:
    rows = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    parts = {name: part for name, part, *_ in rows}
    return tuple(_kind(row, parts) for row in rows)


def _kind(row: list[str], parts: dict[str, str]) -> Kind:
    name, part, owner, relation, content_type = row
    whose, ending, key = [*relation.split(), "rId" + re.sub(r"\W", "", part)][:3]
    whole_type = TYPES[content_type[0]] + content_type[2:]
    specimen = SPECIMENS[name]
    content = specimen if isinstance(specimen, bytes) else declared(specimen)
    return Kind(name, part, content, parts.get(owner, owner), KEYS[whose] + ending, key, whole_type)


KINDS = _kinds()
TYPES_OF_FOREIGN = {  # the foreign tracker names some of its parts' types in a way the validator will not open
    b"vnd.slicer+xml": b"vnd.ms-excel.slicer+xml",
    b"vnd.slicerCache+xml": b"vnd.ms-excel.slicerCache+xml",
    b"vnd.threadedcomments+xml": b"vnd.ms-excel.threadedcomments+xml",
    b"vnd.person+xml": b"vnd.ms-excel.person+xml",
    b"application/vnd.xml": b"application/xml",
    b"vnd.spreadsheetml.": b"vnd.openxmlformats-officedocument.spreadsheetml.",
}
OF_FOREIGN = {
    "xl/slicers/slicer1.xml": "<x14:slicers><x14:slicer name='Party' cache='Slicer_Party' rowHeight='241300'/></x14:slicers>",
    "xl/slicerCaches/slicerCache1.xml": "<x14:slicerCacheDefinition name='Slicer_Party' sourceName='Party'/>",
    "xl/threadedComments/threadedComment1.xml": "<tc:ThreadedComments/>",
    "xl/persons/person.xml": "<tc:personList/>",
}


@cache
def everything(carrier: str = "somebody's") -> bytes:
    """A tracker, `somebody's` or one of `ours`, with every kind of part, and every kind of element where we write into it."""
    bare = foreign_tracker() if carrier == "somebody's" else _ours()
    parts, tabs = unpacked(bare), tab_parts(bare)
    if carrier == "somebody's":
        _mend_foreign(parts)
    for kind in KINDS:
        assert kind.part not in parts
        parts[kind.part] = kind.content
        override = f'<Override PartName="/{kind.part}" ContentType="{kind.content_type}"/></Types>'
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", override.encode())
        owner = next(iter(tabs.values())) if kind.owner == FIRST else tabs.get(kind.owner, kind.owner)
        _relate(parts, owner, kind.relation, kind.key, f"/{kind.part}")
    _relate(parts, "xl/pivotTables/pivotTable1.xml", f"{OFFICE}pivotCacheDefinition", "rId1", f"/{KINDS[0].part}")
    _relate(parts, "xl/externalLinks/externalLink1.xml", f"{OFFICE}externalLinkPath", "rId1", "rates.xlsx", outside=True)
    _relate(parts, tabs[WASTE], f"{OFFICE}hyperlink", "rIdSite", "https://council.example/", outside=True)
    for tab in CHECKED_TABS:
        parts[tabs[tab]] = with_elements(parts[tabs[tab]], tab)
    for part, change in ((BOOK, with_workbook), ("xl/styles.xml", with_styles), ("xl/tables/table1.xml", with_table)):
        parts[part] = change(parts[part])
    return with_parts(bare, parts)


def tab_parts(data: bytes) -> dict[str, str]:
    """The part of each tab, in their order."""
    package = Package(data)
    targets = {each.key: each.target for each in package.relations(BOOK)}
    return {sheet.name: targets[sheet.key] for sheet in sheets(package.read(BOOK))}


def _ours() -> bytes:
    """A tracker of ours every page of which is behind what was typed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.xlsx"
        path.write_bytes(make_tracker(sample_programme(), date(2012, 1, 26)))
        type_into(path, "Highways", {"J12": 20_000_000, "M12": 3})
        type_into(path, "Appendix 2", {"C6": "older words"})
        return path.read_bytes()


def _mend_foreign(parts: dict[str, bytes]) -> None:
    """Name what the foreign tracker has of its own as the validator wants it."""
    for before, now in TYPES_OF_FOREIGN.items():
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(before, now)
    parts |= {part: declared(content) for part, content in OF_FOREIGN.items()}


def relations_of(part: str) -> str:
    """The part that holds this part's relationships."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _relate(parts: dict[str, bytes], owner: str, kind: str, key: str, target: str, outside: bool = False) -> None:
    held = parts.get(relations_of(owner), f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode())
    mode = ' TargetMode="External"' if outside else ""
    written = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    parts[relations_of(owner)] = held.replace(b"</Relationships>", written.encode())
