"""One printed cell: each way of saying an amount or its absence is kept for what it is, or refused."""

from decimal import Decimal

import pytest

from se7_excel.issued.cells import follows_print_rule, read_entry
from se7_excel.savings.money import Amount, Brackets, Gap


def pounds(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("text", "annual", "cumulative"),
    [
        ("£6m (£6.25m)", pounds("6000000"), pounds("6250000")),
        ("(£1.6m)", Gap.BLANK, pounds("1600000")),
        ("£50k (150k)", pounds("50000"), pounds("150000")),
        ("– (£250k)", Gap.NIL, pounds("250000")),
        ("–", Gap.NIL, None),
        ("Nil", Gap.NIL, None),
        ("TBC", Gap.TO_BE_CONFIRMED, None),
        ("To be confirmed", Gap.TO_BE_CONFIRMED, None),
        ("See details below", Gap.SEE_DETAILS, None),
        ("", Gap.BLANK, None),
        ("+£5m", pounds("5000000"), None),
        ("−£50k", pounds("-50000"), None),
        ("£-50k", pounds("-50000"), None),
        ("−£50k (−£20k)", pounds("-50000"), pounds("-20000")),
        ("0", pounds("0"), None),
        ("£950", pounds("950"), None),
    ],
)
def test_a_cell_says_its_year_and_the_cumulative_amount(text: str, annual: Amount, cumulative: Decimal | None) -> None:
    entry = read_entry(text, "", Brackets.CUMULATIVE)
    assert (entry.annual, entry.cumulative, entry.problem, entry.words) == (annual, cumulative, "", "")


@pytest.mark.parametrize(
    "text",
    ["nearly £200m", "c. £2m", "c£2m", "~£3m", "£2m–£3m", "£2-3m", "between £2m and £3m", "up to £5m", "£5m+", "£1m (c. £2m)"],
)
def test_a_rough_amount_is_no_amount_and_its_words_are_kept(text: str) -> None:
    entry = read_entry(text, "", Brackets.CUMULATIVE)
    assert (entry.annual, entry.words, entry.parts) == (Gap.SEE_DETAILS, text, ())


@pytest.mark.parametrize(("text", "mark"), [("£6m*", "*"), ("£6m [note 1]", "[note 1]"), ("£6m¹", "¹"), ("£6m† (£7m)", "†")])
def test_a_footnotes_mark_is_taken_off_the_amount(text: str, mark: str) -> None:
    entry = read_entry(text, "", Brackets.CUMULATIVE)
    assert (entry.annual, entry.marks, entry.problem) == (pounds("6000000"), (mark,), "")


@pytest.mark.parametrize("text", ["foo", "8.35%", "£6m (TBC)", "#REF!", "2011-12", "£1.2345678901m", "+£-5m", "£6m1", "((£6m))"])
def test_what_would_have_to_be_guessed_is_a_problem(text: str) -> None:
    assert read_entry(text, "", Brackets.CUMULATIVE).problem


@pytest.mark.parametrize(
    ("unit", "text", "amount"),
    [
        ("£", "250", "250"),
        ("£000", "250", "250000"),
        ("£m", "0.25", "250000"),
        ("£000", "1,250.5", "1250500"),
        ("£000", "£2m", "2000000"),
    ],
)
def test_a_plain_number_is_in_the_unit_of_its_table(unit: str, text: str, amount: str) -> None:
    assert read_entry(text, unit).annual == pounds(amount)


def test_a_plain_number_without_any_unit_asks_for_one() -> None:
    assert read_entry("250").lacks == "--unit"


def test_a_pound_sign_without_unit_in_a_table_of_thousands_is_refused() -> None:
    assert "has a pound sign and no unit in a table in £000" in read_entry("£250", "£000").problem


def test_brackets_are_negative_only_where_declared() -> None:
    assert read_entry("(£50k)", "", Brackets.NEGATIVE).annual == pounds("-50000")
    assert read_entry("(£50k)").lacks == "--brackets"
    assert "declared to be negative" in read_entry("£6m (£2m)", "", Brackets.NEGATIVE).problem


@pytest.mark.parametrize(
    ("text", "by_rule"),
    [
        ("£250k", True),
        ("£1.25m", True),
        ("£999k", True),
        ("150k", True),
        ("£0.25m", False),
        ("£1,250k", False),
        ("£6.250m", False),
        ("£250,000", False),
        ("£1000m", False),
        ("£1,493.85m", True),
        ("−£50k", True),
        ("-£50k", False),
    ],
)
def test_the_print_rule_has_one_way_of_printing_an_amount(text: str, by_rule: bool) -> None:
    own = read_entry(text).own
    assert own
    assert follows_print_rule(own) is by_rule
