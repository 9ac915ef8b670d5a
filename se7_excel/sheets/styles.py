"""The named cell styles of the workbook; officers may change them under Cell Styles, code only names them."""

from dataclasses import dataclass, replace

FONT = "Arial"
INK = "1F2933"
POUNDS = '"£"#,##0;\\-"£"#,##0'
PENCE = '"£"#,##0.00;\\-"£"#,##0.00'
PERCENT = "0.00%"
DATE = "d mmmm yyyy"
TEXT = "@"
GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of one kind look: colours as RGB, sizes in points, the rest in Excel's own words."""

    name: str
    size: int = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    ink: str = INK
    fill: str = ""
    border: str = ""
    number_format: str = GENERAL
    horizontal: str = "left"
    vertical: str = "center"
    wrap: bool = False

    @property
    def indent(self) -> int:
        """How far the text keeps from its border or the edge of its fill, where there is one."""
        return 1 if self.border or self.fill else 0


LINE = "B8C2CC"
TITLE = Style("SE7 Title", size=18, bold=True, ink="12395B")
SUBTITLE = Style("SE7 Subtitle", size=11, ink="44546A")
SECTION = Style("SE7 Section", size=12, bold=True, ink="12395B")
LABEL = Style("SE7 Label", bold=True, fill="EAF0F6", border=LINE, number_format=TEXT, wrap=True)
INPUT = Style("SE7 Input", border=LINE, fill="FFFDF2", number_format=TEXT, wrap=True)
INPUT_LINE = Style("SE7 Input line", fill="FFFDF2", number_format=TEXT)
INPUT_LINE_DATE = replace(INPUT_LINE, name="SE7 Input line date", number_format=DATE)
INPUT_AMOUNT = Style("SE7 Input amount", border=LINE, fill="FFFDF2", number_format=POUNDS, horizontal="right")
INPUT_NUMBER = Style("SE7 Input number", border=LINE, fill="FFFDF2", number_format="0", horizontal="left")
INPUT_SHARE = Style("SE7 Input share", border=LINE, fill="FFFDF2", number_format="0.00####", horizontal="right")
INPUT_DATE = Style("SE7 Input date", border=LINE, fill="FFFDF2", number_format=DATE, horizontal="left")
CALCULATED = Style("SE7 Calculated", border=LINE, fill="EEF2F5", number_format=POUNDS, horizontal="right")
HEADING = Style("SE7 Heading", bold=True, ink="FFFFFF", fill="12395B", border="12395B", number_format=TEXT, wrap=True)
AMOUNT_HEADING = replace(HEADING, name="SE7 Amount heading", horizontal="right")
WHOLE = Style("SE7 Whole", fill="F2F2F2", border="A6A6A6", number_format=TEXT, wrap=True)
WHOLE_AMOUNT = replace(WHOLE, name="SE7 Whole amount", horizontal="right")
PART = replace(WHOLE, name="SE7 Part", fill="BFBFBF")
PART_AMOUNT = replace(PART, name="SE7 Part amount", horizontal="right")
WHOLE_TOTAL = replace(WHOLE, name="SE7 Whole total", bold=True, border="595959")
WHOLE_TOTAL_AMOUNT = replace(WHOLE_TOTAL, name="SE7 Whole total amount", horizontal="right")
PART_TOTAL = replace(PART, name="SE7 Part total", bold=True, border="595959")
PART_TOTAL_AMOUNT = replace(PART_TOTAL, name="SE7 Part total amount", horizontal="right")
NOTE = Style("SE7 Note", number_format=TEXT)
NOTE_FIGURE = Style("SE7 Note figure", bold=True, number_format=TEXT)
DATA_TEXT = Style("SE7 Data", border=LINE, number_format=TEXT, wrap=True)
DATA_AMOUNT = replace(DATA_TEXT, name="SE7 Data amount", number_format=PENCE, horizontal="right")
DATA_SHARE = replace(DATA_AMOUNT, name="SE7 Data share", number_format=PERCENT)
TOTAL_TEXT = replace(DATA_TEXT, name="SE7 Total", bold=True, fill="EEF2F5")
TOTAL_AMOUNT = replace(TOTAL_TEXT, name="SE7 Total amount", number_format=PENCE, horizontal="right")
TOTAL_SHARE = replace(TOTAL_AMOUNT, name="SE7 Total share", number_format=PERCENT)
FINDING = replace(DATA_TEXT, name="SE7 Finding")
FINDING_AMOUNT = replace(DATA_AMOUNT, name="SE7 Finding amount")
LOGGED_COUNT = replace(DATA_AMOUNT, name="SE7 Logged count", number_format="#,##0")
ENTRY = replace(DATA_TEXT, name="SE7 Entry", vertical="top")
ENTRY_UNSAID = replace(ENTRY, name="SE7 Entry unsaid", italic=True, ink="595959")
ENTRY_OVERDUE = replace(ENTRY, name="SE7 Entry overdue", bold=True, ink="8A1C1C")
ENTRY_FIRST = replace(ENTRY, name="SE7 Entry first", fill="EAF0F6")
ENTRY_FIRST_NAME = replace(ENTRY_FIRST, name="SE7 Entry first name", bold=True)
ENTRY_FIRST_UNSAID = replace(ENTRY_UNSAID, name="SE7 Entry first unsaid", fill="EAF0F6")
FAIL = Style("SE7 Fail", bold=True, ink="8A1C1C", fill="FBE3E1", border=LINE, number_format=TEXT)
WARN = Style("SE7 Warn", bold=True, ink="6B4500", fill="FFF1CC", border=LINE, number_format=TEXT)
INFO = Style("SE7 Info", ink="12395B", fill="E8F1F8", border=LINE, number_format=TEXT)
LINK = Style("SE7 Link", underline=True, ink="0B5394", border=LINE, wrap=True)

STYLES = tuple(style for style in tuple(globals().values()) if isinstance(style, Style))
BY_NAME = {style.name: style for style in STYLES}
