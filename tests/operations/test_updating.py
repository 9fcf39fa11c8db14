"""An article that comes again and says something else can go into its record: with evidence, and undone as a whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.domain.batches import BatchItem
from archive_app.domain.records import Article, Draft, PhotoUse
from archive_app.operations import batches, edit, history, importing, ingest, reading
from archive_app.operations.page import record_page
from archive_app.operations.progress import Progress
from archive_app.operations.updating import AS_UPDATE
from archive_app.store.archive import Archive
from tests.operations.test_batches import PAGE
from tests.store.dump import assert_index_is_right, logical


def read(folder: Path, text: str) -> Draft:
    path = folder / "quay.html"
    path.write_text(text)
    (outcome,) = reading.read_one(path)
    assert outcome.draft is not None
    return outcome.draft


def updated(archive: Archive, number: int, draft: Draft, decisions: dict[str, Any]) -> importing.Report:
    """Import a draft into a record."""
    batch = batches.begin(archive, "again")
    alike = {"record_id": number, "title": "", "reason": "", "likeness": 1.0}
    item = BatchItem(
        0, batch.id, "draft", draft.source.name, draft.source.address, draft.title, choice=AS_UPDATE,
        facts={"alike": [alike]}, decisions=decisions,
    )  # fmt: skip
    (kept,) = batches.keep(archive, batch, [(item, draft)])
    return importing.run(archive, batch, [kept], lambda _item, one: one, progress=Progress())


def article_of(archive: Archive, number: int) -> Article:
    record = record_page(archive, number).record
    assert isinstance(record, Article)
    return record


BEFORE = PAGE.format(title="The quay is empty")
AFTER = (
    BEFORE.replace("<h1>The quay is empty", "<h1>The quay is full again")
    .replace("City Archive", "Town Archive")
    .replace("another week", "another month")
    .replace(
        "</article>", '<figure><img src="crane.jpg" width="800"><figcaption>A crane.</figcaption></figure></article>'
    )
)


def test_the_record_takes_what_the_source_says_now(archive: Archive, tmp_path: Path) -> None:
    (number,) = ingest.accept(archive, [read(tmp_path, BEFORE)]).articles
    before = logical(archive)
    (use,) = record_page(archive, number).photos
    report = updated(archive, number, read(tmp_path, AFTER), {})
    assert list(report.imported.values()) == [number]
    page = record_page(archive, number)
    article = article_of(archive, number)
    assert article.headline == "The quay is full again"
    assert "another month" in " ".join(article.body)
    assert [one.use.caption for one in page.photos] == ["Empty berths at the quay.", "A crane."]
    assert page.photos[0].use.id == use.use.id
    assert page.photos[0].photo.id == use.photo.id
    assert "Town Archive" in page.photos[0].use.credit_line
    assert "Town Archive" in [party.name for party in page.photos[0].use.credit.parties]
    standing = [one for one in page.evidence if one.field == "headline" and one.current]
    assert [one.quote for one in standing] == ["The quay is full again"]
    assert page.source is not None
    assert standing[0].source_id == page.source.id == article.source_id
    assert_index_is_right(archive)
    history.undo(archive)
    assert logical(archive) == before


def test_what_a_person_wrote_stays_unless_it_is_ticked(archive: Archive, tmp_path: Path) -> None:
    (number,) = ingest.accept(archive, [read(tmp_path, BEFORE)]).articles
    (use,) = record_page(archive, number).photos
    edit.set_field(archive, number, "headline", "An empty quay")
    edit.save(archive, replace(use.use, caption="Nobody at the quay."))
    updated(archive, number, read(tmp_path, AFTER), {})
    assert article_of(archive, number).headline == "An empty quay"
    assert "another month" in " ".join(article_of(archive, number).body)
    assert record_page(archive, number).photos[0].use.caption == "Nobody at the quay."
    ticked = {"headline": [True, None, False], "photo0.caption": [True, None, True]}
    updated(archive, number, read(tmp_path, AFTER), ticked)
    assert article_of(archive, number).headline == "The quay is full again"
    assert record_page(archive, number).photos[0].use.caption == "Empty berths at the quay."


def test_what_the_source_does_not_give_any_more_stays(archive: Archive, tmp_path: Path) -> None:
    (number,) = ingest.accept(archive, [read(tmp_path, BEFORE)]).articles
    draft = read(tmp_path, AFTER)
    bare = replace(draft, article=replace(draft.article, headline="", bylines=()), photos=draft.photos[1:])
    updated(archive, number, bare, {})
    assert article_of(archive, number).headline == "The quay is empty"
    captions = [one.use.caption for one in record_page(archive, number).photos]
    assert captions == ["Empty berths at the quay.", "A crane."]


def test_decisions_are_found_when_another_photo_was_rejected(archive: Archive, tmp_path: Path) -> None:
    (number,) = ingest.accept(archive, [read(tmp_path, AFTER)]).articles
    crane = record_page(archive, number).photos[1].use
    assert isinstance(crane, PhotoUse)
    edit.save(archive, replace(crane, caption="My crane."))
    draft = read(tmp_path, AFTER.replace("another month", "another year"))
    batch = batches.begin(archive, "again")
    item = BatchItem(
        0, batch.id, "draft", "quay.html", draft.source.address, choice=AS_UPDATE,
        facts={"alike": [{"record_id": number}]}, decisions={"photo1.caption": [True, None, True]},
    )  # fmt: skip
    (kept,) = batches.keep(archive, batch, [(item, draft)])
    importing.run(archive, batch, [kept], lambda _item, one: replace(one, photos=one.photos[1:]), progress=Progress())
    assert [one.use.caption for one in record_page(archive, number).photos][1] == "A crane."


def test_a_record_that_is_gone_is_told_and_nothing_is_made(archive: Archive, tmp_path: Path) -> None:
    (number,) = ingest.accept(archive, [read(tmp_path, BEFORE)]).articles
    edit.to_bin(archive, [number])
    before = logical(archive)
    report = updated(archive, number, read(tmp_path, AFTER), {})
    assert "not in the catalogue any more" in next(iter(report.problems.values())).message
    assert not report.imported
    assert logical(archive) == before
