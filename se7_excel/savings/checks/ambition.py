"""C13, C16 and C17: what the totals are made of, and how far they reach towards the targets."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.ladder import Rung, ladder, table_holds
from se7_excel.savings.money import ZERO, exact, percentage, printed
from se7_excel.savings.programme import Class, LongerTerm, Programme
from se7_excel.savings.stated import Stated
from se7_excel.savings.totals import composition


def composed_of(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C13: baseline saving and avoided cost apart, for each party."""
    for party in programme.parties:
        sums = composition(programme, party)
        parts = [f"{printed(sums[each])} {each.value}" for each in Class if each in sums]
        if None in sums:
            parts.append(f"{printed(sums[None])} of no declared class")
        if parts:
            yield Finding("C13", Severity.INFO, f"{party.name}: {' + '.join(parts)}.", party=party.name)


def target_reached(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C16: each target with what is found, the difference and the percentage."""
    for rung in ladder(programme):
        short = rung.variance < 0
        yield Finding(
            "C16",
            Severity.WARN if short else Severity.INFO,
            f"The target “{rung.target.horizon}”: {reached(rung)}.",
            party=programme.partnership.name,
            place=rung.target.place,
            expected=rung.target.amount,
            found=rung.found,
            difference=rung.variance,
        )


def overlap_declared(programme: Programme, stated: Stated) -> Iterator[Finding]:
    """C17: each longer-term figure declares whether it includes what the table holds; both readings are shown."""
    for figure in programme.longer_term:
        held = table_holds(programme, figure.workstream)
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


def _both_readings(programme: Programme, figure: LongerTerm) -> str:
    horizons = [target.horizon for target in programme.targets]
    first = horizons.index(figure.horizon) if figure.horizon in horizons else len(horizons)
    concerned = ladder(programme)[first:]
    readings = ", ".join(
        f"“{rung.target.horizon}” comes to {printed(rung.found)} or {printed(rung.found_if_included)}" for rung in concerned
    )
    return f"; without or with all undeclared overlap, {readings}" if readings else ""
