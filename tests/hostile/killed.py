"""A command run in a process of its own that dies, or whose disk fills up, at a chosen call of the operating system."""

import errno
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from se7_excel.entrances.cli import main

CALLS = ("open", "write", "fsync", "fchmod", "link", "replace", "rename", "unlink", "close", "mkdir")
TAKING_ROOM = ("write", "mkdir", "open")
KILLED = -signal.SIGKILL
CALLED = "\ncalls: "


@dataclass(frozen=True)
class Ended:
    """How the process ended, what it said, and the calls it made, by name, where it lived to tell."""

    status: int
    said: str
    calls: tuple[str, ...] = ()


@dataclass
class Fate:
    """What is to go wrong, and at which call; `full` holds from that call on."""

    fatal: int
    how: str
    called: list[str] = field(default_factory=list)

    def watched(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        """The call, counted, and going wrong when its turn has come."""

        def counted(*arguments: object, **named: object) -> object:
            if name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR):  # type: ignore[operator]
                return call(*arguments, **named)
            self.called.append(name)
            count = len(self.called)
            if self.how == "full" and 0 < self.fatal <= count and name in TAKING_ROOM:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if self.how != "full" and count == self.fatal:
                if self.how == "half" and name == "write":
                    call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])  # type: ignore[call-overload, arg-type]
                with suppress(OSError):
                    if self.how == "after":
                        call(*arguments, **named)
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counted


def run(command: list[str], notes: Path, fatal: float = 0, how: str = "before") -> Ended:
    """Run the command; `how` is before, half, after, full, or time, when `fatal` is how many seconds it may live."""
    child = begun(command, notes, fatal, how)
    return ended(child, notes)


def begun(command: list[str], notes: Path, fatal: float = 0, how: str = "before") -> int:
    """The number of the process that has begun to run the command; what it says goes into the file of notes."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        handle = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        status = _run(command, fatal, how)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    os._exit(status)


def ended(child: int, notes: Path) -> Ended:
    """How the process ended."""
    _, status = os.waitpid(child, 0)
    said, _, calls = (notes.read_text(errors="replace") if notes.exists() else "").partition(CALLED)
    return Ended(os.waitstatus_to_exitcode(status), said, tuple(calls.split()))


def _run(command: list[str], fatal: float, how: str) -> int:
    import sys

    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    fate, write = Fate(int(fatal), how), os.write
    if how == "time":
        threading.Thread(target=_die_after, args=(fatal,), daemon=True).start()
    else:
        for name in CALLS:
            setattr(os, name, fate.watched(name, getattr(os, name)))
    status = main(command)
    sys.stdout.flush()
    sys.stderr.flush()
    called = " ".join(fate.called)
    write(2, f"{CALLED}{called}".encode())
    return status


def _die_after(seconds: float) -> None:
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)
