"""What the tests of the import page share: small sources, a real catalogue, waiting until nothing runs."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

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
</article></body></html>"""


def story(folder: Path, title: str, name: str = "") -> Path:
    """A page on disk."""
    path = folder / (name or f"{title.replace(' ', '-').lower()}.html")
    path.write_text(STORY.format(title=title), encoding="utf-8")
    return path


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until no lane runs and everything has been delivered."""
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=20_000)
    qtbot.wait(30)


def item_of(page: ImportPage, part: str) -> ImportItem:
    """The item whose path or name holds these words."""
    return next(one for one in page.model.items if part in one.path or part in one.name)
