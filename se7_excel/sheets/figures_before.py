"""What figures were when Appendix 1 was last set down, so that words which still quote one can be told what it is now."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Party, Programme
from se7_excel.savings.totals import party_total, position
from se7_excel.sheets import schema
from se7_excel.sheets.appendix_data import ALL_WORKSTREAMS, PARTY_COLUMN, Columns
from se7_excel.sheets.grid import Grid, words


@dataclass(frozen=True, slots=True)
class Before:
    """A figure that has changed since: what it is called, what it was and what it is now, in pounds or a gap."""

    called: str
    was: Decimal
    now: Amount | None


def figures_before(data: Grid, programme: Programme) -> Iterator[Before]:
    """The figures of Appendix 1 data as it stands that have changed since; totals come first, and in each row its total.

    Nothing where the page was never set down, or was set down for other years.
    """
    table = data.areas.get(schema.DATA_TABLE)
    columns = Columns(len(programme.years))
    if table is None or table.right != columns.total + 2:
        return
    for row in range(table.top + 1, table.bottom + 1):
        party = programme.party(words(data.value(row, PARTY_COLUMN)))
        named = words(data.value(row, 1))
        now = _now(programme, named, party) if party else None
        if party and now:
            yield from _changed(data, row, _called(programme, named, party), now)


def _changed(data: Grid, row: int, called: tuple[str, ...], now: tuple[Amount | None, ...]) -> Iterator[Before]:
    in_order = list(enumerate(zip(called, now, strict=True), 3))
    for column, (name, amount) in (*in_order[-1:], *in_order[:-1]):
        there = data.value(row, column)
        if isinstance(there, (int, float)) and not isinstance(there, bool):
            was = Decimal(repr(there))
            if was != amount and was:
                yield Before(name, was, amount)


def _now(programme: Programme, named: str, party: Party) -> tuple[Amount | None, ...]:
    """What the row's figures are now: each year's own, each cumulative amount, the total; nothing for an unknown row."""
    if named == ALL_WORKSTREAMS:
        total = party_total(programme, party)
        return tuple(each.amount for each in (*total.annual, *total.cumulative, total.total))
    workstream = next((each for each in programme.workstreams if each.name == named), None)
    if workstream is None:
        return ()
    held = position(programme, workstream, party)
    return (*held.own, *held.cumulative, held.total)


def _called(programme: Programme, named: str, party: Party) -> tuple[str, ...]:
    """What each figure of the row is called, in the row's order."""
    whose = f"the {party.name} total" if named == ALL_WORKSTREAMS else f"the {party.name} figure for {named}"
    annual = tuple(f"{whose}, {year}" for year in programme.years)
    so_far = tuple(f"{whose}, cumulative to {year}" for year in programme.years)
    return (*annual, *so_far, f"{whose} in all")
