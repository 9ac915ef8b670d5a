"""What a check returns, and how a check is listed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from se7_excel.savings.money import Amount
from se7_excel.savings.programme import Place


class Severity(Enum):
    """How much a finding weighs: a figure is wrong, somebody must decide, or worth knowing."""

    FAIL = "fail"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found, with one sentence an officer can act on.

    `expected`, `found` and `difference` (found less expected) are pounds where they are amounts, else words or None.
    `rests_on` is every further figure behind it, which its sentence rounds or leaves unsaid. `accepted` says who has
    accepted it, since when and why; an accepted finding fails no run.
    """

    code: str
    severity: Severity
    message: str
    workstream: str = ""
    party: str = ""
    year: str = ""
    place: Place | None = None
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | str | None = None
    accepted: str = ""
    rests_on: tuple[Amount | str | None, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether it is of severity fail and nobody has accepted it."""
        return self.severity is Severity.FAIL and not self.accepted


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the catalogue: its public code, what it holds, and the function that looks."""

    code: str
    holds: str
    find: Callable[..., Iterable[Finding]]
