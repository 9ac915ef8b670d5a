"""The charts as a second engine draws them: on one page, with every name, and following the years that Settings names."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from se7_excel.books.libreoffice import tab_as_pdf
from se7_excel.books.new_chart_looks import HATCHED, OUTLINED, PALETTE, SOLID_DARK, SOLID_PALE, Look
from se7_excel.entrances.new_tracker import blank_programme
from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.savings.years import FinancialYear, span
from se7_excel.sheets.schema import CHARTS
from tests.entrances.officer import type_into
from tests.notation import programme
from tests.rendering.made import after_actions, tracker
from tests.rendering.office import PrintedPage, pages

YEAR = re.compile(r"20\d\d/\d\d")
TITLES = (
    "Cumulative savings by workstream, and the first target",
    "How far each target is reached",
    "The reporting authority's share of the savings in the table",
    "What is new in each year, by status",
)
Drawn = Callable[[bytes], PrintedPage]


def twelve() -> Programme:
    """Twelve workstreams with long names."""
    lines = (
        f"Part {number} of shared commissioning for adults and carers\n  SE7  {number}m  1m\n  Kent  1m  1m"
        for number in range(1, 13)
    )
    return programme("\n".join(lines), "Short term 100m, Medium term 500m")


PROGRAMMES: dict[str, Callable[[], Programme]] = {
    "2012": sample_programme,
    "one workstream": lambda: programme("Waste\n  SE7  1m  2m", "Short term 20m"),
    "one year": lambda: programme("Waste\n  SE7  1m\n  Kent  1m", "Short term 20m, Medium term 2m"),
    "no targets": lambda: programme("Waste\n  SE7  1m  2m"),
    "nothing quantified": lambda: blank_programme("", [], [], "2026/27", 4, ""),
}


@pytest.fixture(scope="module")
def drawn(soffice: str, pdftotext: str, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The Charts tab as LibreOffice prints it, which is one page."""

    def page(data: bytes) -> PrintedPage:
        folder = tmp_path_factory.mktemp("charts")
        (folder / "tracker.xlsx").write_bytes(data)
        assert tab_as_pdf(folder / "tracker.xlsx", CHARTS, folder / "charts.pdf")
        (only,) = pages(pdftotext, folder / "charts.pdf")
        return only

    return page


def said(page: PrintedPage) -> str:
    """The words of the page in the order they are drawn."""
    return " ".join(word.text for word in page.words)


def years_shown(page: PrintedPage) -> dict[str, int]:
    """The years on the page in their order, each with how many charts name it."""
    return dict(sorted(Counter(word.text for word in page.words if YEAR.fullmatch(word.text)).items()))


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_charts_stand_on_one_page_whatever_there_is_to_draw(name: str, drawn: Drawn) -> None:
    page = drawn(tracker(PROGRAMMES[name]()))
    assert all(title in said(page) for title in TITLES)
    assert [word for word in page.words if word.left < 0 or word.right > page.width or word.bottom > page.height] == []


def test_the_charts_of_2012_say_what_each_horizon_and_year_come_to(drawn: Drawn, tracker_2012: bytes) -> None:
    words = said(drawn(tracker_2012))
    for each in ("£83.85m", "£17.4m", "8.28%", "82.69%", "Target: Short term", "Special Educational Needs (SEN)"):
        assert each in words
    for each in ("Short term: £83.85m of £100m; £16.15m to find", "Undeclared overlap", "To find", "Status not declared"):
        assert each in words


def test_every_one_of_twelve_long_names_is_drawn(drawn: Drawn) -> None:
    words = said(drawn(tracker(twelve())))
    assert [
        number for number in range(1, 13) if f"Part {number} of shared commissioning for adults and carers" not in words
    ] == []
    assert "Other workstreams" in words


def test_costs_before_savings_are_drawn_with_their_minus_and_the_years_below_them(drawn: Drawn) -> None:
    page = drawn(tracker(programme("Waste\n  SE7  −20m  −5m  10m  30m\n  East Sussex  −2m  1m  1m  3m", "Short term 100m")))
    assert {"−£20.0m", "−£25.0m", "−£5.0m", "£15.0m"} <= {word.text for word in page.words}
    lowest = max(word.top for word in page.words if word.text == "−£40.0m")
    assert min(word.top for word in page.words if YEAR.fullmatch(word.text)) > lowest


def test_of_an_authority_that_claims_nothing_the_chart_says_so(drawn: Drawn) -> None:
    told = sample_programme()
    words = said(drawn(tracker(told.reported_by(told.authority("Kent")))))
    assert "Share of Kent: no quantified saving is claimed" in words
    assert "100%" in words
    assert "1200%" not in words


@pytest.mark.parametrize("years", [6, 2])
def test_the_charts_show_the_years_that_settings_names(years: int, drawn: Drawn, tracker_2012: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(tracker_2012)
    type_into(path, "Settings", {"B7": years})
    shown = years_shown(drawn(after_actions(path.read_bytes())))
    assert shown == {str(year): 2 for year in span(FinancialYear(2011), years)}


@pytest.mark.parametrize("looks", [PALETTE, (SOLID_DARK, SOLID_PALE, HATCHED, OUTLINED), (SOLID_DARK, SOLID_PALE, HATCHED)])
def test_neighbouring_fills_stay_apart_in_grey(looks: tuple[Look, ...]) -> None:
    for one, other in pairwise(looks):
        assert one.pattern != other.pattern or abs(grey(one.ink) - grey(other.ink)) > 60


def grey(colour: str) -> float:
    """How light a colour is when printed in grey, from 0 to 255."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue
