"""Checks of the kept files: what changed, went missing or is away, and finding it again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.errors import InputError
from archive_app.domain.records import MediaFile
from archive_app.operations import fixity, history, media_intake, relinking
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive


@pytest.fixture
def pictures(archive: Archive, tmp_path: Path) -> list[Path]:
    """Six pictures, taken in."""
    folder = tmp_path / "in"
    folder.mkdir()
    paths = []
    for number in range(6):
        path = folder / f"{number}.png"
        Image.effect_mandelbrot((40 + number, 30), (-2, -1, 1, 1), 20).save(path)
        paths.append(path)
    media_intake.make_works(archive, paths)
    return paths


def _media(archive: Archive) -> list[MediaFile]:
    with archive.read() as reader:
        found = [reader.record(one.media_id) for one in reader.file_checks.kept() if one.media_id]
    return sorted((one for one in found if isinstance(one, MediaFile)), key=lambda one: one.name)


def _file(archive: Archive, media: MediaFile) -> Path:
    return archive.media.path(media.sha256, media.suffix)


def _spoil(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def _stopping_at(place: int) -> Progress:
    def report(done: int, _total: int, _note: str) -> None:
        if done == place:
            progress.cancel()

    progress = Progress(report)
    return progress


def test_every_file_leaves_an_event(archive: Archive, pictures: list[Path]) -> None:
    found = fixity.verify(archive)
    assert found.clean
    assert found.check is not None
    assert (found.check.state, found.check.done, found.done) == ("finished", 6, 6)
    with archive.read() as reader:
        events = reader.file_checks.events(found.check.id)
    assert [one.outcome for one in events] == ["ok"] * 6
    assert {one.name for one in events} == {path.name for path in pictures}
    assert all(one.at for one in events)


def test_changed_and_missing_files_are_told_and_noted_in_one_step(archive: Archive, pictures: list[Path]) -> None:
    media = _media(archive)
    _spoil(_file(archive, media[1]))
    _file(archive, media[2]).unlink()
    found = fixity.verify(archive)
    assert {(one.name, one.outcome) for one in found.events} == {("1.png", "changed"), ("2.png", "missing")}
    assert [one.fixity for one in _media(archive)] == ["ok", "changed", "missing", "ok", "ok", "ok"]
    history.undo(archive)
    assert {one.fixity for one in _media(archive)} == {"ok"}
    with archive.read() as reader:
        assert reader.file_checks.last() is not None, "what was seen stays seen"


def test_a_check_goes_on_where_it_was_stopped(archive: Archive, pictures: list[Path]) -> None:
    progress = _stopping_at(3)
    first = fixity.verify(archive, progress)
    assert first.stopped
    assert 0 < first.done < 6
    assert not first.changes.kinds
    second = fixity.verify(archive)
    assert not second.stopped
    assert first.check is not None
    assert second.check is not None
    assert first.check.id == second.check.id
    with archive.read() as reader:
        events = reader.file_checks.events(second.check.id)
    assert len(events) == len({one.sha256 for one in events}) == 6


def test_what_was_found_before_a_stop_is_noted_at_the_end(archive: Archive, pictures: list[Path]) -> None:
    with archive.read() as reader:
        first = reader.file_checks.kept()[0]
    archive.media.path(first.sha256, first.suffix).unlink()
    assert fixity.verify(archive, _stopping_at(2)).stopped
    found = fixity.verify(archive)
    assert [one.outcome for one in found.events] == ["missing"]
    assert "missing" in {one.fixity for one in _media(archive)}


def test_a_folder_that_is_away_is_offline_and_no_record_is_touched(archive: Archive, pictures: list[Path]) -> None:
    away = archive.media.folder.with_name("media-away")
    archive.media.folder.rename(away)
    found = fixity.verify(archive)
    assert found.offline == (archive.media.folder,)
    assert not found.clean
    assert {one.fixity for one in _media(archive)} == {"ok"}
    assert found.check is not None
    assert found.check.state == "offline"
    away.rename(archive.media.folder)
    assert fixity.verify(archive).clean
    shutil.rmtree(archive.media.folder)
    assert len(fixity.verify(archive, gone=True).events) == 6
    assert {one.fixity for one in _media(archive)} == {"missing"}


def test_a_moved_folder_is_found_by_hash_and_taken_back_as_a_whole(
    archive: Archive, pictures: list[Path], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "another disk" / "deep"
    elsewhere.mkdir(parents=True)
    for number, media in enumerate(_media(archive)):
        _file(archive, media).rename(elsewhere / f"other name {number}.dat")
    fixity.verify(archive, gone=True)
    found = relinking.relink(archive, tmp_path / "another disk")
    assert len(found.found) == 6
    assert not found.still
    assert fixity.verify(archive).clean
    assert {one.fixity for one in _media(archive)} == {"ok"}
    assert len(list(elsewhere.iterdir())) == 6, "the folder is only read"
    with archive.read() as reader:
        events = reader.file_checks.events(sha256=found.found[0][0].sha256)
    assert [one.outcome for one in events] == ["ok", "relinked", "missing"]


def test_a_changed_file_steps_aside_for_the_right_one(archive: Archive, pictures: list[Path]) -> None:
    media = _media(archive)[0]
    _spoil(_file(archive, media))
    fixity.verify(archive)
    found = relinking.relink(archive, pictures[0].parent)
    assert [one.name for one, _path in found.found] == ["0.png"]
    assert _file(archive, media).read_bytes() == pictures[0].read_bytes()
    assert fixity.verify(archive, again=True).clean


def test_files_of_no_record_are_counted(archive: Archive, pictures: list[Path]) -> None:
    stray = archive.media.folder / "ab" / "stray.txt"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_text("whose?", encoding="utf-8")
    found = fixity.verify(archive)
    assert found.clean
    assert [one.outcome for one in found.events] == ["untracked"]


def test_relinking_needs_a_folder(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        relinking.relink(archive, tmp_path / "nowhere")


def test_a_backup_gives_back_what_is_missing_and_what_was_damaged_unnoticed(
    archive: Archive, pictures: list[Path], tmp_path: Path
) -> None:
    backup = Path(shutil.copytree(archive.folder, tmp_path / "backup"))
    lost, spoilt = _media(archive)[:2]
    _file(archive, lost).unlink()
    damaged = _file(archive, spoilt)
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1  # of the same size: only its bytes tell
    damaged.chmod(0o600)
    damaged.write_bytes(content)
    steps = len(history.recent(archive, 100))
    found = relinking.restore(archive, backup)
    assert {one.sha256 for one, _path in found.found} == {lost.sha256, spoilt.sha256}
    assert not found.still
    assert fixity.verify(archive, again=True).clean
    assert len(history.recent(archive, 100)) == steps + 1
    assert damaged.with_name(f"changed-{damaged.name}").read_bytes() == bytes(content), "it stepped aside"
    assert relinking.restore(archive, backup).found == ()


def test_a_backup_that_is_damaged_too_changes_nothing(archive: Archive, pictures: list[Path], tmp_path: Path) -> None:
    media = _media(archive)[0]
    _spoil(_file(archive, media))
    spoilt = _file(archive, media).read_bytes()
    backup = Path(shutil.copytree(archive.folder, tmp_path / "backup"))
    found = relinking.restore(archive, backup)
    assert [one.sha256 for one in found.still] == [media.sha256]
    assert not found.found
    assert _file(archive, media).read_bytes() == spoilt
