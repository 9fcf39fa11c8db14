"""Deciding about single values: confirmed at their place, corrected, rejected; each one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.errors import Cancelled, InvalidRecord, NotFound
from archive_app.domain.records import Article, Evidence, Kind, Photo, Video
from archive_app.operations import history, ingest, media_intake, reviewing
from archive_app.operations.page import record_page
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

TEXT = """The quay is empty

By Ann Example and Ivan Primerov

The crane drivers left the quay on Tuesday morning and nobody has seen a ship since then.

Empty berths at the quay.
Photo: Ann Example/AP

Nobody expects the first ship before Sunday, when the tide is high enough (video below).
"""


@pytest.fixture
def article(archive: Archive) -> int:
    return ingest.accept(archive, ingest.read_text(TEXT, "quay.txt")).articles[0]


def _of(found: tuple[Evidence, ...], field: str) -> list[Evidence]:
    return [one for one in found if one.field == field and one.current]


def test_confirming_keeps_the_place_and_undo_gives_the_value_back_to_the_reader(archive: Archive, article: int) -> None:
    (before,) = _of(record_page(archive, article).evidence, "headline")
    changes = reviewing.confirm(archive, article, "headline")
    assert changes.label == "Confirm headline"
    (now,) = _of(record_page(archive, article).evidence, "headline")
    assert (now.method, now.confidence) == ("person", 1.0)
    assert (now.quote, now.start, now.end) == (before.quote, before.start, before.end)
    history.undo(archive)
    (again,) = _of(record_page(archive, article).evidence, "headline")
    assert again.method == before.method


def test_one_name_of_several_is_corrected_or_rejected(archive: Archive, article: int) -> None:
    record = record_page(archive, article).record
    assert isinstance(record, Article)
    if len(record.bylines) < 2:
        reviewing.correct(archive, article, "bylines", "Ann Example; Ivan Primerov")
    reviewing.correct(archive, article, "bylines.1", "Ivan Primerow")
    assert _names(archive, article) == ["Ann Example", "Ivan Primerow"]
    reviewing.reject(archive, article, "bylines.0")
    assert _names(archive, article) == ["Ivan Primerow"]
    with pytest.raises(NotFound):
        reviewing.reject(archive, article, "bylines.7")


def test_a_value_that_cannot_be_is_refused_and_nothing_changes(archive: Archive, article: int) -> None:
    with pytest.raises(InvalidRecord):
        reviewing.correct(archive, article, "published", "some day")
    assert len(history.recent(archive)) == 1


def test_media_files_become_works_in_one_operation(archive: Archive, tmp_path: Path) -> None:
    paths = [tmp_path / "one.png", tmp_path / "two.png", tmp_path / "no.png"]
    Image.new("RGB", (30, 20), (200, 10, 10)).save(paths[0])
    Image.new("RGB", (30, 20), (10, 200, 10)).save(paths[1])
    paths[2].write_text("not a picture")
    intake = media_intake.make_works(archive, paths)
    assert [path.name for path, _n in intake.made] == ["one.png", "two.png"]
    assert [path.name for path, _e in intake.refused] == ["no.png"]
    with archive.read() as reader:
        works = list(reader.records([number for _p, number in intake.made]).values())
    assert all(isinstance(work, Photo) and work.media_id for work in works)
    assert len(history.recent(archive)) == 1
    history.undo(archive)
    with archive.read() as reader:
        assert not list(reader.ids_of(Kind.PHOTO, deleted=False))
    assert paths[0].is_file()


def test_a_film_becomes_a_video_that_is_held(archive: Archive, tmp_path: Path) -> None:
    film = Path(__file__).resolve().parents[2] / "resources/sample/films/star-trails.webm"
    if not film.is_file():
        pytest.skip("the sample's film is not here")
    intake = media_intake.make_works(archive, [film])
    with archive.read() as reader:
        video = reader.record(intake.made[0][1])
    assert isinstance(video, Video)
    assert video.status == "held"
    assert video.title == "star-trails"


def test_stopping_the_intake_keeps_what_was_done(archive: Archive, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.png" for n in range(4)]
    for n, path in enumerate(paths):
        Image.new("RGB", (30, 20), (n * 30, 10, 10)).save(path)
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 1 else None)
    intake = media_intake.make_works(archive, paths, progress=progress)
    assert intake.stopped
    assert len(intake.made) == 2
    with pytest.raises(Cancelled):
        progress.at(0, 1)


def _names(archive: Archive, article: int) -> list[str]:
    record = record_page(archive, article).record
    assert isinstance(record, Article)
    return [name.text for name in record.bylines]
