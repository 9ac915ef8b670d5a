"""The lists in the documents are those of the code."""

import re
from pathlib import Path

from se7_excel.actions import ACTIONS, PREPARE_EMAIL
from se7_excel.sheets.check_report import CATALOGUE

ROOT = Path(__file__).parent.parent


def test_the_checks_in_the_officers_page_are_those_of_the_catalogue() -> None:
    listed = re.findall(r"^\| (C\d\d) \| (.+) \|$", (ROOT / "docs/workbook.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == list(CATALOGUE)


def test_the_readme_shows_every_action_as_a_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^    se7 (\S+) tracker\.xlsx", text, re.MULTILINE)) == {
        "new",
        "bind",
        "export",
        PREPARE_EMAIL.command,
        *(action.command for action in ACTIONS),
    }


def test_the_readme_opens_with_the_demonstration_and_the_tests() -> None:
    commands = re.findall(r"^    (\S.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert commands[0].endswith("se7 demo")
    assert commands[1].endswith("pytest")
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands[:2])


def test_the_json_page_names_every_key_of_a_finding() -> None:
    text = (ROOT / "docs/json.md").read_text(encoding="utf-8")
    keys = ("code", "severity", "workstream", "party", "year", "tab", "cell", "message", "expected", "found", "difference")
    assert all(f"`{key}`" in text for key in keys)
