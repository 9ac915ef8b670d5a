"""`se7 compare` as an officer types it: two files, what differs in words or as JSON, and the exit status."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.compare import compare_files
from se7_excel.entrances.compare_command import add_compare_command
from se7_excel.entrances.compare_words import headline, in_words
from se7_excel.errors import SavingsError
from se7_excel.issued.conventions import Conventions
from se7_excel.savings.money import Brackets
from se7_excel.sheets import schema
from se7_excel.sheets.check_report import told
from se7_excel.sheets.locate import find_fact
from tests.entrances.officer import files_beside, rename_tab, type_into

CUMULATIVE = Conventions(brackets=Brackets.CUMULATIVE)
Said = Callable[..., tuple[int, str]]
TABLE = """workstream,party,2011/12,2012/13,2013/14,2014/15,total
Highways,SE7,£250k,£6m (£6.25m),£12m (£18.25m),£18m (£36.25m),£36.25m
Highways,East Sussex,–,£50k,£50k (£100k),£50k (£150k),£150k
Waste,SE7,£5.45m,£1.25m (£6.7m),£3m (£9.7m),£4.3m (£14m),£14m
Waste,East Sussex,£300k,£434k (£734k),£135k (£869k),£300k (£1.169m),£1.169m
ICT,SE7,£10.1m,£7.9m (£18m),£8.5m (£26.5m),£5.5m (£32m),£32m
ICT,East Sussex,£300k,£200k (£500k),£1.9m (£2.4m),£1.9m (£4.3m),£4.3m
Property Asset Management,SE7,See details below,–,–,–,–
Property Asset Management,East Sussex,–,–,–,–,–
Special Educational Needs (SEN),SE7,£1.6m,(£1.6m),(£1.6m),(£1.6m),£1.6m
Special Educational Needs (SEN),East Sussex,£599k,£724k (£1.323m),(£1.323m),(£1.323m),£1.323m
Commodities Procurement,SE7,To be confirmed,–,–,–,–
Commodities Procurement,East Sussex,–,£2k,(£2k),(£2k),£2k
"""
WRONG_TOTAL = "Total potential SE7 savings,SE7,,,,,£93.85m\n"
SLIP = (
    "C03 fail: {}: SE7: the grand total says £93,850,000 where the lines come to £83,850,000; £10,000,000 too much; "
    "find out which of them is right."
)


@pytest.fixture
def later(tracker_2012: bytes, tmp_path: Path) -> Path:
    """The tracker of 2012 with £7m where £6m was."""
    path = tmp_path / "later.xlsx"
    path.write_bytes(tracker_2012)
    type_into(path, "Highways", {"H12": 7_000_000})
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The table as it was issued, in which Property has another name."""
    path = tmp_path / "issued.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def compare(capsys: pytest.CaptureFixture[str]) -> Said:
    """The exit status of the command and what it printed."""
    parser = argparse.ArgumentParser()
    add_compare_command(parser.add_subparsers())
    parser.set_defaults(quiet=False)

    def said(*arguments: object) -> tuple[int, str]:
        options = parser.parse_args(["compare", *(str(each) for each in arguments)])
        return options.run(options), capsys.readouterr().out

    return said


def test_a_file_compared_with_itself_differs_in_nothing(compare: Said, tracker_file: Path) -> None:
    assert compare(tracker_file, tracker_file) == (0, "Compare: tracker.xlsx → tracker.xlsx\n  Nothing differs\n")


def test_a_changed_figure_is_told_with_its_cell_and_every_total(compare: Said, tracker_file: Path, later: Path) -> None:
    status, said = compare(tracker_file, later)
    assert status == 1
    assert said.splitlines() == [
        "Compare: tracker.xlsx → later.xlsx",
        "  SE7 £83.85m → £84.85m, £1m more, from 1 changed line",
        "  Highways",
        "    changed: SE7: 2012/13 £6m became £7m, £1m more  [Highways!H12]",
        "  Totals",
        "    SE7, 2012/13: £15.15m → £16.15m, £1m more (Highways, SE7)",
        "    SE7, cumulative to 2012/13: £32.55m → £33.55m, £1m more (Highways, SE7)",
        "    SE7, cumulative to 2013/14: £56.05m → £57.05m, £1m more (Highways, SE7)",
        "    SE7, cumulative to 2014/15: £83.85m → £84.85m, £1m more (Highways, SE7)",
        "    SE7, all years: £83.85m → £84.85m, £1m more (Highways, SE7)",
        "  What the totals are measured by",
        "    share of East Sussex in the SE7 total: 8.28 % became 8.18 %",
    ]


def test_an_issued_table_is_compared_and_a_workstream_of_another_name_is_told(
    compare: Said, table: Path, tracker_file: Path
) -> None:
    status, said = compare(table, tracker_file, "--brackets", "cumulative")
    assert status == 1
    assert "  The SE7 total is the same; what differs: 1 workstream\n" in said
    assert "  Property: renamed from Property Asset Management (words alike)\n" in said
    assert "changed:" not in said


def test_figures_that_moved_on_since_the_table_was_issued_are_told(compare: Said, table: Path, later: Path) -> None:
    status, said = compare(table, later, "--brackets", "cumulative")
    assert status == 1
    assert "    changed: SE7: 2012/13 £6m became £7m, £1m more  [Highways!H12]\n" in said


def test_the_figures_of_a_table_come_back_from_it_exactly(table: Path, tracker_file: Path) -> None:
    found = compare_files(table, tracker_file, CUMULATIVE)
    assert not (found.comparison.lines or found.comparison.totals or found.comparison.headings)
    assert [each.code for each in found.findings] == ["C20"]


def test_what_the_table_itself_gets_wrong_is_told_apart(compare: Said, table: Path, tracker_file: Path) -> None:
    table.write_text(TABLE.replace("(£150k)", "(150k)"), encoding="utf-8")
    _, said = compare(table, tracker_file, "--brackets", "cumulative")
    assert "  Slips in the tables themselves\n    C07 warn: issued.csv: line " in said


def test_a_table_whose_own_total_is_wrong_is_no_table_that_does_not_differ(
    compare: Said, table: Path, tracker_file: Path
) -> None:
    table.write_text(TABLE.replace("Property Asset Management", "Property") + WRONG_TOTAL, encoding="utf-8")
    status, said = compare(table, tracker_file, "--brackets", "cumulative")
    assert status == 1
    assert said.splitlines()[1] == "  No line differs, but the issued table contradicts itself"
    assert f"    {SLIP.format('issued.csv: line 14, column 7')}\n" in said
    told = json.loads(compare(table, tracker_file, "--brackets", "cumulative", "--json")[1])
    assert told["headline"] == "No line differs, but the issued table contradicts itself"
    assert (told["differs"], told["findings"], [each["code"] for each in told["slips"]][:1]) == (False, [], ["C03"])


def test_the_slips_that_fail_are_findings_of_a_tracker_held_against_the_table(table: Path, tracker_file: Path) -> None:
    table.write_text(TABLE.replace("Property Asset Management", "Property") + WRONG_TOTAL, encoding="utf-8")
    (slip,) = compare_files(table, tracker_file, CUMULATIVE).findings
    assert told(slip) == SLIP.format("issued.csv: line 14, column 7")


def test_brackets_that_nothing_declares_are_no_contradiction(table: Path) -> None:
    table.write_text("workstream,party,2011/12,2012/13\nHighways,SE7,£250k,£6m (£6.25m)\n", encoding="utf-8")
    found = compare_files(table, table, Conventions(parties=("SE7", "Kent")))
    assert headline(found) == "No line differs, but the issued table leaves unsaid what its brackets mean"


def test_an_appendix_1_that_contradicts_its_exact_figures_is_told_as_a_slip(
    compare: Said, tracker_file: Path, later: Path, tmp_path: Path
) -> None:
    issued = tmp_path / "issued.xlsx"
    issued.write_bytes(tracker_file.read_bytes())
    type_into(issued, schema.APPENDIX, {"C6": "£99m"})
    status, said = compare("--as-issued", issued, tracker_file)
    assert status == 1
    assert said.splitlines()[1:4] == [
        "  No line differs, but the issued table contradicts itself",
        "  Slips in the tables themselves",
        "    C25 fail: issued.xlsx: Appendix 1!C6: Highways, SE7, 2011/12: the page says £99,000,000 where Appendix 1 data!C8 "
        "says £250,000; £98,750,000 too much; find out which of them is right.",
    ]
    status, said = compare("--as-issued", issued, later)
    assert said.splitlines()[1] == "  SE7 £83.85m → £84.85m, £1m more, from 1 changed line"


def test_what_was_left_out_is_told_with_its_tab(compare: Said, tracker_file: Path) -> None:
    _, said = compare("--as-issued", tracker_file, tracker_file)
    assert "    tracker.xlsx: Appendix 1 data!L4: “Share of partnership” is a column of per cent: left out\n" in said


def test_a_table_may_be_the_newer_of_the_two(compare: Said, table: Path, later: Path) -> None:
    status, said = compare(later, table, "--brackets", "cumulative")
    assert status == 1
    assert "    changed: SE7: 2012/13 £7m became £6m, £1m less\n" in said
    assert "Property Asset Management: renamed from Property" in said


def test_as_issued_takes_appendix_1_as_it_stands(later: Path, tracker_file: Path) -> None:
    """The tab Highways of `later` has moved on, its Appendix 1 has not."""
    assert compare_files(later, tracker_file).comparison.lines
    assert not compare_files(later, tracker_file, as_issued=True).comparison.lines
    (line,) = compare_files(later, later, as_issued=True).comparison.lines
    assert [(str(each.year), each.difference) for each in line.figures] == [("2012/13", 1_000_000)]


def test_as_issued_is_for_trackers(compare: Said, table: Path, tracker_file: Path) -> None:
    with pytest.raises(SavingsError, match=r"--as-issued takes the Appendix 1 of a tracker"):
        compare(table, tracker_file, "--as-issued")


def test_words_that_still_quote_what_was_issued_are_told(compare: Said, tracker_file: Path, later: Path) -> None:
    fact = find_fact(FileBook.open(later).read("Highways"), schema.UPDATE)
    assert fact
    type_into(later, "Highways", {fact[1]: "Bids of £6m are in."})
    _, said = compare(tracker_file, later)
    assert "  Words that still quote what was issued\n" in said
    assert (
        f"    C19 warn: Highways!{fact[1]}: the words of Update still quote “£6m”: Highways, SE7 in 2012/13 was issued as" in said
    )


def test_json_holds_everything_with_pounds_as_strings_and_gaps_in_words(compare: Said, tracker_file: Path, later: Path) -> None:
    type_into(later, "Commodities", {"G12": 2_000_000})
    status, said = compare(tracker_file, later, "--json")
    told: dict[str, Any] = json.loads(said)
    assert (status, told["differs"]) == (1, True)
    assert list(told) == [
        "old", "new", "differs", "headline", "workstreams", "lines", "totals", "headings", "denominators", "rounded",
        "findings", "slips", "kept",
    ]  # fmt: skip
    assert [line["years"] for line in told["lines"]] == [
        [
            {
                "year": "2012/13",
                "old": "6000000.00",
                "old_gap": None,
                "new": "7000000.00",
                "new_gap": None,
                "difference": "1000000.00",
            }
        ],
        [
            {
                "year": "2011/12",
                "old": None,
                "old_gap": "to be confirmed",
                "new": "2000000.00",
                "new_gap": None,
                "difference": None,
            }
        ],
    ]
    assert told["totals"][-1]["difference"] == "3000000.00"
    assert [each["difference"] for each in told["totals"][-1]["from"]] == ["1000000.00", "2000000.00"]
    assert told["denominators"][0] == {"of": "workstreams quantified", "name": "SE7", "old": "4 of 6", "new": "5 of 6"}
    assert {each["code"] for each in told["findings"]} == {"C25"}


def test_neither_file_is_written(compare: Said, tracker_file: Path, later: Path) -> None:
    before = files_beside(later)
    compare(tracker_file, later)
    compare(tracker_file, later, "--json")
    assert files_beside(later) == before


@pytest.mark.parametrize("name", ["missing.xlsx", "missing.csv"])
def test_a_file_that_is_not_there_is_named(compare: Said, tracker_file: Path, tmp_path: Path, name: str) -> None:
    for pair in ((tmp_path / name, tracker_file), (tracker_file, tmp_path / name)):
        with pytest.raises(SavingsError, match=rf"{name}: there is no such file"):
            compare(*pair)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 100, b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0 old", b"No table."])
@pytest.mark.parametrize("name", ["odd.xlsx", "odd.txt", "odd.docx"])
def test_a_file_that_holds_no_table_stops_with_its_name(
    compare: Said, tracker_file: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    odd = tmp_path / name
    odd.write_bytes(content)
    with pytest.raises(SavingsError, match=name):
        compare(odd, tracker_file)


def test_a_damaged_tracker_is_told_from_the_other(compare: Said, tracker_file: Path, later: Path) -> None:
    rename_tab(later, "Highways", "Roads")
    with pytest.raises(SavingsError, match=r"later\.xlsx: .*Highways"):
        compare(tracker_file, later)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--brackets", "round", "no meaning of brackets"),
        ("--total", "Total", "names no row and kind"),
        ("--parties", " ; ", "names nobody"),
        ("--unit", "euro", "no unit"),
    ],
)
def test_an_option_that_says_nothing_is_refused(
    compare: Said, table: Path, tracker_file: Path, option: str, value: str, said: str
) -> None:
    with pytest.raises(SavingsError, match=said):
        compare(table, tracker_file, option, value)


def test_a_long_report_stays_readable(tracker_file: Path, later: Path) -> None:
    for tab in ("Waste", "ICT", "SEN", "Commodities"):
        type_into(later, tab, {f"{column}{row}": 123_456 for column in "GHIJ" for row in (12, 13)})
    found = compare_files(tracker_file, later)
    told = in_words(found).splitlines()
    assert max(len(each) for each in told) < 400
    assert headline(found).endswith("from 5 changed lines")


def test_an_appendix_1_can_be_read_although_a_tab_of_its_tracker_is_gone(later: Path, tracker_file: Path) -> None:
    rename_tab(later, "Highways", "Roads")
    assert not compare_files(later, tracker_file, as_issued=True).comparison.lines
