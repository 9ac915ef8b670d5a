"""The Shares tab: from which day each authority has which share of the whole, in per cent."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from se7_excel.errors import UnknownAuthority, UnreadableDay
from se7_excel.savings.checks.sharing import day as in_words
from se7_excel.savings.money import trimmed
from se7_excel.savings.programme import Party, Programme, ShareSet
from se7_excel.sheets import schema
from se7_excel.sheets.dates import day_in
from se7_excel.sheets.grid import NO_VALUE, Grid, Value, quoted_or_blank, shown, words
from se7_excel.sheets.locate import Found, find_table

PER_CENT = re.compile(r"(?P<number>\d+(?:\.\d+)?|\.\d+)\s*(?:%|per cent)?", re.IGNORECASE)
FINEST = 6
NEEDED = (schema.AUTHORITY, schema.FROM, schema.SHARE)
ABOUT_ONE = (Decimal("0.9"), Decimal("1.1"))
Rows = tuple[int, ...]


def read_share_sets(grid: Grid | None, programme: Programme) -> tuple[ShareSet, ...]:
    """The sets of shares by the day they hold from; none where there is no such tab or no table of shares on it.

    Raises `UnreadableCell` for anything that would have to be guessed, `MissingHeading` where a table has lost a heading.
    """
    if grid is None or not _has_table(grid):
        return ()
    table = find_table(grid, NEEDED)
    by_day: dict[date, Rows] = {}
    for row in table.rows:
        day = _day(table, row)
        by_day[day] = (*by_day.get(day, ()), row)
    return tuple(_share_set(table, day, by_day[day], programme) for day in sorted(by_day))


def _has_table(grid: Grid) -> bool:
    """Whether the tab is ours: an officer's own tab of this name says something else."""
    wanted = {heading.casefold() for heading in NEEDED}
    named = (len(wanted & {words(value).casefold() for value in cells.values()}) for _, cells in grid.rows())
    return schema.SHARES_TABLE in grid.areas or max(named, default=0) > 1


def _share_set(table: Found, day: date, rows: Rows, programme: Programme) -> ShareSet:
    shares: dict[Party, Decimal] = {}
    for row in rows:
        authority = _authority(table, row, programme)
        if authority in shares:
            raise table.unreadable(
                row, schema.AUTHORITY, f"“{authority.name}” has two shares from {in_words(day)}; leave one, or correct a date"
            )
        shares[authority] = _share(table, row)
    _refuse_fractions(table, rows[0], day, shares)
    return ShareSet(day, tuple(shares.items()), table.place(rows[0], schema.SHARE))


def _day(table: Found, row: int) -> date:
    try:
        return day_in(_held(table, row, schema.FROM))
    except UnreadableDay as error:
        raise table.unreadable(row, schema.FROM, f"{error}, the day the share holds from") from None


def _authority(table: Found, row: int, programme: Programme) -> Party:
    text = table.text(row, schema.AUTHORITY)
    if programme.partnership.answers_to(text):
        raise table.unreadable(
            row, schema.AUTHORITY, f"“{text}” is the partnership, whose whole is shared out; name one of its authorities"
        )
    try:
        return programme.authority(text)
    except UnknownAuthority:
        listed = ", ".join(party.name for party in programme.authorities)
        raise table.unreadable(
            row, schema.AUTHORITY, f"{quoted_or_blank(text)} is no authority listed on {schema.SETTINGS}; name one of {listed}"
        ) from None


def _share(table: Found, row: int) -> Decimal:
    value = _held(table, row, schema.SHARE)
    share = _number(value)
    if share is None or not 0 <= share <= 100:
        raise table.unreadable(
            row,
            schema.SHARE,
            f"{quoted_or_blank(shown(value))} is no share from 0 to 100 in per cent; type a plain number, 14.29 for 14.29 %",
        )
    if share != round(share, FINEST):
        raise table.unreadable(
            row,
            schema.SHARE,
            f"the share {share} is finer than {FINEST} decimals, so that a set would never add up to exactly 100; "
            "round it, to 14.29 or 14.2857 for instance",
        )
    return share.normalize() + 0


def _held(table: Found, row: int, heading: str) -> Value:
    value = table.value(row, heading)
    if value is None and table.grid.formula(row, table.columns[heading]):
        raise table.unreadable(row, heading, NO_VALUE)
    return value


def _number(value: Value) -> Decimal | None:
    """The number a cell holds, to the fifteen digits Excel keeps; a text may carry its per cent sign."""
    if isinstance(value, str):
        found = PER_CENT.fullmatch(" ".join(value.split()))
        return Decimal(found["number"]) if found else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return Decimal(f"{value:.15g}")


def _refuse_fractions(table: Found, row: int, day: date, shares: Mapping[Party, Decimal]) -> None:
    """A set of fractions adds up to about 1: typed with per cent signs, as Excel stores a hundredth of what it shows."""
    total = sum(shares.values(), Decimal(0))
    lowest, highest = ABOUT_ONE
    if lowest <= total <= highest and all(share <= 1 for share in shares.values()):
        raise table.unreadable(
            row,
            schema.SHARE,
            f"the shares from {in_words(day)} come to {trimmed(total)} in all, so they are fractions or were typed with a per "
            "cent sign and stored as a hundredth; give the cells the format Number and type 14.29 for 14.29 %",
        )
