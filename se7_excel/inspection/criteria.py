"""SUMIF, COUNTIF and their like: the cells that meet conditions written as texts such as `>5` or `Waste*`."""

import math
import re
from collections.abc import Callable

from se7_excel.inspection.arguments import Function, counted
from se7_excel.inspection.frame import Frame, Range, Result
from se7_excel.inspection.syntax import Node
from se7_excel.inspection.totals import MOST_ARGUMENTS
from se7_excel.inspection.values import DIV_0, PLAIN, VALUE, Failed, NotRecomputed, Scalar, compared, equal, number_in_text
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError

Test = Callable[[Scalar], bool]
CRITERION = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.DOTALL)
ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def criterion(value: Scalar) -> Test:
    """Whether a cell meets the condition; numbers match texts that say the same number, as in Excel."""
    if isinstance(value, CellError):
        raise NotRecomputed("conditions that are errors")
    if not isinstance(value, str):
        return _is(0 if value is None else value)
    found = CRITERION.fullmatch(value)
    sign, rest = (found[1] or "", found[2]) if found else ("", value)
    wanted = _understood(rest)
    if sign in ORDERS:
        return _ordered(sign, wanted)
    if rest == "":
        return _blank(sign)
    matches = _is(wanted)
    return (lambda each: not matches(each)) if sign == "<>" else matches


def pattern(wanted: str) -> "re.Pattern[str]":
    """Texts that fit a pattern with `*` and `?`, where `~` takes the next character as it is; capitals do not matter."""
    pieces, runs = re.findall(r"~[*?~]|[*?]|[^*?~]+|~", wanted), [""]
    for each in pieces:
        if each == "*":
            runs.append("")
        else:
            runs[-1] += "." if each == "?" else re.escape(each[1:] if len(each) > 1 and each[0] == "~" else each)
    return re.compile(_in_turn(*runs), re.I | re.S)


def _in_turn(first: str, *others: str) -> str:
    """What fits these runs with anything between them.

    Each run but the last is taken where it first comes and nowhere else: trying all places of many runs takes for ever.
    """
    return first + "".join(f"(?>.*?{run})" for run in others[:-1]) + "".join(f".*{run}" for run in others[-1:])


def _understood(rest: str) -> Scalar:
    if rest.upper() in ("TRUE", "FALSE"):
        return rest.upper() == "TRUE"
    if PLAIN.fullmatch(rest.strip()):
        return number_in_text(rest)
    if rest[:1].isdigit() and re.search(r"\d[/:-]\d|\d\s*%", rest):
        raise NotRecomputed("conditions that may be dates")
    return CellError(rest) if rest.startswith("#") and rest.isupper() else rest


def _is(wanted: Scalar) -> Test:
    if isinstance(wanted, CellError):
        return lambda each: isinstance(each, CellError) and each == wanted
    if isinstance(wanted, bool):
        return lambda each: each is wanted
    if isinstance(wanted, (int, float)):
        return lambda each: _same_number(each, wanted)
    fits = pattern(wanted or "")
    return lambda each: isinstance(each, str) and not isinstance(each, CellError) and fits.fullmatch(each) is not None


def _same_number(each: Scalar, wanted: float) -> bool:
    if isinstance(each, str):
        plain = None if isinstance(each, CellError) else PLAIN.fullmatch(each.strip())
        return plain is not None and equal(number_in_text(each), wanted)
    return isinstance(each, (int, float)) and not isinstance(each, bool) and equal(each, wanted)


def _ordered(sign: str, wanted: Scalar) -> Test:
    if isinstance(wanted, (bool, str)) or wanted is None:
        raise NotRecomputed("conditions that put texts in order")

    def test(each: Scalar) -> bool:
        plain = isinstance(each, (int, float)) and not isinstance(each, bool)
        return plain and ORDERS[sign](compared(each, wanted))

    return test


def _blank(sign: str) -> Test:
    if sign == "<>":
        return lambda each: each is not None
    if sign == "=":
        return lambda each: each is None
    return lambda each: each is None or each == ""


def _matching(frame: Frame, pairs: tuple[Node, ...], also: tuple[Range, ...] = ()) -> tuple[list[tuple[int, int]], int]:
    """Where, counted from the first cell, all conditions are met, and how many more places hold nothing and meet them."""
    if not pairs or len(pairs) % 2:
        raise NotRecomputed("conditions without their cells")
    ranges = [frame.range(node) for node in pairs[::2]]
    tests = [criterion(frame.scalar(node)) for node in pairs[1::2]]
    sizes = {_size(each.area) for each in (*ranges, *also)}
    if len(sizes) > 1:
        raise Failed(VALUE)
    held = [{(row - at.area.top, column - at.area.left): value for row, column, value in frame.cells.filled(at)} for at in ranges]
    known = set().union(*held)
    for each in also:
        known |= {(row - each.area.top, column - each.area.left) for row, column, _ in frame.cells.filled(each)}
    found = sorted(at for at in known if all(test(cells.get(at)) for cells, test in zip(held, tests, strict=True)))
    height, width = next(iter(sizes))
    return found, height * width - len(known) if all(test(None) for test in tests) else 0


def _size(area: Area) -> tuple[int, int]:
    return area.bottom - area.top + 1, area.right - area.left + 1


def _sum_if(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    return math.fsum(_numbers(frame, *_target(frame, nodes)))


def _average_if(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    return _average(_numbers(frame, *_target(frame, nodes)))


def _target(frame: Frame, nodes: tuple[Node, ...]) -> tuple[Range, tuple[Node, ...]]:
    """The cells that SUMIF adds up: as many as it looks at, from the first of those it is given."""
    counted(nodes, 2, 3)
    looked_at = frame.range(nodes[0])
    start = frame.range(nodes[2]) if len(nodes) > 2 else looked_at
    height, width = _size(looked_at.area)
    area = start.area
    return Range(start.sheet, Area(area.top, area.left, area.top + height - 1, area.left + width - 1)), nodes[:2]


def _sum_ifs(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 3, MOST_ARGUMENTS)
    return math.fsum(_numbers(frame, frame.range(nodes[0]), nodes[1:]))


def _average_ifs(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 3, MOST_ARGUMENTS)
    return _average(_numbers(frame, frame.range(nodes[0]), nodes[1:]))


def _average(found: list[int | float]) -> float:
    if not found:
        raise Failed(DIV_0)
    return math.fsum(found) / len(found)


def _numbers(frame: Frame, target: Range, pairs: tuple[Node, ...]) -> list[int | float]:
    found, _ = _matching(frame, pairs, (target,))
    area = target.area
    held = {(row - area.top, column - area.left): value for row, column, value in frame.cells.filled(target)}
    values = [held.get(at) for at in found]
    for value in values:
        if isinstance(value, CellError):
            raise Failed(value)
    return [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]


def _count_ifs(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 2, MOST_ARGUMENTS)
    found, empty = _matching(frame, nodes)
    return len(found) + empty


def _count_if(frame: Frame, nodes: tuple[Node, ...]) -> Result:
    counted(nodes, 2, 2)
    return _count_ifs(frame, nodes)


CONDITIONAL: dict[str, Function] = {
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "AVERAGEIF": _average_if,
    "AVERAGEIFS": _average_ifs,
    "COUNTIF": _count_if,
    "COUNTIFS": _count_ifs,
}
