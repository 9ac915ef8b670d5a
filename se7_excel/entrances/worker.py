"""Files from strangers, read in a process of their own: whatever becomes of it, the command ends with a sentence.

The worker holds itself to `bounds` where the system lets it; that its time is up is seen to from here, on every system.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import FrameType

from se7_excel.books.limits import MEMORY, SECONDS
from se7_excel.books.stopping import STOPPED
from se7_excel.entrances.command import CANNOT_GO_ON
from se7_excel.entrances.terminal import on_one_line
from se7_excel.errors import SavingsError

GRACE = 1.0
STARTED = "import sys; sys.path[:] = {path!r}; from se7_excel.entrances.command import work; raise SystemExit(work())"
LARGEST_STATUS = 0xFF
TIME_IS_UP = "SIGXCPU"


def in_worker(arguments: list[str]) -> int:
    """The exit status of the command run in a worker; 2, and a sentence, where the worker did not live to say one."""
    try:
        began, allowed, _ = monotonic(), SECONDS.allowed, MEMORY.allowed
    except SavingsError as error:
        return _told(str(error))
    signal.signal(signal.SIGTERM, _leave)
    worker = subprocess.Popen([sys.executable, "-c", STARTED.format(path=sys.path), *arguments])
    try:
        status = _status(worker, None if _may_ask(arguments) else began + allowed)
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()
    return status if status is not None and 0 <= status <= LARGEST_STATUS else _told(_end(status, arguments))


def _status(worker: "subprocess.Popen[bytes]", until: float | None) -> int | None:
    """How the worker ended; None where its time is up."""
    while True:
        try:
            return worker.wait(None if until is None else max(until - monotonic(), 0))
        except subprocess.TimeoutExpired:
            return None
        except KeyboardInterrupt:
            _pass_on(worker)


def _pass_on(worker: "subprocess.Popen[bytes]") -> None:
    """Ask the worker to stop, unless it stops by itself: a terminal has asked both, a script only us."""
    with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
        worker.wait(GRACE)
        return
    if os.name == "posix":
        worker.send_signal(signal.SIGINT)


def _may_ask(arguments: list[str]) -> bool:
    """Whether the command may be waiting for a person, whose time to think is not that of a file."""
    return "import" in arguments and "--quiet" not in arguments and sys.stdin is not None and sys.stdin.isatty()


def _end(status: int | None, arguments: list[str]) -> str:
    """What the end of a worker means that could not say so itself."""
    name = "" if status is None else _signal(status)
    if name == "SIGINT":
        return STOPPED
    files = " and ".join(_files(arguments)) or "the file"
    if status is None or name == TIME_IS_UP:
        return f"{files}: {SECONDS.overrun()}"
    return (
        f"{files}: reading ended the process that read it ({name or status}), as a file made to do harm may, or the system where "
        "memory is short; nothing was written, so do not use the file, or try once more with other programs closed"
    )


def _signal(status: int) -> str:
    try:
        return signal.Signals(-status).name
    except ValueError:
        return ""


def _files(arguments: list[str]) -> Iterator[str]:
    """The files among the arguments of a command, those given behind an option and a sign of equality too."""
    for each in arguments:
        name = each.partition("=")[2] if each.startswith("--") else each
        if name and Path(name).exists():
            yield name


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _told(sentence: str) -> int:
    if sentence != STOPPED and sys.stderr is not None and sys.stderr.isatty():
        print(file=sys.stderr)  # the worker's line of progress may still stand there
    print(f"se7: {on_one_line(sentence)}", file=sys.stderr)
    return CANNOT_GO_ON
