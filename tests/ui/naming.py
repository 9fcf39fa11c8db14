"""What the tests of authorities share: a small catalogue with names, the page, waiting for what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import (
    Article,
    Authority,
    Draft,
    Identifier,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Source,
    Variant,
)
from archive_app.operations import ingest
from archive_app.store.archive import Archive
from archive_app.ui.authorities_page import AuthoritiesPage
from archive_app.ui.context import Context
from archive_app.ui.line_list import LineView
from archive_app.ui.view_state import State
from tests.make import add
from tests.ui.importing import settle

NAMES = ("Klim Shipenko", "Клим Шипенко", "Ann Example", "Quay Pictures")


@contextmanager
def catalogue(folder: Path) -> Iterator[Archive]:
    """Four authorities and four articles that print names, some of them linked."""
    with Archive.create(folder / "own") as made:
        director, twin, ann, quay = add(
            made,
            Authority(name=NAMES[0], kind="person", identifiers=(Identifier("wikidata", "Q1"),)),
            Authority(name=NAMES[1], kind="person", variants=(Variant("К. Шипенко", "ru", "Cyrl"),)),
            Authority(name=NAMES[2], kind="person"),
            Authority(name=NAMES[3], kind="organization"),
        )
        assert (director, twin, ann, quay) == tuple(range(director, director + 4))
        drafts = [
            Draft(
                source=Source(name=f"{n}.txt"),
                article=Article(headline=headline, body=("A text.",), bylines=bylines, publisher="Evening Note"),
                photos=(PhotoDraft(Photo(title=f"Photo {n}"), PhotoUse(caption="Quay", credit_line=credit)),),
                content=f"{n}".encode(),
            )
            for n, (headline, bylines, credit) in enumerate((
                ("One", (Name(NAMES[0], authority_id=director),), "Photo: Quay Pictures"),
                ("Two", (Name(NAMES[1], authority_id=twin),), "Photo: Quay Pictures"),
                ("Three", (Name("Klim Chipenko"),), ""),
                ("Four", (Name("KLIM CHIPENKO"), Name("Omar Novel")), ""),
            ))
        ]  # fmt: skip
        ingest.accept(made, drafts)
        yield made


@contextmanager
def opened(qtbot: QtBot, context: Context, archive: Archive) -> Iterator[AuthoritiesPage]:
    """The page, shown for a catalogue."""
    context.set_archive(archive)
    window = context.parent()
    assert isinstance(window, QWidget)
    window.resize(1030, 800)
    made = AuthoritiesPage(context, window)
    made.resize(1030, 800)
    window.show()
    context.view.open_page("authorities")
    made.enter(State())
    settle(qtbot, context)
    yield made
    settle(qtbot, context)
    context.set_archive(None)
    settle(qtbot, context)


def wait(qtbot: QtBot, context: Context) -> None:
    """The page waits a little after a change before it reads again."""
    settle(qtbot, context)
    qtbot.wait(160)
    settle(qtbot, context)


def names(view: LineView) -> list[str]:
    """The names of its lines."""
    return [line.name for line in view.lines.lines]


def number_of(archive: Archive, name: str) -> int:
    """The id of the authority of a name."""
    with archive.read() as reader:
        return next(a.id or 0 for a in reader.authorities() if a.name == name)


def go(qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive, name: str) -> int:
    """Show the authority of a name; its id."""
    number = number_of(archive, name)
    page.show_authority(number)
    settle(qtbot, context)
    return number
