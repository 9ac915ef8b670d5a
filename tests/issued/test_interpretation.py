"""What a table's own words declare, what options add, and what neither says: never guessed, always named."""

import pytest

from se7_excel.errors import MissingConvention, UnfitOption, UnreadableTable
from se7_excel.issued.conventions import Conventions, brackets_named, total_named, unit_named
from se7_excel.issued.opening import Issued, issued_on, text_paper
from se7_excel.sample import sample_programme
from se7_excel.savings.money import Brackets, Gap
from se7_excel.savings.programme import Programme

KNOWN = sample_programme()
SE7_ONLY = Conventions(parties=("SE7",))


def issued(text: str, conventions: Conventions | None = None, known: Programme | None = KNOWN) -> Issued:
    """The table a text describes, bars standing for tabs."""
    chosen = conventions or Conventions()
    return issued_on(text_paper(text.replace("|", "\t"), chosen.first_year), chosen, known)


def amounts(read: Issued) -> list[list[str]]:
    lines = [line for _, line in read.programme.lines]
    return [[each.value if isinstance(each, Gap) else f"{each:.0f}" for each in line.amounts] for line in lines]


def codes(read: Issued) -> list[str]:
    return [f"{finding.code} {finding.severity.value}" for finding in read.findings]


HEAD = "Workstream|Party|2011/12|2012/13|Total\n"
SMALL = HEAD + "Highways|SE7|250|6,000|6,250\n"


@pytest.mark.parametrize(
    "words",
    [
        "All figures in £000",
        "Savings are shown in thousands of pounds.",
        "£000",
        "(£'000)",
        "Figures are in £ thousand",
        "Table in £000",
        "Units: £000",
    ],
)
def test_the_unit_is_taken_from_the_words_around_the_table(words: str) -> None:
    for text in (f"{words}\n{SMALL}", f"{SMALL}\n{words}\n"):
        assert amounts(issued(text)) == [["250000", "6000000"]]


def test_the_unit_is_taken_from_the_headings_column_by_column() -> None:
    read = issued("Workstream|Party|2011/12 £000|2012/13 (£m)\nHighways|SE7|250|6\n")
    assert (amounts(read), codes(read)) == ([["250000", "6000000"]], [])


def test_a_second_row_of_headings_adds_units_and_per_cents() -> None:
    read = issued("Workstream|Party|2011/12||2012/13|\n||£000|%|£000|%\nHighways|SE7|250|4%|6,000|96%\n")
    assert amounts(read) == [["250000", "6000000"]]
    assert [each.became for each in read.kept] == ["a column of per cent: left out"] * 2


def test_an_undeclared_unit_is_asked_for_and_a_declared_one_is_told() -> None:
    with pytest.raises(MissingConvention, match=r"line 2, column 3: “250” names no unit.*--unit £, £000 or £m"):
        issued(SMALL)
    read = issued(SMALL, Conventions(unit="£000"))
    assert amounts(read) == [["250000", "6000000"]]
    assert codes(read) == ["C07 warn"] * 3


@pytest.mark.parametrize(
    ("text", "conventions", "said"),
    [
        (f"Figures in £m\n{SMALL}", Conventions(unit="£000"), "the table is in £m and --unit says £000"),
        (f"Figures in £m\n{SMALL}\nFigures in £000\n", Conventions(), "in £m and .* in £000; correct one"),
        (
            f"{SMALL}\nBrackets are cumulative\n",
            Conventions(brackets=Brackets.NEGATIVE),
            "cumulative and --brackets says negative",
        ),
        (SMALL, Conventions(first_year="2012/13"), "begins with 2011/12 and --first-year says 2012/13"),
        (f"{SMALL}Light grey row|SE7: the whole partnership\n", Conventions(parties=("Kent",)), "--parties begins with “Kent”"),
        (
            f"{SMALL}Cumulative total|SE7|1|2|3\n",
            Conventions("£000", totals=(("Cumulative total", "grand total"),)),
            "reads as a cumul",
        ),
    ],
)
def test_words_and_options_that_contradict_each_other_stop_the_work(text: str, conventions: Conventions, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said):
        issued(text, conventions)


def test_brackets_that_denote_negatives_are_read_as_such() -> None:
    read = issued(f"{HEAD}Highways|SE7|£250k|(£40k)|£210k\n\nBrackets denote a cost.\n")
    assert (amounts(read), codes(read)) == ([["250000", "-40000"]], [])


def test_brackets_beside_an_amount_need_no_guess_and_are_a_fail_where_undeclared() -> None:
    read = issued(f"{HEAD}Highways|SE7|£250k|£6m (£6.25m)|£6.25m\n")
    assert (amounts(read), codes(read)) == ([["250000", "6000000"]], ["C10 fail"])


def test_a_total_of_we_know_not_what_is_asked_for() -> None:
    text = "Workstream|2011/12|2012/13\nHighways|£1m|£2m\nTotal Place|£1m|£2m\n"
    with pytest.raises(
        MissingConvention, match=r'line 3, column 1: nothing says whether “Total Place” is a total.*--total "Total Place=KIND"'
    ):
        issued(text, SE7_ONLY)
    told = Conventions(parties=("SE7",), totals=(("total place", "no total"),))
    assert [each.name for each in issued(text, told).programme.workstreams] == ["Highways", "Total Place"]


def test_rows_of_totals_are_told_apart_by_their_words_and_held_against_their_lines() -> None:
    text = (
        "Workstream|2011/12|2012/13\nHighways|£1.1m|£2m\nWaste|£1m|£2m\nSub-total|£2.1m|£4m\nICT|£1m|£1m\nSub-total|£1m|£1m\n"
        "Total per year|£3.1m|£5m\nCumulative|£3.1m|£8.1m\nTotal|£3.1m|£5m\n"
    )
    read = issued(text, SE7_ONLY)
    assert ([each.name for each in read.programme.workstreams], codes(read)) == (["Highways", "Waste", "ICT"], [])
    assert codes(issued(text.replace("£8.1m", "£9.1m"), SE7_ONLY)) == ["C03 fail"]
    assert codes(issued(text.replace("Sub-total|£1m", "Sub-total|£2m"), SE7_ONLY)) == ["C03 fail"]


def test_an_option_for_a_row_the_table_has_not_is_refused() -> None:
    with pytest.raises(UnreadableTable, match="--total names “Totl”, and the table has no such row"):
        issued(SMALL, Conventions("£000", totals=(("Totl", "grand total"),)))


def test_groups_of_workstreams_are_no_workstreams() -> None:
    read = issued(f"{HEAD}Environment||||\nHighways|SE7|£1m|£2m|£3m\nWaste|SE7|£1m|£1m|£2m\n")
    assert [each.name for each in read.programme.workstreams] == ["Highways", "Waste"]
    assert [each.words for each in read.kept] == ["Environment"]


def test_a_party_nobody_knows_is_asked_for() -> None:
    with pytest.raises(MissingConvention, match=r"“Essex” is none of “SE7”, .*--parties"):
        issued(SMALL.replace("SE7", "Essex"))
    with pytest.raises(MissingConvention, match="nothing says whether “Essex” is the whole partnership"):
        issued(SMALL.replace("SE7", "Essex"), known=None)


def test_a_contradiction_is_told_and_not_mended() -> None:
    read = issued(f"{HEAD}Highways|SE7|£1m|£2m (£4m)|£5m\nBrackets are cumulative\n")
    assert amounts(read) == [["1000000", "2000000"]]
    assert codes(read) == ["C01 fail", "C02 fail"]
    assert read.findings[0].message == (
        "line 2, column 4: Highways, SE7: the cumulative amount for 2012/13 says £4,000,000 where the years come to £3,000,000; "
        "£1,000,000 too much; find out which of them is right."
    )


def test_rounding_is_called_rounding() -> None:
    read = issued(f"{HEAD}Highways|SE7|£1.3m|£1.4m|£2.8m\n")
    assert codes(read) == ["C30 info"]
    assert "this is rounding, which explains up to £150,000" in read.findings[0].message
    assert codes(issued(f"{HEAD}Highways|SE7|£1.3m|£1.4m|£2.9m\n")) == ["C02 fail"]


def test_rough_amounts_and_footnotes_go_into_the_lines_note() -> None:
    read = issued(f"{HEAD}Highways|SE7|nearly £200m|£6m*|£6m\n\n* Subject to tender.\n")
    assert amounts(read) == [["see details below", "6000000"]]
    noted = "2011/12: nearly £200m; 2012/13: Subject to tender.; total as printed: £6,000,000"
    assert [line.note for _, line in read.programme.lines] == [noted]
    assert [each.where for each in read.kept] == ["line 2, column 3", "line 2, column 4", "line 2, column 5"]
    assert codes(read) == []


def test_what_is_printed_as_the_sum_of_rough_amounts_is_kept_and_told() -> None:
    text = "Table in £m; brackets are cumulative\nTheme|Party|2011/12|2012/13|Total\n"
    read = issued(f"{text}Parks|SE7|c. 2|3 (5)|5\nRoads|SE7|1|2 (3)|3\nTotal|SE7|3|5|8\n")
    assert [line.note for _, line in read.programme.lines] == [
        "2011/12: c. 2; cumulative 2012/13 as printed: £5,000,000; total as printed: £5,000,000",
        "",
    ]
    assert [(each.where, each.words) for each in read.kept if "not exact" in each.became] == [
        ("line 3, column 4", "3 (5)"),
        ("line 3, column 5", "5"),
        ("line 5, column 1", "Total: 3, 5, 8"),
    ]


def test_the_words_that_told_how_to_read_the_table_are_no_words_left_out() -> None:
    read = issued(f"Table in £000; brackets are cumulative\nPrepared by finance\n{SMALL}")
    assert amounts(read) == [["250000", "6000000"]]
    key, left = read.kept
    assert str(key).endswith("is a key to the table: figures in £000, brackets cumulative")
    assert (key.used, left.used, left.words) == (True, False, "Prepared by finance")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}Highways|SE7|£1m|foo|£1m\n", "line 2, column 4: “foo” is not an amount of money"),
        ("Workstream|Party|2011/12|2013/14\nHighways|SE7|£1m|£1m\n", "between 2011/12 and 2013/14 a year is missing"),
        ("Workstream|Party|2011/12|2011/12\nHighways|SE7|£1m|£1m\n", "the year 2011/12 heads two columns"),
        (f"{HEAD}Highways|SE7|£1m|£1m|£2m|£7m\n", "line 2, column 6: “£7m” stands below no heading"),
        (f"{HEAD}|SE7|£1m|£1m|£2m\n", "nothing says which workstream"),
    ],
)
def test_what_would_be_lost_or_guessed_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said):
        issued(text)


def test_years_that_are_only_counted_begin_where_the_option_says() -> None:
    text = "Workstream|Year 1|Year 2\nHighways|£1m|£2m\n"
    with pytest.raises(MissingConvention, match=r"name no financial year.*--first-year"):
        issued(text, SE7_ONLY)
    read = issued(text, Conventions(parties=("SE7",), first_year="2014/15"))
    assert [str(year) for year in read.programme.years] == ["2014/15", "2015/16"]


@pytest.mark.parametrize("text", ["", "dollars", "£1"])
def test_a_unit_that_is_none_is_refused(text: str) -> None:
    if text == "£1":
        assert unit_named(text) == "£"
        return
    with pytest.raises(UnfitOption, match="is no unit"):
        unit_named(text)


def test_options_are_known_in_any_case_and_others_refused() -> None:
    assert brackets_named("Cumulative") is Brackets.CUMULATIVE
    assert total_named("Grand Total of East Sussex")[1] == "East Sussex"
    with pytest.raises(UnfitOption, match="is no meaning of brackets"):
        brackets_named("odd")
    with pytest.raises(UnfitOption, match="is no kind of total"):
        total_named("odd")
