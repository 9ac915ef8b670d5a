"""A copy opened to be looked at before it is sent: its parts as a parser understands them, and its sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError, XMLParser

from se7_excel.books.content_types import type_of
from se7_excel.books.package import CONTENT_TYPES, Package
from se7_excel.errors import DamagedWorkbook
from se7_excel.inspection.workbook import Workbook


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it: its name, whether it is visible, and the part its cells are in."""

    name: str
    state: str
    part: str


class OpenedCopy:
    """A copy in memory; parts are parsed once, when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.package = Package(data)
        self._trees: dict[str, Element] = {}

    @cached_property
    def workbook(self) -> Workbook:
        """The copy as a workbook that can be inspected."""
        return Workbook(self.data)

    @cached_property
    def types(self) -> dict[str, str]:
        """The content type of each part."""
        stated = self.package.read(CONTENT_TYPES)
        return {part: type_of(stated, part) for part in self.package.parts if part != CONTENT_TYPES}

    @cached_property
    def sheets(self) -> tuple[ListedSheet, ...]:
        """The sheets in their order, whatever kind they are of."""
        targets = {each.key: each.target for each in self.package.relations(self.package.workbook)}
        listed = (each for each in named(self.tree(self.package.workbook), "sheet"))
        return tuple(
            ListedSheet(each.get("name", ""), each.get("state", "visible"), targets.get(_key(each), "")) for each in listed
        )

    @property
    def worksheets(self) -> Iterator[tuple[ListedSheet, Element]]:
        """The sheets that have cells, each with its part."""
        for each in self.sheets:
            if self.types.get(each.part, "").endswith("worksheet+xml"):
                yield each, self.tree(each.part)

    def tree(self, part: str) -> Element:
        """The part as a parser understands it; raises `DamagedWorkbook` where it is no XML."""
        if part not in self._trees:
            parser = XMLParser()
            try:
                parser.feed(self.package.read(part))
                self._trees[part] = parser.close()
            except (ParseError, ValueError):
                raise DamagedWorkbook(f"the part {part} is no XML; go back to the last version that opened") from None
        return self._trees[part]

    def of_type(self, ending: str) -> tuple[str, ...]:
        """The parts whose content type ends so."""
        return tuple(part for part, kind in self.types.items() if kind.endswith(ending))

    def where(self, part: str) -> str:
        """What readers know the part as: its sheet's name, else the name of the part."""
        return next((f"the sheet {each.name}" for each in self.sheets if each.part == part), part)


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def named(tree: Element, *names: str) -> Iterator[Element]:
    """Every element below the root, and the root itself, with one of these local names."""
    return (each for each in tree.iter() if local(each) in names)


def switched_on(element: Element, attribute: str) -> bool:
    """Whether an attribute that is a switch is on."""
    return element.get(attribute, "0") in ("1", "true")


def _key(sheet: Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
