"""Being asked to stop with Ctrl-C: before files are put in place nothing has happened; while they are, the work is finished."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TypeAlias

Handler: TypeAlias = Callable[[int, FrameType | None], object] | int | None
STOPPED = "stopped on request; every file is as it was"
STOPPED_LATE = "stopped on request, after a file was written; what was written is whole, and every other file is as it was"


class StoppedLate(KeyboardInterrupt):
    """Being asked to stop when a file has been put in place already."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let files be put in place without being stopped half-way; being asked to stop from then on is a `StoppedLate`.

    Where it fails, nothing was put in place, and being asked to stop is what it was.
    """
    before = _exchanged(signal.SIG_IGN)
    after = before
    try:
        yield
        after = _stop_late if callable(before) else before
    finally:
        _exchanged(after)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let each command begin with nothing put in place, whatever another one has done in this process."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        _exchanged(before)


def _stop_late(number: int, frame: FrameType | None) -> None:
    raise StoppedLate


def _exchanged(handler: Handler) -> Handler:
    """What was to happen on Ctrl-C until now; only the main thread may say what happens from now on."""
    with suppress(ValueError, TypeError):
        return signal.signal(signal.SIGINT, handler)
    return None
