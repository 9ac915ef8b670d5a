"""What a cell's content means in pounds, the five gaps kept apart, and how pounds are printed."""

from datetime import date
from decimal import Decimal

import pytest

from se7_excel.errors import UnreadableAmount
from se7_excel.savings.money import Brackets, Gap, exact, percentage, pounds, printed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("£6m", 6_000_000),
        ("250k", 250_000),
        ("1.2bn", 1_200_000_000),
        ("£2,056,430", 2_056_430),
        ("2056430", 2_056_430),
        ("£950", 950),
        ("£ 5.45 M", 5_450_000),
        ("£1.5BN", 1_500_000_000),
        ("3 million", 3_000_000),
        ("2 thousand", 2_000),
        ("£.5m", 500_000),
        ("+£50k", 50_000),
        ("−£50k", -50_000),
        ("-£50k", -50_000),
        ("–£50k", -50_000),
        ("£-50k", -50_000),
        ("£−50k", -50_000),
        ("\u00a0£6m\n", 6_000_000),
        ("£6\u00a0m", 6_000_000),
        ("0", 0),
        ("£0", 0),
    ],
)
def test_money_typed_as_text_is_understood(typed: str, meant: int) -> None:
    assert pounds(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "gap"),
    [
        (None, Gap.BLANK),
        ("", Gap.BLANK),
        ("  \u00a0", Gap.BLANK),
        ("–", Gap.NIL),
        ("-", Gap.NIL),
        ("—", Gap.NIL),
        (" − ", Gap.NIL),
        ("n/a", Gap.NIL),
        ("N/A", Gap.NIL),
        ("Nil", Gap.NIL),
        ("TBC", Gap.TO_BE_CONFIRMED),
        ("tbc ", Gap.TO_BE_CONFIRMED),
        ("To be  confirmed", Gap.TO_BE_CONFIRMED),
        ("See details below", Gap.SEE_DETAILS),
        ("see below", Gap.SEE_DETAILS),
    ],
)
def test_each_gap_is_known_by_its_words(typed: object, gap: Gap) -> None:
    assert pounds(typed) is gap


def test_blank_nil_to_be_confirmed_see_details_and_nought_are_five_different_things() -> None:
    assert len({pounds(typed) for typed in ("", "–", "To be confirmed", "See details below", 0)}) == 5


@pytest.mark.parametrize(
    "typed",
    [
        "about £6m", "6m7", "£", "k", ".", "5.", "1,2", "1,000,00", "1.234.567", "12,34k", "1e6", "£6x", "--5", "£6m £7m", "TBD",
        "nan", "inf", "£1.005", "0.000001k", "£6m (£6.25m)", "(£6m", "£6m)", "99999999bn", "50%", "$5", "'", "#REF!", "=1+1",
    ],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableAmount):
        pounds(typed)


@pytest.mark.parametrize("typed", [True, False, date(2011, 12, 1), b"5", [5], 1e300, float("inf"), float("nan"), 10**13])
def test_what_is_no_sum_of_money_is_refused(typed: object) -> None:
    with pytest.raises(UnreadableAmount):
        pounds(typed)


def test_a_refusal_names_what_was_typed() -> None:
    with pytest.raises(UnreadableAmount, match="about £6m"):
        pounds(" about  £6m ")


@pytest.mark.parametrize(
    ("number", "meant"),
    [(0.005, "0.01"), (-0.005, "-0.01"), (2.675, "2.68"), (0.1 + 0.2, "0.30"), (1e6, "1000000.00"), (100_000 / 3, "33333.33")],
)
def test_numbers_are_rounded_to_the_penny_with_halves_away_from_zero(number: float, meant: str) -> None:
    assert str(pounds(number)) == meant


def test_the_largest_amount_keeps_its_pence() -> None:
    assert pounds(9_999_999_999_999.99) == Decimal("9999999999999.99")


@pytest.mark.parametrize("brackets", [Brackets.UNDECLARED, Brackets.CUMULATIVE])
@pytest.mark.parametrize("typed", ["(0.4)", "(£50k)", "(150k)", "()"])
def test_brackets_of_no_declared_negative_meaning_are_refused(typed: str, brackets: Brackets) -> None:
    with pytest.raises(UnreadableAmount):
        pounds(typed, brackets)


@pytest.mark.parametrize(
    ("typed", "meant"), [("(0.4)", "-0.4"), ("(£50k)", "-50000"), ("( 1,250 )", "-1250"), ("£6m", "6000000")]
)
def test_brackets_declared_negative_are_a_cost(typed: str, meant: str) -> None:
    assert pounds(typed, Brackets.NEGATIVE) == Decimal(meant)


@pytest.mark.parametrize("typed", ["(−£50k)", "(-50)", "(£-50k)"])
def test_a_minus_sign_within_negative_brackets_never_makes_a_saving_of_a_cost(typed: str) -> None:
    try:
        amount = pounds(typed, Brackets.NEGATIVE)
    except UnreadableAmount:
        return
    assert isinstance(amount, Decimal)
    assert amount < 0


@pytest.mark.parametrize("typed", ["((5))", "(5) (6)", "−(5)", "(about 5)"])
def test_entangled_brackets_are_refused_even_where_brackets_are_negative(typed: str) -> None:
    with pytest.raises(UnreadableAmount):
        pounds(typed, Brackets.NEGATIVE)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "£0"),
        ("950", "£950"),
        ("0.49", "£0"),
        ("0.5", "£1"),
        ("999.49", "£999"),
        ("999.60", "£1k"),
        ("1499.99", "£1k"),
        ("1500", "£2k"),
        ("734000", "£734k"),
        ("999499.99", "£999k"),
        ("999600", "£1m"),
        ("1169000", "£1.169m"),
        ("5450000", "£5.45m"),
        ("14000000", "£14m"),
        ("999999500", "£1bn"),
        ("1500000000", "£1.5bn"),
        ("1493000000", "£1.493bn"),
        ("1493850000", "£1,493.85m"),
        ("12345678000", "£12,345.678m"),
    ],
)
def test_the_table_speaks_to_the_nearest_thousand(amount: str, text: str) -> None:
    assert printed(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("-50000", "−£50k"), ("-0.5", "−£1"), ("-0.4", "£0"), ("-999.6", "−£1k"), ("-1500", "−£2k"), ("-1493850000", "−£1,493.85m")],
)
def test_a_cost_prints_with_a_minus_sign_and_nothing_prints_without_one(amount: str, text: str) -> None:
    assert printed(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("2056430", "£2,056,430"), ("0.4", "£0.40"), ("-0.4", "−£0.40"), ("1234.5", "£1,234.50"), ("0", "£0"), ("10.00", "£10")],
)
def test_exact_amounts_keep_their_pence(amount: str, text: str) -> None:
    assert exact(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (83_850, 100_000, "83.85 %"),
        (1, 1, "100 %"),
        (1, 8, "12.5 %"),
        (1, 3, "33.33 %"),
        (1_005, 100_000, "1.01 %"),
        (0, 5, "0 %"),
    ],
)
def test_a_percentage_has_at_most_two_decimals_and_no_trailing_noughts(part: int, whole: int, text: str) -> None:
    assert percentage(Decimal(part), Decimal(whole)) == text


def test_a_percentage_that_rounds_to_nothing_carries_no_sign() -> None:
    assert percentage(Decimal(-1), Decimal(1_000_000)) == "0 %"
