"""Any workbook opened to be looked at: its tabs read when they are asked for, its names, and how it recalculates."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from se7_excel.books import workbook_part
from se7_excel.books.markup import elements, first, number_in, text_of
from se7_excel.books.package import Package
from se7_excel.books.sheet_reader import Values
from se7_excel.books.strings import shared_strings
from se7_excel.errors import DamagedWorkbook
from se7_excel.inspection.sheet import Sheet, Table, sheet

STATES = {"hidden": "hidden", "veryHidden": "very hidden"}
WORKSHEET = "/worksheet"


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name, the tab it is kept for (empty for all of them), and what it refers to."""

    name: str
    tab: str
    refers_to: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """How the workbook recalculates: only when told to, and round in circles where formulas lead there."""

    manual: bool
    iterative: bool


class Workbook:
    """A workbook in memory that nobody is going to change; what is not read costs nothing."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.data = self.package.read(self.package.workbook)
        self._listed = dict(self._tabs())
        self._read: dict[str, Sheet] = {}

    @property
    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs that have cells, in their order."""
        return tuple(name for name, _, _ in self._listed.values())

    @property
    def sheets(self) -> Iterator[Sheet]:
        """The tabs that have cells, each read when its turn comes."""
        return (self._sheet(key) for key in self._listed)

    def sheet(self, name: str) -> Sheet | None:
        """The tab of this name, whatever its capitals; None where there is none."""
        key = name.casefold()
        return self._sheet(key) if key in self._listed else None

    @cached_property
    def names(self) -> dict[tuple[str, str], DefinedName]:
        """The defined names by themselves and the tab they are kept for, in small letters."""
        listed = [each.name for each in workbook_part.sheets(self.data)]
        found = {}
        for each in elements(self.data, "definedName"):
            local = number_in(each.attributes, "localSheetId", len(listed))
            tab = listed[local] if local < len(listed) else ""
            name = DefinedName(each.attributes.get("name", ""), tab, text_of(self.data[each.tag_end : each.content_end]))
            found[name.name.casefold(), tab.casefold()] = name
        return found

    @cached_property
    def tables(self) -> dict[str, tuple[Sheet, Table]]:
        """The Excel tables by their names in small letters, each with its tab."""
        return {table.name.casefold(): (each, table) for each in self.sheets for table in each.tables}

    @property
    def calculation(self) -> Calculation:
        """How the workbook recalculates."""
        found = first(self.data, "calcPr")
        written = found.attributes if found else {}
        return Calculation(written.get("calcMode") == "manual", written.get("iterate") in ("1", "true"))

    def _tabs(self) -> Iterator[tuple[str, tuple[str, str, str]]]:
        """Name, state and part of each tab that has cells, by its name in small letters."""
        related = {each.key: each for each in self.package.relations(self.package.workbook)}
        states = [each.attributes.get("state", "") for each in elements(self._list_of_tabs(), "sheet")]
        for listed, state in zip(workbook_part.sheets(self.data), states, strict=True):
            relation = related.get(listed.key)
            if relation is None:
                raise DamagedWorkbook(f"the tab {listed.name} has lost its cells; go back to the last version that opened")
            if relation.kind.endswith(WORKSHEET):
                yield listed.name.casefold(), (listed.name, STATES.get(state, ""), relation.target)

    def _list_of_tabs(self) -> bytes:
        listed = first(self.data, "sheets")
        return self.data[listed.tag_end : listed.end] if listed else b""

    def _sheet(self, key: str) -> Sheet:
        if key not in self._read:
            self._read[key] = sheet(self.package, *self._listed[key], self._values)
        return self._read[key]

    @cached_property
    def _values(self) -> Values:
        strings = self.package.related(self.package.workbook, "/sharedStrings")
        # Without date styles a day stays the number that formulas reckon with.
        return Values(shared_strings(self.package.read(strings[0])) if strings else (), frozenset(), from_1904=False)
