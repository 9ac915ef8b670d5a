"""The tab Settings of a new workbook: the facts about the partnership, those of the e-mail, and its tables."""

from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.new_looks import SETTINGS_HEADING_ROW, add_table, offer, print_setup, put, set_widths, settings_column
from se7_excel.books.new_tabs import FIRST_FACT_ROW, SPARE_ROWS, Input, facts_beside_labels
from se7_excel.savings.programme import Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_name
from se7_excel.sheets.schema import Choices, Column
from se7_excel.sheets.styles import Style

MAIL_COLUMN, LAST_MAIL_COLUMN = 5, 12
NAMED_FACTS = {schema.PARTNERSHIP_CELL: "$B$4", schema.REPORTING_CELL: "$B$5"}


def fill_settings(sheet: Worksheet, programme: Programme) -> None:
    """The facts about the partnership, and its tables side by side so that each can grow downwards."""
    print_setup(sheet)
    put(sheet, 1, 1, "Settings", styles.TITLE)
    put(sheet, 2, 1, "Cream cells are yours to fill in. Add rows straight below a table and it grows.", styles.SUBTITLE)
    facts: tuple[tuple[str, Input, Style], ...] = (
        (schema.PARTNERSHIP, programme.partnership.name, styles.INPUT),
        (schema.REPORTING, programme.reporting.name, styles.INPUT),
        (schema.FIRST_YEAR, str(programme.years[0]), styles.INPUT),
        (schema.YEAR_COUNT, len(programme.years), styles.INPUT_NUMBER),
        (schema.REPORT_DATE, programme.report_date, styles.INPUT_DATE),
        (schema.NEXT_MEETING, programme.next_meeting, styles.INPUT_DATE),
        (schema.LAST_MEETING, programme.last_meeting, styles.INPUT_DATE),
    )
    facts_beside_labels(sheet, facts)
    _mail_facts(sheet)
    parties = [(each.name, each.full_name, each.short_form) for each in programme.parties]
    bodies: tuple[list[tuple[Input, ...]], ...] = (
        list(parties),
        [(each.name, each.tab) for each in programme.workstreams],
        [(each.horizon, each.amount) for each in programme.targets],
        [(each.name, "yes" if each.ring_fenced else "no") for each in programme.funds],
    )
    widths: list[float] = []
    for (name, columns), body in zip(schema.SETTINGS_TABLES, bodies, strict=True):
        _settings_table(sheet, name, columns, body, len(widths) + 1)
        widths += [*(column.width for column in columns), 3]
    set_widths(sheet, widths)
    offer(
        sheet,
        "B5",
        Choices(table=settings_column(schema.PARTIES_TABLE, len(parties))),
        schema.REPORTING,
    )


def _mail_facts(sheet: Worksheet) -> None:
    """What an e-mail needs to know, beside the facts about the partnership and as wide as the tables below."""
    for row, label in enumerate(schema.MAIL_LABELS, FIRST_FACT_ROW):
        put(sheet, row, MAIL_COLUMN, label, styles.LABEL)
        for column in range(MAIL_COLUMN + 1, LAST_MAIL_COLUMN + 1):
            put(sheet, row, column, None, styles.INPUT_LINE)
    marking = cell_name(FIRST_FACT_ROW + schema.MAIL_LABELS.index(schema.MARKING), MAIL_COLUMN + 1)
    offer(sheet, marking, schema.MARKING_CHOICES, schema.MARKING, strict=False)


def _settings_table(sheet: Worksheet, name: str, columns: tuple[Column, ...], body: list[tuple[Input, ...]], left: int) -> None:
    top = SETTINGS_HEADING_ROW
    put(sheet, top - 1, left, name.removeprefix("SE7_").replace("_", " "), styles.SECTION)
    for offset, column in enumerate(columns):
        put(sheet, top, left + offset, column.heading, styles.HEADING)
    rows = body or [("",) * len(columns)]
    for row, values in enumerate(rows, top + 1):
        for offset, value in enumerate(values):
            is_amount = columns[offset].heading == schema.TARGET
            put(sheet, row, left + offset, value, styles.INPUT_AMOUNT if is_amount else styles.INPUT)
    add_table(sheet, name, Area(top, left, top + len(rows), left + len(columns) - 1))
    for offset, column in enumerate(columns):
        if column.choices.words:
            letter = cell_name(top + 1, left + offset)
            offer(sheet, f"{letter}:{cell_name(top + SPARE_ROWS, left + offset)}", column.choices, column.heading)
