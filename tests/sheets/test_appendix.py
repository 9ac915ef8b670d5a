"""Appendix 1 as the committee knows it, from any authority's point of view."""

import csv
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from se7_excel.sample import sample_programme
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import LongerTerm, Programme
from se7_excel.sheets import styles
from se7_excel.sheets.appendix import appendix_page, print_total
from tests.notation import KENT, SE7, programme
from tests.sheets.papers import text_of

ISSUED = Path(__file__).parents[3] / "shared" / "data" / "appendix1_2012.csv"
SMALL = """
Highways
  SE7          250k  6m
  East Sussex  –     50k
  Kent         100k  _
"""


def cells(told: Programme) -> list[list[str]]:
    """The rows of the page as texts."""
    page = appendix_page(told)
    columns = range(1, page.marks[0].area.right + 1)
    rows = range(1, page.marks[0].area.bottom + 1)
    return [[str(page.cells[row, col].value) if (row, col) in page.cells else "" for col in columns] for row in rows]


def body(told: Programme) -> list[list[str]]:
    """The rows below the boxhead, totals included."""
    return cells(told)[5 : 5 + 2 * len(told.workstreams) + 2]


def issued() -> list[list[str]]:
    """The issued table, its one slip corrected."""
    if not ISSUED.exists():
        pytest.skip("the issued table of 2012 lies in a folder beside this repository, and that folder is not here")
    with ISSUED.open(encoding="utf-8", newline="") as file:
        rows = [row[:7] for row in csv.reader(file)][1:]
    return [[cell.replace("(150k)", "(£150k)") for cell in row] for row in rows]


def test_the_appendix_of_2012_comes_out_cell_for_cell() -> None:
    assert body(sample_programme()) == issued()


def test_the_issued_table_has_exactly_the_slip_we_correct() -> None:
    assert sum("(£150k)" in cell for row in issued() for cell in row) == 1


def test_the_whole_page_of_2012_reads_as_agreed(golden: Callable[[str, str], None]) -> None:
    golden("appendix_1_2012.txt", text_of(appendix_page(sample_programme())))


def test_the_first_heading_reads_year_end() -> None:
    assert cells(sample_programme())[4] == ["Workstream", "Party", "2011/12 year end", "2012/13", "2013/14", "2014/15", "Total"]


def test_every_row_of_figures_names_its_workstream_and_its_party() -> None:
    assert all(row[0] and row[1] in ("SE7", "East Sussex") for row in body(sample_programme()))


def test_the_whole_is_light_grey_and_the_part_dark() -> None:
    page = appendix_page(sample_programme())
    for row in range(6, 20):
        looks = {page.cells[row, column].style for column in range(1, 8)}
        light, dark = {styles.WHOLE.fill}, {styles.PART.fill}
        assert {look.fill for look in looks if look} == (light if page.cells[row, 2].value == "SE7" else dark)


def test_the_key_names_both_greys_and_every_sign() -> None:
    page = appendix_page(sample_programme())
    key = {cell.value: cell.style for (row, column), cell in page.cells.items() if column == 1 and 21 < row < 31}
    assert key["Light grey row"] is styles.WHOLE
    assert key["Dark grey row"] is styles.PART
    assert {"£6m (£6.25m)", "(£1.6m)", "–", "To be confirmed", "See details below", "An empty cell"} <= key.keys()


def test_the_three_longer_term_figures_are_bold() -> None:
    page = appendix_page(sample_programme())
    bold = [cell.value for (row, _), cell in sorted(page.cells.items()) if row > 32 and cell.style and cell.style.bold]
    assert bold == ["£310m", "£100m", "£1bn"]


def test_the_notes_say_what_is_not_declared() -> None:
    text = text_of(appendix_page(sample_programme()))
    assert "it is not declared whether this includes the £14m of the table" in text


@pytest.mark.parametrize(("includes", "words"), [(True, "| Including the £6.25m"), (False, "| Not including the £6.25m")])
def test_the_notes_say_what_is_declared(includes: bool, words: str) -> None:
    told = programme(SMALL, "Long term 1bn", (LongerTerm("Highways", Decimal(10**7), "Long term", includes_table=includes),))
    assert words in text_of(appendix_page(told))


def test_a_note_longer_than_the_page_goes_on_below_and_loses_no_word() -> None:
    note = "word " * 60 + "end"
    told = programme(SMALL, "Long term 1bn", (LongerTerm("Highways", Decimal(10**7), "Long term", note=note),))
    words = " ".join(row[2] for row in cells(told)[-6:]).split()
    assert [word.lower() for word in words].count("word") == 60
    assert "end;" in words


def test_from_kents_point_of_view_the_part_is_kents() -> None:
    told = programme(SMALL).reported_by(KENT)
    assert body(told) == [
        ["Highways", "SE7", "£250k", "£6m (£6.25m)", "£6.25m"],
        ["Highways", "Kent", "£100k", "(£100k)", "£100k"],
        ["Total potential SE7 savings", "SE7", "", "", "£6.25m"],
        ["Total potential KCC savings", "Kent", "", "", "£100k"],
    ]
    assert "falls to Kent" in cells(told)[1][0]
    assert "East Sussex" not in text_of(appendix_page(told))


def test_in_2012_kent_has_no_line_and_no_total() -> None:
    rows = body(sample_programme().reported_by(sample_programme().authorities[3]))
    assert [row[1:] for row in rows if row[1] == "Kent"] == [["Kent", "", "", "", "", ""]] * 6 + [
        ["Kent", "", "", "", "", "Not quantified"]
    ]


def test_without_a_partnership_line_the_whole_is_the_sum_of_its_parts() -> None:
    rows = body(programme("Waste\n  East Sussex  1m  TBC\n  Kent         2m  500k"))
    assert rows[0] == ["Waste", "SE7", "£3m", "£500k (£3.5m)", "£3.5m"]


def test_a_negative_is_printed_with_a_minus_and_never_in_brackets() -> None:
    rows = body(programme("Waste\n  SE7          1m  −400k\n  East Sussex  −50k  _"))
    assert [row[2:] for row in rows[:2]] == [["£1m", "−£400k (£600k)", "£600k"], ["−£50k", "(−£50k)", "−£50k"]]


def test_a_level_line_prints_its_rise_and_its_latest_position() -> None:
    assert body(programme("Highways\n  SE7  6m  12m  18m  | level"))[0][2:] == ["£6m", "£6m (£12m)", "£6m (£18m)", "£18m"]


def test_a_year_of_nothing_before_prints_no_bracket() -> None:
    assert body(programme("Waste\n  SE7  0  50k  50k"))[0][2:5] == ["£0", "£50k", "£50k (£100k)"]


def test_a_programme_without_longer_term_figures_has_no_notes_on_them() -> None:
    assert "Beyond the years" not in text_of(appendix_page(replace(sample_programme(), longer_term=())))


def test_a_programme_without_targets_speaks_of_none() -> None:
    assert "target of" not in text_of(appendix_page(replace(sample_programme(), targets=(), longer_term=())))


def test_a_workstream_without_lines_is_still_in_the_table() -> None:
    assert [row[:2] for row in body(programme("Waste\nICT\n  SE7  1m"))][:2] == [["Waste", "SE7"], ["Waste", "East Sussex"]]


@pytest.mark.parametrize(
    ("total", "text"),
    [(Decimal(14_000_000), "£14m"), (Gap.TO_BE_CONFIRMED, "–"), (Gap.BLANK, ""), (Gap.UNREADABLE, "Not readable")],
)
def test_a_total_without_an_amount_is_a_dash_or_nothing_and_never_a_zero(total: Decimal | Gap, text: str) -> None:
    assert print_total(total) == text


def test_the_page_takes_up_the_area_it_names() -> None:
    page = appendix_page(sample_programme())
    assert page.marks[0].name == "SE7_Appendix_1"
    assert max(page.cells) <= (page.marks[0].area.bottom, page.marks[0].area.right)
    assert page.cells[6, 2].value == SE7.name
