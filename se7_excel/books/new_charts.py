"""The Charts tab of a new workbook: four charts on one page, fed by tables whose columns stay where they are."""

from openpyxl.chart import BarChart
from openpyxl.chart.legend import LegendEntry
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D
from openpyxl.utils.units import cm_to_EMU
from openpyxl.worksheet.worksheet import Worksheet

from se7_excel.books.new_chart_looks import (
    HATCHED,
    OUTLINED,
    PALETTE,
    SOLID_DARK,
    SOLID_PALE,
    TEXT_SIZE,
    dress,
    heading,
    label_values,
    room_for_names,
)
from se7_excel.books.new_chart_series import Rows, add_bars, add_line, add_totals
from se7_excel.books.new_looks import print_setup, put, set_widths
from se7_excel.savings.programme import Programme
from se7_excel.sheets import ladder_page, schema, styles, yearly_page
from se7_excel.sheets.page import Page

WIDTH = 23.6
COLUMNS, COLUMN_WIDTH = 12, 10.2
DRAWN_FROM = "Drawn from Target ladder and Yearly data, which hold the figures; Regenerate Appendix 1 brings them up to date."
HEIGHTS, TOP, LINE, BETWEEN = (9.2, 6.4, 10.4, 7.0), 1.8, 0.65, 0.5
LADDER_LETTERS = 48
MILLIONS = '"£"#,##0.0##,,"m";"−£"#,##0.0##,,"m";"£0"'  # conditions would lose the minus in one program or another
IN_FULL = '"£"#,##0.0##,,"m";"−£"#,##0.0##,,"m";""'
PER_CENT = "0%"
SHARE = '0.00%;\\-0.00%;""'
DESCRIPTIONS = (
    "Stacked columns, one for each financial year, of cumulative savings by workstream, with the first target as a line. "
    "The figures are on the tab Yearly data.",
    "A bar for each horizon, as long as its target: what is found in the table, what beyond it, what of it may be counted "
    "twice because nobody has declared it, and what is still to find. The figures are on the tab Target ladder.",
    "A bar for each workstream, and one for all, as long as the reporting authority's share of the partnership's savings "
    "in the years of the table, from nothing to all of them; more or less than that is told by the label alone. "
    "The figures are on the tab Target ladder.",
    "Stacked columns, one for each financial year, of what is new in it: actual, forecast, and of no declared status; "
    "a year that has not ended by the report date is a forecast. "
    "The figures are on the tab Yearly data.",
)


def add_charts(sheet: Worksheet, programme: Programme, ladder: Page, yearly: Page, said: tuple[str, ...] = (DRAWN_FROM,)) -> None:
    """Four charts below what is said of them: by workstream, the ladder, the authority's share, and delivery by status."""
    set_widths(sheet, [COLUMN_WIDTH] * COLUMNS)
    print_setup(sheet)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1
    put(sheet, 1, 1, "Charts", styles.TITLE)
    for row, sentence in enumerate(said, 2):
        put(sheet, row, 1, sentence, styles.SUBTITLE)
    years = _rows(yearly, schema.YEARLY_YEARS, yearly_page.YEAR)
    rungs = _rows(ladder, schema.LADDER_TARGETS, ladder_page.ON_THE_CHART)
    base = _rows(ladder, schema.LADDER_BASE, ladder_page.WORKSTREAM)
    charts = (_by_workstream(programme, years), _ladder(rungs), _share(programme, base), _by_status(years))
    top = TOP + LINE * (len(said) - 1)
    for chart, height in zip(charts, HEIGHTS, strict=True):
        chart.anchor = _place(top, height)
        sheet.add_chart(chart)
        top += height + BETWEEN


def _place(top: float, height: float) -> AbsoluteAnchor:
    """So many centimetres below the sheet's edge: charts then never overlap, however high a host makes its rows."""
    down, width, high = (cm_to_EMU(each) for each in (top, WIDTH, height))
    return AbsoluteAnchor(pos=XDRPoint2D(0, down), ext=XDRPositiveSize2D(width, high))


def _rows(page: Page, name: str, categories: int) -> Rows:
    area = next(mark.area for mark in page.marks if mark.name == name)
    return Rows(page.tab, area, page.marks[0].area.top, categories)


def _by_workstream(programme: Programme, years: Rows) -> BarChart:
    """Cumulative amounts stacked by workstream, what they come to above, and the first target across."""
    chart = dress(BarChart(), "Cumulative savings by workstream, and the first target", "col", "stacked", MILLIONS)
    columns = range(yearly_page.FIRST_WORKSTREAM, yearly_page.CUMULATIVE_TOTAL)
    add_bars(chart, years, columns, PALETTE)
    line = add_totals(chart, years, yearly_page.CUMULATIVE_TOTAL, IN_FULL)
    add_line(line, years, yearly_page.TARGET)
    unused = [number for number, each in enumerate(yearly_page.columns_shown(programme)) if not each.positions]
    _leave_out_of_legend(chart, [*unused, len(columns), *([] if programme.targets else [len(columns) + 1])])
    return chart


def _ladder(rungs: Rows) -> BarChart:
    """Each horizon as a bar of its whole target, so that £100m can be read beside £1.5bn."""
    chart = dress(BarChart(), "How far each target is reached", "bar", "percentStacked", PER_CENT)
    columns = (ladder_page.IN_TABLE, ladder_page.BEYOND_ALONE, ladder_page.UNDECLARED, ladder_page.TO_FIND)
    add_bars(chart, rungs, columns, (SOLID_DARK, SOLID_PALE, HATCHED, OUTLINED))
    chart.y_axis.title = heading("Share of the target, or of what is found where that is more", TEXT_SIZE)
    chart.layout = room_for_names(LADDER_LETTERS, top=0.15, height=0.5)
    return chart


def _share(programme: Programme, base: Rows) -> BarChart:
    chart = dress(BarChart(), "The reporting authority's share of the savings in the table", "bar", "clustered", PER_CENT)
    add_bars(chart, base, (ladder_page.SHARE,), (SOLID_DARK,))
    label_values(chart.series[0], SHARE, "outEnd")
    chart.y_axis.title = heading("Share of the partnership's savings", TEXT_SIZE)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1  # with no share at all the axis would be anything
    longest = max((len(each.name) for each in programme.workstreams), default=0)
    chart.layout = room_for_names(longest, top=0.1, height=0.68, right=0.91)
    return chart


def _by_status(years: Rows) -> BarChart:
    chart = dress(BarChart(), "What is new in each year, by status", "col", "stacked", MILLIONS)
    columns = range(yearly_page.FIRST_STATUS, yearly_page.IN_THE_YEAR)
    add_bars(chart, years, columns, (SOLID_DARK, SOLID_PALE, HATCHED))
    add_totals(chart, years, yearly_page.IN_THE_YEAR, IN_FULL)
    _leave_out_of_legend(chart, [len(columns)])
    return chart


def _leave_out_of_legend(chart: BarChart, series: list[int]) -> None:
    """Take out of the legend what its labels tell, and what has nothing to tell."""
    chart.legend.legendEntry = [LegendEntry(idx=number, delete=True) for number in series]
