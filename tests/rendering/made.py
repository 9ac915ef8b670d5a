"""Trackers for the engines: the awkward amounts, the widest table, and a tracker an officer has worked on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from se7_excel.actions import ACTIONS, run
from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import blank_programme, make_tracker
from se7_excel.savings.money import Amount, Gap
from se7_excel.savings.programme import Basis, Class, Programme, SavingsLine
from tests.notation import programme

TODAY = date(2012, 1, 26)
AWKWARD_AMOUNTS = """
Level
  SE7          1m    _     3m       2.5m       | level
  East Sussex  –     500k  TBC      0.07       | level
  Kent         0.1   0.2   0.3      –          | level
Pence
  SE7          0.1   0.2   0.7      1.1
  East Sussex  0.01  0.02  1234567.89  0.29
Costs
  SE7          −50k  20k   30k      −0.4       | one-off
  Kent         −1    –     1        _          | additional
Gaps
  SE7          TBC   –     see      _
  East Sussex  _     _     _        _
Nothing
Parts only
  East Sussex  5m    _     1m       –          | additional
  Kent         3m    2m    0.01     TBC        | level
  Surrey       TBC   –     _        see
Zero
  SE7          0     0     0        0
  East Sussex  0     0     0        0
"""
LONG_NAME = "Council of the Northern, Southern and Western Hundreds No. {}"


def awkward() -> Programme:
    """Level lines, pence, costs, gaps, no lines at all, parts without a whole, and nothing but noughts."""
    return programme(AWKWARD_AMOUNTS, "Short term 100m, Medium term 500m")


def tracker(described: Programme) -> bytes:
    """A finished tracker of this programme."""
    return make_tracker(described, TODAY)


def widest() -> Programme:
    """Ten years, thirty authorities with long names, and figures as long as they come."""
    authorities = [f"Council {number}={LONG_NAME.format(number)}=C{number}" for number in range(1, 31)]
    workstreams = ["Adults' and children's social care together", "Waste", "Buses & trains"]
    blank = blank_programme("Thirty=Thirty Councils", authorities, workstreams, "2026/27", 10, "Council 17")
    filled = tuple(
        replace(each, lines=tuple(_filled(line, number) for number, line in enumerate(each.lines))) for each in blank.workstreams
    )
    return replace(blank, workstreams=filled)


def named_in_full() -> Programme:
    """A partnership whose officers use long names for everything, with many workstreams."""
    authorities = [LONG_NAME.format(number) for number in range(1, 4)]
    workstreams = [f"Shared commissioning of services for adults and their carers, part {number}" for number in range(1, 31)]
    blank = blank_programme("The Northern, Southern and Western Partnership", authorities, workstreams, "2026/27", 4, "")
    filled = tuple(
        replace(each, lines=tuple(_filled(line, number, 3) for number, line in enumerate(each.lines)))
        for each in blank.workstreams
    )
    return replace(blank, workstreams=filled)


def after_actions(data: bytes) -> bytes:
    """The workbook after every action."""
    for name in ("refresh_totals", "regenerate_appendix_1", "regenerate_appendix_2", "check_totals"):
        book = FileBook(data)
        run(next(action for action in ACTIONS if action.name == name), book)
        data = b"".join(book.finish().rewritten())
    return data


def _filled(line: SavingsLine, number: int, years: int = 9) -> SavingsLine:
    step = Decimal("111.11") if number else Decimal(11_234_000)
    amounts: list[Amount] = [step * (year + 1) for year in range(years)]
    return replace(line, amounts=(*amounts, Gap.TO_BE_CONFIRMED), basis=Basis.ADDITIONAL, saving_class=Class.BASELINE)
