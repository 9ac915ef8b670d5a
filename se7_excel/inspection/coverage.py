"""C26: sums that start after the first number, stop before the last, pass one over, or count their sub-totals twice."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from se7_excel.inspection.look import Case, Look, named, short, summed_up
from se7_excel.inspection.sheet import Position, Sheet
from se7_excel.inspection.sums import TOTALLING, Sum, Sums
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.sheets.addresses import Area

DIGITS = re.compile(r"\d+")
MONTHS = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
FAR_AWAY = 5
LEAST_COVERED = 2
End = tuple[bool, int, int, str]  # whether down, the line the sums stand in, where they end, and their function
Beside = dict[End, Counter[int]]


@dataclass(frozen=True, slots=True)
class Miscounted:
    """The sums of a tab that leave numbers out, and those that count some twice."""

    missing: tuple[Case, ...]
    twice: tuple[Case, ...]

    @property
    def cells(self) -> frozenset[str]:
        """The addresses of these sums."""
        return frozenset(each.place.cell for each in (*self.missing, *self.twice))

    @property
    def findings(self) -> Iterator[Finding]:
        """C26: every sum covers the numbers it stands under or beside, each of them once."""
        yield from summed_up("C26", Severity.FAIL, self.missing, "extend the sum, or say beside it why it leaves them out")
        yield from summed_up("C26", Severity.FAIL, self.twice, "leave the sub-totals out of the sum")


def miscounted(look: Look, sheet: Sheet) -> Miscounted:
    """The sums of the tab that do not count each number once."""
    known = Sums(look.formulas, sheet)
    beside = _sums_beside(known)
    missing = tuple(case for each in known.found if (case := _missed_case(sheet, known, each, beside)))
    return Miscounted(missing, tuple(_counted_twice(sheet, known)))


@dataclass(frozen=True, slots=True)
class Span:
    """The cells of one column (down), or of one row, that a sum adds up: first, last, and those in between it passes over."""

    line: int
    down: bool
    first: int
    last: int
    passed_over: tuple[int, ...]

    def cell(self, at: int) -> Position:
        """The cell at this place of the line."""
        return (at, self.line) if self.down else (self.line, at)


def _missed_case(sheet: Sheet, known: Sums, total: Sum, beside: Beside) -> Case | None:
    span = _span(total)
    if span is None or total.shared:
        return None
    missed = _behind(sheet, span, total) or _passed_over(sheet, span) or _before(sheet, span, beside[_end(span, total)])
    left_out = [cell for cell in missed if not known.is_taken_with(total, cell, span.down)]
    if not left_out or len(left_out) < len(missed):
        return None
    if not span.down and not _is_headed_alike(sheet, span, left_out):
        return None
    numbers = "a number that belongs" if len(left_out) == 1 else "numbers that belong"
    line = "column" if span.down else "row"
    what = f"={short(sheet.formulas[total.cell])} leaves out {named(left_out)}, {numbers} to the same {line}"
    return Case(sheet.place(*total.cell), what, "every number covered", f"{named(left_out)} left out")


def _span(total: Sum) -> Span | None:
    """The line a sum adds up, where it stands at the end of that very line."""
    row, column = total.cell
    if not total.areas:
        return None
    if all(area.left == area.right == column for area in total.areas):
        return _on_line(column, True, [(area.top, area.bottom) for area in total.areas], row)
    if all(area.top == area.bottom == row for area in total.areas):
        return _on_line(row, False, [(area.left, area.right) for area in total.areas], column)
    return None


def _on_line(line: int, down: bool, pieces: list[tuple[int, int]], own: int) -> Span | None:
    ordered = sorted(pieces)
    first, last = ordered[0][0], max(end for _, end in ordered)
    if last - first + 1 < LEAST_COVERED or last >= own:
        return None
    gaps = [at for (_, end), (start, _) in pairwise(ordered) for at in range(end + 1, min(start, end + 3))]
    return Span(line, down, first, last, tuple(gaps))


def _sums_beside(known: Sums) -> Beside:
    """Where the sums that stand in one line and end alike begin, each with how often."""
    found: Beside = defaultdict(Counter)
    for total in known.found:
        span = _span(total)
        if span and not total.shared:
            found[_end(span, total)][span.first] += 1
    return found


def _end(span: Span, total: Sum) -> End:
    return span.down, total.cell[0] if span.down else total.cell[1], span.last, total.function


def _before(sheet: Sheet, span: Span, beside: Counter[int]) -> list[Position]:
    """The numbers before the first one added up, from where most of the sums beside this one begin."""
    others = beside - Counter([span.first])
    begin, count = others.most_common(1)[0] if others else (span.first, 0)
    between = [span.cell(at) for at in range(begin, span.first)]
    if 2 * count <= others.total() or len(between) > span.last - span.first:
        return []
    return between if all(sheet.is_constant(*cell) for cell in (*between, span.cell(span.first))) else []


def _behind(sheet: Sheet, span: Span, total: Sum) -> list[Position]:
    """The numbers between the end of the sum and its cell, where there is nothing else between."""
    own = total.cell[0] if span.down else total.cell[1]
    between = [span.cell(at) for at in range(span.last + 1, own)]
    if not between or len(between) > FAR_AWAY or len(between) > span.last - span.first:
        return []
    alike = [sheet.is_constant(*cell) for cell in between]
    filled = [sheet.holds(*cell) and sheet.value(*cell) != "" for cell in between]
    if not alike[0] or alike != filled or not sheet.is_constant(*span.cell(span.last)):
        return []
    return [cell for cell, number in zip(between, alike, strict=True) if number]


def _passed_over(sheet: Sheet, span: Span) -> list[Position]:
    """Single numbers amid the pieces of a sum that none of them covers."""
    cells = [span.cell(at) for at in span.passed_over]
    covered = span.last - span.first + 1 - len(cells)
    if not cells or covered < 3 * len(cells) or not all(sheet.is_constant(*cell) for cell in cells):
        return []
    return cells


def _is_headed_alike(sheet: Sheet, span: Span, left_out: list[Position]) -> bool:
    """Whether the columns left out have headings of the same make as those covered, such as years or quarters."""
    top = _heading_row(sheet, span)
    if top is None:
        return False
    makes = {_make(sheet.value(top, column)) for column in range(span.first, span.last + 1)}
    return len(makes) == 1 and "" not in makes and all(_make(sheet.value(top, column)) in makes for _, column in left_out)


def _heading_row(sheet: Sheet, span: Span) -> int | None:
    """The row above the sum's that heads its columns: the first one upwards that is no row of numbers like it."""
    rows = sorted(row for row in sheet.cells if row < span.line)
    for row in reversed(rows):
        values = [sheet.value(row, column) for column in range(span.first, span.last + 1)]
        texts = sum(isinstance(value, str) and bool(value.strip()) for value in values)
        years = sum(isinstance(value, int) and 1900 <= value <= 2100 for value in values)
        if len(values) in (texts, years):
            return row
    return None


def _make(value: object) -> str:
    """A heading without its numbers and months; empty where it has neither."""
    text = str(value).strip() if isinstance(value, (str, int, float)) else ""
    made = MONTHS.sub("month", DIGITS.sub("#", text))
    return made.casefold() if made != text else ""


def _counted_twice(sheet: Sheet, known: Sums) -> Iterator[Case]:
    """Sums over other sums of the same cells."""
    inner = _by_column(known)
    for total in known.found:
        if total.function in TOTALLING and not total.shared:
            twice = [each.cell for area in total.areas for each in _inside(inner, area, total)]
            if twice:
                plural = "a sub-total" if len(twice) == 1 else "sub-totals"
                what = f"={short(sheet.formulas[total.cell])} adds up {named(twice)}, {plural} of cells it adds up as well"
                yield Case(sheet.place(*total.cell), what, "every number counted once", f"{named(twice)} counted twice")


def _by_column(known: Sums) -> dict[int, list[Sum]]:
    found: dict[int, list[Sum]] = {}
    for each in known.found:
        if each.function in (*TOTALLING, "+") and not each.shared and each.areas:
            found.setdefault(each.cell[1], []).append(each)
    return found


def _inside(inner: dict[int, list[Sum]], area: Area, total: Sum) -> Iterator[Sum]:
    """The sums within the area whose own cells all lie within it too."""
    columns = range(area.left, area.right + 1) if area.right - area.left < len(inner) else inner
    for column in columns:
        listed = inner.get(column, []) if area.left <= column <= area.right else []
        for each in listed[bisect_left(listed, area.top, key=lambda known: known.cell[0]) :]:
            if each.cell[0] > area.bottom:
                break
            if each.cell != total.cell and _counts_twice(each, area, total):
                yield each


def _counts_twice(each: Sum, area: Area, total: Sum) -> bool:
    several = sum((held.bottom - held.top + 1) * (held.right - held.left + 1) for held in each.areas) > 1
    inside = all(held.top >= area.top and held.bottom <= area.bottom for held in each.areas)
    inside = inside and all(held.left >= area.left and held.right <= area.right for held in each.areas)
    both_skip = total.function == each.function == "SUBTOTAL"
    return several and inside and not both_skip
