"""How a new workbook looks: named styles, widths, tables and print set-up, in openpyxl's terms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area, cell_name, column_letters
from se7_excel.sheets.heights import DEFAULT_HEIGHT, row_height
from se7_excel.sheets.schema import Choices
from se7_excel.sheets.styles import Style

A4 = 9
BETWEEN_MARGINS = 770.0  # points across A4 landscape
SMALLEST, READABLE = 0.48, 0.55  # how far a table may be shrunk to stand on one page, and to stand on several
MOST_ACROSS = 9
NAMING = 2  # columns that say whose row it is, on each of several pages


def add_styles(book: Workbook) -> None:
    """Give the workbook every named style, and its plain text the house's font."""
    plain = book._named_styles["Normal"]
    plain.font = Font(name=styles.FONT, size=10, color=styles.INK)
    for style in styles.STYLES:
        book.add_named_style(_named(style))


def put(sheet: Worksheet, row: int, column: int, value: str | int | Decimal | date | None, style: Style | None) -> None:
    """Set one cell: the style first, then the value."""
    cell = sheet.cell(row, column)
    if style:
        cell.style = style.name
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)  # type: ignore[assignment]
    if value not in (None, ""):
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with an equals sign is a text


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The widths of the first columns, in characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(column)].width = width


def fit_rows(sheet: Worksheet) -> None:
    """Make each row as high as its texts need at the widths of the sheet's columns."""
    for cells in sheet.iter_rows():
        known = [(str(each.value), styles.BY_NAME.get(each.style), _width(sheet, each.column)) for each in cells if each.value]
        height = row_height([(text, style, width) for text, style, width in known if style])
        if height > DEFAULT_HEIGHT:
            sheet.row_dimensions[cells[0].row].height = height


def add_table(sheet: Worksheet, name: str, area: Area) -> None:
    """An Excel table over the area; its look comes from the cells' styles, not from a table style."""
    sheet.add_table(Table(displayName=name, name=name, ref=str(area)))


def print_setup(sheet: Worksheet, heading_row: int | None = None, freeze: str = "") -> None:
    """A4 landscape, one page wide, with page numbers; the heading row repeats on every page and stays in sight."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
        sheet.freeze_panes = freeze or cell_name(heading_row + 1, 1)


def spread_if_wide(sheet: Worksheet, widths: Sequence[float], heading_row: int) -> None:
    """Print a table too wide to be read on one page on several side by side, the columns naming its rows on each."""
    across = pages_across(widths)
    if across > 1:
        sheet.page_setup.fitToWidth = across
        sheet.print_title_cols = f"A:{column_letters(NAMING)}"
        in_sight = cell_name(heading_row + 1, NAMING + 1)
        if sheet.freeze_panes != in_sight:  # openpyxl adds the same panes a second time
            sheet.freeze_panes = in_sight


def pages_across(widths: Sequence[float]) -> int:
    """How many pages side by side columns of these widths need to be read, the first ones standing on each."""
    if _scale(widths, 1) >= SMALLEST:
        return 1
    return next((pages for pages in range(2, MOST_ACROSS) if _scale(widths, pages) >= READABLE), MOST_ACROSS)


def offer(sheet: Worksheet, area: str, choices: Choices, title: str, strict: bool = True) -> None:
    """Let these cells be chosen from a list; a strict list refuses anything else, another only asks."""
    listed = f'"{",".join(choices.words)}"' if choices.words else choices.table
    rule = DataValidation(type="list", formula1=listed, allow_blank=True, errorStyle="stop" if strict else "warning")
    rule.errorTitle, rule.error = title, "Choose from the list, or leave the cell blank."
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(area)


def settings_column(table: str, rows: int) -> str:
    """The cells of the first column of a table of Settings with so many rows, as another tab refers to them."""
    column = 1
    for name, columns in schema.SETTINGS_TABLES:
        if name == table:
            break
        column += len(columns) + 1
    area = Area(SETTINGS_HEADING_ROW + 1, column, SETTINGS_HEADING_ROW + max(rows, 1), column)
    return f"{schema.SETTINGS}!{area.absolute}"


SETTINGS_HEADING_ROW = 13


def _scale(widths: Sequence[float], pages: int) -> float:
    """How far the columns are shrunk to fit so many pages; a character of Arial 10 takes 5.25 points, a cell's edges 3.75."""
    points = [5.25 * width + 3.75 for width in widths]
    return pages * BETWEEN_MARGINS / (sum(points) + (pages - 1) * sum(points[:NAMING]))


def _width(sheet: Worksheet, column: int) -> float:
    return float(sheet.column_dimensions[column_letters(column)].width)


def _named(style: Style) -> NamedStyle:
    side = Side(style="thin", color=style.border) if style.border else Side()
    return NamedStyle(
        name=style.name,
        font=Font(
            name=styles.FONT,
            size=style.size,
            bold=style.bold,
            italic=style.italic,
            color=style.ink,
            underline="single" if style.underline else None,
        ),
        fill=PatternFill("solid", fgColor=style.fill) if style.fill else PatternFill(),
        border=Border(left=side, right=side, top=side, bottom=side),
        alignment=Alignment(
            horizontal=style.horizontal, vertical=style.vertical, wrap_text=style.wrap or None, indent=style.indent
        ),
        number_format=style.number_format,
    )
