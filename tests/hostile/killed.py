"""A command run in a process of its own that dies, or whose disk fills up, at a chosen call of the operating system."""

import ctypes
import errno
import os
import shutil
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from se7_excel.entrances.cli import main

CALLS = ("open", "write", "fsync", "fchmod", "link", "replace", "rename", "unlink", "close", "mkdir", "rmdir")
TAKING_ROOM = ("write", "mkdir", "open")
KILLED = -signal.SIGKILL
CALLED = "\ncalls: "
NAMING = ("open", "link", "replace", "rename", "unlink", "mkdir", "rmdir")  # the calls that name a file
CAPABILITIES = 0x20080522, 24  # the version of what says them, and how long it is


@dataclass(frozen=True)
class Ended:
    """How the process ended, what it said, and the calls it made, by name, where it lived to tell."""

    status: int
    said: str
    calls: tuple[str, ...] = ()


@dataclass
class Fate:
    """What is to go wrong, and at which call, counted from the first that names a file of the folder; `full` holds from then on.

    With `branches` processes part from this one at its first call, each to meet its fate at a call of its own.
    """

    fatal: int
    how: str
    folder: Path
    branches: Sequence[int] = ()
    called: list[str] = field(default_factory=list)
    watching: bool = True

    def watched(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        """The call, counted, and going wrong when its turn has come."""

        def counted(*arguments: object, **named: object) -> object:
            if not self.watching or not self._counts(name, arguments):
                return call(*arguments, **named)
            self.called.append(name)
            if self.branches and len(self.called) == 1:
                self._branch_off()
            self._meet(name, call, arguments, named)
            return call(*arguments, **named)

        return counted

    def _counts(self, name: str, arguments: tuple[object, ...]) -> bool:
        if name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR):  # type: ignore[operator]
            return False
        return bool(self.called) or (name in NAMING and str(arguments[0]).startswith(str(self.folder)))

    def _meet(self, name: str, call: Callable[..., object], arguments: tuple[object, ...], named: dict[str, object]) -> None:
        count = len(self.called)
        if self.how == "full" and 0 < self.fatal <= count and name in TAKING_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.how == "full" or count != self.fatal:
            return
        if self.how == "half" and name == "write":
            call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])  # type: ignore[call-overload, arg-type]
        elif self.how == "half":
            with suppress(OSError):
                call(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    def _branch_off(self) -> None:
        """Go on as one process after the other, each in the folder as it is now; what each leaves is kept under its number."""
        fresh = self.folder.with_name("fresh")
        self.watching = False
        shutil.copytree(self.folder, fresh)
        for number in self.branches:
            sys.stdout.flush()
            child = os.fork()
            if not child:
                _say_into(self.folder.with_name(f"{number}.said"))
                self.fatal, self.watching = number, True
                return
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            self.folder.with_name(f"{number}.status").write_text(str(status))
            self.folder.rename(self.folder.with_name(str(number)))
            shutil.copytree(fresh, self.folder)
        os._exit(0)


def run(command: list[str], folder: Path, fatal: float = 0, how: str = "before") -> Ended:
    """Run the command on the folder; `how` is before, half, full, locked or time: of it, `fatal` is how much there is.

    At half a call is with half of it written, where it is to write, and else when it is done. To one that is `locked` out
    a folder nobody may write to is just that, though it be the administrator's.
    """
    notes = folder.with_suffix(".said")
    return ended(begun(command, notes, Fate(int(fatal), how, folder), fatal), notes)


def at_every_call(command: list[str], folder: Path, how: str, calls: Sequence[int]) -> Iterator[tuple[Path, Ended]]:
    """For each of the calls, what the folder was left as by the process that met its fate there, and how that one ended.

    All of them part from one that has come as far as its first call, so that each costs no more than the rest of the way.
    """
    notes = folder.with_suffix(".said")
    done = ended(begun(command, notes, Fate(0, how, folder, calls)), notes)
    assert done.status == 0, done.said
    for number in calls:
        status = int(folder.with_name(f"{number}.status").read_text())
        yield folder.with_name(str(number)), Ended(status, *_noted(folder.with_name(f"{number}.said")))


def begun(command: list[str], notes: Path, fate: Fate, seconds: float = 0) -> int:
    """The number of the process that has begun to run the command; what it says goes into the file of notes."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        _say_into(notes)
        status = _run(command, fate, seconds)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    os._exit(status)


def ended(child: int, notes: Path) -> Ended:
    """How the process ended."""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(status, *_noted(notes))


def _noted(notes: Path) -> tuple[str, tuple[str, ...]]:
    said, _, calls = (notes.read_text(errors="replace") if notes.exists() else "").partition(CALLED)
    return said, tuple(calls.split())


def _say_into(notes: Path) -> None:
    handle = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)


def _run(command: list[str], fate: Fate, seconds: float) -> int:
    write = os.write
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    if fate.how == "time":
        threading.Thread(target=_die_after, args=(seconds,), daemon=True).start()
    else:
        for name in CALLS:
            setattr(os, name, fate.watched(name, getattr(os, name)))
    if fate.how == "locked":
        _be_nobody_special()
    status = main(command)
    sys.stdout.flush()
    sys.stderr.flush()
    called = " ".join(fate.called)
    write(2, f"{CALLED}{called}".encode())
    return status


def _be_nobody_special() -> None:
    """Give up what lets the administrator write where nobody may."""
    if os.geteuid() == 0:
        version, length = CAPABILITIES
        refused = ctypes.CDLL(None).capset(struct.pack("Ii", version, 0), bytes(length))
        assert not refused, "the administrator's rights cannot be given up here"


def _die_after(seconds: float) -> None:
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)
