"""Files kept by their hash: whole or not at all, once, never written again."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive_app.domain.errors import ArchiveReadOnly, DiskFull, StoreError, UnreadableSource
from archive_app.store.archive import Archive
from archive_app.store.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    (tmp_path / "media").mkdir()
    return FileStore(tmp_path / "media", tmp_path / "staging")


def _all(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_the_same_bytes_are_kept_once_however_they_come(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"picture" * 1000)
    first = store.put_file(source, ".jpg")
    second = store.put_bytes(source.read_bytes(), ".jpg")
    third = store.put_file(source, ".jpg")
    assert (first.was_there, second.was_there, third.was_there) == (False, True, True)
    assert first.sha256 == second.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert first.size == 7000
    assert list(store.walk()) == [first.path] == [store.path(first.sha256, ".jpg")]
    assert _all(tmp_path / "staging") == []


def test_many_files_are_kept_as_each_by_itself(store: FileStore, tmp_path: Path) -> None:
    contents = [f"source {n % 150}".encode() for n in range(200)]
    there = store.put_bytes(contents[3], ".txt")
    kept = store.put_many([(c, hashlib.sha256(c).hexdigest(), ".txt") for c in contents])
    assert [one.path.read_bytes() for one in kept] == contents
    assert [one.size for one in kept] == list(map(len, contents))
    assert {one.path for one in kept if one.was_there} == {there.path}
    assert sorted(store.walk()) == sorted({one.path for one in kept})
    assert {stat.S_IMODE(one.path.stat().st_mode) for one in kept} == {0o444}
    assert _all(tmp_path / "staging") == []
    assert store.put_many([]) == []


def test_files_are_flushed_before_they_have_their_names_and_their_folders_after(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: dict[Path, int] = {}

    def flush(descriptor: int) -> None:
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        flushed[place] = len(list(store.walk()))

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("files cannot be told by their descriptors here")
    monkeypatch.setattr(os, "fsync", flush)
    kept = store.put_many([(bytes([n]), hashlib.sha256(bytes([n])).hexdigest(), "") for n in range(20)])
    assert {place: n for place, n in flushed.items() if place.suffix == ".part"} == dict.fromkeys(
        (place for place in flushed if place.suffix == ".part"), 0
    )
    assert len(flushed) == 20 + len({p for one in kept for p in (*one.path.parents,) if p.is_relative_to(store.folder)})
    assert {n for place, n in flushed.items() if place.suffix != ".part"} == {20}


def test_a_kept_file_is_read_only_and_the_source_is_as_it_was(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"picture")
    source.chmod(0o640)
    before = source.stat()
    kept = store.put_file(source, ".jpg")
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o444
    assert (source.stat().st_mode, source.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


def test_progress_hears_of_every_block(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "film"
    source.write_bytes(bytes((3 << 20) + 5))
    heard: list[int] = []
    store.put_file(source, "", heard.append)
    assert heard == [1 << 20, 2 << 20, 3 << 20, (3 << 20) + 5]


def test_a_copy_that_is_stopped_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "film"
    source.write_bytes(bytes(5 << 20))

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.put_file(source, "", stop)
    assert _all(tmp_path / "media") == _all(tmp_path / "staging") == []


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_source_that_cannot_be_read_is_told_in_words(store: FileStore, tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source"
    if kind == "folder":
        source.mkdir()
    with pytest.raises(UnreadableSource, match="cannot be read") as told:
        store.put_file(source, ".jpg")
    assert told.value.where == str(source)
    assert _all(tmp_path / "media") == _all(tmp_path / "staging") == []


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 1 MB, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_a_file_too_large_for_the_disk_is_the_disks_fault_not_the_sources(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "film"
    with source.open("wb") as out:
        for _ in range(2):
            out.write(bytes(1 << 19))
    os.truncate(source, 1 << 20)
    combined = tmp_path / "list"
    combined.write_bytes(b"x")
    store.put_file(source, "")
    with pytest.raises(StoreError, match="could not be kept"):
        store.put_bytes(bytes((1 << 20) + 1), "")
    assert len(_all(tmp_path / "media")) == 1
    assert _all(tmp_path / "staging") == []


class _Full:
    """A file on a disk that fills up while it is written."""

    def __init__(self, code: int) -> None:
        self._code = code

    def __call__(self, _descriptor: int) -> None:
        raise OSError(self._code, os.strerror(self._code))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EROFS, ArchiveReadOnly),
        (errno.EACCES, ArchiveReadOnly), (errno.EIO, StoreError),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["bytes", "file", "many"])
def test_faults_of_the_disk_are_told_as_such(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, told: type[StoreError], way: str
) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"picture")
    monkeypatch.setattr(os, "fsync", _Full(code))
    many = [(content, hashlib.sha256(content).hexdigest(), "") for content in (b"one", b"two", b"three")]
    ways: dict[str, Callable[[], object]] = {
        "bytes": lambda: store.put_bytes(b"picture", ""),
        "file": lambda: store.put_file(source, ""),
        "many": lambda: store.put_many(many),
    }
    with pytest.raises(told):
        ways[way]()
    monkeypatch.undo()
    assert _all(tmp_path / "media") == _all(tmp_path / "staging") == []


def test_what_an_interrupted_import_left_is_swept_at_opening(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "test") as made:
        folder = made.folder
    (folder / "staging" / "0123.part").write_bytes(b"half a picture")
    with Archive.open(folder, read_only=True):
        assert _all(folder / "staging")
    with Archive.open(folder):
        assert _all(folder / "staging") == []
