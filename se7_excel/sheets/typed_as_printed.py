"""C07 on the tabs: amounts typed or pasted as the printed table has them carry their pound signs."""

import re
from collections.abc import Iterator

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import Brackets
from se7_excel.sheets.grid import words
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.workstream_tab import WorkstreamTab

PART = re.compile(r"[^()]+")
DIGIT = re.compile(r"\d")


def pound_signs_stand(reading: Reading) -> Iterator[Finding]:
    """C07: on a tab whose brackets mean something, each figure of a text amount has its pound sign."""
    for tab, workstream in zip(reading.workstream_tabs, reading.programme.workstreams, strict=True):
        if tab.brackets is not Brackets.UNDECLARED:
            yield from _unsigned(tab, workstream.name)


def _unsigned(tab: WorkstreamTab, workstream: str) -> Iterator[Finding]:
    for row in tab.lines:
        for year, column in tab.years.items():
            text = words(tab.grid.value(row, column))
            bare = [part.strip() for part in PART.findall(text) if DIGIT.search(part) and "£" not in part]
            if bare:
                place = tab.grid.place(row, column)
                message = f"{place}: “{text}”: “{bare[0]}” lacks its pound sign; type £{bare[0]}, or the figure as a number."
                yield Finding("C07", Severity.WARN, message, workstream, "", str(year), place, f"£{bare[0]}", bare[0])
