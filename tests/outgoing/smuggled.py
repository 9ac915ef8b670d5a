"""What is smuggled into clean copies, one thing at a time, and what the gate calls it."""

from dataclasses import dataclass, field

from tests.outgoing.copies import RELATIONS, SHEET

BOOK, CORE, APP = "xl/workbook.xml", "docProps/core.xml", "docProps/app.xml"
ABOUT, APPENDIX, DATA, CHARTS = (SHEET.format(number) for number in (1, 2, 3, 7))
CHART, DRAWING, TABLE, STYLES = "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/tables/table1.xml", "xl/styles.xml"
MS = "http://schemas.microsoft.com/office/2006/relationships"
OPEN = "application/vnd.openxmlformats-officedocument"
SML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def element(name: str, content: str = "") -> bytes:
    return f'<{name} xmlns="{SML}">{content}</{name}>'.encode()


@dataclass(frozen=True)
class Part:
    """A part smuggled in, and what the gate calls it."""

    name: str
    content_type: str
    kind: str
    called: str
    content: bytes = field(default=element("x"))
    of: str = BOOK


PARTS = {
    "macros": Part("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", f"{MS}/vbaProject", "macros", b"\x00\xff"),
    "old macros": Part(
        "xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml", f"{MS}/xlMacrosheet", "old macros"
    ),
    "a ribbon": Part("customUI/customUI14.xml", "application/xml", f"{MS}/ui/extensibility", "a ribbon", of=""),
    "comments": Part("xl/comments1.xml", f"{OPEN}.spreadsheetml.comments+xml", f"{RELATIONS}/comments", "comments", of=APPENDIX),
    "threads": Part(
        "xl/threadedComments/threadedComment1.xml",
        "application/vnd.ms-excel.threadedcomments+xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "comments in threads",
        of=APPENDIX,
    ),
    "persons": Part(
        "xl/persons/person.xml",
        "application/vnd.ms-excel.person+xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/person",
        "names of persons",
    ),
    "a pivot cache": Part(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f"{OPEN}.spreadsheetml.pivotCacheDefinition+xml",
        f"{RELATIONS}/pivotCacheDefinition",
        "a pivot cache",
    ),
    "a pivot table": Part(
        "xl/pivotTables/pivotTable1.xml",
        f"{OPEN}.spreadsheetml.pivotTable+xml",
        f"{RELATIONS}/pivotTable",
        "a pivot table",
        of=APPENDIX,
    ),
    "an external link": Part(
        "xl/externalLinks/externalLink1.xml",
        f"{OPEN}.spreadsheetml.externalLink+xml",
        f"{RELATIONS}/externalLink",
        "a link to another file, with what was read from it",
    ),
    "a connection": Part(
        "xl/connections.xml", f"{OPEN}.spreadsheetml.connections+xml", f"{RELATIONS}/connections", "a connection"
    ),
    "a query": Part(
        "xl/queryTables/queryTable1.xml", f"{OPEN}.spreadsheetml.queryTable+xml", f"{RELATIONS}/queryTable", "a query", of=TABLE
    ),
    "custom XML": Part("customXml/item1.xml", "application/xml", f"{RELATIONS}/customXml", "custom XML"),
    "custom properties": Part(
        "docProps/custom.xml",
        f"{OPEN}.custom-properties+xml",
        f"{RELATIONS}/custom-properties",
        "properties of somebody’s own",
        of="",
    ),
    "printer settings": Part(
        "xl/printerSettings/printerSettings1.bin",
        f"{OPEN}.spreadsheetml.printerSettings",
        f"{RELATIONS}/printerSettings",
        "printer settings",
        b"\\\\SERVER\\Ann",
        APPENDIX,
    ),
    "an object": Part(
        "xl/embeddings/oleObject1.bin", f"{OPEN}.oleObject", f"{RELATIONS}/oleObject", "an embedded object", b"x", APPENDIX
    ),
    "a control": Part(
        "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml", f"{RELATIONS}/ctrlProp", "a control"
    ),
    "a picture": Part("xl/media/image1.png", "image/png", f"{RELATIONS}/image", "a picture", b"\x89PNG", DRAWING),
    "anything else": Part(
        "xl/model/item.data", "application/vnd.openxmlformats", f"{RELATIONS}/powerPivotData", "never sent", b"x"
    ),
}
PROPERTY = (
    '<cp:{0} xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">{1}</cp:{0}></cp:coreProperties>'
)
HEADS = "</sheetPr>"
NAMES, NAME = "</definedNames>", '<definedName name="Old"{}>{}</definedName></definedNames>'
RULE = (
    '<dataValidations><dataValidation type="list" sqref="A1"><formula1>{}</formula1></dataValidation></dataValidations>'
    "<printOptions"
)
DXF = (
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>{}</formula></cfRule>'
    "</conditionalFormatting>"
)
ROW, CELL = '<row r="8"', '<c r="A8"'
SMUGGLED = {
    "a hidden sheet": (
        BOOK,
        'name="Charts" sheetId="7" state="visible"',
        'name="Charts" sheetId="7" state="hidden"',
        "hidden sheet",
    ),
    "a very hidden sheet": (BOOK, 'sheetId="7" state="visible"', 'sheetId="7" state="veryHidden"', "very hidden sheet “Charts”"),
    "a sheet by another name": (BOOK, 'name="Notes"', 'name="Settings"', "a sheet “Settings”, which is not on the list"),
    "a hidden window": (BOOK, 'visibility="visible"', 'visibility="hidden"', "a window that is hidden"),
    "a hidden row": (APPENDIX, ROW, f'{ROW} hidden="1"', "hidden rows on the sheet Appendix 1"),
    "a row of no height": (APPENDIX, f'{ROW} ht="', f'{ROW} ht="0" x="', "hidden rows on the sheet Appendix 1"),
    "a hidden column": (APPENDIX, '<col width="20"', '<col hidden="1" width="20"', "hidden columns on the sheet Appendix 1"),
    "a column of no width": (APPENDIX, '<col width="20"', '<col width="0"', "hidden columns on the sheet Appendix 1"),
    "grouped rows": (APPENDIX, ROW, f'{ROW} outlineLevel="1"', "grouped rows"),
    "collapsed columns": (APPENDIX, '<col width="20"', '<col collapsed="1" width="20"', "grouped columns"),
    "rows hidden by default": (APPENDIX, "<sheetFormatPr", '<sheetFormatPr zeroHeight="1"', "rows that are hidden unless"),
    "a filter of a table": (
        TABLE,
        "<tableColumns",
        '<autoFilter ref="A4:B5"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>'
        "<tableColumns",
        "an active filter",
    ),
    "a format that shows nothing": (
        STYLES,
        "<numFmts",
        '<numFmts><numFmt numFmtId="999" formatCode=";;;"/></numFmts><numFmts',
        "“;;;”",
    ),
    "a hidden drawing": (DRAWING, '<cNvPr id="1"', '<cNvPr hidden="1" id="1"', "a hidden drawing"),
    "a text box": (
        DRAWING,
        "<clientData/>",
        "<sp><txBody><t>secret</t></txBody></sp><clientData/>",
        "a shape, text box or picture",
    ),
    "a macro behind a chart": (DRAWING, "<graphicFrame>", '<graphicFrame macro="Run">', "a macro behind a drawing"),
    "a name for a sheet that is gone": (
        BOOK,
        NAMES,
        NAME.format("", "Highways!$A$1"),
        "a name “Old” for a formula on a sheet “Highways”",
    ),
    "a name for nothing": (BOOK, NAMES, NAME.format("", "#REF!"), "leads nowhere, to #REF!"),
    "a name for a lost cell": (BOOK, NAMES, NAME.format("", "Notes!#REF!"), "leads nowhere, to #REF!"),
    "a name in another file": (BOOK, NAMES, NAME.format("", "[1]Costs!$A$1"), "reads from another file"),
    "a hidden name": (BOOK, NAMES, NAME.format(' hidden="1"', "Notes!$A$1"), "a name “Old” that is hidden"),
    "a name with a remark": (BOOK, NAMES, NAME.format(' comment="Ann"', "Notes!$A$1"), "more than a name"),
    "links to other files": (BOOK, "<definedNames>", "<externalReferences/><definedNames>", "links to other files"),
    "who reserved it": (BOOK, "<workbookPr", '<fileSharing userName="Ann"/><workbookPr', "the name of whoever reserved the file"),
    "persons' views": (BOOK, "<calcPr", "<customWorkbookViews/><calcPr", "views of single persons"),
    "scenarios": (APPENDIX, "<printOptions", "<scenarios/><printOptions", "scenarios, with the names"),
    "extensions of a sheet": (APPENDIX, "</worksheet>", "<extLst/></worksheet>", "extensions nobody has looked into"),
    "an unknown element": (APPENDIX, "</worksheet>", "<novelty/></worksheet>", "an element “novelty”"),
    "a list on a sheet that is gone": (
        APPENDIX,
        "<printOptions",
        RULE.format("Settings!$A$1:$A$9"),
        "on a sheet “Settings” it lacks",
    ),
    "a list in another file": (APPENDIX, "<printOptions", RULE.format("[1]Old!$A$1:$A$9"), "reads from another file"),
    "a list of an unknown name": (
        APPENDIX,
        "<printOptions",
        RULE.format("SE7_Parties"),
        "on a name “SE7_Parties” that is not in it",
    ),
    "a format on a lost sheet": (
        APPENDIX,
        "<printOptions",
        f"{DXF.format('Log!A1=1')}<printOptions",
        "on a sheet “Log” it lacks",
    ),
    "a chart of a lost sheet": (CHART, "'Yearly data'!$B$", "'Old data'!$B$", "on a sheet “Old data” it lacks"),
    "a column of a lost table": (
        TABLE,
        "/></tableColumns>",
        "><calculatedColumnFormula>Costs[x]</calculatedColumnFormula></tableColumn></tableColumns>",
        "in a table",
    ),
    "a custom function": (DATA, "<f>IF(", "<f>_xludf.MYSUM(", "a custom function, _xludf.MYSUM"),
    "a new function": (DATA, "<f>IF(", "<f>_xlfn.XLOOKUP(", "a function we do not know, _xlfn.XLOOKUP"),
    "somebody's function": (DATA, "<f>IF(", "<f>GetCosts(", "a function we do not know, GetCosts"),
    "the web": (DATA, "<f>IF(", "<f>WEBSERVICE(", "a function we do not know, WEBSERVICE"),
    "a command": (DATA, "<f>IF(", "<f>cmd|'/C calc'!A0+IF(", "a formula nobody can read"),
    "another file": (DATA, "<f>IF(", "<f>'[1]Costs'!A1+IF(", "reads from another file"),
    "a lost sheet": (DATA, "<f>IF(", "<f>Highways!A1+IF(", "a formula on a sheet “Highways” it lacks"),
    "a link out": (DATA, "<f>IF(", '<f>HYPERLINK("https://example.org")+IF(', "a link that may lead out of it"),
    "the last author": (
        CORE,
        "</cp:coreProperties>",
        PROPERTY.format("lastModifiedBy", "Ann Smith"),
        "lastModifiedBy, “Ann Smith”",
    ),
    "keywords": (CORE, "</cp:coreProperties>", PROPERTY.format("keywords", "draft of Ann"), "the document property keywords"),
    "an author": (
        CORE,
        "South East Seven</dc:creator>",
        "Ann Smith</dc:creator>",
        "a maker other than the partnership, “Ann Smith”",
    ),
    "an address in the title": (CORE, "South East Seven savings:", "ann@kent.gov.uk:", "an e-mail address in the"),
    "a manager": (APP, "</Properties>", "<Manager>Ann</Manager></Properties>", "the document property Manager, “Ann”"),
    "a company": (APP, "</Properties>", "<Company>Kent</Company></Properties>", "the document property Company"),
    "titles of parts": (
        APP,
        "</Properties>",
        "<TitlesOfParts>Costs</TitlesOfParts></Properties>",
        "the document property TitlesOfParts",
    ),
    "a Windows path": (
        BOOK,
        "<workbookPr",
        '<workbookPr x="C:\\Users\\ann\\Desktop\\"',
        "the path “C:\\Users\\ann\\Desktop\\” of a machine",
    ),
    "a path of a Mac": (ABOUT, "savings tracker.xlsm", "/Users/ann/savings tracker.xlsm", "the path “/Users/ann” of a machine"),
    "a server's path": (
        ABOUT,
        "savings tracker.xlsm",
        "\\\\srv01\\finance$\\savings.xlsm",
        "the path “\\\\srv01\\finance$” of a machine",
    ),
    "a file address": (ABOUT, "savings tracker.xlsm", "file:///x/savings.xlsm", "the path “file:///x/savings.xlsm” of a machine"),
    "a remark": (BOOK, "<workbookPr", "<!-- by Ann --><workbookPr", "a remark only machines see"),
    "a link to the web": (
        "xl/worksheets/_rels/sheet3.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rX" Type="{RELATIONS}/hyperlink" Target="https://example.org/x" TargetMode="External"/>'
        "</Relationships>",
        "a link to “https://example.org/x”",
    ),
}
