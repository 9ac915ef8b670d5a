"""`se7 import`: a tracker out of an issued table, by its options, with everything it had to say."""

import argparse
from pathlib import Path

import pytest

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.import_table import add_import_command, imported
from se7_excel.errors import MissingConvention, UnfitOption
from se7_excel.sample import sample_programme
from se7_excel.sheets.reading import read_tracker
from tests.issued.renderings import ISSUED_2012, aligned, figures_of, rows_2012


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_import_command(parser.add_subparsers())
    return parser.parse_args(["import", *arguments])


def run(*arguments: str) -> int:
    chosen = options(*arguments)
    status: int = chosen.run(chosen)
    return status


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    path = tmp_path / "appendix.txt"
    path.write_text(aligned(rows_2012()), encoding="utf-8")
    return path


def test_a_table_becomes_a_tracker_with_its_figures(printed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "tracker.xlsx"
    assert run(str(printed), str(output)) == 0
    made = read_tracker(FileBook.open(output)).programme
    assert figures_of(made) == figures_of(sample_programme())
    assert (made.authorities, made.reporting) == (sample_programme().authorities, sample_programme().reporting)
    said = capsys.readouterr().out
    assert "6 workstreams, 12 lines of SE7 and East Sussex, 2011/12 to 2014/15: £83.85m quantified" in said
    assert "  Understood: line 17, column 1: " in said
    assert "C07 warn: line 3, column 6: “£50k (150k)”: “150k” lacks its pound sign" in said
    assert said.rstrip().endswith(f"Made: {output}")


def test_the_table_is_left_as_it_is(printed: Path, tmp_path: Path) -> None:
    before = printed.read_bytes()
    run(str(printed), str(tmp_path / "tracker.xlsx"))
    assert printed.read_bytes() == before


def test_a_contradiction_gives_exit_status_1(tmp_path: Path) -> None:
    table = tmp_path / "table.txt"
    table.write_text("Workstream\tParty\t2011/12\t2012/13\tTotal\nHighways\tSE7\t£1m\t£2m\t£7m\n", encoding="utf-8")
    assert run(str(table), str(tmp_path / "tracker.xlsx")) == 1


def test_what_is_missing_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    output = tmp_path / "tracker.xlsx"
    with pytest.raises(MissingConvention, match="--brackets cumulative or negative"):
        imported(ISSUED_2012, options(str(ISSUED_2012), str(output)))
    assert not output.exists()


def test_what_is_missing_is_asked_for_where_somebody_can_answer() -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "cumulative"

    made = imported(ISSUED_2012, options(str(ISSUED_2012), "tracker.xlsx"), answer)
    assert figures_of(made.programme) == figures_of(sample_programme())
    assert len(asked) == 1
    assert "“(£1.6m)” stands in brackets" in asked[0]


def test_an_empty_answer_stops_the_work() -> None:
    with pytest.raises(MissingConvention):
        imported(ISSUED_2012, options(str(ISSUED_2012), "tracker.xlsx"), lambda _: "")


def test_a_partnership_of_other_names_is_imported(tmp_path: Path) -> None:
    table, output = tmp_path / "table.csv", tmp_path / "tracker.xlsx"
    table.write_text("Theme,2026/27,2027/28\nRoads,250,300\nRoads,50,60\n", encoding="utf-8")
    assert run(str(table), str(output), "--unit", "£000", "--parties", "North Five,Ashford") == 0
    made = read_tracker(FileBook.open(output)).programme
    assert (made.partnership.name, [each.name for each in made.authorities], made.targets) == ("North Five", ["Ashford"], ())
    assert [int(line.amounts[0]) for _, line in made.lines] == [250_000, 50_000]


def test_a_table_without_targets_makes_a_tracker_without_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, output = tmp_path / "table.txt", tmp_path / "tracker.xlsx"
    table.write_text("Theme\t2011/12\nRoads\t£1m\n", encoding="utf-8")
    assert run(str(table), str(output), "--parties", "SE7") == 0
    assert read_tracker(FileBook.open(output)).programme.targets == ()
    said = capsys.readouterr().out
    assert "1 workstream, 1 line of SE7" in said
    assert "-term target" not in said


def test_what_told_how_to_read_the_table_is_told_as_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.txt"
    table.write_text("Figures in £m. Brackets are cumulative\nTheme\t2011/12\nRoads\t1\n", encoding="utf-8")
    assert run(str(table), str(tmp_path / "tracker.xlsx"), "--parties", "SE7") == 0
    said = capsys.readouterr().out
    assert "  Understood: line 1, column 1: “Figures in £m. Brackets are cumulative” is a key to the table: figures in £m" in said
    assert "left out" not in said


def test_partnership_and_authorities_are_named_as_for_a_new_tracker(tmp_path: Path) -> None:
    table, output = tmp_path / "table.csv", tmp_path / "tracker.xlsx"
    table.write_text("Theme,Council,2026/27\nRoads,N5,£1m\nRoads,ABC,£500k\n", encoding="utf-8")
    assert (
        run(str(table), str(output), "--partnership", "N5=North Five", "--authorities", "Ashford=Ashford Council=ABC; Bere") == 0
    )
    made = read_tracker(FileBook.open(output)).programme
    assert (made.partnership.full_name, made.reporting.name) == ("North Five", "Ashford")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("t.txt", "out.docx"), "give the output out.docx that ending"),
        (("t.txt", "out.xlsx", "--total", "Total"), "names no row and kind"),
        (("t.txt", "out.xlsx", "--total", "Total=odd"), "is no kind of total"),
        (("t.txt", "out.xlsx", "--unit", "dollars"), "is no unit"),
        (("t.txt", "out.xlsx", "--brackets", "odd"), "is no meaning of brackets"),
    ],
)
def test_an_option_that_declares_nothing_is_refused(printed: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    _, output, *rest = arguments
    with pytest.raises(UnfitOption, match=said):
        run(str(printed), str(tmp_path / output), *rest)


def test_a_party_nobody_knows_is_told_where_it_stands(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Workstream,Party,2024/25\nFleet,Three Rivers,£1m\n", encoding="utf-8")
    with pytest.raises(MissingConvention, match="line 2, column 2: “Three Rivers” is none of “SE7”"):
        imported(table, options(str(table), "tracker.xlsx"))


def test_a_slip_in_a_lines_total_is_not_laid_to_the_grand_total_that_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    rows = ("Fleet,SE7,£100k,£250k,£360k", "ICT,SE7,£60k,£100k,£160k", "Total,SE7,£160k,£350k,£510k")
    table.write_text("\n".join(("Workstream,Party,2024/25,2025/26,Total", *rows)), encoding="utf-8")
    assert run(str(table), str(tmp_path / "tracker.xlsx"), "--parties", "SE7,Kent") == 1
    said = capsys.readouterr().out
    assert "C02 fail: line 2, column 5: Fleet, SE7: the total says £360,000 where the years come to £350,000" in said
    assert "C03" not in said


def test_a_grand_total_of_the_years_of_no_line_is_still_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    rows = ("Fleet,SE7,£100k,£250k,£360k", "Total,SE7,£100k,£250k,£340k")
    table.write_text("\n".join(("Workstream,Party,2024/25,2025/26,Total", *rows)), encoding="utf-8")
    run(str(table), str(tmp_path / "tracker.xlsx"), "--parties", "SE7,Kent")
    said = capsys.readouterr().out
    assert "C03 fail: line 3, column 5: SE7: the grand total says £340,000 where the lines come to £360,000" in said


def test_a_file_already_there_is_not_written_over(printed: Path, tmp_path: Path) -> None:
    with pytest.raises(UnfitOption, match=r"there is a file appendix\.xlsx already"):
        (tmp_path / "appendix.xlsx").write_bytes(b"mine")
        run(str(printed), str(tmp_path / "appendix.xlsx"))
