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

WITHOUT_PANDAS = "the register needs pandas; install se7_excel with its frames extra"
WITHOUT_PARQUET = "Parquet needs pyarrow; install se7_excel with its frames extra, or choose .csv or .json"


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
    """The register as CSV: UTF-8, a heading row, an empty field where there is no amount or no gap."""
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text.encode()


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


WRITERS: dict[str, Callable[["pd.DataFrame"], bytes]] = {".csv": as_csv, ".json": as_json, ".parquet": as_parquet}
