"""The tabs officers fill in, as a new workbook has them: Start, one a workstream, and the tables beside them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.new_looks import add_table, offer, print_setup, put, set_widths, settings_column, spread_if_wide
from se7_excel.savings.money import Amount
from se7_excel.savings.programme import LongerTerm, Milestone, Programme, SavingsLine, Workstream
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_name, quoted
from se7_excel.sheets.committee import print_amount
from se7_excel.sheets.schema import Choices
from se7_excel.sheets.styles import Style

Input = str | int | Decimal | date | None
FIRST_FACT_ROW, LINES_HEADING_ROW, SPARE_ROWS = 4, 11, 100
LONGER_TERM_HEADING_ROW = 4
YEAR_WIDTH = 15.0
WHAT_TO_FILL_IN = (
    "Fill in Settings, one tab for each workstream, Longer term, Shares and Milestones. Everything else is worked out from them."
)
WHERE_BUTTONS_ARE = (
    "Each action is a button on the ribbon, where the workbook has macros or the add-in is there, "
    "and a command for the closed file."
)
HOW_TO_ACCEPT = (
    "A finding is accepted by its mark, copied from Checks. It stays listed and fails no run, until a figure behind it changes."
)
HOW_TO_FILL_IN_MILESTONES = (
    "What each workstream has promised, a row for each step. Appendix 2 prints it, and Check totals says what is overdue."
)
HOW_TO_FILL_IN = (
    "Cream cells are yours to fill in; grey ones are calculated. "
    "Amounts in pounds as numbers, such as 250000; TBC or – where there is none."
)


def fill_start(
    sheet: Worksheet, tabs: Sequence[str], programme: Programme, buttons: Sequence[tuple[str, str, str]], version: str
) -> None:
    """What this workbook is, what each button does, and its contents with links."""
    set_widths(sheet, (30, 32, 116))
    print_setup(sheet)
    name = programme.partnership.full_name or programme.partnership.name
    put(sheet, 1, 1, f"{name} savings tracker", styles.TITLE)
    put(sheet, 2, 1, version, styles.SUBTITLE)
    put(sheet, 3, 1, WHAT_TO_FILL_IN, styles.SUBTITLE)
    put(sheet, 4, 1, WHERE_BUTTONS_ARE, styles.SUBTITLE)
    row = _start_buttons(sheet, 6, buttons)
    put(sheet, row, 1, "Contents", styles.SECTION)
    for offset, tab in enumerate(tabs[1:], 1):
        put(sheet, row + offset, 1, tab, styles.LINK)
        sheet.cell(row + offset, 1).hyperlink = Hyperlink(
            ref=cell_name(row + offset, 1), location=f"{quoted(tab)}!A1", display=tab
        )
        sheet.cell(row + offset, 1).style = styles.LINK.name
        put(sheet, row + offset, 2, _purpose_of(tab, programme), styles.NOTE)


def fill_workstream(sheet: Worksheet, workstream: Workstream, programme: Programme, number: int) -> None:
    """The workstream's facts above the table of its lines."""
    years = [str(year) for year in programme.years]
    cumulative = [schema.cumulative_heading(year) for year in programme.years]
    text_columns = schema.LINE_COLUMNS
    headings = (*schema.headings(text_columns), *years, *cumulative, schema.TOTAL, schema.NOTE)
    widths = (*(each.width for each in text_columns), *[YEAR_WIDTH] * (2 * len(years) + 1), schema.NOTE_COLUMN.width)
    set_widths(sheet, widths)
    print_setup(sheet, LINES_HEADING_ROW, cell_name(LINES_HEADING_ROW + 1, 3))
    spread_if_wide(sheet, widths, LINES_HEADING_ROW)
    put(sheet, 1, 1, workstream.name, styles.TITLE)
    put(
        sheet,
        2,
        1,
        HOW_TO_FILL_IN,
        styles.SUBTITLE,
    )
    facts: tuple[tuple[str, Input, Style], ...] = (
        (schema.LEAD, workstream.lead, styles.INPUT_LINE),
        (schema.PURPOSE, workstream.purpose, styles.INPUT_LINE),
        (schema.UPDATE, workstream.update, styles.INPUT_LINE),
        (schema.UPDATED, workstream.updated, styles.INPUT_LINE_DATE),
        (schema.STATUS, workstream.status, styles.INPUT_LINE),
        (schema.BRACKETS, "", styles.INPUT_LINE),
    )
    facts_beside_labels(sheet, facts)
    for row in range(FIRST_FACT_ROW, FIRST_FACT_ROW + len(facts)):
        for column in range(3, len(headings)):
            put(sheet, row, column, None, styles.INPUT_LINE)
    offer(sheet, f"B{FIRST_FACT_ROW + len(facts) - 1}", Choices(("cumulative", "negative")), schema.BRACKETS)
    for column, heading in enumerate(headings, 1):
        figures = len(text_columns) < column < len(headings)
        put(sheet, LINES_HEADING_ROW, column, heading, styles.AMOUNT_HEADING if figures else styles.HEADING)
    for row, line in enumerate(workstream.lines, LINES_HEADING_ROW + 1):
        _line(sheet, row, line, len(years))
    last = LINES_HEADING_ROW + max(len(workstream.lines), 1)
    add_table(sheet, f"SE7_Lines_{number}", Area(LINES_HEADING_ROW, 1, last, len(headings)))
    _offer_line_choices(sheet, programme, last)


def fill_accepted(sheet: Worksheet) -> None:
    """The table of findings that somebody answers for."""
    columns = schema.ACCEPTED_COLUMNS
    set_widths(sheet, [column.width for column in columns])
    print_setup(sheet, LONGER_TERM_HEADING_ROW)
    put(sheet, 1, 1, schema.ACCEPTED, styles.TITLE)
    put(sheet, 2, 1, HOW_TO_ACCEPT, styles.SUBTITLE)
    looks = {schema.ACCEPTED_ON: styles.INPUT_DATE}
    for column, each in enumerate(columns, 1):
        put(sheet, LONGER_TERM_HEADING_ROW, column, each.heading, styles.HEADING)
        put(sheet, LONGER_TERM_HEADING_ROW + 1, column, None, looks.get(each.heading, styles.INPUT))
    add_table(sheet, schema.ACCEPTED_TABLE, Area(LONGER_TERM_HEADING_ROW, 1, LONGER_TERM_HEADING_ROW + 1, len(columns)))


def fill_longer_term(sheet: Worksheet, programme: Programme) -> None:
    """The table of figures beyond the years of the programme."""
    columns = schema.LONGER_TERM_COLUMNS
    set_widths(sheet, [column.width for column in columns])
    print_setup(sheet, LONGER_TERM_HEADING_ROW)
    put(sheet, 1, 1, "Longer term", styles.TITLE)
    put(
        sheet,
        2,
        1,
        "Figures beyond the years of the table. They count towards the targets of their horizon, and in no total.",
        styles.SUBTITLE,
    )
    for column, each in enumerate(columns, 1):
        put(sheet, LONGER_TERM_HEADING_ROW, column, each.heading, styles.AMOUNT_HEADING if column == 2 else styles.HEADING)
    rows = [_longer_term_row(figure) for figure in programme.longer_term] or [("",) * len(columns)]
    for row, values in enumerate(rows, LONGER_TERM_HEADING_ROW + 1):
        for column, value in enumerate(values, 1):
            put(sheet, row, column, value, styles.INPUT_AMOUNT if column == 2 else styles.INPUT)
    last = LONGER_TERM_HEADING_ROW + len(rows)
    add_table(sheet, schema.LONGER_TERM_TABLE, Area(LONGER_TERM_HEADING_ROW, 1, last, len(columns)))
    area = f"F{LONGER_TERM_HEADING_ROW + 1}:F{last + SPARE_ROWS}"
    offer(sheet, area, schema.YES_NO, schema.INCLUDES_TABLE)


def fill_milestones(sheet: Worksheet, programme: Programme) -> None:
    """The table of what the workstreams have promised."""
    columns, top = schema.MILESTONE_COLUMNS, LONGER_TERM_HEADING_ROW
    set_widths(sheet, [column.width for column in columns])
    print_setup(sheet, top)
    put(sheet, 1, 1, schema.MILESTONES, styles.TITLE)
    put(sheet, 2, 1, HOW_TO_FILL_IN_MILESTONES, styles.SUBTITLE)
    rows = [_milestone_row(each, step) for each in programme.workstreams for step in each.milestones] or [("",) * len(columns)]
    last, workstreams = top + len(rows), settings_column(schema.WORKSTREAMS_TABLE, len(programme.workstreams))
    for number, column in enumerate(columns, 1):
        put(sheet, top, number, column.heading, styles.HEADING)
        for row, values in enumerate(rows, top + 1):
            put(sheet, row, number, values[number - 1], styles.INPUT_DATE if column.heading == schema.DUE else styles.INPUT)
        choices = Choices(table=workstreams) if column.choices.table else column.choices
        if choices.words or choices.table:
            offer(sheet, str(Area(top + 1, number, last + SPARE_ROWS, number)), choices, column.heading)
    add_table(sheet, schema.MILESTONES_TABLE, Area(top, 1, last, len(columns)))


def _start_buttons(sheet: Worksheet, row: int, buttons: Sequence[tuple[str, str, str]]) -> int:
    for column, heading in enumerate(("Action", "As a command", "What it does"), 1):
        put(sheet, row, column, heading, styles.HEADING)
    for offset, button in enumerate(buttons, 1):
        for column, text in enumerate(button, 1):
            put(sheet, row + offset, column, text, styles.FINDING)
    return row + len(buttons) + 2


def _purpose_of(tab: str, programme: Programme) -> str:
    known = {
        schema.SETTINGS: "The partnership, its authorities, years, workstreams, targets and funds",
        schema.LONGER_TERM: "Figures beyond the years of the table",
        schema.MILESTONES: "What each workstream has promised, by when, and how far it has come",
        schema.SHARES: "Each authority's share by ratio, and from which day",
        schema.APPENDIX: "The table as it goes to cabinet",
        schema.APPENDIX_DATA: "The same facts in exact figures, one to a cell",
        schema.APPENDIX_2: "Each workstream's purpose, lead, update and milestones as they go to cabinet",
        schema.LADDER: "How far each target is reached, and from which workstreams",
        schema.YEARLY: "The figures year by year behind the charts",
        schema.CHECKS: "What the checks found, with a link to each cell",
        schema.ACCEPTED: "Findings that somebody answers for, with who, when and why",
        schema.CHARTS: "The same facts as charts",
        schema.ISSUED: "The figures last sent out, so that the next e-mail says what has changed",
        schema.LOG: "What was done when and by whom, with the figures it came to",
    }
    named = {each.tab: f"Workstream{f', led by {each.lead}' if each.lead else ''}" for each in programme.workstreams}
    return {**named, **known}.get(tab, "")


def facts_beside_labels(sheet: Worksheet, facts: Sequence[tuple[str, Input, Style]]) -> None:
    """Set down labels with what stands beside them, from the first row of facts on."""
    for row, (label, value, style) in enumerate(facts, FIRST_FACT_ROW):
        put(sheet, row, 1, label, styles.LABEL)
        put(sheet, row, 2, value, style)


def _line(sheet: Worksheet, row: int, line: SavingsLine, years: int) -> None:
    words = (line.saving_class, line.basis, line.fund, line.status)
    texts = (line.title, line.party.name, *(_word(each) for each in words))
    for column, text in enumerate(texts, 1):
        put(sheet, row, column, text, styles.INPUT)
    for column, amount in enumerate(line.amounts, len(texts) + 1):
        put(sheet, row, column, _typed(amount), styles.INPUT_AMOUNT)
    first_calculated = len(texts) + years + 1
    for column in range(first_calculated, first_calculated + years + 1):
        put(sheet, row, column, None, styles.CALCULATED)
    put(sheet, row, first_calculated + years + 1, line.note, styles.INPUT)


def _word(value: object) -> str:
    return str(getattr(value, "value", value) or "")


def _typed(amount: Amount) -> str | Decimal:
    return amount if isinstance(amount, Decimal) else print_amount(amount)


def _longer_term_row(figure: LongerTerm) -> tuple[Input, ...]:
    includes = {True: "yes", False: "no", None: ""}[figure.includes_table]
    return figure.workstream, figure.amount, figure.horizon, figure.by_when, figure.basis, includes, figure.note


def _milestone_row(workstream: Workstream, step: Milestone) -> tuple[Input, ...]:
    return workstream.name, step.what, step.owner, step.due, _word(step.status), step.note


def _offer_line_choices(sheet: Worksheet, programme: Programme, last: int) -> None:
    counts = {schema.PARTIES_TABLE: len(programme.parties), schema.FUNDS_TABLE: len(programme.funds)}
    for number, column in enumerate(schema.LINE_COLUMNS, 1):
        choices = column.choices
        if choices.table:
            choices = Choices(table=settings_column(choices.table, counts[choices.table]))
        if choices.words or choices.table:
            area = Area(LINES_HEADING_ROW + 1, number, last + SPARE_ROWS, number)
            offer(sheet, str(area), choices, column.heading, strict=column.heading != schema.FUND)
    lead = Choices(table=settings_column(schema.PARTIES_TABLE, len(programme.parties)))
    offer(sheet, f"B{FIRST_FACT_ROW}", lead, schema.LEAD, strict=False)
