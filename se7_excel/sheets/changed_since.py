"""What has changed since the last issue, workstream by workstream, in sentences for the report and the e-mail."""

from collections.abc import Iterator
from decimal import Decimal

from se7_excel.savings.comparison import compared
from se7_excel.savings.differences import Comparison, LineChange, Of, WorkstreamChange
from se7_excel.savings.programme import Programme
from se7_excel.sheets.comparison_findings import apart, said
from se7_excel.sheets.last_issue import LastIssue

MOST_FIGURES = 6
BY_POSITION = (True, True)  # an issue says one figure for each workstream and party, as a printed table does


def changed_since(last: LastIssue, programme: Programme) -> tuple[str, ...]:
    """A sentence for each total that differs from what was issued, then one for each workstream; none where nothing does."""
    own = (programme.partnership, programme.reporting)
    comparison = compared(last.programme, programme, BY_POSITION)
    totals = tuple(
        f"{each.party.name} in all: {_total(each.old)} became {_total(each.new)}, {apart(each.difference)}"
        for each in comparison.totals
        if each.of is Of.TOTAL and each.party in own
    )
    return (*totals, *_by_workstream(comparison))


def _total(amount: Decimal | None) -> str:
    return "nothing quantified" if amount is None else said(amount)


def _by_workstream(comparison: Comparison) -> Iterator[str]:
    changes = {each.name: each for each in comparison.workstreams}
    lines: dict[str, list[LineChange]] = {}
    for line in comparison.lines:
        lines.setdefault(line.entry.workstream.name, []).append(line)
    for name in dict.fromkeys(each.name for each in (*comparison.new.workstreams, *comparison.old.workstreams)):
        told = [*_workstream(changes.get(name)), *(each for line in lines.get(name, ()) for each in _figures(line))]
        if told:
            more = f"; and {len(told) - MOST_FIGURES} figures more" if len(told) > MOST_FIGURES else ""
            yield f"{name}: {'; '.join(told[:MOST_FIGURES])}{more}"


def _workstream(change: WorkstreamChange | None) -> Iterator[str]:
    if change is None:
        return
    old, new = change.match.old, change.match.new
    if old is None or new is None:
        yield "new" if old is None else "no longer listed"
    elif change.renamed:
        yield f"was called {old.name}"


def _figures(line: LineChange) -> Iterator[str]:
    for figure in line.figures:
        how = "" if figure.difference is None else f", {apart(figure.difference)}"
        yield f"{line.entry.party.name} {figure.year} {said(figure.old)} became {said(figure.new)}{how}"
