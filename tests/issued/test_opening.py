"""The table of 2012 in every rendering gives back what was issued, slips told and nothing mended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from se7_excel.errors import MissingConvention, SavingsError, UnreadableTable
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.opening import Issued, issued_on, read_issued, text_paper
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Severity
from se7_excel.savings.money import Brackets
from tests.issued.renderings import ISSUED_2012, aligned, barred, comma_separated, document, figures_of, rows_2012, tabbed

KNOWN = sample_programme()
CUMULATIVE = Conventions(brackets=Brackets.CUMULATIVE)
IN_ORDER = Conventions(parties=("SE7", "East Sussex"))


def semicolons(rows: list[list[str]]) -> str:
    return comma_separated(rows, ";")


def left(rows: list[list[str]]) -> str:
    return aligned(rows, right=False)


TEXTS = pytest.mark.parametrize("rendered", [tabbed, barred, comma_separated, semicolons, aligned, left])


def issued(text: str, conventions: Conventions | None = None) -> Issued:
    return issued_on(text_paper(text), conventions or Conventions(), KNOWN)


def holds_2012(read: Issued) -> None:
    assert figures_of(read.programme) == figures_of(KNOWN)
    assert read.programme.years == KNOWN.years
    assert (read.programme.partnership, read.programme.reporting) == (KNOWN.partnership, KNOWN.reporting)
    assert [finding.code for finding in read.findings] == ["C07"]
    assert read.findings[0].severity is Severity.WARN
    assert "“150k” lacks its pound sign and was taken for £150,000" in read.findings[0].message


@TEXTS
def test_the_table_of_2012_is_read_from_any_text(rendered: Callable[[list[list[str]]], str]) -> None:
    holds_2012(issued(rendered(rows_2012())))


@TEXTS
def test_without_a_party_column_the_declared_order_says_whose_rows_they_are(rendered: Callable[[list[list[str]]], str]) -> None:
    holds_2012(issued(rendered(rows_2012(party_column=False)), IN_ORDER))


@TEXTS
def test_without_party_column_or_declaration_nothing_is_guessed(rendered: Callable[[list[list[str]]], str]) -> None:
    with pytest.raises(MissingConvention, match=r"line \d+.*nothing says which party the row “Highways” speaks for.*--parties"):
        issued(rendered(rows_2012(party_column=False)))


def test_the_names_may_stand_once_with_the_parties_rows_below(tmp_path: Path) -> None:
    rows = rows_2012(party_column=False)
    grouped = [rows[0]]
    for whole, part in zip(rows[1:13:2], rows[2:13:2], strict=True):
        grouped += [[whole[0], *[""] * 5], ["SE7", *whole[1:]], ["of which East Sussex", *part[1:]]]
    holds_without_headings(issued(tabbed([*grouped, *rows[13:]])))


def test_a_label_may_name_its_party_beside_the_workstream() -> None:
    named = [[f"{row[0]} – {row[1]}" if 0 < at < 13 else row[0], *row[2:]] for at, row in enumerate(rows_2012())]
    holds_2012(issued(tabbed(named)))


def holds_without_headings(read: Issued) -> None:
    holds_2012(replace(read, kept=()))


def test_the_file_of_2012_is_read_with_its_brackets_declared_beside_it() -> None:
    read = read_issued(ISSUED_2012, CUMULATIVE, KNOWN)
    assert figures_of(read.programme) == figures_of(KNOWN)
    assert [(finding.code, finding.severity) for finding in read.findings] == [("C07", Severity.WARN), ("C10", Severity.INFO)]
    assert read.findings[0].message.startswith("line 3, column 6: “£50k (150k)”")
    assert [each.words for each in read.kept] == [f"annual_{year}" for year in KNOWN.years]


def test_brackets_nobody_declares_are_not_guessed() -> None:
    with pytest.raises(MissingConvention) as refused:
        read_issued(ISSUED_2012, Conventions(), KNOWN)
    assert str(refused.value) == (
        "line 10, column 4: “(£1.6m)” stands in brackets, and nothing declares what they mean; "
        "say so with --brackets cumulative or negative"
    )
    assert refused.value.option == "--brackets"


def test_a_word_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    path.write_bytes(document(rows_2012()))
    read = read_issued(path, Conventions(), KNOWN)
    holds_2012(read)
    assert read.findings[0].message.startswith("table 1, row 3, cell 6: ")


def test_merged_cells_of_a_word_table_count_once(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "appendix.docx"
    path.write_bytes(document(rows_2012()))
    opened = docx.Document(str(path))
    cells = opened.tables[0].columns[0].cells
    for upper, lower in zip(cells[1:13:2], cells[2:13:2], strict=True):
        lower.text = ""
        upper.merge(lower)
    opened.save(str(path))
    holds_2012(read_issued(path, Conventions(), KNOWN))


def test_a_sent_copy_gives_the_exact_figures_of_its_appendix_1_data(tracker_file: Path) -> None:
    read = read_issued(tracker_file, Conventions())
    assert figures_of(read.programme) == figures_of(KNOWN)
    assert read.findings == ()
    assert (read.programme.partnership.name, read.programme.reporting.name) == ("SE7", "East Sussex")


@pytest.mark.parametrize(
    ("encoding", "text"), [("utf-8-sig", tabbed(rows_2012())), ("cp1252", tabbed(rows_2012())), ("utf-16", tabbed(rows_2012()))]
)
def test_text_may_come_in_the_encodings_of_office_programs(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "appendix.txt"
    path.write_bytes(text.encode(encoding))
    holds_2012(read_issued(path, Conventions(), KNOWN))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\n ", "the file is empty"),
        (b"%PDF-1.4 ...", "this is a PDF; save its table as text with pdftotext -layout"),
        (bytes(range(256)) * 50, "this is no text, workbook or Word document"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "old or encrypted Office file"),
        (b"PK\x03\x04 cut short", "stops short"),
        (b"Dear all,\nplease find the table attached.\n", "there is no table of savings here"),
        (b"Workstream\t2011/12\t2012/13\n", "headings and no row of figures"),
        (b"a" * (5 << 20), "more than the 4 MiB"),
        (b"x\n" * 60_000, "more than 50,000 lines"),
        (b'"Workstream,2011/12\n' * 40_000, "table"),
    ],
)
def test_what_is_no_table_ends_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "sent.txt"
    path.write_bytes(data)
    with pytest.raises(SavingsError, match=said) as refused:
        read_issued(path, Conventions())
    assert "\n" not in str(refused.value)


def test_a_damaged_word_document_ends_in_one_sentence(tmp_path: Path) -> None:
    from zipfile import ZipFile

    path = tmp_path / "sent.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<not closed")
    with pytest.raises(UnreadableTable, match="the Word document is damaged; open it in Word"):
        read_issued(path, Conventions())


def test_a_missing_file_ends_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SavingsError, match="there is no such file"):
        read_issued(tmp_path / "nowhere.txt", Conventions())
