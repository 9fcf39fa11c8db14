"""Articles by the thousand: from the generator beside the checkout, else from a tiny one of our own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
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
from tests.conftest import REPOSITORY

GENERATOR = REPOSITORY.parent / "shared" / "bench" / "make_corpus.py"


def drafts(count: int) -> Iterator[Draft]:
    """So many drafts, the same ones every time."""
    lines = _generated(count) if GENERATOR.is_file() else our_own(count)
    return (read_draft(line) for line in islice(lines, count))


def _generated(count: int) -> Iterator[dict[str, Any]]:
    with subprocess.Popen(
        [sys.executable, str(GENERATOR), "--count", str(count)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)


def our_own(count: int) -> Iterator[dict[str, Any]]:
    """So many lines of a tiny generator, for where the other is not."""
    luck = random.Random(1)
    syllables = ["har", "bo", "ur", "fer", "ry", "li", "ght", "sto", "ne", "ma", "ri", "ta", "co", "ve"]
    vocabulary = ["".join(luck.choices(syllables, k=luck.randint(2, 5))) for _ in range(20_000)]
    weights = [1 / (n + 3) for n in range(len(vocabulary))]
    for number in range(count):
        words = luck.choices(vocabulary, weights, k=450)
        yield {
            "id": f"a{number:08}", "headline": " ".join(words[:6]).capitalize(), "standfirst": " ".join(words[6:26]),
            "body": "\n\n".join(" ".join(words[n : n + 60]) + "." for n in range(26, 450, 60)), "language": "en",
            "published": f"{luck.randint(1950, 2026)}-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}",
            "publisher": f"Paper {luck.randint(1, 40)}", "section": luck.choice(["world", "sport", "business"]),
            "byline": " ".join(words[:2]).title(), "url": f"https://news.example/{number}", "keywords": words[:3],
            "photos": [{"file": f"img/{number}-{n}.jpg", "caption": " ".join(words[n : n + 15]),
                        "credit": luck.choice(["AFP", "Ann Example/Reuters", "TASS"])} for n in range(number % 3)],
            "videos": [],
        }  # fmt: skip


def read_draft(line: dict[str, Any]) -> Draft:
    """The draft that a line of either generator describes."""
    body = tuple(p for p in line["body"].split("\n\n") if p)
    text = "\n\n".join((line["headline"], line["standfirst"], *body))
    article = Article(
        headline=line["headline"], standfirst=line["standfirst"], body=body, publisher=line["publisher"],
        bylines=(Name(line["byline"]),) if line["byline"] else (), section=line["section"],
        published=line["published"], language=line["language"], url=line["url"],
        subjects=tuple(Name(k) for k in line["keywords"]),
    )  # fmt: skip
    return Draft(
        source=Source(name=f"{line['id']}.txt", media_type="text/plain", encoding="utf-8", importer="text", text=text),
        article=article,
        photos=tuple(
            PhotoDraft(
                Photo(url=f"https://pictures.example/{p['file']}"),
                PhotoUse(position=n, caption=p["caption"], credit_line=p["credit"] or "", src=p["file"]),
                (Evidence("caption", p["caption"], "text:caption", 0.9),),
            )
            for n, p in enumerate(line["photos"])
        ),
        videos=tuple(
            VideoDraft(
                Video(url=v["url"], platform=v["platform"], title=v["title"], duration=v["seconds"], status="linked"),
                VideoUse(position=n, caption=v["title"], credit_line=v["credit"] or ""),
            )
            for n, v in enumerate(line["videos"])
        ),
        evidence=(Evidence("headline", line["headline"], "text:first-line", 0.9, "text", 0, len(line["headline"])),),
        content=text.encode(),
    )


def chunks(found: Iterator[Draft], size: int) -> Iterator[list[Draft]]:
    """Drafts in lists of ``size``."""
    while chunk := list(islice(found, size)):
        yield chunk


def folder_size(path: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
