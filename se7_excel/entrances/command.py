"""The door of the process: `se7`, stopped on request with the same words even before the command line is loaded."""

import os
import signal
import sys

from se7_excel.books.stopping import STOPPED

CANNOT_GO_ON = 2


def main() -> int:
    """Run the command line and return its exit status; where it could not go on, leave at once."""
    status = _status()
    if status >= CANNOT_GO_ON:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # Python leaves as if nobody had caught the interrupt where it met one inside `exec`
    return status


def _status() -> int:
    try:
        from se7_excel.entrances.cli import main as command_line

        return command_line()
    except KeyboardInterrupt:
        print(f"se7: {STOPPED}", file=sys.stderr)
        return CANNOT_GO_ON
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left to do is to leave


if __name__ == "__main__":
    raise SystemExit(main())
