"""C25 and C20 against a programme issued before: what has changed since."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.differences import (
    Comparison,
    Denominator,
    FigureChange,
    LineChange,
    Of,
    Source,
    TotalChange,
    WorkstreamChange,
)
from se7_excel.savings.entries import Entry
from se7_excel.savings.money import Amount, Gap, as_printed, exact, printed
from se7_excel.savings.programme import Place, Workstream

MOST_NAMED = 3
Effects = Mapping[int, Sequence[tuple[TotalChange, Source]]]
MEASURES = {Of.TARGET: "The target “{}”", Of.LONGER_TERM: "{}, beyond the years,", Of.CLASS: "{},"}
REMEDY = "say in the report why it changed, or put back what was issued"


def comparison_findings(comparison: Comparison) -> Iterator[Finding]:
    """C25 and C20: each line that is another than was issued, and each workstream of another name, place or lead."""
    for heading in comparison.headings:
        if heading.what in ("first year", "last year"):
            yield _years_differ(heading.what, heading.old, heading.new)
    by_line = effects(comparison)
    for line in comparison.lines:
        if line.changes_figures:
            yield _line_differs(comparison, line, by_line)
    yield from (_measure_differs(each) for each in comparison.denominators if each.of in MEASURES)
    for workstream in comparison.workstreams:
        yield from _workstream_differs(workstream)
    elsewhere = [each.match.new for each in comparison.workstreams if each.moved and each.match.new]
    if elsewhere:
        yield _order_differs(comparison, elsewhere)


def said(amount: Amount | None) -> str:
    """The amount as short as it can be said without losing anything; a gap in its words, quoted."""
    if amount is None:
        return "nothing"
    if isinstance(amount, Gap):
        return f"“{amount.value}”"
    return printed(amount) if as_printed(amount) == amount else exact(amount)


def apart(difference: Decimal) -> str:
    """A difference with its direction: `£1m more`, `£50k less`, `no difference`."""
    return f"{said(abs(difference))} {'more' if difference > 0 else 'less'}" if difference else "no difference"


def named(entry: Entry) -> str:
    """What an officer calls a line: workstream, party, and its title where that says more."""
    title = entry.title if entry.title and entry.title not in (entry.workstream.name, entry.party.name) else ""
    return f"{entry.workstream.name}, {entry.party.name}{f', “{title}”' if title else ''}"


def plain(amount: Amount | None) -> Decimal | str:
    """The amount as findings carry it: a gap in its words, and nothing in words too."""
    return "nothing" if amount is None else amount.value if isinstance(amount, Gap) else amount


def place_of(line: LineChange, comparison: Comparison) -> Place | None:
    """The cell of the line in the new programme: of its one figure that differs, else of its first."""
    entry = line.match.new
    if entry is None:
        return None
    first = next((each.year for each in line.figures if each.year in comparison.new.years), None)
    return entry.place(comparison.new.years.index(first) if first else 0)


def effects(comparison: Comparison) -> Effects:
    """The parties' totals over all years that differ, each with how much comes from it, by the identity of a line's match."""
    found: dict[int, list[tuple[TotalChange, Source]]] = {}
    for total in comparison.totals:
        if total.of is Of.TOTAL:
            for source in total.sources:
                found.setdefault(id(source.match), []).append((total, source))
    return found


def _line_differs(comparison: Comparison, line: LineChange, by_line: Effects) -> Finding:
    entry = line.entry
    one = line.figures[0] if len(line.figures) == 1 else None
    expected, found = (one.old, one.new) if one else _totals(line)
    both = isinstance(expected, Decimal) and isinstance(found, Decimal)
    return Finding(
        "C25",
        Severity.FAIL,
        f"{named(entry)}: {_what(line)}{_effect(line, by_line)}; {REMEDY}.",
        entry.workstream.name,
        entry.party.name,
        str(one.year) if one else "",
        place_of(line, comparison),
        plain(expected),
        plain(found),
        Decimal(found) - Decimal(expected) if both else None,  # type: ignore[arg-type]
        rests_on=tuple(each for figure in line.figures for each in (str(figure.year), figure.old, figure.new)),
    )


def _totals(line: LineChange) -> tuple[Amount | None, Amount | None]:
    old, new = line.match.old, line.match.new
    return old.cumulative[-1] if old else None, new.cumulative[-1] if new else None


def _what(line: LineChange) -> str:
    """In words, how the line differs from what was issued."""
    old, new = _totals(line)
    if line.match.old is None:
        return f"was not issued and now says {said(new)} in all"
    if line.match.new is None:
        return f"was issued with {said(old)} in all and is gone"
    parts = [_since_issued(each) for each in line.figures[:MOST_NAMED]]
    more = len(line.figures) - MOST_NAMED
    parts += [f"and {more} more year{'' if more == 1 else 's'}"] if more > 0 else []
    parts += [f"{fact.what} {fact.old or 'not stated'} became {fact.new or 'not stated'}" for fact in line.facts]
    if line.by_position:
        parts.append(f"compared with {_taken_together(line)}")
    return "; ".join(parts)


def _since_issued(figure: FigureChange) -> str:
    how = "" if figure.difference is None else f", {apart(figure.difference)}"
    return f"{figure.year} was issued as {said(figure.old)} and is now {said(figure.new)}{how}"


def _taken_together(line: LineChange) -> str:
    count = max(len(each.lines) for each in (line.match.old, line.match.new) if each)
    return f"{count} lines taken together" if count > 1 else "the authorities' line, as it has none of its own"


def _effect(line: LineChange, by_line: Effects) -> str:
    told = [
        f"the {total.party.name} total went from {said(total.old)} to {said(total.new)}, {apart(source.difference)} from this"
        for total, source in by_line.get(id(line.match), ())
    ]
    return f"; {' and '.join(told)}" if told else "; no total over all years differs by it"


def _measure_differs(each: Denominator) -> Finding:
    """What totals are measured by or made of: a target, a figure beyond the years, or the saving of a class."""
    both = isinstance(each.old, Decimal) and isinstance(each.new, Decimal)
    difference = Decimal(each.new) - Decimal(each.old) if both else None  # type: ignore[arg-type]
    how = f", {apart(difference)}" if difference is not None else ""
    message = f"{MEASURES[each.of].format(each.name)} {_issued_and_now(each)}{how}; {REMEDY}."
    was, now = ("nothing" if value is None else value for value in (each.old, each.new))
    return Finding("C25", Severity.FAIL, message, place=each.place, expected=was, found=now, difference=difference)


def _issued_and_now(each: Denominator) -> str:
    was, now = (said(value) if isinstance(value, Decimal) else value for value in (each.old, each.new))
    if was is None:
        return f"was not issued and is now {now}"
    return f"was issued as {was} and is now {now}" if now is not None else f"was issued as {was} and is gone"


def _years_differ(what: str, old: str, new: str) -> Finding:
    message = f"The {what} was {old} when issued and is {new} now, so totals cover other years; say so beside every total."
    return Finding("C25", Severity.FAIL, message, expected=old, found=new)


def _workstream_differs(change: WorkstreamChange) -> Iterator[Finding]:
    old, new = change.match.old, change.match.new
    if new is None and old:
        yield _c20(old, None, f"{old.name} was issued as a workstream and is gone", old.name, "nothing", "say where it went")
    elif old is None and new:
        yield _c20(new, new, f"{new.name} is a workstream that was not issued", "nothing", new.name, "say that it is new")
    elif old and new:
        if change.renamed:
            why = " and ".join(each.value for each in change.match.grounds)
            what = f"{new.name} was issued as {old.name} (taken for one by {why})"
            yield _c20(new, new, what, old.name, new.name, "use one name, or say that it was renamed")
        for fact in change.facts:
            what = f"{new.name}: the {fact.what} was issued as {fact.old or 'not stated'} and is now {fact.new or 'not stated'}"
            yield _c20(new, new, what, fact.old or "nothing", fact.new or "nothing", "correct it, or say that it changed")


def _order_differs(comparison: Comparison, elsewhere: list[Workstream]) -> Finding:
    names = ", ".join(each.name for each in elsewhere)
    stand = "stands" if len(elsewhere) == 1 else "stand"
    was, now = (", ".join(each.name for each in side.workstreams) for side in (comparison.old, comparison.new))
    what = f"{names} {stand} elsewhere in the order than when issued"
    return _c20(elsewhere[0], elsewhere[0], what, was, now, "put Settings in the issued order, or leave it so on purpose")


def _c20(named_one: Workstream, on: Workstream | None, what: str, expected: str, found: str, remedy: str) -> Finding:
    place = Place(on.tab, "A1") if on and any(line.cells for line in on.lines) else None
    return Finding("C20", Severity.WARN, f"{what}; {remedy}.", named_one.name, place=place, expected=expected, found=found)
