"""What the checks look for, in words: the catalogue, and one check explained."""

import textwrap

from se7_excel.entrances.check_examples import EXAMPLES
from se7_excel.errors import UnfitOption
from se7_excel.sheets.check_report import CATALOGUE, HOLDS

WIDTH, INDENT = 100, 10


def listed() -> str:
    """The catalogue by code: each check's usual severity and what it holds."""
    lines = [f"{code}  {_severity(code):<4}  {holds}" for code, holds in CATALOGUE]
    return "\n".join((*lines, "", "`se7 checks C01` says why that one matters, gives an example, and what to do."))


def explained(code: str) -> str:
    """What the check of this code holds, why, an example that trips it and the remedy; raises `UnfitOption` for no such code."""
    wanted = _in_full(code.strip().upper())
    holds = HOLDS.get(wanted)
    if holds is None:
        codes = ", ".join(code for code, _ in CATALOGUE)
        raise UnfitOption(f"“{code}” is the code of no check; name one of {codes}")
    heading = f"{wanted}, {_severity(wanted)}: {holds}"
    told = EXAMPLES.get(wanted)
    if told is None:
        return heading
    parts = (("Why", told.why), ("Example", told.example), ("Do", told.remedy))
    return "\n".join((heading, "", *(_paragraph(label, text) for label, text in parts)))


def _in_full(code: str) -> str:
    """The code as the catalogue has it: C05 for C5."""
    return f"C{code[1:].zfill(2)}" if code[:1] == "C" and code[1:].isdecimal() else code


def _severity(code: str) -> str:
    told = EXAMPLES.get(code)
    return told.severity.value if told else ""


def _paragraph(label: str, text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=f"{label:<{INDENT}}", subsequent_indent=" " * INDENT)
