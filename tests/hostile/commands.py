"""Every command run on a file as a user would run it, and what must hold however strange the file is."""

import contextlib
import gc
import io
from dataclasses import dataclass
from pathlib import Path

from se7_excel import actions
from se7_excel.entrances.cli import main

ACTIONS = tuple((each.command, "FILE") for each in actions.ACTIONS)
PREVIEWS = tuple((*each, "--preview") for each in ACTIONS)
READING = (
    ("inspect", "FILE"),
    ("compare", "FILE", "SOUND"),
    ("compare", "SOUND", "FILE"),
    ("compare", "--as-issued", "FILE", "SOUND"),
    ("check-totals", "SOUND", "--issued", "FILE", "--preview"),
    ("import", "FILE", "IMPORTED"),
    ("export", "FILE", "REGISTER"),
    ("verify", "FILE", "SOUND"),
    ("verify", "SOUND", "FILE"),
)
ADDRESSES = ("--to", "jo@kent.gov.uk", "--from", "al@kent.gov.uk")
LEAVING = (
    ("prepare-email", "FILE", *ADDRESSES, "--accept", "C05=as issued", "--output", "OUT"),
    ("regenerate-appendix-1", "FILE", "--for", "all", "--output", "COPIES"),
    ("bind", "FILE", "--output", "BOUND"),
    ("unbind", "FILE", "--output", "UNBOUND"),
)
COMMANDS = (*PREVIEWS, *READING, *LEAVING, *ACTIONS)
NAMES = {"IMPORTED": "imported.xlsx", "REGISTER": "register.csv", "BOUND": "bound.xlsm", "UNBOUND": "unbound.xlsx"}
CRASH = ("something we did not foresee", "Traceback")


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


def said(*arguments: object) -> Said:
    """What the command line says to these arguments."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(each) for each in arguments])
    gc.enable()  # the command line switches it off for a process that ends; here many follow
    out.flush()
    return Said(status, out.buffer.getvalue().decode(), err.getvalue())  # type: ignore[attr-defined]


def run_on(command: tuple[str, ...], path: Path, sound: Path) -> Said:
    """What the command says when the file stands in its place; what it writes goes into a folder of its own."""
    folder = path.parent / "written"
    for name in ("", "out", "copies"):
        (folder / name).mkdir(exist_ok=True)
    places = {"FILE": path, "SOUND": sound, "OUT": folder / "out", "COPIES": folder / "copies"}
    places |= {key: folder / name for key, name in NAMES.items()}
    for left in (each for each in folder.rglob("*") if each.is_file()):
        left.unlink()
    return said(*(places.get(each, each) for each in command))


def misbehaviour(command: tuple[str, ...], data: bytes, path: Path, sound: Path) -> str:
    """What went wrong when the command met a file of this content; an empty text where nothing did."""
    path.write_bytes(data)
    known = sound.read_bytes()
    try:
        ended = run_on(command, path, sound)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{command[0]} raised {error!r}"
    after, kept = path.read_bytes(), sound.read_bytes()
    for backup in path.parent.glob("*.backup-*"):
        backup.unlink()
    return f"{' '.join(command)}: {why}" if (why := _wrong(command, ended, after == data and kept == known)) else ""


def _wrong(command: tuple[str, ...], ended: Said, untouched: bool) -> str:
    if any(each in ended.err + ended.out for each in CRASH):
        return ended.err
    if ended.status not in (0, 1, 2):
        return f"ended with status {ended.status}"
    if ended.status == 2 and not (ended.err.startswith("se7: ") and ended.err.count("\n") == 1):
        return f"did not say in one sentence why it stopped: {ended.err!r}"
    if ended.status == 2 and ended.out and command[0] != "prepare-email":
        return f"printed a result although it stopped: {ended.out[:80]!r}"
    if not untouched and (ended.status == 2 or (command not in ACTIONS and command[0] != "prepare-email")):
        return "changed a file it had no business with"
    return ""
