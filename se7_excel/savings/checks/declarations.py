"""C12, C14, C18, C21 and C23: what lines, longer-term figures and workstreams declare about themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from se7_excel.savings.amounts import together
from se7_excel.savings.checks.ambition import in_sight
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.ladder import Rung, ladder
from se7_excel.savings.money import ZERO, Amount, Gap, printed
from se7_excel.savings.programme import Basis, LongerTerm, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import PENDING, Position, cumulative, line_gap, positions

FOR_REINVESTMENT = re.compile(r"\bre[-‐‑–]?\s?invest", re.IGNORECASE)
NOT_FOR_REINVESTMENT = re.compile(
    r"\b(?:no|not|never|without)(?!\s+(?:only|all|just)\b)(?:\s+\w+){0,2}\s+re[-‐‑–]?\s?invest\w*", re.IGNORECASE
)


def basis_declared(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C12: each line declares its basis, and no total mixes level lines with others.

    A row left blank in every year has nothing to declare; a line without a basis adds up, so it counts among the others.
    """
    for workstream, line in programme.lines:
        if line.basis is None and line_gap(line) is not Gap.BLANK:
            yield _no_basis(workstream, line)
    for party in programme.parties:
        for held in positions(programme, party):
            yield from _mixed(held)


def ring_fenced(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C14: what falls on a ring-fenced fund, for each party, workstream and fund; nil, blank and £0 are no savings."""
    for party in programme.parties:
        for held in positions(programme, party):
            for fund in programme.funds:
                lines = [line for line in held.lines if fund.ring_fenced and _same(line.fund, fund.name)]
                amount = together(cumulative(line)[-1] for line in lines)
                if amount in PENDING or (isinstance(amount, Decimal) and amount):
                    yield _c14(held, fund.name, lines[0], amount)


def reinvestment_left_out(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C18: no longer-term figure whose basis or note says that it is meant for reinvestment counts towards a target."""
    figures = programme.longer_term
    for at, figure in enumerate(figures):
        if _reinvested(figure):
            others = (*figures[:at], *figures[at + 1 :])
            rungs = zip(ladder(programme), ladder(replace(programme, longer_term=others)), strict=True)
            moved = [(counted, without) for counted, without in rungs if counted.found != without.found]
            if moved:
                yield _c18(programme, figure, moved)


def lead_is_an_authority(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C21: each workstream's lead is an authority of the partnership, in any of the forms of its name."""
    for workstream in programme.workstreams:
        if not any(party.answers_to(workstream.lead) for party in programme.authorities):
            yield _c21(programme, workstream)


def status_known(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C23: how many lines of each workstream declare neither forecast nor actual, rows blank in every year left aside."""
    for workstream in programme.workstreams:
        lines = [line for line in workstream.lines if line_gap(line) is not Gap.BLANK]
        silent = [line for line in lines if line.status is None]
        if silent:
            yield _c23(workstream, silent, len(lines))


def called(workstream: Workstream, line: SavingsLine) -> str:
    """What a finding calls the line: workstream, party and, where it says more than these, its title."""
    name = f"{workstream.name}, {line.party.name}"
    return f"{name}, “{line.title}”" if line.title and not _same(line.title, workstream.name) else name


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _no_basis(workstream: Workstream, line: SavingsLine) -> Finding:
    return Finding(
        "C12",
        Severity.WARN,
        f"{called(workstream, line)}: no basis is declared, so its years are added up; choose additional, level or one-off.",
        workstream.name,
        line.party.name,
        place=line.place(0),
        expected="additional, level or one-off",
        found="not declared",
    )


def _mixed(held: Position) -> Iterator[Finding]:
    quantified = [line for line in held.lines if line_gap(line) is None]
    levels = [line for line in quantified if line.basis is Basis.LEVEL]
    others = [line for line in quantified if line.basis is not Basis.LEVEL]
    if levels and others:
        level, rest = (_pounds(lines) for lines in (levels, others))
        yield Finding(
            "C12",
            Severity.WARN,
            f"{held.workstream.name}: the {held.party.name} total of {in_sight(level + rest)} mixes {in_sight(level)} of level "
            f"lines with {in_sight(rest)} of lines that add up over the years; give them one basis or quote the two apart.",
            held.workstream.name,
            held.party.name,
            place=levels[0].place(0),
            expected="one basis",
            found="level and others",
        )


def _pounds(lines: list[SavingsLine]) -> Decimal:
    return sum((amount for line in lines if isinstance(amount := cumulative(line)[-1], Decimal)), ZERO)


def _c14(held: Position, fund: str, line: SavingsLine, amount: Amount) -> Finding:
    if isinstance(amount, Gap):
        what = f"a saving of {held.party.name} that is {amount.value} falls"
    else:
        whole = f" of {in_sight(held.total)}" if isinstance(held.total, Decimal) else ""
        what = f"{in_sight(amount)}{whole} for {held.party.name} falls"
    return Finding(
        "C14",
        Severity.INFO,
        f"{held.workstream.name}: {what} on the ring-fenced fund “{fund}” and relieves no other budget; "
        "say so wherever it is quoted.",
        held.workstream.name,
        held.party.name,
        place=line.place(0),
        found=amount.value if isinstance(amount, Gap) else amount,
    )


def _reinvested(figure: LongerTerm) -> bool:
    """Whether its words speak of reinvestment other than to deny it, which is understood up to two words before."""
    told = (NOT_FOR_REINVESTMENT.sub(" ", words) for words in (figure.basis, figure.note))
    return any(FOR_REINVESTMENT.search(words) for words in told)


def _c18(programme: Programme, figure: LongerTerm, moved: list[tuple[Rung, Rung]]) -> Finding:
    counted, without = moved[0]
    readings = ", ".join(
        f"“{rung.target.horizon}” comes to {printed(bare.found)} instead of {printed(rung.found)}" for rung, bare in moved
    )
    return Finding(
        "C18",
        Severity.WARN,
        f"{figure.workstream}: {printed(figure.amount)} is called money for reinvestment, yet counts; without it {readings}; "
        "take it off the Longer term tab, or quote the targets without it.",
        figure.workstream,
        programme.partnership.name,
        place=figure.place,
        expected=without.found,
        found=counted.found,
        difference=counted.found - without.found,
    )


def _c21(programme: Programme, workstream: Workstream) -> Finding:
    lead = " ".join(workstream.lead.split())
    what = f"the lead “{lead}” is no authority of {programme.partnership.name}" if lead else "no lead is named"
    return Finding(
        "C21",
        Severity.INFO,
        f"{workstream.name}: {what}; write an authority that Settings lists beside Lead on the tab “{workstream.tab}”.",
        workstream.name,
        place=Place(workstream.tab, "A1"),
        expected=f"an authority of {programme.partnership.name}",
        found=lead or "not stated",
    )


def _c23(workstream: Workstream, silent: list[SavingsLine], count: int) -> Finding:
    those = "line does" if count == 1 else "lines do" if len(silent) > 1 else "lines does"
    return Finding(
        "C23",
        Severity.INFO,
        f"{workstream.name}: {len(silent)} of {count} {those} not say whether the figures are forecast or actual, so they count "
        "as forecasts until the year ends; choose one under Status.",
        workstream.name,
        place=silent[0].place(0),
        expected="forecast or actual",
        found=f"not declared on {len(silent)} of {count}",
    )


DECLARATIONS = (
    Check("C12", "each line declares its basis and no total mixes level lines with others", basis_declared),
    Check("C14", "what falls on a ring-fenced fund is named", ring_fenced),
    Check("C18", "longer-term money meant for reinvestment is not counted as saved", reinvestment_left_out),
    Check("C21", "each workstream's lead is an authority of the partnership", lead_is_an_authority),
    Check("C23", "each line's figures are known to be forecast or actual", status_known),
)
