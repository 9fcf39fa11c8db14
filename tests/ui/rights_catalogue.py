"""A small catalogue with every answer in it, for the tests of rights in the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, Kind, Photo, PhotoUse, Record
from archive_app.domain.rights import Grant, RightsAgent, RightsStatement
from archive_app.operations import edit, works
from archive_app.operations.find import today
from archive_app.store.archive import Archive
from archive_app.ui.context import Context

FREE = RightsStatement(
    basis="licence", copyright_status="in_copyright", agents=(RightsAgent("City Archive"),), contract_ref="C-1",
    credit_obligation="none", confidence="documented", grants=(Grant(action="publish_online"),),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Works:
    """The records: one photo for each answer, and an article that shows the free one and the forbidden one."""

    free: int
    credit: int
    ending: int
    ask: int
    no: int
    unknown: int
    article: int


def fill(archive: Archive) -> Works:
    """Fill an empty catalogue."""

    def made(record: Record) -> int:
        changes = edit.save(archive, record)
        with archive.read() as reader:
            kinds = reader.kinds(sorted(changes.records))
        return next(n for n, kind in kinds.items() if kind in (Kind.ARTICLE, Kind.PHOTO, Kind.PHOTO_USE))

    titles = ("Free", "Credit", "Ending", "Ask", "Forbidden", "Unknown")
    free, credit, ending, ask, no, unknown = (made(Photo(title=title)) for title in titles)
    article = made(Article(headline="Harbour", body=("Text.",)))
    soon = (today() + timedelta(days=20)).isoformat()
    for number, one in (
        (free, FREE),
        (credit, replace(FREE, credit_obligation="required", credit_text="Photo: City Archive")),
        (ending, replace(FREE, grants=(Grant(action="publish_online", ends=soon),))),
        (ask, RightsStatement(copyright_status="in_copyright", agents=(RightsAgent("North Press"),))),
        (no, replace(FREE, takedown=True)),
        (article, FREE),
    ):
        works.save_rights(archive, replace(one, work_id=number))
    for number in (free, no):
        made(PhotoUse(article_id=article, photo_id=number, caption="A caption"))
    return Works(free, credit, ending, ask, no, unknown, article)


def create(folder: Path) -> tuple[Archive, Works]:
    """A new catalogue with these records."""
    archive = Archive.create(folder, who="Tester")
    return archive, fill(archive)


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until no lane runs and everything has been delivered."""
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=20_000)
    qtbot.wait(30)
