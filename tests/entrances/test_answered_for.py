"""Codes a sender answers for, as they are typed on a command line."""

import pytest

from se7_excel.entrances.answered_for import accepted_codes, answered_for, needlessly_accepted
from se7_excel.errors import UnfitOption, Withheld
from se7_excel.outgoing.letter import AcceptedFail
from se7_excel.savings.checks.finding import Finding, Severity

FAILS = tuple(Finding("C05", Severity.FAIL, f"Waste {year}: too much; correct it.") for year in range(2011, 2018))


def test_a_code_is_read_in_any_case_and_its_reason_on_one_line() -> None:
    assert accepted_codes(["c05 = The lead\nis  asked\x07 = today"]) == (("C05", "The lead is asked = today"),)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["C99=why"], "“C99” is the code of no check; `se7 checks` lists them"),
        (["=why"], "“” is the code of no check"),
        (["C05"], "“C05” does not say why C05 is accepted; write --accept"),
        (["c05= \t"], "does not say why C05 is accepted"),
        (["C05=one", "c05=another"], "C05 is accepted twice, for different reasons"),
        (["c32=why"], "C32 cannot be accepted: what it finds must not leave"),
    ],
)
def test_a_code_that_does_not_do_is_refused_in_words(given: list[str], told: str) -> None:
    with pytest.raises(UnfitOption) as caught:
        accepted_codes(given)
    assert told in str(caught.value)


def test_a_code_is_answered_for_once_with_every_sentence_it_covers() -> None:
    said = tuple(each.message for each in FAILS)
    assert answered_for(FAILS, {"C05": "asked"}, "A. Officer") == (AcceptedFail("C05", "asked", "A. Officer", said),)


def test_what_must_not_leave_is_answered_for_by_nobody() -> None:
    held_back = Finding("C32", Severity.FAIL, "The copy holds macros.")
    with pytest.raises(Withheld) as caught:
        answered_for((held_back,), {"C32": "why"}, "A. Officer", in_the_tracker=False)
    assert str(caught.value).endswith("C32: The copy holds macros. Mend what they name; what C32 finds cannot be accepted")


def test_what_is_accepted_in_the_tracker_needs_nobody_to_answer_for_it() -> None:
    slip = Finding("C05", Severity.FAIL, "Too much.", accepted="B. Lead, 1 March 2012: slip")
    assert answered_for((slip, Finding("C06", Severity.WARN, "Odd.")), {}, "A. Officer") == ()


def test_what_nobody_answers_for_is_named_up_to_five_and_counted_beyond() -> None:
    with pytest.raises(Withheld) as caught:
        answered_for(FAILS, {"C06": "asked"}, "A. Officer")
    told = str(caught.value)
    assert told.startswith("the e-mail is held back, because 7 findings fail. C05: Waste 2011: too much; correct it. ")
    assert "Waste 2015" in told
    assert "Waste 2016" not in told
    assert told.endswith(
        "And 2 more. Mend what they name, accept them on the tab Accepted, or answer for their codes with "
        'se7 prepare-email --accept "CODE=WHY"'
    )


def test_the_codes_accepted_for_nothing_are_named() -> None:
    answered = (AcceptedFail("C05", "asked", "A. Officer"),)
    assert needlessly_accepted({"C05": "asked"}, answered) == ""
    assert needlessly_accepted({"C05": "asked", "C09": "x"}, answered).startswith("C09 does not fail, so nothing is said")
    assert needlessly_accepted({"C01": "x", "C09": "x"}, answered).startswith("C01 and C09 do not fail")
