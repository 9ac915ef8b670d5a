"""The rows of an issued table one by one: lines with their workstream and party, totals with their kind, and headings."""

import re
from dataclasses import dataclass, field, replace

from se7_excel.errors import MissingConvention, UnreadableTable
from se7_excel.issued.conventions import Conventions, TotalKind
from se7_excel.issued.figures import FigureColumns, Figures
from se7_excel.issued.headings import Kind
from se7_excel.issued.kept import Kept
from se7_excel.issued.parties import EXAMPLE, Parties
from se7_excel.issued.printed_table import PrintedRow, PrintedTable, has_figures, is_figure, row_place, row_text
from se7_excel.issued.totals_rows import SOUNDS_LIKE_ONE, TotalLabel, total_label, unused_totals
from se7_excel.savings.programme import Party

NOT_APPLICABLE = "not applicable"
A_TARGET = re.compile(r"target", re.IGNORECASE)
OUR_TARGET = re.compile(r"Target(?:, |$)")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A row of a workstream: whose it is, what it is called, its figures, and the words of a note column."""

    where: str
    workstream: str
    party: Party | None
    figures: Figures
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A row of totals: what it comes to, for whom, and the lines it is the total of, by their number."""

    where: str
    label: str
    kind: TotalKind
    party: Party | None
    figures: Figures
    covers: tuple[int, ...] | None


Printed = PrintedLine | PrintedTotal


@dataclass(slots=True)
class RowReader:
    """What reading the rows from the top down has come to so far; `strict` refuses what would have to be guessed."""

    table: PrintedTable
    columns: FigureColumns
    parties: Parties
    conventions: Conventions
    strict: bool = True
    lines: list[PrintedLine] = field(default_factory=list)
    totals: list[PrintedTotal] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    groups: dict[str, int] = field(default_factory=dict)
    workstream: str = ""
    pending: PrintedRow | None = None
    since: int = 0
    named_above: bool = False

    def read(self) -> None:
        """Read every row of the table; raises `UnreadableTable` that names the row that would have to be guessed."""
        figures = frozenset(self.columns.units)
        for row in self.table.rows:
            if has_figures(row, figures) or (self._text(row, Kind.WORKSTREAM) and self._text(row, Kind.PARTY)):
                self._read_row(row)
            else:
                self._read_heading(row)
        self._read_heading({})
        unused = unused_totals(self.conventions.totals, tuple(self.labels))
        if unused:
            raise UnreadableTable(f"--total names “{unused[0]}”, and the table has no such row; name it by its words or place")
        self.lines = _with_parties(self.lines, self.parties, self.strict)
        everything = tuple(range(len(self.lines)))
        self.totals = [each if each.covers is not None else replace(each, covers=everything) for each in self.totals]
        self.totals = [_with_party(each, self.lines, self.totals, self.parties, self.strict) for each in self.totals]

    def _text(self, row: PrintedRow, kind: Kind) -> str:
        column = self.table.column(kind)
        cell = row.get(column) if column is not None else None
        return cell.text if cell else ""

    def _read_row(self, row: PrintedRow) -> None:
        label, where = self._text(row, Kind.WORKSTREAM), row_place(row)
        self._refuse_unheaded(row)
        self.labels.append((label, where))
        if self._is_target(row, label):
            self.kept.append(Kept(where, label, "a row of targets: left out"))
            return
        total = total_label(label, where, self.conventions.totals, self.parties, self._seen) if label else None
        if total:
            self._read_total(row, label, total)
        else:
            self._read_line(row, label)

    def _seen(self) -> frozenset[str]:
        """The workstreams and groups above."""
        return frozenset((*(each.workstream.casefold() for each in self.lines), *self.groups))

    def _refuse_unheaded(self, row: PrintedRow) -> None:
        """Refuse a figure that stands in no column of ours: it would be lost without a word."""
        headed = {each.column for each in self.table.headings} if self.strict else row.keys()
        for column, cell in row.items():
            if column not in headed and is_figure(cell.text):
                raise UnreadableTable(f"{cell.where}: “{cell.text}” stands below no heading; give its column one")

    def _is_target(self, row: PrintedRow, label: str) -> bool:
        """Whether the row is one of targets; one we wrote stays one though somebody typed an amount into it."""
        cells = [row.get(each.column) for each in self.columns.years]
        blank = [cell is not None and cell.text == NOT_APPLICABLE for cell in cells]
        return any(blank) if OUR_TARGET.match(label) else all(blank) and bool(A_TARGET.match(label))

    def _read_total(self, row: PrintedRow, label: str, total: TotalLabel) -> None:
        if self.pending and self.strict and not SOUNDS_LIKE_ONE.match(row_text(self.pending)):
            where, text = row_place(self.pending), row_text(self.pending)
            raise UnreadableTable(f"{where}: “{text}” heads no row; put it on the line whose words it continues, or leave it out")
        self._leave_group_heading()
        party = self._party_named(row) or total.party
        figures = self.columns.figures(row, self.strict)
        self.totals.append(PrintedTotal(row_place(row), label, total.kind, party, figures, self._covered(total)))

    def _covered(self, total: TotalLabel) -> tuple[int, ...] | None:
        """The lines a sub-total is the total of: of the workstream or group it names, or since the last one; None for all."""
        if total.kind is not TotalKind.SUB:
            return None
        if total.group and total.group not in self.groups:
            return tuple(at for at, line in enumerate(self.lines) if line.workstream.casefold() == total.group)
        return tuple(range(self.groups.get(total.group, self.since), len(self.lines)))

    def _read_line(self, row: PrintedRow, label: str) -> None:
        where, party, name = row_place(row), self._party_named(row), label
        if party is None:
            party, name = self._party_of(label)
        if name:
            self._leave_group_heading()
            self.workstream, self.named_above = name, False
        elif self.pending:
            self.workstream, self.pending, self.named_above = row_text(self.pending), None, True
        if not self.workstream:
            raise UnreadableTable(f"{where}: nothing says which workstream this row belongs to; give the row its name")
        if self.totals and self.since < len(self.lines) and self.totals[-1].kind is TotalKind.SUB:
            self.since = max(self.since, max(self.totals[-1].covers or (), default=-1) + 1)
        figures = self.columns.figures(row, self.strict)
        title, note = self._text(row, Kind.LINE), self._text(row, Kind.NOTE)
        self.lines.append(PrintedLine(where, self.workstream, party, figures, title, note))

    def _party_named(self, row: PrintedRow) -> Party | None:
        """The party a column of parties names, if any."""
        column = self.table.column(Kind.PARTY)
        cell = row.get(column) if column is not None else None
        if cell is None or not cell.text:
            return None
        return self.parties.required(cell.text, cell.where) if self.strict else self.parties.named(cell.text) or Party(cell.text)

    def _party_of(self, label: str) -> tuple[Party | None, str]:
        """The party a label speaks for without a column that says so, and the workstream it names, if any."""
        if not label:
            return None, ""
        party = self.parties.named(label)
        if party:
            return party, ""
        return self.parties.named_in(label) or (None, label)

    def _read_heading(self, row: PrintedRow) -> None:
        """Keep a row of words in mind: it names the workstream of the rows below, or a group of workstreams."""
        if row and self.pending and self.named_above and self.strict:
            where, text = row_place(self.pending), row_text(self.pending)
            raise UnreadableTable(
                f"{where}: “{text}” seems to go on with a name that is broken over lines; put the name on one line"
            )
        self._leave_group_heading()
        if row:
            self.pending = row

    def _leave_group_heading(self) -> None:
        if self.pending:
            text = row_text(self.pending)
            self.kept.append(Kept(row_place(self.pending), text, "a heading over rows of the table: left out"))
            self.groups[text.casefold()] = self.since = len(self.lines)
            self.pending = None


def _with_parties(lines: list[PrintedLine], parties: Parties, strict: bool) -> list[PrintedLine]:
    """The lines once those without a party of their own have the one their order declares."""
    assigned: list[PrintedLine] = []
    for group in _groups(lines):
        if all(line.party for line in group):
            assigned += group
        elif len(group) == len(parties.order) and all(
            line.party in (None, due) for line, due in zip(group, parties.order, strict=True)
        ):
            assigned += [replace(line, party=due) for line, due in zip(group, parties.order, strict=True)]
        elif strict:
            _refuse_nameless(group, parties)
        else:
            assigned += group
    return assigned


def _groups(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    """The lines that follow each other within one workstream."""
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and groups[-1][-1].workstream.casefold() == line.workstream.casefold():
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _refuse_nameless(group: list[PrintedLine], parties: Parties) -> None:
    line = next(line for line in group if line.party is None)
    said = f"{line.where}: nothing says which party the row “{line.workstream}” speaks for"
    if parties.order:
        named, count = len(parties.order), len(group)
        said = (
            f"{line.where}: “{line.workstream}” has {count} row{'s' if count != 1 else ''} of which not all name their party, "
            f"where {named} part{'ies are' if named != 1 else 'y is'} declared"
        )
    raise MissingConvention(said, "--parties", EXAMPLE)


def _with_party(
    total: PrintedTotal, lines: list[PrintedLine], totals: list[PrintedTotal], parties: Parties, strict: bool
) -> PrintedTotal:
    """The total once its party is known: its own, the only one of the lines it covers, or the one its order declares."""
    if total.party:
        return total
    spoken = {lines[at].party for at in total.covers or ()}
    if len(spoken) == 1:
        return replace(total, party=spoken.pop())
    alike = [each for each in totals if each.kind is total.kind and total.kind is not TotalKind.SUB]
    if len(alike) == len(parties.order):
        due = parties.order[alike.index(total)]
        if all(each.party in (None, order) for each, order in zip(alike, parties.order, strict=True)):
            return replace(total, party=due)
    if strict and total.kind is not TotalKind.SUB:
        said = f"{total.where}: nothing says which party the total “{total.label}” speaks for"
        raise MissingConvention(said, "--total", f'"{total.label}={total.kind.value} of PARTY"')
    return total
