"""How charts look: fills that stay apart when printed in grey, and text in the house's font."""

from dataclasses import dataclass

from openpyxl.chart import BarChart
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

from se7_excel.sheets import styles

LINE_INK, GRID = "404040", "D9D9D9"
HAIR = 9_525
TEXT_SIZE, TITLE_SIZE = 1000, 1300
LETTER, NARROWEST, WIDEST = 0.0078, 0.16, 0.52  # parts of a chart's width
TARGET_INK = "D97706"  # between the darkest and the palest fills, so that it is seen on both


@dataclass(frozen=True, slots=True)
class Look:
    """How the bars of a series are filled: one colour, or a pattern of two."""

    ink: str
    paper: str = ""
    pattern: str = ""


SOLID_DARK, SOLID_PALE = Look("12395B"), Look("B4D0EA")
HATCHED, OUTLINED = Look("8A1C1C", "FFFFFF", "wdUpDiag"), Look("FFFFFF")
PALETTE = (
    SOLID_DARK,
    Look("B4D0EA"),
    Look("2F6EA5", "FFFFFF", "wdDnDiag"),
    Look("6E6E6E"),
    Look("FFFFFF"),
    Look("3B6E4F", "DDEBDF", "smGrid"),
)


def dress(chart: BarChart, title: str, direction: str, grouping: str, number_format: str) -> BarChart:
    """The chart with its title, bars in this direction, both axes in sight, and its legend below."""
    chart.title = heading(title, TITLE_SIZE)
    chart.type, chart.grouping, chart.gapWidth = direction, grouping, 50
    chart.overlap = None if grouping == "clustered" else 100
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = worded(TEXT_SIZE)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE_INK, w=HAIR))
    chart.y_axis.number_format = number_format
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID, w=HAIR))
    if direction == "bar":
        chart.x_axis.scaling.orientation = "maxMin"  # the first row stands at the top, as it does in the table
        chart.y_axis.crosses = "max"  # and the figures of the axis below the last
    chart.x_axis.tickLblSkip, chart.x_axis.tickLblPos = 1, "low"  # below all bars, even where some fall below nothing
    chart.legend.position, chart.legend.txPr = "b", worded(TEXT_SIZE)
    return chart


def heading(text: str, size: int) -> Title:
    """A title of a chart or of an axis."""
    look = _characters(size, bold=size == TITLE_SIZE)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def worded(size: int, bold: bool = False) -> RichText:
    """How the words of an axis, a legend or labels look."""
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_characters(size, bold)), endParaRPr=CharacterProperties())])


def filled(look: Look) -> GraphicalProperties:
    """The fill and the outline of bars; the outline keeps neighbours apart whatever their fills."""
    outline = LineProperties(solidFill=LINE_INK, w=HAIR)
    if not look.pattern:
        return GraphicalProperties(solidFill=look.ink, ln=outline)
    ink, paper = ColorChoice(srgbClr=look.ink), ColorChoice(srgbClr=look.paper)
    return GraphicalProperties(pattFill=PatternFillProperties(prst=look.pattern, fgClr=ink, bgClr=paper), ln=outline)


def label_values(series: Series, number_format: str, where: str) -> None:
    """Show the series' values beside its bars or points."""
    labels = DataLabelList(numFmt=number_format, dLblPos=where, txPr=worded(TEXT_SIZE, bold=True), showVal=True)
    labels.spPr = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True))  # bars below nothing lie behind them
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    series.dLbls = labels


def room_for_names(letters: int, top: float, height: float, right: float = 0.96) -> Layout:
    """The layout of bars that lie, in parts of the chart, with room for names of so many letters, else some are left out."""
    left = min(max(0.02 + LETTER * letters, NARROWEST), WIDEST)
    place = {"x": left, "y": top, "w": right - left, "h": height}
    return Layout(manualLayout=ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", **place))


def _characters(size: int, bold: bool) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=styles.INK, latin=Font(typeface=styles.FONT))
