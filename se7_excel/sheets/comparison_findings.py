"""C25, C20 and C19 against a programme issued before: what has changed since, and what the words still quote of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.differences import Comparison, FigureChange, LineChange, Of, Source, TotalChange, WorkstreamChange
from se7_excel.savings.entries import Entry
from se7_excel.savings.money import ZERO, Amount, Gap, as_printed, exact, printed
from se7_excel.savings.programme import Place, Workstream
from se7_excel.savings.totals import party_total, position
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.words_traced import Figure, Passage, figures_in, passages

MOST_NAMED = 3
Effects = Mapping[int, Sequence[tuple[TotalChange, Source]]]
REMEDY = "say in the report why it changed, or put back what was issued"


@dataclass(frozen=True, slots=True)
class Former:
    """An amount that used to be said and is now another: of what, in words, and of which workstream, if any."""

    what: str
    old: Decimal
    new: Amount | None
    workstream: str = ""


def comparison_findings(comparison: Comparison) -> Iterator[Finding]:
    """C25 and C20: each line that is another than was issued, and each workstream of another name, place or lead."""
    for heading in comparison.headings:
        if heading.what in ("first year", "last year"):
            yield _years_differ(heading.what, heading.old, heading.new)
    by_line = effects(comparison)
    for line in comparison.lines:
        if line.changes_figures:
            yield _line_differs(comparison, line, by_line)
    for workstream in comparison.workstreams:
        yield from _workstream_differs(workstream)
    elsewhere = [each.match.new for each in comparison.workstreams if each.moved and each.match.new]
    if elsewhere:
        yield _order_differs(comparison, elsewhere)


def quoted_still(comparison: Comparison, reading: Reading) -> Iterator[Finding]:
    """C19: the words on a tab still quote an amount that was issued and has changed since, and that nothing else comes to."""
    spoken = [(passage, figure) for passage in passages(reading) for figure in figures_in(passage.text)]
    formers: dict[str, list[Former]] = {}
    for former in _formers(comparison) if spoken else ():
        formers.setdefault(former.workstream, []).append(former)
    current = {passage.workstream: tuple(_current(comparison, passage.workstream)) for passage, _ in spoken}
    for passage, figure in spoken:
        known = (*formers.get(passage.workstream, ()), *formers.get("", ()))
        near = [each for each in known if _is_meant(figure, each.old)]
        still = min(near, key=lambda each: abs(abs(each.old) - figure.amount), default=None)
        if still and not any(_is_meant(figure, amount) for amount in current[passage.workstream]):
            yield _c19(passage, figure, still)


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
        _plain(expected),
        _plain(found),
        Decimal(found) - Decimal(expected) if both else None,  # type: ignore[arg-type]
    )


def _totals(line: LineChange) -> tuple[Amount | None, Amount | None]:
    old, new = line.match.old, line.match.new
    return old.cumulative[-1] if old else None, new.cumulative[-1] if new else None


def _plain(amount: Amount | None) -> Decimal | str:
    return "nothing" if amount is None else amount.value if isinstance(amount, Gap) else amount


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
            what = f"{new.name}: the {fact.what} was issued as {fact.old} and is now {fact.new or 'not stated'}"
            yield _c20(new, new, what, fact.old, fact.new or "nothing", "correct it, or say that it changed")


def _order_differs(comparison: Comparison, elsewhere: list[Workstream]) -> Finding:
    names = ", ".join(each.name for each in elsewhere)
    stand = "stands" if len(elsewhere) == 1 else "stand"
    was, now = (", ".join(each.name for each in side.workstreams) for side in (comparison.old, comparison.new))
    what = f"{names} {stand} elsewhere in the order than when issued"
    return _c20(elsewhere[0], elsewhere[0], what, was, now, "put Settings in the issued order, or leave it so on purpose")


def _c20(named_one: Workstream, on: Workstream | None, what: str, expected: str, found: str, remedy: str) -> Finding:
    place = Place(on.tab, "A1") if on and any(line.cells for line in on.lines) else None
    return Finding("C20", Severity.WARN, f"{what}; {remedy}.", named_one.name, place=place, expected=expected, found=found)


def _formers(comparison: Comparison) -> Iterator[Former]:
    """Every amount said before that is another now: totals, targets and longer-term figures, lines, and what these come to."""
    for total in comparison.totals:
        if total.old:
            when = {Of.ANNUAL: f" of {total.year}", Of.CUMULATIVE: f" up to {total.year}"}.get(total.of, "")
            yield Former(f"the {total.party.name} total{when}", total.old, total.new)
    for each in comparison.denominators:
        if isinstance(each.old, Decimal) and each.of in (Of.TARGET, Of.LONGER_TERM) and not isinstance(each.new, str):
            yield Former(f"{each.name}, {each.of.value}", each.old, each.new)
    for line in comparison.lines:
        yield from _formers_of(line, comparison)


def _formers_of(line: LineChange, comparison: Comparison) -> Iterator[Former]:
    entry, old, new = line.entry, line.match.old, line.match.new
    for figure in line.figures:
        if isinstance(figure.old, Decimal) and figure.old:
            yield Former(f"{named(entry)} in {figure.year}", figure.old, figure.new, entry.workstream.name)
    for at, year in enumerate(comparison.old.years):
        there = comparison.new.years.index(year) if year in comparison.new.years else None
        was, now = (old.cumulative[at] if old else None), (new.cumulative[there] if new and there is not None else None)
        if isinstance(was, Decimal) and was and was != now:
            yield Former(f"{named(entry)} up to {year}", was, now, entry.workstream.name)


def _current(comparison: Comparison, workstream: str) -> Iterator[Decimal]:
    """The amounts the words of this workstream may rightly quote: its own, and every total, target and figure beyond."""
    programme = comparison.new
    for party in programme.parties:
        total = party_total(programme, party)
        yield from (each.pounds for each in (*total.annual, *total.cumulative, total.total))
        for each in programme.workstreams:
            if each.name == workstream:
                held = position(programme, each, party)
                yield from (amount for amount in (*held.own, *held.cumulative) if isinstance(amount, Decimal))
    for each in programme.workstreams:
        if each.name == workstream:
            lines = (amount for line in each.lines for amount in (*line.amounts, *line.cumulative))
            yield from (amount for amount in lines if isinstance(amount, Decimal))
    yield from (target.amount for target in programme.targets)
    yield from (figure.amount for figure in programme.longer_term)


def _is_meant(figure: Figure, amount: Decimal) -> bool:
    """Whether the words can mean this amount: in words a cost is a figure like any other."""
    return amount != ZERO and abs(abs(amount) - figure.amount) <= figure.tolerance


def _c19(passage: Passage, figure: Figure, former: Former) -> Finding:
    change = former.new - former.old if isinstance(former.new, Decimal) else None
    how = f", {apart(change)}" if change is not None else ""
    return Finding(
        "C19",
        Severity.WARN,
        f"{passage.place}: the words of {passage.called} still quote “{figure.text}”: {former.what} was issued as "
        f"{said(former.old)} and is now {said(former.new)}{how}; correct the words.",
        passage.workstream,
        place=passage.place,
        expected=_plain(former.new),
        found=figure.amount,
        difference=figure.amount - former.new if isinstance(former.new, Decimal) else None,
    )
