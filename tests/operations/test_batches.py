"""Batches: kept while they are reviewed, imported in parts that are one step, taken back without a trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.batches import Batch, BatchItem
from archive_app.domain.errors import Conflict, NotFound, UnreadableSource
from archive_app.domain.records import Article, Draft, Kind
from archive_app.operations import batches, edit, history, importing, reading
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import add, an_article
from tests.store.dump import assert_index_is_right, logical

PAGE = """<html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The crane drivers left the quay on Tuesday morning and nobody has seen a ship since then, said {title}.</p>
<figure><img src="quay.jpg" width="800" height="600"><figcaption>Empty berths at the quay.</figcaption></figure>
<p class="credit">Photo: Ann Example / City Archive</p>
<p>The talks were to go on for another week, as both sides said after the meeting in the town hall.</p>
</article></body></html>"""


def story(folder: Path, title: str) -> Path:
    path = folder / f"{title}.html"
    path.write_text(PAGE.format(title=title))
    return path


def as_read(_item: BatchItem, draft: Draft) -> Draft:
    return draft


def fill(archive: Archive, folder: Path, count: int, *, media: int = 0) -> tuple[Batch, list[BatchItem]]:
    """A batch of articles read from pages, and of pictures."""
    batch = batches.begin(archive, "pages")
    items: list[tuple[BatchItem, Draft | None]] = []
    for number in range(count):
        (outcome,) = reading.read_one(story(folder, f"The quay is empty {number}"))
        assert outcome.draft is not None
        items.append((BatchItem(0, batch.id, "draft", outcome.name, outcome.path, f"Quay {number}"), outcome.draft))
    for number in range(media):
        path = folder / f"picture{number}.jpg"
        Image.new("RGB", (60 + number, 40), (number, 90, 120)).save(path)
        items.append((BatchItem(0, batch.id, "media", path.name, str(path), path.stem), None))
    return batch, batches.keep(archive, batch, items)


class StopAt(Progress):
    """Stops when so many items are done."""

    def __init__(self, done: int) -> None:
        super().__init__()
        self._at = done

    def at(self, done: int, total: int, note: str = "") -> None:
        if done >= self._at:
            self.cancel()
        super().at(done, total, note)


def test_what_was_read_and_decided_survives_closing(archive: Archive, tmp_path: Path) -> None:
    batch, items = fill(archive, tmp_path, 3)
    before = [batches.draft_of(archive, batch, item) for item in items]
    changed = replace(items[1], wanted=False, accepted=True, decisions={"headline": [True, "Typed", True]})
    batches.update(archive, [changed])
    batches.set_place(archive, batch, items[1].id)
    for item in items:
        Path(item.address).unlink()
    folder = archive.folder
    archive.close()
    with Archive.open(folder) as again:
        (open_one,) = batches.unfinished(again)
        loaded, kept = batches.load(again, open_one.id)
        assert loaded.place == items[1].id
        assert kept[1] == changed
        assert kept[0] == items[0]
        assert [batches.draft_of(again, loaded, item) for item in kept] == before


def test_parts_of_an_import_are_one_step_and_leave_no_trace(archive: Archive, tmp_path: Path) -> None:
    before = logical(archive)
    batch, items = fill(archive, tmp_path, 60, media=6)
    report = importing.run(archive, batch, items, as_read, progress=Progress())
    assert not report.problems
    assert set(report.imported) == {item.id for item in items}
    steps = history.recent(archive)
    assert [step.label for step in steps] == ["Import 66 items"]
    after = logical(archive)
    assert all(item.state == "imported" for item in batches.load(archive, batch.id)[1])
    history.undo(archive)
    assert logical(archive) == before
    assert_index_is_right(archive)
    assert all(item.state == "read" for item in batches.load(archive, batch.id)[1])
    history.redo(archive)
    assert logical(archive) == after
    assert all(item.state == "imported" for item in batches.load(archive, batch.id)[1])


@pytest.mark.parametrize("stop", [1, 24, 25, 31])
def test_stopped_and_gone_on_with_it_is_still_one_step(archive: Archive, tmp_path: Path, stop: int) -> None:
    before = logical(archive)
    batch, items = fill(archive, tmp_path, 40)
    report = importing.run(archive, batch, items, as_read, progress=StopAt(stop))
    assert report.stopped
    assert len(report.imported) == stop
    with archive.read() as reader:
        assert len(list(reader.ids_of(Kind.ARTICLE))) == stop
    _batch, kept = batches.load(archive, batch.id)
    assert [item.state for item in kept].count("imported") == stop
    rest = [item for item in kept if item.state != "imported"]
    again = importing.run(archive, batch, rest, as_read, progress=Progress())
    assert len(again.imported) == 40 - stop
    assert len(history.recent(archive)) == 1
    history.undo(archive)
    assert logical(archive) == before
    assert_index_is_right(archive)


def test_what_was_done_between_is_not_taken_back_with_it(archive: Archive, tmp_path: Path) -> None:
    batch, items = fill(archive, tmp_path, 4)
    importing.run(archive, batch, items[:2], as_read, progress=Progress())
    (between,) = add(archive, an_article("Written meanwhile"))
    importing.run(archive, batch, items[2:], as_read, progress=Progress())
    assert len(history.recent(archive)) == 3
    batches.undo(archive, batch.id)
    with archive.read() as reader:
        assert list(reader.ids_of(Kind.ARTICLE)) == [between]


def test_an_item_that_cannot_be_kept_leaves_the_others_alone(archive: Archive, tmp_path: Path) -> None:
    batch, items = fill(archive, tmp_path, 5, media=2)
    Path(items[-1].address).write_bytes(b"no picture")
    for file in (archive.staged.folder / batch.uid).rglob("*"):
        if file.is_file() and b"empty 3<" in file.read_bytes():
            file.write_bytes(b"torn")
    report = importing.run(archive, batch, items, as_read, progress=Progress())
    assert set(report.problems) == {items[3].id, items[-1].id}
    assert isinstance(report.problems[items[3].id], UnreadableSource)
    assert len(report.imported) == 5
    failed = [item for item in batches.load(archive, batch.id)[1] if item.state == "failed"]
    assert {item.id for item in failed} == set(report.problems)
    assert all(item.error["message"] for item in failed)


def test_an_import_that_was_edited_since_is_not_taken_back(archive: Archive, tmp_path: Path) -> None:
    batch, items = fill(archive, tmp_path, 2)
    report = importing.run(archive, batch, items, as_read, progress=Progress())
    with archive.read() as reader:
        article = reader.of_type(Article, [report.imported[items[0].id] or 0])[report.imported[items[0].id] or 0]
    edit.save(archive, replace(article, headline="Another"))
    with pytest.raises(Conflict):
        batches.undo(archive, batch.id)


def test_discarding_forgets_what_was_not_imported(archive: Archive, tmp_path: Path) -> None:
    batch, items = fill(archive, tmp_path, 3)
    importing.run(archive, batch, items[:1], as_read, progress=Progress())
    batches.discard(archive, batch.id)
    assert not batches.unfinished(archive)
    _batch, kept = batches.load(archive, batch.id)
    assert [item.state for item in kept] == ["imported"]
    other, _items = fill(archive, tmp_path, 2)
    batches.discard(archive, other.id)
    with pytest.raises(NotFound):
        batches.load(archive, other.id)
    assert not (archive.staged.folder / other.uid).exists()


def test_files_of_no_batch_are_swept(archive: Archive, tmp_path: Path) -> None:
    batch, _items = fill(archive, tmp_path, 1)
    archive.staged.put("0" * 32, b"left over")
    batches.tidy(archive)
    assert [one.name for one in archive.staged.folder.iterdir()] == [batch.uid]
    batches.discard(archive, batch.id)
    batches.tidy(archive)
    assert not archive.staged.folder.exists()


def test_photos_without_an_article_are_not_called_articles(archive: Archive, tmp_path: Path) -> None:
    batch, items = fill(archive, tmp_path, 2)
    alone = [replace(items[0], facts={"alone": True}), items[1]]
    batches.update(archive, alone)
    importing.run(archive, batch, alone, as_read, progress=Progress())
    (step,) = history.recent(archive)
    assert step.label == "Import 2 items"
