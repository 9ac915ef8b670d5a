"""C20: workstreams agree in number, name, order and lead between their tabs, Settings, Appendix 1 and Appendix 2."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place, Programme
from se7_excel.sheets import appendix_2, schema
from se7_excel.sheets.addresses import cell_name
from se7_excel.sheets.grid import Grid, as_text, folded, quoted_or_blank
from se7_excel.sheets.locate import find_fact, find_table
from se7_excel.sheets.reading import Reading
from se7_excel.sheets.workstream_tab import WorkstreamTab

LABELS = (schema.LEAD, schema.PURPOSE, schema.UPDATE, schema.UPDATED, schema.STATUS, schema.BRACKETS)


@dataclass(frozen=True, slots=True)
class Told:
    """A workstream as a cell names it, with the lead named beside it where the page has one."""

    name: str
    place: Place
    lead: str | None = None
    lead_at: Place | None = None

    def names(self, other: "Told") -> bool:
        """Whether both name the same workstream; case and white space do not matter."""
        return folded(self.name) == folded(other.name)

    def __str__(self) -> str:
        return f"{self.place} says {quoted_or_blank(self.name)}"


def workstreams_agree(reading: Reading) -> Iterator[Finding]:
    """C20: where tabs or appendices name other workstreams than Settings lists, or in another order or with another lead.

    A page that was never set down says nothing.
    """
    listed = _listed(reading)
    for tab, one in zip(reading.workstream_tabs, listed, strict=True):
        yield from _titled(tab, one)
    yield from _order_of_tabs(reading, listed)
    for grid, told in _pages(reading):
        if told:
            yield from _named(grid.tab, told, listed)
            yield from _in_order(grid.tab, told, listed)
            yield from _led(told, listed, reading.programme)


def _listed(reading: Reading) -> tuple[Told, ...]:
    """The workstreams as Settings lists them, each with the lead its own tab names."""
    table = find_table(reading.settings, schema.headings(schema.WORKSTREAM_COLUMNS))
    told = []
    for row, tab, each in zip(table.rows, reading.workstream_tabs, reading.programme.workstreams, strict=True):
        fact = find_fact(tab.grid, schema.LEAD, tab.table.heading_row)
        at = Place(tab.grid.tab, fact[1] if fact else "A1")
        told.append(Told(each.name, table.place(row, schema.WORKSTREAM), each.lead, at))
    return tuple(told)


def _titled(tab: WorkstreamTab, listed: Told) -> Iterator[Finding]:
    """The title in A1 of the tab; a label with a value beside it, or a heading of the table, is no title."""
    title = as_text(tab.grid.value(1, 1))
    is_label = title.rstrip(": ").casefold() in map(str.casefold, LABELS) and not tab.grid.is_blank(1, 2)
    if title and not is_label and tab.table.heading_row != 1 and folded(title) != folded(listed.name):
        yield _apart(Told(title, Place(tab.grid.tab, "A1")), listed)


def _order_of_tabs(reading: Reading, listed: tuple[Told, ...]) -> Iterator[Finding]:
    order = {folded(tab): number for number, tab in enumerate(reading.tabs)}
    stand = [order.get(folded(tab.grid.tab), 0) for tab in reading.workstream_tabs]
    at = next((number for number, tab in enumerate(sorted(stand)) if stand[number] != tab), None)
    if at is not None:
        first = reading.workstream_tabs[stand.index(sorted(stand)[at])].grid.tab
        yield _c20(
            f"the tab “{first}” stands where {listed[at].place} lists “{listed[at].name}”",
            "put the tabs or the rows of Settings in one order",
            "",
            Place(first, "A1"),
            listed[at].name,
            first,
        )


def _pages(reading: Reading) -> Iterator[tuple[Grid, tuple[Told, ...]]]:
    """The pages that are there, each with the workstreams it names; none where it was never set down."""
    if reading.appendix:
        yield reading.appendix, tuple(_on_appendix_1(reading.appendix))
    if reading.appendix_2:
        yield reading.appendix_2, tuple(_on_appendix_2(reading.appendix_2, reading.programme))


def _on_appendix_1(grid: Grid) -> Iterator[Told]:
    """The first row of each workstream: two rows name it, and the total rows end the table."""
    known = grid.areas.get(schema.APPENDIX_AREA)
    boxhead = next((row for row, cells in grid.rows() if as_text(cells.get(1)) == schema.WORKSTREAM), None)
    if known is None or boxhead is None:
        return
    before = ""
    for row in range(boxhead + 1, known.bottom + 1):
        name = as_text(grid.value(row, 1))
        if not name or (name.startswith("Total potential ") and name.endswith(" savings")):
            return
        if folded(name) != folded(before):
            yield Told(name, grid.place(row, 1))
        before = name


def _on_appendix_2(grid: Grid, programme: Programme) -> Iterator[Told]:
    """The first row of each workstream, which is that of its purpose and names its lead."""
    known = grid.areas.get(schema.APPENDIX_2_TABLE)
    if known is None or not programme.workstreams:
        return
    columns = {as_text(grid.value(known.top, column)): column for column in range(known.left, known.right + 1)}
    at, lead_at = columns.get(schema.WORKSTREAM), columns.get(appendix_2.LEAD_OR_OWNER)
    if at is None or lead_at is None:
        return
    before = ""
    for row in range(known.top + 1, known.bottom + 1):
        name, lead = as_text(grid.value(row, at)), as_text(grid.value(row, lead_at))
        if name and folded(name) != folded(before):
            yield Told(name, grid.place(row, at), "" if lead == appendix_2.NO_LEAD else lead, grid.place(row, lead_at))
            before = name


def _named(page: str, told: tuple[Told, ...], listed: tuple[Told, ...]) -> Iterator[Finding]:
    """Names that only one of the two has, the first of either set against each other."""
    strange = [each for each in told if not any(each.names(other) for other in listed)]
    missing = [each for each in listed if not any(each.names(other) for other in told)]
    for one, other in zip_longest(strange, missing):
        if one and other:
            yield _apart(one, other)
        elif one:
            yield _more(one)
        else:
            yield _fewer(page, other)


def _in_order(page: str, told: tuple[Told, ...], listed: tuple[Told, ...]) -> Iterator[Finding]:
    """The first workstream that stands elsewhere than Settings has it, those that only one of the two has left aside."""
    ours = [each for each in told if any(each.names(other) for other in listed)]
    theirs = [each for each in listed if any(each.names(other) for other in told)]
    for one, other in zip(ours, theirs, strict=False):
        if not one.names(other):
            what = f"{one} where {other.place} lists “{other.name}” in this order"
            yield _c20(what, _anew(page), one.name, one.place, other.name, one.name)
            return


def _led(told: tuple[Told, ...], listed: tuple[Told, ...], programme: Programme) -> Iterator[Finding]:
    for one in told:
        other = next((each for each in listed if each.names(one)), None)
        if other and one.lead is not None and one.lead_at and not _same_lead(one.lead, other.lead or "", programme):
            what = (
                f"the lead of {other.name} is {quoted_or_blank(one.lead)} in {one.lead_at} and "
                f"{quoted_or_blank(other.lead or '')} in {other.lead_at}"
            )
            yield _c20(what, _anew(one.place.tab), other.name, one.lead_at, other.lead or "not stated", one.lead or "not stated")


def _same_lead(one: str, other: str, programme: Programme) -> bool:
    """Whether both name one lead: the same words, or two forms of an authority's name."""
    return folded(one) == folded(other) or any(each.answers_to(one) and each.answers_to(other) for each in programme.parties)


def _apart(one: Told, listed: Told) -> Finding:
    what = f"{one} where {listed.place} says “{listed.name}”"
    return _c20(what, "give the workstream one name and regenerate the appendices", listed.name, one.place, listed.name, one.name)


def _more(one: Told) -> Finding:
    what = f"{one}, a workstream that Settings does not list"
    return _c20(what, f"list it there or regenerate {one.place.tab}", one.name, one.place, "a workstream of Settings", one.name)


def _fewer(page: str, listed: Told) -> Finding:
    what = f"{listed.place} lists “{listed.name}”, which {page} does not name"
    return _c20(what, _anew(page), listed.name, Place(page, cell_name(1, 1)), listed.name, "not named")


def _anew(page: str) -> str:
    return f"regenerate {page}, or put right the tab or Settings"


def _c20(what: str, remedy: str, workstream: str, place: Place, expected: str, found: str) -> Finding:
    message = f"{what[0].upper()}{what[1:]}; {remedy}."
    return Finding("C20", Severity.WARN, message, workstream, place=place, expected=expected, found=found)
