"""Opening the draft in the mail program of whoever prepared it; it lies on disk whether or not that comes about."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

SECONDS = 5
OPENED = "The draft is open in your mail program; read it through, then send it from there."


def open_draft(path: Path, system: str = sys.platform, environment: Mapping[str, str] = os.environ) -> str:
    """Open the draft with whatever opens such files here, and return what came of it in words; never raises."""
    if _opened(path.absolute(), system, environment):
        return OPENED
    return f"The draft lies at {path.absolute()}; open it in your mail program, read it through, then send it from there."


def _opened(path: Path, system: str, environment: Mapping[str, str]) -> bool:
    if system == "win32":
        return _opened_by_windows(path)
    if system == "darwin":
        return _opened_by("open", path)
    return _has_desktop(environment) and _opened_by("xdg-open", path)


def _opened_by_windows(path: Path) -> bool:
    start = getattr(os, "startfile", None)
    if start is None:
        return False
    try:
        start(str(path))
    except OSError:
        return False
    return True


def _has_desktop(environment: Mapping[str, str]) -> bool:
    """Whether there is a screen; without one xdg-open would take over the terminal."""
    return any(environment.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY"))


def _opened_by(name: str, path: Path) -> bool:
    program = shutil.which(name)
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen([program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError:
        return False
    with suppress(subprocess.TimeoutExpired):
        return started.wait(SECONDS) == 0
    return True  # some openers stay for as long as the mail program does
