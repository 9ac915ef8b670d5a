"""The Settings and Longer term tabs: parties, years, workstreams, targets, funds, and figures beyond the table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from se7_excel.errors import MissingHeading, UnreadableAmount, UnreadableCell, UnreadableDay, UnreadableYear
from se7_excel.savings.money import pounds
from se7_excel.savings.programme import Fund, LongerTerm, Party, Programme, Target
from se7_excel.savings.years import FinancialYear, span
from se7_excel.sheets import schema
from se7_excel.sheets.dates import day_in
from se7_excel.sheets.grid import NO_VALUE, Grid, Value, quoted_or_blank, shown
from se7_excel.sheets.locate import Found, find_fact, find_table

MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """A workstream as Settings lists it: its name, the tab it is on, and the cell that says so."""

    name: str
    tab: str
    cell: str


def read_settings(grid: Grid) -> tuple[Programme, tuple[Listed, ...]]:
    """The programme without its workstreams' lines, and the tabs to find those on."""
    parties = _parties(grid)
    partnership = _party(grid, schema.PARTNERSHIP, parties)
    authorities = tuple(party for party in parties if party != partnership)
    if not authorities:
        raise MissingHeading(f"{grid.tab}: no authority is listed; list at least one below the partnership")
    programme = Programme(
        partnership,
        authorities,
        _party(grid, schema.REPORTING, authorities),
        _years(grid),
        targets=_targets(grid),
        funds=_funds(grid),
        report_date=day_beside(grid, schema.REPORT_DATE),
        next_meeting=day_beside(grid, schema.NEXT_MEETING),
        last_meeting=day_beside(grid, schema.LAST_MEETING),
    )
    return programme, _listed(grid)


def read_longer_term(grid: Grid, programme: Programme, listed: tuple[Listed, ...]) -> tuple[LongerTerm, ...]:
    """The figures beyond the table, each tied to a workstream and a horizon the Settings know."""
    table = find_table(grid, schema.headings(schema.LONGER_TERM_COLUMNS))
    return tuple(_longer_term(table, row, programme, listed) for row in table.rows)


def day_beside(grid: Grid, label: str, above: int | None = None) -> date | None:
    """The day right of a label, None where there is neither; raises `UnreadableCell` for anything else than a day."""
    fact = find_fact(grid, label, above)
    if fact is None or not shown(fact[0]).strip():
        return None
    try:
        return day_in(fact[0])
    except UnreadableDay as error:
        raise UnreadableCell(grid.tab, fact[1], f"{label}: {error}") from None


def _parties(grid: Grid) -> tuple[Party, ...]:
    table = find_table(grid, schema.headings(schema.PARTY_COLUMNS))
    parties: list[Party] = []
    for row in table.rows:
        party = Party(*(table.text(row, heading) for heading in schema.headings(schema.PARTY_COLUMNS)))
        if not party.name:
            raise table.unreadable(row, schema.PARTY, "this party has no name; type one or clear the row")
        names = [name for name in (party.name, party.full_name, party.short_form) if name]
        twin = next((each for each in parties for name in names if each.answers_to(name)), None)
        if twin:
            raise table.unreadable(
                row, schema.PARTY, f"“{party.name}” cannot be told from “{twin.name}”; give each party names of its own"
            )
        parties.append(party)
    return tuple(parties)


def _party(grid: Grid, label: str, parties: tuple[Party, ...]) -> Party:
    value, cell = _fact(grid, label)
    party = next((each for each in parties if each.answers_to(str(value or ""))), None)
    if party is None:
        listed = ", ".join(each.name for each in parties)
        raise UnreadableCell(grid.tab, cell, f"{label} is {quoted_or_blank(shown(value))}; name one of {listed}")
    return party


def _years(grid: Grid) -> tuple[FinancialYear, ...]:
    value, cell = _fact(grid, schema.FIRST_YEAR)
    try:
        first = FinancialYear.parse(value if value is not None else "")
    except UnreadableYear as error:
        raise UnreadableCell(grid.tab, cell, str(error)) from None
    count, cell = _fact(grid, schema.YEAR_COUNT)
    try:
        stated = Decimal(str(count))
    except ArithmeticError:
        stated = Decimal(0)
    if not (stated.is_finite() and 1 <= stated <= MOST_YEARS and stated == stated.to_integral_value()):
        raise UnreadableCell(
            grid.tab, cell, f"{schema.YEAR_COUNT} is “{shown(count)}”; type a whole number from 1 to {MOST_YEARS}"
        )
    return span(first, int(stated))


def _targets(grid: Grid) -> tuple[Target, ...]:
    table = find_table(grid, schema.headings(schema.TARGET_COLUMNS))
    targets: list[Target] = []
    for row in table.rows:
        horizon = table.text(row, schema.HORIZON)
        if not horizon:
            raise table.unreadable(row, schema.HORIZON, "this target has no horizon; name it or clear the row")
        if any(each.horizon.casefold() == horizon.casefold() for each in targets):
            raise table.unreadable(row, schema.HORIZON, f"the horizon “{horizon}” is listed twice; leave one")
        targets.append(Target(horizon, _amount(table, row, schema.TARGET), table.place(row, schema.TARGET)))
    return tuple(targets)


def _funds(grid: Grid) -> tuple[Fund, ...]:
    table = find_table(grid, schema.headings(schema.FUND_COLUMNS))
    return tuple(Fund(table.text(row, schema.FUND), _yes_or_no(table, row, schema.RING_FENCED) or False) for row in table.rows)


def _listed(grid: Grid) -> tuple[Listed, ...]:
    table = find_table(grid, schema.headings(schema.WORKSTREAM_COLUMNS))
    listed: list[Listed] = []
    for row in table.rows:
        name, tab = table.text(row, schema.WORKSTREAM), table.text(row, schema.TAB)
        if not name:
            raise table.unreadable(row, schema.WORKSTREAM, "this workstream has no name; type one or clear the row")
        if any(each.name.casefold() == name.casefold() for each in listed):
            raise table.unreadable(row, schema.WORKSTREAM, f"the workstream “{name}” is listed twice; leave one")
        if any(each.tab.casefold() == (tab or name).casefold() for each in listed):
            raise table.unreadable(
                row, schema.WORKSTREAM, f"the tab “{tab or name}” is listed twice; give each workstream its own"
            )
        listed.append(Listed(name, tab or name, table.place(row, schema.TAB).cell))
    return tuple(listed)


def _longer_term(table: Found, row: int, programme: Programme, listed: tuple[Listed, ...]) -> LongerTerm:
    name, horizon = table.text(row, schema.WORKSTREAM), table.text(row, schema.HORIZON)
    known = next((each.name for each in listed if name.casefold() in (each.name.casefold(), each.tab.casefold())), None)
    if known is None:
        raise table.unreadable(
            row,
            schema.WORKSTREAM,
            f"{quoted_or_blank(name)} is no workstream listed on {schema.SETTINGS}; correct one of the two",
        )
    target = next((each for each in programme.targets if each.horizon.casefold() == horizon.casefold()), None)
    if target is None:
        raise table.unreadable(
            row, schema.HORIZON, f"{quoted_or_blank(horizon)} is no horizon listed on {schema.SETTINGS}; correct one of the two"
        )
    return LongerTerm(
        known,
        _amount(table, row, schema.AMOUNT),
        target.horizon,
        table.text(row, schema.BY_WHEN),
        table.text(row, schema.BASIS),
        _yes_or_no(table, row, schema.INCLUDES_TABLE),
        table.text(row, schema.NOTE),
        table.place(row, schema.AMOUNT),
    )


def _amount(table: Found, row: int, heading: str) -> Decimal:
    if table.value(row, heading) is None and table.grid.formula(row, table.columns[heading]):
        raise table.unreadable(row, heading, NO_VALUE)
    try:
        amount = pounds(table.value(row, heading))
    except UnreadableAmount as error:
        raise table.unreadable(row, heading, str(error)) from None
    if not isinstance(amount, Decimal):
        raise table.unreadable(row, heading, "an amount is needed here; type it in pounds, such as 100000000 or £100m")
    return amount


def _yes_or_no(table: Found, row: int, heading: str) -> bool | None:
    text = table.text(row, heading)
    if text and text.casefold() not in schema.YES_NO.words:
        raise table.unreadable(row, heading, f"“{text}” is neither yes nor no; write one of them or leave it blank")
    return text.casefold() == "yes" if text else None


def _fact(grid: Grid, label: str) -> tuple[Value, str]:
    fact = find_fact(grid, label)
    if fact is None:
        raise MissingHeading(f"{grid.tab}: the label “{label}” is missing; put it back with its value to the right")
    return fact
