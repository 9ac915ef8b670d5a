"""What was sent, in the words of the Log's cells, and read back from them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from se7_excel.books.render import render
from se7_excel.errors import MissingHeading, UnfitLetter
from se7_excel.sample import sample_programme
from se7_excel.sheets import schema
from se7_excel.sheets.grid import CellError, Grid
from se7_excel.sheets.log import Entry, Stamp, log_page
from se7_excel.sheets.sent import HOW, NOTHING_SENT, Sent, SentRow, address, last_sent_within, sent_rows
from tests.conftest import NOW
from tests.paper_book import PaperBook
from tests.sheets.papers import retyped

HASH = "ab12" * 16
SENT = Sent(
    ("anna.smith@kent.gov.uk", '"Jones, Ben; Finance" <b@surrey.gov.uk>'),
    (("SE7 savings – 28 March 2012 – v3.xlsx", HASH), ("SE7 savings – 28 March 2012 – v3.pdf", HASH[::-1])),
    (("C05", "The lead is asked", "A. Officer"),),
    3,
    "draft",
)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
TEXTS = st.text(max_size=40)


def logged(*sent: Sent | None, when: datetime = NOW) -> Grid:
    """A Log with a row for each of these."""
    grid = Grid(schema.LOG)
    for each in sent:
        book = PaperBook([grid])
        entry = Entry(Stamp(when, "A. Officer"), "Prepare e-mail", sample_programme(), 1, (), each)
        render(log_page(grid, entry), book)
        grid = book.as_now().read(schema.LOG)
    return grid


def as_read(sent: Sent) -> SentRow:
    (row,) = sent_rows(logged(sent))
    return row


def test_the_cells_say_it_in_words() -> None:
    assert SENT.cells == (
        'Version 3, prepared as a draft for:\nanna.smith@kent.gov.uk\n"Jones, Ben; Finance" <b@surrey.gov.uk>',
        f"SE7 savings – 28 March 2012 – v3.xlsx (SHA-256 {HASH})\nSE7 savings – 28 March 2012 – v3.pdf (SHA-256 {HASH[::-1]})",
        "C05, accepted by A. Officer: The lead is asked",
    )
    assert replace(SENT, accepted=()).cells[2] == "none"


@pytest.mark.parametrize("how", HOW)
def test_a_row_reads_back_as_it_was_written(how: str) -> None:
    row = as_read(replace(SENT, how=how))
    assert (row.when, row.who, row.how, row.version) == ("2012-01-26 09:30", "A. Officer", how, 3)
    assert (row.recipients, row.attachments, row.accepted) == (SENT.recipients, SENT.attachments, SENT.accepted)
    assert row.moment == NOW


@given(
    st.lists(TEXTS, max_size=5).map(tuple),
    st.lists(st.tuples(TEXTS, HASHES), max_size=4).map(tuple),
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4).map(tuple),
)
def test_whatever_names_and_reasons_hold_they_read_back(
    to: tuple[str, ...], attached: tuple[tuple[str, str], ...], accepted: tuple[tuple[str, str, str], ...]
) -> None:
    row = as_read(Sent(to, attached, accepted, 1, "sent"))
    assert (row.recipients, row.attachments, row.accepted) == (to, attached, accepted)


def test_half_a_letter_from_a_terminal_does_not_break_the_log() -> None:
    row = as_read(replace(SENT, accepted=(("C05", "caf\udce9", "A. Officer"),)))
    assert row.accepted == (("C05", "caf\udce9", "A. Officer"),)


def test_fifty_recipients_and_four_attachments_fit_into_the_cells() -> None:
    longest = f"{'n' * 100} <{'a' * 64}@{'b' * 185}.gov>"
    attached = tuple((f"{'x' * 115}.{number}.pdf", HASH) for number in range(4))
    sent = Sent((longest,) * 50, attached, SENT.accepted, 3, "sent")
    assert max(map(len, sent.cells)) <= 32_767
    assert as_read(sent).recipients == (longest,) * 50


@pytest.mark.parametrize(
    ("sent", "heading"),
    [
        (lambda: replace(SENT, accepted=(("C05", "because " * 4100, "me"),)), "Accepted"),
        (lambda: replace(SENT, recipients=("a@x.gov.uk",) * 254), "Sent to"),
        (lambda: replace(SENT, accepted=(("C05", "😀" * 16_370, "me"),)), "Accepted"),
    ],
)
def test_what_no_cell_can_hold_is_refused_before_it_is_sent(sent: "type[Sent]", heading: str) -> None:
    with pytest.raises(UnfitLetter, match=f"under “{heading}” comes to .* give fewer or shorter recipients, names and reasons"):
        sent()


def test_a_log_that_fits_as_a_draft_fits_as_perhaps_sent() -> None:
    room = 32_767 - 64 - len("C05, accepted by me: ")
    fits = replace(SENT, accepted=(("C05", "x" * room, "me"),))
    replace(fits, how="perhaps sent", version=123_456_789)
    with pytest.raises(UnfitLetter):
        replace(SENT, accepted=(("C05", "x" * (room + 1), "me"),))


def test_rows_of_other_actions_and_of_logs_without_the_columns_record_nothing() -> None:
    assert sent_rows(None) == ()
    assert sent_rows(Grid(schema.LOG)) == ()
    assert sent_rows(logged()) == ()
    assert [row.row for row in sent_rows(logged(None, SENT, None, SENT))] == [6, 8]
    old = {4: dict(enumerate(schema.LOG_HEADINGS, 1)), 5: dict.fromkeys(range(1, 10), "a")}
    assert sent_rows(Grid(schema.LOG, old)) == ()


def test_a_log_whose_heading_is_gone_says_so() -> None:
    with pytest.raises(MissingHeading, match="Log, row 4: the heading “Inputs” is missing"):
        sent_rows(retyped(logged(SENT), {"I4": "mine"}))


def test_a_row_somebody_typed_over_still_tells_what_can_be_read() -> None:
    (row,) = sent_rows(retyped(logged(SENT), {"J5": "to Kent and Surrey", "A5": "last week", "L5": "see mail"}))
    assert (row.how, row.version, row.recipients, row.accepted) == ("", 0, ("to Kent and Surrey",), ())
    assert row.attachments == SENT.attachments
    assert row.moment is None
    assert sent_rows(retyped(logged(SENT), {"J5": CellError("#REF!"), "K5": "two files"})) == ()


def test_line_breaks_of_another_system_part_lines_too() -> None:
    (row,) = sent_rows(retyped(logged(SENT), {"J5": SENT.cells[0].replace("\n", "\r\n")}))
    assert row.recipients == SENT.recipients


def test_an_address_is_told_without_the_name_before_it_and_in_any_case() -> None:
    assert address('"Smith, A <finance>" <A.Smith@Kent.gov.uk>') == address("a.smith@kent.gov.uk ") == "a.smith@kent.gov.uk"


@pytest.mark.parametrize(("minutes", "found"), [(0, True), (59, True), (60, True), (61, False), (-5, True), (-61, False)])
def test_a_repeat_within_the_hour_is_found(minutes: int, found: bool) -> None:
    now = NOW + timedelta(minutes=minutes, seconds=59)
    row = last_sent_within(sent_rows(logged(SENT)), now, ("Anna Smith <Anna.Smith@kent.gov.uk>", "new@x.gov.uk"))
    assert (row is not None) is found


def test_to_somebody_else_it_is_no_repeat() -> None:
    assert last_sent_within(sent_rows(logged(SENT)), NOW, ("c@hants.gov.uk",)) is None
    assert last_sent_within(sent_rows(logged(SENT)), NOW, ()) is None


def test_the_last_of_several_is_the_one_asked_about() -> None:
    rows = sent_rows(logged(SENT, replace(SENT, version=4, how="sent")))
    last = last_sent_within(rows, NOW.replace(tzinfo=UTC), SENT.recipients)
    assert last
    assert (last.version, last.how) == (4, "sent")


def test_a_row_whose_time_cannot_be_read_is_no_repeat() -> None:
    rows = sent_rows(retyped(logged(SENT), {"A5": "just now"}))
    assert last_sent_within(rows, NOW, SENT.recipients) is None


def test_rows_of_anything_else_say_so_in_a_word() -> None:
    grid = logged(None)
    assert tuple(grid.value(5, column) for column in (10, 11, 12)) == NOTHING_SENT
