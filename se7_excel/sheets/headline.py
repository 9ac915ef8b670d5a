"""The one sentence that goes wherever the total goes, and the sentences of the ladder that stand below it on Checks."""

from decimal import Decimal

from se7_excel.savings.checks.ambition import distance, in_sight, reached, share_found
from se7_excel.savings.ladder import Rung, ladder
from se7_excel.savings.money import ZERO, printed
from se7_excel.savings.programme import Class, Programme
from se7_excel.savings.totals import composition, party_total

LADDER_LINES = 3  # always as many, so that the table below never has to move
MOST_NAMED = 3
NO_TARGET = "No target is listed on Settings, so there is nothing to measure the total against."


def headline(programme: Programme) -> str:
    """The partnership's total with its completeness, what it costs, its avoided cost and its distance from the targets."""
    sums = composition(programme, programme.partnership)
    whole = f"{_completeness(programme)}{_after_cost(sums.get(Class.COST, ZERO))}"
    parts = (whole, *_composition(sums), *_distances(programme))
    return "; ".join(parts)


def ladder_sentences(programme: Programme) -> tuple[str, ...]:
    """How far each target is reached and what its horizon adds, always so many lines; those left over are empty."""
    rungs = ladder(programme)
    said = [_sentence(rung, programme) for rung in rungs[:LADDER_LINES]] or [NO_TARGET]
    more = len(rungs) - LADDER_LINES
    if more > 0:
        said[-1] += f" {more} more target{'s are' if more > 1 else ' is'} on Target ladder."
    return (*said, *[""] * (LADDER_LINES - len(said)))


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


def _after_cost(cost: Decimal) -> str:
    """What the total is net of; a cost that adds to it lacks its minus sign, which C15 tells."""
    return f", after {in_sight(-cost)} cost of achieving" if cost < 0 else ""


def _composition(sums: dict[Class | None, Decimal]) -> list[str]:
    named = ((Class.AVOIDED, "avoided cost"), (None, "with no class declared"))
    return [f"{printed(sums[kind])} of it {words}" for kind, words in named if sums.get(kind)]


def _distances(programme: Programme) -> list[str]:
    """How far the first target is reached and, briefly, those after it."""
    rungs = ladder(programme)
    if not rungs or not rungs[0].target.amount:
        return []
    first, name = rungs[0], rungs[0].target.horizon.lower().replace(" ", "-")
    said = f"{share_found(first)} of the {name} target of {printed(first.target.amount)}, {distance(first)}"
    further = [f"{rung.target.horizon.lower()} {share_found(rung)}" for rung in rungs[1:LADDER_LINES] if rung.target.amount]
    return [said, *([", ".join(further)] if further else [])]


def _sentence(rung: Rung, programme: Programme) -> str:
    doubt = rung.undeclared_overlap
    other = f"; {printed(rung.found_if_included)} if the undeclared overlap is inside" if doubt else ""
    return f"{rung.target.horizon}: {reached(rung)}{other}.{_added(rung, programme)}"


def _added(rung: Rung, programme: Programme) -> str:
    """What a further horizon adds, from which workstreams: the largest by the names of their tabs, which are short."""
    if rung.before is None:
        return ""
    if not rung.added:
        return " Adds nothing to the horizon before."
    tabs = {each.name: each.tab for each in programme.workstreams}
    largest = sorted(rung.added, key=lambda each: -abs(each[1]))
    named = ", ".join(f"{tabs.get(name, name)} {in_sight(amount)}" for name, amount in largest[:MOST_NAMED])
    more = f" and {len(largest) - MOST_NAMED} more" if len(largest) > MOST_NAMED else ""
    return f" Adds {in_sight(rung.found_added)}: {named}{more}."
