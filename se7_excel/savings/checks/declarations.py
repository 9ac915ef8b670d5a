"""C12, C18 and C21: what lines, longer-term figures and workstreams declare about themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from se7_excel.savings.checks.ambition import in_sight
from se7_excel.savings.checks.finding import Check, Finding, Severity
from se7_excel.savings.ladder import Rung, ladder
from se7_excel.savings.money import ZERO, Gap, exact, printed
from se7_excel.savings.programme import Basis, LongerTerm, Party, Place, Programme, SavingsLine, Workstream
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import cumulative, line_gap, positions

FOR_REINVESTMENT = re.compile(r"\bre[-‐‑–]?\s?invest", re.IGNORECASE)
NOT_FOR_REINVESTMENT = re.compile(
    r"\b(?:no|not|never|without)(?!\s+(?:only|all|just)\b)(?:\s+\w+){0,2}\s+re[-‐‑–]?\s?invest\w*", re.IGNORECASE
)


def basis_declared(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C12: each line declares its basis, and no total mixes level lines with others.

    A row left blank in every year has nothing to declare; a line without a basis adds up, so it counts among the others.
    A party's grand total is told beside those of its workstreams where it holds more than one of them.
    """
    for workstream, line in programme.lines:
        if line.basis is None and line_gap(line) is not Gap.BLANK:
            yield _no_basis(workstream, line)
    for party in programme.parties:
        yield from _totals_mixed(programme, party)


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


def called(workstream: Workstream, line: SavingsLine) -> str:
    """What a finding calls the line: workstream, party and, where it says more than these, its title."""
    name = f"{workstream.name}, {line.party.name}"
    return f"{name}, “{line.title}”" if line.title and not same_words(line.title, workstream.name) else name


def same_words(one: str, other: str) -> bool:
    """Whether the two say the same, whatever their case and spaces."""
    return one == other or " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


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
        rests_on=line.amounts,
    )


def _totals_mixed(programme: Programme, party: Party) -> Iterator[Finding]:
    held = positions(programme, party)
    by_workstream = [(each.workstream, [line for line in each.lines if line_gap(line) is None]) for each in held]
    for workstream, lines in by_workstream:
        yield from _mixed(party, lines, workstream)
    if sum(bool(lines) for _, lines in by_workstream) > 1:
        yield from _mixed(party, [line for _, lines in by_workstream for line in lines])


def _mixed(party: Party, lines: list[SavingsLine], workstream: Workstream | None = None) -> Iterator[Finding]:
    """The party's total of the workstream or, without one, its grand total, where level lines are added to others."""
    levels = [line for line in lines if line.basis is Basis.LEVEL]
    others = [line for line in lines if line.basis is not Basis.LEVEL]
    if levels and others:
        level, rest = _pounds(levels), _pounds(others)
        what = f"{workstream.name}: the {party.name} total" if workstream else f"{party.name}: the grand total"
        yield Finding(
            "C12",
            Severity.WARN,
            f"{what} of {in_sight(level + rest)} mixes {in_sight(level)} of level lines with {in_sight(rest)} of lines that add "
            f"up over the years; {'give them one basis or quote' if workstream else 'quote'} the two apart.",
            workstream.name if workstream else "",
            party.name,
            place=levels[0].place(0),
            expected="one basis",
            found=f"{exact(level)} level, {exact(rest)} others",
        )


def _pounds(lines: list[SavingsLine]) -> Decimal:
    return sum((amount for line in lines if isinstance(amount := cumulative(line)[-1], Decimal)), ZERO)


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
        rests_on=(figure.amount, *(each.found for rungs in moved for each in rungs)),
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


DECLARATIONS = (
    Check("C12", "each line declares its basis and no total mixes level lines with others", basis_declared),
    Check("C18", "longer-term money meant for reinvestment is not counted as saved", reinvestment_left_out),
    Check("C21", "each workstream's lead is an authority of the partnership", lead_is_an_authority),
)
