"""What is compared of two programmes: line by line, or position by position where one of them is a printed table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from se7_excel.savings.amounts import running
from se7_excel.savings.matching import Match, matched_lines, matched_parties, matched_workstreams
from se7_excel.savings.money import Amount, Gap, as_printed
from se7_excel.savings.programme import Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.totals import own, position
from se7_excel.savings.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Entry:
    """What one programme says of a party in one place: a line or, where a printed table is compared, a position.

    `amounts` are what is compared, as typed for a line; `own` and `cumulative` are what it adds to totals.
    """

    workstream: Workstream
    party: Party
    lines: tuple[SavingsLine, ...]
    amounts: tuple[Amount, ...]
    own: tuple[Amount, ...]
    cumulative: tuple[Amount, ...]

    @property
    def title(self) -> str:
        """The title of its line; nothing where several lines are taken together."""
        return self.lines[0].title if len(self.lines) == 1 else ""

    def place(self, year: int) -> Place | None:
        """The cell of the year at this index on the first line with an amount for it, else on the first line."""
        figures = [line for line in self.lines if isinstance(line.amounts[year], Decimal)]
        return next((line.place(year) for line in (*figures, *self.lines)), None)


@dataclass(frozen=True, slots=True)
class Both:
    """Two programmes with what is which: parties and workstreams compared, and every year of either.

    `at` says where a year stands among those of the old and of the new programme.
    """

    old: Programme
    new: Programme
    tables: tuple[bool, bool]
    parties: tuple[Match[Party], ...]
    workstreams: tuple[Match[Workstream], ...]
    years: tuple[FinancialYear, ...]
    at: Mapping[FinancialYear, tuple[int | None, int | None]]


def both_of(old: Programme, new: Programme, tables: tuple[bool, bool]) -> Both:
    """Both programmes with their parties and workstreams matched; `tables` says which of the two are printed tables."""
    parties = tuple(each for each in matched_parties(old, new) if _is_stated(each, old, new, tables))
    years = tuple(sorted({*old.years, *new.years}))
    at = {year: (_index(old, year), _index(new, year)) for year in years}
    return Both(old, new, tables, parties, matched_workstreams(old, new), years, at)


def held(both: Both) -> tuple[tuple[Match[Entry], ...], int]:
    """What is compared, line by line or position by position, and how many figures differ by a table's printing only."""
    pairs = ((stream, party) for stream in both.workstreams for party in both.parties)
    if not any(both.tables):
        lines = (each for pair in pairs for each in _lines(*pair))
        return tuple(each for each in lines if _says_anything(each)), 0
    whole = tuple(_positions(both, *pair) for pair in pairs)
    said = tuple(each for each in whole if (each.old or each.new) and _says_anything(each))
    table = both.old if both.tables[0] else both.new
    if both.tables == (True, True) or not _speaks_in_thousands(table):
        return said, 0
    exact = tuple(_as_exact(both, each) for each in said)
    return exact, sum(_apart(one, other) for one, other in zip(said, exact, strict=True))


def _is_stated(match: Match[Party], old: Programme, new: Programme, tables: tuple[bool, bool]) -> bool:
    """Whether each printed table has rows for the party at all: it is silent about those it does not show."""
    sides = zip(tables, (old, new), (match.old, match.new), strict=True)
    return all(
        not table or party == programme.partnership or any(line.party == party for _, line in programme.lines)
        for table, programme, party in sides
    )


def _index(programme: Programme, year: FinancialYear) -> int | None:
    return programme.years.index(year) if year in programme.years else None


def _lines(stream: Match[Workstream], party: Match[Party]) -> Iterator[Match[Entry]]:
    sides = ((stream.old, party.old), (stream.new, party.new))
    lines = (each.lines_of(whose) if each and whose else () for each, whose in sides)
    for match in matched_lines(*lines):
        yield Match(_line_entry(stream.old, match.old), _line_entry(stream.new, match.new), match.grounds)


def _line_entry(workstream: Workstream | None, line: SavingsLine | None) -> Entry | None:
    return Entry(workstream, line.party, (line,), line.amounts, own(line), line.cumulative) if workstream and line else None


def _positions(both: Both, stream: Match[Workstream], party: Match[Party]) -> Match[Entry]:
    return Match(_position(both.old, stream.old, party.old), _position(both.new, stream.new, party.new), stream.grounds)


def _position(programme: Programme, workstream: Workstream | None, party: Party | None) -> Entry | None:
    """What the party expects of the workstream; None where no line says anything of it."""
    held_there = position(programme, workstream, party) if workstream and party else None
    if held_there is None or not held_there.lines:
        return None
    owns = held_there.own
    return Entry(held_there.workstream, held_there.party, held_there.lines, owns, owns, held_there.cumulative)


def _says_anything(match: Match[Entry]) -> bool:
    """Whether it is more than a line left blank in every year which the other programme does not have."""
    return bool(match.old and match.new) or any(
        amount is not Gap.BLANK for each in (match.old, match.new) if each for amount in each.amounts
    )


def _speaks_in_thousands(table: Programme) -> bool:
    """Whether every amount of a table is as it would be printed: one that is finer shows that the others are exact too."""
    amounts = (amount for _, line in table.lines for amount in line.amounts if isinstance(amount, Decimal))
    return all(amount == as_printed(amount) for amount in amounts)


def _as_exact(both: Both, match: Match[Entry]) -> Match[Entry]:
    """The match with a table's printed figures as exact as the other programme has them, where they print alike."""
    if not (match.old and match.new):
        return match
    if both.tables[0]:
        return replace(match, old=_made_exact(match.old, both.old.years, match.new, both.new.years))
    return replace(match, new=_made_exact(match.new, both.new.years, match.old, both.old.years))


def _made_exact(table: Entry, years: tuple[FinancialYear, ...], other: Entry, known: tuple[FinancialYear, ...]) -> Entry:
    exact = dict(zip(known, other.own, strict=True))
    owns = tuple(_exact(amount, exact.get(year)) for year, amount in zip(years, table.own, strict=True))
    return table if owns == table.own else replace(table, amounts=owns, own=owns, cumulative=running(owns, level=False))


def _exact(printed: Amount, exact: Amount | None) -> Amount:
    alike = isinstance(printed, Decimal) and isinstance(exact, Decimal) and printed != exact and printed == as_printed(exact)
    return exact if alike and exact is not None else printed


def _apart(one: Match[Entry], other: Match[Entry]) -> int:
    sides = ((one.old, other.old), (one.new, other.new))
    pairs = ((before, after) for before, after in sides if before and after and before is not after)
    return sum(a != b for before, after in pairs for a, b in zip(before.own, after.own, strict=True))
