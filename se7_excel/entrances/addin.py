"""What the ribbon's buttons call: from the open workbook to one message box, whatever happens in between."""

import gc
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from se7_excel.actions import ACTIONS, CHECK_TOTALS, PREPARE_EMAIL, Action, Outcome, Plan, carry_out, logged, plan
from se7_excel.books.former import Former
from se7_excel.books.live_book import LiveBook
from se7_excel.books.remote_host import RemoteHost, host_of
from se7_excel.buttons import SET_UP, UNDO
from se7_excel.entrances.last_press import LastPress, forget, keep, last_press, state_folder
from se7_excel.entrances.press_words import answer, drafted, mistrusted, question, undone
from se7_excel.errors import HalfWritten, SavingsError
from se7_excel.sheets.grid import folded, tab_named
from se7_excel.sheets.log import Entry, Stamp
from se7_excel.sheets.schema import CHECKS, LOG

if TYPE_CHECKING:
    import xlwings

TITLE = "Savings tracker"
UNKNOWN = (
    "This button is of another version than the Python package. Run  se7 bind  on the workbook again, "
    "or install the version the workbook was made with."
)
TOO_LATE = "The question was answered too late, so nothing was changed. Press the button again and answer within a minute."
DONE = "The button has done its work, but what it came to could not be told"
NOTHING_TO_UNDO = "There is nothing to undo: no button has changed this workbook, under this name and on this computer."


class DoneButNotTold(Exception):
    """Something went wrong after the workbook was written."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a button was pressed: the workbook and its host, the time, and the folder that remembers the last press."""

    book: "xlwings.Book"
    host: RemoteHost
    now: datetime
    memory: Path

    def open(self) -> LiveBook:
        """The workbook as it is now."""
        return LiveBook(self.book, self.host)

    @property
    def stamp(self) -> Stamp:
        """When the button was pressed, and by whom."""
        return Stamp(self.now, self.host.user(self.book))

    @property
    def workbook(self) -> str:
        """The name by which the workbook is known again."""
        return self.host.identity(self.book)

    def tell(self, label: str, text: str, wrong: bool = False) -> None:
        """Show a message box."""
        self.host.alert(self.book, text, f"{TITLE}: {label}", "ok", "critical" if wrong else "info")

    def agrees(self, label: str, text: str) -> bool:
        """Whether the officer says yes; one who says so too late is told."""
        said = self.host.alert(self.book, text, f"{TITLE}: {label}", "yes_no", "info")
        if said == "late":
            self.tell(label, TOO_LATE)
        return said == "yes"


def press(name: str) -> None:
    """Do what the button of this name stands for to the workbook in which it was pressed.

    Every outcome is told in one message box: what was done, or why nothing could be and what to do.
    """
    gc.disable()  # looking for cycles in everything read costs a quarter of the time
    try:
        import xlwings

        from se7_excel.books.windows_host import limit_patience

        limit_patience()
        book = xlwings.Book.caller()
        pressed(name, Desk(book, host_of(book), datetime.now(), state_folder()))
    finally:
        gc.enable()


def pressed(name: str, desk: Desk) -> None:
    """Do what the button of this name stands for at this desk; nothing is raised, everything is told."""
    does: dict[str, tuple[str, Callable[[Desk], None]]] = {
        **{action.name: (action.label, _acting(action)) for action in ACTIONS},
        PREPARE_EMAIL.name: (PREPARE_EMAIL.label, _prepare_email),
        UNDO.name: (UNDO.label, _undo),
        SET_UP.name: (SET_UP.label, _look_at_set_up),
    }
    if name not in does:
        desk.tell(name, UNKNOWN, wrong=True)
        return
    label, act = does[name]
    try:
        act(desk)
    except HalfWritten as error:
        desk.tell(label, f"{error}.", wrong=True)
    except SavingsError as error:
        desk.tell(label, f"Nothing was changed: {error}.", wrong=True)
    except DoneButNotTold as error:
        desk.tell(label, f"{DONE} ({error.__cause__}). {_written_down(desk)}", wrong=True)
    except Exception as error:
        desk.tell(label, f"Something we did not foresee ({error}); nothing was changed. {_written_down(desk)}", wrong=True)


def _acting(action: Action) -> Callable[[Desk], None]:
    return lambda desk: _act(action, desk)


def _act(action: Action, desk: Desk) -> None:
    live = desk.open()
    planned = plan(action, live, stamp=desk.stamp, tell_fails=True)
    outcome = planned.outcome
    if outcome.typed_over and not desk.agrees(action.label, question(outcome)):
        return
    carry_out(planned, live)
    former = live.finish()
    with _done():
        _remember(desk, action.label, former)
        _report(desk, live, outcome, former)


def _prepare_email(desk: Desk) -> None:
    """Set everything down anew, write the draft beside the workbook, and open it in the mail program."""
    from se7_excel.entrances.beside_workbook import label_as_saved, local_path, naming_files
    from se7_excel.entrances.email_files import written
    from se7_excel.entrances.prepare_email import Wishes, prepared
    from se7_excel.outgoing.draft_opening import open_draft

    path = local_path(desk.workbook)
    live = desk.open()
    made = prepared(live, path.name, Wishes(), desk.stamp, label_as_saved(path))
    if made.outcome.typed_over and not desk.agrees(PREPARE_EMAIL.label, question(made.outcome)):
        return
    carry_out(made.plan, live)
    with naming_files(), written(made, path.parent, desk.now) as files:
        former = live.finish()
    with _done():
        _remember(desk, PREPARE_EMAIL.label, former)
        told = drafted(made, open_draft(list(files)[-1]))
        doubt = mistrusted(live.disagreements(former))
        desk.tell(PREPARE_EMAIL.label, told + doubt, wrong=bool(doubt))


def _report(desk: Desk, live: LiveBook, outcome: Outcome, former: Former) -> None:
    """Tell what was done, and bring the Checks tab to the front where something fails."""
    fails = any(finding.fails for finding in outcome.remaining)
    if fails:
        _show(desk, CHECKS)
    tells_fails = fails or outcome.action is CHECK_TOTALS
    has_log = not outcome.changes or tab_named(live.tabs(), LOG) is not None
    doubt = mistrusted(live.disagreements(former))
    desk.tell(outcome.action.label, answer(outcome, tells_fails, has_log) + doubt, wrong=bool(doubt))


def _remember(desk: Desk, label: str, former: Former) -> None:
    """Keep what stood there before, but for the Log, which only ever grows."""
    worth = tuple(each for each in former if folded(each.tab) != folded(LOG) and (each.before or each.marks))
    if any(each.before for each in worth):
        press_made = LastPress(label, f"{desk.now:%d %B %Y, %H:%M}", worth)
        with suppress(OSError):  # a press that cannot be undone is better than none
            keep(desk.memory, desk.workbook, press_made)


def _undo(desk: Desk) -> None:
    known = last_press(desk.memory, desk.workbook)
    if known is None:
        desk.tell(UNDO.label, NOTHING_TO_UNDO)
        return
    back, left = desk.open().restore(known.former)
    with _done():
        doubt = ""
        if back:
            forget(desk.memory, desk.workbook)
            doubt = _log_undo(desk, known.label, back)
        desk.tell(UNDO.label, undone(known.label, known.when, back, left) + doubt)


def _log_undo(desk: Desk, label: str, back: int) -> str:
    """Write the Log's row of an undone press, with what the tracker comes to now; why not, where that cannot be."""
    live = desk.open()
    try:
        outcome = plan(CHECK_TOTALS, live).outcome
        entry = Entry(desk.stamp, f"Undo: {label}", outcome.programme, back, outcome.findings)
        carry_out(Plan(outcome, tuple(logged(live, entry))), live)
        live.finish()
    except SavingsError as error:
        return f"\n\nThe Log does not say so: {error}."
    return ""


@contextmanager
def _done() -> Iterator[None]:
    """What goes wrong from here on must not be told as if nothing had been changed."""
    try:
        yield
    except Exception as error:
        raise DoneButNotTold from error


def _look_at_set_up(desk: Desk) -> None:
    from se7_excel.entrances.excel_doctor import doctor

    lines: list[str] = []
    well = doctor(lines.append)
    desk.tell(SET_UP.label, "\n".join(lines), wrong=not well)


def _show(desk: Desk, name: str) -> None:
    """Bring the tab to the front, unless it is hidden."""
    sheet = next((sheet for sheet in desk.book.sheets if folded(sheet.name) == folded(name)), None)
    if sheet and desk.host.is_shown(sheet):
        sheet.activate()


def _written_down(desk: Desk) -> str:
    """Where the details of an error we did not foresee are kept, as a sentence; nothing where they cannot be."""
    path = desk.memory / "last-error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return ""
    return f"The details are in {path}."
