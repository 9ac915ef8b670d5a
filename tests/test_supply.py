"""What is installed beside us: floors that hold, licences that are known, an audit that never passes by silence, and hashes."""

import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
FAMILIES = {
    "MIT": r"\bMIT\b",
    "BSD": r"BSD",
    "Apache": r"Apache",
    "PSF": r"PSF|Python Software Foundation",
    "MPL": r"MPL|Mozilla Public",
    "GPL": r"GPL|General Public",
    "Zlib": r"zlib",
    "CC0": r"CC0",
    "public": r"Public.Domain",
}
COPYLEFT = {"MPL", "GPL"}
OFFICERS = ("run", "excel", "frames", "word", "send")
ROW = re.compile(r"^\| (?P<name>[\w.-]+) \| (?P<licence>[^|]+) \| (?P<needed>[^|]+) \| [^|]+ \|$", re.MULTILINE)


def script(name: str) -> ModuleType:
    """A script of CI, loaded."""
    described = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert described and described.loader
    module = sys.modules[name] = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


DECLARED: dict[str, dict[str, str]] = script("declared").declared()
AUDIT = script("audit")


def installed(name: str) -> "metadata.PackageMetadata | None":
    try:
        return metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None


def brought(name: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """The package and whatever it brings along here."""
    name = canonicalize_name(name)
    if installed(name) is None or name in above:
        return
    yield name
    for each in map(Requirement, metadata.requires(name) or ()):
        if each.marker is None or each.marker.evaluate({"extra": ""}):
            yield from brought(each.name, (*above, name))


def families(text: str) -> set[str]:
    return {name for name, pattern in FAMILIES.items() if re.search(pattern, text, re.IGNORECASE)}


def said(told: "metadata.PackageMetadata") -> str:
    """What a package says of its licence: an expression, or a classifier, or else the field's first words."""
    classifiers = [each for each in told.get_all("Classifier") or () if each.startswith("License ::") and "::" in each[10:]]
    licence = (told.get("License") or "")[:60]
    expression = told.get("License-Expression")
    return expression or " ".join(classifiers) or licence


def listed() -> dict[str, tuple[str, str]]:
    """Each package of the page with its licence and the words of what it is installed with."""
    text = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    rows = ROW.finditer(text)
    return {canonicalize_name(each["name"]): (each["licence"], each["needed"]) for each in rows if each["name"] != "Package"}


HERE = sorted({each for group in DECLARED.values() for name in group for each in brought(name)})


def test_every_dependency_has_one_floor_wherever_it_is_declared() -> None:
    floors: dict[str, set[str]] = {}
    for group in DECLARED.values():
        for name, floor in group.items():
            floors.setdefault(canonicalize_name(name), set()).add(floor)
    assert len(floors) > 15 and [name for name, each in floors.items() if len(each) > 1] == []


def test_a_dependency_without_a_floor_is_refused(tmp_path: Path) -> None:
    setup = tmp_path / "setup.cfg"
    setup.write_text("[options]\ninstall_requires =\n    openpyxl\n[options.extras_require]\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="openpyxl has no floor"):
        script("declared").declared(setup)


def test_everything_officers_install_is_tested_too() -> None:
    tested = {**DECLARED["run"], **DECLARED["test"]}
    assert {name: floor for group in OFFICERS for name, floor in DECLARED[group].items()}.items() <= tested.items()


def test_what_is_installed_is_no_older_than_its_floor_and_the_floor_itself_in_the_environment_of_floors() -> None:
    lowest = bool(os.environ.get("SE7_FLOORS"))
    for name, floor in {**DECLARED["run"], **DECLARED["test"]}.items():
        told = installed(name)
        assert told or not lowest, f"{name} is not installed"
        version = Version(told["Version"]) if told else Version(floor)
        assert version == Version(floor) if lowest else version >= Version(floor), f"{name} {version}"


def test_the_tests_of_the_floors_are_there_and_name_every_dependency_officers_install() -> None:
    text = (ROOT / ".ci/floors").read_text(encoding="utf-8")
    tests = re.findall(r"^  (tests/\S+\.py) ", text, re.MULTILINE)
    assert len(tests) > 8 and [each for each in tests if not (ROOT / each).is_file()] == []
    words = set(re.findall(r"[\w-]+", " ".join(re.findall(r"# (.*)$", text, re.MULTILINE))))
    assert {name for group in (*OFFICERS, "test") for name in DECLARED[group]} - {"pytest"} <= words


@pytest.mark.parametrize("name", HERE)
def test_the_licence_of_each_package_is_known_and_is_the_one_that_is_listed(name: str) -> None:
    told = installed(name)
    assert told is not None
    assert name in listed(), f"{name} says “{said(told)}”; read its licence and list it in docs/licences.md"
    known = families(said(told))
    assert known, f"{name} does not say under which licence it is; read it and decide"
    assert families(listed()[name][0]) == known


def test_officers_install_nothing_under_copyleft() -> None:
    theirs = {each for group in OFFICERS for name in DECLARED[group] for each in brought(name)}
    assert [name for name in theirs if families(listed()[name][0]) & COPYLEFT] == []
    officers = (ROOT / "docs/licences.md").read_text(encoding="utf-8").partition("## What only tests")[0]
    assert [each["name"] for each in ROW.finditer(officers) if families(each["licence"]) & COPYLEFT] == []


def test_the_page_of_licences_tells_what_each_extra_brings() -> None:
    for extra in ("excel", "frames", "word", "send"):
        for name in (each for direct in DECLARED[extra] for each in brought(direct)):
            assert f"`{extra}`" in listed()[name][1] or listed()[name][1] == "always", f"{name} comes with {extra}"
    assert all(listed()[each][1] == "always" for direct in DECLARED["run"] for each in brought(direct))


CLEAN = {"name": "openpyxl", "version": "3.1.5", "vulns": []}
BAD = {"name": "lxml", "version": "5.0", "vulns": [{"id": "PYSEC-1"}]}
SKIPPED = {"name": "xlwings", "skip_reason": "not found"}


def audit(*told: object) -> "object":
    return AUDIT.judged("these", json.dumps({"dependencies": told, "fixes": []}))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((CLEAN,), "these: 1 packages, none with a known vulnerability"),
        ((CLEAN, BAD), "these: 2 packages, 1 with a known vulnerability; VULNERABLE: lxml 5.0 (PYSEC-1)"),
        ((SKIPPED,), "these: 0 packages, none with a known vulnerability; NOT AUDITED, so nothing is known of them: xlwings"),
        ((), "these: 0 packages, none with a known vulnerability; NOT AUDITED, so nothing is known of them: all"),
    ],
)
def test_an_audit_tells_clean_from_vulnerable_and_from_not_asked(told: tuple[object, ...], words: str) -> None:
    assert AUDIT.judged("these", json.dumps({"dependencies": told})).words() == words


@pytest.mark.parametrize("answer", ["", "no route to host", "[]", "{}", '{"dependencies": 7}'])
def test_an_answer_that_is_none_is_never_taken_for_clean(answer: str) -> None:
    assert AUDIT.judged("these", answer).untold == ("all",)


def test_an_audit_fails_by_what_officers_install_and_where_required_by_silence() -> None:
    clean, bad, silence = audit(CLEAN), audit(CLEAN, BAD), audit(SKIPPED)
    assert AUDIT.status((clean,), (clean,), required=True) == 0
    assert AUDIT.status((clean, bad), (clean,), required=False) == 1
    assert AUDIT.status((clean,), (bad,), required=True) == 0
    assert (AUDIT.status((silence,), (clean,), False), AUDIT.status((silence,), (clean,), True)) == (0, 1)


def test_the_shipped_sums_are_right_and_checkable_as_the_page_says() -> None:
    sums = (ROOT / "workbook/SHA256SUMS").read_text(encoding="ascii")
    for line in sums.splitlines():
        matched = re.fullmatch(r"([0-9a-f]{64})  (\S+)", line)
        assert matched and sha256((ROOT / "workbook" / matched[2]).read_bytes()).hexdigest() == matched[1]
    assert "se7.xlam" in sums and "\r" not in sums
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    for command in ("Get-FileHash", "certutil -hashfile", "sha256sum -c SHA256SUMS", "shasum -a 256 -c SHA256SUMS"):
        assert command in page
