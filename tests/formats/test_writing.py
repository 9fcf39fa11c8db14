"""A file is written whole or not at all, and the person is told why not."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.errors import ArchiveError, ArchiveReadOnly, DiskFull, ExportRefused, StoreError
from archive_app.formats.writing import whole_file, write_whole

posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX file system")


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_appears_and_an_old_one_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    write_whole(target, b"first")
    assert target.read_bytes() == b"first"
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert left_behind(tmp_path) == ["export.csv"]


def test_the_old_file_stays_until_the_block_has_ended(tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    with whole_file(target) as out:
        out.write(b"n" * 1_000_000)
        out.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"n" * 1_000_000


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt(), ExportRefused("not valid")])
def test_whatever_is_raised_inside_leaves_the_old_file_and_passes_on(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    with pytest.raises(type(error)), whole_file(target) as out:  # noqa: PT012 - the block is what is tested
        out.write(b"half of")
        raise error
    assert target.read_bytes() == b"old"
    assert left_behind(tmp_path) == ["export.csv"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, ArchiveReadOnly),
        (errno.EROFS, ArchiveReadOnly),
        (errno.EIO, StoreError),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, expected: type[ArchiveError]
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(expected) as caught:
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert left_behind(tmp_path) == ["export.csv"]
    assert caught.value.where == str(target)
    assert caught.value.remedy


@posix
def test_a_disk_that_fills_up_while_writing_is_told_at_once(tmp_path: Path) -> None:
    """The limit on a file's size stands in for the full disk: both fail the write itself."""
    program = """
import resource, signal, sys
from pathlib import Path
from archive_app.domain.errors import ExportRefused
from archive_app.formats.writing import whole_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
written = 0
try:
    with whole_file(Path(sys.argv[1])) as out:
        while written < 50_000_000:
            out.write(b"x" * 100_000)
            written += 100_000
except ExportRefused as error:
    print(written < 5_000_000, "larger than this disk allows" in error.message)
"""
    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)], capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stdout.split() == ["True", "True"]
    assert target.read_bytes() == b"old"
    assert left_behind(tmp_path) == ["export.csv"]


@posix
def test_a_kill_leaves_the_old_file(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from archive_app.formats.writing import whole_file
with whole_file(Path(sys.argv[1])) as out:
    out.write(b"x" * 1_000_000)
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", program, str(target)], check=False, timeout=600)
    assert done.returncode == -9
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "expected", "words"),
    [
        ("x" * 300, ExportRefused, "too long"),
        ("missing/export.csv", ExportRefused, "folder does not exist"),
        ("a-file/export.csv", ExportRefused, "folder does not exist"),
        ("a-folder", ExportRefused, "A folder has this name"),
        ("nul\0byte", ExportRefused, "name"),
    ],
)
def test_impossible_names_are_refused_in_words(
    tmp_path: Path, name: str, expected: type[ArchiveError], words: str
) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    (tmp_path / "a-folder").mkdir()
    with pytest.raises(expected, match=words):
        write_whole(tmp_path / name, b"x")
    assert left_behind(tmp_path) == ["a-file", "a-folder"]


@posix
def test_a_name_at_the_limit_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 255)
    write_whole(target, b"x")
    assert target.read_bytes() == b"x"


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ArchiveReadOnly, match="cannot be written"):
            write_whole(tmp_path / "export.csv", b"x")
    finally:
        tmp_path.chmod(0o700)


@posix
def test_devices_and_pipes_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExportRefused, match="not a file"):
        write_whole(tmp_path / "pipe", b"x")


@posix
def test_a_link_keeps_pointing_and_permissions_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@posix
def test_a_new_file_has_ordinary_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "export.csv", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "export.csv").stat().st_mode) == 0o644


def test_an_error_of_something_else_in_the_block_stays_its_own(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "export.csv"):
        (tmp_path / "not there").read_bytes()
    assert left_behind(tmp_path) == []
