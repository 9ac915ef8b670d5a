"""A formula cut into its words, and what makes two filled-down formulas the same."""

import re
from typing import NamedTuple

from se7_excel.sheets.addresses import cell_position, column_number
from se7_excel.sheets.formulas import CELL, COLUMNS, ENDS, ONE_CELL, ROWS, TEXT, TOKENS

ERROR = r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!)"
TAB = r"'(?:[^']|'')*'!|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!|\[\d+\]!"
INNER = r"\[(?:[^\[\]']|'.)*\]"
WORD = re.compile(
    rf"(?P<space>\s+)|(?P<text>{TEXT})|(?P<error>{ERROR})|(?P<tab>{TAB})"
    rf"|(?P<area>(?:{ONE_CELL}:{ONE_CELL}|{ONE_CELL}|{COLUMNS}|{ROWS}){ENDS})"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    rf"|(?P<call>[^\W\d][\w.]*)\(|(?P<table>[^\W\d][\w.]*\[(?:[^\[\]']|'.|{INNER})*\])"
    r"|(?P<name>[^\W\d][\w.?\\]*|\\[\w.?\\]+)|(?P<sign><>|<=|>=|[-+*/^&=<>%(),;{}:@#!])"
)


class Word(NamedTuple):
    """A word of a formula and what kind it is of; kind and text are empty behind the last one."""

    kind: str
    text: str


class UnreadFormula(Exception):
    """A formula that is written in a way we do not understand; says what."""


def words(formula: str) -> list[Word]:
    """The words of a formula without its spaces; raises `UnreadFormula` where it is none."""
    found, position = [], 0
    while position < len(formula):
        match = WORD.match(formula, position)
        if match is None or match.lastgroup is None:
            raise UnreadFormula("formulas written in a way we do not know")
        if match.lastgroup != "space":
            found.append(Word(match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return [*found, Word("", "")]


def relative(formula: str, row: int, column: int) -> str:
    """The formula with its references counted from its cell: the same for all cells it was filled into."""
    return TOKENS.sub(lambda token: _counted_from(token, row, column), formula)


def _counted_from(token: "re.Match[str]", row: int, column: int) -> str:
    kind = token.lastgroup
    if kind == "cell":
        return _cell(token[0], row, column)
    if kind == "columns":
        return ":".join(_column(part, column) for part in token[0].split(":"))
    if kind == "rows":
        return ":".join(_row(part, row) for part in token[0].split(":"))
    return token[0]


def _cell(text: str, row: int, column: int) -> str:
    found = CELL.fullmatch(text)
    if found is None or cell_position(text) is None:
        return text
    return _row(found[3] + found[4], row) + _column(found[1] + found[2], column)


def _row(text: str, row: int) -> str:
    return f"R{text[1:]}" if text.startswith("$") else f"R[{int(text) - row}]"


def _column(text: str, column: int) -> str:
    return f"C{column_number(text[1:].upper())}" if text.startswith("$") else f"C[{column_number(text.upper()) - column}]"
