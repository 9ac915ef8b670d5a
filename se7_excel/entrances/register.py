"""`se7 export`: the tidy register of a tracker as CSV, JSON or Parquet, for whoever works with the figures elsewhere."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel.books.file_book import FileBook
from se7_excel.books.saving import opened, put_in_place
from se7_excel.errors import UnfitOption
from se7_excel.sheets.reading import read_tracker

if TYPE_CHECKING:
    import pandas as pd

FORMULA_SIGNS = (*"=+-@\t\r＝＋－＠",)
WITHOUT_PANDAS = "the register needs pandas; pip install 'se7_excel[frames]'"
WITHOUT_PARQUET = "Parquet needs pyarrow; pip install 'se7_excel[frames]', or choose .csv or .json"


def export(path: Path, output: Path | None, now: datetime) -> Path | None:
    """Write the register of the tracker to the output, in the form its ending says, or as CSV to the terminal without one."""
    if find_spec("pandas") is None:
        raise UnfitOption(WITHOUT_PANDAS)
    form = WRITERS.get(output.suffix.lower()) if output else as_csv
    if form is None:
        raise UnfitOption(f"a register ends in {', '.join(WRITERS)}; give the output one of these endings")
    from se7_excel.sheets.frames import to_frame

    data, _ = opened(path)
    content = form(to_frame(read_tracker(FileBook(data)).programme))
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)  # as bytes: the terminal's own encoding would lose signs
        return None
    put_in_place(output, (content,), now)
    return output


def as_csv(frame: "pd.DataFrame") -> bytes:
    """The register as CSV: UTF-8, a heading row, an empty field where there is no amount or no gap.

    An apostrophe goes before a text that a spreadsheet program would take for a formula.
    """
    text: str = _with_texts(frame, _no_formula).to_csv(index=False, lineterminator="\n")
    return text.encode()


def without_apostrophes(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The register read from such a CSV with its texts as they stand in the tracker."""
    return _with_texts(frame, lambda text: text[1:] if text.startswith("'") and _like_a_formula(text) else text)


def as_json(frame: "pd.DataFrame") -> bytes:
    """The register as a JSON list of one object a row, null where there is no amount or no gap."""
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return json.dumps(records, indent=2, ensure_ascii=False).encode() + b"\n"


def as_parquet(frame: "pd.DataFrame") -> bytes:
    """The register as Parquet."""
    if find_spec("pyarrow") is None:
        raise UnfitOption(WITHOUT_PARQUET)
    written = BytesIO()
    frame.to_parquet(written, index=False)
    return written.getvalue()


def _with_texts(frame: "pd.DataFrame", changed: Callable[[str], str]) -> "pd.DataFrame":
    """The frame with each of its texts changed so."""
    texts = frame.select_dtypes("string")
    return frame.assign(**{name: texts[name].map(changed, "ignore").astype("string") for name in texts})


def _no_formula(text: str) -> str:
    return f"'{text}" if _like_a_formula(text) else text


def _like_a_formula(text: str) -> bool:
    """Whether the text is a formula to a spreadsheet program, or one with apostrophes before it already."""
    return text.lstrip("'").startswith(FORMULA_SIGNS)


WRITERS: dict[str, Callable[["pd.DataFrame"], bytes]] = {".csv": as_csv, ".json": as_json, ".parquet": as_parquet}
