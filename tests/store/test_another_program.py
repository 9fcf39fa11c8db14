"""What another program writes is seen by the next search, also where it is no new step of the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.domain.records import Article
from archive_app.operations import find, first_rows, ingest
from archive_app.operations.index_upkeep import IndexWork
from archive_app.store.archive import Archive
from tests.bench.corpus import our_own, read_draft

LINES = 90


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A catalogue in which late-dated items wait at the end."""
    lines = [read_draft(line) for line in our_own(LINES)]
    with Archive.create(tmp_path / "shelf") as archive:
        ingest.accept(archive, lines[: LINES // 2])
        archive.rebuild_index(lambda *_: None)
        ingest.accept(archive, lines[LINES // 2 :])
        return archive.folder


def _goes_on(archive: Archive) -> None:
    with archive.read() as reader:
        [last] = reader.history.recent(1)
    with archive.operation("Import", continues=last.id) as writer:
        writer.save(Article(headline="Harbour quagmire", published="2020-02-02"))


def _tended(archive: Archive) -> None:
    work = IndexWork(archive)
    while work.step():
        pass


def _laid_out(archive: Archive) -> None:
    archive.rebuild_index(lambda *_: None)


@pytest.mark.parametrize("change", [_goes_on, _tended, _laid_out])
def test_it_is_seen_by_the_next_search(shelf: Path, change: Callable[[Archive], None]) -> None:
    # By another way to the same folder, as another program: no word of what is written goes from one to the other.
    (shelf.parent / "aside").mkdir()
    with (
        Archive.open(shelf) as archive,
        Archive.open(shelf.parent / "aside" / ".." / shelf.name, read_only=True) as other,
    ):
        while not first_rows.prepare(other):
            pass
        change(archive)
        for text in ("", "bo", "quagmire", "type:photo", "-bo"):
            assert list(find.search(other, text).ids) == list(find.search(archive, text).ids), text
            assert first_rows.facets(other, find.search(other, text).query) in (
                None,
                find.facets(archive, find.search(archive, text).query),
            )
