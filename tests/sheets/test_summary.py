"""The summary: what the authorities claim, what is not shared out yet and what the ratio gives come to the whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from se7_excel.sample import AUTHORITIES, sample_programme
from se7_excel.savings.programme import Programme, ShareSet
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.summary import (
    BEYOND,
    CLAIMED,
    DIFFERENCE,
    FIRST_RATIO_ROW,
    FIRST_ROW,
    NOT_YET,
    RATIO,
    SHARED_OUT,
    summary_page,
    summary_pages,
    widths,
)
from tests.notation import programme
from tests.properties.strategies import programmes

SEVENTHS = (*[Decimal("14.29")] * 6, Decimal("14.26"))
Named = dict[tuple[object, object], list[Cell]]


def by_ratio(told: Programme, *shares: Decimal, from_: date = date(2011, 4, 1)) -> Programme:
    """The programme with a set of shares, in the order of its authorities."""
    return replace(told, share_sets=(ShareSet(from_, tuple(zip(told.authorities, shares, strict=True))),))


def ratio_rows(page: Page) -> Named:
    """Each row's amount cells by its name and figure."""
    area = page.marks[0].area
    return {
        (page.cells[row, 1].value, page.cells[row, 3].value): [page.cells[row, column] for column in range(4, area.right + 1)]
        for row in range(FIRST_RATIO_ROW, area.bottom + 1)
    }


def values(cells: list[Cell]) -> list[object]:
    return [cell.value for cell in cells]


def rows(page: Page) -> dict[str, list[object]]:
    """Each row's amounts by its name."""
    last = max(column for _, column in page.cells)
    found = {row: page.cells[row, 1].value for row, column in page.cells if column == 1 and row >= FIRST_ROW}
    return {str(name): [page.cells[row, column].value for column in range(2, last + 1)] for row, name in found.items()}


def test_of_2012_only_east_sussex_has_said_its_share() -> None:
    said = rows(summary_page(sample_programme()))
    assert said["East Sussex"][-1] == 6_944_000
    assert said["Kent"] == ["not quantified"] * 5
    assert said[SHARED_OUT][-1] == 6_944_000
    assert said["SE7"] == [17_400_000, 15_150_000, 23_500_000, 27_800_000, 83_850_000]


def test_what_is_claimed_where_the_whole_has_no_figure_is_no_part_of_the_whole() -> None:
    said = rows(summary_page(sample_programme()))
    assert said[BEYOND] == [0, 2_000, 0, 0, 2_000]
    assert said[NOT_YET][-1] == 76_908_000
    assert said[SHARED_OUT][-1] - said[BEYOND][-1] + said[NOT_YET][-1] == said["SE7"][-1]  # type: ignore[operator]


def test_the_summary_says_how_its_rows_come_to_the_whole() -> None:
    told = [str(cell.value) for (_, column), cell in summary_page(sample_programme()).cells.items() if column == 1]
    assert (
        "Shared out, less what is beyond the whole, plus what is not yet shared out, is the whole. "
        "A minus under Not yet shared out: more is claimed than there is."
    ) in told


def test_a_year_of_the_whole_that_is_to_come_has_the_claims_of_that_year_beyond_it() -> None:
    said = rows(summary_page(programme("Waste\n  SE7  1m  TBC\n  Kent  200k  300k\nICT\n  SE7  2m  2m")))
    assert said[BEYOND] == [0, 300_000, 300_000]
    assert said[NOT_YET] == [2_800_000, 2_000_000, 4_800_000]


def test_a_whole_that_is_the_sum_of_its_parts_has_nothing_beyond_it() -> None:
    said = rows(summary_page(programme("Waste\n  SE7  _  _\n  Kent  200k  300k\n  Surrey  TBC  TBC")))
    assert (said[BEYOND], said[NOT_YET]) == ([0, 0, 0], [0, 0, 0])


def test_more_claimed_than_there_is_leaves_a_negative_remainder() -> None:
    told = programme("Waste\n  SE7  1m  _  _  _\n  Kent  2m  _  _  _\n")
    assert rows(summary_page(told))[NOT_YET][0] == -1_000_000


def test_nothing_quantified_at_all_is_no_nought() -> None:
    said = rows(summary_page(programme("Waste\n  SE7  TBC  _  _  _\n  Kent  –  _  _  _\n")))
    assert said[SHARED_OUT] == said[NOT_YET] == said["SE7"] == ["not quantified"] * 5


@given(programmes())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_parts_add_up_to_the_whole(told: Programme) -> None:
    said = rows(summary_page(told))
    for column, whole in enumerate(said[told.partnership.name]):
        parts = [amount for party in told.authorities if isinstance(amount := said[party.name][column], Decimal)]
        shared, beyond, remainder = (said[row][column] for row in (SHARED_OUT, BEYOND, NOT_YET))
        assert shared == (sum(parts) if parts else "not quantified")
        taken = sum(parts, Decimal(0)) - (beyond if isinstance(beyond, Decimal) else 0)
        if isinstance(remainder, Decimal):
            assert taken + remainder == (whole if isinstance(whole, Decimal) else 0)
        else:
            assert (taken, remainder) == (0, whole)


def test_without_a_set_in_force_there_is_the_summary_alone() -> None:
    later = by_ratio(sample_programme(), *SEVENTHS, from_=date(2012, 1, 27))
    assert [page.tab for page in summary_pages(sample_programme())] == ["Summary"]
    assert [page.tab for page in summary_pages(later)] == ["Summary"]


def test_a_set_that_does_not_add_up_is_compared_with_nothing() -> None:
    assert [page.tab for page in summary_pages(by_ratio(sample_programme(), *[Decimal("14.29")] * 7))] == ["Summary"]


def test_a_set_in_force_puts_claims_ratio_and_difference_beside_each_other_for_each_year() -> None:
    claims, page = summary_pages(by_ratio(sample_programme(), *SEVENTHS))
    said = ratio_rows(page)
    assert claims == summary_page(sample_programme())
    assert values(said["East Sussex", CLAIMED]) == [1_199_000, 1_410_000, 2_085_000, 2_250_000, 6_944_000]
    assert values(said["East Sussex", RATIO]) == [2_486_460, 2_164_935, 3_358_150, 3_972_620, 11_982_165]
    assert values(said["East Sussex", DIFFERENCE]) == [-1_287_460, -754_935, -1_273_150, -1_722_620, -5_038_165]
    assert values(said["Kent", CLAIMED]) == ["not quantified"] * 5
    assert values(said["Kent", DIFFERENCE]) == ["not quantified"] * 5
    assert said[SHARED_OUT, CLAIMED][-1].value == 6_944_000
    assert said[SHARED_OUT, RATIO][-1].value == said["SE7", "Whole"][-1].value == 83_850_000
    assert said[SHARED_OUT, DIFFERENCE][-1].value == -76_906_000
    assert (said[NOT_YET, CLAIMED][-1].value, said[NOT_YET, RATIO][-1].value) == (76_908_000, 0)
    assert values(said[BEYOND, CLAIMED]) == [0, 2_000, 0, 0, 2_000]


def test_the_page_by_ratio_says_which_shares_it_goes_by() -> None:
    _, page = summary_pages(by_ratio(sample_programme(), *SEVENTHS))
    assert "by the shares from 1 April 2011, in force at the report date (26 January 2012)." in str(page.cells[2, 1].value)
    assert [page.cells[row, 2].value for row in (8, 26)] == ["14.29 %", "14.26 %"]


def test_claims_are_linked_to_the_summary_and_sums_and_differences_are_calculated() -> None:
    claims, page = summary_pages(by_ratio(sample_programme(), *SEVENTHS))
    said = ratio_rows(page)
    for name in (*(party.name for party in AUTHORITIES), SHARED_OUT, BEYOND):
        row = next(row for (row, column), cell in claims.cells.items() if column == 1 and cell.value == name)
        assert [cell.formula for cell in said[name, CLAIMED]] == [f"'Summary'!{letter}{row}" for letter in "BCDEF"]
    assert all(cell.formula for (name, figure), cells in said.items() for cell in cells if figure != RATIO or name == SHARED_OUT)


def test_the_table_by_ratio_has_unique_headings_no_empty_cell_and_a_width_for_each_column() -> None:
    for page in summary_pages(by_ratio(sample_programme(), *SEVENTHS)):
        area = page.marks[0].area
        headings = [page.cells[area.top, column].value for column in range(1, area.right + 1)]
        assert len(set(headings)) == len(headings) == len(widths(page))
        assert all(page.cells[cell].value not in (None, "") for cell in area.cells)
        assert page.cells[1, 1].value


@given(programmes(max_authorities=6, max_workstreams=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_ratio_gives_adds_up_to_the_whole_and_the_differences_to_what_is_not_claimed(told: Programme) -> None:
    count = len(told.authorities)
    shares = [Decimal(100 // count)] * (count - 1)
    said = ratio_rows(summary_pages(by_ratio(told, *shares, 100 - sum(shares)))[1])
    for column, whole in enumerate(values(said[told.partnership.name, "Whole"])):
        due, gaps = ([said[party.name, each][column].value for party in told.authorities] for each in (RATIO, DIFFERENCE))
        assert said[SHARED_OUT, RATIO][column].value == whole
        assert said[NOT_YET, RATIO][column].value == (0 if isinstance(whole, Decimal) else whole)
        assert (sum(due) if isinstance(whole, Decimal) else due[0]) == whole
        claims = [said[party.name, CLAIMED][column].value for party in told.authorities]
        known = [each for each in claims if isinstance(each, Decimal)]
        assert [isinstance(each, Decimal) for each in gaps] == [
            isinstance(one, Decimal) and isinstance(other, Decimal) for one, other in zip(claims, due, strict=True)
        ]
        unclaimed = known and isinstance(whole, Decimal)
        assert said[SHARED_OUT, DIFFERENCE][column].value == (sum(known) - whole if unclaimed else "not quantified")
