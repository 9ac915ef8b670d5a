"""C07 on the tabs: amounts pasted from the printed table carry their pound signs."""

import pytest

from se7_excel.savings.checks.finding import Severity
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.typed_as_printed import pound_signs_stand
from tests.paper_book import PaperBook
from tests.sheets.papers import Typed, typed

BRACKETS = {"B9": "cumulative"}


def found(paper: PaperBook, cells: dict[str, Typed]) -> list[str]:
    return [each.message for each in pound_signs_stand(read_tracker(typed(paper, "Highways", cells)))]


def test_the_slip_of_2012_is_named_with_its_cell(paper: PaperBook) -> None:
    reading = read_tracker(typed(paper, "Highways", BRACKETS | {"J13": "£50k (150k)"}))
    (finding,) = pound_signs_stand(reading)
    assert (finding.code, finding.severity, str(finding.place)) == ("C07", Severity.WARN, "Highways!J13")
    assert (finding.year, finding.expected, finding.found) == ("2014/15", "£150k", "150k")
    assert finding.message == "Highways!J13: “£50k (150k)”: “150k” lacks its pound sign; type £150k, or the figure as a number."


@pytest.mark.parametrize("text", ["£50k (£150k)", "(£150k)", "£50k", "–", "TBC", 50_000, "See details below"])
def test_an_amount_with_its_signs_and_one_that_is_a_number_are_no_slip(paper: PaperBook, text: Typed) -> None:
    assert found(paper, BRACKETS | {"J13": text}) == []


def test_a_plain_text_amount_is_told_by_c28_alone_where_no_bracket_means_anything(paper: PaperBook) -> None:
    assert found(paper, {"J13": "50k"}) == []
