"""What the inspector's tests share: a catalogue with an article, its photos and a video, and the pane over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Name, Photo, PhotoUse, Record, Video, VideoUse
from archive_app.operations import edit, history, works
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.inspector import Inspector


@dataclass(frozen=True, slots=True)
class Ids:
    """The records of the small catalogue."""

    article: int
    other: int
    photo: int
    photo_use: int
    video: int


def fill(archive: Archive) -> Ids:
    """Two articles; the first with a photo and a video known from a mention."""
    article = only(archive, edit.save(archive, Article(
        headline="Harbour strike enters third week", body=("The cranes stand still.",), publisher="Evening Courier",
        published="1978-03-14", language="en", bylines=(Name("Ann Example"),),
    )).records)  # fmt: skip
    other = only(archive, edit.save(archive, Article(
        headline="Dockers vote to return", body=("The vote ended the strike.",), publisher="Morning Post",
        published="1978-04-02", language="en",
    )).records)  # fmt: skip
    use, _ = works.add_photo(
        archive, article, Photo(title="Empty berths"),
        PhotoUse(caption="Empty berths at the quay", credit_line="Photo: Tomas Reel / Reuters"),
    )  # fmt: skip
    works.add_video(archive, article, Video(title="Newsreel"), VideoUse(mention="video below"))
    with archive.read() as reader:
        shown = reader.photo_uses(articles=[article])[0]
        film = reader.video_uses(articles=[article])[0]
    return Ids(article, other, shown.photo_id or 0, use, film.video_id or 0)


def only(archive: Archive, numbers: frozenset[int]) -> int:
    """The article among these records (its publisher may have become a record in the same step)."""
    with archive.read() as reader:
        return next(n for n, record in reader.records(sorted(numbers)).items() if isinstance(record, Article))


def pane(qtbot: QtBot, context: Context, archive: Archive, width: int = 360) -> Inspector:
    """The inspector over a catalogue, on screen."""
    window = context.parent()
    assert isinstance(window, QWidget)
    made = Inspector(context, window)
    window.resize(width, 800)
    made.resize(width, 800)
    context.set_archive(archive)
    window.show()
    made.show()
    window.activateWindow()
    return made


def select(qtbot: QtBot, context: Context, inspector: Inspector, *numbers: int) -> None:
    """Select records and wait until they are shown."""
    context.view.select(numbers)
    if len(numbers) == 1:
        qtbot.waitUntil(lambda: inspector.page is not None and inspector.page.record.id == numbers[0], timeout=5000)
    settle(qtbot, context)


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until nothing runs any more."""
    qtbot.wait(60)
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=8000)
    qtbot.wait(60)
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=8000)


def record(archive: Archive, number: int) -> Record:
    """A record as it is stored now."""
    with archive.read() as reader:
        return reader.record(number)


def steps(archive: Archive) -> int:
    """How many operations there are, undos among them."""
    return len(history.recent(archive, 500))


def wait_for(qtbot: QtBot, true: Callable[[], bool]) -> None:
    """Wait until something holds."""
    qtbot.waitUntil(true, timeout=5000)
