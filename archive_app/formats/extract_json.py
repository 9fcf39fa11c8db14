"""A draft as the JSON that ``archive-app extract`` prints."""

from __future__ import annotations

from typing import Any

from archive_app.domain.credits import parse_credit
from archive_app.domain.records import Draft, Evidence, PhotoDraft, VideoDraft


def as_extract(draft: Draft) -> dict[str, Any]:
    """The draft in the shape of the command line's contract; null where a value is empty.

    ``credit`` is the normalised credit, ``credit_line`` the words as printed; ``evidence`` maps each field to
    where it was read.
    """
    article = draft.article
    return {
        "headline": article.headline or None,
        "standfirst": article.standfirst or None,
        "bylines": [name.text for name in article.bylines],
        "publisher": article.publisher or None,
        "published": article.published or None,
        "language": article.language or None,
        "body": "\n\n".join(article.body) or None,
        "photos": [_photo(photo) for photo in draft.photos],
        "videos": [_video(video) for video in draft.videos],
        "evidence": [_evidence(item) for item in draft.evidence],
    }


def _photo(draft: PhotoDraft) -> dict[str, Any]:
    use = draft.use
    return {
        "src": use.src or None,
        "caption": use.caption or None,
        "credit": parse_credit(use.credit_line).credit or None if use.credit_line else None,
        "parties": [party.name for party in use.credit.parties],
        "alt_text": use.alt_text or None,
        "credit_line": use.credit_line or None,
        "evidence": [_evidence(item) for item in draft.evidence],
    }


def _video(draft: VideoDraft) -> dict[str, Any]:
    return {
        "url": draft.video.url or None,
        "mention": draft.use.mention or None,
        "title": draft.video.title or None,
        "platform": draft.video.platform or None,
        "status": draft.video.status,
        "caption": draft.use.caption or None,
        "credit_line": draft.use.credit_line or None,
        "evidence": [_evidence(item) for item in draft.evidence],
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "field": item.field,
        "quote": item.quote,
        "method": item.method,
        "confidence": item.confidence,
        "layer": item.layer or None,
        "start": item.start if item.start >= 0 else None,
        "end": item.end if item.end >= 0 else None,
    }
