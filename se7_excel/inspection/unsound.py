"""C28: error values, and numbers stored as text where they are summed or stand amid numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal

from se7_excel.errors import UnreadableAmount
from se7_excel.inspection.look import Case, Look, said, summed_up
from se7_excel.inspection.sheet import Position, Sheet
from se7_excel.inspection.sums import SUMMING
from se7_excel.inspection.syntax import Call, Node, Reference, within
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.money import Brackets, exact, pounds
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError

SUM_RANGE = {**dict.fromkeys(SUMMING, slice(None)), "SUMIFS": slice(0, 1), "SUMIF": slice(2, 3), "SUMPRODUCT": slice(None)}
CODES = re.compile(
    r"\b(?:codes?|refs?|references?|no|numbers?|ids?|accounts?|cent(?:re|er)s?|phone|tel|post\s?codes?|years?)\b", re.I
)
A_YEAR_OR_CODE = re.compile(r"(?:19|20)\d\d|0\d+")
LEAST_NUMBERS, MOST_TRACED = 3, 500


def no_errors(look: Look) -> Iterator[Finding]:
    """C28: no cell holds an error value; one that a formula asks for by NA() is no more than told."""
    for sheet in look.sheets:
        cells = [
            (row, column) for row, each in sheet.cells.items() for column, value in each.items() if isinstance(value, CellError)
        ]
        meant = [cell for cell in cells if "NA()" in sheet.formulas.get(cell, "").upper()]
        wrong = sorted(set(cells) - set(meant))
        roots = [cell for cell in wrong[:MOST_TRACED] if not _draws_on_error(look, sheet, cell)]
        ordered = dict.fromkeys((*roots, *wrong))
        cases = [_error_case(sheet, cell) for cell in ordered]
        yield from summed_up("C28", Severity.FAIL, cases, "correct the formula, or what it draws on")
        cases = [_error_case(sheet, cell) for cell in meant]
        yield from summed_up("C28", Severity.INFO, cases, "its formula asks for it, so see that no total adds it up")


def no_numbers_as_text(look: Look) -> Iterator[Finding]:
    """C28: no number is stored as text where a formula sums it or numbers stand around it."""
    texts = {sheet: found for sheet in look.sheets if (found := dict(_numeric_texts(sheet)))}
    summed = _summed(look, texts) if texts else {}
    for sheet, found in texts.items():
        in_sums = [cell for cell in found if any(cell in area for area in summed.get(sheet.name.casefold(), ()))]
        cases = [_text_case(sheet, cell, found[cell], "and the sums over it leave it out") for cell in in_sums]
        yield from summed_up("C28", Severity.FAIL, cases, "type it as a number")
        amid = [cell for cell in found if cell not in in_sums and _stands_amid_numbers(sheet, cell)]
        cases = [_text_case(sheet, cell, found[cell], "amid numbers") for cell in amid]
        yield from summed_up("C28", Severity.FAIL, cases, "type it as a number")


def _error_case(sheet: Sheet, cell: Position) -> Case:
    value = sheet.value(*cell)
    return Case(sheet.place(*cell), f"the error {said(value)} stands here", "a value", said(value))


def _draws_on_error(look: Look, sheet: Sheet, cell: Position) -> bool:
    node = look.formulas.node(sheet, *cell)
    for each in within(node) if node else ():
        if isinstance(each, Reference):
            tab, area = look.workbook.sheet(each.tab) if each.tab else sheet, each.area(*cell)
            if tab and area and any(isinstance(value, CellError) for _, _, value in tab.filled(area)):
                return True
    return False


def _numeric_texts(sheet: Sheet) -> Iterator[tuple[Position, Decimal]]:
    """The typed texts that say a number, years and codes with a leading nought left out."""
    for row, cells in sheet.cells.items():
        for column, value in cells.items():
            if type(value) is str and (row, column) not in sheet.formulas:
                said_by = _number_said(value)
                if said_by is not None:
                    yield (row, column), said_by


def _number_said(text: str) -> Decimal | None:
    if len(text) > 30 or not any(letter.isdigit() for letter in text) or A_YEAR_OR_CODE.fullmatch(text.strip(" ()")):
        return None
    try:
        found = pounds(text, Brackets.NEGATIVE)
    except UnreadableAmount:
        return None
    return found if isinstance(found, Decimal) else None


def _summed(look: Look, texts: dict[Sheet, dict[Position, Decimal]]) -> dict[str, set[Area]]:
    """The areas that sums take in, by the tab they lie on, of tabs that have numbers as text."""
    concerned = {sheet.name.casefold() for sheet in texts}
    found: dict[str, set[Area]] = {}
    for sheet in look.sheets:
        shapes: dict[str, list[Reference]] = {}
        for cell, key in look.keys(sheet):
            if key not in shapes:
                shapes[key] = list(_sum_ranges(look.formulas.of_key(key)))
            for each in shapes[key]:
                tab, area = (each.tab or sheet.name).casefold(), each.area(*cell)
                if area and tab in concerned:
                    found.setdefault(tab, set()).add(area)
    return found


def _sum_ranges(node: Node) -> Iterator[Reference]:
    for each in within(node):
        if isinstance(each, Call) and each.name in SUM_RANGE and not each.name.startswith("COUNT"):
            yield from (argument for argument in each.arguments[SUM_RANGE[each.name]] if isinstance(argument, Reference))


def _stands_amid_numbers(sheet: Sheet, cell: Position) -> bool:
    row, column = cell
    if _is_headed_as_codes(sheet, row, column):
        return False
    return _amid(sheet, cell, (1, 0)) or _amid(sheet, cell, (0, 1))


def _amid(sheet: Sheet, cell: Position, step: tuple[int, int]) -> bool:
    sides = [_numbers(sheet, cell, (step[0] * way, step[1] * way)) for way in (-1, 1)]
    return min(sides) > 0 and sum(sides) >= LEAST_NUMBERS


def _numbers(sheet: Sheet, cell: Position, step: tuple[int, int]) -> int:
    count = 0
    while count < LEAST_NUMBERS:
        value = sheet.value(cell[0] + step[0] * (count + 1), cell[1] + step[1] * (count + 1))
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            break
        count += 1
    return count


def _is_headed_as_codes(sheet: Sheet, row: int, column: int) -> bool:
    """Whether the nearest words above say that the column holds codes or other numbers that are none to reckon with."""
    for above in range(row - 1, max(0, row - 1000), -1):
        value = sheet.value(above, column)
        if isinstance(value, str) and any(letter.isalpha() for letter in value):
            return CODES.search(value) is not None
    return False


def _text_case(sheet: Sheet, cell: Position, number: Decimal, where: str) -> Case:
    value = str(sheet.value(*cell))
    money = "a number" if "(" in value else exact(number) if "£" in value else f"{number:,f}"  # brackets mean this or that
    return Case(sheet.place(*cell), f"{said(value)} is a text {where}", money, value)
