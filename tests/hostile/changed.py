"""Changes to a tracker's structure by somebody's hand; each shows what it did, so that a failure can be read."""

from typing import NamedTuple, Protocol

from tests.entrances.officer import MAIN, Typed
from tests.hostile.structure import LAST_COLUMN, LAST_ROW, Book, Box, Move, Tab


class Change(Protocol):
    """Something done to a tracker by somebody's hand."""

    def on(self, book: Book) -> None:
        """Do it."""


class PutIn(NamedTuple):
    """Rows or columns put in, or taken out where the count is negative."""

    tab: str
    axis: str
    at: int
    count: int

    def on(self, book: Book) -> None:
        shift = _inserting(self.at, self.count) if self.count > 0 else _deleting(self.at, -self.count)
        _along(book.tab(self.tab), self.axis, shift)


class Exchanged(NamedTuple):
    """Two rows or columns in each other's place."""

    tab: str
    axis: str
    one: int
    other: int

    def on(self, book: Book) -> None:
        _along(book.tab(self.tab), self.axis, lambda at: {self.one: self.other, self.other: self.one}.get(at, at))


class Entered(NamedTuple):
    """A value of any type put into a cell."""

    tab: str
    row: int
    column: int
    value: Typed
    kind: str = ""

    def on(self, book: Book) -> None:
        book.tab(self.tab).put(self.row, self.column, self.value, self.kind)


class Repeated(NamedTuple):
    """What a cell holds put into another one too, as when a heading is doubled or moved onto its neighbour."""

    tab: str
    row: int
    column: int
    to_row: int
    to_column: int

    def on(self, book: Book) -> None:
        tab = book.tab(self.tab)
        tab.put(self.to_row, self.to_column, tab.text(self.row, self.column) or None)


class Merged(NamedTuple):
    """Cells merged, all but the first of them losing what they held."""

    tab: str
    area: Box

    def on(self, book: Book) -> None:
        tab, (top, left, bottom, right) = book.tab(self.tab), self.area
        covered = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {(top, left)}
        if all(_apart(self.area, each) for each in (*tab.merged, *(table.area for table in tab.tables))):
            tab.merged.append(self.area)
            tab.cells = {at: cell for at, cell in tab.cells.items() if at not in covered}


class Resized(NamedTuple):
    """A table of the tab stretched, shrunk or turned into a range."""

    tab: str
    which: int
    down: int
    right: int

    def on(self, book: Book) -> None:
        tables = book.tab(self.tab).tables
        if tables:
            table = tables[self.which % len(tables)]
            top, left, bottom, right = table.area
            table.area = (
                top,
                left,
                min(max(top + 1, bottom + self.down), LAST_ROW),
                min(max(left, right + self.right), LAST_COLUMN),
            )
            if not self.down and not self.right:
                tables.remove(table)


class Renamed(NamedTuple):
    """A tab given another name; where that is taken, the two exchange names."""

    tab: str
    name: str

    def on(self, book: Book) -> None:
        exchange = {self.tab: self.name, self.name: self.tab}
        for each in book.xml.iter(f"{MAIN}sheet"):
            each.set("name", exchange.get(each.get("name"), each.get("name")))


class Dropped(NamedTuple):
    """A tab deleted."""

    tab: str

    def on(self, book: Book) -> None:
        book.drop(self.tab)


class NameLed(NamedTuple):
    """A defined name led elsewhere; an empty text deletes it."""

    name: str
    to: str

    def on(self, book: Book) -> None:
        for each in [each for each in book.xml.iter(f"{MAIN}definedName") if each.get("name") == self.name]:
            each.text = self.to
            if not self.to:
                each.getparent().remove(each)


def done(book: Book, changes: list[Change]) -> bytes:
    """The file after these changes."""
    for each in changes:
        each.on(book)
    return book.saved()


def _along(tab: Tab, axis: str, shift: Move) -> None:
    down, right = (shift, _as_is) if axis == "row" else (_as_is, shift)
    tab.rearrange(down, right)


def _as_is(at: int) -> int | None:
    return at


def _inserting(first: int, count: int) -> Move:
    return lambda at: at if at < first else at + count if at + count <= LAST_ROW else None


def _deleting(first: int, count: int) -> Move:
    return lambda at: at if at < first else None if at < first + count else at - count


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
