"""Reading sources and accepting drafts: one bad source is one line, one import is one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.errors import Cancelled, FormatError, UnknownFormat, UnreadableSource
from archive_app.domain.records import Article, Draft, Photo, Source
from archive_app.operations import edit, find, history, ingest
from archive_app.operations.progress import Progress
from archive_app.operations.reading import FEW, expand
from archive_app.store.archive import Archive
from tests.make import a_draft, an_article
from tests.store.dump import assert_index_is_right, logical

TEXT = """Ferry returns to the harbour

By Ann Example

The ferry came back on Monday morning with all who were on board, the harbour master said. Nobody was hurt when the
ship touched the quay.

It will be looked over in the dock before it sails again, which may take until the end of the month.
"""


def _outcomes(paths: Sequence[Path | str], processes: int | None = 0) -> list[tuple[str, bool]]:
    return [(o.name, o.error is None) for o in ingest.read(paths, processes=processes)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two readable files, one of them below; others that are none of ours."""
    top = tmp_path / "pages"
    (top / "below").mkdir(parents=True)
    (top / "page_files").mkdir()
    (top / ".hidden").mkdir()
    for place in ("b.txt", "below/a.txt", "page_files/no.txt", ".hidden/no.txt", "picture.bin", ".dot.txt"):
        (top / place).write_text(TEXT)
    return top


def test_a_folder_gives_its_readable_files_in_order(folder: Path) -> None:
    assert [p.relative_to(folder).as_posix() for p in expand([folder])] == ["b.txt", "below/a.txt"]
    assert expand([folder / "b.txt", folder, folder / "b.txt"])[0] == folder / "b.txt"
    assert len(expand([folder, folder])) == 2
    assert _outcomes([folder]) == [("b.txt", True), ("a.txt", True)]


def test_what_cannot_be_read_is_one_outcome_in_words(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    paths = [
        tmp_path / "missing.txt",
        tmp_path / "empty.txt",
        folder / "b.txt",
        tmp_path / "binary.txt",
        folder / "picture.bin",
    ]
    found = list(ingest.read(paths, processes=0))
    assert [o.draft is not None for o in found] == [False, False, True, False, False]
    for outcome in found:
        if outcome.error is not None:
            assert isinstance(outcome.error, UnreadableSource | UnknownFormat)
            assert outcome.error.message.endswith((".", ")."))
            assert outcome.path.endswith(outcome.name)


def test_reading_can_be_stopped_and_what_was_read_stands(folder: Path) -> None:
    progress = Progress()
    reading = ingest.read([folder], progress=progress, processes=0)
    assert next(reading).name == "b.txt"
    progress.cancel()
    with pytest.raises(Cancelled):
        next(reading)


PLUG_IN = """
import os

class Boom:
    name, label, suffixes = "boom", "Crashes", (".boom",)

    def recognises(self, name, head):
        return name.endswith(".boom")

    def read(self, source):
        os._exit(11)
"""


def test_a_reader_that_dies_is_one_failed_source(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a plug-in with a fault in its C library would: the process is gone, the import is not."""
    site = tmp_path / "site"
    info = site / "boom-1.dist-info"
    info.mkdir(parents=True)
    (site / "boom_plug_in.py").write_text(PLUG_IN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: boom\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[archive_app.importers]\nboom = boom_plug_in:Boom\n")
    monkeypatch.syspath_prepend(str(site))
    (folder / "c.boom").write_text("boom")
    files = [folder / "b.txt", folder / "c.boom", folder / "below/a.txt"]
    found = list(ingest.read(files, processes=1))
    assert [o.draft is not None for o in found] == [True, False, True]
    assert found[1].error is not None
    assert "ended the reader" in found[1].error.message


def test_many_files_are_read_apart_in_their_order(tmp_path: Path) -> None:
    for number in range(FEW + 2):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("Ferry", f"Ferry {number}"))
    found = list(ingest.read([tmp_path], processes=1))
    assert [o.draft.article.headline for o in found if o.draft] == [
        f"Ferry {n} returns to the harbour" for n in range(FEW + 2)
    ]


def test_pasted_text_is_a_draft_and_nothing_is_refused_in_words() -> None:
    [draft] = ingest.read_text(TEXT)
    assert draft.article.headline == "Ferry returns to the harbour"
    [page] = ingest.read_text("<html><body><h1>On a page</h1><p>The ferry came back on Monday.</p></body></html>")
    assert page.article.headline == "On a page"
    with pytest.raises(FormatError):
        ingest.read_text("   ")


# -- accepting --------------------------------------------------------------------------------------


def _article(archive: Archive, number: int) -> Article:
    with archive.read() as reader:
        record = reader.record(number)
    assert isinstance(record, Article)
    return record


def test_an_import_is_one_step_and_undo_takes_it_all_back(archive: Archive) -> None:
    ingest.accept(archive, [a_draft("Here first", photos=[("https://e.org/shared.jpg", "Old", "AFP")])])
    before = logical(archive)
    drafts = [
        a_draft("One", photos=[("https://e.org/shared.jpg", "New", "AFP"), ("https://e.org/x.jpg", "X", "")]),
        a_draft("Two", videos=[("https://v.org/1", "the film"), ("", "another")]),
    ]
    accepted = ingest.accept(archive, drafts, initiator="import page")
    assert accepted.changes.label == "Import 2 articles"
    assert [_article(archive, n).headline for n in accepted.articles] == ["One", "Two"]
    assert len(find.last_import_ids(archive)) == 2 + 1 + 2
    assert_index_is_right(archive)
    history.undo(archive)
    assert logical(archive) == before
    assert find.last_import_ids(archive)  # of the import before
    assert_index_is_right(archive)
    history.redo(archive)
    assert _article(archive, accepted.articles[0]).headline == "One"


def test_the_source_is_kept_byte_for_byte(archive: Archive) -> None:
    content = "Ferry\r\nreturns ".encode("utf-16")
    accepted = ingest.accept(archive, [a_draft(content=content, name="Strange Name.HTML")])
    with archive.read() as reader:
        source = reader.record(_article(archive, accepted.articles[0]).source_id or 0)
    assert isinstance(source, Source)
    assert archive.sources.path(source.sha256, ".html").read_bytes() == content
    assert source.size == len(content)


def test_evidence_lands_on_the_record_it_speaks_of(archive: Archive) -> None:
    accepted = ingest.accept(archive, [a_draft(photos=[("https://e.org/a.jpg", "The quay", "")])])
    [article] = accepted.articles
    with archive.read() as reader:
        [use] = reader.photo_uses(articles=[article])
        found = reader.evidence([article, use.id or 0])
    assert [e.field for e in found[article]] == ["headline"]
    [caption] = found[use.id or 0]
    assert (caption.field, caption.source_id) == ("caption", _article(archive, article).source_id)


def test_the_same_address_is_one_photo_with_many_uses(archive: Archive) -> None:
    url = "https://e.org/a.jpg"
    for _ in range(2):
        ingest.accept(
            archive, [a_draft("One", photos=[(url, "a", ""), (url, "b", "")]), a_draft("Two", photos=[(url, "c", "")])]
        )
    results = find.search(archive, "type:photo")
    assert results.total == 1
    with archive.read() as reader:
        assert len(reader.photo_uses(photos=results.ids)) == 6
    ingest.accept(archive, [a_draft("No address", photos=[("a.jpg", "", ""), ("a.jpg", "", "")])])
    assert find.search(archive, "type:photo").total == 3


def test_a_photo_in_the_bin_is_not_used_again(archive: Archive) -> None:
    draft = a_draft(photos=[("https://e.org/a.jpg", "a", "")])
    ingest.accept(archive, [draft])
    edit.to_bin(archive, list(find.search(archive, "type:photo").ids))
    ingest.accept(archive, [draft])
    assert find.search(archive, "type:photo").total == 1
    assert find.search(archive, "type:photo is:trashed").total == 1


def test_stopping_keeps_what_is_finished(archive: Archive) -> None:
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 1 else None)
    accepted = ingest.accept(archive, [a_draft(str(n)) for n in range(5)], progress=progress)
    assert accepted.stopped
    assert [_article(archive, n).headline for n in accepted.articles] == ["0", "1"]
    assert_index_is_right(archive)
    progress = Progress()
    progress.cancel()
    nothing = ingest.accept(archive, [a_draft()], progress=progress)
    assert (nothing.stopped, nothing.articles, bool(nothing.changes)) == (True, (), False)
    assert history.names(archive).undo == "Import 5 articles"


def test_a_draft_with_a_value_that_cannot_be_stored_comes_without_it_and_says_so(archive: Archive) -> None:
    draft = a_draft(published="gibberish", url="not an address")
    accepted = ingest.accept(archive, [draft, a_draft("Whole")])
    assert [_article(archive, n).published for n in accepted.articles] == ["", "2021-03-05"]
    assert len(accepted.remarks) == 2
    assert all(r.startswith("page.html: ") for r in accepted.remarks)


def test_half_characters_and_bad_positions_do_not_stop_an_import(archive: Archive) -> None:
    draft = a_draft("Half \ud800 of a character", body=("one\ntwo", "", "three"), content=b"x")
    accepted = ingest.accept(archive, [draft, a_draft("Whole")])
    assert _article(archive, accepted.articles[0]).body == ("one", "two", "three")
    assert any("Unicode" in r or "character" in r for r in accepted.remarks)


def test_duplicates_are_found_with_their_reason(archive: Archive) -> None:
    draft = a_draft("Ferry “returns”", address="/pages/ferry.html", url="https://e.org/ferry")
    assert ingest.duplicates(archive, draft) == ()
    [number] = ingest.accept(archive, [draft]).articles
    with archive.read() as reader:
        source = reader.record(_article(archive, number).source_id or 0)
    assert isinstance(source, Source)

    def reasons(**changes: object) -> list[tuple[int, str]]:
        other = an_article("Other", body=("Else.",))
        blank = Draft(source=Source(), article=other, content=b"other")
        found = ingest.duplicates(archive, replace(blank, **changes))  # type: ignore[arg-type]  # parts of a draft
        return [(d.record_id, d.reason) for d in found]

    assert reasons() == []
    assert reasons(source=source) == [(number, "read from the same file")]
    assert reasons(source=Source(address="/pages/ferry.html")) == [(number, "read from the same address")]
    other_text = an_article("X", body=("Else.",), url="https://e.org/ferry")
    assert reasons(article=other_text) == [(number, "has the same web address")]
    assert reasons(article=an_article("ferry returns", body=("Else.",))) == []
    assert reasons(article=an_article("FERRY “RETURNS”", body=())) == [(number, "has the same headline")]
    edit.to_bin(archive, [number])
    assert ingest.duplicates(archive, draft) == ()


@pytest.fixture
def saved_page(tmp_path: Path) -> Path:
    """A page saved by a browser, with its picture in the folder beside it and a secret above."""
    page = tmp_path / "saved" / "page.html"
    (page.parent / "page_files").mkdir(parents=True)
    Image.new("RGB", (40, 30), "teal").save(page.parent / "page_files" / "quay 1.png")
    Image.new("RGB", (40, 30), "red").save(tmp_path / "secret.png")
    return page


def test_a_picture_beside_the_page_becomes_the_photos_file(archive: Archive, saved_page: Path) -> None:
    draft = a_draft(
        photos=[("page_files/quay%201.png", "Quay", ""), ("page_files/gone.png", "", "")], address=str(saved_page)
    )
    accepted = ingest.accept(archive, [draft])
    with archive.read() as reader:
        photos = [reader.record(u.photo_id or 0) for u in reader.photo_uses(articles=accepted.articles)]
    first, second = photos
    assert isinstance(first, Photo)
    assert isinstance(second, Photo)
    assert first.media_id is not None
    assert second.media_id is None
    assert [r.photos for r in find.rows(archive, accepted.articles)] == [2]
    [row] = find.rows(archive, [first.id or 0])
    assert archive.media.path(row.media_sha, ".png").is_file()


OUTSIDE = (
    "../secret.png", "page_files/../../secret.png", "..%2fsecret.png", "page_files/%2e%2e/%2e%2e/secret.png", "{above}",
    "file://{above}", "https://e.org/secret.png", "//e.org/x.png", "", ".", "page_files", "\0", "a" * 5000, "link.png",
)  # fmt: skip


@pytest.mark.parametrize("src", OUTSIDE)
def test_no_file_outside_the_pages_folder_is_taken(archive: Archive, saved_page: Path, src: str) -> None:
    above = saved_page.parent.parent / "secret.png"
    (saved_page.parent / "link.png").symlink_to(above)
    src = src.replace("{above}", str(above))
    assert ingest.local_picture(a_draft(address=str(saved_page)), src) is None
    ingest.accept(archive, [a_draft(photos=[(src, "x", "")], address=str(saved_page))] if src.isprintable() else [])
    assert list(archive.media.walk()) == []


def test_a_picture_that_cannot_be_read_is_remarked(archive: Archive, saved_page: Path) -> None:
    (saved_page.parent / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    accepted = ingest.accept(archive, [a_draft(photos=[("broken.png", "x", "")], address=str(saved_page))])
    assert len(accepted.articles) == 1
    assert len(accepted.remarks) == 1


def test_a_video_only_mentioned_is_a_record_too(archive: Archive) -> None:
    accepted = ingest.accept(archive, [a_draft(videos=[("", "see the film"), ("", "see the film")])])
    with archive.read() as reader:
        uses = reader.video_uses(articles=accepted.articles)
    assert len({u.video_id for u in uses}) == 2
    assert [u.mention for u in uses] == ["see the film"] * 2
