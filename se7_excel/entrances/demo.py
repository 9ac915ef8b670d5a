"""The demonstration: the 2012 tracker made, refreshed, checked and regenerated as any officer's file would be."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from se7_excel.actions import ACTIONS, CHECK_TOTALS
from se7_excel.books.libreoffice import soffice, tab_as_pdf
from se7_excel.books.saving import put_in_place, reason
from se7_excel.entrances.file_actions import run_on_file
from se7_excel.entrances.new_tracker import make_tracker, unworked_tracker
from se7_excel.entrances.report import in_words
from se7_excel.errors import CannotWrite
from se7_excel.sample import sample_programme
from se7_excel.sheets.schema import APPENDIX

TRACKER, APPENDIX_PDF = "savings-tracker-2012.xlsx", "appendix-1-2012.pdf"


def demonstrate(folder: Path, now: datetime, say: Callable[[str], None]) -> None:
    """Make the tracker of 2012 in the folder, run every action on it, and say what was found and where the files lie."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"the folder {folder} cannot be made ({reason(error)}); name another") from None
    tracker = folder / TRACKER
    put_in_place(tracker, (unworked_tracker(sample_programme(), now.date()),), now, keep=_somebodys(tracker, now))
    order = sorted(ACTIONS, key=lambda action: action is CHECK_TOTALS)
    for action in order:
        outcome, saved = run_on_file(action, tracker, now, keep=False)
        say(in_words(outcome, tracker, saved, preview=False))
        say("")
    say(f"Tracker: {tracker}")
    say(f"Appendix 1 as PDF: {_pdf(tracker, folder / APPENDIX_PDF)}")
    say(outcome.headline)


def _somebodys(tracker: Path, now: datetime) -> bool:
    """Whether a tracker from an earlier demonstration has been worked on since, and so is worth a backup."""
    return tracker.is_file() and tracker.read_bytes() != make_tracker(sample_programme(), now.date())


def _pdf(tracker: Path, pdf: Path) -> str:
    if soffice() is None:
        return "not made, for want of LibreOffice"
    return str(pdf) if tab_as_pdf(tracker, APPENDIX, pdf) else "not made, LibreOffice could not print it"
