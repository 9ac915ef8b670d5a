"""What a comparison came to, in words for a terminal and as one JSON object for scripts."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.entrances.compare import Compared
from se7_excel.entrances.terminal import on_one_line
from se7_excel.savings.differences import (
    Comparison,
    Denominator,
    FactChange,
    FigureChange,
    LineChange,
    Of,
    TotalChange,
    WorkstreamChange,
)
from se7_excel.savings.money import trimmed
from se7_excel.sheets.check_report import told
from se7_excel.sheets.comparison_findings import apart, named, place_of, said

MOST_SOURCES, MOST_KEPT = 5, 5


def in_words(found: Compared) -> str:
    """The report for a person: headline, workstreams with their lines, totals, headings, denominators, words and slips."""
    parts = (
        _by_workstream(found.comparison),
        _totals(found.comparison),
        _headings(found.comparison),
        _denominators(found.comparison),
        _quoted(found),
        _slips(found),
        _remarks(found),
    )
    lines = [f"Compare: {found.old.name} → {found.new.name}", f"  {headline(found)}"]
    return "\n".join(map(on_one_line, (*lines, *(f"  {line}" for part in parts for line in part))))


def headline(found: Compared) -> str:
    """The partnership's total before and now with what it comes from; or that nothing differs, and what is wrong all the same."""
    comparison = found.comparison
    if not comparison.differs:
        return f"No line differs, but {_contradiction(found)}" if found.contradicted else "Nothing differs"
    party = comparison.new.partnership
    total = next((each for each in comparison.totals if each.of is Of.TOTAL and each.party == party), None)
    if total is None:
        return f"The {party.name} total is the same; {_what_differs(comparison)}"
    sources = f", from {_counted(len(total.sources), 'changed line')}" if total.sources else ""
    return f"{party.name} {_total_said(total)}{sources}"


def _contradiction(found: Compared) -> str:
    if all(each.code == "C10" for each in found.contradicted):
        return "the issued table leaves unsaid what its brackets mean"
    return "the issued table contradicts itself"


def _by_workstream(comparison: Comparison) -> Iterator[str]:
    """Each workstream that differs, or holds a line that does: the workstreams of now in their order, then those gone."""
    changes = {each.name: each for each in comparison.workstreams}
    lines: dict[str, list[LineChange]] = {}
    for line in comparison.lines:
        lines.setdefault(line.entry.workstream.name, []).append(line)
    order = [each.name for each in (*comparison.new.workstreams, *comparison.old.workstreams)]
    for name in dict.fromkeys(order):
        if name in changes or name in lines:
            yield f"{name}{_workstream_words(changes.get(name))}"
            yield from (f"  {words}" for words in _fact_words(changes[name].facts if name in changes else ()))
            yield from (f"  {_line_words(line, comparison)}" for line in lines.get(name, ()))


def _workstream_words(change: WorkstreamChange | None) -> str:
    if change is None:
        return ""
    old, new = change.match.old, change.match.new
    if old is None or new is None:
        return ": added" if old is None else ": removed"
    why = " and ".join(each.value for each in change.match.grounds)
    told = [f"renamed from {old.name} ({why})"] if change.renamed else []
    told += ["moved in the order"] if change.moved else []
    return f": {', '.join(told)}" if told else ""


def _line_words(line: LineChange, comparison: Comparison) -> str:
    name = named(line.entry).removeprefix(f"{line.entry.workstream.name}, ")
    place = place_of(line, comparison)
    where = f"  [{place}]" if place else ""
    if line.match.old is None or line.match.new is None:
        kind = "added" if line.match.old is None else "removed"
        return f"{kind}: {name}, {said(line.entry.cumulative[-1])} in all{where}"
    told = [_figure_words(each) for each in line.figures] + list(_fact_words(line.facts))
    kind = "changed" if line.figures or not line.renamed else "renamed"
    together = " (several lines taken together, as the table has one)" if line.by_position else ""
    return f"{kind}: {name}: {'; '.join(told)}{together}{where}"


def _figure_words(figure: FigureChange) -> str:
    how = "" if figure.difference is None else f", {apart(figure.difference)}"
    return f"{figure.year} {said(figure.old)} became {said(figure.new)}{how}"


def _fact_words(facts: tuple[FactChange, ...]) -> Iterator[str]:
    yield from (f"{each.what}: {each.old or 'not stated'} became {each.new or 'not stated'}" for each in facts)


def _totals(comparison: Comparison) -> Iterator[str]:
    if comparison.totals:
        yield "Totals"
    for total in comparison.totals:
        yield f"  {total.party.name}, {_of_words(total)}: {_total_said(total)}{_sources(total)}"


def _of_words(total: TotalChange) -> str:
    return {Of.ANNUAL: str(total.year), Of.CUMULATIVE: f"cumulative to {total.year}"}.get(total.of, "all years")


def _total_said(total: TotalChange) -> str:
    before, now = ("nothing quantified" if each is None else said(each) for each in (total.old, total.new))
    return f"{before} → {now}, {apart(total.difference)}"


def _sources(total: TotalChange) -> str:
    """Which lines the difference comes from; one that comes from a single line needs no amount of its own."""
    if len(total.sources) == 1:
        return f" ({named(total.sources[0].match.new or total.sources[0].match.old)})"  # type: ignore[arg-type]
    largest = sorted(total.sources, key=lambda each: -abs(each.difference))[:MOST_SOURCES]
    told = [f"{named(each.match.new or each.match.old)} {apart(each.difference)}" for each in largest]  # type: ignore[arg-type]
    more = len(total.sources) - len(told)
    told += [f"{more} more; --json lists them all"] if more else []
    return f" ({'; '.join(told)})" if told else ""


def _headings(comparison: Comparison) -> Iterator[str]:
    if comparison.headings:
        yield "Headings"
    for each in comparison.headings:
        if each.old and each.new:
            yield f"  {each.what}: {each.old} became {each.new}"
        else:
            yield f"  {each.what} {'added' if each.new else 'removed'}: {each.new or each.old}"


def _denominators(comparison: Comparison) -> Iterator[str]:
    if comparison.denominators:
        yield "What the totals are measured by"
    for each in comparison.denominators:
        yield f"  {_denominator_words(each, comparison)}"


def _denominator_words(each: Denominator, comparison: Comparison) -> str:
    before, now = (_measure(value, each.of) for value in (each.old, each.new))
    what = {
        Of.TARGET: f"target, {each.name}",
        Of.LONGER_TERM: f"beyond the years, {each.name}",
        Of.QUANTIFIED: f"workstreams quantified, {each.name}",
        Of.CLASS: f"made of, {each.name}",
        Of.SHARE: f"share of {each.name} in the {comparison.new.partnership.name} total",
    }[each.of]
    return f"{what}: {before} became {now}"


def _measure(value: Decimal | str | None, of: Of) -> str:
    if isinstance(value, Decimal):
        return f"{trimmed(value)} %" if of is Of.SHARE else said(value)
    return value or "nothing"


def _quoted(found: Compared) -> Iterator[str]:
    quoted = [each for each in found.differences if each.code == "C19"]
    if quoted:
        yield "Words that still quote what was issued"
    yield from (f"  {told(each)}" for each in quoted)


def _slips(found: Compared) -> Iterator[str]:
    if found.slips:
        yield "Slips in the tables themselves"
    yield from (f"  {told(each)}" for each in found.slips)


def _remarks(found: Compared) -> Iterator[str]:
    """What is no difference and must be known all the same."""
    if found.comparison.rounded:
        count = _counted(found.comparison.rounded, "figure")
        yield f"Taken as the same: {count} of the table that only the printing to the nearest £1,000 tells from the exact one"
    if found.kept:
        yield "Kept as words, or left out"
    yield from (f"  {each}" for each in found.kept[:MOST_KEPT])
    if len(found.kept) > MOST_KEPT:
        yield f"  and {len(found.kept) - MOST_KEPT} more; --json lists them all"


def _what_differs(comparison: Comparison) -> str:
    """How many of each kind of thing differ: `what differs: 1 workstream, 2 lines`."""
    kinds = (
        (comparison.workstreams, "workstream"),
        (comparison.lines, "line"),
        (comparison.totals, "other total"),
        (comparison.headings, "heading"),
        (comparison.denominators, "measure"),
    )
    return "what differs: " + ", ".join(_counted(len(held), what) for held, what in kinds if held)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
