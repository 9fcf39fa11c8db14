"""What an operation made is as if it were read again, and is read again once it was changed."""

from __future__ import annotations

from dataclasses import replace

from archive_app.domain.records import (
    Article,
    Authority,
    Credit,
    CreditParty,
    Kind,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Record,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.store.archive import Archive, Writer
from archive_app.store.made import MadeReader


def _older(archive: Archive) -> dict[str, int]:
    with archive.operation("Before") as writer:
        agency = writer.save(Authority(name="AFP", kind="organization"))
        article = writer.save(Article(headline="Before", body=("It rained.",), published="1978-03"))
        photo = writer.save(Photo(title="Quay", url="https://pictures.example/1.jpg"))
        video = writer.save(Video(title="Film"))
        writer.save(PhotoUse(article_id=article, photo_id=photo, position=2, caption="The quay"))
        writer.save(VideoUse(article_id=article, video_id=video, position=3))
    return {"agency": agency, "article": article, "photo": photo, "video": video}


def _make(writer: Writer, there: dict[str, int]) -> list[int]:
    media = writer.save(MediaFile(sha256="0" * 64, size=3, media_type="image/jpeg", name="a.jpg"))
    article = writer.save(
        Article(headline="Crew walks out", body=("One.", "Two."), published="1978-03-14", publisher="AFP",
                publisher_id=there["agency"], language="en", bylines=(Name("Ann Example"),), subjects=(Name("strike"),))
    )  # fmt: skip
    binned = writer.save(Article(headline="Gone", deleted="2020-01-01T00:00:00.000Z"))
    photo = writer.save(Photo(title="Crew", media_id=media, creators=(Name("Ann Example", authority_id=None),)))
    video = writer.save(Video(title="Ferry", duration=12.5, platform="example"))
    credit = Credit((CreditParty("AFP", "distributor", "organization", 0, 3, there["agency"]),), literals=("", "AFP"))
    writer.save(RightsStatement(work_id=photo, copyright_notice="© AFP"))
    return [
        article, binned, photo, video,
        writer.save(PhotoUse(article_id=article, photo_id=photo, position=1, caption="Crew", credit_line="AFP",
                             credit=credit)),
        writer.save(PhotoUse(article_id=article, photo_id=there["photo"], position=0)),
        writer.save(PhotoUse(article_id=there["article"], photo_id=photo, position=0)),
        writer.save(PhotoUse(article_id=binned, photo_id=photo, position=4, deleted="2020-01-01T00:00:00.000Z")),
        writer.save(VideoUse(article_id=article, video_id=video, position=5, mention="See the film")),
        writer.save(VideoUse(article_id=article, video_id=there["video"], position=6)),
    ]  # fmt: skip


def test_what_was_made_is_as_if_read(archive: Archive) -> None:
    there = _older(archive)
    with archive.operation("Import", verb="import") as writer:
        made = _make(writer, there)
        numbers = [*made, *there.values(), 10**6]
        mine = writer.as_made()
        assert isinstance(mine, MadeReader)
        assert writer.recorder.made.keys() == set(made)
        assert mine.records(numbers) == writer.records(numbers)
        assert [*mine.records(numbers)] == [*writer.records(numbers)]
        assert mine.shown_articles(numbers) == writer.shown_articles(numbers)
        assert mine.shown_media(numbers) == writer.shown_media(numbers)
        assert mine.rights_of(numbers) == writer.rights_of(numbers)
        assert mine.authorities_by_id(numbers) == writer.authorities_by_id(numbers)
        for number in numbers:
            assert mine.photo_uses(articles=[number]) == writer.photo_uses(articles=[number])
            assert mine.photo_uses(photos=[number]) == writer.photo_uses(photos=[number])
            assert mine.video_uses(articles=[number]) == writer.video_uses(articles=[number])
            assert mine.video_uses(videos=[number]) == writer.video_uses(videos=[number])
    with archive.read() as reader:
        works = [n for kind in (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO) for n in reader.ids_of(kind, deleted=None)]
    assert len(works) == 7
    assert archive.differing_items(works) == []
    assert archive.verify_index() == []


def test_once_something_was_changed_again_it_is_read(archive: Archive) -> None:
    there = _older(archive)
    with archive.operation("Import", verb="import") as writer:
        [article, *_rest] = made = _make(writer, there)
        changed: Record = writer.record(article)
        assert isinstance(changed, Article)
        writer.save(replace(changed, headline="Crew comes back"))
        assert writer.as_made() is writer
    assert archive.differing_items(made[:4]) == []
    with archive.operation("Import", verb="import") as writer:
        assert writer.as_made() is writer
        made = _make(writer, there)
        writer.bump([made[2]])
        assert writer.as_made() is writer
    with archive.operation("Import", verb="import") as writer:
        made = _make(writer, there)
        writer.erase(made[4])
        assert writer.as_made() is writer
    assert archive.differing_items(made[:4]) == []
    assert archive.verify_index() == []
