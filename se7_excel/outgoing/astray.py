"""Where a formula leads that it should not: out of the copy, to a sheet that is not in it, or into functions nobody knows."""

from collections.abc import Iterator

from se7_excel.inspection.functions import FUNCTIONS
from se7_excel.inspection.tokens import UnreadFormula, Word, words
from se7_excel.inspection.workbook import Workbook
from se7_excel.outgoing.held_back import short

CONSTANTS = ("TRUE", "FALSE")
WITHIN = '"#'


def astray(formula: str, workbook: Workbook) -> Iterator[str]:
    """What is wrong with the formula, in words."""
    try:
        cut = words(formula.removeprefix("="))
    except UnreadFormula:
        yield f"a formula nobody can read, {short(formula)}"
        return
    for index, word in enumerate(cut[:-1]):
        what = _wrong(word, cut[index + 1], workbook)
        if what:
            yield f"{what} ({short(formula)})"


def _wrong(word: Word, following: Word, workbook: Workbook) -> str:
    if word.kind == "call":
        return _wrong_call(word.text, following)
    if word.kind == "tab":
        return _wrong_tab(word.text, workbook)
    if word.kind == "error":
        return f"a formula that leads nowhere, to {word.text}"
    if word.kind == "table":
        table = word.text.partition("[")[0].casefold()
        return "" if table in workbook.tables else f"a formula on a table {short(table)} that is not in it"
    if word.kind == "name" and word.text.upper() not in CONSTANTS:
        known = word.text.casefold() in {name for name, _ in workbook.names} | set(workbook.tables)
        return "" if known else f"a formula on a name {short(word.text)} that is not in it"
    return ""


def _wrong_call(name: str, following: Word) -> str:
    if name.startswith(("_xll", "_xludf")):
        return f"a custom function, {name}"
    if name.upper() not in FUNCTIONS:
        return f"a function we do not know, {name}"
    leads_out = name.upper() == "HYPERLINK" and not following.text.startswith(WITHIN)
    return "a link that may lead out of it" if leads_out else ""


def _wrong_tab(written: str, workbook: Workbook) -> str:
    name = written.removesuffix("!")
    name = name[1:-1].replace("''", "'") if name.startswith("'") else name
    if "[" in name or "|" in name:
        return "a formula that reads from another file"
    return "" if name.casefold() in {tab.casefold() for tab in workbook.tabs} else f"a formula on a sheet {short(name)} it lacks"
