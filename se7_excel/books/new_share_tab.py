"""The Shares tab of a new workbook: the table of each authority's share, with what its cells accept."""

from datetime import date
from decimal import Decimal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.new_looks import add_table, offer, print_setup, put, set_widths, settings_column
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.schema import Choices

HEADING_ROW, SPARE_ROWS = 6, 100
FROM_2000_ON = "36526"  # a year typed for a date, such as 2012, is a day of 1905 to Excel
Row = tuple[str | date | Decimal | None, ...]
EXPLAINED = (
    "What each authority is to have of the savings by ratio. Rows with the same From make a set; it holds until a later one.",
    "Shares are plain numbers: type 14.29 for 14.29 %, without a per cent sign, which would make 0.1429 of it.",
    "Each set names every authority and adds up to exactly 100.",
)
LOOKS = {schema.FROM: styles.INPUT_DATE, schema.SHARE: styles.INPUT_SHARE}


def fill_shares(sheet: Worksheet, programme: Programme) -> None:
    """The table of the authorities' shares, one row for each and for each day they change."""
    columns = schema.SHARE_COLUMNS
    set_widths(sheet, [column.width for column in columns])
    print_setup(sheet, HEADING_ROW)
    put(sheet, 1, 1, schema.SHARES, styles.TITLE)
    for row, sentence in enumerate(EXPLAINED, 2):
        put(sheet, row, 1, sentence, styles.SUBTITLE)
    for number, column in enumerate(columns, 1):
        look = styles.AMOUNT_HEADING if column.heading == schema.SHARE else styles.HEADING
        put(sheet, HEADING_ROW, number, column.heading, look)
    sets = programme.share_sets
    rows: list[Row] = [(party.name, each.from_, share, "") for each in sets for party, share in each.shares]
    rows = rows or [("", None, None, "")]
    for row, values in enumerate(rows, HEADING_ROW + 1):
        for number, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            put(sheet, row, number, value, LOOKS.get(column.heading, styles.INPUT))
    last = HEADING_ROW + len(rows)
    add_table(sheet, schema.SHARES_TABLE, Area(HEADING_ROW, 1, last, len(columns)))
    _accept(sheet, programme, last + SPARE_ROWS)


def _accept(sheet: Worksheet, programme: Programme, last: int) -> None:
    parties = Choices(table=settings_column(schema.PARTIES_TABLE, len(programme.parties)))
    offer(sheet, f"A{HEADING_ROW + 1}:A{last}", parties, schema.AUTHORITY)
    day = DataValidation(type="date", operator="greaterThanOrEqual", formula1=FROM_2000_ON, allow_blank=True)
    day.errorTitle, day.error = schema.FROM, "Type the day the share holds from, such as 01/04/2012."
    share = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    share.errorTitle, share.error = schema.SHARE, "Type a number from 0 to 100, such as 14.29 for 14.29 %."
    share.promptTitle, share.prompt = schema.SHARE, "Type 14.29 for 14.29 %, without a per cent sign."
    share.showInputMessage = True
    for rule, letter in ((day, "B"), (share, "C")):
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{last}")
