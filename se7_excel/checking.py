"""Everything there is to find in a tracker: what the checks on figures, sheets, printed tables and amounts say of it."""

from collections.abc import Iterator

from se7_excel.savings.checks.catalogue import check
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.stated import Stated
from se7_excel.sheets.integrity import inspect
from se7_excel.sheets.reading import Reading, Tabs

Findings = tuple[Finding, ...]


def everything_found(book: Tabs, reading: Reading, stated: Stated, beside: Findings = ()) -> Findings:
    """What every check finds, in the order of the catalogue, with what was found `beside` the checks against an issued file.

    Of a figure in words one finding is told, be it an issued file or the tracker itself that shows it to be outlived.
    """
    own = (*check(reading.programme, stated), *inspect(reading), *_printed(reading), *_stale(book, reading))
    told = {(each.place, each.found) for each in own if each.code == "C19"}
    more = (each for each in beside if each.code != "C19" or (each.place, each.found) not in told)
    return tuple(sorted((*own, *more), key=lambda each: each.code))


def _printed(reading: Reading) -> Iterator[Finding]:
    """What the checks on printed tables find; what reads such tables is loaded only where one may stand."""
    if reading.appendix and reading.appendix.values:
        from se7_excel.issued.checks import appendix_findings

        yield from appendix_findings(reading.appendix, reading.programme)


def _stale(book: Tabs, reading: Reading) -> Iterator[Finding]:
    """Amounts that are not what their formulas come to; what recomputes formulas is loaded only where an amount has one."""
    cells = tuple(reading.amount_formulas)
    if cells:
        from se7_excel.inspection.amounts import amounts_are_current

        yield from amounts_are_current(book, cells)
