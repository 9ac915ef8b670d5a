"""Imports run one way, and the file path imports nothing slow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import se7_excel

ROOT = Path(se7_excel.__file__).parent
MAY_IMPORT = {
    "savings": {"savings"},
    "sheets": {"savings", "sheets"},
    "books": {"savings", "sheets", "books"},
    "issued": {"savings", "sheets", "books", "issued"},
    "outgoing": {"savings", "sheets", "books", "inspection", "outgoing"},
    "buttons": set(),
    "checking": {"savings", "sheets", "issued", "inspection"},
    "actions": {"savings", "sheets", "books", "buttons", "checking"},
    "sample": {"savings"},
    "binding": {"savings", "sheets", "books", "buttons", "actions", "binding"},
    "inspection": {"savings", "sheets", "books", "inspection"},
    "entrances": {
        *("savings", "sheets", "books", "buttons", "actions", "binding", "sample"),
        *("entrances", "issued", "outgoing", "inspection"),
    },
}
THIRD_PARTY = {
    "openpyxl": {
        "new_workbook",
        "new_looks",
        "new_tabs",
        "new_settings",
        "new_share_tab",
        "new_charts",
        "new_chart_looks",
        "new_chart_series",
        "new_addin",
        "new_summary",
        "new_copy",
    },
    "docx": {"word_table"},
    "keyring": {"login"},
    "pandas": {"frames", "register"},
    "xlwings": {
        "live_book",
        "live_writer",
        "live_marks",
        "live_areas",
        "live_memory",
        "windows_host",
        "mac_host",
        "remote_host",
        "desktop_host",
        "addin",
        "excel_setup",
        "excel_doctor",
    },
}
SLOW = ("openpyxl", "pandas", "numpy", "xlwings", "lxml", "polars", "zipfile", "xml.etree.ElementTree", "sqlite3", "asyncio")
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.name not in ("__init__.py", "__main__.py", "errors.py"))


def imported(path: Path) -> set[str]:
    """Every module the file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downwards_only(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("se7_excel.")}
    assert ours - {"errors", "__version__", "__released__"} <= MAY_IMPORT[layer]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_used_only_where_it_belongs(path: Path) -> None:
    third_party = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names) - {"se7_excel"}
    assert third_party <= {library for library, modules in THIRD_PARTY.items() if path.stem in modules}


def test_actions_use_of_books_is_the_port_and_the_renderer() -> None:
    from_books = {name for name in imported(ROOT / "actions.py") if name.startswith("se7_excel.books.")}
    assert {name.split(".")[2] for name in from_books} == {"book", "render"}


def test_a_command_on_a_file_loads_only_what_it_needs(tracker_file: Path) -> None:
    code = (
        "import sys; from se7_excel.entrances.cli import main;"
        f"main(['refresh-totals', {str(tracker_file)!r}, '--preview', '--json']);"
        f"print([name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_a_press_loads_only_what_it_needs() -> None:
    code = f"import sys, se7_excel.entrances.addin; print([name for name in {SLOW!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["savings", "sheets", "books", "entrances"])
def test_importing_a_layer_by_itself_is_cheap(package: str) -> None:
    code = f"import sys; before = set(sys.modules); import se7_excel.{package}; print(len(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) == 2
