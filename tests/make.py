"""Small records and drafts for tests: each builder takes what matters to the test and makes up the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archive_app.domain.records import (
    Article,
    Draft,
    Evidence,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Source,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.store.archive import Archive


def an_article(headline: str = "Ferry returns to the harbour", **values: Any) -> Article:
    made = Article(
        headline=headline,
        body=("The ferry came back on Monday.", "Nobody was hurt."),
        bylines=(Name("Ann Example"),),
        publisher="Evening Courier",
        published="2021-03-05",
        language="en",
    )
    return replace(made, **values)


def a_photo(title: str = "", **values: Any) -> Photo:
    return replace(Photo(title=title), **values)


def a_statement(work_id: int, **values: Any) -> RightsStatement:
    """Publishing is permitted without conditions, documented."""
    made = RightsStatement(
        work_id=work_id,
        basis="licence",
        copyright_status="in_copyright",
        confidence="documented",
        grants=(Grant(action="publish_online"),),
    )
    return replace(made, **values)


def a_draft(
    headline: str = "Ferry returns to the harbour",
    *,
    photos: Sequence[tuple[str, str, str]] = (),
    videos: Sequence[tuple[str, str]] = (),
    name: str = "page.html",
    address: str = "",
    content: bytes = b"",
    **values: Any,
) -> Draft:
    """A draft; ``photos`` are (address, caption, credit line), ``videos`` (address, mention)."""
    article = an_article(headline, **values)
    text = "\n\n".join((article.headline, *article.body))
    return Draft(
        source=Source(name=name, address=address, media_type="text/html", encoding="utf-8", importer="html", text=text),
        article=article,
        photos=tuple(
            PhotoDraft(
                Photo(url=url if url.startswith("http") else ""),
                PhotoUse(caption=caption, credit_line=credit, src=url),
                (Evidence("caption", caption, "html:figcaption", 0.9),) if caption else (),
            )
            for url, caption, credit in photos
        ),
        videos=tuple(
            VideoDraft(
                Video(url=url, status="linked" if url else "mentioned"),
                VideoUse(mention=mention),
                (Evidence("mention", mention, "text:mention", 0.8),),
            )
            for url, mention in videos
        ),
        evidence=(Evidence("headline", headline, "html:h1", 0.95, "text", 0, len(headline)),) if headline else (),
        content=content or text.encode(),
    )


def add(archive: Archive, *records: Any) -> list[int]:
    """Save records as one operation; their ids."""
    with archive.operation("Add") as writer:
        return [writer.save(record) for record in records]
