"""An action from every authority's point of view at once: a workbook each in one folder, and the summary beside them."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from se7_excel.actions import Action, Outcome, Plan, carry_out, logged, plan
from se7_excel.books.file_book import FileBook
from se7_excel.books.package import Package
from se7_excel.books.render import render
from se7_excel.books.saving import opened, put_in_place, reason
from se7_excel.books.stopping import undisturbed
from se7_excel.entrances.file_actions import refuse_other_ending
from se7_excel.entrances.progress import Tell, silent
from se7_excel.errors import CannotWrite
from se7_excel.savings.programme import Party, Programme
from se7_excel.sheets import schema, styles
from se7_excel.sheets.addresses import cell_position
from se7_excel.sheets.changes import changes
from se7_excel.sheets.grid import shown
from se7_excel.sheets.locate import find_fact
from se7_excel.sheets.log import Entry, Stamp
from se7_excel.sheets.page import Cell, Page
from se7_excel.sheets.reading import read_tracker
from se7_excel.sheets.summary import summary_pages, widths

Content: TypeAlias = Iterable[bytes | memoryview]
UNFIT_FOR_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Report:
    """One authority's workbook and what the action came to in it."""

    authority: Party
    path: Path
    outcome: Outcome


def for_all(
    action: Action, path: Path, folder: Path, now: datetime, who: str, tell: Tell = silent
) -> tuple[tuple[Report, ...], Path]:
    """Run the action for each authority on a copy of the tracker in the folder; the reports, and the summary's path.

    Each copy's Settings names its own authority; the tracker itself stays as it is. Nothing is written before every copy
    is made, and where writing fails none is left. Raises `CannotWrite` where the folder holds one of the files already.
    """
    data, _ = opened(path)
    book = FileBook(data)
    refuse_other_ending(path, book.package)
    programme = read_tracker(book).programme
    targets = {authority: folder / f"{path.stem} – {_file_name(authority)}{path.suffix}" for authority in programme.authorities}
    summary = folder / f"{path.stem} – summary.xlsx"
    _refuse_alike([*targets.values(), summary])
    _refuse_taken([*targets.values(), summary])
    stamp = Stamp(now, who) if who else None
    made = {}
    for number, authority in enumerate(targets, 1):
        tell(f"making the workbook of {authority.name} ({number} of {len(targets)})")
        made[authority] = _copy(action, data, authority, stamp)
    tell("making the summary")
    contents: dict[Path, Content] = {targets[authority]: package.rewritten() for authority, (_, package) in made.items()}
    _put_all(contents | {summary: (_summary(programme, now),)}, folder, now, tell)
    return tuple(Report(authority, targets[authority], outcome) for authority, (outcome, _) in made.items()), summary


def _put_all(contents: dict[Path, Content], folder: Path, now: datetime, tell: Tell) -> None:
    """Put every file into the folder, or none: what stood there before was refused, so what is there is ours to take away."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    begun: list[Path] = []
    try:
        _make(folder)
        for number, (path, content) in enumerate(contents.items(), 1):
            tell(f"saving {path.name} ({number} of {len(contents)})")
            begun.append(path)
            put_in_place(path, content, now)
    except BaseException:
        with undisturbed():
            _take_away(begun, new)
        raise


def _take_away(paths: Iterable[Path], folders: list[Path]) -> None:
    with suppress(OSError):
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()


def _copy(action: Action, data: bytes, authority: Party, stamp: Stamp | None) -> tuple[Outcome, Package]:
    """What the action comes to in the authority's copy, and the copy; its Log counts the cell of Settings as well."""
    book = FileBook(data)
    planned = plan(action, book, authority.name)
    named = _naming(book, authority)
    made = (*planned.outcome.changes, *(change for page in named for change in changes(page, book.read(page.tab))))
    pages = [*planned.pages, *named]
    if stamp and made:
        told = planned.outcome
        pages += logged(book, Entry(stamp, action.label, told.programme, len(made), told.remaining))
    carry_out(Plan(planned.outcome, tuple(pages)), book)
    return planned.outcome, book.finish()


def _naming(book: FileBook, authority: Party) -> tuple[Page, ...]:
    """The cell of Settings that names the reporting authority, where it names another one."""
    settings = book.read(schema.SETTINGS)
    fact = find_fact(settings, schema.REPORTING)
    position = cell_position(fact[1]) if fact else None
    if fact is None or position is None or authority.answers_to(shown(fact[0])):
        return ()
    return (Page(settings.tab, {position: Cell(authority.name, styles.INPUT)}),)


def _summary(programme: Programme, now: datetime) -> bytes:
    from se7_excel.books.new_summary import new_summary

    pages = summary_pages(programme)
    book = FileBook(new_summary([(page, widths(page)) for page in pages], now.date()))
    for page in pages:
        render(page, book)
    return b"".join(book.finish().rewritten())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"the folder {folder} cannot be made ({reason(error)}); name another with --output") from None


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
