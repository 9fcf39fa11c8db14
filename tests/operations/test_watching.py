"""Watched folders: what is new and quiet waits for review, once; nothing imports itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.watching import WatchedFolder
from archive_app.operations import batches, history, watching
from archive_app.store.archive import Archive


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "Inbox"
    folder.mkdir()
    return folder


def _put(folder: Path, name: str, content: bytes = b"<p>Some words.</p>") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _changed(path: Path) -> float:
    facts = path.stat()
    return max(facts.st_mtime, facts.st_ctime)


def _watch(archive: Archive, inbox: Path, **profile: object) -> WatchedFolder:
    watching.add(archive, WatchedFolder("", str(inbox), **profile))  # type: ignore[arg-type]
    return watching.folders(archive)[0]


def _pending(archive: Archive) -> list[str]:
    return [Path(value).name for batch in batches.unfinished(archive) for _sort, value in batch.pending]


def test_a_new_file_waits_in_a_batch_and_is_not_imported(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox)
    path = _put(inbox, "story.html")
    found = watching.scan(archive, clock=lambda: _changed(path) + 60)
    assert [one.name for one in found[0].offered] == ["story.html"]
    assert _pending(archive) == ["story.html"]
    with archive.read() as reader:
        assert reader.checks.count() == 0


def test_a_file_is_offered_once_and_again_when_it_was_changed(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox)
    path = _put(inbox, "story.html")
    watching.scan(archive, clock=lambda: _changed(path) + 60)
    assert not watching.scan(archive, clock=lambda: _changed(path) + 90)[0].offered
    _put(inbox, "story.html", b"<p>Other words, more of them.</p>")
    assert watching.scan(archive, clock=lambda: _changed(path) + 60)[0].offered
    assert _pending(archive) == ["story.html"]


def test_a_file_that_is_being_written_is_left_until_it_is_quiet(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox, quiet=30.0)
    path = _put(inbox, "film.mp4", b"half")
    early = watching.scan(archive, clock=lambda: _changed(path) + 5)[0]
    assert (early.offered, early.waiting) == ((), 1)
    _put(inbox, "film.mp4", b"half and more")
    assert not watching.scan(archive, clock=lambda: _changed(path) + 29)[0].offered
    assert watching.scan(archive, clock=lambda: _changed(path) + 31)[0].offered


def test_a_clock_ahead_of_ours_does_not_hold_a_file_back_for_ever(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox)
    path = _put(inbox, "story.html")
    now = _changed(path)
    os.utime(path, (now + 10_000, now + 10_000))
    assert not watching.scan(archive, clock=lambda: now)[0].offered
    assert watching.scan(archive, clock=lambda: now + 60)[0].offered


def test_what_is_there_already_is_offered_only_when_asked_for(archive: Archive, inbox: Path, tmp_path: Path) -> None:
    path = _put(inbox, "old.html")
    _watch(archive, inbox)
    assert not watching.scan(archive, clock=lambda: _changed(path) + 60)[0].offered
    other = tmp_path / "Other"
    old = _put(other, "old.html")
    watching.add(archive, WatchedFolder("", str(other)), existing=True)
    assert watching.scan(archive, clock=lambda: _changed(old) + 60)[1].offered


def test_names_subfolders_and_unfinished_files_are_minded(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox, names=("*.jpg", "*.html"), subfolders=False)
    for name in ("a.JPG", "b.txt", ".c.jpg", "d.jpg.part", "~$e.html", "deep/f.jpg"):
        path = _put(inbox, name)
    found = watching.scan(archive, clock=lambda: _changed(path) + 60)[0]
    assert [one.name for one in found.offered] == ["a.JPG"]


def test_an_empty_file_waits(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox)
    path = _put(inbox, "empty.html", b"")
    assert watching.scan(archive, clock=lambda: _changed(path) + 600)[0].waiting == 1


def test_a_folder_that_is_away_is_told_and_forgets_nothing(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox)
    path = _put(inbox, "story.html")
    late = _changed(path) + 60
    watching.scan(archive, clock=lambda: late)
    away = inbox.rename(inbox.with_name("Unplugged"))
    assert watching.scan(archive, clock=lambda: late)[0].away
    away.rename(inbox)
    assert not watching.scan(archive, clock=lambda: late)[0].offered


def test_watching_is_history_and_can_be_taken_back(archive: Archive, inbox: Path) -> None:
    folder = _watch(archive, inbox)
    watching.change(archive, WatchedFolder(folder.uid, folder.path, enabled=False))
    assert not watching.folders(archive)[0].enabled
    assert watching.scan(archive) == []
    history.undo(archive)
    assert watching.folders(archive)[0].enabled
    watching.remove(archive, folder.uid)
    assert watching.folders(archive) == []
    history.undo(archive)
    assert watching.folders(archive) == [folder]


def test_what_cannot_be_watched_is_refused(archive: Archive, inbox: Path, tmp_path: Path) -> None:
    _watch(archive, inbox)
    for path in (inbox, tmp_path / "nowhere", archive.folder):
        with pytest.raises(InputError):
            watching.add(archive, WatchedFolder("", str(path)))
    with pytest.raises(NotFound):
        watching.remove(archive, "no such")


def test_a_batch_under_review_is_left_alone(archive: Archive, inbox: Path) -> None:
    _watch(archive, inbox)
    path = _put(inbox, "one.html")
    first = watching.scan(archive, clock=lambda: _changed(path) + 60)[0].batch
    path = _put(inbox, "two.html")
    assert watching.scan(archive, clock=lambda: _changed(path) + 60)[0].batch == first
    assert sorted(_pending(archive)) == ["one.html", "two.html"]
