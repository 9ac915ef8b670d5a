"""What is printed can be parsed, and what is written to a new workbook is read back as it was."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from se7_excel.actions import ACTIONS
from se7_excel.books.file_book import FileBook
from se7_excel.books.new_workbook import Guide, new_workbook
from se7_excel.sample import sample_programme
from se7_excel.savings.money import Amount, Gap, printed
from se7_excel.savings.programme import Programme, Workstream
from se7_excel.sheets.committee import Entry, parse_entry, print_entry
from se7_excel.sheets.reading import read_tracker
from tests.conftest import NOW
from tests.properties.strategies import amounts, programmes

GUIDE = Guide([(action.label, action.command, action.tip) for action in ACTIONS], "0", NOW.date())
FIGURES = st.integers(-(10**14), 10**14).map(lambda pence: Decimal(pence).scaleb(-2))
ENTRIES = st.builds(Entry, st.one_of(FIGURES, amounts(tuple(Gap))), st.one_of(st.none(), FIGURES))


def half_a_unit(amount: Decimal) -> Decimal:
    """How far a printed amount may be from the exact one: fifty pence below £1,000, £500 from there on."""
    return Decimal("0.5") if abs(amount) < Decimal("999.5") else Decimal(500)


@given(ENTRIES)
@settings(max_examples=300, deadline=None)
def test_printing_what_was_parsed_prints_the_same(entry: Entry) -> None:
    text = print_entry(entry)
    assert print_entry(parse_entry(text)) == text


@given(ENTRIES)
@settings(max_examples=300, deadline=None)
def test_parsing_what_was_printed_gives_the_gaps_back_and_the_amounts_to_the_printed_unit(entry: Entry) -> None:
    back = parse_entry(print_entry(entry))
    for meant, read in ((entry.annual, back.annual), (entry.cumulative, back.cumulative)):
        if isinstance(meant, Decimal):
            assert isinstance(read, Decimal)
            assert abs(read - meant) <= half_a_unit(meant)
        else:
            assert read is meant


@given(st.integers(-(10**9), 10**9).map(lambda thousands: Decimal(thousands * 1000)), amounts(tuple(Gap)))
@settings(max_examples=200, deadline=None)
def test_whole_thousands_come_back_exactly(cumulative: Decimal, other: Amount) -> None:
    annual = other if isinstance(other, Gap) else cumulative
    assert parse_entry(print_entry(Entry(annual, cumulative))) == Entry(annual, cumulative)


@given(FIGURES)
@settings(max_examples=300, deadline=None)
def test_a_printed_amount_speaks_in_one_of_four_units_without_needless_zeros(amount: Decimal) -> None:
    digits = printed(amount).removeprefix("−").removeprefix("£").rstrip("kmbn").replace(",", "")
    assert digits == f"{Decimal(digits).normalize():f}"
    assert Decimal(digits) < 1000 or printed(amount).endswith(("m", "bn"))


def unplaced(programme: Programme) -> Programme:
    """The programme without the cells its figures came from."""
    return replace(
        programme,
        workstreams=tuple(_unplaced_workstream(each) for each in programme.workstreams),
        targets=tuple(replace(each, place=None) for each in programme.targets),
        longer_term=tuple(replace(each, place=None) for each in programme.longer_term),
    )


def _unplaced_workstream(workstream: Workstream) -> Workstream:
    return replace(workstream, lines=tuple(replace(line, cells=None) for line in workstream.lines))


def test_the_programme_of_2012_is_read_back_as_it_was_written() -> None:
    book = FileBook(new_workbook(sample_programme(), GUIDE))
    assert unplaced(read_tracker(book).programme) == sample_programme()


@given(programmes(max_authorities=4, max_workstreams=4, max_years=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_programme_is_read_back_as_it_was_written(told: Programme) -> None:
    assert unplaced(read_tracker(FileBook(new_workbook(told, GUIDE))).programme) == told


@given(programmes(max_authorities=2, max_workstreams=2, max_years=2))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_programme_makes_the_same_bytes(told: Programme) -> None:
    assert new_workbook(told, GUIDE) == new_workbook(told, GUIDE)
