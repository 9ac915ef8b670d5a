"""The series of charts: named by a heading and drawn from the rows of a named area, so that both can change."""

from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties

from se7_excel.books.new_chart_looks import TARGET_INK, Look, filled, label_values
from se7_excel.sheets.addresses import Area, absolute, quoted

THICK = 31_750


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that a chart shows: their tab and area, the row of the headings, the column of the categories."""

    tab: str
    area: Area
    heading: int
    categories: int

    def series(self, column: int) -> Series:
        """A series over this column, named by its heading."""
        series = Series(cat=AxDataSource(strRef=StrRef(f=self._cells(self.categories))))
        series.val = NumDataSource(numRef=NumRef(f=self._cells(column)))
        series.tx = SeriesLabel(strRef=StrRef(f=f"{quoted(self.tab)}!{absolute(self.heading, column)}"))
        return series

    def _cells(self, column: int) -> str:
        first, last = absolute(self.area.top, column), absolute(self.area.bottom, column)
        return f"{quoted(self.tab)}!{first}:{last}"


def add_bars(chart: BarChart, rows: Rows, columns: range | tuple[int, ...], looks: tuple[Look, ...]) -> None:
    """Draw each column as bars of its look."""
    for column, look in zip(columns, looks, strict=True):
        series = rows.series(column)
        series.spPr, series.invertIfNegative = filled(look), False
        chart.series.append(series)


def add_totals(chart: BarChart, rows: Rows, column: int, number_format: str) -> LineChart:
    """Say above each stack what it comes to: a line that shows nothing but its labels. The line, for more series."""
    line = LineChart()
    series = rows.series(column)
    series.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    series.marker, series.smooth = Marker(symbol="none"), False
    label_values(series, number_format, "t")
    line.series.append(series)
    line.x_axis, line.y_axis = chart.x_axis, chart.y_axis
    chart += line
    return line


def add_line(line: LineChart, rows: Rows, column: int) -> None:
    """Draw the column as a dashed line, with a stroke at each point so that a single year has one too."""
    series = rows.series(column)
    series.spPr = GraphicalProperties(ln=LineProperties(solidFill=TARGET_INK, w=THICK, prstDash="dash"))
    series.marker, series.smooth = Marker(symbol="dash", size=12), False
    series.marker.spPr = GraphicalProperties(solidFill=TARGET_INK, ln=LineProperties(solidFill=TARGET_INK))
    line.series.append(series)
