"""An action from every authority's point of view at once: a workbook each in one folder, and the summary beside them."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from se7_excel.actions import Action, Outcome
from se7_excel.books.file_book import FileBook
from se7_excel.books.render import render
from se7_excel.books.saving import opened, put_in_place
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.errors import CannotWrite
from se7_excel.savings.programme import Party, Programme
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.summary import WIDTHS, summary_page

UNFIT_FOR_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Report:
    """One authority's workbook and what the action came to in it."""

    authority: Party
    path: Path
    outcome: Outcome


def for_all(action: Action, path: Path, folder: Path, now: datetime, who: str) -> tuple[tuple[Report, ...], Path]:
    """Run the action for each authority on a copy of the tracker in the folder; the reports, and the summary's path.

    The tracker itself stays as it is. Raises `CannotWrite` where the folder holds one of the files already.
    """
    data, _ = opened(path)
    programme = read_tracker(FileBook(data)).programme
    targets = {authority: folder / f"{path.stem} – {_file_name(authority)}{path.suffix}" for authority in programme.authorities}
    summary = folder / f"{path.stem} – summary.xlsx"
    _refuse_alike([*targets.values(), summary])
    _refuse_taken([*targets.values(), summary])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise CannotWrite(f"the folder {folder} cannot be made; name another with --output") from None
    reports = tuple(
        Report(authority, target, run_on_file(action, path, now, authority.name, target, who=who)[0])
        for authority, target in targets.items()
    )
    put_in_place(summary, (_summary(programme, now),), now)
    return reports, summary


def _summary(programme: Programme, now: datetime) -> bytes:
    from se7_excel.books.new_summary import new_summary

    page = summary_page(programme)
    book = FileBook(new_summary(page, WIDTHS, now.date()))
    render(page, book)
    return b"".join(book.finish().rewritten())


def _refuse_alike(paths: list[Path]) -> None:
    names = [path.name.casefold() for path in paths]
    twin = next((path for path in paths if names.count(path.name.casefold()) > 1), None)
    if twin:
        raise CannotWrite(
            f"two of the workbooks would be named {twin.name}; give one of the authorities another name on Settings"
        )


def _refuse_taken(paths: list[Path]) -> None:
    taken = next((path for path in paths if path.exists()), None)
    if taken:
        raise CannotWrite(f"there is a file {taken.name} already; name an empty folder with --output")


def _file_name(authority: Party) -> str:
    return UNFIT_FOR_FILES.sub(" ", authority.name).strip(" .") or "authority"
