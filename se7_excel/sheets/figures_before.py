"""What figures were when Appendix 1 was last set down or issued, to tell words that still quote one what it is now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.errors import SavingsError
from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Party, Programme
from se7_excel.savings.totals import party_total, position
from se7_excel.sheets import schema
from se7_excel.sheets.appendix_data import ALL_WORKSTREAMS, PARTY_COLUMN, Columns
from se7_excel.sheets.grid import Grid, Value, words
from se7_excel.sheets.last_issue import last_issue
from se7_excel.sheets.pound_figures import Figure

Figures = tuple[Amount | None, ...]
SET_DOWN, ISSUED = "when Appendix 1 was last set down", "when it was last issued"


@dataclass(frozen=True, slots=True)
class Before:
    """A figure that has changed since: what it is called, what it was and when, what it is now, in pounds or a gap.

    `workstream` is empty for totals, targets and what else is nobody's own.
    """

    called: str
    was: Decimal
    now: Amount | None
    workstream: str = ""
    when: str = ""


def outlived(figure: Figure, before: Iterable[Before], current: Iterable[Decimal]) -> Before | None:
    """The figure the words quote as it was, the first of those nearest to what they say.

    None where they still say what it is now, or say as well what one of these current amounts is.
    """
    quoted = [each for each in before if figure.means(each.was) and not figure.means(_pounds(each.now))]
    nearest = min(quoted, key=lambda each: figure.off(each.was), default=None)
    if nearest is None or any(figure.off(amount) <= figure.off(nearest.was) for amount in current):
        return None
    return nearest


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
        if party and (now := _figures(programme, named, party)):
            was = tuple(_figure(data.value(row, column)) for column in range(3, 3 + len(now)))
            yield from _changed(programme, named, party, SET_DOWN, was, now)


def figures_issued(issued: Grid | None, programme: Programme) -> Iterator[Before]:
    """The figures of the last issue from this point of view that have changed since, totals first.

    Nothing where there was none that can be read, or it had other years.
    """
    try:
        last = last_issue(issued, programme)
    except SavingsError:  # preparing the next e-mail will tell
        return
    if last is None or last.programme.years != programme.years:
        return
    for named in (ALL_WORKSTREAMS, *(each.name for each in programme.workstreams)):
        for party in (programme.partnership, programme.reporting):
            was, now = (_figures(each, named, party) for each in (last.programme, programme))
            yield from _changed(programme, named, party, ISSUED, was, now) if was else ()


def _changed(programme: Programme, named: str, party: Party, when: str, was: Figures, now: Figures) -> Iterator[Before]:
    workstream = "" if named == ALL_WORKSTREAMS else named
    in_order = list(zip(_called(programme, named, party), was, now, strict=True))
    for called, before, after in (*in_order[-1:], *in_order[:-1]):
        if isinstance(before, Decimal) and before and before != after:
            yield Before(called, before, after, workstream, when)


def _figures(programme: Programme, named: str, party: Party) -> Figures:
    """What the row's figures are: each year's own, each cumulative amount, the total; nothing for an unknown row."""
    if named == ALL_WORKSTREAMS:
        total = party_total(programme, party)
        return tuple(each.amount for each in (*total.annual, *total.cumulative, total.total))
    workstream = next((each for each in programme.workstreams if each.name == named), None)
    if workstream is None:
        return ()
    held = position(programme, workstream, party)
    return (*held.own, *held.cumulative, held.total)


def _figure(value: Value) -> Decimal | None:
    return Decimal(repr(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _pounds(amount: Amount | None) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(0)


def _called(programme: Programme, named: str, party: Party) -> tuple[str, ...]:
    """What each figure of the row is called, in the row's order."""
    whose = f"the {party.name} total" if named == ALL_WORKSTREAMS else f"the {party.name} figure for {named}"
    annual = tuple(f"{whose}, {year}" for year in programme.years)
    so_far = tuple(f"{whose}, cumulative to {year}" for year in programme.years)
    return (*annual, *so_far, f"{whose} in all")
