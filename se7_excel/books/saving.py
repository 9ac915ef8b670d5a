"""Putting a workbook on disk whole or not at all: written beside its place, synced, then moved there in one step.

At every moment the file at its place is either the old version or the new one; the old one is kept as a backup.
"""

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from se7_excel.books.limits import FILE_SIZE
from se7_excel.books.stopping import undisturbed
from se7_excel.errors import CannotWrite

UNFINISHED = ".se7-unfinished"
AN_HOUR = 3600
ANYONE_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def opened(path: Path) -> tuple[bytes, tuple[int, int]]:
    """The file's bytes, and the mark of its version; raises `CannotWrite` where it cannot be read."""
    try:
        version, kind = version_of(path), path.stat().st_mode
        FILE_SIZE.hold(version[1], "the file")
        return (path.read_bytes() if stat.S_ISREG(kind) else _from_a_pipe(path, kind)), version
    except FileNotFoundError:
        raise CannotWrite("there is no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise CannotWrite("this is a folder; name a workbook in it") from None
    except OSError as error:
        raise CannotWrite(f"the file cannot be read ({reason(error)}); close it elsewhere or ask for access") from None


def _from_a_pipe(path: Path, kind: int) -> bytes:
    """What comes through the pipe, no more of it than a file may hold; a device may never end and is not read."""
    if stat.S_ISCHR(kind) or stat.S_ISBLK(kind):
        raise CannotWrite("this is a device, not a file; name a workbook")
    with path.open("rb") as pipe:
        data = pipe.read(FILE_SIZE.allowed + 1)
    FILE_SIZE.hold(len(data), "what comes through the pipe")
    return data


def version_of(path: Path) -> tuple[int, int]:
    """What tells one version of the file from another: when it was changed and how large it is."""
    known = path.stat()
    return known.st_mtime_ns, known.st_size


def put_in_place(
    path: Path, pieces: Iterable[bytes | memoryview], now: datetime, expected: tuple[int, int] | None = None, keep: bool = True
) -> Path | None:
    """Write the file and return the backup of the version it replaces, or None where there was none or none is to be kept.

    `expected` is the version that was read: a file somebody has changed since is left alone. Raises `CannotWrite`
    with the file as it was.
    """
    try:
        with undisturbed():
            return _put_in_place(Path(os.path.realpath(path)), pieces, now, expected, keep)
    except CannotWrite as error:
        error.path = path
        raise


def _put_in_place(
    target: Path, pieces: Iterable[bytes | memoryview], now: datetime, expected: tuple[int, int] | None, keep: bool
) -> Path | None:
    refuse_unwritable(target)
    _clear_unfinished(target)
    unfinished = _unfinished(target)
    try:
        _write_synced(unfinished, pieces, _mode(target))
        with _alone_in(target.parent):
            _refuse_changed(target, expected)
            backup = _keep(target, now) if keep and target.exists() else None
            os.replace(unfinished, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise CannotWrite(f"the file was not written and is as it was: {_remedy(error)}") from None
    finally:
        with suppress(OSError):
            os.unlink(unfinished)
    return backup


def refuse_unwritable(target: Path) -> None:
    """Raise `CannotWrite` where the file is open in Excel or LibreOffice, read-only, or its folder is missing."""
    owner = _owner_file(target)
    if owner is not None:
        who = _owner(owner)
        raise CannotWrite(
            f"the file is open in Excel{f' ({who})' if who else ''}; close it there and run the command again "
            f"(if nobody has it open, delete “{owner.name}”)"
        )
    lock = target.with_name(f".~lock.{target.name}#")
    if lock.exists():
        raise CannotWrite(
            "the file is open in LibreOffice; close it there and run the command again "
            f"(if nobody has it open, delete “{lock.name}”)"
        )
    if target.exists() and not (target.stat().st_mode & ANYONE_WRITES and os.access(target, os.W_OK)):
        raise CannotWrite("the file is read-only; allow writing in its properties, or write elsewhere with --output")
    if not target.parent.is_dir():
        raise CannotWrite(f"there is no folder “{target.parent}”; make it first")


def _owner_file(target: Path) -> Path | None:
    """The file Excel leaves beside a workbook it has open; long names lose their first two letters."""
    names = (f"~${target.name}", f"~${target.name[2:]}")
    return next((target.with_name(name) for name in names if target.with_name(name).exists()), None)


def _owner(owner: Path) -> str:
    """Who has the workbook open, as Excel notes it: a length, then the name."""
    with suppress(OSError, IndexError):
        data = owner.read_bytes()
        name = data[1 : 1 + data[0]].decode("cp1252", "replace").strip()
        return name if name.isprintable() else ""
    return ""


def _write_synced(unfinished: Path, pieces: Iterable[bytes | memoryview], mode: int | None) -> None:
    """Write the file and have it on the disk; without a mode, what the user's umask leaves."""
    handle = os.open(
        unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666 if mode is None else mode
    )
    try:
        for piece in pieces:
            view = memoryview(piece)
            while view:
                view = view[os.write(handle, view) :]
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_changed(target: Path, expected: tuple[int, int] | None) -> None:
    if expected is not None and version_of(target) != expected:
        raise CannotWrite("somebody changed the file while we were working; nothing was written, so run the command again")


def _keep(target: Path, now: datetime) -> Path:
    """The backup of the version about to be replaced, under a name of its own."""
    stem = f"{target.stem}.backup-{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{target.suffix}" for number in range(1, 1000))
    backup = next(target.with_name(name) for name in names if not target.with_name(name).exists())
    try:
        os.link(target, backup)
    except OSError:
        _copy_whole(target, backup)
    return backup


def _copy_whole(target: Path, backup: Path) -> None:
    """A copy for folders without links, under its name only once it is whole."""
    unfinished = _unfinished(backup)
    try:
        _write_synced(unfinished, (target.read_bytes(),), _mode(target))
        os.replace(unfinished, backup)
    finally:
        with suppress(OSError):
            os.unlink(unfinished)


def _unfinished(path: Path) -> Path:
    """Where a file is written until it is whole: beside its place, a name of this process's own."""
    return path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")


def _sync_folder(folder: Path) -> None:
    """Make the move itself durable, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear_unfinished(target: Path) -> None:
    """Take away what a run that was killed left beside this file, once it is surely dead."""
    for left in target.parent.glob(f".{escape(target.name)}.*{UNFINISHED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > AN_HOUR:
                os.unlink(left)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let no other run of ours put a file of this folder in place meanwhile, where folders can be locked.

    A run that is killed lets go of it.
    """
    handle = None
    with suppress(OSError, ImportError):
        from fcntl import LOCK_EX, flock

        handle = os.open(folder, os.O_RDONLY)
        flock(handle, LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _mode(target: Path) -> int | None:
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else None


def _remedy(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full; make room and run the command again"
    if isinstance(error, PermissionError):
        return "the file or its folder is locked or not yours to change; close the file elsewhere or ask for access"
    return f"{reason(error)}; try again or write elsewhere with --output"


def reason(error: OSError) -> str:
    """What the system says went wrong, as a sentence quotes it."""
    return (error.strerror or str(error)).lower()
