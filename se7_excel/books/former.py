"""What stood in a workbook before it was changed, so that it can be put back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import Value

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds: its value and its formula without the equals sign."""

    value: Value = None
    formula: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is a text, or nothing at all."""
        return not self.formula and (self.value is None or isinstance(self.value, str))

    def is_still(self, other: "Content") -> bool:
        """Whether the other is the same content: two formulas alike, or else two values."""
        if self.formula or other.formula:
            return self.formula == other.formula
        mine, others = ("" if value is None else value for value in (self.value, other.value))
        return mine == others and type(mine) is not bool


@dataclass(frozen=True, slots=True)
class FormerTab:
    """One tab: each changed cell with what it held before and holds now, the styles it had, the areas its names had.

    On a page of ours `areas` says where its names lie now.
    """

    tab: str
    before: Mapping[Position, Content] = field(default_factory=dict)
    after: Mapping[Position, Content] = field(default_factory=dict)
    styles: tuple[tuple[Area, str], ...] = ()
    marks: Mapping[str, Area] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)


Former = tuple[FormerTab, ...]
