"""The finding of the gate: what holds a copy back, and what to do about it."""

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place

CODE = "C32"
AS_MADE = "make the copy anew from the tracker and send it as it is made"
MOST_LETTERS = 80


def held_back(what: str, place: Place | None = None, remedy: str = AS_MADE) -> Finding:
    """The finding that the copy holds what must not leave, in words, with the cell where it stands in one."""
    where = f"{place}: the" if place else "The"
    return Finding(
        CODE,
        Severity.FAIL,
        f"{where} copy holds {what}, which must not leave; {remedy}.",
        place=place,
        expected="nothing but what is on the list of what is sent",
        found=what,
    )


def short(text: str) -> str:
    """The text in quotation marks on one line, cut where it would fill the sentence."""
    folded = " ".join(text.split())
    return f"“{folded if len(folded) <= MOST_LETTERS else folded[:MOST_LETTERS].rstrip() + '…'}”"
