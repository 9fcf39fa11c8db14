"""What a record is called where nothing but the record is at hand."""

from __future__ import annotations

from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    SavedSearch,
    Source,
    Video,
    VideoUse,
)


def plain_title(record: Record) -> str:
    """What to call a record of any kind."""
    match record:
        case Article():
            return record.headline or (record.body[0][:90] if record.body else "")
        case Photo() | Video():
            return record.title
        case PhotoUse() | VideoUse():
            return record.caption
        case Authority() | Collection() | SavedSearch() | Source() | MediaFile():
            return record.name
        case _:
            return ""
