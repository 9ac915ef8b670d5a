"""A specimen of every kind of part that workbooks are known to carry, each with just enough in it to be one."""

import re

from tests.foreign import png

NAMESPACES = {
    "": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "ax": "http://schemas.microsoft.com/office/2006/activeX",
    "cs": "http://schemas.microsoft.com/office/drawing/2012/chartStyle",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
    "we": "http://schemas.microsoft.com/office/webextensions/webextension/2010/11",
    "wetp": "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11",
    "clbl": "http://schemas.microsoft.com/office/2020/mipLabelMetadata",
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "x15": "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main",
    "xm": "http://schemas.microsoft.com/office/excel/2006/main",
    "xr": "http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
    "rd": "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata",
    "rel": "http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel",
    "tc": "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",
    "dm": "http://schemas.microsoft.com/DataMashup",
    "nsv": "http://schemas.microsoft.com/office/spreadsheetml/2019/namedsheetviews",
}
ID = "{00000000-0000-0000-0000-00000000000%d}"


def declared(text: str) -> bytes:
    """The element as a part of its own, every prefix used in it declared."""
    used = {prefix for prefix in re.findall(r"[<\s\"/](\w+):\w", text) if prefix in NAMESPACES}
    used |= {each for listed in re.findall(r'(?:Ignorable|Requires)="([\w ]+)"', text) for each in listed.split()}
    written = "".join(f' xmlns{":" * bool(each)}{each}="{NAMESPACES[each]}"' for each in ("", *sorted(used)))
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + re.sub(r"(?<=^<)([\w:]+)", rf"\1{written}", text).encode()
    )


CHART = (
    "<c:chartSpace><c:roundedCorners val='1'/><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val='col'/><c:grouping "
    "val='clustered'/><c:ser><c:idx val='0'/><c:order val='0'/><c:val><c:numRef><c:f>'Our notes'!$B$1</c:f></c:numRef></c:val>"
    "</c:ser><c:axId val='1'/><c:axId val='2'/></c:barChart><c:catAx><c:axId val='1'/><c:scaling/><c:delete val='0'/><c:axPos "
    "val='b'/><c:crossAx val='2'/></c:catAx><c:valAx><c:axId val='2'/><c:scaling/><c:delete val='0'/><c:axPos val='l'/>"
    "<c:crossAx "
    "val='1'/></c:valAx></c:plotArea></c:chart><c:userShapes r:id='rIdUserShapes'/></c:chartSpace>"
)
ANCHOR = "<xdr:absoluteAnchor><xdr:pos x='0' y='0'/><xdr:ext cx='9' cy='9'/>%s<xdr:clientData/></xdr:absoluteAnchor>"
FRAME = (
    "<xdr:graphicFrame macro=''><xdr:nvGraphicFramePr><xdr:cNvPr id='%d' name='Ours %d'/><xdr:cNvGraphicFramePr/>"
    "</xdr:nvGraphicFramePr><xdr:xfrm><a:off x='0' y='0'/><a:ext cx='9' cy='9'/></xdr:xfrm><a:graphic>%s</a:graphic>"
    "</xdr:graphicFrame>"
)
SMART_ART = (
    "<a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/diagram'><dgm:relIds r:dm='rIdData' r:lo='rIdLayout' "
    "r:qs='rIdStyle' r:cs='rIdColours'/></a:graphicData>"
)
CHARTED = "<a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/chart'><c:chart r:id='rId1'/></a:graphicData>"
GROUP = (
    "<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id='4' name='Ours'/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr/><xdr:cxnSp macro=''>"
    "<xdr:nvCxnSpPr><xdr:cNvPr id='5' name='Line'/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr/></xdr:cxnSp></xdr:grpSp>"
)
PICTURE = (
    "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='%d' name='%s'/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed='%s'/>"
    "<a:stretch/></xdr:blipFill><xdr:spPr><a:prstGeom prst='rect'/></xdr:spPr></xdr:pic>"
)
DRAWN = (FRAME % (3, 3, SMART_ART), GROUP, PICTURE % (6, "Old seal", "rIdSeal"), PICTURE % (7, "Crest", "rIdCrest"))
PIVOT_FIELD = "<cacheField name='Ours' numFmtId='0'><sharedItems/></cacheField>"
LEVEL = "<cs:%s><cs:lnRef idx='0'/><cs:fillRef idx='0'/><cs:effectRef idx='0'/><cs:fontRef idx='minor'/></cs:%s>"
LEVELS = (
    *("axisTitle", "categoryAxis", "chartArea", "dataLabel", "dataLabelCallout", "dataPoint", "dataPoint3D", "dataPointLine"),
    *("dataPointMarker", "dataPointWireframe", "dataTable", "downBar", "dropLine", "errorBar", "floor", "gridlineMajor"),
    *("gridlineMinor", "hiLoLine", "leaderLine", "legend", "plotArea", "plotArea3D", "seriesAxis", "seriesLine", "title"),
    *("trendline", "trendlineLabel", "upBar", "valueAxis", "wall"),
)
SPECIMENS = {
    "a pivot cache": "<pivotCacheDefinition r:id='rIdRecords' recordCount='1'><cacheSource type='worksheet'><worksheetSource "
    f"ref='A1:A2' sheet='Our notes'/></cacheSource><cacheFields count='1'>{PIVOT_FIELD}</cacheFields></pivotCacheDefinition>",
    "its records": "<pivotCacheRecords count='1'><r><s v='ours'/></r></pivotCacheRecords>",
    "a pivot table": "<pivotTableDefinition name='Ours' cacheId='7' dataCaption='Values'><location ref='H20:H21' "
    "firstHeaderRow='0' firstDataRow='0' firstDataCol='0'/><pivotFields count='1'><pivotField showAll='0'/></pivotFields><extLst>"
    "<ext uri='{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}'><x14:pivotTableDefinition hideValuesRow='1'/></ext></extLst>"
    "</pivotTableDefinition>",
    "a data connection": "<connections><connection id='1' name='Ours' type='4' refreshedVersion='4'><webPr "
    "url='https://council.example/rates'/></connection></connections>",
    "a query table": "<queryTable name='Ours' connectionId='1'/>",
    "XML maps": "<MapInfo SelectionNamespaces=''><Schema ID='S'/><Map ID='1' Name='Ours' RootElement='ours' SchemaID='S' "
    "ShowImportExportValidationErrors='0' AutoFit='1' Append='0' PreserveSortAFLayout='1' PreserveFormat='1'/></MapInfo>",
    "cells of XML": "<singleXmlCells><singleXmlCell id='1' r='Z60' connectionId='0'><xmlCellPr id='1' uniqueName='ours'>"
    "<xmlPr mapId='1' "
    "xpath='/ours' xmlDataType='string'/></xmlCellPr></singleXmlCell></singleXmlCells>",
    "a link outside": "<externalLink><externalBook r:id='rId1'><sheetNames><sheetName val='Rates'/></sheetNames></externalBook>"
    "</externalLink>",
    "dynamic arrays": "<metadata><metadataTypes count='2'><metadataType name='XLDAPR' minSupportedVersion='120000' cellMeta='1'/>"
    "<metadataType name='XLRICHVALUE' minSupportedVersion='120000'/></metadataTypes><futureMetadata name='XLRICHVALUE' count='1'>"
    "<bk><extLst><ext uri='{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}'><rd:rvb i='0'/></ext></extLst></bk></futureMetadata>"
    "<cellMetadata count='1'><bk><rc t='1' v='0'/></bk></cellMetadata><valueMetadata count='1'><bk><rc t='2' v='0'/></bk>"
    "</valueMetadata></metadata>",
    "rich values": "<rd:rvData count='1'><rd:rv s='0'><rd:v>0</rd:v><rd:v>5</rd:v></rd:rv></rd:rvData>",
    "their structure": "<rd:rvStructures count='1'><rd:s t='_localImage'><rd:k n='_rvRel:LocalImageIdentifier' t='i'/><rd:k "
    "n='CalcOrigin' t='i'/></rd:s></rd:rvStructures>",
    "pictures in cells": "<rel:richValueRels><rel:rel r:id='rIdInCell'/></rel:richValueRels>",
    "a timeline's cache": "<x15:timelineCacheDefinition name='NativeTimeline_When' sourceName='When'><x15:state "
    "minimalRefreshVersion='6' lastRefreshVersion='6' pivotCacheId='7' filterType='unknown'>"
    "<x15:bounds startDate='2011-04-01T00:00:00' endDate='2015-04-01T00:00:00'/>"
    "</x15:state></x15:timelineCacheDefinition>",
    "a timeline": "<x15:timelines><x15:timeline name='When' cache='NativeTimeline_When' level='2' selectionLevel='2'/>"
    "</x15:timelines>",
    "groups of shapes": f"<xdr:wsDr>{''.join(ANCHOR % each for each in DRAWN)}</xdr:wsDr>",
    "SmartArt": "<dgm:dataModel><dgm:ptLst/><dgm:cxnLst/><dgm:bg/><dgm:whole/></dgm:dataModel>",
    "SmartArt's layout": "<dgm:layoutDef><dgm:layoutNode/></dgm:layoutDef>",
    "SmartArt's style": "<dgm:styleDef><dgm:scene3d><a:camera prst='orthographicFront'/><a:lightRig rig='threePt' dir='t'/>"
    "</dgm:scene3d><dgm:styleLbl name='ours'/></dgm:styleDef>",
    "SmartArt's colours": "<dgm:colorsDef/>",
    "SmartArt as drawn": "<dsp:drawing><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id='0' name=''/><dsp:cNvGrpSpPr/></dsp:nvGrpSpPr>"
    "<dsp:grpSpPr/></dsp:spTree></dsp:drawing>",
    "a drawing in the Windows manner": b"\xd7\xcd\xc6\x9a ours",
    "an enhanced drawing": b"\x01\0\0\0 ours EMF",
    "a chart sheet": "<chartsheet><sheetViews><sheetView workbookViewId='0'/></sheetViews><drawing r:id='rIdDrawing'/>"
    "</chartsheet>",
    "its drawing": f"<xdr:wsDr>{ANCHOR % (FRAME % (2, 2, CHARTED))}</xdr:wsDr>",
    "a chart": CHART,
    "its style": "<cs:chartStyle id='201'>" + "".join(LEVEL % (each, each) for each in LEVELS) + "</cs:chartStyle>",
    "its colours": "<cs:colorStyle meth='cycle' id='10'><a:schemeClr val='accent1'/></cs:colorStyle>",
    "shapes on it": "<c:userShapes/>",
    "a chart of 2016": "<cx:chartSpace><cx:chartData><cx:data id='0'><cx:numDim type='val'><cx:f>_xlchart.v1.0</cx:f>"
    "</cx:numDim></cx:data></cx:chartData><cx:chart><cx:plotArea><cx:plotAreaRegion/></cx:plotArea></cx:chart>"
    "</cx:chartSpace>",
    "a form control": "<x14:formControlPr objectType='CheckBox' lockText='1'/>",
    "an ActiveX control": "<ax:ocx ax:classid='{8BD21D40-EC42-11CE-9E0D-00AA006002F3}' ax:persistence='persistStreamInit' "
    "r:id='rIdState'/>",
    "its state": b"ours: the state of a control",
    "an object": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ours",
    "a document in it": b"PK ours",
    "a data model": b"ours: a model",
    "a background": png(),
    "a picture in a cell": png(),
    "pictures in the header": b"<xml xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'>"
    b"<v:shape id='CH'><v:imagedata o:relid='rIdOfHeader'/></v:shape></xml>",
    "one of them": png(),
    "a sheet's own data": b"o\0u\0r\0s\0",
    "views of a sheet": f"<nsv:namedSheetViews><nsv:namedSheetView name='Jo' id='{ID % 4}'/></nsv:namedSheetViews>",
    "volatile figures": "<volTypes><volType type='realTimeData'><main first='ours'><tp><v>1</v><tr r='Z62' s='1'/></tp></main>"
    "</volType></volTypes>",
    "custom XML": b"<ours><mark>sensitive</mark></ours>",
    "custom XML's properties": f"<ds:datastoreItem ds:itemID='{ID % 1}'><ds:schemaRefs/></ds:datastoreItem>",
    "a query": "<dm:DataMashup>b3Vycw==</dm:DataMashup>",
    "custom document properties": "<op:Properties>"
    "<op:property fmtid='{D5CDD505-2E9C-101B-9397-08002B2CF9AE}' pid='2' name='Ours'>"
    "<vt:lpwstr>yes</vt:lpwstr></op:property></op:Properties>",
    "a sensitivity label": f"<clbl:labelList><clbl:label id='{ID % 1}' enabled='1' method='Privileged' siteId='{ID % 2}' "
    "removed='0'/></clbl:labelList>",
    "a task pane": "<wetp:taskpanes><wetp:taskpane dockstate='right' visibility='0' width='350' row='0'><wetp:webextensionref "
    "r:id='rIdExtension'/></wetp:taskpane></wetp:taskpanes>",
    "its web extension": f"<we:webextension id='{ID % 5}'><we:reference id='ours' version='1.0' store='en-GB' storeType='OMEX'/>"
    "<we:alternateReferences/><we:properties/><we:bindings/><we:snapshot/></we:webextension>",
    "a small picture of it all": b"\xff\xd8\xff ours",
    "what another program keeps": b"ours: marks of a web spreadsheet",
}
