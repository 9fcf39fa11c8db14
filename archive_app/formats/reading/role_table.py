"""The table of roles that the passes over a text fill in, and the small tests of lines that they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive_app.formats.reading.captions import CaptionParts
from archive_app.formats.reading.header_lines import HeaderLine

LONGEST_CAPTION = 600
URL = re.compile(r"\bhttps?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]’']")
SENTENCE_STOP = re.compile(r"[.。…!?！？:][)\]»”’\"'」』]*$")

_PLACEHOLDER = re.compile(
    r"(?ix)^[\[(<]\s*(?P<kind>image|photo|picture|foto|bild|imagen|фото|изображение|video|vidéo|vídeo|видео|відео)\s*(?::\s*(?P<text>.+?))?\s*[\])>]$"
)
VIDEO_KINDS = ("video", "vidéo", "vídeo", "видео", "відео")


@dataclass(slots=True)
class Roles:
    """The role of every block, and what was learnt on the way.

    Attributes:
        of: ``headline``, ``standfirst``, ``byline``, ``date``, ``label``, ``section``, ``body``, ``caption``,
            ``credit``, ``alt``, ``picture``, ``video`` or ``furniture`` for each block.
        parts: The caption and credit in each block that holds one of them.
        fields: The article's field for each block of role ``label``, and where its value begins.
        headers: What each block of role ``byline``, ``date`` or ``section`` says.
        doubtful: Blocks whose role a reviewer should look at.
    """

    of: list[str]
    parts: dict[int, CaptionParts] = field(default_factory=dict)
    fields: dict[int, tuple[str, int]] = field(default_factory=dict)
    headers: dict[int, HeaderLine] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)


def placeholder(text: str) -> tuple[str, int, int] | None:
    """What "[Image: …]" or "[Video: …]" stands for: ``picture`` or ``video``, and the span of its words."""
    match = _PLACEHOLDER.match(text)
    if match is None or len(text) > LONGEST_CAPTION:
        return None
    kind = "video" if match["kind"].casefold() in VIDEO_KINDS else "picture"
    if match["text"] is None:
        # "(Video)" and "[Photo]" alone say nothing but that one was there.
        return (kind, 0, 0) if text[0] in "[<" else None
    return kind, match.start("text"), match.end("text")


def weight(text: str) -> int:
    """How long a text is in Latin letters: an ideograph says as much as three."""
    return len(text) + 2 * sum(character > "\u2e7f" for character in text[:2000])
