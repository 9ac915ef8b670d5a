"""Elements that stand round the cells and in the parts our actions write into, and that are none of their business."""

from lxml import etree

from tests.hostile.specimens import ID, NAMESPACES

MAIN = "{" + NAMESPACES[""] + "}"
CHECKED_TABS = ("Waste", "Checks", "Appendix 1", "Appendix 1 data", "Appendix 2")
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
BOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches"),
    *("webPublishing", "fileRecoveryPr", "extLst"),
)
STYLE_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
)
ROUND_THE_CELLS = f"""
<sheetPr><tabColor rgb="FF00B050"/><outlinePr summaryBelow="0"/></sheetPr>
<sheetViews><sheetView showGridLines="0" zoomScale="85" workbookViewId="0"><pane xSplit="1" topLeftCell="B1" state="frozen"/>\
<selection pane="topRight" activeCell="Z1" sqref="Z1"/></sheetView></sheetViews>
<sheetCalcPr fullCalcOnLoad="0"/>
<protectedRanges><protectedRange sqref="Z1:Z2" name="ours"/></protectedRanges>
<scenarios current="0"><scenario name="ours" count="1" user="A"><inputCells r="Z1" val="1"/></scenario></scenarios>
<customSheetViews><customSheetView guid="{ID % 3}" scale="90">\
<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/></customSheetView></customSheetViews>
<mergeCells count="1"><mergeCell ref="AD60:AE60"/></mergeCells>
<phoneticPr fontId="0"/>
<conditionalFormatting pivot="1" sqref="Z60:Z62"><cfRule type="expression" dxfId="0" priority="9"><formula>TRUE</formula>\
</cfRule></conditionalFormatting>
<dataValidations count="1"><dataValidation type="whole" sqref="Z60" xr:uid="{ID % 6}"><formula1>1</formula1>\
<formula2>9</formula2></dataValidation></dataValidations>
<hyperlinks><hyperlink ref="Z61" location="Settings!A1" display="Settings"/></hyperlinks>
<printOptions headings="1"/>
<headerFooter differentFirst="1"><oddHeader>&amp;C&amp;A</oddHeader><oddFooter>&amp;RPage &amp;P</oddFooter></headerFooter>
<rowBreaks count="1" manualBreakCount="1"><brk id="40" max="16383" man="1"/></rowBreaks>
<colBreaks count="1" manualBreakCount="1"><brk id="9" max="1048575" man="1"/></colBreaks>
<cellWatches><cellWatch r="Z1"/></cellWatches>
<ignoredErrors><ignoredError sqref="Z1:Z9" numberStoredAsText="1"/></ignoredErrors>
<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations count="1"><x14:dataValidation type="list">\
<x14:formula1><xm:f>Settings!$A$22</xm:f></x14:formula1><xm:sqref>Z62</xm:sqref></x14:dataValidation></x14:dataValidations>\
</ext><ext uri="{{01252117-D84E-4E92-8308-4BE1C098FCBB}}"><x14:ignoredErrors><x14:ignoredError evalError="1">\
<xm:sqref>Z9</xm:sqref></x14:ignoredError></x14:ignoredErrors></ext></extLst>
"""
LED_FROM_WASTE = """
<hyperlinks><hyperlink ref="Z61" r:id="rIdSite" tooltip="ours"/></hyperlinks>
<customProperties><customPr name="ours" r:id="rIdOwn"/></customProperties>
<legacyDrawingHF r:id="rIdHeader"/>
<picture r:id="rIdBackground"/>
<oleObjects><oleObject progId="Package" shapeId="2049" r:id="rIdObject"/>\
<oleObject progId="Word.Document.12" dvAspect="DVASPECT_ICON" shapeId="2049" r:id="rIdDocument"/></oleObjects>
<controls><mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="2049" r:id="rIdControl" name="Tick">\
<controlPr defaultSize="0"><anchor><from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>\
<xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row>\
<xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control></mc:Choice></mc:AlternateContent>\
<control shapeId="2049" r:id="rIdActive" name="Old"/></controls>
<extLst><ext uri="{7E03D99C-DC04-49d9-9315-930204A7B6E9}"><x15:timelineRefs><x15:timelineRef r:id="rIdTimeline"/>\
</x15:timelineRefs></ext></extLst>
"""
OFFICERS_ROWS = """
<row r="60" outlineLevel="1"><c r="Z60" cm="1"><f t="array" ref="Z60:Z61">_xlfn.SEQUENCE(2)</f><v>1</v></c><c r="AA60">\
<f t="shared" ref="AA60:AA61" si="9">Z60*2</f><v>2</v></c><c r="AB60" t="inlineStr"><is><r><rPr><b/></rPr><t>橋</t></r>\
<rPh sb="0" eb="1"><t>はし</t></rPh></is></c><c r="AC60" t="str"><f>_xlfn.LET(_xlpm.x,1,"ours "&amp;_xlpm.x)</f><v>ours 1</v>\
</c></row>
<row r="61" outlineLevel="1"><c r="Z61"><v>2</v></c><c r="AA61"><f t="shared" si="9"/><v>4</v></c><c r="AB61" t="e" vm="1">\
<v>#VALUE!</v></c></row>
<row r="62" ht="31" customHeight="1"><c r="Z62"><f t="dataTable" ref="Z62:Z63" dt2D="0" dtr="0" r1="Z60"/><v>1</v></c>\
<c r="AA62" t="b"><v>1</v></c><c r="AB62"><f ca="1">[1]Rates!A1+SUM(Highways:SEN!H8)</f><v>3</v></c></row>
<row r="63"><c r="Z63"><v>1</v></c></row>
"""
OF_THE_BOOK = f"""
<fileSharing userName="Jo"/>
<workbookProtection lockWindows="1"/>
<externalReferences><externalReference r:id="rIdLink"/></externalReferences>
<oleSize ref="A1:B2"/>
<customWorkbookViews><customWorkbookView name="Jo" guid="{ID % 3}" windowWidth="9" windowHeight="9" activeSheetId="1"/>\
</customWorkbookViews>
<pivotCaches><pivotCache cacheId="7" r:id="rIdCache"/></pivotCaches>
<fileRecoveryPr autoRecover="0"/>
<extLst><ext uri="{{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}}"><x15:timelineCacheRefs><x15:timelineCacheRef r:id="rIdTimes"/>\
</x15:timelineCacheRefs></ext><ext uri="{{140A7094-0E35-4892-8432-C4D2E57EDEB5}}"><x15:workbookPr chartTrackingRefBase="1"/>\
</ext></extLst>
"""
NAMES = """
<definedName name="Across_tabs">Highways:SEN!$H$8</definedName>
<definedName name="Double" comment="ours">_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)</definedName>
<definedName name="Lost" hidden="1">#REF!</definedName>
<definedName name="Only_here" localSheetId="4">Waste!$Z$60</definedName>
<definedName name="Outside">[1]Rates!$A$1</definedName>
<definedName name="_xlnm.Print_Titles" localSheetId="4">Waste!$A:$A,Waste!$1:$2</definedName>
"""
OF_THE_STYLES = """
<colors><mruColors><color rgb="FF00B050"/></mruColors></colors>
<extLst><ext uri="{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}"><x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext>\
<ext uri="{9260A510-F301-46a8-8635-F512D64BE5F5}"><x15:timelineStyles defaultTimelineStyle="TimeSlicerStyleLight1"/></ext>\
</extLst>
"""
OF_A_TABLE = """<extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}"><x14:table altText="ours"/></ext></extLst>"""
TABLE_ORDER = ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst")


def with_elements(sheet: bytes, tab: str) -> bytes:
    """The tab with everything that may stand round its cells, and officers' cells of every kind far out in it."""
    root = _with_every_prefix(sheet)
    for text in (LED_FROM_WASTE, ROUND_THE_CELLS) if tab == "Waste" else (ROUND_THE_CELLS,):
        _put_in_order(root, _elements(text), SHEET_ORDER)
    root.find(f"{MAIN}sheetData").extend(_elements(OFFICERS_ROWS))
    return _written(root)


def with_workbook(book: bytes) -> bytes:
    """The workbook part with the chart sheet listed, names of every kind, and everything else that may stand in it."""
    root = _with_every_prefix(book)
    root.find(f"{MAIN}sheets").extend(_elements('<sheet name="Our chart" sheetId="77" r:id="rIdChartSheet"/>'))
    names = root.find(f"{MAIN}definedNames")
    names.extend(_elements(NAMES))
    names[:] = sorted(names, key=lambda each: (each.get("name").casefold(), each.get("localSheetId", "")))
    _put_in_order(root, _elements(OF_THE_BOOK), BOOK_ORDER)
    return _written(root)


def with_styles(styles: bytes) -> bytes:
    """The styles part with colours and looks of other features in it."""
    root = _with_every_prefix(styles)
    _put_in_order(root, _elements(OF_THE_STYLES), STYLE_ORDER)
    return _written(root)


def with_table(table: bytes) -> bytes:
    """The part of an Excel table with an alternative text and the mark by which programs that merge know it."""
    root = _with_every_prefix(table)
    root.set("{" + NAMESPACES["xr"] + "}uid", ID % 7)
    root.find(f"{MAIN}tableColumns")[0].set("dataCellStyle", "Normal")
    _put_in_order(root, _elements(OF_A_TABLE), TABLE_ORDER)
    return _written(root)


def _with_every_prefix(part: bytes) -> etree._Element:
    """The part's root with every namespace declared on it, those of newer programs as ones that others may ignore."""
    old = etree.fromstring(part)
    known = {
        prefix or None: name for prefix, name in NAMESPACES.items() if prefix in ("", "r", "mc", "x14", "x15", "xm", "xr", "xdr")
    }
    root = etree.Element(old.tag, dict(old.attrib), nsmap={**old.nsmap, **known})
    ignored = (root.get("{" + NAMESPACES["mc"] + "}Ignorable") or "").split()
    root.set("{" + NAMESPACES["mc"] + "}Ignorable", " ".join([*ignored, "xr"]))
    root.extend(list(old))
    return root


def _elements(text: str) -> list[etree._Element]:
    written = " ".join(f'xmlns{":" * bool(each)}{each}="{name}"' for each, name in NAMESPACES.items())
    return list(etree.fromstring(f"<all {written}>{text.strip()}</all>"))


def _put_in_order(root: etree._Element, added: list[etree._Element], order: tuple[str, ...]) -> None:
    """Put each where the schema wants it; what is there already takes the extensions in, or stays as it is, or gives way."""
    for each in added:
        name, held = etree.QName(each).localname, root.find(each.tag)
        if held is not None and name == "extLst":
            held.extend(list(each))
        elif held is None or name == "conditionalFormatting":
            after = [child for child in root if order.index(etree.QName(child).localname) <= order.index(name)]
            root.insert(len(after), each)
        elif name == "sheetViews":
            root.replace(held, each)


def _written(root: etree._Element) -> bytes:
    for each in root.iter():
        each.tail = each.tail if (each.tail or "").strip() else None
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
