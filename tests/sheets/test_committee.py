"""The committee's printed cells: `£6m (£6.25m)` and its kin, printed and parsed."""

from decimal import Decimal

import pytest

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.money import Gap
from se7_excel.sheets.committee import Entry, parse_entry, print_amount, print_entry

PAIRS = [
    ("£250k", Entry(Decimal(250_000))),
    ("£6m (£6.25m)", Entry(Decimal(6_000_000), Decimal(6_250_000))),
    ("(£1.6m)", Entry(Gap.BLANK, Decimal(1_600_000))),
    ("–", Entry(Gap.NIL)),
    ("– (£2k)", Entry(Gap.NIL, Decimal(2_000))),
    ("To be confirmed", Entry(Gap.TO_BE_CONFIRMED)),
    ("To be confirmed (£2k)", Entry(Gap.TO_BE_CONFIRMED, Decimal(2_000))),
    ("See details below", Entry(Gap.SEE_DETAILS)),
    ("Not readable", Entry(Gap.UNREADABLE)),
    ("Not readable (£1m)", Entry(Gap.UNREADABLE, Decimal(1_000_000))),
    ("", Entry(Gap.BLANK)),
    ("£0", Entry(Decimal(0))),
    ("£0 (£50k)", Entry(Decimal(0), Decimal(50_000))),
    ("−£50k", Entry(Decimal(-50_000))),
    ("−£50k (£0)", Entry(Decimal(-50_000), Decimal(0))),
    ("−£50k (−£150k)", Entry(Decimal(-50_000), Decimal(-150_000))),
]


@pytest.mark.parametrize(("text", "entry"), PAIRS)
def test_a_printed_cell_says_what_was_meant(text: str, entry: Entry) -> None:
    assert parse_entry(text) == entry


@pytest.mark.parametrize(("text", "entry"), PAIRS)
def test_what_is_meant_is_printed_so(text: str, entry: Entry) -> None:
    assert print_entry(entry) == text


def test_the_bracket_is_cumulative_and_never_a_negative() -> None:
    assert parse_entry("(150k)") == Entry(Gap.BLANK, Decimal(150_000))


def test_gaps_blanks_and_zero_are_five_different_prints() -> None:
    printed = [print_amount(amount) for amount in (*Gap, Decimal(0))]
    assert len(set(printed)) == len(printed)


@pytest.mark.parametrize("text", ["£6m(£6.25m)", " £6m  (£6.25m) ", "£6m\n(£6.25m)", "£6m ( £6.25m )", "6m (6.25m)"])
def test_white_space_and_pound_signs_do_not_change_what_a_cell_says(text: str) -> None:
    assert parse_entry(text) == Entry(Decimal(6_000_000), Decimal(6_250_000))


@pytest.mark.parametrize("text", ["£6m (£6.25m", "£6m £6.25m)", "((£6m))", "£6m (£1m) (£2m)", "(£6.25m) £6m", "six", "£6m (six)"])
def test_what_is_no_printed_cell_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount):
        parse_entry(text)


@pytest.mark.parametrize("text", ["(TBC)", "£6m (To be confirmed)", "(–)", "()", "£6m ()"])
def test_a_bracket_without_an_amount_is_refused_rather_than_dropped(text: str) -> None:
    with pytest.raises(UnreadableAmount):
        parse_entry(text)
