"""The one sentence that goes wherever the total goes: how much, how complete, of what kind, how far."""

from se7_excel.savings.checks.ambition import distance, share_found
from se7_excel.savings.money import printed
from se7_excel.savings.programme import Class, Programme
from se7_excel.savings.totals import composition, ladder, party_total


def headline(programme: Programme) -> str:
    """The partnership's total with its completeness, its avoided cost and its distance from the first target."""
    parts = (_completeness(programme), *_composition(programme), *_distance(programme))
    return "; ".join(parts)


def _completeness(programme: Programme) -> str:
    total = party_total(programme, programme.partnership).total
    count = len(programme.workstreams)
    if total.amount is None:
        return f"nothing quantified yet in {count} workstream{'s' if count != 1 else ''}"
    said = f"{printed(total.amount)} quantified"
    if total.unquantified:
        said += f", {total.unquantified} of {count} workstreams not"
    if total.in_part:
        said += f", {total.in_part} of {count} workstreams only in part"
    everywhere = f"in all {count} workstreams" if count > 1 else "in the one workstream"
    return said if total.unquantified or total.in_part else f"{said} {everywhere}"


def _composition(programme: Programme) -> list[str]:
    sums = composition(programme, programme.partnership)
    named = ((Class.AVOIDED, "avoided cost"), (None, "of no declared class"))
    return [f"{printed(sums[kind])} of it {words}" for kind, words in named if sums.get(kind)]


def _distance(programme: Programme) -> list[str]:
    rungs = ladder(programme)
    if not rungs or not rungs[0].target.amount:
        return []
    rung = rungs[0]
    name = rung.target.horizon.lower().replace(" ", "-")
    return [f"{share_found(rung)} of the {name} target of {printed(rung.target.amount)}, {distance(rung)}"]
