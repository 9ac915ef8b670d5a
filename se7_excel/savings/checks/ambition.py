"""C16 and C17: how far the totals reach towards the targets."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.ladder import Rung, ladder, table_holds
from se7_excel.savings.money import ZERO, exact, percentage, printed
from se7_excel.savings.programme import LongerTerm, Programme, Target
from se7_excel.savings.stated import Stated


def target_reached(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C16: each target with what is found, the difference and the percentage; one that cannot be a target is told as such.

    A target of £0 measures nothing, and horizons nest, so that a later one is no smaller than those before it.
    """
    earlier: list[Target] = []
    for rung in ladder(programme):
        yield _nothing_to_reach(programme, rung) if not rung.target.amount else _how_far(programme, rung)
        largest = max(earlier, key=lambda each: each.amount, default=rung.target)
        if ZERO < rung.target.amount < largest.amount:
            yield _not_nested(programme, largest, rung.target)
        earlier.append(rung.target)


def overlap_declared(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C17: each longer-term figure declares whether it includes what the table holds; both readings are shown.

    A figure smaller than what the table holds cannot include it, whatever is declared.
    """
    for figure in programme.longer_term:
        held = table_holds(programme, figure.workstream)
        if figure.includes_table and held > max(figure.amount, ZERO):
            yield _cannot_include(programme, figure, held)
        if figure.includes_table is None and held:
            yield Finding(
                "C17",
                Severity.WARN,
                f"{figure.workstream}: nobody has declared whether {printed(figure.amount)} includes the "
                f"{printed(held)} of the table{_both_readings(programme, figure)}. "
                "Answer yes or no on the Longer term tab.",
                figure.workstream,
                programme.partnership.name,
                place=figure.place,
                expected="yes or no",
                found="not declared",
                difference=held,
                rests_on=(figure.amount, *(each for rung in ladder(programme) for each in (rung.found, rung.found_if_included))),
            )


def reached(rung: Rung) -> str:
    """How far a rung is reached, in words: `£83.85m of £100m (83.85 %), £16.15m to find`."""
    target = rung.target.amount
    share = f" ({share_found(rung)})" if target else ""
    return f"{printed(rung.found)} of {printed(target)}{share}, {distance(rung)}"


def share_found(rung: Rung) -> str:
    """What is found in per cent of the target, which is never said to be all while a penny is to find."""
    share = percentage(rung.found, rung.target.amount)
    return f"just under {share}" if rung.variance < 0 and share == "100 %" else share


def distance(rung: Rung) -> str:
    """What is still to find, or by how much the target is passed."""
    if rung.variance < 0:
        return f"{in_sight(-rung.variance)} to find"
    return f"{in_sight(rung.variance)} more than the target" if rung.variance else "reached"


def in_sight(amount: Decimal) -> str:
    """The amount as printed, or in full where it would print as nothing."""
    return exact(amount) if printed(amount) == printed(ZERO) else printed(amount)


def _how_far(programme: Programme, rung: Rung) -> Finding:
    severity = Severity.WARN if rung.variance < 0 else Severity.INFO
    return _c16(programme, severity, f"The target “{rung.target.horizon}”: {reached(rung)}.", rung.target, rung.found)


def _nothing_to_reach(programme: Programme, rung: Rung) -> Finding:
    message = (
        f"The target “{rung.target.horizon}” is {printed(ZERO)}, so it is no measure of the {printed(rung.found)} found, "
        f"{printed(abs(rung.found))} {'more' if rung.found >= 0 else 'less'}; type the target in Settings."
    )
    return _c16(programme, Severity.WARN, message, rung.target, rung.found)


def _not_nested(programme: Programme, earlier: Target, later: Target) -> Finding:
    less = earlier.amount - later.amount
    message = (
        f"The target “{later.horizon}” of {printed(later.amount)} is {in_sight(less)} less than the {printed(earlier.amount)} of "
        f"“{earlier.horizon}” before it, which it takes in; correct one of the two in Settings, or the order of the horizons."
    )
    return Finding(
        "C16",
        Severity.WARN,
        message,
        party=programme.partnership.name,
        place=later.place,
        expected=f"{printed(earlier.amount)} or more",
        found=later.amount,
        difference=-less,
        rests_on=(earlier.amount,),
    )


def _c16(programme: Programme, severity: Severity, message: str, target: Target, found: Decimal) -> Finding:
    name, difference = programme.partnership.name, found - target.amount
    return Finding("C16", severity, message, "", name, "", target.place, target.amount, found, difference)


def _cannot_include(programme: Programme, figure: LongerTerm, held: Decimal) -> Finding:
    less = held - figure.amount
    said = printed if printed(figure.amount) != printed(held) else exact
    return Finding(
        "C17",
        Severity.WARN,
        f"{figure.workstream}: {said(figure.amount)} cannot include the {said(held)} of the table, which is "
        f"{in_sight(less)} more; correct the figure on the Longer term tab, or answer no.",
        figure.workstream,
        programme.partnership.name,
        place=figure.place,
        expected=f"{said(held)} or more",
        found=figure.amount,
        difference=-less,
        rests_on=(held,),
    )


def _both_readings(programme: Programme, figure: LongerTerm) -> str:
    horizons = [target.horizon for target in programme.targets]
    first = horizons.index(figure.horizon) if figure.horizon in horizons else len(horizons)
    concerned = ladder(programme)[first:]
    readings = ", ".join(
        f"“{rung.target.horizon}” comes to {printed(rung.found)} or {printed(rung.found_if_included)}" for rung in concerned
    )
    return f"; without or with all undeclared overlap, {readings}" if readings else ""
