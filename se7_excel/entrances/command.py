"""The door of the process: `se7`, stopped on request with the same words even before the command line is loaded."""

import gc
import os
import signal
import sys
from collections.abc import Callable

from se7_excel.books.stopping import STOPPED

CANNOT_GO_ON = 2
OF_STRANGERS = ("import", "compare", "inspect", "verify")
AN_ISSUED_FILE = "--i"  # of any length: argparse completes options


def main() -> int:
    """Run the command line, in a worker where it reads strangers' files, and leave with its exit status."""
    return _left(_in_worker if _reads_strangers(sys.argv[1:]) else _command_line)


def work() -> int:
    """Run the command line as a worker does: within its bounds."""
    return _left(_bounded)


def _left(run: Callable[[], int]) -> int:
    """Leave at once with the exit status.

    Python would take everything it holds down piece by piece, which costs a tenth of the time, and would leave as if
    nobody had caught the interrupt where it met one inside `exec`.
    """
    status = _status(run)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)


def _status(run: Callable[[], int]) -> int:
    try:
        return run()
    except KeyboardInterrupt:
        print(f"se7: {STOPPED}", file=sys.stderr)
        return CANNOT_GO_ON
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left to do is to leave


def _reads_strangers(arguments: list[str]) -> bool:
    """Whether the command reads what others made, not only a tracker of one's own."""
    command = next((each for each in arguments if not each.startswith("-")), "")
    return command in OF_STRANGERS or any(each.startswith(AN_ISSUED_FILE) for each in arguments)


def _command_line() -> int:
    gc.disable()  # the process ends with the command; looking for cycles in everything read costs a fifth of the time
    from se7_excel.entrances.cli import main as command_line

    return command_line()


def _in_worker() -> int:
    from se7_excel.entrances.worker import in_worker

    return in_worker(sys.argv[1:])


def _bounded() -> int:
    from se7_excel.entrances.bounds import bound_this_process

    bound_this_process()
    return _command_line()


if __name__ == "__main__":
    raise SystemExit(main())
