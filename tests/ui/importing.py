"""What the tests of the import page share: small sources, a real catalogue, waiting until nothing runs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from archive_app.domain.batches import BatchItem
from archive_app.domain.records import Draft
from archive_app.ui import import_job, import_run
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_page import ImportPage

STORY = """<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="Evening Note">
<meta property="article:published_time" content="2021-03-12T08:00:00Z"></head><body><article><h1>{title}</h1>
<p>The crane drivers left the quay on Tuesday morning and nobody has seen a ship since then, said {title}.</p>
<figure><img src="quay.jpg" width="800" height="600"><figcaption>Empty berths at the quay.</figcaption></figure>
<p class="credit">Photo: Ann Example / City Archive</p>
<p>The talks were to go on for another week, as both sides said after the meeting in the town hall.</p>
<p>Nobody expects the first ship before Sunday, when the tide is high enough for the larger vessels.</p>
{more}
</article></body></html>"""


_WORDS = [
    "harbour",
    "council",
    "winter",
    "market",
    "bridge",
    "letter",
    "doctor",
    "garden",
    "printer",
    "window",
    "river",
    "silver",
    "teacher",
    "train",
    "village",
    "museum",
    "kitchen",
    "weather",
    "engine",
    "factory",
    "paper",
    "summer",
    "orchard",
    "library",
    "ticket",
    "island",
    "captain",
    "lantern",
    "meadow",
    "signal",
]


def _more(title: str) -> str:
    """Paragraphs that no other story has: else all were alike."""
    drawn = random.Random(title)
    sentences = [" ".join(drawn.choices(_WORDS, k=16)).capitalize() + "." for _ in range(12)]
    return "\n".join(f"<p>{' '.join(sentences[at : at + 3])}</p>" for at in range(0, 12, 3))


def page_of(title: str) -> str:
    """A page."""
    return STORY.format(title=title, more=_more(title))


def story(folder: Path, title: str, name: str = "") -> Path:
    """A page on disk."""
    path = folder / (name or f"{title.replace(' ', '-').lower()}.html")
    path.write_text(page_of(title), encoding="utf-8")
    return path


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until no lane runs and everything has been delivered."""
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=20_000)
    qtbot.wait(30)


def item_of(page: ImportPage, part: str) -> ImportItem:
    """The item whose path or name holds these words."""
    return next(one for one in page.model.items if part in one.path or part in one.name)


def stop_at(page: ImportPage, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Press Stop while the item of this number, from 1, is being carried out; any number of times a run."""
    seen = 0

    def watched(kept: BatchItem, draft: Draft) -> Draft:
        nonlocal seen
        seen += 1
        if seen == count:
            page.run.stop()
        return import_job.carry_out(kept, draft)

    monkeypatch.setattr(import_run, "carry_out", watched)
