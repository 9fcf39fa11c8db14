"""Videos that a text merely mentions: "video below", « ci-dessus », „sehen Sie im Video“, «видео ниже», "WATCH |".

A mention points at a video in or beside the article. A video that is a subject of the text
(surveillance video, a film and its year, "capture footage") points nowhere and is none; therefore a
cue needs a direction, an invitation to watch, or brackets and labels that hold nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.formats.reading.mention_cues import ABOVE, BELOW, BRACKETED, OTHER_PICTURE, STEMS, cues
from archive_app.formats.reading.paragraphs import trimmed
from archive_app.formats.reading.sentences import sentence_around

_LONGEST_SENTENCE = 700
_LONGEST_PARAGRAPH = 20_000  # no one points at a video further down in what is no paragraph any more
_TITLE = re.compile(r"[“«„\"‘]\s?([^“”«»„\"‘’]{2,120}?)\s?[”»“\"’]\s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text points at a video.

    Attributes:
        start, end: The sentence that holds the cue, or the cue alone in brackets of a title.
        cue_start, cue_end: The pointing words alone: "(complete film below)".
        direction: ``below``, ``above`` or "".
        language: Whose cue it is; "" where several languages share it.
        title: The quoted name right before a bracketed cue, "" when there is none.
        title_start: Where that name begins; -1 when there is none.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    direction: str = ""
    language: str = ""
    title: str = ""
    title_start: int = -1


def video_mentions(text: str, *, heading: bool = False) -> tuple[Mention, ...]:
    """The mentions of videos in a paragraph or heading, in order; a sentence counts once.

    Args:
        text: One paragraph of clean text.
        heading: It is a headline: the cue alone is the mention ("(+ Video)").
    """
    lowered = text[:_LONGEST_PARAGRAPH].lower()
    if not any(stem in lowered for stem in STEMS) and not lowered.startswith("à voir"):
        return ()
    found: list[Mention] = []
    for language, pattern in cues():
        for match in pattern.finditer(text, 0, _LONGEST_PARAGRAPH):
            if OTHER_PICTURE.search(match[0]):
                continue  # "the map above, from the video"
            mention = _mention(text, match, language, heading=heading)
            if mention is not None:
                found.append(mention)
    found.sort(key=lambda mention: (mention.start, mention.cue_start, -mention.cue_end))
    kept: list[Mention] = []
    for mention in found:
        same = [other for other in kept if mention.start < other.end and other.start < mention.end]
        if not same:
            kept.append(mention)
        elif not same[-1].direction and mention.direction:
            kept[kept.index(same[-1])] = mention
    return tuple(kept)


def _mention(text: str, match: re.Match[str], language: str, *, heading: bool) -> Mention | None:
    cue_start, cue_end = trimmed(text, *match.span())
    if cue_start == cue_end:
        return None
    cue = text[cue_start:cue_end]
    bracketed = BRACKETED.match(cue) is not None
    start, end = (cue_start, cue_end) if heading and bracketed else sentence_around(text, cue_start, cue_end)
    if end - start > _LONGEST_SENTENCE:
        start, end = cue_start, cue_end
    direction = "below" if BELOW.search(cue) else "above" if ABOVE.search(cue) else ""
    title, title_start = "", -1
    if bracketed and (named := _TITLE.search(text[max(0, cue_start - 140) : cue_start])):
        title, title_start = named[1], max(0, cue_start - 140) + named.start(1)
    return Mention(start, end, cue_start, cue_end, direction, language, title, title_start)
