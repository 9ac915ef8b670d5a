"""The ladder as a table: a row for each horizon, for the years of the table, and for each workstream that contributes."""

from dataclasses import replace
from decimal import Decimal

from se7_excel.sample import sample_programme
from se7_excel.savings.programme import LongerTerm, Programme
from se7_excel.sheets.ladder_page import NO_TARGET, ladder_headings, ladder_page
from se7_excel.sheets.page import Content
from tests.notation import KENT, programme


def rows(told: Programme) -> list[dict[str, Content]]:
    """The rows of the table by heading."""
    page, headings = ladder_page(told), ladder_headings(told)
    area = page.marks[0].area
    return [
        {heading: page.cells[row, column].value for column, heading in enumerate(headings, 1)}
        for row in range(area.top + 1, area.bottom + 1)
    ]


def test_the_horizons_of_2012_stand_first_each_against_its_target() -> None:
    horizons = rows(sample_programme())[:3]
    assert [row["Horizon"] for row in horizons] == ["Short term", "Medium term", "Long term"]
    assert [row["Found"] for row in horizons] == [83_850_000, 493_850_000, 1_493_850_000]
    assert [row["Found if included"] for row in horizons] == [83_850_000, 478_250_000, 1_478_250_000]
    assert [row["To find"] for row in horizons] == [16_150_000, 6_150_000, 6_150_000]
    assert [row["Reached"] for row in horizons] == [Decimal("0.8385"), Decimal("0.9877"), Decimal("0.9959")]
    assert horizons[1]["On the chart"] == "Medium term: £493.85m of £500m; £15.6m undeclared overlap; £6.15m to find"


def test_what_the_chart_stacks_comes_to_the_target() -> None:
    for row in rows(sample_programme())[:3]:
        parts = [row[name] for name in ("In the table", "Beyond without overlap", "Undeclared overlap", "To find")]
        assert sum(each for each in parts if isinstance(each, Decimal)) == row["Target"]


def test_the_years_of_the_table_hold_the_authoritys_share() -> None:
    held = [row for row in rows(sample_programme()) if row["Horizon"] == "2011/12 to 2014/15"]
    assert [row["Workstream"] for row in held][:3] == ["All workstreams", "Highways", "Waste"]
    assert held[0]["Part of East Sussex"] == 6_944_000
    assert [f"{row['Share of East Sussex']:.4f}" for row in held[:3]] == ["0.0828", "0.0041", "0.0835"]
    assert held[-1]["Share of East Sussex"] == "not quantified"
    kent = sample_programme().reported_by(sample_programme().authority("Kent"))
    assert "Share of Kent: no quantified saving is claimed" in ladder_headings(kent)


def test_the_share_is_that_of_whoever_reports() -> None:
    told = programme("Waste\n  SE7  10\n  East Sussex  1\n  Kent  4", "Short term 20").reported_by(KENT)
    assert rows(told)[1]["Share of Kent"] == Decimal("0.4")


def test_a_workstream_has_a_row_for_each_horizon_it_contributes_to() -> None:
    held = [(row["Horizon"], row["Workstream"]) for row in rows(sample_programme())[10:]]
    assert [each for each in held if each[1] == "Property"] == [("Long term", "Property")]
    assert len([each for each in held if each[1] == "Waste"]) == 3


def test_a_row_adds_to_that_of_the_same_workstream_one_horizon_before() -> None:
    page = ladder_page(sample_programme())
    waste = [row for row in range(15, 28) if page.cells[row, 2].value == "Waste"]
    assert page.cells[waste[1], 7].formula == f"ROUND(F{waste[1]}-N(F{waste[0]}),2)"
    assert page.cells[waste[1], 7].value == 310_000_000
    assert page.cells[waste[0], 7].formula == f"F{waste[0]}"


def test_a_horizon_sums_the_rows_of_its_workstreams() -> None:
    page = ladder_page(sample_programme())
    assert page.cells[6, 4].formula == 'IF(COUNT(D19:D22)=0,"not quantified",ROUND(SUM(D19:D22),2))'
    assert [page.cells[row, 1].value for row in (18, 19, 22, 23)] == ["Short term", "Medium term", "Medium term", "Long term"]


def test_without_targets_the_first_row_says_so() -> None:
    first, base, *_ = rows(replace(sample_programme(), targets=(), longer_term=()))
    assert (first["On the chart"], first["Found"]) == (NO_TARGET, "not applicable")
    assert base["In the table"] == 83_850_000


def test_nothing_quantified_leaves_the_whole_target_to_find() -> None:
    first, *_ = rows(programme("Waste\n  SE7  TBC", "Short term 100m"))
    assert (first["Found"], first["To find"], first["Reached"]) == ("not quantified", 100_000_000, "not quantified")
    assert first["On the chart"] == "Short term: nothing quantified of £100m; £100m to find"


def test_a_target_passed_has_nothing_to_find() -> None:
    first, *_ = rows(programme("Waste\n  SE7  3m", "Short term 2m"))
    assert (first["To find"], first["Reached"]) == (0, Decimal("1.5"))
    assert str(first["On the chart"]).endswith("£1m more than the target")


def test_a_target_of_nothing_is_no_division_by_zero() -> None:
    assert rows(programme("Waste\n  SE7  3m", "Short term 0"))[0]["Reached"] == "not applicable"


def test_a_figure_alone_is_enough_to_contribute() -> None:
    told = programme("Waste\n  SE7  TBC", "Short term 100m", (LongerTerm("Waste", Decimal(5), "Short term"),))
    assert rows(told)[0]["Found"] == 5
    assert rows(told)[0]["In the table"] == "not quantified"


def test_no_workstreams_make_a_table_all_the_same() -> None:
    assert len(rows(replace(sample_programme(), workstreams=(), longer_term=()))) == 4
