"""Asks pip-audit about known vulnerabilities: of the newest versions, which CI has installed, and of the floors in setup.cfg.

Exit status 1 where what officers install (run time and its extras) is vulnerable. What only tests and developers use is told
and stops nothing: none of it reaches an officer, and often nothing better is there yet. Where nobody could be asked, that is
told too, because it is not the same as clean; with SE7_AUDIT=required, as for a release, it is exit status 1.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from declared import declared, floors

OFFICERS = ("run", "excel", "frames", "word", "send")
OTHERS = ("test", "dev")
REQUIRED = "required"
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Audit:
    """What pip-audit says of some packages: how many it asked about, what is vulnerable, and about what nobody could tell."""

    of: str
    asked: int = 0
    vulnerable: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    def words(self) -> str:
        """What was found, in one line."""
        said = f"{self.of}: {self.asked} packages, {len(self.vulnerable) or 'none'} with a known vulnerability"
        vulnerable = f"; VULNERABLE: {', '.join(self.vulnerable)}" if self.vulnerable else ""
        untold = f"; NOT AUDITED, so nothing is known of them: {', '.join(self.untold)}" if self.untold else ""
        return f"{said}{vulnerable}{untold}"


def judged(of: str, answer: str) -> Audit:
    """What pip-audit's JSON comes to; it passes over what it cannot ask about, and so would be content with nothing at all."""
    try:
        told = json.loads(answer)["dependencies"]
        vulnerable = tuple(_vulnerable(each) for each in told if each.get("vulns"))
        untold = tuple(each["name"] for each in told if "vulns" not in each)
    except (ValueError, KeyError, TypeError):
        return Audit(of, untold=("all",))
    return Audit(of, len(told) - len(untold), vulnerable, untold if told else ("all",))


def status(officers: tuple[Audit, ...], others: tuple[Audit, ...], required: bool) -> int:
    """1 where what officers install is vulnerable or, if an audit is required, where some of it was not audited."""
    untold = any(each.untold for each in (*officers, *others))
    return int(any(each.vulnerable for each in officers) or (required and untold))


def main() -> int:
    """Ask, tell, and return the exit status."""
    newest = {group: tuple(declared()[group]) for group in (*OFFICERS, *OTHERS)}
    officers = (
        _asked("what officers install, newest", sum((newest[each] for each in OFFICERS), ())),
        _asked("what officers install, lowest", floors(*OFFICERS), "--no-deps", "--disable-pip"),
    )
    others = (_asked("what only tests and developers use", sum((newest[each] for each in OTHERS), ())),)
    for each in (*officers, *others):
        print(each.words())
    return status(officers, others, os.environ.get("SE7_AUDIT") == REQUIRED)


def _vulnerable(told: dict[str, object]) -> str:
    found = told["vulns"]
    assert isinstance(found, list)
    return f"{told['name']} {told['version']} ({', '.join(each['id'] for each in found)})"


def _asked(of: str, requirements: tuple[str, ...], *options: str) -> Audit:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("\n".join(dict.fromkeys(requirements)), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", *options]
        try:
            ran = subprocess.run([*command, "-r", str(listed)], capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Audit(of, untold=("all",))
    if not ran.stdout.strip():
        print(ran.stderr.strip().rpartition("\n")[2], file=sys.stderr)
    return judged(of, ran.stdout)


if __name__ == "__main__":
    raise SystemExit(main())
