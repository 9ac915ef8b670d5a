"""What tells a slip of a nought or a unit from figures that are merely unlike; all sizes are given in rising order."""

from collections.abc import Sequence
from decimal import Decimal

Slip = tuple[int, Decimal, str, str]
SLIPS: tuple[Slip, ...] = (
    (10, Decimal("0.1"), "about ten times", "about a tenth of"),
    (100, Decimal("0.2"), "about a hundred times", "about a hundredth of"),
    (1_000, Decimal("0.5"), "about a thousand times", "about a thousandth of"),
)
FAR_ABOVE, FAR_BELOW = "far above", "far below"
THOUSAND, A_TENTH = SLIPS[-1][0], SLIPS[0][3]
MOST_APART, FEWEST_OTHERS = 2, 2
BEYOND, FROM_THE_MIDDLE, FROM_NEXT, FROM_NEAREST = 3, 100, 30, 10
ABOVE_THE_REST, BELOW_THE_REST = 150, 250


def far_apart(sizes: Sequence[Decimal]) -> bool:
    """Whether the largest is so much more than the smallest that any slip may lie between two of them."""
    return bool(sizes) and sizes[-1] >= SLIPS[0][0] * (1 - SLIPS[0][1]) * sizes[0]


def may_be_apart(sizes: Sequence[Decimal], among: Sequence[Decimal]) -> bool:
    """Whether it is worth taking these sizes out of those they are among, to hold them against what is left.

    Only the largest of all can be far above the rest, and only what is far below the middle of all, or so many places
    above it as sizes are taken out, can be far below that of the rest.
    """
    highest = among[min(len(among) // 2 + len(sizes), len(among) - 1)]
    return sizes[-1] == among[-1] or sizes[0] * BELOW_THE_REST < highest


def slip_among_like(size: Decimal, others: Sequence[Decimal]) -> str:
    """In words, which power of ten lies between the size and others that are all within 2 to 1 of each other, or nothing."""
    if len(others) < FEWEST_OTHERS or others[-1] > MOST_APART * others[0]:
        return ""
    return _power(size, median(others))


def slip_on_the_line(size: Decimal, others: Sequence[Decimal], beside: Sequence[Decimal]) -> str:
    """In words, whether the size is a thousand times or a thousandth of what would stand well among the others, or nothing.

    It would stand well within three times their range. As it is, it must be far from the middle of them, from the nearest
    of them, and from the year before and the year after: a line that rises slowly and then steeply is none.
    """
    if not others:
        return ""
    usual = middle(others)
    if _stands_well(size / THOUSAND, others) and size > usual * FROM_THE_MIDDLE and size > others[-1] * FROM_NEAREST:
        return _power(size, usual) or FAR_ABOVE if all(size > other * FROM_NEXT for other in beside) else ""
    if _stands_well(size * THOUSAND, others) and size * FROM_THE_MIDDLE < usual and size * FROM_NEAREST < others[0]:
        return _power(size, usual) or FAR_BELOW if all(size * FROM_NEXT < other for other in beside) else ""
    return ""


def slip_against_the_rest(sizes: Sequence[Decimal], rest: Sequence[Decimal]) -> str:
    """In words, whether these sizes as a whole are about a thousand times or a thousandth of the rest, or nothing.

    Divided or multiplied, their middle would stand well within three times the range of the rest; as they are, it must be
    far from the middle of the rest, and each of them ten times beyond the largest, or the lowest quarter, of it: small
    lines are commoner than large ones. A size alone is no measure of a whole line.
    """
    if len(sizes) < FEWEST_OTHERS or not rest:
        return ""
    size, usual, low = middle(sizes), middle(rest), rest[len(rest) // 4]
    if size > usual * ABOVE_THE_REST and sizes[0] > rest[-1] * FROM_NEAREST and _stands_well(size / THOUSAND, rest):
        return _power(size, usual) or FAR_ABOVE
    if size * BELOW_THE_REST < usual and sizes[-1] * FROM_NEAREST < low and _stands_well(size * THOUSAND, rest):
        return _power(size, usual) or FAR_BELOW
    return ""


def median(sizes: Sequence[Decimal]) -> Decimal:
    """The middle one of the sizes, or half-way between the two middle ones."""
    half = len(sizes) // 2
    return sizes[half] if len(sizes) % 2 else (sizes[half - 1] + sizes[half]) / 2


def middle(sizes: Sequence[Decimal]) -> Decimal:
    """The middle one of the sizes or, of two, what is as many times the one as the other is of it."""
    half = len(sizes) // 2
    return sizes[half] if len(sizes) % 2 else (sizes[half - 1] * sizes[half]).sqrt()


def times_apart(one: Decimal, other: Decimal) -> Decimal:
    """How many times the smaller of the two the larger is."""
    return max(one, other) / min(one, other)


def _stands_well(size: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether the size lies within three times the range of the others."""
    return others[0] <= size * BEYOND and size <= others[-1] * BEYOND


def _power(size: Decimal, usual: Decimal) -> str:
    for factor, tolerance, more, less in SLIPS:
        if abs(size - factor * usual) <= tolerance * factor * usual:
            return more
        if abs(usual - factor * size) <= tolerance * factor * size:
            return less
    return ""
