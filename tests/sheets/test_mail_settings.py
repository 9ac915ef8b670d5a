"""What Settings says of the e-mail, found by its labels wherever they stand; and where a new tracker asks for it."""

from dataclasses import fields
from decimal import Decimal

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.errors import UnreadableCell
from se7_excel.sheets import schema
from se7_excel.sheets.grid import CellError, Grid, Value
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.mail_settings import MailSettings, read_mail_settings
from se7_excel.sheets.settings import read_settings
from tests.conftest import NOW
from tests.contracts.test_hosts_agree import typed_into
from tests.sheets.papers import sheet


def saying(label: str, value: Value) -> Grid:
    return Grid(schema.SETTINGS, {4: {5: label, 6: value}} if value is not None else {4: {5: label}})


def test_a_tracker_that_says_nothing_of_e_mail_has_settings_all_the_same() -> None:
    assert read_mail_settings(Grid(schema.SETTINGS)) == MailSettings("", "", "", "", (), Decimal(10))


def test_everything_is_found_by_its_label_wherever_it_stands() -> None:
    settings = sheet(
        """
Settings
Partnership | SE7 | | protective marking: | OFFICIAL-SENSITIVE
E-mail from | Anna Smith <a@kent.gov.uk>
Largest e-mail in MB | 25 | | E-mail to | b@x.gov.uk; c@x.gov.uk
Copy to | d@x.gov.uk | | Signature | Anna Smith / Finance, Kent
"""
    )
    found = read_mail_settings(settings)
    assert (found.marking, found.sender) == ("OFFICIAL-SENSITIVE", "Anna Smith <a@kent.gov.uk>")
    assert (found.to, found.cc) == ("b@x.gov.uk; c@x.gov.uk", "d@x.gov.uk")
    assert (found.signature, found.largest_mb) == (("Anna Smith", "Finance, Kent"), Decimal(25))


@pytest.mark.parametrize(
    "label", [schema.MARKING, schema.MAIL_FROM, schema.MAIL_TO, schema.MAIL_COPY, schema.SIGNATURE, schema.LARGEST_MAIL]
)
def test_a_formula_that_carries_no_value_is_refused_naming_its_cell(label: str) -> None:
    unsaved = Grid(schema.SETTINGS, {4: {5: label}}, {(4, 6): "A1&B1"})
    with pytest.raises(UnreadableCell, match=rf"Settings!F4: {label} is a formula that carries no value; open the file in Excel"):
        read_mail_settings(unsaved)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("Anna Smith", ("Anna Smith",)),
        ("Anna Smith\nKent County Council\r\n\n 03000 41 41 41 ", ("Anna Smith", "Kent County Council", "03000 41 41 41")),
        ("Anna / Kent\nFinance", ("Anna", "Kent", "Finance")),
        ("Adults/Children and 1/2 days", ("Adults/Children and 1/2 days",)),
        ("  /  ", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_line_breaks_and_strokes_between_spaces_part_the_signature(typed: Value, lines: tuple[str, ...]) -> None:
    assert read_mail_settings(saying(schema.SIGNATURE, typed)).signature == lines


@pytest.mark.parametrize("typed", ["a@x.gov.uk\nb@x.gov.uk", "a@x.gov.uk;\n b@x.gov.uk;", "a@x.gov.uk,\r\n\nb@x.gov.uk"])
def test_addresses_on_lines_of_their_own_are_parted(typed: str) -> None:
    assert read_mail_settings(saying(schema.MAIL_TO, typed)).to == "a@x.gov.uk; b@x.gov.uk"


@pytest.mark.parametrize(
    ("typed", "size"), [(5, "5"), (7.5, "7.5"), ("25", "25"), ("25 MB", "25"), ("0.5mb", "0.5"), (" ", "10"), (None, "10")]
)
def test_the_size_is_a_number_with_or_without_its_unit(typed: Value, size: str) -> None:
    assert read_mail_settings(saying(schema.LARGEST_MAIL, typed)).largest_mb == Decimal(size)


@pytest.mark.parametrize("typed", ["ten", 0, -3, "25 GB", "1e9", float("inf"), True, 5000, NOW, "٣"])
def test_a_size_that_is_none_names_its_cell(typed: Value) -> None:
    with pytest.raises(UnreadableCell, match=r"Settings!F4: Largest e-mail in MB is “.*”; type a number such as 10"):
        read_mail_settings(saying(schema.LARGEST_MAIL, typed))


@pytest.mark.parametrize("label", schema.MAIL_LABELS)
def test_an_error_value_names_its_cell(label: str) -> None:
    with pytest.raises(UnreadableCell, match=rf"Settings!F4: {label} shows #REF!; type it anew, or clear the cell"):
        read_mail_settings(saying(label, CellError("#REF!")))


@pytest.mark.parametrize("label", ["Password", "E-mail password", "SMTP password", "Login", "PIN"])
def test_a_password_somebody_keeps_there_is_not_read(label: str) -> None:
    settings = Grid(schema.SETTINGS, {4: {5: schema.MAIL_FROM, 6: "a@x.gov.uk"}, 5: {5: label, 6: "Sesame12!"}})
    found = read_mail_settings(settings)
    assert not any("Sesame12!" in str(getattr(found, each.name)) for each in fields(found))


def test_a_new_tracker_asks_for_each_beside_the_partnerships_facts(tracker_2012: bytes) -> None:
    grid = FileBook(tracker_2012).read(schema.SETTINGS)
    cells = ["F4", "F5", "F6", "F7", "F8", "F9"]
    assert [find_fact(grid, label) for label in schema.MAIL_LABELS] == [(None, cell) for cell in cells]
    assert read_mail_settings(grid) == MailSettings()


def test_what_is_typed_into_a_new_tracker_is_read_and_nothing_else_reads_differently(tracker_2012: bytes) -> None:
    typed = {"F4": "OFFICIAL", "F5": "a@kent.gov.uk", "F6": "b@x.gov.uk", "F7": "c@x.gov.uk", "F8": "Anna / Kent", "F9": 20}
    grid = FileBook(typed_into(tracker_2012, (schema.SETTINGS, typed))).read(schema.SETTINGS)
    expected = MailSettings("OFFICIAL", "a@kent.gov.uk", "b@x.gov.uk", "c@x.gov.uk", ("Anna", "Kent"), Decimal(20))
    assert read_mail_settings(grid) == expected
    assert read_settings(grid) == read_settings(FileBook(tracker_2012).read(schema.SETTINGS))
