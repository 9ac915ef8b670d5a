"""What the partnership expects to save, as read from its workbook, and what the sheets claim it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from se7_excel.errors import UnknownAuthority
from se7_excel.savings.amounts import running
from se7_excel.savings.money import Amount
from se7_excel.savings.years import FinancialYear


class Class(Enum):
    """Whether a saving lowers a budget or keeps a cost from arising; or the line is what achieving savings costs."""

    BASELINE = "baseline saving"
    AVOIDED = "avoided cost"
    COST = "cost of achieving"


class Basis(Enum):
    """How the years of a line relate: added up, or each a position against a fixed baseline."""

    ADDITIONAL = "additional"
    LEVEL = "level"
    ONE_OFF = "one-off"


class Status(Enum):
    """Whether a line's figures are expected or achieved."""

    FORECAST = "forecast"
    ACTUAL = "actual"


class Progress(Enum):
    """How far a milestone has come."""

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the workbook."""

    tab: str
    cell: str

    def __str__(self) -> str:
        return f"{self.tab}!{self.cell}"


@dataclass(frozen=True, slots=True)
class LineCells:
    """Where a line's amounts stand: its tab and row, and the letters of a column for each year."""

    tab: str
    row: int
    columns: tuple[str, ...]

    def place(self, year: int) -> Place:
        """The cell of the amount for the year at this index."""
        return Place(self.tab, f"{self.columns[year]}{self.row}")


@dataclass(frozen=True, slots=True)
class Party:
    """The partnership or one of its authorities; equal when named alike."""

    name: str
    full_name: str = ""
    short_form: str = ""

    @property
    def initials(self) -> str:
        """The short form where there is one, else the name."""
        return self.short_form or self.name

    def answers_to(self, text: str) -> bool:
        """Whether the text names this party, in any of its forms and in any case."""
        wanted = " ".join(text.split()).casefold()
        return bool(wanted) and wanted in (self.name.casefold(), self.full_name.casefold(), self.short_form.casefold())


@dataclass(frozen=True, slots=True)
class SavingsLine:
    """One row of a workstream's table: a party's amounts, one for each year of the programme, as typed.

    `cumulative` is worked out with the line: the amount up to and including each year.
    """

    title: str
    party: Party
    amounts: tuple[Amount, ...]
    saving_class: Class | None = None
    basis: Basis | None = None
    fund: str = ""
    status: Status | None = None
    note: str = ""
    cells: LineCells | None = None
    cumulative: tuple[Amount, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cumulative", running(self.amounts, self.basis is Basis.LEVEL))

    def place(self, year: int) -> Place | None:
        """The cell of the amount for the year at this index, where the line came from a sheet."""
        return self.cells.place(year) if self.cells else None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step a workstream has promised: what, who answers for it, when it is due, and how far it has come."""

    what: str
    owner: str = ""
    due: date | None = None
    status: Progress | None = None
    note: str = ""
    place: Place | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be reached: neither done nor stopped, as far as anybody has said."""
        return self.status not in (Progress.DONE, Progress.STOPPED)

    def overdue(self, day: date | None) -> bool:
        """Whether it was due before this day and is still open; on the day itself it is not yet, and without one nobody knows."""
        return self.is_open and self.due is not None and day is not None and self.due < day


@dataclass(frozen=True, slots=True)
class Workstream:
    """One field of joint work: who leads it, what for, and its lines.

    Equality looks at everything; the hash leaves the lines out, so that sums can be remembered by workstream cheaply.
    """

    name: str
    tab: str
    lines: tuple[SavingsLine, ...] = field(default=(), hash=False)
    lead: str = ""
    purpose: str = ""
    update: str = ""
    status: str = ""
    updated: date | None = None
    milestones: tuple[Milestone, ...] = field(default=(), hash=False)
    updated_at: Place | None = field(default=None, compare=False)

    def lines_of(self, party: Party) -> tuple[SavingsLine, ...]:
        """The lines of exactly this party."""
        return _lines_by_party(self).get(party, ())


@lru_cache(maxsize=1024)
def _lines_by_party(workstream: Workstream) -> dict[Party, tuple[SavingsLine, ...]]:
    held: dict[Party, list[SavingsLine]] = {}
    for line in workstream.lines:
        held.setdefault(line.party, []).append(line)
    return {party: tuple(lines) for party, lines in held.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """What the partnership wants to reach by a horizon, in pounds; horizons nest in the order they are listed."""

    horizon: str
    amount: Decimal
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class LongerTerm:
    """A figure beyond the years of the table, and whether it includes what the table holds (None: undeclared)."""

    workstream: str
    amount: Decimal
    horizon: str
    by_when: str = ""
    basis: str = ""
    includes_table: bool | None = None
    note: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """A budget savings can fall on, and whether its money may be spent on one purpose only."""

    name: str
    ring_fenced: bool = False


@dataclass(frozen=True, slots=True)
class ShareSet:
    """The authorities' shares in per cent that hold from a day on, until the day of a later set."""

    from_: date
    shares: tuple[tuple[Party, Decimal], ...]
    place: Place | None = None

    @property
    def total(self) -> Decimal:
        """What the shares come to, in per cent."""
        return sum((share for _, share in self.shares), Decimal(0))


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything the workbook's inputs say."""

    partnership: Party
    authorities: tuple[Party, ...]
    reporting: Party
    years: tuple[FinancialYear, ...]
    workstreams: tuple[Workstream, ...] = ()
    targets: tuple[Target, ...] = ()
    longer_term: tuple[LongerTerm, ...] = ()
    funds: tuple[Fund, ...] = ()
    report_date: date | None = None
    next_meeting: date | None = None
    last_meeting: date | None = None
    share_sets: tuple[ShareSet, ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """The partnership, then its authorities in their order."""
        return (self.partnership, *self.authorities)

    @property
    def lines(self) -> Iterator[tuple[Workstream, SavingsLine]]:
        """Every line with its workstream, in the order of the workbook."""
        return ((workstream, line) for workstream in self.workstreams for line in workstream.lines)

    def party(self, text: str) -> Party | None:
        """The party the text names, if any."""
        return next((party for party in self.parties if party.answers_to(text)), None)

    def reported_by(self, authority: Party) -> "Programme":
        """The same programme from another authority's point of view."""
        return replace(self, reporting=authority)

    def authority(self, text: str) -> Party:
        """The authority the text names; raises `UnknownAuthority` for anything else, the partnership included."""
        found = next((party for party in self.authorities if party.answers_to(text)), None)
        if found is None:
            listed = ", ".join(f"“{party.name}”" for party in self.authorities)
            raise UnknownAuthority(f"“{text}” is no authority of {self.partnership.name}; name one of {listed}")
        return found
