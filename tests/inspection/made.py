"""Workbooks for inspecting: made with XlsxWriter from plain words, each formula with the value it comes to."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import xlsxwriter
from xlsxwriter.workbook import Workbook as Writer

from se7_excel.inspection.evaluator import Evaluator
from se7_excel.inspection.formulas import Formulas
from se7_excel.inspection.inspected import inspected
from se7_excel.inspection.values import Scalar
from se7_excel.inspection.workbook import Workbook
from se7_excel.savings.checks.finding import Finding
from se7_excel.sheets.addresses import cell_position

Entry = int | float | str | bool | None
Entries = Mapping[str, Entry]
Tweak = Callable[[Writer], None]


@dataclass(frozen=True)
class Made:
    """A workbook in words: the entries of each tab by address, formulas beginning with an equals sign."""

    tabs: Mapping[str, Entries]
    tweak: Tweak | None = None
    carried: Mapping[tuple[str, str], Entry] | None = None

    def typed(self, tab: str, **entries: Entry) -> "Made":
        """The workbook with these cells typed anew; None empties one."""
        return replace(self, tabs={**self.tabs, tab: {**self.tabs[tab], **entries}})

    def carrying(self, tab: str, cell: str, value: Entry) -> "Made":
        """The workbook with a value its formula does not come to."""
        return replace(self, carried={**(self.carried or {}), (tab, cell): value})

    def tweaked(self, tweak: Tweak) -> "Made":
        """The workbook with this done to it too."""
        before = self.tweak

        def both(writer: Writer) -> None:
            if before:
                before(writer)
            tweak(writer)

        return replace(self, tweak=both)

    @property
    def data(self) -> bytes:
        """The workbook's bytes, each formula with its value."""
        return _written(self, {**computed(_written(self, {})), **(self.carried or {})})

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What inspecting it finds."""
        return inspected(self.data).findings


def rows(top: int, *lines: tuple[Entry, ...]) -> dict[str, Entry]:
    """The entries of lines of cells, from column A on."""
    return {f"{chr(65 + column)}{top + row}": value for row, line in enumerate(lines) for column, value in enumerate(line)}


def computed(data: bytes) -> dict[tuple[str, str], Scalar]:
    """What each formula of the workbook comes to."""
    workbook = Workbook(data)
    evaluator = Evaluator(workbook, Formulas())
    return {
        (sheet.name, sheet.place(*cell).cell): evaluator.comes_to((sheet, *cell))
        for sheet in workbook.sheets
        for cell in sheet.formulas
    }


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    """Code, severity and place of each finding."""
    return [(each.code, each.severity.value, str(each.place or "")) for each in findings]


def _written(made: Made, values: Mapping[tuple[str, str], Entry]) -> bytes:
    held = io.BytesIO()
    writer = xlsxwriter.Workbook(held, {"in_memory": True})
    for tab, entries in made.tabs.items():
        sheet = writer.add_worksheet(tab)
        for cell, entry in entries.items():
            row, column = (each - 1 for each in cell_position(cell) or (1, 1))
            if isinstance(entry, str) and entry.startswith("="):
                sheet.write_formula(row, column, entry, None, _carried(values.get((tab, cell), 0)))
            elif isinstance(entry, str):
                sheet.write_string(row, column, entry)
            elif entry is not None:
                sheet.write(row, column, entry)
    if made.tweak:
        made.tweak(writer)
    writer.close()
    return held.getvalue()


def _carried(value: Entry) -> Entry:
    """The value as XlsxWriter takes it: it tells errors and truth values by their words."""
    return str(value).upper() if isinstance(value, bool) else value
