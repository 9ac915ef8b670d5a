"""Shares by ratio: which set is in force, and what it gives each authority of the partnership's total, to the penny."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from se7_excel.savings.money import ZERO
from se7_excel.savings.programme import Party, Programme, ShareSet
from se7_excel.savings.totals import PENDING, party_total, position, states_whole

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """What the ratio gives one authority: its share in per cent, each year's pounds and their sum; None for no figure."""

    authority: Party
    share: Decimal
    annual: tuple[Decimal | None, ...]
    total: Decimal | None


def set_in_force(programme: Programme) -> ShareSet | None:
    """The latest set that holds at the report date or, where Settings names none, the latest of all."""
    day = programme.report_date
    begun = [each for each in programme.share_sets if day is None or each.from_ <= day]
    return begun[-1] if begun else None


def unshared(programme: Programme, share_set: ShareSet) -> tuple[Party, ...]:
    """The authorities of the partnership the set leaves out."""
    named = {party for party, _ in share_set.shares}
    return tuple(party for party in programme.authorities if party not in named)


def is_complete(programme: Programme, share_set: ShareSet) -> bool:
    """Whether the set names every authority and adds up to exactly 100 per cent, so that it can share anything out."""
    return share_set.total == WHOLE and not unshared(programme, share_set)


def by_ratio(whole: Decimal, shares: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The whole pounds and pence in parts by these percentages, which add up to 100; the parts add up to the whole.

    Each part is rounded down to the penny, and the pennies left over go to the largest remainders, the first listed first.
    """
    pence = int(abs(whole) * 100)
    fair = [Fraction(share) * pence / 100 for share in shares]
    parts = [int(each) for each in fair]
    by_remainder = sorted(range(len(fair)), key=lambda index: parts[index] - fair[index])
    for index in by_remainder[: pence - sum(parts)]:
        parts[index] += 1
    sign = -1 if whole < 0 else 1
    return tuple(Decimal(sign * part).scaleb(-2) + ZERO for part in parts)


def parts_by_ratio(programme: Programme) -> tuple[Part, ...]:
    """What the set in force gives each authority, in their order; nothing where there is none or it is not complete.

    Years are shared out cumulatively, so that the years of an authority come to its part of the total as well.
    """
    share_set = set_in_force(programme)
    if share_set is None or not is_complete(programme, share_set):
        return ()
    held = dict(share_set.shares)
    shares = [held[party] for party in programme.authorities]
    whole = party_total(programme, programme.partnership)
    reached = _reached([year.pounds for year in whole.annual], shares)
    total = by_ratio(whole.total.pounds, shares)
    quantified = [year.amount is not None for year in whole.annual]
    return tuple(
        Part(
            party,
            shares[index],
            tuple(_rise(reached, year, index) if known else None for year, known in enumerate(quantified)),
            total[index] if whole.total.amount is not None else None,
        )
        for index, party in enumerate(programme.authorities)
    )


def beyond_the_whole(programme: Programme) -> tuple[tuple[Decimal, ...], Decimal]:
    """What authorities claim where the partnership's own figure is not quantified: for each year, and in all.

    Its total leaves this out (C06), so that it lies beyond what is shared out of the whole.
    """
    claimed = [list[Decimal]() for _ in programme.years]
    for workstream in programme.workstreams:
        if states_whole(workstream, programme.partnership):
            whole = position(programme, workstream, programme.partnership)
            parts = [position(programme, workstream, party) for party in programme.authorities]
            for year, held in enumerate(claimed):
                if not whole.quantified or whole.own[year] in PENDING:
                    held += [amount for part in parts if isinstance(amount := part.own[year], Decimal)]
    annual = tuple(sum(held, ZERO) for held in claimed)
    return annual, sum(annual, ZERO)


def _reached(annual: list[Decimal], shares: list[Decimal]) -> list[tuple[Decimal, ...]]:
    """The parts of what has come together before the first year and after each."""
    return [by_ratio(sum(annual[:year], ZERO), shares) for year in range(len(annual) + 1)]


def _rise(reached: list[tuple[Decimal, ...]], year: int, index: int) -> Decimal:
    return reached[year + 1][index] - reached[year][index]
