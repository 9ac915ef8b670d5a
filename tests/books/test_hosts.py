"""Which host answers for a book, and what it makes of Excel's refusals."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from se7_excel.books.desktop_host import busy, refusal
from se7_excel.books.live_cells import cell_value
from se7_excel.books.mac_host import MacHost
from se7_excel.books.remote_host import RemoteHost, host_of
from se7_excel.books.windows_host import ATTEMPTS, WindowsHost, limit_patience
from se7_excel.sheets.grid import CellError


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


@pytest.mark.parametrize("number", [-1712, -609])
def test_a_mac_that_does_not_answer_means_that_excel_is_busy(number: int) -> None:
    error = Exception("Command failed")
    error.errornumber, error.errormessage = number, "AppleEvent timed out."  # type: ignore[attr-defined]
    assert "Enter or Esc" in str(MacHost().worded(error))


def test_pywin32s_word_for_a_call_turned_down_means_that_excel_is_busy() -> None:
    assert busy(AttributeError("Excel.Application.ScreenUpdating"))
    assert not busy(AttributeError("'NoneType' object has no attribute 'name'"))


def test_on_a_mac_errors_are_taken_from_the_texts_shown() -> None:
    cells = SimpleNamespace(
        options=lambda ndim: SimpleNamespace(value=[[1.0, None], ["#REF! in a text", None]]),
        api=SimpleNamespace(string_value=SimpleNamespace(get=lambda: [["1", "#REF!"], ["#REF! in a text", ""]])),
    )
    assert MacHost().values(cells) == [[1.0, "#REF!"], ["#REF! in a text", None]]  # type: ignore[arg-type]


def test_on_a_mac_a_box_nobody_answers_within_the_minute_is_answered_late() -> None:
    def alert(*given: str) -> str:
        error = Exception("Command failed")
        error.errornumber = -1712  # type: ignore[attr-defined]
        raise error

    desk = SimpleNamespace(app=SimpleNamespace(alert=alert))
    assert MacHost().alert(desk, "Go on?", "Savings tracker", "yes_no", "info") == "late"  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "shown"), [(-1, True), (0, False), (2, False)])
def test_on_windows_a_very_hidden_tab_is_not_shown(number: int, shown: bool) -> None:
    sheet = SimpleNamespace(api=SimpleNamespace(Visible=number))
    assert WindowsHost().is_shown(sheet) is shown  # type: ignore[arg-type]


def test_an_error_xlwings_has_no_name_for_is_no_amount() -> None:
    assert cell_value(-2146826243) == CellError("#ERROR!")
    assert isinstance(cell_value(-2146826243), CellError)
    assert cell_value(-2146826189) == -2146826189
