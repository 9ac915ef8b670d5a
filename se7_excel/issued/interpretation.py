"""An issued table understood: its lines and totals, the programme they make up, and what was kept as words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import dropwhile

from se7_excel.errors import UnreadableTable
from se7_excel.issued.cells import MARK
from se7_excel.issued.conventions import Conventions
from se7_excel.issued.figures import Figure, FigureColumns, figure_columns
from se7_excel.issued.headings import Kind
from se7_excel.issued.kept import A_KEY, OUTSIDE, Kept
from se7_excel.issued.legend import Legend, bare_mark, declared_by, legend_of, words_outside
from se7_excel.issued.parties import Parties, parties_of
from se7_excel.issued.printed_table import PrintedCell, PrintedTable, row_place, row_text
from se7_excel.issued.rows import PrintedLine, PrintedTotal, RowReader
from se7_excel.savings.money import Amount, Brackets, exact
from se7_excel.savings.programme import Party, Programme, SavingsLine, Workstream
from se7_excel.savings.years import FinancialYear

LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Interpretation:
    """What a printed table means under these conventions: how its figures are read, its lines and totals, what is left over."""

    table: PrintedTable
    legend: Legend
    conventions: Conventions
    columns: FigureColumns
    parties: Parties
    lines: tuple[PrintedLine, ...]
    totals: tuple[PrintedTotal, ...]
    left_out: tuple[Kept, ...]

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years of the table."""
        return self.columns.span

    @cached_property
    def has_brackets(self) -> bool:
        """Whether any cell of a year has brackets that are understood."""
        return any(figure.entry.bracket or _is_bracketed(figure) for line in self.lines for figure in line.figures.years)

    @property
    def brackets_told_by_option(self) -> bool:
        """Whether only an option says what the brackets mean."""
        return self.legend.brackets is Brackets.UNDECLARED and self.columns.brackets is not Brackets.UNDECLARED


def interpreted(
    table: PrintedTable, conventions: Conventions, known: Programme | None = None, strict: bool = True
) -> Interpretation:
    """What the table means; raises `UnreadableTable` that names the cell, and the option that would settle it.

    Not `strict`, a cell that cannot be read counts as unreadable, and unknown parties are taken at their word.
    """
    legend = legend_of(table)
    parties = parties_of(legend, conventions, known)
    columns = figure_columns(table, legend, conventions)
    reader = RowReader(table, columns, parties, conventions, strict)
    reader.read()
    lines, totals, kept = tuple(reader.lines), tuple(reader.totals), tuple(reader.kept)
    return Interpretation(table, legend, conventions, columns, parties, lines, totals, kept)


def programme_of(told: Interpretation, known: Programme | None = None) -> Programme:
    """The programme the table's lines make up; what a table does not state, such as classes and targets, is not stated."""
    partnership = told.parties.partnership
    if partnership is None:
        raise UnreadableTable("nothing says which party is the whole partnership; name it first with --parties")
    authorities = told.parties.authorities
    return Programme(
        partnership,
        authorities,
        _reporting(told, partnership, known),
        told.years,
        tuple(_workstreams(told, known)),
        report_date=told.legend.reported,
    )


def kept_words(told: Interpretation) -> Iterator[Kept]:
    """What did not become figures: rough amounts, footnotes, columns and words outside the table."""
    for line in told.lines:
        for figure, year in zip(line.figures.years, told.years, strict=True):
            yield from _kept_of(figure, f"the note for {year}", told)
        for figure in line.figures.all[len(told.years) :]:
            yield from _kept_of(figure, "no figure of ours", told)
        for what, cell, amount in _not_to_be_held(line, told):
            became = f"the {what} of a line with an amount that is not exact: kept as {exact(amount)} in the line's note"
            yield Kept(cell.where, cell.text, became)
    yield from _totals_not_held(told)
    yield from told.left_out
    yield from _columns_left_out(told)
    for row in words_outside(told.table, told.legend):
        text = row_text(row)
        quoted = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…"
        declared = declared_by(row)
        yield Kept(row_place(row), quoted, f"{A_KEY}: {declared}" if declared else OUTSIDE)


def _reporting(told: Interpretation, partnership: Party, known: Programme | None) -> Party:
    """The authority whose view the table takes: its key's, or the one its rows speak for beside the partnership."""
    part = next((each for each in told.parties.authorities if each.answers_to(told.legend.part)), None)
    if part:
        return part
    spoken = tuple(dict.fromkeys(line.party for line in told.lines if line.party and line.party != partnership))
    if known and (known.reporting in spoken or not spoken) and known.reporting in told.parties.authorities:
        return known.reporting
    return next(iter((*spoken, *told.parties.authorities, partnership)))


def _workstreams(told: Interpretation, known: Programme | None) -> Iterator[Workstream]:
    tabs = {each.name.casefold(): each.tab for each in known.workstreams} if known else {}
    held: dict[str, list[PrintedLine]] = {}
    for line in told.lines:
        held.setdefault(line.workstream.casefold(), []).append(line)
    for key, lines in held.items():
        name = lines[0].workstream
        yield Workstream(name, tabs.get(key, name), tuple(_line(line, told) for line in lines if line.party))


def _line(line: PrintedLine, told: Interpretation) -> SavingsLine:
    amounts: tuple[Amount, ...] = tuple(figure.entry.annual for figure in line.figures.years)
    party = line.party or Party("")
    return SavingsLine(line.title or line.workstream, party, amounts, note=_note(line, told))


def _note(line: PrintedLine, told: Interpretation) -> str:
    said = [line.note] if line.note else []
    for figure, year in zip(line.figures.years, told.years, strict=True):
        said += [f"{year}: {_without_marks(figure.entry.words)}"] if figure.entry.words else []
        said += [f"{year}: {text}" for mark in figure.entry.marks if (text := _footnote(mark, told))]
    said += [f"{what} as printed: {exact(amount)}" for what, _, amount in _not_to_be_held(line, told)]
    return "; ".join(said)


def _not_to_be_held(line: PrintedLine, told: Interpretation) -> Iterator[tuple[str, PrintedCell, Decimal]]:
    """The sums printed of a line from its first amount that is not exact: our own sums cannot come to them."""
    columns = zip(told.years, line.figures.years, line.figures.cumulative, strict=True)
    held = list(dropwhile(lambda column: not column[1].entry.words, columns))
    for year, figure, column in held:
        if figure.entry.cumulative is not None:
            yield f"cumulative {year}", figure.cell, figure.entry.cumulative
        if column and column.entry.own:
            yield f"cumulative {year}", column.cell, column.entry.own.amount
    total = line.figures.total
    if held and total and total.entry.own:
        yield "total", total.cell, total.entry.own.amount


def _kept_of(figure: Figure, became: str, told: Interpretation) -> Iterator[Kept]:
    if figure.entry.words:
        yield Kept(figure.cell.where, figure.entry.words, f"no exact amount: see details below, kept as words in {became}")
    for mark in figure.entry.marks:
        text = _footnote(mark, told)
        told_there = f"a footnote's mark: “{text}” went into {became}"
        yield Kept(figure.cell.where, mark, told_there if text else "the mark of a footnote that is not under the table")


def _footnote(mark: str, told: Interpretation) -> str:
    return told.legend.footnotes.get(bare_mark(mark), "")


def _without_marks(text: str) -> str:
    return " ".join(MARK.sub(" ", text).split())


def _totals_not_held(told: Interpretation) -> Iterator[Kept]:
    """The rows of totals over lines with an amount that is not exact: nothing of ours can come to them."""
    for total in told.totals:
        lines = [told.lines[at] for at in total.covers or () if told.lines[at].party == total.party]
        if any(figure.entry.words for line in lines for figure in line.figures.all):
            figures = ", ".join(figure.cell.text for figure in total.figures.all if figure.cell.text)
            yield Kept(total.where, f"{total.label}: {figures}", "a total over an amount that is not exact: held against nothing")


def _columns_left_out(told: Interpretation) -> Iterator[Kept]:
    for heading in told.table.headings:
        if heading.kind is Kind.PER_CENT:
            yield Kept(heading.where, heading.text, "a column of per cent: left out")
        elif heading.kind is Kind.OTHER and heading.text:
            yield Kept(heading.where, heading.text, "a column that is neither a year nor a total: left out")


def _is_bracketed(figure: Figure) -> bool:
    return bool(re.fullmatch(r"\(.*\)", figure.cell.text) and figure.entry.own)
