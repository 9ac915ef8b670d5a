"""C19 against what was issued before: what the words on a tab still quote of it."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.differences import Comparison, LineChange, Of
from se7_excel.sheets.comparison_findings import apart, named, plain, said
from se7_excel.sheets.figures_before import Before
from se7_excel.sheets.passages import Passage, passages
from se7_excel.sheets.pound_figures import Figure, figures_in
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.words_traced import outlived_here


def quoted_still(comparison: Comparison, reading: Reading) -> Iterator[Finding]:
    """C19: the words on a tab still quote an amount that was issued and has changed since, and that nothing else comes to."""
    spoken = [(passage, figure) for passage in passages(reading) for figure in figures_in(passage.text)]
    before = tuple(_formers(comparison)) if spoken else ()
    for passage, figure in spoken:
        still = outlived_here(passage, figure, before, comparison.new)
        if still:
            yield _c19(passage, figure, still)


def _formers(comparison: Comparison) -> Iterator[Before]:
    """Every amount said before that is another now: totals, targets and longer-term figures, lines, and what these come to;
    totals over all years come first.
    """
    for total in sorted(comparison.totals, key=lambda each: each.of is not Of.TOTAL):
        if total.old:
            when = {Of.ANNUAL: f" of {total.year}", Of.CUMULATIVE: f" up to {total.year}"}.get(total.of, "")
            yield Before(f"the {total.party.name} total{when}", total.old, total.new)
    for each in comparison.denominators:
        if isinstance(each.old, Decimal) and each.of in (Of.TARGET, Of.LONGER_TERM) and not isinstance(each.new, str):
            yield Before(f"{each.name}, {each.of.value}", each.old, each.new)
    for line in comparison.lines:
        yield from _formers_of(line, comparison)


def _formers_of(line: LineChange, comparison: Comparison) -> Iterator[Before]:
    entry, old, new = line.entry, line.match.old, line.match.new
    for figure in line.figures:
        if isinstance(figure.old, Decimal) and figure.old:
            yield Before(f"{named(entry)} in {figure.year}", figure.old, figure.new, entry.workstream.name)
    for at, year in enumerate(comparison.old.years):
        there = comparison.new.years.index(year) if year in comparison.new.years else None
        was, now = (old.cumulative[at] if old else None), (new.cumulative[there] if new and there is not None else None)
        if isinstance(was, Decimal) and was and was != now:
            yield Before(f"{named(entry)} up to {year}", was, now, entry.workstream.name)


def _c19(passage: Passage, figure: Figure, former: Before) -> Finding:
    change = former.now - former.was if isinstance(former.now, Decimal) else None
    how = f", {apart(change)}" if change is not None else ""
    return Finding(
        "C19",
        Severity.WARN,
        f"{passage.place}: the words of {passage.called} still quote “{figure.text}”: {former.called} was issued as "
        f"{said(former.was)} and is now {said(former.now)}{how}; correct the words.",
        passage.workstream,
        place=passage.place,
        expected=plain(former.now),
        found=figure.amount,
        difference=figure.amount - former.now if isinstance(former.now, Decimal) else None,
    )
