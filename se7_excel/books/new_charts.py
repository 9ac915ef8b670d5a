"""The charts of a new workbook, all fed by the accessible table and readable in grey."""

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.new_looks import print_setup, put, set_widths
from se7_excel.savings.programme import Programme
from se7_excel.savings.years import in_words
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.appendix_data import FIRST_TOTAL_ROW, TARGET_ROW, Columns
from se7_excel.sheets.page import Page

SHADES = ("12395B", "2F75B5", "7FB2DD", "C5DCF0", "595959", "8C8C8C", "BFBFBF", "3B6E4F", "7DAE8B", "C9E0CF")
WIDTH, HEIGHT = 26.0, 9.5
MILLIONS = '"£"0,,"m"'


def add_charts(sheet: Worksheet, programme: Programme, data: Page) -> None:
    """Three charts below each other: cumulative savings against the target, by workstream, the authority's share."""
    set_widths(sheet, [12.0] * 14)
    print_setup(sheet)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1
    put(sheet, 1, 1, "Charts", styles.TITLE)
    put(sheet, 2, 1, "Drawn from Appendix 1 data; Regenerate Appendix 1 brings them up to date.", styles.SUBTITLE)
    put(sheet, 3, 1, schema.YEARS_SHOWN, styles.NOTE)
    put(sheet, 3, 2, in_words(programme.years), styles.NOTE)
    source = sheet.parent[schema.APPENDIX_DATA]
    areas = {mark.name: mark.area for mark in data.marks}
    sheet.add_chart(_against_target(source, programme), "A5")
    if programme.workstreams:
        sheet.add_chart(_by_workstream(source, programme, areas[schema.DATA_WHOLE]), "A26")
        sheet.add_chart(_share(source, programme, areas[schema.DATA_PART]), "A47")


def _against_target(source: Worksheet, programme: Programme) -> LineChart:
    columns = Columns(len(programme.years))
    chart = LineChart()
    _dress(chart, f"Cumulative {programme.partnership.name} savings against the first target", MILLIONS)
    first, last = columns.cumulative(0), columns.cumulative(len(programme.years) - 1)
    for row, title, shade, dash in (
        (FIRST_TOTAL_ROW, programme.partnership.name, SHADES[0], None),
        (TARGET_ROW, f"Target, {programme.targets[0].horizon}" if programme.targets else "Target", SHADES[4], "dash"),
    ):
        series = SeriesFactory(Reference(source, min_col=first, max_col=last, min_row=row), title=title)
        series.graphicalProperties.line.solidFill = shade
        series.graphicalProperties.line.width = 28_000
        series.graphicalProperties.line.dashStyle = dash
        series.marker.symbol = "circle" if dash is None else "none"
        series.smooth = False
        chart.series.append(series)
    chart.set_categories(
        Reference(source, min_col=columns.annual(0), max_col=columns.annual(len(programme.years) - 1), min_row=4)
    )
    return chart


def _by_workstream(source: Worksheet, programme: Programme, area: Area) -> BarChart:
    columns = Columns(len(programme.years))
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 60
    _dress(chart, f"{programme.partnership.name} savings by workstream, each year's own", MILLIONS)
    for year, label in enumerate(programme.years):
        chart.series.append(_column_series(source, area, columns.annual(year), str(label), SHADES[year]))
    chart.set_categories(Reference(source, min_col=1, min_row=area.top, max_row=area.bottom))
    return chart


def _share(source: Worksheet, programme: Programme, area: Area) -> BarChart:
    chart = BarChart()
    chart.type, chart.gapWidth = "col", 60
    _dress(chart, "The reporting authority's share of the partnership's savings", "0%")
    chart.series.append(_column_series(source, area, Columns(len(programme.years)).total + 1, "Share of partnership", SHADES[1]))
    chart.set_categories(Reference(source, min_col=1, min_row=area.top, max_row=area.bottom))
    chart.legend = None
    return chart


def _column_series(source: Worksheet, area: Area, column: int, title: str, shade: str) -> Series:
    series = SeriesFactory(Reference(source, min_col=column, min_row=area.top, max_row=area.bottom), title=title)
    series.graphicalProperties.solidFill = shade
    series.graphicalProperties.line.solidFill = "FFFFFF"
    return series


def _dress(chart: LineChart | BarChart, title: str, number_format: str) -> None:
    chart.title = _title(title)
    chart.width, chart.height = WIDTH, HEIGHT
    chart.y_axis.number_format = number_format
    chart.y_axis.majorGridlines.spPr = None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"


def _title(text: str) -> Title:
    look = CharacterProperties(sz=1300, b=True, solidFill=styles.INK, latin=Font(typeface=styles.FONT))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
