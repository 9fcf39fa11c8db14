"""An import written in parts that is killed: what is in the catalogue is whole, known, and one step of the history."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive_app.domain.batches import BatchItem
from archive_app.domain.records import Kind
from archive_app.operations import batches, edit, history, importing, upkeep, versions
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import a_draft, add, an_article
from tests.store.dump import assert_index_is_right, logical

ITEMS = 20
DIES = """
import os, signal, sys
from pathlib import Path
from archive_app.operations import batches, importing
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

seen = 0
def dies(*_):
    global seen
    seen += 1
    if seen == {at}:
        os.kill(os.getpid(), signal.SIGKILL)

def finish(item, draft):
    if {between}:
        dies()
    return draft

importing.CHOICES["die"] = dies
archive = Archive.open(Path(sys.argv[1]))
batch, items = batches.load(archive, 1)
importing.run(archive, batch, items, finish, progress=Progress())
"""


def _fill(archive: Archive, choice: str = "") -> None:
    batch = batches.begin(archive, "pages")
    drafts = [
        a_draft(f"Story {n}", name=f"{n}.html", photos=[(f"https://e.org/{n}.jpg", "x", "AP")]) for n in range(ITEMS)
    ]
    items = [
        BatchItem(0, batch.id, "draft", d.source.name, d.source.name, d.article.headline, choice=choice) for d in drafts
    ]
    batches.keep(archive, batch, list(zip(items, drafts, strict=True)))


@pytest.mark.parametrize("between", [True, False])
@pytest.mark.parametrize("at", [1, 3, 6, 12])
def test_killed_between_parts_or_within_one(tmp_path: Path, at: int, between: bool) -> None:
    with Archive.create(tmp_path / "test") as archive:
        add(archive, an_article("Was there before"))
        before = logical(archive)
        _fill(archive, "" if between else "die")
    program = DIES.format(at=at, between=between)
    killed = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "test.archive")], cwd=Path(__file__).parents[2], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with Archive.open(tmp_path / "test.archive") as archive:
        assert upkeep.check(archive, files=False).clean  # files are kept before rows: some may belong to none
        assert_index_is_right(archive)
        batch, items = batches.load(archive, 1)
        done = [item for item in items if item.state == "imported"]
        assert len(done) < at
        with archive.read() as reader:
            articles = set(reader.ids_of(Kind.ARTICLE)) - {1}
        assert articles == {item.record_id for item in done}
        rest = [item for item in items if item.state != "imported"]
        report = importing.run(archive, batch, rest, lambda _item, draft: draft, progress=Progress())
        assert not report.problems
        with archive.read() as reader:
            assert len(reader.ids_of(Kind.ARTICLE)) == ITEMS + 1
        after = logical(archive)
        assert len(history.recent(archive)) == 2
        history.undo(archive)
        assert logical(archive) == before
        history.redo(archive)
        assert logical(archive) == after
        assert_index_is_right(archive)


def test_a_step_in_between_that_rests_on_a_part_is_undone_first(archive: Archive) -> None:
    _fill(archive)
    batch, items = batches.load(archive, 1)
    importing.run(archive, batch, items[:5], lambda _item, draft: draft, progress=Progress())
    half = logical(archive)
    with archive.read() as reader:
        [first, *_] = reader.ids_of(Kind.ARTICLE)
    edit.set_field(archive, first, "headline", "Changed meanwhile")
    importing.run(archive, batch, items[5:], lambda _item, draft: draft, progress=Progress())
    whole = logical(archive)
    for _ in range(3):
        assert history.undo(archive)
    assert all(rows == [] for rows in logical(archive).values())
    for _ in range(3):
        assert history.redo(archive)
    assert logical(archive) == whole
    history.undo(archive)
    history.undo(archive)
    assert logical(archive) == half


def test_an_item_stands_alone_when_what_it_is_like_lies_in_the_bin(archive: Archive) -> None:
    [older] = add(archive, an_article("Older"))
    batch = batches.begin(archive, "pages")
    draft = a_draft("Newer", name="newer.html")
    facts = {"alike": [{"record_id": older, "item": 0}]}
    item = BatchItem(0, batch.id, "draft", "newer.html", "newer.html", "Newer", choice="version", facts=facts)
    kept = batches.keep(archive, batch, [(item, draft)])
    edit.to_bin(archive, [older])
    report = importing.run(archive, batch, kept, lambda _item, draft: draft, progress=Progress())
    assert not report.problems
    assert versions.history_of(archive, older) == ()
