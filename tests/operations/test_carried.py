"""Pictures that a source brings along, and sources that give several drafts or are too large to be held."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Carried, Photo
from archive_app.operations import find, ingest
from archive_app.store.archive import Archive
from tests.make import a_draft


def _png(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def _photos(archive: Archive, articles: tuple[int, ...]) -> list[Photo]:
    with archive.read() as reader:
        found = [reader.record(use.photo_id or 0) for use in reader.photo_uses(articles=articles)]
    return [photo for photo in found if isinstance(photo, Photo)]


@pytest.mark.parametrize(
    ("printed", "src"),
    [
        ("https://e.org/a/quay.png", "https://e.org/a/quay.png"),
        ("quay.png", "https://e.org/a/quay.png"),
        ("/a/quay.png#large", "https://e.org/a/quay.png"),
        ("cid:part1@example", "cid:part1@example"),
        ("quay%20one.png", "quay one.png"),
    ],
)
def test_a_picture_the_source_brought_along_becomes_the_photos_file(archive: Archive, printed: str, src: str) -> None:
    draft = a_draft(photos=[(printed, "The quay", ""), ("other.png", "", "")], url="https://e.org/a/page")
    carried = Carried(src, "quay.png", "image/png", _png())
    accepted = ingest.accept(archive, [replace(draft, carried=(carried,))])
    first, second = _photos(archive, accepted.articles)
    assert first.media_id is not None
    assert second.media_id is None
    assert accepted.remarks == ()
    [row] = find.rows(archive, [first.id or 0])
    assert archive.media.path(row.media_sha, ".png").read_bytes() == _png()


def test_a_carried_file_that_is_no_picture_is_a_remark(archive: Archive) -> None:
    photos = [("a.png", "", ""), ("b.png", "", ""), ("c.png", "", "")]
    carried = (
        Carried("a.png", "a.png", "image/png", b"<html>not found</html>"),
        Carried("b.png", "b.png", "image/png", _png()[:40]),
        Carried("c.png", "c.png", "image/png", _png()),
    )
    accepted = ingest.accept(archive, [replace(a_draft(photos=photos), carried=carried)])
    assert [photo.media_id is not None for photo in _photos(archive, accepted.articles)] == [False, False, True]
    assert [remark.split(":")[0] for remark in accepted.remarks] == ["a.png", "b.png"]
    assert len(list(archive.media.walk())) == 1


def test_a_source_of_several_articles_is_kept_once(archive: Archive) -> None:
    content = b"two articles in one file"
    sha = hashlib.sha256(content).hexdigest()
    drafts = [
        replace(draft, source=replace(draft.source, sha256=sha, size=len(content), name="two.warc"))
        for draft in (a_draft("One", content=content), a_draft("Two", content=content))
    ]
    accepted = ingest.accept(archive, drafts)
    assert len(accepted.articles) == 2
    assert [path.read_bytes() for path in archive.sources.walk()] == [content]


def test_a_source_too_large_to_be_held_is_copied_from_its_place(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "large.warc"
    path.write_bytes(b"many records")
    sha = hashlib.sha256(b"many records").hexdigest()
    draft = a_draft(name="large.warc", address=str(path))
    draft = replace(draft, source=replace(draft.source, sha256=sha, size=12), content=b"")
    ingest.accept(archive, [draft])
    assert [kept.read_bytes() for kept in archive.sources.walk()] == [b"many records"]
    path.write_bytes(b"other record")
    with pytest.raises(UnreadableSource, match="changed after it was read"):
        ingest.accept(archive, [replace(draft, article=replace(draft.article, headline="Again"))])
    assert len(list(archive.sources.walk())) == 1
