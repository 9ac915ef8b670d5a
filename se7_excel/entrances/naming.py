"""Saying which of several files an error is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from se7_excel.errors import SavingsError


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let what stops us say which of the files it is about."""
    try:
        yield
    except SavingsError as error:
        raise SavingsError(f"{path}: {error}") from error
