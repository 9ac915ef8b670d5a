"""Opening the draft never fails a run: where nothing opens it, the sentence says where it lies."""

import os
from pathlib import Path

import pytest

from se7_excel.outgoing.draft_opening import OPENED, open_draft

SCREEN = {"DISPLAY": ":0"}


def program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.joinpath(name).write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    folder.joinpath(name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin{os.pathsep}/usr/bin")


@pytest.mark.parametrize(("system", "name"), [("linux", "xdg-open"), ("darwin", "open")])
def test_the_desktop_opens_the_draft(system: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, name, f'printf %s "$1" > "{tmp_path}/opened"', monkeypatch)
    assert open_draft(tmp_path / "-a draft.eml", system, SCREEN) == OPENED
    assert (tmp_path / "opened").read_text() == str(tmp_path / "-a draft.eml")


def test_a_desktop_that_cannot_open_it_costs_the_opening_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "xdg-open", "exit 3", monkeypatch)
    assert open_draft(tmp_path / "a.eml", "linux", SCREEN).startswith(f"The draft lies at {tmp_path / 'a.eml'}; open it")


def test_without_a_screen_nothing_takes_over_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "xdg-open", f"touch {tmp_path}/opened", monkeypatch)
    assert "The draft lies at" in open_draft(tmp_path / "a.eml", "linux", {})
    assert not (tmp_path / "opened").exists()


def test_without_a_program_to_open_it_the_draft_still_lies_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for system in ("linux", "darwin"):
        assert "The draft lies at" in open_draft(tmp_path / "a.eml", system, SCREEN)


def test_windows_opens_it_or_says_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    assert open_draft(tmp_path / "a.eml", "win32") == OPENED
    assert opened == [str(tmp_path / "a.eml")]

    def nothing_for_it(path: str) -> None:
        raise OSError(1155, "no program for .eml")

    monkeypatch.setattr(os, "startfile", nothing_for_it, raising=False)
    assert "The draft lies at" in open_draft(tmp_path / "a.eml", "win32")
    monkeypatch.delattr(os, "startfile")
    assert "The draft lies at" in open_draft(tmp_path / "a.eml", "win32")
