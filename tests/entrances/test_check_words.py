"""What the checks look for, in words: the catalogue as a list, and one check explained."""

import pytest

from se7_excel.actions import ACTIONS
from se7_excel.entrances.check_examples import EXAMPLES
from se7_excel.entrances.check_words import explained, listed
from se7_excel.entrances.cli import main
from se7_excel.errors import UnfitOption
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.catalogue import check
from se7_excel.savings.checks.finding import Severity
from se7_excel.savings.money import printed
from se7_excel.savings.stated import Stated
from se7_excel.sheets import schema
from se7_excel.sheets.check_report import CATALOGUE
from se7_excel.sheets.words_traced import figures_in

CODES = [code for code, _ in CATALOGUE]
OF_2012 = ("C05", "C06", "C13", "C16", "C17", "C18")


def test_every_check_of_the_catalogue_is_explained() -> None:
    assert set(CODES) <= set(EXAMPLES)


def test_the_explanations_stand_in_the_order_of_their_codes() -> None:
    assert list(EXAMPLES) == sorted(EXAMPLES)


def test_the_list_has_one_row_a_check_in_the_order_of_the_codes_with_severity_and_clause() -> None:
    rows = [row for row in listed().splitlines() if row.startswith("C")]
    assert [row[:3] for row in rows] == sorted(CODES)
    assert "C05  fail  no part exceeds the whole" in rows
    assert "C13  info  baseline saving and avoided cost are told apart" in rows


@pytest.mark.parametrize(("code", "holds"), CATALOGUE)
def test_a_check_is_explained_with_what_it_holds_why_an_example_and_a_remedy(code: str, holds: str) -> None:
    said = explained(code)
    assert said.startswith(f"{code}, {EXAMPLES[code].severity.value}: {holds}\n\nWhy ")
    assert [label for label in ("Why", "Example", "Do") if f"\n{label} " in said] == ["Why", "Example", "Do"]
    assert all(len(row) <= 100 for row in said.splitlines()[1:])


@pytest.mark.parametrize("code", ["c05", " C05 ", "C5", "c5"])
def test_a_code_is_known_in_any_case_and_without_its_nought(code: str) -> None:
    assert explained(code) == explained("C05")


@pytest.mark.parametrize("code", ["C99", "", "5", "£"])
def test_an_unknown_code_is_refused_with_those_that_exist(code: str) -> None:
    with pytest.raises(UnfitOption) as refused:
        explained(code)
    assert str(refused.value) == f"“{code}” is the code of no check; name one of {', '.join(sorted(CODES))}"


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_explanation_is_whole_sentences(code: str) -> None:
    told = EXAMPLES[code]
    assert all(text.endswith(".") and "  " not in text for text in (told.why, told.example, told.remedy))
    assert len({told.why, told.example, told.remedy}) == 3


def test_what_the_remedies_tell_to_press_is_a_button() -> None:
    labels = [action.label for action in ACTIONS]
    presses = [told.remedy for told in EXAMPLES.values() if "Press " in told.remedy]
    assert presses
    assert all(any(f"Press {label}" in remedy for label in labels) for remedy in presses)


def test_the_headings_the_remedies_name_are_headings_of_the_workbook() -> None:
    assert schema.INCLUDES_TABLE in EXAMPLES["C17"].remedy
    assert f"under {schema.BASIS}" in EXAMPLES["C12"].remedy
    assert f"under {schema.STATUS}" in EXAMPLES["C23"].remedy
    assert f"the {schema.LINE} column" in EXAMPLES["C29"].remedy


def test_examples_of_2012_quote_what_the_checks_find_in_2012() -> None:
    told = [each for each in check(sample_programme(), Stated()) if each.code in OF_2012]
    for code in {each.code for each in told}:
        messages = " ".join(each.message for each in told if each.code == code)
        quoted = [printed(figure.amount) for figure in figures_in(EXAMPLES[code].example)]
        found = [printed(figure.amount) for figure in figures_in(messages)]
        assert quoted
        assert set(quoted) <= set(found), code


def test_severities_are_those_the_checks_give() -> None:
    told = check(sample_programme(), Stated())
    known = {(code, told.severity) for code, told in EXAMPLES.items()}
    assert {(each.code, each.severity) for each in told if each.code not in ("C16", "C34")} <= known
    assert EXAMPLES["C16"].severity is Severity.WARN


def test_the_command_line_refuses_a_code_of_no_check_naming_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks", "C99"]) == 2
    assert capsys.readouterr().err.startswith("se7: checks: “C99” is the code of no check; name one of C01, ")
