"""C26: numbers typed amid formulas that are the same, and formulas unlike those around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from se7_excel.inspection.coverage import miscounted
from se7_excel.inspection.look import Case, Look, amount, difference, said, short, summed_up
from se7_excel.inspection.sheet import Position, Sheet
from se7_excel.inspection.values import NotRecomputed, Scalar, same_value
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.addresses import cell_name

MOST_TYPED, LEAST_ALIKE, LEAST_AROUND = 3, 3, 4
A_ROW_OF_ITS_OWN = 3
Lines = dict[int, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is not what its neighbours are, and the formula they share."""

    cell: Position
    key: str


def formulas_hold(look: Look) -> Iterator[Finding]:
    """C26: no number stands amid formulas that are the same, no formula is unlike those around it, every sum counts all once."""
    for sheet in look.sheets:
        told = miscounted(look, sheet)
        yield from _typed_over(look, sheet)
        yield from _unlike(look, sheet, told.cells)
        yield from told.findings


def odd_formulas(look: Look, sheet: Sheet) -> list[Odd]:
    """The formulas unlike those on both sides of them, in their column or their row."""
    columns, rows = _lines(look, sheet)
    found = {each.cell: each for each in _odd_in(columns, rows, False)} | {
        each.cell: each for each in _odd_in(rows, columns, True)
    }
    return [found[cell] for cell in sorted(found) if not _wraps(look.formulas.key(sheet, *cell), found[cell].key)]


def _typed_over(look: Look, sheet: Sheet) -> Iterator[Finding]:
    columns, rows = _lines(look, sheet)
    fails: dict[Position, Odd] = {}
    warns: dict[Position, Odd] = {}
    for lines, crossing, across in ((columns, rows, False), (rows, columns, True)):
        found = {each.cell: each for each in _typed_in(sheet, lines, crossing, across)}
        for cell, odd in found.items():
            (warns if _stretch(set(found), cell, across) >= A_ROW_OF_ITS_OWN else fails)[cell] = odd
    cases = [_typed_case(look, sheet, fails[cell]) for cell in sorted(fails)]
    yield from summed_up("C26", Severity.FAIL, cases, "put the formula back, or say beside it why it is not there")
    decided = [_typed_case(look, sheet, warns[cell]) for cell in sorted(warns) if cell not in fails]
    yield from summed_up(
        "C26", Severity.WARN, decided, "the numbers beside it are typed too, so say there whether they are meant to be"
    )


def _unlike(look: Look, sheet: Sheet, told: frozenset[str]) -> Iterator[Finding]:
    fails: list[Case] = []
    warns: list[Case] = []
    for odd in odd_formulas(look, sheet):
        if cell_name(*odd.cell) in told:
            continue
        own = look.evaluator.comes_to((sheet, *odd.cell))
        expected = _expected(look, sheet, odd)
        if isinstance(own, (int, float)) or isinstance(expected, (int, float)):
            certain = expected is not None and not same_value(own, expected)
            (fails if certain else warns).append(_unlike_case(look, sheet, odd, own, expected))
    yield from summed_up("C26", Severity.FAIL, fails, "fill the formula through, or say beside it why this one differs")
    yield from summed_up("C26", Severity.WARN, warns, "fill the formula through, so that all are the same")


def _lines(look: Look, sheet: Sheet) -> tuple[Lines, Lines]:
    """The formulas column by column and row by row, each line from its start."""
    columns: Lines = {}
    rows: Lines = {}
    for (row, column), key in sorted(look.keys(sheet)):
        columns.setdefault(column, {})[row] = key
        rows.setdefault(row, {})[column] = key
    return columns, rows


def _typed_in(sheet: Sheet, lines: Lines, crossing: Lines, across: bool) -> Iterator[Odd]:
    for line, keys in lines.items():
        places = list(keys)
        for before, after in pairwise(places):
            gap = range(before + 1, after)
            if 0 < len(gap) <= MOST_TYPED and keys[before] == keys[after]:
                cells = [(line, at) if across else (at, line) for at in gap]
                filled = _is_filled_through(keys, before, after, len(gap)) or _is_crossed(crossing, line, gap, keys[before])
                if filled and all(sheet.is_constant(*cell) for cell in cells):
                    yield from (Odd(cell, keys[before]) for cell in cells)


def _is_filled_through(keys: dict[int, str], before: int, after: int, gap: int) -> bool:
    """Whether the same formula stands on both sides often enough to be a filled-down one rather than one in turns."""
    sides = _run(keys, before, -1), _run(keys, after, 1)
    return max(sides) > 1 and sum(sides) >= LEAST_ALIKE * gap


def _is_crossed(crossing: Lines, line: int, gap: range, key: str) -> bool:
    """Whether a single cell has the same formula on its other two sides as well."""
    keys = crossing.get(gap[0], {})
    return len(gap) == 1 and keys.get(line - 1) == key == keys.get(line + 1)


def _run(keys: dict[int, str], start: int, step: int) -> int:
    """How many formulas in a row, from here on, are the same as this one."""
    count = 1
    while count < LEAST_ALIKE * MOST_TYPED and keys.get(start + count * step) == keys[start]:
        count += 1
    return count


def _stretch(cells: set[Position], cell: Position, across: bool) -> int:
    """How many typed cells stand side by side here, across the direction in which the formulas were filled."""
    down, right = (1, 0) if across else (0, 1)
    count = 1
    for step in (-1, 1):
        at = 1
        while (cell[0] + step * at * down, cell[1] + step * at * right) in cells:
            count, at = count + 1, at + 1
    return count


def _odd_in(lines: Lines, crossing: Lines, across: bool) -> Iterator[Odd]:
    for line, keys in lines.items():
        for at, key in keys.items():
            around = keys.get(at - 1)
            if (
                around
                and around != key
                and keys.get(at + 1) == around
                and _run(keys, at - 1, -1) + _run(keys, at + 1, 1) >= LEAST_AROUND
            ):
                alike = sum(each == key for each in (*keys.values(), *crossing[at].values()))
                if alike <= 2:  # the cell itself, in either line
                    yield Odd((line, at) if across else (at, line), around)


def _wraps(key: str, inner: str) -> bool:
    """Whether a formula is its neighbours' with a condition around it, which leaves them the same otherwise."""
    return key.startswith("IF(") and key.endswith(f",{inner})")


def _expected(look: Look, sheet: Sheet, odd: Odd) -> Scalar:
    """What the neighbours' formula would come to here; None where we cannot tell."""
    try:
        return look.evaluator.applied(look.formulas.of_key(odd.key), (sheet, *odd.cell))
    except NotRecomputed:
        return None


def _typed_case(look: Look, sheet: Sheet, odd: Odd) -> Case:
    found, expected = sheet.value(*odd.cell), _expected(look, sheet, odd)
    what = f"the number {said(found)} stands amid formulas that are all the same, which would give {said(expected)} here"
    apart = difference(found, expected)
    return Case(sheet.place(*odd.cell), what + _direction(found, expected), amount(expected), amount(found), apart)


def _unlike_case(look: Look, sheet: Sheet, odd: Odd, own: Scalar, expected: Scalar) -> Case:
    what = f"the formula ={short(sheet.formulas[odd.cell])} is unlike those on both sides of it, which are all the same"
    what += f", and gives {said(own)} where theirs would give {said(expected)}" if expected is not None else ""
    return Case(
        sheet.place(*odd.cell), what + _direction(own, expected), amount(expected), amount(own), difference(own, expected)
    )


def _direction(found: Scalar, expected: Scalar) -> str:
    apart = difference(found, expected)
    if not apart:
        return ""
    return f" ({said(float(abs(apart)))} too {'much' if apart > 0 else 'little'})"
