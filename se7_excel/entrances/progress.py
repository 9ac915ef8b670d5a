"""What a command says while it works: one line of progress on a terminal, or nothing at all."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event
    from typing import TextIO

Tell = Callable[[str], None]
PATIENCE = 0.8
EVERY = 0.25
NARROW = 79


def silent(_step: str) -> None:
    """Tells nobody of the step."""


@contextmanager
def progress(first: str, quiet: bool = False) -> Iterator[Tell]:
    """Show on a terminal, once work takes about a second, which step it is at and for how long; yields what names the next.

    The line is on stderr, rewritten in place, and gone when the work is done. Elsewhere, and when quiet, nothing is shown.
    """
    if quiet or not _is_terminal(sys.stderr):
        yield silent
        return
    from threading import Event, Thread

    steps, over = [first], Event()
    shown = Thread(target=_show, args=(steps, over, sys.stderr), daemon=True)
    shown.start()

    def tell(step: str) -> None:
        steps[0] = step

    try:
        yield tell
    finally:
        over.set()
        shown.join()


@contextmanager
def hushed(quiet: bool, asked_for: bool) -> Iterator[None]:
    """Let a quiet command say nothing but errors and the output it was `asked_for`, and ask nobody anything."""
    if not quiet:
        yield
        return
    before = sys.stdin
    with Path(os.devnull).open() as nobody, Path(os.devnull).open("w") as nowhere:
        sys.stdin = nobody
        try:
            with redirect_stdout(sys.stdout if asked_for else nowhere):
                yield
        finally:
            sys.stdin = before


def _show(steps: list[str], over: "Event", stream: "TextIO") -> None:
    """Keep the line up to date until the work is over, and take it away then."""
    began, width, wait = time.monotonic(), 0, PATIENCE
    while not over.wait(wait):
        line = _line(steps[0], int(time.monotonic() - began), _room(stream))
        _put(stream, f"\r{line.ljust(width)}")
        width, wait = len(line), EVERY
    if width:
        _put(stream, f"\r{' ' * width}\r")


def _line(step: str, seconds: int, room: int) -> str:
    """The line in plain ASCII, short enough not to be broken; a file's name may hold any sign."""
    plain = "".join(sign if " " <= sign <= "~" else "?" for sign in step)
    told = f", {seconds} s"
    return f"se7: {plain}"[: max(room - len(told), 0)] + told


def _room(stream: "TextIO") -> int:
    """How many signs fit on a line of the terminal, its last place left free."""
    try:
        return (os.get_terminal_size(stream.fileno()).columns or NARROW + 1) - 1
    except (OSError, ValueError):
        return NARROW


def _put(stream: "TextIO", text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        return  # a terminal that has gone is no reason to stop the work


def _is_terminal(stream: "TextIO | None") -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
