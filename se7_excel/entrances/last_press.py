"""What the last press changed in each workbook, kept on this computer so that the next press can undo it."""

import json
import os
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from se7_excel.books.former import Content, Former, FormerTab
from se7_excel.sheets.addresses import Area
from se7_excel.sheets.grid import CellError, Value

KEPT_FOR = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class LastPress:
    """A press that changed something: the button's label, when, and what stood there before."""

    label: str
    when: str
    former: Former


def state_folder() -> Path:
    """The folder of this user in which the product keeps what is not part of a workbook."""
    if sys.platform.startswith("win"):
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "se7_excel"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "se7_excel"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "se7_excel"


def keep(folder: Path, workbook: str, press: LastPress) -> None:
    """Remember the press as this workbook's last; those of other workbooks are forgotten after thirty days."""
    path = _path(folder, workbook)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(_shape(press)), encoding="utf-8")
    os.replace(unfinished, path)
    for other in path.parent.glob("*.json"):
        with suppress(OSError):
            if time.time() - other.stat().st_mtime > KEPT_FOR:
                other.unlink()


def last_press(folder: Path, workbook: str) -> LastPress | None:
    """The workbook's last press that changed something; None where none is known or what is kept cannot be read."""
    try:
        shape = json.loads(_path(folder, workbook).read_text(encoding="utf-8"))
        return LastPress(shape["label"], shape["when"], tuple(_tab(each) for each in shape["tabs"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(folder: Path, workbook: str) -> None:
    """Forget the workbook's last press."""
    with suppress(OSError):
        _path(folder, workbook).unlink()


def forget_everything(folder: Path) -> None:
    """Take away all that is kept on this computer."""
    shutil.rmtree(folder, ignore_errors=True)


def _path(folder: Path, workbook: str) -> Path:
    return folder / "undo" / f"{sha256(workbook.casefold().encode()).hexdigest()[:32]}.json"


def _shape(press: LastPress) -> dict[str, Any]:
    tabs = [
        {
            "tab": each.tab,
            "cells": [
                [row, column, *_content(each.before[row, column]), *_content(each.after[row, column])]
                for row, column in each.before
            ],
            "styles": [[str(area), name] for area, name in each.styles],
            "marks": {name: str(area) for name, area in each.marks.items()},
            "areas": {name: str(area) for name, area in each.areas.items()},
        }
        for each in press.former
    ]
    return {"label": press.label, "when": press.when, "tabs": tabs}


def _tab(shape: dict[str, Any]) -> FormerTab:
    cells = shape["cells"]
    return FormerTab(
        shape["tab"],
        {(row, column): Content(_value(value), formula) for row, column, value, formula, _, _ in cells},
        {(row, column): Content(_value(value), formula) for row, column, _, _, value, formula in cells},
        tuple((_area(area), name) for area, name in shape["styles"]),
        {name: _area(area) for name, area in shape["marks"].items()},
        {name: _area(area) for name, area in shape["areas"].items()},
    )


def _content(content: Content) -> tuple[object, str]:
    return _written(content.value), content.formula


def _written(value: Value) -> object:
    if isinstance(value, CellError):
        return {"error": str(value)}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _value(written: object) -> Value:
    if isinstance(written, dict):
        return CellError(written["error"]) if "error" in written else date.fromisoformat(written["date"])
    return written if isinstance(written, str | int | float | None) else str(written)


def _area(text: str) -> Area:
    area = Area.parse(text)
    if area is None:
        raise ValueError(text)
    return area
