"""A whole tracker read: the programme its inputs say, and what its computed cells claim."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from se7_excel.errors import MissingTab, NotATracker, UnreadableCell
from se7_excel.savings.programme import Programme, Workstream
from se7_excel.savings.stated import Stated
from se7_excel.sheets import schema
from se7_excel.sheets.acceptance import Acceptance, read_acceptances
from se7_excel.sheets.appendix_data import total_claims
from se7_excel.sheets.changes import Positions, differing
from se7_excel.sheets.claims import line_claims
from se7_excel.sheets.cumulative import cumulative_page
from se7_excel.sheets.grid import Grid, folded
from se7_excel.sheets.lines import read_workstream
from se7_excel.sheets.milestones import read_milestones
from se7_excel.sheets.page import Page
from se7_excel.sheets.settings import Listed, read_longer_term, read_settings
from se7_excel.sheets.share_sets import read_share_sets
from se7_excel.sheets.workstream_tab import WorkstreamTab, find_workstream_tab


class Tabs(Protocol):
    """Whatever has tabs that can be read."""

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs in their order."""
        ...

    def read(self, tab: str) -> Grid:
        """The tab as it stands."""
        ...


@dataclass(frozen=True, slots=True)
class AmountCell:
    """The cell of an amount: where it stands, and whose figure of which year it is."""

    grid: Grid
    row: int
    column: int
    workstream: str
    party: str
    year: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the programme, the sheets' claims, and the tabs they came from.

    `calculated` is, tab by tab, what the calculated cells of the workstreams should hold, as far as the tab has any that
    does not, and `differing` those of them that hold something else: usually none, and only they need a closer look.
    `appendix` is None where the tab is missing.
    """

    programme: Programme
    stated: Stated
    workstream_tabs: tuple[WorkstreamTab, ...]
    calculated: tuple[Page, ...]
    differing: tuple[Positions, ...]
    settings: Grid
    longer_term: Grid
    data: Grid
    appendix: Grid | None
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    appendix_2: Grid | None = None
    ladder: Grid | None = None
    yearly: Grid | None = None
    tabs: tuple[str, ...] = ()
    issued: Grid | None = None
    milestones: Grid | None = None

    @property
    def amount_formulas(self) -> Iterator[AmountCell]:
        """The cells of amounts that hold a formula, as few do: whose they are, of which year, and where."""
        for tab, workstream in zip(self.workstream_tabs, self.programme.workstreams, strict=True):
            for row, line in zip(tab.lines, workstream.lines, strict=True):
                for year, column in tab.years.items():
                    if (row, column) in tab.grid.formulas:
                        yield AmountCell(tab.grid, row, column, workstream.name, line.party.name, str(year))


def read_tracker(book: Tabs, reporting: str = "") -> Reading:
    """The tracker in this book, from the point of view of the named authority or the one its Settings name.

    Raises a `SavingsError` that names tab and cell for anything that would have to be guessed.
    """
    tabs = {folded(tab): tab for tab in book.tabs()}
    if folded(schema.SETTINGS) not in tabs:
        raise NotATracker(
            f"there is no tab named “{schema.SETTINGS}”, so this is no savings tracker; give that tab its name back, or start "
            "a tracker with `se7 new`"
        )
    settings = book.read(tabs[folded(schema.SETTINGS)])
    programme, listed = read_settings(settings)
    if reporting:
        programme = programme.reported_by(programme.authority(reporting))
    found = tuple(_workstream_tab(book, tabs, each, programme) for each in listed)
    workstreams = tuple(
        read_workstream(tab, each.name, programme.years, programme.parties) for tab, each in zip(found, listed, strict=True)
    )
    milestones = _read_if_there(book, tabs, schema.MILESTONES)
    workstreams = read_milestones(milestones, workstreams)
    longer_term = book.read(_tab(tabs, schema.LONGER_TERM))
    data = book.read(_tab(tabs, schema.APPENDIX_DATA))
    programme = replace(programme, workstreams=workstreams, longer_term=read_longer_term(longer_term, programme, listed))
    programme = replace(programme, share_sets=read_share_sets(_read_if_there(book, tabs, schema.SHARES), programme))
    looked_at = [_calculated(tab, each, programme) for tab, each in zip(found, workstreams, strict=True)]
    calculated, differ = tuple(page for page, _ in looked_at), tuple(cells for _, cells in looked_at)
    tabs_read = zip(found, workstreams, differ, strict=True)
    claims = tuple(claim for tab, each, cells in tabs_read for claim in line_claims(tab, each, cells, programme.years))
    stated = Stated(claims, total_claims(data, programme), tuple(tab.tab_years for tab in found))
    appendix = tabs.get(folded(schema.APPENDIX))
    pages = (data, book.read(appendix) if appendix else None)
    accepted = tabs.get(folded(schema.ACCEPTED))
    acceptances = read_acceptances(book.read(accepted) if accepted else None)
    held = Reading(programme, stated, found, calculated, differ, settings, longer_term, *pages, acceptances)
    appendix_2 = _read_if_there(book, tabs, schema.APPENDIX_2)
    held = replace(held, appendix_2=appendix_2, milestones=milestones, tabs=tuple(tabs.values()))
    ladder, yearly = (_read_if_there(book, tabs, name) for name in (schema.LADDER, schema.YEARLY))
    return replace(held, ladder=ladder, yearly=yearly, issued=_read_if_there(book, tabs, schema.ISSUED))


def _workstream_tab(book: Tabs, tabs: dict[str, str], listed: Listed, programme: Programme) -> WorkstreamTab:
    tab = tabs.get(folded(listed.tab))
    if tab is None:
        raise UnreadableCell(
            schema.SETTINGS,
            listed.cell,
            f"there is no tab named “{listed.tab}” for the workstream “{listed.name}”; correct the name here or on the tab, "
            "copy another workstream's tab and name it so, or take this row out",
        )
    return find_workstream_tab(book.read(tab), programme.years)


def _calculated(tab: WorkstreamTab, workstream: Workstream, programme: Programme) -> tuple[Page, Positions]:
    """The page of the tab's calculated cells and which of them differ; nothing is kept of a page that all stands already."""
    page = cumulative_page(tab, workstream, programme)
    cells = differing(page, tab.grid)
    return page if cells or tab.grid.values_only else Page(page.tab, {}), cells


def _tab(tabs: dict[str, str], name: str) -> str:
    tab = tabs.get(folded(name))
    if tab is None:
        raise MissingTab(name)
    return tab


def _read_if_there(book: Tabs, tabs: dict[str, str], name: str) -> Grid | None:
    tab = tabs.get(folded(name))
    return book.read(tab) if tab else None
