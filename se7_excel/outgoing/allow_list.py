"""What a copy that is sent may hold; whatever is not listed here stays behind."""

from se7_excel.inspection.accessible_file import NOTES
from se7_excel.sheets import schema

ABOUT = "About"
SHEETS = (
    ABOUT,
    schema.APPENDIX,
    schema.APPENDIX_DATA,
    schema.APPENDIX_2,
    schema.LADDER,
    schema.YEARLY,
    schema.CHARTS,
    NOTES,
)

SUBJECT = "Savings by workstream, authority and financial year"
FOOTER = "&L&A&RPage &P of &N"
LONGEST_HEADER = 100  # Excel takes 255 letters, an ampersand counting twice

# Parts by the end of their content type.
PARTS = (
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.worksheet+xml",
    "spreadsheetml.styles+xml",
    "spreadsheetml.sharedStrings+xml",
    "spreadsheetml.table+xml",
    "officedocument.theme+xml",
    "officedocument.drawing+xml",
    "drawingml.chart+xml",
    "package.core-properties+xml",
    "officedocument.extended-properties+xml",
    "package.relationships+xml",
)

# Elements straight below the root of a part.
OF_THE_WORKBOOK = frozenset(("workbookPr", "workbookProtection", "bookViews", "sheets", "definedNames", "calcPr"))
OF_A_SHEET = frozenset(
    (
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetProtection",
        "autoFilter",
        "mergeCells",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "ignoredErrors",
        "drawing",
        "tableParts",
    )
)
OF_THE_PROPERTIES = frozenset(("creator", "title", "subject", "language", "created", "modified"))
OF_THE_APPLICATION = frozenset(("Application", "AppVersion", "DocSecurity", "ScaleCrop", "SharedDoc", "LinksUpToDate"))


def header_of(marking: str) -> str:
    """What stands at the head of each printed page: the protective marking and nothing else."""
    return marking[:LONGEST_HEADER].replace("&", "&&")
