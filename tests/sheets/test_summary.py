"""The summary: the authorities' shares, what is shared out and what is not yet come to the whole."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from se7_excel.sample import sample_programme
from se7_excel.savings.programme import Programme
from se7_excel.sheets.page import Page
from se7_excel.sheets.summary import FIRST_ROW, NOT_YET, SHARED_OUT, summary_page
from tests.notation import programme
from tests.properties.strategies import programmes


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
    assert said[NOT_YET][-1] == 76_906_000
    assert said["SE7"] == [17_400_000, 15_150_000, 23_500_000, 27_800_000, 83_850_000]


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
        shared, remainder = said[SHARED_OUT][column], said[NOT_YET][column]
        assert shared == (sum(parts) if parts else "not quantified")
        if isinstance(remainder, Decimal):
            known = [each for each in (shared, whole) if isinstance(each, Decimal)]
            assert known
            assert remainder == sum(known[1:] if len(known) > 1 else [whole] if whole in known else [0]) - sum(parts)
        else:
            assert not parts
            assert not isinstance(whole, Decimal)
