"""Adding up amounts of which some are gaps."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate
from typing import cast

from se7_excel.savings.money import ZERO, Amount, Gap

TELLING = {gap: rank for rank, gap in enumerate(Gap)}


def together(amounts: Iterable[Amount]) -> Amount:
    """The sum of the amounts that are amounts or, if none is, the most telling gap among them."""
    seen = tuple(amounts)
    try:  # nearly always there are amounts only
        return sum(cast("tuple[Decimal, ...]", seen), ZERO) if seen else Gap.BLANK
    except TypeError:
        pass
    held: Amount = Gap.BLANK
    for amount in seen:
        held = _and(held, amount)
    return held


def running(amounts: tuple[Amount, ...], level: bool) -> tuple[Amount, ...]:
    """The cumulative amount up to each year: years added up or, on a `level` line, the latest figure.

    Before the first amount it is the most telling gap so far.
    """
    if not level:
        try:  # nearly all lines have an amount in every year
            return tuple(accumulate(cast("tuple[Decimal, ...]", amounts)))
        except TypeError:
            pass
    reached: list[Amount] = []
    before: Amount = Gap.BLANK
    for amount in amounts:
        before = amount if level and isinstance(amount, Decimal) else _and(before, amount)
        reached.append(before)
    return tuple(reached)


def _and(one: Amount, other: Amount) -> Amount:
    if isinstance(one, Gap):
        return other if isinstance(other, Decimal) or TELLING[other] < TELLING[one] else one
    return one + other if isinstance(other, Decimal) else one
