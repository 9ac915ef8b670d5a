"""The formulas we write, and just enough understanding of formulas to tell whether a cell still holds them."""

import re
from collections.abc import Callable
from decimal import Decimal

from se7_excel.savings.programme import Place
from se7_excel.sheets.addresses import LAST_COLUMN, LAST_ROW, cell_position, column_letters, column_number, quoted
from se7_excel.sheets.schema import NOT_QUANTIFIED

TEXT = r'"(?:[^"]|"")*+"'
NAMED_TAB = r"(?<![\w.\\])[\w\\][\w.\\]*+(?::[\w\\][\w.\\]*+)?!"
TAB = rf"'(?:[^']|'')*+'!|{NAMED_TAB}"
STRAY = r"'(?:[^']|'')*+'?+"  # opens no tab's name: passed over whole, or looking for its end takes the square of its length
ONE_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
COLUMNS = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"
ROWS = r"\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}"
ALONE, ENDS = r"(?<![\w.$])", r"(?![\w(.!])"
AREAS = re.compile(
    rf"{TEXT}|\[[^\[\]]*\]|(?P<tab>{TAB})?{ALONE}"
    rf"(?:(?P<first>{ONE_CELL})(?::(?P<last>{ONE_CELL}))?|(?P<columns>{COLUMNS})|(?P<rows>{ROWS})){ENDS}|{STRAY}"
)
TOKENS = re.compile(
    rf"(?P<text>{TEXT})|(?P<brackets>\[[^\[\]]*\])|(?P<tab>{TAB})"
    rf"|{ALONE}(?:(?P<cell>{ONE_CELL})|(?P<columns>{COLUMNS})|(?P<rows>{ROWS})){ENDS}|{STRAY}"
)
CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")
OTHER_FILE = re.compile(r"(?<![\w\]])\[\d+\]|\[[^\[\]]+\.(?:xl\w+|ods|csv)\]", re.IGNORECASE)


def cumulative_formula(amount: str, before: str = "", basis: str = "", typed: tuple[str, Decimal] | None = None) -> str:
    """The formula of a cumulative cell, from the cells of the year's amount, the year before and the line's basis.

    `typed` is an amount typed as text and what it stands for: the formula counts it for as long as the text stands.
    """
    start = f'IF(TRIM({basis})="level",0,N({before}))' if basis else f"N({before})"

    def reached(figure: str) -> str:
        return f"ROUND({start}+{figure},2)" if before else figure

    nothing = before or text_literal(NOT_QUANTIFIED)
    formula = f"IF(ISNUMBER({amount}),{reached(f'ROUND({amount},2)')},{nothing})"
    if typed is None:
        return formula
    return f"IF({amount}={text_literal(typed[0])},{reached(_plain(typed[1]))},{formula})"


def column_sum(column: str, first: int, last: int) -> str:
    """The formula of a total over part of a column, in words where nothing in it is quantified."""
    cells = f"{column}{first}:{column}{last}"
    return f"IF(COUNT({cells})=0,{text_literal(NOT_QUANTIFIED)},ROUND(SUM({cells}),2))"


def share(part: str, whole: str, not_applicable: str) -> str:
    """The formula of part over whole, in words where either is not quantified or the whole is nothing."""
    divided = f"IF({whole}=0,{text_literal(not_applicable)},{part}/{whole})"
    return f"IF(COUNT({part},{whole})<2,{text_literal(NOT_QUANTIFIED)},{divided})"


def link(place: Place) -> str:
    """The formula of a link to a cell of this workbook that shows the cell's address."""
    target = f"#{quoted(place.tab)}!{place.cell}"
    return f"HYPERLINK({text_literal(target)},{text_literal(str(place))})"


def is_link(formula: str) -> bool:
    """Whether the formula is one of our links, which calculates no amount."""
    return formula.startswith("HYPERLINK(")


def text_literal(text: str) -> str:
    """The text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas are written alike, white space and case outside texts apart."""
    return one == other or _normalised(one) == _normalised(other)


def cells_used(formula: str) -> list[tuple[int, int, int, int]]:
    """The ranges of its own sheet a formula refers to, as top, left, bottom, right."""
    return [_corners(found) for found in AREAS.finditer(formula) if not found["tab"] and _is_area(found)]


def uses(formula: str, row: int, column: int) -> bool:
    """Whether the formula refers to the cell on its own sheet."""
    return covered(cells_used(formula), row, column)


def covered(areas: list[tuple[int, int, int, int]], row: int, column: int) -> bool:
    """Whether any of the areas takes in the cell."""
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas)


def links_to_other_file(formula: str) -> bool:
    """Whether the formula reads from another workbook."""
    return bool(OTHER_FILE.search(re.sub(TEXT, "", formula)))


def moved(formula: str, down: int, right: int) -> str:
    """The formula as it reads when filled so many rows down and columns right; dollar signs hold a reference still."""
    return TOKENS.sub(lambda token: _moved_token(token, down, right), formula)


def _is_area(found: "re.Match[str]") -> bool:
    ends = [end for end in (found["first"], found["last"]) if end]
    return bool(found["columns"] or found["rows"] or (ends and all(cell_position(end) for end in ends)))


def _corners(found: "re.Match[str]") -> tuple[int, int, int, int]:
    if found["first"]:
        (top, left), (bottom, right) = (cell_position(end) or (0, 0) for end in (found["first"], found["last"] or found["first"]))
    else:
        one, other = (found["columns"] or found["rows"]).replace("$", "").split(":")
        if found["columns"]:
            top, left, bottom, right = 1, column_number(one.upper()), LAST_ROW, column_number(other.upper())
        else:
            top, left, bottom, right = int(one), 1, int(other), LAST_COLUMN
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _moved_token(token: "re.Match[str]", down: int, right: int) -> str:
    text = token[0]
    if token["cell"] and cell_position(text):
        return CELL.sub(lambda found: _moved_cell(found, down, right), text)
    if token["columns"]:
        return ":".join(_moved_part(part, right, _letters) for part in text.split(":"))
    if token["rows"]:
        return ":".join(_moved_part(part, down, _digits) for part in text.split(":"))
    return text


def _moved_cell(found: "re.Match[str]", down: int, right: int) -> str:
    column, row = column_number(found[2].upper()), int(found[4])
    column = column if found[1] else (column + right - 1) % LAST_COLUMN + 1
    row = row if found[3] else (row + down - 1) % LAST_ROW + 1
    return f"{found[1]}{column_letters(column)}{found[3]}{row}"


def _moved_part(part: str, by: int, shift: Callable[[str, int], str]) -> str:
    return part if part.startswith("$") else shift(part, by)


def _letters(part: str, by: int) -> str:
    return column_letters((column_number(part.upper()) + by - 1) % LAST_COLUMN + 1)


def _digits(part: str, by: int) -> str:
    return str((int(part) + by - 1) % LAST_ROW + 1)


def _normalised(formula: str) -> str:
    pieces = re.split(r'("(?:[^"]|"")*"|\'(?:[^\']|\'\')*\')', formula)
    return "".join(piece if index % 2 else "".join(piece.split()).upper() for index, piece in enumerate(pieces))


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
