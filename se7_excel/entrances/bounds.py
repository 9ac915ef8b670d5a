"""The bounds of the process that reads strangers' files: its memory, and the time of the processor it may take."""

from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from se7_excel.books.limits import MEMORY, SECONDS
from se7_excel.errors import BeyondLimit

LEAST_MEMORY = 64 << 20  # with less, Python itself may not start
NO_MEMORY = "reading takes more memory than this computer has left; close other programs and run the command again"


def bound_this_process() -> None:
    """Let this process have no more memory and processor time than a worker may, as far as the system can hold it to that."""
    with suppress(ImportError):
        import resource

        memory = max(MEMORY.allowed, LEAST_MEMORY)
        bounds = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, SECONDS.allowed), (resource.RLIMIT_CORE, 0))
        for kind, allowed in bounds:
            most = resource.getrlimit(kind)[1]
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (allowed if most == resource.RLIM_INFINITY else min(allowed, most), most))


def within_memory(run: Callable[[Namespace], int], options: Namespace) -> int:
    """What the command returns; where memory does not reach, it is worded once all that filled it has been let go."""
    with suppress(MemoryError):
        return run(options)
    raise BeyondLimit(f"{_named(options)}{MEMORY.overrun() if _is_bound() else NO_MEMORY}")


def _is_bound() -> bool:
    """Whether the memory of this process has a bound, which commands on a tracker of one's own have not."""
    with suppress(ImportError):
        import resource

        return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
    return False


def _named(options: Namespace) -> str:
    """The files a command reads, where the door does not name them anyway."""
    if isinstance(options.file, Path):
        return ""
    return f"{' and '.join(str(each) for each in vars(options).values() if isinstance(each, Path))}: "
