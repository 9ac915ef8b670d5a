"""Which changes hypothesis draws, of which tabs and cells, and what is typed there."""

from hypothesis import strategies as st

from tests.entrances.officer import Typed
from tests.hostile.changed import Change, Dropped, Entered, Exchanged, Merged, NameLed, PutIn, Renamed, Repeated, Resized
from tests.hostile.structure import LAST_COLUMN, LAST_ROW, Box

INPUTS = ("Settings", "Highways", "Waste", "ICT", "SEN", "Commodities", "Longer term", "Milestones", "Shares", "Accepted")
PAGES = ("Appendix 1", "Appendix 1 data", "Appendix 2", "Target ladder", "Yearly data", "Checks", "Issued", "Log", "Charts")
HEADED = {"Settings": 13, "Longer term": 4, "Milestones": 4, "Shares": 6, "Accepted": 4, "Log": 4, "Issued": 4, "Checks": 8}
HEADINGS = ("Line", "Party", "Class", "Basis", "Total", "2011/12", "2013/14", "Cumulative 2012/13", "Workstream", "Amount", "Tab")
NAMES = ("SE7_Partnership", "SE7_Reporting_authority", "SE7_Appendix_1", "SE7_Data_partnership", "SE7_Ladder_years")
WORDS = (
    "SE7",
    "Kent",
    "East Sussex",
    "Waste",
    "Highways",
    "SEN",
    "additional",
    "level",
    "Short term",
    "yes",
    "no",
    "TBC",
    "–",
    " ",
)
WRITTEN = ("£6m", "(£1.6m)", "£6m (£6.25m)", "250k", "see details below", "=SUM(G12:G13)", "=Waste!G12", "=#REF!", "=1/0", "=A1")
STRANGE = ("x" * 5000, "Straße\n\u202eדוח", "_x0000_", "9" * 40, "2011/12", "1/4/2011", "'", "#N/A", "=", "SE7!A1", "0", "-0")
NUMBERS = (0, -1, 1, 4, 2011, 1.5, 6_000_000, -724_000, 40_940, 1e15, 1e300, 0.1 + 0.2, 99_999_999_999)
TAB_NAMES = ("Rubbish", "WASTE", "a'b", "Settings ", "=1", "Sheet1")
KINDS = (("b", "1"), ("b", "0"), ("e", "#REF!"), ("e", "#N/A"), ("d", "2012-01-26"), ("d", "soon"), ("str", "TBC"), ("n", "1E+3"))

tabs = st.sampled_from((*INPUTS, *INPUTS, *PAGES))
axes = st.sampled_from(("row", "column"))
near = st.integers(1, 18)
places = st.one_of(near, near, st.sampled_from((40, 1000, LAST_ROW)))
columns = st.one_of(st.integers(1, 17), st.integers(1, 17), st.sampled_from((30, LAST_COLUMN)))
headed = tabs.flatmap(lambda tab: st.tuples(st.just(tab), st.just(HEADED.get(tab, 11 if tab in INPUTS else 4))))
plain = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc")), max_size=12)
values: st.SearchStrategy[Typed] = st.one_of(
    st.none(), *map(st.sampled_from, (WORDS, WRITTEN, STRANGE, NUMBERS, HEADINGS)), plain
)
FILLED: tuple[tuple[str, Box], ...] = (
    *(("Settings", (4, 2, 10, 2)), ("Settings", (4, 6, 9, 6)), ("Settings", (14, 1, 21, 3)), ("Settings", (14, 5, 19, 6))),
    *(("Settings", (14, 8, 18, 12)), ("Waste", (4, 2, 9, 2)), ("ICT", (12, 1, 13, 16)), ("Waste", (12, 1, 14, 16))),
    *(("Longer term", (5, 1, 8, 7)), ("Milestones", (5, 1, 7, 6)), ("Shares", (7, 1, 14, 4)), ("Accepted", (5, 1, 6, 4))),
    *(("Issued", (5, 1, 9, 7)), ("Log", (5, 1, 9, 12)), ("Appendix 1 data", (5, 1, 19, 13)), ("Checks", (1, 1, 12, 12))),
)
filled = st.sampled_from(FILLED)
areas = st.tuples(near, near, st.integers(0, 3), st.integers(0, 3)).map(lambda a: (a[0], a[1], a[0] + a[2], a[1] + a[3]))
references = st.sampled_from(
    ("", "#REF!", "'Waste'!$A$1:$G$36", "'Appendix 1'!$A:$G", "'Appendix 1'!$A$2:$B$3", "7", "SE7_Log[Who]")
)


def _entered(at: tuple[str, int], column: int, value: Typed) -> Entered:
    return Entered(*at, column, value)


def _typed(tab: str, row: int, column: int, typed: tuple[str, str]) -> Entered:
    return Entered(tab, row, column, typed[1], typed[0])


def _inside(area: tuple[str, Box], at: int, value: Typed, kind: str = "") -> Entered:
    """The value in one of the cells that mean something on the tab."""
    tab, (top, left, bottom, right) = area
    down, across = divmod(at % ((bottom - top + 1) * (right - left + 1)), right - left + 1)
    return Entered(tab, top + down, left + across, value, kind)


moves: tuple[st.SearchStrategy[Change], ...] = (
    st.builds(PutIn, tabs, axes, near, st.integers(1, 3)),
    st.builds(PutIn, tabs, axes, near, st.integers(-3, -1)),
    st.builds(Exchanged, tabs, axes, near, near),
    st.builds(Resized, tabs, near, st.sampled_from((-1, 0, 1, 3, 900, LAST_ROW)), st.sampled_from((-1, 0, 0, 1, 3, LAST_COLUMN))),
)
headings: tuple[st.SearchStrategy[Change], ...] = (
    st.builds(_entered, headed, columns, values),
    st.builds(_entered, headed, columns, st.sampled_from(HEADINGS)),
    st.builds(lambda at, one, other: Repeated(*at, one, at[1], other), headed, near, near),
    st.builds(lambda at, one, row, other: Repeated(*at, one, row, other), headed, near, near, near),
)
cells: tuple[st.SearchStrategy[Change], ...] = (
    st.builds(_inside, filled, st.integers(0, 200), values),
    st.builds(_inside, filled, st.integers(0, 200), values),
    st.builds(lambda area, at, typed: _inside(area, at, typed[1], typed[0]), filled, st.integers(0, 200), st.sampled_from(KINDS)),
    st.builds(Entered, tabs, places, columns, values, st.just("")),
    st.builds(Entered, tabs, near, near, values, st.just("")),
    st.builds(_typed, tabs, places, columns, st.sampled_from(KINDS)),
    st.builds(Merged, tabs, areas),
)
books: tuple[st.SearchStrategy[Change], ...] = (
    st.builds(Renamed, tabs, st.one_of(tabs, st.sampled_from(TAB_NAMES))),
    st.builds(Dropped, tabs),
    st.builds(NameLed, st.sampled_from(NAMES), references),
)
changes: st.SearchStrategy[list[Change]] = st.lists(st.one_of(*moves, *headings, *cells, *books), min_size=1, max_size=4)
