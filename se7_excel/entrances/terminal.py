"""What is printed, made fit for a terminal: names and words come from files that may be hostile, and a terminal takes orders."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import TextIO

MARK = "\ufffd"
CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
TURNING = (0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))  # and line breaks by another name
KEPT = "\t\n"
HARMLESS = {each: MARK for each in (*CONTROLS, *TURNING) if chr(each) not in KEPT}


@contextmanager
def harmless_output() -> Iterator[None]:
    """Let whatever is printed hold no order to the terminal and nothing that turns the direction of reading."""
    with redirect_stdout(cast("TextIO", _Harmless(sys.stdout))):
        yield


def on_one_line(text: str) -> str:
    """The text on one line, a mark for what a terminal would take for an order."""
    return " ".join(text.splitlines()).translate(HARMLESS)


class _Harmless:
    """A stream that writes what it is given with a mark in place of each sign that is no plain text."""

    def __init__(self, stream: "TextIO") -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the text made harmless."""
        return self._stream.write(text.translate(HARMLESS))
