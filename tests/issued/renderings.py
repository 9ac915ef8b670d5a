"""One table set down in every way officers send it: tabs, bars, commas, columns below each other, and a Word document."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

from se7_excel.savings.programme import Programme
from se7_excel.sheets.page import Page

ISSUED_2012 = Path(__file__).parents[3] / "shared" / "data" / "appendix1_2012.csv"
KEY = ("Figures in brackets are cumulative.",)
Rows = Sequence[Sequence[str]]


def rows_2012(party_column: bool = True) -> list[list[str]]:
    """The cells of the table issued in 2012 as printed: its boxhead, twelve lines and two rows of totals."""
    with ISSUED_2012.open(encoding="utf-8", newline="") as opened:
        rows = [row[:7] for row in csv.reader(opened)]
    rows[0] = ["Workstream", "Party", "2011/12 year end", *rows[0][3:6], "Total"]
    return rows if party_column else [[row[0], *row[2:]] for row in rows]


def page_rows(page: Page) -> list[list[str]]:
    """The texts of a page, row by row, empty rows and cells included."""
    last, width = max(row for row, _ in page.cells), max(column for _, column in page.cells)
    at = {position: str(cell.value) for position, cell in page.cells.items() if cell.value is not None}
    return [[at.get((row, column), "") for column in range(1, width + 1)] for row in range(1, last + 1)]


def tabbed(rows: Rows, below: Sequence[str] = KEY) -> str:
    """The table with tabs between its cells."""
    return "\n".join([*("\t".join(row) for row in rows), "", *below]) + "\n"


def barred(rows: Rows, below: Sequence[str] = KEY) -> str:
    """The table between upright bars, with a drawn line under its boxhead."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body, "", *below]) + "\n"


def comma_separated(rows: Rows, sign: str = ",", below: Sequence[str] = KEY) -> str:
    """The table as CSV."""
    written = StringIO()
    csv.writer(written, delimiter=sign, lineterminator="\n").writerows([*rows, [], *([each] for each in below)])
    return written.getvalue()


def aligned(rows: Rows, below: Sequence[str] = KEY, right: bool = True) -> str:
    """The table with its columns below each other: words to the left, figures to the right or the left."""
    width = max(len(row) for row in rows)
    head = max(range(len(rows)), key=lambda at: sum(map(bool, rows[at])))
    end = next((at for at in range(head, len(rows)) if not any(rows[at])), len(rows))
    widths = [max(len(row[column]) for row in rows[head:end]) for column in range(width)]
    return "\n".join([*(_set(row, widths, right) for row in rows), "", *below]) + "\n"


def document(rows: Rows, below: Sequence[str] = KEY, above: Sequence[str] = ("Appendix 1",)) -> bytes:
    """The table as a Word document."""
    import docx

    made = docx.Document()
    for text in above:
        made.add_paragraph(text)
    table = made.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    for text in below:
        made.add_paragraph(text)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def figures_of(programme: Programme) -> list[tuple[str, list[tuple[str, str, tuple[object, ...]]]]]:
    """What a printed table can state of a programme: workstreams, and of each line its title, party and amounts."""
    return [(each.name, [(line.title, line.party.name, line.amounts) for line in each.lines]) for each in programme.workstreams]


def _set(row: Sequence[str], widths: Sequence[int], right: bool) -> str:
    set_down = (
        text.rjust(width) if right and column > 1 else text.ljust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "   ".join(set_down).rstrip()
