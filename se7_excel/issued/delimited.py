"""Tables whose cells are set apart by a sign: commas, semicolons, tabs or upright bars."""

import csv
import re
from collections.abc import Iterator

from se7_excel.errors import UnreadableTable
from se7_excel.issued.printed_table import Paper, PrintedCell, PrintedRow

RULE = re.compile(r"[\s|:+=\-–—_]*")


def delimited_paper(text: str, sign: str) -> Paper:
    """The text read as values set apart by this sign, with quotation marks around those that hold it."""
    rows: list[PrintedRow] = []
    reader = csv.reader(text.splitlines(keepends=True), delimiter=sign)
    try:
        before = 0
        for values in reader:
            rows.append(_row(values, before + 1))
            before = reader.line_num
    except csv.Error as error:
        said = f"line {reader.line_num}: the values cannot be told apart ({error})"
        raise UnreadableTable(f"{said}; save the table anew as CSV") from None
    return Paper(tuple(row for row in rows if row))


def barred_paper(text: str) -> Paper:
    """The text read as cells between upright bars; lines that only draw are left out."""
    return Paper(tuple(row for row in _barred_rows(text) if row))


def _barred_rows(text: str) -> Iterator[PrintedRow]:
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if "|" not in written:
            yield _row([written], number)
        elif not RULE.fullmatch(written) or re.search(r"\|\s*[-–—]\s*\|", written):
            inner = written.removeprefix("|")
            yield _row((inner[:-1] if inner.endswith("|") else inner).split("|"), number)


def _row(values: list[str], line: int) -> PrintedRow:
    folded = ((column, " ".join(value.split())) for column, value in enumerate(values, 1))
    return {column: PrintedCell(text, f"line {line}, column {column}") for column, text in folded if text}
