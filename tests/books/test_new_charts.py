"""The charts of a new workbook: what they show, how they are told to those who cannot see them, and how they follow."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest

from se7_excel.actions import REGENERATE_APPENDIX_1, run
from se7_excel.books.chart_part import named_anew
from se7_excel.books.file_book import FileBook
from se7_excel.books.new_charts import BETWEEN, DESCRIPTIONS, HEIGHTS
from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.sample import sample_programme
from se7_excel.sheets.page import Cell
from tests.conftest import NOW
from tests.notation import programme

TITLES = (
    "Cumulative savings by workstream, and the first target",
    "How far each target is reached",
    "The reporting authority's share of the savings in the table",
    "What is new in each year, by status",
)
FRAME = re.compile(r'<cNvPr id="\d+" name="Chart \d+" descr="([^"]*)" title="([^"]*)"')
PLACE = re.compile(r'<pos x="0" y="(\d+)" ?/><ext cx="(\d+)" cy="(\d+)"')
SERIES = re.compile(rb"<ser>.*?</ser>", re.DOTALL)
REFERENCE = re.compile(rb"<f>([^<]*)</f>")
FORMAT = re.compile(r'<numFmt formatCode="(.*?)" ?(?:sourceLinked|/>)')
LEFT_OUT = re.compile(rb'<legendEntry><idx val="(\d+)" ?/><delete val="1" ?/></legendEntry>')


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def series(data: bytes, number: int) -> list[list[str]]:
    """Of each series of a chart: the cells of its name, its categories and its values."""
    return [
        [each.decode() for each in REFERENCE.findall(one)] for one in SERIES.findall(part(data, f"xl/charts/chart{number}.xml"))
    ]


def left_out(data: bytes, number: int = 1) -> list[int]:
    """The series that are not in the legend."""
    return [int(each) for each in LEFT_OUT.findall(part(data, f"xl/charts/chart{number}.xml"))]


def test_each_chart_has_a_title_and_is_told_in_words(tracker_2012: bytes) -> None:
    told = FRAME.findall(part(tracker_2012, "xl/drawings/drawing1.xml").decode())
    assert told == list(zip(DESCRIPTIONS, TITLES, strict=True))


def test_no_chart_stands_on_another(tracker_2012: bytes) -> None:
    places = [tuple(map(int, each)) for each in PLACE.findall(part(tracker_2012, "xl/drawings/drawing1.xml").decode())]
    assert len(places) == len(HEIGHTS) == 4
    assert all(below[0] - (above[0] + above[2]) >= BETWEEN * 350_000 for above, below in pairwise(places))


def test_the_charts_of_2012_draw_from_fixed_columns_and_name_their_series_by_headings(tracker_2012: bytes) -> None:
    first, *_, total, target = series(tracker_2012, 1)
    assert first == ["'Yearly data'!$B$4", "'Yearly data'!$A$5:$A$8", "'Yearly data'!$B$5:$B$8"]
    assert (total[2], target[2]) == ("'Yearly data'!$H$5:$H$8", "'Yearly data'!$I$5:$I$8")
    assert [each[2] for each in series(tracker_2012, 2)] == [f"'Target ladder'!${column}$5:${column}$7" for column in "COHK"]
    assert series(tracker_2012, 3) == [["'Target ladder'!$Q$4", "'Target ladder'!$B$8:$B$14", "'Target ladder'!$Q$8:$Q$14"]]
    assert [each[0] for each in series(tracker_2012, 4)] == [f"'Yearly data'!${column}$4" for column in "JKLM"]


@pytest.mark.parametrize(("years", "last"), [(1, 5), (2, 6), (7, 11)])
def test_the_charts_follow_the_years_of_settings(tracker_2012: bytes, years: int, last: int) -> None:
    data = with_years(tracker_2012, years)
    for number in (1, 4):
        for _, categories, values in series(data, number):
            assert categories == f"'Yearly data'!$A$5:$A${last}"
            assert values.endswith(f"${last}")


def test_the_charts_follow_targets_and_workstreams(tracker_2012: bytes) -> None:
    fewer = sample_programme().targets[:2]
    data = make_tracker(replace(sample_programme(), targets=fewer, longer_term=()), NOW.date())
    assert series(data, 2)[0][2] == "'Target ladder'!$C$5:$C$6"
    assert series(data, 3)[0][2] == "'Target ladder'!$Q$7:$Q$13"


def test_amounts_on_charts_have_a_minus_of_their_own_and_no_condition_that_could_lose_it(tracker_2012: bytes) -> None:
    charts = [unescape(part(tracker_2012, f"xl/charts/chart{number}.xml").decode()) for number in (1, 4)]
    amounts = {each for chart in charts for each in FORMAT.findall(chart) if "£" in each}
    assert len(amounts) == 2
    for each in amounts:
        above, below, _ = each.split(";")
        assert (below, "[" in each) == (above.replace("£", "−£"), False)


def test_the_years_and_names_stand_below_all_bars(tracker_2012: bytes) -> None:
    charts = [part(tracker_2012, f"xl/charts/chart{number}.xml").decode() for number in range(1, 5)]
    categories = [chart[chart.index("<catAx>") : chart.index("</catAx>")] for chart in charts]
    assert all('<tickLblPos val="low"' in each for each in categories)


def test_the_axis_of_shares_goes_from_nothing_to_all_whatever_is_claimed(tracker_2012: bytes) -> None:
    chart = part(tracker_2012, "xl/charts/chart3.xml").decode()
    axis = chart[chart.index("<valAx>") : chart.index("</valAx>")]
    assert re.findall(r'<(max|min) val="([^"]*)"', axis) == [("max", "1"), ("min", "0")]


def test_the_legend_leaves_out_what_has_no_name_yet() -> None:
    assert left_out(make_tracker(programme("Waste\n  SE7  1m", "Short term 2m"), NOW.date())) == [1, 2, 3, 4, 5, 6]
    assert left_out(make_tracker(programme("Waste\n  SE7  1m"), NOW.date())) == [1, 2, 3, 4, 5, 6, 7]


def test_a_series_that_gets_a_name_comes_into_the_legend() -> None:
    data = make_tracker(programme("Waste\n  SE7  1m", "Short term 2m"), NOW.date())
    chart = part(data, "xl/charts/chart1.xml")
    assert LEFT_OUT.findall(named_anew(chart, "Yearly data", ["$C$4", "$D$4"])) == [b"3", b"4", b"5", b"6"]
    assert named_anew(chart, "Yearly data", ["$M$4"]) == chart
    assert named_anew(chart, "Elsewhere", ["$C$4"]) == chart


def test_a_target_listed_later_comes_into_the_legend() -> None:
    book = FileBook(make_tracker(programme("Waste\n  SE7  1m"), NOW.date()))
    grid = book.read("Settings")
    table = grid.areas["SE7_Targets"]
    book.write("Settings", table.top + 1, table.left, [[Cell("Short term"), Cell(programme("", "A 2m").targets[0].amount)]])
    listed = FileBook(b"".join(book.finish().rewritten()))
    run(REGENERATE_APPENDIX_1, listed)
    assert left_out(b"".join(listed.finish().rewritten())) == [1, 2, 3, 4, 5, 6]


def test_the_same_inputs_give_the_same_charts(tracker_2012: bytes) -> None:
    again = make_tracker(sample_programme(), NOW.date())
    assert [part(again, f"xl/charts/chart{number}.xml") for number in range(1, 5)] == [
        part(tracker_2012, f"xl/charts/chart{number}.xml") for number in range(1, 5)
    ]


def with_years(data: bytes, years: int) -> bytes:
    """The tracker once Settings names so many years and Appendix 1 is regenerated."""
    book = FileBook(data)
    row = next(number for number, cells in book.read("Settings").rows() if cells.get(1) == "Number of years")
    book.write("Settings", row, 2, [[Cell(Decimal(years))]])
    changed = FileBook(b"".join(book.finish().rewritten()))
    run(REGENERATE_APPENDIX_1, changed)
    return b"".join(changed.finish().rewritten())
