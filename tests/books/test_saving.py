"""A file on disk is put in place whole or not at all, the version before it kept, and everybody else's hold respected."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from se7_excel.books.saving import UNFINISHED, opened, put_in_place, version_of
from se7_excel.errors import CannotWrite

NOW = datetime(2012, 1, 26, 9, 30)
OLD, NEW = b"old" * 1000, (b"new", memoryview(b" version"), b"")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "Our tracker [draft].xlsx"
    path.write_bytes(OLD)
    return path


def owner_file(name: str) -> bytes:
    """What Excel writes beside a workbook it has open: the name's length, the name padded, and once more in UTF-16."""
    return (
        bytes([len(name)])
        + name.encode("cp1252").ljust(54)
        + len(name).to_bytes(2, "little")
        + name.encode("utf-16-le").ljust(108)
    )


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def refusing(call: Callable[..., object], code: int, after: int = 0) -> Callable[..., object]:
    """The call, failing with this error once it has succeeded so often."""
    calls: Iterator[int] = iter(range(10**6))

    def failing(*arguments: object, **named: object) -> object:
        if next(calls) >= after:
            raise OSError(code, os.strerror(code))
        return call(*arguments, **named)

    return failing


def test_the_new_version_is_in_place_and_the_old_one_kept_under_a_dated_name(target: Path) -> None:
    backup = put_in_place(target, NEW, NOW)
    assert target.read_bytes() == b"new version"
    assert backup == target.with_name("Our tracker [draft].backup-20120126-093000.xlsx") and backup.read_bytes() == OLD
    assert len(names(target.parent)) == 2


def test_a_new_file_has_no_backup(tmp_path: Path) -> None:
    assert put_in_place(tmp_path / "new.xlsx", NEW, NOW) is None
    assert names(tmp_path) == ["new.xlsx"]


def test_two_backups_of_one_second_both_stay(target: Path) -> None:
    first, second = put_in_place(target, NEW, NOW), put_in_place(target, (b"newer",), NOW)
    assert first and second and (first.read_bytes(), second.read_bytes()) == (OLD, b"new version")


def test_where_links_are_unknown_the_backup_is_a_copy(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refusing(os.link, errno.EPERM))
    backup = put_in_place(target, NEW, NOW)
    assert backup and backup.read_bytes() == OLD and target.read_bytes() == b"new version"


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_the_permissions_are_those_of_the_version_before(target: Path, mode: int) -> None:
    target.chmod(mode)
    backup = put_in_place(target, NEW, NOW)
    assert backup and stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(backup.stat().st_mode) == mode


def test_a_new_file_is_no_more_open_than_the_user_wants_his_files(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        put_in_place(tmp_path / "new.xlsx", NEW, NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.xlsx").stat().st_mode) == 0o600


def test_a_symlink_stays_one_and_its_file_is_replaced(target: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.symlink_to(target)
    backup = put_in_place(link, NEW, NOW)
    assert link.is_symlink() and target.read_bytes() == b"new version"
    assert backup and backup.parent == target.parent


@pytest.mark.parametrize("name", ["~$Our tracker [draft].xlsx", "~$r tracker [draft].xlsx"])
def test_a_workbook_open_in_excel_is_refused_with_who_has_it(target: Path, name: str) -> None:
    (target.parent / name).write_bytes(owner_file("Jane Smith"))
    with pytest.raises(CannotWrite, match=r"open in Excel \(Jane Smith\); close it there") as refused:
        put_in_place(target, NEW, NOW)
    assert name in str(refused.value) and target.read_bytes() == OLD


@pytest.mark.parametrize("content", [b"", b"\x05", b"\xff\xff\xff"])
def test_an_owner_file_that_names_nobody_still_counts(target: Path, content: bytes) -> None:
    (target.parent / f"~${target.name}").write_bytes(content)
    with pytest.raises(CannotWrite, match="open in Excel"):
        put_in_place(target, NEW, NOW)


def test_a_workbook_open_in_libreoffice_is_refused(target: Path) -> None:
    (target.parent / f".~lock.{target.name}#").write_text("Jane,jane,desk,26.01.2012 09:30,file;")
    with pytest.raises(CannotWrite, match="open in LibreOffice; close it there"):
        put_in_place(target, NEW, NOW)
    assert target.read_bytes() == OLD


def test_a_read_only_file_is_refused(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(CannotWrite, match="read-only; allow writing in its properties"):
        put_in_place(target, NEW, NOW)
    assert target.read_bytes() == OLD


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"there is no folder “.*nowhere”"):
        put_in_place(tmp_path / "nowhere" / "new.xlsx", NEW, NOW)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(CannotWrite):
        put_in_place(tmp_path / "folder.xlsx", NEW, NOW)
    assert names(tmp_path) == ["folder.xlsx"]


def test_a_file_somebody_changed_meanwhile_is_left_to_them(target: Path) -> None:
    version = version_of(target)
    target.write_bytes(b"theirs")
    with pytest.raises(CannotWrite, match="somebody changed the file while we were working"):
        put_in_place(target, NEW, NOW, version)
    assert target.read_bytes() == b"theirs" and names(target.parent) == [target.name]


def test_a_file_somebody_took_away_meanwhile_is_not_brought_back(target: Path) -> None:
    version = version_of(target)
    target.unlink()
    with pytest.raises(CannotWrite):
        put_in_place(target, NEW, NOW, version)
    assert names(target.parent) == []


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failing_disk_leaves_the_old_version_and_no_litter(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    monkeypatch.setattr(os, call, refusing(getattr(os, call), code))
    with pytest.raises(CannotWrite, match="was not written and is as it was"):
        put_in_place(target, NEW, NOW)
    assert target.read_bytes() == OLD
    assert [name for name in names(target.parent) if name.endswith(UNFINISHED)] == []


def test_a_full_disk_says_so(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", refusing(os.write, errno.ENOSPC, after=1))
    with pytest.raises(CannotWrite, match="the disk is full; make room"):
        put_in_place(target, NEW, NOW)
    assert target.read_bytes() == OLD and names(target.parent) == [target.name]


def test_a_disk_that_fills_up_during_the_backup_leaves_no_half_of_one(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refusing(os.link, errno.EPERM))
    monkeypatch.setattr(os, "write", refusing(os.write, errno.ENOSPC, after=2))
    with pytest.raises(CannotWrite, match="the disk is full"):
        put_in_place(target, NEW, NOW)
    assert target.read_bytes() == OLD and names(target.parent) == [target.name]


def test_a_disk_that_takes_only_part_of_a_write_gets_the_rest(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:2]))
    put_in_place(target, NEW, NOW)
    assert target.read_bytes() == b"new version"


def test_pieces_that_cannot_be_made_leave_the_old_version_and_no_litter(target: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_in_place(target, pieces(), NOW)
    assert target.read_bytes() == OLD and names(target.parent) == [target.name]


def test_what_a_killed_run_left_is_taken_away_an_hour_later(target: Path) -> None:
    left, fresh = (target.with_name(f".{target.name}.{number}{UNFINISHED}") for number in (1, 2))
    for each in (left, fresh):
        each.write_bytes(b"half")
    os.utime(left, (0, 0))
    put_in_place(target, NEW, NOW)
    assert not left.exists() and fresh.exists()


def test_reading_a_file_that_is_not_there_or_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="no such file"):
        opened(tmp_path / "nothing.xlsx")
    with pytest.raises(CannotWrite, match="a folder; name a workbook"):
        opened(tmp_path)
