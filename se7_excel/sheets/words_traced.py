"""C19: each pound figure in the words on a tab is a figure of the workbook, as precisely as the words say it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.ladder import ladder
from se7_excel.savings.money import exact
from se7_excel.savings.programme import Programme, Workstream
from se7_excel.savings.totals import composition, party_total, position
from se7_excel.sheets import schema
from se7_excel.sheets.figures_before import Before, figures_before, figures_issued, outlived
from se7_excel.sheets.grid import Grid, words
from se7_excel.sheets.passages import Passage, passages
from se7_excel.sheets.pound_figures import Figure, figures_in
from se7_excel.sheets.reading import Reading

SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")


def words_are_traced(reading: Reading) -> Iterator[Finding]:
    """C19: pound figures in purpose, update, status and notes are figures of the workbook."""
    spoken = [(passage, figure) for passage in passages(reading) for figure in figures_in(passage.text)]
    if not spoken:
        return
    programme = reading.programme
    before = (*figures_before(reading.data, programme), *figures_issued(reading.issued, programme))
    known = _in_order((*_figures_of_all(programme), *_figures_of(programme, programme.workstreams)))
    grids = {passage.grid.tab: passage.grid for passage, _ in spoken}
    on_tab = {tab: _in_order(_numbers(grid)) for tab, grid in grids.items()}
    for passage, figure in spoken:
        near = (*_beside(known, figure.amount), *_beside(on_tab[passage.grid.tab], figure.amount))
        nearest = min(near, key=figure.off, default=None)
        untraced = nearest is None or not figure.means(nearest)
        former = outlived(figure, before, ()) if untraced else outlived_here(passage, figure, before, programme)
        if former:
            yield _quotes_former(passage, figure, former)
        elif untraced:
            yield _c19(passage, figure, nearest)


def outlived_here(passage: Passage, figure: Figure, before: tuple[Before, ...], programme: Programme) -> Before | None:
    """The figure of the passage's own workstream, or a total, that the words quote as it was.

    What is typed on the tab, and the workstreams named in the same sentence, are right to quote as they are now.
    """
    own = tuple(each for each in before if each.workstream in ("", passage.workstream))
    if not outlived(figure, own, ()):
        return None
    streams = programme.workstreams
    spoken_of = tuple(each for each in streams if each.name == passage.workstream or _is_named(each, passage, figure))
    current = (*_figures_of_all(programme), *_figures_of(programme, spoken_of), *_numbers(passage.grid, calculated=False))
    return outlived(figure, own, _in_order(current))


def _is_named(workstream: Workstream, passage: Passage, figure: Figure) -> bool:
    """Whether the sentence of the figure, or all the words where it cannot be told, name the workstream."""
    text = words(passage.text)
    sentences = [each for each in SENTENCE_END.split(text) if figure.text in each] or [text]
    names = "|".join(re.escape(each) for each in (workstream.name, workstream.tab) if each)
    return any(re.search(rf"(?<!\w)(?:{names})(?!\w)", each, re.IGNORECASE) for each in sentences)


def _figures_of(programme: Programme, workstreams: tuple[Workstream, ...]) -> Iterator[object]:
    """Every figure of these workstreams: their lines and what each party expects of them."""
    for each in workstreams:
        for party in programme.parties:
            held = position(programme, each, party)
            yield from (*held.own, *held.cumulative)
        yield from chain.from_iterable((*line.amounts, *line.cumulative) for line in each.lines)


def _figures_of_all(programme: Programme) -> Iterator[object]:
    """Every figure of the programme as a whole: totals, targets and what reaches them, longer-term figures."""
    for party in programme.parties:
        total = party_total(programme, party)
        yield from (each.amount for each in (*total.annual, *total.cumulative, total.total))
        yield from composition(programme, party).values()
    yield from (target.amount for target in programme.targets)
    yield from (figure.amount for figure in programme.longer_term)
    for rung in ladder(programme):
        yield from (rung.found, rung.found_if_included, rung.variance)


def _numbers(grid: Grid, calculated: bool = True) -> Iterator[object]:
    """The numbers on the tab, officers' own among them, for a figure the words need can be kept in a cell.

    Those calculated may still be as they were before the amounts changed.
    """
    for row, cells in grid.rows():
        for column, value in cells.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool) and (calculated or not grid.formula(row, column)):
                yield Decimal(repr(value))


def _in_order(amounts: Iterable[object]) -> list[Decimal]:
    """The sizes of what is an amount at all: in words a cost is a figure like any other."""
    return sorted({abs(amount) for amount in amounts if isinstance(amount, Decimal) and amount})


def _beside(known: list[Decimal], amount: Decimal) -> list[Decimal]:
    at = bisect_left(known, amount)
    return known[max(at - 1, 0) : at + 1]


def _quotes_former(passage: Passage, figure: Figure, before: Before) -> Finding:
    """The finding of words that have been outlived by the figure they quote."""
    now = before.now if isinstance(before.now, Decimal) else before.now.value if before.now else schema.NOT_QUANTIFIED
    apart = now - before.was if isinstance(now, Decimal) else None
    said = (
        f"{exact(now)} now, {exact(abs(apart))} {'more' if apart > 0 else 'less'}"
        if isinstance(now, Decimal) and apart
        else f"{now} now"
    )
    return Finding(
        "C19",
        Severity.WARN,
        f"{passage.place}: “{figure.text}” in the words of {passage.called} was {before.called} {before.when}; it is {said}; "
        "correct the words.",
        passage.workstream,
        place=passage.place,
        expected=now,
        found=figure.amount,
        difference=figure.amount - now if isinstance(now, Decimal) else None,
    )


def _c19(passage: Passage, figure: Figure, nearest: Decimal | None) -> Finding:
    near = "it has none yet" if nearest is None else f"the nearest is {exact(nearest)}"
    return Finding(
        "C19",
        Severity.WARN,
        f"{passage.place}: “{figure.text}” in the words of {passage.called} is no figure of this workbook, {near}; "
        "correct the words or the figure, or keep it in a cell of this tab.",
        passage.workstream,
        place=passage.place,
        expected="a figure of the workbook" if nearest is None else nearest,
        found=figure.amount,
        difference=None if nearest is None else figure.amount - nearest,
    )
