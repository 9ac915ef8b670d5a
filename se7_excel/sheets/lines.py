"""Reading the lines of a workstream's table: who, what kind, and an amount for each year."""

from enum import Enum
from typing import TypeVar, cast

from se7_excel.errors import UnreadableAmount, UnreadableCell
from se7_excel.savings.money import Amount, Brackets, Gap, pounds
from se7_excel.savings.programme import Basis, Class, LineCells, Party, Place, SavingsLine, Status, Workstream
from se7_excel.savings.years import FinancialYear
from se7_excel.sheets import schema
from se7_excel.sheets.addresses import cell_name, column_letters
from se7_excel.sheets.committee import parse_entry
from se7_excel.sheets.grid import NO_VALUE, CellError, Value, as_text, shown
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.settings import day_beside
from se7_excel.sheets.workstream_tab import WorkstreamTab

WRITTEN: dict[type[Enum], dict[str, Enum]] = {kind: {word.value: word for word in kind} for kind in (Class, Basis, Status)}
NEGATIVE_AMONG_BRACKETS = (
    "a negative number where brackets mean cumulative: Excel makes one of a typed (7,900,000); "
    "type (£7.9m) for a cumulative amount, or −£7.9m for a cost"
)
Word = TypeVar("Word", bound=Enum)


def read_workstream(found: WorkstreamTab, name: str, years: tuple[FinancialYear, ...], parties: tuple[Party, ...]) -> Workstream:
    """The workstream this tab describes, its amounts one for each of these years."""
    labels = (schema.LEAD, schema.PURPOSE, schema.UPDATE, schema.STATUS)
    grid, above = found.grid, found.table.heading_row
    facts = (find_fact(grid, label, above) for label in labels)
    lead, purpose, update, status = (shown(fact[0]).strip() if fact else "" for fact in facts)
    updated = find_fact(grid, schema.UPDATED, above) or find_fact(grid, schema.UPDATE, above)
    reader = LineReader(found, years, parties)
    lines = tuple([reader.line(row) for row in found.lines])
    return Workstream(
        name,
        grid.tab,
        lines,
        lead,
        purpose,
        update,
        status,
        updated=day_beside(grid, schema.UPDATED, above),
        updated_at=Place(grid.tab, updated[1] if updated else "A1"),
    )


class LineReader:
    """Reads the lines of one tab; where a heading stands is looked up once for all rows."""

    def __init__(self, found: WorkstreamTab, years: tuple[FinancialYear, ...], parties: tuple[Party, ...]) -> None:
        self.found, self.grid, self.parties = found, found.grid, parties
        self.columns = found.table.columns
        self.note = self.columns.get(schema.NOTE, 0)
        self.years = tuple(found.years.get(year) for year in years)
        self.letters = tuple(column_letters(column or self.columns[schema.PARTY]) for column in self.years)
        self.named: dict[str, Party] = {}
        self.chosen: dict[tuple[str, str], Enum] = {}

    def line(self, row: int) -> SavingsLine:
        """The line in this row; raises `UnreadableCell` naming the cell that would have to be guessed."""
        values, columns = self.grid.values[row], self.columns
        return SavingsLine(
            as_text(values.get(columns[schema.LINE])),
            self._party(row, as_text(values.get(columns[schema.PARTY]))),
            tuple([self._amount(row, column) for column in self.years]),
            self._choice(row, schema.CLASS, Class),
            self._choice(row, schema.BASIS, Basis),
            as_text(values.get(columns[schema.FUND])),
            self._choice(row, schema.STATUS, Status),
            as_text(values.get(self.note)),
            LineCells(self.grid.tab, row, self.letters),
        )

    def _party(self, row: int, text: str) -> Party:
        """The party the row names; those already looked up are remembered."""
        party = self.named.get(text) or next((each for each in self.parties if each.answers_to(text)), None)
        if party is None:
            what = f"“{text}” is no party of this partnership; choose one listed on {schema.SETTINGS}"
            raise self.found.table.unreadable(row, schema.PARTY, what)
        self.named[text] = party
        return party

    def _amount(self, row: int, column: int | None) -> Amount:
        if column is None:
            return Gap.BLANK
        value = self.grid.values[row].get(column)
        if isinstance(value, CellError):
            return Gap.UNREADABLE
        if value is None and (row, column) in self.grid.formulas:
            raise self._unreadable(row, column, NO_VALUE)
        try:
            if self.found.brackets is Brackets.CUMULATIVE:
                return self._among_brackets(row, column, value)
            return pounds(value, self.found.brackets)
        except UnreadableAmount as error:
            raise self._unreadable(row, column, str(error)) from None

    def _among_brackets(self, row: int, column: int, value: Value) -> Amount:
        """An amount on a tab whose brackets are cumulative amounts."""
        if isinstance(value, str):
            return parse_entry(value).annual
        if isinstance(value, (int, float)) and value < 0:
            raise self._unreadable(row, column, NEGATIVE_AMONG_BRACKETS)
        return pounds(value)

    def _choice(self, row: int, heading: str, kind: type[Word]) -> Word | None:
        value = self.grid.values[row].get(self.columns[heading])
        if value is None:
            return None
        if isinstance(value, str) and (heading, value) in self.chosen:
            return cast("Word", self.chosen[heading, value])
        text = value.strip(" ").casefold() if isinstance(value, str) else shown(value)
        if text in WRITTEN[kind]:
            self.chosen[heading, str(value)] = WRITTEN[kind][text]
            return cast("Word", WRITTEN[kind][text])
        if not text.strip():
            return None
        listed = ", ".join(str(word.value) for word in kind)
        what = f"“{shown(value)}” is no {heading.lower()} we know; choose one of {listed}"
        raise self.found.table.unreadable(row, heading, what)

    def _unreadable(self, row: int, column: int, why: str) -> UnreadableCell:
        return UnreadableCell(self.grid.tab, cell_name(row, column), why)
