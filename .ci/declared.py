"""What setup.cfg declares: each dependency with the lowest version it may have; prints them as constraints for pip.

`python .ci/declared.py [GROUP …]`, where a group is `run` or the name of an extra; all of them if left out.
"""

import re
import sys
from configparser import ConfigParser
from pathlib import Path

RUN = "run"
FLOOR = re.compile(r"([A-Za-z0-9_.-]+)>=([0-9.]+)")


def declared(setup: Path = Path(__file__).parents[1] / "setup.cfg") -> dict[str, dict[str, str]]:
    """The floor of each dependency by its name, for what is needed at run time and for each extra."""
    parser = ConfigParser()
    parser.read(setup, encoding="utf-8")
    groups = {RUN: parser["options"]["install_requires"], **parser["options.extras_require"]}
    return {name: dict(_floor(line.strip()) for line in text.splitlines() if line.strip()) for name, text in groups.items()}


def floors(*groups: str) -> tuple[str, ...]:
    """The dependencies of these groups, each held to its floor."""
    chosen = [each for name, each in declared().items() if not groups or name in groups]
    return tuple(sorted({f"{name}=={floor}" for each in chosen for name, floor in each.items()}))


def _floor(line: str) -> tuple[str, str]:
    matched = FLOOR.fullmatch(line)
    if matched is None:
        raise SystemExit(f"setup.cfg: {line} has no floor; write it as name>=version")
    return matched[1], matched[2]


if __name__ == "__main__":
    print("\n".join(floors(*sys.argv[1:])))
