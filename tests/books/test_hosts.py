"""Which host answers for a book, and what it makes of Excel's refusals."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from se7_excel.books.desktop_host import busy, refusal
from se7_excel.books.mac_host import MacHost
from se7_excel.books.remote_host import RemoteHost, host_of
from se7_excel.books.windows_host import ATTEMPTS, WindowsHost, limit_patience


def book(engine: str) -> Any:  # noqa: ANN401
    return SimpleNamespace(app=SimpleNamespace(engine=SimpleNamespace(type=engine)))


@pytest.mark.parametrize(
    ("engine", "platform", "host"),
    [("remote", "win32", RemoteHost), ("desktop", "win32", WindowsHost), ("desktop", "darwin", MacHost)],
)
def test_the_host_is_the_one_the_book_is_open_in(
    engine: str, platform: str, host: type[RemoteHost], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert type(host_of(book(engine))) is host


def test_excel_on_windows_is_not_asked_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = SimpleNamespace(N_COM_ATTEMPTS=0)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", engine)
    limit_patience()
    assert engine.N_COM_ATTEMPTS == ATTEMPTS


@pytest.mark.parametrize("code", [-2147418111, -2147417846])
def test_a_call_turned_down_means_that_excel_is_busy(code: int) -> None:
    assert busy(Exception(code, "Call was rejected by callee."))
    assert "Enter or Esc" in str(WindowsHost().worded(Exception(code, "Call was rejected by callee.")))


def test_another_refusal_is_told_in_excels_own_words() -> None:
    error = Exception(-2147352567, "Exception occurred.")
    error.excepinfo = (0, "Microsoft Excel", "You cannot change part of an array.", None, 0, -2146827284)  # type: ignore[attr-defined]
    assert not busy(error)
    assert refusal(error) == "You cannot change part of an array"
    assert str(WindowsHost().worded(error)).startswith("Excel refused (You cannot change part of an array); what was written")
