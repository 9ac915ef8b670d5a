"""The programme's lines as a tidy pandas frame, one row for each line and year, and a frame as lines again.

Amounts are whole pence in a column of nullable integers, the year's own beside them, as years of a `level` line do not add
up; where there is no amount, a column of its own says why.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeVar

import pandas as pd

from se7_excel.errors import UnfitRegister
from se7_excel.savings.money import PENNY, Amount, Gap
from se7_excel.savings.programme import Basis, Class, Programme, SavingsLine, Status, Workstream
from se7_excel.savings.totals import own

TEXTS = ("workstream", "line", "party", "class", "basis", "fund", "status", "note", "year")
NEEDED = (*TEXTS, "pence", "gap")
COLUMNS = (*TEXTS, "pence", "own_pence", "gap")
Word = TypeVar("Word", bound=Enum)


def to_frame(programme: Programme) -> pd.DataFrame:
    """The lines of the programme: one row for each line and year, pence as Int64, `gap` why they are missing."""
    rows = [row for workstream, line in programme.lines for row in _rows(workstream, line, programme)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = dict.fromkeys((*TEXTS, "gap"), "string")
    return frame.astype({**texts, "pence": "Int64", "own_pence": "Int64"})


def from_frame(frame: pd.DataFrame, programme: Programme) -> Programme:
    """The programme with the lines this frame says in place of its own; years, parties and targets stay.

    Rows of one line stand together, a row for each year. What is the year's own follows from `pence`. Raises `UnfitRegister`
    naming the row that does not fit.
    """
    missing = [column for column in NEEDED if column not in frame.columns]
    if missing:
        raise UnfitRegister(f"the register has no column “{missing[0]}”; it needs {', '.join(NEEDED)}")
    lines: dict[str, list[SavingsLine]] = {each.name: [] for each in programme.workstreams}
    count = len(programme.years)
    records = frame.to_dict("records")
    for start in range(0, len(records), count):
        name, line = _line(records[start : start + count], start, programme)
        lines[name].append(line)
    return replace(programme, workstreams=tuple(replace(each, lines=tuple(lines[each.name])) for each in programme.workstreams))


def _rows(workstream: Workstream, line: SavingsLine, programme: Programme) -> Iterator[tuple[object, ...]]:
    words = (_word(line.saving_class), _word(line.basis), line.fund, _word(line.status), line.note)
    for year, amount, new in zip(programme.years, line.amounts, own(line), strict=True):
        gap = amount.value if isinstance(amount, Gap) else None
        yield workstream.name, line.title, line.party.name, *words, str(year), _pence(amount), _pence(new), gap


def _pence(amount: Amount) -> int | None:
    return int(amount / PENNY) if isinstance(amount, Decimal) else None


def _word(word: Enum | None) -> str:
    return str(word.value) if word else ""


def _line(records: list[dict[object, object]], start: int, programme: Programme) -> tuple[str, SavingsLine]:
    first = records[0]
    years = [str(year) for year in programme.years]
    if [str(each["year"]) for each in records] != years:
        raise UnfitRegister(f"row {start + 1}: a line needs a row for each of {', '.join(years)}, in this order")
    name = str(first["workstream"])
    if name not in {each.name for each in programme.workstreams}:
        raise UnfitRegister(f"row {start + 1}: “{name}” is no workstream of this programme; correct one of the two")
    party = programme.party(str(first["party"]))
    if party is None:
        raise UnfitRegister(f"row {start + 1}: “{first['party']}” is no party of this programme; correct one of the two")
    amounts = tuple(_amount(each, start + number) for number, each in enumerate(records, 1))
    kinds = (_known(first, "class", Class, start), _known(first, "basis", Basis, start))
    status, texts = _known(first, "status", Status, start), {key: _text(first[key]) for key in ("line", "fund", "note")}
    return name, SavingsLine(texts["line"], party, amounts, *kinds, texts["fund"], status, texts["note"])


def _amount(record: dict[object, object], row: int) -> Amount:
    pence, gap = record["pence"], _text(record["gap"])
    if not pd.isna(pence) and not gap:
        return _whole_pence(pence, row) * PENNY
    known = next((each for each in Gap if each.value == gap), None)
    if known is None or not pd.isna(pence):
        raise UnfitRegister(f"row {row}: give either pence or one of the gaps {', '.join(each.value for each in Gap)}")
    return known


def _whole_pence(pence: object, row: int) -> Decimal:
    try:
        number = Decimal(str(pence))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number != number.to_integral_value():
        raise UnfitRegister(f"row {row}: “{pence}” is no whole number of pence; round it")
    return number


def _known(record: dict[object, object], column: str, kind: type[Word], start: int) -> Word | None:
    text = _text(record[column])
    word = next((each for each in kind if each.value == text), None)
    if text and word is None:
        listed = ", ".join(str(each.value) for each in kind)
        raise UnfitRegister(f"row {start + 1}: “{text}” is no {column} we know; choose one of {listed}")
    return word


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)
