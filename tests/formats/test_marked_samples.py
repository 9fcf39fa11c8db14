"""Seventy sample articles in thirteen languages: what is read well stays read well."""

from __future__ import annotations

from collections import Counter

from archive_app.domain.credits import parse_credit
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.registry import importer_for_source
from tests.formats.contract import check_draft
from tests.formats.marked import Sample, samples

FLOOR = 0.97


def read(sample: Sample) -> Draft:
    stem, language, *_ = sample.name.split(".")
    source = RawSource(f"{stem}.{language}.{sample.name.rsplit('.', 1)[1]}", "", sample.content)
    [draft] = importer_for_source(source).read(source)
    check_draft(draft, sample.content)
    return draft


def bare(text: str | None) -> str:
    return "".join(filter(str.isalnum, text or "")).casefold()


def test_the_samples_are_read_as_well_as_before() -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []

    def ask(sample: Sample, field: str, holds: bool) -> None:
        asked[field] += 1
        right[field] += holds
        if not holds:
            wrong.append(f"{sample.name}: {field}")

    for sample in samples():
        draft, label = read(sample), sample.label
        article = draft.article
        for field in ("headline", "standfirst", "publisher", "published", "language"):
            value = getattr(article, field)[: 10 if field == "published" else None]
            if label[field] or field in ("headline", "standfirst"):
                ask(sample, field, bare(value) == bare(label[field]))
        names = {bare(name.text) for name in article.bylines}
        wanted = {frozenset(map(bare, names)) for names in (label["bylines"], *label["alt"]["bylines"])}
        ask(sample, "bylines", frozenset(names) in wanted)
        body = bare(" ".join(article.body))
        ask(sample, "body", bare(label["body_first"]) in body and bare(label["body_last"]) in body)
        ask(sample, "clean", not any(bare(words) in body for words in label["body_not"]))
        captions = {bare(photo.use.caption) for photo in draft.photos}
        credits_found = {bare(parse_credit(photo.use.credit_line).credit) for photo in draft.photos}
        ask(sample, "photos", len(draft.photos) == len(label["photos"]))
        for photo in label["photos"]:
            ask(sample, "caption", bare(photo["caption"]) in captions)
            if photo["credit"]:
                ask(sample, "credit", bare(photo["credit"]) in credits_found)
        ask(sample, "videos", len(draft.videos) == len(label["videos"]))
        for video in label["videos"]:
            mentions = {bare(found.use.mention) for found in draft.videos}
            urls = " ".join(found.video.url for found in draft.videos)
            ask(
                sample,
                "mention",
                video["mention"] is None or any(bare(video["mention"]) in words for words in mentions),
            )
            ask(sample, "url", video["url_contains"] is None or video["url_contains"] in urls)
    low = {field: round(right[field] / asked[field], 3) for field in asked if right[field] < FLOOR * asked[field]}
    assert not low, "\n".join(wrong)
